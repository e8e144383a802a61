"""The command `duixian evidence`, run as a person runs it."""

import csv
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg_build.cli import main
from tests.conftest import ANLE, ANLE_TEXTS


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str


@pytest.fixture
def duixian(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    monkeypatch.delenv("DUIXIAN_TEXTS", raising=False)

    def run(*arguments: str | Path) -> Run:
        monkeypatch.setattr(sys, "argv", ["duixian", "evidence", *map(str, arguments)])
        code = 0
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return Run(code, out, err)

    return run


def spoil(pack: Path, table: str, before: str, after: str) -> None:
    path = pack / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_the_sample_pack_is_sound(duixian: Callable[..., Run]) -> None:
    run = duixian(ANLE, "--texts", ANLE_TEXTS, "--ledger")
    assert (run.code, run.out) == (0, "")
    assert "0 problems" in run.err
    assert "checked against 3 documents" in run.err
    assert "stated" in run.err


def test_texts_by_environment(duixian: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUIXIAN_TEXTS", str(ANLE_TEXTS))
    assert "not checked" not in duixian(ANLE).err


def test_without_texts_it_says_what_it_could_not_check(duixian: Callable[..., Run]) -> None:
    run = duixian(ANLE)
    assert run.code == 0
    assert "E406" in run.out
    assert "not checked, for want of the text of news, plan, report" in run.err


def test_problems_are_told_in_either_language(duixian: Callable[..., Run], copy: Path) -> None:
    spoil(copy, "observations", "anle,10,school", "anle,11,school")
    english = duixian(copy, "--texts", ANLE_TEXTS)
    assert english.code == 1
    assert "observations.csv:" in english.out
    assert ":value E403 '10所'" in english.out
    assert "不是 11" in duixian(copy, "--texts", ANLE_TEXTS, "--lang", "zh").out


def test_rows_that_cannot_be_read_are_told(duixian: Callable[..., Run], copy: Path) -> None:
    spoil(copy, "observations", "anle,10,school", "anle,ten,school")
    run = duixian(copy, "--texts", ANLE_TEXTS)
    assert run.code == 1
    assert "E203" in run.out


def test_the_ledger_tells_what_is_open(duixian: Callable[..., Run], copy: Path) -> None:
    path = copy / "dismissed.csv"
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    run = duixian(copy, "--texts", ANLE_TEXTS, "--ledger")
    assert run.code == 1
    assert "plan.txt:1:10 E407 2023" in run.out
    assert "open" in run.err


def test_entries_are_rows(duixian: Callable[..., Run]) -> None:
    run = duixian(ANLE, "--texts", ANLE_TEXTS, "--entries", "--format", "csv")
    rows = list(csv.DictReader(run.out.splitlines()))
    assert run.code == 0
    assert {row["status"] for row in rows} == {"stated", "named", "dismissed"}


def test_find_gives_the_key_of_the_evidence(duixian: Callable[..., Run]) -> None:
    run = duixian(ANLE, "--texts", ANLE_TEXTS, "--find", "plan", "一半以上", "--format", "json")
    (row,) = json.loads(run.out)
    assert run.code == 0
    assert row["evidence"] == f"plan-{row['start']}-{row['end']}"
    assert (row["phrase"], row["end"] - row["start"]) == ("一半以上", 4)
    assert row["section"]
    several = duixian(
        ANLE, "--texts", ANLE_TEXTS, "--find", "plan", "2025", "--format", "jsonl", "--lang", "zh"
    )
    assert len(several.out.splitlines()) == 2


def test_find_offers_what_is_nearest(duixian: Callable[..., Run]) -> None:
    run = duixian(ANLE, "--texts", ANLE_TEXTS, "--find", "plan", "新建 学校10所")
    assert run.code == 1
    assert "新建学校10所" in run.out
    assert "does not stand in plan" in run.err
    nothing = duixian(ANLE, "--texts", ANLE_TEXTS, "--find", "plan", "zz")
    assert (nothing.code, "nor is anything like it" in nothing.err) == (1, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("nowhere",),
        (ANLE, "--texts", "nowhere"),
        (ANLE, "--ledger"),
        (ANLE, "--entries"),
        (ANLE, "--find", "plan", "x"),
        (ANLE, "--texts", ANLE_TEXTS, "--find", "nothing", "x"),
        (ANLE, "--texts", ANLE_TEXTS, "--find", "plan", ""),
        (ANLE, "--format", "xml"),
    ],
)
def test_wrong_usage(arguments: tuple[str | Path, ...], duixian: Callable[..., Run]) -> None:
    run = duixian(*arguments)
    assert run.code == 2
    assert run.err
