"""Graph formats: what other programs read is the property graph, attribute for attribute."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg_build.export import Source, writers
from kg_build.network import Network
from kg_build.oxigraph import OxigraphStore
from kg_build.problem import UsageError
from kg_build.term import DX, RDF, SKOS, Iri, Literal
from kg_build.view import View

Make = Callable[..., Source]
Graph = Any
FORMATS = [writer.name for writer in writers().values() if writer.kind == "graph"]
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
NASTY = [
    'a "quoted" \\label\\',
    "<b>&amp; & ]]> <!--",
    "line\nbreak\r\nand\ttab",
    " leading and trailing ",
    "=1+1",
    "🙂👩‍👩‍👧 𠮷野家",
    "\\N \\G \\l",
    "{a|b}",
    "",
    ",;'`%s{}",
    "\u2028\u0085\ufeff",
]


def written(source: Source, form: str) -> bytes:
    stream = io.BytesIO()
    writers()[form].write(source, stream)
    return stream.getvalue()


def labelled(*labels: str) -> Source:
    """A graph of targets with these labels, each the same promise as the next."""
    store = OxigraphStore.memory()
    things = [Iri(f"https://example.org/target/{number}") for number in range(len(labels))]
    for place, (thing, label) in enumerate(zip(things, labels, strict=True)):
        store.add(
            [
                (thing, Iri(RDF + "type"), Iri(DX + "Target")),
                (thing, Iri(SKOS + "prefLabel"), Literal(label, language="en")),
                (thing, Iri(DX + "valueAsWritten"), Literal(label)),
                (thing, Iri(DX + "sameTargetAs"), things[(place + 1) % len(things)]),
            ],
            "https://example.org/",
        )
    return Source(store, "en", View.load())


def edges(graph: Graph) -> list[tuple[str, str, dict[str, Any]]]:
    return sorted(
        ((s, o, data) for s, o, data in graph.edges(data=True)), key=lambda edge: (*edge[:2], str(edge[2]))
    )


def same(found: Graph, expected: Graph) -> None:
    assert dict(found.nodes(data=True)) == dict(expected.nodes(data=True))
    assert edges(found) == edges(expected)


def from_graphml(content: bytes) -> Graph:
    graph = nx.parse_graphml(content.decode(), force_multigraph=True)
    for _, data in graph.nodes(data=True):
        for drawn in ("x", "y", "shape_type"):
            del data[drawn]
    for _, _, data in graph.edges(data=True):
        data.pop("id", None)
    return graph


def from_gexf(content: bytes) -> Graph:
    graph = nx.read_gexf(io.BytesIO(content))
    for _, data in graph.nodes(data=True):
        color = data["viz"]["color"]
        data["color"] = f"#{color['r']:02X}{color['g']:02X}{color['b']:02X}"
        data["size"] = data.pop("viz")["size"]
    for _, _, data in graph.edges(data=True):
        del data["id"]
    return graph


def from_cytoscape(content: bytes) -> Graph:
    """By hand: networkx takes an attribute `value`, which is ours, for the name of the node."""
    elements = json.loads(content)["elements"]
    graph: Graph = nx.MultiDiGraph()
    for data in (element["data"] for element in elements["nodes"]):
        assert data.pop("name") == data["label"]
        graph.add_node(data.pop("id"), **data)
    for data in (element["data"] for element in elements["edges"]):
        assert data.pop("name") == data.pop("interaction") == data["label"]
        assert data.pop("id").startswith("e")
        assert data.pop("width") > 0
        graph.add_edge(data.pop("source"), data.pop("target"), **data)
    return graph


READERS = {"graphml": from_graphml, "gexf": from_gexf, "cytoscape": from_cytoscape}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("form", READERS)
def test_the_graph_is_read_again_as_it_was(make: Make, form: str, language: str) -> None:
    source = make(language)
    same(READERS[form](written(source, form)), source.network().to_networkx())


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(NASTY), min_size=1, max_size=4
    )
)
def test_any_label_survives_or_is_refused(labels: list[str]) -> None:
    source = labelled(*labels)
    expected = source.network().to_networkx()
    for form, read in READERS.items():
        if form != "cytoscape" and any(map(FORBIDDEN.search, labels)):
            with pytest.raises(UsageError, match="cannot be written in this format"):
                written(source, form)
        else:
            same(read(written(source, form)), expected)
    rows = list(csv.DictReader(io.StringIO(written(source, "csv-nodes").decode(), newline="")))
    assert [row["value_as_written"] for row in rows] == labels


def test_hard_labels_are_not_refused() -> None:
    source = labelled(*NASTY)
    for form in FORMATS:
        assert written(source, form)


@pytest.mark.parametrize("form", ["graphml", "gexf", "dot"])
def test_what_xml_has_no_way_to_write_is_refused(form: str) -> None:
    with pytest.raises(UsageError, match=r"U\+0001"):
        written(labelled("bell \x01"), form)


def test_csv_is_the_network(make: Make) -> None:
    network = make("zh").network()
    nodes = list(csv.DictReader(io.StringIO(written(make("zh"), "csv-nodes").decode(), newline="")))
    assert [row["id"] for row in nodes] == [node.id for node in network.nodes]
    found = list(csv.DictReader(io.StringIO(written(make("zh"), "csv").decode(), newline="")))
    assert [(row["source"], row["predicate"], row["target"]) for row in found] == [
        (edge.source, edge.predicate, edge.target) for edge in network.edges
    ]
    assert found[0]["source_label"] == "安乐市人民政府"


def test_gexf_has_no_clock_and_no_version(make: Make) -> None:
    content = written(make(), "gexf").decode()
    assert "lastmodifieddate" not in content
    assert "NetworkX" not in content


def test_yed_finds_labels_and_colours(make: Make) -> None:
    content = written(make(), "graphml").decode()
    assert '<y:Fill color="#D55E00" transparent="false"/>' in content
    assert ">Anle 2025: beds ≥120.50</y:NodeLabel>" in content
    assert ">led by</y:EdgeLabel>" in content


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_graph_is_written(form: str) -> None:
    source = Source(OxigraphStore.memory(), "en", View.load())
    assert source.network() == Network((), ())
    content = written(source, form)
    if form in READERS:
        assert len(READERS[form](content)) == 0


def drawn(content: bytes) -> Any:
    """What Graphviz makes of it."""
    program = shutil.which("dot")
    if not program:
        if os.environ.get("DUIXIAN_REQUIRE_ALL") == "1":
            pytest.fail("Graphviz is missing and DUIXIAN_REQUIRE_ALL=1")
        pytest.skip("Graphviz ('dot') is missing")
    done = subprocess.run([program, "-Tjson0"], input=content, capture_output=True, check=True)
    assert done.stderr == b""
    return json.loads(done.stdout)


def test_graphviz_draws_it(make: Make) -> None:
    source = make("zh")
    graph = drawn(written(source, "dot"))
    assert [found["name"] for found in graph["objects"]] == [node.id for node in source.network().nodes]
    assert len(graph["edges"]) == len(source.network().edges)


def test_graphviz_draws_hard_labels() -> None:
    graph = drawn(written(labelled(*NASTY), "dot"))
    assert len(graph["objects"]) == len(NASTY)
