"""The scoreboard counts every target once in each group, and in the order that ranks nobody."""

import pytest

from kg_build.oxigraph import OxigraphStore
from kg_build.scoreboard import DIMENSIONS, STATUSES, Assessed, Group, Line, assessed, count, places, tally
from kg_build.term import DX, Iri
from kg_build.vocabulary import OWN, Vocabulary
from tests.queries import sample

CITY, PROVINCE = ("c", "City"), ("p", "Province")


def made(key: str, status: str, *areas: str, place: Group = CITY, implied: bool = False) -> Assessed:
    groups: dict[str, tuple[Group, ...]] = {
        "agency": (("", ""),),
        "area": (place,),
        "program": (("p", "P"),),
        "service-area": tuple((area, area.upper()) for area in areas),
        "year": (("2025", "2025"),),
    }
    return Assessed(
        key, key, status, f"a-{key}", "", "", None, None, "", "2025-12-31", "", ("", ""), 0, implied, groups
    )


def test_statuses_are_those_of_the_vocabulary() -> None:
    declared = {term for term in Vocabulary.load().terms if term.startswith(f"{OWN}status#")}
    assert {f"{OWN}status#{status}" for status in STATUSES} == declared


def test_every_promise_has_one_status() -> None:
    found = assessed(sample.store(), "en")
    assert len({one.target for one in found}) == len(found) > 5
    for by in DIMENSIONS:
        once = sum(line.total for line in tally(found, by))
        assert once == len(found) + (by == "program"), by  # one promise stands in two lists


def test_a_promise_said_twice_is_one_and_counts_in_each_list() -> None:
    found = {one.target.removeprefix(sample.BASE): one for one in assessed(sample.store(), "en")}
    assert "target/share-again" not in found
    share = found["target/share"]
    assert share.restated == 1
    assert [name for _, name in share.groups["program"]] == ["List of 2025", "Three-year plan"]
    assert share.agency == "Civil Affairs Bureau"
    assert {one.restated for key, one in found.items() if key != "target/share"} == {0}


def test_promises_of_the_province_are_counted_apart() -> None:
    found = assessed(sample.store(), "en")
    assert [name for _, name in places(found)] == ["Kunming", "Yunnan"]
    for by in ("program", "service-area", "year"):
        assert {line.place[1] for line in tally(found, by)} == {"Kunming", "Yunnan"}, by
    assert {line.place for by in ("agency", "area") for line in tally(found, by)} == {("", "")}


def test_what_is_only_implied_is_counted_apart() -> None:
    found = [
        made("1", "met", "a"),
        made("2", "met", "a", "b", implied=True),
        made("3", "met", "b", implied=True),
    ]
    lines = tally(found, "service-area")
    assert {line.key: (line.total, line.implied) for line in lines} == {"a": (2, 1), "b": (2, 2)}
    bases = OxigraphStore.memory()
    bases.add(sample.store().construct("CONSTRUCT WHERE { ?s ?p ?o }"), sample.BASE)
    bases.add(
        [(Iri(f"{sample.BASE}target/share"), Iri(DX + "basis"), Iri(f"{OWN}target-basis#implied"))],
        sample.BASE,
    )
    assert [one.target for one in assessed(bases, "en") if one.implied] == [f"{sample.BASE}target/share"]


def test_groups_stay_together_with_the_larger_place_first() -> None:
    lines = tally(
        [
            made("1", "met", "a"),
            made("2", "met", "a"),
            made("3", "met", "a", place=PROVINCE),
            made("4", "met", "b"),
            made("5", "met", "b"),
        ],
        "service-area",
    )
    assert [(line.key, line.place, line.total) for line in lines] == [
        ("a", CITY, 2),
        ("a", PROVINCE, 1),
        ("b", CITY, 2),
    ]


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
