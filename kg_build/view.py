"""The view: which classes become nodes, which properties edges and attributes; data, in `ontology/view.toml`."""

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg_build.problem import UsageError
from kg_build.resources import folder
from kg_build.vocabulary import Vocabulary

_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of node."""

    name: str
    iri: str
    label: Mapping[str, str]
    color: str


@dataclass(frozen=True, slots=True)
class Link:
    """A kind of edge; `name` is the prefixed name of its property."""

    name: str
    label: Mapping[str, str]
    weight: float


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of nodes; `path` is the SPARQL path, IRIs written out, that leads to its value."""

    name: str
    path: str


@dataclass(frozen=True, slots=True)
class View:
    """Kinds in the order of the legend, links by the IRI of their property, attributes by name."""

    kinds: tuple[Kind, ...]
    links: Mapping[str, Link]
    attributes: tuple[Attribute, ...]
    vocabulary: Vocabulary

    @classmethod
    def load(cls) -> "View":
        """Read the view that this program came with; read once."""
        return _load()

    @classmethod
    def read(cls, path: Path, vocabulary: Vocabulary) -> "View":
        """Read a view; raises UsageError for what it names and the vocabulary does not know, or for no colour."""
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
        return cls(
            tuple(_kind(name, entry, vocabulary) for name, entry in settings["kinds"].items()),
            {
                _iri(name, vocabulary): Link(name, entry["label"], float(entry["weight"]))
                for name, entry in sorted(settings["links"].items())
            },
            tuple(
                Attribute(name, "/".join(f"<{_iri(step, vocabulary)}>" for step in path.split("/")))
                for name, path in sorted(settings["attributes"].items())
            ),
            vocabulary,
        )

    def kinds_named(self, names: Collection[str]) -> frozenset[str]:
        """Names of kinds, as the view writes them; raises UsageError for one that it has not."""
        known = {kind.name.casefold(): kind.name for kind in self.kinds}
        for name in names:
            if name.casefold() not in known:
                raise UsageError(f"no kind '{name}'; there are {', '.join(sorted(known.values()))}")
        return frozenset(known[name.casefold()] for name in names)

    def name(self, iri: str, language: str) -> str:
        """Name of what is no node: the label of a concept, else the last step of the IRI."""
        if iri in self.vocabulary.terms:
            return self.vocabulary.label(iri, language)
        return re.split("[/#]", iri.rstrip("/#"))[-1]


@cache
def _load() -> View:
    return View.read(folder("ontology") / "view.toml", Vocabulary.load())


def _kind(name: str, entry: Mapping[str, Any], vocabulary: Vocabulary) -> Kind:
    if not _COLOR.fullmatch(entry["color"]):
        raise UsageError(f"view: the colour of {name} is written as #rrggbb")
    return Kind(name, _iri(entry["class"], vocabulary), entry["label"], entry["color"])


def _iri(curie: str, vocabulary: Vocabulary) -> str:
    iri = vocabulary.expand(curie)
    if iri is None:
        raise UsageError(f"view: the prefix of {curie} is not declared")
    return iri
