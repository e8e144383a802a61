"""The command `duixian query`, run as a person runs it."""

import io
import json
from pathlib import Path

import pytest

from tests.cli import asking
from tests.cli.asking import Command
from tests.queries.sample import GOLDEN


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return asking.build(tmp_path_factory.mktemp("builds"))


@pytest.fixture
def duixian(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], builds: Path) -> Command:
    return asking.runner(monkeypatch, capsys, builds)


COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?t a dx:Target }"


def test_argument_with_prefixes_of_the_project(duixian: Command) -> None:
    run = duixian("query", COUNT, "--format", "csv")
    assert (run.code, run.out) == (0, "n\n9\n")


def test_declared_prefix_stays(duixian: Command) -> None:
    assert duixian("query", "prefix dx: <urn:other#> ASK { ?t a dx:Target }").out == "false\n"


def test_file_and_its_language(duixian: Command) -> None:
    from kg_build.resources import folder

    file = folder("queries") / "documents.rq"
    run = duixian("query", "--file", str(file), "--format", "csv", "--lang", "zh")
    assert run.out == (GOLDEN / "documents.zh.csv").read_text(encoding="utf-8")


def test_standard_input(duixian: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("ASK { ?t a dx:Target }"))
    assert duixian("query", "-").out == "true\n"


def test_construct_is_turtle_and_rows_in_other_formats(duixian: Command) -> None:
    text = "CONSTRUCT { ?a a dx:Agency } WHERE { ?a a dx:Agency }"
    assert duixian("query", text).out.count("dx:Agency") == 4
    assert len(json.loads(duixian("query", text, "--format", "json").out)) == 4


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "either as an argument"),
        (("ASK {}", "--file", "pyproject.toml"), "either as an argument"),
        (("SELECT",), "line 1, column 7"),
        (("SELECT * { ?a foo:bar ?x }",), "no prefix 'foo:' is declared"),
        (("DELETE WHERE { ?s ?p ?o }",), "no updates"),
        (("ASK { SERVICE <http://localhost/> { ?s ?p ?o } }",), "SERVICE"),
        (("--file", "nowhere.rq"), "does not exist"),
    ],
)
def test_wrong_usage(duixian: Command, arguments: tuple[str, ...], message: str) -> None:
    run = duixian("query", *arguments)
    assert (run.code, run.out) == (2, "")
    assert message in run.err


def test_file_that_is_not_utf8(duixian: Command, tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_bytes(b"ASK {} # \xff")
    run = duixian("query", "--file", str(file))
    assert (run.code, run.out) == (2, "")
    assert "UTF-8" in run.err
