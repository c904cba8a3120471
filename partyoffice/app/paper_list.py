"""The list at the left of 打印: every roster and paper by the part it belongs to, found by name or pinyin."""

from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from partyoffice.app.finder_sources import keys_of, words_of
from partyoffice.handover.paper import PRINTED
from partyoffice.part import Paper, Part, Roster
from partyoffice.ui import theme
from partyoffice.ui.line import Line

Thing = Paper | Roster
KEY = Qt.ItemDataRole.UserRole
WIDTH = 236
HINT = "查找表名、代码、拼音"


def things_of(part: Part) -> tuple[Thing, ...]:
    """Return what a part prints: its rosters, then its forms and letters."""
    return (*part.rosters, *part.papers)


def things() -> dict[str, Thing]:
    """Return everything that is printed from here, by code."""
    return {one.code: one for part in PRINTED for one in things_of(part)}


class PaperList(QWidget):
    """A search line over the list; ``chosen`` tells the code."""

    chosen = Signal(str)
    entered = Signal()  # Enter: on to the fields

    def __init__(self) -> None:
        super().__init__()
        self.seek, self.list = Line(""), QListWidget()
        self.seek.setPlaceholderText(HINT)
        self.seek.setAccessibleName("查找表")
        self.list.setAccessibleName("打印什么")
        self.list.setProperty("role", "pick")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.seek)
        box.addWidget(self.list, 1)
        theme.keep_width(self, WIDTH)
        self.seek.textChanged.connect(self.show_found)
        self.seek.returnPressed.connect(self.entered)
        self.list.currentItemChanged.connect(lambda now, _before: self._tell(now))
        self.list.itemActivated.connect(lambda _item: self.entered.emit())
        self.show_found("")

    def show_found(self, text: str) -> None:
        """Show what holds every word; the first of it is chosen."""
        kept = self.current()
        self.list.blockSignals(True)
        self.list.clear()
        for item in self._items(words_of(text)):
            self.list.addItem(item)
        self.list.blockSignals(False)
        if not self.choose(kept):
            self._first()

    def _items(self, words: list[str]) -> Iterator[QListWidgetItem]:
        for part in PRINTED:
            fits = [one for one in things_of(part) if _fits(one, words)]
            if fits:
                yield _head(part.title)
            for one in fits:
                item = QListWidgetItem(f"　{one.title}")
                item.setData(KEY, one.code)
                yield _sized(item)

    def _first(self) -> None:
        item = next((item for item in self._shown() if item.data(KEY)), None)
        if item is not None:
            self.list.setCurrentItem(item)

    def _shown(self) -> Iterator[QListWidgetItem]:
        for at in range(self.list.count()):
            item = self.list.item(at)
            if item is not None:
                yield item

    def current(self) -> str:
        """Return the code of what is chosen, empty for nothing."""
        item = self.list.currentItem()
        return str(item.data(KEY) or "") if item is not None else ""

    def choose(self, code: str) -> bool:
        """Choose by code; False where it is not shown."""
        item = next((item for item in self._shown() if code and item.data(KEY) == code), None)
        if item is None:
            return False
        self.list.setCurrentItem(item)
        self.list.scrollToItem(item, QListWidget.ScrollHint.PositionAtCenter)
        return True

    def _tell(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(KEY):
            self.chosen.emit(str(item.data(KEY)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from the search line into the list with Down."""
        if event.key() == Qt.Key.Key_Down and self.seek.hasFocus():
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)


def _fits(one: Thing, words: list[str]) -> bool:
    keys = f"{keys_of(one.title)} {one.code}"
    return all(word in keys for word in words)


def _head(title: str) -> QListWidgetItem:
    item = QListWidgetItem(title)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    font = item.font()
    font.setBold(True)
    item.setFont(font)
    return _sized(item)


def _sized(item: QListWidgetItem) -> QListWidgetItem:
    item.setSizeHint(QSize(0, theme.row_height() - 2))
    return item
