"""Integrity of the tables among themselves: keys are unique, references and terms exist.

Source: Model for Tabular Data (https://www.w3.org/TR/tabular-data-model/), section 6.6, validating tables.
"""

import difflib
from collections import deque
from collections.abc import Iterable, Iterator, Mapping

from kg_build import table
from kg_build.csvw import Column, ForeignKey, Schema, Table, Template, absolute
from kg_build.pack import Pack
from kg_build.problem import Problem
from kg_build.table import Record
from kg_build.vocabulary import OWN, Vocabulary

Keys = Mapping[str, Mapping[str, int]]
"""For each table, each key with the line on which its row starts."""


class Reading:
    """The tables of a pack, checked as their records are read; what is wrong is added to `problems`.

    Held are the keys of all tables and the keys that they refer to, but no rows.
    """

    def __init__(self, pack: Pack, schema: Schema, vocabulary: Vocabulary, problems: list[Problem]):
        self._pack = pack
        self._schema = schema
        self._vocabulary = vocabulary
        self._problems = problems
        self._referred: dict[str, list[tuple[ForeignKey, set[str]]]] = {}
        self.keys: dict[str, dict[str, int]] = {}

    def records(self, kind: Table) -> Iterator[Record]:
        """Yield the records of a table."""
        terms = _Terms(self._pack, kind, self._vocabulary, self._problems)
        keys = self.keys[kind.name] = {}
        referred = self._referred[kind.name] = [(reference, set()) for reference in kind.foreign_keys]
        for record in table.read(self._pack.folder, kind, self._problems):
            terms.check(record)
            _add_key(kind, record, keys, self._problems)
            for reference, found in referred:
                if reference.column in record.cells:
                    found.add(record.cells[reference.column])
            yield record

    def references(self) -> None:
        """Check the references, once all tables are read: those with a dangling one are read again to say where."""
        for name, referred in self._referred.items():
            if any(found - self.keys[reference.table].keys() for reference, found in referred):
                kind = self._schema.tables[name]
                dangling(kind, table.read(self._pack.folder, kind, []), self.keys, self._problems)


def check(pack: Pack, schema: Schema, vocabulary: Vocabulary) -> list[Problem]:
    """Read all tables and return what is wrong with them."""
    problems: list[Problem] = []
    reading = Reading(pack, schema, vocabulary, problems)
    for kind in schema.tables.values():
        deque(reading.records(kind), 0)
    reading.references()
    return problems


def _add_key(kind: Table, record: Record, keys: dict[str, int], problems: list[Problem]) -> None:
    if not all(name in record.cells for name in kind.key):
        return
    key = " ".join([record.cells[name] for name in kind.key])
    first = keys.setdefault(key, record.line)
    if first != record.line:
        message = f"the key '{key}' stands already on line {first}"
        zh = f"键“{key}”已见于第 {first} 行"
        problems.append(Problem(kind.url, record.line, kind.key[0], "E301", message, zh))


def dangling(kind: Table, records: Iterable[Record], keys: Keys, problems: list[Problem]) -> None:
    """Add to `problems` the references of records to keys that their tables do not have."""
    for record in records:
        for reference in kind.foreign_keys:
            key = record.cells.get(reference.column)
            if key is None or key in keys[reference.table]:
                continue
            near = difflib.get_close_matches(key, keys[reference.table], 3)
            table_url = f"{reference.table}.csv"
            message = f"no row '{key}' in {table_url}" + (
                f"; did you mean {' or '.join(near)}?" if near else ""
            )
            zh = f"{table_url} 中没有“{key}”" + (f";是否为 {' 或 '.join(near)}?" if near else "")
            problems.append(Problem(kind.url, record.line, reference.column, "E302", message, zh))


class _Terms:
    """Checks that the terms which cells name are declared by the vocabulary, each distinct one once."""

    def __init__(self, pack: Pack, kind: Table, vocabulary: Vocabulary, problems: list[Problem]):
        self._vocabulary = vocabulary
        self._problems = problems
        self._known: dict[tuple[str, str], tuple[str, str]] = {}
        self._columns = [
            (column, template)
            for column in kind.read
            if column.value and (template := absolute(column.value, pack.base)).text.startswith(OWN)
        ]

    def check(self, record: Record) -> None:
        for column, template in self._columns:
            if text := record.cells.get(column.name):
                message, zh = self._message(column, template, text)
                if message:
                    self._problems.append(Problem(record.file, record.line, column.name, "E206", message, zh))

    def _message(self, column: Column, template: Template, text: str) -> tuple[str, str]:
        place = (column.name, text)
        if place not in self._known:
            iri = template.expand({column.name: text})
            self._known[place] = ("", "") if self._vocabulary.knows(iri) else self._unknown(iri, text)
        return self._known[place]

    def _unknown(self, iri: str, text: str) -> tuple[str, str]:
        alike = self._vocabulary.alike(iri)
        near = difflib.get_close_matches(text, alike, 5, 0.5) or alike[:20]
        offered = ", ".join(near)
        if not near:
            return f"unknown term '{text}'; none is declared", f"未知的词项“{text}”;此处尚无词项"
        return f"unknown term '{text}'; did you mean {offered}", f"未知的词项“{text}”;是否为 {offered}"
