"""One cell, one value: what is taken, what is refused, what is only remarked on."""

from datetime import date, datetime, time

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.core.id_number import check_digit
from partyoffice.intake.cells import NUMERIC_ID, convert, text_of
from partyoffice.intake.sheet import Month
from partyoffice.intake.target import Target

ON = date(2026, 11, 20)
SURE = "33009919900101123"
NUMBER = SURE + check_digit(SURE)
WIDE = NUMBER.translate(str.maketrans("0123456789X", "０１２３４５６７８９Ｘ"))


def ending_in_000() -> tuple[str, str]:
    """Return two numbers ending in 000: one with a right check digit, one without."""
    tails = [f"33009919{year}0101100" for year in range(60, 99)]
    right = next(tail for tail in tails if check_digit(tail) == "0")
    wrong = next(tail for tail in tails if check_digit(tail) != "0")
    return right + "0", wrong + "0"


def read(kind: Kind, value, *, words=None, **about):
    return convert(Target("k", Field("k", "栏目", kind, **about), words=words or {}), value, ON)


def outcome(reading):
    note = reading.problem or reading.warning
    return reading.value, note.code if note else "", bool(reading.problem)


DAYS = {
    "20120621": Day(2012, 6, 21),
    "2012.6.21": Day(2012, 6, 21),
    "２０１２年６月２１日": Day(2012, 6, 21),
    "2012年6月": Day(2012, 6),
    "201206": Day(2012, 6),
    "'2012-06-21": Day(2012, 6, 21),
    "1990.01（35岁）": Day(1990, 1),
    "2012-06-21 00:00:00": Day(2012, 6, 21),
    date(2012, 6, 21): Day(2012, 6, 21),
    datetime.fromisoformat("2012-06-21T08:30"): Day(2012, 6, 21),
    Month(2012, 6): Day(2012, 6),
    20120621.0: Day(2012, 6, 21),
    201206.0: Day(2012, 6),
    2012.06: Day(2012, 6),
    2012.11: Day(2012, 11),
    2012.2: Day(2012, 2),
}


@pytest.mark.parametrize("value", DAYS, ids=str)
def test_a_day_is_read(value):
    assert outcome(read(Kind.DAY, value)) == (DAYS[value], "", False)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("2012-02-30", "date-impossible"),
        ("1899-01-01", "date-impossible"),
        ("2029-01-01", "date-impossible"),
        (date(2030, 1, 1), "date-impossible"),
        (20121345.0, "date-impossible"),
        ("7/1/25", "date-unclear"),
        ("25.7.1", "date-unclear"),
        ("45839", "date-unclear"),
        (45839.0, "date-unclear"),
        (60.0, "date-unclear"),
        (0.0, "date-unclear"),
        (time(0, 0), "date-unclear"),
        (date(1900, 2, 28), "date-unclear"),
        (2012.1, "date-unclear"),
        ("大约2012年", "date-unclear"),
    ],
)
def test_a_day_is_refused_with_its_reason(value, code):
    assert outcome(read(Kind.DAY, value)) == (None, code, True)


def test_a_field_that_needs_the_day_refuses_a_month():
    assert outcome(read(Kind.DAY, "2012年6月", month_allowed=False)) == (None, "date-unclear", True)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (float(NUMBER[:-1] + "0"), "id-numeric"),
        (330099900101123.0, "id-numeric"),
        (3, "id-numeric"),
        ("3.30099E+17", "id-numeric"),
        ("3.3e17", "id-numeric"),
        (ending_in_000()[1], "id-numeric"),
        (NUMBER[:-1], "id-length"),
        (NUMBER + "1", "id-length"),
        ("33009919900230123X", "id-birth"),
        (NUMBER[:-1] + ("1" if NUMBER[-1] != "1" else "2"), "id-check"),
        ("E12345678", "id-other"),
        ("H1234567890", "id-other"),
        ("12345678", "id-other"),
        ("有", "id-length"),
    ],
)
def test_an_id_number_is_refused_with_its_reason(value, code):
    assert outcome(read(Kind.ID_NUMBER, value)) == (None, code, True)


@pytest.mark.parametrize(
    "value",
    [
        NUMBER,
        f" {NUMBER} ",
        f"'{NUMBER}",
        f"{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}",
        f"\u200b{NUMBER}",
        WIDE,
    ],
)
def test_an_id_number_is_taken_however_it_was_typed(value):
    assert read(Kind.ID_NUMBER, value).value == NUMBER


def test_a_number_that_truly_ends_in_000_is_taken():
    assert outcome(read(Kind.ID_NUMBER, ending_in_000()[0])) == (ending_in_000()[0], "", False)


def test_a_small_x_becomes_a_great_one():
    small = (
        next(
            f"3300991990{month:02d}{day:02d}12"
            for month in range(1, 13)
            for day in range(1, 29)
            if check_digit(f"3300991990{month:02d}{day:02d}123") == "X"
        )
        + "3x"
    )
    assert read(Kind.ID_NUMBER, small).value == small.upper()


def test_the_sentence_for_a_numeric_cell_says_how_to_mend_it():
    assert read(Kind.ID_NUMBER, 3.3e17).problem.message == NUMERIC_ID


def test_an_old_number_comes_in_with_a_warning():
    assert outcome(read(Kind.ID_NUMBER, "330099900101123")) == ("330099900101123", "id-old", False)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.ID_NUMBER, "330099********4127"),
        (Kind.PHONE, "139****6204"),
        (Kind.NAME, "张*"),
        (Kind.TEXT, "青禾市**路"),
    ],
)
def test_a_masked_value_is_nothing_with_a_warning(kind, value):
    assert outcome(read(kind, value)) == (None, "masked", False)


def test_one_star_in_free_text_is_meant():
    assert outcome(read(Kind.TEXT, "3*4 教室")) == ("3*4 教室", "", False)


@pytest.mark.parametrize("value", ["", " ", "无", "—", "暂缺", "/", None, "\u3000", "N/A"])
@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in {Kind.FLAG, Kind.PHOTO, Kind.LINK}])
def test_nothing_is_nothing_in_every_kind(kind, value):
    assert outcome(read(kind, value)) == (None, "", False)


@pytest.mark.parametrize(
    ("value", "number", "code"),
    [
        (13900001111.0, "13900001111", ""),
        ("139 0000 1111", "13900001111", ""),
        ("１３９００００１１１１", "13900001111", ""),
        ("+86-139-0000-1111", "13900001111", ""),
        ("0571-88886666", "0571-88886666", ""),
        ("057188886666", "057188886666", ""),
        ("1.39E+10", None, "phone-unclear"),
        ("见备注", None, "phone-unclear"),
        ("1390000111", "1390000111", "phone-unclear"),
        ("1390000111122", "1390000111122", "phone-unclear"),
    ],
)
def test_a_phone_never_keeps_a_row_out(value, number, code):
    assert outcome(read(Kind.PHONE, value)) == (number, code, False)


@pytest.mark.parametrize(
    ("value", "label"),
    [("汉", "汉族"), ("868_汉族", "汉族"), ("01 汉族", "汉族"), ("汉 族", "汉族"), ("维吾尔", "维吾尔族")],
)
def test_a_nation_is_known_by_its_usual_forms(value, label):
    assert read(Kind.CHOICE, value, codes="nation", open=False).value == label


@pytest.mark.parametrize("value", ["蒙族", "火星族", "1", 1.0])
def test_a_nation_nobody_knows_is_refused(value):
    assert outcome(read(Kind.CHOICE, value, codes="nation", open=False)) == (None, "nation-unknown", True)


def test_an_unknown_status_is_refused_by_its_code_with_the_labels():
    target = Target(
        "k",
        Field("k", "人员类别", Kind.CHOICE, choices=("正式党员", "预备党员"), open=False),
        unknown="status-unknown",
    )
    reading = convert(target, "党员", ON)
    assert reading.problem.code == "status-unknown"
    assert "正式党员、预备党员" in reading.problem.message
    assert convert(target, "223_正式党员", ON).value == "正式党员"


def test_a_part_may_know_other_words():
    about = {"choices": ("正式党员", "预备党员"), "open": False}
    assert read(Kind.CHOICE, "转正了", words={"转正了": "正式党员"}, **about).value == "正式党员"


def test_an_open_list_takes_other_labels():
    assert outcome(read(Kind.CHOICE, "07_自办幼师班", choices=("大学",))) == ("自办幼师班", "", False)


@pytest.mark.parametrize("value", ["是", 1.0, True, "√", "1", "Y", "1_是", "有"])
def test_yes(value):
    assert read(Kind.FLAG, value).value is True
    assert read(Kind.FLAG, value, choices=("是", "否")).value == "是"


@pytest.mark.parametrize("value", ["否", 0.0, False, "×", "0", "无", "n"])
def test_no(value):
    assert read(Kind.FLAG, value).value is False
    assert read(Kind.FLAG, value, choices=("是", "否")).value == "否"


def test_a_flag_that_is_neither_is_refused():
    assert outcome(read(Kind.FLAG, "也许")) == (None, "choice-unknown", True)
    assert outcome(read(Kind.FLAG, "—")) == (None, "", False)


@pytest.mark.parametrize(
    ("value", "fen"),
    [(3000.1, 300010), (0.1 + 0.2, 30), ("1,409.50 元", 140950), ("￥５", 500), (5.0, 500), (-3.5, -350)],
)
def test_an_amount_is_exact(value, fen):
    assert read(Kind.MONEY, value).value == fen


@pytest.mark.parametrize("value", ["五元", 12.345, "1.2.3"])
def test_an_amount_that_is_none_is_refused(value):
    assert outcome(read(Kind.MONEY, value)) == (None, "amount-unclear", True)


@pytest.mark.parametrize(
    ("value", "number"), [("35人", 35), (3.0, 3), (2.5, 2.5), ("1,200", 1200), ("-1", -1)]
)
def test_a_number_is_read(value, number):
    assert read(Kind.NUMBER, value).value == number


def test_a_number_that_is_none_is_refused():
    assert outcome(read(Kind.NUMBER, "若干")) == (None, "number-unclear", True)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12.0, "12"),
        (1.5, "1.5"),
        (True, "是"),
        (date(2012, 6, 1), "2012-06-01"),
        (time(8, 30), "08:30"),
        ("007", "007"),
    ],
)
def test_a_text_from_any_cell(value, text):
    assert read(Kind.TEXT, value).value == text


def test_a_long_number_has_lost_its_end():
    assert outcome(read(Kind.TEXT, 330099199001011234.0)) == (None, "number-cut", True)


def test_invisible_characters_go_with_a_remark():
    assert outcome(read(Kind.TEXT, "教工\u200b支部\x07")) == ("教工支部", "cleaned", False)
    assert outcome(read(Kind.LONG, "一\x0b二")) == ("一\n二", "", False)
    assert outcome(read(Kind.TEXT, "\u3000教工\t支部 ")) == ("教工 支部", "", False)


@pytest.mark.parametrize("name", ["张  三", "阿依古丽·买买提", "陆䶮", "𬭚清", "李\ufa0c"])
def test_a_name_stays_as_typed(name):
    assert read(Kind.NAME, name).value == name.replace(" ", "")


@pytest.mark.parametrize("value", [3.0, "12", "？"])
def test_what_is_no_name_is_refused(value):
    assert outcome(read(Kind.NAME, value)) == (None, "name-unclear", True)


def test_moments_show_their_clock_only_when_they_have_one():
    assert text_of(datetime.fromisoformat("2012-06-21")) == "2012-06-21"
    assert text_of(datetime.fromisoformat("2012-06-21T08:30")) == "2012-06-21 08:30"
    assert text_of(Month(2012, 6)) == "2012-06"
