"""Expectations: counts that a pack declares, compared with its tables."""

from pathlib import Path

import pytest

from kg_build import build, csvw, expect
from kg_build.pack import Pack
from kg_build.problem import InvalidInputError

ABOUT = '[[expect]]\nabout.en = "Sample"\nabout.zh = "示例"\n'


TARGETS = (
    "accidents-2025",
    "green-cover-2025",
    "homes-built-2026",
    "library-share-2025",
    "new-jobs-yearly",
    "nursing-bed-share-2025",
    "schools-built-2025",
    "unemployment-rate-2025",
)
PROGRAMS = ("list-2026", "plan-2023", "plan-2023-elderly", "plan-2023-libraries")


@pytest.fixture
def few(copy: Path) -> Path:
    """The sample pack with a few of its rows, so that it may grow."""
    for name, kept in (("targets", TARGETS), ("programs", PROGRAMS)):
        path = copy / f"{name}.csv"
        header, *rows = path.read_text(encoding="utf-8").splitlines()
        rows = [row for row in rows if row.partition(",")[0] in kept]
        assert len(rows) == len(kept)
        path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return copy


def check(place: Path, text: str, schema: csvw.Schema) -> list[str]:
    (place / "expect.toml").write_text(ABOUT + text, encoding="utf-8")
    return [str(problem) for problem in expect.check(Pack.open(place), schema)]


@pytest.mark.parametrize(
    "text",
    [
        'table = "targets"\nexactly = 8',
        'table = "targets"\nat_least = 8\nat_most = 9',
        'table = "programs"\nwhere.type = "service-area"\nwhere.part_of = "plan-2023"\nexactly = 2',
        'table = "programs"\nwhere.type = ["plan", "annual-list"]\nexactly = 2',
        'table = "programs"\nwhere.part_of = ""\nexactly = 2',
        'table = "targets"\ndistinct = "document"\nexactly = 2',
        'table = "targets"\ndistinct = "label_evidence"\nexactly = 2',
        'table = "targets"\nwhere.document = "report"\neach = "document"\nexactly = 1',
        'table = "targets"\nsection = "plan-table"\nexactly = 1',
        'table = "programs"\nwhere.type = "service-area"\neach = "part_of"\nof = ["plan-2023"]\nexactly = 2',
    ],
)
def test_what_holds_is_no_problem(few: Path, schema: csvw.Schema, text: str) -> None:
    assert check(few, text, schema) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('table = "targets"\nexactly = 9', "Sample: targets.csv has 8, declared is 9"),
        ('table = "targets"\nat_most = 7', "Sample: targets.csv has 8, declared is at most 7"),
        ('table = "targets"\nat_least = 9\nat_most = 10', "has 8, declared is at least 9 and at most 10"),
        (
            'table = "programs"\nwhere.type = "service-area"\neach = "part_of"\nof = ["list-2026", "plan-2023"]\nexactly = 2',
            "Sample (part_of list-2026): programs.csv has 0, declared is 2",
        ),
        ('table = "targets"\neach = "document"\nexactly = 7', "Sample (document report): targets.csv has 1"),
        ('table = "targets"\nsection = "report-list"\nexactly = 2', "targets.csv has 1, declared is 2"),
    ],
)
def test_what_does_not_hold_is_told_at_its_declaration(
    few: Path, schema: csvw.Schema, text: str, told: str
) -> None:
    (problem,) = check(few, text, schema)
    assert problem.startswith(f"expect.toml:1:{text.split(chr(34))[1]} E906 ")
    assert told in problem


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('table = "targets"', "say how many"),
        ('table = "targets"\nexactly = 1\nat_most = 2', "exactly stands alone"),
        ('table = "targets"\nexactly = "1"', "whole numbers"),
        ('table = "goals"\nexactly = 1', "no table 'goals'"),
        ('table = "targets"\nexactly = 1\nwhere.kind = "x"', "no column 'kind'"),
        ('table = "targets"\nexactly = 1\nwhere.area = 3', "a text, or a list of texts"),
        ('table = "targets"\nexactly = 1\nof = ["x"]', "the column that each names"),
        ('table = "areas"\nexactly = 1\nsection = "plan"', "lie in no section"),
        ('table = "targets"\nexactly = 1\nhow = "x"', "no 'how'"),
        ('table = "targets"\nexactly = 1\n[other]', "nothing else"),
        ("=", "Invalid"),
    ],
)
def test_a_wrong_declaration_is_told(few: Path, schema: csvw.Schema, text: str, told: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        check(few, text, schema)
    assert {problem.code for problem in caught.value.problems} == {"E905"}
    assert told in str(caught.value)


def test_a_section_that_is_not_there_is_told(few: Path, schema: csvw.Schema) -> None:
    problems = check(few, 'table = "targets"\nsection = "nowhere"\nexactly = 0', schema)
    assert problems == ["expect.toml:1:section E905 sections.csv has no 'nowhere'"]


def test_a_build_holds_to_what_is_declared(copy: Path, tmp_path: Path) -> None:
    (copy / "expect.toml").write_text(ABOUT + 'table = "targets"\nexactly = 999', encoding="utf-8")
    with pytest.raises(InvalidInputError, match="E906"):
        build.assemble(Pack.open(copy), tmp_path)


def test_a_row_lost_from_the_kunming_lists_is_missed(tmp_path: Path, schema: csvw.Schema) -> None:
    """Forty items, 32 tasks, 14 divisions: one row less of any kind that is counted is found."""
    import shutil

    place = Path(shutil.copytree(Pack.open("kunming").folder, tmp_path / "kunming"))
    assert expect.check(Pack.open(place), schema) == []
    for file, part in (
        ("programs.csv", ",item,list-2025,"),
        ("programs.csv", ",task,"),
        ("areas.csv", ",District,"),
        ("responsibilities.csv", ",issuing,"),
    ):
        whole = (place / file).read_text(encoding="utf-8")
        lost = next(line for line in whole.splitlines() if part in line)
        (place / file).write_text(whole.replace(lost + "\n", ""), encoding="utf-8")
        assert expect.check(Pack.open(place), schema), lost[:40]
        (place / file).write_text(whole, encoding="utf-8")
