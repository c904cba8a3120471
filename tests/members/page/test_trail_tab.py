"""修改记录: who, when, old and new of each field, and one field put back as it was."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from partyoffice.core.dates import Day
from partyoffice.members import actions
from partyoffice.members.queries import everyone, histories
from partyoffice.members.records import History, Person
from partyoffice.members.rules import Category, Fact
from partyoffice.organisation.rules import OrgKind
from partyoffice.store import settings

Key, Held = Qt.Key, Qt.KeyboardModifier
TODAY = date(2026, 11, 20)
TRAIL = 3


@pytest.fixture
def someone(page):
    one = next(
        one
        for one in page.listing.book.people
        if one.member and one.category == Category.FULL and one.entered_branch is None
    )
    page.show_person(one.id)
    return one


@pytest.fixture
def correct(office, someone):
    def put(**values):
        with office.change(f"修改 {someone.name}") as session:
            actions.correct_card(session, session.get_one(Person, someone.id), values)

    return put


def card(office, person):
    with office.reading() as session:
        return everyone(session, TODAY, ids=[person])[0].card


def choose(page, words):
    """Open the tab and make the line current that says these words."""
    page.pane.tabs.setCurrentIndex(TRAIL)
    trail = page.pane.trail.list
    at = next(row for row, line in enumerate(trail.lines()) if words in line.what)
    trail.setCurrentIndex(trail.rows.index(at, 0))
    return page.pane.trail


def test_enter_puts_the_chosen_value_back_as_the_button_does(page, office, someone, correct, qtbot):
    old = card(office, someone.id)["native_place"]
    correct(native_place="浙江青禾")
    qtbot.keyClick(choose(page, "籍贯：").list, Key.Key_Return)
    assert card(office, someone.id)["native_place"] == old


def test_each_field_says_who_when_old_and_new(page, office, someone, correct):
    with office.change("操作人") as session:
        settings.put(session, settings.OPERATOR, "方砚舟")
    correct(native_place="浙江青禾", job="校长")
    page.pane.tabs.setCurrentIndex(TRAIL)
    head, *steps = page.pane.trail.list.lines()[:3]
    assert (head.what, head.when) == (f"修改 {someone.name}", "2026-11-20")
    assert head.note.endswith("·方砚舟")
    assert any(step.what.endswith("→ 浙江青禾") for step in steps)
    assert any(step.what.endswith("→ 校长") for step in steps)


def test_one_field_is_put_back_as_a_named_change_and_can_be_undone(page, office, someone, correct):
    old = card(office, someone.id)["native_place"]
    correct(native_place="浙江青禾", note="备注一")
    choose(page, "籍贯：").restore.click()
    assert card(office, someone.id)["native_place"] == old
    assert card(office, someone.id)["note"] == "备注一", "the other field of that change stays"
    assert office.undo_sentence == f"恢复 {someone.name} 的 籍贯 为 {old or '（空）'}"
    office.undo()
    assert card(office, someone.id)["native_place"] == "浙江青禾"


def test_a_day_and_a_masked_value_come_back_and_the_words_stay_masked(page, office, someone, correct):
    before = card(office, someone.id)
    correct(phone="19900006204", birth=Day(1980, 1))
    assert page.desk.masked
    choose(page, "手机号码：").restore.click()
    assert card(office, someone.id)["phone"] == before["phone"]
    assert before["phone"] not in office.undo_sentence
    assert before["phone"][-4:] in office.undo_sentence
    choose(page, "出生日期：").restore.click()
    assert card(office, someone.id)["birth"] == before["birth"]


def test_only_a_line_of_a_field_can_be_put_back_and_the_button_says_so(page, correct):
    correct(note="备注一")
    trail = choose(page, "修改 ")
    assert not trail.restore.isEnabled()
    assert "请先选中" in trail.restore.toolTip()
    page.desk.window.actions_table["members.restore"].trigger()
    assert page.desk.window.message_bar.what.text() == "没有选中的修改"
    choose(page, "备注：")
    assert trail.restore.isEnabled()


def test_the_menu_and_the_keyboard_do_the_same(page, office, someone, correct, monkeypatch):
    correct(note="备注一")
    trail = choose(page, "备注：")
    menus = []
    monkeypatch.setattr(page.forms, "popup", lambda idents, _at: menus.append(idents))
    trail.list.customContextMenuRequested.emit(trail.list.rect().bottomRight())
    assert menus == [("members.restore",)]
    page.desk.window.actions_table["members.restore"].trigger()
    assert not card(office, someone.id)["note"]


def test_what_somebody_else_has_by_now_is_refused_in_words(page, office, someone, correct):
    old = card(office, someone.id)["id_number"]
    correct(id_number="")
    other = next(one for one in page.listing.book.people if one.present and one.id != someone.id)
    with office.change("别人") as session:
        actions.correct_card(session, session.get_one(Person, other.id), {"id_number": old})
    page.show_person(someone.id)
    before = office.last_seq
    choose(page, "身份证号：").restore.click()
    assert page.desk.window.message_bar.what.text() == f"身份证号与“{other.name}”相同"
    assert office.last_seq == before


def test_what_cannot_be_with_the_other_days_is_refused(page, office, someone, correct):
    correct(joined=Day(2001, 1, 1), full=Day(2002, 1, 1))
    correct(full=Day(2010, 1, 1))
    correct(joined=Day(2005, 1, 1))
    trail = choose(page, "转正时间：2002-01-01")
    trail.restore.click()
    assert "早于入党时间" in page.desk.window.message_bar.what.text()
    assert card(office, someone.id)["full"] == Day(2010, 1, 1)


def test_a_branch_comes_back_with_the_body_behind_its_name_and_an_overlap_is_refused(page, office, someone):
    bodies = page.listing.book.bodies.of_kind(OrgKind.BRANCH)
    other = next(node for node in bodies if node.id != someone.branch_id)
    with office.reading() as session:
        row = next(row for row in histories(session, someone.id) if row.fact == Fact.BRANCH)
    with office.change("更正") as session:
        stored = session.get_one(History, row.id)
        actions.correct_history(session, stored, {"organisation_id": other.id, "value": other.name})
    page.show_person(someone.id)
    choose(page, "履历的内容：").restore.click()
    with office.reading() as session:
        again = session.get_one(History, row.id)
    assert (again.organisation_id, again.value) == (someone.branch_id, someone.branch)


def test_a_record_that_is_gone_cannot_be_put_back(page, office, someone):
    from partyoffice.members.records import Relative

    with office.change("添加") as session:
        made = Relative(person_id=someone.id, name="周子衿", relation="配偶")
        session.add(made)
    with office.change("修改") as session:
        session.get_one(Relative, made.id).unit = "青禾市某单位"
    with office.change("删除") as session:
        session.delete(session.get_one(Relative, made.id))
    page.show_person(someone.id)
    choose(page, "家庭成员的单位及职务：").restore.click()
    assert page.desk.window.message_bar.what.text() == "这条家庭成员已经删除"


def test_a_line_is_copied_as_it_reads(page, correct, qtbot):
    correct(note="备注一")
    trail = choose(page, "备注：")
    qtbot.keyClick(trail.list, Key.Key_C, Held.ControlModifier)
    assert QGuiApplication.clipboard().text() == "备注：（空） → 备注一"
