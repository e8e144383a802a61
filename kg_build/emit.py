"""Emitting: records become N-Quads, as the table schema says, one record at a time.

The result is that of CSV2RDF in minimal mode (https://www.w3.org/TR/csv2rdf/) for the subset of CSVW that is read, the
table's URL being the pack's base followed by the file's name.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from kg_build.csvw import Column, Table, Template, absolute
from kg_build.table import Record
from kg_build.term import STRING, escape

_UNSAFE = re.compile(r'["\\\n\r]')
_SIMPLE = re.compile(r"[A-Za-z0-9._~-]*")


def lines(table: Table, records: Iterable[Record], base: str) -> Iterator[str]:
    """Yield the N-Quads lines of a table's records, in the graph named by the base."""
    for block in blocks(table, records, base):
        yield from (f"{line}\n" for line in block[:-1].split("\n"))


def blocks(table: Table, records: Iterable[Record], base: str) -> Iterable[str]:
    """Yield the N-Quads of each record as one text of several lines.

    Memory does not grow with the number of records.
    """
    emit = _Emitter(table, base)
    return () if table.suppressed else (emit.block(record.cells) for record in records)


def subjects(table: Table, cells: dict[str, str], base: str) -> dict[str, Template]:
    """IRIs of the things that a row speaks of, each with the template (as in the schema) that makes it."""
    return {
        absolute(about, base).expand(cells): about
        for about in dict.fromkeys(about for _, about, _ in table.emitted)
    }


class _Emitter:
    """A table's columns, compiled to %-formats: what each row has is one format, each optional cell one more.

    A format refers to a cell as it stands by the column's name, to its form in an IRI by ``<name`` (``+name`` where
    reserved characters stay) and to its form in a literal by ``"name``.
    """

    def __init__(self, table: Table, base: str):
        self._fixed = ""
        self._optional: list[tuple[str, str]] = []
        self._lists: list[tuple[str, str, str, str]] = []
        self._slots: set[str] = set()
        for column, about, predicate in table.emitted:
            head = f"{self._iri(about, base)} {self._iri(predicate, base)} "
            tail = f" <{base}> .\n".replace("%", "%%")
            if column.separator:
                self._lists.append((column.name, column.separator, head, _suffix(column) + tail))
            elif column.virtual or column.required:
                self._fixed += head + self._object(column, base) + tail
            else:
                self._optional.append((column.name, head + self._object(column, base) + tail))
        self._iris = [
            (slot, slot[1:], ":/?#[]@!$&'()*+,;=" if slot[0] == "+" else "") for slot in sorted(self._slots)
        ]
        self._literals = [
            (f'"{column.name}', column.name)
            for column, _, _ in table.emitted
            if column.datatype.base == "string" and not column.value and not column.separator
        ]

    def _iri(self, template: Template, base: str) -> str:
        text = ""
        for head, name, reserved in absolute(template, base).parts:
            slot = ("+" if reserved else "<") + name
            text += head.replace("%", "%%") + (f"%({slot})s" if name else "")
            if name:
                self._slots.add(slot)
        return f"<{text}>"

    def _object(self, column: Column, base: str) -> str:
        if column.value:
            return self._iri(column.value, base)
        slot = f'"{column.name}' if column.datatype.base == "string" else column.name
        return f'"%({slot})s{_suffix(column)}'

    def block(self, cells: dict[str, str]) -> str:
        slots = dict(cells)
        for slot, name, kept in self._iris:
            text = cells.get(name, "")
            slots[slot] = text if _SIMPLE.fullmatch(text) else quote(text, safe=kept)
        for slot, name in self._literals:
            if text := cells.get(name, ""):
                slots[slot] = escape(text) if _UNSAFE.search(text) else text
        found = [self._fixed % slots]
        found += [form % slots for name, form in self._optional if name in cells]
        for name, separator, head, tail in self._lists:
            if name in cells:
                items = dict.fromkeys(cells[name].split(separator))
                found += [f'{head % slots}"{escape(item)}{tail}' for item in items]
        return "".join(found)


def _suffix(column: Column) -> str:
    if column.language:
        return f'"@{column.language}'
    return '"' if column.datatype.iri == STRING else f'"^^<{column.datatype.iri}>'
