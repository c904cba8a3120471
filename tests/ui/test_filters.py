import operator
from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.ui.filter_words import UnreadableFilterError, read_days, read_numbers, read_text
from partyoffice.ui.filters import Filterable, Filters, Way

TODAY = date(2026, 11, 20)
# name, pinyin, birth, joined, education, standing
PEOPLE = (
    ("沈砚秋", ("shenyanqiu", "syq"), Day(1988, 2, 3), Day(2012, 6, 21), "大学本科", 13),
    ("阿依古丽·买买提", ("ayigulimaimaiti", "aygl"), Day(1968, 1, 1), Day(2013, 7), "硕士", 12),
    ("方砚舟", ("fangyanzhou", "fyz"), Day(1967, 12, 31), None, "大学本科", 14),
    ("林知夏", ("linzhixia", "lzx"), None, Day(2012, 6), "", None),
    ("骆嘉言", ("luojiayan", "ljy"), Day(1970, 12, 31), Day(2026, 9, 18), "中专", "—"),
)
COLUMNS = (
    Filterable("name", "姓名", operator.itemgetter(0), more=operator.itemgetter(1)),
    Filterable.of(Field("birth", "出生日期", Kind.DAY), operator.itemgetter(2)),
    Filterable.of(Field("joined", "入党时间", Kind.DAY), operator.itemgetter(3)),
    Filterable("education", "学历", operator.itemgetter(4), Way.CHOICE,
               keys=lambda label: {"大学本科": ("daxuebenke", "dxbk")}.get(label, ())),
    Filterable.of(Field("standing", "党龄", Kind.NUMBER), operator.itemgetter(5)),
)  # fmt: skip


@pytest.fixture
def filters():
    made = Filters(COLUMNS, lambda: TODAY)
    made.fill(PEOPLE)
    return made


def found(filters, key, text):
    filters.clear()
    filters.type(key, text)
    return "".join(PEOPLE[at][0][0] for at in sorted(filters.found()))


@pytest.mark.parametrize(
    ("typed", "who", "words"),
    [
        ("1988", "沈", "1988"),
        ("1988年", "沈", "1988"),
        ("1988-02", "沈", "1988-02"),
        ("1988.2.3", "沈", "1988-02-03"),
        ("１９８８．２", "沈", "1988-02"),
        (">=1968-01", "沈阿骆", "1968-01 以后"),
        ("≥1968-01", "沈阿骆", "1968-01 以后"),
        ("⩾ 1968-01", "沈阿骆", "1968-01 以后"),
        ("＞＝１９６８", "沈阿骆", "1968 以后"),
        ("1968以后", "沈阿骆", "1968 以后"),
        ("1968年及以后", "沈阿骆", "1968 以后"),
        ("自1968年1月起", "沈阿骆", "1968-01 以后"),
        (">1968", "沈骆", "晚于 1968"),
        ("<=1967", "方", "1967 以前"),
        ("1968以前", "阿方", "1968 以前"),
        ("<1968", "方", "早于 1968"),
        ("1968-01 至 1970-12", "阿骆", "1968-01 至 1970-12"),
        ("1968-01—1970", "阿骆", "1968-01 至 1970"),
        ("1968-01-1970-12", "阿骆", "1968-01 至 1970-12"),
        ("1968-1970", "阿骆", "1968 至 1970"),
        ("1968～1970", "阿骆", "1968 至 1970"),
        ("19680101-19701231", "阿骆", "1968-01-01 至 1970-12-31"),
        ("1970到1968", "阿骆", "1968 至 1970"),
        ("1968—", "沈阿骆", "1968 以后"),
        ("—1967", "方", "1967 以前"),
        ("1970至今", "沈骆", "1970 以后"),
        ("1988、1967", "沈方", "1988、1967"),
        ("1988，1967", "沈方", "1988、1967"),
        ("空", "林", "空白"),
        ("（空白）", "林", "空白"),
        ("非空", "沈阿方骆", "非空白"),
        ("1988、空", "沈林", "1988、空白"),
    ],
)
def test_a_span_of_days_is_read_as_people_type_it(filters, typed, who, words):
    assert found(filters, "birth", typed) == who
    assert filters.active["birth"].words == words
    again = filters.active["birth"].shown
    assert found(filters, "birth", again) == who, "what the editor shows is read the same"
    assert filters.active["birth"].shown == again


@pytest.mark.parametrize(
    ("typed", "who"), [("今年", "骆"), ("本月", ""), ("2026-09", "骆"), ("2012-06-21", "沈林"), ("去年", "")]
)
def test_a_month_whose_day_is_unknown_may_be_any_of_its_days(filters, typed, who):
    assert found(filters, "joined", typed) == who


@pytest.mark.parametrize(
    ("typed", "who", "words"),
    [
        ("13", "沈", "13"),
        ("≥13", "沈方", "13 以上"),
        ("13以上", "沈方", "13 以上"),
        ("12年以下", "阿", "12 以下"),
        (">13", "方", "大于 13"),
        ("<13", "阿", "小于 13"),
        ("不少于１３", "沈方", "13 以上"),
        ("12-13", "沈阿", "12 至 13"),
        ("12—13", "沈阿", "12 至 13"),
        ("12 至 13", "沈阿", "12 至 13"),
        ("12、14", "阿方", "12、14"),
        ("空", "林骆", "空白"),
    ],
)
def test_a_span_of_numbers_is_read_as_people_type_it(filters, typed, who, words):
    assert found(filters, "standing", typed) == who
    assert filters.active["standing"].words == words


def test_an_amount_may_have_its_comma_and_its_unit():
    assert read_numbers("≥1,200元").passes((1200.0, 1200.0))
    assert not read_numbers("1,200—1,300").passes((120.0, 120.0))


@pytest.mark.parametrize(
    ("read", "typed", "part"),
    [
        (read_days, "abc", "可以写 1988"),
        (read_days, "68-01", "可以写 1988"),
        (read_days, "2012-13", "2012-13"),
        (read_days, "2012-02-30", "不是有效日期"),
        (read_days, "≥", "可以写"),
        (read_days, "1850", "1850"),
        (read_numbers, "许多", "可以写 30"),
        (read_numbers, "inf", "可以写 30"),
    ],
)
def test_what_cannot_be_read_is_told_with_a_way_to_write_it(read, typed, part):
    with pytest.raises(UnreadableFilterError, match=part):
        read(typed, TODAY) if read is read_days else read(typed)


def test_an_unreadable_filter_filters_nothing(filters):
    filters.type("birth", "1988")
    with pytest.raises(UnreadableFilterError):
        filters.type("birth", "1988-99")
    assert filters.found() is None
    assert not filters.active


@pytest.mark.parametrize(
    ("typed", "who"),
    [("砚", "沈方"), ("syq", "沈"), ("shen", "沈"), ("阿依古丽买买提", "阿"), ("方 舟", "方"), ("LZX", "林"),
     ("=林知夏、骆嘉言", "林骆"), ("=林", ""), ("空白", ""), ("非空白", "沈阿方林骆"), ("空", "")],
)  # fmt: skip
def test_a_name_is_found_by_part_or_pinyin(filters, typed, who):
    assert found(filters, "name", typed) == who


@pytest.mark.parametrize("sign", ["%", "_", "'", '"', "\\", "*", "?"])
def test_every_sign_is_literal_in_a_text_filter(sign):
    column = Filterable("note", "备注", lambda row: row)
    filters = Filters((column,), lambda: TODAY)
    filters.fill(("普通备注", f"带{sign}的备注", ""))
    filters.type("note", sign)
    assert filters.found() == {1}


def test_a_filter_of_nothing_but_a_dot_says_so():
    with pytest.raises(UnreadableFilterError, match="要找的字"):
        read_text("·")


@pytest.mark.parametrize(
    ("typed", "who", "words"),
    [
        ("本科", "沈方", "大学本科"),
        ("dxbk", "沈方", "大学本科"),
        ("本科、硕士", "沈阿方", "大学本科、硕士"),
        ("硕士,中专", "阿骆", "硕士、中专"),
        ("空白", "林", "空白"),
        ("中专，空", "林骆", "中专、空白"),
    ],
)
def test_a_choice_is_typed_in_part_or_by_initials(filters, typed, who, words):
    assert found(filters, "education", typed) == who
    assert filters.active["education"].words == words


def test_a_choice_nobody_has_is_refused_with_the_way_to_the_list(filters):
    with pytest.raises(UnreadableFilterError, match=r"没有“博士”.*Alt"):
        filters.type("education", "博士")


def test_the_tick_list_counts_what_the_other_filters_leave(filters):
    assert filters.labels("education") == [("中专", 1), ("大学本科", 2), ("硕士", 1), ("", 1)]
    filters.type("birth", "1988、1967")
    filters.tick("education", ("大学本科", ""))
    assert filters.labels("education", filters.found(but="education")) == [("大学本科", 2), ("", 0)]
    assert filters.ticked("education") == {"大学本科", ""}
    assert filters.active["education"].words == "大学本科、空白"


def test_days_are_ticked_by_year_newest_first(filters):
    assert [label for label, _ in filters.labels("birth")] == ["1988", "1970", "1968", "1967", ""]
    filters.tick("birth", ("1988", ""))
    assert sorted(filters.found()) == [0, 3]
    assert filters.ticked("birth") == {"1988", ""}
    filters.tick("birth", ())
    assert filters.found() is None


def test_filters_of_several_columns_hold_together(filters):
    filters.type("name", "砚")
    filters.type("birth", "≥1968")
    assert filters.found() == {0}
    filters.clear("birth")
    assert filters.found() == {0, 2}
    filters.clear()
    assert filters.found() is None


def test_a_record_that_changed_is_judged_anew_and_the_others_are_not_asked(filters):
    rows = [list(row) for row in PEOPLE]
    filters.fill(rows)
    filters.type("birth", "1988")
    assert filters.found() == {0}
    rows[1][2], rows[0][2], rows[2][2] = Day(1988, 5), Day(1999, 1), Day(1988, 9)
    filters.put(1)
    filters.put(0)
    assert filters.found() == {1}


def test_new_rows_are_filtered_by_the_same_conditions(filters):
    filters.type("name", "林")
    filters.fill((PEOPLE[3], PEOPLE[0], PEOPLE[3]))
    assert filters.found() == {0, 2}


def test_kept_filters_come_back_and_what_is_unknown_is_passed_over(filters):
    filters.type("birth", "1968-01以后")
    filters.tick("education", ("大学本科", "博士"))
    kept = filters.state()
    assert kept == {"birth": "≥1968-01", "education": ["大学本科", "博士"]}
    filters.restore({**kept, "no_such_column": "1", "standing": "看不懂"})
    assert filters.state() == kept
    assert filters.found() == {0}
    assert ("博士", 0) in filters.labels("education")


def test_several_posts_of_one_person_are_ticked_one_by_one():
    column = Filterable("post", "职务", lambda row: row, Way.CHOICE, several=True)
    filters = Filters((column,), lambda: TODAY)
    filters.fill(("党支部书记、组织委员", "组织委员", ""))
    assert filters.labels("post") == [("党支部书记", 1), ("组织委员", 2), ("", 1)]
    filters.tick("post", ("党支部书记",))
    assert filters.found() == {0}
