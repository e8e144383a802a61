"""Facts: what a pack and the ontology state, as N-Quads, checked in the same pass in which it is read."""

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain

from kg_build import csvw, emit, integrity, rules, sssom
from kg_build.oxigraph import quads
from kg_build.pack import Pack
from kg_build.problem import Problem
from kg_build.store import Triple
from kg_build.term import nt
from kg_build.vocabulary import ONTOLOGY, Vocabulary, files

_PART = 1 << 20
"""Characters from which on lines are handed on."""


def read(pack: Pack, schema: csvw.Schema, problems: list[Problem]) -> Iterator[bytes]:
    """Yield what the ontology, the tables and the links of a pack state, in that order, as N-Quads in large parts.

    Each table is read once. What is wrong with cells, keys, references, terms and links is added to `problems`; the
    facts are sound only if `problem.is_unsound` is not true of them.
    """
    held: list[str] = []
    size = 0
    for block in chain(ontology(), _stated(pack, schema, problems)):
        held.append(block)
        size += len(block)
        if size >= _PART:
            yield "".join(held).encode()
            held, size = [], 0
    yield "".join(held).encode()


def ontology() -> Iterator[str]:
    """Yield the ontology, which has no blank nodes, and the names of the rules."""
    for path in files():
        yield quads(path, ONTOLOGY)
    yield described(rules.described(), ONTOLOGY)


def described(triples: Iterable[Triple], graph: str) -> str:
    """Write triples as N-Quads in a named graph."""
    return "".join([f"{nt(s)} {nt(p)} {nt(o)} <{graph}> .\n" for s, p, o in triples])


def _stated(pack: Pack, schema: csvw.Schema, problems: list[Problem]) -> Iterator[str]:
    reading = integrity.Reading(pack, schema, Vocabulary.load(), problems)
    for kind in schema.tables.values():
        records = reading.records(kind)
        yield from emit.blocks(kind, records, pack.base)
        deque(records, 0)  # those of a table that states nothing are checked all the same
    reading.references()
    mappings = sssom.read(pack.folder, problems)
    if mappings:
        problems += _dangling(pack, schema, mappings, reading.keys)
        yield described(sssom.triples(mappings, pack.base), pack.base)


def _dangling(
    pack: Pack, schema: csvw.Schema, mappings: sssom.MappingSet, keys: integrity.Keys
) -> list[Problem]:
    """Links whose subject is nothing that the tables state."""
    heads = {
        kind.about.parts[0][0]: kind.name
        for kind in schema.tables.values()
        if kind.about and len(kind.key) == 1
    }
    problems = []
    for link in mappings.links:
        head, slash, key = link.subject.removeprefix(pack.base).partition("/")
        if not link.subject.startswith(pack.base) or key not in keys.get(heads.get(head + slash, ""), {}):
            message = f"{link.subject} is nothing that this pack states"
            problems.append(Problem(sssom.FILE, link.line, "subject_id", "E702", message))
    return problems
