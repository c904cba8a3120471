"""Scenes of the forms about people and bodies, and of the windows their fields open."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

from partyoffice.core.dates import Day
from partyoffice.showcase.stage import Stage

KEY = "members"


def _forms(stage: Stage) -> Any:  # noqa: ANN401 -- the forms of the roster's tab
    return stage.page(KEY).forms


def new_person(stage: Stage) -> Iterator[QWidget]:
    """Ask for a new person, first empty, then with a day that cannot be."""
    shown = _forms(stage).new_person()
    yield shown
    for key, value in (
        ("name", "阿依古丽·买买提"),
        ("birth", Day(1996, 4, 1)),
        ("joined", Day(2012, 6, 21)),
        ("full", Day(2011, 6, 21)),
    ):
        if key in shown.form.rows:
            shown.form.set_value(key, value)
            shown.form.commit(key)
    if "full" in shown.form.rows:
        shown.form.jump("full")
    yield shown
    stage.fold(shown)


def open_card(stage: Stage) -> Iterator[QWidget]:
    """Open the whole card of somebody."""
    forms = _forms(stage)
    forms.dialog = None
    forms.open_card()
    if forms.dialog is not None:
        yield forms.dialog
        stage.fold(forms.dialog)


def change(stage: Stage) -> Iterator[QWidget]:
    """Ask what changes from which day, and how somebody leaves."""
    forms = _forms(stage)
    for ask in (forms.change, forms.leave):
        forms.dialog = None
        ask()
        if forms.dialog is not None:
            yield forms.dialog
            stage.fold(forms.dialog)


def relative(stage: Stage) -> Iterator[QWidget]:
    """Ask for a member of the family."""
    forms = _forms(stage)
    forms.dialog = None
    forms.add_row("relative")
    if forms.dialog is not None:
        yield forms.dialog
        stage.fold(forms.dialog)


def terms(stage: Stage) -> Iterator[QWidget]:
    """Ask for the term of a body, and for a new body."""
    bodies = _forms(stage).bodies
    bodies.terms()
    if bodies.dialog is not None:
        yield bodies.dialog
        stage.fold(bodies.dialog)
    found = bodies.found()
    yield found
    stage.fold(found)


def unit(stage: Stage) -> Iterator[QWidget]:
    """Ask for the facts of the school."""
    shown = _forms(stage).bodies.unit()
    yield shown
    stage.fold(shown)


def picks(stage: Stage) -> Iterator[QWidget]:
    """Open the list behind F7: nations, found by pinyin, and posts."""
    form = _forms(stage).new_person()
    shown = form.form.editor("ethnicity").open_dialog()
    yield shown
    shown.line.setText("zu")
    yield shown
    shown.reject()
    shown = form.form.editor("job").open_dialog()
    yield shown
    shown.reject()
    stage.fold(form)


def calendar(stage: Stage) -> Iterator[QWidget]:
    """Open the calendar under a date, and the list of a choice."""
    form = _forms(stage).new_person()
    editor = form.form.editor("birth")
    form.form.jump("birth")
    editor.open_calendar()
    yield form
    editor.calendar.hide()
    choice = form.form.editor("ethnicity")
    form.form.jump("ethnicity")
    choice.open_list()
    yield form
    choice.popup.hide()
    stage.fold(form)


def crop(stage: Stage) -> Iterator[QWidget]:
    """Cut a photo to one inch."""
    from partyoffice.ui.photo_crop import CropDialog

    image = QImage(1600, 1200, QImage.Format.Format_RGB32)
    image.fill(QColor("#b9c2cc"))
    painter = QPainter(image)
    painter.setBrush(QColor("#7d6a58"))
    painter.drawEllipse(620, 250, 360, 460)
    painter.drawRoundedRect(480, 760, 640, 500, 160, 160)
    painter.end()
    shown = CropDialog(stage.window, image).begin()
    yield shown
    stage.fold(shown)
