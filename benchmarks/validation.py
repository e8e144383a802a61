"""Validating graphs of more and more cities, with the fast engine and with pySHACL.

`python -m benchmarks.validation` measures by itself; `measure` is for benchmarks/run.py. pySHACL runs up to the number of
cities given and is extrapolated beyond, in proportion to the triples: it grows a little faster than that, so the ratio is
not overstated. It is measured twice: as it is published, and as `kg_build.shacl` uses it, which hands targets down.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import cities, process
from benchmarks.process import Usage
from benchmarks.report import kept, seconds, table, times
from benchmarks.startup import PROGRAM

ROOT = Path(__file__).parents[1]
ENGINES = {
    "fast": "fast engine",
    "pyshacl": "pySHACL, targets handed down",
    "published": "pySHACL as published",
}
RATIO, MEMORY, VALIDATE = 50.0, 1024.0, 1.0
"""Limits: times less CPU than pySHACL as published, MB for the most cities, seconds on the clock for one city."""
RUNS = 7
NOTE = "The plan promises 155900 for each year."
"""A note of a target: it becomes a fact, and changing it breaks nothing."""
Measured = dict[tuple[str, int], Usage]


def validate(engine: str, graph: Path) -> int:
    """Validate a graph in this process; return the number of results."""
    if engine == "fast":
        from kg_build import fast_shacl  # noqa: PLC0415

        return len(fast_shacl.validate(graph))
    from kg_build import shacl  # noqa: PLC0415

    if engine == "published":
        setattr(shacl, "_hand_targets_down", id)  # noqa: B010 - what the door adds is left out
    return len(shacl.validate(graph))


def measure(
    scratch: Path, counts: Sequence[int], peers: Sequence[int], say: Callable[[str], None]
) -> tuple[str, list[tuple[str, ...]]]:
    """Return a section in Markdown, and the promises with what was measured, their limit and whether they are kept."""
    cities.replicate(ROOT / "packs" / "kunming", scratch / "cities", max(counts))
    process.step("build", scratch / "cities", max(counts), scratch / "builds", "quick")
    found: Measured = {}
    triples = {}
    for count in counts:
        graph = scratch / f"validate-{count}"
        triples[count] = process.step("union", scratch / "builds", count, graph)["quads"]
        for engine, title in ENGINES.items():
            if engine == "fast" or count in peers:
                say(f"validating {count}: {title}")
                found[engine, count] = process.run(_command(engine, graph.with_suffix(".nq")))
        graph.with_suffix(".nq").unlink()
        graph.with_suffix(".nt").unlink()
    return _section(found, triples), _faces(scratch) + _promises(found, triples)


def _faces(scratch: Path) -> list[tuple[str, ...]]:
    """`duixian validate` of Kunming: all of it, and what a change of one fact costs."""
    pack = Path(shutil.copytree(ROOT / "packs" / "kunming", scratch / "changed" / "kunming"))
    table_ = pack / "targets.csv"
    command = [PROGRAM, "validate", str(pack)]
    builds = {"DUIXIAN_BUILD": str(scratch / "changed" / "build")}
    process.run([*command, "--changed"], builds)
    whole, changed, nothing = [], [], []
    stated = table_.read_text(encoding="utf-8")
    for number in range(RUNS):
        whole.append(process.run(command))
        table_.write_text(stated.replace(NOTE, f"{NOTE} {number}"), encoding="utf-8", newline="\n")
        changed.append(process.run([*command, "--changed"], builds))
        nothing.append(process.run([*command, "--changed"], builds))
    return [
        (
            title,
            f"{usage.wall:.2f} s on the clock, {usage.cpu:.2f} s CPU",
            seconds(VALIDATE),
            kept(usage.wall, VALIDATE),
        )
        for title, usage in (
            ("`duixian validate` of the Kunming pack", process.middle(whole)),
            ("`duixian validate --changed`, one note of a target changed", process.middle(changed)),
            ("`duixian validate --changed`, nothing changed", process.middle(nothing)),
        )
    ]


def _command(engine: str, graph: Path) -> list[str]:
    return [sys.executable, "-m", "benchmarks.validation", "--validate", engine, str(graph)]


def _cpu(found: Measured, triples: dict[int, int], engine: str, count: int) -> tuple[float, bool]:
    """CPU seconds of an engine, and whether they were measured or extrapolated."""
    if (engine, count) in found:
        return found[engine, count].cpu, True
    most = max(number for name, number in found if name == engine)
    return found[engine, most].cpu / triples[most] * triples[count], False


def _section(found: Measured, triples: dict[int, int]) -> str:
    rows = []
    for count, size in triples.items():
        fast = found["fast", count].cpu
        for engine, title in ENGINES.items():
            cpu, measured = _cpu(found, triples, engine, count)
            memory = f"{found[engine, count].memory:.0f} MB" if measured else ""
            shown = seconds(cpu) if measured else f"({seconds(cpu)})"
            rows.append((title, str(count), f"{size:,}", shown, times(cpu / fast), memory))
    head = ("engine", "cities", "quads", "CPU", "times the fast engine", "memory")
    return "\n".join(
        (
            "## Validation\n",
            "Whole processes, reading the graph included. In brackets: not run, extrapolated by the number of quads.\n",
            table(head, rows),
        )
    )


def _promises(found: Measured, triples: dict[int, int]) -> list[tuple[str, ...]]:
    most = max(triples)
    published, measured = _cpu(found, triples, "published", most)
    ratio = published / found["fast", most].cpu
    memory = found["fast", most].memory
    about = "" if measured else ", extrapolated"
    return [
        (
            f"shapes on {most} cities: times less CPU than pySHACL as published{about}",
            times(ratio),
            f"at least {RATIO:.0f}",
            kept(-ratio, -RATIO),
        ),
        (f"shapes on {most} cities: memory", f"{memory:.0f} MB", f"{MEMORY:.0f} MB", kept(memory, MEMORY)),
    ]


def main() -> None:
    """Measure, or validate one graph."""
    parser = argparse.ArgumentParser(description="Measure validation.")
    parser.add_argument("--cities", default="1,10,100", help="how many cities (default: %(default)s)")
    parser.add_argument(
        "--pyshacl", default="1,10", help="cities for which pySHACL runs (default: %(default)s)"
    )
    parser.add_argument("--validate", nargs=2, metavar=("ENGINE", "GRAPH"), help="validate one graph only")
    options = parser.parse_args()
    if options.validate:
        print(validate(options.validate[0], Path(options.validate[1])))
        return
    counts, peers = ([int(count) for count in text.split(",")] for text in (options.cities, options.pyshacl))
    with tempfile.TemporaryDirectory() as folder:
        section, promises = measure(Path(folder), counts, peers, lambda text: print(text, file=sys.stderr))
    print(table(("promise", "measured", "limit", "kept"), promises))
    print(section)


if __name__ == "__main__":
    main()
