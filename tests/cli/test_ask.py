"""The command `duixian ask`, run as a person runs it."""

import csv
import io
import json
from pathlib import Path

import pytest

from kg_build import question
from kg_build.question import LANGUAGES
from tests.cli import asking
from tests.cli.asking import Command
from tests.queries import sample


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return asking.build(tmp_path_factory.mktemp("builds"))


@pytest.fixture
def duixian(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], builds: Path) -> Command:
    return asking.runner(monkeypatch, capsys, builds)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_a_question_all_are_listed_by_group(duixian: Command, lang: str) -> None:
    run = duixian("ask", "--lang", lang)
    assert run.code == 0
    lines = run.out.splitlines()
    assert [line for line in lines if not line.startswith(" ")] == [
        title[lang] for title in question.GROUPS.values()
    ]
    assert [line.split()[0] for line in lines if line.startswith(" ")] == [
        one.name for one in question.load()
    ]
    assert all(one.question(lang) in run.out for one in question.load())


def test_list_as_data(duixian: Command) -> None:
    read = json.loads(duixian("ask", "--format", "json").out)
    assert {row["name"] for row in read} == set(question.names())
    assert set(read[0]) == {"name", "group", "title", "question"}


def test_language_comes_from_the_environment(duixian: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUIXIAN_LANG", "zh")
    assert "谁负责" in duixian("ask").out
    assert "昆明市" in duixian("ask", "figures-of-area", "--area", "kunming").out


@pytest.mark.parametrize("name", question.names())
def test_help_of_each_question_explains_it(duixian: Command, name: str) -> None:
    run = duixian("ask", name, "--help")
    asked = question.get(name)
    assert run.code == 0
    text = " ".join(run.out.split())
    for words in (asked.title, asked.question):
        assert words.en in text
    for parameter in asked.params.values():
        assert f"--{parameter.name}" in text
        assert parameter.type == "lang" or " ".join(parameter.about.en.split()) in text
    for column in asked.returns:
        assert f"{column}:" in text


def everything(name: str) -> list[str]:
    """Arguments that ask for all that there is, whatever the defaults are."""
    params = question.get(name).params.values()
    given = [(f"--{one.name}", "" if one.type == "text" else "all") for one in params if one.type != "lang"]
    return [word for pair in given for word in pair]


@pytest.mark.parametrize("name", question.names())
def test_a_table_has_the_columns_that_a_person_reads_first(duixian: Command, name: str) -> None:
    asked = question.get(name)
    run = duixian("ask", name, *everything(name))
    assert run.code == 0
    assert tuple(run.out.splitlines()[0].split()) == asked.table
    # Two names, all seven statuses with their total, and what they rest on.
    assert len(asked.table) <= 11
    wide = duixian("ask", name, *everything(name), "--wide")
    assert tuple(wide.out.splitlines()[0].split()) == tuple(asked.returns)
    chinese = duixian("ask", name, *everything(name), "--lang", "zh")
    first = chinese.out.splitlines()[0].split()[0]
    assert asked.returns[asked.table[0]].zh.startswith(first)
    assert not set(first) & set("(;:,")


def test_an_empty_answer_says_what_that_means(duixian: Command) -> None:
    run = duixian("ask", "targets-due", "--year", "1999")
    assert run.code == 0
    assert question.get("targets-due").nothing.en in run.err
    run = duixian("ask", "series", "--indicator", "canteens", "--area", "yunnan", "--lang", "zh")
    assert question.NOTHING["zh"] in run.err


@pytest.mark.parametrize("name", question.names())
def test_each_question_answers_its_golden_answer(duixian: Command, name: str) -> None:
    run = duixian("ask", name, *everything(name), "--format", "csv", "--lang", "zh")
    assert run.code == 0
    assert run.out == (sample.GOLDEN / f"{name}.zh.csv").read_text(encoding="utf-8")


def test_parameters_narrow_the_answer(duixian: Command) -> None:
    def targets(*arguments: str) -> list[str]:
        run = duixian("ask", "targets-due", "--format", "csv", *arguments)
        return [row["target"].rpartition("/")[2] for row in csv.DictReader(io.StringIO(run.out))]

    assert targets("--year", "2026") == ["beds-2026"]
    assert targets("--agency", "卫健委") == ["places"]
    assert targets("--agency", "卫健委", "--agency", "云南") == ["places", "share-province"]
    assert len(targets("--agency", "all")) == len(targets()) == 7
    assert targets("--year", "1999") == []


def test_default_can_be_widened_to_all(duixian: Command) -> None:
    assert duixian("ask", "targets-of-agency", "--agency", "all", "--format", "csv").out.count("\n") == 9


def test_language_given_before_the_question_holds_for_it(duixian: Command) -> None:
    assert "标题" not in duixian("ask", "documents").out
    assert "规划" in duixian("ask", "--lang", "zh", "documents").out


def test_text_is_data(duixian: Command) -> None:
    assert duixian("ask", "figures-about", "--text", "BEDS", "--format", "csv").out.count("\n") == 10
    run = duixian("ask", "figures-about", "--text", '" } DROP ALL #', "--format", "csv")
    assert (run.code, run.out.count("\n")) == (0, 1)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("unreported-target",), "did you mean unreported-targets"),
        (("unreported-targets", "--agency", "民证局"), "nearest"),
        (("unreported-targets", "--agency", "government"), "give this parameter once for each"),
        (("unreported-targets", "--colour", "red"), "No such option"),
        (("targets-due", "--year", "soon"), "four digits"),
        (("documents", "--format", "xml"), "Invalid value"),
        (("documents", "--graph", "nowhere"), "no built graph 'nowhere'"),
        (("documents", "--endpoint", "file:///x"), "endpoint is an http address"),
    ],
)
def test_wrong_usage(duixian: Command, arguments: tuple[str, ...], message: str) -> None:
    run = duixian("ask", *arguments)
    assert (run.code, run.out) == (2, "")
    assert message in run.err
