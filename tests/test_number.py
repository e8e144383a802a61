"""Numbers of Chinese texts: what they are read as, and what they are never read as."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg_build.number import Form, Mark, Number, cuts, numbers, states


def one(text: str) -> Number:
    (number,) = (number for number in numbers(text) if number.must_be_held)
    return number


PLAIN = [
    ("3.3万余场", "33000"),
    ("1900万余人次", "19000000"),
    ("30余万", "300000"),
    ("5100余个", "5100"),
    ("25.51万人次", "255100"),
    ("超140亿元", "14000000000"),
    ("3.5万亿元", "3500000000000"),
    ("5百万元", "5000000"),
    ("1亿3000万元", "130000000"),
    ("2万5千人", "25000"),
    ("20 万人", "200000"),
    ("8635 件", "8635"),
    ("12,348个", "12348"),
    ("1,234,567.5元", "1234567.5"),
    ("１２，３４８个", "12348"),
    ("２０．５万", "205000"),
    ("600.255公里", "600.255"),
    ("1.0名", "1"),
    ("第36位", "36"),
]


@pytest.mark.parametrize(("text", "value"), PLAIN)
def test_plain_numbers(text: str, value: str) -> None:
    assert set(one(text).meanings) == {(Fraction(value), Mark.PLAIN)}
    assert states(text, value, "person")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("35—64岁", [35, 64]),
        ("2023-11-16 10:09", [2023, 11, 16, 10, 9]),
        ("2023.11.16", [2023, 11, 16]),
        ("1,2,3", [1, 2, 3]),
        ("2074元,1374元", [2074, 1374]),
        ("2万3万", [20000, 30000]),
        ("8%2%", [8, 2]),
        ("3‰4‰", [3, 4]),
        ("30千瓦", [30]),
        ("1.关爱2.夯实", [1, 2]),
    ],
)
def test_neighbours_stay_apart(text: str, values: list[int]) -> None:
    found = [number for number in numbers(text) if number.form is Form.DIGITS]
    assert [min(meaning.value for meaning in number.meanings) for number in found] == values


STATED = [
    ("占比达66.7%", "66.7", "percent"),
    ("１２．５％", "12.5", "percent"),
    ("90 %以上", "90", "percent"),
    ("下降到3‰4‰", "4", "permille"),
    ("0.3%", "3", "permille"),
    ("全省的1/3、1/5", "33.33", "percent"),
    ("全省的1/3、1/5", "33", "percent"),
    ("全省的1/3、1/5", "20", "percent"),
    ("园区的三分之一", "33.3", "percent"),
    ("三分之二", "0.67", "multiple"),
    ("1/10万以下", "1", "per-hundred-thousand"),
    ("十万分之一", "1", "per-hundred-thousand"),
    ("百分之六十六点七", "66.7", "percent"),
    ("百分之70", "70", "percent"),
    ("一半以上", "50", "percent"),
    ("过半数", "50", "percent"),
    ("七成五", "75", "percent"),
    ("3成以上", "30", "percent"),
    ("标准的1.3倍", "130", "percent"),
    ("标准的1.3倍", "1.3", "multiple"),
    ("实现翻番", "100", "percent"),
    ("数量翻一番", "2", "multiple"),
    ("翻两番", "300", "percent"),
    ("村村全覆盖", "100", "percent"),
    ("全部达标", "100", "percent"),
    ("每个行政村都有", "100", "percent"),
    ("连续三年", "3", "year"),
    ("位居首位", "1", "rank"),
    ("动态清零", "0", "household"),
    ("亿元以上", "100000000", "yuan"),
    ("三万五千人", "35000", "person"),
    ("两万五", "25000", "person"),
    ("两百", "200", "item"),
    ("一千零五", "1005", "item"),
    ("二〇二三", "2023", "year"),
    ("三点五万", "35000", "person"),
    ("三十余万", "300000", "person"),
    ("3至5万元", "30000", "yuan"),
    ("3至5万元", "50000", "yuan"),
    ("下降45.8%", "-45.8", "percent"),
    ("下降45.8%", "45.8", "percent"),
    ("-3.5%", "-3.5", "percent"),
    ("好转为IV类", "4", "score-class"),
    ("Ⅲ类水质", "3", "score-class"),
]


@pytest.mark.parametrize(("phrase", "value", "unit"), STATED)
def test_states(phrase: str, value: str, unit: str) -> None:
    assert states(phrase, value, unit)


NOT_STATED = [
    ("30余万", "30", "person"),
    ("66.7%", "67", "percent"),
    ("66.7%", "66.7", "person"),
    ("1/3", "33.4", "percent"),
    ("1/3", "30", "percent"),
    ("2/3", "1", "multiple"),
    ("全部学校", "1", "school"),
    ("增长45.8%", "-45.8", "percent"),
    ("十四五", "5", "year"),
    ("统一成立", "10", "percent"),
    ("一成立即", "10", "percent"),
    ("百分点", "100", "percent"),
    ("2023—2025年", "-2025", "year"),
    ("1/0", "100", "percent"),
    ("没有数字", "0", "person"),
    ("5个", "不是数", "person"),
]


@pytest.mark.parametrize(("phrase", "value", "unit"), NOT_STATED)
def test_does_not_state(phrase: str, value: str, unit: str) -> None:
    assert not states(phrase, value, unit)


@pytest.mark.parametrize(
    ("label", "cell", "value", "unit"),
    [
        ("新增就业人数(万", "15.59", "155900", "person"),
        ("新增就业人数(万人)", "≥50", "500000", "person"),
        ("投资(亿元)", "1.2", "120000000", "yuan"),
        ("单位:万人", "7", "70000", "person"),
        ("覆盖率%", "≥90", "90", "percent"),
        ("死亡率", "3、<4", "4", "permille"),
    ],
)
def test_label_scales_the_cell(label: str, cell: str, value: str, unit: str) -> None:
    assert states(cell, value, unit, context=label)
    assert states(label + "\n" + cell, value, unit)


def test_label_scales_only_bare_numbers() -> None:
    assert not states("15.59", "15.59", "person", context="人数(万")
    assert states("15.59万", "155900", "person", context="人数(万")


def test_span_narrows_what_is_read() -> None:
    phrase = "322个岗位供200名"
    assert states(phrase, 322, "person")
    assert not states(phrase, 322, "person", span=(7, 10))
    assert states(phrase, 200, "person", span=(7, 10))


@pytest.mark.parametrize(
    ("text", "offset", "cut"),
    [
        ("达1320万人", 3, True),
        ("达1320万人", 1, False),
        ("达1320万人", 5, True),
        ("达1320万人", 6, False),
        ("66.7%", 2, True),
        ("66.7%", 4, False),
        ("1.3倍", 3, False),
        ("66.7 %", 4, False),
        ("20 万", 2, True),
        ("三分之一", 3, True),
        ("第三产业", 2, False),
        ("5", 0, False),
        ("5", 1, False),
    ],
)
def test_cuts(text: str, offset: int, cut: bool) -> None:
    assert cuts(text, offset) is cut


amounts = st.decimals("0.001", "99999999", places=3).map(lambda number: number.normalize())
wholes = st.integers(1, 10**12)


def plain(number: Decimal | int) -> str:
    return f"{number:f}" if isinstance(number, Decimal) else str(number)


def wide(text: str) -> str:
    return "".join("．" if c == "." else chr(ord(c) + 0xFEE0) for c in text)


_UNITS = ((10**8, "亿"), (10**4, "万"), (1, ""))


def chinese(number: int) -> str:
    """Write a whole number as a Chinese numeral, in full."""
    if number < 10**4:
        return _section(number)
    unit, name = next((unit, name) for unit, name in _UNITS if number >= unit)
    head, rest = divmod(number, unit)
    gap = "零" if 0 < rest < unit // 10 else ""
    return chinese(head) + name + gap + (chinese(rest) if rest else "")


def _section(number: int) -> str:
    text, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += ("零" if gap and text else "") + "零一二三四五六七八九"[digit] + name
            gap = False
        else:
            gap = bool(text)
    return text


@given(amounts, st.sampled_from(["", "万", "亿", "余万", "百万", "万亿", " 万"]))
def test_any_amount_with_any_multiplier_reads_back(amount: Decimal, multiplier: str) -> None:
    factor = {"": 1, "万": 10**4, "亿": 10**8, "百万": 10**6, "万亿": 10**12}[multiplier.strip(" 余")]
    text = f"共{plain(amount)}{multiplier}个"
    assert states(text, amount * factor, "item")
    assert states(text.replace(plain(amount), wide(plain(amount))), amount * factor, "item")
    assert {meaning.value for meaning in one(text).meanings} == {Fraction(amount) * factor}


@given(wholes)
def test_grouped_digits_read_back(number: int) -> None:
    assert states(f"{number:,}个", number, "item")
    assert one(f"{number:,}").text == f"{number:,}"


@given(amounts, st.sampled_from([("%", "percent"), ("％", "percent"), ("‰", "permille")]))
def test_any_share_reads_back(amount: Decimal, mark: tuple[str, str]) -> None:
    text = f"达{plain(amount)}{mark[0]}以上"
    assert states(text, amount, mark[1])
    assert not states(text, amount, "person")


@given(wholes)
def test_chinese_numerals_read_back(number: int) -> None:
    assert states(f"有{chinese(number)}人", number, "person")


@given(amounts | wholes, st.sampled_from(["", "万", "亿", "%", "‰", "倍"]), st.sampled_from([1, -1, 4, -4]))
def test_never_ten_times_off(amount: Decimal | int, mark: str, power: int) -> None:
    text = plain(amount) + mark
    unit = {"%": "percent", "‰": "permille", "倍": "multiple"}.get(mark, "person")
    value = Decimal(amount) * {"万": 10**4, "亿": 10**8}.get(mark, 1)
    assert states(text, value, unit)
    assert not states(text, value.scaleb(power), unit)


@given(wholes)
def test_chinese_numerals_are_never_ten_times_off(number: int) -> None:
    assert not states(chinese(number), number * 10, "person")
    assert not states(chinese(number), Decimal(number) / 10, "person")


@example("0分之0")
@given(
    st.text(
        alphabet="0123456789.,，．０９/%‰万亿百千十余多一二三五零〇两半成倍分之翻番点至—- \n全覆盖每个IVX类",
        max_size=40,
    )
)
def test_any_text_is_read_and_no_digit_is_lost(text: str) -> None:
    found = numbers(text)
    assert all(text[number.start : number.end] == number.text for number in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
    held = {place for number in found if number.must_be_held for place in range(number.start, number.end)}
    assert all(place in held for place, character in enumerate(text) if character.isdigit())


@given(
    st.text(alphabet="0159.,，０９/%‰万亿百十余一二五两半成倍分之翻番点过甲 ", max_size=20),
    st.integers(-1, 21),
)
def test_a_cut_parts_a_number_that_is_read(text: str, offset: int) -> None:
    inside = [
        number for number in numbers(text) if number.must_be_held and number.start < offset < number.end
    ]
    assert cuts(text, offset) is any(number.text[offset - number.start :].strip(" %‰倍") for number in inside)


@given(st.text(max_size=30), st.decimals(allow_nan=True, allow_infinity=True))
def test_states_takes_anything(phrase: str, value: Decimal) -> None:
    assert states(phrase, value, "percent") in {True, False}
