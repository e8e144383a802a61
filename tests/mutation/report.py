"""The page on mutation: what share of each kind of mistake is caught, and why the survivors survive."""

from collections.abc import Iterable, Iterator

from tests.mutation.run import Outcome
from tests.mutation.world import Mistake

_HEAD = """# What the checks catch

Realistic mistakes of curators, made one after another in the Kunming pack, and what the checks say of each. The sample is
the same each time, a few mistakes of each kind, spread over the rows. This page is made by `python -m tests.mutation`; a
test compares its kinds and holds the shares above their floors.

A mistake is *knowable* if it contradicts something else that the pack states, or the text of the document, in a form that
a rule could read. *At its row*: a problem stands at the row that was changed, or at one that refers to it. *At its column*:
at the cell that was changed, or at one that contradicts it where nothing tells which of the two is wrong (start, end and
phrase; value and its written form; comparator and its basis), or at the reference to the row that was changed. Mistakes in
whole rows and files have no column.
"""
Share = tuple[int, int]


def shares(outcomes: Iterable[Outcome], with_texts: bool) -> dict[str, Share]:
    """Knowable mistakes that are caught, caught at their row, at their column, at the very cell: of how many."""
    known = [outcome for outcome in outcomes if outcome.with_texts == with_texts and outcome.knowable]
    placed = [outcome for outcome in known if outcome.column is not None]
    return {
        "caught": (sum(outcome.caught for outcome in known), len(known)),
        "at the row": (sum(outcome.row for outcome in known), len(known)),
        "at the column": (sum(bool(outcome.column) for outcome in placed), len(placed)),
        "at the very cell": (sum(bool(outcome.exact) for outcome in placed), len(placed)),
    }


def page(outcomes: list[Outcome]) -> str:
    """Return the page in Markdown."""
    return "\n".join(
        [_HEAD, *_totals(outcomes), *_kinds(outcomes), *_survivors(outcomes), *_unknowable(outcomes)]
    )


def _totals(outcomes: list[Outcome]) -> Iterator[str]:
    yield "## In all\n"
    yield "| | knowable | caught | at the row | at the column | at the very cell |"
    yield "|---|---:|---:|---:|---:|---:|"
    for with_texts in sorted({outcome.with_texts for outcome in outcomes}):
        found = shares(outcomes, with_texts)
        cells = " | ".join(_percent(share) for share in found.values())
        yield f"| {_at_hand(with_texts)} | {found['caught'][1]} | {cells} |"
    yield ""


def _kinds(outcomes: list[Outcome]) -> Iterator[str]:
    yield "## By kind\n"
    yield "With the texts at hand; the last column says how many of them are caught without.\n"
    yield "| mistake | made | knowable | caught | at the row | at the column | by | without texts |"
    yield "|---|---:|---:|---:|---:|---:|---|---:|"
    for name in dict.fromkeys(outcome.mistake.kind for outcome in outcomes):
        own = [outcome for outcome in outcomes if outcome.mistake.kind == name]
        here = [outcome for outcome in own if outcome.with_texts]
        found = shares(here, with_texts=True)
        codes = ", ".join(sorted({code for outcome in here for code in outcome.codes if outcome.knowable}))
        column = _of(found["at the column"]) if found["at the column"][1] else ""
        without = sum(outcome.caught for outcome in own if not outcome.with_texts)
        caught, known = found["caught"]
        yield (
            f"| {name} | {len(here)} | {known} | {caught} | {found['at the row'][0]} | {column} | {codes} | {without} |"
        )
    yield ""


def _survivors(outcomes: list[Outcome]) -> Iterator[str]:
    yield "## Knowable, but not caught at the row\n"
    missed = [outcome for outcome in outcomes if outcome.with_texts and outcome.knowable and not outcome.row]
    for outcome in missed:
        reason = (
            f"seen in {', '.join(outcome.codes)}, which counts rows and names none"
            if outcome.caught
            else "not seen"
        )
        yield f"- {outcome.mistake.kind}: {_place(outcome.mistake)}: {reason}"
    yield "" if missed else "None.\n"


def _unknowable(outcomes: list[Outcome]) -> Iterator[str]:
    yield "## What cannot be known\n"
    yield "| mistake | even with the texts | caught all the same | why |"
    yield "|---|---|---:|---|"
    rows: dict[tuple[str, bool, str], list[int]] = {}
    for outcome in outcomes:
        mistake = outcome.mistake
        if outcome.with_texts and mistake.why:
            entry = rows.setdefault((mistake.kind, mistake.knowable == "never", mistake.why), [0, 0])
            entry[0] += 1
            entry[1] += any(
                other.caught
                for other in outcomes
                if other.mistake is mistake and not (other.with_texts and outcome.knowable)
            )
    for (name, never, why), (count, caught) in rows.items():
        yield f"| {name} | {'yes' if never else 'no'} | {caught} of {count} | {why} |"
    yield ""


def _at_hand(with_texts: bool) -> str:
    return "texts at hand" if with_texts else "without texts"


def _place(mistake: Mistake) -> str:
    return f"{mistake.table}.csv, {', '.join(sorted(mistake.columns)) or 'row'}"


def _percent(share: Share) -> str:
    return f"{share[0] / share[1]:.1%}"


def _of(share: Share) -> str:
    return f"{share[0]} of {share[1]}"
