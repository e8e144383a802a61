"""The harder parts of judging: years, units, hedges, scopes, and what must never change a conclusion."""

from decimal import Decimal

import pytest
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
    HEAD,
    JUDGING,
    THREE_YEARS,
    YEAR,
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
    text = f"PREFIX dx: <{DX}> SELECT (LANG(?r) AS ?l) ?r {{ ?a a dx:Assessment ; dx:reason ?r }}"
    return {str(row[0]): str(row[1]) for row in concluded(turtle).select(text)}


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
            "A later document reports a figure and does not say as of when",
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


@pytest.mark.parametrize(("mine", "theirs"), [("flow", "stock"), ("stock", "flow")])
def test_increase_against_total(mine: str, theirs: str) -> None:
    kinds = f"""@prefix indicator-kind: <https://w3id.org/duixian/indicator-kind#> .
      <indicator/i> dx:indicatorKind indicator-kind:{mine} ; dx:unit unit:percent .
      <indicator/close> dx:indicatorKind indicator-kind:{theirs} ; dx:unit unit:percent .
      <lookalike/l> a dx:Lookalike ; dx:indicator <indicator/i> ; dx:otherIndicator <indicator/close> ;
        dx:relation relation:related ; dx:reason "One is a total."@en ."""
    near = observation("56").replace("indicator/i", "indicator/close")
    found = verdict(target() + near + kinds)
    assert found[:3] == ("not-comparable", "increment-or-total", None)
    assert reasons(target() + near + kinds) == {"en": "One is a total."}


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
        "35-expectations",
        "36-expectations-of-years",
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
