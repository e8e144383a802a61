"""The command `duixian show`, run as a person runs it."""

import json
from pathlib import Path

import pytest

from kg_build.card import SHOWN, card
from kg_build.oxigraph import OxigraphStore
from kg_build.term import DX, RDF, Iri
from tests.cli import asking
from tests.cli.asking import Command
from tests.queries.sample import BASE, store


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return asking.build(tmp_path_factory.mktemp("builds"))


@pytest.fixture
def duixian(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], builds: Path) -> Command:
    return asking.runner(monkeypatch, capsys, builds)


TARGET = f"""\
Kunming 2025: share of nursing-care beds ≥55%
昆明市 2025年 护理型床位占比 ≥55%
Figure, Target  <{BASE}target/share>

statements
  indicator      share of nursing-care beds  [nursing-beds-share]
  area           Kunming  [kunming]
  comparator     at least  [at-least]
  value          55
  unit           percent  [percent]
  valueAsWritten 55
"""


def test_target(duixian: Command) -> None:
    run = duixian("show", "target/share")
    assert run.code == 0
    shown = [" ".join(line.split()) for line in run.out.splitlines()]
    expected = [" ".join(line.split()) for line in TARGET.splitlines()]
    assert shown[: len(expected)] == expected
    for words in (
        "lead agency Civil Affairs Bureau [civil-affairs-bureau]",
        "status exceeded",
        "result Kunming 2025: share of nursing-care beds 57.5% [share-lists]",
        "margin 2.5",
        "ratio 1.0455",
        "rule at-least [at-least]",
        "540–543 “55%” The plan, Table, row 1 [plan-540-543]",
        "500–505 “护理型占比” The plan, Table, row 1 [plan-500-505]",
    ):
        assert words in shown, words


def test_agency_in_chinese(duixian: Command) -> None:
    shown = [" ".join(line.split()) for line in duixian("show", "民政局", "--lang", "zh").out.splitlines()]
    assert shown[:3] == ["昆明市民政局", "Civil Affairs Bureau", f"机构 <{BASE}agency/civil-affairs-bureau>"]
    assert "隶属 昆明市人民政府 [kunming-government]" in shown
    assert "目标 (牵头机构) ×4 昆明市 2025年 食堂数 ≥30个 (仅有表述) [canteens]" in shown
    # The share is said twice and counts once.
    assert {"仅有表述 1", "未报告 1", "超额 1"} <= set(shown)
    assert "未达成 1" not in shown


@pytest.mark.parametrize(
    ("thing", "words"),
    [
        ("program/task-nursing", "×2"),
        ("indicator/nursing-beds-share", "related to"),
        ("document/plan", "×"),
        ("area/kunming", "part of"),
        ("service-area:elderly-care", "serviceArea"),
        ("claim/canteens", "“食堂开业”"),
        ("observation/beds", "1800"),
        ("evidence/plan-540-543", "locator"),
        ("assessment/share", "exceeded"),
        ("lookalike/places", "One counts public places only."),
        ("event/launch", "2023-01-31"),
    ],
)
def test_everything_has_a_card(duixian: Command, thing: str, words: str) -> None:
    run = duixian("show", thing)
    assert run.code == 0
    assert words in run.out


def test_one_language_at_a_time() -> None:
    lines = card(store(), Iri(BASE + "lookalike/places"), "en").lines
    assert [line.words for line in lines if line.property == "reason"] == ["One counts public places only."]


def test_as_data(duixian: Command) -> None:
    read = json.loads(duixian("show", "target/share", "--format", "json").out)
    assert {"section": "statements", "property": "value", "value": "55", "iri": None} in read
    assert {row["section"] for row in read} == {
        "statements",
        "assessment",
        "what it belongs to",
        "evidence",
        "linked from",
    }


def test_who_leads_what_it_belongs_to() -> None:
    def led(thing: str) -> list[tuple[str, str]]:
        lines = card(store(), Iri(BASE + thing), "en").lines
        return [(line.words, line.iri) for line in lines if line.section == "what it belongs to"]

    duty = BASE + "responsibility/task-nursing-1"
    support = ("Health Commission (supporting): Nursing beds", f"{BASE}responsibility/task-nursing-2")
    assert led("target/share") == [("Civil Affairs Bureau (lead): Nursing beds", duty), support]
    assert duty not in [iri for _, iri in led("responsibility/task-nursing-1")]
    assert led("program/task-nursing") == []


def test_long_lists_are_cut_on_a_screen_and_whole_in_data(capsys: pytest.CaptureFixture[str]) -> None:
    import sys

    many = OxigraphStore.memory()
    count = SHOWN + 5
    many.add(
        (
            (Iri(f"{BASE}target/{number}"), Iri(DX + "leadAgency"), Iri(BASE + "agency/a"))
            for number in range(count)
        ),
        BASE,
    )
    many.add([(Iri(BASE + "agency/a"), Iri(RDF + "type"), Iri(DX + "Agency"))], BASE)
    made = card(many, Iri(BASE + "agency/a"), "en")
    assert len(made.rows()) == count
    made.write(sys.stdout)
    out = capsys.readouterr().out
    assert "... +5" in out
    assert out.count("[") == SHOWN


def test_a_responsibility_is_told_in_words(duixian: Command) -> None:
    run = duixian("show", "responsibility/task-nursing-1")
    assert run.out.splitlines()[:2] == [
        "Civil Affairs Bureau (lead): Nursing beds",
        "昆明市民政局 (牵头): 护理床位",
    ]
    assert "Health Commission (supporting): Nursing beds" in duixian("show", "program/task-nursing").out


def test_a_key_of_two_things_offers_the_commands(duixian: Command) -> None:
    run = duixian("show", "plan")
    assert run.code == 2
    lines = [line.strip().rpartition("  ")[0] for line in run.err.splitlines()[1:]]
    assert lines == ["duixian show document/plan", "duixian show program/plan"]
    for line in lines:
        assert duixian(*line.split()[1:]).code == 0


@pytest.mark.parametrize(
    ("thing", "message"),
    [("zzz", "no thing in this graph is called"), ("plan", "several things"), (" ", "empty")],
)
def test_wrong_usage(duixian: Command, thing: str, message: str) -> None:
    run = duixian("show", thing)
    assert (run.code, run.out) == (2, "")
    assert message in run.err


def test_help_has_examples(duixian: Command) -> None:
    assert "duixian show 民政局\n" in duixian("show", "--help").out
