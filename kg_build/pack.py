"""A pack: a folder of curated tables for one jurisdiction, with its settings in `pack.toml`."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg_build.oxigraph import is_iri
from kg_build.problem import InvalidInputError, Problem, UsageError
from kg_build.resources import folder

SETTINGS = "pack.toml"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_REQUIRED = {"name", "base", "languages", "jurisdiction", "title", "licence"}


@dataclass(frozen=True, slots=True)
class Pack:
    """Settings of a pack; `base` is what the IRIs of its things begin with and the name of its graph."""

    name: str
    base: str
    folder: Path
    languages: tuple[str, ...]
    jurisdiction: str
    title: Mapping[str, str]
    licence: Mapping[str, str]

    @classmethod
    def open(cls, name: str | Path) -> "Pack":
        """Find a pack by its folder or its name and read its settings.

        Raises UsageError where there is none, InvalidInputError (E901) for settings that are wrong.
        """
        return _read(find(str(name)))


def find(name: str) -> Path:
    """Folder of a pack: the path itself, else `packs/NAME` here, else the pack of that name that came along."""
    candidates = [Path(name), Path("packs") / name, folder("packs") / name]
    for candidate in candidates:
        if (candidate / SETTINGS).is_file():
            return candidate
    known = ", ".join(names()) or "none"
    raise UsageError(
        f"no pack '{name}': neither a folder with {SETTINGS} nor one of the packs known here ({known})"
    )


def around(file: Path) -> Path | None:
    """Folder of the pack that a file lies in, the innermost; None where it lies in none."""
    return next((place for place in file.parents if (place / SETTINGS).is_file()), None)


def names() -> list[str]:
    """Names of the packs that can be opened by name here."""
    found = [
        path.parent.name for place in (Path("packs"), folder("packs")) for path in place.glob(f"*/{SETTINGS}")
    ]
    return sorted(set(found))


def _read(place: Path) -> Pack:
    try:
        settings = tomllib.loads((place / SETTINGS).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InvalidInputError([Problem(SETTINGS, 0, "", "E901", str(error))]) from error
    problems = [Problem(SETTINGS, 0, key, "E901", message) for key, message in _faults(settings)]
    if problems:
        raise InvalidInputError(problems)
    return Pack(
        name=settings["name"],
        base=settings["base"],
        folder=place,
        languages=tuple(settings["languages"]),
        jurisdiction=settings["jurisdiction"],
        title=settings["title"],
        licence=settings["licence"],
    )


def _faults(settings: dict[str, Any]) -> list[tuple[str, str]]:
    faults = [(key, "this setting is missing") for key in sorted(_REQUIRED - set(settings))]
    faults += [(key, "this setting is not known") for key in sorted(set(settings) - _REQUIRED)]
    if faults:
        return faults
    if not isinstance(settings["name"], str) or not _SLUG.fullmatch(settings["name"]):
        faults.append(("name", "the name is a lower-case slug such as 'kunming'"))
    base = settings["base"]
    if not isinstance(base, str) or not is_iri(base) or not base.endswith("/") or not base.startswith("http"):
        faults.append(("base", "the base is an http IRI that ends with a slash"))
    if settings["languages"] != ["zh", "en"]:
        faults.append(("languages", 'the languages are ["zh", "en"]'))
    faults += [
        (key, "a table of texts is expected")
        for key in ("title", "licence")
        if not isinstance(settings[key], dict)
        or not all(isinstance(text, str) for text in settings[key].values())
    ]
    return faults
