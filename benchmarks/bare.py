"""The lower bound: the triples of each table, written by f-strings made by hand for its columns.

Nothing is read of the schema, no key is escaped for an IRI; texts are looked through for the few characters that
N-Quads does not allow, since a writer that does not is wrong at the first quotation mark.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from kg_build.table import Record
from kg_build.term import escape

Cells = Mapping[str, str]

DX = "https://w3id.org/duixian/def#"
OWN = "https://w3id.org/duixian/"
DCTERMS = "http://purl.org/dc/terms/"
DC = "http://purl.org/dc/elements/1.1/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
OA = "http://www.w3.org/ns/oa#"
ORG = "http://www.w3.org/ns/org#"
XSD = "http://www.w3.org/2001/XMLSchema#"
A = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_unsafe = re.compile(r'["\\\n\r]').search


def write(table: str, records: Iterable[Record], base: str) -> Iterator[str]:
    """Yield the N-Quads of each record of a table as one text."""
    form = TABLES[table]
    return (form(record.cells, base) for record in records)


def _t(text: str) -> str:
    return escape(text) if _unsafe(text) else text


def _labels(s: str, g: str, zh: str, en: str) -> str:
    return f'{s} <{SKOS}prefLabel> "{_t(zh)}"@zh {g}{s} <{SKOS}prefLabel> "{_t(en)}"@en {g}'


def _note(c: Cells, s: str, g: str) -> str:
    english = f'{s} <{SKOS}editorialNote> "{_t(c["note"])}"@en {g}' if "note" in c else ""
    return english + (f'{s} <{SKOS}editorialNote> "{_t(c["note_zh"])}"@zh {g}' if "note_zh" in c else "")


def _others(c: Cells, s: str, g: str) -> str:
    return "".join(
        f'{s} <{SKOS}altLabel> "{_t(alt)}"@zh {g}' for alt in c.get("alt_zh", "").split("|") if alt
    )


def _passage(c: Cells, b: str, s: str, g: str) -> str:
    e = f"{b}evidence/{c['document']}-{c['start']}-{c['end']}"
    return (
        f"{s} <{DX}statedIn> <{b}document/{c['document']}> {g}"
        f'<{e}/selector> <{OA}start> "{c["start"]}"^^<{XSD}nonNegativeInteger> {g}'
        f'<{e}/selector> <{OA}end> "{c["end"]}"^^<{XSD}positiveInteger> {g}'
        f'<{e}/selector> <{OA}exact> "{_t(c["phrase"])}" {g}'
        f"{s} <{DX}evidence> <{e}> {g}"
        f"{s} <{DX}mainEvidence> <{e}> {g}"
        f"<{e}> <{A}> <{DX}Evidence> {g}"
        f"<{e}> <{OA}hasSource> <{b}document/{c['document']}> {g}"
        f"<{e}> <{OA}hasSelector> <{e}/selector> {g}"
        f"<{e}/selector> <{A}> <{OA}TextPositionSelector> {g}"
        f"<{e}/selector> <{A}> <{OA}TextQuoteSelector> {g}"
    )


def _agency(c: Cells, b: str) -> str:
    s, g = f"<{b}agency/{c['id']}>", f"<{b}> .\n"
    out = (
        f"{_labels(s, g, c['name_zh'], c['name_en'])}"
        f"{s} <{DX}agencyKind> <{OWN}agency-kind#{c['kind']}> {g}"
        f"{s} <{DX}level> <{OWN}level#{c['level']}> {g}"
        f"{s} <{DX}jurisdiction> <{b}area/{c['area']}> {g}"
        f"{s} <{A}> <{DX}Agency> {g}"
    )
    if "short_zh" in c:
        out += f'{s} <{DX}shortName> "{_t(c["short_zh"])}"@zh {g}'
    out += _others(c, s, g)
    if "part_of" in c:
        out += f"{s} <{ORG}subOrganizationOf> <{b}agency/{c['part_of']}> {g}"
    return out + _note(c, s, g)


def _area(c: Cells, b: str) -> str:
    s, g = f"<{b}area/{c['id']}>", f"<{b}> .\n"
    out = (
        f"{_labels(s, g, c['name_zh'], c['name_en'])}"
        f"{s} <{A}> <{DX}{c['class']}> {g}"
        f"{s} <{DX}areaType> <{OWN}area-type#{c['type']}> {g}"
        f"{s} <{A}> <{DX}Area> {g}"
    )
    out += _others(c, s, g)
    if "code" in c:
        out += f'{s} <{DX}divisionCode> "{c["code"]}" {g}'
    if "part_of" in c:
        out += f"{s} <{DCTERMS}isPartOf> <{b}area/{c['part_of']}> {g}"
    if "entrusted_to" in c:
        out += f"{s} <{DX}entrustedTo> <{b}area/{c['entrusted_to']}> {g}"
    return out + _note(c, s, g)


def _document(c: Cells, b: str) -> str:
    s, g = f"<{b}document/{c['id']}>", f"<{b}> .\n"
    out = (
        f"{_labels(s, g, c['title_zh'], c['title_en'])}"
        f"{s} <{DX}documentType> <{OWN}document-type#{c['type']}> {g}"
        f'{s} <{DC}publisher> "{_t(c["publisher_zh"])}"@zh {g}'
        f'{s} <{DC}publisher> "{_t(c["publisher_en"])}"@en {g}'
        f'{s} <{DX}notBefore> "{c["not_before"]}"^^<{XSD}date> {g}'
        f'{s} <{DCTERMS}language> "{_t(c["language"])}" {g}'
        f'{s} <{DX}textFile> "{c["file"]}" {g}'
        f'{s} <{DX}textDigest> "{c["text_digest"]}" {g}'
        f"{s} <{A}> <{DX}SourceDocument> {g}"
    )
    if "number" in c:
        out += f'{s} <{DX}documentNumber> "{_t(c["number"])}" {g}'
    if "signed" in c:
        out += f'{s} <{DX}dateSigned> "{c["signed"]}"^^<{XSD}date> {g}'
    if "printed" in c:
        out += f'{s} <{DX}datePrinted> "{c["printed"]}"^^<{XSD}date> {g}'
    if "published" in c:
        out += f'{s} <{DX}datePublished> "{c["published"]}"^^<{XSD}date> {g}'
    return out + _note(c, s, g)


def _section(c: Cells, b: str) -> str:
    s, g = f"<{b}section/{c['id']}>", f"<{b}> .\n"
    return (
        f"{s} <{DCTERMS}isPartOf> <{b}document/{c['document']}> {g}"
        f'{s} <{OA}start> "{c["start"]}"^^<{XSD}nonNegativeInteger> {g}'
        f'{s} <{OA}end> "{c["end"]}"^^<{XSD}positiveInteger> {g}'
        f"{_labels(s, g, c['label_zh'], c['label_en'])}"
        f"{s} <{A}> <{DX}Section> {g}"
        f"{_note(c, s, g)}"
    )


def _evidence(c: Cells, b: str) -> str:
    e, g = f"{b}evidence/{c['id']}", f"<{b}> .\n"
    return (
        f"<{e}> <{OA}hasSource> <{b}document/{c['document']}> {g}"
        f'<{e}/selector> <{OA}start> "{c["start"]}"^^<{XSD}nonNegativeInteger> {g}'
        f'<{e}/selector> <{OA}end> "{c["end"]}"^^<{XSD}positiveInteger> {g}'
        f'<{e}/selector> <{OA}exact> "{_t(c["phrase"])}" {g}'
        f"<{e}> <{A}> <{DX}Evidence> {g}"
        f"<{e}> <{OA}hasSelector> <{e}/selector> {g}"
        f"<{e}/selector> <{A}> <{OA}TextPositionSelector> {g}"
        f"<{e}/selector> <{A}> <{OA}TextQuoteSelector> {g}"
        f"{_note(c, f'<{e}>', g)}"
    )


def _program(c: Cells, b: str) -> str:
    s, g = f"<{b}program/{c['id']}>", f"<{b}> .\n"
    out = (
        f"{_labels(s, g, c['name_zh'], c['name_en'])}"
        f"{s} <{DX}programType> <{OWN}program-type#{c['type']}> {g}"
        f"{s} <{DX}owner> <{b}agency/{c['owner']}> {g}"
        f"{s} <{A}> <{DX}Program> {g}"
        f"{_passage(c, b, s, g)}"
    )
    if "part_of" in c:
        out += f"{s} <{DCTERMS}isPartOf> <{b}program/{c['part_of']}> {g}"
    if "position" in c:
        out += f'{s} <{DX}position> "{c["position"]}"^^<{XSD}positiveInteger> {g}'
    if "service_area" in c:
        out += f"{s} <{DX}serviceArea> <{OWN}service-area#{c['service_area']}> {g}"
    return out + _period(c, s, g) + _note(c, s, g)


def _period(c: Cells, s: str, g: str) -> str:
    out = ""
    if "period_start" in c:
        out += f'{s} <{DX}periodStart> "{c["period_start"]}"^^<{XSD}date> {g}'
    if "period_end" in c:
        out += f'{s} <{DX}periodEnd> "{c["period_end"]}"^^<{XSD}date> {g}'
    return out


def _responsibility(c: Cells, b: str) -> str:
    s, g = f"<{b}responsibility/{c['program']}-{c['position']}>", f"<{b}> .\n"
    return (
        f"{s} <{DX}program> <{b}program/{c['program']}> {g}"
        f"{s} <{DX}agency> <{b}agency/{c['agency']}> {g}"
        f"{s} <{DX}role> <{OWN}role#{c['role']}> {g}"
        f'{s} <{DX}position> "{c["position"]}"^^<{XSD}positiveInteger> {g}'
        f"{s} <{A}> <{DX}Responsibility> {g}"
        f"<{b}program/{c['program']}> <{DX}{c['role']}Agency> <{b}agency/{c['agency']}> {g}"
        f"{_passage(c, b, s, g)}{_note(c, s, g)}"
    )


def _indicator(c: Cells, b: str) -> str:
    s, g = f"<{b}indicator/{c['id']}>", f"<{b}> .\n"
    out = (
        f"{_labels(s, g, c['name_zh'], c['name_en'])}"
        f'{s} <{SKOS}definition> "{_t(c["definition_zh"])}"@zh {g}'
        f'{s} <{SKOS}definition> "{_t(c["definition_en"])}"@en {g}'
        f"{s} <{DX}unit> <{OWN}unit#{c['unit']}> {g}"
        f"{s} <{DX}direction> <{OWN}direction#{c['direction']}> {g}"
        f"{s} <{DX}indicatorKind> <{OWN}indicator-kind#{c['kind']}> {g}"
        f"{s} <{DX}serviceArea> <{OWN}service-area#{c['service_area']}> {g}"
        f"{s} <{A}> <{DX}Indicator> {g}"
    )
    if "minimum" in c:
        out += f'{s} <{DX}validMinimum> "{c["minimum"]}"^^<{XSD}decimal> {g}'
    if "maximum" in c:
        out += f'{s} <{DX}validMaximum> "{c["maximum"]}"^^<{XSD}decimal> {g}'
    return out + _note(c, s, g)


def _lookalike(c: Cells, b: str) -> str:
    s, g = f"<{b}lookalike/{c['id']}>", f"<{b}> .\n"
    return (
        f"{s} <{DX}indicator> <{b}indicator/{c['indicator']}> {g}"
        f"{s} <{DX}otherIndicator> <{b}indicator/{c['other']}> {g}"
        f"{s} <{DX}relation> <{OWN}relation#{c['relation']}> {g}"
        f'{s} <{DX}reason> "{_t(c["reason_zh"])}"@zh {g}'
        f'{s} <{DX}reason> "{_t(c["reason_en"])}"@en {g}'
        f"{s} <{A}> <{DX}Lookalike> {g}"
    )


def _figure(c: Cells, b: str, s: str, g: str) -> str:
    out = (
        f"{s} <{DX}indicator> <{b}indicator/{c['indicator']}> {g}"
        f"{s} <{DX}area> <{b}area/{c['area']}> {g}"
        f'{s} <{DX}value> "{c["value"]}"^^<{XSD}decimal> {g}'
        f"{s} <{DX}unit> <{OWN}unit#{c['unit']}> {g}"
        f'{s} <{DX}valueAsWritten> "{_t(c["as_written"])}" {g}'
        f"{s} <{DX}periodBasis> <{OWN}period-basis#{c['period_basis']}> {g}"
        f"{s} <{A}> <{DX}Figure> {g}"
        f"{_passage(c, b, s, g)}"
    )
    if "program" in c:
        out += f"{s} <{DX}program> <{b}program/{c['program']}> {g}"
    if "qualifier" in c:
        out += f"{s} <{DX}qualifier> <{OWN}qualifier#{c['qualifier']}> {g}"
    if "label_evidence" in c:
        out += f"{s} <{DX}evidence> <{b}evidence/{c['label_evidence']}> {g}"
    return out + _period(c, s, g) + _note(c, s, g)


def _target(c: Cells, b: str) -> str:
    s, g = f"<{b}target/{c['id']}>", f"<{b}> .\n"
    out = (
        f"{_figure(c, b, s, g)}"
        f"{s} <{A}> <{DX}Target> {g}"
        f"{s} <{DX}comparator> <{OWN}comparator#{c['comparator']}> {g}"
        f"{s} <{DX}comparatorBasis> <{OWN}comparator-basis#{c['comparator_basis']}> {g}"
        f"{s} <{DX}basis> <{OWN}target-basis#{c['basis']}> {g}"
        f"{s} <{DX}leadAgency> <{b}agency/{c['lead']}> {g}"
        f"{s} <{DX}leadBasis> <{OWN}lead-basis#{c['lead_basis']}> {g}"
    )
    if "recurrence" in c:
        out += f"{s} <{DX}recurrence> <{OWN}recurrence#{c['recurrence']}> {g}"
    if "comparator_evidence" in c:
        out += f"{s} <{DX}comparatorEvidence> <{b}evidence/{c['comparator_evidence']}> {g}"
    if "arithmetic" in c:
        out += f'{s} <{DX}arithmetic> "{_t(c["arithmetic"])}" {g}'
    if "lead_evidence" in c:
        out += f"{s} <{DX}leadEvidence> <{b}evidence/{c['lead_evidence']}> {g}"
    if "same_as" in c:
        out += f"{s} <{DX}sameTargetAs> <{b}target/{c['same_as']}> {g}"
    return out


def _observation(c: Cells, b: str) -> str:
    s, g = f"<{b}observation/{c['id']}>", f"<{b}> .\n"
    out = f"{_figure(c, b, s, g)}{s} <{A}> <{DX}Observation> {g}"
    if "rate_of" in c:
        out += f"{s} <{DX}rateOf> <{b}observation/{c['rate_of']}> {g}"
    return out


def _claim(c: Cells, b: str) -> str:
    s, g = f"<{b}claim/{c['id']}>", f"<{b}> .\n"
    return (
        f"{s} <{DX}program> <{b}program/{c['program']}> {g}"
        f"{_labels(s, g, c['text_zh'], c['text_en'])}"
        f"{s} <{DX}periodBasis> <{OWN}period-basis#{c['period_basis']}> {g}"
        f"{s} <{A}> <{DX}Claim> {g}"
        f"{_passage(c, b, s, g)}{_period(c, s, g)}{_note(c, s, g)}"
    ) + (f"{s} <{DX}indicator> <{b}indicator/{c['indicator']}> {g}" if "indicator" in c else "")


def _event(c: Cells, b: str) -> str:
    s, g = f"<{b}event/{c['id']}>", f"<{b}> .\n"
    out = (
        f"{_labels(s, g, c['name_zh'], c['name_en'])}"
        f'{s} <{DX}periodStart> "{c["date_start"]}"^^<{XSD}date> {g}'
        f'{s} <{DX}periodEnd> "{c["date_end"]}"^^<{XSD}date> {g}'
        f"{s} <{DX}datePrecision> <{OWN}date-precision#{c['precision']}> {g}"
        f"{s} <{A}> <{DX}Event> {g}"
        f"{_passage(c, b, s, g)}"
    )
    if "area" in c:
        out += f"{s} <{DX}area> <{b}area/{c['area']}> {g}"
    if "program" in c:
        out += f"{s} <{DX}program> <{b}program/{c['program']}> {g}"
    return out + _note(c, s, g)


def _member(c: Cells, b: str) -> str:
    return f"<{b}agency/{c['member']}> <{ORG}memberOf> <{b}agency/{c['group']}> <{b}> .\n"


def _mention(c: Cells, b: str) -> str:
    e, g = f"{b}evidence/{c['document']}-{c['start']}-{c['end']}", f"<{b}> .\n"
    return (
        f"<{e}> <{OA}hasSource> <{b}document/{c['document']}> {g}"
        f'<{e}/selector> <{OA}start> "{c["start"]}"^^<{XSD}nonNegativeInteger> {g}'
        f'<{e}/selector> <{OA}end> "{c["end"]}"^^<{XSD}positiveInteger> {g}'
        f'<{e}/selector> <{OA}exact> "{_t(c["phrase"])}" {g}'
        f"<{b}area/{c['area']}> <{DX}mention> <{e}> {g}"
        f"<{e}> <{A}> <{DX}Evidence> {g}"
        f"<{e}> <{OA}hasSelector> <{e}/selector> {g}"
        f"<{e}/selector> <{A}> <{OA}TextPositionSelector> {g}"
        f"<{e}/selector> <{A}> <{OA}TextQuoteSelector> {g}"
    )


def _doubt(c: Cells, b: str) -> str:
    s, g = f"<{b}doubt/{c['id']}>", f"<{b}> .\n"
    about = "".join(
        f"{s} <{DX}about> <{b}{kind}/{c[kind]}> {g}"
        for kind in ("target", "observation", "claim")
        if kind in c
    )
    return (
        f'{about}{s} <{DX}reason> "{_t(c["reason_zh"])}"@zh {g}{s} <{DX}reason> "{_t(c["reason_en"])}"@en {g}'
        f"{s} <{A}> <{DX}Doubt> {g}"
    )


def _reply(c: Cells, b: str) -> str:
    s, g = f"<{b}reply/{c['id']}>", f"<{b}> .\n"
    out = (
        f"{_labels(s, g, c['text_zh'], c['text_en'])}"
        f"{s} <{DX}findingKind> <{OWN}finding#{c['kind']}> {g}"
        f"{s} <{DX}replyTo> <{b}finding/{c['kind']}/{c['about']}> {g}"
        f"{s} <{DX}agency> <{b}agency/{c['agency']}> {g}"
        f'{s} <{DCTERMS}date> "{c["date"]}"^^<{XSD}date> {g}'
        f"{s} <{A}> <{DX}Reply> {g}"
    )
    if "evidence" in c:
        out += f"{s} <{DX}evidence> <{b}evidence/{c['evidence']}> {g}"
    if "source" in c:
        out += f"{s} <{DCTERMS}source> <{c['source']}> {g}"
    return out + _note(c, s, g)


TABLES: Mapping[str, Callable[[Cells, str], str]] = {
    "agencies": _agency,
    "areas": _area,
    "documents": _document,
    "doubts": _doubt,
    "sections": _section,
    "evidence": _evidence,
    "programs": _program,
    "responsibilities": _responsibility,
    "indicators": _indicator,
    "lookalikes": _lookalike,
    "targets": _target,
    "observations": _observation,
    "claims": _claim,
    "events": _event,
    "members": _member,
    "mentions": _mention,
    "replies": _reply,
}
"""Tables that are written here; one that is not is left out for all writers alike."""
