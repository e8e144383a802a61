"""Validation that checks again only what a change can affect.

Two steps are remembered, each by the digest of everything it reads: what the tables give, by the pack's files, the
texts and the program itself; what the graph gives, by the facts that the tables become. A cell that is not emitted, an
order of rows, a quote changes no fact, so the shapes and checks need not run; rows are looked up anew each time, since
they may have moved. The profile is applied last, to all problems, and is not remembered.
"""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import Any

from kg_build import __version__, build, memo, profile, sssom
from kg_build.graph import builds
from kg_build.memo import Memo
from kg_build.pack import Pack
from kg_build.problem import Cause, Problem, has_errors
from kg_build.profile import Verdict
from kg_build.resources import folder
from kg_build.sorting import unique_sorted
from kg_build.term import Blank, Iri, Literal, Term

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
        known = Memo(builds() / f".{pack.name}.checked.json")
        verdict = _again(pack, texts, judging, by, known, Path(work), say)
    known.save()
    return verdict


def _again(
    pack: Pack,
    texts: Path | None,
    judging: profile.Profile,
    by: str,
    known: Memo,
    work: Path,
    say: Callable[[str], None],
) -> Verdict:
    tables = build.schema()
    program = _program(by)
    files = memo.digest([program, memo.digest_of_files(pack.folder.iterdir()), _digest_of_texts(texts)])
    say("reading tables")
    problems = _read(known.get("tables", files, lambda: _written(build.check(pack, tables, texts)[0])))
    verdict = profile.apply(judging, pack, tables, problems, whole=False)
    if has_errors(verdict.problems):
        return verdict

    def emit() -> str:
        say("emitting")
        facts = build.write_facts(pack, tables, sssom.read(pack.folder, []), work)
        with facts.open(encoding="utf-8", newline="\n") as lines:
            return memo.digest(chain([program], unique_sorted(lines, work)))

    def find() -> list[dict[str, Any]]:
        say("concluding")
        graph = work / build.LINES
        if not graph.exists():
            emit()
        store = build.conclude(pack, graph)
        say("validating")
        return _written(build.on_graph(pack, graph, store, by))

    found = _read(known.get("graph", known.get("facts", files, emit), find))
    problems += build.at_rows(pack, tables, found)
    return profile.apply(judging, pack, tables, problems, whole=True)


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


def _written(problems: list[Problem]) -> list[dict[str, Any]]:
    return [{**asdict(problem), "cause": _cause(problem.cause)} for problem in problems]


def _cause(cause: Cause | None) -> dict[str, Any] | None:
    if cause is None:
        return None
    value = None if cause.value is None else [type(cause.value).__name__, asdict(cause.value)]
    return {**asdict(cause), "value": value}


def _read(entries: list[dict[str, Any]]) -> list[Problem]:
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
