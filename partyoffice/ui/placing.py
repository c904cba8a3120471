"""Where the window stood, and back onto a screen if that one is gone; the room for what opens over it."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

TITLE_BAR = 40  # the system's own bar, not counted in the size of a window
SEEN = 120  # so much of the title bar must lie on a screen to be caught with the mouse


def room_over(parent: QWidget | None, dialog: QWidget) -> QSize:
    """Return the room for a dialog: the main window's, also where it opens over another dialog."""
    if parent is None:
        return dialog.screen().availableGeometry().size()
    above = parent.window()
    while (behind := above.parentWidget()) is not None:
        above = behind.window()
    return above.size()


def bring_forward(behind: QWidget | None) -> None:
    """Give the keyboard to the window behind a dialog that closed, unless the user went elsewhere.

    Where two dialogs close at once, one over the other, the system gives it to neither.
    """
    if behind is not None and QGuiApplication.applicationState() is Qt.ApplicationState.ApplicationActive:
        behind.window().activateWindow()


def on_screen(wanted: QRect, screens: Sequence[QRect]) -> QRect:
    """Return a rectangle that lies on one of the screens, the first if it was on none."""
    home = next((screen for screen in screens if _caught(wanted, screen)), screens[0])
    size = wanted.size().boundedTo(home.size())
    left = min(max(wanted.left(), home.left()), home.right() + 1 - size.width())
    top = min(max(wanted.top(), home.top()), home.bottom() + 1 - size.height())
    return QRect(left, top, size.width(), size.height())


def _caught(wanted: QRect, screen: QRect) -> bool:
    bar = QRect(wanted.left(), wanted.top(), wanted.width(), 32)
    seen = bar.intersected(screen)
    return seen.width() >= min(SEEN, wanted.width()) and seen.height() > 0


def state(window: QWidget) -> dict[str, Any]:
    """Return what ``restore`` takes."""
    usual = window.normalGeometry() if window.isMaximized() else window.geometry()
    place = [usual.x(), usual.y(), usual.width(), usual.height()]
    return {"place": place, "maximised": window.isMaximized()}


def restore(window: QWidget, kept: Mapping[str, Any]) -> None:
    """Put the window where it stood; the first time it takes most of the screen, a small one whole."""
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    place = kept.get("place")
    if not screens:
        return
    if isinstance(place, list) and len(place) == 4 and all(isinstance(part, int) for part in place):
        window.setGeometry(on_screen(QRect(*place), screens))
    else:
        room = screens[0]
        window.resize(min(1366, room.width()), min(768, room.height() - TITLE_BAR))
        small = room.width() <= 1366 or room.height() <= 768 + TITLE_BAR
        kept = {"maximised": small, **kept}
    if kept.get("maximised"):
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
