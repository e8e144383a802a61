"""Two engines, one result: what the fast one finds is what pySHACL finds, down to value and message.

Packs and cases are compared here, mistakes of curators in tests/mutation, the test suite of W3C in tests/w3c.
"""

from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import Graph

from kg_build import build, engine, fast_shacl, rdf, shacl
from kg_build.engine import FAST, REFERENCE
from kg_build.pack import Pack
from kg_build.problem import UsageError
from kg_build.term import DX, XSD, Blank, Literal
from kg_build.validation import Result, in_order
from tests.conftest import require
from tests.shapes.test_cases import INVALID, SHAPE, VALID, Invalid, complete

EX = "https://example.org/"
PREFIXES = f"""
@prefix dx: <{DX}> .
@prefix ex: <{EX}> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <{XSD}> .
"""


@pytest.fixture(autouse=True)
def installed() -> None:
    require(fast_shacl.is_installed(), "the package 'shacl'")


def file_of(graph: Graph, folder: Path) -> Path:
    path = folder / "graph.nt"
    graph.serialize(path, format="nt", encoding="utf-8")
    return path


def parsed(turtle: str) -> Graph:
    return Graph().parse(data=turtle, format="turtle")


@pytest.mark.parametrize("file", VALID, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_valid_case_has_no_results(file: Path, tmp_path: Path) -> None:
    assert fast_shacl.validate(file_of(complete(rdf.load(file)), tmp_path)) == []


@pytest.mark.parametrize("case", INVALID, ids=str)
def test_invalid_case_has_the_expected_results(case: Invalid, tmp_path: Path) -> None:
    results = fast_shacl.validate(file_of(complete(parsed(case.turtle)), tmp_path))
    assert {named(result) for result in results} == case.expected


def named(result: Result) -> str:
    component = result.component.rpartition("#")[2].removesuffix("ConstraintComponent")
    return f"{result.shape.removeprefix(SHAPE)} {component}"


def test_both_find_the_same_in_all_cases(tmp_path: Path) -> None:
    """All cases in one graph, each below a base of its own."""
    everything = Graph()
    texts = [case.turtle for case in INVALID] + [file.read_text(encoding="utf-8") for file in VALID]
    for number, text in enumerate(texts):
        everything.parse(data=text.replace("/example/>", f"/example/{number}/>", 1), format="turtle")
    data = file_of(complete(everything), tmp_path)
    expected = shacl.validate(data)
    assert len(expected) > 1000
    assert nameless(fast_shacl.validate(data)) == nameless(expected)


def nameless(results: list[Result]) -> list[Result]:
    """Results without the names of blank nodes, which mean something within one engine only."""
    blank = Blank("")
    return in_order(
        replace(
            result,
            focus=result.focus if ":" in result.focus else "",
            value=blank if isinstance(result.value, Blank) else result.value,
        )
        for result in results
    )


@pytest.mark.parametrize("name", ["kunming", "anle"])
def test_both_find_the_same_in_packs(name: str, tmp_path: Path, anle: Pack) -> None:
    pack = anle if name == "anle" else Pack.open(name)
    build.assemble(pack, tmp_path)
    graph = tmp_path / build.GRAPH
    assert engine.validate(graph, FAST) == engine.validate(graph, REFERENCE)


def test_result_says_what_is_wrong_where(tmp_path: Path) -> None:
    shapes = """
    ex:Figure a sh:NodeShape ; sh:targetClass dx:Figure ; sh:property ex:value, ex:unit, ex:used .
    ex:value a sh:PropertyShape ; sh:path dx:value ; sh:datatype xsd:decimal ;
        sh:severity sh:Violation ; sh:message "值有误。"@zh, "The value is wrong."@en .
    ex:unit a sh:PropertyShape ; sh:path (dx:indicator dx:unit) ; sh:minCount 1 ; sh:severity sh:Warning .
    ex:used a sh:PropertyShape ; sh:path [ sh:inversePath dx:target ] ; sh:minCount 1 ; sh:severity sh:Info .
    """
    (tmp_path / "shapes").mkdir()
    (tmp_path / "shapes" / "shapes.ttl").write_text(PREFIXES + shapes, encoding="utf-8")
    data = file_of(parsed(PREFIXES + 'ex:f a dx:Figure ; dx:value "5\\n\\"\\\\" , 0.70 .'), tmp_path)
    unit, used, value = fast_shacl.validate(data, tmp_path / "shapes")
    assert value == Result(
        focus=EX + "f",
        path=DX + "value",
        value=Literal('5\n"\\'),
        shape=EX + "value",
        component="http://www.w3.org/ns/shacl#DatatypeConstraintComponent",
        severity="Violation",
        message_en="The value is wrong.",
        message_zh="值有误。",
    )
    assert (unit.path, unit.severity, unit.value) == (DX + "indicator", "Warning", None)
    assert (used.path, used.severity, used.value) == ("", "Info", None)


def test_values_keep_the_form_in_which_they_stand(tmp_path: Path) -> None:
    (tmp_path / "shapes").mkdir()
    text = "ex:S a sh:NodeShape ; sh:targetObjectsOf dx:value ; sh:nodeKind sh:IRI ."
    (tmp_path / "shapes" / "shapes.ttl").write_text(PREFIXES + text, encoding="utf-8")
    data = tmp_path / "graph.nq"
    data.write_text(f'<{EX}f> <{DX}value> "0.70"^^<{XSD}decimal> <{EX}> .\n', encoding="utf-8")
    for name in (FAST, REFERENCE):
        (result,) = engine.validate(data, name, tmp_path / "shapes")
        assert (result.focus, result.value) == ("0.70", Literal("0.70", XSD + "decimal")), name


@pytest.mark.parametrize(
    "broken",
    ["ex:S a sh:NodeShape ; sh:targetClass dx:Figure ; sh:in dx:value .", "not turtle"],
    ids=["shape", "syntax"],
)
def test_shapes_that_cannot_be_used_are_told(tmp_path: Path, broken: str) -> None:
    (tmp_path / "shapes.ttl").write_text(PREFIXES + broken, encoding="utf-8")
    with pytest.raises(UsageError, match="shapes cannot be used"):
        fast_shacl.validate(tmp_path / "graph.nt", tmp_path)


def test_a_graph_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"graph\.nt cannot be validated"):
        fast_shacl.validate(tmp_path / "graph.nt")


def test_without_the_fast_engine_the_reference_validates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fast_shacl, "is_installed", lambda: False)
    result = Result(EX, "", None, EX, EX, "Info", "", "")
    monkeypatch.setattr(shacl, "validate", lambda *_: [result])
    assert engine.validate(tmp_path / "graph.nt") == [result]
    with pytest.raises(UsageError, match="--engine pyshacl"):
        engine.validate(tmp_path / "graph.nt", FAST)
