"""A pack in memory, in which rows are exchanged and only what a change can affect is checked again.

Tables are checked for each mistake by itself. The graph, which costs a second, is built for many mistakes at once, none of
which has a row in common with another, or a row that refers to one of its rows; only problems at those rows count for it.
"""

import csv
import io
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from kg_build import build, evidence, expect, integrity, ledger, passage
from kg_build.oxigraph import OxigraphStore
from kg_build.pack import Pack
from kg_build.problem import Problem
from kg_build.table import Record
from kg_build.texts import Texts
from kg_build.vocabulary import Vocabulary

Cells = dict[str, str]
Origin = tuple[str, int]
"""A row, by its table and its place in the table as it was; -1 is the header, or the file."""
Seen = tuple[Origin, str, str]
"""Where a problem stands: row, column and code."""
_CONTEXT = {"documents", "sections", "indicators", "evidence"}
"""Tables that the check of every passage looks at."""
_WITHOUT_TEXTS = "E406"


@dataclass(frozen=True, slots=True, eq=False)
class Mistake:
    """One mistake: what stands in place of a row, or of the bytes of a file."""

    kind: str
    table: str
    row: int
    columns: frozenset[str]
    """Columns whose cells are changed; empty where a row or a file as a whole is."""
    rows: tuple[Cells, ...] = ()
    """Rows that stand in place of the row: none where it is lost, two where it is doubled."""
    others: tuple[tuple[int, Cells], ...] = ()
    """Further rows that change, as where two are swapped."""
    raw: Callable[[str], bytes] | None = None
    knowable: str = "always"
    """always, texts (with the documents' texts at hand) or never."""
    why: str = ""

    @property
    def origins(self) -> set[Origin]:
        """Rows that the mistake changes."""
        return {(self.table, self.row), *((self.table, row) for row, _ in self.others)}


class World:
    """A pack, its rows, and what is wrong with it before any mistake."""

    def __init__(self, pack: Pack, work: Path, texts: Path | None):
        self.schema = build.schema()
        self.folder = work / "pack"
        self.work = work
        self.folder.mkdir()
        for path in pack.folder.iterdir():
            (self.folder / path.name).write_bytes(path.read_bytes())
        self.pack = replace(pack, folder=self.folder)
        self.texts = Texts(texts) if texts else None
        self.source = {
            name: (self.folder / kind.url).read_text(encoding="utf-8-sig")
            for name, kind in self.schema.tables.items()
        }
        self.header = {name: next(csv.reader(io.StringIO(text))) for name, text in self.source.items()}
        self.rows = {name: list(csv.DictReader(io.StringIO(text))) for name, text in self.source.items()}
        self.keys: dict[str, dict[str, int]] = {}
        self.records: dict[str, list[Record]] = {}
        for name in self.schema.tables:
            self.records[name], self.keys[name] = self._read(name, [])

    def _read(self, name: str, problems: list[Problem]) -> tuple[list[Record], dict[str, int]]:
        reading = integrity.Reading(self.pack, self.schema, Vocabulary.load(), problems)
        return list(reading.records(self.schema.tables[name])), reading.keys[name]

    def key(self, name: str, cells: Cells) -> str:
        """Key of a row."""
        return " ".join(cells[column] for column in self.schema.tables[name].key)

    @cached_property
    def references(self) -> dict[tuple[str, str], list[tuple[str, int, str]]]:
        """For each row (table and key), the rows that refer to it, with the column by which they do."""
        found: dict[tuple[str, str], list[tuple[str, int, str]]] = defaultdict(list)
        for name, kind in self.schema.tables.items():
            for reference in kind.foreign_keys:
                for row, cells in enumerate(self.rows[name]):
                    if cells[reference.column]:
                        found[reference.table, cells[reference.column]].append((name, row, reference.column))
        return found

    def bound(self, mistake: Mistake) -> dict[Origin, set[str]]:
        """Rows that refer to those of a mistake, each with the columns by which they do."""
        found: dict[Origin, set[str]] = defaultdict(set)
        for name, row in mistake.origins:
            if row >= 0:
                key = name, self.key(name, self.rows[name][row])
                for other, at, column in self.references.get(key, ()):
                    found[other, at].add(column)
        return found

    def write(self, mistakes: Iterable[Mistake]) -> dict[str, list[int]]:
        """Write the tables that mistakes change; return for each the row as it was of each line from 2 on."""
        origins: dict[str, list[int]] = {}
        by_table = defaultdict(list)
        for mistake in mistakes:
            by_table[mistake.table].append(mistake)
        for name, own in by_table.items():
            path = self.folder / self.schema.tables[name].url
            raws = [mistake.raw for mistake in own if mistake.raw]
            if raws:
                path.write_bytes(raws[0](self.source[name]))
                continue
            changed: dict[int, tuple[Cells, ...]] = {}
            for mistake in own:
                changed.update({row: (cells,) for row, cells in mistake.others})
                changed[mistake.row] = mistake.rows
            text = io.StringIO()
            writer = csv.DictWriter(text, self.header[name], lineterminator="\n")
            writer.writeheader()
            origins[name] = []
            for row, cells in enumerate(self.rows[name]):
                written = changed.get(row, (cells,))
                writer.writerows(written)
                origins[name] += [row] * len(written)
            path.write_text(text.getvalue(), encoding="utf-8", newline="")
        return origins

    def restore(self, names: Iterable[str]) -> None:
        """Put tables back as they were."""
        for name in names:
            (self.folder / self.schema.tables[name].url).write_text(
                self.source[name], encoding="utf-8", newline=""
            )

    def seen(self, problems: Iterable[Problem], origins: dict[str, list[int]]) -> Counter[Seen]:
        """Where problems stand, in terms of rows as they were."""
        found: Counter[Seen] = Counter()
        for problem in problems:
            name = problem.file.removesuffix(".csv")
            lines = origins.get(name)
            row = problem.line - 2
            if lines is not None and 0 <= row < len(lines):
                row = lines[row]
            if not (problem.code == _WITHOUT_TEXTS and not problem.line):
                found[(name, max(row, -1)), problem.column, problem.code] += 1
        return found

    def of_tables(self, mistake: Mistake, with_texts: bool) -> Counter[Seen]:
        """Problems that reading the tables with a mistake finds, and the tables as they were do not."""
        sound = self._sound[with_texts]
        origins = self.write([mistake])
        problems = self._check(mistake, origins, with_texts)
        found = self.seen(problems, origins) - sound
        if (
            with_texts
            and self.texts
            and not found
            and mistake.table in passage.tables(self.pack, self.schema)
        ):
            kinds = passage.tables(self.pack, self.schema)
            entries = ledger.balance({**self.records, mistake.table: kinds[mistake.table]}, self.texts)
            found = self.seen(entries.problems, origins) - sound
        self.restore([mistake.table])
        return found

    @cached_property
    def _sound(self) -> dict[bool, Counter[Seen]]:
        """Where the pack as it is has problems, without texts and with them."""
        sound = {}
        for with_texts in {False, self.texts is not None}:
            problems = integrity.check(self.pack, self.schema, Vocabulary.load())
            problems += evidence.examine(
                passage.tables(self.pack, self.schema), self._texts(with_texts)
            ).problems
            problems += expect.check(self.pack, self.schema)
            if with_texts and self.texts:
                problems += ledger.balance(passage.tables(self.pack, self.schema), self.texts).problems
            sound[with_texts] = self.seen(problems, {})
        return sound

    def _texts(self, with_texts: bool) -> Texts | None:
        return self.texts if with_texts else None

    def _check(self, mistake: Mistake, origins: dict[str, list[int]], with_texts: bool) -> list[Problem]:
        name = mistake.table
        problems: list[Problem] = []
        read, own = self._read(name, problems)
        keys, records = {**self.keys, name: own}, {**self.records, name: read}
        for kind in self.schema.tables.values():
            if kind.name == name or any(reference.table == name for reference in kind.foreign_keys):
                integrity.dangling(kind, records[kind.name], keys, problems)
        problems += evidence.examine(
            self._looked_at(mistake, records, origins), self._texts(with_texts)
        ).problems
        if name in self.expected:
            problems += expect.check(self.pack, self.schema)
        return problems

    def _looked_at(
        self, mistake: Mistake, records: dict[str, list[Record]], origins: dict[str, list[int]]
    ) -> dict[str, list[Record]]:
        """What the evidence of the changed rows rests on; where that itself changes, all evidence."""
        name = mistake.table
        kinds = passage.tables(self.pack, self.schema).keys()
        if name in _CONTEXT or name not in kinds:
            return {kind: records[kind] for kind in kinds if name in _CONTEXT}
        rows = {row for _, row in mistake.origins}
        lines = origins.get(name, [])
        changed = [
            record
            for record in records[name]
            if record.line - 2 >= len(lines) or lines[record.line - 2] in rows
        ]
        return {**{kind: records[kind] for kind in _CONTEXT}, name: changed}

    @cached_property
    def expected(self) -> set[str]:
        """Tables that the pack's expectations count."""
        path = self.folder / "expect.toml"
        entries = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        return {entry["table"] for entry in entries.get("expect", ())}

    def graph(self, mistakes: Iterable[Mistake]) -> tuple[OxigraphStore, dict[str, list[int]]]:
        """Make the graph of the pack with all these mistakes in it; `build.LINES` in `work` holds it too."""
        origins = self.write(mistakes)
        _, store = build.read(self.pack, self.schema, self.work)
        build.conclude(self.pack, store, self.work)
        return store, origins

    def of_graph(self, mistakes: list[Mistake]) -> Counter[Seen]:
        """Problems that the graph with all these mistakes has, and the graph as it was has not."""
        sound = self._sound_graph
        found = self._of_graph(mistakes)
        self.restore({mistake.table for mistake in mistakes})
        return found - sound

    def _of_graph(self, mistakes: list[Mistake]) -> Counter[Seen]:
        graph, origins = self.graph(mistakes)
        problems = build.on_graph(self.pack, graph, self.work)
        return self.seen(build.at_rows(self.pack, self.schema, problems), origins)

    @cached_property
    def _sound_graph(self) -> Counter[Seen]:
        return self._of_graph([])
