"""`python -m tests.mutation TEXTS`: make every mistake and write docs/mutation.md."""

import sys
import tempfile
from pathlib import Path

from kg_build.pack import Pack
from tests.conftest import DOCUMENTS
from tests.mutation.mistakes import sample
from tests.mutation.report import page
from tests.mutation.run import run
from tests.mutation.world import World

PAGE = Path(__file__).parents[2] / "docs" / "mutation.md"


def main() -> None:
    """Write the page; the texts of the documents lie in the folder given, or where the tests look for them."""
    texts = Path(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS
    with tempfile.TemporaryDirectory(prefix="duixian-") as work:
        world = World(Pack.open("kunming"), Path(work), texts)
        PAGE.write_text(page(run(world, sample(world))), encoding="utf-8")


if __name__ == "__main__":
    main()
