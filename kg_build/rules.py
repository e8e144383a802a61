"""The rules by which the graph concludes: CONSTRUCT queries in `queries/rules/`, run in the order of their names."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg_build.question import read_header
from kg_build.resources import folder
from kg_build.store import Triple
from kg_build.term import LANG_STRING, RDF, SKOS, Iri, Literal
from kg_build.vocabulary import OWN

PLAN = "http://www.w3.org/ns/prov#Plan"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its name (``44-at-least``), what its header says of it, and its CONSTRUCT query."""

    name: str
    header: dict[str, Any]
    text: str

    @property
    def iri(self) -> Iri:
        """IRI by which a conclusion names the rule."""
        return Iri(f"{OWN}rule/{self.name.partition('-')[2]}")


def load(place: Path | None = None) -> list[Rule]:
    """Return the rules in the order in which they run; each sees what those before it concluded."""
    return [_read(path) for path in sorted((place or folder("queries") / "rules").glob("*.rq"))]


def described(place: Path | None = None) -> Iterator[Triple]:
    """Yield name and explanation of each rule, so that the graph can say why it concludes what it does.

    Source: PROV-O, section 3.3: a plan is what an activity followed.
    """
    for rule in load(place):
        yield rule.iri, Iri(RDF + "type"), Iri(PLAN)
        for key, predicate in (("title", "prefLabel"), ("about", "definition")):
            for language, words in rule.header.get(key, {}).items():
                yield rule.iri, Iri(SKOS + predicate), Literal(words, LANG_STRING, language)


def _read(path: Path) -> Rule:
    text = path.read_text(encoding="utf-8")
    return Rule(path.stem, read_header(path.name, text), text)
