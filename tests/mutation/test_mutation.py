"""What share of knowable mistakes is caught, and where; and that both engines say the same of all of them."""

import os
from collections import Counter

import pytest

from kg_build import build, engine, evidence, fast_shacl, integrity, passage
from kg_build.engine import FAST, REFERENCE
from kg_build.pack import Pack
from kg_build.vocabulary import Vocabulary
from tests.conftest import DOCUMENTS, require
from tests.mutation.__main__ import PAGE
from tests.mutation.kinds import KINDS
from tests.mutation.mistakes import sample
from tests.mutation.report import shares
from tests.mutation.run import Outcome, batches, run
from tests.mutation.world import Mistake, World

CAUGHT, ROW, COLUMN = 0.95, 0.95, 0.90


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    texts = DOCUMENTS if DOCUMENTS.is_dir() else None
    return World(Pack.open("kunming"), tmp_path_factory.mktemp("mutation"), texts)


@pytest.fixture(scope="module")
def mistakes(world: World) -> list[Mistake]:
    return sample(world)


def share(outcomes: list[Outcome], with_texts: bool) -> dict[str, float]:
    return {name: some / all_ for name, (some, all_) in shares(outcomes, with_texts).items()}


def test_knowable_mistakes_are_caught_where_they_are(world: World, mistakes: list[Mistake]) -> None:
    assert len(mistakes) >= 500
    outcomes = run(world, mistakes)
    for with_texts in sorted({outcome.with_texts for outcome in outcomes}):
        found = share(outcomes, with_texts)
        missed = [
            (outcome.mistake.kind, outcome.mistake.table, outcome.mistake.row, outcome.codes)
            for outcome in outcomes
            if outcome.with_texts == with_texts and outcome.knowable and not outcome.row
        ]
        assert found["caught"] >= CAUGHT, missed
        assert found["at the row"] >= ROW, missed
        assert found["at the column"] >= COLUMN, found
    known = [outcome.mistake for outcome in outcomes if outcome.knowable]
    assert len(known) / len(outcomes) > 0.75, "most mistakes can be known"
    _together_is_as_alone(world, outcomes)
    require(world.texts, "the folder of the source texts")


def _together_is_as_alone(world: World, outcomes: list[Outcome]) -> None:
    """Mistakes that the graph shows are caught one by one as well as many at once."""
    shown = [
        outcome
        for outcome in outcomes
        if outcome.row and not outcome.with_texts and any(code.startswith("E6") for code in outcome.codes)
    ]
    assert len(shown) > 50
    for outcome in shown[:: len(shown) // 4]:
        rows = outcome.mistake.origins | world.bound(outcome.mistake).keys()
        alone = {code for origin, _, code in world.of_graph([outcome.mistake]) if origin in rows}
        assert {code for code in outcome.codes if code.startswith("E6")} <= alone, outcome.mistake


def test_each_kind_is_on_the_page_and_no_other(mistakes: list[Mistake]) -> None:
    text = PAGE.read_text(encoding="utf-8").partition("## By kind")[2].partition("\n## ")[0]
    listed = [line.split("|")[1].strip() for line in text.splitlines() if line.startswith("| ")][1:]
    assert listed == list(KINDS)
    assert Counter(mistake.kind for mistake in mistakes).keys() == KINDS.keys()


def test_mistakes_differ_from_what_was_there(world: World, mistakes: list[Mistake]) -> None:
    for mistake in mistakes:
        if mistake.raw:
            assert mistake.raw(world.source[mistake.table]) != world.source[mistake.table].encode(), (
                mistake.kind
            )
        else:
            assert mistake.rows != (world.rows[mistake.table][mistake.row],), mistake.kind
        assert mistake.why or mistake.knowable == "always" or world.texts, mistake.kind


def test_incremental_check_gives_what_a_full_one_gives(world: World, mistakes: list[Mistake]) -> None:
    for mistake in mistakes[::60]:
        found = world.of_tables(mistake, with_texts=False)
        origins = world.write([mistake])
        problems = integrity.check(world.pack, world.schema, Vocabulary.load())
        problems += evidence.examine(passage.tables(world.pack, world.schema)).problems
        world.restore([mistake.table])
        whole = {seen for seen in world.seen(problems, origins) if seen not in world._sound[False]}
        assert {seen for seen in found if not seen[2].startswith("E9")} == whole, mistake.kind


def test_both_engines_find_the_same_in_all_mistakes(world: World, mistakes: list[Mistake]) -> None:
    """All mistakes that leave a graph, as many at once as have no row in common."""
    require(fast_shacl.is_installed(), "the package 'shacl'")
    readable = [mistake for mistake in mistakes if not mistake.raw]
    groups = batches(readable, lambda mistake: mistake.origins)
    every = 1 if os.environ.get("DUIXIAN_REQUIRE_ALL") == "1" else max(1, len(groups) // 4)
    different = 0
    for group in groups[::every]:
        world.graph(group)
        graph = world.work / build.LINES
        world.restore({mistake.table for mistake in group})
        found = engine.validate(graph, FAST)
        assert found == engine.validate(graph, REFERENCE)
        different += len(found)
    assert different > 50
