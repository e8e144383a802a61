"""Alignments: apart from the core, about terms that exist on both sides."""

from pathlib import Path

from rdflib import DCAT, DCTERMS, ORG, OWL, PROV, QB, RDF, RDFS, SKOS, TIME, Graph, URIRef
from rdflib.namespace import GEO, SDO, DefinedNamespace

from kg_build.term import DX

_SCHEMA = "http://schema.org/"
_KNOWN: dict[str, type[DefinedNamespace]] = {
    str(namespace): namespace for namespace in (DCAT, DCTERMS, GEO, ORG, PROV, QB, SKOS, TIME)
}
_ELSEWHERE = {
    "http://www.w3.org/ns/oa#": {"SpecificResource", "TextPositionSelector"},
    "http://qudt.org/schema/qudt/": {
        "QuantityValue",
        "conversionMultiplier",
        "hasUnit",
        "numericValue",
        "scalingOf",
        "symbol",
    },
    "http://purl.org/linked-data/sdmx/2009/attribute#": {"unitMeasure"},
    "http://purl.org/linked-data/sdmx/2009/dimension#": {"refArea", "refPeriod"},
    "http://purl.org/linked-data/sdmx/2009/measure#": {"obsValue"},
    # Newer than the copy of schema.org that rdflib has.
    _SCHEMA: {"StatisticalVariable", "observationAbout"},
}
"""Terms of vocabularies that rdflib does not have, looked up in their sources."""


def _read(root: Path, name: str) -> Graph:
    return Graph().parse(root / name)


def _exists(iri: str) -> bool:
    if iri.startswith(_SCHEMA) and URIRef(iri.replace(_SCHEMA, str(SDO))) in SDO:
        return True
    for namespace, known in _KNOWN.items():
        if iri.startswith(namespace):
            return URIRef(iri) in known
    return any(iri == namespace + name for namespace, names in _ELSEWHERE.items() for name in names)


def test_each_alignment_links_a_term_of_ours_with_one_that_exists(root: Path, terms: list[URIRef]) -> None:
    lines = sorted(_read(root, "alignments.ttl"))
    allowed = {RDFS.subClassOf, RDFS.subPropertyOf, RDFS.seeAlso, SKOS.closeMatch}
    assert len(lines) >= 70
    for ours, predicate, theirs in lines:
        assert ours in terms, ours
        assert predicate in allowed, predicate
        assert not str(theirs).startswith(DX), theirs
        assert _exists(str(theirs)), theirs


def test_no_term_of_theirs_is_listed_in_vain(root: Path) -> None:
    named = {str(theirs) for theirs in _read(root, "alignments.ttl").objects()}
    assert {namespace + name for namespace, names in _ELSEWHERE.items() for name in names} <= named


def test_classes_are_aligned_with_classes(root: Path, graph: Graph) -> None:
    for ours, predicate in _read(root, "alignments.ttl").subject_predicates():
        is_class = (ours, RDF.type, OWL.Class) in graph
        assert predicate != (RDFS.subPropertyOf if is_class else RDFS.subClassOf), ours


def test_every_vocabulary_of_the_design_is_there(root: Path) -> None:
    named = {str(theirs) for theirs in _read(root, "alignments.ttl").objects()}
    for namespace in [*_KNOWN, *_ELSEWHERE]:
        assert any(iri.startswith(namespace) for iri in named), namespace


def test_the_core_stands_without_them(root: Path) -> None:
    core = _read(root, "duixian.ttl")
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.seeAlso, SKOS.closeMatch):
        assert all(str(parent).startswith(DX) for parent in core.objects(None, predicate))


def test_nothing_of_ours_is_made_a_concept(root: Path) -> None:
    """A class below skos:Concept would bring all that is in it under what holds for concepts, such as a scheme."""
    assert SKOS.Concept not in set(_read(root, "alignments.ttl").objects())
