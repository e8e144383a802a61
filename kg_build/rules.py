"""The rules by which the graph concludes: CONSTRUCT queries, run in the order of the numbers that their names begin with.

Those in `queries/rules/` label, locate and assess; those in `queries/findings/` then say what the graph shows. Rules of
one number are asked side by side: each sees what smaller numbers concluded, and nothing of one another's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any, Protocol

from kg_build.question import read_header
from kg_build.resources import folder
from kg_build.store import Triple
from kg_build.term import LANG_STRING, RDF, SKOS, XSD, Iri, Literal, nt
from kg_build.vocabulary import OWN

PLAN = "http://www.w3.org/ns/prov#Plan"
FOLDERS = ("rules", "findings")
_TODAY = "VALUES ?asOf { UNDEF }"


class Concluding(Protocol):
    """A store that rules can add to."""

    def infer(self, graph: str, *texts: str) -> bytes:
        """Add what CONSTRUCT queries give to a named graph, side by side, and return it as N-Quads."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its name (``45-at-least``), what its header says of it, and its CONSTRUCT query."""

    name: str
    header: dict[str, Any]
    text: str
    folder: str = FOLDERS[0]

    @property
    def iri(self) -> Iri:
        """IRI by which a conclusion names the rule."""
        return Iri(f"{OWN}rule/{self.name.partition('-')[2]}")

    @property
    def turn(self) -> tuple[str, str]:
        """When it runs: with the rules of its folder that have the same number."""
        return self.folder, self.name.partition("-")[0]

    def bound(self, today: date | None) -> str:
        """Return the query with the day as of which it concludes; without one, the documents say how late it is."""
        if today is None:
            return self.text
        return self.text.replace(_TODAY, f"VALUES ?asOf {{ {nt(Literal(today.isoformat(), XSD + 'date'))} }}")


def load(place: Path | None = None) -> list[Rule]:
    """Return the rules of a folder, or all that this program came with, in the order in which they run; read once."""
    return _read(place) if place else [rule for name in FOLDERS for rule in _read(folder("queries") / name)]


def conclude(store: Concluding, graph: str, today: date | None = None) -> list[bytes]:
    """Run all rules over a store, add what they conclude to the named graph, and return it as parts of N-Quads.

    With `today`, what is due is decided as of that day; see `asof` for what was known by then.
    """
    return [
        store.infer(graph, *(rule.bound(today) for rule in turn))
        for _, turn in groupby(load(), key=attrgetter("turn"))
    ]


def described(place: Path | None = None) -> Iterator[Triple]:
    """Yield name and explanation of each rule, so that the graph can say why it concludes what it does.

    Source: PROV-O, section 3.3: a plan is what an activity followed.
    """
    for rule in load(place):
        yield rule.iri, Iri(RDF + "type"), Iri(PLAN)
        for key, predicate in (("title", "prefLabel"), ("about", "definition")):
            for language, words in rule.header.get(key, {}).items():
                yield rule.iri, Iri(SKOS + predicate), Literal(words, LANG_STRING, language)


@cache
def _read(place: Path) -> list[Rule]:
    rules = []
    for path in sorted(place.glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        rules.append(Rule(path.stem, read_header(path.name, text), text, place.name))
    return rules
