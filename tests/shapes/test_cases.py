"""Each kind of thing has cases: valid ones, and ones with a single edit and the results that it must give.

`<kind>/valid.<name>.ttl` stands by itself but for `background.ttl`; `<kind>/invalid.toml` lists edits of it.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from rdflib import RDFS, SH, Graph, URIRef
from rdflib.term import Node

from kg_build import rdf, shacl
from kg_build.resources import folder

HERE = Path(__file__).parent
SHAPE = "https://w3id.org/duixian/shape#"
KINDS = sorted(path.stem for path in folder("shapes").glob("*.ttl"))
VALID = sorted(HERE.glob("*/valid.*.ttl"))
# Parameters that are no constraint by themselves.
NO_CONSTRAINT = {"property", "qualifiedValueShape"}


@dataclass(frozen=True)
class Invalid:
    kind: str
    name: str
    turtle: str
    expected: frozenset[str]

    def __str__(self) -> str:
        return f"{self.kind}/invalid.{self.name}"


def invalid() -> Iterator[Invalid]:
    for file in sorted(HERE.glob("*/invalid.toml")):
        for name, case in tomllib.loads(file.read_text(encoding="utf-8")).items():
            assert case.keys() <= {"from", "replace", "by", "add", "expect"}, (file, name)
            text = (file.parent / f"valid.{case.get('from', 'full')}.ttl").read_text(encoding="utf-8")
            if "replace" in case:
                assert text.count(case["replace"]) == 1, (file, name)
                text = text.replace(case["replace"], case["by"])
            text += case.get("add", "")
            yield Invalid(file.parent.name, name, text, frozenset(case["expect"]))


INVALID = list(invalid())


@cache
def ontology() -> Graph:
    return rdf.load(folder("ontology"))


@cache
def background() -> Graph:
    return rdf.load(HERE / "background.ttl")


def complete(case: Graph) -> Graph:
    """The case with its background and what the ontology says of the terms in it: quicker than the whole ontology."""
    graph = case + background()
    graph += ontology().triples((None, RDFS.subClassOf, None))
    frontier: set[Node] = graph.all_nodes()
    for _ in ("concepts and classes", "schemes"):
        described = [triple for node in frontier for triple in ontology().triples((node, None, None))]
        graph += described
        frontier = {value for _, _, value in described}
    return graph


def outcome(case: Graph) -> set[str]:
    return {
        f"{result.shape.removeprefix(SHAPE)} {result.component.rpartition('#')[2].removesuffix('ConstraintComponent')}"
        for result in shacl.validate(complete(case))
    }


@pytest.mark.parametrize("file", VALID, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_valid_case_has_no_results(file: Path) -> None:
    assert outcome(rdf.load(file)) == set()


@pytest.mark.parametrize("case", INVALID, ids=str)
def test_invalid_case_has_the_expected_results(case: Invalid) -> None:
    assert outcome(Graph().parse(data=case.turtle, format="turtle")) == case.expected


def test_there_are_cases_of_each_kind() -> None:
    assert KINDS
    assert {file.parent.name for file in VALID} == set(KINDS)
    assert {case.kind for case in INVALID} == set(KINDS)
    assert all(case.expected for case in INVALID)
    assert len(INVALID) >= 200


def test_whole_ontology_is_valid() -> None:
    assert shacl.validate(ontology()) == []


def test_each_constraint_is_triggered_by_an_invalid_case() -> None:
    declared = {
        f"{shape.removeprefix(SHAPE)} {name[0].upper()}{name[1:]}"
        for shape in reporting(rdf.load(folder("shapes")))
        for name in constraints(shape)
    }
    triggered = {entry for case in INVALID for entry in case.expected}
    assert declared - triggered == set()
    assert triggered - declared == set()


def reporting(shapes: Graph) -> set[str]:
    """Shapes whose results are reported; of one below sh:not or sh:qualifiedValueShape only the verdict counts."""
    targets = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
    frontier = {shape for by in targets for shape in shapes.subjects(by)}
    found: set[Node] = set()
    while frontier:
        found |= frontier
        frontier = {below for shape in frontier for below in shapes.objects(shape, SH.property)} - found
    return {str(shape) for shape in found}


@cache
def parameters() -> Graph:
    return rdf.load(folder("shapes"))


def constraints(shape: str) -> set[str]:
    """Names of the constraint parameters of a shape: those for which SHACL has a component of that name."""
    names = {
        str(term).removeprefix(str(SH))
        for term in parameters().predicates(URIRef(shape))
        if str(term).startswith(str(SH))
    }
    return {name for name in names - NO_CONSTRAINT if component(name) in SH}


def component(parameter: str) -> URIRef:
    return URIRef(f"{SH}{parameter[0].upper()}{parameter[1:]}ConstraintComponent")


def test_targets_handed_down_change_no_result(monkeypatch: pytest.MonkeyPatch) -> None:
    everything = Graph()
    for number, case in enumerate(INVALID):
        everything.parse(data=case.turtle.replace("/example/>", f"/example/{number}/>", 1), format="turtle")
    data = complete(everything)
    quick = shacl.validate(data)
    monkeypatch.setattr(shacl, "_hand_targets_down", id)
    shacl._load.cache_clear()
    try:
        plain = shacl.validate(data)
    finally:
        monkeypatch.undo()
        shacl._load.cache_clear()
    assert len(quick) > 1000
    assert quick == plain
