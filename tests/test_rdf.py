"""Graphs of rdflib, from files and from terms."""

from pathlib import Path

import pytest

from kg_build import rdf
from kg_build.term import LANG_STRING, XSD, Blank, Iri, Literal, Term

EX = "https://example.org/"
TRIPLE = f'<{EX}s> <{EX}p> "0.70"^^<{XSD}decimal>'


@pytest.mark.parametrize(
    "term",
    [
        Iri(EX + "a"),
        Blank("b"),
        Literal("text"),
        Literal("字", LANG_STRING, "zh"),
        Literal("0.70", XSD + "decimal"),
        Literal("007", XSD + "integer"),
        Literal("2025-12-31", XSD + "date"),
    ],
)
def test_terms_go_there_and_back(term: Term) -> None:
    assert rdf.from_rdflib(rdf.to_rdflib(term)) == term


def test_each_format_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.nq").write_text(f"{TRIPLE} <{EX}g> .\n{TRIPLE} <{EX}h> .\n", encoding="utf-8")
    (tmp_path / "a.nt").write_text(f"{TRIPLE} .\n", encoding="utf-8")
    (tmp_path / "a.ttl").write_text(f"{TRIPLE} .\n", encoding="utf-8")
    graphs = [set(rdf.load(tmp_path / name)) for name in ("a.nq", "a.nt", "a.ttl")]
    assert all(len(graph) == 1 for graph in graphs)
    assert graphs[0] == graphs[1] == graphs[2]


def test_folder_stands_for_its_turtle_files(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "a.ttl").write_text(f"<{EX}a> <{EX}p> 1 .", encoding="utf-8")
    (tmp_path / "below" / "b.ttl").write_text(f"<{EX}b> <{EX}p> 1 .", encoding="utf-8")
    (tmp_path / "c.txt").write_text("no graph", encoding="utf-8")
    assert len(rdf.load(tmp_path)) == 2


def test_triples_become_a_graph() -> None:
    triples = [(Iri(EX + "s"), Iri(EX + "p"), Literal("0.70", XSD + "decimal"))] * 2
    ((_, _, value),) = rdf.from_triples(triples)
    assert str(value) == "0.70"
