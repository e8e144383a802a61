"""Cytoscape JSON (.cyjs): opens in Cytoscape and is what cytoscape.js takes, with a style that uses its colours.

Source: https://js.cytoscape.org/#notation/elements-json.
"""

import json
from collections.abc import Iterator
from typing import IO

from kg_build.export.source import Source, put
from kg_build.network import Network

_STYLE = [
    {
        "selector": "node",
        "style": {
            "label": "data(label)",
            "background-color": "data(color)",
            "width": "data(size)",
            "height": "data(size)",
            "text-wrap": "wrap",
            "text-max-width": "160px",
        },
    },
    {
        "selector": "edge",
        "style": {
            "label": "data(label)",
            "width": "data(width)",
            "curve-style": "bezier",
            "target-arrow-shape": "triangle",
            "font-size": "8px",
        },
    },
]


def write(source: Source, stream: IO[bytes]) -> None:
    """Write the property graph as Cytoscape JSON, one element a line."""
    put(_lines(source.network()), stream)


def _lines(network: Network) -> Iterator[str]:
    nodes = [{"data": {"id": node.id, "name": node.label, **node.data()}} for node in network.nodes]
    edges = [
        {
            "data": {
                "id": f"e{number}",
                "source": edge.source,
                "target": edge.target,
                "interaction": edge.label,
                "name": edge.label,
                "width": edge.width,
                **edge.data(),
            }
        }
        for number, edge in enumerate(network.edges)
    ]
    yield '{\n"data": {"name": "Duixian"},\n"directed": true,\n"multigraph": true,\n'
    yield f'"style": {_json(_STYLE)},\n"elements": {{\n"nodes": [\n'
    yield ",\n".join(map(_json, nodes))
    yield '\n],\n"edges": [\n'
    yield ",\n".join(map(_json, edges))
    yield "\n]\n}\n}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)
