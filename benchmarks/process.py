"""Processes of their own, measured: wall time, CPU time and peak memory of each."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process took: seconds on the clock, seconds of CPU (user and system), peak memory in MB."""

    wall: float
    cpu: float
    memory: float


def run(arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> Usage:
    """Run a program to its end and measure it; raises RuntimeError where it fails."""
    start = time.perf_counter()
    process = subprocess.Popen(
        arguments,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **(environment or {})},
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    if process.returncode:
        raise RuntimeError(f"{' '.join(arguments)}: exit {process.returncode}")
    return Usage(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def middle(usages: Sequence[Usage]) -> Usage:
    """Return the median of several runs."""
    return Usage(*(median(getattr(usage, kind) for usage in usages) for kind in ("wall", "cpu", "memory")))


def step(name: str, *arguments: object) -> dict[str, Any]:
    """Run a step of `benchmarks.steps` in a process of its own; return what it found, memory included.

    The process that calls this stays small: Linux counts its memory at the start of a child to the child.
    """
    command = [sys.executable, "-m", "benchmarks.steps", name, *map(str, arguments)]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, check=True, text=True, cwd=Path(__file__).parents[1]
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found
