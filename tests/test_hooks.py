"""The hooks for pre-commit, run by pre-commit itself in a repository that keeps packs; the network is not needed."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from .conftest import ANLE, ANLE_TEXTS, require

MANIFEST = Path(__file__).parents[1] / ".pre-commit-hooks.yaml"
PACK = "data/packs/anle"


class Repository:
    """A git repository with packs, and hooks as the manifest has them; what is installed already runs them."""

    def __init__(self, place: Path):
        self.place = place
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "DUIXIAN_"))
        }
        path = os.pathsep.join((str(Path(sys.executable).parent), kept["PATH"]))
        self._environment = {
            **kept,
            "PATH": path,
            "PRE_COMMIT_HOME": str(place.parent / "cache"),
            "NO_COLOR": "1",
        }
        hooks = [{**hook, "language": "system"} for hook in yaml.safe_load(MANIFEST.read_text())]
        (place / ".pre-commit-config.yaml").write_text(
            json.dumps({"repos": [{"repo": "local", "hooks": hooks}]})
        )
        self.run("git", "init", "--quiet")
        self.stage()
        self.run("git", "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "-m", "Begin")

    def run(self, *command: str, code: int = 0) -> str:
        done = subprocess.run(
            command, cwd=self.place, env=self._environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    def stage(self) -> None:
        self.run("git", "add", "--all")

    def hooks(self, *hook: str, code: int = 0) -> str:
        """What pre-commit says of the staged change."""
        self.stage()
        return self.run(sys.executable, "-m", "pre_commit", "run", *hook, code=code)

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.place / PACK / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    require(shutil.which("git"), "git")
    place = tmp_path / "repository"
    shutil.copytree(ANLE, place / PACK)
    shutil.copytree(ANLE_TEXTS, place / "texts")
    (place / "README.md").write_text("# Packs\n")
    (place / "other.csv").write_text("a,b\n1\n")
    return Repository(place)


def test_the_manifest_is_one() -> None:
    subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", str(MANIFEST)],
        check=True,
        capture_output=True,
    )
    hooks = yaml.safe_load(MANIFEST.read_text())
    assert [hook["id"] for hook in hooks] == ["duixian-validate", "duixian-tidy"]
    assert {hook["language"] for hook in hooks} == {"python"}


def test_a_good_pack_passes(repository: Repository) -> None:
    repository.edit("areas.csv", "Anle", "Anle City")
    told = repository.hooks("--verbose")
    assert told.count("Passed") == 2
    assert "anle: " in told


def test_a_broken_cell_fails_with_its_address(repository: Repository) -> None:
    repository.edit("targets.csv", ",civil-affairs-bureau,stated", ",civil-affair-bureau,stated")
    told = repository.hooks("duixian-validate", code=1)
    assert "Failed" in told
    assert "targets.csv:9:lead E302 no row 'civil-affair-bureau' in agencies.csv; did you mean" in told
    assert "anle: 2 problems" in told


def test_a_table_that_is_not_tidy_fails_and_is_tidied(repository: Repository) -> None:
    repository.edit("areas.csv", "\n", ",\n")
    told = repository.hooks("duixian-tidy", code=1)
    assert "files were modified by this hook" in told
    assert "areas.csv: tidied" in told
    assert "Passed" in repository.hooks("duixian-tidy", "--all-files")


def test_files_outside_packs_do_not_matter(repository: Repository) -> None:
    (repository.place / "README.md").write_text("# All packs\n")
    assert repository.hooks().count("(no files to check)Skipped") == 2
    (repository.place / "other.csv").write_text("a,b\n2\n")
    told = repository.hooks("--verbose")
    assert told.count("Passed") == 2
    assert told.count("these files lie in no pack") == 2


def test_each_pack_that_is_touched_is_checked_once(repository: Repository) -> None:
    other = repository.place / "data" / "packs" / "other"
    shutil.copytree(ANLE, other)
    settings = other / "pack.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace('"anle"', '"other"', 1), encoding="utf-8"
    )
    repository.edit("areas.csv", "Anle", "Anle City")
    repository.edit("agencies.csv", "Anle", "Anle City")
    told = repository.hooks("duixian-validate", "--verbose")
    assert told.count("anle: ") == told.count("other: ") == 1
    assert f"{PACK}:\n" in told
    assert "data/packs/other:\n" in told
