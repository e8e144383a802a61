"""Conclusions as rows: what `assess` and `findings` print in every format."""

from collections.abc import Iterable
from decimal import Decimal

from kg_build.canned import ask
from kg_build.citation import Citation, citations
from kg_build.finding import Finding, Reply
from kg_build.render import shorten
from kg_build.rows import Rows
from kg_build.scoreboard import STATUSES, WHOLE, Assessed, Line, count, places
from kg_build.store import Store
from kg_build.term import XSD, Iri, Literal, Term

Value = str | int | Decimal | None
HEADINGS = {
    "status": "状态",
    "name": "名称",
    "area": "地域",
    "targets": "承诺数",
    "definition": "含义",
    "agency": "机构",
    "program": "规划或清单",
    "service-area": "服务领域",
    "year": "年份",
    "total": "合计",
    "implied": "其中推知",
    "target": "键",
    "promise": "承诺",
    "result": "结果",
    "margin": "差额",
    "unit": "单位",
    "ratio": "比率",
    "due": "期限",
    "restated": "另有几处复述",
    "promisedIn": "承诺出处",
    "reportedIn": "结果出处",
}
"""Headings in Chinese of the columns of `assess`, which in English stand under their names."""


def for_reading(store: Store, rows: Rows, lang: str) -> Rows:
    """Return rows under headings in a language, statuses by their names instead of their keys."""
    if "status" in rows.columns and "name" in rows.columns:
        rows = rows.only([column for column in rows.columns if column != "name"])
    names = {shorten(row["concept"]): row["name"] or "" for row in ask(store, "concepts", lang)}
    heads = HEADINGS if lang == "zh" else {}
    at = [place for place, column in enumerate(rows.columns) if column == "status"]
    said = [
        tuple(
            Literal(names.get(str(term), str(term))) if place in at else term
            for place, term in enumerate(row)
        )
        for row in rows.rows
    ]
    columns = tuple(names.get(column, heads.get(column, column)) for column in rows.columns)
    return Rows(columns, said)


def totals(store: Store, found: Iterable[Assessed], lang: str, keyed: bool = True) -> Rows:
    """Return how many promises have each status, with what the status claims: those of each place apart.

    The place is left out where `keyed` is false and there is but one: for reading.
    """
    kept = list(found)
    defined = {shorten(row["concept"]): row for row in ask(store, "concepts", lang)}
    every = places(kept) or [("", "")]
    where = keyed or len(every) > 1
    rows = Rows(("status", "name", *(("area",) if where else ()), "targets", "definition"))
    for place in every:
        counts = count(target.status for target in kept if target.place == place)
        for status, number in counts.items():
            about = defined.get(status, {})
            area = (place[1] or None,) if where else ()
            rows.rows.append(
                _row(status, about.get("name") or status, *area, number, about.get("definition"))
            )
    return rows


def board(lines: Iterable[Line], by: str, keyed: bool = True) -> Rows:
    """Return the scoreboard: a row for each group and place, a column for each status, and the total.

    Last is how many of the total are only implied by a printed rate of completion. Groups have their key and their
    name, or only the name where `keyed` is false: for reading.
    """
    kept = list(lines)
    statuses = [*STATUSES, *sorted({key for line in kept for key in line.counts} - set(STATUSES))]
    heads = (by, "name") if keyed and by != "year" else (by,)
    where = by not in WHOLE and (keyed or len({line.place for line in kept}) > 1)
    rows = Rows((*heads, *(("area",) if where else ()), *statuses, "total", "implied"))
    for line in kept:
        words = {1: (line.name or None,), 2: (_thing(line.key), line.name or None)}[len(heads)]
        area = (line.place[1] or None,) if where else ()
        rows.rows.append(
            _row(
                *words, *area, *(line.counts.get(status, 0) for status in statuses), line.total, line.implied
            )
        )
    return rows


def targets(store: Store, found: Iterable[Assessed], lang: str) -> Rows:
    """Return a row for each promise, with the citations of the first statement of it and of the result."""
    cited = citations(store, lang)
    rows = Rows(
        (
            "target",
            "promise",
            "status",
            "result",
            "margin",
            "unit",
            "ratio",
            "due",
            "agency",
            "restated",
            "implied",
            "promisedIn",
            "reportedIn",
        )
    )
    for one in found:
        rows.rows.append(
            _row(
                Iri(one.target),
                one.promise,
                one.status,
                one.result_name or None,
                one.margin,
                one.unit or None,
                one.ratio,
                one.due or None,
                one.agency or None,
                one.restated,
                one.implied,
                _together(cited.get(one.target, ())),
                _together(cited.get(one.result, ())),
            )
        )
    return rows


def problems(found: Iterable[Finding]) -> Rows:
    """Return a row for each finding; several grounds, passages or replies stand in one cell, separated by ' | '."""
    rows = Rows(
        ("finding", "kind", "severity", "name", "explanation", "about", "grounds", "evidence", "replies")
    )
    for one in found:
        rows.rows.append(
            _row(
                Iri(one.iri),
                one.kind,
                one.severity,
                one.name,
                one.explanation,
                _together(one.about_names),
                _together(one.grounds),
                _together(one.citations),
                _together(one.replies),
            )
        )
    return rows


def _together(values: Iterable[Citation | Reply | str]) -> str | None:
    return " | ".join(map(str, values)) or None


def _thing(key: str) -> Value | Term:
    return Iri(key) if key else None


def _row(*values: Value | Term) -> tuple[Term | None, ...]:
    return tuple(map(_term, values))


def _term(value: Value | Term) -> Term | None:
    if isinstance(value, bool):
        return Literal(str(value).lower(), XSD + "boolean")
    if isinstance(value, int):
        return Literal(str(value), XSD + "integer")
    if isinstance(value, Decimal):
        return Literal(format(value, "f"), XSD + "decimal")
    return Literal(value) if isinstance(value, str) else value
