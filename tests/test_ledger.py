"""The ledger: each number of a text is stated, named, dismissed, beside a figure, or open."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg_build import build, ledger, passage
from kg_build.ledger import Ledger, Status
from kg_build.pack import Pack
from kg_build.problem import Severity
from kg_build.table import Record
from kg_build.texts import Text, Texts
from tests.conftest import ANLE_TEXTS

TEXT = "2025年\n建成15个馆、22个站,覆盖1320万人口,达一半以上。\n第三产业翻番,热线12348。\n"
Rows = dict[str, list[dict[str, str]]]


def balance(folder: Path, rows: Rows, text: str = TEXT) -> Ledger:
    (folder / "a.txt").write_bytes(text.encode())
    tables = {"documents": [{"id": "a", "file": "a.txt"}, {"id": "b", "file": "b.txt"}], **rows}
    records = {
        name: [Record(f"{name}.csv", line, cells) for line, cells in enumerate(table, 2)]
        for name, table in tables.items()
    }
    return ledger.balance(records, Texts(folder))


def row(phrase: str, **cells: str) -> dict[str, str]:
    start = TEXT.index(phrase)
    return {"document": "a", "start": str(start), "end": str(start + len(phrase)), "phrase": phrase, **cells}


def statuses(found: Ledger) -> dict[str, str]:
    return {entry.text: entry.status.value for entry in found.entries}


def test_nothing_held_leaves_every_number_open(tmp_path: Path) -> None:
    found = balance(tmp_path, {})
    assert statuses(found) == dict.fromkeys(
        ["2025", "15", "22", "1320万", "一半", "翻番", "12348"], Status.OPEN.value
    )
    assert [problem.code for problem in found.problems] == ["E407"] * 7
    first, second = found.problems[:2]
    assert str(first).startswith("a.txt:1:0 E407 2025 in '2025年⏎建成")
    assert (second.file, second.line, second.column) == ("a.txt", 2, str(TEXT.index("15")))


def test_each_way_to_hold_a_number(tmp_path: Path) -> None:
    found = balance(
        tmp_path,
        {
            "observations": [row("15个馆、22个站", value="15", unit="item", as_written="15")],
            "targets": [row("一半以上", value="50", unit="percent", as_written="一半")],
            "programs": [row("翻番")],
            "dismissed": [row("2025年", reason="date"), row("12348", reason="label")],
        },
    )
    assert statuses(found) == {
        "2025": "dismissed",
        "15": "stated",
        "22": "beside",
        "1320万": "open",
        "一半": "stated",
        "翻番": "named",
        "12348": "dismissed",
    }
    assert found.counts == Counter(stated=2, dismissed=2, beside=1, named=1, open=1)
    assert [problem.code for problem in found.problems] == ["E407"]


def test_numbers_run_into_one_are_held_by_both_parts(tmp_path: Path) -> None:
    half: Rows = {"evidence": [row("覆盖13")]}
    assert statuses(balance(tmp_path, half))["1320万"] == "open"
    half["dismissed"] = [row("20万人口", reason="definition")]
    assert statuses(balance(tmp_path, half))["1320万"] != "open"


def test_a_digit_left_out_leaves_the_number_open(tmp_path: Path) -> None:
    assert statuses(balance(tmp_path, {"claims": [row("025年")]}))["2025"] == "open"


def test_stated_and_dismissed(tmp_path: Path) -> None:
    found = balance(
        tmp_path,
        {
            "targets": [row("15个馆", value="15", unit="item", as_written="15")],
            "dismissed": [row("建成15个", reason="label"), row("产业", reason="label")],
        },
    )
    codes = {problem.address: problem.code for problem in found.problems if problem.code != "E407"}
    assert codes == {"dismissed.csv:2:phrase": "E413", "dismissed.csv:3:phrase": "E414"}
    assert {p.severity for p in found.problems if p.code == "E414"} == {Severity.WARNING}


def test_the_sample_pack_is_complete(anle: Pack) -> None:
    found = ledger.balance(passage.tables(anle, build.schema()), Texts(ANLE_TEXTS))
    assert found.problems == []
    assert len(found.entries) >= 15
    assert not found.counts[Status.BESIDE]


@pytest.mark.parametrize(("written", "status"), [("15", "stated"), ("5", "beside"), ("", "beside")])
def test_only_the_number_as_written_is_stated(written: str, status: str, tmp_path: Path) -> None:
    found = balance(tmp_path, {"targets": [row("15个馆", as_written=written)]})
    assert statuses(found)["15"] == status


@given(st.text(alphabet="甲乙159.万%一半成倍\n", max_size=40), st.data())
def test_the_ledger_balances(
    tmp_path_factory: pytest.TempPathFactory, text: str, data: st.DataObject
) -> None:
    spans = data.draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(1, 9)), max_size=5))
    rows = [
        {"document": "a", "start": str(start), "end": str(start + size), "phrase": text[start : start + size]}
        for start, size in spans
    ]
    found = balance(tmp_path_factory.mktemp("ledger"), {"claims": rows}, text)
    assert all(text[entry.start : entry.end] == entry.text for entry in found.entries)
    assert [entry.line for entry in found.entries] == [
        Text(text.encode()).line(entry.start) for entry in found.entries
    ]
    covered = {place for start, size in spans for place in range(start, start + size)}
    for entry in found.entries:
        digits = {place for place in range(entry.start, entry.end) if text[place].isdigit()}
        needed = digits or set(range(entry.start, entry.end))
        assert (entry.status is not Status.OPEN) is (needed <= covered)
