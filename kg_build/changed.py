"""Validation that checks again only what a change can affect.

Each step is remembered by the digest of everything it reads: what the tables and their statements give, by the pack's
files, the texts and the program itself; what the graph gives, by the facts that the tables become. A cell that is not emitted, an
order of rows, a quote changes no fact, so the shapes and checks need not run; rows are looked up anew each time, since
they may have moved. The profile is applied last, to all problems, and is not remembered.
"""

import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kg_build import __version__, build, memo, profile
from kg_build.memo import Memo
from kg_build.oxigraph import OxigraphStore
from kg_build.pack import Pack
from kg_build.problem import Cause, Problem, is_unsound
from kg_build.profile import Verdict
from kg_build.resources import folder
from kg_build.term import Blank, Iri, Literal, Term

Found = list[dict[str, Any]]
"""Problems as JSON holds them."""
_TERMS: dict[str, type[Iri] | type[Blank] | type[Literal]] = {
    kind.__name__: kind for kind in (Iri, Blank, Literal)
}


def validate(
    pack: Pack,
    texts: Path | None,
    given: Path | None = None,
    by: str = "",
    say: Callable[[str], None] = build.silent,
    *,
    remember: bool = False,
) -> Verdict:
    """Check a pack without building it; with `remember`, use and keep what the last such run found.

    `given` is a profile to use instead of the pack's own, `by` an engine of `kg_build.engine`.

    Raises InvalidInputError for a profile, or expectations, that cannot be read.
    """
    judging = profile.read(pack.folder, given)
    with tempfile.TemporaryDirectory(prefix="duixian-") as work:
        if not remember:
            return build.examine(pack, Path(work), texts, say, by, judging)
        from kg_build.graph import builds  # noqa: PLC0415 - slow to import, and needed only here

        known = Memo(builds() / f".{pack.name}.checked.json")
        verdict = _Walk(pack, texts, by, known, Path(work), say).verdict(judging)
    known.save()
    return verdict


@dataclass(slots=True)
class _Walk:
    """The walk of `build.examine`, in which each step is remembered."""

    pack: Pack
    texts: Path | None
    by: str
    known: Memo
    work: Path
    say: Callable[[str], None]
    store: OxigraphStore | None = None
    """The facts, once the tables are read."""

    def verdict(self, judging: profile.Profile) -> Verdict:
        tables, program = build.schema(), _program(self.by)
        files = memo.digest([program, memo.digest_of_files(self.pack.folder.iterdir())])
        self.say("reading tables")
        stated = self.known.get("tables", files, lambda: self._tables(program))
        problems = _read(stated["problems"])
        whole = not is_unsound(problems)
        with build.short_turns(), ThreadPoolExecutor(1) as aside:
            texts = memo.digest([files, _digest_of_texts(self.texts)])
            passages = aside.submit(self.known.get, "statements", texts, self._statements)
            if whole:
                found = _read(self.known.get("graph", stated["facts"], self._graph))
                problems += build.at_rows(self.pack, tables, found)
            problems += _read(passages.result())
        return profile.apply(judging, self.pack, tables, sorted(set(problems)), whole=whole)

    def _tables(self, program: str) -> dict[str, Any]:
        problems, self.store = build.read(self.pack, build.schema(), self.work)
        with (self.work / build.LINES).open("rb") as lines:
            facts = memo.digest([program, b"".join(sorted(set(lines)))])
        return {"problems": _written(problems), "facts": facts}

    def _statements(self) -> Found:
        return _written(build.check_statements(self.pack, build.schema(), self.texts))

    def _graph(self) -> Found:
        # Other facts come of other tables, so these have just been read; if not, the memory was damaged.
        store = self.store or build.read(self.pack, build.schema(), self.work)[1]
        self.say("concluding")
        build.conclude(self.pack, store, self.work)
        self.say("validating")
        return _written(build.on_graph(self.pack, store, self.work, self.by))


def _program(by: str) -> str:
    """Digest of what checks: the code, and the data that travels with it."""
    places = (Path(__file__).parent, *(folder(name) for name in ("ontology", "shapes", "queries")))
    return memo.digest([__version__, by, *(memo.digest_of_files(_files(place)) for place in places)])


def _files(place: Path) -> Iterator[Path]:
    return (
        path for path in place.rglob("*") if "__pycache__" not in path.parts and "packs" not in path.parts
    )


def _digest_of_texts(texts: Path | None) -> str:
    return memo.digest_of_files(texts.iterdir()) if texts else ""


def _written(problems: list[Problem]) -> Found:
    return [{**asdict(problem), "cause": _cause(problem.cause)} for problem in problems]


def _cause(cause: Cause | None) -> dict[str, Any] | None:
    if cause is None:
        return None
    value = None if cause.value is None else [type(cause.value).__name__, asdict(cause.value)]
    return {**asdict(cause), "value": value}


def _read(entries: Found) -> list[Problem]:
    return [
        Problem(**{**entry, "cause": None if entry["cause"] is None else _cause_of(entry["cause"])})
        for entry in entries
    ]


def _cause_of(entry: dict[str, Any]) -> Cause:
    value: Term | None = None
    if entry["value"] is not None:
        kind, fields = entry["value"]
        value = _TERMS[kind](**fields)
    return Cause(**{**entry, "value": value})
