from pathlib import Path

import pytest

from kg_build import place


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_a_folder_is_replaced_when_whole(tmp_path: Path) -> None:
    target = tmp_path / "target"
    for text in ("one", "two"):
        with place.folder(target) as work:
            (work / "file").write_text(text)
        assert contents(target) == {"file": text}
    assert list(tmp_path.iterdir()) == [target]


def test_a_failure_leaves_the_last_good_folder(tmp_path: Path) -> None:
    target = tmp_path / "target"
    with place.folder(target) as work:
        (work / "file").write_text("good")
    with pytest.raises(ValueError, match="stop"), place.folder(target) as work:
        (work / "file").write_text("bad")
        raise ValueError("stop")
    assert contents(target) == {"file": "good"}
    assert list(tmp_path.iterdir()) == [target]


def test_what_a_killed_run_left_is_brought_in_order(tmp_path: Path) -> None:
    target = tmp_path / "target"
    (tmp_path / ".target.previous").mkdir()
    (tmp_path / ".target.previous" / "file").write_text("good")
    (tmp_path / ".target.building-999999999").mkdir()
    (tmp_path / ".target.building-x").mkdir()
    place.recover(target)
    assert contents(target) == {"file": "good"}
    assert list(tmp_path.iterdir()) == [target]


def test_a_former_folder_goes_once_the_new_one_is_there(tmp_path: Path) -> None:
    target = tmp_path / "target"
    for name in (".target.previous", "target"):
        (tmp_path / name).mkdir()
    place.recover(target)
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_is_replaced_when_whole(tmp_path: Path) -> None:
    target = tmp_path / "file"
    with place.file(target) as stream:
        stream.write(b"good")
    with pytest.raises(ValueError, match="stop"), place.file(target) as stream:
        stream.write(b"bad")
        raise ValueError("stop")
    assert target.read_bytes() == b"good"
    assert list(tmp_path.iterdir()) == [target]


def test_files_are_replaced_when_all_are_whole(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    place.files({one: b"first", other: b"first"})
    assert contents(tmp_path) == {"one": "first", "other": "first"}
    with pytest.raises(FileNotFoundError):
        place.files({one: b"second", tmp_path / "missing" / "file": b"second", other: b"second"})
    assert contents(tmp_path) == {"one": "first", "other": "first"}
