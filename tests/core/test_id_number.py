from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partyoffice.core.id_number import REGIONS, check_digit, read_id_number

RIGHT = "11010519491231002X"


@pytest.mark.parametrize(
    ("text", "born", "sex", "region"),
    [
        (RIGHT, date(1949, 12, 31), "女", "北京"),  # (62)
        ("440524188001010014", date(1880, 1, 1), "男", "广东"),
        ("110101200809010021", date(2008, 9, 1), "女", "北京"),
        ("11010519491231002x", date(1949, 12, 31), "女", "北京"),
        ("  11010519491231002X\t", date(1949, 12, 31), "女", "北京"),
    ],
)
def test_a_right_number_tells_birth_sex_and_region(text, born, sex, region):
    read = read_id_number(text)
    assert read.valid
    assert (read.number, read.born, read.sex, read.region) == (text.strip().upper(), born, sex, region)
    assert (read.code, read.message) == ("", "")


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("110105194912310021", "id-check", "应为 X，现在是 1"),  # (62)
        ("44052418800101001X", "id-check", "应为 4，现在是 X"),
        ("11010519490229002X", "id-birth", "19490229 不存在"),
        ("110105194913310021", "id-birth", "19491331 不存在"),
        ("110105000001010021", "id-birth", "00000101 不存在"),
        ("1101051949123100", "id-length", "现在是 16 位"),
        ("11010519491231002XX", "id-length", "应为 18 位数字"),
        ("1101051949123100201", "id-length", "现在是 19 位"),
        ("", "id-length", "应为 18 位数字"),
        ("X1010519491231002X", "id-length", "应为 18 位数字"),
        ("110105X9491231002X", "id-length", "应为 18 位数字"),
        ("1.10105194912E+17", "id-length", "应为 18 位数字"),
        ("１１０１０５１９４９１２３１００２Ｘ", "id-length", "应为 18 位数字"),
        ("330099********4127", "id-length", "应为 18 位数字"),
        ("110105491231O02", "id-length", "应为 18 位数字"),
        ("11010549123100X", "id-length", "现在是 15 位"),
        ("110105490229002", "id-birth", "490229 不存在"),
    ],
)
def test_a_wrong_number_says_what_is_wrong_and_is_not_repaired(text, code, says):
    read = read_id_number(text)
    assert not read.valid
    assert (read.number, read.code) == (text, code)
    assert says in read.message
    assert (read.born, read.sex, read.region) == (None, "", "")


@pytest.mark.parametrize(
    ("text", "born", "sex"),
    [("110105491231002", date(1949, 12, 31), "女"), ("110105491231001", date(1949, 12, 31), "男")],
)
def test_an_old_number_is_taken_with_a_word(text, born, sex):
    read = read_id_number(text)
    assert not read.valid
    assert (read.born, read.sex, read.region, read.code) == (born, sex, "北京", "id-old")
    assert "15 位" in read.message


def test_an_old_number_of_an_unknown_region_has_none():
    assert not read_id_number("990105491231002").region


def test_an_unknown_region_is_told_but_does_not_make_the_number_wrong():
    number = "99010519491231002"
    read = read_id_number(number + check_digit(number))
    assert read.valid
    assert (read.region, read.code) == ("", "")
    assert "99" in read.message


def test_regions_are_the_provinces():
    assert len(REGIONS) == 35
    assert (REGIONS["11"], REGIONS["33"], REGIONS["82"], REGIONS["83"]) == ("北京", "浙江", "澳门", "台湾")


FIRST17 = st.builds(
    "{}0099{:%Y%m%d}{:03d}".format,
    st.sampled_from(sorted(REGIONS)),
    st.dates(date(1900, 1, 1), date(2026, 11, 20)),
    st.integers(0, 999),
)


@settings(deadline=None, derandomize=True, database=None)
@given(FIRST17, st.integers(0, 16), st.integers(1, 9))
def test_any_single_wrong_digit_is_noticed(first17, place, shift):
    number = first17 + check_digit(first17)
    assert read_id_number(number).valid
    wrong = str((int(number[place]) + shift) % 10)
    assert not read_id_number(number[:place] + wrong + number[place + 1 :]).valid


@settings(deadline=None, derandomize=True, database=None)
@given(FIRST17)
def test_the_check_digit_closes_the_sum_of_the_standard(first17):
    # GB 11643: the weighted sum over all 18 places leaves 1 when divided by 11.
    last = check_digit(first17)
    values = [int(digit) for digit in first17] + [10 if last == "X" else int(last)]
    weights = [pow(2, 17 - place, 11) for place in range(18)]
    assert sum(weight * value for weight, value in zip(weights, values, strict=True)) % 11 == 1
