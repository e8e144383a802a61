"""The work of a question, counted and not timed: the rows that the steps of the engine's plan hand on, EXISTS included.

A count is the same on every machine and in every run, so that what grows faster than the data shows as a ratio above theirs,
however little it costs yet. What it does not see is the price of a row, such as that of a lookup in a larger store.

Source: `oxigraph query --help`, options --explain-file and --stats.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

PROGRAM = str(Path(sys.executable).with_name("oxigraph"))


def count(store: Path, text: str) -> int:
    """Rows that the plan of a query hands on over a store on disk; raises RuntimeError where it cannot be asked."""
    with tempfile.TemporaryDirectory() as folder:
        query, plan = Path(folder) / "query.rq", Path(folder) / "plan.json"
        query.write_text(text, encoding="utf-8")
        asked = ["query", "--location", str(store), "--query-file", str(query), "--union-default-graph"]
        told = ["--explain-file", str(plan), "--stats", "--results-format", "tsv"]
        done = subprocess.run([PROGRAM, *asked, *told], capture_output=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr.decode())
        return _rows(json.loads(plan.read_text(encoding="utf-8"))["plan"])


def _rows(step: dict[str, Any]) -> int:
    return int(step.get("number of results", 0)) + sum(map(_rows, step.get("children", ())))
