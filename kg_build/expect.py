"""What a pack must hold, `expect.toml`: counts that the documents themselves state, compared with the tables.

A list says that it has ten items, a plan that it has 32 tasks: a row that was overlooked, or slipped in, is found by
counting, whatever it is.
"""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg_build import table
from kg_build.csvw import Schema
from kg_build.pack import Pack
from kg_build.problem import InvalidInputError, Problem

FILE = "expect.toml"
_BOUNDS = ("exactly", "at_least", "at_most")
_FIELDS = {"about", "table", "where", "section", "each", "of", "distinct", *_BOUNDS}

Spans = Mapping[str, tuple[str, int, int]]
"""Document, start and end of each section."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """A count that must hold: of the rows of a table, or of the distinct cells of one of its columns."""

    about: Mapping[str, str]
    table: str
    where: Mapping[str, tuple[str, ...]]
    """The rows counted are those whose cells are among these; "" stands for an empty cell."""
    section: str
    """Section of a document in which the passages of the rows counted lie; "" for any."""
    each: str
    """Column for each of whose values the count must hold."""
    of: tuple[str, ...]
    """The values meant by `each`; without them, those that occur."""
    distinct: str
    low: int
    high: int | None
    line: int


def check(pack: Pack, schema: Schema) -> list[Problem]:
    """Compare what a pack holds with what it declares; each declaration that does not hold is a problem (E906).

    Raises InvalidInputError (E905) for declarations of the wrong form.
    """
    expected = read(pack.folder, schema)
    sections = _sections(pack, schema) if any(expectation.section for expectation in expected) else {}
    problems = [
        Problem(FILE, expectation.line, "section", "E905", f"sections.csv has no '{expectation.section}'")
        for expectation in expected
        if expectation.section and expectation.section not in sections
    ]
    for name in dict.fromkeys(expectation.table for expectation in expected):
        rows = [record.cells for record in table.read(pack.folder, schema.tables[name], [])]
        for expectation in expected:
            if expectation.table == name:
                problems += _compare(expectation, rows, sections)
    return sorted(problems)


def read(place: Path, schema: Schema) -> list[Expectation]:
    """Read what a pack declares; nothing where it has no such file."""
    path = place / FILE
    if not path.is_file():
        return []
    try:
        text = path.read_text(encoding="utf-8")
        content = tomllib.loads(text)
    except (OSError, ValueError) as error:
        raise InvalidInputError([Problem(FILE, 0, "", "E905", str(error))]) from error
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.strip() == "[[expect]]"]
    entries = content.get("expect", [])
    if set(content) - {"expect"} or not isinstance(entries, list) or len(entries) != len(lines):
        message = "each declaration stands under a line [[expect]] of its own, and there is nothing else"
        raise InvalidInputError([Problem(FILE, 0, "expect", "E905", message)])
    numbered = list(zip(entries, lines, strict=True))
    problems = [
        Problem(FILE, line, key, "E905", message)
        for entry, line in numbered
        for key, message in _faults(entry, schema)
    ]
    if problems:
        raise InvalidInputError(problems)
    return [_expectation(entry, line) for entry, line in numbered]


def _expectation(entry: Mapping[str, Any], line: int) -> Expectation:
    exactly = entry.get("exactly")
    return Expectation(
        about=entry["about"],
        table=entry["table"],
        where={name: _cells(cells) for name, cells in entry.get("where", {}).items()},
        section=entry.get("section", ""),
        each=entry.get("each", ""),
        of=tuple(entry.get("of", ())),
        distinct=entry.get("distinct", ""),
        low=entry.get("at_least", 0) if exactly is None else exactly,
        high=entry.get("at_most") if exactly is None else exactly,
        line=line,
    )


def _cells(cells: str | list[str]) -> tuple[str, ...]:
    return (cells,) if isinstance(cells, str) else tuple(cells)


def _compare(expected: Expectation, rows: list[dict[str, str]], sections: Spans) -> Iterator[Problem]:
    named = expected.of if expected.each else ("",)
    counts: Counter[str] = Counter(dict.fromkeys(named, 0))
    seen: set[tuple[str, str]] = set()
    for cells in rows:
        group = cells.get(expected.each, "") if expected.each else ""
        if not _meant(expected, cells, sections) or (named and group not in counts):
            continue
        thing = (group, cells.get(expected.distinct, ""))
        if expected.distinct and (not thing[1] or thing in seen):
            continue
        seen.add(thing)
        counts[group] += 1
    for group, count in counts.items():
        if count < expected.low or (expected.high is not None and count > expected.high):
            yield _problem(expected, group, count)


def _meant(expected: Expectation, cells: Mapping[str, str], sections: Spans) -> bool:
    if any(cells.get(name, "") not in among for name, among in expected.where.items()):
        return False
    if not expected.section:
        return True
    document, start, end = sections.get(expected.section, ("", 0, 0))
    return (
        cells.get("document") == document
        and start <= int(cells.get("start", -1))
        and int(cells.get("end", end + 1)) <= end
    )


def _sections(pack: Pack, schema: Schema) -> Spans:
    return {
        cells["id"]: (cells["document"], int(cells["start"]), int(cells["end"]))
        for record in table.read(pack.folder, schema.tables["sections"], [])
        for cells in (record.cells,)
        if {"id", "document", "start", "end"} <= set(cells)
    }


def _problem(expected: Expectation, group: str, count: int) -> Problem:
    low, high = expected.low, expected.high
    if low == high:
        wanted, wanted_zh = str(low), str(low)
    else:
        wanted = " and ".join([f"at least {low}"] * (low > 0) + [f"at most {high}"] * (high is not None))
        wanted_zh = ",".join([f"至少 {low}"] * (low > 0) + [f"至多 {high}"] * (high is not None))
    place = f" ({expected.each} {group})" if expected.each else ""
    message = f"{expected.about['en']}{place}: {expected.table}.csv has {count}, declared is {wanted}"
    zh = f"{expected.about['zh']}{place}:{expected.table}.csv 有 {count},声明为 {wanted_zh}"
    return Problem(FILE, expected.line, expected.table, "E906", message, zh)


def _faults(entry: Mapping[str, Any], schema: Schema) -> Iterator[tuple[str, str]]:
    for name in sorted(set(entry) - _FIELDS):
        yield name, f"a declaration has no '{name}'; it has {', '.join(sorted(_FIELDS))}"
    about = entry.get("about")
    if not isinstance(about, dict) or not all(isinstance(about.get(lang), str) for lang in ("en", "zh")):
        yield "about", "say in about.en and about.zh what is counted"
    bounds = [entry[name] for name in _BOUNDS if name in entry]
    if not bounds or not all(type(bound) is int and bound >= 0 for bound in bounds):
        yield "exactly", "say how many: exactly, or at_least and at_most, whole numbers"
    elif "exactly" in entry and len(bounds) > 1:
        yield "exactly", "exactly stands alone"
    if entry.get("table") in schema.tables:
        yield from _column_faults(entry, {column.name for column in schema.tables[entry["table"]].read})
    else:
        yield "table", f"there is no table '{entry.get('table')}'"


def _column_faults(entry: Mapping[str, Any], columns: set[str]) -> Iterator[tuple[str, str]]:
    where = entry.get("where", {})
    if not isinstance(where, dict) or not all(_is_texts(cells) for cells in where.values()):
        yield "where", "where gives a text, or a list of texts, for each column"
        where = {}
    if "section" in entry and not {"document", "start", "end"} <= columns:
        yield "section", f"the rows of {entry['table']}.csv lie in no section"
    if "of" in entry and (
        "each" not in entry or not isinstance(entry["of"], list) or not _is_texts(entry["of"])
    ):
        yield "of", "of is the list of the values of the column that each names"
    for name in (*where, *(entry[key] for key in ("each", "distinct") if key in entry)):
        if name not in columns:
            yield str(name), f"{entry['table']}.csv has no column '{name}'"


def _is_texts(cells: object) -> bool:
    return isinstance(cells, str) or (
        isinstance(cells, list) and all(isinstance(cell, str) for cell in cells)
    )
