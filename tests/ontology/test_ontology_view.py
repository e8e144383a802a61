"""The graph view: its classes, links and attributes exist, and its colours are apart."""

import re
import tomllib
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from rdflib import OWL, RDF, Graph, URIRef

from kg_build.term import DX

_KINDS = {
    "Agency", "Area", "Program", "Indicator", "Target", "Observation", "Claim", "Event", "SourceDocument", "Assessment"
}  # fmt: skip


@pytest.fixture(scope="module")
def view(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "view.toml").read_text(encoding="utf-8"))


def _rgb(color: str) -> tuple[int, ...]:
    return tuple(int(color[place : place + 2], 16) for place in (1, 3, 5))


def test_kinds_are_classes_with_names_and_colours_apart(view: dict[str, Any], graph: Graph) -> None:
    assert set(view) == {"kinds", "links", "attributes"}
    assert set(view["kinds"]) == _KINDS
    for name, kind in view["kinds"].items():
        assert kind["class"] == f"dx:{name}"
        assert (URIRef(DX + name), RDF.type, OWL.Class) in graph
        assert set(kind["label"]) == {"en", "zh"}
        assert re.fullmatch("#[0-9A-F]{6}", kind["color"])
    colors = [_rgb(kind["color"]) for kind in view["kinds"].values()]
    for one, other in combinations(colors, 2):
        assert sum(abs(a - b) for a, b in zip(one, other, strict=True)) >= 80, (one, other)


def test_links_are_object_properties_with_names_and_weights(view: dict[str, Any], graph: Graph) -> None:
    assert list(view["links"]) == sorted(view["links"])
    for name, link in view["links"].items():
        assert set(link) == {"label", "weight"}
        assert set(link["label"]) == {"en", "zh"}
        assert 0 < link["weight"] <= 5
        if name.startswith("dx:"):
            assert (URIRef(name.replace("dx:", DX)), RDF.type, OWL.ObjectProperty) in graph, name


def test_attributes_are_paths_of_declared_properties(
    view: dict[str, Any], graph: Graph, prefixes: dict[str, str]
) -> None:
    assert list(view["attributes"]) == sorted(view["attributes"])
    for path in view["attributes"].values():
        for step in path.split("/"):
            prefix, _, local = step.partition(":")
            iri = URIRef(prefixes[prefix] + local)
            assert not iri.startswith(DX) or (iri, None, None) in graph, path


def test_nothing_is_both_link_and_attribute(view: dict[str, Any]) -> None:
    assert not set(view["links"]) & set(view["attributes"].values())
