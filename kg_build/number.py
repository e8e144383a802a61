"""Numbers as Chinese documents print them: where they stand in a text, and every value that they can mean.

Arithmetic is exact (`fractions.Fraction`). A number found is a span with *meanings*: ``3.3万`` means 33000, ``1.3倍``
means the ratio 13/10, ``全覆盖`` means the whole. Which of them is meant is not guessed:
`states` says whether a phrase can be read as a given value in a given unit.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from fractions import Fraction
from functools import cache
from itertools import product
from typing import NamedTuple

from kg_build import numeral


class Mark(StrEnum):
    """What a number is marked as."""

    PLAIN = ""
    PERCENT = "%"
    PERMILLE = "‰"
    RATIO = "ratio"


class Form(StrEnum):
    """How a number is written; only those in digits and shares are numbers that a reader must account for."""

    DIGITS = "digits"
    SHARE = "share"
    NUMERAL = "numeral"
    WORD = "word"


class Meaning(NamedTuple):
    """A value, and what it is marked as."""

    value: Fraction
    mark: Mark = Mark.PLAIN


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: characters `start` to `end` (exclusive) and all that they can mean.

    `multiplier` is the factor of 万, 亿 ... beside the digits, 1 if there is none.
    """

    start: int
    end: int
    text: str
    meanings: frozenset[Meaning]
    form: Form
    multiplier: int = 1

    @property
    def must_be_held(self) -> bool:
        """Whether a reader of the document must account for it: digits and shares, not numerals within words."""
        return self.form in {Form.DIGITS, Form.SHARE}


_D = "[0-9０-９]"
_DIGIT = re.compile(_D)
_ARABIC = (
    r"(?:(?<![0-9.])(?<![0-9],)[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9]|[.,][0-9])"
    r"|(?<![０-９．])(?<![０-９]，)[０-９]{1,3}(?:，[０-９]{3})+(?:．[０-９]+)?(?![０-９]|[．，][０-９])"
    rf"|(?<!{_D}[.．]){_D}+[.．]{_D}+(?![.．]?{_D})"
    rf"|{_D}+)"
)
_MULTIPLIER = r"(?:万亿|百万|千万|十万|万|亿|百(?![分货])|千(?![瓦米克卡伏帕赫焦字兆])|十(?!字))"
_ABOUT = r"[ \u00a0]?[余多几]?"
_CHINESE = (
    rf"(?!百分)[{numeral.CHARACTERS}]+(?:点[{numeral.DIGITS}]+(?![十百千])[万亿]?)?(?:[余多几][万亿]+)?"
)
_EITHER = rf"(?:{_ARABIC}|{_CHINESE})"
_SHARE_NUMERAL = rf"(?:{_ARABIC}|[{numeral.CHARACTERS}]+(?:点[{numeral.DIGITS}]+)?)"

_RANGE = re.compile(r"[ ]?(?:——|[-—–~～至到、])[ ]?")
_LABEL_SCALE = re.compile(rf"(?:[(（]|单位[:：]?)\s*({_MULTIPLIER})")
_WITHIN = frozenset(
    f"0123456789０１２３４５６７８９.．,，/／ \u00a0余多几点分之翻了番半数过折减对成{numeral.CHARACTERS}"
)
"""Characters between which a cut can part a number; a cut before %, ‰ or 倍 takes only the mark away."""
_LESS = re.compile(r"[降减负]|回落")
_MINUS = re.compile(r"(?<![0-9A-Za-z０-９%％‰])[-−－]$")

_PER = {"multiple": 1, "percent": 100, "permille": 1000, "per-hundred-thousand": 10**5}
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def _ratio(*values: Fraction) -> set[Meaning]:
    return {Meaning(value, Mark.RATIO) for value in values}


def _arabic(text: str) -> Fraction:
    return Fraction(unicodedata.normalize("NFKC", text).replace(",", ""))


def _either(text: str) -> frozenset[Fraction]:
    return (
        frozenset({_arabic(text)})
        if re.fullmatch(_ARABIC, text)
        else numeral.values(re.sub("[余多几]", "", text))
    )


@cache
def _multiplier(text: str | None) -> int:
    return int(next(iter(numeral.values(text)))) if text else 1


def _fraction(over: Fraction, under: Fraction) -> set[Meaning]:
    return _ratio(over / under) if under else set()


def _read_digits(found: re.Match[str]) -> set[Meaning]:
    mark = unicodedata.normalize("NFKC", (found["mark"] or "").strip())
    return {Meaning(_arabic(found["body"]) * _multiplier(found["multiplier"]), Mark(mark))}


def _read_slash(found: re.Match[str]) -> set[Meaning]:
    return _fraction(_arabic(found["over"]), _arabic(found["under"]) * _multiplier(found["under_multiplier"]))


def _read_parts(found: re.Match[str]) -> set[Meaning]:
    pairs = product(_either(found["numerator"]), _either(found["denominator"]))
    return set().union(*(_fraction(over, under) for over, under in pairs))


def _read_doubled(found: re.Match[str]) -> set[Meaning]:
    """Doubling is a growth by once the amount, and twice the amount."""
    factor = Fraction(2) ** int(next(iter(_either(found["doublings"] or "一"))))
    return _ratio(factor, factor - 1)


def _read_tenths(found: re.Match[str]) -> set[Meaning]:
    more = Fraction(1, 2) if found["more"] == "半" else sum(_either(found["more"]), Fraction(0))
    return _ratio(*((value + more / 10) / 10 for value in _either(found["tenth"])))


def _read_times(found: re.Match[str]) -> set[Meaning]:
    return _ratio(*_either(found["factor"]))


def _read_roman(found: re.Match[str]) -> set[Meaning]:
    return {Meaning(Fraction(1 + _ROMAN.index(unicodedata.normalize("NFKC", found["roman"]))))}


def _read_chinese(found: re.Match[str]) -> set[Meaning]:
    return {Meaning(value) for value in _either(found["chinese"])}


_SLASH = (
    rf"(?<![/／0-9０-９.．])(?P<over>[1-9１-９]{_D}*)[/／]"
    rf"(?P<under>[1-9１-９]{_D}*)(?![/／.．0-9０-９])(?P<under_multiplier>{_MULTIPLIER}?)"
)
_NOT_TENTHS = "(?![立为员果功本就效长年交套型分品都熟绩人不因])"
_KINDS: tuple[tuple[str, str, Form, Callable[[re.Match[str]], set[Meaning]]], ...] = (
    (
        "parts",
        rf"(?P<denominator>{_SHARE_NUMERAL})分之(?P<numerator>{_SHARE_NUMERAL})",
        Form.SHARE,
        _read_parts,
    ),
    ("doubled", r"翻了?(?P<doublings>[一两二三四五1-9])?番|翻倍|翻了?一倍", Form.SHARE, _read_doubled),
    ("half", "一半|半数|过半|折半|减半|对半", Form.SHARE, lambda _: _ratio(Fraction(1, 2))),
    (
        "tenths",
        rf"(?<!统)(?P<tenth>[一二两三四五六七八九十1-9])成(?P<more>[一二三四五六七八九半]?){_NOT_TENTHS}",
        Form.SHARE,
        _read_tenths,
    ),
    ("times", rf"(?P<factor>{_EITHER})倍", Form.SHARE, _read_times),
    ("slash", _SLASH, Form.DIGITS, _read_slash),
    (
        "digits",
        rf"(?P<body>{_ARABIC})(?:{_ABOUT}(?P<multiplier>{_MULTIPLIER}))?(?P<mark>[ \u00a0]?[%％‰])?",
        Form.DIGITS,
        _read_digits,
    ),
    ("roman", r"(?<![A-Za-z])(?:VI{0,3}|I[VX]|I{1,3}|X|[Ⅰ-Ⅹ])(?=[类级期型])", Form.NUMERAL, _read_roman),
    ("chinese", _CHINESE, Form.NUMERAL, _read_chinese),
    (
        "whole",
        "全覆盖|全达标|全部|所有|每[个户村县所家名位项]|均|都",
        Form.WORD,
        lambda _: _ratio(Fraction(1)),
    ),
    ("first", "首位|榜首|居首", Form.WORD, lambda _: {Meaning(Fraction(1))}),
)
_TOKEN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern, *_ in _KINDS))
_READ = {name: (form, read) for name, _, form, read in _KINDS}


def numbers(text: str) -> list[Number]:
    """Return every number in the text, in order and without overlap.

    >>> [(number.text, [str(meaning.value) for meaning in number.meanings]) for number in numbers("3.3万余场")]
    [('3.3万', ['33000'])]
    """
    found: list[Number] = []
    for match in _TOKEN.finditer(text):
        form, read = _READ[match.lastgroup or ""]
        meanings = read(match)
        if not meanings and not _DIGIT.search(match.group()):
            continue  # a word; "0分之0" means nothing either, but its digits must be accounted for
        factor = _multiplier(match["multiplier"])
        number = Number(match.start(), match.end(), match.group(), frozenset(meanings), form, factor)
        if found and factor > 1 and _RANGE.fullmatch(text, found[-1].end, number.start):
            found[-1] = _scaled_too(found[-1], factor)
        if found and number.start == found[-1].end and 1 < factor < found[-1].multiplier:
            number = _joined(found.pop(), number)
        found.append(number)
    return found


def _scaled_too(number: Number, factor: int) -> Number:
    """Let the multiplier of the second number of a range, ``3至5万``, count for the first as well."""
    if number.form is not Form.DIGITS or number.multiplier > 1:
        return number
    more = {Meaning(value * factor) for value, mark in number.meanings if mark is Mark.PLAIN}
    return replace(number, meanings=number.meanings | more)


def _joined(high: Number, low: Number) -> Number:
    """Join the two parts of a number such as ``1亿3000万``."""
    pairs = product(high.meanings, low.meanings)
    meanings = frozenset(Meaning(a.value + b.value, b.mark) for a, b in pairs)
    return Number(high.start, low.end, high.text + low.text, meanings, Form.DIGITS, low.multiplier)


def states(
    phrase: str,
    value: Decimal | int | str,
    unit: str,
    context: str = "",
    span: tuple[int, int] | None = None,
) -> bool:
    """Return whether the phrase can be read as this value in this unit.

    `context` is the label of a table's row when the phrase is a cell: a multiplier in its bracket scales the cell.
    `span` limits the search to numbers that reach into that part of the phrase. A repeating fraction (1/3) may be
    rounded to the last digit of the value (33.33 percent); everything else must be equal. A fall (下降) may be written
    as a negative value.
    """
    try:
        wanted = Decimal(value)
    except InvalidOperation:
        return False
    if not wanted.is_finite():
        return False
    for number in numbers(phrase):
        if span is not None and not (number.start < span[1] and span[0] < number.end):
            continue
        before = phrase[: number.start]
        if wanted < 0 and not (_MINUS.search(before) or _LESS.search(context + phrase)):
            continue
        scale = 1 if number.multiplier > 1 else _label_scale(context + before)
        if any(_equal(read, wanted.copy_abs()) for read in _readings(number, unit, scale)):
            return True
    return False


def cuts(text: str, offset: int) -> bool:
    """Return whether the text, cut at that offset, would part a number from some of its digits or its multiplier."""
    if not 0 < offset < len(text) or not _WITHIN.issuperset(text[offset - 1 : offset + 1]):
        return False
    first = max(0, offset - 24)
    near, at = text[first : offset + 24], offset - first
    return any(
        number.must_be_held and number.start < at < number.end and _loses(number.text[at - number.start :])
        for number in numbers(near)
    )


def _loses(rest: str) -> bool:
    return bool(rest.strip(" \u00a0%％‰倍"))


def _label_scale(label: str) -> int:
    found = _LABEL_SCALE.search(label)
    return _multiplier(found[1]) if found else 1


def _readings(number: Number, unit: str, scale: int) -> set[Fraction]:
    """Values of the number in the unit; a number without mark is read in any unit, a marked one only as a share."""
    per = _PER.get(unit, 0)
    parts = {Mark.PERCENT: 100, Mark.PERMILLE: 1000, Mark.RATIO: 1}
    return {
        value * scale if mark is Mark.PLAIN else value * per / parts[mark]
        for value, mark in number.meanings
        if mark is Mark.PLAIN or per
    }


def _equal(read: Fraction, value: Decimal) -> bool:
    exact = Fraction(value)
    if read == exact or _terminates(read):
        return read == exact
    digits, exponent = len(value.as_tuple().digits), value.as_tuple().exponent
    last = Fraction(10) ** min(int(exponent), 0) if isinstance(exponent, int) else Fraction(0)
    return digits >= 2 and abs(read - exact) <= last / 2


def _terminates(value: Fraction) -> bool:
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1
