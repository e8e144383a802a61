"""One contract for every engine: in memory, on disk, and a real server behind an endpoint."""

import io
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg_build.oxigraph import OxigraphStore, is_iri
from kg_build.problem import UsageError
from kg_build.remote import RemoteStore
from kg_build.rows import Rows, to_python
from kg_build.store import Store
from kg_build.term import LANG_STRING, RDF, XSD, Blank, Iri, Literal, nt

from .server import serving

QUADS = """\
<http://e.org/a> <http://e.org/p> "\u4e00\\n\\"x\\""@zh <http://e.org/g1> .
<http://e.org/a> <http://e.org/p> "4.50"^^<http://www.w3.org/2001/XMLSchema#decimal> <http://e.org/g2> .
<http://e.org/a> <http://e.org/q> <http://e.org/b> <http://e.org/g2> .
<http://e.org/b> <http://e.org/q> _:b <http://e.org/g2> .
"""


@pytest.fixture(scope="module")
def quads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("quads") / "graph.nq"
    path.write_text(QUADS, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory, quads: Path) -> Iterator[str]:
    """A SPARQL server with the quads, on a free port."""
    folder = tmp_path_factory.mktemp("server") / "store"
    OxigraphStore.create(folder, quads)
    with serving(folder) as url:
        yield url


@pytest.fixture(params=["memory", "disk", "remote"])
def store(request: pytest.FixtureRequest, quads: Path, tmp_path: Path) -> Store:
    if request.param == "memory":
        memory = OxigraphStore.memory()
        memory.load(quads)
        return memory
    if request.param == "disk":
        OxigraphStore.create(tmp_path / "store", quads)
        return OxigraphStore.open(tmp_path / "store")
    return RemoteStore(request.getfixturevalue("endpoint"))


def test_select_gives_terms_over_the_union_of_graphs(store: Store) -> None:
    rows = store.select("SELECT ?s ?o ?none WHERE { ?s <http://e.org/p> ?o } ORDER BY LANG(?o)")
    number, text = rows.rows
    assert rows.columns == ("s", "o", "none")
    assert text == (Iri("http://e.org/a"), Literal('一\n"x"', LANG_STRING, "zh"), None)
    assert number[0] == Iri("http://e.org/a")
    assert str(to_python(number[1])) in {"4.5", "4.50"}
    assert isinstance(number[1], Literal)
    assert number[1].datatype == XSD + "decimal"


def test_a_path_crosses_graphs(store: Store) -> None:
    assert store.ask("ASK { <http://e.org/b> ^<http://e.org/q>/<http://e.org/p> ?text }")
    assert not store.ask("ASK { <http://e.org/z> ?p ?o }")


def test_construct_gives_triples(store: Store) -> None:
    triples = store.construct("CONSTRUCT { ?s <http://e.org/r> ?o } WHERE { ?s <http://e.org/q> ?o }")
    assert (Iri("http://e.org/a"), Iri("http://e.org/r"), Iri("http://e.org/b")) in triples
    assert any(isinstance(value, Blank) for _, _, value in triples)


@pytest.mark.parametrize(
    "text", ["SELECT", "SELECT ?x WHERE { ?x", "INSERT DATA { <http://e.org/a> a <http://e.org/b> }"]
)
def test_what_is_no_query_is_refused_in_words(store: Store, text: str) -> None:
    with pytest.raises(UsageError) as caught:
        store.query(text)
    assert "Traceback" not in str(caught.value)


def test_the_wrong_form_is_refused(store: Store) -> None:
    with pytest.raises(TypeError):
        store.select("ASK { ?s ?p ?o }")
    with pytest.raises(TypeError):
        store.ask("SELECT ?s WHERE { ?s ?p ?o }")
    with pytest.raises(TypeError):
        store.construct("ASK { ?s ?p ?o }")


@pytest.mark.parametrize("text", ["SERVICE", "SeRvIcE SILENT"])
def test_the_embedded_engine_reaches_no_other_host(quads: Path, text: str) -> None:
    memory = OxigraphStore.memory()
    memory.load(quads)
    with pytest.raises(UsageError, match="SERVICE"):
        memory.query(f"SELECT * WHERE {{ {text} <http://127.0.0.1:9/> {{ ?s ?p ?o }} }}")
    harmless = 'SELECT ("SERVICE" AS ?x) <http://e.org/SERVICE> # SERVICE'
    assert isinstance(
        memory.query(harmless.replace(" <http", " WHERE { BIND(<http").replace("> #", "> AS ?y) } #")), Rows
    )


def test_no_endpoint_no_traceback() -> None:
    with pytest.raises(UsageError, match="does not answer"):
        RemoteStore("http://127.0.0.1:9/query", timeout=2).select("SELECT * WHERE { ?s ?p ?o }")
    with pytest.raises(UsageError, match="http address"):
        RemoteStore("file:///etc/hosts")


def test_no_store_no_traceback(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no graph"):
        OxigraphStore.open(tmp_path / "none")


@given(st.text(alphabet="abz:/[]@?#%09.-_é昆<> ", max_size=20).map("http://".__add__))
@example("http://[::1]/a")
@example("http://a.org:99x/")
def test_an_iri_is_what_engines_read(text: str) -> None:
    """What is taken for an IRI is loaded with all checks; what is not, the engine refuses."""
    line = f"<{text}> <{text}> <{text}> <urn:g> ."
    if is_iri(text):
        assert list(ox.parse(line, format=ox.RdfFormat.N_QUADS))
    else:
        with pytest.raises(SyntaxError):
            list(ox.parse(line, format=ox.RdfFormat.N_QUADS))


@given(st.text(), st.sampled_from(["", "zh", "en"]))
def test_what_is_inferred_is_added_and_told_in_the_form_of_emitted_lines(text: str, lang: str) -> None:
    stated = Literal(text, LANG_STRING, lang) if lang else Literal(text)
    store = OxigraphStore.memory()
    store.add([(Iri("http://e.org/a"), Iri("http://e.org/p"), stated)], "http://e.org/g1")
    rule = "CONSTRUCT { ?s <http://e.org/q> ?o . ?s a <http://e.org/T> } WHERE { VALUES ?n { 1 2 } ?s <http://e.org/p> ?o }"
    made = {
        f"<http://e.org/a> <http://e.org/q> {nt(stated)} <http://e.org/g2> .\n",
        f"<http://e.org/a> <{RDF}type> <http://e.org/T> <http://e.org/g2> .\n",
    }
    told = store.infer("http://e.org/g2", rule)
    assert set(io.BytesIO(told)) == {line.encode() for line in made}
    assert store.ask("ASK { ?s <http://e.org/q> ?o ; a <http://e.org/T> ; <http://e.org/p> ?o }")
    with pytest.raises(TypeError):
        store.infer("http://e.org/g2", "ASK {}")
