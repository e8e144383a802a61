"""The profile of a pack, `profile.toml`: how bad each kind of problem is here, and which are known and accepted.

Severities and exceptions stand apart from shapes and checks, which are the same for all packs. An exception has a reason
and a day until which it holds; one that excepts nothing any more, or has expired, is an error itself. There is no clock:
"today" is the latest day that the pack's documents speak of.
"""

import datetime
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from kg_build import cell, table
from kg_build.csvw import Schema
from kg_build.pack import Pack
from kg_build.problem import InvalidInputError, Problem, Severity, catalogue
from kg_build.resources import folder

FILE = "profile.toml"
_FIRM = re.compile("E[123589]|E7")
"""Problems that leave no sound graph, or no sound check: their severity is fixed, and nothing is excepted from them."""
_NEEDS_TEXTS = frozenset({"E102", "E401", "E402", "E407", "E409", "E411"})
_FIELDS = {"rule": str, "file": str, "key": str, "reason": str, "until": datetime.date}
_SHAPE = re.compile(r"^shape:([\w-]+) a sh:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Waiver:
    """A declared exception: one rule, at one row, for a reason, until a day."""

    rule: str
    """Code, or name of the shape or check."""
    file: str
    key: str
    """Key of the row, or IRI of the thing."""
    reason: str
    until: str
    line: int
    """Line of the profile on which it is declared."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a profile says; the empty one changes nothing."""

    severities: Mapping[str, Severity]
    waivers: tuple[Waiver, ...] = ()
    file: str = FILE


@dataclass(frozen=True, slots=True)
class Verdict:
    """Problems as the profile judges them, and those that it accepts, each with its exception."""

    problems: list[Problem]
    accepted: list[tuple[Problem, Waiver]]


def read(place: Path, given: Path | None = None) -> Profile:
    """Read the profile of a pack, or the one given instead; without one nothing is changed.

    Raises InvalidInputError (E902) with what is wrong with it.
    """
    path = given or place / FILE
    if given is None and not path.is_file():
        return Profile({})
    try:
        text = path.read_text(encoding="utf-8")
        content = tomllib.loads(text)
    except (OSError, ValueError) as error:
        raise InvalidInputError([Problem(path.name, 0, "", "E902", str(error))]) from error
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.strip() == "[[exception]]"]
    problems = [
        Problem(path.name, line, key, "E902", message) for line, key, message in _faults(content, lines)
    ]
    if problems:
        raise InvalidInputError(problems)
    waivers = (
        Waiver(**{**entry, "until": entry["until"].isoformat()}, line=line)
        for entry, line in zip(content.get("exception", ()), lines, strict=True)
    )
    severities = {rule: Severity(level) for rule, level in content.get("severity", {}).items()}
    return Profile(severities, tuple(waivers), path.name)


def judge(
    profile: Profile, problems: list[Problem], key: Callable[[Problem], str], today: str, *, whole: bool
) -> Verdict:
    """Judge problems by a profile; `key` gives the key of the row of a problem.

    `whole` says that all checks were run; only then can exceptions be judged, whether they except anything.
    """
    kept: list[Problem] = []
    accepted: list[tuple[Problem, Waiver]] = []
    for problem in problems:
        waiver = next((waiver for waiver in profile.waivers if _meets(waiver, problem, key)), None)
        if waiver and waiver.until >= today:
            accepted.append((problem, waiver))
        else:
            kept.append(_levelled(problem, profile.severities))
    if whole:
        kept += _overdue(profile, today)
        used = {waiver for _, waiver in accepted}
        blind = any(problem.code == "E406" for problem in problems)
        kept += _unused(profile, used, today, blind=blind)
    return Verdict(sorted(kept), accepted)


def apply(profile: Profile, pack: Pack, schema: Schema, problems: list[Problem], *, whole: bool) -> Verdict:
    """Judge problems of a pack by a profile; see `judge`."""
    if not profile.waivers:
        return judge(profile, problems, lambda _: "", "", whole=whole)
    keys = {table.url: tuple(table.key) for table in schema.tables.values()}
    cells = cell.find(pack.folder, problems, keys)

    def key(problem: Problem) -> str:
        found = cells.get((problem.file, problem.line, problem.column))
        return found.key if found else ""

    days = (
        record.cells.get("not_before", "")
        for record in table.read(pack.folder, schema.tables["documents"], [])
    )
    return judge(profile, problems, key, max(days, default=""), whole=whole)


def _levelled(problem: Problem, severities: Mapping[str, Severity]) -> Problem:
    level = severities.get(problem.slug) or severities.get(problem.code)
    return replace(problem, level=level) if level else problem


def _meets(waiver: Waiver, problem: Problem, key: Callable[[Problem], str]) -> bool:
    return (
        waiver.file == problem.file
        and waiver.rule in {problem.code, problem.slug}
        and not _FIRM.match(problem.code)
        and waiver.key in {key(problem), problem.cause.thing if problem.cause else ""} - {""}
    )


def _overdue(profile: Profile, today: str) -> Iterator[Problem]:
    for waiver in profile.waivers:
        if waiver.until < today:
            message = f"the exception of {waiver.key} from {waiver.rule} held until {waiver.until}; the documents go to {today}"
            zh = f"{waiver.key} 对 {waiver.rule} 的例外至 {waiver.until} 为止;文件已及 {today}"
            yield Problem(profile.file, waiver.line, "until", "E904", message, zh)


def _unused(profile: Profile, used: set[Waiver], today: str, *, blind: bool) -> Iterator[Problem]:
    for waiver in profile.waivers:
        if waiver in used or waiver.until < today or (blind and waiver.rule in _NEEDS_TEXTS):
            continue
        message = f"nothing is wrong by {waiver.rule} with {waiver.key} of {waiver.file}"
        zh = f"{waiver.file} 的 {waiver.key} 并无 {waiver.rule} 的问题"
        yield Problem(profile.file, waiver.line, "rule", "E903", message, zh)


def _faults(content: Mapping[str, Any], lines: list[int]) -> Iterator[tuple[int, str, str]]:
    for key in sorted(set(content) - {"severity", "exception"}):
        yield 0, key, "a profile has [severity] and [[exception]] only"
    severities = content.get("severity", {})
    for rule, level in severities.items() if isinstance(severities, dict) else [("severity", severities)]:
        if level not in list(Severity):
            yield 0, rule, f"the severity is one of {', '.join(Severity)}"
        if fault := _rule_fault(rule):
            yield 0, rule, fault
    entries = content.get("exception", [])
    if not isinstance(entries, list) or len(entries) != len(lines):
        yield 0, "exception", "each exception stands under a line [[exception]] of its own"
        return
    for entry, line in zip(entries, lines, strict=True):
        yield from ((line, key, message) for key, message in _entry_faults(entry))


def _entry_faults(entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, form in _FIELDS.items():
        if not isinstance(entry.get(name), form) or not entry[name]:
            kind = "a day such as 2027-12-31, without quotes" if name == "until" else "a text"
            yield name, f"an exception has '{name}', {kind}"
    for name in sorted(set(entry) - set(_FIELDS)):
        yield name, f"an exception has no '{name}'; it has {', '.join(_FIELDS)}"
    if isinstance(entry.get("rule"), str) and (fault := _rule_fault(entry["rule"])):
        yield "rule", fault


def _rule_fault(rule: str) -> str:
    if re.fullmatch("E[0-9]{3}", rule):
        if rule not in catalogue():
            return f"there is no code {rule}"
        if _FIRM.match(rule):
            return f"{rule} leaves no sound graph: its severity is fixed, and nothing is excepted from it"
        return ""
    return "" if rule in named_rules() else f"'{rule}' is neither a code nor the name of a shape or check"


@cache
def named_rules() -> frozenset[str]:
    """Names of all shapes and checks that this program came with."""
    shapes = "\n".join(path.read_text(encoding="utf-8") for path in folder("shapes").glob("*.ttl"))
    checks = {path.stem for path in (folder("queries") / "checks").glob("*.rq")}
    return frozenset(checks | set(_SHAPE.findall(shapes)))
