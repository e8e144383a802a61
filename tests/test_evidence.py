"""Evidence: a sound little pack in memory, and one damage for each code."""

import dataclasses
import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg_build import csvw, evidence, passage
from kg_build.evidence import Report
from kg_build.lookup import places
from kg_build.pack import Pack
from kg_build.passage import FIGURES, Passage, written_at
from kg_build.problem import Problem, Severity, UsageError
from kg_build.table import Record
from kg_build.texts import Text, Texts
from tests.conftest import ANLE_TEXTS

TEXT = "总则\n到年底建成托位3.3万个,比上年翻番。\n就业人数(万\n≥50\n15.59\n西区等1320万人口的县各办好1所。\n完成67家,完成率167.5%。\n"
Rows = dict[str, list[dict[str, str]]]


def row(document: str, phrase: str, **cells: str) -> dict[str, str]:
    start = TEXT.index(phrase)
    return {
        "document": document,
        "start": str(start),
        "end": str(start + len(phrase)),
        "phrase": phrase,
        **cells,
    }


def figure(phrase: str, value: str, unit: str, as_written: str, **cells: str) -> dict[str, str]:
    return row("plan", phrase, id=value, value=value, unit=unit, as_written=as_written, **cells)


def key(phrase: str) -> str:
    found = row("plan", phrase)
    return f"plan-{found['start']}-{found['end']}"


def sound() -> Rows:
    label = "就业人数(万"
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    return {
        "documents": [{"id": "plan", "file": "plan.txt", "text_digest": f"sha256:{digest}"}],
        "sections": [
            {
                "id": "all",
                "document": "plan",
                "start": "0",
                "end": str(len(TEXT)),
                "label_zh": "全文",
                "label_en": "all",
            },
            {
                "id": "head",
                "document": "plan",
                "start": "0",
                "end": "3",
                "label_zh": "总则",
                "label_en": "rules",
            },
        ],
        "evidence": [row("plan", label, id=key(label)), row("plan", "西区", id=key("西区"))],
        "indicators": [{"id": "platform", "kind": "existence"}, {"id": "places", "kind": "stock"}],
        "targets": [
            figure("托位3.3万个", "33000", "place", "3.3万"),
            figure("15.59", "155900", "person", "15.59", label_evidence=key(label)),
            figure("西区等13", "13", "county", "13", note="13 and 20万 run into one"),
            figure("西区等1320万人口的县", "13", "county", "13", note="13 and 20万 run into one"),
            figure(
                "67家,完成率167.5%",
                "40",
                "institution",
                "167.5%",
                basis="implied",
                arithmetic="67 / 167.5% = 40",
            ),
        ],
        "observations": [figure("比上年翻番", "100", "percent", "翻番")],
        "claims": [row("plan", "各办好")],
        "dismissed": [row("plan", "20万", reason="definition")],
    }


def records(rows: Rows) -> dict[str, list[Record]]:
    return {
        name: [Record(f"{name}.csv", line, cells) for line, cells in enumerate(table, 2)]
        for name, table in rows.items()
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("texts")
    (place / "plan.txt").write_bytes(TEXT.encode())
    return place


def examine(rows: Rows, folder: Path | None) -> Report:
    return evidence.examine(records(rows), Texts(folder) if folder else None)


def codes(report: Report) -> list[str]:
    return [f"{problem.address} {problem.code}" for problem in report.problems]


def test_sound_rows_have_no_problems(folder: Path) -> None:
    report = examine(sound(), folder)
    assert report.problems == []
    assert (report.checked, report.unchecked, report.documents, report.missing) == (10, 0, 1, ())


DAMAGES: list[tuple[str, int, dict[str, str], list[str]]] = [
    ("documents", 0, {"text_digest": "sha256:0"}, ["documents.csv:2:text_digest E401"]),
    ("targets", 0, {"start": "9", "end": "16"}, ["targets.csv:2:phrase E402"]),
    ("targets", 0, {"value": "3300"}, ["targets.csv:2:value E403"]),
    ("targets", 0, {"unit": "percent", "value": "3.3"}, ["targets.csv:2:value E403"]),
    ("targets", 1, {"value": "15.59"}, ["targets.csv:3:value E403"]),
    ("targets", 1, {"label_evidence": ""}, ["targets.csv:3:value E403"]),
    ("observations", 0, {"value": "50"}, ["observations.csv:2:value E403"]),
    ("targets", 4, {"arithmetic": "66 / 165% = 40"}, ["targets.csv:6:arithmetic E403"] * 2),
    ("targets", 0, {"as_written": "33000"}, ["targets.csv:2:as_written E404"]),
    ("targets", 0, {"as_written": "3.3"}, ["targets.csv:2:as_written E404"]),
    ("targets", 0, {"as_written": "3万"}, ["targets.csv:2:as_written E404"]),
    ("claims", 0, {"end": "99"}, ["claims.csv:2:end E405", "claims.csv:2:start E410"]),
    ("evidence", 1, {"id": "plan-1-2"}, ["evidence.csv:3:id E408"]),
    ("targets", 2, {"note": ""}, ["targets.csv:4:end E409"]),
    ("targets", 3, {"note": ""}, ["targets.csv:5:as_written E404", "targets.csv:5:value E403"]),
    ("sections", 0, {"end": "60"}, ["targets.csv:6:start E410"]),
    ("sections", 1, {"end": "0"}, ["sections.csv:3:end E411"]),
    ("sections", 0, {"end": "999"}, ["sections.csv:2:end E411"]),
    ("targets", 4, {"value": "41"}, ["targets.csv:6:arithmetic E412"]),
    ("targets", 4, {"arithmetic": "67 of 167.5%"}, ["targets.csv:6:arithmetic E412"]),
    ("targets", 4, {"arithmetic": ""}, ["targets.csv:6:arithmetic E412"]),
]


@pytest.mark.parametrize(("table", "at", "damage", "expected"), DAMAGES)
def test_one_damage(table: str, at: int, damage: dict[str, str], expected: list[str], folder: Path) -> None:
    rows = sound()
    cells = rows[table][at] | damage
    rows[table][at] = {name: text for name, text in cells.items() if text}
    found = codes(examine(rows, folder))
    assert found == expected


def test_all_damages_at_once_are_all_found_and_sorted(folder: Path) -> None:
    rows = sound()
    rows["targets"][0]["value"] = "3300"
    rows["targets"][0]["start"] = "1"
    rows["evidence"][1]["id"] = "x"
    rows["sections"][1]["end"] = "0"
    report = examine(rows, folder)
    assert report.problems == sorted(report.problems)
    assert {problem.code for problem in report.problems} == {"E402", "E403", "E405", "E408", "E411"}
    assert all(problem.message_zh for problem in report.problems)


def test_what_is_or_is_not_there_needs_no_number(folder: Path) -> None:
    rows = sound()
    rows["targets"].append(figure("各办好", "1", "count", "办好", indicator="platform"))
    assert examine(rows, folder).problems == []
    rows["targets"][-1]["indicator"] = "places"
    assert codes(examine(rows, folder)) == ["targets.csv:7:value E403"]
    rows["targets"][-1] |= {"indicator": "platform", "value": "2"}
    assert codes(examine(rows, folder)) == ["targets.csv:7:value E403"]


def test_without_texts_the_rest_is_checked_still() -> None:
    rows = sound()
    rows["targets"][0]["value"] = "3300"
    report = examine(rows, None)
    assert codes(report) == ["documents.csv:file E406", "targets.csv:2:value E403"]
    assert report.problems[0].severity is Severity.INFO
    assert (report.checked, report.unchecked, report.documents, report.missing) == (0, 10, 0, ("plan",))


def test_a_text_that_is_missing_is_named(tmp_path: Path) -> None:
    report = examine(sound(), tmp_path)
    assert codes(report) == ["documents.csv:2:file E406"]
    assert "10 passages" in report.problems[0].message


def test_a_text_that_is_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_bytes(TEXT.encode("gb18030"))
    assert {"E102", "E401", "E402"} <= {problem.code for problem in examine(sound(), tmp_path).problems}


def test_a_document_without_sections_is_told_once(folder: Path) -> None:
    rows = sound() | {"sections": []}
    assert codes(examine(rows, folder)) == ["documents.csv:2:id E410"]


def test_a_moved_phrase_is_found_where_it_stands(folder: Path) -> None:
    rows = sound()
    wanted = rows["claims"][0]["start"], rows["claims"][0]["end"]
    rows["claims"][0] |= {"start": "3", "end": "6"}
    (problem,) = examine(rows, folder).problems
    assert "-".join(wanted) in problem.message


def test_a_wrong_number_is_told_with_what_is_read(folder: Path) -> None:
    rows = sound()
    rows["targets"][0]["value"] = "3300"
    (problem,) = examine(rows, folder).problems
    assert "3.3万 (33000)" in problem.message


def test_rows_that_cannot_be_read_are_left_to_the_reader(folder: Path) -> None:
    rows = sound()
    rows["claims"] += [{"document": "plan", "start": "x", "end": "9", "phrase": "托位"}, {}]
    rows["claims"].append(row("plan", "托位") | {"document": "elsewhere"})
    assert examine(rows, folder).problems == []


def test_every_table_with_passages_is_known(schema: csvw.Schema, anle: Pack) -> None:
    tables = passage.tables(anle, schema)
    assert {*FIGURES, "documents", "sections", "evidence", "programs", "dismissed"} <= set(tables)
    assert len(tables) >= 10
    for name in FIGURES:
        columns = {column.name for column in schema.tables[name].read}
        assert {"value", "unit", "as_written", "label_evidence", "note"} <= columns


def test_phrases_are_short_in_every_table(schema: csvw.Schema) -> None:
    phrases = [column for kind in schema.tables.values() for column in kind.read if column.name == "phrase"]
    assert len(phrases) >= 8
    assert {column.datatype.lengths for column in phrases} == {(1, 30)}


def test_the_sample_pack(anle: Pack, schema: csvw.Schema) -> None:
    assert evidence.check(anle, schema, ANLE_TEXTS) == []
    assert [problem.code for problem in evidence.check(anle, schema)] == ["E406"]


def test_every_code_of_evidence_has_a_bad_example() -> None:
    from kg_build.problem import catalogue

    shown = {line.split()[-1] for *_, expected in DAMAGES for line in expected} | {"E406"}
    ledger = {"E407", "E413", "E414"}  # in test_ledger.py
    assert {code for code in catalogue() if code.startswith("E4")} == shown | ledger


@pytest.mark.parametrize(
    ("text", "written", "damaged", "found"),
    [
        ("15个馆、5所", "5", False, [(5, 6)]),
        ("15个馆、5所", "5", True, [(1, 2), (5, 6)]),
        ("3.3万场", "3.3", False, []),
        ("66.7%", "66.7", False, [(0, 4)]),
        ("各1所", "", False, []),
        ("各1所", "2", False, []),
    ],
)
def test_written_at(text: str, written: str, damaged: bool, found: list[tuple[int, int]]) -> None:
    assert written_at(text, written, damaged) == found


def test_text_counts_lines_and_shows_what_is_around() -> None:
    text = Text("甲乙\n\n丙\r\n丁".encode())
    assert [text.line(text.content.index(c)) for c in "甲乙丙丁"] == [1, 1, 3, 4]
    assert text.line(2) == 1
    assert text.around(4, 5, 3) == "乙⏎⏎丙⏎丁"
    assert text.is_utf8


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ("3.3 万个", "3.3万个"),
        ("３.３万个", "3.3万个"),
        ("翻番。就业", "翻番。\n就业"),
        ("各办好2所", "各办好"),
        ("🀀", None),
    ],
)
def test_the_nearest_place(phrase: str, found: str | None) -> None:
    near = Text(TEXT.encode()).nearest(phrase)
    assert (TEXT[slice(*near)] if near else None) == found


def test_places_of_a_phrase(folder: Path) -> None:
    tables, texts = records(sound()), Texts(folder)
    found, near = places(tables, texts, "plan", "总则")
    assert near is None
    assert [(place.passage.id, place.section_en, place.line) for place in found] == [("plan-0-2", "rules", 1)]
    assert len(places(tables, texts, "plan", "万")[0]) == TEXT.count("万")
    found, near = places(tables, texts, "plan", "托位 3.3万")
    assert not found
    assert near is not None
    assert near.passage.phrase == "托位3.3万"


@pytest.mark.parametrize(("document", "phrase"), [("other", "总则"), ("plan", "")])
def test_places_that_cannot_be(document: str, phrase: str, folder: Path) -> None:
    with pytest.raises(UsageError):
        places(records(sound()), Texts(folder), document, phrase)


def test_only_files_of_the_folder_are_read(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    assert Texts(tmp_path / "inside").get("../plan.txt") is None
    assert Texts(folder).get("..") is None
    assert Texts(folder).get("") is None


texts = st.text(alphabet="甲乙丙5.3万%‰ \n，（「é😀", min_size=1, max_size=60)


@given(texts, st.data())
def test_what_is_found_passes_the_check(
    tmp_path_factory: pytest.TempPathFactory, text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, min(len(text), start + 30)))
    place = tmp_path_factory.mktemp("found")
    (place / "t.txt").write_bytes(text.encode())
    digest = f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
    rows: Rows = {
        "documents": [{"id": "t", "file": "t.txt", "text_digest": digest}],
        "sections": [{"id": "all", "document": "t", "start": "0", "end": str(len(text))}],
    }
    found, near = places(records(rows), Texts(place), "t", text[start:end])
    assert near is None
    assert (start, end) in {(one.passage.start, one.passage.end) for one in found}
    rows["claims"] = [
        {name: str(cell) for name, cell in dataclasses.asdict(one.passage).items()} for one in found
    ]
    assert evidence.examine(records(rows), Texts(place)).problems == []
    moved = Passage("t", start + 1, end + 1, text[start:end])
    rows["claims"] = [{name: str(cell) for name, cell in dataclasses.asdict(moved).items()}]
    told: list[Problem] = evidence.examine(records(rows), Texts(place)).problems
    assert bool(told) is not text.startswith(moved.phrase, moved.start)
