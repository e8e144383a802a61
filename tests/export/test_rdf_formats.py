"""RDF formats: what is read again is what was stated, literal for literal."""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

from kg_build import rdf
from kg_build.export import Source, writers
from kg_build.export.context import Context
from kg_build.oxigraph import OxigraphStore
from kg_build.problem import UsageError
from kg_build.store import Triple
from kg_build.term import DX, RDF, SKOS, STRING, XSD, Blank, Iri, Literal
from kg_build.view import View

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
BASE = "https://w3id.org/duixian/sample/"
Make = Callable[..., Source]
FORMATS = {
    "turtle": ("turtle", ox.RdfFormat.TURTLE),
    "ntriples": ("nt", ox.RdfFormat.N_TRIPLES),
    "nquads": ("nquads", ox.RdfFormat.N_QUADS),
    "jsonld": ("json-ld", ox.RdfFormat.JSON_LD),
    "rdfxml": ("xml", ox.RdfFormat.RDF_XML),
}


def written(source: Source, form: str) -> bytes:
    stream = io.BytesIO()
    writers()[form].write(source, stream)
    return stream.getvalue()


def by_rdflib(content: bytes, form: str) -> Graph:
    dataset = Dataset()
    dataset.parse(data=content, format=FORMATS[form][0])
    graph = Graph()
    for subject, predicate, value, _ in dataset.quads():
        graph.add((subject, predicate, value))
    return graph


def by_oxigraph(content: bytes, form: str) -> set[str]:
    return {str(quad.triple) for quad in ox.parse(content, format=FORMATS[form][1])}


def holding(triples: list[Triple]) -> Source:
    store = OxigraphStore.memory()
    store.add(triples, "https://example.org/")
    return Source(store, "en", View.load())


def test_all_formats_are_tested() -> None:
    assert set(FORMATS) == {writer.name for writer in writers().values() if writer.kind == "rdf"}


@pytest.mark.parametrize("form", FORMATS)
def test_rdflib_reads_the_same_graph(make: Make, statements: Path, form: str) -> None:
    expected = Graph().parse(statements)
    assert isomorphic(by_rdflib(written(make(), form), form), expected)


@pytest.mark.parametrize("form", FORMATS)
def test_numbers_keep_the_form_in_which_they_stand(make: Make, statements: Path, form: str) -> None:
    expected = {str(quad.triple) for quad in ox.parse(path=str(statements))}
    assert by_oxigraph(written(make(), form), form) == expected
    assert b"120.50" in written(make(), form)


@pytest.mark.parametrize("form", FORMATS)
def test_an_endpoint_gives_what_the_store_holds(make: Make, form: str) -> None:
    stored = {
        str(quad.triple)
        for quad in ox.parse(written(make(file=False), "nquads"), format=ox.RdfFormat.N_QUADS)
    }
    assert by_oxigraph(written(make(file=False), form), form) == stored
    assert len(stored) == len(by_oxigraph(written(make(), form), form))


def test_nquads_of_a_build_are_its_file(make: Make, built_lines: Path) -> None:
    assert written(make(), "nquads") == built_lines.read_bytes()


def test_lines_are_sorted(make: Make) -> None:
    lines = written(make(), "ntriples").decode().splitlines()
    assert lines == sorted(set(lines))
    assert not any("sample/> ." in line for line in lines)


def test_triples_in_two_graphs_are_written_once() -> None:
    source = holding([(Iri("https://example.org/a"), Iri(DX + "note"), Literal("a <b> c"))])
    assert isinstance(source.store, OxigraphStore)
    source.store.add(
        [(Iri("https://example.org/a"), Iri(DX + "note"), Literal("a <b> c"))], "https://example.org/2"
    )
    assert len(written(source, "nquads").splitlines()) == 2
    for form in ("ntriples", "turtle", "rdfxml"):
        assert written(source, form).count(b"a ") == 1 or written(source, form).count(b"a &lt;b") == 1


@pytest.mark.parametrize("form", FORMATS)
def test_around_a_thing_takes_its_evidence_along(make: Make, form: str) -> None:
    found = by_rdflib(written(make(around="target/beds", depth=0), form), form)
    subjects = {str(subject).removeprefix(BASE) for subject in found.subjects()}
    assert subjects == {
        "target/beds",
        "evidence/plan-10-16",
        "evidence/plan-10-16/selector",
        "evidence/plan-2-6",
        "evidence/plan-2-6/selector",
    }
    asked = by_rdflib(written(make(around="target/beds", depth=0, file=False), form), form)
    assert sorted(map(str, asked.subject_predicates())) == sorted(map(str, found.subject_predicates()))


@pytest.mark.parametrize("form", FORMATS)
def test_blank_nodes_stay_joined(form: str) -> None:
    triples: list[Triple] = [
        (Iri("https://example.org/a"), Iri(DX + "evidence"), Blank("x")),
        (Blank("x"), Iri(SKOS + "prefLabel"), Literal("甲", language="zh")),
    ]
    assert isomorphic(by_rdflib(written(holding(triples), form), form), rdf.from_triples(triples))


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_is_written_as_nothing(form: str) -> None:
    assert by_oxigraph(written(holding([]), form), form) == set()


FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
DATATYPES = [
    STRING,
    XSD + "integer",
    XSD + "boolean",
    XSD + "date",
    XSD + "decimal",
    "https://example.org/type#own",
]
LITERALS = st.builds(Literal, TEXT, st.sampled_from(DATATYPES)) | st.builds(
    lambda text, tag: Literal(text, RDF + "langString", tag), TEXT, st.sampled_from(["zh", "en", "zh-hans"])
)
PROPERTIES = [
    SKOS + "prefLabel",
    DX + "value",
    DX + "unit",
    DX + "statedIn",
    DX + "periodEnd",
    "https://a.org/b/c",
]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PROPERTIES), LITERALS), min_size=1, max_size=5))
def test_any_literal_survives_or_is_refused(pairs: list[tuple[str, Literal]]) -> None:
    triples: list[Triple] = [(Iri("https://example.org/a"), Iri(name), value) for name, value in pairs]
    source = holding(triples)
    expected = by_oxigraph(written(source, "nquads"), "nquads")
    for form in FORMATS:
        if form == "rdfxml" and any(FORBIDDEN.search(value.value) for _, value in pairs):
            with pytest.raises(UsageError, match="cannot be written in this format"):
                written(source, form)
        else:
            assert by_oxigraph(written(source, form), form) == expected


def test_rdfxml_says_which_property_it_cannot_name() -> None:
    source = holding([(Iri("https://example.org/a"), Iri("https://example.org/1"), Literal("x"))])
    with pytest.raises(UsageError, match=r"https://example.org/1; export as turtle"):
        written(source, "rdfxml")


def test_jsonld_reads_well(make: Make) -> None:
    nodes = json.loads(written(make(), "jsonld"))["@graph"]
    by_id = {node["id"].removeprefix(BASE): node for node in nodes}
    assert len(by_id) == len(nodes)
    assert not any(name.endswith("/selector") for name in by_id), "a selector stands within its passage"
    assert by_id["evidence/plan-2-6"]["selector"]["exact"] == "beds"
    target = by_id["target/beds"]
    assert list(target)[:3] == ["id", "type", "label"]
    assert target["label"] == {"en": "Anle 2025: beds ≥120.50", "zh": "安乐市 2025年 床位数 ≥120.50"}
    assert target["value"] == "120.50"
    assert target["unit"] == "bed"
    assert target["leadAgency"] == f"{BASE}agency/health"
    assert len(target["evidence"]) == 2
    assert isinstance(by_id["observation/beds"]["evidence"], list), "a set is a list even when it has one"


def test_a_concept_named_like_a_term_is_written_out() -> None:
    context = Context(
        {"task": "https://a.org/task", "kind": {"@id": "https://a.org/kind", "@type": "@vocab"}}
    )
    context = Context(
        {
            **context.definition,
            "kind": {**context.definition["kind"], "@context": {"@vocab": "https://a.org/k#"}},
        }
    )
    for concept, expected in (("plan", "plan"), ("task", "https://a.org/k#task")):
        value = Iri(f"https://a.org/k#{concept}")
        assert context.value(context.property(Iri("https://a.org/kind"), value), value) == expected


@pytest.mark.parametrize(
    "definition",
    [
        {"p": {"@id": "https://a.org/p", "@container": "@list"}},
        {"p": {"@reverse": "https://a.org/p"}},
        {"p": {"@id": "https://a.org/p", "@type": "@json"}},
        {"p": {"@id": "https://a.org/p", "@context": {"q": "https://a.org/q"}}},
        {"p": None},
    ],
)
def test_what_is_not_understood_of_a_context_is_passed_over(definition: dict[str, object]) -> None:
    entry = Context(definition).property(Iri("https://a.org/p"), Literal("x"))
    assert entry.name == "https://a.org/p"


def test_an_iri_that_looks_prefixed_is_refused() -> None:
    with pytest.raises(UsageError, match="prefixed name"):
        Context({"dx": "https://a.org/"}).iri(Iri("dx:target"))
