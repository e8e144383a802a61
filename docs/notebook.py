"""Notebooks: their cells are run as Python, without a kernel, and their outputs are those of the program."""

import ast
import contextlib
import io
import os
from collections.abc import Iterator
from pathlib import Path

import nbformat

from docs import examples


def refresh(text: str, folder: Path) -> str:
    """Return a notebook with the outputs that its cells have when they run in order in a folder with a built graph."""
    output, code = examples.run("duixian build", folder)
    if code:
        raise examples.ExampleError(output)
    book = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
    names: dict[str, object] = {}
    number = 0
    for cell in book.cells:
        if cell.cell_type == "code":
            number += 1
            cell.execution_count = number
            cell.outputs = list(_outputs(cell.source, folder, names, number))
    nbformat.validate(book)
    return str(nbformat.writes(book)) + "\n"  # type: ignore[no-untyped-call]


def _outputs(source: str, folder: Path, names: dict[str, object], number: int) -> Iterator[object]:
    """Yield what a cell prints, and the value of its last line where that is an expression."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    stream = io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(stream), _no_variables():
        exec(compile(tree, "<cell>", "exec"), names)  # noqa: S102 - running the cells is the purpose
        value = (
            eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)  # noqa: S307 - as above
            if isinstance(last, ast.Expr)
            else None
        )
        shown = None if value is None else repr(value)
    if stream.getvalue():
        yield nbformat.v4.new_output("stream", name="stdout", text=stream.getvalue())  # type: ignore[no-untyped-call]
    if shown is not None:
        yield nbformat.v4.new_output(  # type: ignore[no-untyped-call]
            "execute_result", data={"text/plain": shown}, execution_count=number
        )


@contextlib.contextmanager
def _no_variables() -> Iterator[None]:
    """Leave no settings of whoever runs this."""
    kept = dict(os.environ)
    for name in [name for name in os.environ if name.startswith("DUIXIAN_")]:
        del os.environ[name]
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(kept)
