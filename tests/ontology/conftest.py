"""The ontology, read once for all tests of this folder."""

import json
from pathlib import Path
from typing import Any

import pytest
from rdflib import OWL, RDF, SH, SKOS, Graph, URIRef

from kg_build.resources import folder
from kg_build.term import DX


@pytest.fixture(scope="session")
def root() -> Path:
    return folder("ontology")


@pytest.fixture(scope="session")
def files(root: Path) -> list[Path]:
    return sorted(root.rglob("*.ttl"))


@pytest.fixture(scope="session")
def graph(files: list[Path]) -> Graph:
    """Return all Turtle of the ontology."""
    whole = Graph()
    for file in files:
        whole.parse(file)
    return whole


@pytest.fixture(scope="session")
def prefixes(root: Path) -> dict[str, str]:
    declared = Graph().parse(root / "prefixes.ttl")
    return {
        str(declared.value(node, SH.prefix)): str(declared.value(node, SH.namespace))
        for node in declared.objects(None, SH.declare)
    }


@pytest.fixture(scope="session")
def terms(graph: Graph) -> list[URIRef]:
    """Return classes and properties of ours, in order."""
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDF.Property)
    found = {term for kind in kinds for term in graph.subjects(RDF.type, kind)}
    return sorted(term for term in found if isinstance(term, URIRef) and term.startswith(DX))


@pytest.fixture(scope="session")
def concepts(graph: Graph) -> list[URIRef]:
    found = graph.subjects(RDF.type, SKOS.Concept)
    return sorted(concept for concept in found if isinstance(concept, URIRef))


@pytest.fixture(scope="session")
def tables(root: Path) -> list[dict[str, Any]]:
    content: list[dict[str, Any]] = json.loads((root / "tables.json").read_text(encoding="utf-8"))["tables"]
    return content
