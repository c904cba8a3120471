"""大额与特殊, 捐款 and 公示 in the window: entered, handed on, drafted, posted, printed, undone."""

import pytest

from partyoffice.core.dates import Day
from partyoffice.dues.actions.collect import pay
from partyoffice.dues.page.registers.donations import DONATIONS
from partyoffice.dues.page.registers.gifts import GIFTS
from partyoffice.dues.page.registers.notices import NOTICES
from partyoffice.dues.records.settings import PUBLISH
from partyoffice.dues.rules.months import month
from partyoffice.organisation.actions import set_up
from partyoffice.organisation.rules import OrgKind
from partyoffice.store import settings
from partyoffice.ui.register import Role
from tests.dues.conftest import add_member, fill


@pytest.fixture
def person(office):
    with office.change("填写") as session:
        set_up(session, "青禾中学", OrgKind.GENERAL)
        return add_member(session)


def test_a_gift_is_entered_sent_up_receipted_and_taken_back(office, opened, person):
    page = opened(GIFTS, "gifts")
    page.deeds.run("new")
    form = page.deeds.dialog.form
    form.set_value("person_id", person)
    form.committed.emit("person_id")
    assert form.values()["profile"].startswith("2012年6月入党，第一党支部")
    form.set_value("amount", 99_999)
    form.set_value("on", Day(2026, 7, 1))
    page.deeds.dialog.verb.click()
    assert "不足 1000 元" in form.problems()["amount"]
    form.set_value("amount", 100_000)
    page.deeds.dialog.verb.click()
    assert office.undo_sentence == "登记大额党费：林知夏"
    fill(page, "pass", passed_on=Day(2026, 7, 8))
    fill(page, "receipt", receipt="0012")
    assert page.pane.current().standing == "收据待交本人"
    assert page.register.verb("pass").why_not(page.pane.current()) == "已经在 2026-07-08 转交"
    page.deeds.run("print")
    assert page.desk.asked == [("print", {"paper": "dues-08", "given": {"year": "2026"}})]
    fill(page, "open", receipt_given=Day(2026, 9, 1))
    page.deeds.run("remove")
    assert page.grid.model.rowCount() == 0
    office.undo()
    page.pane.reload()
    assert page.pane.current().standing == "已办结"


def test_donations_are_pasted_and_handed_on_together(office, opened, person):
    page = opened(DONATIONS, "donations")
    fill(page, "paste", event="暴雨救灾", on=Day(2026, 8, 3), table="林知夏\t100\n青禾书店\t2000.50")
    assert office.undo_sentence == "登记捐款名单：暴雨救灾"
    fill(page, "new", person_id=person, amount=500, on=Day(2026, 8, 4))
    assert [row.donation.event for row in page.grid.model.shown()] == ["暴雨救灾"] * 3
    page.grid.choice.select_all()
    fill(page, "pass", passed_on=Day(2026, 8, 5), recipient="市红十字会")
    assert {row.donation.recipient for row in page.grid.model.shown()} == {"市红十字会"}
    assert page.people_chosen() == [person]
    fill(page, "open", note="现场捐")
    page.pane.show_view("open")
    assert page.grid.model.rowCount() == 0


def test_a_period_that_is_over_is_drafted_posted_and_answered(office, opened, person):
    with office.change("填写") as session:
        settings.put(session, PUBLISH, "每季度")
        pay(session, person, month(2026, 9), 2000, on=Day(2026, 9, 5), method="现金", collector="骆嘉言")
    page = opened(NOTICES, "notices")
    assert (page.pane.current().name, page.pane.current().state) == ("2026年第三季度公示", "待公示")
    page.deeds.run_role(Role.OPEN)
    page.deeds.dialog.verb.click()
    assert office.undo_sentence == "拟党费公示：2026年第三季度"
    fill(page, "post", until=Day(2026, 11, 26))
    fill(page, "answer", feedback="无")
    fill(page, "open", place="学校公示栏")
    row = page.pane.current()
    assert (row.state, row.notice.figures["paid"], row.notice.feedback) == ("公示中", 2000, "无")
    page.deeds.run("print")
    given = page.desk.asked[-1][1]["given"]
    assert given == {
        "span": "季度", "month": "2026-07", "place": "学校公示栏", "posted": "2026-11-20",
        "until": "2026-11-26",
    }  # fmt: skip
    page.deeds.run("remove")
    assert page.pane.current().state == "待公示"
