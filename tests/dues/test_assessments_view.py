"""年度核定 at work: typed as into a sheet, set by its form, a kind that waits for its first amount."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from partyoffice.core.dates import Day
from partyoffice.dues.page.assessments.pane import AssessmentsPane
from partyoffice.dues.queries.assessments import UNSET, UNSIGNED
from partyoffice.members.actions import add_person
from partyoffice.members.rules import Category
from partyoffice.ui import chinese, theme
from partyoffice.ui.desk import Desk
from partyoffice.ui.edits import Change
from partyoffice.ui.messages import Recorder
from partyoffice.ui.prefs import Prefs


@pytest.fixture(scope="session")
def qapp(qapp):
    """Dress the one application of the run in the product's own look and language."""
    chinese.install(qapp)
    theme.apply(qapp, "light", 10)
    return qapp


@pytest.fixture
def page(office, qtbot, tmp_path):
    with office.change("新增") as session:
        for name in ("林知夏", "方砚舟"):
            add_person(session, {"name": name}, category=Category.FULL, since=Day(2012, 6))
    desk = Desk(office, Recorder(), Prefs(tmp_path / "prefs.json"))
    made = AssessmentsPane(desk)
    qtbot.addWidget(made)
    desk.changed.connect(made.refresh)
    made.resize(1100, 600)
    made.show()
    return made


def typed(page, row, column, text):
    page.grid.choice.go_to(page.pane.rows[row].id, column)
    QTest.keyClick(page.grid.body, text[0])
    QTest.keyClicks(page.grid.editing.box.part, text[1:])
    QTest.keyClick(page.grid.editing.box.part, Qt.Key.Key_Return)


def test_pay_items_are_typed_down_a_column_and_each_amount_stands_at_once(page, office):
    typed(page, 0, "post", "2540")
    assert page.grid.choice.current_id() == page.pane.rows[1].id
    typed(page, 1, "post", "3000.01")
    assert [line.held.due for line in page.pane.rows] == [1270, 3000]
    assert [line.state for line in page.pane.rows] == [UNSIGNED, UNSIGNED]
    page.grid.choice.go_to(page.pane.rows[1].id, "post")
    page.pane.show_card()
    assert page.pane.line.sum.whole().startswith("方砚舟：3,000.01 × 1% = 30.0001，四舍五入到分为 30.00 元")
    office.undo()
    assert [line.state for line in page.pane.rows] == [UNSIGNED, UNSET]


def test_a_kind_chosen_first_waits_for_the_amount_and_cells_of_others_rest(page):
    first, edits = page.pane.rows[0].id, page.grid.edits
    assert "先把人员类型改为离退休" in edits.locked(first, "retired")
    assert edits.write([Change(first, "payer", "离退休")])
    assert (edits.value(first, "payer"), edits.locked(first, "retired")) == ("离退休", "")
    typed(page, 0, "retired", "6543.21")
    line = page.pane.rows[0]
    assert (line.held.due, line.held.payer, edits.kinds) == (6543, "离退休", {})
    assert edits.write([Change(first, "payer", "学生")])
    assert page.pane.rows[0].held.due == 20
    assert "固定数额" in edits.locked(first, "base")
    assert "不能是负数" in edits.judge(Change(first, "tax", -1))
    assert not edits.add([{"name": "江予安"}])
    page.grid.choice.go_to(first)
    page.desk.dialogs = lambda name, **about: asked.append((name, about))
    asked = []
    page.deeds.run("print")
    page.deeds.run("import")
    assert [about.get("paper") or about.get("kind") for _name, about in asked] == ["dues-01b", "pay"]
    assert asked[0][1]["given"] == {"year": "2026", "kind": "固定数额"}


def test_the_form_reckons_while_it_is_filled_in_and_sets_another_amount_for_a_cause(page):
    typed(page, 0, "base", "5000.01")
    page.grid.choice.go_to(page.pane.rows[0].id)
    page.deeds.run("within")
    form = page.deeds.dialog.form
    form.set_value("start", Day(2026, 9))
    form.set_value("slip", "基本养老金\t6543.21")
    form.committed.emit("slip")
    assert form.rows["due"].remarks.said[0].sentence == "按规定每月应交 65.43 元"
    form.set_value("note", "9 月退休")
    page.deeds.dialog.verb.click()
    assert [line.held.due for line in page.pane.rows if line.row.name == "林知夏"] == [7500, 6543]


def test_last_years_amounts_are_carried_over_for_all_that_are_chosen_as_one_step(page, office):
    page.pane.show_year(2025)
    typed(page, 0, "post", "2540")
    page.pane.show_year(2026)
    page.grid.choice.select_all()
    page.deeds.run("carry")
    assert [line.held.due if line.held else None for line in page.pane.rows] == [1270, None]
    assert "没有沿用的 1 人：方砚舟" in page.desk.messages.undos[-1][0]
    page.deeds.run("carry")
    assert page.desk.messages.notes[-1].what == "没有可以沿用的"
    office.undo()
    assert page.pane.rows[0].held is None
