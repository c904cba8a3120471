"""公示: which months one tells of, by when it is due, what it says, and what differs afterwards."""

from datetime import date

import docx
import pypdfium2
import pytest

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.dues import home
from partyoffice.dues.actions.collect import pay
from partyoffice.dues.actions.giving import receive_donation, receive_gift
from partyoffice.dues.actions.money import add_entry, open_book
from partyoffice.dues.actions.publishing import (
    correct_notice,
    draft_notice,
    drop_notice,
    note_feedback,
    post_notice,
)
from partyoffice.dues.duties import publishing
from partyoffice.dues.part import DUES
from partyoffice.dues.queries.money import balance
from partyoffice.dues.queries.publishing import (
    DONE,
    TO_DO,
    UP,
    notice_years,
    notices,
    proposed,
    to_publish,
    told_since,
)
from partyoffice.dues.queries.remitting import parts_of
from partyoffice.dues.records.settings import PUBLISH
from partyoffice.dues.rules.giving import Standing, out_of_order, standing
from partyoffice.dues.rules.months import month
from partyoffice.dues.rules.publishing import CYCLES, ended, out_of_time, period
from partyoffice.dues.rules.statement import changes, statement
from partyoffice.dues.rules.words import Account, Flow, Published
from partyoffice.dues.seek import SEEK
from partyoffice.organisation.actions import ensure_branch
from partyoffice.part import Asked
from partyoffice.reports.document import as_text
from partyoffice.reports.write import write
from partyoffice.store import settings

NOVEMBER = month(2026, 11)
ON = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("kind", "words", "first", "last", "by"),
    [
        (Published.MONTH, "2026年11月", 11, 11, date(2026, 12, 31)),
        (Published.QUARTER, "2026年第四季度", 10, 12, date(2027, 1, 31)),
        (Published.YEAR, "2026年度", 1, 12, date(2027, 1, 31)),
    ],
)
def test_a_period_is_named_and_due_by_the_end_of_the_month_after(kind, words, first, last, by):
    one = period(kind, NOVEMBER)
    assert (one.words, one.first, one.last, one.by) == (words, month(2026, first), month(2026, last), by)


def test_the_last_period_that_is_over_is_told_across_the_turn_of_the_year():
    assert [ended(kind, month(2027, 1)).words for kind in CYCLES.values()] == [
        "2026年12月", "2026年第四季度", "2026年度"
    ]  # fmt: skip
    assert ended(Published.QUARTER, NOVEMBER).words == "2026年第三季度"


def test_a_period_is_published_only_by_a_span_that_holds_all_of_it():
    quarter = period(Published.QUARTER, NOVEMBER)
    assert quarter.within([(month(2026, 1), month(2026, 12))])
    assert quarter.within([(quarter.first, quarter.last)])
    assert not quarter.within([(quarter.first + 1, quarter.last), (quarter.first, quarter.last - 1)])
    assert not quarter.within([])


def test_days_of_a_notice_run_forwards():
    assert not out_of_time(None, None)
    assert not out_of_time(Day(2026, 11, 20), Day(2026, 11, 20))
    assert out_of_time(Day(2026, 11, 20), Day(2026, 11, 19)) == "公示结束 2026-11-19 早于公示开始 2026-11-20"
    assert out_of_time(None, Day(2026, 11, 19)) == "写了公示结束，没有写公示开始"


def test_days_not_known_are_passed_over_and_a_month_is_before_none_of_its_days():
    days = ("交", Day(2026, 7, 9)), ("转", None), ("收", Day(2026, 7))
    assert not out_of_order(*days)
    assert (
        out_of_order(("交", Day(2026, 7, 9)), ("转", None), ("收", Day(2026, 6)))
        == "收 2026-06 早于交 2026-07-09"
    )
    assert standing(None, "", None) is Standing.AT_HAND


# -- with a book --------------------------------------------------------------------------------


@pytest.fixture
def book(session, member):
    """A book from 2026 with two members: one pays each month to October, one owes from March on."""
    one, other = member("林知夏"), member("沈砚秋")
    open_book(session, Day(2026, 1), 10_000, 50_000)
    for at in range(month(2026, 1), NOVEMBER):
        for person in (one, other) if at < month(2026, 3) else (one,):
            pay(session, person, at, 2000, on=Day(2026, at % 12 + 1, 5), method="现金", collector="骆嘉言")
    spend = {"flow": Flow.USED, "account": Account.BANK, "purpose": "培训党员", "decided": "4月8日支委会"}
    add_entry(session, {**spend, "amount": 3_000, "on": Day(2026, 4, 10), "content": "讲课费"})
    add_entry(
        session,
        {
            "flow": Flow.INTEREST,
            "account": Account.BANK,
            "amount": 25,
            "on": Day(2026, 6, 21),
            "content": "利息",
        },
    )
    return one, other


def paper(session, code, **given):
    made = next(one for one in DUES.papers if one.code == code)
    return as_text(made.build(session, 0, Asked(ON, {**made.usual(session, 0, ON), **given})))


def test_a_posted_notice_keeps_what_it_told_and_says_what_differs_since(session, book):
    made = draft_notice(session, {"span": "季度", "start": Day(2026, 5), "phone": "0000-8620016"})
    assert (str(made.start), str(made.end), made.posted) == ("2026-04", "2026-06", None)
    with pytest.raises(OfficeError, match="已有2026年第二季度的公示"):
        draft_notice(session, {"span": "季度", "start": Day(2026, 6)})
    with pytest.raises(OfficeError, match="早于公示开始"):
        post_notice(session, made.id, {"posted": Day(2026, 7, 8), "until": Day(2026, 7, 1)}, ON)
    with pytest.raises(OfficeError, match="还没有张贴"):
        correct_notice(session, made.id, {"posted": Day(2026, 7, 8)})
    with pytest.raises(OfficeError, match="没有写公示开始"):
        post_notice(session, made.id, {}, ON)
    post_notice(session, made.id, {"posted": Day(2026, 11, 18), "until": Day(2026, 11, 24)}, ON)
    told = made.figures
    assert (told["people"], told["due"], told["paid"], told["rate"]) == (2, 12_000, 6_000, "50%")
    assert (told["opening"], told["came"], told["went"]) == (70_000, 6_025, 3_000)
    assert told["closing"] == told["cash"] + told["bank"] == 73_025
    assert told["uses"] == [["2026-04-10", "培训党员", "讲课费", 3_000]]
    (row,) = notices(session, ON)
    assert (row.state, told_since(session, row, ON)) == (UP, ())
    pay(
        session,
        book[1],
        month(2026, 4),
        2000,
        on=Day(2026, 11, 19),
        method="现金",
        collector="骆嘉言",
        note="出差",
    )
    (said,) = told_since(session, row, ON)
    assert said.arithmetic == "实交 60.00 → 80.00；收缴率 50% → 66.6%"
    assert "| 60.00 | 50% |" in paper(session, "dues-10", span="季度", month="2026-04")
    post_notice(session, made.id, {"posted": Day(2026, 11, 20)}, ON)
    assert (made.figures["paid"], made.phone) == (8_000, "0000-8620016")
    note_feedback(session, made.id, "无")
    correct_notice(
        session, made.id, {"posted": Day(2026, 11, 1), "until": Day(2026, 11, 7), "feedback": "无"}
    )
    assert notices(session, ON)[0].state == DONE
    with pytest.raises(OfficeError, match="不能没有开始日期"):
        correct_notice(session, made.id, {"posted": None})
    drop_notice(session, made.id)
    assert notices(session, ON) == []


def test_what_is_over_and_not_published_is_told_until_it_is(session, book):
    settings.put(session, PUBLISH, "每季度")
    (lacking,) = notices(session, ON, 2026)
    assert (lacking.name, lacking.state, lacking.id) == ("2026年第三季度公示", TO_DO, -month(2026, 7))
    (duty,) = publishing.due(session, ON)
    assert (duty.due, duty.spot.record_id) == (date(2026, 10, 31), lacking.id)
    assert notice_years(session, ON) == [2026]
    branch = ensure_branch(session, "第一党支部").id
    made = draft_notice(session, {"span": "年度", "start": Day(2026, 1), "organisation_id": branch})
    post_notice(session, made.id, {"posted": Day(2026, 11, 18)}, ON)
    assert "opening" not in made.figures
    assert list(publishing.due(session, ON))
    whole = draft_notice(session, {"span": "年度", "start": Day(2026, 1)})
    assert proposed(session, ON) == to_publish(session, ON)
    post_notice(session, whole.id, {"posted": Day(2026, 11, 18)}, ON)
    assert to_publish(session, ON) is None
    assert not list(publishing.due(session, ON))
    assert proposed(session, ON).words == "2026年第四季度"


def test_nothing_is_to_be_published_before_the_book_or_of_its_time(session, member):
    assert to_publish(session, ON) is None
    assert home.numbers(session, ON) == home.year(session, 2026, ON) == ()
    open_book(session, Day(2026, 2), 0, 0)
    member("顾言", due=2000, joined=Day(2026, 4), since=Day(2026, 4))
    assert [cell.text for cell in home.year(session, 2026, ON)[0].cells[2:5]] == ["", "1", "1"]
    assert "没有使用" in paper(session, "dues-10", span="季度", month="2026-05")
    assert to_publish(session, ON) is None
    assert to_publish(session, date(2027, 1, 1)).words == "2026年度"


def test_a_notice_tells_collection_money_and_uses_and_a_branch_its_own_part(session, book):
    text = paper(session, "dues-10", span="年度", month="2026-01", posted="2026-11-18", contact="林知夏")
    assert text.startswith("2026年度党费收缴、使用和管理情况公示")
    assert "2 | 440.00 | 240.00 | 54.5% | 0 | 0" in text
    assert "收入合计 | 240.25 | 支出合计 | 30.00" in text
    assert "期初结存 | 600.00 | 期末结存 | 810.25" in text
    assert "2026-04-10 | 培训党员 | 讲课费 | 30.00" in text
    assert "联系人：林知夏" in text
    assert "公示期：2026年11月18日 至 ____年__月__日。" in text
    with pytest.raises(OfficeError, match="公示里有身份证号"):
        paper(session, "dues-10", more="330099198509010020")
    one = next(one for one in DUES.papers if one.code == "dues-10")
    branch = ensure_branch(session, "第一党支部").id
    assert "党费由青禾中学党总支统一管理" in as_text(one.build(session, branch, Asked(ON, {})))


def test_the_yearly_table_adds_up_and_says_so(session, book):
    text = paper(session, "dues-09", year="2026")
    for line in (
        "建账时结存 | 600.00 |  | ", "本年党员交纳 | 240.00 | 上缴上级 | 0.00",
        "收入合计 | 240.25 | 支出合计 | 30.00", "年末结存 | 810.25 | 　其中：现金 | 340.00",
        "年末结存：600.00 + 240.25 − 30.00 = 810.25\n",
    ):  # fmt: skip
        assert line in text
    assert "2026-01-01 至 2026-11-20" in text
    for year in ("2025", "2027"):
        with pytest.raises(OfficeError, match=f"{year} 年没有党费账"):
            paper(session, "dues-09", year=year)


@pytest.mark.parametrize("code", ["dues-08", "dues-09", "dues-10"])
def test_what_a_paper_says_stands_in_pdf_and_word(session, book, tmp_path, code):
    receive_gift(
        session, {"person_id": book[0], "kind": "大额党费", "amount": 123_456, "on": Day(2026, 7, 1)}
    )
    one = next(one for one in DUES.papers if one.code == code)
    made = one.build(session, 0, Asked(ON, one.usual(session, 0, ON)))
    for ending in ("pdf", "docx"):
        write(made, tmp_path / f"{code}.{ending}")
    with pypdfium2.PdfDocument(tmp_path / f"{code}.pdf") as pdf:
        text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    tables = docx.Document(str(tmp_path / f"{code}.docx")).tables
    cells = {cell.text for table in tables for row in table.rows for cell in row.cells}
    amounts = {"dues-08": ("1,234.56",), "dues-09": ("240.25", "810.25"), "dues-10": ("240.00", "810.25")}[
        code
    ]
    assert [amount for amount in amounts if amount not in text or amount not in cells] == []


def test_sums_that_do_not_agree_with_the_book_are_told():
    one = statement(100, {}, {}, 0, 99)
    assert not one.sound
    assert one.arithmetic == "1.00 + 0.00 − 0.00 = 1.00，账上是 0.99，不符"
    assert statement(1, {Flow.OTHER: 1}, {"旧账": 1}, 1, 0).sound
    assert changes({"rate": "", "people": 1}, {"rate": "5%", "people": 1, "due": 3}) == ["收缴率 无 → 5%"]


def test_the_home_page_counts_the_running_month_and_shows_the_year(session, book, member):
    (number,) = home.numbers(session, ON)
    assert (number.value, number.note) == ("2", "收缴率 0%")
    assert [cell.text for cell in home.year(session, 2026, ON)[0].cells[:3]] == ["齐", "齐", "1"]
    member("顾言", due=None)
    assert home.numbers(session, ON)[0].note == "收 0%，未核定 1"
    (row,) = home.year(session, 2026, ON)
    assert [cell.text for cell in row.cells[:3]] == ["1", "1", "2"]
    assert (row.cells[0].mark, row.cells[2].mark, row.cells[11].text) == ("warn", "late", "")
    assert row.cells[2].note == "3 月应交 3 人：已交 1 人，欠交 1 人，未核定 1 人"
    assert [words for words, _page, _target in row.cells[2].ways] == ["3 月收缴台账", "沈砚秋 欠交"]
    assert home.year(session, 2025, ON) == home.year(session, 2027, ON) == ()
    gift = {"person_id": book[0], "kind": "大额党费", "amount": 100_000, "on": Day(2026, 10, 30)}
    span = month(2026, 1), NOVEMBER
    before = balance(session), parts_of(session, *span, ON)
    receive_gift(session, gift)
    assert [one.due for one in publishing.due(session, ON)] == [date(2026, 11, 30)]
    assert (balance(session), parts_of(session, *span, ON)) == before


def test_everything_is_found_by_its_words(session, book):
    receive_gift(
        session, {"person_id": book[0], "kind": "大额党费", "amount": 100_000, "on": Day(2026, 7, 1)}
    )
    receive_donation(session, {"name": "青禾书店", "event": "助学", "amount": 100, "on": Day(2026, 7, 1)})
    draft_notice(session, {"span": "年度", "start": Day(2026, 1)})
    money, given = (seek.find for seek in SEEK)
    assert [hit.title for hit in money(session, "jiangke", 9)] == []
    assert [hit.title for hit in money(session, "讲课 30.00", 9)] == ["讲课费"]
    assert [hit.title for hit in given(session, "lzx 大额", 9)] == ["林知夏 大额党费"]
    assert [hit.title for hit in given(session, "捐款 助学", 9)] == ["青禾书店 助学"]
    assert [hit.title for hit in given(session, "2026年度", 9)] == ["党费2026年度公示"]
    assert list(money(session, " ", 9)) == list(given(session, "", 9)) == []
    assert len(given(session, "2026年度", 0)) == 0
