"""Building: read, check, emit, conclude, validate, and only then put in place.

The steps run in one walk over the tables. Errors end it before anything is put in place; errors of the tables' form
end it at once, since no sound graph could be made of them.
"""

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from kg_build import catalogue, checks, csvw, engine, facts, manifest, place, profile, rules, validation
from kg_build.address import locator
from kg_build.oxigraph import OxigraphStore, parse_quads, write_turtle
from kg_build.pack import Pack
from kg_build.problem import InvalidInputError, Problem, has_errors, is_unsound
from kg_build.resources import folder
from kg_build.sorting import unique_sorted
from kg_build.store import Store, Triple
from kg_build.term import RDF, SKOS, nt
from kg_build.vocabulary import ONTOLOGY, prefixes

GRAPH, TURTLE, STORE = "graph.nq", "graph.ttl", "store"
LINES = "lines.nq"
"""The graph before its lines are in order."""
Say = Callable[[str], None]
_FIRST = {RDF + "type": 0, SKOS + "prefLabel": 1}


def silent(_: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a build or a validation gives: the manifest, and problems that did not stop it."""

    manifest: manifest.Manifest
    problems: list[Problem]


@cache
def schema() -> csvw.Schema:
    """Return the table schema that this program came with; read once."""
    return csvw.load(folder("ontology") / "tables.json")


def build(pack: Pack, target: Path, texts: Path | None = None, say: Say = silent, by: str = "") -> Result:
    """Build a pack's graph into the folder `target`, validated `by` an engine of `kg_build.engine`.

    Raises InvalidInputError with all problems found, in which case what stood in `target` stands there still.
    """
    with place.folder(target) as work:
        problems = assemble(pack, work, texts, say, by)
        say("writing")
        write_readable(pack, work)
        OxigraphStore.create(work / STORE, work / GRAPH)
        result = manifest.make(pack, work, OxigraphStore.open(work / STORE))
        manifest.write(result, work)
        say("putting in place")
    return Result(result, problems)


def assemble(
    pack: Pack, work: Path, texts: Path | None = None, say: Say = silent, by: str = ""
) -> list[Problem]:
    """Write the whole graph of a pack, checked and in order, as `graph.nq` into `work`; return what is not an error.

    Raises InvalidInputError with all problems if there is an error among them.
    """
    verdict = examine(pack, work, texts, say, by)
    if has_errors(verdict.problems):
        raise InvalidInputError(verdict.problems)
    with (work / LINES).open("ab") as stream:
        # No rule, shape or check looks at the questions, so they come last.
        stream.write(facts.described(catalogue.described(), ONTOLOGY).encode())
    with (
        (work / LINES).open(encoding="utf-8", newline="\n") as lines,
        (work / GRAPH).open("w", encoding="utf-8", newline="\n") as stream,
    ):
        stream.writelines(unique_sorted(lines, work))
    (work / LINES).unlink()
    return verdict.problems


def examine(
    pack: Pack,
    work: Path,
    texts: Path | None = None,
    say: Say = silent,
    by: str = "",
    rules_of: profile.Profile | None = None,
) -> profile.Verdict:
    """Check a pack, and write its graph into `work`, in no order, if its tables give a sound one.

    The profile is the pack's own unless given.
    """
    say("reading tables")
    tables = schema()
    judging = profile.read(pack.folder) if rules_of is None else rules_of
    problems, store = read(pack, tables, work)
    whole = not is_unsound(problems)
    with short_turns(), ThreadPoolExecutor(1) as aside:  # the engine's work leaves Python free
        stated = aside.submit(check_statements, pack, tables, texts)
        if whole:
            aside.submit(engine.prepare, by)
            say("concluding")
            conclude(pack, store, work)
            say("validating")
            problems += at_rows(pack, tables, on_graph(pack, store, work, by))
        problems += stated.result()
    return profile.apply(judging, pack, tables, sorted(set(problems)), whole=whole)


@contextmanager
def short_turns() -> Iterator[None]:
    """Let threads take turns in Python more often: the engine's answers come often, and each waits for its turn."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(usual / 100)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


def read(pack: Pack, tables: csvw.Schema, work: Path) -> tuple[list[Problem], OxigraphStore]:
    """Read a pack; return what is wrong with its tables, and a store of its facts, which `lines.nq` in `work` holds too.

    The store is whole only if the problems are not such that no sound graph can be made.
    """
    problems: list[Problem] = []
    store = OxigraphStore.memory()
    with short_turns(), ThreadPoolExecutor(1) as aside, (work / LINES).open("wb") as stream:
        loaded = []
        for part in facts.read(pack, tables, problems):
            stream.write(part)
            loaded.append(aside.submit(store.load_quads, part))  # while more is read
    if not is_unsound(problems):
        for future in loaded:
            future.result()
    return problems, store


def conclude(pack: Pack, store: OxigraphStore, work: Path) -> None:
    """Add what the rules conclude to the facts in a store, and in `lines.nq` in `work`."""
    with (work / LINES).open("ab") as stream:
        stream.writelines(rules.conclude(store, pack.base))


def check_statements(pack: Pack, tables: csvw.Schema, texts: Path | None = None) -> list[Problem]:
    """Check the evidence of a pack, against the texts if they are given, and the counts that it declares."""
    from kg_build import evidence, expect  # noqa: PLC0415 - slow to import; this runs beside the rules

    return evidence.check(pack, tables, texts) + expect.check(pack, tables)


def on_graph(pack: Pack, store: Store, work: Path, by: str = "") -> list[Problem]:
    """Validate a graph, in a store and in `lines.nq` in `work`, against the shapes and the checks.

    Problems are of things, not yet at rows.
    """
    with ThreadPoolExecutor(1) as aside:
        results = aside.submit(engine.validate, work / LINES, by, folder("shapes"))
        found = checks.run(store, pack.base)
    return validation.problems(results.result(), validation.nowhere) + found


def at_rows(pack: Pack, tables: csvw.Schema, problems: list[Problem]) -> list[Problem]:
    """Give problems of things the row and column of the table that caused them."""
    things = {problem.cause.thing for problem in problems if problem.cause}
    return validation.located(problems, locator(pack, tables, things))


def write_readable(pack: Pack, work: Path) -> None:
    """Write the pack's own graph as Turtle for people: by subject, type and labels first, prefixes that are used."""
    namespaces = {_namespace(str(term), pack.base) for triple in _own(pack, work) for term in triple}
    own = {iri.removeprefix(pack.base).rstrip("/"): iri for iri in namespaces if iri.startswith(pack.base)}
    used = {name: iri for name, iri in sorted({**own, **prefixes()}.items()) if name and iri in namespaces}
    ordered = (
        triple
        for _, group in groupby(_own(pack, work), key=itemgetter(0))
        for triple in sorted(group, key=lambda triple: (_FIRST.get(triple[1].value, 2), *map(nt, triple)))
    )
    with (work / TURTLE).open("wb") as stream:
        write_turtle(ordered, stream, used)


def _own(pack: Pack, work: Path) -> Iterator[Triple]:
    return ((s, p, o) for s, p, o, graph in parse_quads(work / GRAPH) if graph and graph.value == pack.base)


def _namespace(iri: str, base: str) -> str:
    """Return the namespace of an IRI; of a pack's own, that of its kind."""
    if iri.startswith(base):
        return base + iri.removeprefix(base).partition("/")[0] + "/"
    return iri.rpartition("#")[0] + "#" if "#" in iri else iri.rpartition("/")[0] + "/"
