"""Measure Duixian: `make bench`, or `python benchmarks/run.py --help`.

Everything is printed in one run, as ratios where that can be; nothing here passes or fails by the clock.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks import canned, process, scale, startup, validation
from benchmarks.questions import CONTROL
from benchmarks.report import kept, machine, seconds, table, times
from kg_build.engine import FAST, REFERENCE

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "benchmarks.md"
PARTS = ("start", "emit", "ask", "validate")
ANSWER, QUESTION, BUILD, EMISSION, SAME = 2.5, 50.0, 10.0, 3.0, 1.2
"""Limits: times a bare import, milliseconds, seconds, times a writer by hand, memory that counts as the same."""


def main() -> None:
    """Measure what is asked for and print it."""
    options = _options()
    counts = sorted(map(int, options.cities.split(",")))
    peers = [count for count in map(int, options.rdflib.split(",")) if count in counts]
    only = options.only.split(",")
    with tempfile.TemporaryDirectory() as folder:
        page = _measure(Path(folder), counts, peers, only, options.quick)
    print(page, end="")
    if options.write:
        PAGE.write_text(page, encoding="utf-8", newline="\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure Duixian beside other ways to do the same.")
    parser.add_argument("--cities", default="1,10,100", help="how many cities (default: %(default)s)")
    parser.add_argument(
        "--rdflib", default="1,10", help="cities for which rdflib runs (default: %(default)s)"
    )
    parser.add_argument("--only", default=",".join(PARTS), help="parts to measure (default: %(default)s)")
    parser.add_argument(
        "--quick", action="store_true", help="build one city and rename its graph for the others"
    )
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)} too")
    return parser.parse_args()


def _say(text: str) -> None:
    print(f"... {text}", file=sys.stderr)


def _measure(scratch: Path, counts: list[int], peers: list[int], only: list[str], quick: bool) -> str:
    promises: list[tuple[str, ...]] = []
    parts: list[str] = []
    found = scale.Scale(counts)
    if "start" in only:
        promises += _start(scratch)
    if {"emit", "ask"} & set(only):
        scale.prepare(scratch, ROOT / "packs" / "kunming", max(counts))
    if "emit" in only:
        scale.emit(found, scratch, peers, _say)
        promises += _emission(found)
    if "ask" in only:
        scale.ask(found, scratch, peers, quick, _say)
        promises += _growth(found)
    if "validate" in only:
        checked, kept_ = validation.measure(scratch, counts, peers, _say)
        promises += kept_
    if {"emit", "ask"} & set(only):
        parts += ["## Steps\n", STEPS, scale.steps(found)]
    if "ask" in only:
        parts += ["## Questions\n", QUESTIONS.format(limit=scale.LIMIT), scale.questions(found, peers)]
    if "validate" in only:
        parts += [checked]
    made = QUICK if quick and "ask" in only else ""
    head = ["# Benchmarks\n", ABOUT + made, machine() + "\n", "## What is promised\n"]
    summary = table(("promise", "measured", "limit", "kept"), promises)
    return "\n".join([*head, summary, *parts])


def _start(scratch: Path) -> list[tuple[str, ...]]:
    builds: list[tuple[str, ...]] = []
    for engine, title in ((REFERENCE, "by pySHACL"), (FAST, "by the fast engine")):
        _say(f"building, validated {title}")
        build = startup.build(scratch, engine)
        measured = f"{build.wall:.1f} s on the clock, {build.cpu:.1f} s CPU, {build.memory:.0f} MB"
        promise = f"`duixian build` of the Kunming pack, validated {title}"
        builds.append((promise, measured, f"{BUILD:.0f} s", kept(build.wall, BUILD)))
    _say("asking")
    answer = startup.answer(scratch)
    took = {
        (what, kind): seconds(answer[f"{what} {kind}"])
        for what in ("ask", "import")
        for kind in ("wall", "cpu")
    }
    rows: list[tuple[str, ...]] = [
        (
            f"`duixian ask`, beside importing pyoxigraph and click, {title}",
            f"{times(answer[f'ratio {kind}'])} times ({took['ask', kind]}, {took['import', kind]})",
            f"{ANSWER} times",
            kept(answer[f"ratio {kind}"], ANSWER),
        )
        for kind, title in (("wall", "on the clock"), ("cpu", "CPU"))
    ]
    _say("asking all questions")
    return rows + _canned(scratch) + builds


def _canned(scratch: Path) -> list[tuple[str, ...]]:
    found = [canned.Spent(**entry) for entry in process.step("canned", scratch / "kunming")["questions"]]
    rows: list[tuple[str, ...]] = []
    for title, spent in (
        ("as `open` reads it", {entry.name: entry.memory for entry in found}),
        ("on disk, as a command asks it", {entry.name: entry.disk for entry in found}),
    ):
        slowest = max(spent, key=spent.__getitem__)
        over = sum(milliseconds > QUESTION for milliseconds in spent.values())
        measured = f"{spent[slowest]:.0f} ms ({slowest})" + (f"; {over} over the limit" if over else "")
        promise = f"The slowest of the {len(found)} questions with its defaults, warm, CPU, the graph {title}"
        rows.append((promise, measured, f"{QUESTION:.0f} ms", kept(spent[slowest], QUESTION)))
    return rows


def _emission(found: scale.Scale) -> list[tuple[str, ...]]:
    ratios = [found.ratio("emission", "bare", count) or 0 for count in found.counts]
    memory = [found.steps["read_and_emit", count]["memory"] for count in found.counts]
    reading = [found.steps["read", count]["memory"] for count in found.counts]
    return [
        (
            "Emission, beside f-strings by hand that write the same lines",
            ", ".join(map(times, ratios)) + " times",
            f"{EMISSION:.0f} times",
            kept(max(ratios), EMISSION),
        ),
        (
            "Memory of reading, and of reading and emitting, does not grow",
            " MB, ".join(f"{one:.0f} / {both:.0f}" for one, both in zip(reading, memory, strict=True))
            + " MB",
            "the same",
            kept(max(memory[-1] / memory[0], reading[-1] / reading[0]), SAME),
        ),
    ]


def _growth(found: scale.Scale) -> list[tuple[str, ...]]:
    """The question whose work grows most, beside the data."""
    rows: list[tuple[str, ...]] = []
    for one, ten in zip(found.counts, found.counts[1:], strict=False):
        names = found.steps["ask", one]["questions"]
        growths = {name: scale.growth(found, name, one, ten, "work") or float("inf") for name in names}
        worst = max((name for name in growths if name != CONTROL), key=growths.__getitem__)
        title = f"No question's work grows faster than its data, {one} to {ten} cities"
        limit = ten / one
        rows.append(
            (
                title,
                f"{growths[worst]:.2f} times ({worst})",
                f"{limit:.2f} times",
                kept(growths[worst], limit),
            )
        )
    return rows


ABOUT = """\
Printed by `make bench`; `python benchmarks/run.py --write` writes this page. Other work may run on the machine, so
CPU seconds count (user and system), and ratios more than either. Each step runs in a process of its own.
"""
QUICK = """\
For the questions one city was built, and its graph renamed for the others (`--quick`).
"""
STEPS = """\
A city is a copy of the Kunming pack with a base of its own. Writers write records that are at hand into a file; the one by
hand has an f-string for each column of each table, knows nothing of the schema, and writes the same lines (asserted). In
favour of rdflib, its terms' texts are at hand before the clock starts. Loading reads the union of the graphs that
`duixian build` makes, conclusions and ontology included.
"""
QUESTIONS = """\
"Of one" asks of one thing of the first city among all cities; the others ask of all cities at once. Work is what the engine
itself counts: the rows that all steps of its plan hand on, EXISTS included (`oxigraph query --explain --stats`); it is the same
on every machine and in every run. A plan that is not linear in its data would show as more than ten times the work for ten
times the cities; `tests/queries/test_growth.py` holds all questions to that. Time is warm, of the embedded store on disk, rows
turned into Python values. It grows by more than the work, since a row costs more in a larger store (deeper trees, and data
that caches no longer hold): the control looks each figure up and nothing more, and shows by how much.
A question to rdflib is stopped after {limit} CPU seconds.
"""

if __name__ == "__main__":
    main()
