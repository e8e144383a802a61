"""Building: read, check, emit, conclude, validate, and only then put in place.

The steps run in one walk over the tables; a step that finds errors ends the walk with all of them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path

from kg_build import csvw, emit, evidence, integrity, manifest, place, rules, sssom, table
from kg_build.address import locator
from kg_build.oxigraph import OxigraphStore, parse, parse_quads, write_turtle
from kg_build.pack import Pack
from kg_build.problem import InvalidInputError, Problem, has_errors
from kg_build.resources import folder
from kg_build.sorting import unique_sorted
from kg_build.store import Triple
from kg_build.term import RDF, SKOS, nt
from kg_build.vocabulary import ONTOLOGY, Vocabulary, files, prefixes

GRAPH, TURTLE, STORE = "graph.nq", "graph.ttl", "store"
Say = Callable[[str], None]
_FIRST = {RDF + "type": 0, SKOS + "prefLabel": 1}


def silent(_: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a build or a validation gives: the manifest, and problems that did not stop it."""

    manifest: manifest.Manifest
    problems: list[Problem]


def schema() -> csvw.Schema:
    """Return the table schema that this program came with."""
    return csvw.load(folder("ontology") / "tables.json")


def build(pack: Pack, target: Path, texts: Path | None = None, say: Say = silent) -> Result:
    """Build a pack's graph into the folder `target`.

    Raises InvalidInputError with all problems found, in which case what stood in `target` stands there still.
    """
    with place.folder(target) as work:
        problems = assemble(pack, work, texts, say)
        say("writing")
        write_readable(pack, work)
        OxigraphStore.create(work / STORE, work / GRAPH)
        result = manifest.make(pack, work, OxigraphStore.open(work / STORE))
        manifest.write(result, work)
        say("putting in place")
    return Result(result, problems)


def assemble(pack: Pack, work: Path, texts: Path | None = None, say: Say = silent) -> list[Problem]:
    """Write the whole graph of a pack, checked, as `graph.nq` into `work`; return what is not an error.

    Raises InvalidInputError with all errors of the step that found any.
    """
    say("reading tables")
    tables = schema()
    problems, mappings = check(pack, tables, texts)
    _stop_at_errors(problems)
    say("emitting")
    lines = chain(_ontology(), _facts(pack, tables), _links(pack, mappings))
    _write(unique_sorted(lines, work), work / "facts.nq")
    say("concluding")
    conclusions = sorted({_line(triple, pack.base) for triple in _conclude(work / "facts.nq", pack)})
    with (work / "facts.nq").open(encoding="utf-8", newline="\n") as facts:
        _write(unique_sorted(chain(facts, conclusions), work), work / GRAPH)
    (work / "facts.nq").unlink()
    say("validating")
    problems += shapes(pack, tables, work / GRAPH)
    _stop_at_errors(problems)
    return sorted(problems)


def check(
    pack: Pack, tables: csvw.Schema, texts: Path | None = None
) -> tuple[list[Problem], sssom.MappingSet | None]:
    """Check tables, evidence and links of a pack; return what is wrong, and the links."""
    problems, keys = integrity.check(pack, tables, Vocabulary.load())
    mappings = sssom.read(pack.folder, problems)
    if mappings:
        problems += _dangling(pack, mappings, keys)
    problems += evidence.check(pack, tables, texts)
    return sorted(set(problems)), mappings


def shapes(pack: Pack, tables: csvw.Schema, graph: Path) -> list[Problem]:
    """Validate a graph against the shapes; each result is a problem at the row that caused it."""
    from kg_build import shacl  # noqa: PLC0415 - slow to import, and only builds and validation need it

    results = shacl.validate(graph, folder("shapes"))
    locate = locator(pack, tables, {result.focus for result in results})
    return shacl.problems(results, locate)


def _stop_at_errors(problems: list[Problem]) -> None:
    if has_errors(problems):
        raise InvalidInputError(problems)


def _ontology() -> Iterator[str]:
    """Yield the ontology, which has no blank nodes, and the names of the rules as lines."""
    for path in files():
        for triple in parse(path):
            yield _line(triple, ONTOLOGY)
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


def _conclude(facts: Path, pack: Pack) -> Iterator[Triple]:
    store = OxigraphStore.memory()
    store.load(facts)
    for rule in rules.load():
        concluded = store.construct(rule.text)
        store.add(concluded, pack.base)
        yield from concluded


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
