"""The door to `shacl`, a validator written in Rust: what pySHACL gives, in a fraction of the time and memory.

pySHACL stays the reference: tests compare the two on every case, pack and mutation. What this engine leaves out is read
from the shapes here: the language of a message, and the property that a longer path begins with.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg_build import oxigraph
from kg_build.problem import UsageError
from kg_build.resources import folder
from kg_build.term import Iri, Literal, Term
from kg_build.validation import Result, in_order

if TYPE_CHECKING:
    import shacl


def is_installed() -> bool:
    """Whether the engine is there: its author builds it for the common platforms only."""
    try:
        import shacl  # noqa: F401, PLC0415
    except ImportError:
        return False
    return True


def prepare() -> None:
    """Read the shapes that this program came with; raises UsageError if they are no proper shapes."""
    _compile(folder("shapes"))


def validate(data: Path, shapes: Path | None = None) -> list[Result]:
    """Validate a graph in a file and return what is wrong, sorted; as `kg_build.shacl.validate` does.

    The file holds everything that the shapes look at: the pack together with the ontology. `shapes` is a folder of
    Turtle files, the one that this program came with unless given; a name of a blank node means one thing in all.

    Raises UsageError for shapes that are no proper shapes, or a file that cannot be read.
    """
    known = _compile(shapes or folder("shapes"))
    try:
        report = known.engine.validate_file(str(data))
    except (OSError, ValueError) as error:
        raise UsageError(f"{data.name} cannot be validated: {error}") from error
    found = list(report.results)
    return in_order(
        known.result(entry, focus, value) for entry, (focus, value) in zip(found, _terms(found), strict=True)
    )


@dataclass(slots=True)
class _Shape:
    """What a result says of its shape."""

    path: str = ""
    messages: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Compiled:
    engine: "shacl.Shapes"
    shapes: dict[str, _Shape]

    def result(self, entry: "shacl.Result", focus: Term, value: Term | None) -> Result:
        name = (entry.source_shape or "").removeprefix("_:").strip("<>")
        shape = self.shapes.get(name) or _Shape(_plain(entry.path), {"": entry.message or ""})
        return Result(
            focus=focus.value,
            path=shape.path or _plain(entry.path),
            value=value,
            shape=name,
            component=entry.component_iri.strip("<>"),
            severity=entry.severity,
            message_en=shape.messages.get("en") or shape.messages.get("", ""),
            message_zh=shape.messages.get("zh", ""),
        )


def _plain(path: str | None) -> str:
    """IRI of a path that is a single property, "" of any other."""
    return path[1:-1] if path and path[0] == "<" and path.find(">") == len(path) - 1 else ""


@cache
def _compile(shapes: Path) -> _Compiled:
    """Read the shapes of a folder; read once."""
    import shacl  # noqa: PLC0415 - the engine may be missing where nothing validates

    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(shapes.rglob("*.ttl")))
    try:
        return _Compiled(shacl.Shapes.from_text(text), _shapes(text))
    except (SyntaxError, ValueError) as error:
        raise UsageError(f"the shapes cannot be used: {error}") from error


def _shapes(text: str) -> dict[str, _Shape]:
    paths: dict[Term, Term] = {}
    first: dict[Term, Term] = {}
    found: dict[str, _Shape] = {}
    for subject, predicate, value in oxigraph.parse_text(text.encode()):
        match predicate.value:
            case "http://www.w3.org/ns/shacl#path":
                paths[subject] = value
            case "http://www.w3.org/1999/02/22-rdf-syntax-ns#first":
                first[subject] = value
            case "http://www.w3.org/ns/shacl#message" if isinstance(value, Literal):
                found.setdefault(subject.value, _Shape()).messages[value.language] = value.value
    for subject, path in paths.items():
        step = path
        while step in first:
            step = first[step]
        if isinstance(step, Iri):
            found.setdefault(subject.value, _Shape()).path = step.value
    return found


def _terms(results: Iterable["shacl.Result"]) -> Iterator[tuple[Term, Term | None]]:
    """Yield focus and value of each result, which the engine gives as N-Triples: all are read at once."""
    nothing = "<urn:none>"
    text = "\n".join(
        line
        for result in results
        for line in (f"_:r <urn:focus> {result.focus_node} .", f"_:r <urn:value> {result.value or nothing} .")
    )
    terms = (value for _, _, value in oxigraph.parse_text(text.encode()))
    for focus, value in zip(terms, terms, strict=True):
        yield focus, None if value == Iri("urn:none") else value
