"""Problems as a SHACL validation report in Turtle, each with the cell of the table that it is about.

Source: SHACL, section 3.6, https://www.w3.org/TR/shacl/#validation-report; the cell is a fragment selector of Web
Annotation, https://www.w3.org/TR/annotation-model/#fragment-selector, by RFC 7111.
"""

import io
from collections.abc import Iterator

from kg_build.cell import Cells
from kg_build.oxigraph import write_turtle
from kg_build.problem import Problem, Severity
from kg_build.store import Triple
from kg_build.term import LANG_STRING, RDF, XSD, Blank, Iri, Literal, Term
from kg_build.vocabulary import OWN

SH = "http://www.w3.org/ns/shacl#"
OA = "http://www.w3.org/ns/oa#"
DCTERMS = "http://purl.org/dc/terms/"
_RFC_7111 = "http://tools.ietf.org/rfc/rfc7111"
_SEVERITIES = {Severity.ERROR: "Violation", Severity.WARNING: "Warning", Severity.INFO: "Info"}


def write(problems: list[Problem], cells: Cells, base: str) -> str:
    """Return the report; tables are named as CSV2RDF names them, by the pack's base and the file.

    A problem that no shape found has its row as focus node, and its code as the component.
    """
    stream = io.BytesIO()
    prefixes = {"dcterms": DCTERMS, "oa": OA, "problem": f"{OWN}problem#", "rdf": RDF, "sh": SH, "xsd": XSD}
    write_turtle(_report(problems, cells, base), stream, prefixes)
    return stream.getvalue().decode()


def _report(problems: list[Problem], cells: Cells, base: str) -> Iterator[Triple]:
    report = Blank("report")
    yield report, Iri(RDF + "type"), Iri(SH + "ValidationReport")
    conforms = Literal("false" if problems else "true", XSD + "boolean")
    yield report, Iri(SH + "conforms"), conforms
    for number, _ in enumerate(problems, 1):
        yield report, Iri(SH + "result"), Blank(f"result{number}")
    for number, problem in enumerate(problems, 1):
        node = Blank(f"result{number}")
        yield from ((node, Iri(predicate), value) for predicate, value in _result(problem, cells, base))
        yield from _place(number, problem, cells, base)


def _result(problem: Problem, cells: Cells, base: str) -> Iterator[tuple[str, Term]]:
    cause, code = problem.cause, Iri(f"{OWN}problem#{problem.code}")
    yield RDF + "type", Iri(SH + "ValidationResult")
    yield SH + "focusNode", Iri(cause.thing) if cause else _row(problem, cells, base)
    if cause and cause.path:
        yield SH + "resultPath", Iri(cause.path)
    if cause and cause.value is not None:
        yield SH + "value", cause.value
    yield SH + "resultSeverity", Iri(SH + _SEVERITIES[problem.severity])
    yield SH + "resultMessage", Literal(problem.told("zh"), LANG_STRING, "zh")
    yield SH + "resultMessage", Literal(problem.message, LANG_STRING, "en")
    if cause:
        yield SH + "sourceShape", Iri(cause.rule)
    yield SH + "sourceConstraintComponent", Iri(cause.component) if cause and cause.component else code
    yield DCTERMS + "identifier", Literal(problem.code)


def _row(problem: Problem, cells: Cells, base: str) -> Iri:
    cell = cells.get((problem.file, problem.line, problem.column))
    return Iri(f"{base}{problem.file}#row={cell.row}" if cell else base + problem.file)


def _place(number: int, problem: Problem, cells: Cells, base: str) -> Iterator[Triple]:
    """Yield the cell, as the target of an annotation has it: a file and a selector of it."""
    cell = cells.get((problem.file, problem.line, problem.column))
    if cell is None:
        return
    result, target, selector = (Blank(f"{name}{number}") for name in ("result", "target", "selector"))
    yield result, Iri(OA + "hasTarget"), target
    yield target, Iri(RDF + "type"), Iri(OA + "SpecificResource")
    yield target, Iri(OA + "hasSource"), Iri(base + problem.file)
    yield target, Iri(OA + "hasSelector"), selector
    yield selector, Iri(RDF + "type"), Iri(OA + "FragmentSelector")
    yield selector, Iri(DCTERMS + "conformsTo"), Iri(_RFC_7111)
    yield selector, Iri(RDF + "value"), Literal(cell.fragment)
