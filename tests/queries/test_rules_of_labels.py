"""The rules that label figures, locate passages and choose the main one."""

import pytest

from kg_build import rules
from kg_build.oxigraph import OxigraphStore, parse_text
from kg_build.resources import folder
from kg_build.term import DX, SKOS, Iri, Literal
from tests.queries import sample
from tests.queries.test_rules import ANNUAL, HEAD, THREE_YEARS, YEAR, observation, target, year

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
        "城 2025年以来 指标 ≥55%",
        "City since 2025: index ≥55%",
    ),
    (
        'dx:periodStart "2023-03-01"^^xsd:date',
        "城 2023-03-01以来 指标 ≥55%",
        "City since 2023-03-01: index ≥55%",
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


def _rule(name: str) -> str:
    (text,) = (rule.text for rule in rules.load() if rule.name == name)
    return text


def labels(turtle: str) -> list[Literal]:
    store = OxigraphStore.memory()
    store.add(parse_text((HEAD + turtle).encode()), sample.BASE)
    found = store.construct(_rule("10-figure-labels"))
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


PERCENT = 'unit:percent dx:symbol "%"@en , "%"@zh .'
QUALIFIERS = (folder("ontology") / "schemes" / "qualifier.ttl").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("period", "zh", "en"),
    [
        (THREE_YEARS, "城 2023–2025年每年 指标 ≥55%", "City each year 2023–2025: index ≥55%"),
        (year(2025), "城 2025年每年 指标 ≥55%", "City each year 2025: index ≥55%"),
        ("", "城 每年 指标 ≥55%", "City each year: index ≥55%"),
    ],
)
def test_a_promise_for_each_year_says_so(period: str, zh: str, en: str) -> None:
    made = labels(target(period=period, more=ANNUAL) + WORDS + PERCENT)
    assert [label.value for label in made] == [en, zh]


def hedged(key: str) -> str:
    return f"; dx:qualifier <https://w3id.org/duixian/qualifier#{key}>"


@pytest.mark.parametrize(
    ("key", "zh", "en"),
    [
        ("about", "约55%", "about 55%"),
        ("at-least", "至少55%", "at least 55%"),
        ("average", "平均55%", "on average 55%"),
        ("basically", "基本55%", "basically 55%"),
        ("cumulative", "累计55%", "in all 55%"),
        ("estimated", "预计55%", "estimated 55%"),
        ("estimated-over", "预计逾55%", "estimated over 55%"),
        ("kept-at", "保持55%", "kept at 55%"),
        ("nearly", "近55%", "nearly 55%"),
        ("over", "逾55%", "over 55%"),
        ("strive-for", "力争55%", "striven for 55%"),
        ("up-to", "至多55%", "up to 55%"),
    ],
)
def test_a_hedge_stands_before_the_number(key: str, zh: str, en: str) -> None:
    made = labels(QUALIFIERS + observation("55", more=hedged(key)) + WORDS + PERCENT)
    counted = key == "cumulative"  # up to a day, and in no year alone
    time, zh_time = ("as of 2025-12-31", "截至2025-12-31") if counted else ("2025", "2025年")
    assert [label.value for label in made] == [f"City {time}: index {en}", f"城 {zh_time} 指标 {zh}"]


@pytest.mark.parametrize(
    ("key", "comparator", "en"),
    [
        ("strive-for", "at-least", "striven for ≥55%"),
        ("basically", "equal", "basically =55%"),
        ("at-least", "at-least", "≥55%"),
        ("up-to", "at-most", "≤55%"),
        ("over", "more-than", ">55%"),
        ("nearly", "less-than", "<55%"),
        ("over", "at-least", "over ≥55%"),
        ("at-least", "not-stated", "at least 55%"),
        ("nowhere", "at-least", "≥55%"),
    ],
)
def test_a_hedge_does_not_say_again_what_the_comparator_says(key: str, comparator: str, en: str) -> None:
    signs = (folder("ontology") / "schemes" / "comparator.ttl").read_text(encoding="utf-8")
    promise = target(comparator=comparator, more=hedged(key))
    words = WORDS.replace('comparator:at-least dx:symbol "≥"@en , "≥"@zh .', "")
    assert labels(QUALIFIERS + signs + promise + words + PERCENT)[0].value == f"City 2025: index {en}"


DOUBT = '<doubt/d> a dx:Doubt ; dx:about <target/t> ; dx:reason "why"@en , "何故"@zh .'
IMPLIED = "; dx:basis <https://w3id.org/duixian/target-basis#implied>"


@pytest.mark.parametrize(
    ("more", "doubt", "zh", "en"),
    [
        (IMPLIED, "", "≥55%(按完成率推算)", "≥55% (implied by the printed rate)"),
        ("", DOUBT, "≥55%(原文存疑)", "≥55% (doubtful as printed)"),
        (
            IMPLIED,
            DOUBT,
            "≥55%(按完成率推算)(原文存疑)",
            "≥55% (implied by the printed rate) (doubtful as printed)",
        ),
        ("; dx:basis <https://w3id.org/duixian/target-basis#stated>", "", "≥55%", "≥55%"),
    ],
)
def test_what_is_implied_or_doubtful_is_marked(more: str, doubt: str, zh: str, en: str) -> None:
    made = labels(target(more=more) + doubt + WORDS + PERCENT)
    assert [label.value for label in made] == [f"City 2025: index {en}", f"城 2025年 指标 {zh}"]


def test_pair_of_look_alikes_is_named_by_both_in_their_order() -> None:
    store = OxigraphStore.memory()
    turtle = """<indicator/i> skos:prefLabel "one"@en , "甲"@zh . <indicator/j> skos:prefLabel "two"@en , "乙"@zh .
      <lookalike/l> a dx:Lookalike ; dx:indicator <indicator/j> ; dx:otherIndicator <indicator/i> ."""
    store.add(parse_text((HEAD + turtle).encode()), sample.BASE)
    assert {str(triple[2]) for triple in store.construct(_rule("20-lookalike-labels"))} == {
        "“two” and “one”",
        "“乙”与“甲”",
    }


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
