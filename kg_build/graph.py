"""A built graph, opened: where builds lie, and what Python code asks of one."""

import os
from dataclasses import dataclass
from pathlib import Path

from kg_build import place
from kg_build.oxigraph import OxigraphStore
from kg_build.problem import UsageError
from kg_build.store import Store

BUILDS = "DUIXIAN_BUILD"
"""Environment variable that names the folder of builds; without it, `build` in the current folder."""


def builds() -> Path:
    """Return the folder in which builds lie, one folder a pack."""
    return Path(os.environ.get(BUILDS) or "build")


def find(name: str | Path | None = None) -> Path:
    """Folder of a build: the path itself, or the build of that name, or the only one there is.

    Raises UsageError with what to do where there is none, or more than one to choose from.
    """
    if name is not None:
        for candidate in (Path(name), builds() / name):
            place.recover(candidate)
            if (candidate / "store").is_dir():
                return candidate
        raise UsageError(f"no built graph '{name}'; build it with 'duixian build {name}'")
    found = sorted(path.parent for path in builds().glob("*/store"))
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(f"no graph is built in '{builds()}' yet; run 'duixian build' first")
    raise UsageError(f"several graphs are built ({', '.join(p.name for p in found)}); name one with --graph")


@dataclass(frozen=True, slots=True)
class Graph:
    """A graph to ask."""

    store: Store


def open_graph(name: str | Path | None = None) -> Graph:
    """Open a built graph by its pack's name or its folder."""
    return Graph(OxigraphStore.open(find(name) / "store"))
