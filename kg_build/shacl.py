"""The door to pySHACL, the reference: does a graph hold to the shapes, and what is wrong where it does not?

Source: Shapes Constraint Language (SHACL), W3C Recommendation of 20 July 2017, https://www.w3.org/TR/shacl/.
"""

from functools import cache
from pathlib import Path

import pyshacl
import pyshacl.errors
from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.term import Node

from kg_build import rdf
from kg_build.problem import UsageError
from kg_build.resources import folder
from kg_build.validation import Result, in_order

_TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
_KEPT = (SH.path, SH.deactivated)
"""What keeps a node shape as it is."""


def prepare() -> None:
    """Read the shapes that this program came with."""
    _load(folder("shapes"))


def validate(data: Graph | Path, shapes: Path | None = None) -> list[Result]:
    """Validate a graph with pySHACL and return what is wrong, sorted.

    `data`, a graph or a file, holds everything that the shapes look at: the pack together with the ontology; it is
    not changed, and nothing is inferred. `shapes` is a folder of Turtle files, the one that this program came with
    unless given.

    Raises UsageError for shapes that are no proper shapes.
    """
    shapes_graph = _load(shapes or folder("shapes"))
    graph = rdf.load(data) if isinstance(data, Path) else data
    try:
        _, report, text = pyshacl.validate(graph, shacl_graph=shapes_graph, inplace=True, inference="none")
    except pyshacl.errors.ReportableRuntimeError as error:
        raise UsageError(f"the shapes cannot be used: {error}") from error
    if not isinstance(report, Graph):
        raise UsageError(f"the shapes cannot be used: {text}")
    found = (_result(report, node, shapes_graph) for node in report.objects(None, SH.result))
    return in_order(found)


@cache
def _load(shapes: Path) -> Graph:
    """Read the shapes of a folder; read once."""
    graph = rdf.load(shapes)
    _hand_targets_down(graph)
    return graph


def _hand_targets_down(graph: Graph) -> None:
    """Give the targets of each node shape to its property shapes, and part the two.

    By the definition of sh:property the results are the same, and pySHACL checks a property shape with targets of
    its own for all things at once, not one by one: three times as fast. A node shape that another shape refers to
    stays as it is, and so does one that is deactivated or whose property shapes look at one another.
    """
    for node, shape in list(graph.subject_objects(SH.property)):
        targets = [(by, target) for by in _TARGETS for target in graph.objects(node, by)]
        is_free = (None, None, node) not in graph and not any((node, by, None) in graph for by in _KEPT)
        is_alone = (shape, SH.path, None) in graph and (
            shape,
            SH.qualifiedValueShapesDisjoint,
            None,
        ) not in graph
        if targets and is_free and is_alone:
            graph.remove((node, SH.property, shape))
            for by, target in targets:
                graph.add((shape, by, target))


def _result(report: Graph, node: Node, shapes: Graph) -> Result:
    value = report.value(node, SH.value)
    shape = report.value(node, SH.sourceShape)
    messages = {
        message.language: str(message)
        for message in report.objects(node, SH.resultMessage)
        if isinstance(message, Literal)
    }
    return Result(
        focus=str(report.value(node, SH.focusNode)),
        path=_first_property(shapes, shapes.value(shape, SH.path) or report.value(node, SH.resultPath)),
        value=None if value is None else rdf.from_rdflib(value),
        shape=str(shape),
        component=str(report.value(node, SH.sourceConstraintComponent)),
        severity=str(report.value(node, SH.resultSeverity)).rpartition("#")[2],
        message_en=messages.get("en") or messages.get(None, ""),
        message_zh=messages.get("zh", ""),
    )


def _first_property(shapes: Graph, path: Node | None) -> str:
    """IRI of the property that a path begins with, "" where it begins otherwise."""
    while path is not None and not isinstance(path, URIRef):
        path = shapes.value(path, RDF.first)
    return str(path or "")
