"""The core tests of the W3C test suite of SHACL: https://w3c.github.io/data-shapes/data-shapes-test-suite/.

They are not kept here. The source package of pySHACL holds them; it is fetched by its name, in the version that is
installed, into the cache of pytest.
"""

import re
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from urllib.parse import unquote, urlparse

from rdflib import RDF, SH, Graph, Namespace
from rdflib.term import BNode, Node

from kg_build import oxigraph, rdf
from kg_build.store import Triple
from kg_build.term import Blank
from kg_build.validation import Result

SHT = Namespace("http://www.w3.org/ns/shacl-test#")
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
PACKAGE = "pyshacl"
_CORE = "test/resources/sht_tests/core/"
_BLANK = re.compile(r"N[0-9a-f]{32}|([0-9]+_)?b[0-9]+|n[0-9a-f]{32}b[0-9]+")
Expected = tuple[str, str, str, str, str, str]
"""Focus, first property of the path, value, shape, component and severity; "_" for a blank node, whose name says nothing."""


@dataclass(frozen=True)
class Test:
    """A test: a graph, shapes in Turtle, and the results that they give."""

    __test__ = False

    name: str
    data: list[Triple]
    shapes: str
    expected: Counter[Expected]


def fetch(cache: Path) -> Path | None:
    """Folder of the core tests, fetched unless the cache has it; None where it cannot be fetched."""
    folder = cache / f"{PACKAGE}-{version(PACKAGE)}-core"
    if not folder.is_dir():
        with tempfile.TemporaryDirectory(dir=cache) as work:
            source = ["--no-binary", ":all:", "--no-deps", f"{PACKAGE}=={version(PACKAGE)}"]
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--dest", work, *source]
            subprocess.run(command, capture_output=True, check=False, timeout=300)
            for archive in Path(work).glob("*.tar.gz"):
                _unpack(archive, folder, Path(work))
    return folder if folder.is_dir() else None


def _unpack(archive: Path, folder: Path, work: Path) -> None:
    with tarfile.open(archive) as tar:
        inside = [member for member in tar if _CORE in member.name and member.isfile()]
        for member in inside:
            stream = tar.extractfile(member)
            target = work / "core" / member.name.partition(_CORE)[2]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(stream.read() if stream else b"")
    if inside and not folder.is_dir():  # another process may have been quicker
        (work / "core").rename(folder)


def read(folder: Path) -> Iterator[Test]:
    """Yield the tests of the suite, in the order of their names."""
    for file in sorted(folder.glob("*/*.ttl")):
        graph = rdf.from_triples(_triples(file))
        for test in graph.subjects(RDF.type, SHT.Validate):
            action, result = graph.value(test, MF.action), graph.value(test, MF.result)
            data, shapes = (_file(graph.value(action, by)) for by in (SHT.dataGraph, SHT.shapesGraph))
            name = f"{file.parent.name}/{str(test).rpartition('/')[2]}"
            yield Test(name, _triples(data), _turtle(shapes), Counter(_expected(graph, result)))


def _turtle(file: Path) -> str:
    """Text of a file, with the base that it would have where it lies."""
    return f"@base <{file.as_uri()}> .\n{file.read_text(encoding='utf-8')}"


def _triples(file: Path) -> list[Triple]:
    return list(oxigraph.parse_text(_turtle(file).encode()))


def _file(iri: Node | None) -> Path:
    return Path(unquote(urlparse(str(iri)).path))


def _expected(graph: Graph, report: Node | None) -> Iterator[Expected]:
    for result in graph.objects(report, SH.result):
        path = graph.value(result, SH.resultPath)
        while isinstance(path, BNode):
            path = graph.value(path, RDF.first)
        rest = (SH.value, SH.sourceShape, SH.sourceConstraintComponent, SH.resultSeverity)
        value, shape, component, severity = (graph.value(result, by) for by in rest)
        yield (
            _name(graph.value(result, SH.focusNode)),
            str(path or ""),
            _name(value),
            _name(shape),
            str(component),
            str(severity).rpartition("#")[2],
        )


def _name(term: Node | None) -> str:
    if term is None:
        return ""
    return "_" if isinstance(term, BNode) else str(term)


def found(results: list[Result]) -> Counter[Expected]:
    """What an engine found, in the same form."""
    return Counter(
        (
            _named(result.focus),
            result.path,
            "_" if isinstance(result.value, Blank) else str(result.value or ""),
            _named(result.shape),
            result.component,
            result.severity,
        )
        for result in results
    )


def _named(name: str) -> str:
    """Return a name, "_" for that of a blank node, which the two engines choose each in its own way."""
    return "_" if _BLANK.fullmatch(name) else name
