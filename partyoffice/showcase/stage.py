"""The window that stands for its pictures, and how one is taken: popups above it are in the picture."""

import gc
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt, QThread
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from partyoffice.app.program import Program, dress
from partyoffice.store.backup import Reason
from partyoffice.store.office import Office
from partyoffice.ui import crash, tasks
from partyoffice.ui.prefs import Prefs

# A scene sets something up, yields what is to be seen, and tidies up after itself.
Scene = Callable[["Stage"], Iterator[QWidget]]
ROUNDS, REST_MS = 400, 20
OVER = {Qt.WindowType.Popup, Qt.WindowType.ToolTip}


class Stage:
    """One office in its window; every scene leaves it as it was found."""

    def __init__(self, path: Path, scratch: Path, theme: str, points: int) -> None:
        known = QApplication.instance()
        self.app = known if isinstance(known, QApplication) else QApplication(sys.argv[:1])
        self.scratch, prefs = scratch, Prefs()
        prefs.put("theme", theme)
        prefs.put("font_size", points)
        dress(self.app, prefs)
        gc.disable()  # as in the program: widgets are freed in the thread that owns them
        self.faults: list[str] = []
        crash.reporter().happened.connect(lambda _number, detail: self.faults.append(detail))
        office = Office.open(path)
        office.back_up(Reason.CLOSE)  # a day like others: yesterday's copy is there
        self.program = Program(prefs)
        self.window: Any = self.program.take(office)
        self.window.showNormal()  # the first window fills a small screen; a picture has a size of its own
        self.window.activateWindow()

    def resize(self, size: tuple[int, int]) -> None:
        """Give the window a size."""
        self.window.resize(*size)
        self.settle()

    # Playing -----------------------------------------------------------------------------

    def play(self, scene: Scene, folder: Path, name: str) -> Iterator[str]:
        """Take each picture of a scene; yields the names of the files."""
        for at, widget in enumerate(scene(self)):
            self.settle()
            file = f"{name}{f'-{at + 1}' if at else ''}.png"
            self.shoot(widget).save(str(folder / file))
            yield file
        self.window.messages.clear()
        self.window.undo_bar.hide()
        self.settle()
        if self.faults:
            raise RuntimeError("\n".join(self.faults))

    def shoot(self, widget: QWidget) -> QPixmap:
        """Return the picture of a widget with the popups that stand over it."""
        picture = widget.grab()
        painter = QPainter(picture)
        for above in QApplication.topLevelWidgets():
            if above is not widget and above.isVisible() and above.windowType() in OVER:
                at = above.mapToGlobal(QPoint(0, 0)) - widget.mapToGlobal(QPoint(0, 0))
                painter.drawPixmap(at, above.grab())
        painter.end()
        return picture

    def settle(self) -> None:
        """Let everything be read and painted."""
        for _round in range(ROUNDS):
            self.app.processEvents()
            if not self._reads() and not tasks.running():
                break
            self.rest()
        self.rest(3)  # the card follows the list a moment later

    def _reads(self) -> bool:
        pages = [*self.window.pages.values(), self.window.finder]
        return any((reader := getattr(page, "reader", None)) and reader.busy() for page in pages)

    def rest(self, rounds: int = 1) -> None:
        """Let short timers run out."""
        for _round in range(rounds):
            QThread.msleep(REST_MS)
            self.app.processEvents()

    def close(self) -> None:
        """Let the office go."""
        self.window.leaving = True
        self.window.close()
        self.settle()
        self.window.office.release()
        self.window.deleteLater()
        self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.app.processEvents()
        gc.collect()

    # What scenes ask for -----------------------------------------------------------------

    def page(self, key: str) -> Any:  # noqa: ANN401 -- each page its own
        """Show a page and return it, everything read."""
        self.window.show_page(key)
        self.settle()
        return self.window.page()

    def fold(self, dialog: QWidget | None) -> None:
        """Close a dialog; what was typed for the picture is given up without a question."""
        form: Any = getattr(dialog, "form", None)
        if hasattr(form, "load"):
            form.load({})
        if isinstance(dialog, QDialog):
            QDialog.reject(dialog)
        self.settle()
