"""党费 → 收支账, 上缴, 交接: begun, received, spent, remitted and handed over in the window."""

from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.dues.actions.collect import collect_month
from partyoffice.dues.page.views import KEY, VIEWS
from partyoffice.dues.queries.money import balance, faults
from partyoffice.dues.rules.months import month
from partyoffice.ui.desk import Desk
from partyoffice.ui.messages import Recorder
from partyoffice.ui.prefs import Prefs
from partyoffice.ui.view_tab import ViewTab
from tests.dues.conftest import add_member
from tests.dues.test_money import decided_item

OURS = ("remittances", "money", "handovers")


@pytest.fixture
def page(office, qtbot, tmp_path):
    desk = Desk(office, Recorder(), Prefs(tmp_path / "prefs.json"))
    desk.asked = []
    desk.dialogs = lambda name, **about: desk.asked.append((name, about))
    made = ViewTab(desk, KEY, "党费", tuple(one for one in VIEWS if one.key in OURS))
    qtbot.addWidget(made)
    desk.changed.connect(made.refresh)
    desk.page_wanted.connect(lambda _page, target: made.show_target(**target))
    made.resize(1200, 600)
    made.show()
    return made


def fill(page, verb, **values):
    deeds = page.pane().deeds
    deeds.run(verb)
    for key, value in values.items():
        deeds.dialog.form.set_value(key, value)
        deeds.dialog.form.committed.emit(key)
    deeds.dialog.verb.click()
    if deeds.dialog.isVisible():  # a test that fails must not leave a window asking
        found = deeds.dialog.form.problems(), deeds.dialog.message.what.text()
        deeds.dialog.form.load({})
        deeds.dialog.reject()
        pytest.fail(f"{verb}: {found}")


def rows(page):
    return page.pane().grid.model.shown()


def test_the_money_of_a_year_goes_its_whole_way_in_the_window(page, office):
    with office.change("收缴") as session:
        one, item = add_member(session), decided_item(session, Day(2026, 11, 2))
        collect_month(session, month(2026, 10), [one], on=Day(2026, 10, 9), method="现金", collector="王砚东")
        item_id = item.id
    page.show_target(view="money")
    fill(page, "open_book", since=Day(2026, 1), cash=5000, bank=100000)
    fill(page, "receive", amount=37)
    assert office.undo_sentence == "登记收支：利息 0.37 元"
    fill(page, "spend", purpose="培训党员", item_id=item_id, amount=3000)
    last = rows(page)[-1]
    assert (last.content, last.entry.decided) == ("党费使用", "2026-11-02 支部委员会，〔2026〕3号")
    assert [row.flow for row in rows(page)] == ["建账", "党员交纳", "利息", "使用"]
    assert page.pane().grid.model.rowCount() == 4
    page.show_target(view="remittances")
    assert [row.period.state for row in rows(page)][-1] == "未到期"
    fill(page, "remit" if rows(page)[0].period.slip.base else "new", start=Day(2026, 10), end=Day(2026, 11))
    assert office.undo_sentence == "上缴2026年10月至11月党费 20.00 元"
    page.show_target(view="handovers")
    fill(page, "new", giver="王砚东", taker="李南", cash=4000, bank=98037)
    assert office.undo_sentence == "登记党费交接：王砚东 移交 李南"
    with office.reading() as session:
        assert (balance(session).cash, balance(session).bank) == (4000, 98037)
        assert faults(session, date(2026, 11, 20)) == []
    for code in ("dues-11", "dues-04", "dues-13"):
        page.pane().deeds.run("print")
        assert page.desk.asked.pop()[1]["paper"] == code
        view = {"dues-11": "remittances", "dues-04": "money"}.get(code)
        if view:
            page.show_target(view=view)
            page.pane().pane.go_to(rows(page)[-1].id)
