"""The shape of the code: imports go down, each library has one door, modules stay small."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "kg_build"
MODULES = sorted(PACKAGE.rglob("*.py"))

DOORS = {
    "SPARQLWrapper": {"remote"},
    "click": {"cli"},
    "jinja2": {"reporting"},
    "markupsafe": {"reporting"},
    "matplotlib": {"reporting"},
    "networkx": {"network", "export"},
    "openpyxl": {"sheet"},
    "pyoxigraph": {"oxigraph"},
    "pyshacl": {"shacl"},
    "rdflib": {"rdf", "shacl", "export"},
    "shacl": {"fast_shacl"},
    "wcwidth": {"render"},
    "yaml": {"sssom"},
    "pandas": {"rows"},
}
OUTER = ("cli", "export", "reporting")
"""Packages at the top: nothing below imports them."""


def name_of(path: Path) -> str:
    return (
        path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
        or "kg_build"
    )


def imports(path: Path) -> set[str]:
    """Names that a module imports when it runs."""
    found = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tree.body = [
        node
        for node in tree.body
        if not (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test))
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return found


def edges() -> dict[str, set[str]]:
    """For each module, the modules of the package that it imports, at the top or within functions."""
    names = {f"kg_build.{name_of(path)}" if name_of(path) != "kg_build" else "kg_build" for path in MODULES}
    graph = {}
    for path in MODULES:
        own = name_of(path)
        graph[own] = {
            target.removeprefix("kg_build.") for target in imports(path) & names if target != "kg_build"
        } - {own}
    return graph


def test_there_is_something_to_test() -> None:
    assert len(MODULES) > 30


def test_no_import_goes_round() -> None:
    graph = edges()
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join((*path, name))
        if name not in done:
            for target in sorted(graph[name]):
                visit(target, (*path, name))
            done.add(name)

    for name in sorted(graph):
        visit(name, ())


@pytest.mark.parametrize("outer", OUTER)
def test_nothing_below_imports_the_top(outer: str) -> None:
    above = {"cli": (), "export": ("cli", "graph", "kg_build"), "reporting": ("cli",)}[outer]
    for name, targets in edges().items():
        if name.split(".")[0] not in (outer, *above):
            assert not [target for target in targets if target.split(".")[0] == outer], name


def test_commands_do_not_import_each_other() -> None:
    shared = {"cli", "cli.options"}
    for name, targets in edges().items():
        if name.startswith("cli."):
            assert {target for target in targets if target.startswith("cli")} <= shared, name


def test_each_library_enters_by_its_door() -> None:
    standard = set(sys.stdlib_module_names) | {"kg_build", "__future__"}
    for path in MODULES:
        door = name_of(path).split(".")[0]
        for library in {name.split(".")[0] for name in imports(path)} - standard:
            assert library in DOORS, f"{path.name} imports {library}, which has no door"
            assert door in DOORS[library], (
                f"{library} enters by {path.name}; its door is {sorted(DOORS[library])}"
            )


def test_modules_stay_small() -> None:
    sizes = sorted((len(path.read_text(encoding="utf-8").splitlines()), path.name) for path in MODULES)
    assert sizes[-1][0] <= 500, sizes[-1]
    assert sizes[len(sizes) // 2][0] <= 130, sizes[len(sizes) // 2]
    assert not [path for path in MODULES if "util" in path.stem or "helper" in path.stem]


def tracked() -> list[Path]:
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False
    ).stdout.decode()
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]


def test_no_machine_and_no_registry_is_named() -> None:
    named = re.compile(
        r"/(?:work|root|home/[a-z]+|tmp/bash)/|registry\.npmjs|pypi\.org/simple|files\.pythonhosted"
    )
    for path in tracked():
        if path != Path(__file__) and path.suffix not in {".png"}:
            match = named.search(path.read_text(encoding="utf-8", errors="replace"))
            assert match is None, f"{path}: {match}"


def test_no_long_run_of_a_source_text_is_kept(documents: Path) -> None:
    """Only facts, names and figure phrases are taken: no run of more than 30 characters."""
    run = 31
    grams: set[str] = set()
    for path in documents.glob("*.txt"):
        text = "".join(path.read_text(encoding="utf-8").split())
        grams.update(text[at : at + run] for at in range(len(text) - run + 1))
    assert grams
    for path in tracked():
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            squeezed = "".join(line.split())
            kept = [
                squeezed[at : at + run]
                for at in range(len(squeezed) - run + 1)
                if squeezed[at : at + run] in grams
            ]
            assert not kept, f"{path}:{number}: {kept[0]}"
