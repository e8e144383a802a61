"""The same work done by rdflib, the usual way in Python."""

import signal
import time
from pathlib import Path
from types import FrameType
from typing import Any

import rdflib

from benchmarks import questions
from kg_build import emit as emission
from kg_build import oxigraph, table
from kg_build.csvw import Table
from kg_build.pack import Pack
from kg_build.term import LANG_STRING, STRING, Iri, Literal

Parts = tuple[str, str, str, str | None, str | None, bool]


def emit(packs: list[Pack], tables: list[Table], target: Path) -> dict[str, Any]:
    """Add the triples of all records to a graph and serialise it as N-Triples.

    In favour of rdflib, templates are filled and subjects, properties and values at hand as text before the clock
    starts; timed are only rdflib's own terms, Graph.add and serialize.
    """
    graph = rdflib.Graph()
    scratch = target.with_suffix(".nq")
    spent = 0.0
    for pack in packs:
        with scratch.open("w", encoding="utf-8", newline="\n") as stream:
            for kind in tables:
                records = table.read(pack.folder, kind, [])
                stream.writelines(emission.blocks(kind, records, pack.base))
        parts = list(map(_parts, oxigraph.parse_quads(scratch)))
        start = time.process_time()
        for subject, predicate, value, language, datatype, is_iri in parts:
            node: rdflib.URIRef | rdflib.Literal = (
                rdflib.URIRef(value)
                if is_iri
                else rdflib.Literal(
                    value, lang=language, datatype=None if datatype is None else rdflib.URIRef(datatype)
                )
            )
            graph.add((rdflib.URIRef(subject), rdflib.URIRef(predicate), node))
        spent += time.process_time() - start
    start = time.process_time()
    graph.serialize(target, format="nt", encoding="utf-8")
    return {"cpu": spent + time.process_time() - start}


def _parts(quad: oxigraph.Quad) -> Parts:
    subject, predicate, value, _ = quad
    if isinstance(value, Literal):
        datatype = None if value.datatype in {STRING, LANG_STRING} else value.datatype
        return str(subject), str(predicate), value.value, value.language or None, datatype, False
    return str(subject), str(predicate), str(value), None, None, isinstance(value, Iri)


def load_and_ask(triples: Path, cities: int, limit: int) -> dict[str, Any]:
    """Load an N-Triples file, then ask the questions, each for `limit` CPU seconds at most (0: not at all)."""
    start = time.process_time()
    graph = rdflib.Graph()
    graph.parse(triples, format="nt")
    found: dict[str, Any] = {"cpu": time.process_time() - start}

    def select(text: str) -> list[object]:
        signal.setitimer(signal.ITIMER_PROF, limit)
        try:
            return list(graph.query(text))
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)

    signal.signal(signal.SIGPROF, _stop)
    if limit:
        found["questions"] = questions.measure(select, cities)
    return found


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise TimeoutError
