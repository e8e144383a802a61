"""A built graph, opened: where builds lie, and what Python code asks of one."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from numbers import Integral
from pathlib import Path
from typing import TYPE_CHECKING

from kg_build import place
from kg_build.oxigraph import OxigraphStore
from kg_build.problem import UsageError
from kg_build.question import LANGUAGES, bind, get
from kg_build.resolve import resolve, terms
from kg_build.rows import Rows
from kg_build.store import Answer, Store

if TYPE_CHECKING:
    import networkx
    import rdflib

Value = str | int | Decimal | date
"""What Python code may give for a parameter: text, as a person would type it, or a number or a day."""
SMALL = 64 * 1024 * 1024
"""Bytes of N-Quads up to which a graph is read into memory where nothing else is asked for."""
BUILDS = "DUIXIAN_BUILD"
"""Environment variable that names the folder of builds; without it, `build` in the current folder."""


def builds() -> Path:
    """Return the folder in which builds lie, one folder a pack."""
    return Path(os.environ.get(BUILDS) or "build")


def find(name: str | Path | None = None) -> Path:
    """Folder of a build: the path itself, or the build of that name, or the only one there is.

    Raises UsageError with what to do where there is none, or more than one to choose from.
    """
    if name is not None:
        for candidate in (Path(name), builds() / name):
            place.recover(candidate)
            if (candidate / "store").is_dir():
                return candidate
        raise UsageError(f"no built graph '{name}'; build it with 'duixian build {name}'")
    found = sorted(path.parent for path in builds().glob("*/store"))
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(f"no graph is built in '{builds()}' yet; run 'duixian build' first")
    raise UsageError(f"several graphs are built ({', '.join(p.name for p in found)}); name one with --graph")


@dataclass(frozen=True, slots=True)
class Graph:
    """A graph to ask, wherever it lies."""

    store: Store

    def ask(self, question: str, *, lang: str = "en", **given: Value | Iterable[Value]) -> Rows:
        """Answer a question of `queries/`, by its name.

        A parameter takes what a person would type: a key, a label or a unique part of one, in either language, or
        several of them; a year or place may be a number, a year also a day in it. Names with a hyphen are written with
        an underscore. Raises UsageError, with what there is, for a question, a parameter or a thing that does not exist.
        """
        found = get(question)
        if lang not in LANGUAGES:
            raise UsageError(f"no language '{lang}' (there are: {', '.join(LANGUAGES)})")
        wanted: dict[str, list[str]] = {}
        for name, values in given.items():
            key = name if name in found.params else name.replace("_", "-")
            kind = found.params[key].type if key in found.params else ""
            wanted[key] = [_text(name, value, kind) for value in _several(values)]
        return self.store.select(bind(found, terms(self.store, found, wanted, lang)))

    def query(self, text: str) -> Answer:
        """Answer any SPARQL query: rows, a truth value or triples; the project's prefixes need not be declared.

        Raises UsageError, with the place of the mistake, for a text that is no query.
        """
        from kg_build.vocabulary import with_prefixes  # noqa: PLC0415 - only free queries need the prefixes

        whole = with_prefixes(text)
        try:
            return self.store.query(whole)
        except UsageError as error:
            from kg_build.mistake import told  # noqa: PLC0415 - only a wrong query pays for it

            words = told(text, str(error), len(whole) - len(text))
            raise (
                error if words == str(error) else UsageError(f"the query cannot be answered: {words}")
            ) from error

    def find(self, text: str, kind: str = "thing") -> str:
        """Return the IRI of the thing that a text means: an id, a label or a unique part of one."""
        return resolve(self.store, text, kind).value

    def to_rdflib(self) -> "rdflib.Graph":
        """Return all triples as a graph of rdflib; the names of graphs are left out."""
        from kg_build.rdf import from_triples  # noqa: PLC0415 - slow to import

        return from_triples(self.store.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"))

    def to_networkx(self, lang: str = "en") -> "networkx.MultiDiGraph[str]":
        """Return the property graph of `ontology/view.toml` as networkx has it, labelled in a language."""
        from kg_build.network import network  # noqa: PLC0415 - slow to import

        return network(self.store, lang).to_networkx()


def _several(values: Value | Iterable[Value]) -> Iterable[object]:
    if isinstance(values, Value | bytes) or not isinstance(values, Iterable):
        return (values,)
    return values


def _text(name: str, value: object, kind: str) -> str:
    """Write a value as a person would type it."""
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return str(value.year) if kind == "year" else value.isoformat()[:10]
    if not isinstance(value, bool) and isinstance(value, Integral):
        return str(int(value))
    if isinstance(value, Decimal) and value.is_finite():
        return str(int(value)) if value == int(value) else format(value, "f")
    raise UsageError(f"{name}={value!r}: a text, a whole number, a day, or several of these are wanted")


def open_graph(
    name: str | Path | None = None, *, memory: bool | None = None, endpoint: str | None = None
) -> Graph:
    """Open a built graph by its pack's name or its folder (default: the only one there is), or an endpoint by its URL.

    With `memory` it is first read as a whole, 0.2 seconds and 60 MB for Kunming, and then answers about three times
    as fast; without, it is asked on disk. Where nothing is said, a graph of up to SMALL bytes is read, since
    whoever opens one asks many questions. Raises UsageError where there is no graph.
    """
    if endpoint:
        from kg_build.remote import RemoteStore  # noqa: PLC0415 - slow to import

        return Graph(RemoteStore(endpoint))
    folder = find(name)
    quads = folder / "graph.nq"
    if memory is None:
        memory = quads.is_file() and quads.stat().st_size <= SMALL
    return Graph(OxigraphStore.read(quads) if memory else OxigraphStore.open(folder / "store"))
