"""The notebook is run, and shows what it gives."""

from pathlib import Path

import nbformat
import pytest

from docs.generate import NOTEBOOKS, ROOT, generate
from docs.notebook import refresh


@pytest.mark.parametrize("path", NOTEBOOKS)
def test_a_notebook_is_what_would_be_generated(path: str) -> None:
    assert (ROOT / path).read_text(encoding="utf-8") == generate(path), (
        f"{path} is stale; mend it with: make docs"
    )


def test_every_notebook_is_listed() -> None:
    found = [path.relative_to(ROOT).as_posix() for path in (ROOT / "notebooks").rglob("*.ipynb")]
    assert sorted(found) == sorted(NOTEBOOKS)


def test_a_mistake_in_a_cell_is_not_kept_quiet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docs.examples.run", lambda *_: ("", 0))
    cells = [nbformat.v4.new_code_cell("print('said')\n1 + 1", id="a")]  # type: ignore[no-untyped-call]
    text = nbformat.writes(nbformat.v4.new_notebook(cells=cells))  # type: ignore[no-untyped-call]
    made = nbformat.reads(refresh(text, tmp_path), as_version=4)  # type: ignore[no-untyped-call]
    assert [output["output_type"] for output in made.cells[0].outputs] == ["stream", "execute_result"]
    with pytest.raises(ZeroDivisionError):
        refresh(text.replace("1 + 1", "1 / 0"), tmp_path)
