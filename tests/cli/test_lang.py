"""What is wrong is told in the language asked for, by every command that can find it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

RUN = "from kg_build.cli import main; main()"


def told(*given: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", RUN, *given],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
    )
    assert done.returncode == 1
    return done.stderr + done.stdout


@pytest.mark.parametrize("command", ["build", "tidy", "validate", "sheet"])
def test_problems_are_told_in_both_languages(copy: Path, command: str) -> None:
    table = copy / "areas.csv"
    table.write_text("\n".join(f"{line},x" for line in table.read_text("utf-8").splitlines()) + "\n", "utf-8")
    given = {
        "sheet": ["sheet", "import", str(table), str(copy)],
        "build": ["build", str(copy), "--out", str(copy.parent / "out")],
    }
    words = given.get(command, [command, str(copy)])
    english, chinese = told(*words), told(*words, "--lang", "zh")
    assert chinese == told(*words, DUIXIAN_LANG="zh")
    codes = "E109" if command == "sheet" else "E103"
    assert english.isascii()
    (line,) = (one for one in chinese.splitlines() if f" {codes} " in one)
    assert ("这不是工作簿" if command == "sheet" else "未知的列“x”") in line
