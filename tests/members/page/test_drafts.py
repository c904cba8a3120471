"""A form on 党员名册 that a crash cut off is opened again with what had been typed."""

import pytest
from PySide6.QtCore import Qt

from partyoffice.core.dates import Day
from partyoffice.members import actions
from partyoffice.members.rules import Category
from partyoffice.organisation.actions import found
from partyoffice.organisation.rules import OrgKind
from partyoffice.store.drafts import Drafts
from partyoffice.ui import drafts

Key = Qt.Key


@pytest.fixture
def someone(page):
    one = next(
        one
        for one in page.listing.book.people
        if one.present and one.category == Category.FULL and one.branch_id and one.group_id
    )
    page.show_person(one.id)
    return one


def cut_off(page, dialog):
    """Keep the draft as the timer does, and let the form vanish as in a crash."""
    keeper = dialog.findChild(drafts.DraftKeeper)
    keeper.write()
    dialog.removeEventFilter(keeper)
    keeper.timer.stop()
    dialog.finished.disconnect()
    dialog.form.load({})
    dialog.reject()
    return page.desk.drafts.all()[0]


FORMS = {
    "new": (lambda page: page.forms.new_person(), "name", "林知夏"),
    "card": (lambda page: page.forms.open_card(), "native_place", "浙江青禾"),
    "change": (lambda page: page.forms.change("人员类别"), "reason", "转正"),
    "leave": (lambda page: page.forms.leave(), "evidence", "介绍信 5 号"),
    "relative": (lambda page: page.forms.add_row("relative"), "name", "周子衿"),
    "history": (
        lambda page: page.forms.edit_row("history", page.pane.facts.rows[0].id),
        "evidence",
        "更正依据",
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_about_a_person_comes_back_with_what_was_typed(page, someone, form):
    opened, key, text = FORMS[form]
    opened(page)
    dialog = page.forms.dialog
    title = dialog.windowTitle()
    dialog.form.set_value(key, text)
    draft = cut_off(page, dialog)
    page.show_target(draft=draft.key)
    again = page.forms.dialog
    assert again is not dialog
    assert (again.windowTitle(), again.form.values()[key]) == (title, text)
    assert again.form.changed() == {key: text}
    assert again.findChild(drafts.DraftKeeper).head.key == draft.key


def test_a_form_about_a_body_comes_back_too(page):
    bodies = page.forms.bodies
    dialog = bodies.found()
    dialog.form.set_value("name", "第五党支部")
    draft = cut_off(page, dialog)
    page.show_target(draft=draft.key)
    assert bodies.dialog is not dialog
    assert bodies.dialog.form.values()["name"] == "第五党支部"


def test_a_draft_about_a_body_that_is_gone_never_lands_on_another(page, office):
    with office.change("新增党组织") as session:
        made = found(session, "第五党支部", OrgKind.BRANCH)
    page.choose(page.side.view(), made.id)
    bodies = page.forms.bodies
    bodies.rename()
    before = bodies.dialog
    before.form.set_value("name", "第六党支部")
    draft = cut_off(page, before)
    office.undo()
    page.show_target(draft=draft.key)
    assert bodies.dialog is before
    assert Drafts(office).all() == []


def test_saving_a_form_that_came_back_forgets_its_draft(page, office, someone):
    page.forms.open_card()
    page.forms.dialog.form.set_value("birth", Day(1980, 1, 2))
    draft = cut_off(page, page.forms.dialog)
    page.show_target(draft=draft.key)
    page.forms.dialog.on_save()
    assert office.undo_sentence == f"修改 {someone.name} 的 出生日期"
    assert page.desk.drafts.all() == []


def test_a_draft_about_somebody_who_is_gone_never_lands_on_somebody_else(page, office, someone):
    with office.change("新增 周子衿") as session:
        made = actions.add_person(session, {"name": "周子衿"}, category=Category.APPLICANT, since=None)
    page.show_person(made.id)
    page.forms.open_card()
    page.forms.dialog.form.set_value("native_place", "浙江青禾")
    before = page.forms.dialog
    draft = cut_off(page, before)
    office.undo()
    page.show_target(draft=draft.key)
    assert page.current()
    assert page.forms.dialog is before
    assert page.desk.window.message_bar.what.text() == "周子衿 的卡片 没有恢复"
    assert Drafts(office).all() == []


def test_a_draft_about_a_line_that_is_gone_is_dropped_with_a_word(page, office, someone):
    page.forms.edit_row("history", page.pane.facts.rows[0].id)
    page.forms.dialog.form.set_value("evidence", "更正依据")
    draft = cut_off(page, page.forms.dialog)
    with office.change("删除") as session:
        from partyoffice.members.page.row_forms import remove_row

        remove_row(session, "history", draft.about["row"])
    page.show_target(draft=draft.key)
    assert Drafts(office).all() == []


def test_a_new_window_offers_what_was_left_and_goes_on_with_it(page, office, qtbot, someone):
    page.forms.open_card()
    page.forms.dialog.form.set_value("native_place", "浙江青禾")
    cut_off(page, page.forms.dialog)
    window = page.desk.window
    drafts.offer(page.desk)
    bar = window.message_bar
    assert bar.what.text() == "上次没有保存的内容"
    assert f"{someone.name} 的卡片" in bar.sentence.whole()
    page.desk.messages.message_bar.links.itemAt(0).widget().click()
    assert page.forms.dialog.form.values()["native_place"] == "浙江青禾"
