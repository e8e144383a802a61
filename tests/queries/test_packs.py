"""The questions over whole packs: golden answers, and defaults that give something to read."""

from typing import Any

import pytest

from kg_build import question
from kg_build.catalogue import EXAMPLES
from kg_build.oxigraph import OxigraphStore
from kg_build.question import bind
from kg_build.resolve import ALL, terms
from kg_build.term import DX
from tests.queries import packs

MAY_BE_EMPTY = {
    "contested-figures": "no two documents give different values for the same thing, place and period",
    "missed-targets": "every promise that can be judged was kept",
    "replies": "no agency has answered yet",
}
"""Questions that Kunming's documents give no row for, and why."""


@pytest.fixture(scope="module", params=sorted(packs.PACKS))
def pack(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def graph(pack: str, tmp_path_factory: pytest.TempPathFactory) -> OxigraphStore:
    return packs.store(pack, tmp_path_factory.mktemp("build"))


@pytest.fixture
def kunming(pack: str, graph: OxigraphStore) -> OxigraphStore:
    if pack != "kunming":
        pytest.skip("this is about what stands in the documents of Kunming")
    return graph


def test_answers_are_the_golden_ones(pack: str, graph: OxigraphStore) -> None:
    stale = list(packs.stale(pack, graph))
    assert not stale, f"run '{packs.UPDATE} {pack}' and look at what changed"


def test_no_golden_answer_is_without_its_question(pack: str) -> None:
    names = {path.stem for path in (packs.HERE / f"golden-{pack}").glob("*.tsv")}
    assert names == set(question.names())


def test_defaults_answer_something_of_kunming(pack: str, graph: OxigraphStore) -> None:
    if pack != "kunming":
        pytest.skip("the defaults are things of Kunming")
    empty = {asked.name for asked in question.load() if not graph.select(asked.text).rows}
    assert empty == set(MAY_BE_EMPTY)


def test_examples_of_parameters_are_found_in_kunming(pack: str, graph: OxigraphStore) -> None:
    if pack != "kunming":
        pytest.skip("the examples are things of Kunming")
    for asked in question.load():
        for name, parameter in asked.params.items():
            bind(asked, terms(graph, asked, {name: [EXAMPLES[parameter.type]]}, "en"))


def test_no_row_is_said_twice(pack: str, graph: OxigraphStore) -> None:
    for asked in question.load():
        rows = graph.select(packs.text(pack, asked)).rows
        assert len(rows) == len(set(rows)), asked.name


ONE_ROW_A_PROMISE = (
    "claims-over-gaps",
    "city-against-province",
    "kept-targets",
    "missed-targets",
    "plan-table",
    "target-against-result",
    "targets-due",
    "targets-of-agency",
    "targets-without-department",
    "unreported-targets",
    "what-became",
)


def rows(graph: OxigraphStore, name: str, lang: str = "en", **given: str) -> list[dict[str, Any]]:
    """Answer a question of all that there is but for what is given."""
    asked = question.get(name)
    every: dict[str, list[str]] = {
        key: [ALL] for key, one in asked.params.items() if one.type not in {"lang", "text"}
    }
    every |= {key: [value] for key, value in given.items()}
    return graph.select(bind(asked, terms(graph, asked, every, lang))).to_dicts()


def counted(graph: OxigraphStore, pattern: str) -> int:
    text = f"PREFIX dx: <{DX}> SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }}"
    return int(str(graph.select(text).rows[0][0]))


PROMISES = "?x a dx:Target MINUS { ?x a dx:Target ; dx:sameTargetAs ?y }"


def test_a_promise_is_one_row_and_counts_once(graph: OxigraphStore) -> None:
    said_again = {str(row[0]) for row in graph.select(f"SELECT ?x {{ ?x <{DX}sameTargetAs> ?y }}").rows}
    for name in ONE_ROW_A_PROMISE:
        found = [(row.get("claim"), row["target"]) for row in rows(graph, name)]
        assert len(found) == len(set(found)), name
        assert not said_again & {target for _, target in found}, name
    promises = counted(graph, PROMISES)
    for name, column in (("scoreboard-by-year", "targets"), ("statuses", "targets")):
        assert sum(row[column] for row in rows(graph, name)) == promises, name
    by_agency = rows(graph, "agencies-by-targets")
    assert promises <= sum(row["targets"] for row in by_agency) <= counted(graph, "?x a dx:Target")
    counts: dict[str, int] = {}
    for row in rows(graph, "assessments-by-agency"):
        counts[row["agency"]] = counts.get(row["agency"], 0) + row["targets"]
    assert counts == {row["agency"]: row["targets"] for row in by_agency if row["targets"]}


def test_any_statement_of_a_promise_may_be_asked_for(kunming: OxigraphStore) -> None:
    for again, first in kunming.select(f"SELECT ?x ?y {{ ?x <{DX}sameTargetAs> ?y }}").rows[:5]:
        (row,) = rows(kunming, "what-became", target=str(again))
        assert row["target"] == str(again)
        assert row["restated"] >= 1
        (row,) = rows(kunming, "what-became", target=str(first))
        assert row["restated"] >= 1
        assert str(again) in {one["again"] for one in rows(kunming, "same-promises", target=str(first))}


def test_an_agency_that_only_a_later_statement_names_has_its_promises(
    pack: str, graph: OxigraphStore
) -> None:
    if pack != "kunming":
        pytest.skip("the sample city says nothing twice")
    found = rows(graph, "targets-of-agency", agency="industry-bureau")
    assert len(found) == 2
    by_agency = {
        row["agency"].rpartition("/")[2]: row["targets"] for row in rows(graph, "agencies-by-targets")
    }
    assert by_agency["industry-bureau"] == 2


def test_city_and_province_are_not_mixed(kunming: OxigraphStore) -> None:
    lists = rows(kunming, "scoreboard-by-list")
    assert "yunnan-plan-2023" not in {row["list"].rpartition("/")[2] for row in lists}
    assert {row["areaName"] for row in lists if row["list"].endswith("/plan-2023")} == {
        "Kunming",
        "Yunnan Province",
    }
    for name in ("what-became", "unreported-targets", "kept-targets"):
        assert rows(kunming, name, program="yunnan-plan-2023") == [], name
        assert rows(kunming, name, program="plan-2023"), name
    silence = rows(kunming, "agencies-by-silence")
    assert silence[-1]["agency"].endswith("/yunnan-government")
    assert silence[-1]["ownDocuments"] == 0 < silence[0]["ownDocuments"]
    verdicts = {
        row["target"].rpartition("/")[2]: row["verdict"] for row in rows(kunming, "city-against-province")
    }
    assert verdicts["plan-2025-infant-mortality-rate"] == "stricter"
    assert verdicts["plan-2025-new-urban-jobs"] == "not comparable"
    assert verdicts["plan-2025-nursing-bed-share"] == "equal"


def test_every_item_of_a_list_has_a_row(kunming: OxigraphStore) -> None:
    for name in ("list-2023", "list-2024", "list-2025", "list-2026"):
        found = rows(kunming, "list-promises", list=name)
        assert {row["position"] for row in found} >= set(range(1, 11)), name
        assert all(row["promise"] or row["reason"] for row in found)
        empty = {row["position"] for row in found if not row["promise"]}
        without = rows(kunming, "items-without-target", list=name)
        assert empty == {row["position"] for row in without if row["type"] in {"list item", "task"}}
    tasks = {row["position"] for row in rows(kunming, "list-promises", list="plan-2023")}
    assert tasks >= set(range(1, 33))
    assert {
        row["program"].rpartition("/")[2]
        for row in rows(kunming, "list-promises", list="plan-2023", number="8")
    } == {"plan-2023-task-08"}
    education = rows(kunming, "items-without-target", list="plan-2023-education")
    assert len([row for row in education if row["type"] == "task"]) == 4
    growth = {
        row["item"].rpartition("/")[2]
        for row in rows(kunming, "items-without-target", list="work-report-2024")
    }
    assert "zones-output-growth-2024" in growth


def test_silence_says_what_is_said_all_the_same(kunming: OxigraphStore) -> None:
    (city,) = (
        row
        for row in rows(kunming, "what-became", indicator="infant-mortality-rate")
        if row["target"].endswith("/plan-2025-infant-mortality-rate")
    )
    assert "in words" in city["reason"]
    assert (city["reportedStart"], city["outcome"]) == (2210, "unreported")
    reasons = [row["reason"] for row in rows(kunming, "unreported-targets")]
    assert len({reason.partition(" (")[0] for reason in reasons if reason.startswith("due; ")}) == 3
    assert all(reasons)
    gaps = rows(kunming, "claims-over-gaps")
    assert gaps
    assert not any("四项" in row["phrase"] or "4项不动产" in row["phrase"] for row in gaps)


def test_leads_are_told_where_only_a_restatement_names_one(kunming: OxigraphStore) -> None:
    leads = {row["agency"].rpartition("/")[2] for row in rows(kunming, "who-leads", text="亩均产值")}
    assert leads == {"industry-bureau", "kunming-government"}
    for word in ("拥堵", "全民参保", "化工园区"):
        assert rows(kunming, "who-leads", text=word), word
    assert all("headquarters" not in row["agency"] for row in rows(kunming, "who-leads", text="禁毒"))
    (bureau, *others) = rows(kunming, "agencies-of-program", program="plan-2023-course-choice")
    assert (bureau["agency"].rpartition("/")[2], bureau["number"], len(others)) == (
        "education-sports-bureau",
        6,
        3,
    )
    homes = {row["agency"].rpartition("/")[2] for row in rows(kunming, "who-leads", text="光荣院")}
    assert "veterans-affairs-bureau" in homes


def test_tasks_of_a_plan(kunming: OxigraphStore) -> None:
    (eighth,) = rows(kunming, "tasks-of-plan", plan="plan-2023", number="8")
    assert eighth["lead"] == "Kunming Education and Sports Bureau"
    assert eighth["others"].startswith(
        "Kunming Development and Reform Commission; Kunming Civil Affairs Bureau; "
    )
    led = {
        row["agency"].rpartition("/")[2]: row["led"]
        for row in rows(kunming, "tasks-by-agency", plan="plan-2023")
    }
    assert sum(led.values()) == 32
    assert led["civil-affairs-bureau"] == len(
        rows(kunming, "tasks-of-plan", plan="plan-2023", agency="民政局")
    )


def test_words_are_found_where_they_stand(kunming: OxigraphStore) -> None:
    for word in ("家庭床位", "公租房", "临时救助"):
        assert rows(kunming, "who-leads", text=word), word
        assert rows(kunming, "figures-about", text=word), word
    assert not rows(kunming, "figures-about", text="AED")
    assert any(row["kind"] == "claim" for row in rows(kunming, "figures-about", text="养老"))
    assert len(rows(kunming, "claims", text="养老")) < len(rows(kunming, "claims", text=""))


def test_a_figure_without_a_day_is_marked_and_tells_no_change(kunming: OxigraphStore) -> None:
    (beds,) = rows(kunming, "results-over-years", indicator="elderly-care-beds")
    assert (beds["change"], beds["percent"], beds["undated"]) == (None, None, "both")
    places = rows(kunming, "results-over-years", indicator="childcare-places")
    assert [(row["undated"], row["change"]) for row in places] == [("earlier", None), ("later", None)]
    for indicator in ("food-evaluation-pass-rate", "surface-water-good-rate"):
        assert rows(kunming, "results-over-years", indicator=indicator), indicator
    (area,) = rows(kunming, "from-baseline", indicator="人均体育场地面积(平方米)")
    assert area["undated"] == "yes"
    for row in rows(kunming, "results-over-years", indicator="credit-monitoring-rank"):
        assert row["percent"] is None


def test_what_is_expected_is_reported_not_comparable_or_missing(pack: str, graph: OxigraphStore) -> None:
    by_agency: dict[str, list[int]] = {}
    for row in rows(graph, "expectations-by-agency"):
        assert row["expected"] == row["reports"] + row["notComparable"] + row["missing"]
        counts = by_agency.setdefault(row["agency"], [0, 0])
        counts[0] += row["notComparable"]
        counts[1] += row["missing"]
    silence = {row["agency"]: row for row in rows(graph, "agencies-by-silence")}
    for agency, (aside, missing) in by_agency.items():
        # Of a promise for each year, each year may be missing, or reported though not all are.
        assert aside <= silence[agency]["notComparable"] <= aside + 1, agency
        assert missing >= silence[agency]["unreported"], agency
    for row in rows(graph, "expectations"):
        assert (row["result"] is None) == (row["answer"] == "no"), row["expectation"]
    if pack == "kunming":
        (row,) = rows(graph, "expectations", indicator="renowned-teachers-and-heads-brought-in")
        assert row["answer"] == "not comparable"
        assert "317" in row["result"]
        assert "21" in row["result"]


def test_every_printed_rate_is_computed_or_says_why_not(graph: OxigraphStore) -> None:
    for row in rows(graph, "printed-rates"):
        assert (row["computed"] is None) == (row["reason"] is not None), row["figure"]


def test_promises_read_from_rates_are_counted_apart(kunming: OxigraphStore) -> None:
    for name in ("scoreboard-by-list", "scoreboard-by-year", "scoreboard-by-service-area"):
        assert sum(row["implied"] for row in rows(kunming, name)) == 22, name


def test_bare_mentions_of_a_place_are_found(kunming: OxigraphStore) -> None:
    bare = [
        row["start"]
        for row in rows(kunming, "mentions-of-place", area="anning")
        if row["how"].startswith("named here")
    ]
    assert 4938 in bare


def test_every_row_has_its_words(graph: OxigraphStore) -> None:
    for name in ("at-position", "mentions-of-place"):
        for lang in question.LANGUAGES:
            assert all(row["words"] for row in rows(graph, name, lang)), (name, lang)
