"""Chinese numerals: every value that a run of numeral characters can mean."""

from fractions import Fraction

DIGITS = "〇零一二两三四五六七八九"
CHARACTERS = DIGITS + "十百千万亿"

_VALUE = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_YEAR_LENGTH = 4


def values(text: str) -> frozenset[Fraction]:
    """Return what the numeral can mean: nothing if it breaks the grammar (十四五 is a name, not a number).

    Read are places (三万五千), digits in a row (二〇二三), a multiplier alone (亿元以上: one), the short form of speech
    (两万五: 25000), and decimals (三点五).
    """
    whole, point, decimals = text.partition("点")
    tail, factor = Fraction(0), Fraction(1)
    if point:
        shorter = decimals.rstrip("万亿")
        factor = (_places(decimals[len(shorter) :]) if shorter != decimals else None) or factor
        if not shorter or any(c not in _VALUE for c in shorter):
            return frozenset()
        tail = Fraction(_row(shorter), 10 ** len(shorter))
    if len(whole) > 1 and all(c in _VALUE for c in whole):
        readable = len(whole) == _YEAR_LENGTH or any(c in "〇零" for c in whole)
        return frozenset({(_row(whole) + tail) * factor}) if readable else frozenset()
    value = _places(whole)
    return frozenset() if value is None else frozenset({(value + tail) * factor})


def _row(text: str) -> Fraction:
    return Fraction(int("".join(str(_VALUE[c]) for c in text)))


def _places(text: str) -> Fraction | None:
    total = section = 0
    digit: int | None = None
    small, last, after_zero = 10**4, 1, False
    for c in text:
        if c in _VALUE:
            if digit is not None:
                return None
            after_zero, digit = (True, None) if c in "〇零" and len(text) > 1 else (after_zero, _VALUE[c])
        elif c in _SMALL:
            if _SMALL[c] >= small:
                return None
            section += (1 if digit is None else digit) * _SMALL[c]
            digit, small, last, after_zero = None, _SMALL[c], _SMALL[c], False
        elif c in _LARGE:
            bare = not (total or section or digit)
            if total and _LARGE[c] < 10**8 and not (section or digit):
                return None
            part = (total if _LARGE[c] == 10**8 else 0) + section + (digit or 0)
            total = (0 if _LARGE[c] == 10**8 else total) + (1 if bare else part) * _LARGE[c]
            section, digit, small, last, after_zero = 0, None, 10**4, _LARGE[c], False
        else:
            return None
    spoken = last // 10 if digit is not None and last > 10 and not after_zero else 1
    return Fraction(total + section + (digit or 0) * spoken)
