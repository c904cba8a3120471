"""Changing people in the cells of 党员名册 (U17, U18, U20, U23, U24, U28, U34, U35, U50, U51, U52)."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from partyoffice.core.cancel import Cancelled
from partyoffice.core.dates import Day
from partyoffice.members.page import edit_writing
from partyoffice.members.page.batch_change import BatchChange
from partyoffice.members.page.commands import PERSON_MENU
from partyoffice.members.queries import histories
from partyoffice.members.records import Person
from partyoffice.members.rules import Category, Fact
from partyoffice.store import backup
from partyoffice.ui import paste
from partyoffice.ui.edits import Change
from partyoffice.ui.messages import Recorder
from partyoffice.ui.paste_plan import Verdict

Key, Held = Qt.Key, Qt.KeyboardModifier
FREE = "330099198802110020"  # nobody's number


@pytest.fixture
def edits(page):
    return page.grid.edits


@pytest.fixture
def told(page):
    page.desk.messages = Recorder()
    return page.desk.messages


def at(page, row, key):
    page.grid.choice.choose(page.model.index(row, page.model.place_of(key)))


def tick(page, *rows):
    for row in rows:
        page.grid.choice.toggle(page.model.index(row, 0))


def put(text):
    made = QMimeData()
    made.setText(text)
    QGuiApplication.clipboard().setMimeData(made)


def pasted(page, text, row, key):
    at(page, row, key)
    put(text)
    return paste.paste(page.grid)


def stored(office, person_id):
    with office.reading() as session:
        return session.get_one(Person, person_id)


def rows_of(office, person_id, fact):
    with office.reading() as session:
        return [row for row in histories(session, person_id) if row.fact == fact]


# What may be changed -------------------------------------------------------------------------


def test_the_card_is_edited_what_is_reckoned_is_not_and_histories_ask(edits):
    def kind(key):
        return "asks" if edits.asks(key) else "edits" if edits.field(key) else "shut"

    assert {kind(key) for key in ("name", "phone", "joined", "team")} == {"edits"}
    assert {kind(key) for key in ("category", "branch", "group", "post", "party_status")} == {"asks"}
    assert {kind(key) for key in ("age", "standing", "photo", "completeness")} == {"shut"}


def test_a_field_that_the_list_does_not_show_can_be_read_and_set(page, edits, office):
    person = page.model.record_id(0)
    before = stored(office, person).team
    assert edits.value(person, "team") == before
    assert edits.write([Change(person, "team", "初一年级组")])
    assert edits.value(person, "team") == "初一年级组"


def test_one_change_is_named_shown_at_once_and_undone_by_ctrl_z(window, page, edits, office, qtbot):
    person, name = page.model.record_id(2), page.model.record(2).name
    before = stored(office, person).subject
    assert edits.write([Change(person, "subject", "物理")])
    assert office.undo_sentence == f"修改 {name} 的 任教学科"
    assert window.undo_bar.isHidden()
    window.actions_table["edit.undo"].trigger()
    assert stored(office, person).subject == before


def test_several_changes_are_one_step_with_the_bar_that_takes_them_back(page, edits, office, told):
    ids = [page.model.record_id(row) for row in range(3)]
    before = [stored(office, each).subject for each in ids]
    seq = office.last_seq
    assert edits.write([Change(each, "subject", "化学") for each in ids])
    assert office.undo_sentence == "批量修改 3 人的 任教学科"
    assert told.undos[0][0] == "已批量修改 3 人的 任教学科"
    told.undos[0][1]()
    assert [stored(office, each).subject for each in ids] == before
    assert office.last_seq > seq


def test_somebody_in_the_bin_is_locked(page, edits):
    tick(page, 0, 1)
    ids = page.grid.choice.ids()
    page.deeds.bin()
    page.choose("回收站", 0)
    assert edits.locked(ids[0], "phone").endswith("在回收站，恢复以后才能修改")


def test_many_are_changed_beside_the_window_as_one_step(page, edits, office, told, qtbot, monkeypatch):
    monkeypatch.setattr("partyoffice.members.page.edit_writing.AT_ONCE", 2)
    ids = ids_of(page, 0, 1, 2, 3, 4)
    assert edits.write([Change(each, "subject", "生物") for each in ids])
    qtbot.waitUntil(lambda: bool(told.undos))
    assert {stored(office, each).subject for each in ids} == {"生物"}
    assert office.undo_sentence == "批量修改 5 人的 任教学科"
    assert [copy.reason for copy in backup.copies(office.path)] == ["批量修改前"]


def test_many_changes_that_are_stopped_leave_everything(page, edits, office, told, qtbot, monkeypatch):
    monkeypatch.setattr("partyoffice.members.page.edit_writing.AT_ONCE", 2)
    ids, seq = ids_of(page, 0, 1, 2, 3, 4), office.last_seq
    before = [stored(office, each).subject for each in ids]
    with pytest.raises(Cancelled), office.change("半途") as session:
        cards = {each: {"subject": "生物"} for each in ids}
        edit_writing.store(cards, (), None, session, lambda done, _total, _item: done < 4)
    assert [stored(office, each).subject for each in ids] == before
    assert office.last_seq == seq


# Judging -------------------------------------------------------------------------------------


def test_a_number_that_somebody_else_has_is_refused_with_their_name(page, edits):
    mine, other = page.model.record(0), page.model.record(1)
    why = edits.judge(Change(mine.id, "id_number", other.card["id_number"]))
    assert other.name in why
    assert edits.judge(Change(mine.id, "id_number", mine.card["id_number"])) == ""
    assert edits.judge(Change(mine.id, "id_number", FREE)) == ""
    assert edits.judge(Change(mine.id, "name", "")) == "姓名不能为空"


def test_a_refused_change_is_told_and_keeps_everything(page, edits, office, told):
    mine, other = page.model.record(0), page.model.record(1)
    seq, before = office.last_seq, stored(office, mine.id).subject
    changes = [Change(mine.id, "subject", "物理"), Change(mine.id, "id_number", other.card["id_number"])]
    assert edits.write(changes) is False
    assert other.name in told.notes[0].what
    assert (office.last_seq, stored(office, mine.id).subject) == (seq, before)


def test_a_number_fills_sex_and_birth_only_where_they_are_empty(page, edits, office):
    person = page.model.record_id(0)
    edits.write([Change(person, "sex", ""), Change(person, "birth", None)])
    edits.write([Change(person, "id_number", FREE)])
    one = stored(office, person)
    assert (one.sex, str(one.birth)) == ("女", "1988-02-11")
    other = page.model.record_id(1)
    before = stored(office, other)
    edits.write([Change(other, "id_number", "330099199604012228")])
    after = stored(office, other)
    assert (after.sex, after.birth) == (before.sex, before.birth)


def test_what_looks_odd_is_stored_and_told_with_sum_and_article(page, edits, office, told):
    row = next(row for row in range(page.model.rowCount()) if page.model.record(row).card["birth"])
    one = page.model.record(row)
    day = Day(one.card["birth"].year + 17, 1, 1)
    assert edits.write([Change(one.id, "joined", day)])
    assert stored(office, one.id).joined == day
    note = next(note for note in told.notes if "请核对" in note.what)
    assert "未满 18 岁" in note.sentence
    assert "满 18 岁" in note.detail
    assert "《" in note.detail
    told.notes.clear()
    edits.write([Change(one.id, "note", "已核"), Change(one.id, "sex", one.card["sex"])])
    assert told.notes == []  # what was told before is not told again


# Histories -----------------------------------------------------------------------------------


def test_a_history_asks_whether_it_changes_or_was_wrong(page, edits, told):
    row = next(row for row in range(page.model.rowCount()) if page.model.record(row).group)
    one = page.model.record(row)
    told.answers = ["变更"]
    edits.ask(one.id, "group")
    assert told.questions[0].verbs == ("变更", "更正")
    assert told.questions[0].safe == "取消"
    assert page.forms.dialog.windowTitle() == f"变更：{one.name}"
    assert page.forms.dialog.form.values()["fact"] == str(Fact.GROUP)
    page.forms.dialog.close()
    told.answers = ["更正"]
    edits.ask(one.id, "group")
    assert "更正" in page.forms.dialog.windowTitle() or "履历" in page.forms.dialog.windowTitle()
    page.forms.dialog.close()


def test_going_back_from_the_question_opens_nothing(page, edits, told):
    page.forms.dialog = None
    edits.ask(page.model.record_id(0), "category")
    assert page.forms.dialog is None


def ids_of(page, *rows):
    return [page.model.record_id(row) for row in rows]


def change_of(page, fact, ids, **given):
    edits = page.grid.edits
    edits.ask_many(ids, fact)
    dialog = edits.dialog
    assert isinstance(dialog, BatchChange)
    for key, value in given.items():
        dialog.form.editors[key].set_value(value)
        dialog.form.edited.emit(key)
    dialog.preview()
    return dialog


def test_several_people_change_status_from_one_day_as_one_step(page, office, told):
    ids, evidence = ids_of(page, 0, 1), "青党〔2026〕5 号"
    dialog = change_of(page, "party_status", ids, status="停止党籍", on=Day(2026, 11, 2), evidence=evidence)
    assert [row.cells["status"].verdict for row in dialog.plan.rows] == [Verdict.CHANGE] * 2
    assert dialog.verb.text() == "变更 2 人"
    dialog.verb.click()
    assert office.undo_sentence == "批量变更 2 人的党籍状态"
    for each in ids:
        last = rows_of(office, each, Fact.STATUS)[-1]
        assert (last.value, str(last.start), last.evidence) == ("停止党籍", "2026-11-02", evidence)
    told.undos[-1][1]()
    assert [rows_of(office, each, Fact.STATUS)[-1].value for each in ids] == ["正常", "正常"]


def test_whom_it_would_be_refused_for_is_listed_before(page, office, told):
    ids = ids_of(page, 0, 1)
    change_of(page, "party_status", ids[:1], status="停止党籍", on=Day(2026, 11, 2)).verb.click()
    dialog = change_of(page, "party_status", ids, status="正常", on=Day(2026, 11, 2))
    kinds = {row.record_id: row.cells["status"].verdict for row in dialog.plan.rows}
    assert kinds == {ids[0]: Verdict.LOCKED, ids[1]: Verdict.SAME}
    assert "不能早于或等于它" in dialog.plan.troubles()[0].why
    assert not dialog.verb.isEnabled()
    dialog.reject()
    dialog = change_of(page, "party_status", ids, status="停止党籍", on=Day(2026, 11, 2))
    assert [row.cells["status"].verdict for row in dialog.plan.rows] == [Verdict.SAME, Verdict.CHANGE]


def test_the_others_are_changed_only_with_the_users_tick(page, office, told):
    ids = ids_of(page, 0, 1)
    dialog = change_of(page, "category", ids[:1], category="预备党员", on=Day(2026, 11, 10))
    dialog.verb.click()
    dialog = change_of(page, "category", ids, category="发展对象", on=Day(2026, 11, 9))
    assert dialog.skip.text() == "有 1 人不能变更，只变更其余的人"
    assert not dialog.verb.isEnabled()
    dialog.skip.setChecked(True)
    assert dialog.verb.text() == "变更 1 人"
    dialog.verb.click()
    assert rows_of(office, ids[1], Fact.CATEGORY)[-1].start == Day(2026, 11, 9)
    assert rows_of(office, ids[0], Fact.CATEGORY)[-1].start == Day(2026, 11, 10)


def test_a_batch_of_full_members_takes_the_day_of_the_meeting(page, office, told):
    page.choose("预备党员", 0)
    ids, days = ids_of(page, 0, 1), {"on": Day(2026, 11, 20), "full": Day(2026, 11, 18)}
    dialog = change_of(page, "category", ids, category="正式党员", **days)
    assert "full" in dialog.form.shown()
    dialog.verb.click()
    for each in ids:
        assert stored(office, each).full == Day(2026, 11, 18)
        assert rows_of(office, each, Fact.CATEGORY)[-1].value == Category.FULL


def test_posts_are_not_given_in_a_batch(page, edits, told):
    edits.ask_many([page.model.record_id(0)], "post")
    assert "逐人" in told.notes[0].sentence


# Pasting and adding --------------------------------------------------------------------------


def test_a_block_from_excel_goes_into_the_roster_as_one_step(page, office, told):
    ids = [page.model.record_id(row) for row in range(2)]
    dialog = pasted(page, "19900001111\r\n19900002222\r\n", 0, "phone")
    dialog.verb.click()
    assert [stored(office, each).phone for each in ids] == ["19900001111", "19900002222"]
    assert office.undo_sentence == "粘贴 2 人的 手机号码"
    office.undo()
    assert stored(office, ids[0]).phone != "19900001111"


def test_a_masked_number_copied_from_the_list_is_refused(page, told):
    at(page, 1, "id_number")
    page.grid.copy()
    at(page, 0, "id_number")
    paste.paste(page.grid)
    assert "遮盖后的内容" in told.notes[0].sentence


def test_cells_that_cannot_be_changed_are_told_and_the_others_are_changed(page, office, told, qtbot):
    page.grid.choice.choose(page.model.index(0, page.model.place_of("joined")))
    page.grid.choice.extend(page.model.index(0, page.model.place_of("standing")))
    qtbot.keyClick(page.grid.body, Key.Key_Delete)
    assert stored(office, page.model.record_id(0)).full is None
    odd, note = told.notes
    assert "没有转正时间" in odd.sentence
    assert note.what == "有的格没有改"
    assert "必填，不能清空" in note.sentence


def test_a_full_number_may_be_pasted_into_the_masked_column(page, office):
    person = page.model.record_id(0)
    pasted(page, FREE, 0, "id_number")
    assert stored(office, person).id_number == FREE


def test_new_people_are_added_with_what_was_asked(page, office, told):
    last = page.model.rowCount() - 1
    name = page.model.record(last).name
    people = len(page.listing.book.people)
    dialog = pasted(page, f"{name}\r\n洛小满\r\n方知远\r\n", last, "name")
    dialog.add.setChecked(True)
    assert "人员类别" in dialog.reason.whole()
    branch = dialog.questions.editors["branch"].choices[0]
    for key, value in (("category", "正式党员"), ("branch", branch.value), ("since", Day(2026, 11, 1))):
        dialog.questions.editors[key].set_value(value)
        dialog.questions.edited.emit(key)
    assert dialog.verb.text() == "新增 2 人"
    dialog.verb.click()
    assert len(page.listing.book.people) == people + 2
    new = next(one for one in page.listing.book.people if one.name == "洛小满")
    assert (new.category, new.branch, str(new.entered_branch)) == ("正式党员", branch.text, "2026-11-01")
    assert office.undo_sentence == "新增 2 人"
    office.undo()
    assert len(page.listing.book.people) == people


def test_new_people_begin_where_the_list_stands(page, edits):
    group = edits.links("group")[0].value
    page.choose("预备党员", group)
    asked = {field.key: value for field, value in edits.asked_of_new()}
    parent = page.listing.book.bodies.nodes[group].parent_id
    assert (asked["category"], asked["branch"], asked["group"]) == ("预备党员", parent, group)
    page.choose("在册党员", parent)
    asked = {field.key: value for field, value in edits.asked_of_new()}
    assert (asked["category"], asked["branch"], asked["group"]) == ("", parent, None)


def test_a_pasted_row_may_say_branch_category_post_and_number_itself(page, edits, office):
    body = page.listing.book.bodies
    branch = edits.links("branch")[0].value
    row = {"name": "洛小满", "id_number": FREE, "category": "预备党员", "branch": branch, "post": "组织委员",
           "party_status": "停止党籍", "since": Day(2026, 11, 1), "reason": "转入组织关系"}  # fmt: skip
    assert edits.add([row])
    new = next(one for one in page.listing.book.people if one.name == "洛小满")
    assert (new.category, new.branch, new.post, new.status) == (
        "预备党员", body.name(branch), "组织委员", "停止党籍"
    )  # fmt: skip
    one = stored(office, new.id)
    assert (one.sex, str(one.birth)) == ("女", "1988-02-11")


def test_a_group_brings_its_branch_and_may_not_contradict_it(page, edits, told):
    group = edits.links("group")[0].value
    parent = page.listing.book.bodies.nodes[group].parent_id
    edits.add([{"name": "洛小满", "category": "正式党员", "group": group, "since": Day(2026, 11, 1)}])
    new = next(one for one in page.listing.book.people if one.name == "洛小满")
    assert (new.branch_id, new.group_id) == (parent, group)
    other = next(option.value for option in edits.links("branch") if option.value != parent)
    row = {"name": "方知远", "category": "正式党员", "group": group, "branch": other}
    assert edits.add([row]) is False
    assert "不属于所填的党支部" in told.notes[-1].what


def test_a_batch_sets_a_field_for_the_ticked_people(page, office, told):
    tick(page, 0, 1, 2)
    dialog = paste.batch(page.grid)
    dialog.what.editors["#what"].set_value("establishment")
    dialog.what.edited.emit("#what")
    dialog.value.editors["establishment"].set_value("事业编制")
    dialog.preview()
    changing = len(dialog.plan.changes())
    assert dialog.verb.text() == f"修改 {changing or 3} 人"


# Keys and menus ------------------------------------------------------------------------------


def test_del_clears_cells_and_puts_ticked_people_into_the_bin(page, office, told, qtbot):
    person = page.model.record_id(0)
    page.grid.model.set_masked(False)
    at(page, 0, "full")
    qtbot.keyClick(page.grid.body, Key.Key_Delete)
    assert stored(office, person).full is None
    tick(page, 0, 1)
    ids = page.grid.choice.ids()
    qtbot.keyClick(page.grid.body, Key.Key_Delete)
    assert all(stored(office, each).binned for each in ids)
    assert "移入回收站" in told.undos[-1][0]


def test_f2_edits_the_cell_and_the_card_opens_by_alt_enter(window, page, qtbot):
    at(page, 0, "native_place")
    page.grid.show_column("native_place", shown=True)
    at(page, 0, "native_place")
    qtbot.keyClick(page.grid.body, Key.Key_F2)
    assert page.grid.editing.box is not None
    qtbot.keyClick(page.grid.editing.box.part, Key.Key_Escape)
    shortcuts = {one.toString() for one in window.actions_table["members.open"].shortcuts()}
    assert shortcuts == {"Alt+Enter", "Alt+Return"}
    assert window.actions_table["members.bin"].shortcut().toString() == "Ctrl+Del"


def test_the_menu_of_a_cell_is_made_of_registered_commands_only(window, page):
    table = window.actions_table
    assert all(ident in table for ident in PERSON_MENU if ident)
    assert {"edit.cell", "edit.paste", "edit.clear", "edit.batch"} <= set(PERSON_MENU)


def test_keys_stay_with_a_text_field(window, page, office, qtbot):
    tick(page, 0, 1)
    seq = office.last_seq
    box = window.header.search
    box.setFocus()
    box.setText("abcdef")
    box.setCursorPosition(0)
    qtbot.keyClick(box, Key.Key_Delete)
    assert box.text() == "bcdef"
    put("12")
    qtbot.keyClick(box, Key.Key_V, Held.ControlModifier)
    assert box.text() == "12bcdef"
    box.setSelection(0, 2)
    qtbot.keyClick(box, Key.Key_X, Held.ControlModifier)
    assert (box.text(), QGuiApplication.clipboard().text()) == ("bcdef", "12")
    assert office.last_seq == seq


def test_the_menu_means_the_text_field_that_has_the_keyboard(window, page, office, qtbot):
    at(page, 0, "phone")
    window.activateWindow()
    box = window.header.search
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    box.setText("abc")
    box.selectAll()
    seq = office.last_seq
    table = window.actions_table
    table["edit.cut"].trigger()
    assert (box.text(), QGuiApplication.clipboard().text()) == ("", "abc")
    table["edit.paste"].trigger()
    assert box.text() == "abc"
    box.setCursorPosition(0)
    table["edit.clear"].trigger()
    assert (box.text(), office.last_seq) == ("bc", seq)
    page.grid.take_focus()
    put("19900003333")
    person = page.model.record_id(0)
    table["edit.paste"].trigger()
    assert stored(office, person).phone == "19900003333"


def test_commands_of_cells_say_why_they_rest_on_a_page_without_a_list(window, page):
    page.grid.edits = None
    from partyoffice.ui import grid_actions

    grid_actions.fit_to_page(window)
    action = window.actions_table["edit.batch"]
    assert (action.isEnabled(), action.toolTip()) == (False, "这张表只能看，不能在表中修改")


def test_a_narrow_bar_keeps_batch_under_more(open_window, office):
    bar = open_window(office, 1100).page().bar
    assert [part.isVisible() for part in bar.quiet] == [True, True, True, False, False]
    assert bar.more.isVisible()


def test_what_was_typed_for_several_people_is_there_again_after_a_crash(page, told):
    ids, evidence = ids_of(page, 0, 1), "青党〔2026〕5 号"
    dialog = change_of(page, "party_status", ids, status="停止党籍", evidence=evidence)
    dialog.keeper.write()
    dialog.finished.disconnect()  # as a crash: nothing is told that it closed
    dialog.hide()
    (kept,) = page.desk.drafts.all()
    page.show_target(draft=kept.key)
    again = page.grid.edits.dialog
    assert again is not dialog
    assert again.ids == ids
    assert (again.given()["status"], again.given()["evidence"]) == ("停止党籍", evidence)
    again.done(0)
    assert page.desk.drafts.all() == []
