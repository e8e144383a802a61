"""Looking a phrase up: where it stands in a document, with the key that evidence of it has."""

from dataclasses import dataclass

from kg_build.passage import Passage, Tables
from kg_build.problem import UsageError
from kg_build.texts import Text, Texts


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a text: the passage there, its line, the innermost section that holds it, and what is around it."""

    passage: Passage
    line: int
    section_zh: str
    section_en: str
    around: str


@dataclass(frozen=True, slots=True)
class _Section:
    start: int
    end: int
    label_zh: str
    label_en: str


def places(tables: Tables, texts: Texts, document: str, phrase: str) -> tuple[list[Place], Place | None]:
    """Return every place of exactly this phrase in the document; if there is none, the place that is most like it.

    Raises UsageError for a document that the pack has not or whose text is not at hand, and for an empty phrase.
    """
    text = _text(tables, texts, document)
    if not phrase:
        raise UsageError("an empty text stands everywhere: give the characters to find")
    sections = _sections(tables, document)
    found = [_place(text, sections, document, start, start + len(phrase)) for start in text.find(phrase)]
    near = None if found else text.nearest(phrase)
    return found, _place(text, sections, document, *near) if near else None


def _text(tables: Tables, texts: Texts, document: str) -> Text:
    files = {row.cells.get("id", ""): row.cells.get("file", "") for row in tables.get("documents", ())}
    if document not in files:
        raise UsageError(f"no document '{document}'; known: {', '.join(sorted(files)) or 'none'}")
    text = texts.get(files[document])
    if text is None:
        raise UsageError(f"the text {files[document]} of {document} is not in the folder of texts")
    return text


def _sections(tables: Tables, document: str) -> list[_Section]:
    """Return the sections of the document, the shortest first."""
    found = []
    for record in tables.get("sections", ()):
        cells = record.cells
        if cells.get("document") == document and "start" in cells and "end" in cells:
            labels = cells.get("label_zh", ""), cells.get("label_en", "")
            found.append(_Section(int(cells["start"]), int(cells["end"]), *labels))
    return sorted(found, key=lambda section: (section.end - section.start, section.start))


def _place(text: Text, sections: list[_Section], document: str, start: int, end: int) -> Place:
    held = next((s for s in sections if s.start <= start and end <= s.end), _Section(0, 0, "", ""))
    phrase = text.content[start:end]
    around = text.around(start, end)
    return Place(
        Passage(document, start, end, phrase), text.line(start), held.label_zh, held.label_en, around
    )
