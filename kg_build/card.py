"""All about one thing on one screen: what is said of it, what becomes of it, on which evidence, and what points to it.

Nothing here knows a kind of thing: properties are shown under the labels that the vocabulary gives them, so a new
property appears by itself.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, TextIO

from kg_build.question import Words, bind_text
from kg_build.render import shorten, width_of
from kg_build.rows import Rows
from kg_build.store import Store
from kg_build.term import DX, RDF, SKOS, Iri, Literal, Term

SHOWN = 15
"""How many of the things that point to a thing are named on a screen; the other formats name all."""

_PREFIXES = f"""
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX dx: <{DX}>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <{SKOS}>
"""

_IN_WORDS = """{0} dx:role/skos:prefLabel ?part ; dx:agency/skos:prefLabel ?body ; dx:program/skos:prefLabel ?task .
             FILTER(LANG(?part) = ?lang && LANG(?body) = ?lang && LANG(?task) = ?lang)
             BIND(CONCAT(STR(?body), " (", STR(?part), "): ", STR(?task)) AS ?words)"""
"""What a responsibility says: it has no name of its own."""

_CALLED = f"""{_PREFIXES}
SELECT DISTINCT ?words ?lang WHERE {{
  VALUES ?thing {{ UNDEF }}
  VALUES ?lang {{ "en" "zh" }}
  {_IN_WORDS.format("?thing")}
}} ORDER BY ?lang
"""

_SAID = f"""{_PREFIXES}
SELECT DISTINCT ?property ?propertyLabel ?value ?valueLabel WHERE {{
  VALUES ?thing {{ UNDEF }}
  VALUES ?lang {{ "en" }}
  ?thing ?property ?value .
  OPTIONAL {{ ?property rdfs:label|skos:prefLabel ?propertyLabel . FILTER(LANG(?propertyLabel) = ?lang) }}
  OPTIONAL {{ ?value rdfs:label|skos:prefLabel ?valueLabel . FILTER(LANG(?valueLabel) = ?lang) }}
}} ORDER BY ?property ?value
"""

_CONCLUDED = f"""{_PREFIXES}
SELECT ?status ?observation ?observationLabel ?margin ?ratio ?rule ?ruleLabel ?reason WHERE {{
  VALUES ?thing {{ UNDEF }}
  VALUES ?lang {{ "en" }}
  ?assessment dx:target ?thing ; dx:status ?verdict ; dx:rule ?rule .
  OPTIONAL {{ ?verdict skos:prefLabel ?status . FILTER(LANG(?status) = ?lang) }}
  OPTIONAL {{ ?rule skos:prefLabel ?ruleLabel . FILTER(LANG(?ruleLabel) = ?lang) }}
  OPTIONAL {{ ?assessment dx:observation ?observation .
             ?observation skos:prefLabel ?observationLabel . FILTER(LANG(?observationLabel) = ?lang) }}
  OPTIONAL {{ ?assessment dx:margin ?margin }}
  OPTIONAL {{ ?assessment dx:ratio ?ratio }}
  OPTIONAL {{ ?assessment dx:reason ?reason . FILTER(LANG(?reason) = ?lang) }}
}} ORDER BY ?assessment ?reason
"""

_DUTIES = f"""{_PREFIXES}
SELECT DISTINCT ?roleName ?words ?duty WHERE {{
  VALUES ?thing {{ UNDEF }}
  VALUES ?lang {{ "en" }}
  ?thing (dx:program|dcterms:isPartOf)/dcterms:isPartOf* ?whole .
  ?duty dx:program ?whole ; dx:role ?role .
  FILTER EXISTS {{ ?chief dx:program ?whole ; dx:role <https://w3id.org/duixian/role#lead> }}
  FILTER(?role IN (<https://w3id.org/duixian/role#lead>, <https://w3id.org/duixian/role#supporting>) && ?duty != ?thing)
  OPTIONAL {{ ?role skos:prefLabel ?roleName . FILTER(LANG(?roleName) = ?lang) }}
  {_IN_WORDS.format("?duty")}
}} ORDER BY ?role ?duty
"""
"""Who leads and supports what a thing belongs to, which may be all that is known of who answers for it."""

_PROVEN = f"""{_PREFIXES}
SELECT DISTINCT ?document ?locator ?start ?end ?phrase ?passage WHERE {{
  VALUES ?thing {{ UNDEF }}
  VALUES ?lang {{ "en" }}
  ?thing dx:evidence|dx:comparatorEvidence|dx:leadEvidence ?passage .
  ?passage oa:hasSource ?source ; oa:hasSelector ?selector .
  ?selector oa:start ?start ; oa:end ?end ; oa:exact ?phrase .
  OPTIONAL {{ ?source skos:prefLabel ?document . FILTER(LANG(?document) = ?lang) }}
  OPTIONAL {{ ?passage dx:locator ?locator . FILTER(LANG(?locator) = ?lang) }}
}} ORDER BY ?source ?start ?end
"""

_POINTING = f"""{_PREFIXES}
SELECT DISTINCT ?property ?propertyLabel ?kind ?subject ?label ?first ?status WHERE {{
  VALUES ?thing {{ UNDEF }}
  VALUES ?lang {{ "en" }}
  ?subject ?property ?thing .
  FILTER(?property NOT IN (dx:target, oa:hasSource, prov:wasDerivedFrom, dx:mainEvidence))
  OPTIONAL {{ ?property rdfs:label|skos:prefLabel ?propertyLabel . FILTER(LANG(?propertyLabel) = ?lang) }}
  OPTIONAL {{ ?subject a ?class . ?class rdfs:label|skos:prefLabel ?kind .
             FILTER(LANG(?kind) = ?lang && ?class NOT IN (dx:Figure, dx:Area)) }}
  OPTIONAL {{ ?subject skos:prefLabel ?own . FILTER(LANG(?own) = ?lang) }}
  OPTIONAL {{ {_IN_WORDS.format("?subject")} }}
  BIND(COALESCE(?own, ?words) AS ?label)
  OPTIONAL {{ ?subject dx:sameTargetAs ?first }}
  OPTIONAL {{ ?assessment dx:target ?subject ; dx:status/skos:prefLabel ?status . FILTER(LANG(?status) = ?lang) }}
}} ORDER BY ?property ?kind ?subject
"""

_DCTERMS = "http://purl.org/dc/terms/"
_STANDARD = {
    SKOS + "altLabel": Words("also called", "又称"),
    SKOS + "definition": Words("definition in this graph", "本图谱之定义"),
    SKOS + "editorialNote": Words("note", "说明"),
    SKOS + "exactMatch": Words("same as", "等同"),
    SKOS + "inScheme": Words("scheme", "所属体系"),
    SKOS + "related": Words("related to", "相关"),
    _DCTERMS + "isPartOf": Words("part of", "属于"),
    _DCTERMS + "language": Words("language", "语言"),
    "http://purl.org/dc/elements/1.1/publisher": Words("publisher", "发布者"),
    "http://www.w3.org/ns/org#memberOf": Words("member of", "所属群体"),
    "http://www.w3.org/ns/org#subOrganizationOf": Words("part of", "隶属"),
}
"""Names of properties of other vocabularies, which carry no labels in the graph."""

_FIRST = tuple(
    DX + name
    for name in ("indicator", "area", "comparator", "value", "unit", "valueAsWritten", "periodStart")
)
"""Properties that open the card; the others follow by their labels."""

_ELSEWHERE = frozenset(
    (
        RDF + "type",
        SKOS + "prefLabel",
        *(DX + name for name in ("evidence", "mainEvidence", "comparatorEvidence", "leadEvidence")),
    )
)
"""Properties that have a place of their own on the card."""

_SAYS = Words("statements", "表述")
_JUDGES = Words("assessment", "评估")
_BELONGS = Words("what it belongs to", "所属事项")
_PROVES = Words("evidence", "证据")
_POINTS = Words("linked from", "被引用")


class Line(NamedTuple):
    """A line of the card: its section, what it is, its words, and the IRI of what they name, if it is a thing."""

    section: str
    property: str
    words: str
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """All about a thing: its IRI, its names, its kinds, and the lines."""

    iri: str
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    lines: tuple[Line, ...]

    def rows(self) -> Rows:
        """Return the lines as rows of section, property, value and IRI."""
        made: list[tuple[Term | None, ...]] = [
            (
                Literal(line.section),
                Literal(line.property),
                Literal(line.words),
                Iri(line.iri) if line.iri else None,
            )
            for line in self.lines
        ]
        return Rows(("section", "property", "value", "iri"), made)

    def write(self, stream: TextIO) -> None:
        """Write the card for a person: each property once, with a count where several things point here."""
        stream.write("\n".join([*self.names, f"{', '.join(self.kinds)}  <{self.iri}>".strip()]) + "\n")
        section = ""
        for (name, prop), group in _groups(self.lines).items():
            if name != section:
                section = name
                stream.write(f"\n{section}\n")
                size = max(width_of(line.property) for line in self.lines if line.section == section)
            head = prop
            rest = len(group) - SHOWN
            for line in group if rest <= 1 else group[:SHOWN]:
                key = f"  [{shorten(line.iri)}]" if line.iri else ""
                stream.write(f"  {head}{' ' * (size - width_of(head))}  {line.words}{key}\n")
                head = ""
            if rest > 1:
                stream.write(f"  {' ' * size}  ... +{rest}\n")


def card(store: Store, thing: Iri, lang: str) -> Card:
    """Return all that the graph says about a thing, in a language ("en" or "zh")."""
    values: dict[str, list[Term]] = {"thing": [thing], "lang": [Literal(lang)]}
    said = store.select(bind_text(_SAID, values)).rows
    names = {
        str(row[2]): row[2].language
        for row in said
        if _is(row[0], SKOS + "prefLabel") and isinstance(row[2], Literal)
    }
    if not names:
        names = {
            str(words): str(called) for words, called in store.select(bind_text(_CALLED, {"thing": [thing]}))
        }
    pointing = store.select(bind_text(_POINTING, values))
    lines = [
        *_statements(said, lang),
        *(_conclusions(store.select(bind_text(_CONCLUDED, values)), lang) or _ends(pointing, lang)),
        *_duties(store.select(bind_text(_DUTIES, values)), lang),
        *_passages(store.select(bind_text(_PROVEN, values)), lang),
        *_pointers(pointing, lang),
    ]
    return Card(
        thing.value,
        tuple(sorted(names, key=lambda name: (names[name] != lang, name))) or (shorten(thing.value),),
        tuple(sorted({_words(row[3], row[2]) for row in said if _is(row[0], RDF + "type")})),
        tuple(lines),
    )


def _statements(said: Iterable[tuple[Term | None, ...]], lang: str) -> list[Line]:
    found: list[tuple[int, str, Line]] = []
    for prop, label, value, value_label in said:
        name = str(prop)
        if name in _ELSEWHERE or (isinstance(value, Literal) and value.language not in {"", lang}):
            continue
        line = Line(_SAYS(lang), _name(prop, label, lang), _words(value_label, value), _iri(value))
        found.append((_FIRST.index(name) if name in _FIRST else len(_FIRST), line.property, line))
    return [line for *_, line in sorted(found)]


def _conclusions(rows: Rows, lang: str) -> list[Line]:
    """Say what became of a target, once."""
    found: list[Line] = []
    names = Words("result|margin|ratio|rule|reason", "结果|差额|比率|规则|理由")(lang).split("|")
    for status, observation, label, margin, ratio, rule, rule_label, reason in rows:
        found.append(Line(_JUDGES(lang), Words("status", "结论")(lang), _words(status, None)))
        values = ((label, observation), (margin, None), (ratio, None), (rule_label, rule), (reason, None))
        for name, (words, thing) in zip(names, values, strict=True):
            if words is not None or thing is not None:
                found.append(Line(_JUDGES(lang), name, _words(words, thing), _iri(thing)))
    return list(dict.fromkeys(found))


def _ends(rows: Rows, lang: str) -> list[Line]:
    """Count the promises that point here by what became of them: each once, where several of its statements do."""
    ends: dict[str, set[str]] = {}
    here = {str(row[3]) for row in rows}
    for *_, subject, _, first, status in rows:
        if status is not None and str(first) not in here:
            ends.setdefault(str(status), set()).add(str(subject))
    return [Line(_JUDGES(lang), end, str(len(targets))) for end, targets in sorted(ends.items())]


def _duties(rows: Rows, lang: str) -> Iterator[Line]:
    for role, words, duty in rows:
        yield Line(_BELONGS(lang), _words(role, None), _words(words, None), _iri(duty))


def _passages(rows: Rows, lang: str) -> Iterator[Line]:
    for document, locator, start, end, phrase, passage in rows:
        place = ", ".join(dict.fromkeys(str(part) for part in (document, locator) if part is not None))
        yield Line(_PROVES(lang), f"{start}–{end}", f"“{phrase}”  {place}", _iri(passage))


def _pointers(rows: Rows, lang: str) -> list[Line]:
    """Say what points here, and how many things do in each role."""
    found: dict[tuple[str, str], list[Line]] = {}
    for prop, label, kind, subject, subject_label, _, status in rows:
        name = _name(prop, label, lang)
        role = (name if kind is None else str(kind), "" if kind is None else name)
        verdict = "" if status is None else f"  ({status})"
        found.setdefault(role, []).append(
            Line("", "", _words(subject_label, subject) + verdict, _iri(subject))
        )
    counted: list[Line] = []
    for (what, name), group in found.items():
        title = f"{what} ({name}) ×{len(group)}" if name else f"{what} ×{len(group)}"
        counted += [Line(_POINTS(lang), title, line.words, line.iri) for line in group]
    return counted


def _groups(lines: Iterable[Line]) -> dict[tuple[str, str], list[Line]]:
    groups: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        groups.setdefault((line.section, line.property), []).append(line)
    return groups


def _is(term: Term | None, iri: str) -> bool:
    return isinstance(term, Iri) and term.value == iri


def _iri(term: Term | None) -> str:
    return term.value if isinstance(term, Iri) else ""


def _words(label: Term | None, thing: Term | None) -> str:
    if label is not None:
        return str(label)
    return shorten(thing.value) if isinstance(thing, Iri) else str(thing or "")


def _name(prop: Term | None, label: Term | None, lang: str) -> str:
    standard = _STANDARD.get(str(prop))
    if label is None and standard:
        return standard(lang)
    return str(label) if label is not None else str(prop).replace("#", "/").rpartition("/")[2]
