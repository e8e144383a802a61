"""What is exported: a graph, or the part of it around a thing or of some kinds, as statements and as a network."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import IO

from kg_build.network import Network, Scope, network, restrictions
from kg_build.oxigraph import Quad, parse_quads
from kg_build.store import Store
from kg_build.term import RDF, RDFS, SKOS, Iri, Term, nt
from kg_build.view import View

Description = tuple[Term, list[tuple[Iri, Term]]]
_FIRST = {RDF + "type": 0, SKOS + "prefLabel": 1, RDFS + "label": 1}


@dataclass(frozen=True)
class Source:
    """What a writer writes from.

    `file` is the sorted N-Quads file of a built graph; without it (an endpoint) the statements are asked of the store.
    """

    store: Store
    language: str
    view: View
    file: Path | None = None
    scope: Scope = field(default_factory=Scope)

    def network(self) -> Network:
        """Return the property graph."""
        return self._network

    @cached_property
    def _network(self) -> Network:
        return network(self.store, self.language, self.scope, self.view)

    def lines(self) -> Iterator[str]:
        """N-Quads lines in the order of their code points, each once; memory does not grow with a built graph."""
        if self.file is None:
            yield from map(line, self.quads())
            return
        kept = None if self._subjects is None else {nt(Iri(subject)) for subject in self._subjects}
        with self.file.open(encoding="utf-8", newline="\n") as stream:
            yield from (text for text in stream if kept is None or text.partition(" ")[0] in kept)

    def quads(self) -> Iterator[Quad]:
        """Quads in the order of `lines`."""
        quads = parse_quads(self.file) if self.file else iter(sorted(set(self._asked()), key=line))
        return (quad for quad in quads if self._subjects is None or str(quad[0]) in self._subjects)

    def descriptions(self) -> Iterator[Description]:
        """Each subject with its properties, type and labels first, whichever graph they stand in."""
        for subject, group in groupby(self.quads(), key=itemgetter(0)):
            pairs = {(predicate, value) for _, predicate, value, _ in group}
            yield subject, sorted(pairs, key=_place)

    @cached_property
    def _subjects(self) -> frozenset[str] | None:
        """What is described, where that is not all: the nodes and their parts, such as passages of evidence."""
        if self.scope.all:
            return None
        described = {node.iri for node in self._network.nodes}
        fresh = described
        while fresh:
            fresh = set(self._values(fresh)) - described - self.view.vocabulary.terms
            fresh -= self._things(fresh)
            described = described | fresh
        return frozenset(described)

    def _values(self, subjects: Iterable[str]) -> Iterator[str]:
        for restriction in restrictions("?thing", sorted(subjects)):
            for (value,) in self.store.select(
                f"SELECT DISTINCT ?value WHERE {{ {restriction} ?thing ?link ?value }}"
            ):
                if isinstance(value, Iri):
                    yield value.value

    def _things(self, iris: Iterable[str]) -> set[str]:
        """Those that are nodes of the view themselves."""
        kinds = " ".join(nt(Iri(kind.iri)) for kind in self.view.kinds)
        rows = chain.from_iterable(
            self.store.select(
                f"SELECT DISTINCT ?thing WHERE {{ {restriction} VALUES ?kind {{ {kinds} }} ?thing a ?kind }}"
            )
            for restriction in restrictions("?thing", sorted(iris))
        )
        return {str(thing) for (thing,) in rows}

    def _asked(self) -> Iterator[Quad]:
        for restriction in restrictions("?s", None if self._subjects is None else sorted(self._subjects)):
            text = f"SELECT ?s ?p ?o ?g WHERE {{ {restriction} ?s ?p ?o OPTIONAL {{ GRAPH ?g {{ ?s ?p ?o }} }} }}"
            for subject, predicate, value, graph in self.store.select(text):
                if subject is not None and isinstance(predicate, Iri) and value is not None:
                    yield subject, predicate, value, graph if isinstance(graph, Iri) else None


def line(quad: Quad) -> str:
    """Write a quad as a line of N-Quads."""
    subject, predicate, value, graph = quad
    where = f" {nt(graph)}" if graph else ""
    return f"{nt(subject)} {nt(predicate)} {nt(value)}{where} .\n"


def put(texts: Iterable[str], stream: IO[bytes]) -> None:
    """Write texts as UTF-8, line breaks as they are on every system."""
    for text in texts:
        stream.write(text.encode("utf-8"))


def _place(pair: tuple[Iri, Term]) -> tuple[int, str, str]:
    return _FIRST.get(pair[0].value, 2), nt(pair[0]), nt(pair[1])
