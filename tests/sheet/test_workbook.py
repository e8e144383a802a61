"""A file that is no workbook, or a dangerous or damaged one, is refused in words."""

import io
import random
import zipfile
from pathlib import Path

import pytest

from kg_build import csvw, sheet
from kg_build.pack import Pack
from kg_build.problem import InvalidInputError
from kg_build.sheet import workbook
from tests.conftest import ANLE

from .program import exported, foreign, problems, repacked
from .test_sheet import tables

GOOD = foreign(exported(ANLE))
RELATIONS = "xl/_rels/workbook.xml.rels"
SHEET = "xl/worksheets/sheet4.xml"
STRINGS = "xl/sharedStrings.xml"
TYPES = "[Content_Types].xml"


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def replaced(part: str, old: bytes, new: bytes) -> bytes:
    def change(name: str, content: bytes) -> bytes:
        assert name != part or old in content
        return content.replace(old, new) if name == part else content

    return repacked(GOOD, change)


def encrypted() -> bytes:
    """The workbook with the mark of encryption on its first part."""
    place = GOOD.rindex(b"PK\x01\x02", 0, GOOD.index(b"PK\x01\x02") + 4)
    return GOOD[: place + 8] + b"\x01\x08" + GOOD[place + 10 :]


def kept(_: str, content: bytes) -> bytes:
    return content


def linked() -> bytes:
    return repacked(GOOD, kept, **{"xl/externalLinks/externalLink1.xml": b"<externalLink/>"})


def laughing() -> bytes:
    text = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><sst>&b;</sst>'
    return repacked(GOOD, lambda name, content: text if name == STRINGS else content)


def without(part: str) -> bytes:
    return repacked(GOOD, lambda name, content: None if name == part else content)


DAMAGED = "this is no workbook, or a damaged one ("
WORD = repacked(GOOD, lambda name, content: b"<document/>" if name == "xl/workbook.xml" else content)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", DAMAGED),
        (b"id,name\n", f"{DAMAGED}File is not a zip file); save it as an Excel workbook"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1000), "has a password or is of an old format"),
        (encrypted(), "is encrypted, password required"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), DAMAGED),
        (WORD, "has no worksheet, or is of the form 'Strict Open XML'"),
        (replaced(TYPES, b"sheet.main+xml", b"document"), "contains no valid workbook part"),
        (linked(), "is linked to other files; break the links"),
        (laughing(), DAMAGED),
        (without(STRINGS), DAMAGED),
        (without(RELATIONS), DAMAGED),
        (replaced(STRINGS, b"<si>", b"<si <"), DAMAGED),
        (replaced(STRINGS, b">Anle<", b">_x005F_x000D_<"), "a text such as _x000D_"),
        (replaced(SHEET, b"<row ", b"<row <"), DAMAGED),
        (replaced(SHEET, b"<v>", b"<v>9999"), DAMAGED),
        (replaced(SHEET, b"<v>", b"<v>x"), DAMAGED),
        (replaced(SHEET, b' t="s"><v>', b' s="99"><v>'), DAMAGED),
        (replaced(SHEET, b'r="A1"', b'r="1A"'), DAMAGED),
        (replaced(SHEET, b'<row r="2"', b'<row r="99999999"'), "more than 1048576 rows in 'areas'"),
        (GOOD[: len(GOOD) // 2], DAMAGED),
    ],
)
def test_it_is_refused(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(data)
    (problem,) = problems(path)
    assert problem.code == "E109"
    assert problem.address == "book.xlsx"
    assert words in problem.message
    assert problem.message_zh


def test_a_bomb_is_refused_before_it_goes_off(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        block = bytes(workbook.UNPACKED // 4 + 1)
        for number in range(4):
            archive.writestr(str(number), block)
    assert path.stat().st_size < workbook.PACKED
    assert "unpacked, the file has more than 128 MiB" in problems(path)[0].message


def test_a_large_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(GOOD)
    monkeypatch.setattr(workbook, "PACKED", 1 << 10)
    assert "the file has more than" in problems(path)[0].message


def test_a_missing_worksheet_is_told_as_such(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(without(SHEET))
    assert [str(problem.address) for problem in problems(path)] == ["book.xlsx#areas"]


def survives(path: Path, copy: Path, schema: csvw.Schema) -> None:
    """Taking it works, or is refused with problems and changes nothing."""
    before = tables(copy)
    try:
        sheet.take(path, Pack.open(copy), schema)
    except InvalidInputError:
        assert tables(copy) == before


def mutated(rng: random.Random, data: bytes) -> bytes:
    found = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        found[rng.randrange(len(found))] = rng.randrange(256)
    return bytes(found)


PARTS = [SHEET, STRINGS, RELATIONS, TYPES, "xl/workbook.xml", "xl/styles.xml"]


@pytest.mark.parametrize("part", ["", *PARTS])
def test_no_damage_ends_in_a_traceback(copy: Path, schema: csvw.Schema, part: str) -> None:
    rng = random.Random(part)  # noqa: S311 - the same damage each time
    path = copy.parent / "book.xlsx"

    def change(name: str, content: bytes) -> bytes:
        return mutated(rng, content) if name == part else content

    for _ in range(40):
        path.write_bytes(repacked(GOOD, change) if part else mutated(rng, GOOD))
        survives(path, copy, schema)
