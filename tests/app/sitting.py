"""One sitting of the window on an encrypted office, as a program of its own.

Prints what it did, one word a line, and between them waits for a line, so that the disk can be looked at.
"""

import atexit
import os
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from partyoffice.app.program import Program, prepare
from partyoffice.core.id_number import check_digit
from partyoffice.members.records import Person
from partyoffice.store.entrance import password_in
from partyoffice.ui import preview, tasks
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


def main(path, password_file):
    """Type a draft and somebody's card, copy every cell, look at the list as printed, close."""
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
    grid = window.page().grid
    grid.choice.select_all()
    grid.copy()
    window.actions_table["file.print"].trigger()
    settle(window)
    assert shown, "no preview"
    assert NAME in app.clipboard().text()
    say("printed")
    for one in shown:
        one.reject()
    window.close()
    while tasks.running() or window.isVisible():
        QCoreApplication.processEvents()
    say("closed")
    atexit._run_exitfuncs()  # as the program ends; Qt is not taken apart, this script still holds widgets
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
