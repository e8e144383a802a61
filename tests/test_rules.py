"""Rules as a program sees them: which can be asked side by side."""

from collections.abc import Iterator

import pytest
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Variable

from kg_build import rules
from kg_build.oxigraph import OxigraphStore
from kg_build.rules import Rule

from .queries import sample

HEAD = "PREFIX dx: <https://e.org/>\n"


def made(text: str) -> Rule:
    return Rule("10-a", {}, HEAD + text)


ONE = made("CONSTRUCT { ?a dx:one ?b } WHERE { ?a dx:zero ?b }")


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("CONSTRUCT { ?a dx:two ?b } WHERE { ?a dx:zero ?b }", True),
        ("CONSTRUCT { ?a dx:two ?b } WHERE { ?a dx:one ?b }", False),
        ("CONSTRUCT { ?a dx:two ?b } WHERE { ?a dx:zero|dx:one ?b }", False),
        ("CONSTRUCT { ?a dx:two ?b } WHERE { ?a dx:zero ?b MINUS { ?a dx:one ?c } }", False),
        ("CONSTRUCT { ?a dx:two ?b } WHERE { ?a dx:zero ?b\n  # as dx:one does\n }", True),
        ('CONSTRUCT { ?a dx:two ?b } WHERE { ?a dx:zero ?b . FILTER(?b != "a \\" dx:one") }', True),
        ("CONSTRUCT { ?a dx:one ?b } WHERE { ?a dx:zero ?b }", True),
    ],
)
def test_rules_are_asked_together_if_none_reads_what_another_concludes(text: str, together: bool) -> None:
    assert len(rules.batches([ONE, made(text)])) == (1 if together else 2)


def test_all_rules_are_asked_once_and_in_order() -> None:
    batches = rules.batches(rules.load())
    assert [rule for batch in batches for rule in batch] == rules.load()
    assert max(map(len, batches)) >= 10


def test_side_by_side_is_as_one_after_another() -> None:
    alone = OxigraphStore.memory()
    alone.load(sample.HERE / "sample.ttl", sample.BASE)
    for rule in rules.load():
        alone.infer(sample.BASE, rule.text)
    everything = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    assert set(alone.construct(everything)) == set(sample.store().construct(everything))


def test_no_rule_has_a_variable_for_a_property() -> None:
    """What a rule reads is told from the terms that it names."""
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
