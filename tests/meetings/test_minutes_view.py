"""The view 记录 at work: written, kept, left, made final, deleted; by keyboard, narrow and empty."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from partyoffice.core.dates import Day
from partyoffice.meetings.actions.saving import save_minutes
from partyoffice.meetings.page.minutes import blocks, files
from partyoffice.meetings.page.views import meetings_page
from partyoffice.meetings.records import Meeting
from partyoffice.meetings.rules.kinds import (
    ABSENT,
    ASSEMBLY,
    COMMITTEE,
    FINAL,
    LATE,
    LEAVE,
    PARTY_DAY,
    SIGNED,
)
from partyoffice.meetings.rules.writing import Business, Minutes
from partyoffice.ui import chinese, theme
from partyoffice.ui.desk import Desk
from partyoffice.ui.form_dialog import FormDialog
from partyoffice.ui.messages import Recorder
from partyoffice.ui.prefs import Prefs
from tests.meetings.conftest import presences, tally, values

Key = Qt.Key


@pytest.fixture(scope="session")
def qapp(qapp):
    """Dress the one application of the run in the product's own look and language."""
    chinese.install(qapp)
    theme.apply(qapp, "light", 10)
    return qapp


@pytest.fixture
def open_view(office, decisions, qtbot, tmp_path):
    """Open the tab at 记录; the second time as after a crash."""
    opened = []

    def run():
        desk = Desk(office, Recorder(), Prefs(tmp_path / "prefs.json"))
        made = meetings_page(decisions, desk)
        qtbot.addWidget(made)
        desk.changed.connect(made.refresh)
        made.resize(1366, 660)
        made.show()
        opened.append((desk, made))
        return made.pane()

    yield run
    for desk, _made in opened:
        desk.stop_listening()


@pytest.fixture
def held(office, branch, decisions):
    """An assembly with a plain item that was voted on, and one about a candidate."""

    def hold(on, kind=ASSEMBLY, business=(), **more):
        with office.change("登记会议") as session:
            about = values(branch, on=on, kind=kind, begins="15:30", text="内容", **more)
            came = presences(session, branch, on=on)
            return save_minutes(session, Minutes(about, came, business, None, whole=True), decisions)[0].id

    return hold


def put(editor, text):
    editor.take_raw(text)
    editor.edited.emit()
    editor.committed.emit()


def states(office):
    with office.reading() as session:
        return [one.state for one in session.query(Meeting).order_by(Meeting.id)]


def test_a_year_without_meetings_offers_a_new_one_and_what_is_written_outlives_a_crash(open_view, office):
    pane = open_view()
    assert (pane.empty.title.text(), pane.shown()) == ("这一年还没有会议记录", None)
    menu = pane.menus.kinds()
    menu.actions()[4].trigger()
    editor = pane.editor
    assert (editor.title.title.whole(), [one.subject.value() for one in editor.agenda.cards]) == (
        "第 1 次主题党日",
        ["活动主题"],
    )
    assert editor.texts.project.isVisible()
    put(editor.head.editors["subject"], "主题党日：走进校史馆")
    put(editor.texts.editors["goal"], "重温校史")
    editor.attendance.seats.model.come_late(0)
    pane.keeper.write()
    assert editor.title.told.text().endswith("自动保存")
    [draft] = pane.desk.drafts.all()

    again = open_view()
    again.show_target(draft=draft.key)
    assert again.editor.head.value("subject") == "主题党日：走进校史馆"
    assert again.editor.texts.values()["goal"] == "重温校史"
    assert again.editor.attendance.seats.model.lines[0].presence.state == LATE
    put(again.editor.head.editors["begins"], "下午")
    assert again.editor.head.editors["begins"].focus_part().toolTip() == "“下午”不是时间，请写成 15:30"
    put(again.editor.head.editors["begins"], "1530")
    assert again.deeds.save()
    assert (states(office), again.desk.drafts.all()) == (["草稿"], [])
    assert [one.id for one in again.listing.shown()] == [again.meeting()]


def test_leaving_unsaved_text_asks_and_each_answer_does_what_it_says(open_view, held, qtbot):
    older, newer = held(Day(2026, 11, 5)), held(Day(2026, 11, 12))
    pane = open_view()
    assert pane.meeting() == newer
    put(pane.editor.head.editors["place"], "操场")
    QTest.keyClick(pane.side.list, Key.Key_Down)  # 接着写
    qtbot.waitUntil(lambda: [one.row() for one in pane.side.list.selectedIndexes()] == [0])
    assert (pane.meeting(), pane.side.list.current().id) == (newer, newer)
    pane.desk.messages.answers.append("不保存")
    assert pane.go_to(older)
    put(pane.editor.head.editors["place"], "图书馆")
    pane.desk.messages.answers.append("保存")
    assert pane.go_to(newer)
    assert pane.editor.head.value("place") == "会议室"
    pane.go_to(older)
    assert pane.editor.head.value("place") == "图书馆"
    put(pane.editor.head.editors["place"], "礼堂")
    pane.keeper.write()
    [draft] = pane.desk.drafts.all()
    asked = len(pane.desk.messages.questions)
    again = open_view()
    again.go_to(older)
    again.show_target(draft=draft.key)  # it stands there already: nothing is asked
    assert (again.editor.head.value("place"), len(pane.desk.messages.questions)) == ("礼堂", asked)


def test_final_minutes_are_read_only_with_the_reason_until_they_are_given_back(open_view, held, office):
    held(Day(2026, 11, 12), business=[Business("修订计划", tally=tally(20, 20), resolution="同意。")])
    pane = open_view()
    pane.deeds.finalise()
    assert states(office) == [FINAL]
    assert pane.editor.why.text().startswith("已定稿")
    assert pane.editor.head.editors["place"].line.isReadOnly()
    assert pane.editor.agenda.cards[0].numbered.text() == "决议〔2026〕1号"
    pane.editor.attendance.seats.view.setFocus()
    pane.editor.attendance.seats.go_to(0)
    QTest.keyClick(pane.editor.attendance.seats.view, Key.Key_Space)
    assert not pane.editor.touched()
    pane.deeds.remove()
    assert "退回草稿" in pane.desk.messages.notes[-1].sentence
    pane.deeds.ask_signed()
    pane.deeds.dialog.on_save()
    assert (states(office), pane.editor.title.red.isVisible()) == ([SIGNED], False)
    office.undo()
    pane.deeds.reopen()
    assert not pane.editor.head.editors["place"].line.isReadOnly()


def test_a_meeting_is_deleted_with_what_it_decided_and_undo_brings_it_back(
    open_view, held, office, person, done
):
    vote = Business("讨论接收：段清和", "讨论接收", person["段清和"], tally=tally(20, 20))
    first, second = held(Day(2026, 11, 5), COMMITTEE), held(Day(2026, 11, 12), business=[vote])
    pane = open_view()
    QTest.keyClick(pane.side.list, Key.Key_Delete)
    assert (pane.meeting(), done.verbs()) == (first, ["apply", "back"])
    office.undo()
    assert [one.id for one in pane.listing.shown()] == [second, first]
    pane.search("支部委员会")
    assert [one.id for one in pane.listing.shown()] == [first]
    pane.search("")
    pane.menus.filter().actions()[1].trigger()
    assert pane.status().endswith("2 次会议·列出 1 次")


def test_items_are_added_moved_and_taken_out_by_keyboard_and_the_vote_says_at_once_what_it_comes_to(
    open_view, held, office
):
    held(Day(2026, 11, 12), business=[Business("传达学习"), Business("通报")])
    pane = open_view()
    agenda, seats = pane.editor.agenda, pane.editor.attendance.seats
    QTest.keyClick(agenda.cards[1].head, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [one.subject.value() for one in agenda.cards] == ["通报", "传达学习"]
    QTest.keyClick(agenda.cards[0].head, Key.Key_Delete)
    agenda.add_plain()
    put(agenda.cards[1].subject, "修订计划")
    card = agenda.add({"subject": "表决", "vote": None})
    card.begin_vote()
    assert not card.vote.papers.isVisible()  # by hands
    QTest.keyClicks(card.vote.numbers["yes"].line, "14")
    assert card.vote.word.text() == "通过"
    seats.view.setFocus()
    seats.go_to(0)
    for key in ("1", "8", "9"):
        QTest.keyClicks(seats.view, key)
    assert [line.presence.state for line in seats.model.lines[:3]] == [LEAVE, ABSENT, LATE]
    card.follow.add()
    put(card.follow.rows[0].editors["what"], "印发")
    put(card.follow.rows[0].editors["due"], "2026-11-30")
    assert pane.editor.problem() == ""
    assert pane.deeds.save()
    reopened = open_view().editor.agenda.cards
    assert [one.subject.value() for one in reopened] == ["传达学习", "修订计划", "表决"]
    assert reopened[2].follow.state()[0]["due"] == "2026-11-30"
    assert reopened[2].vote.verdict() == "通过，赞成 14"


def test_a_narrow_window_has_the_meetings_in_one_line_and_other_pages_open_a_meeting_or_begin_one(
    open_view, held, branch
):
    meeting = held(Day(2026, 11, 12))
    pane = open_view()
    pane.window().resize(1093, 520)
    assert (pane.side.list.isVisible(), pane.side.pick.isVisible()) == (False, True)
    pane.show_target(new={"body": branch, "kind": PARTY_DAY, "on": "2026-11-19", "counted_as": (ASSEMBLY,)})
    assert (pane.meeting(), str(pane.editor.head.value("on"))) == (0, "2026-11-19")
    assert ASSEMBLY in pane.editor.head.counted.kinds
    pane.show_target(meeting=meeting)
    assert pane.meeting() == meeting
    pane.show_target(meeting=99)
    assert pane.desk.messages.notes[-1].what == "找不到这次会议"


def test_files_are_kept_with_a_meeting_and_counted(open_view, held, tmp_path, monkeypatch):
    held(Day(2026, 11, 12))
    pane = open_view()
    (tmp_path / "签到.pdf").write_bytes(b"%PDF-1.4")
    monkeypatch.setattr(pane.desk, "ask_open_path", lambda *_given: tmp_path / "签到.pdf")
    put(pane.editor.head.editors["place"], "操场")  # what is being written stays
    assert files.add(pane, "签到表")
    assert (pane.editor.title.files.text().strip(), pane.editor.head.value("place")) == ("附件 1", "操场")
    first = pane.menus.files().actions()[0].menu()
    first.actions()[1].trigger()
    assert pane.editor.shown().files == 0


def test_a_paragraph_of_the_office_is_put_in_where_one_writes(open_view, held, office):
    held(Day(2026, 11, 12))
    pane = open_view()
    pane.side.list.setFocus()
    pane.deeds.press("block")
    assert pane.desk.messages.notes[-1].what == "没有要插入的地方"
    text = pane.editor.texts.editors["text"].text
    text.setPlainText("传达文件。")
    text.selectAll()
    text.setFocus()
    dialog = blocks.ask(pane)
    assert dialog.form.values()["blocks"].splitlines()[-1] == "传达文件。\t传达文件。"
    dialog.form.set_value("blocks", "开头\t主持人宣布开会。\n\t传达文件。")
    dialog.verb.click()
    assert office.undo_sentence == "修改会议常用段落"
    text.moveCursor(QTextCursor.MoveOperation.End)
    text.setFocus()
    dialog = blocks.choose(pane)
    [entry] = dialog.seek("kt")
    dialog.picked.emit(entry)
    dialog.reject()
    assert text.toPlainText() == "传达文件。\n主持人宣布开会。"
    office.undo()
    text.setFocus()
    dialog = blocks.choose(pane)
    assert [one.text for one in dialog.seek("san hui")] == ["散会"]
    dialog.reject()


@pytest.mark.parametrize("verb", ["template", "blocks"])
def test_templates_and_paragraphs_that_were_begun_are_opened_again(open_view, verb):
    pane = open_view()
    pane.deeds.press(verb)
    dialog = next(one for one in pane.window().findChildren(FormDialog) if one.isVisible())
    key = "text" if verb == "template" else "blocks"
    put(dialog.form.editor(key), "开会以前\t先清点人数")
    dialog.form._on_edited(key)
    dialog.keeper.write()
    dialog.finished.disconnect()  # as a crash: nothing is told that it closed
    dialog.hide()
    (kept,) = pane.desk.drafts.all()
    pane.show_target(draft=kept.key)
    again = next(one for one in pane.window().findChildren(FormDialog) if one.isVisible())
    assert again.windowTitle() == dialog.windowTitle()
    assert again.form.editor(key).raw() == dialog.form.editor(key).raw()
    again.done(0)
    assert pane.desk.drafts.all() == []
