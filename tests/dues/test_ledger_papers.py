"""The year of the ledger on paper: everybody's months, each branch's, a month to sign, slips to members."""

import pytest

from partyoffice import papers
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.dues.documents.ledger_list import ledger_list
from partyoffice.dues.records import Assessment, Entry, Payment, Waiver
from partyoffice.dues.rules.words import Account, Flow
from partyoffice.members.actions import move
from partyoffice.members.records import Person
from partyoffice.organisation.actions import ensure_branch
from partyoffice.organisation.queries import find
from partyoffice.part import Asked, Wish
from partyoffice.reports.document import Table, as_text

HAND = "沈砚秋"


@pytest.fixture
def people(session, member):
    """One who pays, one who is behind and one of another branch of whom nothing is set."""
    one, two, three = member("林知夏", 4964), member("方砚舟", 1000), member("许清和", None)
    move(session, session.get_one(Person, three), ensure_branch(session, "离退休党支部"), Day(2026, 1, 1))
    pay(session, one, range(1, 12), 4964)
    pay(session, one, [12], 4964, Day(2026, 11, 8))
    pay(session, two, range(1, 8), 1000)
    pay(session, two, [8], 1000, Day(2026, 9, 1))
    session.add(Payment(person_id=two, month=Day(2026, 9), amount=0, on=Day(2026, 9, 9), elsewhere=True))
    session.add(Waiver(person_id=two, start=Day(2026, 11), end=Day(2026, 12), amount=0, reason="困难",
                       approved=Day(2026, 10, 30)))  # fmt: skip
    session.flush()
    return {"林知夏": one, "方砚舟": two, "许清和": three}


def pay(session, who, months, amount, on=None):
    for month in months:
        day = on or Day(2026, month, 8)
        session.add(Payment(person_id=who, month=Day(2026, month), amount=amount, on=day, collector=HAND))
    session.flush()


@pytest.fixture
def printed(session, stopped_clock):
    """Print a paper of a body, the whole school's unless another is named; gives what is filled in."""

    def fill(code, body="", **given):
        paper = papers.find(code)
        subject = find(session, body).id if body else papers.body_for(session, None)
        typed = {**papers.proposed(session, paper, subject, stopped_clock), **given}
        return [
            one.content for one in papers.fill(session, paper, [subject], Asked(stopped_clock, typed)).filled
        ]

    return fill


def row_of(document, name):
    """Return the cells of somebody's first row by the heads of its table."""
    for table in (block for block in document.blocks if isinstance(block, Table)):
        for row in table.rows:
            if name in row:
                return dict(zip((column.title for column in table.columns), row, strict=True))
    raise AssertionError(name)


def test_the_register_says_of_each_month_what_was_paid_and_when(printed, people):
    (paper,) = printed("dues-02")
    one, two, three = (row_of(paper, name) for name in people)
    assert (one["1月"], one["12月"], one["合计"]) == ("49.64\n01-08", "预49.64\n11-08", 12 * 4964)
    assert [two[f"{at}月"] for at in (7, 8, 9, 10, 11, 12)] == [
        "10.00\n07-08", "补10.00\n09-01", "流入地", "欠交", "免交", "免交",
    ]  # fmt: skip
    assert (two["欠交"], one["欠交"], two["月应交"]) == (1000, None, 1000)
    assert (three["1月"], three["12月"], three["月应交"], three["合计"]) == ("未核定", "", None, 0)
    said = as_text(paper)
    assert paper.title == "2026年度党费收缴登记表"
    assert "第一党支部（2 人）" in said
    assert "合计 | 3 | 685.68 | 675.68 | 10.00" in said
    assert "截至 2026-11-20　共 3 人　应交 685.68，实交 675.68，欠交 10.00　单位：元" in said


def test_the_register_of_a_branch_is_its_own_and_an_empty_year_says_so(printed, people):
    (paper,) = printed("dues-02", "离退休党支部")
    assert paper.subtitle == "青禾中学党总支离退休党支部"
    assert [one.totals[1] for one in paper.blocks if isinstance(one, Table)] == ["合计"]
    (paper,) = printed("dues-02", year="1990")
    assert "没有交纳党费的党员" in as_text(paper)
    with pytest.raises(OfficeError, match="年度"):
        printed("dues-02", year="今年")


def test_an_amount_that_changed_within_the_year_is_remarked(session, printed, people):
    what = {"payer": "离退休", "due": 2550, "base": 510_000, "rate": 5}
    session.add(Assessment(person_id=people["林知夏"], year=2026, start=Day(2026, 9), **what))
    session.flush()
    row = row_of(printed("dues-02")[0], "林知夏")
    assert (row["月应交"], row["备注"], row["比例"]) == (2550, "49.64；9月起 25.50", "0.5%")


def test_the_units_tell_months_quarters_and_what_was_remitted(session, printed, people):
    session.add(Entry(on=Day(2026, 4, 8), flow=str(Flow.REMITTED), account=str(Account.BANK), amount=17_892,
                      content="上缴", start=Day(2026, 1), end=Day(2026, 3)))  # fmt: skip
    session.flush()
    (paper,) = printed("dues-02b")
    row = row_of(paper, "第一党支部")
    assert (row["人数"], row["一季度"], row["四季度"], row["合计"]) == (2, 3 * 5964, 3 * 4964, 67_568)
    quarter = row_of(paper, "一季度")
    assert (quarter["实交"], quarter["已上缴"]) == (17_892, 17_892)
    assert quarter["上缴情况"] == "2026-04-08 缴2026年1月至3月 178.92"
    assert row_of(paper, "二季度")["已上缴"] == 0
    (paper,) = printed("dues-02b", "第一党支部")
    assert "已上缴" not in row_of(paper, "一季度")  # money goes up for the whole school


def test_a_month_is_signed_by_branch_with_what_is_paid_already(printed, people):
    (paper,) = printed("dues-02c", month="2026-08")
    row = row_of(paper, "方砚舟")
    assert (row["应交"], row["实交"], row["交纳日期"], row["备注"]) == (1000, 1000, "09-01", "补交")
    assert row_of(paper, "许清和")["备注"] == "未核定"
    assert "合计 | 59.64 | 59.64" in as_text(paper)
    (paper,) = printed("dues-02c", month="2026-08", empty="不印，现场填写")
    assert (row_of(paper, "方砚舟")["应交"], row_of(paper, "方砚舟")["实交"]) == (1000, None)
    assert row_of(printed("dues-02c")[0], "方砚舟")["备注"] == "免交"
    assert "没有交纳党费的党员" in as_text(printed("dues-02c", month="1990-01")[0])


def test_a_slip_goes_to_each_who_has_not_paid_the_month(session, printed, people):
    slips = {one["person"]: one for one in printed("dues-12", month="2026-10")}
    assert set(slips) == {"方砚舟", "许清和"}
    assert (slips["方砚舟"]["due"], slips["许清和"]["due"]) == ("10.00", "")  # for the pen
    assert slips["方砚舟"]["by"] == "2026年11月30日"
    pay(session, people["方砚舟"], [10], 400)
    (slip,) = printed("dues-12", month="2026-11", people="方砚舟")
    assert slip["owed"] == "此前还欠2026年10月党费 6.00 元，请一并补交。"
    (slip,) = printed("dues-12", month="2026-10", people="方砚舟")
    assert (slip["due"], slip["how"]) == ("6.00", "每月 10.00 元，已交 4.00 元")
    assert [one["person"] for one in printed("dues-12", people="林知夏、梅初雪")] == ["林知夏", "梅初雪"]
    (slip,) = printed("dues-12", month="1990-01")
    assert (slip["person"], slip["month"], "due" in slip) == ("", "1990年1月", False)


def test_a_slip_of_the_year_tells_what_was_set_paid_and_owed(printed, people):
    slips = {one["person"]: one for one in printed("dues-12b")}
    two, three = slips["方砚舟"], slips["许清和"]
    assert (two["monthly"], two["due"], two["paid"]) == ("每月 10.00 元", "90.00", "80.00")
    assert two["waived"] == "经批准免交：2026年11月至12月；流入地已交：2026年9月"
    assert two["owed"] == "还欠2026年10月党费 10.00 元，请及时补交。"
    assert (three["set"], three["monthly"]) == ("还没有核定", "")


def test_the_card_is_filled_from_the_ledger_each_month_in_its_row(session, people, stopped_clock):
    paper = papers.find("dues-03")

    def texts(**given):
        return papers.fill(session, paper, [people["方砚舟"]], Asked(stopped_clock, given)).filled[0].content

    page = texts(year="2026")
    assert {key: page[f"row_8_{key}"] for key in ("month", "due", "paid", "on", "receiver")} == {
        "month": "8", "due": "10.00", "paid": "10.00", "on": "09-01", "receiver": HAND,
    }  # fmt: skip
    assert (page["row_9_paid"], page["row_11_paid"], "row_10_month" in page) == ("流入地已交", "免交", False)
    short = texts(**{"from": "9", "to": "10"})
    assert {key[:6] for key in short if key.startswith("row_")} == {"row_9_"}
    assert not [key for key in texts(year="2025") if key.startswith("row_")]
    with pytest.raises(OfficeError, match="到几月"):
        texts(to="13")


def test_the_list_for_a_sheet_takes_columns_people_and_branch(session, people, stopped_clock):
    wish = Wish(
        stopped_clock, columns=("姓名", "10月", "欠交"), only=frozenset({people["方砚舟"]}), plain=True
    )
    (table,) = ledger_list(session, wish).blocks
    assert list(table.rows) == [(1, "方砚舟", "欠交", 1000)]
    branch = find(session, "离退休党支部").id
    assert [row[1] for row in ledger_list(session, Wish(stopped_clock, branch=branch)).blocks[0].rows] == [
        "许清和"
    ]
    with pytest.raises(OfficeError, match="没有“工资”"):
        ledger_list(session, Wish(stopped_clock, columns=("工资",)))
