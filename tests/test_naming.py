"""Names as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg_build.naming import Number, fold, number_of, without_rank, without_unit


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("昆明市", "昆明"),
        ("云南省人民政府", "云南省"),
        ("寻甸回族彝族自治县", "寻甸"),
        ("大理白族自治州", "大理"),
        ("盘龙区", "盘龙"),
        ("Yunnan Province", "Yunnan"),
        ("Xundian Hui and Yi Autonomous County", "Xundian"),
        ("Kunming Municipal People's Government", "Kunming"),
        ("People's Government of Yunnan Province", "Yunnan Province"),
        ("昆明", ""),
        ("东区", ""),
        ("市政府", ""),
        ("Kunming", ""),
        ("昆明市民政局", ""),
    ],
)
def test_rank(name: str, bare: str) -> None:
    assert without_rank(name) == bare


@pytest.mark.parametrize(
    ("label", "bare"),
    [
        ("县域内就诊率%", "县域内就诊率"),
        ("婴儿死亡率(‰)", "婴儿死亡率"),
        ("人均体育场地面积（平方米）", "人均体育场地面积"),
        ("城镇新增就业 (万人) %", "城镇新增就业"),
        ("(平方米)", "(平方米)"),
        ("占比", "占比"),
        ("%", "%"),
    ],
)
def test_unit(label: str, bare: str) -> None:
    assert without_unit(label) == bare


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("8", Number("", "", 8)),
        ("任务８", Number("", "task", 8)),
        ("第 8 项任务", Number("", "task", 8)),
        ("第3件", Number("", "item", 3)),
        ("Task 08", Number("", "task", 8)),
        ("plan-2023/8", Number("plan-2023", "", 8)),
        ("plan-2023 task 8", Number("plan-2023", "task", 8)),
        ("三年规划 任务8", Number("三年规划", "task", 8)),
        ("plan-2023", None),
        ("list-2025-2", None),
        ("2025", None),
        ("10件惠民实事", None),
        ("民政局", None),
        ("", None),
    ],
)
def test_number(text: str, read: Number | None) -> None:
    assert number_of(text) == read


@given(st.text())
def test_any_text_has_its_forms(text: str) -> None:
    assert len(without_rank(text)) <= len(text)
    assert without_unit(text) is not None
    number_of(text)
    assert fold(fold(text)) == fold(text)
