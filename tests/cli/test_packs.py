"""Commands that check take several packs, and files that lie in them."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg_build.cli import group
from kg_build.cli.options import packs
from kg_build.problem import UsageError


def test_files_stand_for_their_packs(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Path(shutil.copytree(copy, copy.parent / "other"))
    (copy.parent / "loose.csv").write_text("a\n")
    given = [str(copy / "areas.csv"), str(copy.parent / "loose.csv"), str(copy), str(other / "pack.toml")]
    assert [pack.folder for pack in packs(given)] == [copy, other]
    monkeypatch.chdir(copy)
    assert [pack.folder for pack in packs(["areas.csv", ".", str(copy)])] == [Path()]
    (inner,) = packs([str(shutil.copytree(other, other / "inner") / "areas.csv")])
    assert inner.folder == other / "inner"


def test_kunming_is_meant_where_nothing_is_given() -> None:
    assert [pack.name for pack in packs(())] == ["kunming"]
    with pytest.raises(UsageError, match="no pack 'nowhere'"):
        packs(["nowhere"])


@pytest.mark.parametrize("command", ["tidy", "validate"])
def test_several_packs_are_told_apart(copy: Path, command: str) -> None:
    other = str(shutil.copytree(copy, copy.parent / "other"))
    told = CliRunner().invoke(group, [command, str(copy), other])
    assert told.exit_code == 0
    assert f"{copy}:\n" in told.output
    assert f"{other}:\n" in told.output
    assert CliRunner().invoke(group, [command, other]).output.count(f"{other}:\n") == 0


def test_one_bad_pack_among_several_is_found(copy: Path) -> None:
    other = Path(shutil.copytree(copy, copy.parent / "other"))
    text = (copy / "targets.csv").read_text(encoding="utf-8")
    (copy / "targets.csv").write_text(text.replace(",55,percent,", ",many,percent,"), encoding="utf-8")
    told = CliRunner().invoke(group, ["validate", str(copy), str(other)])
    assert told.exit_code == 1
    assert "targets.csv:9:value E203" in told.output


def test_forms_for_programs_take_one_pack(copy: Path) -> None:
    other = str(shutil.copytree(copy, copy.parent / "other"))
    done = CliRunner().invoke(group, ["validate", str(copy), other, "--format", "json"])
    assert isinstance(done.exception, UsageError)
    assert "--format json is for one pack at a time" in str(done.exception)
