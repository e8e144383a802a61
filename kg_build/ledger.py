"""The ledger: every number of a document is held by the passage of some row, or dismissed with a reason.

A number counts if it is in digits or is a share (一半, 三分之一, 翻番); numerals within words (第三产业) do not.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from kg_build import number, passage
from kg_build.number import Number
from kg_build.passage import FIGURES, Passage, Tables, written_at
from kg_build.problem import Problem
from kg_build.table import Record
from kg_build.texts import Text, Texts

Span = tuple[int, int]


class Status(StrEnum):
    """How a number is accounted for; the first that holds counts."""

    STATED = "stated"
    """A figure says that this is its value."""
    NAMED = "named"
    """It stands in the phrase of a claim, event, program, responsibility or row of evidence."""
    DISMISSED = "dismissed"
    BESIDE = "beside"
    """It stands in the phrase of a figure whose value is another number."""
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Entry:
    """A number of a document and how it is accounted for."""

    document: str
    line: int
    start: int
    end: int
    text: str
    around: str
    status: Status


@dataclass(frozen=True, slots=True)
class Ledger:
    """Entries of all texts at hand, in the order of the texts, and what is wrong."""

    entries: list[Entry]
    problems: list[Problem]

    @property
    def counts(self) -> Counter[Status]:
        """Number of entries of each status."""
        return Counter(entry.status for entry in self.entries)


@dataclass(slots=True)
class _Page:
    """What the tables hold of one document."""

    spans: dict[Status, list[Span]] = field(default_factory=lambda: {status: [] for status in Status})
    dismissed: list[tuple[Record, Passage]] = field(default_factory=list)


def balance(tables: Tables, texts: Texts) -> Ledger:
    """Account for each number of each text at hand."""
    documents = {
        record.cells.get("id", ""): record.cells.get("file", "") for record in tables.get("documents", ())
    }
    pages = {document: _Page() for document in documents}
    for table, record, found in passage.holders(tables):
        if found.document in pages:
            _enter(pages[found.document], table, record, found)
    entries: list[Entry] = []
    problems: list[Problem] = []
    for document, file in documents.items():
        text = texts.get(file)
        if text is None:
            continue
        made = list(_entries(document, text, pages[document]))
        entries += made
        problems += (_open(file, entry) for entry in made if entry.status is Status.OPEN)
        problems += _doubtful(pages[document])
    return Ledger(entries, problems)


def _enter(page: _Page, table: str, record: Record, found: Passage) -> None:
    span = (found.start, found.end)
    if table == "dismissed":
        page.spans[Status.DISMISSED].append(span)
        page.dismissed.append((record, found))
    elif table in FIGURES:
        page.spans[Status.BESIDE].append(span)
        written = written_at(found.phrase, record.cells.get("as_written", ""), damaged="note" in record.cells)
        page.spans[Status.STATED] += ((found.start + start, found.start + end) for start, end in written)
    else:
        page.spans[Status.NAMED].append(span)


def _entries(document: str, text: Text, page: _Page) -> Iterator[Entry]:
    covers = {status: _merged(spans) for status, spans in page.spans.items()}
    everything = _merged(span for spans in page.spans.values() for span in spans)
    for found in number.numbers(text.content):
        if not found.must_be_held:
            continue
        core = _core(found)
        whole = (status for status in Status if all(_covers(covers[status], place) for place in core))
        together = Status.BESIDE if all(_covers(everything, place) for place in core) else Status.OPEN
        around = text.around(found.start, found.end)
        yield Entry(
            document,
            text.line(found.start),
            found.start,
            found.end,
            found.text,
            around,
            next(whole, together),
        )


def _core(found: Number) -> list[int]:
    """Places of the characters that must be held: the digits; all of a share in words."""
    digits = [found.start + match.start() for match in re.finditer(r"\d", found.text)]
    return digits or list(range(found.start, found.end))


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _covers(merged: list[Span], place: int) -> bool:
    at = bisect_right(merged, place, key=lambda span: span[0])
    return at > 0 and place < merged[at - 1][1]


def _open(file: str, entry: Entry) -> Problem:
    return Problem(
        file,
        entry.line,
        str(entry.start),
        "E407",
        f"{entry.text} in '{entry.around}' is neither held nor dismissed",
        f"“{entry.around}”中的 {entry.text} 既未著录,也未剔除",
    )


def _doubtful(page: _Page) -> Iterator[Problem]:
    stated = _merged(page.spans[Status.STATED])
    for record, found in page.dismissed:
        inside = number.numbers(found.phrase)
        if not inside:
            message = f"'{found.phrase}' holds no number to dismiss"
            yield Problem(record.file, record.line, "phrase", "E414", message, "此处并无数字可剔除")
        if any(_covers(stated, found.start + place) for item in inside for place in _core(item)):
            message = f"a figure states what '{found.phrase}' dismisses"
            yield Problem(record.file, record.line, "phrase", "E413", message, "所剔除者已为指标所用")
