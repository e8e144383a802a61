"""Graphs of many cities: built one by one, as `duixian build` does, then put together."""

import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks import cities
from kg_build.build import GRAPH
from kg_build.build import build as build_pack
from kg_build.pack import Pack
from kg_build.vocabulary import ONTOLOGY

_OF_ONTOLOGY = f" <{ONTOLOGY}> .\n"


def build(packs: list[Pack], target: Path, quick: bool) -> dict[str, Any]:
    """Build each pack into a folder of its own below `target`, unless it stands there already.

    Quick: only the first is built, and its graph renamed for the others, which differ from it in their bases alone.
    """
    start = time.process_time()
    built = 0
    for pack in packs:
        folder = target / pack.name
        if (folder / GRAPH).is_file():
            continue
        if quick and pack is not packs[0]:
            folder.mkdir(parents=True)
            text = (target / packs[0].name / GRAPH).read_text(encoding="utf-8")
            (folder / GRAPH).write_text(
                text.replace(packs[0].base, pack.base), encoding="utf-8", newline="\n"
            )
        else:
            build_pack(pack, folder)
            built += 1
    return {"cpu": time.process_time() - start, "built": built}


def union(builds: Path, count: int, target: Path) -> dict[str, Any]:
    """Write the graphs of the first cities as `target`.nq, the ontology once, and as `target`.nt without graph names."""
    quads = triples = 0
    with (
        target.with_suffix(".nq").open("w", encoding="utf-8", newline="\n") as nq,
        target.with_suffix(".nt").open("w", encoding="utf-8", newline="\n") as nt,
    ):
        for line in _lines(builds, count):
            nq.write(line)
            nt.write(line[: line.rindex(" <")] + " .\n")
            quads += 1
            triples += not line.endswith(_OF_ONTOLOGY)
    return {"quads": quads, "own": triples}


def _lines(builds: Path, count: int) -> Iterator[str]:
    for place in islice(sorted(builds.iterdir()), count):
        with (place / GRAPH).open(encoding="utf-8", newline="\n") as stream:
            if place.name == cities.name(1):
                yield from stream
            else:
                yield from (line for line in stream if not line.endswith(_OF_ONTOLOGY))
