import json
from pathlib import Path
from typing import Any

import pytest
import uritemplate
from hypothesis import given
from hypothesis import strategies as st

from kg_build import csvw
from kg_build.problem import InvalidInputError

COLUMN = {"name": "id", "datatype": "string", "required": True, "suppressOutput": True}


def group(*columns: dict[str, Any], table: dict[str, Any] | None = None, **schema: Any) -> dict[str, Any]:
    return {
        "@context": csvw.CSVW,
        "tables": [
            {
                "url": "things.csv",
                "tableSchema": {
                    "aboutUrl": "thing/{id}",
                    "primaryKey": "id",
                    "columns": [COLUMN, *columns],
                    **schema,
                },
                **(table or {}),
            }
        ],
    }


def load(tmp_path: Path, content: object) -> csvw.Schema:
    path = tmp_path / "tables.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return csvw.load(path)


def refusal(tmp_path: Path, content: object) -> str:
    with pytest.raises(InvalidInputError) as caught:
        load(tmp_path, content)
    return str(caught.value)


def test_reads_a_small_schema(tmp_path: Path) -> None:
    name = {"name": "name", "propertyUrl": "skos:prefLabel", "lang": "zh"}
    kind = {"virtual": True, "propertyUrl": "rdf:type", "valueUrl": "https://example.org/Thing"}
    table = load(tmp_path, group(name, kind)).tables["things"]
    assert [column.name for column in table.read] == ["id", "name"]
    assert [column.name for column, _, _ in table.emitted] == ["name", ""]
    assert table.key == ("id",)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "E501"),
        ({"@context": "http://example.org/", "tables": []}, "the context must be"),
        ({"@context": csvw.CSVW, "tables": [[]]}, "an object is expected"),
        ({**group(), "notes": []}, "notes"),
        (group(table={"dialect": {"delimiter": ";"}}), "dialect"),
        (group(table={"dc:description": "text"}), "a list of texts"),
        (group(table={"dc:description": [{"@value": "x"}]}), "@value and @language"),
        (group(rowTitles=["id"]), "rowTitles"),
        (group({"name": "a", "propertyUrl": "skos:note", "ordered": True}), "ordered"),
        (group({"name": "a", "propertyUrl": "skos:note", "datatype": "duration"}), "duration"),
        (
            group({"name": "a", "propertyUrl": "skos:note", "datatype": {"base": "date", "format": "d"}}),
            "format",
        ),
        (
            group({"name": "a", "propertyUrl": "skos:note", "datatype": {"base": "string", "format": "("}}),
            "subpattern",
        ),
        (
            group({"name": "a", "propertyUrl": "skos:note", "datatype": {"base": "string", "minimum": 1}}),
            "minimum",
        ),
        (group({"name": "a", "propertyUrl": "skos:note", "datatype": "decimal", "lang": "zh"}), "lang"),
        (group({"name": "a"}), "suppressOutput"),
        (group({"propertyUrl": "skos:note"}), "needs a name"),
        (group({"virtual": True, "propertyUrl": "rdf:type"}), "propertyUrl and valueUrl"),
        (
            group({"name": "a", "propertyUrl": "skos:note", "valueUrl": "b/{a}", "separator": ";"}),
            "separator",
        ),
        (group({"name": "a", "propertyUrl": "skos:note", "valueUrl": "b/{?a}"}), "{?a}"),
        (group({"name": "a", "propertyUrl": "skos:note", "aboutUrl": "b/{a}"}), "not required"),
        (group({"virtual": True, "propertyUrl": "rdf:type", "valueUrl": "b/{x}"}), "not required"),
        (group(primaryKey="key"), "no column 'key'"),
        (group(foreignKeys=[{"columnReference": ["a", "b"], "reference": {}}]), "several columns"),
        (
            group(
                foreignKeys=[
                    {"columnReference": "id", "reference": {"resource": "x.csv", "columnReference": "id"}}
                ]
            ),
            "no such column or table",
        ),
    ],
)
def test_refuses_what_it_does_not_read(tmp_path: Path, content: object, message: str) -> None:
    assert message in refusal(tmp_path, content)


def test_all_refusals_come_together(tmp_path: Path) -> None:
    wrong = group(
        {"name": "a"}, {"name": "b", "propertyUrl": "skos:note", "datatype": "duration"}, rowTitles=["id"]
    )
    assert len(refusal(tmp_path, wrong).splitlines()) == 3


def test_a_reference_to_a_key_of_two_columns_is_refused(tmp_path: Path) -> None:
    content = group(
        {"name": "other", "suppressOutput": True},
        primaryKey=["id", "other"],
        foreignKeys=[
            {"columnReference": "other", "reference": {"resource": "things.csv", "columnReference": "id"}}
        ],
    )
    assert "a key of several columns" in refusal(tmp_path, content)


def template(text: str) -> csvw.Template:
    reader = csvw._Reader("tables.json")
    made = reader.template("", text)
    assert made is not None
    return made


@given(st.text(), st.text())
def test_templates_expand_as_rfc_6570_says(one: str, two: str) -> None:
    for text in ("a/{one}", "{+one}", "a/{one}-{two}/b", "{+two}/{one}#x"):
        assert template(text).expand({"one": one, "two": two}) == uritemplate.expand(text, one=one, two=two)


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        ("thing/{id}", "https://example.org/thing/x"),
        ("skos:note", "http://www.w3.org/2004/02/skos/core#note"),
        ("https://other.example/{id}", "https://other.example/x"),
    ],
)
def test_relative_and_prefixed_names_become_absolute(text: str, iri: str) -> None:
    assert csvw.absolute(template(text), "https://example.org/").expand({"id": "x"}) == iri
