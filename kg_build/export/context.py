"""A JSON-LD context, read the other way round: how an IRI or a value is written with it.

Used are terms, prefixes, types, sets, texts by language, and a vocabulary that one property's values are taken from;
a term defined with anything else (lists, reverse ...) is passed over, and its IRI written with a prefix, which says
the same.

Source: JSON-LD 1.1 (https://www.w3.org/TR/json-ld11/), sections 4.1 to 4.4 and 4.6.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg_build.problem import UsageError
from kg_build.term import STRING, XSD, Blank, Iri, Literal, Term

_UNDERSTOOD = {"@id", "@type", "@container", "@language", "@prefix", "@protected", "@context"}
_LOCAL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,14}")
"""A number that JSON readers everywhere hold exactly, and write again as it was."""


@dataclass(frozen=True, slots=True)
class Property:
    """A term for a property.

    `type` is what its texts are read as, `vocabulary` the namespace of its values; `many`: always a list.
    """

    name: str
    type: str = ""
    by_language: bool = False
    many: bool = False
    vocabulary: str = ""


class Context:
    """How IRIs and values are written under a context."""

    def __init__(self, definition: Mapping[str, Any]):
        self.definition = definition
        self._terms: dict[str, str] = {}
        self._prefixes: dict[str, str] = {}
        self._properties: dict[str, list[Property]] = {}
        self._aliases = {value: name for name, value in definition.items() if value in ("@id", "@type")}
        for name, entry in sorted(definition.items()):
            if entry is not None and not name.startswith("@") and entry not in ("@id", "@type"):
                self._define(
                    name, entry if isinstance(entry, dict) else {"@id": entry}, isinstance(entry, str)
                )

    @classmethod
    def read(cls, path: Path) -> "Context":
        """Read a context document."""
        return cls(json.loads(path.read_text(encoding="utf-8"))["@context"])

    @property
    def id(self) -> str:
        """Key under which a node's IRI stands."""
        return self._aliases.get("@id", "@id")

    @property
    def type(self) -> str:
        """Key under which a node's types stand."""
        return self._aliases.get("@type", "@type")

    def _define(self, name: str, entry: Mapping[str, Any], simple: bool) -> None:
        iri = self._absolute(entry.get("@id", name))
        if (simple and iri[-1] in ":/?#[]@") or entry.get("@prefix"):
            self._prefixes[name] = iri
        containers = entry.get("@container", [])
        containers = {containers} if isinstance(containers, str) else set(containers)
        scoped = entry.get("@context", {"@vocab": ""})
        if (
            not set(entry) <= _UNDERSTOOD
            or not containers <= {"@set", "@language"}
            or set(scoped) != {"@vocab"}
            or entry.get("@type") in {"@json", "@none"}
            or entry.get("@language")
        ):
            return
        coerced = entry.get("@type", "")
        coerced = coerced if coerced.startswith("@") else self._absolute(coerced)
        named = Property(name, coerced, "@language" in containers, "@set" in containers, scoped["@vocab"])
        self._properties.setdefault(iri, []).append(named)
        if "@context" not in entry:
            self._terms.setdefault(iri, name)

    def _absolute(self, name: str) -> str:
        """Expand a name that the context itself uses."""
        prefix, colon, local = name.partition(":")
        if colon and not local.startswith("//") and prefix in self.definition:
            entry = self.definition[prefix]
            return self._absolute(entry if isinstance(entry, str) else entry["@id"]) + local
        return name if colon or not name else str(self.definition.get("@vocab", "")) + name

    def iri(self, term: Term) -> str:
        """Write what identifies a node."""
        if isinstance(term, Blank):
            return str(term)
        candidates = [
            (len(namespace), f"{prefix}:{term.value[len(namespace) :]}")
            for prefix, namespace in self._prefixes.items()
            if term.value.startswith(namespace) and not term.value[len(namespace) :].startswith("//")
        ]
        # A prefixed name that is a term as well would be read as that term.
        candidates = [found for found in candidates if found[1] not in self.definition]
        if not candidates and term.value.partition(":")[0] in self.definition:
            raise UsageError(f"JSON-LD would read {term} as a prefixed name; export as turtle")
        return max(candidates)[1] if candidates else str(term)

    def name(self, term: Term) -> str:
        """Write a class, or a value that is read as a name of the vocabulary."""
        return self._terms.get(str(term)) or self.iri(term)

    def property(self, predicate: Iri, value: Term) -> Property:
        """Choose the term for a property that says most about this value."""
        known = self._properties.get(predicate.value, [])
        tagged = isinstance(value, Literal) and bool(value.language)
        fitting = [entry for entry in known if tagged or not entry.by_language]
        return max(fitting, key=lambda entry: self._fit(entry, value), default=Property(self.iri(predicate)))

    @staticmethod
    def _fit(entry: Property, value: Term) -> tuple[bool, bool]:
        if isinstance(value, Literal):
            return entry.by_language, entry.type == value.datatype
        return False, entry.type in {"@vocab", "@id"}

    def value(self, entry: Property, value: Term) -> Any:
        """Write a value under a term; under one by language, its text alone."""
        if not isinstance(value, Literal):
            return self._reference(entry, value)
        if entry.by_language or entry.type == value.datatype:
            return value.value
        if value.language:
            return {"@value": value.value, "@language": value.language}
        native = None if entry.type else self._native(value)
        if native is not None:
            return native
        typed = {} if value.datatype == STRING else {"@type": self.name(Iri(value.datatype))}
        return {"@value": value.value, **typed}

    def _native(self, value: Literal) -> str | int | bool | None:
        """Value of JSON that is read as this literal, where there is one."""
        if value.datatype == STRING and "@language" not in self.definition:
            return value.value
        if value.datatype == XSD + "integer" and _WHOLE.fullmatch(value.value):
            return int(value.value)
        if value.datatype == XSD + "boolean":
            return {"true": True, "false": False}.get(value.value)
        return None

    def _reference(self, entry: Property, value: Term) -> Any:
        if entry.type == "@vocab":
            local = str(value).removeprefix(entry.vocabulary)
            # A term of the context would be read as that term, whatever the vocabulary.
            alone = entry.vocabulary and _LOCAL.fullmatch(local) and local not in self.definition
            return local if alone else self.name(value)
        return self.iri(value) if entry.type == "@id" else {self.id: self.iri(value)}
