"""What a workbook offers and checks is what the table schema and the vocabulary say."""

import re
from pathlib import Path
from typing import Any

import pytest

from kg_build import csvw
from kg_build.datatype import Datatype
from kg_build.resources import folder
from kg_build.sheet.choice import Keys, Length, Reference, Rule, choice
from kg_build.sheet.page import TERMS
from kg_build.vocabulary import OWN, Vocabulary

from .program import exported, opened, schema_with


@pytest.fixture(scope="module")
def book() -> Any:
    return opened(exported(folder("packs") / "kunming"))


def rules(page: Any) -> dict[str, Any]:
    """The rule of each column, by the column's name."""
    found = {}
    for rule in page.data_validations.dataValidation:
        letters, last = re.fullmatch(r"([A-Z]+)2:\1(\d+)", str(rule.sqref)).groups()  # type: ignore[union-attr]
        assert last == "1048576"
        found[page[f"{letters}1"].value] = rule
    return found


def test_drop_downs_offer_exactly_the_keys_of_the_vocabulary(book: Any, schema: csvw.Schema) -> None:
    known, seen = Vocabulary.load(), 0
    for kind in schema.tables.values():
        found = rules(book[kind.name])
        for column in kind.read:
            if column.value is None or not column.value.text.startswith(OWN):
                continue
            if column.name in {key.column for key in kind.foreign_keys}:
                continue
            seen += 1
            rule = found[column.name]
            assert (rule.type, rule.errorStyle) == ("list", None)
            range_ = re.fullmatch(rf"'{TERMS}'!(.*)", rule.formula1)
            assert range_
            offered = [cell.value for (cell,) in book[TERMS][range_[1]]]
            namespace = column.value.text.partition("{")[0]
            keys = {term.removeprefix(namespace) for term in known.terms if term.startswith(namespace)}
            pattern = column.datatype.pattern
            assert pattern
            assert offered == sorted(key for key in keys if pattern.fullmatch(key))
            assert offered
    assert seen > 20


def test_the_class_of_an_area_is_one_of_five(schema: csvw.Schema) -> None:
    kind = schema.tables["areas"]
    column = next(column for column in kind.read if column.name == "class")
    found = choice(schema, kind, column, Vocabulary.load())
    assert isinstance(found, Keys)
    assert found.keys == ("City", "District", "Province", "Town", "Zone")


def test_terms_are_explained(book: Any) -> None:
    header, *rows = [[cell.value for cell in row] for row in book[TERMS].iter_rows()]
    assert header == ["scheme", "key", "标签", "label", "定义", "definition", "used in"]
    assert [
        "comparator", "at-least", "不低于", "at least"
    ] in [row[:4] for row in rows]  # fmt: skip
    assert all(all(row) for row in rows)
    users = {user for row in rows for user in row[6].split(", ")}
    assert {"targets.unit", "observations.unit", "areas.class"} <= users


def test_references_offer_the_keys_of_the_other_table_however_many(book: Any, schema: csvw.Schema) -> None:
    seen = 0
    for kind in schema.tables.values():
        found = rules(book[kind.name])
        for key in kind.foreign_keys:
            rule, place = found[key.column], schema.tables[key.table]
            assert [column.name for column in place.read].index(place.key[0]) == 0
            other = f"'{key.table}'"
            assert rule.formula1 == f"OFFSET({other}!$A$2,0,0,MAX(1,COUNTA({other}!$A:$A)-1),1)"
            assert (rule.type, rule.errorStyle) == ("list", "warning")
            assert key.table in rule.error
            seen += 1
    assert seen > 30


def test_every_other_type_has_its_rule(book: Any, schema: csvw.Schema) -> None:
    for kind in schema.tables.values():
        found = rules(book[kind.name])
        for column in kind.read:
            if column.datatype.base != "string":
                assert found[column.name].type == "custom"
            elif column.datatype.lengths != (None, None):
                rule = found[column.name]
                assert (rule.type, rule.formula1, rule.formula2) == ("textLength", "1", "30")
        for rule in found.values():
            assert len(rule.formula1) <= 255
            assert len(rule.error) <= 255


@pytest.mark.parametrize(
    ("datatype", "parts"),
    [
        (Datatype.of("decimal", bounds=(0, 100)), ["NUMBERVALUE", ">=0", "<=100", 'FIND("%",']),
        (Datatype.of("integer"), ['EXACT(TEXT(VALUE({cell}),"0"),{cell})']),
        (Datatype.of("nonNegativeInteger"), [">=0"]),
        (Datatype.of("positiveInteger"), [">=1"]),
        (Datatype.of("positiveInteger", bounds=(3, None)), [">=3"]),
        (Datatype.of("date"), ["DAY(DATE(", "LEN({cell})=10"]),
    ],
)
def test_rules_of_types(schema: csvw.Schema, datatype: Datatype, parts: list[str]) -> None:
    found = choice(schema, *place(schema, datatype), Vocabulary.load())
    assert isinstance(found, Rule)
    assert all(part in found.formula for part in parts)
    assert len(found.formula.format(cell="ABC2")) <= 255


def test_text_without_bounds_has_no_rule(schema: csvw.Schema) -> None:
    known = Vocabulary.load()
    assert choice(schema, *place(schema, Datatype.of("string")), known) is None
    assert choice(schema, *place(schema, Datatype.of("string", "[0-9]+")), known) is None
    assert choice(schema, *place(schema, Datatype.of("string", None, (2, None))), known) == Length(2, None)


def place(schema: csvw.Schema, datatype: Datatype) -> tuple[csvw.Table, csvw.Column]:
    from dataclasses import replace

    kind = schema.tables["agencies"]
    column = next(column for column in kind.read if column.name == "note")
    return kind, replace(column, datatype=datatype)


def test_new_columns_have_their_choices(tmp_path: Path) -> None:
    known = Vocabulary.load()
    for column, expected in (
        ({"name": "seat", "reference": "areas.csv"}, Reference("areas", "id")),
        ({"name": "level2", "valueUrl": f"{OWN}level#{{level2}}"}, Keys),
        ({"name": "elsewhere", "valueUrl": "https://example.org/#{elsewhere}"}, None),
        ({"name": "tags", "separator": "|", "datatype": "date"}, None),
    ):
        schema = schema_with(tmp_path, "agencies", **column)
        kind = schema.tables["agencies"]
        found = choice(schema, kind, kind.read[1], known)
        assert found == expected or (expected is Keys and isinstance(found, Keys))
