"""Examples are run as the documentation says, and the endpoint of the manual answers."""

import re
import shlex
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from docs.examples import ExampleError, environment, prepare, refresh, run
from docs.generate import ROOT


def block(kind: str, *lines: str) -> str:
    return "\n".join((f"```{kind}", *lines, "```"))


def test_outputs_are_written_in_place(tmp_path: Path) -> None:
    page = f"before\n\n{block('console', '$ echo one', 'stale', '$ echo two')}\n\nafter\n"
    assert refresh(page, tmp_path) == page.replace("stale", "one").replace("two\n", "two\ntwo\n")
    assert refresh(refresh(page, tmp_path), tmp_path) == refresh(page, tmp_path)


def test_commands_of_a_page_share_a_folder(tmp_path: Path) -> None:
    page = f"{block('console', '$ echo kept > file')}\n{block('console', '$ cat file')}\n"
    assert "$ cat file\nkept\n" in refresh(page, tmp_path)


def test_long_outputs_are_shortened(tmp_path: Path) -> None:
    assert "1\n2\n...\n```" in refresh(block("console lines=2", "$ seq 9") + "\n", tmp_path)
    assert "..." not in refresh(block("console lines=2", "$ seq 2") + "\n", tmp_path)


def test_an_exit_code_must_be_said(tmp_path: Path) -> None:
    with pytest.raises(ExampleError, match="ended with 3, not 0"):
        refresh(block("console", "$ exit 3") + "\n", tmp_path)
    assert refresh(block("console exit=3", "$ exit 3") + "\n", tmp_path)
    with pytest.raises(ExampleError, match="ended with 3, not 0"):
        refresh(block("console exit=3", "$ exit 3", "$ exit 3") + "\n", tmp_path)
    with pytest.raises(ExampleError, match="says nothing"):
        refresh(block("console line=3", "$ true") + "\n", tmp_path)


def test_statements_are_run(tmp_path: Path) -> None:
    page = block("pycon", ">>> x = 20", ">>> x + 1", "stale", ">>> for i in 'ab':", "...     print(i)") + "\n"
    expected = block(
        "pycon", ">>> x = 20", ">>> x + 1", "21", ">>> for i in 'ab':", "...     print(i)", "a", "b"
    )
    assert refresh(page, tmp_path) == expected + "\n"


def test_a_page_without_examples_stays(tmp_path: Path) -> None:
    page = "# Title\n\n```sh\n$ not run\n```\n"
    assert refresh(page, tmp_path) == page


def test_the_endpoint_of_the_manual_answers(tmp_path: Path) -> None:
    part = (ROOT / "docs" / "manual.md").read_text(encoding="utf-8").partition("\n## Use an endpoint\n")[2]
    serve, ask = re.findall(r"^```sh\n(.*?)\n```$", part, re.MULTILINE | re.DOTALL)[:2]
    folder = prepare(tmp_path)
    assert run("duixian build", folder)[1] == 0
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    command = shlex.split(serve.replace("7878", port))
    server = subprocess.Popen(
        ["/usr/bin/env", *command], cwd=folder, env=environment(), stderr=subprocess.DEVNULL
    )
    try:
        wait_for(port)
        output, code = run(ask.replace("7878", port), folder)
    finally:
        server.terminate()
        server.wait()
    assert code == 0, output
    assert output == run(ask.partition(" --endpoint")[0], folder)[0]


def wait_for(port: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(f"http://localhost:{port}/", timeout=1).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"nothing answers at port {port}")
