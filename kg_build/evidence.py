"""Evidence, proved: each phrase stands at its place, and the number in the phrase is the value in the table.

What needs no text is checked always; what needs the texts is checked with those at hand, and the rest is said to be
unchecked. Held are documents, sections, the phrases of evidence.csv and which indicators tell existence; all else passes
by once.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from kg_build import arithmetic, passage
from kg_build.csvw import Schema
from kg_build.number import cuts, numbers, states
from kg_build.pack import Pack
from kg_build.passage import FIGURES, Passage, Tables, written_at
from kg_build.problem import Problem
from kg_build.table import Record
from kg_build.texts import Text, Texts

Found = tuple[str, str, str, str]
"""Column, code, message in English, message in Chinese."""

_EXISTENCE = "existence"
"""Kind of the indicators whose figures say that something is there: as one, whether or not a number is printed."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was found wrong, and how much was checked against texts and how much was not."""

    problems: list[Problem]
    checked: int
    unchecked: int
    documents: int
    missing: tuple[str, ...] = ()


def check(pack: Pack, schema: Schema, texts: Path | None = None) -> list[Problem]:
    """Check the evidence of a pack, against the texts of a folder if one is given; return all that is wrong."""
    return examine(passage.tables(pack, schema), Texts(texts) if texts else None).problems


def examine(tables: Tables, texts: Texts | None = None) -> Report:
    """Check the evidence that the tables give; see the codes E4xx."""
    examination = _Examination(texts)
    for record in tables.get("documents", ()):
        examination.document(record)
    for record in tables.get("sections", ()):
        examination.section(record)
    for record in tables.get("indicators", ()):
        if record.cells.get("kind") == _EXISTENCE:
            examination.existence.add(record.cells.get("id", ""))
    for record in tables.get("evidence", ()):
        examination.labels[record.cells.get("id", "")] = record.cells.get("phrase", "")
    for name, record, found in passage.holders(tables):
        examination.passage(name, record, found)
    return examination.report()


@dataclass(slots=True)
class _Document:
    record: Record
    text: Text | None
    sections: list[tuple[int, int]] = field(default_factory=list)
    reach: list[int] = field(default_factory=list)

    def holds(self, start: int, end: int) -> bool:
        """Whether some section holds all of the passage."""
        if len(self.reach) != len(self.sections):
            self.sections.sort()
            self.reach = []
            for _, section_end in self.sections:
                self.reach.append(max(section_end, self.reach[-1] if self.reach else 0))
        at = bisect_right(self.sections, (start, max(self.reach, default=0)))
        return at > 0 and self.reach[at - 1] >= end


class _Examination:
    def __init__(self, texts: Texts | None):
        self._texts = texts
        self._documents: dict[str, _Document] = {}
        self._problems: list[Problem] = []
        self._checked = 0
        self._unchecked: Counter[str] = Counter()
        self.labels: dict[str, str] = {}
        self.existence: set[str] = set()

    def _note(self, record: Record, *found: Found) -> None:
        for column, code, message, message_zh in found:
            self._problems.append(Problem(record.file, record.line, column, code, message, message_zh))

    def document(self, record: Record) -> None:
        text = self._texts.get(record.cells.get("file", "")) if self._texts else None
        self._documents[record.cells.get("id", "")] = _Document(record, text)
        if text is not None:
            self._note(record, *_digest(record, text))

    def section(self, record: Record) -> None:
        document = self._documents.get(record.cells.get("document", ""))
        start, end = record.cells.get("start"), record.cells.get("end")
        if document is None or start is None or end is None:
            return
        document.sections.append((int(start), int(end)))
        self._note(record, *_bounds(int(start), int(end), document.text))

    def passage(self, table: str, record: Record, found: Passage) -> None:
        self._note(record, *_length(found))
        if table == "evidence":
            self._note(record, *_key(record, found))
        if table in FIGURES:
            label = self.labels.get(record.cells.get("label_evidence", ""), "")
            is_there = record.cells.get("indicator") in self.existence and record.cells.get("value") == "1"
            self._note(record, *_figure(record, found, label, is_there))
        document = self._documents.get(found.document)
        if document is None:
            return
        if table != "dismissed" and document.sections and not document.holds(found.start, found.end):
            self._note(record, _outside(found))
        if document.text is None:
            self._unchecked[found.document] += 1
            return
        self._checked += 1
        self._note(record, *_place(found, document.text))
        if table in {*FIGURES, "evidence"} and "note" not in record.cells:
            self._note(record, *_cut(found, document.text))

    def report(self) -> Report:
        for name, document in self._documents.items():
            if not document.sections:
                message = "the document has no sections, so that no passage of it has a place in words"
                self._note(document.record, ("id", "E410", message, "该文件没有章节,其证据无法以文字定位"))
            if document.text is None and self._texts:
                self._note(document.record, _missing(document.record, self._unchecked[name]))
        if self._texts is None:
            self._problems.append(_none_given(self._unchecked.total()))
        missing = tuple(name for name, document in self._documents.items() if document.text is None)
        at_hand = len(self._documents) - len(missing)
        return Report(sorted(set(self._problems)), self._checked, self._unchecked.total(), at_hand, missing)


def _digest(record: Record, text: Text) -> Iterator[Found]:
    recorded = record.cells.get("text_digest", "")
    if not text.is_utf8:
        yield ("file", "E102", "the text is not UTF-8", "文本不是 UTF-8")
    if text.digest != recorded:
        message = f"the text at hand has the digest {text.digest}, recorded is {recorded}"
        yield ("text_digest", "E401", message, f"现有文本的摘要为 {text.digest},记录为 {recorded}")


def _bounds(start: int, end: int, text: Text | None) -> Iterator[Found]:
    if start >= end:
        yield (
            "end",
            "E411",
            f"the section ends at {end}, before it starts at {start}",
            f"章节止于 {end},先于起点 {start}",
        )
    elif text is not None and end > len(text.content):
        length = len(text.content)
        yield (
            "end",
            "E411",
            f"the section ends at {end}; the text has {length} characters",
            f"章节止于 {end},文本仅 {length} 字",
        )


def _missing(record: Record, count: int) -> Found:
    file = record.cells.get("file", "")
    return (
        "file",
        "E406",
        f"the text {file} is not at hand: {count} passages were not checked against it",
        f"手头没有文本 {file}:{count} 处证据未能核对",
    )


def _none_given(count: int) -> Problem:
    message = f"no folder of texts was given: {count} passages were not checked against their texts"
    return Problem("documents.csv", 0, "file", "E406", message, f"未给出文本目录:{count} 处证据未与原文核对")


def _length(found: Passage) -> Iterator[Found]:
    length = len(found.phrase)
    if found.end - found.start != length:
        message = (
            f"{found.start} to {found.end} are {found.end - found.start} characters, the phrase has {length}"
        )
        yield (
            "end",
            "E405",
            message,
            f"{found.start} 至 {found.end} 共 {found.end - found.start} 字,短语有 {length} 字",
        )


def _key(record: Record, found: Passage) -> Iterator[Found]:
    if record.cells.get("id") != found.id:
        yield ("id", "E408", f"the key must be {found.id}", f"主键应为 {found.id}")


def _outside(found: Passage) -> Found:
    place = f"{found.start}-{found.end}"
    return (
        "start",
        "E410",
        f"no section of {found.document} holds {place}",
        f"{found.document} 没有章节包含 {place}",
    )


def _place(found: Passage, text: Text) -> Iterator[Found]:
    if text.content.startswith(found.phrase, found.start):
        return
    there = text.content[found.start : found.start + len(found.phrase)].replace("\n", "⏎")
    others = sorted(text.find(found.phrase), key=lambda start: abs(start - found.start))[:3]
    hint = " or ".join(f"{start}-{start + len(found.phrase)}" for start in others) or "nowhere in the text"
    yield (
        "phrase",
        "E402",
        f"at {found.start} stands '{there}'; the phrase stands {'at ' if others else ''}{hint}",
        f"{found.start} 处是“{there}”;短语见于 {hint}"
        if others
        else f"{found.start} 处是“{there}”;短语不见于文本",
    )


def _cut(found: Passage, text: Text) -> Iterator[Found]:
    for column, offset in (("start", found.start), ("end", found.end)):
        if cuts(text.content, offset):
            around = text.around(offset, offset)
            message = f"{offset} lies within a number, in '{around}'; if the text is damaged there, say so in the note"
            yield (column, "E409", message, f"{offset} 落在数字之中,见“{around}”;若文本残损,请在 note 说明")


@dataclass(frozen=True, slots=True)
class _Reading:
    """A place where the figure as written stands: in the phrase, or in the label of the row."""

    text: str
    context: str
    span: tuple[int, int]

    def states(self, value: str, unit: str) -> bool:
        """Whether the figure as written is the value, and the number that it stands in is too, if it stands in one.

        Where damage runs two numbers into one, the part alone counts.
        """
        start, end = self.span
        if not states(self.text[start:end], value, unit, self.context + self.text):
            return False
        cut = cuts(self.text, start) or cuts(self.text, end)
        return cut or states(self.text, value, unit, self.context, self.span)


def _figure(record: Record, found: Passage, label: str, is_there: bool) -> Iterator[Found]:
    cells = record.cells
    value, unit, written = cells.get("value"), cells.get("unit", ""), cells.get("as_written", "")
    if value is None or not written or not unit:
        return
    readings = [
        _Reading(text, context, span)
        for text, context in ((found.phrase, label), (label, found.phrase))
        for span in written_at(text, written, damaged="note" in cells)
    ]
    if not readings:
        message = f"'{written}' does not stand in '{found.phrase}'" + (f" nor in '{label}'" if label else "")
        yield ("as_written", "E404", message, f"“{written}”不见于短语,或切断了数字")
    if cells.get("basis") == "implied":
        yield from _implied(cells.get("arithmetic", ""), Decimal(value), found.phrase + "\n" + label)
    elif not is_there and not (
        any(reading.states(value, unit) for reading in readings)
        or (not readings and states(found.phrase, value, unit, label))
    ):
        seen = ", ".join(_seen(found.phrase)) or "no number"
        message = f"'{written}' in '{found.phrase}' is not {value} {unit}; read there: {seen}"
        yield ("value", "E403", message, f"“{found.phrase}”中的“{written}”不是 {value} {unit}")


def _implied(sum_text: str, value: Decimal, phrase: str) -> Iterator[Found]:
    try:
        given = arithmetic.gives(sum_text, value)
        parts = arithmetic.operands(sum_text)
    except ValueError as error:
        yield ("arithmetic", "E412", f"this sum cannot be read: {error}", "算式无法读取")
        return
    if not given:
        yield ("arithmetic", "E412", f"{sum_text} does not give {value}", f"{sum_text} 算不出 {value}")
    for part in parts:
        if not states(phrase, part.value, part.unit):
            yield (
                "arithmetic",
                "E403",
                f"'{part.text}' is not a number of the phrase",
                f"短语中没有“{part.text}”",
            )


def _seen(phrase: str) -> Iterator[str]:
    for number in numbers(phrase):
        values = " or ".join(sorted(f"{float(value):.10g}{mark}" for value, mark in number.meanings))
        yield values if values == number.text else f"{number.text} ({values})"
