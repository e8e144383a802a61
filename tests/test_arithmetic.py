"""Sums of implied targets, within the rounding of what is printed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg_build.arithmetic import gives, operands


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("67 / 167.5%", "40"),
        ("67 / 167.5% = 40", "40"),
        ("67 ÷ 167.5%", "40"),
        ("22.46万 / 160.4%", "140000"),
        ("35372 / 117.9%", "30000"),
        ("20565 / 100%", "20565"),
        ("(18 + 7) * 2 - 10", "40"),
        ("7.61亿 / 190.3% ≈ 4亿", "400000000"),
        ("57496/191.7%", "30000"),
    ],
)
def test_gives(text: str, value: str) -> None:
    assert gives(text, Decimal(value))


@pytest.mark.parametrize(
    ("text", "value"),
    [("67 / 167.5%", "41"), ("67 / 167.5%", "40.1"), ("22.46万 / 160.4%", "150000"), ("2 + 2 * 2", "8")],
)
def test_does_not_give(text: str, value: str) -> None:
    assert not gives(text, Decimal(value))


@pytest.mark.parametrize(
    "text", ["", "67 /", "67 of 3", "(1 + 2", "1 2", ")", "1 / 0", "1 / (1 - 1)", "*", "= 40"]
)
def test_no_sum(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        gives(text, Decimal(1))


def test_operands() -> None:
    found = [(part.text, str(part.value), part.unit) for part in operands("22.46万 / 160.4 * 100 + 3% = 9")]
    assert found == [
        ("22.46万", "224600.00", "multiple"),
        ("160.4", "160.4", "multiple"),
        ("3%", "3", "percent"),
    ]


@given(st.integers(1, 10**6), st.integers(50, 3000))
def test_a_rounded_rate_gives_the_target_back(target: int, permille: int) -> None:
    """A target, a result, and the rate as a newspaper rounds it: the sum gives the target."""
    result = target * permille // 1000 + 1
    rate = (Decimal(result) / target * 100).quantize(Decimal("0.1"))
    assert gives(f"{result} / {rate}%", Decimal(target))
