"""Where the data that travels with the program lies: ontology, shapes, queries and packs.

In a checkout the folders lie beside the package; in an installed wheel they lie inside it.
"""

from pathlib import Path
from typing import Literal

Folder = Literal["ontology", "shapes", "queries", "packs"]

_PACKAGE = Path(__file__).resolve().parent
_ROOT = _PACKAGE / "data" if (_PACKAGE / "data").is_dir() else _PACKAGE.parent


def folder(name: Folder) -> Path:
    """Return the folder of that name that this program came with."""
    return _ROOT / name
