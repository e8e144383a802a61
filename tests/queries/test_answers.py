"""What single questions answer over small graphs, in both engines."""

from typing import Any

import pytest

from kg_build import question
from kg_build.rdf import from_triples
from kg_build.rows import Rows
from kg_build.term import Literal
from tests.queries import sample
from tests.queries.test_findings import (
    END,
    LOWEST,
    PAIR,
    RELATED,
    THREE,
    UNDATED,
    YEARLY,
    concluded,
    promised,
    rate,
    same,
    seen,
    year,
)

IMPLIED = "; dx:basis <https://w3id.org/duixian/target-basis#implied>"
AT_LAST = 'dx:periodEnd "{0}-12-31"^^xsd:date'
RATIO = '<indicator/k> a dx:Indicator ; skos:prefLabel "k"@en , "丙数"@zh ; dx:indicatorKind indicator-kind:ratio .'


def answers(turtle: str, name: str, *columns: str, lang: str = "en") -> list[tuple[Any, ...]]:
    """These columns of each row, by both engines over what the rules conclude."""
    text = sample.text(question.get(name), lang)
    graph = from_triples([(s, p, o) for s, p, o, _ in concluded(turtle).quads()])
    one, other = (
        _columns(rows, columns) for rows in (concluded(turtle).select(text), sample.select(graph, text))
    )
    assert one == other, "both engines answer the same"
    return one


def _columns(rows: Rows, columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
    places = [rows.columns.index(column) for column in columns]
    return [tuple(_plain(row[place]) for place in places) for row in rows.rows]


def _plain(term: object) -> Any:
    if not isinstance(term, Literal):
        return None if term is None else str(term).removeprefix(sample.BASE)
    numeric = term.datatype.rpartition("#")[2] in {"integer", "decimal"}
    return float(str(term)) if numeric else str(term)


def silence(turtle: str) -> list[tuple[Any, ...]]:
    found = answers(
        turtle, "expectations-by-agency", "period", "expected", "reports", "notComparable", "missing"
    )
    assert all(row[1] == sum(row[2:]) for row in found)
    return found


# What should have been reported


@pytest.mark.parametrize(
    ("report", "answer", "result"),
    [
        ("", "no", None),
        (seen("x", "11"), "yes", "11items"),
        (seen("y", "11", indicator="j") + PAIR.format("comparable"), "not comparable", "C 2025: j 11items"),
        (seen("y", "11", indicator="k") + PAIR.format("related").replace("/j>", "/k>") + RATIO, "no", None),
        # What was promised is what is added, what is reported the total.
        (seen("y", "11", indicator="j") + PAIR.format("related"), "not comparable", "C 2025: j 11items"),
        (seen("x", "10", more="; dx:qualifier qualifier:about"), "not comparable", "10items"),
    ],
)
def test_what_is_reported_and_cannot_be_set_against_the_promise(
    report: str, answer: str, result: str | None
) -> None:
    words = 'qualifier:about skos:prefLabel "about"@en , "约"@zh .'
    given = promised("t", "10") + report + words
    ((told, shown),) = answers(given, "expectations", "answer", "result")
    assert (told, shown and shown.replace(" items", "items")) == (answer, result)
    chosen = {"yes": (1, 0, 0), "not comparable": (0, 1, 0), "no": (0, 0, 1)}[answer]
    assert silence(given) == [("2025", 1, *chosen)]


def test_what_comes_near_is_listed_in_both_languages() -> None:
    parts = PAIR.format("part") + PAIR.format("part").replace("/l>", "/m>").replace("/j>", "/k>") + RATIO
    given = promised("t", "10") + seen("y", "4", indicator="j") + seen("z", "5", indicator="k") + parts
    assert answers(given, "expectations", "answer", "result") == [
        ("not comparable", "C 2025: j 4 items; C 2025: k 5 items")
    ]
    assert answers(given, "expectations", "answer", "result", lang="zh") == [
        ("不可比", "市 2025年 丙数 5件;市 2025年 乙数 4件")
    ]


def test_each_year_of_an_annual_promise_is_answered_by_itself() -> None:
    given = promised("t", "10", period=THREE, more=YEARLY) + PAIR.format("comparable")
    some = given + seen("y", "11", indicator="j", period=AT_LAST.format(2024))
    assert [row[1] for row in answers(some, "expectations", "period", "answer")] == [
        "no",
        "not comparable",
        "no",
    ]
    assert silence(some) == [("2023", 1, 0, 0, 1), ("2024", 1, 0, 1, 0), ("2025", 1, 0, 0, 1)]
    # What bears no day is set beside the last year.
    undated = given + seen("y", "11", indicator="j", period=UNDATED)
    assert [row[3] for row in silence(undated)] == [0, 0, 1]


def test_a_promise_said_again_is_counted_once() -> None:
    given = promised("t", "10") + promised("again", "10", "c", more=same("t"))
    near = seen("y", "11", indicator="j") + PAIR.format("comparable")
    assert silence(given + near) == [("2025", 1, 0, 1, 0)]


# From year to year


def change(turtle: str) -> list[tuple[Any, ...]]:
    return answers(turtle, "results-over-years", "figure", "later", "change", "percent", "undated")


def key(name: str) -> str:
    return f"observation/{name}"


def test_an_undated_state_tells_no_change() -> None:
    dated = seen("a", "100", indicator="j", period=AT_LAST.format(2022))
    undated = seen("u", "80", "a", indicator="j", period=UNDATED)
    assert change(dated + undated) == [(key("a"), key("u"), None, None, "later")]
    assert change(undated + seen("v", "90", indicator="j", period=UNDATED)) == [
        (key("u"), key("v"), None, None, "both")
    ]
    # What stands between two dated ones does not hide the change from the one to the other.
    assert change(dated + undated + seen("z", "150", indicator="j")) == [
        (key("a"), key("u"), None, None, "later"),
        (key("a"), key("z"), 50, 50, None),
        (key("u"), key("z"), None, None, "earlier"),
    ]


@pytest.mark.parametrize(("indicator", "found"), [("i", []), ("j", [(key("a"), key("b"), 2, 25, None)])])
def test_only_sums_need_periods_of_one_kind(indicator: str, found: list[object]) -> None:
    given = seen("a", "8", indicator=indicator, period=AT_LAST.format(2023))
    assert change(given + seen("b", "10", indicator=indicator, period=year(2025))) == found


# Printed rates


SHARE = rate("73.91", "ratio", "73.91%") + seen("x", "442", indicator="j", period=UNDATED)
WHOLE = seen("whole", "598", period=UNDATED)


@pytest.mark.parametrize(
    ("given", "computed", "reason"),
    [
        (promised("t", "40") + seen("x", "60") + rate("150", "completion-rate", "150%"), 150, None),
        (
            promised("t", "40", more=IMPLIED) + seen("x", "60") + rate("150", "completion-rate", "150%"),
            None,
            "the promise is itself implied by this rate: computing would prove nothing",
        ),
        (
            seen("x", "60") + rate("150", "completion-rate", "150%"),
            None,
            "no promise for the same period is at hand to compute it from",
        ),
        (
            rate("150", "completion-rate", "150%").replace("dx:rateOf <observation/x> ;", ""),
            None,
            "no single number is recorded that it is the rate of",
        ),
        (
            seen("x", "60") + rate("20", "growth-rate", "20%"),
            None,
            "no earlier number is at hand to compute it from",
        ),
        (
            seen("x", "60", period=AT_LAST.format(2025))
            + seen("w", "50", period=AT_LAST.format(2024))
            + rate("20", "growth-rate", "20%"),
            20,
            None,
        ),
        (
            seen("x", "60", period=UNDATED) + rate("20", "growth-rate", "20%"),
            None,
            "the number that it is the rate of bears no day, so none is taken for the earlier one",
        ),
        (SHARE + WHOLE + PAIR.format("part"), 73.913, None),
        (SHARE + WHOLE + PAIR.format("related"), None, "no whole is recorded that it is a share of"),
        (
            SHARE + WHOLE + seen("more", "600", period=UNDATED) + PAIR.format("part"),
            None,
            "no whole is recorded that it is a share of",
        ),
        (
            SHARE + WHOLE.replace("document/b", "document/c") + PAIR.format("part"),
            None,
            "no whole is recorded that it is a share of",
        ),
        (
            SHARE + seen("whole", "598", period=END) + PAIR.format("part"),
            None,
            "no whole is recorded that it is a share of",
        ),
    ],
)
def test_a_printed_rate_is_computed_or_it_is_said_why_not(
    given: str, computed: float | None, reason: str | None
) -> None:
    found = answers(given, "printed-rates", "computed", "reason")
    assert found == [(computed, reason)]
    ((_, spoken),) = answers(given, "printed-rates", "computed", "reason", lang="zh")
    assert (spoken is None) == (reason is None)


# Scoreboards


@pytest.mark.parametrize("name", ["scoreboard-by-list", "scoreboard-by-year", "scoreboard-by-service-area"])
def test_scoreboards_tell_how_many_promises_are_only_implied(name: str) -> None:
    form = """<program/plan> dx:programType program-type:plan .
      <indicator/i> dx:serviceArea <https://w3id.org/duixian/service-area#health> ."""
    given = form + promised("t", "40", more=IMPLIED) + promised("u", "50") + seen("x", "60")
    assert answers(given, name, "targets", "exceeded", "implied") == [(2, 2, 1)]


# What became of a promise


WORDS = (
    LOWEST.format("i", "b").replace("program/plan", "program/other")
    + '<program/other> a dx:Program ; skos:prefLabel "other"@en , "他事"@zh ; dx:owner <agency/city> .'
)


@pytest.mark.parametrize(
    ("given", "reason", "closest"),
    [
        (promised("t", "10"), "due; no figure of it for that time stands in the documents at hand", None),
        (
            promised("t", "10", period=UNDATED),
            "no day is stated; no figure of it stands in the documents at hand",
            None,
        ),
        (
            promised("t", "10") + WORDS,
            "due; the documents at hand speak of it in words, without a figure",
            "said to be the most ever",
        ),
        (
            promised("t", "10") + seen("x", "12", indicator="k") + RELATED,
            "due; the documents at hand report a related figure only (“i” and “k”: why)",
            "C 2025: k 12 items",
        ),
        (promised("t", "10", period=AT_LAST.format(2031)), "not due yet", None),
        (
            promised("t", "10")
            + '<claim/all> a dx:Claim ; dx:program <program/plan> ; dx:statedIn <document/b> ; skos:prefLabel "all done"@en .',
            "said to be done; no figure is reported",
            "all done",
        ),
    ],
)
def test_what_is_not_answered_says_why_and_what_comes_closest(
    given: str, reason: str, closest: str | None
) -> None:
    again = given + promised("again", "10", more=same("t"))
    for name in ("what-became", "list-promises"):
        listed = again + "<program/plan> dx:programType program-type:plan ."
        assert answers(listed, name, "reason", "closest") == [(reason, closest)], name
        ((spoken,),) = answers(listed, name, "reason", lang="zh")
        assert spoken not in {None, reason}


def test_a_promise_of_a_program_whose_owner_is_not_known_is_counted() -> None:
    given = promised("t", "10") + promised("u", "12") + "<program/plan> dx:programType program-type:plan ."
    assert answers(given, "programs", "targets", "ofOthers") == [(2, 0)]
    bare = (
        given.replace("program/plan", "program/bare")
        + '<program/bare> a dx:Program ; skos:prefLabel "bare"@en , "空"@zh .'
    )
    assert (2, 0) in answers(bare, "programs", "targets", "ofOthers")


def test_who_leads_what_cannot_be_counted() -> None:
    given = """<program/plan> dx:programType program-type:plan .
      <program/task> a dx:Program ; skos:prefLabel "task"@en , "任务"@zh ; dx:programType program-type:task ; dx:position 1 ;
        dcterms:isPartOf <program/plan> ; dx:owner <agency/city> .
      <program/rest> a dx:Program ; skos:prefLabel "rest"@en , "其余"@zh ; dx:programType program-type:task ; dx:position 2 ;
        dcterms:isPartOf <program/plan> ; dx:owner <agency/city> .
      <responsibility/r> a dx:Responsibility ; dx:program <program/task> ; dx:agency <agency/bureau> ; dx:role <https://w3id.org/duixian/role#lead> ."""
    assert answers(given, "list-promises", "item", "lead") == [("task", "B"), ("rest", "G")]


@pytest.mark.parametrize(
    ("yearly", "single", "found"),
    [
        ("10", AT_LAST.format(2024), [("2024-12-31", 4)]),
        ("18", AT_LAST.format(2024), [("2024-12-31", 4)]),
        ("14", AT_LAST.format(2024), []),
        ("10", AT_LAST.format(2025), [("2025-12-31", 4)]),
        ("10", AT_LAST.format(2026), []),
        ("10", AT_LAST.format(2022), []),
    ],
)
def test_a_promise_of_each_year_disagrees_with_that_of_one(
    yearly: str, single: str, found: list[object]
) -> None:
    given = promised("each", yearly, period=THREE, more=YEARLY) + promised("one", "14", period=single)
    assert answers(given, "disagreeing-targets", "due", "difference") == found
    # A promise of the whole time says nothing of one year.
    whole = promised("each", yearly, period=THREE) + promised("one", "14", period=single)
    same_day = single == AT_LAST.format(2025)
    assert answers(whole, "disagreeing-targets", "due", "difference") == (found if same_day else [])
