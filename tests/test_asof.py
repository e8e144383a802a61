"""Looking back: nothing that was stated, due or concluded later."""

from datetime import date
from pathlib import Path

import pytest

from kg_build import asof
from kg_build.oxigraph import OxigraphStore
from kg_build.problem import UsageError
from kg_build.term import DX

PREFIX = f"PREFIX dx: <{DX}> PREFIX oa: <http://www.w3.org/ns/oa#> "


@pytest.fixture(scope="module")
def store(built: Path) -> OxigraphStore:
    return OxigraphStore.open(built / "store")


def statuses(store: OxigraphStore, day: str) -> dict[str, str]:
    text = PREFIX + "SELECT ?t ?s { ?a a dx:Assessment ; dx:target ?t ; dx:status ?s }"
    found = asof.view(store, date.fromisoformat(day)).select(text)
    return {str(t).rpartition("/")[2]: str(s).partition("#")[2] for t, s in found}


def test_before_the_period_is_over_nothing_is_due(store: OxigraphStore) -> None:
    found = statuses(store, "2025-06-30")
    assert set(found.values()) == {"not-due"}
    assert len(found) == 8, "what only later documents promise is not known yet"


def test_due_and_not_reported_yet(store: OxigraphStore) -> None:
    assert set(statuses(store, "2025-12-31").values()) == {"unreported"}


def test_known_on_the_day_of_the_report(store: OxigraphStore) -> None:
    found = statuses(store, "2026-01-10")
    assert found["nursing-bed-share-2025"] == "exceeded"
    assert found["unemployment-rate-2025"] == "missed"
    assert found["homes-built-2026"] == "not-due"
    assert "pipes-renewed-2025" not in found


def test_the_last_day_is_the_graph_as_it_is(store: OxigraphStore) -> None:
    text = (
        PREFIX
        + "SELECT ?s ?p ?o { ?s a ?kind ; ?p ?o . VALUES ?kind { dx:Assessment dx:Finding dx:Expectation } }"
    )
    view = asof.view(store, date(2026, 1, 15))
    assert set(view.select(text).rows) == set(store.select(text).rows)


def test_nothing_of_a_later_document_remains(store: OxigraphStore) -> None:
    view = asof.view(store, date(2026, 1, 12))
    for pattern in ("?s dx:statedIn ?d", "?s oa:hasSource ?d", "?d a dx:SourceDocument", "?s ?p ?d"):
        assert not view.ask(PREFIX + f"ASK {{ {pattern} FILTER(STRENDS(STR(?d), '/document/news')) }}")
    assert not view.ask(PREFIX + "ASK { ?s oa:exact ?x . MINUS { ?e oa:hasSelector ?s } }")
    assert not view.ask(PREFIX + "ASK { ?r a dx:Reply }"), "answered later"
    assert view.ask(PREFIX + "ASK { ?s dx:statedIn ?d FILTER(STRENDS(STR(?d), '/document/report')) }")


def test_agency_named_by_a_later_document_is_not_known(store: OxigraphStore) -> None:
    early, late = (asof.view(store, day) for day in (date(2023, 3, 1), date(2026, 1, 15)))
    text = PREFIX + "ASK { ?p a dx:Program ; dx:leadAgency ?a }"
    assert early.ask(text)
    assert late.ask(text)


def test_before_all_documents_nothing_is_known(store: OxigraphStore) -> None:
    with pytest.raises(UsageError, match="2022-12-31"):
        asof.view(store, date(2022, 12, 31))
