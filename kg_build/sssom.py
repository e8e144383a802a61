"""Links of a pack: a mapping set in SSSOM's table form, `links.sssom.tsv`. The one door to `yaml`.

Source: https://mapping-commons.github.io/sssom/ - metadata as YAML in comment lines, then tab-separated rows.
"""

import csv
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

import yaml

from kg_build.oxigraph import is_iri
from kg_build.problem import Problem
from kg_build.term import RDF, XSD, Iri, Literal, Term

FILE = "links.sssom.tsv"
SSSOM = "https://w3id.org/sssom/"
_OWL = "http://www.w3.org/2002/07/owl#"
_REQUIRED = ("subject_id", "predicate_id", "object_id", "mapping_justification")
_TEXTS = ("subject_label", "object_label", "comment")
_OPTIONAL = (*_TEXTS, "confidence")
_BUILT_IN = {
    "owl": _OWL,
    "rdf": RDF,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": SSSOM,
}
_JUSTIFICATION = re.compile(r"semapv:[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Link:
    """One mapping: two IRIs, how they correspond, and why that is believed."""

    line: int
    subject: str
    predicate: str
    object: str
    justification: str
    confidence: str
    texts: Mapping[str, str]

    def iri(self, base: str) -> str:
        """IRI of the mapping itself, made from what it says."""
        said = " ".join((self.subject, self.predicate, self.object))
        return f"{base}link/{hashlib.sha256(said.encode()).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True)
class MappingSet:
    """The links of a pack, with the identity and licence of the set."""

    iri: str
    licence: str
    links: tuple[Link, ...]


def read(folder: Path, problems: list[Problem]) -> MappingSet | None:
    """Read the links of a pack, None where it has none; what is wrong is added to `problems` (E701, E702)."""
    path = folder / FILE
    if not path.is_file():
        return None
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        problems.append(Problem(FILE, 0, "", "E102", f"{error.reason}; save as UTF-8"))
        return None
    head = [line for line in lines if line.startswith("#")]
    header = _header(head, problems)
    if header is None:
        return None
    prefixes = {**_BUILT_IN, **header.get("curie_map", {})}
    rows = csv.DictReader(lines[len(head) :], delimiter="\t", strict=True)
    if not _columns(rows.fieldnames or [], len(head) + 1, problems):
        return None
    links = [link for row in _numbered(rows, len(head)) if (link := _link(*row, prefixes, problems))]
    return MappingSet(str(header["mapping_set_id"]), str(header["license"]), tuple(links))


def triples(mappings: MappingSet, base: str) -> Iterator[tuple[Term, Iri, Term]]:
    """Yield each link as a triple, and what is known of it as an annotation of that triple.

    Source: OWL 2 Mapping to RDF, section 2.2 (axioms with annotations), as SSSOM's RDF form has it, with an IRI in
    place of the blank node.
    """
    yield Iri(mappings.iri), Iri(RDF + "type"), Iri(SSSOM + "MappingSet")
    yield Iri(mappings.iri), Iri(SSSOM + "license"), Iri(mappings.licence)
    for link in mappings.links:
        node = Iri(link.iri(base))
        yield Iri(link.subject), Iri(link.predicate), Iri(link.object)
        yield Iri(mappings.iri), Iri(SSSOM + "mappings"), node
        yield node, Iri(RDF + "type"), Iri(_OWL + "Axiom")
        yield node, Iri(_OWL + "annotatedSource"), Iri(link.subject)
        yield node, Iri(_OWL + "annotatedProperty"), Iri(link.predicate)
        yield node, Iri(_OWL + "annotatedTarget"), Iri(link.object)
        yield node, Iri(SSSOM + "mapping_justification"), Iri(link.justification)
        if link.confidence:
            yield node, Iri(SSSOM + "confidence"), Literal(link.confidence, XSD + "decimal")
        for name, text in link.texts.items():
            yield node, Iri(SSSOM + name), Literal(text)


def _header(head: list[str], problems: list[Problem]) -> dict[str, dict[str, str]] | None:
    try:
        header = yaml.safe_load("\n".join(line[1:] for line in head)) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problems.append(
            Problem(FILE, mark.line + 1 if mark else 0, "", "E701", f"the header is not YAML: {error}")
        )
        return None
    missing = [name for name in ("mapping_set_id", "license") if not is_iri(str(header.get(name, "")))]
    problems += [Problem(FILE, 0, name, "E701", "the header needs this, as an IRI") for name in missing]
    prefixes = header.get("curie_map", {})
    if not isinstance(prefixes, dict) or not all(is_iri(str(iri)) for iri in prefixes.values()):
        problems.append(Problem(FILE, 0, "curie_map", "E701", "prefixes with their IRIs are expected"))
        return None
    return None if missing else header


def _columns(found: object, line: int, problems: list[Problem]) -> bool:
    names = list(found) if isinstance(found, list) else []
    known = (*_REQUIRED, *_OPTIONAL)
    wrong = [(name, "this column is missing") for name in _REQUIRED if name not in names]
    wrong += [
        (str(name), f"unknown column; known: {', '.join(known)}") for name in names if name not in known
    ]
    problems += [Problem(FILE, line, name, "E701", message) for name, message in wrong]
    return not wrong


def _numbered(rows: "csv.DictReader[str]", before: int) -> Iterator[tuple[int, dict[str, str]]]:
    for row in rows:
        yield before + rows.line_num, {name: (text or "").strip() for name, text in row.items() if name}


def _link(
    line: int, row: dict[str, str], prefixes: Mapping[str, str], problems: list[Problem]
) -> Link | None:
    before = len(problems)
    iris = {name: _expand(line, name, row[name], prefixes, problems) for name in _REQUIRED}
    if not _JUSTIFICATION.fullmatch(row["mapping_justification"]):
        message = "a semapv: term is expected, such as semapv:ManualMappingCuration"
        problems.append(Problem(FILE, line, "mapping_justification", "E701", message))
    confidence = row.get("confidence", "")
    if confidence and not _is_share(confidence):
        problems.append(Problem(FILE, line, "confidence", "E701", f"'{confidence}' is no number from 0 to 1"))
    if len(problems) > before:
        return None
    texts = {name: row[name] for name in _TEXTS if row.get(name)}
    subject, predicate, target, justification = (iris[name] for name in _REQUIRED)
    return Link(line, subject, predicate, target, justification, confidence, texts)


def _is_share(text: str) -> bool:
    try:
        return 0 <= Decimal(text) <= 1
    except InvalidOperation:
        return False


def _expand(line: int, column: str, text: str, prefixes: Mapping[str, str], problems: list[Problem]) -> str:
    prefix, colon, local = text.partition(":")
    if colon and prefix in prefixes and not local.startswith("//"):
        iri = str(prefixes[prefix]) + local
    else:
        iri = text if text.startswith(("http://", "https://")) else ""
    if not is_iri(iri):
        message = (
            f"'{text}' is no IRI and its prefix is not in the curie_map"
            if text
            else "this cell must not be empty"
        )
        problems.append(Problem(FILE, line, column, "E702" if text else "E701", message))
    return iri
