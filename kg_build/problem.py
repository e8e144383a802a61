"""A problem is a value with an address: ``file:line:column CODE message``.

Problems are collected, never raised one at a time. The catalogue of codes is data (`problems.toml`): a code that is
not in it cannot be used, so each is documented.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path


class Severity(StrEnum):
    """How bad a problem is; only an error stops a build."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem, as the catalogue describes it."""

    code: str
    title: str
    severity: Severity
    explanation: str
    mend: str


@cache
def catalogue() -> dict[str, Kind]:
    """Return every kind of problem by its code, in the order of the codes."""
    text = Path(__file__).with_name("problems.toml").read_text(encoding="utf-8")
    return {
        code: Kind(code, entry["title"], Severity(entry["severity"]), entry["explanation"], entry["mend"])
        for code, entry in sorted(tomllib.loads(text).items())
    }


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, where it is wrong and what to do.

    `file` is a file's name as its owner knows it (``targets.csv``), `line` the physical line from 1 on which the row
    starts (0: the file as a whole), `column` the name of the column or property ("" where none is meant).
    """

    file: str
    line: int
    column: str
    code: str
    message: str
    message_zh: str = field(default="", compare=False)

    @property
    def severity(self) -> Severity:
        """Severity that the catalogue gives to the code."""
        return catalogue()[self.code].severity

    def __post_init__(self) -> None:
        if self.code not in catalogue():
            raise KeyError(self.code)

    def __str__(self) -> str:
        return f"{self.address} {self.code} {self.message}"

    @property
    def address(self) -> str:
        """The address in words: as much of ``file:line:column`` as is known."""
        return ":".join(part for part in (self.file, str(self.line or ""), self.column) if part)


class InvalidInputError(Exception):
    """What was given cannot be used; carries all problems found, sorted."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


class UsageError(Exception):
    """The caller asked for something that does not exist or cannot be: a message for people."""


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems is an error."""
    return any(problem.severity is Severity.ERROR for problem in problems)
