"""The questions as data: complete, runnable from the graph alone, and in every build."""

from pathlib import Path

import pytest
import rdflib

from kg_build import catalogue, question
from kg_build.oxigraph import OxigraphStore
from kg_build.question import TYPES
from kg_build.rdf import from_triples

SH = rdflib.Namespace(catalogue.SH)
SCHEMA = rdflib.Namespace(catalogue.SCHEMA)


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    return from_triples(catalogue.described())


def test_every_question_is_there_with_its_words_in_both_languages(graph: rdflib.Graph) -> None:
    found = set(graph.subjects(rdflib.RDF.type, SH.SPARQLSelectExecutable))
    assert found == {rdflib.URIRef(catalogue.iri(asked).value) for asked in question.load()}
    assert found == set(graph.subjects(rdflib.RDF.type, SH.SPARQLExecutable))
    for one in found:
        for predicate in (rdflib.RDFS.label, rdflib.RDFS.comment, SCHEMA.keywords):
            languages = sorted(str(words.language) for words in graph.objects(one, predicate))  # type: ignore[attr-defined]
            assert languages == ["en", "zh"], (one, predicate)
        assert list(graph.objects(one, SH.prefixes)) == [rdflib.URIRef("https://w3id.org/duixian/def")]


def test_parameters_are_explained_and_have_a_value_to_try(graph: rdflib.Graph) -> None:
    assert set(catalogue.EXAMPLES) == TYPES
    for asked in question.load():
        own = rdflib.URIRef(catalogue.iri(asked).value)
        names = set()
        for parameter in graph.objects(own, SH.parameter):
            path = graph.value(parameter, SH.path)
            names.add(str(path).rpartition("/")[2])
            assert len(list(graph.objects(parameter, SH.description))) == 2
            assert graph.value(parameter, rdflib.SKOS.example)
        assert names == set(asked.params)


def test_a_question_runs_from_the_graph_alone(built: Path) -> None:
    store = OxigraphStore.open(built / "store")
    rows = store.select(
        f"SELECT ?question ?text WHERE {{ ?question a <{SH.SPARQLSelectExecutable}> ; <{SH.select}> ?text }}"
    )
    assert len(rows) == len(question.names())
    for _, text in rows:
        assert text is not None
        store.select(str(text))


def test_no_header_is_published() -> None:
    for asked in question.load():
        assert "#+" not in catalogue.body(asked)
        assert catalogue.body(asked).startswith("PREFIX")
