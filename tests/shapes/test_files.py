"""What the shapes themselves must hold to: SHACL terms that exist, words for people, terms that are declared."""

import pyshacl
import pytest
from rdflib import RDF, RDFS, SH, Graph, Literal, URIRef
from rdflib.term import Node

from kg_build import rdf
from kg_build.resources import folder
from kg_build.vocabulary import OWN, Vocabulary

SHAPE = "https://w3id.org/duixian/shape#"
REFERRING = (SH.property, SH.node, SH["not"], SH.qualifiedValueShape)
TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return rdf.load(folder("shapes"))


@pytest.fixture(scope="module")
def nodes(shapes: Graph) -> set[Node]:
    kinds = (SH.NodeShape, SH.PropertyShape)
    return {node for kind in kinds for node in shapes.subjects(RDF.type, kind)}


def test_there_are_shapes(nodes: set[Node]) -> None:
    assert len(nodes) >= 190


def test_terms_of_shacl_exist(shapes: Graph) -> None:
    used = {str(term) for triple in shapes for term in triple if str(term).startswith(str(SH))}
    assert {term for term in used if not known(term)} == set()


def known(term: str) -> bool:
    """Whether rdflib's list of the terms of SHACL, which is closed, has the term."""
    return hasattr(SH, term.removeprefix(str(SH)))


def test_misspelt_terms_are_seen() -> None:
    """Two mistakes that other projects lived with for years."""
    assert known(f"{SH}datatype")
    assert not known(f"{SH}dataType")
    assert not known(f"{SH}nodeType")


def test_shapes_are_well_formed(shapes: Graph) -> None:
    """The shapes of SHACL for shapes graphs find nothing."""
    pyshacl.validate(Graph(), shacl_graph=shapes, meta_shacl=True)


def test_shapes_have_iris_of_their_own(shapes: Graph, nodes: set[Node]) -> None:
    assert all(isinstance(node, URIRef) and node.startswith(SHAPE) for node in nodes)
    assert set(shapes.subjects(SH.path)) == set(shapes.subjects(RDF.type, SH.PropertyShape))
    assert {shape for by in REFERRING for shape in shapes.objects(None, by)} <= nodes


def test_shapes_are_reached(shapes: Graph, nodes: set[Node]) -> None:
    targeted = {node for by in TARGETS for node in shapes.subjects(by)}
    referred = {node for by in REFERRING for node in shapes.objects(None, by)}
    assert nodes - targeted - referred == set()


def test_shapes_speak_both_languages(shapes: Graph, nodes: set[Node]) -> None:
    for node in nodes:
        name = SH.name if (node, SH.path, None) in shapes else RDFS.label
        for predicate in (name, SH.message):
            words = [word for word in shapes.objects(node, predicate) if isinstance(word, Literal)]
            assert sorted(str(word.language) for word in words) == ["en", "zh"], (node, predicate)
            assert all(words), (node, predicate)


def test_messages_are_sentences(shapes: Graph) -> None:
    for message in shapes.objects(None, SH.message):
        assert isinstance(message, Literal)
        assert message.endswith("." if message.language == "en" else "。"), message


def test_names_are_unique(shapes: Graph) -> None:
    for by in (SH.name, RDFS.label):
        names = [name for _, name in shapes.subject_objects(by)]
        assert sorted({str(name) for name in names if names.count(name) > 1}) == []


def test_severity_is_stated(shapes: Graph, nodes: set[Node]) -> None:
    for node in nodes:
        (severity,) = shapes.objects(node, SH.severity)
        assert severity in {SH.Violation, SH.Warning, SH.Info}, node


def test_no_query_for_each_thing(shapes: Graph) -> None:
    """A query for each thing is dear: the core of SHACL says all that is needed."""
    assert list(shapes.subjects(SH.sparql)) == []


def test_terms_are_declared(shapes: Graph) -> None:
    """Classes, properties and concepts that a shape names are declared by the ontology."""
    known = Vocabulary.load().terms
    named = {str(term) for triple in shapes for term in triple if isinstance(term, URIRef)}
    own = {term for term in named if term.startswith(OWN) and not term.startswith(SHAPE)}
    assert own - known == set()
