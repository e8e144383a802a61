"""The rules, at each boundary of each; every case is concluded by both engines."""

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

import pytest
import rdflib

from kg_build import rules
from kg_build.oxigraph import OxigraphStore, parse_text
from kg_build.question import LANGUAGES, read_header
from kg_build.resources import folder
from kg_build.term import DX, SKOS
from tests.queries import sample

HEAD = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix dx: <https://w3id.org/duixian/def#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix comparator: <https://w3id.org/duixian/comparator#> .
@prefix direction: <https://w3id.org/duixian/direction#> .
@prefix recurrence: <https://w3id.org/duixian/recurrence#> .
@prefix relation: <https://w3id.org/duixian/relation#> .
@prefix unit: <https://w3id.org/duixian/unit#> .
@base <https://w3id.org/duixian/sample/> .
<area/province> a dx:Area , dx:Province .
<area/city> a dx:Area , dx:City ; dcterms:isPartOf <area/province> .
<area/district> a dx:Area , dx:District ; dcterms:isPartOf <area/city> .
<agency/city> dx:jurisdiction <area/city> .
<document/old> a dx:SourceDocument ; dx:notBefore "2025-01-01"^^xsd:date .
<document/new> a dx:SourceDocument ; dx:notBefore "2026-01-05"^^xsd:date .
<program/list> a dx:Program ; dx:owner <agency/city> .
<program/item> a dx:Program ; dx:owner <agency/city> ; dcterms:isPartOf <program/list> .
"""
YEAR = 'dx:periodEnd "2025-12-31"^^xsd:date'
JUDGING = [rule for rule in rules.load() if rule.folder == "rules"]
PREFIXES = f"PREFIX dx: <{DX}> PREFIX prov: <http://www.w3.org/ns/prov#>"


class Verdict(NamedTuple):
    """What the graph concludes about the target."""

    status: str
    rule: str
    observation: str | None
    margin: Decimal | None
    ratio: Decimal | None
    basis: frozenset[str]


@cache
def both(turtle: str) -> tuple[Verdict, Verdict]:
    store = OxigraphStore.memory()
    store.add(parse_text((HEAD + turtle).encode()), sample.BASE)
    graph = rdflib.Graph().parse(data=HEAD + turtle, format="turtle")
    for rule in JUDGING:
        store.add(store.construct(rule.text), sample.BASE)
    sample.conclude_graph(graph, ("rules",))
    text = f"""{PREFIXES}
      SELECT ?assessment ?status ?rule ?observation ?margin ?ratio ?from WHERE {{
        ?assessment a dx:Assessment ; dx:target <{sample.BASE}target/t> ; dx:status ?status ; dx:rule ?rule ; prov:wasDerivedFrom ?from .
        OPTIONAL {{ ?assessment dx:observation ?observation }}
        OPTIONAL {{ ?assessment dx:margin ?margin }}
        OPTIONAL {{ ?assessment dx:ratio ?ratio }}
      }}"""
    one, other = (_verdict(list(rows)) for rows in (store.select(text).rows, sample.select(graph, text).rows))
    return one, other


def _verdict(rows: list[tuple[object, ...]]) -> Verdict:
    assert len({row[:-1] for row in rows}) == 1, "one assessment with one status, by one rule"
    assessment, status, rule, observation, margin, ratio, _ = rows[0]
    assert str(assessment) == sample.BASE + "assessment/t"
    return Verdict(
        str(status).partition("#")[2],
        str(rule).removeprefix("https://w3id.org/duixian/rule/"),
        None if observation is None else str(observation).rpartition("/")[2],
        None if margin is None else Decimal(str(margin)),
        None if ratio is None else Decimal(str(ratio)),
        frozenset(str(row[-1]).removeprefix(sample.BASE) for row in rows),
    )


def verdict(turtle: str) -> Verdict:
    one, other = both(turtle)
    assert one == other, "both engines conclude the same"
    return one


def target(value: str = "55", comparator: str = "at-least", period: str = YEAR, more: str = "") -> str:
    return f"""<target/t> a dx:Target , dx:Figure ; dx:indicator <indicator/i> ; dx:area <area/city> ; dx:unit unit:percent ;
      dx:value {value} ; dx:comparator comparator:{comparator} ; dx:program <program/item> {";" if period else ""} {period} {more} .
    """


def observation(
    value: str, key: str = "o", document: str = "new", period: str = YEAR, area: str = "city", more: str = ""
) -> str:
    return f"""<observation/{key}> a dx:Observation , dx:Figure ; dx:indicator <indicator/i> ; dx:area <area/{area}> ;
      dx:unit unit:percent ; dx:value {value} ; dx:statedIn <document/{document}> {";" if period else ""} {period} {more} .
    """


def indicator(direction: str = "more") -> str:
    return f"<indicator/i> a dx:Indicator ; dx:direction direction:{direction} .\n"


BOUNDARIES = [
    ("at-least", "more", "54.9", "missed"),
    ("at-least", "more", "55.0", "met"),
    ("at-least", "more", "55.1", "exceeded"),
    ("at-least", "less", "55.1", "exceeded"),
    ("at-most", "less", "54.9", "exceeded"),
    ("at-most", "less", "55.0", "met"),
    ("at-most", "less", "55.1", "missed"),
    ("more-than", "more", "54.9", "missed"),
    ("more-than", "more", "55.0", "missed"),
    ("more-than", "more", "55.1", "met"),
    ("less-than", "less", "54.9", "met"),
    ("less-than", "less", "55.0", "missed"),
    ("less-than", "less", "55.1", "missed"),
    ("equal", "more", "54.9", "missed"),
    ("equal", "more", "55.0", "met"),
    ("equal", "more", "55.1", "exceeded"),
    ("equal", "less", "54.9", "exceeded"),
    ("equal", "less", "55.1", "missed"),
    ("equal", "neither", "54.9", "missed"),
    ("equal", "neither", "55.0", "met"),
    ("equal", "neither", "55.1", "missed"),
    ("not-stated", "more", "54.9", "missed"),
    ("not-stated", "more", "55.0", "met"),
    ("not-stated", "more", "55.1", "exceeded"),
    ("not-stated", "less", "54.9", "exceeded"),
    ("not-stated", "less", "55.0", "met"),
    ("not-stated", "less", "55.1", "missed"),
    ("not-stated", "neither", "54.9", "missed"),
    ("not-stated", "neither", "55.0", "met"),
    ("not-stated", "neither", "55.1", "missed"),
]


@pytest.mark.parametrize(("comparator", "direction", "value", "status"), BOUNDARIES)
def test_boundaries(comparator: str, direction: str, value: str, status: str) -> None:
    found = verdict(target(comparator=comparator) + observation(value) + indicator(direction))
    assert (found.status, found.rule) == (status, comparator)
    assert found.observation == "o"
    assert found.margin == Decimal(value) - 55
    assert found.ratio == round(Decimal(value) / 55, 4)
    assert found.basis == {"target/t", "observation/o"}


def test_every_comparator_of_the_vocabulary_has_boundaries() -> None:
    scheme = (folder("ontology") / "schemes" / "comparator.ttl").read_text(encoding="utf-8")
    declared = set(re.findall(r"^comparator:([\w-]+) a ", scheme, re.MULTILINE))
    assert declared == {case[0] for case in BOUNDARIES}


def test_unknown_comparator_is_judged_as_not_stated() -> None:
    assert verdict(target(comparator="other") + observation("56") + indicator())[:2] == (
        "exceeded",
        "not-stated",
    )


def test_indicator_without_direction_is_met_by_equality_only() -> None:
    assert verdict(target(comparator="equal") + observation("56")).status == "missed"


def test_promise_of_zero_has_no_ratio() -> None:
    found = verdict(target("0", "at-most") + observation("0"))
    assert (found.status, found.margin, found.ratio) == ("met", Decimal(0), None)


def test_negative_and_large_values() -> None:
    assert verdict(target("-5.5") + observation("-6")).status == "missed"
    found = verdict(target("5990000") + observation("6096600"))
    assert (found.margin, found.ratio) == (Decimal(106600), Decimal("1.0178"))


def test_malformed_value_answers_nothing_and_breaks_nothing() -> None:
    assert verdict(target() + observation('"12,5"^^xsd:decimal')).status == "unreported"
    assert verdict(target('"many"') + observation("56")).status == "unreported"


def test_nothing_reported() -> None:
    found = verdict(target())
    assert found == Verdict("unreported", "unreported", None, None, None, frozenset({"target/t"}))


@pytest.mark.parametrize(
    ("promise", "report", "fits"),
    [
        (YEAR, YEAR, True),
        (YEAR, 'dx:periodEnd "2025-11-30"^^xsd:date', False),
        (YEAR, 'dx:periodStart "2025-01-01"^^xsd:date ; ' + YEAR, False),
        (
            'dx:periodStart "2025-01-01"^^xsd:date ; ' + YEAR,
            'dx:periodStart "2025-01-01"^^xsd:date ; ' + YEAR,
            True,
        ),
        (
            'dx:periodStart "2023-01-01"^^xsd:date ; ' + YEAR,
            'dx:periodStart "2025-01-01"^^xsd:date ; ' + YEAR,
            False,
        ),
        (YEAR, "", False),
        ("", YEAR, False),
        ("", "", False),
    ],
)
def test_period_must_be_the_same_and_known(promise: str, report: str, fits: bool) -> None:
    found = verdict(target(period=promise) + observation("56", period=report))
    part = promise and report and not fits
    assert found.status == ("exceeded" if fits else "not-comparable" if part else "unreported")
    assert (found.rule == "other-period") == bool(part)


def test_other_area_or_unit_does_not_answer() -> None:
    assert verdict(target() + observation("56", area="province")).status == "unreported"
    other = observation("56").replace("unit:percent", "unit:bed")
    assert verdict(target() + other)[:3] == ("not-comparable", "other-unit", None)


def test_promise_of_the_province_is_judged_by_figures_of_the_province() -> None:
    province = target().replace("area/city", "area/province")
    assert verdict(province + observation("56")).status == "unreported"
    assert verdict(province + observation("56") + observation("54", "p", area="province")).observation == "p"


def test_latest_document_is_judged_and_all_are_named() -> None:
    found = verdict(target() + observation("50", "z", "old") + observation("56", "a", "new"))
    assert (found.status, found.observation) == ("exceeded", "a")
    assert found.basis == {"target/t", "observation/a", "observation/z"}


def test_two_figures_of_one_document_are_settled_by_key() -> None:
    assert verdict(target() + observation("50", "a") + observation("56", "b")).observation == "b"


def test_document_without_a_day_comes_before_others() -> None:
    assert (
        verdict(target() + observation("50", "z", "undated") + observation("56", "a", "old")).observation
        == "a"
    )


ANNUAL = "; dx:recurrence recurrence:annual"
THREE_YEARS = 'dx:periodStart "2023-01-01"^^xsd:date ; ' + YEAR


def year(number: int) -> str:
    return f'dx:periodStart "{number}-01-01"^^xsd:date ; dx:periodEnd "{number}-12-31"^^xsd:date'


def test_annual_target_is_judged_by_its_worst_year() -> None:
    annual = target(period=THREE_YEARS, more=ANNUAL)
    found = verdict(
        annual + observation("60", "a", "new", year(2023)) + observation("50", "b", "old", year(2024))
    )
    assert (found.status, found.observation) == ("missed", "b")
    assert found.basis == {"target/t", "observation/a", "observation/b"}


@pytest.mark.parametrize(
    ("period", "fits"),
    [
        (year(2022), False),
        (year(2023), True),
        (year(2025), True),
        (year(2026), False),
        ('dx:periodEnd "2024-12-31"^^xsd:date', True),
        ('dx:periodEnd "2022-12-31"^^xsd:date', False),
        ('dx:periodStart "2022-07-01"^^xsd:date ; dx:periodEnd "2023-06-30"^^xsd:date', False),
        ("", False),
    ],
)
def test_annual_target_takes_years_within_its_period(period: str, fits: bool) -> None:
    found = verdict(target(period=THREE_YEARS, more=ANNUAL) + observation("54", period=period))
    assert found.status == ("missed" if fits else "unreported")


def test_without_recurrence_a_year_within_the_period_does_not_answer() -> None:
    found = verdict(target(period=THREE_YEARS) + observation("56", period=year(2024)))
    assert found[:3] == ("not-comparable", "other-period", None)


CLOSE = """<indicator/i> dx:direction direction:more .
<lookalike/l> a dx:Lookalike ; dx:indicator <indicator/{0}> ; dx:otherIndicator <indicator/{1}> ;
  dx:relation relation:{2} ; dx:reason "why"@en .
"""


@pytest.mark.parametrize(("one", "other"), [("i", "close"), ("close", "i")])
def test_only_something_comparable_is_reported(one: str, other: str) -> None:
    near = observation("56").replace("indicator/i", "indicator/close")
    found = verdict(target() + near + CLOSE.format(one, other, "comparable"))
    assert found[:5] == ("not-comparable", "not-comparable", None, None, None)
    assert found.basis == {"target/t", "observation/o", "lookalike/l"}


def test_related_is_not_comparable() -> None:
    near = observation("56").replace("indicator/i", "indicator/close")
    assert verdict(target() + near + CLOSE.format("i", "close", "related")).status == "unreported"


def test_comparable_figure_of_another_day_or_place_says_nothing() -> None:
    pair = CLOSE.format("i", "close", "comparable")
    for other in (
        observation("56", area="province"),
        observation("56", period='dx:periodEnd "2024-12-31"^^xsd:date'),
    ):
        assert (
            verdict(target() + other.replace("indicator/i", "indicator/close") + pair).status == "unreported"
        )


def test_own_result_outweighs_a_comparable_one() -> None:
    near = observation("1", "near").replace("indicator/i", "indicator/close")
    found = verdict(target() + near + observation("56") + CLOSE.format("i", "close", "comparable"))
    assert (found.status, found.observation) == ("exceeded", "o")


def claim(program: str, end: str = "") -> str:
    day = f'; dx:periodEnd "{end}"^^xsd:date' if end else ""
    return f"<claim/c> a dx:Claim ; dx:program <program/{program}> {day} .\n"


@pytest.mark.parametrize("program", ["item", "list"])
def test_claim_about_the_program_or_what_holds_it(program: str) -> None:
    found = verdict(target() + claim(program))
    assert found[:5] == ("claimed", "claimed", None, None, None)
    assert found.basis == {"target/t", "claim/c"}


@pytest.mark.parametrize(
    ("end", "status"), [("2025-12-30", "unreported"), ("2025-12-31", "claimed"), ("2026-01-01", "claimed")]
)
def test_claim_of_an_earlier_day_does_not_reach_the_target(end: str, status: str) -> None:
    assert verdict(target() + claim("list", end)).status == status


def test_claim_about_a_part_or_another_program_says_nothing() -> None:
    whole = target().replace("program/item", "program/list")
    assert verdict(whole + claim("item")).status == "unreported"


def test_claim_of_a_city_says_nothing_of_the_province() -> None:
    assert verdict(target().replace("area/city", "area/province") + claim("item")).status == "unreported"


def test_figure_outweighs_claim_and_something_close_does_too() -> None:
    assert verdict(target() + claim("item") + observation("54") + indicator()).status == "missed"
    near = observation("56").replace("indicator/i", "indicator/close")
    found = verdict(target() + claim("item") + near + CLOSE.format("i", "close", "comparable"))
    assert found.status == "not-comparable"


@pytest.mark.parametrize(
    ("end", "status"), [("2026-01-05", "unreported"), ("2026-01-06", "not-due"), ("2027-12-31", "not-due")]
)
def test_due_is_what_ends_by_the_latest_day_that_any_document_knows(end: str, status: str) -> None:
    assert verdict(target(period=f'dx:periodEnd "{end}"^^xsd:date')).status == status


def test_target_without_a_last_day_is_unreported() -> None:
    assert verdict(target(period="")).status == "unreported"


def test_every_target_of_the_sample_has_one_assessment_with_labels() -> None:
    text = f"""{PREFIXES} PREFIX skos: <{SKOS}>
      SELECT ?target (COUNT(DISTINCT ?assessment) AS ?assessments) (COUNT(DISTINCT ?status) AS ?statuses)
             (COUNT(DISTINCT ?rule) AS ?rules) (COUNT(DISTINCT ?label) AS ?labels) WHERE {{
        ?target a dx:Target .
        OPTIONAL {{ ?assessment dx:target ?target ; dx:status ?status ; dx:rule ?rule ; skos:prefLabel ?label }}
      }} GROUP BY ?target"""
    rows = sample.store().select(text).rows
    assert len(rows) == 9
    assert all([str(count) for count in row[1:]] == ["1", "1", "1", "2"] for row in rows)


def test_statuses_of_the_sample_are_all_there_are_but_met() -> None:
    text = f"{PREFIXES} SELECT DISTINCT ?status WHERE {{ ?a a dx:Assessment ; dx:status ?status }}"
    found = {str(row[0]).partition("#")[2] for row in sample.store().select(text)}
    assert found == {"exceeded", "missed", "unreported", "not-due", "not-comparable", "claimed"}


@pytest.mark.parametrize("rule", rules.load(), ids=lambda rule: rule.name)
def test_rule_says_what_it_does_in_both_languages(rule: rules.Rule) -> None:
    header = read_header(rule.name, rule.text)
    assert set(header) - {"kind", "severity"} == {"title", "about"}
    assert all(header[key][lang].strip() for key in ("title", "about") for lang in LANGUAGES)


def test_every_rule_that_judges_is_a_file() -> None:
    named = {rule.name.partition("-")[2] for rule in rules.load()}
    used = {
        found for rule in rules.load() for found in re.findall(r"w3id\.org/duixian/rule/([\w-]+)", rule.text)
    }
    assert used <= named
    assert len(named) == len(rules.load()), "an IRI of its own for each"
    assert len(used) >= 36


def test_lookalikes_hold_in_both_directions() -> None:
    text = "SELECT ?a ?b WHERE { ?a <%s> ?b } ORDER BY ?a"
    comparable = sample.store().select(text % (DX + "comparableWith")).rows
    related = sample.store().select(text % (SKOS + "related")).rows
    assert len(comparable) == len(related) == 2
    assert comparable[0] == comparable[1][::-1]
    assert related[0] == related[1][::-1]
