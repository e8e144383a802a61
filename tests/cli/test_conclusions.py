"""`assess`, `findings` and `report`, as a person runs them."""

import csv
import io
import json
from pathlib import Path

import pytest

from kg_build.scoreboard import DIMENSIONS, STATUSES
from tests.cli.asking import Command, runner


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], built: Path) -> Command:
    return runner(monkeypatch, capsys, built.parent)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_statuses_over_all(run: Command) -> None:
    shown = rows(run("assess", "--format", "csv").out)
    assert [row["status"] for row in shown] == list(STATUSES)
    listed = json.loads(run("assess", "--list", "--format", "json").out)
    for row in shown:
        assert int(row["targets"]) == sum(one["status"] == row["status"] for one in listed)
        assert row["definition"]
    assert rows(run("assess", "--format", "csv", "--lang", "zh").out)[0]["name"] == "达成"


@pytest.mark.parametrize("by", DIMENSIONS)
def test_scoreboards(run: Command, by: str) -> None:
    listed = json.loads(run("assess", "--list", "--format", "json").out)
    shown = rows(run("assess", "--by", by, "--format", "csv").out)
    for row in shown:
        assert int(row["total"]) == sum(int(row[status]) for status in STATUSES)
    assert sum(int(row["total"]) for row in shown) == len(listed)
    assert run("assess", "--by", by).out.splitlines()[0].split()[0] == by


def test_a_list_carries_its_evidence(run: Command) -> None:
    (one,) = json.loads(run("assess", "--list", "--agency", "民政局", "--format", "json").out)
    assert one["target"] == "https://example.org/anle/target/nursing-bed-share-2025"
    assert one["status"] == "exceeded"
    assert one["margin"] == 1.5
    assert "“不低于55%” [40–46]" in one["promisedIn"]
    assert "“达56.5%” [21–27]" in one["reportedIn"]


def test_filters_work_together(run: Command) -> None:
    base = ("assess", "--list", "--format", "json")
    both = json.loads(run(*base, "--status", "met", "--status", "missed").out)
    assert {one["status"] for one in both} == {"met", "missed"}
    plan = json.loads(run(*base, "--program", "plan-2023", "--year", "2025", "--area", "anle").out)
    assert plan
    assert len(plan) < len(json.loads(run(*base).out))
    assert json.loads(run(*base, "--service-area", "elderly-care", "--status", "missed").out) == []


def test_nothing_found_says_what_that_means(run: Command) -> None:
    told = run("assess", "--agency", "民政局", "--year", "1999")
    assert told.code == 0
    assert "Nothing in this graph answers" in told.err


def test_looking_back(run: Command) -> None:
    then = json.loads(run("assess", "--list", "--as-of", "2025-06-30", "--format", "json").out)
    assert then
    assert {one["status"] for one in then} <= {"not-due", "unreported"}
    assert {one["reportedIn"] for one in then} == {None}
    early = run("assess", "--as-of", "1999-01-01")
    assert early.code == 2
    assert "nothing was known" in early.err
    assert run("assess", "--as-of", "soon").code == 2
    assert run("findings", "--as-of", "2025-06-30").code == 0


def test_wrong_names_are_told(run: Command) -> None:
    for arguments in (("--agency", "nobody"), ("--status", "failed"), ("--by", "colour"), ("--year", "25")):
        told = run("assess", *arguments)
        assert told.code == 2, arguments
        assert told.err


def test_findings_are_listed(run: Command) -> None:
    listed = json.loads(run("findings", "--format", "json").out)
    assert {"finding", "kind", "severity", "explanation", "grounds", "evidence", "replies"} <= set(listed[0])
    assert all(one["evidence"] and one["grounds"] for one in listed)
    assert [one["severity"] for one in listed].count("high") == len(
        json.loads(run("findings", "--severity", "high", "--format", "json").out)
    )
    contested = json.loads(run("findings", "--kind", "contested", "--format", "json").out)
    assert {one["kind"] for one in contested} == {"contested"}
    wrong = run("findings", "--kind", "qqqq")
    assert wrong.code == 2
    assert "there are: " in wrong.err
    assert "contested" in wrong.err
    assert "nearest: contested (contested)" in run("findings", "--kind", "contestd").err
    within = json.loads(run("findings", "--program", "plan-2023", "--format", "json").out)
    assert 0 < len(within) < len(listed)


def test_findings_are_read(run: Command) -> None:
    shown = run("findings", "--severity", "high", "--lang", "zh")
    assert shown.code == 0
    assert "  依据  " in shown.out
    assert "  证据  " in shown.out
    assert "  答复  " in run("findings", "--lang", "zh").out


def test_reports_are_put_in_place(run: Command, tmp_path: Path) -> None:
    assert run("report", "--output", str(tmp_path / "out")).code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["report.en.html", "report.zh.html"]
    assert run("report", "--output", str(tmp_path / "one.md"), "--lang", "en").code == 0
    text = (tmp_path / "one.md").read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert run("report", "--output", "-", "--form", "markdown", "--lang", "en").out == text
    both = run("report", "--output", "-", "--form", "markdown").out
    assert both.endswith(text)
    assert len(both) > len(text) * 1.3


def test_a_report_that_cannot_be_written_is_told(run: Command, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    told = run("report", "--output", str(tmp_path / "file" / "report.html"), "--lang", "en")
    assert told.code == 2
    assert "file" in told.err
