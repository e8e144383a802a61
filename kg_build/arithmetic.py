"""The sum behind an implied target, checked: ``67 / 167.5%`` gives 40.

Printed rates are rounded, so each number printed with decimals stands for the span that rounds to it, and the result
is a span too; whole numbers are exact. Operators are + - * / (or × ÷) and brackets; what follows ``=`` is not read.
"""

import operator
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

Span = tuple[Fraction, Fraction]

_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<factor>万亿|[万亿])?(?P<mark>[%‰])?|(?P<sign>[-+*/()]))"
)
_FACTOR = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}
_PART = {"": 1, "%": 100, "‰": 1000}
_OPERATORS: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}


@dataclass(frozen=True, slots=True)
class Operand:
    """A number of the sum: its text, its value as it stands there, and its unit if that is marked."""

    text: str
    value: Decimal
    unit: str


def gives(text: str, value: Decimal) -> bool:
    """Return whether the sum gives the value, within the rounding of what is printed.

    Raises ValueError for what is no sum.
    """
    low, high = _Reader(text).read()
    return low <= Fraction(value) <= high


def operands(text: str) -> list[Operand]:
    """Return the numbers of the sum, without the constants 100 and 1000 that turn shares into percent and permille."""
    found = []
    for match in _tokens(text):
        if match["number"] and match["number"] not in {"100", "1000"}:
            unit = {"%": "percent", "‰": "permille"}.get(match["mark"] or "", "multiple")
            value = Decimal(match["number"]) * _FACTOR[match["factor"] or ""]
            found.append(Operand(match.group().strip(), value, unit))
    return found


def _tokens(text: str) -> list[re.Match[str]]:
    plain = re.split("[=≈]", unicodedata.normalize("NFKC", text).replace("×", "*").replace("÷", "/"))[
        0
    ].strip()
    found, at = [], 0
    while at < len(plain):
        match = _TOKEN.match(plain, at)
        if match is None:
            raise ValueError(f"'{plain[at : at + 10]}' is neither a number nor one of + - * / ( )")
        found.append(match)
        at = match.end()
    return found


class _Reader:
    """Reads a sum by descent: terms of factors of numbers and brackets."""

    def __init__(self, text: str):
        self._left = _tokens(text)[::-1]

    def read(self) -> Span:
        result = self._chain("+-", lambda: self._chain("*/", self._atom))
        if self._left:
            raise ValueError(f"the sum ends before '{self._left[-1].group().strip()}'")
        return result

    def _sign(self) -> str:
        return self._left[-1]["sign"] or "" if self._left else ""

    def _chain(self, signs: str, part: Callable[[], Span]) -> Span:
        result = part()
        while (sign := self._sign()) and sign in signs:
            self._left.pop()
            result = _apply(sign, result, part())
        return result

    def _atom(self) -> Span:
        if not self._left:
            raise ValueError("the sum ends where a number is expected")
        token = self._left.pop()
        if token["number"]:
            return _span(token)
        if token["sign"] != "(":
            raise ValueError(f"a number is expected, not '{token['sign']}'")
        result = self._chain("+-", lambda: self._chain("*/", self._atom))
        if self._sign() != ")":
            raise ValueError("a bracket is not closed")
        self._left.pop()
        return result


def _span(token: re.Match[str]) -> Span:
    number = Fraction(token["number"])
    decimals = len(token["number"].partition(".")[2])
    rounded = decimals or token["factor"] or token["mark"]
    half = Fraction(1, 2 * 10**decimals) if rounded else Fraction(0)
    unit = Fraction(_FACTOR[token["factor"] or ""], _PART[token["mark"] or ""])
    return (number - half) * unit, (number + half) * unit


def _apply(sign: str, left: Span, right: Span) -> Span:
    if sign == "/" and right[0] <= 0 <= right[1]:
        raise ValueError("the sum divides by nothing")
    results = [_OPERATORS[sign](a, b) for a in left for b in right]
    return min(results), max(results)
