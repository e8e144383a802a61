"""Every mistake made and looked for: what was caught, and where."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.mutation.world import Mistake, Origin, Seen, World

TOGETHER = (
    frozenset({"document", "start", "end", "phrase", "id"}),
    frozenset({"value", "as_written", "phrase"}),
    frozenset({"period_start", "period_end", "date_start", "date_end"}),
    frozenset({"unit", "indicator", "value"}),
    frozenset({"comparator", "comparator_basis"}),
    frozenset({"indicator", "other"}),
    frozenset({"value", "arithmetic"}),
)
"""Cells that contradict one another, of which nothing tells which one is wrong."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mistake: whether it was caught, at its row, and at its column (None where it has none)."""

    mistake: Mistake
    with_texts: bool
    caught: bool
    row: bool
    column: bool | None
    exact: bool | None
    """The column that was changed, not one that contradicts it."""
    codes: tuple[str, ...]

    @property
    def knowable(self) -> bool:
        """Whether the mistake could be known with what was at hand."""
        return self.mistake.knowable == "always" or (self.with_texts and self.mistake.knowable == "texts")


def run(world: World, mistakes: list[Mistake]) -> list[Outcome]:
    """Make each mistake, and return for each what came of it without texts and, if they are at hand, with them."""
    modes = [False, True] if world.texts else [False]
    seen: dict[tuple[Mistake, bool], Counter[Seen]] = {}
    for mistake in mistakes:
        for with_texts in modes:
            earlier = seen.get((mistake, False))
            seen[mistake, with_texts] = earlier or world.of_tables(mistake, with_texts)
    graphs = [mistake for mistake in mistakes if _leaves_a_graph(seen[mistake, False]) and not mistake.raw]
    for batch in batches(graphs, lambda mistake: mistake.origins | world.bound(mistake).keys()):
        found = world.of_graph(batch)
        for mistake in batch:
            rows = mistake.origins | world.bound(mistake).keys()
            own = Counter({entry: count for entry, count in found.items() if entry[0] in rows})
            for with_texts in modes:
                seen[mistake, with_texts] = seen[mistake, with_texts] + own
    return [_outcome(world, *key, found) for key, found in seen.items()]


def _leaves_a_graph(found: Iterable[Seen]) -> bool:
    """Whether the validation goes on to shapes and checks; see `kg_build.problem.is_unsound`."""
    return not any(code[:2] in {"E1", "E2", "E3"} for _, _, code in found)


def batches(mistakes: Iterable[Mistake], rows: Callable[[Mistake], set[Origin]]) -> list[list[Mistake]]:
    """Group mistakes that can be made together: none has a row in common with another of its group."""
    groups: list[tuple[set[Origin], list[Mistake]]] = []
    for mistake in mistakes:
        own = rows(mistake)
        for taken, group in groups:
            if not taken & own:
                taken.update(own)
                group.append(mistake)
                break
        else:
            groups.append((set(own), [mistake]))
    return [group for _, group in groups]


def _outcome(world: World, mistake: Mistake, with_texts: bool, found: Counter[Seen]) -> Outcome:
    bound = world.bound(mistake)
    own = [column for origin, column, _ in found if _at(origin, mistake)]
    by_key = [(origin, column) for origin, column, _ in found if origin in bound]
    at_row = bool(own or by_key or (found and _is_structural(mistake)))
    column = exact = None
    if mistake.columns:
        exact = bool(mistake.columns & set(own))
        group = mistake.columns.union(*(cells for cells in TOGETHER if cells & mistake.columns))
        column = bool(group & set(own)) or any(name in bound[origin] for origin, name in by_key)
    return Outcome(
        mistake, with_texts, bool(found), at_row, column, exact, tuple(sorted({code for _, _, code in found}))
    )


def _at(origin: Origin, mistake: Mistake) -> bool:
    """Whether a problem stands at a row of the mistake; one of a file as a whole anywhere in the file."""
    return origin in mistake.origins or (mistake.row < 0 and origin[0] == mistake.table)


def _is_structural(mistake: Mistake) -> bool:
    """Whether the row itself is gone, so that nothing can be said at it."""
    return not mistake.rows and mistake.raw is None
