"""What a formula says after rows were put in, and after it was copied."""

from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.filling.days import form_for, form_in, serial
from partyoffice.filling.refs import Push, areas, moved, pushed
from partyoffice.filling.tree import area, area_text, letters, place

TEN_BELOW_SEVEN = Push(7, 10, 7)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A7", "A7"),
        ("A8", "A18"),
        ("$A$8+B$9", "$A$18+B$19"),
        ("SUM(F3:F7)", "SUM(F3:F17)"),
        ("SUM(F3:F6)", "SUM(F3:F6)"),
        ("SUM(F8:F9)", "SUM(F18:F19)"),
        ("SUM($3:$8)", "SUM($3:$18)"),
        ("SUM(A:A)", "SUM(A:A)"),
        ('IF(A8="A8 与 A9","",B8)', 'IF(A18="A8 与 A9","",B18)'),
        ("页!A8+'页'!A8", "页!A18+'页'!A18"),
        ("别页!A8+'别''页'!A8", "别页!A8+'别''页'!A8"),
        ("LOG10(A8)+TODAY()", "LOG10(A18)+TODAY()"),
        ("人员+表1[姓名]", "人员+表1[姓名]"),
        ("#REF!+1", "#REF!+1"),
        ('"没有写完', '"没有写完'),
        ("", ""),
    ],
)
def test_a_formula_follows_the_rows(before, after):
    assert pushed(before, TEN_BELOW_SEVEN, "页", own=True) == after


def test_a_formula_of_another_sheet_follows_only_where_it_names_the_sheet():
    assert pushed("A8+页!A8:A9", TEN_BELOW_SEVEN, "页", own=False) == "A8+页!A18:A19"
    assert pushed("'它''页'!A8", TEN_BELOW_SEVEN, "它'页", own=False) == "'它''页'!A18"


def test_without_rows_for_people_a_head_does_not_grow():
    assert areas("A1:H3 A4:H9 B2", Push(3, 5, 4)) == "A1:H3 A9:H14 B2"


def test_a_copied_formula_moves_what_is_not_fixed():
    assert moved("A3+$B$1+C$1", 6) == "A9+$B$1+C$1"
    assert moved("a3+页!$A3+'A3 页'!B3:C$4", 6, 1) == "B9+页!$A9+'A3 页'!C9:D$4"
    assert moved('TODAY()&"A3"+LOG10(A3)', 6) == 'TODAY()&"A3"+LOG10(A9)'
    assert moved("A3+人员", 0) == "A3+人员"
    assert moved('"没有写完', 6) == '"没有写完'
    assert moved("A1+B5", -2) == "A1+B5"
    assert moved("A5", 0, -1) == "A5"


def test_places_and_areas_are_read_and_written():
    assert [letters(number) for number in (1, 26, 27, 52, 53, 702, 703)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]
    assert place("$AB$12") == (12, 28)
    assert place("没有") == (0, 0)
    assert area("B2") == (2, 2, 2, 2)
    assert area_text(area("B2:AA10")) == "B2:AA10"


@pytest.mark.parametrize(
    "text",
    ["1985.03", "1985.3", "1985年3月", "1985年03月12日", "1985-03-12", "1985/3/12", "19850312", "198503"],
)
def test_an_example_is_written_as_it_stands(text):
    form = form_in(f"如：{text}")
    assert form.text(Day(1985, 3, 12)) == text


def test_a_text_without_a_date_has_no_form():
    assert form_in("出生年月") is None
    assert form_in("330099198503070011") is None
    assert form_for("入党时间", [None, 5, "无"]).text(Day(2001, 6, 21)) == "2001-06-21"


def test_a_day_before_the_calendar_of_sheets_has_no_number():
    assert serial(date(1900, 2, 28), since_1904=False) is None
    assert serial(date(1900, 3, 1), since_1904=False) == 61
    assert serial(date(1903, 12, 31), since_1904=True) is None
    assert serial(date(1904, 1, 2), since_1904=True) == 1
