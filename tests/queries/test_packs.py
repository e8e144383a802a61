"""The questions over whole packs: golden answers, and defaults that give something to read."""

import pytest

from kg_build import question
from kg_build.catalogue import EXAMPLES
from kg_build.oxigraph import OxigraphStore
from kg_build.question import bind
from kg_build.resolve import terms
from tests.queries import packs

MAY_BE_EMPTY = {
    "contested-figures": "no two documents give different values for the same thing, place and period",
    "missed-targets": "every promise that can be judged was kept",
    "replies": "no agency has answered yet",
}
"""Questions that Kunming's documents give no row for, and why."""


@pytest.fixture(scope="module", params=sorted(packs.PACKS))
def pack(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def graph(pack: str, tmp_path_factory: pytest.TempPathFactory) -> OxigraphStore:
    return packs.store(pack, tmp_path_factory.mktemp("build"))


def test_answers_are_the_golden_ones(pack: str, graph: OxigraphStore) -> None:
    stale = list(packs.stale(pack, graph))
    assert not stale, f"run '{packs.UPDATE} {pack}' and look at what changed"


def test_no_golden_answer_is_without_its_question(pack: str) -> None:
    names = {path.stem for path in (packs.HERE / f"golden-{pack}").glob("*.tsv")}
    assert names == set(question.names())


def test_defaults_answer_something_of_kunming(pack: str, graph: OxigraphStore) -> None:
    if pack != "kunming":
        pytest.skip("the defaults are things of Kunming")
    empty = {asked.name for asked in question.load() if not graph.select(asked.text).rows}
    assert empty == set(MAY_BE_EMPTY)


def test_examples_of_parameters_are_found_in_kunming(pack: str, graph: OxigraphStore) -> None:
    if pack != "kunming":
        pytest.skip("the examples are things of Kunming")
    for asked in question.load():
        for name, parameter in asked.params.items():
            bind(asked, terms(graph, asked, {name: [EXAMPLES[parameter.type]]}, "en"))


def test_no_row_is_said_twice(pack: str, graph: OxigraphStore) -> None:
    for asked in question.load():
        rows = graph.select(packs.text(pack, asked)).rows
        assert len(rows) == len(set(rows)), asked.name
