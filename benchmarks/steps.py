"""The steps that are measured; `python -m benchmarks.steps STEP ARGUMENTS` runs one and prints what it found as JSON.

CPU is that of the step alone, imports left out; memory is the peak of the whole process. Engines are imported by the
step that needs them, so that no step carries the memory of another.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from kg_build import csvw, emit, table
from kg_build.csvw import Table
from kg_build.pack import Pack
from kg_build.resources import folder
from kg_build.table import Record

Found = dict[str, Any]
City = tuple[Pack, dict[str, list[Record]]]
ENOUGH = 30
"""Cities after which a step has run long enough to be measured; with fewer it is repeated."""


def packs(cities: str, count: str) -> list[Pack]:
    """Return the first cities of a folder."""
    places = sorted(path for path in Path(cities).iterdir() if path.is_dir())
    return [Pack.open(place) for place in islice(places, int(count))]


def tables() -> list[Table]:
    """Tables of a pack that become triples."""
    kinds = csvw.load(folder("ontology") / "tables.json").tables.values()
    return [kind for kind in kinds if not kind.suppressed]


def compared() -> list[Table]:
    """Tables that every writer writes, the one by hand included."""
    from benchmarks.bare import TABLES  # noqa: PLC0415

    return [kind for kind in tables() if kind.name in TABLES]


def repeat(count: str, run: Callable[[], float]) -> float:
    """Return the CPU seconds of a run, the median where it is repeated."""
    return median(run() for _ in range(max(1, ENOUGH // int(count))))


def read(cities: str, count: str) -> Found:
    """Read and check the tables of all cities, record by record."""
    kinds = tables()

    def run() -> float:
        start = time.process_time()
        for pack in packs(cities, count):
            for kind in kinds:
                for _ in table.read(pack.folder, kind, []):
                    pass
        return time.process_time() - start

    return {"cpu": repeat(count, run)}


def read_and_emit(cities: str, count: str, target: str) -> Found:
    """Read all cities and emit their triples into one file, as a build does: line by line."""
    kinds = tables()

    def run() -> float:
        start = time.process_time()
        with Path(target).open("w", encoding="utf-8", newline="\n") as stream:
            for pack in packs(cities, count):
                for kind in kinds:
                    records = table.read(pack.folder, kind, [])
                    stream.writelines(emit.lines(kind, records, pack.base))
        return time.process_time() - start

    cpu = repeat(count, run)
    with Path(target).open("rb") as stream:
        return {"cpu": cpu, "triples": sum(1 for _ in stream)}


def write(cities: str, count: str, target: str, text_of: Callable[[City], Iterable[str]]) -> Found:
    """Write what a writer makes of records that are at hand; only the writing is timed. One city is held at a time."""
    kinds = compared()

    def run() -> float:
        spent = 0.0
        with Path(target).open("w", encoding="utf-8", newline="\n") as stream:
            for pack in packs(cities, count):
                city = pack, {kind.name: list(table.read(pack.folder, kind, [])) for kind in kinds}
                start = time.process_time()
                stream.writelines(text_of(city))
                stream.flush()
                spent += time.process_time() - start
        return spent

    return {"cpu": repeat(count, run)}


def emission(cities: str, count: str, target: str) -> Found:
    """Emit records that are at hand, by the table schema."""
    kinds = compared()

    def text_of(city: City) -> Iterator[str]:
        pack, records = city
        for kind in kinds:
            yield from emit.blocks(kind, records[kind.name], pack.base)

    return write(cities, count, target, text_of)


def emission_by_line(cities: str, count: str, target: str) -> Found:
    """Emit records that are at hand, by the table schema, in lines to be sorted."""
    kinds = compared()

    def text_of(city: City) -> Iterator[str]:
        pack, records = city
        for kind in kinds:
            yield from emit.lines(kind, records[kind.name], pack.base)

    return write(cities, count, target, text_of)


def bare(cities: str, count: str, target: str) -> Found:
    """Write the same triples from the same records with f-strings made by hand."""
    from benchmarks.bare import write as bare_blocks  # noqa: PLC0415

    kinds = compared()

    def text_of(city: City) -> Iterator[str]:
        pack, records = city
        for kind in kinds:
            yield from bare_blocks(kind.name, records[kind.name], pack.base)

    return write(cities, count, target, text_of)


def same(one: str, other: str) -> Found:
    """Say whether two files hold the same lines, duplicates included, how many, and what tables neither holds."""
    lines = [sorted(Path(path).read_bytes().split(b"\n")) for path in (one, other)]
    differing = sorted(set(lines[0]) ^ set(lines[1]))
    return {
        "same": lines[0] == lines[1],
        "differing": [line.decode() for line in differing[:3]],
        "triples": len(lines[0]) - 1,
        "left out": [kind.name for kind in tables() if kind not in compared()],
    }


def build(cities: str, count: str, target: str, quick: str) -> Found:
    """Build each city as `duixian build` does; quick: build the first and rename it for the others."""
    from benchmarks import graphs  # noqa: PLC0415

    return graphs.build(packs(cities, count), Path(target), quick == "quick")


def union(builds: str, count: str, target: str) -> Found:
    """Put the graphs of cities into one N-Quads file, the ontology once, and into an N-Triples file."""
    from benchmarks import graphs  # noqa: PLC0415

    return graphs.union(Path(builds), int(count), Path(target))


def load_store(quads: str, target: str) -> Found:
    """Load N-Quads into a store on disk, as a build does."""
    from kg_build.oxigraph import OxigraphStore  # noqa: PLC0415

    start = time.process_time()
    OxigraphStore.create(Path(target), Path(quads))
    return {"cpu": time.process_time() - start}


def ask(store: str, cities: str) -> Found:
    """Ask the ten questions of the store."""
    from benchmarks import questions, work  # noqa: PLC0415
    from kg_build.oxigraph import OxigraphStore  # noqa: PLC0415

    counted = partial(work.count, Path(store))
    return {"questions": questions.measure(OxigraphStore.open(Path(store)).select, int(cities), counted)}


def canned(folder: str) -> Found:
    """Ask all questions of a built graph, on disk and in memory."""
    from benchmarks.canned import measure  # noqa: PLC0415

    return {"questions": [entry._asdict() for entry in measure(Path(folder))]}


def rdflib_emit(cities: str, count: str, target: str) -> Found:
    """Build the same triples with rdflib and serialise them."""
    from benchmarks import peer  # noqa: PLC0415

    return peer.emit(packs(cities, count), compared(), Path(target))


def rdflib_ask(triples: str, cities: str, limit: str) -> Found:
    """Load N-Triples into rdflib and ask it the ten questions, each for so many CPU seconds at most; 0: load only."""
    from benchmarks import peer  # noqa: PLC0415

    return peer.load_and_ask(Path(triples), int(cities), int(limit))


STEPS: dict[str, Callable[..., Found]] = {
    step.__name__: step
    for step in (
        read,
        read_and_emit,
        emission,
        emission_by_line,
        bare,
        same,
        build,
        union,
        load_store,
        ask,
        canned,
        rdflib_emit,
        rdflib_ask,
    )
}

if __name__ == "__main__":
    found = STEPS[sys.argv[1]](*sys.argv[2:])
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    json.dump(found, sys.stdout)
