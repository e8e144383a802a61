"""Reading, emitting, loading and asking, for more and more cities."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import cities, process
from benchmarks.report import seconds, table, times

Found = dict[str, Any]
LIMIT = 10
"""CPU seconds after which a question to rdflib is stopped."""
WRITERS = ("bare", "emission", "emission_by_line")
TITLES = {
    "read": "read",
    "read_and_emit": "read and emit, line by line",
    "bare": "write: f-strings by hand",
    "emission": "write: emit.blocks, by the schema",
    "emission_by_line": "write: emit.lines, by the schema",
    "rdflib_emit": "write: rdflib, add and serialise",
    "load_store": "load: Oxigraph on disk",
    "rdflib_load": "load: rdflib",
}


@dataclass
class Scale:
    """What was found: for each step and number of cities; `triples` by number of cities for each step."""

    counts: Sequence[int]
    steps: dict[tuple[str, int], Found] = field(default_factory=dict)
    triples: dict[tuple[str, int], int] = field(default_factory=dict)

    def per_triple(self, step: str, count: int) -> float | None:
        """CPU seconds per triple."""
        found = self.steps.get((step, count))
        return found["cpu"] / self.triples[step, count] if found else None

    def ratio(self, step: str, other: str, count: int) -> float | None:
        """How many times the CPU of another step a step took."""
        one, two = self.per_triple(step, count), self.per_triple(other, count)
        return one / two if one and two else None


def emit(scale: Scale, scratch: Path, peers: Sequence[int], say: Callable[[str], None]) -> None:
    """Measure reading and writing; raises AssertionError where the writers do not write the same lines."""
    source = scratch / "cities"
    for count in scale.counts:
        say(f"reading and emitting {count}")
        found = process.step("read_and_emit", source, count, scratch / "both.nq")
        scale.steps["read_and_emit", count] = found
        scale.steps["read", count] = process.step("read", source, count)
        for writer in WRITERS:
            scale.steps[writer, count] = process.step(writer, source, count, scratch / f"{writer}.nq")
        same = process.step("same", scratch / "emission.nq", scratch / "bare.nq")
        assert same["same"], f"benchmarks/bare.py does not write what the schema says: {same['differing']}"
        if same["left out"]:
            say(f"not known to benchmarks/bare.py, so left out: {', '.join(same['left out'])}")
        if count in peers:
            say(f"rdflib: emitting {count}")
            scale.steps["rdflib_emit", count] = process.step(
                "rdflib_emit", source, count, scratch / "peer.nt"
            )
        for step in ("read", "read_and_emit"):
            scale.triples[step, count] = found["triples"]
        for step in (*WRITERS, "rdflib_emit"):
            scale.triples[step, count] = same["triples"]


def ask(scale: Scale, scratch: Path, peers: Sequence[int], quick: bool, say: Callable[[str], None]) -> None:
    """Build the cities, load their union and ask the questions."""
    for count in scale.counts:
        say(f"building {count}")
        way = "quick" if quick else "full"
        built = process.step("build", scratch / "cities", count, scratch / "builds", way)
        if built["built"]:
            scale.steps["build", count] = built
        union = process.step("union", scratch / "builds", count, scratch / f"union-{count}")
        say(f"loading and asking {count}")
        quads, triples = (scratch / f"union-{count}.{end}" for end in ("nq", "nt"))
        scale.steps["load_store", count] = process.step("load_store", quads, scratch / f"store-{count}")
        scale.steps["ask", count] = process.step("ask", scratch / f"store-{count}", count)
        if count in peers:
            say(f"rdflib: loading and asking {count}")
            scale.steps["rdflib_load", count] = process.step("rdflib_ask", triples, count, 0)
            scale.steps["rdflib_ask", count] = process.step("rdflib_ask", triples, count, LIMIT)
        for step in ("load_store", "rdflib_load"):
            scale.triples[step, count] = union["quads"]


def steps(scale: Scale) -> str:
    """Write CPU per triple, the ratio to the writer by hand, and memory of each step."""
    rows = []
    for step, title in TITLES.items():
        for count in scale.counts:
            found = scale.steps.get((step, count))
            if not found:
                continue
            each = scale.per_triple(step, count) or 0
            beside = times(scale.ratio(step, "bare", count)) if step in {*WRITERS, "rdflib_emit"} else ""
            cells = f"{scale.triples[step, count]:,}", f"{each * 1e6:.2f}", beside, f"{found['memory']:.0f}"
            rows.append((title, str(count), *cells))
    head = ("step", "cities", "triples", "CPU µs a triple", "times by hand", "peak MB")
    return table(head, rows)


def growth(scale: Scale, question: str, one: int, ten: int, of: str = "cpu") -> float | None:
    """How many times longer a question takes, or more work it does, where there are more cities."""
    small, large = (scale.steps["ask", count]["questions"][question][of] for count in (one, ten))
    return large / small if small and large else None


def questions(scale: Scale, peers: Sequence[int]) -> str:
    """Write rows, work and warm CPU of each question, how they grow, and rdflib's time."""
    pairs = list(zip(scale.counts, scale.counts[1:], strict=False))
    peers = [count for count in peers if ("rdflib_ask", count) in scale.steps]
    head = ["question", *(f"{count}: rows" for count in scale.counts), f"{scale.counts[0]}: work"]
    head += [f"{one} to {ten}: work ×" for one, ten in pairs] + list(map(str, scale.counts))
    head += [f"{one} to {ten}: time ×" for one, ten in pairs] + [f"rdflib, {count}" for count in peers]
    rows = []
    for name in scale.steps["ask", scale.counts[0]]["questions"]:
        by_count = [scale.steps["ask", count]["questions"][name] for count in scale.counts]
        row = [name, *(f"{found['rows']:,}" for found in by_count), f"{by_count[0]['work']:,}"]
        row += [f"{growth(scale, name, *pair, 'work') or 0:.2f}" for pair in pairs]
        row += [seconds(found["cpu"]) for found in by_count]
        row += [times(growth(scale, name, *pair)) for pair in pairs]
        for count in peers:
            found, own = (scale.steps[step, count]["questions"][name] for step in ("rdflib_ask", "ask"))
            agrees = found["rows"] in {None, own["rows"]}
            row.append(seconds(found["cpu"]) + ("" if agrees else f" ({found['rows']} rows)"))
        rows.append(row)
    return table(head, rows)


def prepare(scratch: Path, pack: Path, count: int) -> None:
    """Make the cities."""
    cities.replicate(pack, scratch / "cities", count)
