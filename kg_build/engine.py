"""The choice of the engine that validates: the fast one for daily work, pySHACL as the reference.

Both give the same results on what Duixian's shapes use; each is imported only when it is asked.
"""

from pathlib import Path
from types import ModuleType

from kg_build.problem import UsageError
from kg_build.validation import Result

FAST, REFERENCE = "fast", "pyshacl"
ENGINES = (FAST, REFERENCE)


def prepare(engine: str = "") -> None:
    """Import the engine that `validate` would use and read the shapes, while something else goes on."""
    _chosen(engine).prepare()


def validate(graph: Path, engine: str = "", shapes: Path | None = None) -> list[Result]:
    """Validate a graph in a file with an engine, and return what is wrong, sorted.

    Without a name it is the fast one, or where that is not installed the reference. `shapes` is a folder of Turtle
    files, the one that this program came with unless given.

    Raises UsageError for an engine that is not there, and for shapes that are no proper shapes.
    """
    found: list[Result] = _chosen(engine).validate(graph, shapes)
    return found


def _chosen(engine: str) -> ModuleType:
    from kg_build import fast_shacl  # noqa: PLC0415

    if (engine or FAST) == FAST and fast_shacl.is_installed():
        return fast_shacl
    if engine == FAST:
        raise UsageError("the fast engine is not installed; its package is 'shacl', or use --engine pyshacl")
    from kg_build import shacl  # noqa: PLC0415 - slow to import

    return shacl
