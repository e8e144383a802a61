"""The faces of a validation: text, JSON, SARIF and a SHACL report, in both languages."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rdflib import DCTERMS, RDF, SH, Graph, Literal, Namespace, URIRef

from kg_build import changed, csvw, profile, sarif
from kg_build.pack import Pack
from kg_build.problem import Severity, catalogue
from kg_build.problem_report import FORMATS, Report

OA = Namespace("http://www.w3.org/ns/oa#")
LEVELS = {"error", "warning", "note", "none"}
PROFILE = """
[severity]
part-more-than-whole = "info"

[[exception]]
rule = "evidence-used"
file = "evidence.csv"
key = "plan-150-154"
reason = "Kept for a later row."
until = 2026-12-31
"""


@pytest.fixture
def report(copy: Path, schema: csvw.Schema, monkeypatch: pytest.MonkeyPatch) -> Report:
    """A pack with an error that a check finds, a remark, and a warning of a shape that is accepted."""
    edit(copy / "targets.csv", "parks-bureau,stated,plan-150-154", "parks-bureau,inferred,")
    edit(copy / "observations.csv", "2025-12-31,heading,,,report,76", "2026-12-31,heading,,,report,76")
    (copy / "profile.toml").write_text(PROFILE, encoding="utf-8")
    monkeypatch.chdir(copy.parent)
    pack = Pack.open(copy)
    verdict = changed.validate(pack, None)
    return Report.of(pack, schema, verdict)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_text_is_one_line_a_problem_and_what_to_do(report: Report) -> None:
    lines = FORMATS["text"](report, "en").splitlines()
    at = lines.index("")
    assert lines[:at] == [str(problem) for problem in report.verdict.problems]
    assert (
        "observations.csv:3:period_end E621 The period ends on 2026-12-31, but nothing in report is later than "
        "2026-01-10." in lines
    )
    assert [line.partition(" ")[0] for line in lines[at + 1 :]] == ["E621/document-older-than-figure"]


def test_text_is_told_in_chinese(report: Report) -> None:
    first = FORMATS["text"](report, "zh").splitlines()
    assert "observations.csv:3:period_end E621 时段止于 2026-12-31,而 report 最晚只到 2026-01-10。" in first
    assert all(not problem.told("zh").isascii() for problem in report.verdict.problems)


def test_json_holds_all_that_is_known(report: Report) -> None:
    content = json.loads(FORMATS["json"](report, "en"))
    assert (content["counts"]["error"], content["counts"]["accepted"]) == (1, 1)
    assert sum(content["counts"].values()) == len(content["problems"]) + 1
    problem = next(entry for entry in content["problems"] if entry["code"] == "E621")
    assert problem["cell"] == "observations.csv#cell=3,10"
    assert problem["key"] == "green-cover-built-up-2025"
    assert problem["rule"] == "document-older-than-figure"
    assert problem["path"].endswith("#periodEnd")
    assert problem["value"] == "2026-12-31"
    assert set(problem["message"]) == set(problem["mend"]) == {"en", "zh"}
    assert content["accepted"][0]["reason"] == "Kept for a later row."


def objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from objects(inner)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_sarif_has_the_structure_of_the_standard(report: Report, lang: str) -> None:
    """Sections 3.13 to 3.52 of SARIF 2.1.0, for what is written."""
    log = json.loads(FORMATS["sarif"](report, lang))
    assert set(log) == {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0"
    assert "sarif-schema-2.1.0" in log["$schema"]
    (run,) = log["runs"]
    assert set(run) == {"tool", "columnKind", "results"}
    assert run["columnKind"] in {"utf16CodeUnits", "unicodeCodePoints"}
    rules = run["tool"]["driver"]["rules"]
    assert run["tool"]["driver"]["name"] == "duixian"
    assert run["tool"]["driver"]["language"] == lang
    assert len({rule["id"] for rule in rules}) == len(rules)
    for rule in rules:
        assert {"id", "shortDescription", "fullDescription", "help", "defaultConfiguration"} == set(rule)
        assert rule["defaultConfiguration"]["level"] in LEVELS
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in LEVELS
        assert result["message"]["text"]
        assert all(isinstance(mark, str) for mark in result["partialFingerprints"].values())
        (location,) = result["locations"]
        for name in location.get("logicalLocations", []):
            assert name["fullyQualifiedName"]
        region = location["physicalLocation"].get("region", {"startLine": 1})
        assert region["startLine"] >= 1
        assert region.get("endLine", region["startLine"]) >= region["startLine"]
        assert (
            region.get("endLine", 1) != region["startLine"]
            or region.get("endColumn", 1) >= region.get("startColumn", 1) >= 1
        )
        uri = location["physicalLocation"]["artifactLocation"]["uri"]
        assert not uri.startswith("/")
    for value in objects(log):
        assert all(inner is not None and inner != [] for inner in value.values())
    assert [result["suppressions"] for result in run["results"] if "suppressions" in result] == [
        [{"kind": "external", "justification": "Kept for a later row."}]
    ]


def test_sarif_points_at_the_cell(report: Report) -> None:
    log = json.loads(FORMATS["sarif"](report, "en"))
    (result,) = (entry for entry in log["runs"][0]["results"] if entry["ruleId"].startswith("E621"))
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "anle/observations.csv"
    line = (report.pack.folder / "observations.csv").read_text(encoding="utf-8").splitlines()[2]
    region = place["region"]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "2026-12-31"
    assert result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "observations.csv#cell=3,10"


def test_a_fingerprint_stays_when_the_row_moves(report: Report, copy: Path, schema: csvw.Schema) -> None:
    """A row more above it is the same problem; another value is another."""

    def mark() -> dict[str, str]:
        again = Report.of(report.pack, schema, changed.validate(report.pack, None))
        log = json.loads(FORMATS["sarif"](again, "en"))
        return {
            result["ruleId"]: result["partialFingerprints"]["problem/v1"]
            for result in log["runs"][0]["results"]
        }

    before = mark()
    table = copy / "observations.csv"
    header, rest = table.read_text(encoding="utf-8").split("\n", 1)
    table.write_text(f"{header}\n\n{rest}", encoding="utf-8")
    assert mark() == before
    edit(table, "2026-12-31", "2026-12-30")
    assert mark()["E621/document-older-than-figure"] != before["E621/document-older-than-figure"]


def test_turtle_is_a_report_as_shacl_defines_it(report: Report) -> None:
    graph = Graph().parse(data=FORMATS["turtle"](report, "en"), format="turtle")
    (top,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert graph.value(top, SH.conforms) == Literal(False)
    results = set(graph.objects(top, SH.result))
    assert results == set(graph.subjects(RDF.type, SH.ValidationResult))
    assert len(results) == len(report.verdict.problems)
    for result in results:
        for exactly_one in (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent):
            assert len(list(graph.objects(result, exactly_one))) == 1
        assert graph.value(result, SH.resultSeverity) in {SH.Violation, SH.Warning, SH.Info}
        assert {
            str(word.language)
            for word in graph.objects(result, SH.resultMessage)
            if isinstance(word, Literal)
        } == {
            "en",
            "zh",
        }


def test_each_result_of_a_row_has_its_cell_in_turtle(report: Report) -> None:
    graph = Graph().parse(data=FORMATS["turtle"](report, "en"), format="turtle")
    (result,) = graph.subjects(DCTERMS.identifier, Literal("E621"))
    target = graph.value(result, OA.hasTarget)
    assert graph.value(target, OA.hasSource) == URIRef("https://example.org/anle/observations.csv")
    selector = graph.value(target, OA.hasSelector)
    assert (selector, RDF.type, OA.FragmentSelector) in graph
    assert (selector, DCTERMS.conformsTo, URIRef("http://tools.ietf.org/rfc/rfc7111")) in graph
    assert graph.value(selector, RDF.value) == Literal("cell=3,10")


def test_a_pack_without_problems_conforms(anle: Pack, schema: csvw.Schema) -> None:
    empty = Report.of(anle, schema, profile.Verdict([], []))
    assert "sh:conforms true" in FORMATS["turtle"](empty, "en")
    assert FORMATS["text"](empty, "en") == ""
    assert json.loads(FORMATS["sarif"](empty, "en"))["runs"][0]["results"] == []


def test_reports_are_the_same_bytes_each_time(report: Report, schema: csvw.Schema) -> None:
    again, other = (Report.of(report.pack, schema, changed.validate(report.pack, None)) for _ in range(2))
    for write in FORMATS.values():
        assert write(again, "zh") == write(other, "zh")


def test_codes_are_documented_in_both_languages() -> None:
    for kind in catalogue().values():
        for words in (kind.title_zh, kind.explanation_zh, kind.mend_zh):
            assert words, kind.code
            assert not words.isascii(), kind.code
        for words in (kind.title, kind.explanation, kind.mend):
            assert words, kind.code
            assert words.isascii() or kind.code == "E409", kind.code
    assert [severity.rank for severity in Severity] == [0, 1, 2]


def test_rules_are_named_by_code_and_slug(report: Report) -> None:
    assert {"E406", "E621/document-older-than-figure"} <= {
        sarif.rule_of(problem) for problem in report.verdict.problems
    }
