"""Building: read, check, emit, conclude, validate, and only then put in place.

The steps run in one walk over the tables. Errors end it before anything is put in place; errors of the tables' form
end it at once, since no sound graph could be made of them.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path

from kg_build import (
    catalogue,
    checks,
    csvw,
    emit,
    engine,
    evidence,
    expect,
    integrity,
    manifest,
    place,
    profile,
    rules,
    sssom,
    table,
    validation,
)
from kg_build.address import locator
from kg_build.oxigraph import OxigraphStore, parse_quads, quads, write_turtle
from kg_build.pack import Pack
from kg_build.problem import InvalidInputError, Problem, has_errors, is_unsound
from kg_build.resources import folder
from kg_build.sorting import unique_sorted
from kg_build.store import Store, Triple
from kg_build.term import RDF, SKOS, nt
from kg_build.vocabulary import ONTOLOGY, Vocabulary, files, prefixes

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
    with (work / LINES).open(encoding="utf-8", newline="\n") as lines:
        # No rule, shape or check looks at the questions, so they come last.
        questions = (_line(triple, ONTOLOGY) for triple in catalogue.described())
        _write(unique_sorted(chain(lines, questions), work), work / GRAPH)
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
    problems, mappings = check_tables(pack, tables)
    whole = not is_unsound(problems)
    with ThreadPoolExecutor(1) as aside:  # the engine's work leaves Python free
        stated = aside.submit(check_statements, pack, tables, texts)
        if whole:
            say("emitting")
            graph = write_facts(pack, tables, mappings, work)
            say("concluding")
            store = conclude(pack, graph)
            say("validating")
            problems += at_rows(pack, tables, on_graph(pack, graph, store, by))
        problems += stated.result()
    return profile.apply(judging, pack, tables, sorted(set(problems)), whole=whole)


def write_facts(pack: Pack, tables: csvw.Schema, mappings: sssom.MappingSet | None, work: Path) -> Path:
    """Write what the tables and the ontology state, as N-Quads in the order in which they state it."""
    _write(chain(_ontology(), _facts(pack, tables), _links(pack, mappings)), work / LINES)
    return work / LINES


def conclude(pack: Pack, facts: Path) -> OxigraphStore:
    """Add what the rules conclude to a file of facts, and return a store of both."""
    store = OxigraphStore.memory()
    store.load(facts)
    with facts.open("a", encoding="utf-8", newline="\n") as stream:
        stream.writelines(rules.conclude(store, pack.base))
    return store


def check_tables(pack: Pack, tables: csvw.Schema) -> tuple[list[Problem], sssom.MappingSet | None]:
    """Check cells, keys, references and links of a pack; return what is wrong, and the links."""
    problems, keys = integrity.check(pack, tables, Vocabulary.load())
    mappings = sssom.read(pack.folder, problems)
    if mappings:
        problems += _dangling(pack, mappings, keys)
    return problems, mappings


def check_statements(pack: Pack, tables: csvw.Schema, texts: Path | None = None) -> list[Problem]:
    """Check the evidence of a pack, against the texts if they are given, and the counts that it declares."""
    return evidence.check(pack, tables, texts) + expect.check(pack, tables)


def on_graph(pack: Pack, graph: Path, store: Store, by: str = "") -> list[Problem]:
    """Validate a graph, in a file and in a store, against the shapes and the checks.

    Problems are of things, not yet at rows.
    """
    with ThreadPoolExecutor(1) as aside:
        results = aside.submit(engine.validate, graph, by, folder("shapes"))
        found = checks.run(store, pack.base)
    return validation.problems(results.result(), validation.nowhere) + found


def at_rows(pack: Pack, tables: csvw.Schema, problems: list[Problem]) -> list[Problem]:
    """Give problems of things the row and column of the table that caused them."""
    things = {problem.cause.thing for problem in problems if problem.cause}
    return validation.located(problems, locator(pack, tables, things))


def _ontology() -> Iterator[str]:
    """Yield the ontology, which has no blank nodes, and the names of the rules as lines."""
    for path in files():
        yield from quads(path, ONTOLOGY)
    for triple in rules.described():
        yield _line(triple, ONTOLOGY)


def _line(triple: Triple, graph: str) -> str:
    subject, predicate, value = map(nt, triple)
    return f"{subject} {predicate} {value} <{graph}> .\n"


def _facts(pack: Pack, tables: csvw.Schema) -> Iterator[str]:
    for kind in tables.tables.values():
        yield from emit.lines(kind, table.read(pack.folder, kind, []), pack.base)


def _links(pack: Pack, mappings: sssom.MappingSet | None) -> Iterator[str]:
    for triple in sssom.triples(mappings, pack.base) if mappings else ():
        yield _line(triple, pack.base)


def _dangling(pack: Pack, mappings: sssom.MappingSet, keys: integrity.Keys) -> list[Problem]:
    """Links whose subject is nothing that the tables state."""
    heads = {
        kind.about.parts[0][0]: kind.name
        for kind in schema().tables.values()
        if kind.about and len(kind.key) == 1
    }
    problems = []
    for link in mappings.links:
        head, slash, key = link.subject.removeprefix(pack.base).partition("/")
        if not link.subject.startswith(pack.base) or key not in keys.get(heads.get(head + slash, ""), {}):
            message = f"{link.subject} is nothing that this pack states"
            problems.append(Problem(sssom.FILE, link.line, "subject_id", "E702", message))
    return problems


def _write(lines: Iterable[str], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(lines)


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
