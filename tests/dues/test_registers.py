"""交纳流水、交纳安排、结账 in the window, and what their verbs refuse without it."""

from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.dues.actions.arranging import arrange, correct_arrangement, drop_arrangement
from partyoffice.dues.actions.bounds import correct_bound, drop_bound, set_bound
from partyoffice.dues.checks import check_bounds
from partyoffice.dues.page.registers.arrangements import ARRANGEMENTS
from partyoffice.dues.page.registers.closings import CLOSINGS
from partyoffice.dues.page.registers.payments import PAYMENTS
from partyoffice.dues.queries.arrangements import agreed
from partyoffice.dues.queries.bounds import loose_bounds
from partyoffice.dues.rules.months import month
from partyoffice.organisation.actions import set_up
from partyoffice.organisation.rules import OrgKind
from tests.dues.conftest import add_member, fill


@pytest.fixture
def people(office):
    """Two members who owe 20.00 from August on; one came in April."""
    with office.change("填写") as session:
        set_up(session, "青禾中学", OrgKind.GENERAL)
        came = Day(2026, 4, 12)
        return [
            add_member(session, start=month(2026, 8)),
            add_member(session, "江映川", start=month(2026, 8), since=came),
        ]


def test_payments_are_entered_given_back_and_locked_by_the_closing(office, people, opened):
    page = opened(PAYMENTS, "payments")
    assert page.grid.model.shown() == []
    fill(
        page, "new", person_id=people[0], month="2026-08", last="2026-10", on="2026-10-09", collector="王砚东"
    )
    fill(page, "new", person_id=people[1], month="2026-11", payer="林知夏")
    rows = page.grid.model.shown()
    told = [(row.name, str(row.month), row.amount, row.sort, row.collector) for row in rows]
    assert told == [
        ("江映川", "2026-11", 2000, "当月", "王砚东"),  # whoever took the last one is offered
        ("林知夏", "2026-10", 2000, "当月", "王砚东"),
        ("林知夏", "2026-09", 2000, "补交", "王砚东"),
        ("林知夏", "2026-08", 2000, "补交", "王砚东"),
    ]
    fill(page, "away", person_id=people[1], month="2026-10", on="2026-11-20")
    closings = opened(CLOSINGS, "closings")
    at = next(row for row in closings.grid.model.shown() if row.period == "2026-10")
    closings.grid.choice.go_to(at.id)
    fill(closings, "close", by="王砚东")
    assert office.undo_sentence == "结账：2026年10月"
    assert [row.state for row in closings.grid.model.shown()] == ["已结账"] * 3 + ["未到期末"] * 2
    row = next(row for row in page.grid.model.shown() if str(row.month) == "2026-10" and not row.elsewhere)
    page.grid.choice.go_to(row.id)
    page.deeds.run("receipt")
    ((_name, asked),) = page.desk.asked
    wanted = ("payer", "period", "people", "amount")
    assert [asked["given"][key] for key in wanted] == ["林知夏", "2026年10月", "1", "20.00"]
    page.deeds.run("open")
    page.deeds.run("remove")
    assert [one.what for one in page.desk.messages.notes][-2:] == ["现在不能更正", "现在不能删除"]
    fill(page, "back", amount=500, note="多收")
    assert (page.pane.current().amount, page.pane.current().sort) == (-500, "退还冲正")
    card = PAYMENTS.card
    with office.reading() as session:
        sections = dict(card(session, row).sections)
    assert ("尚欠", "5.00") in sections["这个月"]
    closings.grid.choice.go_to(next(each.id for each in closings.grid.model.shown() if each.closed))
    fill(closings, "reopen", why="八月有误")
    assert [row.state for row in closings.grid.model.shown()][:2] == ["已重开", "未结账"]


def test_arrangements_and_months_of_letters_stand_in_one_list(office, people, opened):
    page = opened(ARRANGEMENTS, "arrangements")
    fill(page, "new", person_id=people[0], start="2026-07", consented="2026-06-30")
    page.show_target(view="told")
    fill(page, "told", person_id=people[1], bound="起交", on="2026-04-12", month="2026-06")
    (row,) = page.grid.model.shown()
    assert (row.name, row.plan, str(row.start), row.id < 0) == ("江映川", "起交", "2026-06", True)
    page.grid.choice.go_to(row.id)
    fill(page, "open", month="2026-05")
    assert str(page.grid.model.shown()[0].start) == "2026-05"
    page.show_target(view="all")
    assert {one.plan for one in page.grid.model.shown()} == {"按季交纳", "起交"}
    with office.reading() as session:
        assert ARRANGEMENTS.card(session, row).sections[2][1][0][1].startswith("组织关系介绍信")


def test_what_cannot_be_agreed_is_refused(office, people):
    with office.change("试") as session:
        given = {"person_id": people[0], "plan": "按季交纳", "start": Day(2026, 7)}
        made, (told,) = arrange(session, given)
        assert told.message.startswith("没有写支部同意的日期")
        for more, why in (
            ({"start": None}, "没有填写起始月份"),
            ({"end": Day(2026, 6)}, "截止月份 2026年6月 早于"),
            ({"plan": "他人代交"}, "没有填写代交人"),
            ({"plan": "流入地交纳"}, "没有填写流入地党组织"),
            ({"start": Day(2026, 10)}, "林知夏已有“按季交纳”（2026-07 起）"),
        ):
            with pytest.raises(OfficeError, match=why):
                arrange(session, {**given, **more})
        correct_arrangement(session, made.id, {**given, "end": Day(2026, 9), "consented": Day(2026, 7, 1)})
        with pytest.raises(OfficeError, match="2026年7月至9月"):
            arrange(session, {**given, "start": Day(2026, 9)})
        again, _told = arrange(session, {**given, "start": Day(2026, 10)})
        away = {**given, "plan": "流入地交纳", "place": "中共竹汀区教育局委员会"}
        assert arrange(session, away)[1] == []
        assert [row.running for row in agreed(session)] == [True, True, False]
        drop_arrangement(session, again.id)


def test_a_first_or_last_month_belongs_to_a_day_somebody_came_or_left(office, people):
    with office.change("试") as session:
        given = {"person_id": people[1], "bound": "起交", "month": Day(2026, 6, 3), "on": Day(2026, 4, 12)}
        for more, why in (
            ({"on": Day(2026, 4, 1)}, "转入日期是 2012-06-18|转入日期是 2026-04-12"),
            ({"bound": "止交"}, "请先在名册或“关系转接”里登记转出"),
            ({"month": None}, "没有填写月份"),
        ):
            with pytest.raises(OfficeError, match=why):
                set_bound(session, {**given, **more})
        made = set_bound(session, given)
        assert str(made.month) == "2026-06"
        with pytest.raises(OfficeError, match="已经登记"):
            set_bound(session, given)
        correct_bound(session, made.id, {**given, "month": Day(2026, 5), "evidence": "介绍信第 3 号"})
        assert loose_bounds(session) == []
        made.on = Day(2026, 4, 13)
        session.flush()
        assert loose_bounds(session) == [made]
        (told,) = check_bounds(session, date(2026, 11, 20))
        assert (told.who, told.spot.record_id) == ("江映川", -made.id)
        assert told.message.startswith("起交月份是照 2026-04-13 的转入写的")
        drop_bound(session, made.id)
