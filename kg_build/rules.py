"""The rules by which the graph concludes: CONSTRUCT queries in `queries/rules/`, run in the order of their names."""

from dataclasses import dataclass
from pathlib import Path

from kg_build.resources import folder


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its name (``50-assess-against-result``) and its CONSTRUCT query."""

    name: str
    text: str


def load(place: Path | None = None) -> list[Rule]:
    """Return the rules in the order in which they run; each sees what those before it concluded."""
    files = sorted((place or folder("queries") / "rules").glob("*.rq"))
    return [Rule(path.stem, path.read_text(encoding="utf-8")) for path in files]
