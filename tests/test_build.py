"""The build as a whole: same bytes, nothing lost, nothing slips through."""

import csv
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg_build import build, csvw, facts, manifest
from kg_build.pack import Pack
from kg_build.problem import InvalidInputError

from .conftest import ANLE, ANLE_TEXTS

WRITTEN = ("graph.nq", "graph.ttl", "manifest.json")


def duixian(*arguments: str, cwd: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", "from kg_build.cli import main; main()", *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in WRITTEN}


def test_same_input_same_bytes(tmp_path: Path, built: Path) -> None:
    """Another folder, another hash seed, another time zone: the same bytes."""
    elsewhere = tmp_path / "else where"
    elsewhere.mkdir()
    pack = shutil.copytree(ANLE, elsewhere / "anle")
    done = duixian(
        "build",
        str(pack),
        "--texts",
        str(ANLE_TEXTS),
        "--out",
        "out",
        cwd=elsewhere,
        PYTHONHASHSEED="7",
        TZ="Asia/Shanghai",
    )
    assert done.returncode == 0, done.stderr
    assert contents(elsewhere / "out") == contents(built)


def test_the_manifest_counts_what_is_there(built: Path, anle: Pack) -> None:
    made = manifest.read(built)
    rows = {path.stem: path.read_text(encoding="utf-8").count("\n") - 1 for path in ANLE.glob("*.csv")}
    assert made.counts["dx:Target"] == rows["targets"]
    assert made.counts["dx:Observation"] == rows["observations"]
    assert made.counts["dx:Agency"] == rows["agencies"]
    assert made.counts["dx:Assessment"] == rows["targets"]
    lines = (built / "graph.nq").read_text(encoding="utf-8").splitlines()
    assert sum(made.triples.values()) == len(lines)
    assert made.triples[anle.base] == sum(line.endswith(f"<{anle.base}> .") for line in lines)
    assert (
        sum(count["dx:Target"] for count in made.documents.values() if "dx:Target" in count)
        == rows["targets"]
    )


def test_lines_are_sorted_and_unique(built: Path) -> None:
    lines = (built / "graph.nq").read_text(encoding="utf-8").split("\n")[:-1]
    assert lines == sorted(set(lines))


def test_nothing_of_the_machine_is_in_what_is_built(built: Path) -> None:
    for content in contents(built).values():
        assert str(ANLE.parents[2]).encode() not in content


def test_a_failed_build_says_all_and_changes_nothing(tmp_path: Path, copy: Path) -> None:
    assert duixian("build", str(copy), cwd=tmp_path).returncode == 0
    before = contents(tmp_path / "build" / "anle")
    targets = copy / "targets.csv"
    targets.write_text(
        targets.read_text(encoding="utf-8").replace(",percent,", ",,").replace("labour", "labor"),
        encoding="utf-8",
    )
    failed = duixian("build", str(copy), cwd=tmp_path)
    assert failed.returncode == 1
    assert failed.stdout == ""
    assert failed.stderr.count("targets.csv:") == 6
    assert "Traceback" not in failed.stderr
    assert contents(tmp_path / "build" / "anle") == before
    assert [path.name for path in (tmp_path / "build").iterdir()] == ["anle"]


def test_a_killed_build_loses_nothing(tmp_path: Path) -> None:
    """Kill builds at many moments: the last good one is whole each time, at the latest when it is next asked."""
    assert duixian("build", str(ANLE), cwd=tmp_path).returncode == 0
    before = contents(tmp_path / "build" / "anle")
    for moment in range(12):
        process = subprocess.Popen(
            [sys.executable, "-c", "from kg_build.cli import main; main()", "build", str(ANLE)],
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
        )
        time.sleep(0.15 + moment * 0.07)
        process.send_signal(signal.SIGKILL)
        process.wait()
        asked = duixian("query", "--graph", "anle", "ASK { ?s ?p ?o }", cwd=tmp_path)
        assert asked.stdout.strip() == "true", asked.stderr
        assert contents(tmp_path / "build" / "anle") == before
    assert duixian("build", str(ANLE), cwd=tmp_path).returncode == 0
    assert [path.name for path in (tmp_path / "build").iterdir()] == ["anle"]


PROTECTED = {
    "targets.csv": [
        "lead",
        "unit",
        "value",
        "as_written",
        "start",
        "end",
        "phrase",
        "document",
        "period_end",
        "comparator",
    ],
    "observations.csv": [
        "unit",
        "value",
        "as_written",
        "start",
        "end",
        "phrase",
        "document",
        "indicator",
        "area",
    ],
    "evidence.csv": ["id", "document", "start", "end", "phrase"],
    "claims.csv": ["start", "end", "phrase", "program"],
    "programs.csv": ["start", "end", "phrase", "owner"],
    "documents.csv": ["text_digest", "not_before"],
    "areas.csv": ["code"],
}
MAY_BE_EMPTY = {"period_end", "code"}


def problems_of(folder: Path, tables: csvw.Schema) -> list[str]:
    try:
        pack = Pack.open(folder)
        found = build.check_statements(pack, tables)
        deque(facts.read(pack, tables, found), 0)
        return [problem.address for problem in sorted(set(found)) if problem.code != "E406"]
    except InvalidInputError as error:
        return [problem.address for problem in error.problems]


def damaged(folder: Path, file: str, columns: list[str]) -> Iterator[tuple[int, str]]:
    """Delete each cell and each single digit in turn; yield line and column while the damage stands."""
    path = folder / file
    original = path.read_bytes()
    header, *rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    for number, row in enumerate(rows):
        for name in columns:
            place = header.index(name)
            cell = row[place]
            variants = {cell[:at] + cell[at + 1 :] for at, char in enumerate(cell) if char.isdigit()}
            if name not in MAY_BE_EMPTY and cell:
                variants.add("")
            for variant in sorted(variants - {cell}):
                changed = [*rows[:number], [*row[:place], variant, *row[place + 1 :]], *rows[number + 1 :]]
                with path.open("w", encoding="utf-8", newline="") as stream:
                    csv.writer(stream, lineterminator="\n").writerows([header, *changed])
                yield number + 2, f"{name} {cell!r} -> {variant!r}"
    path.write_bytes(original)


@pytest.mark.parametrize("file", PROTECTED)
def test_no_deletion_slips_through(copy: Path, schema: csvw.Schema, file: str) -> None:
    """Without the texts at hand: any deleted lead agency, evidence cell, unit or digit is found at its row."""
    assert problems_of(copy, schema) == []
    count = 0
    for line, what in damaged(copy, file, PROTECTED[file]):
        found = problems_of(copy, schema)
        assert any(address.startswith(f"{file}:{line}") for address in found), (file, line, what, found)
        count += 1
    assert count > 5
