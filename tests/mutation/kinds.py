"""Kinds of mistakes that curators make, each with where it can be made and whether anything could tell.

A mistake can be known if it contradicts something else that the pack states, or the text of the document, in a form
that a rule could read; whether a rule does is what the test shows. What contradicts nothing cannot be known: `why` says
so in words.
"""

import re
from collections.abc import Callable, Iterator

from tests.mutation.world import Cells, Mistake, World

Make = Callable[[World], Iterator[Mistake]]
KINDS: dict[str, tuple[Make, int]] = {}
"""Each kind by its name, with how many mistakes of it are sampled."""
FIGURES = ("targets", "observations")
PASSAGES = (
    "targets",
    "observations",
    "claims",
    "events",
    "programs",
    "responsibilities",
    "evidence",
    "dismissed",
)
HAN = re.compile(r"[一-鿿]")
FLOOR = re.compile(r"不少于|不低于|不小于|以上|至少|≥|>|大于|达")
CEILING = re.compile(r"不超过|不高于|不大于|以下|以内|≤|<|小于|控制在")


def kind(name: str, sample: int = 8) -> Callable[[Make], Make]:
    """Register a kind of mistake."""

    def register(make: Make) -> Make:
        KINDS[name] = make, sample
        return make

    return register


def edit(world: World, name: str, table: str, row: int, changes: Cells, **more: str) -> Mistake:
    """Return the mistake of changing cells of a row."""
    cells = {**world.rows[table][row], **changes}
    return Mistake(name, table, row, frozenset(changes), (cells,), **more)  # type: ignore[arg-type]


def rows(world: World, *tables: str) -> Iterator[tuple[str, int, Cells]]:
    for table in tables:
        for row, cells in enumerate(world.rows[table]):
            yield table, row, cells


def required(world: World) -> Iterator[tuple[str, str]]:
    for name, kinds in world.schema.tables.items():
        for column in kinds.read:
            if column.required and column.name not in kinds.key:
                yield name, column.name
