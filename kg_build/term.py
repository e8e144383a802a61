"""RDF terms, as light values that every engine's answers are turned into.

Source: RDF 1.1 Concepts, section 3 (https://www.w3.org/TR/rdf11-concepts/), and N-Triples, section 2.
"""

import re
from dataclasses import dataclass
from typing import NewType

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DX = "https://w3id.org/duixian/def#"
STRING = XSD + "string"
LANG_STRING = RDF + "langString"

_ESCAPES = str.maketrans(
    {chr(code): f"\\u{code:04X}" for code in (*range(0x20), 0x7F)}
    | {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
)
_TAG = re.compile(r"[A-Za-z]+(-[A-Za-z0-9]+)*")
_FORBIDDEN_IN_IRI = frozenset('<>"{}|^`\\') | {chr(code) for code in range(0x21)}


@dataclass(frozen=True, slots=True, order=True)
class Iri:
    """An IRI, absolute."""

    value: str

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True, order=True)
class Blank:
    """A blank node; its name means something only within one answer."""

    value: str

    def __str__(self) -> str:
        return f"_:{self.value}"


@dataclass(frozen=True, slots=True, order=True)
class Literal:
    """A literal: its lexical form, datatype IRI and, for text in a language, language tag."""

    value: str
    datatype: str = STRING
    language: str = ""

    def __str__(self) -> str:
        return self.value


Term = Iri | Blank | Literal
Nt = NewType("Nt", str)


def escape(text: str) -> str:
    """Escape the characters of a literal as canonical N-Triples do: all that are escaped there, and no others.

    Source: RDF 1.2 N-Triples, section 4, https://www.w3.org/TR/rdf12-n-triples/#canonical-ntriples.
    """
    return text.translate(_ESCAPES)


def is_iri(text: str) -> bool:
    """Whether the text can stand between angle brackets: absolute and without forbidden characters."""
    return ":" in text and not _FORBIDDEN_IN_IRI.intersection(text)


def nt(term: Term) -> Nt:
    """Write a term as N-Triples and SPARQL do.

    Raises ValueError for an IRI or a language tag with characters that could end it early: a term is never able to
    change a query.
    """
    match term:
        case Iri(value):
            if not is_iri(value):
                raise ValueError(f"not an IRI: {value!r}")
            return Nt(f"<{value}>")
        case Blank(value):
            return Nt(f"_:{value}")
        case Literal(value, _, language) if language:
            if not _TAG.fullmatch(language):
                raise ValueError(f"not a language tag: {language!r}")
            return Nt(f'"{escape(value)}"@{language}')
        case Literal(value, datatype) if datatype == STRING:
            return Nt(f'"{escape(value)}"')
        case Literal(value, datatype):
            return Nt(f'"{escape(value)}"^^{nt(Iri(datatype))}')
