"""The same commands on the embedded graph and on a real SPARQL server: the same answers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg_build.cli import group
from tests.server import serving


@pytest.fixture(scope="module")
def endpoint(built: Path) -> Iterator[str]:
    with serving(built / "store") as url:
        yield url


@pytest.mark.parametrize(
    "given",
    [
        ("ask", "targets-of-agency", "--agency", "民政", "--format", "json"),
        ("ask", "target-against-result", "--lang", "zh", "--format", "csv"),
        ("ask", "evidence-of-figure", "--figure", "target/nursing-bed-share-2025", "--format", "tsv"),
        ("show", "civil-affairs-bureau"),
        ("show", "target/nursing-bed-share-2025", "--lang", "zh"),
        ("query", "SELECT ?target ?value { ?target a dx:Target ; dx:value ?value } ORDER BY ?target"),
        ("query", "ASK { ?claim a dx:Claim }"),
    ],
)
def test_an_endpoint_gives_the_same(built: Path, endpoint: str, given: tuple[str, ...]) -> None:
    embedded = CliRunner().invoke(group, [*given, "--graph", str(built)], catch_exceptions=False)
    remote = CliRunner().invoke(group, [*given, "--endpoint", endpoint], catch_exceptions=False)
    assert embedded.exit_code == remote.exit_code == 0
    assert len(embedded.output) > 4
    assert remote.output == embedded.output


def test_construct_on_an_endpoint(built: Path, endpoint: str) -> None:
    text = "CONSTRUCT { ?t dx:value ?v } WHERE { ?t a dx:Target ; dx:value ?v }"
    lines = [
        sorted(CliRunner().invoke(group, ["query", text, *source]).output.splitlines())
        for source in (["--graph", str(built)], ["--endpoint", endpoint])
    ]
    assert lines[0] == lines[1]
    assert len(lines[0]) >= 8
