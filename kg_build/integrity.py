"""Integrity of the tables among themselves: keys are unique, references and terms exist.

Source: Model for Tabular Data (https://www.w3.org/TR/tabular-data-model/), section 6.6, validating tables.
"""

import difflib
from collections.abc import Iterable, Mapping

from kg_build import table
from kg_build.csvw import Column, Schema, Table, Template, absolute
from kg_build.pack import Pack
from kg_build.problem import Problem
from kg_build.table import Record
from kg_build.vocabulary import OWN, Vocabulary

Keys = Mapping[str, Mapping[str, int]]
"""For each table, each key with the line on which its row starts."""


def check(pack: Pack, schema: Schema, vocabulary: Vocabulary) -> tuple[list[Problem], Keys]:
    """Read all tables and return what is wrong with them, and their keys.

    Holds the keys of all tables, but no rows.
    """
    problems: list[Problem] = []
    keys = {kind.name: _keys(pack, kind, vocabulary, problems) for kind in schema.tables.values()}
    for kind in schema.tables.values():
        if kind.foreign_keys:
            _references(kind, table.read(pack.folder, kind, []), keys, problems)
    return problems, keys


def _keys(pack: Pack, kind: Table, vocabulary: Vocabulary, problems: list[Problem]) -> dict[str, int]:
    terms = _Terms(pack, kind, vocabulary, problems)
    keys: dict[str, int] = {}
    for record in table.read(pack.folder, kind, problems):
        terms.check(record)
        if not all(name in record.cells for name in kind.key):
            continue
        key = " ".join(record.cells[name] for name in kind.key)
        first = keys.setdefault(key, record.line)
        if first != record.line:
            message = f"the key '{key}' stands already on line {first}"
            zh = f"键“{key}”已见于第 {first} 行"
            problems.append(Problem(kind.url, record.line, kind.key[0], "E301", message, zh))
    return keys


def _references(kind: Table, records: Iterable[Record], keys: Keys, problems: list[Problem]) -> None:
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
