"""Every question: its header, its SPARQL in two engines, and its golden answers over the sample graph."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from rdflib.plugins.sparql import prepareQuery

from kg_build import question
from kg_build.oxigraph import OxigraphStore
from kg_build.question import LANGUAGES, Question
from kg_build.rows import Rows, to_python
from kg_build.term import Literal
from tests.queries import sample

QUESTIONS = question.load()
ASKED_FOR = {
    "targets-of-agency",
    "target-against-result",
    "unreported-targets",
    "targets-without-department",
    "city-against-province",
    "results-of-list",
    "evidence-of-figure",
    "agencies-by-targets",
    "figures-of-document",
    "indicators-of-service-area",
}
each = pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: asked.name)


def test_there_are_questions_and_every_group_has_one() -> None:
    assert len(QUESTIONS) >= 60
    assert {asked.name for asked in QUESTIONS} >= ASKED_FOR
    assert {asked.group for asked in QUESTIONS} == set(question.GROUPS)


@each
def test_the_file_is_sparql_as_it_stands(asked: Question) -> None:
    sample.store().select(asked.text)
    prepareQuery(asked.text)


@each
def test_columns_are_those_that_the_header_explains(asked: Question) -> None:
    assert sample.store().select(asked.text).columns == tuple(asked.returns)


@each
def test_what_it_reads_stands_in_it(asked: Question) -> None:
    body = asked.text.partition("SELECT")[2]
    for name in asked.reads:
        assert re.search(rf"{name}\b", body), name


@each
def test_parameters_stand_once_and_language_is_one(asked: Question) -> None:
    assert "lang" in asked.params
    for name in asked.params:
        assert len(re.findall(rf"VALUES \?{name} \{{", asked.text)) == 1


@pytest.fixture(scope="module")
def shuffled() -> OxigraphStore:
    """The same graph, written in another order."""
    made = OxigraphStore.memory()
    triples = [(s, p, o) for s, p, o, _ in sample.store().quads()]
    made.add(sorted(triples, key=lambda triple: str(triple[2])[::-1], reverse=True), sample.BASE)
    return made


@each
def test_order_does_not_depend_on_the_store(asked: Question, shuffled: OxigraphStore) -> None:
    assert "ORDER BY" in asked.text
    rows = sample.store().select(sample.text(asked, "en")).rows
    assert shuffled.select(sample.text(asked, "en")).rows == rows
    assert len(rows) == len(set(rows))


@each
def test_it_answers_something_of_the_sample(asked: Question) -> None:
    assert sample.store().select(sample.text(asked, "en")).rows


@each
def test_evidence_comes_with_its_document_and_place(asked: Question) -> None:
    if "phrase" in asked.returns:
        assert "start" in asked.returns
        assert {"document", "title", "reportedIn", "locator"} & set(asked.returns)


@each
@pytest.mark.parametrize("lang", LANGUAGES)
def test_answer_is_the_golden_one(asked: Question, lang: str) -> None:
    golden = sample.GOLDEN / f"{asked.name}.{lang}.csv"
    assert golden.is_file(), f"write it with '{sample.UPDATE}' and look at it"
    assert sample.answer(asked, lang) == golden.read_text(encoding="utf-8"), f"see '{sample.UPDATE}'"


@each
def test_rdflib_answers_the_same(asked: Question) -> None:
    text = sample.text(asked, "zh")
    assert plain(sample.select(sample.graph(), text)) == plain(sample.store().select(text))


def test_no_golden_answer_is_without_its_question() -> None:
    assert {Path(path.stem).stem for path in sample.GOLDEN.glob("*.csv")} == {
        asked.name for asked in QUESTIONS
    }


def plain(rows: Rows) -> list[tuple[object, ...]]:
    """Values without the form of numbers, of which engines have their own; in an order of our own."""
    made = [tuple(_value(term) for term in row) for row in rows]
    return sorted(made, key=repr)


def _value(term: object) -> object:
    value = to_python(term) if isinstance(term, Literal) else None if term is None else str(term)
    return value.normalize() if isinstance(value, Decimal) else value
