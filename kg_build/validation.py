"""What validation against shapes gives: results, and problems made of them, whichever engine found them.

Source: Shapes Constraint Language (SHACL), W3C Recommendation of 20 July 2017, https://www.w3.org/TR/shacl/, section
3.6, validation report.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from kg_build.problem import Cause, Problem
from kg_build.term import Literal, Term

Locate = Callable[[str, str, str], tuple[str, int, str]]
"""From the IRI of a thing, of a property ("" for none) and the language of its value to file, line and column."""

_CODES = {"Violation": "E601", "Warning": "E602", "Info": "E603"}


@dataclass(frozen=True, slots=True)
class Result:
    """One validation result: a thing does not hold to a constraint of a shape."""

    focus: str
    """IRI of the thing."""
    path: str
    """IRI of its property that is wrong, the first one of a longer path; "" where the thing as a whole is."""
    value: Term | None
    """The value that is wrong, where there is one."""
    shape: str
    """IRI of the shape."""
    component: str
    """IRI of the kind of constraint, such as sh:MinCountConstraintComponent."""
    severity: str
    """Violation, Warning or Info."""
    message_en: str
    message_zh: str


def in_order(results: Iterable[Result]) -> list[Result]:
    """Sort results: the same for every engine."""
    return sorted(
        results, key=lambda result: (result.focus, result.shape, result.component, repr(result.value))
    )


def problems(results: Iterable[Result], locate: Locate) -> list[Problem]:
    """Turn results into problems, each at the address that `locate` gives for the thing and its property.

    Two results of one shape at one address (too many and of the wrong kind, say) are one problem.
    """
    return sorted({_problem(result, locate) for result in results})


def _problem(result: Result, locate: Locate) -> Problem:
    file, line, column = locate(result.focus, result.path, _language(result.value))
    cause = Cause(result.shape, result.focus, result.path, result.value, result.component)
    return Problem(file, line, column, _CODES[result.severity], result.message_en, result.message_zh, cause)


def nowhere(thing: str, path: str, language: str = "") -> tuple[str, int, str]:
    """Address of a problem that is not yet at a row: the thing and its property themselves."""
    del language
    return thing, 0, path


def located(problems: Iterable[Problem], locate: Locate) -> list[Problem]:
    """Move problems of things to the addresses that `locate` gives."""
    found: set[Problem] = set()
    for problem in problems:
        if problem.cause:
            cause = problem.cause
            file, line, column = locate(cause.thing, cause.path, _language(cause.value))
            found.add(replace(problem, file=file, line=line, column=column))
    return sorted(found)


def _language(value: Term | None) -> str:
    return value.language if isinstance(value, Literal) else ""
