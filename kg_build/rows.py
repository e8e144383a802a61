"""Rows: the answer to a question, whichever engine gave it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kg_build.term import XSD, Literal, Term

if TYPE_CHECKING:
    import pandas

_INTEGERS = frozenset(
    XSD + name for name in ("integer", "nonNegativeInteger", "positiveInteger", "int", "long")
)


@dataclass(frozen=True, slots=True)
class Rows:
    """Column names without question mark, and a row of terms (None where unbound) for each solution."""

    columns: tuple[str, ...]
    rows: list[tuple[Term | None, ...]] = field(default_factory=list)

    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def only(self, columns: Sequence[str]) -> "Rows":
        """Return the same rows with some of the columns, in the order given."""
        places = [self.columns.index(name) for name in columns]
        return Rows(tuple(columns), [tuple(row[place] for place in places) for row in self.rows])

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return a dictionary of Python values for each row; see `to_python`."""
        return [dict(zip(self.columns, map(to_python, row), strict=True)) for row in self.rows]

    def to_pandas(self) -> "pandas.DataFrame":
        """Return the rows as a pandas data frame; pandas must be installed."""
        import pandas as pd  # noqa: PLC0415 - heavy and optional

        return pd.DataFrame(self.to_dicts(), columns=list(self.columns))


def to_python(term: Term | None) -> str | int | Decimal | bool | None:
    """Return the nearest Python value: int, Decimal, bool, or the text of the term; None where unbound.

    A number whose text is not a number of its type stays text, so nothing is lost.
    """
    if not isinstance(term, Literal):
        return None if term is None else str(term)
    try:
        if term.datatype in _INTEGERS:
            return int(term.value)
        if term.datatype == XSD + "decimal":
            return Decimal(term.value)
    except (ValueError, ArithmeticError):
        return term.value
    if term.datatype == XSD + "boolean":
        return term.value in {"true", "1"}
    return term.value
