"""GEXF 1.2 for Gephi: labels, attributes, colours and sizes, weighted edges; no date and no program version.

Source: https://gexf.net/1.2/.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import IO

from kg_build.export.markup import DECLARATION, text
from kg_build.export.source import Source, put
from kg_build.network import Edge, Network, Node, Value

_HEAD = (
    DECLARATION
    + '<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2">\n'
    + "<meta><creator>Duixian</creator></meta>\n"
    + '<graph defaultedgetype="directed" mode="static">\n'
)
_TYPES = {str: "string", int: "long", float: "double"}
_DRAWN = frozenset({"label", "color", "size", "weight"})
"""What GEXF has elements of its own for, and is therefore no attribute."""


def write(source: Source, stream: IO[bytes]) -> None:
    """Write the property graph as GEXF."""
    put(_lines(source.network()), stream)


def _lines(network: Network) -> Iterator[str]:
    yield _HEAD
    node_ids, declared = _attributes("node", (node.data() for node in network.nodes))
    yield declared
    edge_ids, declared = _attributes("edge", (edge.data() for edge in network.edges))
    yield declared
    yield "<nodes>\n"
    for node in network.nodes:
        yield _node(node, node_ids)
    yield "</nodes>\n<edges>\n"
    for number, edge in enumerate(network.edges):
        yield _edge(number, edge, edge_ids)
    yield "</edges>\n</graph>\n</gexf>\n"


def _attributes(owner: str, rows: Iterable[Mapping[str, Value]]) -> tuple[dict[str, str], str]:
    """Ids of the attributes by name, and the element that declares them."""
    types = {name: _TYPES[type(value)] for row in rows for name, value in row.items() if name not in _DRAWN}
    ids = {name: f"{owner}-{name}" for name in sorted(types)}
    declared = "".join(
        f'<attribute id="{text(ids[name])}" title="{text(name)}" type="{types[name]}"/>\n' for name in ids
    )
    return ids, f'<attributes class="{owner}" mode="static">\n{declared}</attributes>\n'


def _node(node: Node, ids: Mapping[str, str]) -> str:
    red, green, blue = (int(node.color[place : place + 2], 16) for place in (1, 3, 5))
    return (
        f'<node id="{text(node.id)}" label="{text(node.label)}">{_values(node.data(), ids)}'
        f'<viz:color r="{red}" g="{green}" b="{blue}"/><viz:size value="{node.size}"/></node>\n'
    )


def _edge(number: int, edge: Edge, ids: Mapping[str, str]) -> str:
    return (
        f'<edge id="{number}" source="{text(edge.source)}" target="{text(edge.target)}" label="{text(edge.label)}"'
        f' weight="{edge.weight}">{_values(edge.data(), ids)}<viz:thickness value="{edge.width}"/></edge>\n'
    )


def _values(row: Mapping[str, Value], ids: Mapping[str, str]) -> str:
    values = "".join(
        f'<attvalue for="{text(ids[name])}" value="{text(str(row[name]))}"/>'
        for name in sorted(row)
        if name in ids
    )
    return f"<attvalues>{values}</attvalues>"
