"""The ten questions that a person asks first, of all cities at once and of one of them."""

import time
from collections.abc import Callable, Mapping, Sized
from statistics import median
from typing import Any

from benchmarks import cities
from kg_build.question import bind, get
from kg_build.term import Iri, Term

FIRST = (
    "targets-of-agency",
    "target-against-result",
    "unreported-targets",
    "targets-without-department",
    "city-against-province",
    "results-of-list",
    "evidence-of-figure",
    "agencies-by-targets",
    "figures-of-document",
    "indicators-of-service-area",
)
_OF_ONE: Mapping[str, tuple[str, str]] = {
    "targets-of-agency": ("agency", "agency/civil-affairs-bureau"),
    "target-against-result": ("area", "area/kunming"),
    "unreported-targets": ("area", "area/kunming"),
    "targets-without-department": ("area", "area/kunming"),
    "city-against-province": ("area", "area/kunming"),
    "results-of-list": ("list", "program/list-2025"),
    "evidence-of-figure": ("figure", "target/list-2025-childcare-places-added"),
    "figures-of-document": ("document", "document/plan-2023"),
}
"""What of the first city the question is asked of; the others have no parameter that names something of a city."""
CONTROL = "control: look each figure up"
_CONTROL = """
PREFIX dx: <https://w3id.org/duixian/def#>
SELECT ?figure ?indicator ?area WHERE { ?figure a dx:Figure ; dx:indicator ?indicator ; dx:area ?area }
"""
"""No plan for this can be anything but linear: what it grows by is what a larger store costs a lookup."""
BUDGET, MOST = 2.0, 9
"""CPU seconds after which a question is not asked again, and how often it is asked at most."""


def texts(number: int) -> dict[str, str]:
    """SPARQL of each question, of all cities and, where it can be, of one."""
    found = {CONTROL: _CONTROL}
    for name in FIRST:
        question = get(name)
        every: dict[str, list[Term]] = {key: [] for key in question.params if key != "lang"}
        if name == "targets-of-agency":
            column, local = _OF_ONE[name]
            every[column] = [Iri(cities.base(city) + local) for city in range(1, number + 1)]
        found[name] = bind(question, every)
        if name in _OF_ONE:
            column, local = _OF_ONE[name]
            found[f"{name} of one"] = bind(question, {column: [Iri(cities.base(1) + local)]})
    return found


def measure(
    select: Callable[[str], Sized], number: int, work: Callable[[str], int] | None = None
) -> dict[str, dict[str, Any]]:
    """Ask each question warm; return CPU seconds (the median), rows and work, or that it was stopped."""
    return {
        name: {**_measure(select, text), "work": work(text) if work else None}
        for name, text in texts(number).items()
    }


def _measure(select: Callable[[str], Sized], text: str) -> dict[str, Any]:
    begin = time.process_time()
    try:
        rows = len(select(text))
    except TimeoutError:
        return {"cpu": None, "rows": None}
    spent: list[float] = []
    if time.process_time() - begin > BUDGET:
        spent.append(time.process_time() - begin)
    while not spent or (len(spent) < MOST and sum(spent) < BUDGET):
        start = time.process_time()
        select(text)
        spent.append(time.process_time() - start)
    return {"cpu": median(spent), "rows": rows}
