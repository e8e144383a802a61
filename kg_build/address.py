"""From a thing of the graph back to the row of the table that states it.

Nothing is remembered while building: only when something is wrong are the tables read again.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from kg_build import table
from kg_build.csvw import Schema, Table, Template, absolute
from kg_build.emit import subjects
from kg_build.pack import Pack
from kg_build.validation import Locate
from kg_build.vocabulary import shorten


@dataclass(frozen=True, slots=True)
class Place:
    """A row that speaks of a thing, and the template by which it does."""

    kind: Table
    line: int
    about: Template
    own: bool
    """Whether the thing is what the row is about, not one that it mentions."""


def locator(pack: Pack, schema: Schema, wanted: Iterable[str]) -> Locate:
    """Return a function that locates the things wanted; each is searched for in one reading of the tables."""
    places = _places(pack, schema, frozenset(wanted))

    def locate(thing: str, predicate: str, language: str = "") -> tuple[str, int, str]:
        place = places.get(thing)
        if place is None:
            return shorten(thing, {pack.name: pack.base}), 0, shorten(predicate, {})
        return place.kind.url, place.line, column(place, predicate, pack.base, language)

    return locate


def _places(pack: Pack, schema: Schema, wanted: frozenset[str]) -> dict[str, Place]:
    places: dict[str, Place] = {}
    for kind in schema.tables.values():
        abouts = {
            about: template
            for about, template in subjects(kind, pack.base).items()
            if any(thing.startswith(template.parts[0][0]) for thing in wanted)
        }
        for record in table.read(pack.folder, kind, []) if abouts else ():
            for about, template in abouts.items():
                thing, own = template.expand(record.cells), about == kind.about
                if thing in wanted and (thing not in places or (own and not places[thing].own)):
                    places[thing] = Place(kind, record.line, about, own)
    return places


def column(place: Place, predicate: str, base: str, language: str = "") -> str:
    """Name of the column that gives a property of the thing, in a language if one is meant; "" where none does."""
    columns = [
        found
        for found, about, template in place.kind.emitted
        if about == place.about and absolute(template, base).expand({}) == predicate and not found.virtual
    ]
    columns.sort(key=lambda found: found.language != language)
    return columns[0].name if columns else ""
