"""The entry of a meeting and its votes: by keyboard, several people, refused without loss, corrected."""

import pytest
from PySide6.QtCore import Qt
from shiboken6 import isValid

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.development.page.voting import open_vote
from partyoffice.development.queries import file_of
from partyoffice.meetings import queries
from partyoffice.meetings.records import Meeting, Vote
from partyoffice.members.records import Person
from partyoffice.ui import message_bar
from partyoffice.ui.desk import Desk
from partyoffice.ui.messages import Recorder
from partyoffice.ui.prefs import Prefs

Key = Qt.Key


@pytest.fixture
def office(branch_at_a_vote):
    return branch_at_a_vote


@pytest.fixture
def desk(office, tmp_path, qtbot, monkeypatch):
    monkeypatch.setattr(message_bar.QuestionDialog, "ask", lambda question, _parent: question.verbs[0])
    made = Desk(office, Recorder(), Prefs(tmp_path / "prefs.json"))
    yield made
    made.stop_listening()


@pytest.fixture
def people(office):
    with office.reading() as session:
        return {one.name: one.id for one in session.query(Person)}


@pytest.fixture
def entry(desk, people, qtbot):
    opened = []

    def open_(number, *names, meeting=0):
        opened.append(open_vote(desk, None, number, [people[one] for one in names], meeting))
        return opened[-1]

    yield open_
    for one in opened:
        if isValid(one):  # what was stored or given up is gone
            one.deleteLater()


def fill(dialog, on, absent=()):
    form = dialog.meeting.form
    form.set_value("on", on)
    for key, text in (("chair", "林知夏"), ("recorder", "方砚舟"), ("place", "会议室")):
        form.set_value(key, text)
    dialog.meeting.seats.model.all_came()
    for name in absent:
        dialog.meeting.seats.model.excuse(dialog.meeting.seats.model.find(name), "病假")


def step(office, person, number):
    with office.reading() as session:
        return file_of(session, person, clock.today()).steps.get(number)


def test_two_people_are_voted_on_at_one_meeting_and_saved_as_one_change(entry, office, people, desk):
    dialog = entry(15, "段清和", "程以安")
    assert [one.text() for one in dialog.steps.buttons] == ["会议和到会", "段清和", "程以安"]
    fill(dialog, Day(2026, 11, 12))
    dialog.go_on()
    first, second = dialog.votes
    first.form.set_value("yes", 3)
    assert first.form.values() | {"issued": 3, "returned": 3, "valid": 3, "no": 0} == first.form.values()
    assert "同意接收段清和同志为中共预备党员" in first.form.values()["resolution"]
    assert dialog.red.text() == "下一步"
    dialog.go_on()
    assert dialog.red.text() == "保存"
    second.form.set_value("yes", 1)
    second.form.set_value("no", 2)
    assert dialog.steps.buttons[2].text().endswith("没有通过")
    dialog.go_on()
    assert dialog.isHidden()
    with office.reading() as session:
        assert [one.passed for one in session.query(Vote)] == [True, False]
        [meeting] = session.query(Meeting)
        assert (meeting.chair, meeting.place, meeting.on) == ("林知夏", "会议室", Day(2026, 11, 12))
        assert [one.resolution[-7:] for one in queries.items_of(session, meeting.id)] == [
            "上级党委审批。",
            "决议没有通过。",
        ]
    assert (step(office, people["段清和"], 15).open, step(office, people["程以安"], 15)) == (False, None)
    office.undo()
    with office.reading() as session:
        assert session.query(Meeting).count() == 0


def test_what_is_refused_stays_in_the_form_and_the_page_of_the_person_is_shown(entry, office, desk):
    dialog = entry(15, "段清和", "程以安")
    fill(dialog, Day(2026, 11, 12))
    for one in dialog.votes:
        one.form.set_value("yes", 3)
    dialog.votes[1].form.set_value("returned", 4)
    dialog.save()
    assert not dialog.isHidden()
    assert dialog.page() == 2
    assert "收回 4 票，多于发出 3 票" in dialog.message.notes[0].what
    assert dialog.votes[0].form.values()["yes"] == 3
    with office.reading() as session:
        assert session.query(Meeting).count() == 0
    dialog.votes[1].form.set_value("returned", 3)
    dialog.save()
    assert dialog.isHidden()


def test_a_meeting_that_half_of_them_missed_is_told_at_once_with_its_sum(entry):
    dialog = entry(15, "段清和")
    fill(dialog, Day(2026, 11, 12), ("林知夏", "沈砚秋"))
    side = dialog.sides[0]
    assert side.opening.word.text() == "不能开会"
    assert side.opening.sum.text() == "应到 3 人，半数为 1.5，须超过半数即 2 人，实到 1 人"
    assert dialog.note.text() == "还差：段清和的赞成票"
    dialog.votes[0].form.set_value("yes", 1)
    dialog.save()
    assert "不能开会表决" in dialog.message.notes[0].what


def test_attendance_is_ticked_by_the_keyboard_alone(entry, qtbot):
    dialog = entry(15, "段清和")
    seats = dialog.meeting.seats
    dialog.show()
    seats.line.setText("syq")
    assert seats.model.lines[seats.row()].seat.name == "沈砚秋"
    qtbot.keyClick(seats.line, Key.Key_Return)
    assert [line.seat.name for line in seats.model.lines if line.presence.here] == ["沈砚秋"]
    seats.view.setFocus()
    seats.go_to(0)
    qtbot.keyClick(seats.view, Key.Key_Space)
    assert seats.model.lines[0].presence.here
    qtbot.keyClick(seats.view, Key.Key_5)
    assert (seats.model.lines[0].told(), seats.row()) == ("产假", 1)
    qtbot.keyClick(seats.view, Key.Key_8)
    assert seats.model.lines[1].presence.state == "缺席"
    qtbot.keyClick(seats.view, Key.Key_L)
    assert seats.line.text() == "l"
    assert seats.counts.cells["有表决权", 1].text() == "3"
    row = seats.model.find("梅初雪")
    assert seats.model.lines[row].vote() == "无"
    seats.view.setFocus()
    seats.go_to(row)
    qtbot.keyClick(seats.view, Key.Key_0)  # of a 预备党员 nothing can be turned
    assert seats.model.lines[row].vote() == "无"
    qtbot.keyClick(dialog, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.page() == 1


def test_a_meeting_of_the_day_is_offered_and_a_second_person_joins_it(entry, office, people):
    dialog = entry(15, "段清和")
    fill(dialog, Day(2026, 11, 12), ("方砚舟",))
    dialog.votes[0].form.set_value("yes", 2)
    dialog.save()
    other = entry(15, "程以安")
    other.meeting.form.set_value("on", Day(2026, 11, 12))
    assert "这一天已有" in other.meeting.form.rows["meeting"].remarks.said[0].sentence
    with office.reading() as session:
        meeting = session.query(Meeting).one().id
    other.meeting.form.set_value("meeting", meeting)
    assert other.meeting.form.values()["chair"] == "林知夏"
    assert other.meeting.seats.model.count().voters_present == 2
    other.votes[0].form.set_value("yes", 2)
    other.save()
    with office.reading() as session:
        assert session.query(Meeting).count() == 1
        assert len(queries.items_of(session, meeting)) == 2


def test_a_closed_step_opens_its_vote_to_be_corrected_and_the_resolution_follows(entry, office, people):
    dialog = entry(23, "梅初雪")
    fill(dialog, Day(2026, 6, 18))
    form = dialog.votes[0].form
    form.set_value("yes", 3)
    assert "大会同意" not in form.values()["resolution"]
    form.set_value("decision", "按期转正")
    form.set_value("opinions", "秦川\t赞成")
    assert "不是应到会" in " ".join(one.sentence for one in dialog.sides[0].found.said)
    form.set_value("opinions", "")
    dialog.save()
    assert step(office, people["梅初雪"], 23).text("decision") == "按期转正"
    again = entry(23, "梅初雪")
    assert again.meeting.meeting() == 1
    form = again.votes[0].form
    assert (form.values()["yes"], form.values()["decision"]) == (3, "按期转正")
    form.set_value("yes", 2)
    form.set_value("abstain", 1)
    assert "弃权 1 票" in form.values()["resolution"]
    again.save()
    with office.reading() as session:
        assert session.query(Vote).one().abstain == 1
    assert not step(office, people["梅初雪"], 23).open


def test_a_vote_deleted_takes_its_step_and_the_empty_meeting_along(entry, office, people):
    dialog = entry(15, "段清和", "程以安")
    fill(dialog, Day(2026, 11, 12))
    for one in dialog.votes:
        one.form.set_value("yes", 3)
    dialog.save()
    for name, left in (("段清和", 1), ("程以安", 0)):
        again = entry(15, name)
        assert again.drop.isHidden()
        again.go_on()
        assert not again.drop.isHidden()
        again.on_drop()
        assert again.isHidden()
        assert step(office, people[name], 15) is None
        with office.reading() as session:
            assert session.query(Meeting).count() == left


def test_a_row_of_opinions_that_cannot_be_read_is_named(entry):
    dialog = entry(15, "段清和")
    fill(dialog, Day(2026, 11, 12))
    form = dialog.votes[0].form
    form.set_value("yes", 3)
    for text, told in (("秦川\t同意", "第 1 行的“同意”看不懂"), ("\t赞成", "第 1 行没有写姓名")):
        form.set_value("opinions", text)
        assert form.rows["opinions"].remarks.blocking() == told
    dialog.save()
    assert not dialog.isHidden()


def test_what_was_typed_is_given_up_only_by_the_users_word(entry, monkeypatch):
    asked = []
    monkeypatch.setattr(
        message_bar.QuestionDialog, "ask", lambda question, parent: asked.append(question) or question.safe
    )
    dialog = entry(15, "段清和")
    fill(dialog, Day(2026, 11, 12))
    dialog.reject()
    assert not dialog.isHidden()
    assert [one.safe for one in asked] == ["接着填"]
    monkeypatch.setattr(message_bar.QuestionDialog, "ask", lambda question, parent: question.verbs[0])
    dialog.reject()
    assert dialog.isHidden()
