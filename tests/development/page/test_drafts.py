"""What is typed about the way and not stored is there again after a crash, the record of a vote too."""

import os
import signal
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt

from partyoffice.core.dates import Day
from partyoffice.store.drafts import Drafts
from partyoffice.store.office import Office
from partyoffice.ui import drafts
from partyoffice.ui.message_bar import QuestionDialog

BALLOTS = {"yes": 2, "no": 1, "watcher": "顾清和", "discussion": "两人发言，肯定成绩，也指出急躁。"}


def fill(dialog):
    dialog.meeting.form.set_value("on", Day(2026, 11, 18))
    dialog.meeting.form.set_value("chair", "沈砚秋")
    dialog.meeting.form.set_value("place", "第一会议室")
    dialog.meeting.seats.model.all_came()
    for key, value in BALLOTS.items():
        dialog.votes[0].form.set_value(key, value)


def must_hold(dialog):
    form, seats = dialog.meeting.form, dialog.meeting.seats.model
    assert (form.values()["chair"], form.values()["place"]) == ("沈砚秋", "第一会议室")
    assert dialog.meeting.on() == Day(2026, 11, 18)
    assert seats.count().present == len(seats.lines) == 3
    assert {key: dialog.votes[0].form.values()[key] for key in BALLOTS} == BALLOTS


def go_on(desk, pane):
    """Answer the offer of a new start: go on."""
    drafts.offer(desk)
    desk.page_wanted.connect(lambda _page, target: pane.show_target(**target))
    desk.messages.notes[-1].links[0][1]()
    return pane.deeds.dialog


def test_the_record_of_a_vote_is_gone_on_with_as_it_was_left(pane, people, office):
    pane.deeds.open_vote([people["林知夏"]], 15)
    dialog = pane.deeds.dialog
    dialog.keeper.write()
    assert Drafts(office).all() == [], "nothing typed, nothing kept"
    fill(dialog)
    dialog.keeper.write()
    (kept,) = Drafts(office).all()
    dialog.keeper.timer.stop()
    dialog.finished.disconnect()  # as a crash: nothing is told that it closed
    dialog.hide()
    again = go_on(pane.desk, pane)
    assert again is not dialog
    must_hold(again)
    again.keeper.write()
    assert [one.key for one in Drafts(office).all()] == [kept.key]
    again.done(0)
    assert Drafts(office).all() == []


def test_closing_a_vote_with_only_the_attendance_marked_asks_first(pane, people, monkeypatch):
    pane.deeds.open_vote([people["林知夏"]], 15)
    dialog = pane.deeds.dialog
    dialog.meeting.seats.model.all_came()
    asked = []
    monkeypatch.setattr(
        QuestionDialog, "ask", classmethod(lambda _kind, question, *_: asked.append(question))
    )
    dialog.reject()
    assert dialog.isVisible()
    assert asked[0].title == "不登记这次会议了？"
    dialog.done(0)


KILLED = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from partyoffice import parts
from partyoffice.core.dates import Day
from partyoffice.development.page.voting import open_vote
from partyoffice.store.office import Office
from partyoffice.ui import drafts
from partyoffice.ui.desk import Desk
from partyoffice.ui.messages import Recorder
from partyoffice.ui.prefs import Prefs

app = QApplication([])
drafts.EVERY_MS = 20
window = QWidget()
desk = Desk(Office.open(sys.argv[1]), Recorder(), Prefs(Path(sys.argv[1]).with_name("prefs.json")), window)
dialog = open_vote(desk, window, 15, [int(sys.argv[2])])
dialog.meeting.form.set_value("place", "第一会议室")
dialog.votes[0].form.editor("discussion").text.insertPlainText("两人发言")
look = QTimer(interval=10)
look.timeout.connect(lambda: desk.drafts.path.exists() and print("kept", flush=True))
look.start()
app.exec()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
def test_after_a_kill_while_a_vote_is_entered_its_words_are_offered(office, people):
    path, person = office.path, people["林知夏"]
    office.release()
    command = [sys.executable, "-c", KILLED, str(path), str(person)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ, text=True) as running:
        assert running.stdout.readline().strip() == "kept"
        running.send_signal(signal.SIGKILL)
    with Office.open(path) as again:
        left = Drafts(again)
        (kept,) = left.all()
        assert kept.about == {"form": "vote", "number": 15, "people": [person]}
        assert kept.values["meeting"]["typed"]["place"] == "第一会议室"
        assert kept.values["votes"] == {str(person): {"discussion": "两人发言"}}
        left.drop(kept.key)


FORMS = {
    "register": ("name", "叶知秋"), "ask_facts": ("note", "随迁材料在途"), "end": ("reason", "本人调离"),
    "choose_edition": ("by", "沈砚秋"),
}  # fmt: skip


@pytest.mark.parametrize("verb", FORMS)
def test_every_form_about_a_person_on_the_way_is_opened_again_with_its_words(pane, people, verb):
    pane.show_one(people["林知夏"])
    getattr(pane.about, verb)()
    dialog, (key, words) = pane.deeds.dialog, FORMS[verb]
    if key not in dialog.form.rows:
        key = next(each for each, row in dialog.form.rows.items() if row.field.kind.name in {"TEXT", "LONG"})
    dialog.form.set_value(key, words)
    dialog.keeper.write()
    dialog.finished.disconnect()
    dialog.hide()
    again = go_on(pane.desk, pane)
    assert again is not dialog
    assert again.windowTitle() == dialog.windowTitle()
    assert again.form.values()[key] == words
    again.keeper.write()
    again.done(0)
    assert pane.desk.drafts.all() == []


def test_what_several_were_dealt_with_together_is_opened_again(pane, people):
    pane.about.together()
    dialog = pane.deeds.dialog
    dialog.box.setCurrentIndex(dialog.box.findData(2))
    dialog.form.set_value("on", Day(2026, 11, 18))
    dialog._items()[0].setCheckState(Qt.CheckState.Checked)
    ticked = dialog.ids()
    dialog.keeper.write()
    dialog.finished.disconnect()
    dialog.hide()
    again = go_on(pane.desk, pane)
    assert again.number() == 2
    assert again.form.values()["on"] == Day(2026, 11, 18)
    assert again.ids() == ticked
    again.done(0)
