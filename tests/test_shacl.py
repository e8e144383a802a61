"""The door to pySHACL: results, and problems made of them."""

from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import RDF, Graph, URIRef
from rdflib import Literal as RdfLiteral

from kg_build import shacl
from kg_build.problem import Problem, UsageError
from kg_build.term import DX, XSD, Iri, Literal
from kg_build.validation import Result, problems

EX = "https://example.org/"
PREFIXES = f"""
@prefix dx: <{DX}> .
@prefix ex: <{EX}> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <{XSD}> .
"""
VALUE = """
ex:Figure a sh:NodeShape ; sh:targetClass dx:Figure ; sh:property ex:value, ex:unit, ex:used .
ex:value a sh:PropertyShape ; sh:path dx:value ; sh:datatype xsd:decimal ; sh:maxCount 1 ;
    sh:severity sh:Violation ; sh:message "值有误。"@zh, "The value is wrong."@en .
ex:unit a sh:PropertyShape ; sh:path (dx:indicator dx:unit) ; sh:equals dx:unit ;
    sh:severity sh:Warning ; sh:message "单位有误。"@zh, "The unit is wrong."@en .
ex:used a sh:PropertyShape ; sh:path [ sh:inversePath dx:target ] ; sh:minCount 1 ;
    sh:severity sh:Info ; sh:message "无用。"@zh, "Unused."@en .
"""


def folder_of(tmp_path: Path, shapes: str) -> Path:
    (tmp_path / "shapes.ttl").write_text(PREFIXES + shapes, encoding="utf-8")
    return tmp_path


@pytest.fixture
def figure() -> Graph:
    graph = Graph()
    graph.add((URIRef(EX + "figure"), RDF.type, URIRef(DX + "Figure")))
    graph.add((URIRef(EX + "other"), URIRef(DX + "target"), URIRef(EX + "figure")))
    return graph


def test_result_says_what_is_wrong_where(tmp_path: Path, figure: Graph) -> None:
    figure.add((URIRef(EX + "figure"), URIRef(DX + "value"), RdfLiteral("5")))
    (result,) = shacl.validate(figure, folder_of(tmp_path, VALUE))
    assert result == Result(
        focus=EX + "figure",
        path=DX + "value",
        value=Literal("5"),
        shape=EX + "value",
        component="http://www.w3.org/ns/shacl#DatatypeConstraintComponent",
        severity="Violation",
        message_en="The value is wrong.",
        message_zh="值有误。",
    )


def test_path_is_the_first_property_or_none(tmp_path: Path, figure: Graph) -> None:
    figure.remove((None, URIRef(DX + "target"), None))
    figure.add((URIRef(EX + "figure"), URIRef(DX + "unit"), URIRef(EX + "percent")))
    unit, used = shacl.validate(figure, folder_of(tmp_path, VALUE))
    assert (unit.path, unit.severity, unit.value) == (DX + "indicator", "Warning", Iri(EX + "percent"))
    assert (used.path, used.severity, used.value) == ("", "Info", None)


def test_nothing_wrong_is_no_results(tmp_path: Path, figure: Graph) -> None:
    figure.add((URIRef(EX + "figure"), URIRef(DX + "value"), RdfLiteral(Decimal("5.0"))))
    size = len(figure)
    assert shacl.validate(figure, folder_of(tmp_path, VALUE)) == []
    assert len(figure) == size


def test_graph_may_be_a_file(tmp_path: Path, figure: Graph) -> None:
    (tmp_path / "shapes").mkdir()
    file = tmp_path / "graph.nq"
    file.write_text(
        f'<{EX}f> <{RDF.type}> <{DX}Figure> <{EX}> .\n<{EX}f> <{DX}value> "x" <{EX}> .\n', encoding="utf-8"
    )
    results = shacl.validate(file, folder_of(tmp_path / "shapes", VALUE))
    assert {result.shape for result in results} == {EX + "value", EX + "used"}


def test_shapes_that_cannot_be_used_are_told(tmp_path: Path, figure: Graph) -> None:
    broken = "ex:S a sh:NodeShape ; sh:targetClass dx:Figure ; sh:property ex:missing ."
    with pytest.raises(UsageError, match="shapes cannot be used"):
        shacl.validate(figure, folder_of(tmp_path, broken))


def test_problems_stand_at_the_row(tmp_path: Path, figure: Graph) -> None:
    figure.add((URIRef(EX + "figure"), URIRef(DX + "value"), RdfLiteral("5")))
    figure.add((URIRef(EX + "figure"), URIRef(DX + "value"), RdfLiteral("6")))
    results = shacl.validate(figure, folder_of(tmp_path, VALUE))

    def locate(focus: str, path: str, language: str) -> tuple[str, int, str]:
        return focus.removeprefix(EX) + "s.csv", 14, path.removeprefix(DX)

    assert len(results) == 3
    (problem,) = problems(results, locate)
    assert problem == Problem("figures.csv", 14, "value", "E601", "The value is wrong.")
    assert problem.message_zh == "值有误。"
    assert str(problem) == "figures.csv:14:value E601 The value is wrong."


@pytest.mark.parametrize(("severity", "code"), [("Violation", "E601"), ("Warning", "E602"), ("Info", "E603")])
def test_severity_gives_the_code(severity: str, code: str) -> None:
    result = Result(EX + "a", "", None, EX + "S", "", severity, "Wrong.", "有误。")
    (problem,) = problems([result], lambda focus, *_: (focus, 0, ""))
    assert (problem.code, problem.address) == (code, EX + "a")
