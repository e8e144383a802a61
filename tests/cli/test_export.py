import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner

from kg_build.cli import group
from kg_build.export import writers
from tests.server import serving

RUN = "from kg_build.cli import main; main()"


def duixian(*given: str, at: Path | None = None) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-c", RUN, "export", *given], capture_output=True, check=False, cwd=at
    )


def test_help_tells_every_format_and_an_example() -> None:
    told = CliRunner().invoke(group, ["export", "--help"]).output
    for name, writer in writers().items():
        assert f"  {name} " in told
        assert writer.about["en"] in told
    assert "\n  duixian export graphml --output kunming.graphml\n" in told


@pytest.mark.parametrize("form", writers())
def test_standard_output_and_file_get_the_same_bytes(built: Path, tmp_path: Path, form: str) -> None:
    streamed = duixian(form, "--graph", str(built))
    assert (streamed.returncode, streamed.stderr) == (0, b"")
    path = tmp_path / f"out{writers()[form].suffix}"
    saved = duixian(form, "--graph", str(built), "--output", str(path))
    assert saved.returncode == 0
    assert saved.stdout.decode() == f"{path}: {len(streamed.stdout)} bytes\n"
    assert path.read_bytes() == streamed.stdout
    assert list(tmp_path.iterdir()) == [path]


def test_nquads_are_the_built_graph(built: Path) -> None:
    assert duixian("nquads", "--graph", str(built)).stdout == (built / "graph.nq").read_bytes()


def test_around_takes_a_key_or_a_label(built: Path) -> None:
    given = ("cytoscape", "--graph", str(built), "--lang", "zh", "--around")
    by_key = duixian(*given, "civil-affairs-bureau")
    assert by_key.returncode == 0
    elements = json.loads(by_key.stdout)["elements"]["nodes"]
    label = next(
        node["data"]["label"] for node in elements if node["data"]["id"] == "agency/civil-affairs-bureau"
    )
    assert duixian(*given, label).stdout == by_key.stdout
    more = json.loads(duixian(*given, label, "--depth", "2").stdout)["elements"]["nodes"]
    assert len(more) > len(elements) > 1


def test_kinds_leave_out_the_others(built: Path) -> None:
    done = duixian("graphml", "--graph", str(built), "--kind", "target", "--kind", "Agency")
    graph = nx.parse_graphml(done.stdout.decode(), force_multigraph=True)
    assert {str(data["kind"]) for _, data in graph.nodes(data=True)} == {"Target", "Agency"}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("dot", "--around", "civil-afairs-bureau"), "nearest: "),
        (("dot", "--around", "at-least"), "is no node"),
        (("dot", "--kind", "goal"), "no kind 'goal'; there are Agency, "),
        (("dot", "--output", "none/x.dot"), "cannot write none/x.dot: "),
        (("docx",), "Invalid value for 'FORMAT'"),
    ],
)
def test_wrong_usage_is_told(built: Path, tmp_path: Path, given: tuple[str, ...], told: str) -> None:
    done = duixian(*given, "--graph", str(built), at=tmp_path)
    assert done.returncode == 2
    assert done.stdout == b""
    assert told in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert list(tmp_path.iterdir()) == []


def test_no_graph_is_told(tmp_path: Path) -> None:
    done = duixian("csv", at=tmp_path)
    assert done.returncode == 2
    assert "run 'duixian build' first" in done.stderr.decode()


def test_a_reader_that_leaves_is_no_error(built: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", RUN, "export", "ntriples", "--graph", str(built)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.fixture(scope="module")
def endpoint(built: Path) -> Iterator[str]:
    """The sample pack behind a SPARQL server, on a free port."""
    with serving(built / "store") as url:
        yield url


@pytest.mark.parametrize("form", ["graphml", "csv-nodes", "nquads", "jsonld"])
@pytest.mark.parametrize("scope", [(), ("--around", "civil-affairs-bureau", "--depth", "2")])
def test_an_endpoint_gives_the_same(built: Path, endpoint: str, form: str, scope: tuple[str, ...]) -> None:
    asked = duixian(form, "--endpoint", endpoint, *scope)
    assert (asked.returncode, asked.stderr) == (0, b"")
    embedded = duixian(form, "--graph", str(built), *scope).stdout
    if writers()[form].kind == "graph":
        assert asked.stdout == embedded
    else:
        assert len(asked.stdout.splitlines()) == len(embedded.splitlines())


def test_an_endpoint_that_is_not_there_is_told() -> None:
    done = duixian("csv", "--endpoint", "http://127.0.0.1:9/query")
    assert done.returncode == 2
    assert "does not answer" in done.stderr.decode()
