"""What a person waits for: an answer, beside merely importing the libraries that give it; and a build."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from benchmarks import process

RUNS = 15
BUILDS = 3
PROGRAM = str(Path(sys.executable).with_name("duixian"))


def answer(scratch: Path) -> dict[str, float]:
    """Compare `duixian ask` on the built graph with the bare import, run by run in turn; return medians."""
    asking = [PROGRAM, "ask", "targets-of-agency", "--graph", str(scratch / "kunming")]
    importing = [sys.executable, "-c", "import pyoxigraph, click"]
    runs: Mapping[str, list[process.Usage]] = {"ask": [], "import": []}
    for number in range(RUNS + 1):
        for name, command in (("import", importing), ("ask", asking)):
            usage = process.run(command)
            if number:  # the first run fills the caches of the disk
                runs[name].append(usage)
    found = {
        f"{name} {kind}": median(getattr(usage, kind) for usage in usages)
        for name, usages in runs.items()
        for kind in ("wall", "cpu", "memory")
    }
    for kind in ("wall", "cpu"):
        found[f"ratio {kind}"] = median(ratios(runs["ask"], runs["import"], kind))
    return found


def ratios(one: Sequence[process.Usage], other: Sequence[process.Usage], kind: str) -> list[float]:
    """Ratios of the runs that followed each other."""
    return [getattr(a, kind) / getattr(b, kind) for a, b in zip(one, other, strict=True)]


def build(scratch: Path, engine: str) -> process.Usage:
    """Build the Kunming pack, validated by an engine; return medians."""
    command = [PROGRAM, "build", "kunming", "--engine", engine, "--out", str(scratch / "kunming")]
    return process.middle([process.run(command) for _ in range(BUILDS)])
