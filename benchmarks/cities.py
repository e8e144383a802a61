"""As many cities as wanted: copies of a pack, each a pack of its own with a name and a base of its own."""

import re
import shutil
import tomllib
from pathlib import Path

_TEXTS = ("pack.toml", "links.sssom.tsv")
"""Files of a pack that hold its base; tables hold keys only."""


def name(number: int) -> str:
    """Name of a city; all names are of one length, so that the lines of their graphs sort alike."""
    return f"city-{number:04}"


def base(number: int) -> str:
    """Base of a city's IRIs."""
    return f"https://w3id.org/duixian/{name(number)}/"


def replicate(pack: Path, into: Path, count: int) -> list[Path]:
    """Copy a pack `count` times into a folder; return the folders of the copies."""
    return [_copy(pack, into / name(number), number) for number in range(1, count + 1)]


def _copy(pack: Path, target: Path, number: int) -> Path:
    if target.is_dir():
        return target
    shutil.copytree(pack, target)
    own = tomllib.loads((pack / "pack.toml").read_text(encoding="utf-8"))["base"]
    for file in _TEXTS:
        path = target / file
        if path.is_file():
            text = path.read_text(encoding="utf-8").replace(own, base(number))
            path.write_text(re.sub(r"^name = .*$", f'name = "{name(number)}"', text, flags=re.M), "utf-8")
    return target
