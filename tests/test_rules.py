"""Rules as a program sees them: those of one number are asked side by side."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Variable

from kg_build import rules
from kg_build.oxigraph import OxigraphStore
from kg_build.term import Iri

from .queries import sample

EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


def test_rules_run_in_the_order_of_their_numbers() -> None:
    turns = [rule.turn for rule in rules.load()]
    assert turns == sorted(turns, key=lambda turn: (rules.FOLDERS.index(turn[0]), turn[1]))
    assert all(number.isdigit() and len(number) == 2 for _, number in turns)


def test_no_rule_needs_what_another_of_its_number_concludes() -> None:
    """One after another, in either order, they conclude what they conclude side by side."""
    for step in (1, -1):
        store = OxigraphStore.memory()
        store.load(sample.HERE / "sample.ttl", sample.BASE)
        for _, turn in groupby(rules.load(), key=attrgetter("turn")):
            for rule in list(turn)[::step]:
                store.infer(sample.BASE, rule.text)
        assert set(store.construct(EVERYTHING)) == set(sample.store().construct(EVERYTHING))


def test_rules_of_one_number_do_not_see_each_other(tmp_path: Path) -> None:
    for name, stated, concluded in (("10-b", "a", "b"), ("10-c", "b", "c"), ("20-d", "b", "d")):
        text = f"CONSTRUCT {{ ?s <urn:{concluded}> ?o }} WHERE {{ ?s <urn:{stated}> ?o }}"
        (tmp_path / f"{name}.rq").write_text(f'#+ title.en = "{name}"\n{text}', encoding="utf-8")
    store = OxigraphStore.memory()
    store.add([(Iri("urn:x"), Iri("urn:a"), Iri("urn:y"))], "urn:g")
    for _, turn in groupby(rules.load(tmp_path), key=attrgetter("turn")):
        store.infer("urn:g", *(rule.text for rule in turn))
    found = {str(triple[1]) for triple in store.construct(EVERYTHING)}
    assert found == {"urn:a", "urn:b", "urn:d"}


def test_no_rule_has_a_variable_for_a_property() -> None:
    for _, query in sample.prepared():
        predicates = {triple[1] for triple in patterns(query.algebra)}
        assert predicates
        assert not [found for found in predicates if isinstance(found, Variable)]


def patterns(part: object) -> Iterator[tuple[object, object, object]]:
    if isinstance(part, CompValue):
        if part.name == "BGP":
            yield from part["triples"]
        for value in part.values():
            yield from patterns(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from patterns(value)
