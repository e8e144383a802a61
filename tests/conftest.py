"""What tests share: the sample pack, the schema, and skips that say what is missing."""

import os
import shutil
from pathlib import Path

import pytest

from kg_build import build, csvw
from kg_build.pack import Pack

TESTS = Path(__file__).parent
ANLE = TESTS / "packs" / "anle"
ANLE_TEXTS = TESTS / "packs" / "anle-texts"
DOCUMENTS = TESTS.parent.parent / "shared" / "documents"


def require(found: object, what: str) -> None:
    """Skip where something optional is missing; fail instead where DUIXIAN_REQUIRE_ALL=1."""
    if found:
        return
    if os.environ.get("DUIXIAN_REQUIRE_ALL") == "1":
        pytest.fail(f"{what} is missing and DUIXIAN_REQUIRE_ALL=1")
    pytest.skip(f"{what} is missing")


@pytest.fixture(scope="session")
def schema() -> csvw.Schema:
    return build.schema()


@pytest.fixture(scope="session")
def anle() -> Pack:
    """The sample pack: a city that does not exist."""
    return Pack.open(ANLE)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the sample pack that a test may damage."""
    return Path(shutil.copytree(ANLE, tmp_path / "anle"))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, anle: Pack) -> Path:
    """The sample pack, built."""
    target = tmp_path_factory.mktemp("build") / "anle"
    build.build(anle, target, ANLE_TEXTS)
    return target


@pytest.fixture
def documents() -> Path:
    """The source texts of the Kunming pack."""
    require(DOCUMENTS.is_dir(), f"the folder of the source texts, {DOCUMENTS.parent.name}/{DOCUMENTS.name},")
    return DOCUMENTS
