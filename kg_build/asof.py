"""Looking back: the graph as of a day, with what was known or due by then and nothing later.

Known by a day is what stands in documents that can have been public by then (`dx:notBefore`). What the graph concludes
is dropped and concluded anew, with that day as today, so no later result judges an earlier promise.
"""

from collections.abc import Iterable
from datetime import date

from kg_build import rules
from kg_build.oxigraph import OxigraphStore
from kg_build.problem import UsageError
from kg_build.store import Store, Triple
from kg_build.term import DX, RDF, Iri, Literal, Term
from kg_build.vocabulary import OWN

GRAPH = OWN + "as-of"
"""Name of the one graph that a view holds."""

_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_TYPE, _DATE, _NOT_BEFORE = RDF + "type", "http://purl.org/dc/terms/date", DX + "notBefore"
_DERIVED = {DX + name for name in ("Assessment", "Expectation", "Finding")}
_COMPUTED = {DX + name for name in ("computedValue", "computedFrom")}
_STANDS_IN = {DX + "statedIn", "http://www.w3.org/ns/oa#hasSource"}
_PART_OF = "http://purl.org/dc/terms/isPartOf"


def view(store: Store, day: date) -> OxigraphStore:
    """Return a store in memory with the graph as of a day: what was known, and what follows from it.

    Questions are asked of it like of any other store. Raises UsageError where the graph holds no document of the day
    or before, since then nothing is known.
    """
    known = list(facts(store.construct(_ALL), day))
    if not any(predicate.value == _NOT_BEFORE for _, predicate, _ in known):
        raise UsageError(f"no document of the graph can have been public by {day}: nothing was known then")
    made = OxigraphStore.memory()
    made.add(known, GRAPH)
    rules.conclude(made, GRAPH, day)
    return made


def facts(triples: Iterable[Triple], day: date) -> Iterable[Triple]:
    """Yield what was stated by a day: neither what documents say later nor what is concluded."""
    everything = list(triples)
    gone = _concluded(everything) | _later(everything, day.isoformat())
    assigned = _assignments(everything, gone)
    for subject, predicate, value in everything:
        if subject in gone or value in gone or predicate.value in _COMPUTED:
            continue
        if (subject, predicate.value, value) in assigned:
            continue
        yield subject, predicate, value


def _concluded(triples: list[Triple]) -> set[Term]:
    return {s for s, p, o in triples if p.value == _TYPE and isinstance(o, Iri) and o.value in _DERIVED}


def _later(triples: list[Triple], day: str) -> set[Term]:
    """Documents that cannot have been public by the day, what stands in them, and replies of a later day."""
    gone: set[Term] = {
        s
        for s, p, o in triples
        if p.value in (_NOT_BEFORE, _DATE) and isinstance(o, Literal) and o.value > day
    }
    parts = {s for s, p, o in triples if p.value in _STANDS_IN and o in gone}
    sections = {s for s, p, o in triples if p.value == _PART_OF and o in gone}
    gone |= parts | sections
    # A passage's selector goes with the passage.
    gone |= {o for s, p, o in triples if s in gone and p.value == "http://www.w3.org/ns/oa#hasSelector"}
    return gone


def _assignments(triples: list[Triple], gone: set[Term]) -> set[tuple[Term, str, Term]]:
    """Agencies of programs that only documents of a later day name: each follows from a responsibility."""
    roles: dict[Term, dict[str, Term]] = {}
    for subject, predicate, value in triples:
        if predicate.value in (DX + "program", DX + "agency", DX + "role"):
            roles.setdefault(subject, {})[predicate.value.removeprefix(DX)] = value
    named: dict[bool, set[tuple[Term, str, Term]]] = {True: set(), False: set()}
    for subject, row in roles.items():
        if len(row) == 3:
            linked = f"{DX}{str(row['role']).partition('#')[2]}Agency"
            named[subject in gone].add((row["program"], linked, row["agency"]))
    return named[True] - named[False]
