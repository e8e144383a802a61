"""The questions, published as data: so that a query editor, or a program, can find them in the graph and offer them.

Each is a `sh:SPARQLSelectExecutable` with its words, its SPARQL and its parameters, each with a value to try.
"""

from collections.abc import Iterator, Mapping

from kg_build.question import GROUPS, LANGUAGES, Parameter, Question, Words, load
from kg_build.store import Triple
from kg_build.term import LANG_STRING, RDF, RDFS, SKOS, XSD, Iri, Literal
from kg_build.vocabulary import ONTOLOGY, OWN

SH = "http://www.w3.org/ns/shacl#"
SCHEMA = "https://schema.org/"
EXAMPLES: Mapping[str, str] = {
    "agency": "civil-affairs-bureau",
    "area": "kunming",
    "comparator-basis": "other-passage",
    "document": "plan-2023",
    "figure": "target/plan-2025-nursing-bed-share",
    "finding": "unreported",
    "indicator": "new-urban-jobs",
    "lang": "zh",
    "lead-basis": "first-named",
    "number": "20511",
    "program": "list-2025",
    "qualifier": "over",
    "service-area": "elderly-care",
    "severity": "high",
    "status": "missed",
    "target": "plan-2025-nursing-bed-share",
    "text": "养老",
    "thing": "program/plan-2023",
    "year": "2025",
}
"""A value to try for each type of parameter, as a person would type it."""


def described() -> Iterator[Triple]:
    """Yield each question as data.

    Source: SHACL, section 5.2.1 (`sh:prefixes`), and SHACL Advanced Features, sections 5.1 (parameters) and 6.
    """
    for question in load():
        yield from _question(question)


def iri(question: Question) -> Iri:
    """IRI of a question."""
    return Iri(f"{OWN}question/{question.name}")


def _question(question: Question) -> Iterator[Triple]:
    own = iri(question)
    for kind in ("SPARQLExecutable", "SPARQLSelectExecutable"):
        yield own, Iri(RDF + "type"), Iri(SH + kind)
    yield from _words(own, RDFS + "label", question.title)
    yield from _words(own, RDFS + "comment", question.question)
    for lang in LANGUAGES:
        yield own, Iri(SCHEMA + "keywords"), Literal(GROUPS[question.group][lang], LANG_STRING, lang)
    yield own, Iri(SH + "prefixes"), Iri(ONTOLOGY)
    yield own, Iri(SH + "select"), Literal(body(question))
    for parameter in question.params.values():
        yield from _parameter(own, parameter)


def body(question: Question) -> str:
    """SPARQL of a question without the header: it declares its prefixes and runs as it stands."""
    lines = question.text.splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("#+")).strip() + "\n"


def _parameter(question: Iri, parameter: Parameter) -> Iterator[Triple]:
    own = Iri(f"{question}/{parameter.name}")
    yield question, Iri(SH + "parameter"), own
    yield own, Iri(RDF + "type"), Iri(SH + "Parameter")
    # The local name of the path is the name of the variable.
    yield own, Iri(SH + "path"), Iri(f"{OWN}parameter/{parameter.name}")
    yield own, Iri(SH + "optional"), Literal("true", XSD + "boolean")
    yield own, Iri(SKOS + "example"), Literal(EXAMPLES[parameter.type])
    yield from _words(own, SH + "description", parameter.about)


def _words(subject: Iri, predicate: str, words: Words) -> Iterator[Triple]:
    for lang in LANGUAGES:
        yield subject, Iri(predicate), Literal(words(lang), LANG_STRING, lang)
