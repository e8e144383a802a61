"""The results as Markdown."""

import os
import platform
from collections.abc import Iterable, Sequence
from importlib.metadata import version

LIBRARIES = ("pyoxigraph", "click", "rdflib", "pyshacl")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table: the first column to the left, the others to the right."""
    rule = ["---"] + ["---:"] * (len(head) - 1)
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows)) + "\n"


def machine() -> str:
    """Say what it was measured on, without names, paths or time."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return f"{os.cpu_count()} CPUs, {platform.system()}, Python {platform.python_version()}, {libraries}."


def seconds(value: float | None) -> str:
    """Write a duration with three digits that count."""
    if value is None:
        return "stopped"
    if value < 0.1:
        return f"{value * 1000:.2g} ms" if value < 0.01 else f"{value * 1000:.0f} ms"
    return f"{value:.2f} s"


def times(value: float | None) -> str:
    """Write a ratio."""
    return "" if value is None else f"{value:.2f}" if value < 10 else f"{value:.1f}"


def kept(value: float, limit: float) -> str:
    """Say whether a promise is kept."""
    return "yes" if value <= limit else "NO"
