"""`validate --changed` gives what a full run gives, whatever was changed in between, and does not do all again."""

import csv
import io
import random
import shutil
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg_build import build, changed, checks, csvw, evidence, rules
from kg_build.oxigraph import OxigraphStore
from kg_build.pack import Pack
from kg_build.problem import Cause, Problem, Severity
from kg_build.profile import Verdict
from kg_build.term import Blank, Iri
from kg_build.term import Literal as RdfLiteral

from .conftest import ANLE, ANLE_TEXTS

TABLES = sorted(path.name for path in ANLE.glob("*.csv"))
CHECKS = ("agency-outside-area", "document-older-than-figure", "orphan-area", "position-used-twice")
PROFILE = """
[severity]
orphan-area = "warning"

[[exception]]
rule = "{rule}"
file = "targets.csv"
key = "green-cover-2025"
reason = "A test."
until = {until}
"""
EXPECT = '[[expect]]\nabout.en = "a"\nabout.zh = "a"\ntable = "targets"\nexactly = 8\n'


def whole(
    verdict: Verdict,
) -> tuple[list[dict[str, object]], list[tuple[dict[str, object], dict[str, object]]]]:
    """All of a verdict, with what the comparison of problems leaves out."""
    return (
        [asdict(problem) for problem in verdict.problems],
        [(asdict(problem), asdict(waiver)) for problem, waiver in verdict.accepted],
    )


def rows_of(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))


def write(path: Path, rows: list[list[str]], quoting: Literal[0, 1] = csv.QUOTE_MINIMAL) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n", quoting=quoting).writerows(rows)


Rows = list[list[str]]


def change(place: Path, choice: random.Random) -> None:
    """One thing that a curator might do."""
    path = place / choice.choice(TABLES)
    match choice.choice(["rows", "rows", "rows", "quote", "profile", "expect", "undo"]):
        case "rows":
            write(path, choice.choice(ROWS)(rows_of(path) or [[""]], choice))
        case "quote":
            write(path, rows_of(path), csv.QUOTE_ALL)
        case "profile":
            rule = choice.choice(["agency-outside-area", "E403", "E621"])
            text = PROFILE.format(rule=rule, until=choice.choice(["2026-12-31", "2025-12-31"]))
            (place / "profile.toml").write_text(choice.choice([text, ""]), encoding="utf-8")
        case "expect":
            (place / "expect.toml").write_text(choice.choice([EXPECT, ""]), encoding="utf-8")
        case "undo":
            shutil.copy(ANLE / path.name, path)


def with_a_cell(rows: Rows, choice: random.Random) -> Rows:
    row, column = choice.choice(rows), choice.randrange(len(rows[0]))
    row[column] = choice.choice(["", "2026-12-31", "dong", "1", "plan", row[column] + "1"])
    return rows


def with_cells_swapped(rows: Rows, choice: random.Random) -> Rows:
    one, other, column = choice.choice(rows), choice.choice(rows), choice.randrange(len(rows[0]))
    one[column], other[column] = other[column], one[column]
    return rows


def without_a_row(rows: Rows, choice: random.Random) -> Rows:
    at = choice.randrange(len(rows))
    return rows[:at] + rows[at + 1 :]


ROWS: tuple[Callable[[Rows, random.Random], Rows], ...] = (
    with_a_cell,
    with_a_cell,
    with_cells_swapped,
    without_a_row,
    lambda rows, choice: [*rows, list(choice.choice(rows))],
    lambda rows, _: [rows[0], *rows[:0:-1]],
    lambda rows, choice: [
        *rows[: (at := choice.randrange(1, len(rows) + 1))],
        [""] * len(rows[0]),
        *rows[at:],
    ],
)


def few_checks(pack: Pack, store: OxigraphStore, work: Path, by: str = "") -> list[Problem]:
    """Stand for shapes and checks in many quick runs: what matters is that it depends on the graph alone."""
    return checks.run(store, pack.base, [check for check in checks.load() if check.name in CHECKS])


def nothing_concluded(store: OxigraphStore, graph: str) -> list[bytes]:
    return []


def compare(tmp_path: Path, choice: random.Random, steps: int, texts: Path | None) -> None:
    """Change a pack step by step; after each, both ways of validating agree in full."""
    shutil.rmtree(tmp_path / "anle", ignore_errors=True)
    place = Path(shutil.copytree(ANLE, tmp_path / "anle"))
    for _ in range(steps):
        change(place, choice)
        pack = Pack.open(place)
        full = changed.validate(pack, texts)
        assert whole(changed.validate(pack, texts, remember=True)) == whole(full)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where the graph's part is quick, so that many runs can be compared."""
    monkeypatch.setenv("DUIXIAN_BUILD", str(tmp_path / "build"))
    monkeypatch.setattr(build, "on_graph", few_checks)
    monkeypatch.setattr(rules, "conclude", nothing_concluded)
    return tmp_path


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(choice=st.randoms(use_true_random=False), with_texts=st.booleans())
def test_what_is_remembered_gives_what_a_full_run_gives(
    quick: Path, choice: random.Random, with_texts: bool
) -> None:
    compare(quick, choice, 5, ANLE_TEXTS if with_texts else None)


EDITS = (
    ("targets.csv", ",green-cover,anle,", ",green-cover,ping,"),
    ("targets.csv", ",parks-bureau,stated,", ",education-bureau,stated,"),
    ("observations.csv", ",2025-12-31,heading,,,report,76,", ",2026-12-31,heading,,,report,76,"),
    ("areas.csv", "990102,anle,", "990202,anle,"),
    ("sections.csv", "plan-goals,plan,23,136,", "plan-goals,plan,23,140,"),
    ("agencies.csv", ",bureau,", ",office,"),
    ("documents.csv", ",newspaper-article,", ",no-type,"),
    ("documents.csv", ",no-type,", ",newspaper-article,"),
)


def test_it_holds_with_all_shapes_checks_and_rules(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUIXIAN_BUILD", str(copy.parent / "build"))
    codes: set[str] = set()
    for file, old, new in EDITS:
        text = (copy / file).read_text(encoding="utf-8")
        assert old in text
        (copy / file).write_text(text.replace(old, new), encoding="utf-8")
        pack = Pack.open(copy)
        full = changed.validate(pack, None)
        assert whole(changed.validate(pack, None, remember=True)) == whole(full)
        codes |= {problem.code for problem in full.problems}
    assert {"E206", "E406", "E621"} <= codes


def test_evidence_counts_shapes_and_checks_are_told_together(copy: Path) -> None:
    for file, old, new in (EDITS[1], ("observations.csv", ",anle,42,percent,", ",anle,43,percent,")):
        text = (copy / file).read_text(encoding="utf-8")
        assert old in text
        (copy / file).write_text(text.replace(old, new), encoding="utf-8")
    (copy / "expect.toml").write_text(EXPECT.replace("8", "9"), encoding="utf-8")
    codes = {problem.code for problem in changed.validate(Pack.open(copy), None).problems}
    assert {"E403", "E621", "E906"} <= codes
    (copy / "areas.csv").write_text("no,such,header\n", encoding="utf-8")
    codes = {problem.code for problem in changed.validate(Pack.open(copy), None).problems}
    assert {"E104", "E403", "E906"} <= codes
    assert "E621" not in codes, "no sound graph can be made"


def test_changed_texts_are_read_again(quick: Path) -> None:
    texts = Path(shutil.copytree(ANLE_TEXTS, quick / "texts"))
    pack = Pack.open(ANLE)
    assert changed.validate(pack, texts, remember=True).problems == changed.validate(pack, texts).problems
    (texts / "plan.txt").write_text("nothing", encoding="utf-8")
    again = changed.validate(pack, texts, remember=True)
    assert whole(again) == whole(changed.validate(pack, texts))
    assert "E401" in {problem.code for problem in again.problems}


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch, quick: Path) -> list[str]:
    """The steps that are run."""
    steps: list[str] = []
    for module, name in ((evidence, "check"), (build, "read"), (build, "on_graph")):
        plain = getattr(module, name)

        def noted(*args: object, plain: Callable[..., object] = plain, name: str = name) -> object:
            steps.append(name)
            return plain(*args)

        monkeypatch.setattr(module, name, noted)
    return steps


def test_what_cannot_have_changed_is_not_done_again(ran: list[str], quick: Path) -> None:
    place = Path(shutil.copytree(ANLE, quick / "anle"))

    def steps() -> list[str]:
        ran.clear()
        changed.validate(Pack.open(place), None, remember=True)
        return list(ran)

    assert steps() == ["read", "check", "on_graph"]
    assert steps() == []
    write(place / "targets.csv", rows_of(place / "targets.csv"), csv.QUOTE_ALL)
    assert steps() == ["read", "check"]
    write(place / "dismissed.csv", rows_of(place / "dismissed.csv")[:-1])
    assert steps() == ["read", "check"]
    (place / "profile.toml").write_text('[severity]\nE414 = "error"\n')
    assert "on_graph" not in steps()
    targets = place / "targets.csv"
    targets.write_text(
        targets.read_text(encoding="utf-8").replace("2025-12-31", "2025-12-30"), encoding="utf-8"
    )
    assert steps() == ["read", "check", "on_graph"]


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"tables": 3}', '{"tables": {"key": 1}, "graph": null}'])
def test_a_memory_that_cannot_be_read_is_none(quick: Path, damage: str) -> None:
    pack = Pack.open(ANLE)
    expected = changed.validate(pack, None)
    memory = quick / "build" / ".anle.checked.json"
    changed.validate(pack, None, remember=True)
    assert memory.is_file()
    memory.write_text(damage)
    assert whole(changed.validate(pack, None, remember=True)) == whole(expected)


def test_a_pack_with_no_memory_leaves_none(quick: Path) -> None:
    changed.validate(Pack.open(ANLE), None)
    assert not (quick / "build").exists()


TERMS = st.one_of(
    st.builds(Iri, st.text()),
    st.builds(Blank, st.text()),
    st.builds(RdfLiteral, st.text(), st.text(), st.text()),
    st.none(),
)
CAUSES = st.builds(Cause, st.text(), st.text(), st.text(), TERMS, st.text(), st.text(), st.text())


@given(
    st.lists(
        st.builds(
            Problem,
            st.text(),
            st.integers(0),
            st.text(),
            st.sampled_from(["E402", "E601"]),
            st.text(),
            st.text(),
            st.one_of(st.none(), CAUSES),
            st.one_of(st.none(), st.sampled_from(Severity)),
        )
    )
)
def test_problems_are_written_and_read_without_loss(problems: list[Problem]) -> None:
    import json

    stored = json.loads(json.dumps(changed._written(problems)))
    assert [asdict(problem) for problem in changed._read(stored)] == [asdict(problem) for problem in problems]


def test_the_schema_is_that_of_the_build(schema: csvw.Schema) -> None:
    assert set(TABLES) <= {table.url for table in schema.tables.values()}
