"""JSON-LD, one node a line, with the project's context in the document, so that it is read without a network.

A part whose IRI begins with that of its whole (the selector of a passage) stands within it.

Source: https://www.w3.org/TR/json-ld11/.
"""

import json
from collections.abc import Iterator
from typing import IO, Any

from kg_build.export.context import Context
from kg_build.export.source import Description, Source, put
from kg_build.resources import folder
from kg_build.term import RDF, Iri, Literal, Term

Node = dict[str, Any]


def write(source: Source, stream: IO[bytes]) -> None:
    """Write JSON-LD, sorted by IRI."""
    put(_lines(source, Context.read(folder("ontology") / "context.jsonld")), stream)


def _lines(source: Source, context: Context) -> Iterator[str]:
    terms = ",\n".join(f"{_json(name)}: {_json(entry)}" for name, entry in context.definition.items())
    yield f'{{\n"@context": {{\n{terms}\n}},\n"@graph": ['
    separator = "\n"
    for node in _nodes(source, context):
        yield f"{separator}{_json(node)}"
        separator = ",\n"
    yield "\n]\n}\n"


def _nodes(source: Source, context: Context) -> Iterator[Node]:
    """Nodes in the order of their IRIs; a part comes before its whole ('/' before '>') and waits for it."""
    subjects = {subject for subject, _ in source.descriptions() if isinstance(subject, Iri)}
    waiting: dict[Term, Node] = {}
    for subject, pairs in source.descriptions():
        node = _node((subject, pairs), context, waiting)
        if Iri(str(subject).rpartition("/")[0]) in subjects:
            waiting[subject] = node
        else:
            yield node
    yield from waiting.values()


def _node(description: Description, context: Context, parts: dict[Term, Node]) -> Node:
    subject, pairs = description
    node: Node = {context.id: context.iri(subject)}
    for predicate, value in pairs:
        if predicate.value == RDF + "type" and not isinstance(value, Literal):
            _add(node, context.type, context.name(value))
            continue
        entry = context.property(predicate, value)
        if value in parts and str(value).startswith(f"{subject}/"):
            _add(node, entry.name, parts.pop(value), entry.many)
        elif entry.by_language and isinstance(value, Literal):
            _add(node.setdefault(entry.name, {}), value.language, value.value)
        else:
            _add(node, entry.name, context.value(entry, value), entry.many)
    return node


def _add(node: Node, key: str, value: Any, many: bool = False) -> None:
    """Put a value under a key: alone, or in a list with those that are there, or that may be there."""
    if key not in node:
        node[key] = [value] if many else value
    elif isinstance(node[key], list):
        node[key].append(value)
    else:
        node[key] = [node[key], value]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
