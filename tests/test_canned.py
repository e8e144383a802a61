"""The report's own questions: SPARQL that two engines answer alike, with columns as the header explains."""

from functools import cache

import pytest
import rdflib
from rdflib.plugins.sparql import prepareQuery

from kg_build import canned
from kg_build.problem import UsageError
from kg_build.question import Question, get
from kg_build.rdf import from_triples
from kg_build.resources import folder
from kg_build.term import Iri
from tests.queries import sample
from tests.queries.test_questions import plain

QUESTIONS = canned.all_questions()
each = pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: asked.name)


def test_there_are_questions() -> None:
    assert len(QUESTIONS) >= 12


@each
def test_columns_are_those_that_the_header_explains(asked: Question) -> None:
    prepareQuery(asked.text)
    assert sample.store().select(asked.text).columns == tuple(asked.returns)
    assert "ORDER BY" in asked.text


@cache
def graph() -> rdflib.Graph:
    """The sample in rdflib, as Oxigraph concluded it: here only the questions are compared."""
    return from_triples(
        (subject, predicate, value) for subject, predicate, value, _ in sample.store().quads()
    )


@each
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_rdflib_answers_the_same(asked: Question, lang: str) -> None:
    text = sample.text(asked, lang) if "lang" in asked.params else asked.text
    assert plain(sample.select(graph(), text)) == plain(sample.store().select(text))


@each
def test_nothing_is_no_mistake(asked: Question) -> None:
    empty = type(sample.store()).memory()
    rows = empty.select(asked.text)
    assert not rows.rows or asked.name == "numbers"


def test_what_a_person_gives_is_bound() -> None:
    store = sample.store()
    values = canned.meant(store, "assessments", {"agency": ("卫健委",), "year": ("2025",), "area": ()})
    assert set(values) == {"agency", "year"}
    rows = canned.ask(store, "assessments", "en", values)
    assert rows
    assert {row["lead"] for row in rows} == {sample.BASE + "agency/health-commission"}
    with pytest.raises(UsageError):
        canned.meant(store, "assessments", {"agency": ("nobody at all",)})


def test_each_filter_narrows() -> None:
    store = sample.store()
    every = canned.ask(store, "assessments", "en")
    for name, column in (
        ("agency", "lead"),
        ("program", "list"),
        ("service", "field"),
        ("status", "verdict"),
    ):
        for wanted in {row[column] for row in every if row[column]}:
            found = canned.ask(store, "assessments", "en", {name: [Iri(wanted)]})
            assert found == [row for row in every if row[column] == wanted], (name, wanted)
    assert get("assessments", folder("queries") / "report").params["status"].type == "status"
