"""Time every canned question, with its defaults, over a built graph: `python benchmarks/canned.py build/kunming`."""

import sys
import time
from pathlib import Path

from kg_build import question
from kg_build.oxigraph import OxigraphStore

TIMES = 5


def main(folder: Path) -> None:
    """Print milliseconds of CPU (the least of a few, warm) and rows of each question, the slowest first."""
    store = OxigraphStore.open(folder / "store")
    found = []
    for asked in question.load():
        rows = len(store.select(asked.text))
        spent = []
        for _ in range(TIMES):
            begin = time.process_time()
            store.select(asked.text)
            spent.append(time.process_time() - begin)
        found.append((min(spent) * 1000, rows, asked.name))
    for milliseconds, rows, name in sorted(found, reverse=True):
        print(f"{milliseconds:8.1f} ms {rows:6d} rows  {name}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/kunming"))
