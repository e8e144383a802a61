"""The report: approved, traced to the graph, escaped, self-contained, readable by all, the same each time."""

import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from kg_build.oxigraph import OxigraphStore
from kg_build.problem import UsageError
from kg_build.question import LANGUAGES
from kg_build.reporting import content, report
from kg_build.scoreboard import DIMENSIONS, STATUSES
from tests.queries import sample as question_sample
from tests.reporting import sample
from tests.reporting.page import Page

HOSTILE = (
    '<script>alert(1)</script><img src=x onerror=y> {{ 7*7 }} $\\\\frac{1}$ | a` [b](javascript:c) \\"&\\n# d'
)
RUN = "from kg_build.cli import main; main()"
NAMED = "Anle Civil Affairs Bureau"


@pytest.fixture(scope="module")
def store(built: Path) -> OxigraphStore:
    return OxigraphStore.open(built / "store")


@pytest.fixture(scope="module")
def html(store: OxigraphStore) -> str:
    return report(store, ("zh", "en"))


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


@pytest.fixture(scope="module")
def hostile(built: Path, tmp_path_factory: pytest.TempPathFactory) -> OxigraphStore:
    """The sample, with labels and an address that mean harm."""
    text = (built / "graph.nq").read_text(encoding="utf-8")
    assert f'"{NAMED}"' in text
    text = text.replace(f'"{NAMED}"', f'"{HOSTILE}"').replace(
        "<https://example.org/replies/1>", "<javascript:alert(1)>"
    )
    assert "<javascript:" in text
    changed = tmp_path_factory.mktemp("hostile") / "graph.nq"
    changed.write_text(text, encoding="utf-8")
    made = OxigraphStore.memory()
    made.load(changed)
    return made


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_report_is_the_approved_one(store: OxigraphStore, lang: str) -> None:
    approved = sample.GOLDEN / f"report.{lang}.md"
    assert sample.written(store, lang) == approved.read_text(encoding="utf-8"), f"see '{sample.UPDATE}'"


# --- numbers

COUNTED = {
    "documents": "?x a dx:SourceDocument",
    "statements": "?x a dx:Target",
    "targets": "?x a dx:Target MINUS { ?x a dx:Target ; dx:sameTargetAs ?other }",
    "agencies": "?t a dx:Target ; dx:leadAgency ?x",
    "observations": "?x a dx:Observation",
    "claims": "?x a dx:Claim",
    "findings": "?x a dx:Finding",
    **{
        status: f"?a a dx:Assessment ; dx:target ?x ; dx:status <https://w3id.org/duixian/status#{status}>"
        for status in STATUSES
    },
}


def counted(store: OxigraphStore, pattern: str) -> int:
    text = f"PREFIX dx: <https://w3id.org/duixian/def#> SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }}"
    ((number,),) = store.select(text)
    return int(str(number))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_numbers_of_the_headline_are_counts_of_the_graph(store: OxigraphStore, page: Page, lang: str) -> None:
    numbers = {name: counted(store, pattern) for name, pattern in COUNTED.items()}
    tiles = [
        int(child.text)
        for item in page.by_id(f"{lang}-numbers").children
        if item.tag == "ul"
        for line in item.children
        for child in line.children
    ]
    small = ["documents", "agencies", "targets", "observations", "claims", "findings"]
    assert tiles == [numbers[name] for name in (*STATUSES, *small)]
    sentence = next(child.text for child in page.by_id(f"{lang}-numbers").children if child.tag == "p")
    expected = content.words()[lang]["sentence"].format(**numbers)
    assert sentence == expected
    assert sum(numbers[status] for status in STATUSES) == numbers["targets"]


def test_scoreboards_add_up(store: OxigraphStore, page: Page) -> None:
    boards = [one for one in page.all("table") if one.attributes.get("class") == "numbers"]
    totals = counted(store, COUNTED["targets"])
    for lang in LANGUAGES:
        holder = page.by_id(f"{lang}-board")
        tables = [one for one in boards if one.text in holder.text]
        assert len(tables) == len(DIMENSIONS)
        for table in tables:
            rows = [one.children for one in table.children[2].children]
            figures = [[int(cell.text) for cell in row[1:]] for row in rows]
            assert all(sum(counts) == total >= implied for *counts, total, implied in figures)
            assert sum(line[-2] for line in figures) == totals


def test_no_number_is_typed() -> None:
    for words in content.words().values():
        for key, text in words.items():
            assert not re.search(r"\d", text.replace("from 0", "").replace("从 0 起", "")), key
    for name in ("report.html.jinja", "report.md.jinja"):
        text = (Path(content.__file__).parent / name).read_text(encoding="utf-8")
        bare = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", "", text)
        assert not re.search(r"\d", bare), name


def test_words_are_the_same_in_each_language() -> None:
    words = content.words()
    assert set(words) == set(LANGUAGES)
    assert set(words["en"]) == set(words["zh"])
    for key, text in words["en"].items():
        assert sorted(re.findall(r"\{\w+\}", text)) == sorted(re.findall(r"\{\w+\}", words["zh"][key])), key


# --- what it holds


def test_every_target_finding_and_reply_is_there_with_its_citation(store: OxigraphStore, html: str) -> None:
    made = content.gather(store, "en")
    page = Page(report(store, ("en",)))
    items = [item for found in made.items.values() for item in found]
    assert len(items) == counted(store, COUNTED["targets"])
    for item in items:
        assert item.target.promise in page.by_id("en").text
        assert item.promised, item.target.target
    for status in ("met", "exceeded", "missed"):
        assert all(item.reported for item in made.items[status])
    found = [one for kind in made.findings for one in kind.found]
    assert found
    assert all(one.citations for one in found)
    assert any(one.replies for one in found)
    section = page.by_id("en-findings").text
    for one in found:
        assert all(f"[{cited.start}–{cited.end}]" in section for cited in one.citations)
        for reply in one.replies:
            assert reply.text in section
            assert reply.source in section
    assert "“Unreported” is not “failed”" in page.by_id("en-numbers").text


def test_a_promise_said_twice_is_told_once_with_both_places() -> None:
    made = content.gather(question_sample.store(), "en")
    items = {item.target.target: item for found in made.items.values() for item in found}
    share = items[question_sample.BASE + "target/share"]
    assert [one.phrase for one in share.again] == ["58%"]
    assert "55%" in {one.phrase for one in share.promised}
    assert question_sample.BASE + "target/share-again" not in items
    assert made.numbers["targets"] == len(items) == made.numbers["statements"] - 1
    assert dict(made.shares) == {"Kunming": len(items) - 1, "Yunnan": 1}
    text = report(question_sample.store(), ("en",), "markdown")
    assert "also stated" in text
    assert f"Kunming {len(items) - 1}, Yunnan 1" in text
    assert "· Yunnan" in text


def test_it_can_look_back(built: Path, store: OxigraphStore) -> None:
    from datetime import date

    from kg_build.asof import view

    text = report(view(store, date(2025, 6, 30)), ("en",), "markdown", "2025-06-30")
    assert "**As of 2025-06-30" in text
    assert "exceeded: " not in text


def test_a_graph_without_findings_has_a_report(built: Path, tmp_path: Path) -> None:
    lines = (built / "graph.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not re.search(r"/(finding|expectation|reply)/", line)]
    (tmp_path / "graph.nq").write_text("".join(kept), encoding="utf-8")
    made = OxigraphStore.memory()
    made.load(tmp_path / "graph.nq")
    text = report(made, ("en",))
    assert content.words()["en"]["no_reply"] in Page(text).by_id("en-findings").text


def test_a_graph_without_assessments_has_none() -> None:
    with pytest.raises(UsageError, match="nothing to report"):
        report(OxigraphStore.memory(), ("en",))


# --- form


def test_it_is_well_formed_and_its_links_lead_somewhere(page: Page) -> None:
    names = [one.attributes["id"] for one in page.elements if "id" in one.attributes]
    assert len(names) == len(set(names))
    for link in page.all("a"):
        if link.attributes["href"].startswith("#"):
            assert link.attributes["href"][1:] in names
    for one in page.elements:
        for name in ("aria-labelledby", "aria-describedby"):
            assert one.attributes.get(name, names[0]) in names
        for reference in re.findall(r"url\(#([^)]+)\)", " ".join(one.attributes.values())):
            assert reference in names


def test_those_who_do_not_see_it_can_read_it(page: Page) -> None:
    assert page.all("html")[0].attributes["lang"] == "zh"
    assert [one.attributes["lang"] for one in page.all("main")] == ["zh", "en"]
    assert page.all("meta")[1].attributes["name"] == "viewport"
    assert all(one.attributes.get("scope") in {"col", "row"} for one in page.all("th"))
    for main in page.all("main"):
        assert main.text.strip()
    levels = [int(one.tag[1]) for one in page.elements if re.fullmatch("h[1-6]", one.tag)]
    assert levels.count(1) == len(LANGUAGES)
    assert all(after - before <= 1 for before, after in pairwise(levels))
    charts = page.all("svg")
    assert len(charts) == 4
    for chart in charts:
        assert chart.attributes["role"] == "img"
        title, description = chart.children[:2]
        assert (title.tag, description.tag) == ("title", "desc")
        assert chart.attributes["aria-labelledby"] == title.attributes["id"]
        assert chart.attributes["aria-describedby"] == description.attributes["id"]
        assert re.search(r"\d", description.text)


def test_nothing_is_loaded_from_elsewhere(html: str, page: Page) -> None:
    assert not {one.tag for one in page.elements} & {"script", "link", "img", "iframe", "object", "base"}
    for one in page.elements:
        for name, value in one.attributes.items():
            assert name not in {"src", "srcset", "data"}, one
            assert not name.startswith("on"), one
            if "://" in value:
                assert (one.tag, name) == ("a", "href") or name.startswith("xmlns"), one
    styles = "".join(one.text for one in page.all("style"))
    assert "@page" in styles
    assert "@import" not in styles
    assert "url(" not in styles
    assert "font-family: 'DejaVu" not in html


# --- harm


def test_labels_cannot_do_harm_in_html(hostile: OxigraphStore) -> None:
    text = report(hostile, ("en",))
    page = Page(text)
    assert not page.all("script")
    assert not page.all("img")
    assert not [one for one in page.all("a") if one.attributes["href"].startswith("javascript")]
    assert "<script>alert(1)</script>" in page.by_id("en-board").text
    assert "{{ 7*7 }}" in page.by_id("en-board").text
    assert "javascript:alert(1)" in page.by_id("en-findings").text


def test_labels_cannot_do_harm_in_markdown(hostile: OxigraphStore) -> None:
    text = report(hostile, ("en",), "markdown")
    assert "<script" not in re.sub(r"\\.", "", text)
    assert r"\[b\](javascript:c)" in text
    assert "\n# d" not in text
    tables = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
    assert any("alert" in table for table in tables)
    for table in tables:
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}) == 1, table


# --- the same each time


def test_the_same_graph_gives_the_same_bytes(built: Path, html: str, tmp_path: Path) -> None:
    outputs = []
    for seed, zone in (("1", "Asia/Shanghai"), ("2", "America/New_York")):
        target = tmp_path / f"{seed}.html"
        subprocess.run(
            [sys.executable, "-c", RUN, "report", "--graph", built, "--output", target],
            env={"PYTHONHASHSEED": seed, "TZ": zone, "LANG": "C", "HOME": str(tmp_path)},
            check=True,
            capture_output=True,
        )
        outputs.append(target.read_text(encoding="utf-8"))
    assert outputs[0] == outputs[1] == html


def test_order_of_the_store_does_not_matter(built: Path, store: OxigraphStore, html: str) -> None:
    made = OxigraphStore.memory()
    triples = [(s, p, o) for s, p, o, _ in store.quads()]
    made.add(sorted(triples, key=lambda triple: str(triple)[::-1], reverse=True), "urn:other")
    assert report(made, ("zh", "en")) == html


def test_without_matplotlib_it_says_so(store: OxigraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(UsageError, match=r"duixian\[report\]"):
        report(store, ("en",))
    assert report(store, ("en",), "markdown")


def test_a_word_for_every_status(store: OxigraphStore) -> None:
    assert set(content.gather(store, "zh").names) == set(STATUSES)
