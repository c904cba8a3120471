import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partyoffice.core import text

PROVEN = settings(deadline=None, derandomize=True, database=None)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  张三 ", "张三"),
        ("教务处\u00a0主任", "教务处 主任"),
        ("教务处\u3000主任", "教务处 主任"),
        ("a\tb", "a b"),
        ("张\u200b三\ufeff", "张三"),
        ("\x00张\x1f三\x7f\x9f", "张三"),
        ("第一行\r\n第二行\r第三行\x0b第四行\u2028第五行", "第一行 第二行 第三行 第四行 第五行"),
        ("\u202e反写\u202c", "反写"),
        ("a\u200cb\u200dc", "a\u200cb\u200dc"),
        ("", ""),
    ],
)
def test_one_line_is_cleaned_of_what_nobody_sees(typed, kept):
    assert text.clean(typed) == kept


def test_long_text_keeps_its_lines():
    assert text.clean_long(" 一、\r\n二、\r三、\x0b四、\u2029五、\x07 ") == "一、\n二、\n三、\n四、\n五、"


@PROVEN
@given(st.text())
def test_cleaning_twice_is_cleaning_once(typed):
    assert text.clean(text.clean(typed)) == text.clean(typed)
    assert text.clean_long(text.clean_long(typed)) == text.clean_long(typed)
    assert not {char for char in text.clean(typed) if unicodedata.category(char) == "Cc"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("张  三", "张三"),
        ("张\u3000三", "张三"),
        ("欧 阳 修", "欧阳修"),
        ("𬭎 㛃", "𬭎㛃"),
        ("Anna Li", "Anna Li"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("阿依古丽 · 买买提", "阿依古丽 · 买买提"),
        (" 张三\n", "张三"),
    ],
)
def test_blanks_between_han_characters_of_a_name_go(typed, kept):
    assert text.clean_name(typed) == kept


def test_no_character_of_a_name_is_changed():
    kept = [
        chr(code)
        for start in (0x3400, 0x4E00, 0xF900, 0x20000, 0x2F800)
        for code in range(start, start + 1100)
    ]
    for char in kept:
        if unicodedata.category(char) != "Cn":
            assert text.clean_name(f"张{char}") == f"张{char}"


def test_full_width_digits_become_plain():
    assert text.half_width(" １１０１０５１９４９１２３１００２Ｘ ") == "11010519491231002X"
    assert text.half_width("２０２５－０７") == "2025-07"


@pytest.mark.parametrize(
    "word",
    [
        "",
        " ",
        "无",
        "—",
        "——",
        "-",
        "--",
        "/",
        "暂缺",
        "暂无",
        "未填",
        "空",
        "不详",
        "N/A",
        "\u3000无 ",
        "NULL",
        "None",
    ],
)
def test_words_for_none_are_no_data(word):
    assert text.is_nothing(word)


@pytest.mark.parametrize("word", ["0", "无锡", "空军", "否", "无党派人士", "-1"])
def test_data_are_not_taken_for_none(word):
    assert not text.is_nothing(word)


def test_a_masked_value_is_recognised():
    assert text.is_masked("330099********4127")
    assert text.is_masked("１３９＊＊＊＊６２０４")
    assert text.is_masked("139×××6204")
    assert not text.is_masked("13900006204")


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("张 三", "张三"),
        ("ＡＢＣ", "abc"),
        ("阿依古丽·买买提", "阿依古丽买买提"),
        ("阿依古丽．买买提", "阿依古丽买买提"),
        ("阿依古丽･买买提", "阿依古丽买买提"),
        ("阿依古丽・买买提", "阿依古丽买买提"),
        ("3.5", "3.5"),
        ("100%_\\", "100%_\\"),
        ("ß", "ss"),
        ("\uf900", "\u8c48"),
    ],
)
def test_search_keys_leave_out_what_people_type_differently(typed, key):
    assert text.search_key(typed) == key


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("330099199001014127", "330099********4127"),
        ("330099900101412", "330099*****1412"),
        ("12345678901", "123456*8901"),
        ("1234567890", "**********"),
        ("", ""),
    ],
)
def test_identity_numbers_keep_six_and_four(number, masked):
    assert text.mask_id_number(number) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [("13900006204", "139****6204"), ("12345678", "123*5678"), ("1234567", "*******"), ("", "")],
)
def test_phones_keep_three_and_four(number, masked):
    assert text.mask_phone(number) == masked


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", 12),
        (" ３０ ", 30),
        ("007", 7),
        ("", None),
        ("-1", None),
        ("1.5", None),
        ("٣", None),
        ("9" * 5000, None),
    ],
)
def test_a_count_is_read_from_digits_of_any_width_and_from_nothing_else(typed, number):
    assert text.count_of(typed) == number


@pytest.mark.parametrize(
    ("value", "masked"), [("青禾市砚湖区", "青****"), ("青禾", "青*"), ("青", "青"), ("", "")]
)
def test_other_values_keep_their_first_character(value, masked):
    assert text.mask_text(value) == masked


@PROVEN
@given(st.text("0123456789X", min_size=1, max_size=20))
def test_a_mask_never_changes_the_length_nor_shows_more_than_it_may(number):
    for mask, shown in ((text.mask_id_number, 10), (text.mask_phone, 7)):
        assert len(mask(number)) == len(number)
        assert len(number) - mask(number).count("*") <= shown


def test_numbers_in_running_text_are_masked_and_the_words_stay():
    told = "贺远山 19900000000，330099198802034127，编号 20261120001，合计 12345678901234567890"
    assert text.mask_numbers(told) == (
        "贺远山 199****0000，330099********4127，编号 20261120001，合计 12345678901234567890"
    )


def test_half_a_sign_that_no_file_can_hold_goes_where_it_comes_in():
    assert text.clean("林\ud800知夏\udfff") == "林知夏"
    assert text.clean_name("\udce9沈砚秋").encode() == "沈砚秋".encode()
