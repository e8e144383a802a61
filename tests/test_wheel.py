"""An installed wheel works in an empty folder, with no checkout present."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with the wheel's content, as pip puts it there."""
    place = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(place)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    with zipfile.ZipFile(next(place.glob("*.whl"))) as wheel:
        wheel.extractall(place / "installed")
    return place / "installed"


def run(installed: Path, folder: Path, *arguments: str) -> str:
    code = "import kg_build; from kg_build.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_builds_and_asks(installed: Path, tmp_path: Path) -> None:
    origin = subprocess.run(
        [sys.executable, "-P", "-c", "import kg_build; print(kg_build.__file__)"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(installed) in origin.stdout
    assert "targets" in run(installed, tmp_path, "build")
    assert "nursing" in run(
        installed, tmp_path, "ask", "targets-of-agency", "--agency", "civil-affairs-bureau"
    )
    assert run(installed, tmp_path, "export", "turtle").startswith("@prefix")
    assert [path.name for path in tmp_path.iterdir()] == ["build"]


def test_it_carries_its_data_and_no_more(installed: Path) -> None:
    assert {path.name for path in installed.iterdir() if path.suffix != ".dist-info"} == {"kg_build"}
    assert {path.name for path in (installed / "kg_build" / "data").iterdir()} == {
        "ontology",
        "packs",
        "queries",
        "shapes",
    }
    assert (installed / "kg_build" / "py.typed").is_file()
    assert not list(installed.rglob("*.pyc"))
