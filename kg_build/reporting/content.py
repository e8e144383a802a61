"""What a report says in one language: gathered from the graph, before it is written in any form."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from kg_build.canned import Record, ask
from kg_build.citation import Citation, citations, date_of
from kg_build.finding import SEVERITIES, Finding, Reply, findings
from kg_build.render import shorten
from kg_build.scoreboard import DIMENSIONS, STATUSES, Assessed, Line, assessed, count, places, tally
from kg_build.store import Store
from kg_build.term import Iri
from kg_build.vocabulary import OWN

JUDGED = ("met", "exceeded", "missed")
"""Statuses that rest on a figure of the very thing."""


@dataclass(frozen=True, slots=True)
class Status:
    """A status with its words and how many targets have it."""

    key: str
    name: str
    definition: str
    number: int


@dataclass(frozen=True, slots=True)
class Item:
    """A promise with its citations; `again` cites its other statements, `closest` names similar figures."""

    target: Assessed
    promised: Sequence[Citation]
    again: Sequence[Citation]
    reported: Sequence[Citation]
    closest: Sequence[str]
    reasons: Sequence[str]
    replies: Sequence[Reply]


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim that something was done, and what became of the targets that it covers."""

    name: str
    counts: Mapping[str, int]
    open: Sequence[str]
    cited: Sequence[Citation]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Expected and reported figures: for each agency, `reported/expected` of each year, "" where none fell due."""

    years: Sequence[str]
    rows: Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Source:
    """A document that the report rests on."""

    title: str
    date: str
    not_before: str
    publisher: str
    number: str
    digest: str


@dataclass(frozen=True, slots=True)
class Kind:
    """Findings of a kind and severity, with what the kind means; `brief` where each needs no sentence of its own."""

    name: str
    severity: str
    definition: str
    brief: bool
    found: Sequence[Finding]


@dataclass(frozen=True, slots=True)
class Content:
    """All that a report says in one language; `shares` counts the promises of each place."""

    lang: str
    words: Mapping[str, str]
    place: str
    date: str
    numbers: Mapping[str, int]
    shares: Sequence[tuple[str, int]]
    statuses: Sequence[Status]
    boards: Mapping[str, Sequence[Line]]
    items: Mapping[str, Sequence[Item]]
    silent: Sequence[tuple[str, Sequence[Item]]]
    matrix: Matrix
    claims: Sequence[Claimed]
    findings: Sequence[Kind]
    replied: bool
    rules: Sequence[Record]
    sources: Sequence[Source]

    @property
    def numbered(self) -> dict[str, int]:
        """Number of each source in the list of sources, by its title, so that a citation need not repeat it."""
        return {source.title: number for number, source in enumerate(self.sources, 1)}

    @property
    def names(self) -> dict[str, str]:
        """Names of the statuses by their keys."""
        return {status.key: status.name for status in self.statuses}


@cache
def words() -> dict[str, dict[str, str]]:
    """Return the words of the report in each language."""
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


def gather(store: Store, lang: str) -> Content:
    """Ask the graph for all that a report says."""
    found, problems = assessed(store, lang), findings(store, lang)
    cited = citations(store, lang)
    restated: dict[str, list[str]] = {}
    for record in ask(store, "restatements", lang):
        restated.setdefault(record["target"], []).append(record["statement"])
    items = _items(store, lang, found, problems, cited, restated)
    sources = ask(store, "sources", lang)
    own = ask(store, "places", lang)
    place = (own[0]["areaName"] or shorten(own[0]["area"])) if own else ""
    silent = {item.target.target for item in items["unreported"]}
    return Content(
        lang=lang,
        words=words()[lang],
        place=place,
        date=max((str(source["notBefore"] or "") for source in sources), default=""),
        numbers={row["what"]: row["number"] for row in ask(store, "numbers", lang)},
        shares=[(name, sum(one.place[0] == key for one in found)) for key, name in places(found)],
        statuses=_statuses(store, lang, found),
        boards={by: _named(tally(found, by), place, lang) for by in DIMENSIONS},
        items=items,
        silent=_by_agency(items["unreported"], place, lang),
        matrix=_matrix(ask(store, "expectations", lang), lang),
        claims=_claims(store, lang, cited, {one.target: one for one in found}),
        findings=_kinds(
            store, lang, problems, silent.union(*(restated.get(target, ()) for target in silent))
        ),
        replied=any(problem.replies for problem in problems),
        rules=ask(store, "rules", lang),
        sources=[_source(record, lang) for record in sources],
    )


def _items(
    store: Store,
    lang: str,
    found: Iterable[Assessed],
    problems: Iterable[Finding],
    cited: Mapping[str, list[Citation]],
    restated: Mapping[str, list[str]],
) -> dict[str, list[Item]]:
    """Return the promises of each status."""
    replies: dict[str, list[Reply]] = {}
    for problem in problems:
        for thing in problem.about:
            replies.setdefault(thing, []).extend(problem.replies)
    near: dict[str, list[Record]] = {}
    for record in ask(store, "grounds", lang):
        near.setdefault(record["conclusion"], []).append(record)
    reasons: dict[str, list[str]] = {}
    for record in ask(store, "reasons", lang):
        reasons.setdefault(record["assessment"], []).append(record["reason"])
    items: dict[str, list[Item]] = {status: [] for status in STATUSES}
    for one in found:
        figures = [
            row
            for row in near.get(one.assessment, ())
            if row["ground"] not in {one.target, one.result} and row["ground"] in cited
        ]
        shown = [one.result] if one.result or one.status in JUDGED else [row["ground"] for row in figures]
        items.setdefault(one.status, []).append(
            Item(
                target=one,
                promised=cited.get(one.target, ()),
                again=[
                    citation
                    for statement in restated.get(one.target, ())
                    for citation in cited.get(statement, ())
                ],
                reported=[citation for figure in shown for citation in cited.get(figure, ())],
                closest=[row["groundName"] or shorten(row["ground"]) for row in figures],
                reasons=reasons.get(one.assessment, ()),
                replies=replies.get(one.target, ()),
            )
        )
    return items


def _kinds(store: Store, lang: str, problems: Iterable[Finding], silent: set[str]) -> list[Kind]:
    """Bring together findings of one kind and severity, without those that only say that a target is silent."""
    scheme = {"scheme": [Iri(f"{OWN}finding")]}
    meanings = {shorten(row["concept"]): row["definition"] for row in ask(store, "concepts", lang, scheme)}
    groups: dict[tuple[str, str], list[Finding]] = {}
    for problem in problems:
        if problem.kind != "unreported" or not set(problem.about) <= silent:
            groups.setdefault((problem.kind, problem.severity), []).append(problem)
    return [
        Kind(
            found[0].kind_name,
            found[0].severity_name,
            meanings.get(kind) or "",
            severity == SEVERITIES[-1],
            found,
        )
        for (kind, severity), found in groups.items()
    ]


def _statuses(store: Store, lang: str, found: Iterable[Assessed]) -> list[Status]:
    defined = {shorten(row["concept"]): row for row in ask(store, "concepts", lang)}
    counts = count(target.status for target in found)
    return [
        Status(
            key,
            defined.get(key, {}).get("name") or key,
            defined.get(key, {}).get("definition") or "",
            number,
        )
        for key, number in counts.items()
    ]


def _named(lines: Iterable[Line], place: str, lang: str) -> list[Line]:
    """Name every line; one that is of another place than the report says so."""
    named = []
    for line in lines:
        name = line.name or words()[lang]["none_known"]
        other = line.place[1] if line.place[1] != place else ""
        named.append(replace(line, name=f"{name} · {other}" if other else name))
    return named


def _by_agency(items: Iterable[Item], place: str, lang: str) -> list[tuple[str, list[Item]]]:
    """Bring together the promises of each agency: those of other places last, for their silence says less."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(item.target.agency or words()[lang]["none_known"], []).append(item)
    return sorted(
        groups.items(),
        key=lambda group: (
            group[1][0].target.place[1] != place,
            -len(group[1]),
            group[1][0].target.lead,
        ),
    )


def _matrix(records: Iterable[Record], lang: str) -> Matrix:
    cells: dict[str, dict[str, dict[str, bool]]] = {}
    for record in records:
        name = record["agencyName"] or shorten(record["agency"] or "") or words()[lang]["none_known"]
        year = str(record["due"] or "")[:4]
        told = cells.setdefault(name, {}).setdefault(year, {})
        told[record["expectation"]] = bool(record["reported"]) or told.get(record["expectation"], False)
    years = sorted({year for found in cells.values() for year in found})
    ordered = sorted(cells.items(), key=lambda entry: (-sum(map(len, entry[1].values())), entry[0]))
    return Matrix(years, [(name, [_cell(found.get(year, {})) for year in years]) for name, found in ordered])


def _cell(told: Mapping[str, bool]) -> str:
    return f"{sum(told.values())}/{len(told)}" if told else ""


def _claims(
    store: Store, lang: str, cited: Mapping[str, list[Citation]], found: Mapping[str, Assessed]
) -> list[Claimed]:
    covered: dict[str, dict[str, Record]] = {}
    for record in ask(store, "claims", lang):
        covered.setdefault(record["claim"], {})[record["target"]] = record
    claims = []
    for claim, records in covered.items():
        statuses = {target: shorten(record["verdict"]) for target, record in records.items()}
        name = next(iter(records.values()))["claimName"] or shorten(claim)
        unproven = [found[target].promise for target, status in statuses.items() if status not in JUDGED[:2]]
        claims.append(Claimed(name, count(statuses.values()), unproven, cited.get(claim, ())))
    return claims


def _source(record: Record, lang: str) -> Source:
    return Source(
        title=record["title"] or shorten(record["document"]),
        date=date_of(record, lang),
        not_before=str(record["notBefore"] or ""),
        publisher=record["publisher"] or "",
        number=record["number"] or "",
        digest=record["digest"] or "",
    )
