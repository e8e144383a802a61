"""The faces of a validation: for people, as JSON, as SARIF and as a SHACL report in Turtle."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg_build import cell, sarif, shacl_report
from kg_build.cell import Cells
from kg_build.csvw import Schema
from kg_build.pack import Pack
from kg_build.problem import Problem, Severity
from kg_build.profile import Verdict
from kg_build.rows import to_python
from kg_build.sarif import rule_of


@dataclass(frozen=True, slots=True)
class Report:
    """A verdict on a pack, with the cells that it points at."""

    pack: Pack
    verdict: Verdict
    cells: Cells

    @classmethod
    def of(cls, pack: Pack, schema: Schema, verdict: Verdict) -> "Report":
        """Look up the cells of a verdict."""
        problems = [*verdict.problems, *(problem for problem, _ in verdict.accepted)]
        keys = {table.url: tuple(table.key) for table in schema.tables.values()}
        return cls(pack, verdict, cell.find(pack.folder, problems, keys))


def text(report: Report, lang: str) -> str:
    """Write one line a problem, ``file:line:column CODE message``; then, for what is no remark, what to do."""
    problems = report.verdict.problems
    lines = [problem.line_in(lang) for problem in problems]
    advice = {
        rule_of(problem): f"{rule_of(problem)} ({problem.severity}): {problem.mend(lang)}"
        for problem in problems
        if problem.severity is not Severity.INFO
    }
    if advice:
        lines += ["", *(advice[rule] for rule in sorted(advice))]
    return "".join(f"{line}\n" for line in lines)


def as_json(report: Report, lang: str) -> str:
    """Write all that is known of each problem, messages in both languages."""
    del lang
    verdict = report.verdict
    counts = Counter(problem.severity for problem in verdict.problems)
    content = {
        "pack": report.pack.name,
        "counts": {severity: counts[severity] for severity in Severity} | {"accepted": len(verdict.accepted)},
        "problems": [dict(_fields(problem, report.cells)) for problem in verdict.problems],
        "accepted": [
            {**dict(_fields(problem, report.cells)), "reason": waiver.reason, "until": waiver.until}
            for problem, waiver in verdict.accepted
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2, default=str) + "\n"


def _fields(problem: Problem, cells: Cells) -> Iterator[tuple[str, Any]]:
    place = cells.get((problem.file, problem.line, problem.column))
    yield "file", problem.file
    yield "line", problem.line
    yield "column", problem.column
    yield "cell", f"{problem.file}#{place.fragment}" if place else None
    yield "key", place.key if place else None
    yield "code", problem.code
    yield "rule", problem.slug or None
    yield "severity", problem.severity
    yield "message", {"en": problem.message, "zh": problem.told("zh")}
    yield "mend", {"en": problem.mend("en"), "zh": problem.mend("zh")}
    if cause := problem.cause:
        yield "thing", cause.thing
        yield "path", cause.path or None
        yield "value", to_python(cause.value)


def as_sarif(report: Report, lang: str) -> str:
    """Write the log that code review tools read."""
    return sarif.write(report.verdict, report.cells, report.pack.folder, lang)


def as_turtle(report: Report, lang: str) -> str:
    """Write the report that SHACL defines."""
    del lang
    return shacl_report.write(report.verdict.problems, report.cells, report.pack.base)


FORMATS: Mapping[str, Callable[[Report, str], str]] = {
    "text": text,
    "json": as_json,
    "sarif": as_sarif,
    "turtle": as_turtle,
}
"""The forms of a report; each takes the report and the language of the messages."""
