"""One sitting of the window on an encrypted office, as a program of its own.

Prints what it did, one word a line, and between them waits for a line, so that the disk can be looked at.
"""

import atexit
import os
import sys
import traceback
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from partyoffice import plain
from partyoffice.app import rescue_work, restoring
from partyoffice.app.program import Program, prepare
from partyoffice.app.purposes import FORMS
from partyoffice.core.errors import OfficeError
from partyoffice.core.id_number import check_digit
from partyoffice.handover import package
from partyoffice.members.records import Person
from partyoffice.store.backup import Reason
from partyoffice.store.entrance import password_in
from partyoffice.ui import crash, preview, tasks
from partyoffice.ui.desk import Desk
from partyoffice.ui.prefs import Prefs

NAME, NUMBER = "欧阳砚秋禾", "33009919910107642"
NUMBER += check_digit(NUMBER)


def settle(window):
    """Let the program work until nothing is read or written any more."""
    while True:
        QCoreApplication.processEvents()
        reading = any(getattr(page, "reader", None) and page.reader.busy() for page in window.pages.values())
        if not reading and not tasks.running():
            return


def say(word):
    """Tell how far it is and wait until the disk has been looked at."""
    sys.stdout.write(word + "\n")
    sys.stdout.flush()
    sys.stdin.readline()


def write_person(window, number):
    """Type a new person, turn away from the form so that a draft is kept, save."""
    page = window.page()
    dialog = page.forms.new_person("正式党员")
    dialog.form.set_value("name", NAME)
    dialog.form.set_value("id_number", number)
    QCoreApplication.sendEvent(dialog, QEvent(QEvent.Type.WindowDeactivate))
    say("draft")
    dialog.verb.click()
    settle(window)


def mend_person(window):
    """Change what was stored, so that the journal holds both."""
    office = window.desk.open_office()
    with office.change(f"更正 {NAME}") as session:
        session.query(Person).where(Person.name == NAME).one().note = NUMBER
    settle(window)


def look_at_list(window, app, shown):
    """Copy every cell and look at the list as it would be printed."""
    grid = window.page().grid
    grid.choice.select_all()
    grid.copy()
    window.actions_table["file.print"].trigger()
    settle(window)
    assert shown, "no preview"
    assert NAME in app.clipboard().text()
    say("printed")


def hand_out(window, out):
    """Export the roster masked, make the package for a successor, be refused a plain copy."""
    Desk.ask_save_path = lambda _desk, _purpose, _title, name, _kind: out / name
    dialog = window.dialogs.open("export", roster="members")
    dialog.forms.setCurrentIndex(len(FORMS) - 1)  # as text, where a number would be read at once
    dialog.tick_all()
    dialog.on_export()
    settle(window)
    package.make(window.office, out / "交接.zip")
    with suppress(OfficeError):
        plain.write(window.office, out / "明文")
        raise AssertionError("plain")
    say("handed out")


def err(app):
    """Let a fault of the program speak of somebody, and put its dialog away."""
    office = {"name": NAME, "number": NUMBER}  # what a frame holds may not be told either
    try:
        office[NUMBER]
    except KeyError as error:
        crash.report(error)
    dialog = crash.reporter().dialog
    app.clipboard().setText(dialog.detail)
    dialog.reject()
    assert NUMBER not in app.clipboard().text()
    say("crashed")


def lock_up(window, password):
    """Lock the window and open it again."""
    window.lock()
    say("locked")
    gate = window.locker.page.gate
    gate.field.line.setText(password)
    gate.go.click()
    while gate.reader.busy() or window.locker.on:
        QCoreApplication.processEvents()


def go_back(program, out):
    """Back up, salvage what can be read into a new office, restore the copy; gives the next window."""
    window = program.shown
    copy = window.office.back_up(Reason.HAND)
    spoilt = out / "坏了.dangwu"
    spoilt.write_bytes(window.office.path.read_bytes())
    rescue_work.salvage(window.office.door.at(spoilt), out / "抢救.dangwu", lambda *_told: True)
    restoring.restore(window, restoring.door_of(window, copy.path))
    settle(program.shown)
    say("restored")
    return program.shown


def main(path, password_file, out):
    """Do in one sitting whatever writes a file, and close."""
    app = QApplication(sys.argv[:1])
    prefs, shown = Prefs(), []

    def keep(made):
        shown.append(made)

    preview.Preview.open = keep  # what is printed stays a file; nobody is here to look at it
    prepare(app, prefs)
    prefs.put("page", "members")
    program = Program(prefs)
    window = program.open(Path(path), password_in(password_file))
    settle(window)
    write_person(window, NUMBER)
    mend_person(window)
    look_at_list(window, app, shown)
    hand_out(window, Path(out))
    err(app)
    lock_up(window, password_in(password_file))
    window = go_back(program, Path(out))
    for one in shown:
        one.reject()
    window.close()
    while tasks.running() or window.isVisible():
        QCoreApplication.processEvents()
    say("closed")
    atexit._run_exitfuncs()  # as the program ends; Qt is not taken apart, this script still holds widgets
    os._exit(0)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except Exception:  # ruff: ignore[blind-except] -- told here: the program's own hook would open a dialog
        traceback.print_exc()
        os._exit(1)
