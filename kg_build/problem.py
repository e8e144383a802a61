"""A problem is a value with an address: ``file:line:column CODE message``.

Problems are collected, never raised one at a time. The catalogue of codes is data (`problems.toml`): a code that is
not in it cannot be used, so each is documented.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path

from kg_build.term import Term


class Severity(StrEnum):
    """How bad a problem is; only an error stops a build."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """The lower, the worse."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem, as the catalogue describes it."""

    code: str
    title: str
    title_zh: str
    severity: Severity
    explanation: str
    explanation_zh: str
    mend: str
    mend_zh: str


@cache
def catalogue() -> dict[str, Kind]:
    """Return every kind of problem by its code, in the order of the codes."""
    text = Path(__file__).with_name("problems.toml").read_text(encoding="utf-8")
    return {
        code: Kind(code=code, **{**entry, "severity": Severity(entry["severity"])})
        for code, entry in sorted(tomllib.loads(text).items())
    }


@dataclass(frozen=True, slots=True)
class Cause:
    """What of the graph a problem is about, where a shape or a check found it."""

    rule: str
    """IRI of the shape or check."""
    thing: str
    """IRI of the thing that is wrong."""
    path: str = ""
    """IRI of its property that is wrong; "" where the thing as a whole is."""
    value: Term | None = None
    component: str = ""
    """IRI of the kind of constraint, of a shape."""
    mend: str = ""
    mend_zh: str = ""


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
    cause: Cause | None = field(default=None, compare=False)
    level: Severity | None = field(default=None, compare=False)
    """Severity that a pack's profile gives instead of the catalogue's."""

    @property
    def kind(self) -> Kind:
        """What the catalogue says of the code."""
        return catalogue()[self.code]

    @property
    def severity(self) -> Severity:
        """Severity that the profile, or else the catalogue, gives."""
        return self.level or self.kind.severity

    @property
    def slug(self) -> str:
        """Name of the shape or check that found it, such as figure-unit; "" where a code says all."""
        return re.split("[/#]", self.cause.rule)[-1] if self.cause else ""

    def told(self, lang: str) -> str:
        """Message in a language; where it is not at hand in Chinese, what the code means stands before it."""
        if lang != "zh":
            return self.message
        return self.message_zh or f"{self.kind.title_zh}:{self.message}"

    def mend(self, lang: str) -> str:
        """Say what to do about it: what the check says, else what the code does."""
        if lang == "zh":
            return (self.cause and self.cause.mend_zh) or self.kind.mend_zh
        return (self.cause and self.cause.mend) or self.kind.mend

    def __post_init__(self) -> None:
        if self.code not in catalogue():
            raise KeyError(self.code)

    def __str__(self) -> str:
        return self.line_in("en")

    def line_in(self, lang: str) -> str:
        """Return ``file:line:column CODE message`` in a language."""
        return f"{self.address} {self.code} {self.told(lang)}"

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


def is_unsound(problems: Iterable[Problem]) -> bool:
    """Whether the tables of a pack give no sound graph: cells, keys or references are wrong (E1, E2, E3)."""
    return any(problem.code[:2] in {"E1", "E2", "E3"} for problem in problems)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems is an error."""
    return any(problem.severity is Severity.ERROR for problem in problems)
