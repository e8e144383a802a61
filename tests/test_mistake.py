"""A mistake in a query is told with its place and its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg_build.graph import Graph
from kg_build.mistake import told
from kg_build.oxigraph import OxigraphStore
from kg_build.problem import UsageError


@pytest.mark.parametrize(
    ("query", "words", "marked"),
    [
        ("SELECT * { ?a foo:bar ?c }", "line 1, column 15: no prefix 'foo:' is declared", "foo:bar"),
        ("SELECT * { ?甲 dx:value ?乙 .\n?乙 foo:bar 1 }", "line 2, column 4", "foo:bar"),
        ('SELECT * { BIND(foo:f("x:y") AS ?a) # z:z\n}', "column 17: no prefix 'foo:'", "foo:f"),
        ("SELECT * { ?a dx:value ?b } LIMIT x", "line 1, column 35: it is no SPARQL", "x"),
        ("SELECT * {\n?a dx:value ?b } LIMIT x", "line 2, column 24: it is no SPARQL", "x"),
        ("SELECT ?a (COUNT(?b) AS ?n) { ?a ?c ?b }", "neither in GROUP BY", ""),
        ("SELECT", "line 1, column 7", ""),
    ],
)
def test_the_place_is_that_of_the_text_as_given(query: str, words: str, marked: str) -> None:
    with pytest.raises(UsageError) as error:
        Graph(OxigraphStore.memory()).query(query)
    first, line, mark = str(error.value).splitlines()
    assert words in first
    assert len(str(error.value)) < 1200
    assert line in query
    assert mark.strip() == "^"
    if line.isascii():
        assert line[mark.index("^") :].startswith(marked)


def test_long_lines_are_cut() -> None:
    query = "SELECT * { " + "?a dx:value ?b . " * 40 + "LIMIT }"
    _, line, mark = told(query, f"error at 1:{query.index('LIMIT') + 1}: expected [_]").splitlines()
    assert len(line) < 120
    assert line[mark.index("^") :].startswith("LIMIT")


def test_updates_are_not_queries() -> None:
    assert "no updates" in told(
        "PREFIX a: <urn:a> DELETE WHERE { ?s ?p ?o }", "error at 1:1: expected CONSTRUCT"
    )


@given(st.text(), st.text())
def test_any_text_is_told(query: str, message: str) -> None:
    assert isinstance(told(query, message), str)
