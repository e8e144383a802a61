"""The parts of a workbook file, opened with care: what is no workbook is refused before anything of it is used.

A workbook is a zip file of XML parts. It is read without a library, since those at hand change texts on the way
(docs/decisions/0027). Source: ECMA-376 part 2, Open Packaging Conventions.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree as ET

from kg_build.problem import InvalidInputError, Problem

PACKED, UNPACKED, PARTS = 32 << 20, 128 << 20, 2000
"""The most bytes that a file, and all its parts, may have, and the most parts."""
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = 0x1
_SAVE = "save it as an Excel workbook (.xlsx) and try again", "请另存为 Excel 工作簿(.xlsx)再试"
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    ET.ParseError,
    EOFError,
    LookupError,
    ValueError,
    ArithmeticError,
    OSError,
    RuntimeError,
)
"""What reading a damaged file comes to."""


class RefusalError(Exception):
    """Why a file is not read, in English and Chinese."""

    def __init__(self, message: str, message_zh: str):
        self.message_zh = message_zh
        super().__init__(message)


class Package:
    """The parts of a workbook file, by name."""

    def __init__(self, archive: zipfile.ZipFile):
        self._archive = archive
        self._names = set(archive.namelist())
        self.main = self._related("", "officeDocument")

    def part(self, name: str) -> bytes:
        """Return a part; raises RefusalError for one that declares a document type, as no workbook does."""
        data = self._archive.read(name)
        if b"<!DOCTYPE" in data or b"\0" in data:
            raise RefusalError(
                f"{name} is no XML of a workbook; {_SAVE[0]}", f"{name} 非工作簿之 XML;{_SAVE[1]}"
            )
        return data

    def tree(self, name: str) -> ET.Element:
        """Return a part as a tree."""
        return ET.fromstring(self.part(name))  # noqa: S314 - without document type nothing expands

    def elements(self, name: str, *tags: str) -> Iterator[ET.Element]:
        """Yield the elements of a part that have one of the tags, each forgotten after use."""
        around: list[ET.Element] = []
        stream = io.BytesIO(self.part(name))
        for event, element in ET.iterparse(stream, ("start", "end")):  # noqa: S314 - as above
            if event == "start":
                around.append(element)
                continue
            around.pop()
            if local(element.tag) in tags and around:
                yield element
                around[-1].remove(element)

    def targets(self, name: str = "") -> dict[str, tuple[str, str]]:
        """Return what a part, or the package, relates to, by identifier: kind and name of the other part.

        Raises RefusalError for a workbook that is linked to others.
        """
        folder, base = posixpath.split(name)
        relations = posixpath.join(folder, "_rels", f"{base}.rels")
        found = {}
        for entry in self.tree(relations) if relations in self._names else ():
            kind, target = entry.get("Type", "").rpartition("/")[2], entry.get("Target", "")
            if "externallink" in kind.lower():
                raise RefusalError(
                    "the workbook is linked to other files; break the links (Data, Edit Links) and save it again",
                    "工作簿链接了其他文件;请断开链接(数据、编辑链接)后重新保存",
                )
            found[entry.get("Id", "")] = kind, posixpath.normpath(posixpath.join("/", folder, target))[1:]
        return found

    def related(self, kind: str) -> str:
        """Name of the part that the workbook relates to as a kind, "" where there is none."""
        return next((target for found, target in self.targets(self.main).values() if found == kind), "")

    def _related(self, name: str, kind: str) -> str:
        for found, target in self.targets(name).values():
            if found == kind and target.endswith(".xml"):
                return target
        raise RefusalError(f"this is no workbook; {_SAVE[0]}", f"这不是工作簿;{_SAVE[1]}")


@contextmanager
def opened(path: Path) -> Iterator[Package]:
    """Open a workbook file; what goes wrong with it in the block is told as E109."""
    try:
        _look(path)
        with zipfile.ZipFile(path) as archive:
            _weigh(archive)
            yield Package(archive)
    except RefusalError as error:
        raise InvalidInputError([Problem(path.name, 0, "", "E109", str(error), error.message_zh)]) from error
    except _BROKEN as error:
        message, zh = f"the workbook is damaged ({error}); {_SAVE[0]}", f"工作簿已损坏({error});{_SAVE[1]}"
        raise InvalidInputError([Problem(path.name, 0, "", "E109", message, zh)]) from error


def local(tag: str) -> str:
    """Name of an element without its namespace, of which there are two for the same (strict and transitional)."""
    return tag.rpartition("}")[2]


def _look(path: Path) -> None:
    if path.stat().st_size > PACKED:
        raise RefusalError(f"the file has more than {PACKED >> 20} MiB", f"文件超过 {PACKED >> 20} MiB")
    with path.open("rb") as stream:
        head = stream.read(len(_OLE))
    if head == _OLE:
        raise RefusalError(
            f"the file has a password or is of an old format; without password, {_SAVE[0]}",
            f"文件有密码或为旧格式;去掉密码,{_SAVE[1]}",
        )
    if not zipfile.is_zipfile(path):
        raise RefusalError(f"this is no workbook; {_SAVE[0]}", f"这不是工作簿;{_SAVE[1]}")


def _weigh(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if len(entries) > PARTS or sum(entry.file_size for entry in entries) > UNPACKED:
        limit = f"{UNPACKED >> 20} MiB"
        raise RefusalError(f"unpacked, the file has more than {limit}", f"解压后超过 {limit}")
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED or entry.compress_type not in {
            zipfile.ZIP_STORED,
            zipfile.ZIP_DEFLATED,
        }:
            raise RefusalError(
                f"the file is encrypted or packed unusually; without password, {_SAVE[0]}",
                f"文件已加密或压缩方式特殊;去掉密码,{_SAVE[1]}",
            )
