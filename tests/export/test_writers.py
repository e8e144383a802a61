"""The registry, the same bytes each time, and files that are whole or not there."""

import hashlib
import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

from kg_build import export
from kg_build.export import Source, Writer, writers
from kg_build.problem import UsageError

Make = Callable[..., Source]

DIGESTS = """
import hashlib, io, sys
from pathlib import Path
from kg_build.export import Source, writers
from kg_build.network import Scope
from kg_build.oxigraph import OxigraphStore
from kg_build.term import Iri
from kg_build.view import View

file = Path(sys.argv[1])
store = OxigraphStore.memory()
store.load(file)
around = Scope(Iri("https://w3id.org/duixian/sample/agency/health"), 2)
for scope in (Scope(), around):
    for path in (file, None):
        for name, writer in writers().items():
            stream = io.BytesIO()
            writer.write(Source(store, "zh", View.load(), path, scope), stream)
            print(name, hashlib.sha256(stream.getvalue()).hexdigest())
"""
KILLED = """
import sys, time
from pathlib import Path
from kg_build.export import Writer, save, statements

def write(source, stream):
    stream.write(b"half")
    stream.flush()
    print("half", flush=True)
    time.sleep(60)

statements.slow = write
save(Writer("slow", ".x", "text/plain", "rdf", {}, "statements:slow"), None, Path(sys.argv[1]))
"""


def test_each_format_says_what_it_is_for_in_both_languages() -> None:
    for name, writer in writers().items():
        assert writer.name == name
        assert set(writer.about) == {"en", "zh"}
        assert writer.about["en"].endswith(".")
        assert writer.about["zh"].endswith("。")
        assert writer.suffix.startswith(".")
        assert "/" in writer.media_type


def test_formats_are_those_that_are_promised() -> None:
    assert list(writers()) == [
        "turtle",
        "ntriples",
        "nquads",
        "jsonld",
        "rdfxml",
        "graphml",
        "gexf",
        "cytoscape",
        "dot",
        "csv",
        "csv-nodes",
    ]


@pytest.mark.parametrize("name", writers())
def test_each_format_writes(make: Make, name: str) -> None:
    stream = io.BytesIO()
    writers()[name].write(make("zh"), stream)
    assert "安乐市" in stream.getvalue().decode()


def test_the_same_graph_gives_the_same_bytes(built_lines: Path) -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", DIGESTS, str(built_lines)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(digests) == 1
    assert len(digests.pop().splitlines()) == 4 * len(writers())


def test_a_failure_leaves_the_old_file(tmp_path: Path, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "graph.dot"
    path.write_text("old")

    def fail(_: Source, stream: IO[bytes]) -> None:
        stream.write(b"half")
        raise UsageError("no")

    monkeypatch.setattr(Writer, "write", lambda _, source, stream: fail(source, stream))
    with pytest.raises(UsageError):
        export.save(writers()["dot"], make(), path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_kill_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "graph.dot"
    path.write_text("old")
    with subprocess.Popen([sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"half\n"
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    assert path.read_text() == "old"


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path, make: Make) -> None:
    with pytest.raises(UsageError, match="cannot write"):
        export.save(writers()["csv"], make(), tmp_path / "none" / "x.csv")


def test_saved_and_streamed_bytes_are_the_same(tmp_path: Path, make: Make) -> None:
    stream = io.BytesIO()
    writers()["graphml"].write(make(), stream)
    export.save(writers()["graphml"], make(), tmp_path / "x.graphml")
    digest = hashlib.sha256(stream.getvalue()).hexdigest()
    assert hashlib.sha256((tmp_path / "x.graphml").read_bytes()).hexdigest() == digest
