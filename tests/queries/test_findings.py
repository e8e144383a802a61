"""The findings: every kind in the sample pack, the same in two engines, and the edges of each kind."""

import io
import re
from datetime import date
from pathlib import Path

import pytest

from kg_build import asof, rules
from kg_build.oxigraph import OxigraphStore, parse_text
from kg_build.rdf import from_triples
from kg_build.render import render
from kg_build.resources import folder
from kg_build.store import Store, Triple
from kg_build.term import DX
from kg_build.vocabulary import Vocabulary
from tests.queries import sample

FINDINGS = [rule for rule in rules.load() if rule.folder == "findings"]
GOLDEN = Path(__file__).parent / "findings"
TABLE = f"""PREFIX dx: <{DX}> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?finding ?severity ?difference ?label ?explanation ?agency ?grounds WHERE {{
  VALUES ?lang {{ "LANG" }}
  ?f a dx:Finding ; dx:severity/skos:prefLabel ?severity ; skos:prefLabel ?label ; dx:explanation ?explanation .
  FILTER(LANG(?severity) = ?lang && LANG(?label) = ?lang && LANG(?explanation) = ?lang)
  OPTIONAL {{ ?f dx:difference/skos:prefLabel ?difference . FILTER(LANG(?difference) = ?lang) }}
  OPTIONAL {{ ?f dx:agency/skos:prefLabel ?agency . FILTER(LANG(?agency) = ?lang) }}
  {{ SELECT ?f (COUNT(DISTINCT ?g) AS ?grounds) WHERE {{ ?f dx:grounds ?g }} GROUP BY ?f }}
  BIND(REPLACE(STR(?f), "^.*/finding/", "") AS ?finding)
}} ORDER BY ?finding ?agency"""
KINDS = {term.partition("#")[2] for term in Vocabulary.load().terms if "duixian/finding#" in term}


@pytest.fixture(scope="module")
def store(built: Path) -> OxigraphStore:
    return OxigraphStore.open(built / "store")


def kinds(asked: Store) -> set[str]:
    text = f"PREFIX dx: <{DX}> SELECT DISTINCT ?kind {{ ?f a dx:Finding ; dx:findingKind ?kind }}"
    return {str(row[0]).partition("#")[2] for row in asked.select(text)}


def test_every_kind_of_finding_occurs_in_the_sample_pack(store: OxigraphStore) -> None:
    assert len(KINDS) == 13
    assert kinds(store) == KINDS == {rule.header["kind"] for rule in FINDINGS if "kind" in rule.header}


@pytest.mark.parametrize(
    "rule", [rule for rule in FINDINGS if "kind" in rule.header], ids=lambda rule: rule.name
)
def test_header_says_what_the_query_concludes(rule: rules.Rule) -> None:
    assert f"dx:findingKind finding:{rule.header['kind']} " in rule.text
    assert re.search(rf"severity:{rule.header['severity']}\b", rule.text)
    assert str(rule.iri) in rule.text


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_findings_of_the_sample_pack_are_the_golden_ones(store: OxigraphStore, lang: str) -> None:
    out = io.StringIO()
    render(store.select(TABLE.replace("LANG", lang, 1)), "csv", out)
    golden = GOLDEN / f"anle.{lang}.csv"
    if not golden.exists():
        golden.write_text(out.getvalue(), encoding="utf-8")
        pytest.fail("written anew: look at it")
    assert out.getvalue() == golden.read_text(encoding="utf-8"), f"remove {golden.name} to write it anew"


def test_the_reply_appears_with_its_finding(store: OxigraphStore) -> None:
    text = f"""PREFIX dx: <{DX}> SELECT ?kind WHERE {{
      ?reply a dx:Reply ; dx:replyTo ?finding . ?finding a dx:Finding ; dx:findingKind ?kind }}"""
    assert [str(row[0]).partition("#")[2] for row in store.select(text)] == ["claimed-over-partial"]


def test_wording_accuses_nobody() -> None:
    for rule in FINDINGS:
        text = rule.text.split("PREFIX")[0] + rule.text.rpartition("BIND(STRLANG")[2]
        for word in ("fail", "broke", "lie ", "lied", "false", "失败", "违背", "谎", "造假", "失信"):
            assert word not in text.casefold(), (rule.name, word)


def test_rdflib_finds_the_same(store: OxigraphStore) -> None:
    facts = list(asof.facts(store.construct(asof._ALL), date(9999, 12, 31)))
    graph = from_triples(facts)
    sample.conclude_graph(graph)
    ours = OxigraphStore.memory()
    ours.add(facts, sample.BASE)
    rules.conclude(ours, sample.BASE)
    text = f"PREFIX dx: <{DX}> SELECT ?f ?p ?o {{ ?f a dx:Finding ; ?p ?o }}"
    assert set(map(_text, sample.select(graph, text))) == set(map(_text, ours.select(text)))
    text = text.replace("dx:Finding", "dx:Expectation")
    unlike = {DX + "margin", DX + "ratio"}
    one, two = (
        {_text(row) for row in rows if str(row[1]) not in unlike}
        for rows in (sample.select(graph, text), ours.select(text))
    )
    assert one == two


def _text(row: tuple[object, ...]) -> tuple[str, ...]:
    return tuple(map(str, row))


# The edges of each kind

HEAD = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix dx: <https://w3id.org/duixian/def#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix agency-kind: <https://w3id.org/duixian/agency-kind#> .
@prefix comparator: <https://w3id.org/duixian/comparator#> .
@prefix direction: <https://w3id.org/duixian/direction#> .
@prefix indicator-kind: <https://w3id.org/duixian/indicator-kind#> .
@prefix lead-basis: <https://w3id.org/duixian/lead-basis#> .
@prefix period-basis: <https://w3id.org/duixian/period-basis#> .
@prefix program-type: <https://w3id.org/duixian/program-type#> .
@prefix qualifier: <https://w3id.org/duixian/qualifier#> .
@prefix recurrence: <https://w3id.org/duixian/recurrence#> .
@prefix relation: <https://w3id.org/duixian/relation#> .
@prefix status: <https://w3id.org/duixian/status#> .
@prefix unit: <https://w3id.org/duixian/unit#> .
@base <https://w3id.org/duixian/sample/> .
<area/province> a dx:Area , dx:Province ; skos:prefLabel "P"@en , "省"@zh .
<area/city> a dx:Area , dx:City ; skos:prefLabel "C"@en , "市"@zh ; dcterms:isPartOf <area/province> .
<area/east> a dx:Area , dx:District ; skos:prefLabel "E"@en , "东"@zh ; dcterms:isPartOf <area/city> .
<area/west> a dx:Area , dx:District ; skos:prefLabel "W"@en , "西"@zh ; dcterms:isPartOf <area/city> .
<agency/city> a dx:Agency ; skos:prefLabel "G"@en , "府"@zh ; dx:jurisdiction <area/city> .
<agency/bureau> a dx:Agency ; skos:prefLabel "B"@en , "局"@zh ; dx:jurisdiction <area/city> .
<agency/province> a dx:Agency ; skos:prefLabel "PG"@en , "省府"@zh ; dx:jurisdiction <area/province> .
<document/a> a dx:SourceDocument ; skos:prefLabel "A"@en , "甲"@zh ; dx:notBefore "2023-02-01"^^xsd:date .
<document/b> a dx:SourceDocument ; skos:prefLabel "B"@en , "乙"@zh ; dx:notBefore "2026-01-05"^^xsd:date .
<document/c> a dx:SourceDocument ; skos:prefLabel "C"@en , "丙"@zh ; dx:notBefore "2026-02-03"^^xsd:date .
<program/plan> a dx:Program ; skos:prefLabel "plan"@en , "规划"@zh ; dx:owner <agency/city> .
<indicator/i> a dx:Indicator ; skos:prefLabel "i"@en , "甲数"@zh ; dx:unit unit:item ; dx:direction direction:more ;
  dx:indicatorKind indicator-kind:flow .
<indicator/j> a dx:Indicator ; skos:prefLabel "j"@en , "乙数"@zh ; dx:unit unit:item ; dx:direction direction:more ;
  dx:indicatorKind indicator-kind:stock .
unit:item dx:symbol "items"@en , "件"@zh . unit:percent dx:symbol "%"@en , "%"@zh .
"""
END = 'dx:periodEnd "2025-12-31"^^xsd:date'
WORDS = [
    triple
    for scheme in ("finding", "status", "severity")
    for triple in parse_text((folder("ontology") / "schemes" / f"{scheme}.ttl").read_bytes())
]


def year(number: int) -> str:
    return f'dx:periodStart "{number}-01-01"^^xsd:date ; dx:periodEnd "{number}-12-31"^^xsd:date'


def figure(
    kind: str,
    key: str,
    value: str,
    document: str = "b",
    period: str = END,
    written: str = "",
    area: str = "city",
    more: str = "",
    indicator: str = "i",
) -> str:
    lead = "; dx:leadAgency <agency/bureau> ; dx:comparator comparator:at-least ; dx:program <program/plan>"
    extra = more if "dx:leadAgency" in more or kind == "Observation" else lead + more
    return f"""<{kind.lower()}/{key}> a dx:{kind} , dx:Figure ; dx:indicator <indicator/{indicator}> ; dx:area <area/{area}> ;
      dx:unit unit:item ; dx:value {value} ; dx:valueAsWritten "{written or value}" ; dx:statedIn <document/{document}> ; {period} {extra} .
    """


def seen(
    key: str,
    value: str,
    document: str = "b",
    period: str = END,
    written: str = "",
    area: str = "city",
    more: str = "",
    indicator: str = "i",
) -> str:
    return figure("Observation", key, value, document, period, written, area, more, indicator)


def promised(
    key: str, value: str, document: str = "a", period: str = END, more: str = "", indicator: str = "i"
) -> str:
    return figure("Target", key, value, document, period, "", "city", more, indicator)


def shown(turtle: str, *only: str) -> set[str]:
    """Findings as `kind/key`, with the difference where there is one; those of the kinds given."""
    store = OxigraphStore.memory()
    triples: list[Triple] = [*parse_text((HEAD + turtle).encode()), *WORDS]
    store.add(triples, sample.BASE)
    rules.conclude(store, sample.BASE)
    text = f"""PREFIX dx: <{DX}> SELECT ?f ?d (COUNT(?x) AS ?n) {{ ?f a dx:Finding ; dx:explanation ?x .
      OPTIONAL {{ ?f dx:difference ?d }} }} GROUP BY ?f ?d"""
    found = set()
    for finding, difference, times in store.select(text):
        assert str(times) == "2", finding
        name = str(finding).partition("/finding/")[2]
        if not only or name.partition("/")[0] in only:
            found.add(name + (f" {str(difference).partition('#')[2]}" if difference else ""))
    return found


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        (seen("x", "24000", "b"), seen("y", "25000", "c"), {"contested/x contradiction"}),
        (seen("x", "24000", "b"), seen("y", "24000", "c"), set()),
        (seen("x", "24000", "b"), seen("y", "25000", "b"), set()),
        (seen("x", "198900", "b", written="19.89万"), seen("y", "198950", "c"), set()),
        (
            seen("x", "198900", "b", written="19.89万"),
            seen("y", "199000", "c"),
            {"contested/x contradiction"},
        ),
        (seen("x", "5100", "b", more="; dx:qualifier qualifier:over"), seen("y", "5134", "c"), set()),
        (seen("x", "5100", "b"), seen("y", "5134", "c"), {"contested/x contradiction"}),
        (
            seen("x", "24000", "b", more="; dx:periodBasis period-basis:not-stated"),
            seen("y", "25000", "c"),
            {"contested/x other-date"},
        ),
        (seen("x", "24000", "a"), seen("y", "25000", "c"), {"contested/x other-date"}),
        (
            seen("x", "24000", "b", more="; dx:qualifier qualifier:estimated"),
            seen("y", "25000", "c"),
            {"contested/x other-date"},
        ),
        (seen("x", "24000", "b"), seen("y", "25000", "c", year(2025)), set()),
        (seen("x", "24000", "b"), seen("y", "25000", "c", area="east"), set()),
        (
            seen("x", "24000", "b"),
            seen("y", "25000", "c", 'dx:periodEnd "2025-06-30"^^xsd:date'),
            {"contested/x-by-date other-date"},
        ),
        (seen("x", "24000", "b"), seen("y", "25000", "c", 'dx:periodEnd "2024-12-31"^^xsd:date'), set()),
    ],
)
def test_contested(one: str, two: str, found: set[str]) -> None:
    assert shown(one + two, "contested") == found


PAIR = """<lookalike/l> a dx:Lookalike ; dx:indicator <indicator/i> ; dx:otherIndicator <indicator/j> ;
  dx:relation relation:{0} ; dx:reason "why"@en , "何故"@zh ."""


@pytest.mark.parametrize(
    ("relation", "found"), [("comparable", {"contested/x-and-y other-definition"}), ("related", set())]
)
def test_contested_by_definition(relation: str, found: set[str]) -> None:
    given = seen("x", "24000") + seen("y", "25000", "c", indicator="j") + PAIR.format(relation)
    assert shown(given, "contested") == found


THREE = 'dx:periodStart "2023-01-01"^^xsd:date ; dx:periodEnd "2025-12-31"^^xsd:date'
YEARLY = "; dx:recurrence recurrence:annual"


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        # the period before, of one length
        (
            promised("old", "10", "a", year(2025)),
            promised("new", "9", "c", year(2026)),
            {"softened/new-after-old"},
        ),
        (promised("old", "10", "a", year(2025)), promised("new", "10", "c", year(2026)), set()),
        (promised("old", "10", "a", year(2024)), promised("new", "9", "c", year(2026)), set()),
        (promised("old", "10", "a", THREE), promised("new", "9", "c", year(2026)), set()),
        # the same period
        (
            promised("old", "10", "a", year(2025)),
            promised("new", "9", "c", year(2025)),
            {"softened/new-after-old"},
        ),
        (promised("old", "10", "a"), promised("new", "9", "c"), {"softened/new-after-old"}),
        # one year of a longer promise
        (
            promised("old", "10", "a", THREE, YEARLY),
            promised("new", "9", "c", year(2025)),
            {"softened/new-after-old"},
        ),
        (promised("old", "10", "a", THREE), promised("new", "9", "c", year(2025)), set()),
        # told of later, but promised before: the list of 2023 is no later than the plan
        (promised("old", "10", "a", THREE, YEARLY), promised("new", "9", "c", year(2023)), set()),
        # in the other direction
        (
            promised("old", "10", "a", year(2025)),
            promised("new", "9", "c", year(2026)) + "<indicator/i> dx:direction direction:less .",
            {"softened/new-after-old"},
        ),
    ],
)
def test_softened(before: str, after: str, found: set[str]) -> None:
    assert shown(before + after, "softened") == found


@pytest.mark.parametrize(
    ("result", "after", "found"),
    [
        (seen("r", "12", "b", year(2025)), promised("new", "9", "c", year(2026)), {"softened/new-below-r"}),
        (seen("r", "9", "b", year(2025)), promised("new", "9", "c", year(2026)), set()),
        (seen("r", "12", "b", year(2024)), promised("new", "9", "c", year(2026)), set()),
        (seen("r", "12", "c", year(2025)), promised("new", "9", "b", year(2026)), set()),
        # promised when the result was not known yet
        (seen("r", "12", "c", year(2024)), promised("new", "9", "c", year(2025)), set()),
        (
            seen("r", "12", "b"),
            promised("new", "9", "c", 'dx:periodEnd "2026-12-31"^^xsd:date'),
            {"softened/new-below-r"},
        ),
    ],
)
def test_softened_below_a_result(result: str, after: str, found: set[str]) -> None:
    assert shown(result + after, "softened") == found


LISTS = f"""<program/l25> a dx:Program ; dx:programType program-type:annual-list ; dx:owner <agency/city> ; {year(2025)} ;
  skos:prefLabel "25"@en , "二五"@zh .
<program/l26> a dx:Program ; dx:programType program-type:annual-list ; dx:owner <agency/city> ; {year(2026)} ;
  skos:prefLabel "26"@en , "二六"@zh ."""


def on(program: str) -> str:
    return f"; dx:leadAgency <agency/bureau> ; dx:comparator comparator:at-least ; dx:program <program/{program}>"


OTHER = promised("new", "3", "c", year(2026), on("l26"), "j")


@pytest.mark.parametrize(
    ("more", "found"),
    [
        (OTHER, {"dropped/t"}),
        ("", set()),
        (promised("new", "3", "c", year(2026), on("l26")), set()),
        (OTHER + PAIR.format("related"), set()),
        (OTHER + seen("r", "10", "c", year(2025)), set()),
        (OTHER + seen("r", "9", "c", year(2025)), {"dropped/t"}),
    ],
)
def test_dropped(more: str, found: set[str]) -> None:
    assert shown(LISTS + promised("t", "10", "a", year(2025), on("l25")) + more, "dropped") == found


def test_silent_agency_is_one_of_which_nothing_due_is_reported() -> None:
    due = promised("t", "10", "a")
    later = promised("u", "10", "a", 'dx:periodEnd "2027-12-31"^^xsd:date')
    assert shown(due + later, "silent-agency") == {"silent-agency/bureau"}
    assert shown(later, "silent-agency") == set()
    assert (
        shown(due + promised("u", "1", "a", year(2025), indicator="j") + seen("r", "9"), "silent-agency")
        == set()
    )
    foreign = due.replace("area/city", "area/province").replace("agency/bureau", "agency/province")
    assert shown(foreign, "silent-agency") == set()


def test_no_department_is_the_owner_of_the_list_only() -> None:
    owner = "; dx:leadAgency <agency/{0}> ; dx:leadBasis lead-basis:list-owner ; dx:program <program/plan>"
    assert shown(promised("t", "1", more=owner.format("city")), "no-department") == {"no-department/t"}
    assert shown(promised("t", "1", more=owner.format("province")), "no-department") == set()


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (("11", "1"), {"arithmetic/e-in-c", "arithmetic/c-sum-b"}),
        (("6", "5"), set()),
        (("9", "9"), {"arithmetic/c-sum-b"}),
        (("5", "5"), set()),
    ],
)
def test_parts_and_whole(values: tuple[str, str], found: set[str]) -> None:
    east, west = values
    given = seen("c", "10") + seen("e", east, area="east") + seen("w", west, area="west")
    # Each count may be off by its last digit: one each is not enough.
    assert shown(given, "arithmetic") <= {"arithmetic/e-in-c", "arithmetic/c-sum-b"}
    if east == "9" or not found:
        assert shown(given, "arithmetic") == found
    ratio = given + "<indicator/i> dx:indicatorKind indicator-kind:ratio ."
    assert shown(ratio.replace("indicator-kind:flow", "indicator-kind:ratio"), "arithmetic") <= found


def test_increase_and_totals() -> None:
    related = "<indicator/i> skos:related <indicator/j> ."
    totals = seen("x", "230", period='dx:periodEnd "2024-12-31"^^xsd:date', indicator="j") + seen(
        "y", "248", indicator="j"
    )
    assert shown(related + totals + seen("z", "18", period=year(2025)), "arithmetic") == set()
    assert shown(related + totals + seen("z", "28", period=year(2025)), "arithmetic") == {
        "arithmetic/z-since-x"
    }


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        (promised("p", "3", "b"), promised("q", "4", "b"), {"disagreeing-targets/p-and-q"}),
        (promised("p", "3", "a"), promised("q", "4", "c"), {"disagreeing-targets/p-and-q"}),
        (promised("p", "4", "a"), promised("q", "3", "c"), set()),
        (promised("p", "3", "b"), promised("q", "3", "c"), set()),
        (promised("p", "3", "b"), promised("q", "4", "c", year(2025)), set()),
    ],
)
def test_disagreeing_targets(one: str, two: str, found: set[str]) -> None:
    assert shown(one + two, "disagreeing-targets") == found


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("", {"no-baseline/x"}),
        (promised("t", "1"), set()),
        (seen("y", "1", "a", 'dx:periodEnd "2020-12-31"^^xsd:date'), set()),
        ("<observation/rate> dx:rateOf <observation/x> .", set()),
        (PAIR.format("comparable"), set()),
    ],
)
def test_no_baseline(more: str, found: set[str]) -> None:
    assert shown(seen("x", "3") + more, "no-baseline") == found


CLAIM = """<claim/done> a dx:Claim ; dx:program <program/plan> ; skos:prefLabel "done"@en , "完成"@zh ; dx:statedIn <document/b>{0} ."""


@pytest.mark.parametrize(
    ("value", "day", "found"),
    [
        ("9", "", {"claimed-over-partial/done-over-t"}),
        ("10", "", set()),
        ("9", ' ; dx:periodEnd "2025-12-31"^^xsd:date', {"claimed-over-partial/done-over-t"}),
        ("9", ' ; dx:periodEnd "2025-12-30"^^xsd:date', set()),
    ],
)
def test_claimed_over_a_missed_promise(value: str, day: str, found: set[str]) -> None:
    assert shown(promised("t", "10") + seen("x", value) + CLAIM.format(day), "claimed-over-partial") == found


@pytest.mark.parametrize(("value", "found"), [("9", {"claimed-over-partial/done-over-t"}), ("12", set())])
def test_claimed_over_a_part(value: str, found: set[str]) -> None:
    near = seen("x", value, indicator="j") + PAIR.format("comparable")
    assert shown(promised("t", "10") + near + CLAIM.format(""), "claimed-over-partial") == found


def rate(value: str, kind: str, written: str) -> str:
    return f"""<indicator/rate> a dx:Indicator ; skos:prefLabel "rate"@en , "率"@zh ; dx:indicatorKind indicator-kind:{kind} .
      <observation/rate> a dx:Observation , dx:Figure ; dx:indicator <indicator/rate> ; dx:area <area/city> ; dx:unit unit:percent ;
      dx:value {value} ; dx:valueAsWritten "{written}" ; dx:rateOf <observation/x> ; dx:statedIn <document/b> ; {END} ;
      dx:program <program/plan> ."""


@pytest.mark.parametrize(
    ("value", "written", "found"),
    [
        ("147.2", "147.2%", set()),
        ("147.3", "147.3%", set()),
        ("147.5", "147.5%", {"rate-differs/rate"}),
        ("150", "150%", {"rate-differs/rate"}),
        ("147", "147%", set()),
    ],
)
def test_completion_rate(value: str, written: str, found: set[str]) -> None:
    given = (
        promised("t", "4000") + seen("x", "5890", written="5890") + rate(value, "completion-rate", written)
    )
    assert shown(given, "rate-differs") == found


@pytest.mark.parametrize(
    ("value", "found"), [("147.2", set()), ("100", set()), ("120", {"rate-differs/rate"})]
)
def test_completion_rate_may_be_of_any_promise_that_is_answered(value: str, found: set[str]) -> None:
    both = promised("t", "4000") + promised("u", "5890", "b")
    given = both + seen("x", "5890", written="5890") + rate(value, "completion-rate", f"{value}%")
    assert shown(given, "rate-differs") == found


def test_completion_rate_of_an_implied_promise_proves_nothing() -> None:
    implied = "; dx:basis <https://w3id.org/duixian/target-basis#implied>"
    given = promised("t", "40", more=implied) + seen("x", "67") + rate("150", "completion-rate", "150%")
    assert shown(given, "rate-differs") == set()
    # It is the rate of that promise, not of another that the result answers too.
    assert shown(given + promised("u", "50"), "rate-differs") == set()


@pytest.mark.parametrize(
    ("value", "written", "found"),
    [("25.4", "25.4%", set()), ("26.1", "26.1%", {"rate-differs/rate"}), ("25", "25%", set())],
)
def test_growth_rate(value: str, written: str, found: set[str]) -> None:
    before = seen("before", "1000", period='dx:periodEnd "2024-12-31"^^xsd:date')
    assert shown(before + seen("x", "1254") + rate(value, "growth-rate", written), "rate-differs") == found


def test_unreported_years_and_promises() -> None:
    annual = promised("t", "10", "a", THREE, YEARLY)
    assert shown(annual, "unreported") == {"unreported/t"}
    assert shown(annual + seen("x", "11", period=year(2024)), "unreported") == {
        "unreported/t-2023",
        "unreported/t-2025",
    }
    assert shown(promised("t", "10", "a", year(2026)), "unreported") == set()
