"""The vocabulary: what `ontology/` declares, with its labels and prefixes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg_build import oxigraph
from kg_build.resources import folder
from kg_build.term import DX, RDFS, SKOS

ONTOLOGY = DX.rstrip("#")
_PREFIX = "http://www.w3.org/ns/shacl#prefix"
_NAMESPACE = "http://www.w3.org/ns/shacl#namespace"
_DEFINITION = SKOS + "definition"
_LABELS = frozenset({SKOS + "prefLabel", RDFS + "label"})
_USED = re.compile(r"(?<![\w<-])([A-Za-z][\w-]*):")
_DECLARED = re.compile(r"\bPREFIX\s+([\w-]*)\s*:", re.IGNORECASE)
OPAQUE = oxigraph.OPAQUE
"""IRIs, strings and comments of a query: what stands in them is no part of its grammar."""
OWN = DX.rpartition("/")[0] + "/"
"""What all IRIs of the vocabulary begin with."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Terms that the ontology declares, labels and definitions by (IRI, language), and prefixes."""

    terms: frozenset[str]
    labels: Mapping[tuple[str, str], str]
    definitions: Mapping[tuple[str, str], str]
    prefixes: Mapping[str, str]

    @classmethod
    def load(cls) -> "Vocabulary":
        """Read the ontology that this program came with; read once."""
        return _load()

    def label(self, iri: str, language: str) -> str:
        """Label of a term in a language, else in the other, else its short form."""
        other = "zh" if language == "en" else "en"
        return self.labels.get((iri, language)) or self.labels.get((iri, other)) or self.shorten(iri)

    def knows(self, iri: str) -> bool:
        """Whether the IRI is declared, or lies outside the namespaces that the ontology owns."""
        return iri in self.terms or not iri.startswith(OWN) or "#" not in iri

    def alike(self, iri: str) -> list[str]:
        """Local names of the terms in the same namespace, sorted: what could have been meant."""
        namespace = iri.partition("#")[0] + "#"
        return sorted(term.partition("#")[2] for term in self.terms if term.startswith(namespace))

    def shorten(self, iri: str) -> str:
        """Write an IRI with its prefix where there is one; the longest namespace wins."""
        return shorten(iri, self.prefixes)

    def expand(self, curie: str) -> str | None:
        """IRI of a prefixed name, or None where the prefix is not declared."""
        prefix, colon, local = curie.partition(":")
        return self.prefixes[prefix] + local if colon and prefix in self.prefixes else None


def shorten(iri: str, prefixes: Mapping[str, str]) -> str:
    """Write an IRI with the prefix of the longest namespace that it begins with, else leave it."""
    best = max(
        (entry for entry in prefixes.items() if iri.startswith(entry[1]) and iri != entry[1]),
        key=lambda entry: len(entry[1]),
        default=None,
    )
    return f"{best[0]}:{iri[len(best[1]) :]}" if best else iri


def files() -> list[Path]:
    """Turtle files of the ontology, in name order."""
    return sorted(folder("ontology").rglob("*.ttl"))


@cache
def prefixes() -> dict[str, str]:
    """Prefixes, which `ontology/prefixes.ttl` declares once for the whole project."""
    names: dict[object, str] = {}
    namespaces: dict[object, str] = {}
    for subject, predicate, value in oxigraph.parse(folder("ontology") / "prefixes.ttl"):
        if predicate.value == _PREFIX:
            names[subject] = str(value)
        elif predicate.value == _NAMESPACE:
            namespaces[subject] = str(value)
    return {name: namespaces[node] for node, name in sorted(names.items(), key=lambda entry: entry[1])}


def with_prefixes(query: str) -> str:
    """Declare the prefixes that a query uses and does not declare, on its first line so that others keep theirs."""
    used = set(_USED.findall(query))
    declared = set(_DECLARED.findall(query))
    missing = [f"PREFIX {name}: <{iri}> " for name, iri in prefixes().items() if name in used - declared]
    return "".join(missing) + query


def undeclared(query: str) -> list[str]:
    """Return the prefixes that a query uses and that neither it nor the project declares, in their order."""
    plain = OPAQUE.sub(" ", query)
    known = {*_DECLARED.findall(plain), *prefixes()}
    return [name for name in dict.fromkeys(_USED.findall(plain)) if name not in known]


@cache
def _load() -> Vocabulary:
    terms: set[str] = set()
    labels: dict[tuple[str, str], str] = {}
    definitions: dict[tuple[str, str], str] = {}
    for path in files():
        for subject, predicate, value, language in oxigraph.statements(path):
            if subject.startswith(OWN):
                terms.add(subject)
            if language is None:
                continue
            if predicate in _LABELS:
                labels[subject, language] = value
            elif predicate == _DEFINITION:
                definitions[subject, language] = value
    return Vocabulary(frozenset(terms), labels, definitions, prefixes())
