"""Findings carry what they rest on, where it stands, and what was replied."""

from pathlib import Path

import pytest

from kg_build.citation import citations
from kg_build.finding import SEVERITIES, findings, replies
from kg_build.oxigraph import OxigraphStore
from kg_build.term import Iri
from kg_build.vocabulary import OWN, Vocabulary


@pytest.fixture(scope="module")
def store(built: Path) -> OxigraphStore:
    return OxigraphStore.open(built / "store")


def test_severities_are_those_of_the_vocabulary() -> None:
    declared = {term for term in Vocabulary.load().terms if term.startswith(f"{OWN}severity#")}
    assert {f"{OWN}severity#{severity}" for severity in SEVERITIES} == declared


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_finding_explains_itself(store: OxigraphStore, lang: str) -> None:
    found = findings(store, lang)
    assert len(found) > 10
    assert len({one.iri for one in found}) == len(found)
    for one in found:
        assert one.name
        assert one.explanation
        assert one.about
        assert one.grounds
        assert one.citations
        assert one.severity in SEVERITIES
    weights = [SEVERITIES.index(one.severity) for one in found]
    assert weights == sorted(weights)


def test_kinds_and_severities_narrow(store: OxigraphStore) -> None:
    every = findings(store, "en")
    for kind in {one.kind for one in every}:
        narrowed = findings(store, "en", {"kind": [Iri(f"{OWN}finding#{kind}")]})
        assert narrowed == [one for one in every if one.kind == kind]
    heavy = findings(store, "en", {"severity": [Iri(f"{OWN}severity#high")]})
    assert heavy == [one for one in every if one.severity == "high"]


def test_an_agency_has_the_findings_on_what_it_answers_for(store: OxigraphStore) -> None:
    found = findings(store, "en", {"agency": [Iri("https://example.org/anle/agency/water-bureau")]})
    assert found
    assert "silent-agency" in {one.kind for one in found}
    assert len(found) < len(findings(store, "en"))


def test_a_reply_stands_with_its_finding(store: OxigraphStore) -> None:
    answered = [one for one in findings(store, "en") if one.replies]
    assert answered
    assert {one.iri for one in answered} <= set(replies(store, "en"))
    text = str(answered[0].replies[0])
    assert answered[0].replies[0].date in text
    assert "https://" in text


def test_a_citation_says_where_it_stands(store: OxigraphStore) -> None:
    cited = citations(store, "en")["https://example.org/anle/target/nursing-bed-share-2025"]
    assert cited[0].main
    assert str(cited[0]) == (
        "Anle three-year service plan (2023-2025) (2023-03-01), Goals: “不低于55%” [40–46]"
    )
    assert cited[0].language == "zh"
    assert not any(one.main for one in cited[1:])


def test_a_graph_without_findings_has_none() -> None:
    assert findings(OxigraphStore.memory(), "en") == []
    assert replies(OxigraphStore.memory(), "en") == {}
