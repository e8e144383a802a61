"""Exports: one writer contract, and the registry that feeds the command line and the manual."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import IO, Literal

from kg_build import place
from kg_build.export.source import Source
from kg_build.problem import UsageError

__all__ = ["Source", "Writer", "save", "writers"]


@dataclass(frozen=True, slots=True)
class Writer:
    """A format: what it is called, what it is for, and the function ``module:name`` that writes it.

    `kind` is "rdf" for all that is stated, "graph" for the property graph of nodes and edges.
    """

    name: str
    suffix: str
    media_type: str
    kind: Literal["rdf", "graph"]
    about: Mapping[str, str]
    function: str

    def write(self, source: Source, stream: IO[bytes]) -> None:
        """Write a source; the same source gives the same bytes.

        Raises UsageError, with what to do, where the format cannot hold what the graph says.
        """
        module, _, name = self.function.partition(":")
        getattr(import_module(f"{__name__}.{module}"), name)(source, stream)


def save(writer: Writer, source: Source, path: Path) -> None:
    """Write a file; what stood there stands there still if anything fails, and until the new one is whole.

    Raises UsageError where the file cannot be written.
    """
    try:
        with place.file(path) as stream:
            writer.write(source, stream)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from error


@cache
def writers() -> dict[str, Writer]:
    """Return all formats by name."""
    return {writer.name: writer for writer in _WRITERS}


_WRITERS = (
    Writer(
        "turtle",
        ".ttl",
        "text/turtle",
        "rdf",
        {"en": "RDF that people read: one paragraph a thing.", "zh": "便于人读的 RDF:每物一段。"},
        "statements:write_readable",
    ),
    Writer(
        "ntriples",
        ".nt",
        "application/n-triples",
        "rdf",
        {"en": "RDF, one statement a line; streams.", "zh": "RDF,一行一条陈述;流式输出。"},
        "statements:write_triples",
    ),
    Writer(
        "nquads",
        ".nq",
        "application/n-quads",
        "rdf",
        {
            "en": "RDF with the graph that each statement stands in, one a line; streams.",
            "zh": "RDF,一行一条陈述并注明所在图;流式输出。",
        },
        "statements:write_quads",
    ),
    Writer(
        "jsonld",
        ".jsonld",
        "application/ld+json",
        "rdf",
        {
            "en": "RDF as JSON for web developers, with its context.",
            "zh": "供网页开发使用的 JSON 形式 RDF,含上下文。",
        },
        "jsonld:write",
    ),
    Writer(
        "rdfxml",
        ".rdf",
        "application/rdf+xml",
        "rdf",
        {"en": "RDF as XML, for older tools.", "zh": "XML 形式的 RDF,供旧工具使用。"},
        "rdfxml:write",
    ),
    Writer(
        "graphml",
        ".graphml",
        "application/graphml+xml",
        "graph",
        {"en": "Graph for yEd, Gephi and Cytoscape.", "zh": "供 yEd、Gephi、Cytoscape 打开的图。"},
        "graphml:write",
    ),
    Writer(
        "gexf",
        ".gexf",
        "application/gexf+xml",
        "graph",
        {"en": "Graph for Gephi, with colours and sizes.", "zh": "供 Gephi 打开的图,含颜色与大小。"},
        "gexf:write",
    ),
    Writer(
        "cytoscape",
        ".cyjs",
        "application/json",
        "graph",
        {
            "en": "Graph as JSON for Cytoscape and cytoscape.js, with a style.",
            "zh": "供 Cytoscape 与 cytoscape.js 使用的 JSON 图,含样式。",
        },
        "cytoscape:write",
    ),
    Writer(
        "dot",
        ".dot",
        "text/vnd.graphviz",
        "graph",
        {"en": "Graph for Graphviz, which draws it.", "zh": "供 Graphviz 绘制的图。"},
        "dot:write",
    ),
    Writer(
        "csv",
        ".csv",
        "text/csv",
        "graph",
        {"en": "The edges as a table.", "zh": "边表。"},
        "spreadsheet:write_edges",
    ),
    Writer(
        "csv-nodes",
        ".csv",
        "text/csv",
        "graph",
        {"en": "The nodes as a table, with their attributes.", "zh": "节点表,含属性。"},
        "spreadsheet:write_nodes",
    ),
)
