"""Every format, over rows that are hard on it."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcwidth

from kg_build import render as module
from kg_build.oxigraph import parse_text
from kg_build.render import WRITERS, render, shorten, width_of
from kg_build.rows import Rows
from kg_build.store import Answer, Triple
from kg_build.term import LANG_STRING, XSD, Blank, Iri, Literal, Term

ROWS = Rows(
    ("agency", "名称", "value"),
    [
        (
            Iri("https://w3id.org/duixian/kunming/agency/civil-affairs-bureau"),
            Literal("昆明市民政局", language="zh"),
            Literal("57.2", XSD + "decimal"),
        ),
        (Iri("https://w3id.org/duixian/status#met"), Literal("a|b\nc"), Literal("-12", XSD + "integer")),
        (Iri("http://www.wikidata.org/entity/Q182852"), None, None),
    ],
)
FORMATS = list(WRITERS)


def written(answer: Answer, form: str, width: int = 0) -> str:
    out = io.StringIO()
    render(answer, form, out, width)
    return out.getvalue()


def rows(*cells: Term | None) -> Rows:
    return Rows(("x",), [(cell,) for cell in cells])


def test_table() -> None:
    assert written(ROWS, "table") == (
        "agency                                  名称          value\n"
        "──────────────────────────────────────  ────────────  ─────\n"
        "civil-affairs-bureau                    昆明市民政局   57.2\n"
        "met                                     a|b c           -12\n"
        "http://www.wikidata.org/entity/Q182852\n"
    )


def test_table_lines_up_and_wraps_on_a_terminal_only() -> None:
    long = Rows(("a", "b"), [(Literal("护理型床位占比" * 6), Literal("word " * 20))])
    assert max(map(width_of, written(long, "table").splitlines())) > 100
    lines = written(long, "table", 40).splitlines()
    assert max(map(width_of, lines)) <= 40
    assert "".join(lines).count("护") == 6
    assert sum(line.count("word") for line in lines) == 20


def test_table_never_narrower_than_can_be_read() -> None:
    many = Rows(tuple("abcdefgh"), [tuple(Literal("x" * 30) for _ in range(8))])
    assert max(map(len, written(many, "table", 20).splitlines())) == 8 * 8 + 7 * 2


def test_table_without_rows_has_its_header() -> None:
    assert written(Rows(("a", "b")), "table") == "a  b\n─  ─\n"
    assert written(Rows(()), "table").strip() == ""


@given(st.text(max_size=60), st.integers(10, 60))
def test_table_holds_any_text_on_lines_of_the_width(text: str, width: int) -> None:
    out = written(rows(Literal(text)), "table", width)
    assert all(width_of(line) <= width for line in out.split("\n"))
    assert not any(ord(character) == 0x1B for character in out), "no control of the terminal"


@given(st.text(max_size=30))
def test_width_is_that_of_wcwidth(text: str) -> None:
    assert width_of(text) == (len(text) if text.isascii() else sum(max(wcwidth(c), 0) for c in text))


def test_characters_of_known_width_have_it() -> None:
    known = [chr(code) for code in range(0x20, 0x30000) if module._PLAIN.fullmatch(chr(code))]
    assert len(known) > 20000
    assert all(width_of(character) == wcwidth(character) for character in known)


def test_csv_and_tsv_read_back() -> None:
    for form, delimiter in (("csv", ","), ("tsv", "\t")):
        read = list(csv.reader(io.StringIO(written(ROWS, form), newline=""), delimiter=delimiter))
        assert read[0] == ["agency", "名称", "value"]
        assert read[1] == [str(ROWS.rows[0][0]), "昆明市民政局", "57.2"]
        assert read[2][1:] == ["a|b\nc", "-12"]
        assert read[3] == ["http://www.wikidata.org/entity/Q182852", "", ""]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-cmd", "@SUM(A1)", "\t=1", "\r=1"])
@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_text_that_a_spreadsheet_would_run_is_disarmed(text: str, form: str) -> None:
    read = list(
        csv.reader(
            io.StringIO(written(rows(Literal(text)), form), newline=""), delimiter=",\t"[form == "tsv"]
        )
    )
    assert read[1] == ["'" + text.replace("\r", "\n")]


def test_numbers_are_not_disarmed() -> None:
    assert written(rows(Literal("-0.5", XSD + "decimal")), "csv") == "x\n-0.5\n"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=20))
def test_csv_reads_back_any_text(text: str) -> None:
    read = list(csv.reader(io.StringIO(written(rows(Literal(text), Literal("end")), "csv"), newline="")))
    guarded = "'" + text if text[:1] in set("=+-@\t\n") and text else text
    assert read[1:] in ([[guarded], ["end"]], [["end"]] if not text else [])


def test_json() -> None:
    read = json.loads(written(ROWS, "json"))
    assert read[0] == {
        "agency": "https://w3id.org/duixian/kunming/agency/civil-affairs-bureau",
        "名称": "昆明市民政局",
        "value": 57.2,
    }
    assert read[1]["value"] == -12
    assert read[2] == {"agency": "http://www.wikidata.org/entity/Q182852", "名称": None, "value": None}
    assert [json.loads(line) for line in written(ROWS, "jsonl").splitlines()] == read


def test_json_loses_no_digit() -> None:
    exact = "0.123456789012345678901"
    read = json.loads(written(rows(Literal(exact, XSD + "decimal"), Literal("3.0", XSD + "decimal")), "json"))
    assert [row["x"] for row in read] == [exact, 3]


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3))
def test_json_numbers_are_equal(value: object) -> None:
    read = json.loads(written(rows(Literal(f"{value:f}", XSD + "decimal")), "json"))[0]["x"]
    assert str(read) == str(value) or float(read) == float(str(value))


def test_markdown() -> None:
    lines = written(ROWS, "markdown").splitlines()
    assert lines[:2] == ["| agency | 名称 | value |", "| --- | --- | --- |"]
    assert lines[3] == "| met | a\\|b c | -12 |"
    assert written(rows(Literal("<b>*x*</b>")), "markdown").splitlines()[2] == "| \\<b\\>\\*x\\*\\</b\\> |"


@pytest.mark.parametrize("form", FORMATS)
def test_truth(form: str) -> None:
    assert (written(True, form), written(False, form)) == ("true\n", "false\n")


TRIPLES: list[Triple] = [
    (Iri("urn:b"), Iri("urn:p"), Literal("文", LANG_STRING, "zh")),
    (Iri("urn:a"), Iri("urn:p"), Literal("1", XSD + "integer")),
]


def test_graph_is_turtle_and_sorted() -> None:
    text = written(TRIPLES, "table")
    assert sorted(parse_text(text.encode()), key=str) == sorted(TRIPLES, key=str)
    assert text == written(TRIPLES[::-1], "table")


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "table"])
def test_graph_in_other_formats_is_rows(form: str) -> None:
    text = written(TRIPLES, form)
    assert "subject" in text
    assert text.index("urn:a") < text.index("urn:b")


def test_unknown_format() -> None:
    with pytest.raises(ValueError, match="there are: table, csv"):
        written(ROWS, "xml")


def test_formats_are_those_that_the_commands_offer() -> None:
    from kg_build.cli.options import FORMATS as OFFERED

    assert tuple(FORMATS) == OFFERED


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        ("https://w3id.org/duixian/kunming/target/plan-2025-x", "plan-2025-x"),
        ("https://data.example.org/pack/evidence/plan-1-2/selector", "plan-1-2/selector"),
        ("https://w3id.org/duixian/unit#percent", "percent"),
        ("https://w3id.org/duixian/def#Target", "Target"),
        ("https://w3id.org/duixian/rule/at-least", "at-least"),
        ("https://w3id.org/duixian/kunming/", "https://w3id.org/duixian/kunming/"),
        ("http://www.w3.org/2004/02/skos/core#Concept", "http://www.w3.org/2004/02/skos/core#Concept"),
    ],
)
def test_shorten(iri: str, short: str) -> None:
    assert shorten(iri) == short


def test_blank_node() -> None:
    assert written(rows(Blank("b1")), "csv") == "x\n_:b1\n"
