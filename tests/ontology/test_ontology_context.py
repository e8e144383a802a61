"""The JSON-LD context: every term has a key, and what is written with it is read the same by two readers."""

import json
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from rdflib import OWL, QB, RDF, RDFS, Graph, URIRef
from rdflib.compare import isomorphic

from kg_build.term import DX

_DOCUMENT: dict[str, Any] = {
    "id": "https://w3id.org/duixian/example/target/plan-beds",
    "type": ["Target", "Figure"],
    "label": {"en": "Lakeside 2025: care beds ≥55%", "zh": "湖滨 2025年护理床位占比 ≥55%"},
    "comparator": "at-least",
    "unit": "percent",
    "indicatorKind": "ratio",
    "value": "55",
    "periodEnd": "2025-12-31",
    "leadAgency": "https://w3id.org/duixian/example/agency/civil-affairs-bureau",
    "evidence": [
        {
            "id": "https://w3id.org/duixian/example/evidence/plan-120-131",
            "type": "Evidence",
            "selector": {
                "id": "https://w3id.org/duixian/example/evidence/plan-120-131/selector",
                "type": ["TextPositionSelector", "TextQuoteSelector"],
                "start": 120,
                "end": 131,
            },
        }
    ],
}
_TURTLE = """
<https://w3id.org/duixian/example/target/plan-beds> a dx:Target , dx:Figure ;
    skos:prefLabel "Lakeside 2025: care beds ≥55%"@en , "湖滨 2025年护理床位占比 ≥55%"@zh ;
    dx:comparator comparator:at-least ; dx:unit unit:percent ; dx:indicatorKind indicator-kind:ratio ; dx:value "55"^^xsd:decimal ;
    dx:periodEnd "2025-12-31"^^xsd:date ;
    dx:leadAgency <https://w3id.org/duixian/example/agency/civil-affairs-bureau> ;
    dx:evidence <https://w3id.org/duixian/example/evidence/plan-120-131> .
<https://w3id.org/duixian/example/evidence/plan-120-131> a dx:Evidence ;
    oa:hasSelector <https://w3id.org/duixian/example/evidence/plan-120-131/selector> .
<https://w3id.org/duixian/example/evidence/plan-120-131/selector> a oa:TextPositionSelector , oa:TextQuoteSelector ;
    oa:start "120"^^xsd:nonNegativeInteger ; oa:end "131"^^xsd:positiveInteger .
"""


@pytest.fixture(scope="module")
def context(root: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((root / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    return content


def _expand(name: str, context: dict[str, Any]) -> str:
    prefix, _, local = name.partition(":")
    return str(context[prefix]) + local if local and prefix in context else name


def _iris(context: dict[str, Any]) -> dict[str, str]:
    entries = {key: value["@id"] if isinstance(value, dict) else value for key, value in context.items()}
    return {key: _expand(str(value), context) for key, value in entries.items() if not key.startswith("@")}


def test_every_term_has_one_key_of_its_own_name(context: dict[str, Any], terms: list[URIRef]) -> None:
    iris = _iris(context)
    assert {key: iri for key, iri in iris.items() if iri.startswith(DX) and iri != DX} == {
        str(term).removeprefix(DX): str(term) for term in terms
    }
    assert len(set(iris.values())) == len(iris)


def test_prefixes_are_the_declared(context: dict[str, Any], prefixes: dict[str, str]) -> None:
    declared = {key: value for key, value in context.items() if isinstance(value, str) and "://" in value}
    assert len(declared) >= 8
    assert declared.items() <= prefixes.items()


def test_coercions_follow_the_ranges(graph: Graph, context: dict[str, Any], terms: list[URIRef]) -> None:
    for term in terms:
        entry = context[str(term).removeprefix(DX)]
        entry = entry if isinstance(entry, dict) else {}
        codes = graph.value(term, QB.codeList)
        if codes:
            assert entry["@type"] == "@vocab", term
        elif (term, RDF.type, OWL.ObjectProperty) in graph:
            assert entry["@type"] in {"@id", "@vocab"}, term
        elif (term, RDFS.range, RDF.langString) in graph:
            assert entry["@container"] == "@language", term
        elif (term, RDF.type, OWL.DatatypeProperty) in graph:
            expected = str(graph.value(term, RDFS.range))
            assert _expand(entry.get("@type", "xsd:string"), context) == expected, term


def test_a_concept_with_the_name_of_a_key_is_named_in_its_scope(
    graph: Graph, context: dict[str, Any], concepts: list[URIRef]
) -> None:
    """Without that, the value would be read as what the key stands for."""
    for term, codes in graph.subject_objects(QB.codeList):
        scope = dict(context[str(term).removeprefix(DX)]["@context"])
        assert scope.pop("@vocab") == f"{codes}#"
        names = {concept.partition("#")[2] for concept in concepts if concept.startswith(f"{codes}#")}
        assert scope == {name: f"{codes}#{name}" for name in names & set(context)}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_a_document_reads_as_the_same_graph_everywhere(
    context: dict[str, Any], prefixes: dict[str, str]
) -> None:
    text = json.dumps({"@context": context, **_DOCUMENT}, ensure_ascii=False)
    head = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes.items())
    expected = Graph().parse(data=head + _TURTLE, format="turtle")
    assert isomorphic(Graph().parse(data=text, format="json-ld"), expected)
    quads = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.JSON_LD)
    nt = pyoxigraph.serialize((quad.triple for quad in quads), format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert isomorphic(Graph().parse(data=nt, format="nt"), expected)
