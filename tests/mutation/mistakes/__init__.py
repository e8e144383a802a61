"""All kinds of mistakes, in the order in which they are told."""

from tests.mutation.kinds import KINDS

from tests.mutation.mistakes import files, records, cells, passages, dates, meaning  # isort: skip  # noqa: F401
from tests.mutation.world import Mistake, World


def sample(world: World) -> list[Mistake]:
    """Mistakes of all kinds, as many of each as are sampled, spread evenly over the rows: the same each time."""
    found = []
    for name, (make, count) in KINDS.items():
        candidates = list(make(world))
        assert candidates, f"no row lets one make the mistake '{name}'"
        step = max(1, len(candidates) // count)
        found += candidates[step // 2 :: step][:count]
    return found
