"""The door to rdflib: graphs from files, and from terms of ours.

Graphs of rdflib are wanted where a library speaks them (SHACL, JSON-LD); storing and asking is for the store.
"""

from collections.abc import Iterable
from pathlib import Path

from rdflib import BNode, Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.term import Identifier, Node

from kg_build import oxigraph
from kg_build.term import LANG_STRING, STRING, Blank, Iri, Literal, Term

_FORMATS = {".nt": "nt", ".ttl": "turtle"}


def load(*paths: Path) -> Graph:
    """Return one graph with the triples of all files, whichever named graph they stand in.

    The name's end tells the format: `.ttl`, `.nt` or `.nq`. A folder stands for the Turtle files below it.
    """
    graph = Graph()
    for path in paths:
        for file in sorted(path.rglob("*.ttl")) if path.is_dir() else [path]:
            if file.suffix == ".nq":
                # Twice as fast as the parser of rdflib.
                from_triples(((s, p, o) for s, p, o, _ in oxigraph.parse_quads(file)), graph)
            else:
                graph.parse(file, format=_FORMATS[file.suffix])
    return graph


def from_triples(triples: Iterable[tuple[Term, Term, Term]], graph: Graph | None = None) -> Graph:
    """Add the triples to a graph, a new one unless given; each literal keeps the characters that it has."""
    graph = Graph() if graph is None else graph
    known: dict[Term, Identifier] = {}
    for triple in triples:
        for term in triple:
            if term not in known:
                known[term] = to_rdflib(term)
        subject, predicate, object_ = triple
        graph.add((known[subject], known[predicate], known[object_]))
    return graph


def to_rdflib(term: Term) -> Identifier:
    """Return the term as rdflib has it; a number is not rewritten ("0.70" stays "0.70")."""
    match term:
        case Iri(value):
            return URIRef(value)
        case Blank(value):
            return BNode(value)
        case Literal(value, _, language) if language:
            return RdfLiteral(value, lang=language)
        case Literal(value, datatype) if datatype == STRING:
            return RdfLiteral(value)
        case Literal(value, datatype):
            return RdfLiteral(value, datatype=URIRef(datatype), normalize=False)


def from_rdflib(term: Node) -> Term:
    """Return the term of rdflib as ours."""
    if isinstance(term, RdfLiteral):
        if term.language:
            return Literal(str(term), LANG_STRING, term.language)
        return Literal(str(term), str(term.datatype or STRING))
    return Blank(str(term)) if isinstance(term, BNode) else Iri(str(term))
