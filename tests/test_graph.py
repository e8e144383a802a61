import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import kg_build as dx
from kg_build import question
from kg_build.graph import Value
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


@pytest.mark.parametrize("year", [2025, "2025", Decimal("2025.0"), date(2025, 6, 30), [2025], (2024, "2025")])
def test_a_value_may_be_a_number_or_a_day(graph: dx.Graph, year: Value) -> None:
    assert len(graph.ask("targets-due", year=year)) == len(graph.ask("targets-due", year="2025")) > 0
    assert graph.ask("at-position", document="plan", at=42).rows


@pytest.mark.parametrize(
    "year", [True, None, 2025.0, b"2025", [None], Decimal("NaN"), Decimal("2.5"), -1, object()]
)
def test_any_other_value_is_told(graph: dx.Graph, year: Value) -> None:
    with pytest.raises(UsageError, match=r"is wanted|are wanted|four digits"):
        graph.ask("targets-due", year=year)


def test_a_graph_in_memory_answers_as_the_one_on_disk_does(
    graph: dx.Graph, built: Path, tmp_path: Path
) -> None:
    disk = dx.open(built, memory=False)
    for asked in question.load():
        assert disk.ask(asked.name).to_dicts() == graph.ask(asked.name).to_dicts(), asked.name
    everything = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    assert set(disk.store.construct(everything)) == set(graph.store.construct(everything))
    shutil.copytree(built, tmp_path / "built")
    (tmp_path / "built" / "graph.nq").write_text("<a", encoding="utf-8")
    with pytest.raises(UsageError, match=r"graph\.nq cannot be read"):
        dx.open(tmp_path / "built", memory=True)


def test_a_small_graph_is_read_and_a_large_one_is_asked_on_disk(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(built, tmp_path / "built")
    for part in (tmp_path / "built" / "store").iterdir():
        part.unlink()
    assert len(dx.open(tmp_path / "built").ask("documents")) > 0
    with pytest.raises(UsageError, match="no graph can be opened"):
        dx.open(tmp_path / "built", memory=False)
    monkeypatch.setattr("kg_build.graph.SMALL", 0)
    with pytest.raises(UsageError, match="no graph can be opened"):
        dx.open(tmp_path / "built")
    assert len(dx.open(tmp_path / "built", memory=True).ask("documents")) > 0


def test_a_language_that_there_is_not_is_told(graph: dx.Graph) -> None:
    with pytest.raises(UsageError, match="no language 'fr'"):
        graph.ask("targets-due", lang="fr")


def test_a_mistake_in_a_query_is_told_where_it_stands(graph: dx.Graph) -> None:
    with pytest.raises(UsageError, match=r"line 2, column 6: no prefix 'foo:' is declared"):
        graph.query("SELECT * {\n  ?a foo:b ?c }")


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
