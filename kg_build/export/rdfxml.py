"""RDF/XML, one description a subject.

Source: https://www.w3.org/TR/rdf-syntax-grammar/.
"""

import re
from collections.abc import Iterator, Mapping
from typing import IO

from kg_build.export.markup import DECLARATION, text
from kg_build.export.source import Description, Source, put
from kg_build.problem import UsageError
from kg_build.term import RDF, STRING, Blank, Iri, Literal, Term
from kg_build.vocabulary import prefixes

_NAME = re.compile(r"[^\W\d][\w.-]*$")
"""A local name that XML takes, at the end of an IRI."""


def write(source: Source, stream: IO[bytes]) -> None:
    """Write RDF/XML; raises UsageError for a property whose IRI does not end in an XML name."""
    put(_lines(source), stream)


def _lines(source: Source) -> Iterator[str]:
    known = {**prefixes(), "rdf": RDF}
    names = {namespace: prefix for prefix, namespace in sorted(known.items(), reverse=True)}
    yield DECLARATION + "<rdf:RDF"
    for prefix, namespace in sorted(known.items()):
        yield f'\n    xmlns:{prefix}="{text(namespace)}"'
    yield ">\n"
    for description in source.descriptions():
        yield from _description(description, names)
    yield "</rdf:RDF>\n"


def _description(description: Description, names: Mapping[str, str]) -> Iterator[str]:
    subject, pairs = description
    yield f"<rdf:Description {_reference(subject, 'about')}>\n"
    for predicate, value in pairs:
        yield f"  <{_property(predicate, value, names)}\n"
    yield "</rdf:Description>\n"


def _reference(term: Term, attribute: str) -> str:
    if isinstance(term, Blank):
        return f'rdf:nodeID="{text(term.value)}"'
    return f'rdf:{attribute}="{text(str(term))}"'


def _property(predicate: Iri, value: Term, names: Mapping[str, str]) -> str:
    found = _NAME.search(predicate.value)
    if not found:
        raise UsageError(f"RDF/XML cannot name the property {predicate}; export as turtle or jsonld")
    namespace, local = predicate.value[: found.start()], found[0]
    declared = "" if namespace in names else f' xmlns:ns="{text(namespace)}"'
    tag = f"{names.get(namespace, 'ns')}:{local}"
    if not isinstance(value, Literal):
        return f"{tag}{declared} {_reference(value, 'resource')}/>"
    if value.language:
        declared += f' xml:lang="{text(value.language)}"'
    elif value.datatype != STRING:
        declared += f' rdf:datatype="{text(value.datatype)}"'
    return f"{tag}{declared}>{text(value.value)}</{tag}>"
