"""A clock that cannot be right is told of, and nothing is stored by it unasked; the order never asks it."""

from datetime import date
from threading import Thread

import pytest

from partyoffice.app.clock_watch import SURE, WAIT
from partyoffice.core import clock
from partyoffice.core.field import Field, Kind
from partyoffice.members.records import Person
from partyoffice.organisation.records import SCHOOL
from partyoffice.store import journal, settings
from partyoffice.store.office import Office
from partyoffice.ui.form_dialog import FormDialog
from partyoffice.ui.record_form import RecordForm


@pytest.fixture
def worked(empty):
    """An office in which something was done on 20 November 2026."""
    with clock.stopped(date(2026, 11, 20)):
        rename(empty, "第一中学")
    return empty


def rename(path, school):
    office = Office.open(path)
    with office.change("改名") as session:
        settings.put(session, SCHOOL, school)
    office.release()


def opened(program, path, show):
    """Open a window; its own bar says what it says, for the recorder comes only afterwards."""
    return [note.what for note in show(path).message_bar.notes]


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2009, 1, 1), ["电脑的时间是 2009-01-01 "]),
        (date(2099, 1, 1), ["电脑的时间是 2099-01-01 "]),
        (date(2026, 11, 18), ["，早于上一次操作（2026-11-20 "]),
        (date(2026, 11, 19), []),
        (date(2027, 3, 1), []),
    ],
)
def test_a_clock_that_cannot_be_right_is_told_of_at_opening(program, worked, show, day, told):
    with clock.stopped(day):
        found = opened(program, worked, show)
    assert len(found) == len(told)
    assert all(words in what for words, what in zip(told, found, strict=True))


@pytest.mark.parametrize("day", [date(2009, 1, 1), date(2026, 10, 1), date(2099, 1, 1)])
def test_nothing_is_stored_by_a_clock_that_cannot_be_right_before_the_user_has_said_so(
    program, worked, show, qtbot, day
):
    with clock.stopped(date(2026, 11, 21)):
        window = show(worked)
        assert window.desk.act("登记", add("林知夏"))
        seq = window.office.last_seq
        with clock.stopped(day):
            dialog = form_over(window)
            qtbot.addWidget(dialog)
            dialog.on_save()
            assert window.office.last_seq == seq
            assert dialog.isVisible()
            assert dialog.form.values() == {"name": "沈砚秋"}
            assert "没有登记" in dialog.message.notes[0].what
            window.messages.answers = [SURE]
            dialog.on_save()
            assert not dialog.isVisible()
            assert window.desk.act("登记", add("方砚舟"))
        assert window.office.last_seq == seq + 2
    first, second = window.messages.questions
    assert (first, first.safe) == (second, WAIT)
    assert f"电脑的时间是 {day}" in first.sentence
    assert "右下角" in first.sentence


def form_over(window):
    """A form as a page opens it, over the window."""

    def save(given):
        with window.office.change("登记") as session:
            add(given["name"])(session)

    made = RecordForm([Field("name", "姓名", Kind.NAME)], {"name": "沈砚秋"})
    dialog = FormDialog(window, "登记", made, "保存", save)
    dialog.open()
    return dialog


def add(name):
    return lambda session: session.add(Person(name=name))


def test_what_takes_back_what_is_only_noted_and_other_threads_are_not_asked_about(program, worked, show):
    window = show(worked)
    with clock.stopped(date(2026, 11, 20)):
        window.desk.act("登记", add("林知夏"))
    with clock.stopped(date(2099, 1, 1)):
        window.office.undo()
        with window.office.change("接收", kind="log") as session:
            settings.put(session, SCHOOL, "甲中学")
        other = Thread(target=rename_in, args=(window.office,))
        other.start()
        other.join()
    with window.office.reading() as session:
        assert settings.get(session, SCHOOL) == "乙中学"
    assert window.messages.questions == []


def rename_in(office):
    with office.change("改名") as session:
        settings.put(session, SCHOOL, "乙中学")


@pytest.mark.parametrize("day", [date(2009, 1, 1), date(2099, 1, 1)])
def test_whatever_the_clock_says_actions_keep_their_order_and_the_chain_closes(worked, day):
    with clock.stopped(day):
        rename(worked, "第二中学")
    with Office.open(worked, writing=False) as office, office.reading() as session:
        assert journal.verify(session) is None
        assert office.last_seq == journal.head(session)[0]
        assert settings.get(session, SCHOOL) == "第二中学"
