"""Answers, written for people and programs: every format in one place. The one door to `wcwidth`.

A table is for reading: IRIs are shortened to keys, wide characters line up, and on a terminal cells wrap to its width.
The other formats are for programs: IRIs in full, numbers as they are, cells that a spreadsheet would run are disarmed.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import cache
from typing import TextIO

from kg_build.rows import Rows, to_python
from kg_build.store import Answer, Triple
from kg_build.term import DX, XSD, Iri, Literal, Term

_OWN = DX.removesuffix("def#")
_KEY = re.compile(
    r"/(?:agency|area|assessment|claim|document|event|evidence|expectation|finding|indicator|lookalike|observation|"
    r"program|question|reply|responsibility|rule|section|target)/([^/].*)$"
)
_NUMBERS = frozenset(
    XSD + name for name in ("integer", "decimal", "double", "float", "nonNegativeInteger", "positiveInteger")
)
_WIDE = re.compile("[\u3041-\u3096\u4e00-\u9fff\uff01-\uff60、。〈-】]")
_PLAIN = re.compile(f"(?:[\x20-\x7e°·×–—‘’“”…‰≤≥─²]|{_WIDE.pattern})*")
"""Characters of which the width is known without the tables of `wcwidth`: nearly all that there are."""
_GAP = "  "
_NARROWEST = 8
"""A column is never made narrower than this to fit a terminal."""
_LONGEST = 24
"""Words longer than this are broken as soon as a column must be narrower."""
_WORDS = re.compile(r"\d{4}-\d\d-\d\d|[\x21-\x2c\x2e-\x7e]+-?")
"""What a line should not break: dates, and characters of ASCII without space; after another hyphen it may."""


def render(answer: Answer, form: str, stream: TextIO, width: int = 0) -> None:
    """Write an answer to a stream of text in one of the formats table, csv, tsv, json, jsonl, markdown.

    Rows are written in the format; a truth value as ``true`` or ``false``; triples as Turtle, or as rows of subject,
    predicate and object where the format is not table. `width` is the terminal's, 0 where there is none: only then
    do cells wrap.

    Raises ValueError for a format that there is not.
    """
    if form not in WRITERS:
        raise ValueError(f"no format is called '{form}' (there are: {', '.join(WRITERS)})")
    if isinstance(answer, bool):
        stream.write("true\n" if answer else "false\n")
    elif isinstance(answer, Rows):
        WRITERS[form](answer, stream, width)
    elif form == "table":
        stream.write(turtle(answer))
    else:
        WRITERS[form](Rows(("subject", "predicate", "object"), [*sorted(answer, key=_order)]), stream, width)


def turtle(triples: Iterable[Triple]) -> str:
    """Write triples as Turtle, sorted."""
    import io  # noqa: PLC0415 - only graph answers pay for these

    from kg_build.oxigraph import write_turtle  # noqa: PLC0415
    from kg_build.vocabulary import prefixes  # noqa: PLC0415

    stream = io.BytesIO()
    write_turtle(sorted(triples, key=_order), stream, prefixes())
    return stream.getvalue().decode()


def shorten(iri: str) -> str:
    """Write an IRI of a pack or of the vocabulary as its key; leave others as they are."""
    if found := _KEY.search(iri):
        return found[1]
    if iri.startswith(_OWN) and "#" in iri:
        return iri.partition("#")[2]
    return iri


def width_of(text: str) -> int:
    """Columns that a text takes on a terminal; a Chinese character takes two."""
    if text.isascii():
        return len(text)
    if _PLAIN.fullmatch(text):
        return len(text) + len(_WIDE.findall(text))
    return sum(max(_wcwidth()(character), 0) for character in text)


def _order(triple: Triple) -> tuple[str, str, str]:
    return (str(triple[0]), str(triple[1]), str(triple[2]))


@cache
def _wcwidth() -> Callable[[str], int]:
    from wcwidth import wcwidth  # noqa: PLC0415 - a third of the start-up time, and rarely needed

    return wcwidth


def _cell(term: Term | None) -> str:
    """Write a term for a person, on one line."""
    if term is None:
        return ""
    if isinstance(term, Iri):
        return shorten(term.value)
    return "".join(character if character.isprintable() else " " for character in str(term))


def _is_number(term: Term | None) -> bool:
    return isinstance(term, Literal) and term.datatype in _NUMBERS


def _table(rows: Rows, stream: TextIO, width: int) -> None:
    cells = [[_cell(term) for term in row] for row in rows]
    columns = [[name, *(row[place] for row in cells)] for place, name in enumerate(rows.columns)]
    sizes = [max(map(width_of, column)) for column in columns]
    if width and sum(sizes) + len(_GAP) * (len(sizes) - 1) > width:
        _fit(sizes, columns, width)
    right = [
        bool(rows.rows) and all(row[place] is None or _is_number(row[place]) for row in rows)
        for place in range(len(sizes))
    ]
    body = [rows.columns, ["─" * size for size in sizes], *cells]
    for row in body:
        for line in _lines(row, sizes, right):
            stream.write(line.rstrip() + "\n")


def _fit(sizes: list[int], columns: Sequence[Sequence[str]], width: int) -> None:
    """Make columns narrower until a row fits, or none can be: first those that their cells, on average, fill least.

    Words are kept whole as long as there is a column that can be narrowed without breaking one.
    """
    means = [max(sum(map(width_of, cells)) / len(cells), 1) for cells in columns]
    words = [
        max((width_of(word) for cell in cells for word in _WORDS.findall(cell)), default=1)
        for cells in columns
    ]
    for floors in ([min(max(word, _NARROWEST), _LONGEST) for word in words], [_NARROWEST] * len(sizes)):
        while sum(sizes) + len(_GAP) * (len(sizes) - 1) > width:
            free = [place for place, size in enumerate(sizes) if size > floors[place]]
            if not free:
                break
            sizes[min(free, key=lambda place: means[place] / sizes[place])] -= 1


def _lines(row: Sequence[str], sizes: Sequence[int], right: Sequence[bool]) -> Iterable[str]:
    """Write a row of cells, each wrapped to the width of its column."""
    parts = [list(_wrapped(text, size)) for text, size in zip(row, sizes, strict=True)]
    for number in range(max(map(len, parts), default=0)):
        line = [part[number] if number < len(part) else "" for part in parts]
        yield _GAP.join(
            " " * (size - width_of(text)) + text if flush else text + " " * (size - width_of(text))
            for text, size, flush in zip(line, sizes, right, strict=True)
        )


def _wrapped(text: str, size: int) -> Iterable[str]:
    """Break a text into pieces no wider than the size; a word that would fit a line of its own is not broken."""
    while width_of(text) > size:
        end, used = 0, 0
        while used + width_of(text[end]) <= size:
            used += width_of(text[end])
            end += 1
        cut = max(end, 1)
        broken = next((word for word in _WORDS.finditer(text) if word.start() < cut < word.end()), None)
        if broken and broken.start() > 0 and (len(broken[0]) <= size or broken.start() > cut // 2):
            cut = broken.start()
        yield text[:cut].rstrip(" ")
        text = text[cut:].lstrip(" ")
    yield text


def _guarded(term: Term | None) -> str:
    """Write a term for a spreadsheet, which would run a text that begins like a formula."""
    text = "" if term is None else str(term).replace("\r\n", "\n")
    text = text.replace("\r", "\n")  # the csv module writes a bare carriage return without quotes
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\n")) and not _is_number(term) else text


def _csv(rows: Rows, stream: TextIO, _width: int, delimiter: str = ",") -> None:
    import csv  # noqa: PLC0415 - only this format pays for it

    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    writer.writerow(rows.columns)
    writer.writerows([_guarded(term) for term in row] for row in rows)


def _tsv(rows: Rows, stream: TextIO, width: int) -> None:
    _csv(rows, stream, width, "\t")


def _json(rows: Rows, stream: TextIO, _width: int) -> None:
    import json  # noqa: PLC0415 - only this format pays for it

    json.dump([_object(rows, row) for row in rows], stream, ensure_ascii=False, indent=2)
    stream.write("\n")


def _jsonl(rows: Rows, stream: TextIO, _width: int) -> None:
    import json  # noqa: PLC0415 - only this format pays for it

    for row in rows:
        stream.write(json.dumps(_object(rows, row), ensure_ascii=False) + "\n")


def _object(rows: Rows, row: Iterable[Term | None]) -> dict[str, object]:
    return {name: _plain(to_python(term)) for name, term in zip(rows.columns, row, strict=True)}


def _plain(value: object) -> object:
    """Turn a decimal into a number of JSON, or into text where a number of JSON would not hold all its digits."""
    if not isinstance(value, Decimal):
        return value
    if value == value.to_integral_value():
        return int(value)
    return float(value) if Decimal(repr(float(value))) == value else str(value)


def _markdown(rows: Rows, stream: TextIO, _width: int) -> None:
    def line(cells: Iterable[str]) -> None:
        stream.write("| " + " | ".join(cells) + " |\n")

    line(map(_escaped, rows.columns))
    line("---" for _ in rows.columns)
    for row in rows:
        line(_escaped(_cell(term)) for term in row)


def _escaped(text: str) -> str:
    return re.sub(r"([\\|`*_<>\[\]])", r"\\\1", text)


WRITERS: dict[str, Callable[[Rows, TextIO, int], None]] = {
    "table": _table,
    "csv": _csv,
    "tsv": _tsv,
    "json": _json,
    "jsonl": _jsonl,
    "markdown": _markdown,
}
"""The formats by name."""
