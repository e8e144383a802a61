"""GraphML, with what yEd draws (labels, colours, a place) beside what Gephi and Cytoscape read (plain attributes).

Source: http://graphml.graphdrawing.org/specification.html; the `y:` elements are those that yEd itself writes.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import IO

from kg_build.export.markup import DECLARATION, text
from kg_build.export.source import Source, put
from kg_build.network import Network, Node, Value

_HEAD = (
    DECLARATION
    + '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">\n'
    + '<key id="node-graphics" for="node" yfiles.type="nodegraphics"/>\n'
    + '<key id="edge-graphics" for="edge" yfiles.type="edgegraphics"/>\n'
)
_TYPES = {str: "string", int: "long", float: "double"}
_CELL = (260, 90)
"""Distance of two nodes on the grid, so that the labels can be read before any layout is run."""


def write(source: Source, stream: IO[bytes]) -> None:
    """Write the property graph as GraphML."""
    put(_lines(source.network()), stream)


def _lines(network: Network) -> Iterator[str]:
    yield _HEAD
    nodes = [node.data() for node in network.nodes]
    edges = [edge.data() for edge in network.edges]
    yield from _keys("node", nodes)
    yield from _keys("edge", edges)
    yield '<graph edgedefault="directed">\n'
    width = math.isqrt(max(len(nodes) - 1, 0)) + 1
    for place, (node, data) in enumerate(zip(network.nodes, nodes, strict=True)):
        yield f'<node id="{text(node.id)}">{_node_graphics(node, place % width, place // width)}'
        yield f"{_data('node', data)}</node>\n"
    for number, (edge, data) in enumerate(zip(network.edges, edges, strict=True)):
        yield f'<edge id="e{number}" source="{text(edge.source)}" target="{text(edge.target)}">'
        yield f"{_edge_graphics(edge.label, edge.width)}{_data('edge', data)}</edge>\n"
    yield "</graph>\n</graphml>\n"


def _keys(owner: str, rows: Iterable[Mapping[str, Value]]) -> Iterator[str]:
    types = {name: _TYPES[type(value)] for row in rows for name, value in row.items()}
    for name in sorted(types):
        key = text(name)
        yield f'<key id="{owner}-{key}" for="{owner}" attr.name="{key}" attr.type="{types[name]}"/>\n'


def _data(owner: str, row: Mapping[str, Value]) -> str:
    return "".join(f'<data key="{owner}-{text(name)}">{text(str(row[name]))}</data>' for name in sorted(row))


def _node_graphics(node: Node, column: int, row: int) -> str:
    return (
        f'<data key="node-graphics"><y:ShapeNode><y:Geometry x="{column * _CELL[0]}" y="{row * _CELL[1]}"'
        f' width="{node.size:g}" height="{node.size:g}"/><y:Fill color="{text(node.color)}" transparent="false"/>'
        '<y:BorderStyle color="#444444" type="line" width="1"/>'
        f'<y:NodeLabel modelName="sandwich" modelPosition="s">{text(node.label)}</y:NodeLabel>'
        '<y:Shape type="ellipse"/></y:ShapeNode></data>'
    )


def _edge_graphics(label: str, width: float) -> str:
    return (
        f'<data key="edge-graphics"><y:PolyLineEdge><y:LineStyle color="#888888" type="line" width="{width:g}"/>'
        f'<y:Arrows source="none" target="standard"/><y:EdgeLabel>{text(label)}</y:EdgeLabel>'
        "</y:PolyLineEdge></data>"
    )
