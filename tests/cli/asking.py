"""What the tests of `ask`, `query` and `show` share: a build of the sample graph, and a way to run a command."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg_build.cli import main
from kg_build.oxigraph import OxigraphStore
from kg_build.term import nt
from tests.queries import sample


@dataclass(frozen=True)
class Run:
    """What a command did."""

    code: int
    out: str
    err: str


Command = Callable[..., Run]


def build(folder: Path) -> Path:
    """Write the sample graph as a build, and return the folder of builds."""
    target = folder / "sample"
    target.mkdir()
    quads = target / "graph.nq"
    lines = (f"{nt(s)} {nt(p)} {nt(o)} <{sample.BASE}> .\n" for s, p, o, _ in sample.store().quads())
    quads.write_text("".join(sorted(lines)), encoding="utf-8")
    OxigraphStore.create(target / "store", quads)
    return folder


def runner(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], builds: Path) -> Command:
    """Return what runs `duixian` with arguments, as a person does."""
    monkeypatch.setenv("DUIXIAN_BUILD", str(builds))
    monkeypatch.delenv("DUIXIAN_LANG", raising=False)

    def run(*arguments: str) -> Run:
        monkeypatch.setattr(sys, "argv", ["duixian", *arguments])
        code = 0
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return Run(code, out, err)

    return run
