"""Concept schemes: complete, in both languages, and none of them unused."""

from collections import Counter
from typing import Any

from rdflib import QB, RDF, SKOS, Graph, Literal, Namespace, URIRef

_UNIT = "http://qudt.org/vocab/unit/"
_OURS = "https://w3id.org/duixian/"
_SYMBOL = Namespace("https://w3id.org/duixian/def#")["symbol"]
_QUDT = {"CCY_CNY", "HA", "HR", "KiloM", "M2", "MIN", "NUM", "PERCENT", "PERMILLE", "TONNE"}
"""Looked up in VOCAB_QUDT-UNITS-ALL.ttl of QUDT 3 (PERMILLE since 3.1.7)."""


def _texts(graph: Graph, subject: URIRef, predicate: URIRef) -> dict[str, str]:
    values = [value for value in graph.objects(subject, predicate) if isinstance(value, Literal)]
    texts = {str(value.language): str(value) for value in values}
    assert len(texts) == len(values), (subject, predicate)
    return texts


def _schemes(graph: Graph) -> list[URIRef]:
    return sorted(node for node in graph.subjects(RDF.type, SKOS.ConceptScheme) if isinstance(node, URIRef))


def test_schemes_and_concepts_are_named_and_defined_in_both_languages(
    graph: Graph, concepts: list[URIRef]
) -> None:
    assert len(concepts) >= 200
    for subject in [*concepts, *_schemes(graph)]:
        for predicate in (SKOS.prefLabel, SKOS.definition):
            texts = _texts(graph, subject, predicate)
            assert set(texts) == {"en", "zh"}, subject
            assert all(texts.values()), subject


def test_a_concept_lies_in_the_scheme_of_its_namespace(graph: Graph, concepts: list[URIRef]) -> None:
    for concept in concepts:
        scheme = URIRef(concept.partition("#")[0])
        assert list(graph.objects(concept, SKOS.inScheme)) == [scheme], concept
        assert (scheme, RDF.type, SKOS.ConceptScheme) in graph
        top = (concept, SKOS.topConceptOf, scheme) in graph
        assert top or list(graph.objects(concept, SKOS.broader)), concept
        assert ((scheme, SKOS.hasTopConcept, concept) in graph) == top, concept


def test_top_concepts_are_declared(graph: Graph, concepts: list[URIRef]) -> None:
    assert set(graph.objects(None, SKOS.hasTopConcept)) <= set(concepts)


def test_no_two_concepts_of_a_scheme_share_a_label_or_definition(
    graph: Graph, concepts: list[URIRef]
) -> None:
    for predicate in (SKOS.prefLabel, SKOS.definition):
        times = Counter(
            (concept.partition("#")[0], language, text.casefold())
            for concept in concepts
            for language, text in _texts(graph, concept, predicate).items()
        )
        assert not [text for text, count in times.items() if count > 1]


def test_units_comparators_and_qualifiers_have_symbols(graph: Graph, concepts: list[URIRef]) -> None:
    for concept in concepts:
        symbols = _texts(graph, concept, _SYMBOL)
        scheme = concept.removeprefix(_OURS).partition("#")[0]
        assert set(symbols) == ({"en", "zh"} if scheme in {"unit", "comparator", "qualifier"} else set()), (
            concept
        )
        if not concept.endswith("#not-stated"):
            assert all(symbols.values()), concept


def test_units_match_only_units_of_qudt_that_exist(graph: Graph) -> None:
    matched = {str(value) for value in graph.objects(None, SKOS.exactMatch)}
    assert matched == {_UNIT + name for name in _QUDT}


def test_each_scheme_is_what_a_property_or_a_column_takes_its_concepts_from(
    graph: Graph, tables: list[dict[str, Any]]
) -> None:
    columns = {
        str(column.get("valueUrl", "")).partition("#")[0]
        for table in tables
        for column in table["tableSchema"]["columns"]
    }
    lists = {str(node) for node in graph.objects(None, QB.codeList)}
    schemes = {str(node) for node in _schemes(graph)}
    assert lists <= schemes
    assert schemes <= lists | columns
