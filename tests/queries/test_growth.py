"""No question does more work than the data grow by: counted in the rows of the engine's plan, so never a matter of luck."""

from pathlib import Path

import pytest

from benchmarks.work import count
from kg_build import question
from kg_build.oxigraph import OxigraphStore
from kg_build.question import Question
from kg_build.term import Iri, nt

from . import sample

CITIES = 6
OF_ONE = {
    "evidence-of-figure": ("figure", "target/"),
    "figures-of-document": ("document", "document/"),
    "series": ("indicator", "indicator/"),
    "targets-of-agency": ("agency", "agency/"),
    "what-became": ("target", "target/"),
}
"""What is asked of one thing of one city, and so need not read the others."""


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The sample once, and as so many cities, which differ in their bases alone."""
    folder = tmp_path_factory.mktemp("growth")
    lines = [f"{nt(s)} {nt(p)} {nt(o)} <{sample.BASE}> .\n" for s, p, o, _ in sample.store().quads()]
    own = [line for line in lines if line.startswith(f"<{sample.BASE}")]
    shared = [line for line in lines if not line.startswith(f"<{sample.BASE}")]
    bases = [sample.BASE, *(f"{sample.BASE}{number}/" for number in range(1, CITIES))]
    found = []
    for name, used in (("one", bases[:1]), ("many", bases)):
        text = "".join(shared) + "".join(line.replace(sample.BASE, base) for base in used for line in own)
        (folder / f"{name}.nq").write_text(text, encoding="utf-8")
        OxigraphStore.create(folder / name, folder / f"{name}.nq")
        found.append(folder / name)
    return found[0], found[1]


@pytest.mark.parametrize("asked", question.load(), ids=lambda asked: asked.name)
def test_work_grows_no_faster_than_the_data(asked: Question, stores: tuple[Path, Path]) -> None:
    one, many = (count(store, sample.text(asked, "en")) for store in stores)
    assert 0 < one <= many <= CITIES * one


@pytest.mark.parametrize("name", OF_ONE)
def test_work_for_one_thing_does_not_grow_with_the_others(name: str, stores: tuple[Path, Path]) -> None:
    asked = question.get(name)
    column, local = OF_ONE[name]
    things = (
        f"SELECT DISTINCT ?s {{ ?s ?p ?o FILTER(STRSTARTS(STR(?s), '{sample.BASE}{local}')) }} ORDER BY ?s"
    )
    terms = [row[0] for row in sample.store().select(things) if isinstance(row[0], Iri)]
    for term in terms[:3]:
        text = question.bind(asked, {**sample.values(asked, "en"), column: [term]})
        one, many = (count(store, text) for store in stores)
        assert one <= many <= 1.5 * one, term


def test_work_that_grows_faster_is_seen(stores: tuple[Path, Path]) -> None:
    figure = "a <https://w3id.org/duixian/def#Figure>"
    text = f"SELECT ?a ?b {{ {{ SELECT ?a {{ ?a {figure} }} }} {{ SELECT ?b {{ ?b {figure} }} }} }}"
    exists = f"SELECT ?a {{ ?a {figure} FILTER NOT EXISTS {{ ?b {figure} ; <urn:none> ?a }} }}"
    for query in (text, exists):
        one, many = (count(store, query) for store in stores)
        assert many > 1.5 * CITIES * one, query
