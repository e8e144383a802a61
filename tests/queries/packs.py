"""The questions over whole packs: the sample city and Kunming, each built; this module writes their golden answers."""

import io
import sys
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path

from kg_build import build, question
from kg_build.oxigraph import OxigraphStore
from kg_build.pack import Pack
from kg_build.question import Question
from kg_build.render import render
from tests.queries import sample

HERE = Path(__file__).parent
PACKS = {"anle": HERE.parent / "packs" / "anle", "kunming": HERE.parents[1] / "packs" / "kunming"}
UPDATE = "python -m tests.queries.packs"
SHOWN = 12
"""Rows of a golden answer that stand in its file; the others are held by their digest."""


def store(pack: str, folder: Path) -> OxigraphStore:
    """Build a pack's graph in a folder and load it."""
    build.assemble(Pack.open(PACKS[pack]), folder)
    made = OxigraphStore.memory()
    made.load(folder / build.GRAPH)
    return made


def text(pack: str, asked: Question) -> str:
    """SPARQL of a question: as it stands over Kunming, with everything bound over the sample city."""
    return asked.text if pack == "kunming" else sample.text(asked, "en")


def answer(pack: str, asked: Question, graph: OxigraphStore) -> str:
    """Write an answer as its golden file has it."""
    out = io.StringIO()
    rows = graph.select(text(pack, asked))
    render(rows, "tsv", out)
    written = out.getvalue()
    lines = [*islice(written.splitlines(), SHOWN + 1)]
    return "\n".join((*lines, f"{len(rows)} rows, {sha256(written.encode()).hexdigest()[:16]}", ""))


def golden(pack: str, asked: Question) -> Path:
    return HERE / f"golden-{pack}" / f"{asked.name}.tsv"


def stale(pack: str, graph: OxigraphStore) -> Iterator[str]:
    """Yield the names of the questions whose golden answer is another, or is missing."""
    for asked in question.load():
        path = golden(pack, asked)
        if not path.is_file() or path.read_text(encoding="utf-8") != answer(pack, asked, graph):
            yield asked.name


def update(pack: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        graph = store(pack, Path(folder))
    place = HERE / f"golden-{pack}"
    place.mkdir(exist_ok=True)
    for old in place.glob("*.tsv"):
        old.unlink()
    for asked in question.load():
        golden(pack, asked).write_text(answer(pack, asked, graph), encoding="utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:] or PACKS:
        update(name)
