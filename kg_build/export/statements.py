"""RDF line by line, N-Quads and N-Triples, and Turtle.

Sources: https://www.w3.org/TR/n-quads/, https://www.w3.org/TR/n-triples/, https://www.w3.org/TR/turtle/.
"""

import re
from collections.abc import Iterator
from typing import IO

from kg_build.export.source import Source, put
from kg_build.oxigraph import write_turtle
from kg_build.vocabulary import prefixes

_IRI = re.compile(r'<[^<>"]*>')


def write_quads(source: Source, stream: IO[bytes]) -> None:
    """Write N-Quads, sorted."""
    put(source.lines(), stream)


def write_triples(source: Source, stream: IO[bytes]) -> None:
    """Write N-Triples, sorted."""
    put(_triples(source), stream)


def write_readable(source: Source, stream: IO[bytes]) -> None:
    """Write Turtle: subject by subject, types and labels first."""
    triples = (
        (subject, predicate, value) for subject, pairs in source.descriptions() for predicate, value in pairs
    )
    write_turtle(triples, stream, prefixes())


def _triples(source: Source) -> Iterator[str]:
    """Lines without their graphs; those that differ in the graph alone follow one another."""
    last = ""
    for line in source.lines():
        triple = f"{_without_graph(line)} .\n"
        if triple != last:
            yield triple
            last = triple


def _without_graph(line: str) -> str:
    """Cut off the fourth term: an IRI has no space, and what ends a literal is no IRI in brackets alone."""
    terms = line.removesuffix(" .\n")
    head, _, tail = terms.rpartition(" ")
    return head if _IRI.fullmatch(tail) and head.count(" ") > 1 else terms
