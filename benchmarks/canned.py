"""Time every canned question, with its defaults, over a built graph: `python benchmarks/canned.py build/kunming`.

Each is asked warm, of the store on disk, as the commands do, and of the same graph read into memory, as `open` and the
report do.
"""

import sys
import time
from pathlib import Path
from typing import NamedTuple

from kg_build import question
from kg_build.oxigraph import OxigraphStore

TIMES = 15


def main(folder: Path) -> None:
    """Print milliseconds of CPU (the least of a few, warm) and rows of each question, the slowest first."""
    print(" on disk   in memory")
    for disk, memory, rows, name in measure(folder):
        print(f"{disk:8.1f} ms {memory:8.1f} ms {rows:6d} rows  {name}")


class Spent(NamedTuple):
    """Milliseconds of a question, on disk and in memory, and how many rows it gave."""

    disk: float
    memory: float
    rows: int
    name: str


def measure(folder: Path) -> list[Spent]:
    """Ask each question; the slowest on disk first."""
    disk, memory = OxigraphStore.open(folder / "store"), OxigraphStore.read(folder / "graph.nq")
    found = [
        Spent(_least(disk, asked.text), _least(memory, asked.text), len(disk.select(asked.text)), asked.name)
        for asked in question.load()
    ]
    return sorted(found, reverse=True)


def _least(store: OxigraphStore, text: str) -> float:
    store.select(text)
    spent = []
    for _ in range(TIMES):
        begin = time.process_time()
        store.select(text)
        spent.append(time.process_time() - begin)
    return min(spent) * 1000


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/kunming"))
