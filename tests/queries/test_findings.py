"""The findings: every kind in the sample pack, the same in two engines, and the edges of each kind."""

import io
import re
from datetime import date
from functools import cache
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
    assert len(KINDS) == 15
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
comparator:at-least dx:symbol "≥"@en , "≥"@zh .
"""
END = 'dx:periodEnd "2025-12-31"^^xsd:date'
WORDS = [
    triple
    for scheme in ("finding", "status", "severity")
    for triple in parse_text((folder("ontology") / "schemes" / f"{scheme}.ttl").read_bytes())
]


def year(number: int) -> str:
    return f'dx:periodStart "{number}-01-01"^^xsd:date ; dx:periodEnd "{number}-12-31"^^xsd:date'


def doubt(of: str) -> str:
    return f'<doubt/d> a dx:Doubt ; dx:about <{of}> ; dx:reason "why"@en , "何故"@zh .\n'


def same(key: str) -> str:
    """That a promise is that of another row."""
    return f"; dx:sameTargetAs <target/{key}>"


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


@cache
def concluded(turtle: str) -> OxigraphStore:
    store = OxigraphStore.memory()
    triples: list[Triple] = [*parse_text((HEAD + turtle).encode()), *WORDS]
    store.add(triples, sample.BASE)
    rules.conclude(store, sample.BASE)
    return store


def shown(turtle: str, *only: str) -> set[str]:
    """Findings as `kind/key`, with the difference where there is one; those of the kinds given."""
    store = concluded(turtle)
    text = f"""PREFIX dx: <{DX}> SELECT ?f ?d (COUNT(?x) AS ?n) {{ ?f a dx:Finding ; dx:explanation ?x .
      OPTIONAL {{ ?f dx:difference ?d }} }} GROUP BY ?f ?d"""
    found = set()
    for finding, difference, times in store.select(text):
        assert str(times) == "2", finding
        name = str(finding).partition("/finding/")[2]
        if not only or name.partition("/")[0] in only:
            found.add(name + (f" {str(difference).partition('#')[2]}" if difference else ""))
    return found


def said(turtle: str, finding: str, lang: str = "en") -> str:
    """Explanation of a finding."""
    text = f"""PREFIX dx: <{DX}> SELECT ?x {{ <{sample.BASE}finding/{finding}> dx:explanation ?x FILTER(LANG(?x) = "{lang}") }}"""
    ((found,),) = concluded(turtle).select(text)
    return str(found)


def grounds(turtle: str, finding: str) -> set[str]:
    """Keys of what a finding rests on."""
    text = f"PREFIX dx: <{DX}> SELECT ?g {{ <{sample.BASE}finding/{finding}> dx:grounds ?g }}"
    return {str(row[0]).removeprefix(sample.BASE) for row in concluded(turtle).select(text)}


def agreed(turtle: str, *only: str) -> set[str]:
    """What `shown` returns, after seeing that rdflib finds the same."""
    graph = from_triples([*parse_text((HEAD + turtle).encode()), *WORDS])
    sample.conclude_graph(graph)
    text = f"PREFIX dx: <{DX}> SELECT ?f ?p ?o {{ ?f a dx:Finding ; ?p ?o }}"
    ours, theirs = concluded(turtle).select(text), sample.select(graph, text)
    assert set(map(_text, ours)) == set(map(_text, theirs))
    return shown(turtle, *only)


STOCK = """<indicator/s> a dx:Indicator ; skos:prefLabel "s"@en , "存数"@zh ; dx:unit unit:item ; dx:indicatorKind indicator-kind:stock .
"""
UNDATED = "dx:periodBasis period-basis:not-stated"


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        (seen("x", "24000", "b"), seen("y", "25000", "c"), {"contested/x contradiction"}),
        (seen("x", "24000", "b"), seen("y", "24000", "c"), set()),
        (seen("x", "24000", "b"), seen("y", "25000", "b"), set()),
        (seen("x", "198900", "b", written="19.89万"), seen("y", "198950", "c"), set()),
        # The unit of the row (万), or one that was converted (倍), moves the last digit too.
        (seen("x", "198900", "b", written="19.89"), seen("y", "198950", "c"), set()),
        (seen("x", "130", "b", written="1.3倍"), seen("y", "134", "c"), set()),
        (seen("x", "130", "b", written="1.3倍"), seen("y", "141", "c"), {"contested/x contradiction"}),
        (
            seen("x", "198900", "b", written="19.89万"),
            seen("y", "199000", "c"),
            {"contested/x contradiction"},
        ),
        (seen("x", "5100", "b", more="; dx:qualifier qualifier:over"), seen("y", "5134", "c"), set()),
        (seen("x", "5100", "b"), seen("y", "5134", "c"), {"contested/x contradiction"}),
        (seen("x", "24000", "a"), seen("y", "25000", "c"), {"contested/x other-date"}),
        (
            seen("x", "24000", "b", more="; dx:qualifier qualifier:estimated"),
            seen("y", "25000", "c"),
            {"contested/x other-date"},
        ),
        (
            seen("x", "24000", "b", more="; dx:qualifier qualifier:estimated-over"),
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
        # A state without a day counts as of its document: of January 2026 for 2025, of February for 2026.
        (
            seen("x", "24000", "c", indicator="s") + STOCK,
            seen("y", "25000", "b", UNDATED, indicator="s"),
            {"contested/x-by-date other-date"},
        ),
        (
            seen("x", "24000", "b", indicator="s") + STOCK,
            seen("y", "25000", "c", UNDATED, indicator="s"),
            set(),
        ),
        (
            seen("x", "24000", "c", indicator="s") + STOCK + seen("z", "25500", "b", UNDATED, indicator="s"),
            seen("y", "25000", "b", UNDATED, indicator="s"),
            {"contested/x-by-date other-date"},
        ),
        (seen("x", "24000", "c"), seen("y", "25000", "b", UNDATED), set()),
        (
            seen("x", "24000", "c", UNDATED, indicator="s") + STOCK,
            seen("y", "25000", "b", UNDATED, indicator="s"),
            set(),
        ),
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
        (
            seen("r", "12", "b", year(2025)),
            promised("new", "9", "c", year(2026)),
            {"below-result/new-below-r"},
        ),
        (seen("r", "9", "b", year(2025)), promised("new", "9", "c", year(2026)), set()),
        (seen("r", "12", "c", year(2025)), promised("new", "9", "b", year(2026)), set()),
        # of any earlier period of the same length, and of no other length
        (
            seen("r", "12", "b", year(2023)),
            promised("new", "9", "c", year(2026)),
            {"below-result/new-below-r"},
        ),
        (seen("r", "12", "b", THREE), promised("new", "9", "c", year(2026)), set()),
        (seen("r", "12", "b"), promised("new", "9", "c", year(2026)), set()),
        # by the latest only, whatever was reached before
        (
            seen("r", "12", "b", year(2023)) + seen("later", "8", "b", year(2024)),
            promised("new", "9", "c", year(2026)),
            set(),
        ),
        (
            seen("r", "8", "b", year(2023)) + seen("later", "12", "b", year(2024)),
            promised("new", "9", "c", year(2026)),
            {"below-result/new-below-later"},
        ),
        # told of after its year, so promised by the first day of it
        (
            seen("r", "12", "a", year(2022)),
            promised("new", "9", "c", year(2025)),
            {"below-result/new-below-r"},
        ),
        (seen("r", "12", "b", year(2022)), promised("new", "9", "c", year(2025)), set()),
        # doubtful, or said again
        (
            seen("r", "12", "b", year(2025)) + doubt("observation/r"),
            promised("new", "9", "c", year(2026)),
            set(),
        ),
        (
            seen("r", "12", "b", year(2025)),
            promised("new", "9", "c", year(2026)) + doubt("target/new"),
            set(),
        ),
        (
            seen("r", "12", "b", year(2025)),
            promised("new", "9", "c", year(2026)) + promised("again", "9", "c", year(2026), same("new")),
            {"below-result/new-below-r"},
        ),
        # promised when the result was not known yet
        (seen("r", "12", "c", year(2024)), promised("new", "9", "c", year(2025)), set()),
        (
            seen("r", "12", "b"),
            promised("new", "9", "c", 'dx:periodEnd "2026-12-31"^^xsd:date'),
            {"below-result/new-below-r"},
        ),
    ],
)
def test_below_a_result(result: str, after: str, found: set[str]) -> None:
    assert agreed(result + after, "below-result") == found


@pytest.mark.parametrize(
    ("result", "promise", "en", "zh"),
    [
        (year(2025), year(2026), "one year before", "1年前"),
        (year(2024), year(2026), "2 years before", "2年前"),
        (
            'dx:periodEnd "2025-06-30"^^xsd:date',
            'dx:periodEnd "2025-12-31"^^xsd:date',
            "earlier in the same year",
            "同年早些时候",
        ),
    ],
)
def test_below_a_result_says_how_long_ago_it_was_reached(result: str, promise: str, en: str, zh: str) -> None:
    given = seen("r", "12", "a" if "06-30" in result else "b", result)
    given += promised("new", "9", "a" if "06-30" in result else "c", promise)
    assert f"asks for less than was already reported as reached {en}: “" in said(
        given, "below-result/new-below-r"
    )
    assert f"低于{zh}已达并已报之“" in said(given, "below-result/new-below-r", "zh")


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
        (OTHER + doubt("target/t"), set()),
        (OTHER + promised("again", "10", "a", year(2025), on("l25") + same("t")), {"dropped/t"}),
        # On the list it says again what the plan says.
        (
            OTHER + promised("plan", "10", "a", year(2025)) + "<target/t> dx:sameTargetAs <target/plan> .",
            {"dropped/t"},
        ),
    ],
)
def test_dropped(more: str, found: set[str]) -> None:
    assert agreed(LISTS + promised("t", "10", "a", year(2025), on("l25")) + more, "dropped") == found


def test_silent_agency_is_one_of_which_nothing_due_is_reported() -> None:
    due = promised("t", "10", "a")
    later = promised("u", "10", "a", 'dx:periodEnd "2027-12-31"^^xsd:date')
    assert shown(due + later, "silent-agency") == {"silent-agency/bureau"}
    assert shown(later, "silent-agency") == set()
    assert (
        shown(due + promised("u", "1", "a", year(2025), indicator="j") + seen("r", "9"), "silent-agency")
        == set()
    )
    twice = due + promised("again", "10", "a", more=same("t"))
    assert "(1)" in said(twice, "silent-agency/bureau")
    other = "; dx:leadAgency <agency/city> ; dx:program <program/plan>" + same("t")
    assert shown(due + promised("again", "10", "a", more=other), "silent-agency") == {
        "silent-agency/bureau",
        "silent-agency/city",
    }
    foreign = due.replace("area/city", "area/province").replace("agency/bureau", "agency/province")
    assert shown(foreign, "silent-agency") == set()


def test_no_department_is_the_owner_of_the_list_only() -> None:
    owner = "; dx:leadAgency <agency/{0}> ; dx:leadBasis lead-basis:list-owner ; dx:program <program/plan>"
    assert shown(promised("t", "1", more=owner.format("city")), "no-department") == {"no-department/t"}
    assert shown(promised("t", "1", more=owner.format("province")), "no-department") == set()
    again = promised("t", "1", more=owner.format("city")) + promised(
        "u", "1", more=owner.format("city") + same("t")
    )
    assert agreed(again, "no-department") == {"no-department/t"}
    assert grounds(again, "no-department/t") == {"target/t", "target/u"}
    # The same promise with its department elsewhere, in either direction.
    named = "; dx:leadAgency <agency/bureau> ; dx:leadBasis lead-basis:stated ; dx:program <program/plan>"
    for mine, theirs in ((named, owner.format("city")), (owner.format("city"), named)):
        given = promised("t", "1", more=mine) + promised("u", "1", more=theirs + same("t"))
        assert agreed(given, "no-department") == set()


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
        (
            promised("p", "3", "b") + promised("again", "3", "b", more=same("p")),
            promised("q", "4", "c") + promised("r", "4", "b", more=same("q")),
            {"disagreeing-targets/p-and-q"},
        ),
    ],
)
def test_disagreeing_targets(one: str, two: str, found: set[str]) -> None:
    assert agreed(one + two, "disagreeing-targets") == found


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("", {"no-baseline/x"}),
        (promised("t", "1"), set()),
        (seen("y", "1", "a", 'dx:periodEnd "2020-12-31"^^xsd:date'), set()),
        ("<observation/rate> dx:rateOf <observation/x> .", set()),
        (PAIR.format("comparable"), {"no-baseline/x"}),
        (PAIR.format("comparable") + promised("t", "1", indicator="j"), set()),
        (PAIR.format("part") + promised("t", "1", indicator="j"), set()),
        (PAIR.format("finished") + promised("t", "1", indicator="j"), set()),
        (PAIR.format("related") + promised("t", "1", indicator="j"), {"no-baseline/x"}),
        (
            PAIR.format("comparable") + seen("y", "1", area="east", indicator="j"),
            {"no-baseline/x", "no-baseline/y"},
        ),
        # The same document has the comparison: 20000 people at the start, 40000 now.
        (
            PAIR.format("comparable")
            + seen("y", "1", period="dx:periodBasis period-basis:not-stated", indicator="j"),
            set(),
        ),
    ],
)
def test_no_baseline(more: str, found: set[str]) -> None:
    assert agreed(seen("x", "3") + more, "no-baseline") == found


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
def test_claimed_over_another_scope(value: str, found: set[str]) -> None:
    near = seen("x", value, indicator="j") + PAIR.format("comparable")
    assert agreed(promised("t", "10") + near + CLAIM.format(""), "claimed-over-partial") == found


SPOKEN = CLAIM.format(" ; dx:indicator <indicator/{0}>")
HEADLINE = """<claim/headline> a dx:Claim ; dx:program <program/plan> ; skos:prefLabel "head"@en , "标题"@zh ; dx:statedIn <document/{0}> ."""
DATED = ' ; dx:periodEnd "2025-12-31"^^xsd:date'


@pytest.mark.parametrize(
    ("claims", "found"),
    [
        (SPOKEN.format("i"), {"claimed-over-partial/done-over-t"}),
        (SPOKEN.format("j"), set()),
        (CLAIM.format(DATED) + HEADLINE.format("b"), {"claimed-over-partial/done-over-t"}),
        (
            CLAIM.format(DATED) + HEADLINE.format("c"),
            {"claimed-over-partial/done-over-t", "claimed-over-partial/headline-over-t"},
        ),
        (
            CLAIM.format("") + HEADLINE.format("b"),
            {"claimed-over-partial/done-over-t", "claimed-over-partial/headline-over-t"},
        ),
    ],
)
def test_which_claims_are_set_against_a_promise(claims: str, found: set[str]) -> None:
    missed = promised("t", "10") + seen("x", "9")
    assert agreed(missed + claims, "claimed-over-partial") == found
    again = promised("again", "10", more=same("t"))
    assert shown(missed + again + claims, "claimed-over-partial") == found
    near = promised("t", "10") + seen("x", "9", indicator="j") + PAIR.format("comparable")
    assert shown(near + claims, "claimed-over-partial") == found


PARTS = """<indicator/a> a dx:Indicator ; skos:prefLabel "a"@en , "子"@zh ; dx:unit unit:item .
<indicator/b> a dx:Indicator ; skos:prefLabel "b"@en , "丑"@zh ; dx:unit unit:item .
<indicator/x> a dx:Indicator ; skos:prefLabel "x"@en , "寅"@zh ; dx:unit unit:item .
<lookalike/a> a dx:Lookalike ; dx:indicator <indicator/i> ; dx:otherIndicator <indicator/a> ; dx:relation relation:part ; dx:reason "only a"@en , "仅子"@zh .
<lookalike/b> a dx:Lookalike ; dx:indicator <indicator/i> ; dx:otherIndicator <indicator/b> ; dx:relation relation:part ; dx:reason "only b"@en , "仅丑"@zh .
<lookalike/x> a dx:Lookalike ; dx:indicator <indicator/i> ; dx:otherIndicator <indicator/x> ; dx:relation relation:related ; dx:reason "may count"@en , "或计入"@zh .
"""
OVER = "; dx:qualifier qualifier:over"


@pytest.mark.parametrize(
    ("parts", "weight"),
    [
        (seen("pa", "4", indicator="a") + seen("pb", "5", indicator="b"), "medium"),
        (seen("pa", "4", indicator="a") + seen("pb", "6", indicator="b"), ""),
        (seen("pa", "9", indicator="a"), "medium"),
        (seen("pa", "4", indicator="a", more=OVER) + seen("pb", "5", indicator="b"), ""),
        (seen("pa", "4", indicator="a") + seen("pa2", "4", "c", indicator="a"), ""),
        # What is reported beside them may fill the gap, or not.
        (
            seen("pa", "4", indicator="a") + seen("pb", "5", indicator="b") + seen("px", "1", indicator="x"),
            "low",
        ),
        (
            seen("pa", "3", indicator="a") + seen("pb", "5", indicator="b") + seen("px", "1", indicator="x"),
            "medium",
        ),
    ],
)
def test_claimed_over_parts(parts: str, weight: str) -> None:
    given = promised("t", "10") + parts + PARTS + CLAIM.format("")
    key = "claimed-over-partial/done-over-t"
    assert agreed(given, "claimed-over-partial") == ({key} if weight else set())
    if weight:
        text = f"PREFIX dx: <{DX}> SELECT ?w {{ <{sample.BASE}finding/{key}> dx:severity ?w }}"
        assert [str(row[0]).partition("#")[2] for row in concluded(given).select(text)] == [weight]
        assert said(given, key).startswith(
            "The claim: “done”. Within it, promised: “C 2025: i ≥10 items”. Reported in parts only"
        )
        assert ("beside them: “C 2025: x 1 items” (may count)" in said(given, key)) == ("px" in parts)
        assert ("observation/px" in grounds(given, key)) == ("px" in parts)


def test_parts_are_one_finding_that_names_them_all() -> None:
    given = promised("t", "10") + seen("pa", "4", indicator="a") + seen("pb", "5", indicator="b") + PARTS
    assert agreed(given, "narrower-scope", "unreported") == {"narrower-scope/t"}
    assert said(given, "narrower-scope/t") == (
        "Promised: “C 2025: i ≥10 items”. Reported in parts only: “C 2025: a 4 items”, “C 2025: b 5 items”; "
        "together 9 items, a sum that no document prints."
    )
    assert said(given, "narrower-scope/t", "zh") == (
        "承诺“市 2025年 甲数 ≥10件”。只分项报告:“市 2025年 丑 5件”、“市 2025年 子 4件”;合计9件,此和文件未印。"
    )


def begun(value: str, done: str, more: str = "") -> str:
    within = "; dx:program <program/plan>"
    return (
        seen("start", value, more=within)
        + seen("end", done, indicator="j", more=more)
        + PAIR.format("finished")
    )


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (begun("25", "18") + CLAIM.format(DATED), {"claimed-over-partial/done-over-end"}),
        (begun("25", "18") + CLAIM.format(""), {"claimed-over-partial/done-over-end"}),
        (begun("25", "25") + CLAIM.format(DATED), set()),
        (begun("25", "18") + CLAIM.format(' ; dx:periodEnd "2026-01-31"^^xsd:date'), set()),
        (begun("25", "18") + CLAIM.format("").replace("document/b", "document/c"), set()),
        (begun("25", "18") + SPOKEN.format("i"), set()),
        (
            begun("25", "18") + CLAIM.format(DATED) + HEADLINE.format("b"),
            {"claimed-over-partial/done-over-end"},
        ),
        (begun("25", "18").replace("finished", "comparable") + CLAIM.format(DATED), set()),
    ],
)
def test_claimed_over_work_begun_and_not_finished(given: str, found: set[str]) -> None:
    assert agreed(given, "claimed-over-partial") == found


def test_claimed_over_work_begun_says_whether_a_number_was_promised() -> None:
    given, key = begun("25", "18") + CLAIM.format(DATED), "claimed-over-partial/done-over-end"
    assert said(given, key) == (
        "The claim: “done”. Reported within it: “C 2025: i 25 items”, of these “C 2025: j 18 items”. "
        "What number was promised does not stand in the documents at hand."
    )
    assert said(given, key, "zh").endswith("现有文件未见所承诺之数。")
    assert grounds(given, key) == {"claim/done", "observation/start", "observation/end"}
    assert "promised" not in said(given + promised("t", "20"), key)


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


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("", set()),
        (promised("list", "4000", "c", year(2025)), {"rate-differs/rate"}),
        (promised("list", "3927", "c", year(2025)), set()),
    ],
)
def test_completion_rate_is_of_no_promise_for_each_year(more: str, found: set[str]) -> None:
    annual = promised("t", "4000", "a", THREE, YEARLY)
    given = annual + seen("x", "5890", period=year(2025), written="5890")
    assert agreed(given + rate("150", "completion-rate", "150%") + more, "rate-differs") == found


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


SINCE = 'dx:periodStart "2021-01-01"^^xsd:date ; dx:periodBasis period-basis:since'


@pytest.mark.parametrize(
    ("value", "written", "found"),
    [("73.91", "73.91%", set()), ("73.9", "73.9%", set()), ("74.5", "74.5%", {"rate-differs/rate"})],
)
def test_share(value: str, written: str, found: set[str]) -> None:
    whole = seen("whole", "598", period=UNDATED) + PAIR.format("part")
    part = seen("x", "442", indicator="j", period=UNDATED)
    assert agreed(whole + part + rate(value, "ratio", written), "rate-differs") == found


def test_unreported_years_and_promises() -> None:
    annual = promised("t", "10", "a", THREE, YEARLY)
    assert shown(annual, "unreported") == {"unreported/t"}
    some = (
        annual + promised("again", "10", "a", THREE, YEARLY + same("t")) + seen("x", "11", period=year(2024))
    )
    assert agreed(some, "unreported") == {"unreported/t-2023", "unreported/t-2025"}
    assert grounds(some, "unreported/t-2023") == {"target/t", "target/again"}
    assert shown(promised("t", "10", "a", year(2026)), "unreported") == set()


def test_a_promise_that_stands_twice_is_unreported_once() -> None:
    given = promised("t", "10") + promised("again", "10", "c", more=same("t"))
    assert agreed(given, "unreported") == {"unreported/t"}
    assert grounds(given, "unreported/t") == {"target/t", "target/again"}


def test_a_finding_concerns_the_leads_of_all_statements_of_its_promise() -> None:
    other = "; dx:leadAgency <agency/city> ; dx:program <program/plan>" + same("t")
    given = promised("t", "10") + promised("again", "10", more=other)
    assert agreed(given, "unreported") == {"unreported/t"}
    text = f"PREFIX dx: <{DX}> SELECT ?a {{ <{sample.BASE}finding/unreported/t> dx:agency ?a }}"
    found = {str(row[0]).removeprefix(sample.BASE) for row in concluded(given).select(text)}
    assert found == {"agency/bureau", "agency/city"}


def test_comparators_are_found_missing_statement_by_statement() -> None:
    bare = "; dx:comparatorBasis <https://w3id.org/duixian/comparator-basis#not-stated>"
    given = promised("t", "10", more=bare) + promised("again", "10", "c", more=bare + same("t"))
    assert agreed(given, "comparator-not-printed") == {
        "comparator-not-printed/t",
        "comparator-not-printed/again",
    }


def test_a_promise_that_stands_twice_is_softened_once() -> None:
    before = promised("old", "10", "a", year(2025)) + promised("older", "10", "a", year(2025), same("old"))
    after = promised("new", "9", "c", year(2026)) + promised("newer", "9", "c", year(2026), same("new"))
    assert agreed(before + after, "softened") == {"softened/new-after-old"}
    assert grounds(before + after, "softened/new-after-old") == {
        "target/old",
        "target/older",
        "target/new",
        "target/newer",
    }


def test_a_promise_made_again_in_another_document_is_an_act_of_its_own() -> None:
    # The plan was there first; another document promised more, and the list goes back to the number of the plan.
    plan = promised("plan", "9", "a") + promised("list", "9", "c", more=same("plan"))
    assert agreed(plan + promised("more", "10", "b"), "softened") == {"softened/list-after-more"}
    reached = seen("r", "12", "b", 'dx:periodEnd "2024-12-31"^^xsd:date')
    assert agreed(plan + reached, "below-result") == {"below-result/list-below-r"}


@pytest.mark.parametrize("of", ["target/old", "target/new"])
def test_what_is_doubtful_is_not_compared_as_softened(of: str) -> None:
    given = promised("old", "10", "a", year(2025)) + promised("new", "9", "c", year(2026))
    assert agreed(given + doubt(of), "softened", "below-result") == set()


def test_softened_against_a_promise_for_each_year_says_that_once() -> None:
    given = promised("old", "10", "a", THREE, YEARLY) + promised("new", "9", "c", year(2025))
    assert "“C each year 2023–2025: i ≥10 items” (A)" in said(given, "softened/new-after-old")
    assert "“市 2023–2025年每年 甲数 ≥10件”(甲)" in said(given, "softened/new-after-old", "zh")


NOW = UNDATED + ' ; skos:editorialNote "As of now (目前)."@en'


def test_an_undated_result_is_a_finding_of_its_own() -> None:
    given = promised("t", "10") + promised("again", "10", more=same("t")) + seen("x", "12", period=NOW)
    assert agreed(given, "undated-result", "narrower-scope", "unreported") == {"undated-result/t"}
    assert grounds(given, "undated-result/t") == {"target/t", "target/again", "observation/x"}
    assert said(given, "undated-result/t") == (
        "Promised: “C 2025: i ≥10 items”; reported: “C: i 12 items”. The figure reported says only “at present”, "
        "in a document of 2026-01-05 or later; whether it holds for 2025-12-31 is not said."
    )
    assert said(given, "undated-result/t", "zh") == (
        "承诺“市 2025年 甲数 ≥10件”,报告“市 甲数 12件”。所报之数只称“目前”,见于2026-01-05或其后之文件;于2025-12-31是否如此,未载。"
    )


def test_an_undated_figure_of_a_look_alike_is_of_another_scope() -> None:
    near = seen("x", "12", period=NOW, indicator="j") + PAIR.format("comparable")
    given = promised("t", "10") + promised("again", "10", more=same("t")) + near
    assert agreed(given, "undated-result", "narrower-scope") == {"narrower-scope/t"}
    assert grounds(given, "narrower-scope/t") == {"target/t", "target/again", "observation/x"}
    assert said(given, "narrower-scope/t").endswith(
        "Why the two cannot be compared: “i” and “j”: why And the figure reported says only “at present”, "
        "in a document of 2026-01-05 or later."
    )


LIKE = """<indicator/k> a dx:Indicator ; skos:prefLabel "k"@en , "丙数"@zh ; dx:unit unit:item ; dx:indicatorKind indicator-kind:flow .
""" + PAIR.replace("indicator/j", "indicator/k")
RELATED = LIKE.format("related")


@pytest.mark.parametrize(
    ("near", "told"),
    [
        (seen("x", "12", indicator="k") + RELATED, True),
        (seen("x", "12", period=UNDATED, indicator="k") + RELATED, True),
        (seen("x", "12", period=SINCE, indicator="k") + RELATED, True),
        (seen("x", "12", period=SINCE.replace("since", "plan-period"), indicator="k") + RELATED, True),
        (seen("x", "12", period='dx:periodEnd "2025-06-30"^^xsd:date', indicator="k") + RELATED, True),
        (
            seen("x", "12", period='dx:periodEnd "2025-06-30"^^xsd:date', indicator="k")
            + LIKE.format("comparable"),
            True,
        ),
        # of another time, of an older document, of another place, of no look-alike
        (seen("x", "12", period='dx:periodEnd "2024-12-31"^^xsd:date', indicator="k") + RELATED, False),
        (seen("x", "12", "a", UNDATED, indicator="k") + RELATED, False),
        (seen("x", "12", area="east", indicator="k") + RELATED, False),
        (seen("x", "12", indicator="k"), False),
    ],
)
def test_unreported_says_what_is_reported_of_a_look_alike(near: str, told: bool) -> None:
    given = promised("t", "10") + promised("again", "10", more=same("t")) + near
    assert agreed(given, "unreported") == {"unreported/t"}
    figure = (
        "C since 2021: k"
        if "2021" in near
        else "C: k"
        if UNDATED in near
        else "C as of 2025-06-30: k"
        if "06-30" in near
        else "C 2025: k"
    )
    words = f"only a related figure is reported: “{figure} 12 items” (“i” and “k”: why)."
    assert (words in said(given, "unreported/t")) == told
    assert ("只报告了相关之数“" in said(given, "unreported/t", "zh")) == told
    assert ("observation/x" in grounds(given, "unreported/t")) == told
    assert {"target/t", "target/again"} <= grounds(given, "unreported/t")


def test_of_several_related_figures_one_is_named_and_all_are_counted() -> None:
    given = (
        promised("t", "10")
        + seen("x", "12", indicator="k")
        + seen("y", "13", "c", UNDATED, indicator="k")
        + RELATED
    )
    assert agreed(given, "unreported") == {"unreported/t"}
    assert "only related figures are reported (2), such as “C 2025: k 12 items”" in said(
        given, "unreported/t"
    )
    assert "等2个" in said(given, "unreported/t", "zh")


LOWEST = """<claim/low> a dx:Claim ; dx:program <program/plan> ; dx:indicator <indicator/{0}> ; dx:statedIn <document/{1}> ;
  skos:prefLabel "said to be the most ever"@en , "称历来最多"@zh ."""


@pytest.mark.parametrize(
    ("words", "told"),
    [(LOWEST.format("i", "b"), True), (LOWEST.format("i", "a"), False), (LOWEST.format("j", "b"), False)],
)
def test_unreported_says_what_is_said_in_words(words: str, told: bool) -> None:
    given = (
        promised("t", "10")
        + promised("again", "10", more=same("t"))
        + words.replace("program/plan", "program/other")
    )
    given += '<program/other> a dx:Program ; skos:prefLabel "other"@en , "他事"@zh ; dx:owner <agency/city> .'
    assert agreed(given, "unreported") == {"unreported/t"}
    phrase = "speak of it in words, without a figure: “said to be the most ever” (B)."
    assert (phrase in said(given, "unreported/t")) == told
    assert ("只以文字言及,未见其数:“称历来最多”(乙)。" in said(given, "unreported/t", "zh")) == told
    assert ("claim/low" in grounds(given, "unreported/t")) == told


def test_words_come_before_a_related_figure_and_say_nothing_of_the_province() -> None:
    words = LOWEST.format("i", "b").replace("program/plan", "program/other")
    words += '<program/other> a dx:Program ; skos:prefLabel "other"@en , "他事"@zh ; dx:owner <agency/city> .'
    given = promised("t", "10") + words + seen("x", "12", indicator="k") + RELATED
    assert agreed(given, "unreported") == {"unreported/t"}
    assert "in words" in said(given, "unreported/t")
    foreign = promised("t", "10").replace("area/city", "area/province") + words
    assert "in words" not in said(foreign, "unreported/t")
