"""The scoreboard: what became of each target, counted by who answers for it, plan or list, service area or year."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg_build.canned import Record, ask
from kg_build.render import shorten
from kg_build.store import Store
from kg_build.term import Term

STATUSES = ("met", "exceeded", "missed", "unreported", "not-due", "not-comparable", "claimed")
"""The order in which statuses are shown: what is judged first, then what is not. It ranks nobody."""
DIMENSIONS = ("agency", "program", "service-area", "year")
_COLUMNS = {
    "agency": ("lead", "leadName"),
    "program": ("list", "listName"),
    "service-area": ("field", "fieldName"),
}

Group = tuple[str, str]
"""Key and name of what targets are counted by; both empty where a target has none."""


@dataclass(frozen=True, slots=True)
class Assessed:
    """A target with what the graph concludes about it; `groups` says where it counts, by dimension."""

    target: str
    promise: str
    status: str
    assessment: str
    result: str
    result_name: str
    margin: Decimal | None
    ratio: Decimal | None
    unit: str
    due: str
    lead_basis: str
    groups: Mapping[str, tuple[Group, ...]]

    @property
    def agency(self) -> str:
        """Name of the agency that answers for the target, empty where none is known."""
        return self.groups["agency"][0][1]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the scoreboard: how many targets of a group have each status."""

    key: str
    name: str
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many targets there are in all."""
        return sum(self.counts.values())


def assessed(store: Store, lang: str, values: Mapping[str, Sequence[Term]] | None = None) -> list[Assessed]:
    """Return every target that has an assessment, by due date, agency and key; `values` narrows them.

    A target that belongs to two plans or service areas is one target, counted in both.
    """
    rows: dict[str, list[Record]] = {}
    for record in ask(store, "assessments", lang, values):
        rows.setdefault(record["assessment"], []).append(record)
    return [_assessed(records) for records in rows.values()]


def tally(targets: Iterable[Assessed], by: str) -> list[Line]:
    """Count targets by one of DIMENSIONS: years in their order, other groups from most targets to fewest."""
    members: dict[Group, dict[str, str]] = {}
    for target in targets:
        for group in target.groups[by]:
            members.setdefault(group, {})[target.assessment] = target.status
    lines = [Line(key, name, count(found.values())) for (key, name), found in members.items()]
    return sorted(lines, key=lambda line: (0 if by == "year" else -line.total, not line.key, line.key))


def count(statuses: Iterable[str]) -> dict[str, int]:
    """Count statuses, all of them in their order; one that this program does not know comes last."""
    counts = dict.fromkeys(STATUSES, 0)
    for status in sorted(statuses):
        counts[status] = counts.get(status, 0) + 1
    return counts


def _assessed(records: list[Record]) -> Assessed:
    first = records[0]
    year = str(first["due"] or "")[:4]
    groups = {by: _groups(records, *columns) for by, columns in _COLUMNS.items()}
    return Assessed(
        target=first["target"],
        promise=first["promise"] or shorten(first["target"]),
        status=shorten(first["verdict"]),
        assessment=first["assessment"],
        result=first["result"] or "",
        result_name=first["resultName"] or shorten(first["result"] or ""),
        margin=first["margin"],
        ratio=first["ratio"],
        unit=first["unit"] or "",
        due=str(first["due"] or ""),
        lead_basis=first["leadBasis"] or "",
        groups={**groups, "year": ((year, year),)},
    )


def _groups(records: list[Record], key: str, name: str) -> tuple[Group, ...]:
    return tuple(sorted({(row[key] or "", row[name] or shorten(row[key] or "")) for row in records}))
