"""Scenes of 发展党员: a date out of order explained, the narrow window, several people at once."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtWidgets import QWidget

from partyoffice.core.dates import Day
from partyoffice.development.page.together import Together
from partyoffice.showcase.stage import Stage

KEY, NARROW = "development", (1093, 614)


def _way(stage: Stage) -> Any:  # noqa: ANN401 -- the view 进程, or nothing
    """Return the view if there is somebody on the way."""
    page = stage.page(KEY)
    page.show_target(view="way")
    pane = page.pane()
    return pane if pane.ways.living() else None


def out_of_order(stage: Stage) -> Iterator[QWidget]:
    """Type a day before the step it rests on."""
    pane = _way(stage)
    waiting = [one for one in pane.ways.living() if one.number == 3] if pane is not None else []
    if not waiting:
        return
    pane.show_one(waiting[0].id, 3)
    pane.step_pane.form.set_value("on", Day(2020, 1, 1))
    yield stage.window
    pane.step_pane.form.load({})


def narrow(stage: Stage) -> Iterator[QWidget]:
    """Turn to 依据 where it is the second tab of the form."""
    pane = _way(stage)
    if pane is None:
        return
    before = stage.window.size().toTuple()
    stage.resize(NARROW)
    yield stage.window
    pane.room.toggle()
    yield stage.window
    pane.room.toggle()
    stage.resize(before)


def together(stage: Stage) -> Iterator[QWidget]:
    """Open 多人同会办理."""
    pane = _way(stage)
    if pane is None:
        return
    pane.about.together()
    dialog = next(one for one in stage.window.findChildren(Together) if one.isVisible())
    yield dialog
    dialog.reject()


def register(stage: Stage) -> Iterator[QWidget]:
    """Open the form of a new applicant."""
    pane = _way(stage)
    if pane is None:
        return
    pane.about.register()
    yield pane.deeds.dialog
    stage.fold(pane.deeds.dialog)
