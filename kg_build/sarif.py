"""Problems as SARIF, which code review tools show on the line of the change.

Source: Static Analysis Results Interchange Format 2.1.0, OASIS Standard,
https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kg_build import __version__
from kg_build.cell import Cells
from kg_build.problem import Problem, Severity
from kg_build.profile import Verdict

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def write(verdict: Verdict, cells: Cells, folder: Path, lang: str) -> str:
    """Return a SARIF log of one run; what the profile accepts is there too, as suppressed.

    Paths are those from the current folder, as a review tool expects of a run at the top of a repository.
    """
    found = [(problem, "") for problem in verdict.problems]
    found += [(problem, waiver.reason) for problem, waiver in verdict.accepted]
    rules = {rule_of(problem): problem for problem, _ in sorted(found, key=lambda entry: rule_of(entry[0]))}
    places = {rule: number for number, rule in enumerate(rules)}
    prefix = _prefix(folder)
    run = {
        "tool": {
            "driver": {
                "name": "duixian",
                "version": __version__,
                "language": lang,
                "rules": [_rule(rule, problem, lang) for rule, problem in rules.items()],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, reason, places, cells, prefix, lang) for problem, reason in found],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def rule_of(problem: Problem) -> str:
    """Name the rule that a problem breaks: its code, and the shape or check where there is one."""
    return f"{problem.code}/{problem.slug}" if problem.slug else problem.code


def _prefix(folder: Path) -> str:
    full, here = folder.resolve(), Path.cwd()
    return (
        quote(f"{full.relative_to(here).as_posix()}/") if full.is_relative_to(here) else f"{full.as_uri()}/"
    )


def _rule(rule: str, problem: Problem, lang: str) -> dict[str, Any]:
    kind = problem.kind
    title, explanation = (
        (kind.title_zh, kind.explanation_zh) if lang == "zh" else (kind.title, kind.explanation)
    )
    return {
        "id": rule,
        "shortDescription": {"text": f"{title} ({problem.slug})" if problem.slug else title},
        "fullDescription": {"text": explanation},
        "help": {"text": problem.mend(lang)},
        "defaultConfiguration": {"level": _LEVELS[kind.severity]},
    }


def _result(
    problem: Problem, reason: str, places: dict[str, int], cells: Cells, prefix: str, lang: str
) -> dict[str, Any]:
    rule = rule_of(problem)
    location = _location(problem, cells, prefix)
    result: dict[str, Any] = {
        "ruleId": rule,
        "ruleIndex": places[rule],
        "level": _LEVELS[problem.severity],
        "message": {"text": _sentence(problem.told(lang), lang) + problem.mend(lang)},
        "locations": [location],
        "partialFingerprints": {"problem/v1": _fingerprint(problem, cells)},
    }
    if reason:
        result["suppressions"] = [{"kind": "external", "justification": reason}]
    return result


def _sentence(text: str, lang: str) -> str:
    """Return the text as a sentence that another can follow."""
    stop, space = ("。", "") if lang == "zh" else (".", " ")
    return text + ("" if text.endswith((".", "。", "!", "?")) else stop) + space


def _location(problem: Problem, cells: Cells, prefix: str) -> dict[str, Any]:
    names = [problem.cause.thing] if problem.cause else []
    cell = cells.get((problem.file, problem.line, problem.column))
    if cell:
        names.insert(0, f"{problem.file}#{cell.fragment}")
    location: dict[str, Any] = {"logicalLocations": [{"fullyQualifiedName": name} for name in names]}
    if "." in problem.file:  # else the thing is no file's: a conclusion, say
        physical: dict[str, Any] = {"artifactLocation": {"uri": prefix + quote(problem.file)}}
        if cell:
            physical["region"] = {
                "startLine": cell.line,
                "startColumn": cell.start,
                "endLine": cell.end_line,
                "endColumn": cell.end,
            }
        elif problem.line:
            physical["region"] = {"startLine": problem.line}
        location["physicalLocation"] = physical
    return {key: value for key, value in location.items() if value}


def _fingerprint(problem: Problem, cells: Cells) -> str:
    """Mark by which a tool knows a problem again after its row has moved."""
    cell = cells.get((problem.file, problem.line, problem.column))
    parts: Iterable[str] = (
        rule_of(problem),
        problem.file,
        (cell.key if cell else "") or (problem.cause.thing if problem.cause else str(problem.line)),
        problem.column,
        problem.message,
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
