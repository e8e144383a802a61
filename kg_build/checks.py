"""Checks: what rows must hold together, each one SELECT query of `queries/checks/` over the whole graph.

A check returns the thing that is wrong (?focus) and, where they are known, its property (?path) and what that has
(?value); its other columns are words for the message. One query looks at all things at once: a shape that asked for
each thing by itself would be thousands of times slower.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg_build.problem import Cause, InvalidInputError, Problem, Severity
from kg_build.question import Words, read_header
from kg_build.resources import folder
from kg_build.store import Store
from kg_build.term import Iri, Term
from kg_build.vocabulary import OWN

CHECK = OWN + "check/"
"""What the IRIs of checks begin with."""
_CODES = {Severity.ERROR: "E621", Severity.WARNING: "E622", Severity.INFO: "E623"}
_WORDS = ("title", "message", "mend")
_OWN_COLUMNS = {"focus", "path", "value"}
_SLOT = re.compile(r"\{(\w+)\}")
_SELECTED = re.compile(r"^SELECT ((?:\?\w+ ?)+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its name, how bad it is, its words, and its SELECT query."""

    name: str
    severity: Severity
    title: Words
    message: Words
    mend: Words
    text: str

    @property
    def iri(self) -> str:
        """IRI by which a report names the check."""
        return CHECK + self.name

    @property
    def code(self) -> str:
        """Code of the problems that it finds."""
        return _CODES[self.severity]


def load(place: Path | None = None) -> list[Check]:
    """Return the checks of a folder (default: those that this program came with), by name.

    Raises InvalidInputError (E801, E805) with what is wrong with their headers.
    """
    return [_read(path) for path in sorted((place or folder("queries") / "checks").glob("*.rq"))]


def run(store: Store, base: str, checks: Iterable[Check] | None = None) -> list[Problem]:
    """Run checks over a graph; each row is a problem of a thing, not yet at the row of a table.

    `base` is what the IRIs of the pack begin with: messages leave it out.
    """
    return sorted(
        _problem(check, dict(zip(rows.columns, row, strict=True)), base)
        for check in (load() if checks is None else checks)
        for rows in (store.select(check.text),)
        for row in rows
    )


def _problem(check: Check, row: Mapping[str, Term | None], base: str) -> Problem:
    thing, path, value = (row.get(name) for name in ("focus", "path", "value"))
    words = {name: _shown(term, base) for name, term in row.items()}
    cause = Cause(check.iri, str(thing), str(path or ""), value, mend=check.mend.en, mend_zh=check.mend.zh)
    en, zh = (_SLOT.sub(lambda slot: words[slot[1]], text) for text in check.message)
    return Problem(str(thing), 0, str(path or ""), check.code, en, zh, cause)


def _shown(term: Term | None, base: str) -> str:
    """Say a term in a message: the key of a thing of the pack, the local name of another, a value as it is."""
    if isinstance(term, Iri):
        return re.split("[/#]", term.value.removeprefix(base))[-1]
    return str(term or "")


def _read(path: Path) -> Check:
    text = path.read_text(encoding="utf-8")
    header = read_header(path.name, text)
    problems = [Problem(path.name, 0, key, "E805", message) for key, message in _faults(header, text)]
    if problems:
        raise InvalidInputError(problems)
    title, message, mend = (Words(header[name]["en"], header[name]["zh"]) for name in _WORDS)
    return Check(path.stem, Severity(header["severity"]), title, message, mend, text)


def _faults(header: Mapping[str, Any], text: str) -> Iterable[tuple[str, str]]:
    selected = _SELECTED.search(text)
    columns = set(selected[1].replace("?", "").split()) if selected else set()
    if "focus" not in columns:
        yield "", "the query has no line 'SELECT ?focus ...' that names its columns"
    if header.get("severity") not in list(Severity):
        yield "severity", f"the severity is one of {', '.join(Severity)}"
    for key in sorted(set(header) - {"severity", *_WORDS}):
        yield key, f"the header has an unknown entry '{key}'"
    for name in _WORDS:
        words = header.get(name)
        for lang in ("en", "zh"):
            said = words.get(lang) if isinstance(words, dict) else None
            if not isinstance(said, str) or not said:
                yield f"{name}.{lang}", f"no words in language '{lang}'"
            elif unknown := set(_SLOT.findall(said)) - (columns if name == "message" else set()):
                yield f"{name}.{lang}", f"{{{min(unknown)}}} is no column of the query"
    if unused := columns - _OWN_COLUMNS - set(_SLOT.findall(str(header.get("message")))):
        yield "message", f"the message does not say ?{min(unused)}, which the query returns"
