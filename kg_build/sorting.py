"""Sorting more lines than memory holds: sorted runs on disk, merged (Knuth, TAOCP 3, section 5.4)."""

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby, islice
from pathlib import Path

RUN = 200_000
"""Lines that are held in memory at once, about 40 MB."""


def unique_sorted(lines: Iterable[str], work: Path, run: int = RUN) -> Iterator[str]:
    """Yield the distinct lines in the order of their code points; each ends with a line break.

    `work` is a folder for temporary files, which are removed at the end.
    """
    source = iter(lines)
    first = sorted(set(islice(source, run)))
    runs: list[Path] = []
    while more := sorted(set(islice(source, run))):
        runs.append(work / f"run-{len(runs)}")
        with runs[-1].open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(more)
    if not runs:
        yield from first
        return
    with ExitStack() as stack:
        streams = [stack.enter_context(path.open(encoding="utf-8", newline="\n")) for path in runs]
        yield from (line for line, _ in groupby(heapq.merge(first, *streams)))
    for path in runs:
        path.unlink()
