"""Each check has examples: edits of the sample pack by which it finds something, at its row, and near ones by which not.

`<check>.toml` lists them; an edit changes cells of a row, or adds a row like another.
"""

import csv
import io
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kg_build import build, cell, checks, csvw, profile
from kg_build.pack import Pack
from kg_build.problem import InvalidInputError, Problem, Severity
from kg_build.resources import folder
from tests.conftest import ANLE

HERE = Path(__file__).parent
NAMES = sorted(path.stem for path in (folder("queries") / "checks").glob("*.rq"))


@dataclass(frozen=True)
class Example:
    check: str
    kind: str
    about: str
    edits: list[dict[str, Any]]
    expect: list[str]

    def __str__(self) -> str:
        return f"{self.check}: {self.about}"


def examples() -> Iterator[Example]:
    for path in sorted(HERE.glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        assert content.keys() <= {"good", "bad"}, path
        for kind, cases in content.items():
            for case in cases:
                yield Example(path.stem, kind, case["about"], case["edits"], case.get("expect", []))


EXAMPLES = list(examples())


def edit(place: Path, change: dict[str, Any], schema: csvw.Schema) -> None:
    """Change cells of the row with a key, or add a row like the one with that key."""
    path = place / change["file"]
    header, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8")))
    names = [header.index(name) for name in schema.tables[path.stem].key]
    key = change.get("row") or change["like"]
    (found,) = (row for row in rows if "-".join(row[name] for name in names) == key)
    changed = [change["set"].get(name, cell) for name, cell in zip(header, found, strict=True)]
    assert change["set"].keys() <= set(header), change
    assert changed != found, change
    rows = [changed if row is found else row for row in rows] if "row" in change else [*rows, changed]
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([header, *rows])


def found_in(pack: Pack, schema: csvw.Schema, work: Path) -> list[Problem]:
    _, store = build.read(pack, schema, work)
    build.conclude(pack, store, work)
    return build.at_rows(pack, schema, checks.run(store, pack.base))


@cache
def by_name() -> dict[str, checks.Check]:
    return {check.name: check for check in checks.load()}


def addresses(pack: Pack, schema: csvw.Schema, problems: list[Problem]) -> list[str]:
    """File, key of the row and column of each problem."""
    keys = {table.url: table.key for table in schema.tables.values()}
    cells = cell.find(pack.folder, problems, keys)
    places = [(problem.file, problem.line, problem.column) for problem in problems]
    return sorted(f"{place[0]}:{cells[place].key}:{place[2]}" for place in places)


@cache
def of_the_sample() -> frozenset[str]:
    """What the checks find in the sample pack as it is, to be accepted there."""
    with tempfile.TemporaryDirectory() as work:
        pack, schema = Pack.open(ANLE), build.schema()
        return frozenset(addresses(pack, schema, found_in(pack, schema, Path(work))))


def test_the_sample_passes_all_checks_but_what_it_accepts() -> None:
    accepted = {f"{waiver.file}:{waiver.key}" for waiver in profile.read(ANLE).waivers}
    assert {found.rpartition(":")[0] for found in of_the_sample()} <= accepted


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_check_finds_what_it_must(
    example: Example, copy: Path, schema: csvw.Schema, tmp_path: Path
) -> None:
    for change in example.edits:
        edit(copy, change, schema)
    work = tmp_path / "work"
    work.mkdir()
    pack = Pack.open(copy)
    problems = [problem for problem in found_in(pack, schema, work) if problem.slug == example.check]
    assert sorted(set(addresses(pack, schema, problems)) - of_the_sample()) == sorted(example.expect)
    for problem in problems:
        assert problem.code == by_name()[example.check].code
        assert "{" not in problem.message + problem.message_zh
        assert problem.mend("en") == by_name()[example.check].mend.en
        assert problem.mend("zh") == by_name()[example.check].mend.zh


def test_each_check_has_a_good_and_a_bad_example() -> None:
    assert len(NAMES) >= 19
    assert {example.check for example in EXAMPLES} == set(NAMES)
    for name in NAMES:
        kinds = {example.kind for example in EXAMPLES if example.check == name}
        assert kinds == {"good", "bad"}, name
    assert all(bool(example.expect) == (example.kind == "bad") for example in EXAMPLES)


def test_checks_say_what_they_are() -> None:
    for check in checks.load():
        for words in (check.title, check.message, check.mend):
            assert words.en
            assert words.zh
        assert check.title.en[-1] not in ".?!"
        assert check.message.en.endswith(".")
        assert check.message.zh.endswith("。")
    assert {check.severity for check in checks.load()} == set(Severity)


def test_no_check_asks_for_each_thing_by_itself() -> None:
    """`NOT EXISTS` over joined patterns takes quadratic time; MINUS and sub-selects do not."""
    for check in checks.load():
        assert "NOT EXISTS" not in check.text, check.name


GOOD = """#+ severity = "info"
#+ title.en = "a"
#+ title.zh = "a"
#+ message.en = "a"
#+ message.zh = "a"
#+ mend.en = "a"
#+ mend.zh = "a"

SELECT ?focus
WHERE { ?focus a <urn:a> }
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"info"', '"bad"', "severity"),
        ('#+ mend.zh = "a"\n', "", "no words in language 'zh'"),
        ("message.zh", "massage.zh", "unknown entry 'massage'"),
        ('message.en = "a"', 'message.en = "{other}"', "{other} is no column"),
        ("SELECT ?focus", "SELECT ?focus ?other", "does not say ?other"),
        ("SELECT ?focus", "SELECT *", "names its columns"),
    ],
)
def test_a_check_with_a_wrong_header_is_told(tmp_path: Path, old: str, new: str, told: str) -> None:
    (tmp_path / "a.rq").write_text(GOOD, encoding="utf-8")
    assert [check.name for check in checks.load(tmp_path)] == ["a"]
    assert old in GOOD
    (tmp_path / "a.rq").write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(InvalidInputError) as caught:
        checks.load(tmp_path)
    assert {problem.code for problem in caught.value.problems} == {"E805"}
    assert told in str(caught.value)
