"""The rules that label figures, locate passages and choose the main one."""

import pytest

from kg_build import rules
from kg_build.oxigraph import OxigraphStore, parse_text
from kg_build.term import DX, SKOS, Iri, Literal
from tests.queries import sample
from tests.queries.test_rules import HEAD, THREE_YEARS, YEAR, observation, target, year

LABELS = [
    ("", "城 指标 ≥55%", "City: index ≥55%"),
    (YEAR, "城 2025年 指标 ≥55%", "City 2025: index ≥55%"),
    (year(2025), "城 2025年 指标 ≥55%", "City 2025: index ≥55%"),
    (THREE_YEARS, "城 2023–2025年 指标 ≥55%", "City 2023–2025: index ≥55%"),
    (
        'dx:periodEnd "2025-06-30"^^xsd:date',
        "城 截至2025-06-30 指标 ≥55%",
        "City as of 2025-06-30: index ≥55%",
    ),
    (
        'dx:periodStart "2025-01-01"^^xsd:date',
        "城 自2025-01-01 指标 ≥55%",
        "City from 2025-01-01: index ≥55%",
    ),
    (
        'dx:periodStart "2025-01-01"^^xsd:date ; dx:periodEnd "2025-06-30"^^xsd:date',
        "城 2025-01-01至2025-06-30 指标 ≥55%",
        "City 2025-01-01 to 2025-06-30: index ≥55%",
    ),
]
WORDS = """
<area/city> skos:prefLabel "City"@en , "城"@zh .
<indicator/i> skos:prefLabel "index"@en , "指标"@zh .
comparator:at-least dx:symbol "≥"@en , "≥"@zh .
"""


def labels(turtle: str) -> list[Literal]:
    store = OxigraphStore.memory()
    store.add(parse_text((HEAD + turtle).encode()), sample.BASE)
    found = store.construct(rules.load()[0].text)
    assert {triple[1] for triple in found} == {Iri(SKOS + "prefLabel")}
    return sorted(triple[2] for triple in found if isinstance(triple[2], Literal))


@pytest.mark.parametrize(("period", "zh", "en"), LABELS)
def test_label_of_a_figure(period: str, zh: str, en: str) -> None:
    symbol = 'unit:percent dx:symbol "%"@en , "%"@zh .'
    made = labels(target(period=period) + WORDS + symbol)
    assert [(label.language, label.value) for label in made] == [("en", en), ("zh", zh)]


def test_label_where_words_are_missing_or_double() -> None:
    made = labels(target())
    assert [label.value for label in made] == ["city 2025: i 55 percent", "city 2025年 i 55 percent"]
    double = WORDS + 'unit:percent dx:symbol "%"@en , "per cent"@en , "%"@zh .'
    assert len(labels(target() + double)) == 2


def test_label_of_a_unit_in_words_stands_apart_and_of_a_count_has_none() -> None:
    beds = 'unit:percent dx:symbol "beds"@en , "张"@zh .'
    assert [label.value for label in labels(observation("1800.50") + WORDS + beds)] == [
        "City 2025: index 1800.5 beds",
        "城 2025年 指标 1800.5张",
    ]
    count = 'unit:percent dx:symbol ""@en , "个"@zh .'
    assert labels(observation("30.0") + WORDS + count)[0].value == "City 2025: index 30"


PARTS = """
<document/d> skos:prefLabel "D"@en .
<section/whole> a dx:Section ; dcterms:isPartOf <document/d> ; oa:start 0 ; oa:end 100 ; skos:prefLabel "whole"@en .
<section/part> a dx:Section ; dcterms:isPartOf <document/d> ; oa:start 9 ; oa:end 90 ; skos:prefLabel "part"@en .
<section/row> a dx:Section ; dcterms:isPartOf <document/d> ; oa:start 9 ; oa:end 20 ; skos:prefLabel "row"@en .
<section/twin> a dx:Section ; dcterms:isPartOf <document/d> ; oa:start 9 ; oa:end 20 ; skos:prefLabel "twin"@en .
<section/other> a dx:Section ; dcterms:isPartOf <document/e> ; oa:start 0 ; oa:end 999 ; skos:prefLabel "other"@en .
<evidence/x> a dx:Evidence ; oa:hasSource <document/d> ; oa:hasSelector <evidence/x/selector> .
<evidence/x/selector> oa:start {0} ; oa:end 999 .
"""


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (0, "whole"),
        (8, "whole"),
        (9, "twin"),
        (19, "twin"),
        (20, "part"),
        (89, "part"),
        (90, "whole"),
        (99, "whole"),
        (100, "D"),
    ],
)
def test_locator_is_the_innermost_section(start: int, words: str) -> None:
    store = OxigraphStore.memory()
    store.add(parse_text((HEAD + PARTS.format(start)).encode()), sample.BASE)
    for rule in rules.load():
        store.add(store.construct(rule.text), sample.BASE)
    text = f"SELECT ?words WHERE {{ <{sample.BASE}evidence/x> <{DX}locator> ?words }}"
    assert [str(row[0]) for row in store.select(text)] == [words]
