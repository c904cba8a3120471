"""欠交与补交 and 少交免交 in the window: one is made up, one reminded, one applied for and approved."""

import pytest

from partyoffice.dues.page.registers.arrears import ARREARS
from partyoffice.dues.page.registers.waivers import WAIVERS
from partyoffice.dues.rules.months import month
from partyoffice.organisation.actions import set_up
from partyoffice.organisation.rules import OrgKind
from partyoffice.reports.document import Table
from tests.dues.conftest import add_member, fill


@pytest.fixture
def people(office):
    """Two members who have paid nothing since August, and since October."""
    with office.change("填写") as session:
        set_up(session, "青禾中学", OrgKind.GENERAL)
        since = (("林知夏", 8), ("江映川", 10))
        return [add_member(session, name, start=month(2026, number)) for name, number in since]


def shown(page):
    return [row.name for row in page.grid.model.shown()]


@pytest.mark.usefixtures("people")
def test_arrears_are_chased_and_made_up_from_the_list(office, opened):
    page = opened(ARREARS, "arrears")
    assert shown(page) == ["林知夏", "江映川"]
    page.grid.choice.go_to(page.grid.model.record_id(0))
    fill(page, "chase", said="答应月底补齐")
    row = page.pane.current()
    assert (row.chased.kind, row.chased.months) == ("谈话批评教育", 4)
    fill(page, "mend-chase", said="答应下月补齐")
    assert page.pane.current().chased.said == "答应下月补齐"
    page.deeds.run("drop-chase")
    assert page.pane.current().chases == ()
    page.deeds.run("notice")
    assert page.desk.asked == [("print", {"paper": "dues-07b", "ids": [row.id]})]
    fill(page, "make-up", collector="王砚东")
    assert office.undo_sentence == "补交党费：林知夏 80.00 元"
    assert shown(page) == ["江映川"]
    page.show_target(view="made-up")
    assert shown(page) == ["林知夏"]


@pytest.mark.usefixtures("people")
def test_what_is_exported_is_the_view_shown(opened):
    page = opened(ARREARS, "arrears")
    page.export()
    assert page.desk.asked.pop() == ("export", {"roster": "dues-arrears"})
    page.grid.choice.go_to(page.grid.model.record_id(0))
    fill(page, "make-up", collector="王砚东")
    for view, title, names in (
        ("made-up", "欠交与补交（补交过）", ["林知夏"]),
        ("gone", "欠交与补交（已离开）", []),
    ):
        page.show_target(view=view)
        page.export()
        name, about = page.desk.asked.pop()
        assert (name, about["title"]) == ("sheet", title)
        table = next(one for one in about["document"].blocks if isinstance(one, Table))
        assert [row[1] for row in table.rows] == names


def test_a_waiver_goes_from_request_to_approval(office, people, opened):
    page = opened(WAIVERS, "waivers")
    span = {"start": "2026-12", "end": "2027-05"}
    fill(page, "new", person_id=people[0], reason="长期患病", **span)
    fill(page, "approve", approved_by="青禾教党〔2026〕12号")
    page.show_target(view="holds")
    assert (shown(page), office.undo_sentence) == (["林知夏"], "登记批准：林知夏")
    page.grid.choice.go_to(page.grid.model.record_id(0))
    assert [one.code for one in page.pane.current().findings] == ["waiver-unstudied"]
    fill(page, "study")
    assert page.pane.current().findings == ()
    page.deeds.run("print")
    assert page.desk.asked[-1][1]["given"] == {"start": "2026-12"}
    fill(page, "again")
    assert str(page.pane.current().waiver.start) == "2027-06"
    fill(page, "open", reason="仍在治疗")
    fill(page, "refuse", note="材料不全")
    page.show_target(view="all")
    page.grid.choice.go_to(page.grid.model.record_id(0))
    row = page.pane.current()
    assert (str(row.progress), row.waiver.reason, row.waiver.note) == ("未批准", "仍在治疗", "材料不全")
    page.deeds.run("approve")
    assert page.desk.messages.notes[-1].what == "现在不能登记批准"
