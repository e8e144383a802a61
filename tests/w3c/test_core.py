"""Both engines pass the core tests of W3C, all of them."""

import re
from pathlib import Path

import pytest
from rdflib import SH

from kg_build import engine, fast_shacl, rdf
from kg_build.engine import ENGINES, FAST
from kg_build.resources import folder
from kg_build.term import nt
from tests.conftest import require
from tests.shapes.test_cases import NO_CONSTRAINT, component
from tests.w3c.suite import PACKAGE, Test, fetch, found, read

EXCEPTIONS: dict[str, dict[str, str]] = {
    "fast": {},
    "pyshacl": {
        "property/uniqueLang-002": "rdflib reads the 1 of sh:uniqueLang as true; our shapes write true, see below",
    },
}
"""For each engine, the tests that it fails, each with what covers it otherwise."""
UNTESTED = {
    "QualifiedMaxCountConstraintComponent": "cases of the kinds of area, on which tests/shapes compares the engines",
}
"""Components that the shapes use and no result of the suite names, each with what covers it otherwise."""


@pytest.fixture(scope="module")
def suite(request: pytest.FixtureRequest) -> list[Test]:
    core = fetch(request.config.cache.mkdir("w3c"))
    require(
        core, f"the source package of {PACKAGE}, which holds the test suite of W3C and cannot be fetched,"
    )
    assert core
    return list(read(core))


@pytest.mark.parametrize("name", ENGINES)
def test_core_tests_pass(
    name: str, suite: list[Test], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == FAST:
        require(fast_shacl.is_installed(), "the package 'shacl'")
    failed = {test.name for test in suite if not passes(name, test, tmp_path / test.name)}
    assert len(suite) >= 98
    assert failed == EXCEPTIONS[name].keys()


def passes(name: str, test: Test, place: Path) -> bool:
    place.mkdir(parents=True)
    data = place / "data.nq"
    data.write_text("".join(f"{nt(s)} {nt(p)} {nt(o)} .\n" for s, p, o in test.data), encoding="utf-8")
    (place / "shapes.ttl").write_text(test.shapes, encoding="utf-8")
    return found(engine.validate(data, name, place)) == test.expected


def test_suite_bears_on_each_constraint_that_the_shapes_use(suite: list[Test]) -> None:
    parameters = {
        str(term).removeprefix(str(SH))
        for term in rdf.load(folder("shapes")).predicates(unique=True)
        if str(term).startswith(str(SH))
    }
    used = {str(component(name)) for name in parameters - NO_CONSTRAINT if component(name) in SH}
    tested = {entry[4] for test in suite for entry in test.expected}
    assert used
    assert {name.rpartition("#")[2] for name in used - tested} == UNTESTED.keys()


def test_shapes_write_true_as_true() -> None:
    texts = [path.read_text(encoding="utf-8") for path in folder("shapes").glob("*.ttl")]
    assert any("sh:uniqueLang true" in text for text in texts)
    assert not [text for text in texts if re.search(r"sh:(uniqueLang|deactivated) (?!true)", text)]
