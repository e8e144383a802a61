"""Emitting: records become N-Quads, as the table schema says, one record at a time.

The result is that of CSV2RDF in minimal mode (https://www.w3.org/TR/csv2rdf/) for the subset of CSVW that is read, the
table's URL being the pack's base followed by the file's name.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from io import StringIO
from typing import NamedTuple
from urllib.parse import quote

from kg_build.csvw import Column, Table, Template, absolute
from kg_build.table import Record
from kg_build.term import STRING, escape

_SIMPLE = re.compile(r"[A-Za-z0-9._~-]*")
_ESCAPED = re.compile(r'[\x00-\x1f"\\\x7f]')
_NUL = "\0"
_KEPT = 1000
"""Compiled rows of a table that are kept at most, so that memory has a bound."""


def lines(table: Table, records: Iterable[Record], base: str) -> Iterator[str]:
    """Yield the N-Quads lines of a table's records, in the graph named by the base."""
    for block in blocks(table, records, base):
        yield from StringIO(block, newline="\n")


def blocks(table: Table, records: Iterable[Record], base: str) -> Iterable[str]:
    """Yield the N-Quads of each record as one text of several lines.

    Memory does not grow with the number of records.
    """
    emit = _Emitter(table, base)
    return () if table.suppressed else (emit.block(record.cells) for record in records)


def subjects(table: Table, base: str) -> dict[Template, Template]:
    """Templates of the things that the rows of a table speak of: as in the schema, and in full."""
    return {about: absolute(about, base) for _, about, _ in table.emitted}


@dataclass(frozen=True, slots=True)
class _List:
    """A column whose cells hold several values, each a triple of its own."""

    name: str
    separator: str
    head: list[str]
    tail: str


class _Row(NamedTuple):
    """How the rows that have the same cells are written."""

    pieces: list[str]
    """Text, slot, text, slot ..., text."""
    plain: list[str]
    """For each slot the name of its cell; empty where one is missing."""
    keys: list[str]
    """Names of the cells that become part of an IRI."""
    lists: list[_List]


class _Emitter:
    """A table's columns, compiled to the text of N-Quads with slots, in which the cells of a row stand.

    A slot is a mark and the name of a column: ``<`` for its form in an IRI, ``+`` for that in which reserved
    characters stay, ``"`` for its form in a literal, ``=`` for the cell as it stands. It stands between two NULs, which
    neither an IRI nor a schema holds.
    """

    def __init__(self, table: Table, base: str):
        self._columns: list[tuple[str, str]] = []
        self._lists: list[_List] = []
        iri = cache(partial(_iri, base))
        for column, about, predicate in table.emitted:
            head = f"{iri(about)} {iri(predicate)} "
            tail = f" <{base}> .\n"
            if column.separator:
                tail = _suffix(column) + tail
                self._lists.append(_List(column.name, column.separator, head.split(_NUL), tail))
            else:
                value = iri(column.value) if column.value else _literal(column)
                self._columns.append((column.name, head + value + tail))
        self._slots = set("".join(text for _, text in self._columns).split(_NUL)[1::2])
        self._slots.update(slot for entry in self._lists for slot in entry.head[1::2])
        self._row = lru_cache(_KEPT)(self._compile)

    def _compile(self, names: tuple[str, ...]) -> _Row:
        pieces = "".join([text for name, text in self._columns if not name or name in names]).split(_NUL)
        plain = [slot[1:] for slot in pieces[1::2]]
        return _Row(
            pieces,
            plain if set(plain).issubset(names) else [],
            [slot[1:] for slot in self._slots if slot[0] in "<+" and slot[1:] in names],
            [entry for entry in self._lists if entry.name in names],
        )

    def block(self, cells: dict[str, str]) -> str:
        pieces, plain, keys, lists = self._row(tuple(cells))
        if plain and not lists and _is_plain(cells, keys):
            return _fill(pieces, plain, cells)
        filled = {slot: _filled(slot, cells) for slot in self._slots}
        found = _fill(pieces, pieces[1::2], filled)
        for entry in lists:
            head = _fill(entry.head, entry.head[1::2], filled)
            for item in dict.fromkeys(cells[entry.name].split(entry.separator)):
                found += f'{head}"{escape(item)}{entry.tail}'
        return found


def _iri(base: str, template: Template) -> str:
    parts = absolute(template, base).parts
    texts = [
        f"{text}{_NUL}{'+' if reserved else '<'}{name}{_NUL}" if name else text
        for text, name, reserved in parts
    ]
    return f"<{''.join(texts)}>"


def _literal(column: Column) -> str:
    mark = '"' if column.datatype.base == "string" else "="
    return f'"{_NUL}{mark}{column.name}{_NUL}{_suffix(column)}'


def _fill(pieces: list[str], slots: list[str], cells: dict[str, str]) -> str:
    row = pieces.copy()
    row[1::2] = map(cells.__getitem__, slots)
    return "".join(row)


def _is_plain(cells: dict[str, str], keys: list[str]) -> bool:
    """Whether nothing of a row needs to be escaped, as is the rule: asked of all its cells at once."""
    if _ESCAPED.search("".join(cells.values())):
        return False
    return _SIMPLE.fullmatch("".join(map(cells.__getitem__, keys))) is not None


def _filled(slot: str, cells: dict[str, str]) -> str:
    """Return a cell in the form of a slot; a missing one expands to nothing (RFC 6570, section 3.2.1)."""
    text = cells.get(slot[1:], "")
    match slot[0]:
        case '"':
            return escape(text)
        case "<":
            return quote(text, safe="")
        case "+":
            return quote(text, safe=":/?#[]@!$&'()*+,;=")
    return text


def _suffix(column: Column) -> str:
    if column.language:
        return f'"@{column.language}'
    return '"' if column.datatype.iri == STRING else f'"^^<{column.datatype.iri}>'
