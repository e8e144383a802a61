"""The harder parts of judging: years, units, hedges, scopes, and what must never change a conclusion."""

from decimal import Decimal

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from kg_build import rules
from kg_build.oxigraph import OxigraphStore, parse_text
from kg_build.store import Triple
from kg_build.term import DX
from tests.queries import sample
from tests.queries.test_rules import (
    ANNUAL,
    BOUNDARIES,
    CLOSE,
    HEAD,
    JUDGING,
    THREE_YEARS,
    YEAR,
    claim,
    indicator,
    observation,
    target,
    verdict,
    year,
)

UNITS = """
unit:percent dx:scalingOf unit:multiple ; dx:conversionMultiplier 0.01 .
unit:permille dx:scalingOf unit:multiple ; dx:conversionMultiplier 0.001 .
"""
WORDS = """
@prefix qualifier: <https://w3id.org/duixian/qualifier#> .
qualifier:about skos:prefLabel "about"@en , "约"@zh .
qualifier:basically skos:prefLabel "basically"@en , "基本"@zh .
qualifier:estimated skos:prefLabel "estimated"@en , "预计"@zh .
qualifier:up-to skos:prefLabel "up to"@en , "至多"@zh .
qualifier:at-least skos:prefLabel "at least"@en , "至少"@zh .
<area/city> skos:prefLabel "City"@en , "市"@zh .
<area/district> skos:prefLabel "District"@en , "区"@zh .
"""


def concluded(turtle: str) -> OxigraphStore:
    store = OxigraphStore.memory()
    store.add(parse_text((HEAD + turtle).encode()), sample.BASE)
    for rule in JUDGING:
        store.infer(sample.BASE, rule.text)
    return store


def reasons(turtle: str) -> dict[str, str]:
    """The reason in each language; both engines give the same, and one only."""
    text = f"PREFIX dx: <{DX}> SELECT (LANG(?r) AS ?l) ?r {{ ?a a dx:Assessment ; dx:reason ?r }}"
    graph = rdflib.Graph().parse(data=HEAD + turtle, format="turtle")
    sample.conclude_graph(graph, ("rules",))
    one, other = (
        sorted((str(row[0]), str(row[1])) for row in rows)
        for rows in (concluded(turtle).select(text), sample.select(graph, text))
    )
    assert one == other, "both engines give the same reasons"
    assert len(dict(one)) == len(one), "one reason in each language"
    return dict(one)


def expected(turtle: str) -> dict[str, tuple[str, str | None]]:
    """Verdict and report of each year."""
    text = f"""PREFIX dx: <{DX}> SELECT ?end ?reported ?verdict {{
      ?e a dx:Expectation ; dx:periodEnd ?end ; dx:reported ?reported . OPTIONAL {{ ?e dx:verdict ?verdict }} }}"""
    return {
        str(end)[:4]: (str(reported), str(found).partition("#")[2] if found else None)
        for end, reported, found in concluded(turtle).select(text)
    }


# Years


def test_each_year_is_judged_by_itself() -> None:
    annual = target(period=THREE_YEARS, more=ANNUAL)
    given = annual + observation("60", "a", period=year(2023)) + observation("50", "b", period=year(2025))
    assert expected(given) == {
        "2023": ("true", "exceeded"),
        "2024": ("false", None),
        "2025": ("true", "missed"),
    }
    assert verdict(given)[:3] == ("missed", "at-least", "b")
    assert reasons(given)["en"] == "Of 3 years that are over, 2 are reported; the conclusion rests on these"


def test_years_that_were_reached_do_not_answer_for_one_that_is_not_reported() -> None:
    annual = target(period=THREE_YEARS, more=ANNUAL)
    given = annual + observation("60", "a", period=year(2023)) + observation("56", "b", period=year(2025))
    found = verdict(given)
    assert found[:3] == ("not-comparable", "assessments-of-years", None)
    assert found.basis == {"target/t", "observation/a", "observation/b"}
    assert reasons(given) == {
        "en": "Of 3 years that are over, 2 are reported; in each of these it was reached, and of the others nothing is known",
        "zh": "期内已满3年,有报告者2年,各该年均已达成,其余之年不得而知",
    }
    whole = given + observation("55", "c", period=year(2024))
    assert verdict(whole)[:3] == ("met", "at-least", "c")
    assert reasons(whole) == {}


@pytest.mark.parametrize(
    ("values", "status", "key"),
    [
        (("56", "57", "58"), "exceeded", "c"),
        (("56", "55", "58"), "met", "b"),
        (("54", "53", "58"), "missed", "b"),
        (("54", "56", "58"), "missed", "a"),
    ],
)
def test_worst_year_counts_and_of_equals_the_later(values: tuple[str, ...], status: str, key: str) -> None:
    turtle = target(period=THREE_YEARS, more=ANNUAL)
    for number, (value, name) in enumerate(zip(values, "abc", strict=True)):
        turtle += observation(value, name, period=year(2023 + number))
    found = verdict(turtle)
    assert (found.status, found.observation) == (status, key)
    assert found.basis == {"target/t", "observation/a", "observation/b", "observation/c"}
    assert reasons(turtle) == {}


LONG = 'dx:periodStart "2024-01-01"^^xsd:date ; dx:periodEnd "2026-12-31"^^xsd:date'


def test_annual_target_in_its_course_is_not_due_unless_a_year_was_missed() -> None:
    annual = target(period=LONG, more=ANNUAL)
    assert verdict(annual + observation("56", period=year(2024)))[:3] == ("not-due", "not-due", None)
    assert verdict(annual + observation("54", period=year(2024)))[:3] == ("missed", "at-least", "o")
    assert set(expected(annual)) == {"2024", "2025"}


def test_amount_of_a_year_is_not_answered_as_of_its_last_day() -> None:
    flow = "@prefix indicator-kind: <https://w3id.org/duixian/indicator-kind#> . <indicator/i> dx:indicatorKind indicator-kind:flow ."
    given = target(period=THREE_YEARS, more=ANNUAL) + observation("56") + flow
    assert verdict(given)[:3] == ("not-comparable", "other-period", None)


# Units


@pytest.mark.parametrize(
    ("value", "unit", "status", "margin"),
    [
        ("550", "permille", "met", "0"),
        ("549", "permille", "missed", "-0.1"),
        ("551", "permille", "exceeded", "0.1"),
        ("0.55", "multiple", "met", "0"),
        ("0.551", "multiple", "exceeded", "0.1"),
    ],
)
def test_units_convert(value: str, unit: str, status: str, margin: str) -> None:
    found = verdict(target() + observation(value).replace("unit:percent", f"unit:{unit}") + UNITS)
    assert (found.status, found.margin) == (status, Decimal(margin))


def test_units_of_the_vocabulary_convert_as_they_say() -> None:
    store = OxigraphStore.memory()
    from kg_build.resources import folder

    store.load(folder("ontology") / "schemes" / "unit.ttl", sample.BASE)
    text = f"PREFIX dx: <{DX}> SELECT ?u ?b ?f {{ ?u dx:scalingOf ?b ; dx:conversionMultiplier ?f }}"
    found = {
        (str(u).partition("#")[2], str(b).partition("#")[2]): Decimal(str(f))
        for u, b, f in store.select(text)
    }
    assert found[("percent", "multiple")] == Decimal("0.01")
    assert found[("permille", "multiple")] == Decimal("0.001")
    assert found[("hour", "minute")] == 60


# Hedged numbers


@pytest.mark.parametrize(
    ("comparator", "hedge", "status"),
    [
        ("at-least", "over", "exceeded"),
        ("at-least", "nearly", "missed"),
        ("at-most", "over", "missed"),
        ("at-most", "nearly", "exceeded"),
        ("more-than", "over", "met"),
        ("less-than", "nearly", "met"),
        ("at-least", "about", "not-comparable"),
        ("at-least", "up-to", "not-comparable"),
        ("at-most", "up-to", "met"),
        ("at-least", "at-least", "met"),
        ("at-most", "at-least", "not-comparable"),
        ("equal", "basically", "not-comparable"),
        ("not-stated", "estimated", "not-comparable"),
        ("at-least", "cumulative", "met"),
    ],
)
def test_a_hedged_number_that_equals_the_promise(comparator: str, hedge: str, status: str) -> None:
    hedged = observation("55", more=f"; dx:qualifier <https://w3id.org/duixian/qualifier#{hedge}>")
    assert verdict(target(comparator=comparator) + hedged + indicator() + WORDS).status == status


def test_a_hedged_number_beyond_the_promise_is_judged() -> None:
    hedged = observation("56", more="; dx:qualifier <https://w3id.org/duixian/qualifier#about>")
    assert verdict(target() + hedged + WORDS).status == "exceeded"


# Not comparable, and why


@pytest.mark.parametrize(
    ("other", "rule", "words"),
    [
        (
            observation("56", period='dx:periodEnd "2025-06-30"^^xsd:date'),
            "other-period",
            "Promised as of 2025-12-31, reported as of 2025-06-30 only",
        ),
        (
            observation("56", period="dx:periodBasis <https://w3id.org/duixian/period-basis#not-stated>"),
            "undated",
            "The figure reported does not say as of when, in a document of 2026-01-05 or later",
        ),
        (
            observation("56", area="district"),
            "narrower-area",
            "Promised for City, reported for District only",
        ),
        (
            observation("56").replace("unit:percent", "unit:bed"),
            "other-unit",
            "Reported in another unit than promised, and the two do not convert",
        ),
        (
            observation("55", more="; dx:qualifier <https://w3id.org/duixian/qualifier#about>"),
            "hedged",
            "The number reported equals the promise, but is hedged (about), so it may lie on either side of it",
        ),
    ],
)
def test_reason(other: str, rule: str, words: str) -> None:
    given = target() + other + WORDS
    assert verdict(given)[:2] == ("not-comparable", rule)
    assert reasons(given)["en"] == words
    assert set(reasons(given)) == {"en", "zh"}


def test_an_undated_figure_of_an_older_document_is_no_report() -> None:
    undated = "dx:periodBasis <https://w3id.org/duixian/period-basis#not-stated>"
    assert (
        verdict(target() + observation("56", document="old", period=undated) + WORDS).status == "unreported"
    )


UNDATED = "dx:periodBasis <https://w3id.org/duixian/period-basis#not-stated>"


@pytest.mark.parametrize(
    ("note", "published", "en", "zh"),
    [
        (
            "",
            "",
            "The figure reported does not say as of when, in a document of 2026-01-05 or later",
            "所报之数未载明截至何日,见于2026-01-05或其后之文件",
        ),
        (
            "Given as of now (目前).",
            "",
            "The figure reported says only “at present”, in a document of 2026-01-05 or later",
            "所报之数只称“目前”,见于2026-01-05或其后之文件",
        ),
        (
            "Given as of now (目前).",
            "2026-01-06",
            "The figure reported says only “at present”, in a document of 2026-01-06",
            "所报之数只称“目前”,见于2026-01-06之文件",
        ),
    ],
)
def test_an_undated_result_says_how_old_its_document_is(note: str, published: str, en: str, zh: str) -> None:
    more = f'; skos:editorialNote "{note}"@en' if note else ""
    dated = f'<document/new> dx:datePublished "{published}"^^xsd:date .' if published else ""
    given = target() + observation("56", period=UNDATED, more=more) + dated
    found = verdict(given)
    assert found[:2] == ("not-comparable", "undated")
    assert found.basis == {"target/t", "observation/o"}
    assert reasons(given) == {"en": en, "zh": zh}


@pytest.mark.parametrize("basis", ["since", "plan-period"])
def test_what_is_known_since_a_day_only_is_undated(basis: str) -> None:
    open_period = f'dx:periodStart "2021-01-01"^^xsd:date ; dx:periodBasis <https://w3id.org/duixian/period-basis#{basis}>'
    given = target() + observation("56", period=open_period)
    assert verdict(given)[:2] == ("not-comparable", "undated")
    near = observation("56", period=open_period).replace("indicator/i", "indicator/close")
    assert verdict(target() + near + CLOSE.format("i", "close", "comparable") + PAIR_WORDS)[:2] == (
        "not-comparable",
        "undated-lookalike",
    )


PAIR_WORDS = """<indicator/i> skos:prefLabel "index"@en , "指标"@zh . <indicator/close> skos:prefLabel "near"@en , "近标"@zh ."""


@pytest.mark.parametrize("relation", ["comparable", "part", "finished"])
@pytest.mark.parametrize(("one", "other"), [("i", "close"), ("close", "i")])
def test_an_undated_figure_of_a_look_alike_says_what_sets_it_apart(
    relation: str, one: str, other: str
) -> None:
    near = observation("56", period=UNDATED).replace("indicator/i", "indicator/close")
    given = target() + near + CLOSE.format(one, other, relation) + PAIR_WORDS
    found = verdict(given)
    assert found[:2] == ("not-comparable", "undated-lookalike")
    assert found.basis == {"target/t", "observation/o", "lookalike/l"}
    names = "“index” and “near”" if one == "i" else "“near” and “index”"
    assert reasons(given)["en"] == (
        f"{names}: why And the figure reported does not say as of when, in a document of 2026-01-05 or later"
    )


def test_an_undated_figure_of_a_related_indicator_is_nothing_close() -> None:
    near = observation("56", period=UNDATED).replace("indicator/i", "indicator/close")
    given = target() + near + CLOSE.format("i", "close", "related") + PAIR_WORDS
    assert verdict(given).status == "unreported"


def test_the_same_indicator_undated_outweighs_a_look_alike() -> None:
    near = observation("50", "near", period=UNDATED).replace("indicator/i", "indicator/close")
    own = observation("56", period=UNDATED)
    found = verdict(target() + near + own + CLOSE.format("i", "close", "comparable"))
    assert found.rule == "undated"
    assert found.basis == {"target/t", "observation/o"}


# In parts

KINDS = """@prefix indicator-kind: <https://w3id.org/duixian/indicator-kind#> .
<indicator/i> dx:indicatorKind indicator-kind:flow ; dx:direction direction:more ; skos:prefLabel "schools"@en , "学校"@zh .
<indicator/a> skos:prefLabel "primary"@en , "小学"@zh . <indicator/b> skos:prefLabel "secondary"@en , "中学"@zh .
<indicator/x> skos:prefLabel "pilot"@en , "试点"@zh .
<area/city> skos:prefLabel "City"@en , "市"@zh . unit:percent dx:symbol "schools"@en , "所"@zh .
<lookalike/a> a dx:Lookalike ; dx:indicator <indicator/i> ; dx:otherIndicator <indicator/a> ; dx:relation relation:part ;
  dx:reason "The second are primary schools."@en , "后者为小学。"@zh .
<lookalike/b> a dx:Lookalike ; dx:indicator <indicator/i> ; dx:otherIndicator <indicator/b> ; dx:relation relation:part ;
  dx:reason "The second are secondary schools."@en , "后者为中学。"@zh .
<lookalike/x> a dx:Lookalike ; dx:indicator <indicator/i> ; dx:otherIndicator <indicator/x> ; dx:relation relation:related ;
  dx:reason "Whether the second counts is not said."@en , "后者是否计入未说明。"@zh .
"""


def part(key: str, value: str, document: str = "new", period: str = YEAR, more: str = "") -> str:
    made = observation(value, f"part-{key}-{document}", document, period, more=more)
    return made.replace("indicator/i", f"indicator/{key}")


def test_parts_are_named_and_their_sum_is_told() -> None:
    given = target() + part("b", "3") + part("a", "2") + KINDS
    found = verdict(given)
    assert found[:5] == ("not-comparable", "in-parts", None, None, None)
    assert found.basis == {
        "target/t",
        "observation/part-a-new",
        "observation/part-b-new",
        "lookalike/a",
        "lookalike/b",
    }
    assert reasons(given) == {
        "en": "Reported in parts only: “City 2025: primary 2 schools”, “City 2025: secondary 3 schools”; "
        "together 5 schools, a sum that no document prints",
        "zh": "只分项报告:“市 2025年 中学 3所”、“市 2025年 小学 2所”;合计5所,此和文件未印",
    }


def test_parts_of_which_some_are_missing_say_so() -> None:
    given = target() + part("a", "2") + KINDS
    assert reasons(given)["en"] == (
        "Reported in parts only, 1 of the 2 that this graph knows: “City 2025: primary 2 schools”"
    )
    assert reasons(given)["zh"] == "只分项报告(本图所知2项中之1项):“市 2025年 小学 2所”"


OVER = "; dx:qualifier <https://w3id.org/duixian/qualifier#over>"


@pytest.mark.parametrize(
    "parts",
    [
        part("a", "2", more=OVER) + part("b", "3"),
        part("a", "2", "old") + part("b", "3"),
        part("a", "2", "old") + part("a", "2") + part("b", "3"),
        part("a", "2") + part("b", "3") + "<indicator/i> dx:indicatorKind indicator-kind:ratio .",
    ],
)
def test_no_sum_of_hedged_numbers_several_documents_or_ratios(parts: str) -> None:
    kinds = KINDS.replace("dx:indicatorKind indicator-kind:flow ; ", "") if "ratio" in parts else KINDS
    given = target() + (kinds + parts if "ratio" in parts else parts + kinds)
    assert verdict(given).rule == "in-parts"
    assert "together" not in reasons(given)["en"]
    assert "合计" not in reasons(given)["zh"]


def test_what_is_reported_beside_the_parts_is_named() -> None:
    given = target() + part("a", "2") + part("b", "3") + part("x", "12") + KINDS
    assert "observation/part-x-new" in verdict(given).basis
    assert "lookalike/x" in verdict(given).basis
    assert reasons(given)["en"].endswith(
        "; together 5 schools, a sum that no document prints. Reported beside them: "
        "“City 2025: pilot 12 schools” (Whether the second counts is not said)"
    )
    assert reasons(given)["zh"].endswith("。其旁另报“市 2025年 试点 12所”(后者是否计入未说明)")


@settings(max_examples=10, deadline=None)
@given(st.randoms(use_true_random=False))
def test_parts_are_listed_in_one_order_however_the_facts_stand(random: object) -> None:
    beside = part("x", "12") + part("x", "13").replace("part-x-new", "part-x-more")
    text = HEAD + target() + part("a", "2") + part("b", "3") + beside + KINDS
    triples = list(parse_text(text.encode()))
    random.shuffle(triples)  # type: ignore[attr-defined]
    store = OxigraphStore.memory()
    store.add(triples, sample.BASE)
    for rule in JUDGING:
        store.infer(sample.BASE, rule.text)
    asked = f'PREFIX dx: <{DX}> SELECT ?r {{ ?a a dx:Assessment ; dx:reason ?r FILTER(LANG(?r) = "en") }}'
    ((reason,),) = store.select(asked)
    assert str(reason).endswith(
        "Reported beside them: “City 2025: pilot 12 schools” (Whether the second counts is not said), "
        "“City 2025: pilot 13 schools” (Whether the second counts is not said)"
    )


@pytest.mark.parametrize(
    "aside", [part("x", "12", "old"), part("x", "12", period='dx:periodEnd "2024-12-31"^^xsd:date')]
)
def test_what_another_document_or_year_has_of_a_related_kind_is_not_beside(aside: str) -> None:
    given = target() + part("a", "2") + part("b", "3") + aside + KINDS
    assert "beside" not in reasons(given)["en"]


@pytest.mark.parametrize(
    "other",
    [
        part("a", "2", period=""),
        part("a", "2", period='dx:periodEnd "2024-12-31"^^xsd:date'),
        part("a", "2", period=year(2025)),
        part("a", "2").replace("area/city", "area/province"),
        part("a", "2").replace("unit:percent", "unit:bed"),
    ],
)
def test_part_of_another_time_place_or_unit_is_none(other: str) -> None:
    assert verdict(target() + other + KINDS).rule != "in-parts"


def test_own_result_outweighs_its_parts_and_they_outweigh_a_claim() -> None:
    given = target() + part("a", "2") + part("b", "3") + KINDS
    assert verdict(given + claim("item")).rule == "in-parts"
    assert verdict(given + observation("56"))[:2] == ("exceeded", "at-least")


def test_a_whole_reported_for_a_part_that_was_promised_is_comparable() -> None:
    promised = target().replace("indicator/i", "indicator/a")
    given = promised + observation("56") + KINDS
    assert verdict(given)[:2] == ("not-comparable", "not-comparable")
    assert reasons(given)["en"] == "“schools” and “primary”: The second are primary schools."


def test_finished_of_those_begun_is_close_to_a_promise_of_beginning() -> None:
    near = observation("56").replace("indicator/i", "indicator/close")
    given = target() + near + CLOSE.format("i", "close", "finished") + PAIR_WORDS
    assert verdict(given)[:2] == ("not-comparable", "not-comparable")
    assert reasons(given)["en"] == "“index” and “near”: why"


@pytest.mark.parametrize(("spoken", "status"), [("i", "claimed"), ("other", "unreported")])
def test_a_claim_that_speaks_of_an_indicator_reaches_no_other(spoken: str, status: str) -> None:
    words = claim("item").replace("a dx:Claim", f"a dx:Claim ; dx:indicator <indicator/{spoken}>")
    assert verdict(target() + words).status == status


@pytest.mark.parametrize(("mine", "theirs"), [("flow", "stock"), ("stock", "flow")])
def test_increase_against_total(mine: str, theirs: str) -> None:
    kinds = f"""@prefix indicator-kind: <https://w3id.org/duixian/indicator-kind#> .
      <indicator/i> dx:indicatorKind indicator-kind:{mine} ; dx:unit unit:percent .
      <indicator/close> dx:indicatorKind indicator-kind:{theirs} ; dx:unit unit:percent .
      <lookalike/l> a dx:Lookalike ; dx:indicator <indicator/i> ; dx:otherIndicator <indicator/close> ;
        dx:relation relation:related ; dx:reason "One is a total."@en ; skos:prefLabel "“these” and “those”"@en ."""
    near = observation("56").replace("indicator/i", "indicator/close")
    found = verdict(target() + near + kinds)
    assert found[:3] == ("not-comparable", "increment-or-total", None)
    assert reasons(target() + near + kinds) == {"en": "“these” and “those”: One is a total."}


@pytest.mark.parametrize(
    "other",
    [
        observation("56", period='dx:periodEnd "2024-12-31"^^xsd:date'),
        observation("56", period='dx:periodEnd "2026-01-01"^^xsd:date'),
        observation("56", area="province"),
    ],
)
def test_baselines_and_wider_figures_are_nothing_close(other: str) -> None:
    assert verdict(target() + other + WORDS).status == "unreported"


def test_a_figure_of_an_older_document_is_no_report() -> None:
    older = observation("56", document="old", period='dx:periodEnd "2025-06-30"^^xsd:date')
    assert verdict(target(more="; dx:statedIn <document/new>") + older).status == "unreported"


def test_what_is_not_due_stays_so_whatever_is_close() -> None:
    later = target(period='dx:periodEnd "2026-12-31"^^xsd:date')
    early = observation("56", period='dx:periodEnd "2026-01-03"^^xsd:date')
    assert verdict(later + early).status == "not-due"


def test_province_is_not_set_against_its_city() -> None:
    assert (
        verdict(target().replace("area/city", "area/province") + observation("56") + WORDS).status
        == "unreported"
    )


# Today


@pytest.mark.parametrize(("day", "status"), [("2025-12-30", "not-due"), ("2025-12-31", "unreported")])
def test_the_day_that_is_asked_for_decides_what_is_due(day: str, status: str) -> None:
    from datetime import date

    store = OxigraphStore.memory()
    store.add(parse_text((HEAD + target()).encode()), sample.BASE)
    rules.conclude(store, sample.BASE, date.fromisoformat(day))
    text = f"PREFIX dx: <{DX}> SELECT ?s {{ ?a a dx:Assessment ; dx:status ?s }}"
    assert [str(row[0]).partition("#")[2] for row in store.select(text)] == [status]


def test_only_rules_that_say_so_know_the_day() -> None:
    assert {rule.name for rule in rules.load() if "?asOf" in rule.text} == {
        "10-expectations",
        "10-expectations-of-years",
    }


# What never changes a conclusion

CASES = st.sampled_from(BOUNDARIES)


def _conclusions(triples: list[Triple]) -> set[tuple[str, ...]]:
    store = OxigraphStore.memory()
    store.add(triples, sample.BASE)
    for rule in JUDGING:
        store.infer(sample.BASE, rule.text)
    text = f"""PREFIX dx: <{DX}> SELECT ?a ?s ?r ?o {{
      ?a a dx:Assessment ; dx:status ?s ; dx:rule ?r . OPTIONAL {{ ?a dx:observation ?o }}
      FILTER(STRSTARTS(STR(?a), "{sample.BASE}")) }}"""
    return {tuple(map(str, row)) for row in store.select(text)}


def _case(case: tuple[str, str, str, str]) -> str:
    comparator, direction, value, _ = case
    return HEAD + target(comparator=comparator) + observation(value) + indicator(direction) + UNITS


@settings(max_examples=25, deadline=None)
@given(CASES, st.randoms(use_true_random=False))
def test_shuffled_facts_conclude_the_same(case: tuple[str, str, str, str], random: object) -> None:
    triples = list(parse_text(_case(case).encode()))
    mixed = triples[:]
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert _conclusions(mixed) == _conclusions(triples)


@settings(max_examples=25, deadline=None)
@given(CASES, st.sampled_from([("permille", 10), ("multiple", Decimal("0.01"))]))
def test_another_unit_of_both_concludes_the_same(
    case: tuple[str, str, str, str], unit: tuple[str, Decimal | int]
) -> None:
    name, factor = unit
    plain = _conclusions(list(parse_text(_case(case).encode())))
    comparator, direction, value, _ = case
    promised = target(str(55 * factor), comparator).replace("unit:percent", f"unit:{name}")
    reported = observation(str(Decimal(value) * factor)).replace("unit:percent", f"unit:{name}")
    for one, other in (
        (promised, reported),
        (target(comparator=comparator), reported),
        (promised, observation(value)),
    ):
        text = HEAD + one + other + indicator(direction) + UNITS
        assert _conclusions(list(parse_text(text.encode()))) == plain


@settings(max_examples=25, deadline=None)
@given(CASES, CASES)
def test_an_unrelated_city_changes_nothing(
    case: tuple[str, str, str, str], other: tuple[str, str, str, str]
) -> None:
    plain = list(parse_text(_case(case).encode()))
    elsewhere = _case(other).replace("duixian/sample/", "duixian/elsewhere/")
    assert _conclusions(plain + list(parse_text(elsewhere.encode()))) == _conclusions(plain)


def test_zero_and_implied_promises() -> None:
    assert verdict(target("0", "equal", YEAR) + observation("0"))[0] == "met"
    found = verdict(target("0", "equal", YEAR) + observation("1") + indicator("less"))
    assert (found.status, found.margin, found.ratio) == ("missed", Decimal(1), None)
    implied = "; dx:basis <https://w3id.org/duixian/target-basis#implied>"
    found = verdict(target("40", "not-stated", more=implied) + observation("67") + indicator())
    assert (found.status, found.margin, found.ratio) == ("exceeded", Decimal(27), Decimal("1.675"))
