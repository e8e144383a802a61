"""The rows that the curators' guide shows stand so in the tables of the Kunming pack."""

import csv
import re

import pytest

from docs.generate import ROOT

PAGE = (ROOT / "docs" / "curating.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```csv (\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_the_guide_shows_rows() -> None:
    assert len(BLOCKS) >= 30
    assert len(BLOCKS) == PAGE.count("```csv")


@pytest.mark.parametrize(("table", "text"), BLOCKS)
def test_a_row_of_the_guide_stands_in_the_table(table: str, text: str) -> None:
    path = ROOT / "packs" / "kunming" / f"{table}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        held = list(csv.DictReader(file))
    shown = list(csv.DictReader(text.splitlines()))
    assert shown
    for row in shown:
        assert any(row.items() <= there.items() for there in held), f"{table}: {row}"


def test_no_phrase_of_the_guide_is_longer_than_a_phrase_may_be() -> None:
    for _, text in BLOCKS:
        assert all(len(row.get("phrase") or "") <= 30 for row in csv.DictReader(text.splitlines()))
