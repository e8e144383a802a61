"""What a person types becomes the IRI that is meant, or a message that helps."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg_build.problem import UsageError
from kg_build.question import KINDS, get
from kg_build.resolve import AmbiguousError, resolve, terms
from kg_build.term import XSD, Iri, Literal, nt
from tests.queries.sample import BASE, store

CONCEPT = "https://w3id.org/duixian/service-area#elderly-care"


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        (BASE + "agency/civil-affairs-bureau", "agency", "agency/civil-affairs-bureau"),
        ("civil-affairs-bureau", "agency", "agency/civil-affairs-bureau"),
        ("agency/civil-affairs-bureau", "agency", "agency/civil-affairs-bureau"),
        ("agency/civil-affairs-bureau", "thing", "agency/civil-affairs-bureau"),
        ("civil-affairs-bureau", "thing", "agency/civil-affairs-bureau"),
        ("昆明市民政局", "agency", "agency/civil-affairs-bureau"),
        ("民政局", "agency", "agency/civil-affairs-bureau"),
        ("市民政局", "agency", "agency/civil-affairs-bureau"),
        ("  民政局 ", "agency", "agency/civil-affairs-bureau"),
        ("Civil Affairs Bureau", "agency", "agency/civil-affairs-bureau"),
        ("civil AFFAIRS", "agency", "agency/civil-affairs-bureau"),
        ("ｃｉｖｉｌ　ａｆｆａｉｒｓ", "agency", "agency/civil-affairs-bureau"),
        ("卫健", "agency", "agency/health-commission"),
        ("Kunming", "area", "area/kunming"),
        ("kunming", "area", "area/kunming"),
        ("昆明", "area", "area/kunming"),
        ("昆明", "agency", "agency/kunming-government"),
        ("昆明市", "agency", "agency/kunming-government"),
        ("云南省", "agency", "agency/yunnan-government"),
        ("昆明", "thing", "area/kunming"),
        ("护理型床位占比(%)", "indicator", "indicator/nursing-beds-share"),
        ("护理型床位占比％", "indicator", "indicator/nursing-beds-share"),
        ("护理型占比", "indicator", "indicator/nursing-beds-share"),
        ("护理型占比%", "indicator", "indicator/nursing-beds-share"),
        ("任务1", "program", "program/task-nursing"),
        ("task 1", "thing", "program/task-nursing"),
        ("plan/1", "program", "program/task-nursing"),
        ("三年规划 第1项任务", "program", "program/task-nursing"),
        ("list-2025 2", "program", "program/list-2025-2"),
        ("2025年清单 第2件", "program", "program/list-2025-2"),
        ("plan", "document", "document/plan"),
        ("plan", "program", "program/plan"),
        ("share", "target", "target/share"),
        ("share", "thing", "target/share"),
        ("assessment/share", "thing", "assessment/share"),
        ("share-review", "figure", "observation/share-review"),
        ("2025: new beds 1800", "figure", "observation/beds"),
        ("canteens", "indicator", "indicator/canteens"),
    ],
)
def test_found(text: str, kind: str, found: str) -> None:
    assert resolve(store(), text, kind) == Iri(BASE + found)


@pytest.mark.parametrize("text", ["elderly-care", "service-area:elderly-care", "养老", "elderly", CONCEPT])
def test_concept(text: str) -> None:
    assert resolve(store(), text, "service-area") == Iri(CONCEPT)


def test_exact_name_outweighs_part_of_a_name() -> None:
    assert resolve(store(), "child-care places", "indicator") == Iri(BASE + "indicator/places")


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        ("commission b", "agency", "no agency"),
        ("1", "program", "several things"),
        ("item 1", "program", "several things"),
        ("nowhere 1", "program", "no program"),
        ("plan 9", "program", "no program"),
        ("elderly-cares", "service-area", r"nearest: elderly care \(elderly-care\)"),
        ("zzz", "service-area", "there are: child-care, elderly-care$"),
        ("plan", "thing", "document/plan"),
        ("civil afairs bureu", "agency", r"nearest: Civil Affairs Bureau \(civil-affairs-bureau\)"),
        ("civil-afairs-bureau", "agency", "civil-affairs-bureau"),
        ("zzz", "agency", "no agency in this graph is called 'zzz'$"),
        ("civil-affairs-bureau", "area", "no area"),
        ("elderly care", "agency", "no agency"),
        ("percent", "service-area", "no service-area"),
        (BASE + "agency/none", "agency", "knows nothing"),
        ("http://a b", "agency", "not an IRI"),
        ("unit:nothing-of-this-name", "thing", "knows nothing"),
        ("nothing:here", "agency", "no agency"),
        ("", "agency", "empty"),
        (" \t", "thing", "empty"),
        ("x", "colour", "no kind"),
    ],
)
def test_not_found(text: str, kind: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        resolve(store(), text, kind)


def test_ambiguous_lists_every_candidate_with_its_name() -> None:
    with pytest.raises(UsageError) as error:
        resolve(store(), "government", "agency")
    lines = str(error.value).splitlines()
    assert [line.split()[0] for line in lines[1:]] == [
        "agency/kunming-government",
        "agency/yunnan-government",
    ]


def test_ambiguous_names_are_of_the_language_asked_for() -> None:
    for lang, name in (("en", "Kunming Municipal Government"), ("zh", "昆明市人民政府")):
        with pytest.raises(AmbiguousError) as error:
            resolve(store(), "government", "agency", lang)
        assert error.value.found[0] == ("agency/kunming-government", name)
    assert "duixian show agency/kunming-government" in error.value.told("duixian show ")


def test_several_are_taken_by_giving_each() -> None:
    with pytest.raises(UsageError, match="to take several of them, give this parameter once for each"):
        terms(store(), get("targets-due"), {"agency": ["government"]}, "en")


def test_long_lists_are_cut() -> None:
    with pytest.raises(UsageError, match=r"\.\.\. and \d+ more"):
        resolve(store(), "2025", "figure")


@settings(deadline=None, max_examples=60)
@given(st.text(min_size=1, max_size=20), st.sampled_from(sorted(KINDS)))
def test_any_text_is_a_thing_of_the_graph_or_told(text: str, kind: str) -> None:
    try:
        found = resolve(store(), text, kind)
    except UsageError:
        return
    assert store().ask(f"ASK {{ {{ {nt(found)} ?p ?o }} UNION {{ ?s ?q {nt(found)} }} }}")


def test_injection_is_a_name_that_nothing_has() -> None:
    for text in ('x" } { ?thing ?p ?o } #', "x\\u0022 } #", 'x"@en } DROP ALL #', "x> } #"):
        with pytest.raises(UsageError, match=r"no agency|not an IRI"):
            resolve(store(), text, "agency")


def test_terms_of_a_question() -> None:
    asked = get("targets-due")
    found = terms(store(), asked, {"agency": ["民政局", "卫健委"], "year": ["2025"]}, "zh")
    assert found == {
        "agency": [Iri(BASE + "agency/civil-affairs-bureau"), Iri(BASE + "agency/health-commission")],
        "year": [Literal("2025", XSD + "integer")],
        "lang": [Literal("zh")],
    }
    assert terms(store(), asked, {"agency": ["all"]}, "en")["agency"] == ()
    assert terms(store(), get("figures-about"), {"text": ["all"]}, "en")["text"] == [Literal("all")]


@pytest.mark.parametrize("year", ["25", "20255", "二〇二五", "2025 ", "２０２５"])
def test_year_has_four_digits(year: str) -> None:
    with pytest.raises(UsageError, match="four digits"):
        terms(store(), get("targets-due"), {"year": [year]}, "en")


def test_unknown_parameter() -> None:
    with pytest.raises(UsageError, match="has no parameter 'bureau'"):
        terms(store(), get("targets-due"), {"bureau": ["x"]}, "en")
