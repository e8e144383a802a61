from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st

from kg_build import csvw, table, tidy
from kg_build.cli import group
from kg_build.pack import Pack
from kg_build.problem import InvalidInputError, Problem
from kg_build.resources import folder

from .conftest import ANLE


@pytest.mark.parametrize("pack", [ANLE, folder("packs") / "kunming"], ids=["anle", "kunming"])
def test_the_packs_are_in_canonical_form(pack: Path, schema: csvw.Schema) -> None:
    assert sorted(tidy.untidy(Pack.open(pack), schema)) == [], f"run: duixian tidy {pack.name}"


def test_what_a_spreadsheet_does_is_undone(copy: Path, schema: csvw.Schema) -> None:
    targets = copy / "targets.csv"
    before = targets.read_bytes()
    header, *rows = before.decode().splitlines()
    quoted = [",".join(f'"{cell}"' for cell in row.split(",")) + "," for row in reversed(rows)]
    targets.write_bytes("\r\n".join([header + ",", *quoted, "," * 28, ""]).encode("utf-8-sig"))
    told = CliRunner().invoke(group, ["tidy", str(copy), "--check"])
    assert told.exit_code == 1
    assert "targets.csv: not tidy" in told.output
    assert CliRunner().invoke(group, ["tidy", str(copy)]).output == "targets.csv: tidied\n"
    assert targets.read_bytes() == before
    assert CliRunner().invoke(group, ["tidy", str(copy), "--check"]).exit_code == 0


@pytest.mark.parametrize("damage", ["colour,", "id,id\n", ""])
def test_a_table_that_cannot_be_read_is_left_alone(copy: Path, schema: csvw.Schema, damage: str) -> None:
    targets = copy / "targets.csv"
    targets.write_text(damage + targets.read_text(encoding="utf-8") if damage else "", encoding="utf-8")
    before = targets.read_bytes()
    with pytest.raises(InvalidInputError):
        tidy.tidy(Pack.open(copy), schema)
    assert targets.read_bytes() == before


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))


@example([("a\rb", "c")])
@given(st.lists(st.tuples(CELLS, CELLS), max_size=6))
def test_tidying_twice_is_tidying_once(rows: list[tuple[str, str]]) -> None:
    import csv
    import io

    from kg_build.build import schema

    kind = schema().tables["members"]

    def tidied(text: str) -> str:
        problems: list[Problem] = []
        found = [cells for _, cells in table.fitting(kind, io.StringIO(text, newline=""), problems)]
        assert problems == []
        return tidy.written(kind, found)

    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([("group", "member"), *rows])
    once = tidied(stream.getvalue())
    assert tidied(once) == once
    facts = sorted(tuple(row) for row in csv.reader(io.StringIO(once, newline="")))[:]
    assert sorted([("group", "member"), *(row for row in rows if any(row))]) == facts
