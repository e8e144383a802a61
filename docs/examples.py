"""Examples in the documentation: their outputs are those of the program, never typed.

A block ```` ```console ```` holds commands (lines that start with ``$ ``) with their outputs, a block ```` ```pycon ````
Python statements with theirs. Words after these say what is expected: ``lines=N`` keeps the first N lines of each output
and marks what is left out by ``...``, ``exit=N`` is the exit code of the last command (0 unless said).
"""

import ast
import contextlib
import io
import os
import pty
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from doctest import DocTestParser
from pathlib import Path

ROOT = Path(__file__).parents[1]
WIDTH = 100
"""Columns of the terminal in which the commands run."""

_BLOCK = re.compile(r"^```(console|pycon)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_COPIED = ("ontology", "packs", "queries", "shapes", "tests/packs")
"""What a checkout has and examples use."""


class ExampleError(Exception):
    """An example ended otherwise than the documentation says."""


def refresh(text: str, folder: Path) -> str:
    """Return a page with the outputs that its examples have when they run one after another in the folder.

    Raises ExampleError for a command that ends with another exit code than its block says.
    """
    names: dict[str, object] = {}

    def again(block: re.Match[str]) -> str:
        kind, options, body = block[1], dict(_options(block[2])), block[3]
        kept = int(options["lines"]) if "lines" in options else None
        parts = (
            _commands(body, folder, int(options.get("exit", 0)))
            if kind == "console"
            else _statements(body, folder, names)
        )
        shown = "".join(source + _shortened(output, kept) for source, output in parts)
        return f"```{kind}{block[2]}\n{shown}```"

    return _BLOCK.sub(again, text)


def prepare(folder: Path) -> Path:
    """Make a folder as a checkout looks to the examples: the curated material, nothing built."""
    for name in _COPIED:
        shutil.copytree(ROOT / name, folder / name)
    return folder


def run(command: str, folder: Path) -> tuple[str, int]:
    """Run a command of a shell in a terminal; return what a person sees, and the exit code."""
    reader, writer = pty.openpty()
    with subprocess.Popen(
        ["/bin/sh", "-c", command],
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=writer,
        stderr=subprocess.PIPE,
    ) as process:
        os.close(writer)
        seen = b"".join(_chunks(reader))
        os.close(reader)
        told = process.stderr.read() if process.stderr else b""
    text = (seen + told).decode().replace("\r\n", "\n")
    return _COLOUR.sub("", text), process.returncode


def environment() -> dict[str, str]:
    """Return the environment of the examples: the program at hand, and no settings of whoever runs it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DUIXIAN_")}
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)))
    return {**kept, "PATH": path, "COLUMNS": str(WIDTH), "NO_COLOR": "1", "PYTHONUTF8": "1"}


def _options(words: str) -> Iterator[tuple[str, str]]:
    for word in words.split():
        name, _, value = word.partition("=")
        if name not in {"lines", "exit"} or not value.isdigit():
            raise ExampleError(f"'{word}' says nothing about an example")
        yield name, value


def _commands(body: str, folder: Path, expected: int) -> Iterator[tuple[str, str]]:
    lines = [line for line in body.splitlines() if line.startswith("$ ")]
    for number, line in enumerate(lines, 1):
        wanted = expected if number == len(lines) else 0
        output, code = run(line.removeprefix("$ "), folder)
        if code != wanted:
            raise ExampleError(f"{line}\nended with {code}, not {wanted}:\n{output}")
        yield f"{line}\n", output


def _statements(body: str, folder: Path, names: dict[str, object]) -> Iterator[tuple[str, str]]:
    for example in DocTestParser().get_examples(body):
        stream = io.StringIO()
        with contextlib.chdir(folder), contextlib.redirect_stdout(stream):
            tree = ast.Interactive(ast.parse(example.source).body)
            exec(compile(tree, "<example>", "single"), names)  # noqa: S102 - running the examples is the purpose
        first, *rest = example.source.splitlines()
        yield "".join([f">>> {first}\n", *(f"... {line}\n" for line in rest)]), stream.getvalue()


def _shortened(output: str, kept: int | None) -> str:
    lines = [line.rstrip() for line in output.splitlines()]
    if kept is not None and len(lines) > kept:
        lines = [*lines[:kept], "..."]
    return "".join(f"{line}\n" for line in lines)


def _chunks(reader: int) -> Iterator[bytes]:
    """Yield what is written to a terminal until nobody can write to it any more."""
    while True:
        try:
            chunk = os.read(reader, 65536)
        except OSError:  # so Linux says that the other side is closed
            return
        if not chunk:
            return
        yield chunk
