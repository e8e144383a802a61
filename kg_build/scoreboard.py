"""The scoreboard: what became of each promise, counted by who answers for it, place, plan or list, service area or year.

A promise is one however often it is said: the first statement speaks for it. It counts for each agency that one of its
statements names and in each list that one of them stands in; and the promises of a province apart from those of a city.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg_build.canned import Record, ask
from kg_build.render import shorten
from kg_build.store import Store
from kg_build.term import Term

STATUSES = ("met", "exceeded", "missed", "unreported", "not-due", "not-comparable", "claimed")
"""The order in which statuses are shown: what is judged first, then what is not. It ranks nobody."""
DIMENSIONS = ("agency", "area", "program", "service-area", "year")
WHOLE = ("agency", "area")
"""Dimensions whose groups are each of one place."""
_COLUMNS = {
    "agency": ("lead", "leadName"),
    "area": ("place", "placeName"),
    "program": ("list", "listName"),
    "service-area": ("field", "fieldName"),
}

Group = tuple[str, str]
"""Key and name of what targets are counted by; both empty where a target has none."""


@dataclass(frozen=True, slots=True)
class Assessed:
    """A promise with what the graph concludes about it.

    `groups` says where it counts, by dimension; `implied`, whether only a printed rate of completion tells of it.
    """

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
    lead: Group
    restated: int
    implied: bool
    groups: Mapping[str, tuple[Group, ...]]

    @property
    def agency(self) -> str:
        """Name of the agency that answers for the promise, empty where none is known."""
        return self.lead[1]

    @property
    def place(self) -> Group:
        """The place for which that agency answers."""
        return self.groups["area"][0]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the scoreboard: how many promises of a group and place have each status, and how many are only implied."""

    key: str
    name: str
    counts: Mapping[str, int]
    place: Group = ("", "")
    implied: int = 0

    @property
    def total(self) -> int:
        """How many promises there are in all."""
        return sum(self.counts.values())


def assessed(store: Store, lang: str, values: Mapping[str, Sequence[Term]] | None = None) -> list[Assessed]:
    """Return every promise that has an assessment, by due date, agency and key; `values` narrows them.

    A promise that belongs to two plans, agencies or service areas is one promise, counted in both.
    """
    rows: dict[str, list[Record]] = {}
    for record in ask(store, "assessments", lang, values):
        rows.setdefault(record["assessment"], []).append(record)
    return [_assessed(records) for records in rows.values()]


def tally(targets: Iterable[Assessed], by: str) -> list[Line]:
    """Count promises by one of DIMENSIONS: years in their order, other groups from most promises to fewest.

    Those of several places are counted apart, but for agencies, which answer for one place each.
    """
    members: dict[tuple[Group, Group], dict[str, Assessed]] = {}
    for target in targets:
        for group in target.groups[by]:
            place = ("", "") if by in WHOLE else target.place
            members.setdefault((group, place), {})[target.assessment] = target
    lines = [_line(group, place, found.values()) for (group, place), found in members.items()]
    sizes: dict[str, int] = {}
    for line in lines:
        sizes[line.key] = sizes.get(line.key, 0) + line.total
    return sorted(
        lines,
        key=lambda line: (
            0 if by == "year" else -sizes[line.key],
            not line.key,
            line.key,
            -line.total,
            line.place,
        ),
    )


def places(targets: Iterable[Assessed]) -> list[Group]:
    """Return the places whose governments answer for promises, from most promises to fewest."""
    return [(line.key, line.name) for line in tally(targets, "area")]


def count(statuses: Iterable[str]) -> dict[str, int]:
    """Count statuses, all of them in their order; one that this program does not know comes last."""
    counts = dict.fromkeys(STATUSES, 0)
    for status in sorted(statuses):
        counts[status] = counts.get(status, 0) + 1
    return counts


def _line(group: Group, place: Group, found: Collection[Assessed]) -> Line:
    return Line(*group, count(one.status for one in found), place, sum(one.implied for one in found))


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
        lead=next((group for group in groups["agency"] if group[0] == first["own"]), groups["agency"][0]),
        restated=int(first["restated"]),
        implied=first["implied"],
        groups={**groups, "year": ((year, year),)},
    )


def _groups(records: list[Record], key: str, name: str) -> tuple[Group, ...]:
    return tuple(sorted({(row[key] or "", row[name] or shorten(row[key] or "")) for row in records}))
