"""Citations: where a person finds what a statement rests on, from the document's date to the characters."""

from collections.abc import Mapping
from dataclasses import dataclass

from kg_build.canned import Record, ask
from kg_build.question import Words
from kg_build.render import shorten
from kg_build.store import Store

DATES: Mapping[str, Words] = {
    "published": Words("{}", "{}"),
    "printed": Words("printed {}", "{}印发"),
    "signed": Words("signed {}", "{}签发"),
    "notBefore": Words("not before {}", "不早于{}"),
}
"""Kinds of dates of a document, the one to cite first, and how each is written."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage: its document and date, the section that holds it, the phrase, and its characters from 0."""

    document: str
    date: str
    locator: str
    phrase: str
    start: int
    end: int
    main: bool = False
    language: str = ""

    def __str__(self) -> str:
        place = f", {self.locator}" if self.locator and self.locator != self.document else ""
        return f"{self.document} ({self.date}){place}: “{self.phrase}” [{self.start}–{self.end}]"


def date_of(record: Record, lang: str) -> str:
    """Write the first date that a document has, saying of which kind it is."""
    return next((words(lang).format(record[kind]) for kind, words in DATES.items() if record[kind]), "")


def citations(store: Store, lang: str) -> dict[str, list[Citation]]:
    """Return the citations of every figure, claim and finding by its IRI, the passage that holds the figure first."""
    found: dict[str, dict[tuple[str, int, int], Citation]] = {}
    for record in ask(store, "citations", lang):
        citation = Citation(
            document=record["documentName"] or shorten(record["document"]),
            date=date_of(record, lang),
            locator=record["locator"] or "",
            phrase=record["phrase"],
            start=int(record["start"]),
            end=int(record["end"]),
            main=bool(record["main"]),
            language=record["language"] or "",
        )
        found.setdefault(record["thing"], {}).setdefault(
            (record["document"], citation.start, citation.end), citation
        )
    return {thing: list(passages.values()) for thing, passages in found.items()}
