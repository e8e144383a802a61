"""The scoreboard counts every target once in each group, and in the order that ranks nobody."""

import pytest

from kg_build.scoreboard import DIMENSIONS, STATUSES, Assessed, Line, assessed, count, tally
from kg_build.vocabulary import OWN, Vocabulary
from tests.queries import sample


def made(key: str, status: str, *areas: str) -> Assessed:
    groups = {
        "agency": (("", ""),),
        "program": (("p", "P"),),
        "service-area": tuple((area, area.upper()) for area in areas),
        "year": (("2025", "2025"),),
    }
    return Assessed(key, key, status, f"a-{key}", "", "", None, None, "", "2025-12-31", "", groups)


def test_statuses_are_those_of_the_vocabulary() -> None:
    declared = {term for term in Vocabulary.load().terms if term.startswith(f"{OWN}status#")}
    assert {f"{OWN}status#{status}" for status in STATUSES} == declared


def test_every_target_has_one_status() -> None:
    found = assessed(sample.store(), "en")
    assert len({one.target for one in found}) == len(found) > 5
    for by in DIMENSIONS:
        assert sum(line.total for line in tally(found, by)) == len(found), by


def test_a_target_of_two_areas_counts_in_both() -> None:
    lines = tally([made("1", "met", "a", "b"), made("2", "missed", "b")], "service-area")
    assert [(line.key, line.total, line.counts["met"]) for line in lines] == [("b", 2, 1), ("a", 1, 1)]


def test_groups_of_the_same_size_are_in_the_order_of_their_keys() -> None:
    lines = tally([made("1", "met", "b"), made("2", "met", "a")], "service-area")
    assert [line.key for line in lines] == ["a", "b"]


def test_statuses_keep_their_order_and_unknown_ones_come_last() -> None:
    assert list(count(["odd", "claimed", "met", "met"])) == [*STATUSES, "odd"]
    assert count([])["met"] == 0
    assert Line("k", "n", count(["met", "odd"])).total == 2


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_years_are_in_order(lang: str) -> None:
    years = [line.key for line in tally(assessed(sample.store(), lang), "year")]
    assert years == sorted(years, key=lambda year: (not year, year))
