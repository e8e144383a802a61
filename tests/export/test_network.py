from collections.abc import Callable

import pytest

from kg_build.export import Source
from kg_build.network import Network, Node, network, short_ids
from kg_build.oxigraph import OxigraphStore
from kg_build.problem import UsageError
from kg_build.term import DX, RDF, SKOS, Iri, Literal
from kg_build.view import View

Make = Callable[..., Source]


def ids(found: Network) -> list[str]:
    return [node.id for node in found.nodes]


def named(found: Network, name: str) -> Node:
    return next(node for node in found.nodes if node.id == name)


def test_things_are_nodes_in_the_order_of_the_legend(make: Make) -> None:
    assert ids(make().network()) == [
        "agency/government",
        "agency/health",
        "area/anle",
        "program/plan",
        "program/task",
        "indicator/beds",
        "target/beds",
        "observation/beds",
        "document/plan",
        "document/review",
        "assessment/beds",
    ]


def test_edges_are_labelled_and_weighted_by_the_view(make: Make) -> None:
    found = make("zh").network()
    edge = next(
        edge for edge in found.edges if edge.predicate == "dx:leadAgency" and edge.source == "target/beds"
    )
    link = View.load().links[DX + "leadAgency"]
    assert (edge.target, edge.label, edge.weight) == ("agency/health", link.label["zh"], link.weight)
    assert [(e.source, e.target, e.predicate) for e in found.edges] == sorted(
        (e.source, e.target, e.predicate) for e in found.edges
    )


def test_attributes_are_typed_and_labelled(make: Make) -> None:
    data = named(make("zh").network(), "target/beds").data()
    assert data["value"] == 120.5
    assert data["value_as_written"] == "120.50"
    assert data["label"] == data["label_zh"] == "安乐市 2025年 床位数 ≥120.50"
    assert data["label_en"] == "Anle 2025: beds ≥120.50"
    assert data["evidence"] == "120.50"
    assert data["color"] == "#D55E00"
    assert named(make().network(), "program/task").data()["position"] == 1
    assert named(make().network(), "agency/health").data()["short_name"] == "卫健局"


def test_an_attribute_has_one_type_in_the_whole_graph(make: Make) -> None:
    found = make().network()
    types: dict[str, set[type]] = {}
    for node in found.nodes:
        for name, value in node.data().items():
            types.setdefault(name, set()).add(type(value))
    assert all(len(seen) == 1 for seen in types.values()), types
    assert set().union(*types.values()) <= {str, int, float}


def test_a_number_beside_a_text_becomes_text() -> None:
    store = OxigraphStore.memory()
    for name, value in (
        ("a", Literal("1", "http://www.w3.org/2001/XMLSchema#decimal")),
        ("b", Literal("one")),
    ):
        thing = Iri(f"https://example.org/target/{name}")
        store.add(
            [(thing, Iri(RDF + "type"), Iri(DX + "Target")), (thing, Iri(DX + "value"), value)], thing.value
        )
    assert [node.data()["value"] for node in network(store, "en").nodes] == ["1", "one"]


def test_around_follows_edges_both_ways(make: Make) -> None:
    assert ids(make(around="agency/health", depth=0).network()) == ["agency/health"]
    assert ids(make(around="agency/health").network()) == [
        "agency/government",
        "agency/health",
        "area/anle",
        "program/task",
        "target/beds",
    ]
    near = make(around="assessment/beds", depth=2).network()
    assert "agency/health" in ids(near)
    assert {edge.source for edge in near.edges} | {edge.target for edge in near.edges} <= set(ids(near))


def test_far_enough_around_is_the_whole(make: Make) -> None:
    assert make(around="agency/health", depth=9).network() == make().network()


def test_places_and_documents_are_reached_and_not_passed(make: Make) -> None:
    assert "area/anle" in ids(make(around="observation/beds").network())
    assert "program/plan" not in ids(make(around="observation/beds", depth=3).network())
    assert "agency/government" in ids(make(around="area/anle").network())


def test_kinds_keep_the_thing_itself(make: Make) -> None:
    assert ids(make(kinds=("Target",)).network()) == ["target/beds"]
    assert ids(make(around="agency/health", kinds=("Target",)).network()) == ["agency/health", "target/beds"]


def test_kinds_are_known_by_name_in_any_case() -> None:
    assert View.load().kinds_named(["target", "AGENCY"]) == {"Target", "Agency"}
    with pytest.raises(UsageError, match=r"no kind 'goal'; there are Agency, .*Target"):
        View.load().kinds_named(["goal"])


def test_a_thing_without_label_is_shown_by_its_id() -> None:
    store = OxigraphStore.memory()
    thing = Iri("https://example.org/a/target/x")
    store.add([(thing, Iri(RDF + "type"), Iri(DX + "Target"))], "https://example.org/a/")
    assert [node.label for node in network(store, "en").nodes] == ["target/x"]
    store.add([(thing, Iri(SKOS + "prefLabel"), Literal("甲", language="zh"))], "https://example.org/a/")
    assert [node.label for node in network(store, "en").nodes] == ["甲"]


def test_short_ids_never_mix_two_things_up() -> None:
    one, other, third = "https://a.org/x/target/t", "https://b.org/y/target/t", "https://a.org/x/target/u"
    assert short_ids([one, other, third]) == {one: one, other: other, third: "target/u"}


def test_the_view_is_that_of_networkx(make: Make) -> None:
    found = make().network()
    graph = found.to_networkx()
    assert list(graph.nodes) == ids(found)
    assert graph.number_of_edges() == len(found.edges)
    assert graph.nodes["area/anle"]["label"] == "Anle"
    assert graph.edges["target/beds", "agency/health", "dx:leadAgency"]["weight"] == 3.0
