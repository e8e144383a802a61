"""A file that is no workbook, or a dangerous or damaged one, is refused in words."""

import io
import random
import zipfile
from pathlib import Path

import pytest

from kg_build import csvw, sheet
from kg_build.pack import Pack
from kg_build.problem import InvalidInputError
from kg_build.sheet import package
from tests.conftest import ANLE

from .program import exported, problems, repacked
from .test_sheet import tables

GOOD = exported(ANLE)
RELATIONS = "xl/_rels/workbook.xml.rels"
SHEET = "xl/worksheets/sheet2.xml"
STRINGS = "xl/sharedStrings.xml"


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


def bzipped() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("xl/workbook.xml", b"x" * 100)
    return stream.getvalue()


def linked() -> bytes:
    link = b'<Relationship Id="rId99" Type="http://example.org/relationships/externalLink" Target="links/1.xml"/>'
    return replaced(RELATIONS, b"</Relationships>", link + b"</Relationships>")


def laughing() -> bytes:
    text = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><sst>&b;</sst>'
    return repacked(GOOD, lambda name, content: text if name == STRINGS else content)


def wide(part: str) -> bytes:
    def change(name: str, content: bytes) -> bytes:
        return content.decode().replace("UTF-8", "UTF-16", 1).encode("utf-16") if name == part else content

    return repacked(GOOD, change)


def without(part: str) -> bytes:
    return repacked(GOOD, lambda name, content: None if name == part else content)


WORD = repacked(GOOD, lambda name, content: b"<document/>" if name == "xl/workbook.xml" else content)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "this is no workbook"),
        (b"id,name\n", "this is no workbook; save it as an Excel workbook"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1000), "has a password or is of an old format"),
        (encrypted(), "encrypted or packed unusually"),
        (bzipped(), "encrypted or packed unusually"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "this is no workbook"),
        (WORD, "this file is no workbook"),
        (replaced("_rels/.rels", b"workbook.xml", b"workbook.bin"), "this is no workbook"),
        (linked(), "is linked to other files; break the links"),
        (laughing(), "is no XML of a workbook"),
        (wide(STRINGS), "is no XML of a workbook"),
        (without(STRINGS), "the workbook is damaged ("),
        (without(SHEET), "the workbook is damaged ("),
        (without(RELATIONS), "the workbook is damaged ("),
        (replaced(SHEET, b"<row ", b"<row <"), "the workbook is damaged ("),
        (replaced(SHEET, b"<v>", b"<v>9999"), "the workbook is damaged ("),
        (replaced(SHEET, b"<v>", b"<v>x"), "the workbook is damaged ("),
        (replaced(SHEET, b'r="A1"', b'r="1A"'), "the workbook is damaged ("),
        (replaced(SHEET, b' t="s"', b' t="z"'), "the workbook is damaged ("),
        (replaced(SHEET, b' t="s"><v>', b'><v>1E999'), "the workbook is damaged ("),
        (GOOD[: len(GOOD) // 2], "this is no workbook"),
    ],
)  # fmt: skip
def test_it_is_refused(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(data)
    (problem,) = problems(path)
    assert problem.code == "E109"
    assert problem.address == "book.xlsx"
    assert words in problem.message
    assert problem.message_zh


def test_an_external_reference_of_the_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    link = b'<externalReferences><externalReference r:id="rId1"/></externalReferences></workbook>'
    path.write_bytes(replaced("xl/workbook.xml", b"</workbook>", link))
    assert "is linked to other files" in problems(path)[0].message


def test_a_bomb_is_refused_before_it_goes_off(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        block = bytes(package.UNPACKED // 4 + 1)
        for number in range(4):
            archive.writestr(str(number), block)
    assert path.stat().st_size < package.PACKED
    assert "unpacked, the file has more than 128 MiB" in problems(path)[0].message


def test_a_large_file_and_many_parts_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(GOOD)
    monkeypatch.setattr(package, "PARTS", 10)
    assert "unpacked" in problems(path)[0].message
    monkeypatch.setattr(package, "PACKED", 1 << 10)
    assert "the file has more than" in problems(path)[0].message


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


PARTS = [SHEET, STRINGS, RELATIONS, "xl/workbook.xml", "xl/styles.xml", "_rels/.rels"]


@pytest.mark.parametrize("part", ["", *PARTS])
def test_no_damage_ends_in_a_traceback(copy: Path, schema: csvw.Schema, part: str) -> None:
    rng = random.Random(part)  # noqa: S311 - the same damage each time
    path = copy.parent / "book.xlsx"

    def change(name: str, content: bytes) -> bytes:
        return mutated(rng, content) if name == part else content

    for _ in range(40):
        path.write_bytes(repacked(GOOD, change) if part else mutated(rng, GOOD))
        survives(path, copy, schema)
