"""Terms: each says what it is, in both languages, where it comes from and how it is used."""

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, VANN, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from kg_build.term import DX

VS = Namespace("http://www.w3.org/2003/06/sw-vocab-status/ns#")
_BASE = "https://w3id.org/duixian/example/"
_DEFINITION = URIRef(DX.rstrip("#"))
_DATATYPES = {XSD.string, XSD.date, XSD.decimal, XSD.positiveInteger, RDF.langString}


def _languages(graph: Graph, term: URIRef, predicate: URIRef) -> list[str]:
    return sorted(
        str(value.language) for value in graph.objects(term, predicate) if isinstance(value, Literal)
    )


def _example(graph: Graph, term: URIRef, prefixes: dict[str, str]) -> Graph:
    (text,) = graph.objects(term, SKOS.example)
    head = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes.items())
    return Graph().parse(data=f"@base <{_BASE}> .\n{head}{text}", format="turtle")


def test_the_header_has_licence_version_and_dates(graph: Graph) -> None:
    header = graph.predicate_objects(_DEFINITION)
    said = {predicate: value for predicate, value in header if predicate != SKOS.hasTopConcept}
    assert str(said[DCTERMS.license]) == "https://creativecommons.org/licenses/by/4.0/"
    assert str(said[OWL.versionIRI]) == f"{_DEFINITION}/{said[OWL.versionInfo]}"
    assert said[DCTERMS.issued] == Literal("2026-11-22", datatype=XSD.date)
    assert (str(said[VANN.preferredNamespacePrefix]), str(said[VANN.preferredNamespaceUri])) == ("dx", DX)
    for predicate in (DCTERMS.title, DCTERMS.description):
        assert _languages(graph, _DEFINITION, predicate) == ["en", "zh"]


def test_each_term_has_label_definition_source_and_status(graph: Graph, terms: list[URIRef]) -> None:
    assert len(terms) >= 80
    for term in terms:
        assert _languages(graph, term, RDFS.label) == ["en", "zh"], term
        assert _languages(graph, term, SKOS.definition) == ["en", "zh"], term
        assert graph.value(term, RDFS.isDefinedBy) == _DEFINITION, term
        assert str(graph.value(term, VS.term_status)) in {"stable", "testing"}, term
        assert len(list(graph.objects(term, DCTERMS.source))) == 1, term


def test_a_definition_begins_with_its_parent(graph: Graph, terms: list[URIRef]) -> None:
    for term in terms:
        (text,) = (
            str(value)
            for value in graph.objects(term, SKOS.definition)
            if getattr(value, "language", "") == "en"
        )
        parent, _, rest = text.partition(" that ")
        above = [str(node).removeprefix(DX) for node in graph.objects(term, RDFS.subClassOf) if node in terms]
        expected: dict[Node, str] = {
            OWL.Class: above[0] if above else "Thing",
            OWL.ObjectProperty: "Relation",
            OWL.DatatypeProperty: "Attribute",
        }
        assert parent in {expected[kind] for kind in graph.objects(term, RDF.type) if kind in expected}, term
        assert rest.endswith("."), term


def test_each_example_parses_and_uses_its_term(
    graph: Graph, terms: list[URIRef], prefixes: dict[str, str]
) -> None:
    for term in terms:
        assert term in {node for triple in _example(graph, term, prefixes) for node in triple}, term


def test_examples_name_only_what_is_declared_and_keep_to_the_ranges(
    graph: Graph, terms: list[URIRef], prefixes: dict[str, str]
) -> None:
    ours = prefixes["rule"].removesuffix("rule/")
    for term in terms:
        for triple in _example(graph, term, prefixes):
            for node in triple:
                if isinstance(node, URIRef) and node.startswith(ours) and "#" in node:
                    assert (node, None, None) in graph, (term, node)
            ranges = set(graph.objects(triple[1], RDFS.range)) & _DATATYPES
            if ranges and isinstance(triple[2], Literal):
                datatype = RDF.langString if triple[2].language else triple[2].datatype or XSD.string
                assert ranges == {datatype}, (term, triple)


def test_no_term_is_of_two_kinds(graph: Graph, terms: list[URIRef]) -> None:
    exclusive = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, SKOS.Concept}
    for term in terms:
        assert len(exclusive & set(graph.objects(term, RDF.type))) == 1, term


def test_domains_ranges_and_parents_exist_and_fit(graph: Graph, terms: list[URIRef]) -> None:
    domain_includes = URIRef("http://schema.org/domainIncludes")
    for term in terms:
        single, several = list(graph.objects(term, RDFS.domain)), list(graph.objects(term, domain_includes))
        assert not (single and several), term
        for end in [*single, *several, *graph.objects(term, RDFS.range)]:
            assert not str(end).startswith(DX) or end in terms, (term, end)
        for parent in graph.objects(term, RDFS.subPropertyOf):
            if str(parent).startswith(DX):
                assert set(graph.objects(parent, RDF.type)) & set(graph.objects(term, RDF.type)), (
                    term,
                    parent,
                )


def test_classes_begin_upper_case_and_properties_lower_case(graph: Graph, terms: list[URIRef]) -> None:
    for term in terms:
        is_class = (term, RDF.type, OWL.Class) in graph
        assert str(term).removeprefix(DX)[0].isupper() == is_class, term
