"""CSV for spreadsheets and for Gephi's import: the edges, or the nodes.

Source: RFC 4180.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from kg_build.export.source import Source, put
from kg_build.network import Value

_EDGE_COLUMNS = ["source", "target", "predicate", "label", "weight", "source_label", "target_label"]
_NODE_COLUMNS = ["id", "label", "kind", "kind_label", "color", "size"]


def write_edges(source: Source, stream: IO[bytes]) -> None:
    """Write one row an edge."""
    network = source.network()
    labels = {node.id: node.label for node in network.nodes}
    rows: Iterator[list[Value]] = (
        [
            edge.source,
            edge.target,
            edge.predicate,
            edge.label,
            edge.weight,
            labels[edge.source],
            labels[edge.target],
        ]
        for edge in network.edges
    )
    put(_lines(_EDGE_COLUMNS, rows), stream)


def write_nodes(source: Source, stream: IO[bytes]) -> None:
    """Write one row a node, with a column for each attribute that any node has."""
    nodes: list[dict[str, Value]] = [{"id": node.id, **node.data()} for node in source.network().nodes]
    more = sorted({name for node in nodes for name in node} - set(_NODE_COLUMNS))
    columns = [*_NODE_COLUMNS, *more]
    rows: Iterator[list[Value]] = ([node.get(name, "") for name in columns] for node in nodes)
    put(_lines(columns, rows), stream)


def _lines(columns: list[str], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for row in [columns], rows:
        for cells in row:
            writer.writerow(cells)
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
