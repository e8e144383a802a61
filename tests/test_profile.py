"""Profiles: severities and exceptions of a pack, judged without a clock."""

from pathlib import Path

import pytest

from kg_build import build, csvw, profile
from kg_build.pack import Pack
from kg_build.problem import Cause, InvalidInputError, Problem, Severity

EXCEPTION = """
[[exception]]
rule = "agency-outside-area"
file = "targets.csv"
key = "green-cover-2025"
reason = "The park lies beyond the border."
until = 2026-12-31
"""
FOUND = Problem(
    "targets.csv",
    3,
    "lead",
    "E621",
    "wrong",
    "有误",
    Cause(
        "https://w3id.org/duixian/check/agency-outside-area",
        "https://example.org/anle/target/green-cover-2025",
    ),
)


def write(place: Path, text: str) -> profile.Profile:
    (place / "profile.toml").write_text(text, encoding="utf-8")
    return profile.read(place)


def judged(
    place: Path, text: str, *problems: Problem, today: str = "2026-01-10", whole: bool = True
) -> list[str]:
    verdict = profile.judge(
        write(place, text), list(problems), lambda _: "green-cover-2025", today, whole=whole
    )
    return [f"{problem.address} {problem.code} {problem.severity}" for problem in verdict.problems] + [
        f"accepted: {waiver.reason}" for _, waiver in verdict.accepted
    ]


def test_without_a_profile_nothing_changes(tmp_path: Path) -> None:
    verdict = profile.judge(profile.read(tmp_path), [FOUND], lambda _: "", "", whole=True)
    assert verdict == profile.Verdict([FOUND], [])


def test_a_severity_is_set_by_code_or_by_rule(tmp_path: Path) -> None:
    other = Problem("a.csv", 1, "", "E414", "x")
    assert judged(tmp_path, '[severity]\nE414 = "error"\nagency-outside-area = "info"', FOUND, other) == [
        "a.csv:1 E414 error",
        "targets.csv:3:lead E621 info",
    ]
    assert judged(tmp_path, '[severity]\nE621 = "info"\nagency-outside-area = "warning"', FOUND) == [
        "targets.csv:3:lead E621 warning"
    ]


def test_an_exception_accepts_what_it_names(tmp_path: Path) -> None:
    assert judged(tmp_path, EXCEPTION, FOUND) == ["accepted: The park lies beyond the border."]
    assert judged(tmp_path, EXCEPTION.replace("agency-outside-area", "E621"), FOUND)[0].startswith("accepted")
    by_iri = EXCEPTION.replace("green-cover-2025", FOUND.cause.thing if FOUND.cause else "")
    assert judged(tmp_path, by_iri, FOUND)[0].startswith("accepted")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("agency-outside-area", "orphan-area"),
        ("targets.csv", "observations.csv"),
        ("green-cover-2025", "green"),
    ],
)
def test_an_exception_accepts_nothing_else_and_is_then_an_error(tmp_path: Path, old: str, new: str) -> None:
    assert judged(tmp_path, EXCEPTION.replace(old, new), FOUND) == [
        "profile.toml:2:rule E903 error",
        "targets.csv:3:lead E621 error",
    ]


def test_an_exception_expires_by_the_documents(tmp_path: Path) -> None:
    assert judged(tmp_path, EXCEPTION, FOUND, today="2026-12-31")[0].startswith("accepted")
    assert judged(tmp_path, EXCEPTION, FOUND, today="2027-01-01") == [
        "profile.toml:2:until E904 error",
        "targets.csv:3:lead E621 error",
    ]


def test_an_exception_is_not_judged_before_all_is_checked(tmp_path: Path) -> None:
    assert judged(tmp_path, EXCEPTION, whole=False) == []
    assert judged(tmp_path, EXCEPTION) == ["profile.toml:2:rule E903 error"]


def test_what_needs_texts_is_not_judged_without_them(tmp_path: Path) -> None:
    text = EXCEPTION.replace("agency-outside-area", "E402")
    blind = Problem("documents.csv", 0, "file", "E406", "no texts")
    assert judged(tmp_path, text, blind) == ["documents.csv:file E406 info"]
    assert judged(tmp_path, text) == ["profile.toml:2:rule E903 error"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[", "Invalid"),
        ("[severities]", "[severity] and [[exception]] only"),
        ('[severity]\nE414 = "fatal"', "error, warning, info"),
        ('[severity]\nE302 = "info"', "leaves no sound graph"),
        ('[severity]\nE999 = "info"', "no code E999"),
        ('[severity]\nagency-outside-aria = "info"', "neither a code nor the name"),
        (EXCEPTION.replace("until = 2026-12-31", 'until = "2026-12-31"'), "without quotes"),
        (EXCEPTION.replace('reason = "The park lies beyond the border."', ""), "'reason'"),
        (EXCEPTION + 'by = "me"', "no 'by'"),
        (EXCEPTION.replace("agency-outside-area", "E302"), "nothing is excepted"),
        ('exception = [{rule = "E402"}]', "[[exception]] of its own"),
    ],
)
def test_a_wrong_profile_is_told(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        write(tmp_path, text)
    assert {problem.code for problem in caught.value.problems} == {"E902"}
    assert told in str(caught.value)


def test_a_profile_may_be_given_instead(tmp_path: Path) -> None:
    write(tmp_path, EXCEPTION)
    given = tmp_path / "strict.toml"
    given.write_text('[severity]\nE414 = "error"', encoding="utf-8")
    assert profile.read(tmp_path, given) == profile.Profile({"E414": Severity.ERROR}, (), "strict.toml")


def test_a_build_holds_to_the_profile_of_its_pack(copy: Path, schema: csvw.Schema, tmp_path: Path) -> None:
    targets = copy / "targets.csv"
    targets.write_text(
        targets.read_text(encoding="utf-8").replace(
            "2025,plan-2023,green-cover,anle", "2025,plan-2023,green-cover,ping"
        ),
        encoding="utf-8",
    )
    with pytest.raises(InvalidInputError, match=r"targets.csv:3:lead E621"):
        build.assemble(Pack.open(copy), tmp_path)
    write(copy, EXCEPTION)
    verdict = build.examine(Pack.open(copy), tmp_path)
    assert not {"E621", "E903", "E904"} & {problem.code for problem in verdict.problems}
    assert [problem.code for problem, _ in verdict.accepted] == ["E621"]


def test_names_of_rules_are_those_of_shapes_and_checks() -> None:
    assert {"target-lead", "Figure", "agency-outside-area"} <= profile.named_rules()
    assert len(profile.named_rules()) > 200
