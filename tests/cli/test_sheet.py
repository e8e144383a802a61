import os
import subprocess
import sys
from pathlib import Path

import pytest

RUN = "from kg_build.cli import main; main()"


def duixian(*given: str, code: str = RUN, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", code, "sheet", *given],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_there_and_back(copy: Path) -> None:
    book = str(copy.parent / "anle.xlsx")
    done = duixian("export", str(copy), book)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{book}: written\n", "")
    done = duixian("import", book, str(copy))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", f"{book}: nothing changed\n")
    (copy / "areas.csv").unlink()
    done = duixian("import", book, str(copy))
    assert (done.returncode, done.stdout) == (0, "areas.csv: written\n")
    assert done.stderr == f"{book}: 1 changed; check with 'duixian validate {copy}'\n"


@pytest.mark.parametrize("given", [("export", "PACK"), ("template",)])
def test_a_workbook_is_not_replaced_unasked(copy: Path, given: tuple[str, ...]) -> None:
    book = copy.parent / "anle.xlsx"
    book.write_text("edits")
    words = [str(copy) if word == "PACK" else word for word in given]
    done = duixian(*words, str(book))
    assert (done.returncode, book.read_text()) == (2, "edits")
    assert "may hold edits; --force replaces it" in done.stderr
    assert duixian(*words, str(book), "--force").returncode == 0
    assert book.read_bytes().startswith(b"PK")


def test_neither_clock_nor_machine_shows(copy: Path) -> None:
    books = [copy.parent / name for name in ("one.xlsx", "other.xlsx")]
    for book, zone, seed in zip(books, ("Asia/Shanghai", "America/Lima"), "12", strict=True):
        assert duixian("export", str(copy), str(book), TZ=zone, PYTHONHASHSEED=seed).returncode == 0
    assert books[0].read_bytes() == books[1].read_bytes()


def test_problems_are_told_and_nothing_changes(copy: Path) -> None:
    before = {path: path.read_bytes() for path in copy.iterdir()}
    done = duixian("import", str(copy / "targets.csv"), str(copy))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(
        "targets.csv E109 this is no workbook, or a damaged one (File is not a zip file); save it as an Excel workbook"
    )
    assert done.stderr.endswith("1 problem; nothing was changed\n")
    assert {path: path.read_bytes() for path in copy.iterdir()} == before


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("export", "nowhere", "x.xlsx"), "no pack 'nowhere'"),
        (("export", "PACK", "nowhere/x.xlsx"), "cannot write nowhere/x.xlsx: No such file"),
        (("import", "nowhere.xlsx", "PACK"), "'nowhere.xlsx' does not exist"),
    ],
)
def test_wrong_usage_is_told(copy: Path, given: tuple[str, ...], told: str) -> None:
    done = duixian(*(str(copy) if word == "PACK" else word for word in given))
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_without_the_library_it_is_told_what_to_install(copy: Path) -> None:
    before = {path: path.read_bytes() for path in copy.iterdir()}
    book = copy.parent / "anle.xlsx"
    assert duixian("export", str(copy), str(book)).returncode == 0
    bare = f"import sys; sys.modules['openpyxl'] = None; {RUN}"
    for given in (("import", str(book), str(copy)), ("export", str(copy), str(book), "--force")):
        done = duixian(*given, code=bare)
        assert done.returncode == 2
        assert done.stderr == "duixian: workbooks need openpyxl: install 'duixian[sheet]'\n"
    assert {path: path.read_bytes() for path in copy.iterdir()} == before


def test_tables_that_cannot_be_written_are_told(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from kg_build import place
    from kg_build.cli import group
    from kg_build.problem import UsageError

    def full(contents: object) -> None:
        raise OSError(28, "No space left on device")

    book = copy.parent / "anle.xlsx"
    assert duixian("export", str(copy), str(book)).returncode == 0
    (copy / "areas.csv").unlink()
    monkeypatch.setattr(place, "files", full)
    done = CliRunner().invoke(group, ["sheet", "import", str(book), str(copy)])
    assert isinstance(done.exception, UsageError)
    assert "No space left on device" in str(done.exception)
