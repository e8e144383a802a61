from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg_build.datatype import BASES, CellError, Datatype


@pytest.mark.parametrize(
    ("base", "text", "value"),
    [
        ("decimal", "4.50", "4.5"),
        ("decimal", "-0.0", "0"),
        ("decimal", "+007", "7"),
        ("decimal", "600.255", "600.255"),
        ("nonNegativeInteger", "007", "7"),
        ("positiveInteger", "12", "12"),
        ("integer", "-5", "-5"),
        ("date", "2024-02-29", "2024-02-29"),
        ("boolean", "true", "true"),
        ("string", "三 ", "三 "),
    ],
)
def test_reads_canonical_forms(base: str, text: str, value: str) -> None:
    assert Datatype.of(base).read(text) == value


@pytest.mark.parametrize(
    ("base", "text", "code", "hint"),
    [
        ("decimal", "15.59万", "E203", "1234.5"),
        ("decimal", "1e3", "E203", "1234.5"),
        ("decimal", "\uff11\uff15\uff0e\uff15\uff19", "E205", "write 15.59"),
        ("decimal", "1,234.5", "E205", "write 1234.5"),
        ("decimal", "1,234", "E205", "write 1234"),
        ("decimal", "1,23", "E203", "1234.5"),
        ("date", "\uff12\uff10\uff12\uff15-12-31", "E205", "write 2025-12-31"),
        ("date", "2023-02-29", "E203", "a day that exists"),
        ("date", "2025/12/31", "E203", "2025-12-31"),
        ("nonNegativeInteger", "-1", "E203", "from 0"),
        ("nonNegativeInteger", "²", "E205", "write 2"),
        ("positiveInteger", "0", "E203", "from 1"),
        ("integer", "1.0", "E203", "whole"),
        ("boolean", "yes", "E203", "true or false"),
    ],
)
def test_says_what_to_write(base: str, text: str, code: str, hint: str) -> None:
    with pytest.raises(CellError, match=hint) as caught:
        Datatype.of(base).read(text)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("datatype", "text", "code"),
    [
        (Datatype.of("string", "[a-z]+"), "A", "E202"),
        (Datatype.of("string", "[a-z]+"), "a\n", "E202"),
        (Datatype.of("string", lengths=(None, 3)), "abcd", "E204"),
        (Datatype.of("string", lengths=(2, None)), "a", "E204"),
        (Datatype.of("decimal", bounds=(0, 100)), "100.01", "E204"),
        (Datatype.of("decimal", bounds=(0, None)), "-0.01", "E204"),
    ],
)
def test_facets(datatype: Datatype, text: str, code: str) -> None:
    with pytest.raises(CellError) as caught:
        datatype.read(text)
    assert caught.value.code == code


def test_a_bound_on_text_is_refused() -> None:
    with pytest.raises(ValueError, match="not read for string"):
        Datatype.of("string", bounds=(1, None))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4))
def test_a_decimal_keeps_its_value(number: Decimal) -> None:
    canonical = Datatype.of("decimal").read(f"{number:f}")
    assert Decimal(canonical) == number
    assert Datatype.of("decimal").read(canonical) == canonical


@given(st.sampled_from([base for base in BASES if base != "string"]), st.text())
def test_no_text_makes_a_reader_fail_otherwise(base: str, text: str) -> None:
    with suppress(CellError):
        value = Datatype.of(base).read(text)
        assert Datatype.of(base).read(value) == value


@pytest.mark.parametrize(
    ("datatype", "en", "zh"),
    [
        (Datatype.of("string"), "", ""),
        (Datatype.of("string", "[0-9]{6}"), "of the form [0-9]{6}", "格式 [0-9]{6}"),
        (Datatype.of("string", None, (1, 30)), "1..30 characters", "1..30 字"),
        (Datatype.of("decimal", bounds=(0, None)), "a number such as 1234.5; 0..", "数字,如 1234.5;0.."),
        (Datatype.of("boolean"), "true or false", "true 或 false"),
    ],
)
def test_says_in_words_what_it_wants(datatype: Datatype, en: str, zh: str) -> None:
    assert (datatype.wanted("en"), datatype.wanted("zh")) == (en, zh)
