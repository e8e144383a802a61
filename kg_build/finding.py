"""Findings as people read them: the sentence, what it rests on, where that stands, and what was replied."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg_build.canned import ask
from kg_build.citation import Citation, citations
from kg_build.render import shorten
from kg_build.store import Store
from kg_build.term import Term

SEVERITIES = ("high", "medium", "low")
"""Severities, the heaviest first; one that this program does not know comes last."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What an agency answers to a finding; `source` is an address, empty where a document holds the reply."""

    agency: str
    text: str
    date: str
    source: str
    citations: tuple[Citation, ...]

    def __str__(self) -> str:
        dated = f" ({self.date})" if self.date else ""
        places = "; ".join(filter(None, (self.source, *map(str, self.citations))))
        return f"{self.agency}{dated}: {self.text}" + (f" — {places}" if places else "")


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem of accountability that the graph shows; `about` holds the IRIs of what it is about."""

    iri: str
    kind: str
    kind_name: str
    severity: str
    severity_name: str
    name: str
    explanation: str
    difference: str
    about: tuple[str, ...]
    about_names: tuple[str, ...]
    grounds: tuple[str, ...]
    citations: tuple[Citation, ...]
    replies: tuple[Reply, ...]


def findings(store: Store, lang: str, values: Mapping[str, Sequence[Term]] | None = None) -> list[Finding]:
    """Return the findings by severity, kind and key, each with its grounds, citations and replies; `values` narrows them."""
    rows: dict[str, list[dict[str, str | None]]] = {}
    for record in ask(store, "findings", lang, values):
        rows.setdefault(record["finding"], []).append(record)
    if not rows:
        return []
    cited, answers, bases = citations(store, lang), replies(store, lang), _grounds(store, lang)
    found = []
    for iri, records in rows.items():
        first = {column: value or "" for column, value in records[0].items()}
        about = {row["about"]: row["aboutName"] or shorten(row["about"]) for row in records if row["about"]}
        found.append(
            Finding(
                iri=iri,
                kind=shorten(first["type"]),
                kind_name=first["typeName"] or shorten(first["type"]),
                severity=shorten(first["weight"]),
                severity_name=first["weightName"] or shorten(first["weight"]),
                name=first["name"] or shorten(iri),
                explanation=first["explanation"],
                difference="; ".join(sorted({row["difference"] for row in records if row["difference"]})),
                about=tuple(about),
                about_names=tuple(about.values()),
                grounds=tuple(bases.get(iri, ())),
                citations=tuple(cited.get(iri, ())),
                replies=tuple(answers.get(iri, ())),
            )
        )
    return sorted(found, key=lambda one: (_weight(one.severity), one.kind, one.iri))


def _weight(severity: str) -> int:
    return SEVERITIES.index(severity) if severity in SEVERITIES else len(SEVERITIES)


def replies(store: Store, lang: str) -> dict[str, list[Reply]]:
    """Return the replies to each finding by its IRI, the earliest first."""
    cited: dict[str, list[Citation]] | None = None
    found: dict[str, dict[str, Reply]] = {}
    for record in ask(store, "replies", lang):
        cited = citations(store, lang) if cited is None else cited
        reply = Reply(
            agency=record["agencyName"] or "",
            text=record["text"] or "",
            date=str(record["date"] or ""),
            source=record["source"] or "",
            citations=tuple(cited.get(record["reply"], ())),
        )
        found.setdefault(record["finding"], {}).setdefault(record["reply"], reply)
    return {finding: list(answers.values()) for finding, answers in found.items()}


def _grounds(store: Store, lang: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for record in ask(store, "grounds", lang):
        found.setdefault(record["conclusion"], []).append(record["groundName"] or shorten(record["ground"]))
    return found
