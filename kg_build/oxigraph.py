"""The embedded engine: Oxigraph, as a store and as a parser. The one door to `pyoxigraph`."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import pyoxigraph as ox

from kg_build.problem import UsageError
from kg_build.rows import Rows
from kg_build.store import Answer, Forms, Triple
from kg_build.term import Blank, Iri, Literal, Term
from kg_build.term import is_iri as can_stand

Quad = tuple[Term, Iri, Term, Iri | None]
_SERVICE = re.compile(r"(?<![?$:\w-])SERVICE(?![:\w-])", re.IGNORECASE)
_SUFFIXES = {".ttl": ox.RdfFormat.TURTLE, ".nq": ox.RdfFormat.N_QUADS, ".nt": ox.RdfFormat.N_TRIPLES}


class OxigraphStore(Forms):
    """A store in this process, in memory or on disk."""

    def __init__(self, store: ox.Store):
        self._store = store

    @classmethod
    def memory(cls) -> "OxigraphStore":
        """Make an empty store in memory."""
        return cls(ox.Store())

    @classmethod
    def open(cls, folder: Path) -> "OxigraphStore":
        """Open a store on disk for reading; raises UsageError where there is none."""
        try:
            return cls(ox.Store.read_only(str(folder)))
        except OSError as error:
            raise UsageError(f"no graph can be opened in {folder}: {error}") from error

    @classmethod
    def read(cls, quads: Path) -> "OxigraphStore":
        """Read a graph that was built, an N-Quads file, into memory; raises UsageError where that cannot be done."""
        store = ox.Store()
        try:
            # What was built is sound: it was checked when it was loaded into the store on disk.
            store.bulk_load(path=str(quads), format=ox.RdfFormat.N_QUADS, lenient=True)
        except (OSError, SyntaxError) as error:
            raise UsageError(f"{quads} cannot be read: {error}") from error
        return cls(store)

    @classmethod
    def create(cls, folder: Path, quads: Path) -> None:
        """Make a store on disk from an N-Quads file."""
        store = ox.Store(str(folder))
        store.bulk_load(path=str(quads), format=ox.RdfFormat.N_QUADS)
        store.optimize()
        store.flush()

    def load(self, path: Path, graph: str = "") -> None:
        """Load a Turtle, N-Triples or N-Quads file, triples into the named graph given."""
        target = ox.NamedNode(graph) if graph else None
        self._store.bulk_load(path=str(path), format=_SUFFIXES[path.suffix], to_graph=target)

    def add(self, triples: Iterable[Triple], graph: str) -> None:
        """Add triples to a named graph."""
        target = ox.NamedNode(graph)
        self._store.extend(ox.Quad(_out(s), _out(p), _out(o), target) for s, p, o in triples)

    def load_quads(self, text: bytes) -> None:
        """Load N-Quads that were emitted: their IRIs were checked where they were read, and are not again."""
        self._store.load(text, format=ox.RdfFormat.N_QUADS, lenient=True)

    def infer(self, graph: str, *texts: str) -> bytes:
        """Add what CONSTRUCT queries give to a named graph, and return it as N-Quads; a line may come twice.

        No query sees what another gives: they are answered side by side, which the engine does outside Python. The terms
        never become objects of Python, which is most of what `construct` and `add` cost.
        """
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - only rules need it, and asking starts sooner

        target = ox.NamedNode(graph)
        with ThreadPoolExecutor() as threads:
            asked = threads.map if len(texts) > 1 else map
            made = b"".join(asked(self._construct, texts))
        self._store.load(made, format=ox.RdfFormat.N_TRIPLES, to_graph=target, lenient=True)
        return _in_graph(made, target)

    def _construct(self, text: str) -> bytes:
        found = self._store.query(text, use_default_graph_as_union=True)
        if not isinstance(found, ox.QueryTriples):
            raise TypeError("not a CONSTRUCT query")
        return found.serialize(format=ox.RdfFormat.N_TRIPLES) or b""

    def query(self, text: str) -> Answer:
        """Answer a query; raises UsageError for one that is not SPARQL or fails, or that would leave the machine."""
        if _SERVICE.search(text) and _calls_service(text):
            raise UsageError("SERVICE is not answered by the embedded engine; use --endpoint for federation")
        try:
            return _answer(self._store.query(text, use_default_graph_as_union=True))
        except (SyntaxError, ValueError, RuntimeError, OSError) as error:
            raise UsageError(f"the query cannot be answered: {error}") from error

    def quads(self) -> Iterator[Quad]:
        """All quads, in no particular order."""
        for quad in self._store:
            graph = _in(quad.graph_name)
            yield (
                _in(quad.subject),
                _iri(quad.predicate),
                _in(quad.object),
                (graph if isinstance(graph, Iri) else None),
            )

    def __len__(self) -> int:
        return len(self._store)


def _calls_service(text: str) -> bool:
    """Whether SERVICE stands outside IRIs, strings and comments."""
    return bool(_SERVICE.search(OPAQUE.sub(" ", text)))


OPAQUE = re.compile(
    r'<[^<>"{}|^`\\\s]*>|"""(?:[^\\]|\\.)*?"""|\'\'\'(?:[^\\]|\\.)*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|#[^\n]*',
    re.DOTALL,
)


def parse(path: Path) -> Iterator[Triple]:
    """Read the triples of a Turtle or N-Triples file; raises SyntaxError with the line."""
    for quad in ox.parse(path=str(path), format=_SUFFIXES[path.suffix]):
        yield _in(quad.subject), _iri(quad.predicate), _in(quad.object)


def is_iri(text: str) -> bool:
    """Whether a text is an absolute IRI: one that the engine, and so any other, reads.

    Source: RFC 3987, section 2.2.
    """
    if not can_stand(text):
        return False
    try:
        next(iter(ox.parse(f"<urn:s> <urn:p> <{text}> .", format=ox.RdfFormat.N_TRIPLES)))
    except SyntaxError:
        return False
    return True


def statements(path: Path) -> Iterator[tuple[str, str, str, str | None]]:
    """Read a Turtle file as subject, property, value and its language (None where it is no literal), as plain texts.

    Blank nodes have the names that the parser gives them. Terms are never made: for what is read at each start.
    """
    for quad in ox.parse(path=str(path), format=_SUFFIXES[path.suffix]):
        value = quad.object
        language = (value.language or "") if isinstance(value, ox.Literal) else None
        yield quad.subject.value, quad.predicate.value, value.value, language


def parse_text(turtle: bytes) -> Iterator[Triple]:
    """Read the triples of a text in Turtle."""
    for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE):
        yield _in(quad.subject), _iri(quad.predicate), _in(quad.object)


def parse_quads(path: Path) -> Iterator[Quad]:
    """Read the quads of an N-Quads file as written, numbers in the form in which they stand there."""
    for quad in ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS):
        graph = _in(quad.graph_name)
        yield (
            _in(quad.subject),
            _iri(quad.predicate),
            _in(quad.object),
            graph if isinstance(graph, Iri) else None,
        )


def quads(path: Path, graph: str) -> str:
    """Read a Turtle or N-Triples file as N-Quads in a named graph; raises SyntaxError with the line."""
    parsed = ox.parse(path=str(path), format=_SUFFIXES[path.suffix])
    made = ox.serialize((quad.triple for quad in parsed), format=ox.RdfFormat.N_TRIPLES)
    return _in_graph(made or b"", ox.NamedNode(graph)).decode()


def _in_graph(triples: bytes, graph: ox.NamedNode) -> bytes:
    """Turn N-Triples into N-Quads: a line ends in its full stop, and nothing else does, since texts are escaped."""
    return triples.replace(b" .\n", f" {graph} .\n".encode())


def write_turtle(triples: Iterable[Triple], stream: IO[bytes], prefixes: Mapping[str, str]) -> None:
    """Write triples as Turtle in the order given: subjects that follow one another are grouped."""
    ox.serialize(
        (ox.Triple(_out(s), _out(p), _out(o)) for s, p, o in triples),
        stream,
        format=ox.RdfFormat.TURTLE,
        prefixes=dict(prefixes),
    )


def _answer(result: Any) -> Answer:
    if isinstance(result, ox.QuerySolutions):
        columns = tuple(variable.value for variable in result.variables)
        places = range(len(columns))
        return Rows(columns, [tuple(_in(row[place]) for place in places) for row in result])
    if isinstance(result, ox.QueryBoolean):
        return bool(result)
    return [(_in(t.subject), _iri(t.predicate), _in(t.object)) for t in result]


def _in(term: Any) -> Any:
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if isinstance(term, ox.Literal):
        return Literal(term.value, term.datatype.value, term.language or "")
    if isinstance(term, ox.BlankNode):
        return Blank(term.value)
    return None


def _iri(term: Any) -> Iri:
    return Iri(term.value)


def _out(term: Term) -> Any:
    match term:
        case Iri(value):
            return ox.NamedNode(value)
        case Blank(value):
            return ox.BlankNode(value)
        case Literal(value, _, language) if language:
            return ox.Literal(value, language=language)
        case Literal(value, datatype):
            return ox.Literal(value, datatype=ox.NamedNode(datatype))
