"""Datatypes of cells: how the text of a cell becomes the lexical form of a literal.

Source: XML Schema 1.1 part 2 (https://www.w3.org/TR/xmlschema11-2/); the names are those that CSVW gives them.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from kg_build.term import XSD

_DECIMAL = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_INTEGER = re.compile(r"[+-]?[0-9]+")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")

_NUMBER, _WHOLE = "a number such as 1234.5", "a whole number such as 1234"
_FROM_0, _FROM_1 = "a whole number from 0, such as 1234", "a whole number from 1"
_DAY, _TRUTH = "a day that exists, such as 2025-12-31", "true or false"
_WANTED_ZH = {
    _NUMBER: "数字,如 1234.5",
    _WHOLE: "整数,如 1234",
    _FROM_0: "自 0 起的整数,如 1234",
    _FROM_1: "自 1 起的整数",
    _DAY: "存在的日期,如 2025-12-31",
    _TRUTH: "true 或 false",
}

_FORMS = {
    "decimal": _NUMBER,
    "integer": _WHOLE,
    "nonNegativeInteger": _FROM_0,
    "positiveInteger": _FROM_1,
    "date": _DAY,
    "boolean": _TRUTH,
}


class CellError(ValueError):
    """A cell that cannot be read: the code of the problem, and its message in both languages."""

    def __init__(self, code: str, message: str, message_zh: str):
        self.code = code
        self.message_zh = message_zh
        super().__init__(message)


def _string(text: str) -> str:
    return text


def _decimal(text: str) -> str:
    if not _DECIMAL.fullmatch(text):
        raise ValueError(_NUMBER)
    whole, _, fraction = text.lstrip("+-").partition(".")
    canonical = (whole.lstrip("0") or "0") + ("." + fraction.rstrip("0") if fraction.rstrip("0") else "")
    return "-" + canonical if text.startswith("-") and canonical != "0" else canonical


def _integer(text: str) -> str:
    if not _INTEGER.fullmatch(text):
        raise ValueError(_WHOLE)
    return str(int(text))


def _natural(text: str) -> str:
    if not text.isascii() or not text.isdigit():
        raise ValueError(_FROM_0)
    return text.lstrip("0") or "0"


def _positive(text: str) -> str:
    if (canonical := _natural(text)) == "0":
        raise ValueError(_FROM_1)
    return canonical


def _date(text: str) -> str:
    try:
        if len(text) == len("2025-12-31"):
            return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise ValueError(_DAY)


def _boolean(text: str) -> str:
    if text not in {"true", "false"}:
        raise ValueError(_TRUTH)
    return text


BASES = MappingProxyType(
    {
        "string": _string,
        "decimal": _decimal,
        "integer": _integer,
        "nonNegativeInteger": _natural,
        "positiveInteger": _positive,
        "date": _date,
        "boolean": _boolean,
    }
)
"""The datatypes that are read, each with what turns a cell into the canonical lexical form."""


@dataclass(frozen=True, slots=True)
class Datatype:
    """A datatype with its facets."""

    base: str
    parse: Callable[[str], str]
    pattern: re.Pattern[str] | None
    lengths: tuple[int | None, int | None]
    bounds: tuple[Decimal | None, Decimal | None]

    @classmethod
    def of(
        cls,
        base: str,
        pattern: str | None = None,
        lengths: tuple[int | None, int | None] = (None, None),
        bounds: tuple[float | str | None, float | str | None] = (None, None),
    ) -> "Datatype":
        """Make a datatype; raises ValueError where a facet does not suit the base."""
        if bounds != (None, None) and base in {"string", "date", "boolean"}:
            raise ValueError(f"minimum and maximum are not read for {base}")
        low, high = (None if bound is None else Decimal(str(bound)) for bound in bounds)
        return cls(base, BASES[base], re.compile(pattern) if pattern else None, lengths, (low, high))

    @property
    def iri(self) -> str:
        """IRI of the datatype."""
        return XSD + self.base

    def wanted(self, lang: str) -> str:
        """Say in words what a cell holds, "" where any text will do."""
        zh = lang == "zh"
        form = _FORMS.get(self.base, "")
        parts = [_WANTED_ZH[form] if zh else form] if form else []
        if self.pattern:
            parts.append(f"{'格式' if zh else 'of the form'} {self.pattern.pattern}")
        if self.lengths != (None, None):
            parts.append(f"{_span(*self.lengths)} {'字' if zh else 'characters'}")
        if self.bounds != (None, None):
            parts.append(_span(*self.bounds))
        return (";" if zh else "; ").join(parts)

    def read(self, text: str) -> str:
        """Return the canonical lexical form of a cell that is not empty; raises CellError."""
        try:
            value = self.parse(text)
        except ValueError as error:
            raise _explain(text, str(error)) from error
        if self.pattern and not self.pattern.fullmatch(value):
            pattern = self.pattern.pattern
            raise CellError("E202", f"'{text}' is not of the form {pattern}", f"“{text}”不合格式 {pattern}")
        if self.lengths != (None, None):
            self._check_length(value)
        if self.bounds != (None, None):
            self._check_bounds(value)
        return value

    def _check_length(self, value: str) -> None:
        low, high = self.lengths
        if (low is not None and len(value) < low) or (high is not None and len(value) > high):
            span, count = _span(low, high), len(value)
            raise CellError("E204", f"{count} characters; {span} are allowed", f"共 {count} 字;容许 {span}")

    def _check_bounds(self, value: str) -> None:
        low, high = self.bounds
        number = Decimal(value)
        if (low is not None and number < low) or (high is not None and number > high):
            span = _span(low, high)
            raise CellError("E204", f"{value}; {span} is allowed", f"{value};容许 {span}")


def _span(low: object, high: object) -> str:
    return f"{'' if low is None else low}..{'' if high is None else high}"


def _explain(text: str, wanted: str) -> CellError:
    plain = unicodedata.normalize("NFKC", text).replace("\uff0c", ",")
    ungrouped = plain.replace(",", "") if _GROUPED.fullmatch(plain) else plain
    if ungrouped != text and (_DECIMAL.fullmatch(ungrouped) or re.fullmatch(r"\d{4}-\d\d-\d\d", ungrouped)):
        message = f"'{text}' has full-width or grouped digits: write {ungrouped}"
        return CellError("E205", message, f"“{text}”有全角或带分隔的数字:请写 {ungrouped}")
    return CellError(
        "E203", f"'{text}' cannot be read: expected is {wanted}", f"“{text}”无法读取:应为{_WANTED_ZH[wanted]}"
    )
