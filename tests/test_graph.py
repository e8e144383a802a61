from decimal import Decimal
from pathlib import Path

import pytest

import kg_build as dx
from kg_build.problem import UsageError
from kg_build.rows import Rows


@pytest.fixture
def graph(built: Path) -> dx.Graph:
    return dx.open(built)


def test_a_question_is_answered(graph: dx.Graph) -> None:
    for agency in ("civil-affairs-bureau", "安乐市民政局", "civil affairs", "民政"):
        rows = graph.ask("targets-of-agency", agency=agency)
        assert len(rows) == 1
    assert rows.to_dicts()[0]["phrase"] == "不低于55%"
    figures = graph.query("SELECT ?value WHERE { ?t dx:basis ?b ; dx:value ?value }")
    assert isinstance(figures, Rows)
    assert Decimal(55) in [row["value"] for row in figures.to_dicts()]
    assert graph.ask("targets-of-agency", agency=["civil-affairs-bureau", "labour-bureau"], lang="zh").rows


def test_what_is_not_there_is_told(graph: dx.Graph) -> None:
    with pytest.raises(UsageError, match="civil-affairs-bureau"):
        graph.ask("targets-of-agency", agency="civil-afairs-bureau")
    with pytest.raises(UsageError, match="targets-of-agency"):
        graph.ask("target-of-agency")
    with pytest.raises(UsageError, match="colour"):
        graph.ask("targets-of-agency", colour="red")


def test_it_becomes_what_other_libraries_have(graph: dx.Graph, built: Path) -> None:
    rows = graph.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    assert isinstance(rows, Rows)
    assert len(graph.to_rdflib()) == rows.to_dicts()[0]["n"]
    drawn = graph.to_networkx()
    assert (
        drawn.nodes[next(node for node in drawn if "civil-affairs-bureau" in node)]["label"]
        == "Anle Civil Affairs Bureau"
    )
    assert graph.find("civil affairs", "agency").endswith("agency/civil-affairs-bureau")


def test_builds_are_found_by_name(built: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DUIXIAN_BUILD", str(built.parent))
    assert dx.open().query("ASK { ?s ?p ?o }") is True
    assert dx.open("anle").query("ASK { ?s ?p ?o }") is True
    with pytest.raises(UsageError, match="duixian build nowhere"):
        dx.open("nowhere")
    monkeypatch.setenv("DUIXIAN_BUILD", str(tmp_path))
    with pytest.raises(UsageError, match="duixian build"):
        dx.open()


def test_the_interface_is_no_more_than_it_says() -> None:
    with pytest.raises(AttributeError):
        dx.close  # noqa: B018
