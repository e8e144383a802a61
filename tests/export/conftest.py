"""The sample graph of these tests, as a built graph and as a source to export."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kg_build.export import Source
from kg_build.export.source import line
from kg_build.network import Scope
from kg_build.oxigraph import OxigraphStore, parse
from kg_build.term import Iri
from kg_build.view import View

BASE = "https://w3id.org/duixian/sample/"
Make = Callable[..., Source]


@pytest.fixture(scope="session")
def statements() -> Path:
    """The sample as a person writes it."""
    return Path(__file__).with_name("sample.ttl")


@pytest.fixture(scope="session")
def built_lines(statements: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as a build writes it: N-Quads, sorted."""
    path = tmp_path_factory.mktemp("sample") / "graph.nq"
    quads = [(*triple, Iri(BASE)) for triple in parse(statements)]
    path.write_text("".join(sorted(line(quad) for quad in quads)), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def make(built_lines: Path) -> Make:
    """Make a source from the sample: `make("zh", around="agency/health", file=False)`."""
    store = OxigraphStore.memory()
    store.load(built_lines)

    def source(
        language: str = "en",
        *,
        around: str = "",
        depth: int = 1,
        kinds: tuple[str, ...] = (),
        file: bool = True,
    ) -> Source:
        scope = Scope(Iri(BASE + around) if around else None, depth, frozenset(kinds))
        return Source(store, language, View.load(), built_lines if file else None, scope)

    return source
