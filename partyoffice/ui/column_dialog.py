"""显示的列: which columns a list shows, in which order, and up to which they stay while scrolling."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListView, QVBoxLayout, QWidget

from partyoffice.ui import theme
from partyoffice.ui.column_list import ColumnList, Entry, EntryDelegate
from partyoffice.ui.controls import ENTER, bar, button, frame, label, primary, quiet
from partyoffice.ui.line import Line

if TYPE_CHECKING:
    from partyoffice.ui.grid import Grid

Key, Held = Qt.Key, Qt.KeyboardModifier
WIDTH, HEIGHT = 420, 540


class ColumnDialog(QDialog):
    """Ticks, order and freezing of one list; nothing changes before 完成."""

    def __init__(self, grid: "Grid", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = grid
        self.setWindowTitle("显示的列")
        self.line, self.view = Line(), QListView()
        self.line.setPlaceholderText("查找列名")
        self.line.setAccessibleName("查找列名")
        self.columns = ColumnList(*self._read(grid.columns.state()), grid.label_keys)
        self.columns.setParent(self)
        self.view.setModel(self.columns)
        self.view.setItemDelegate(EntryDelegate(self.view))
        self.view.setAccessibleName("列")
        self.view.setUniformItemSizes(True)
        self.view.setProperty("lines", "true")  # on the ground of the sheet
        self.view.setMouseTracking(True)
        self.up, self.down = quiet("上移", self._up), quiet("下移", self._down)
        self.freeze = quiet("冻结到此列", self._freeze)
        self.thaw = quiet("取消冻结", lambda: self.columns.freeze(-1))
        self.usual = quiet("恢复默认", self._reset)
        self.finish = primary("完成", self.accept)
        self._build()
        self.line.textChanged.connect(self._find)
        self.view.clicked.connect(lambda index: self._toggle(index.row()))
        for part in (self.line, self.view):
            part.installEventFilter(self)
        self.view.setCurrentIndex(self.columns.index(0))
        self.line.setFocus()

    def _read(self, state: dict[str, Any]) -> tuple[list[Entry], int]:
        model, entries = self.grid.model, []
        for key in state["order"]:
            at = model.place_of(key)
            if model.columns[at].title:
                fixed = at < self.grid.columns.usual
                title = model.columns[at].title + model.columns[at].care.words
                entries.append(Entry(key, title, key in state["shown"], fixed))
        frozen = sum(bool(model.columns[model.place_of(key)].title) for key in state["frozen"])
        return entries, frozen

    def _build(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(4)
        for part in (self.up, self.down, self.freeze, self.thaw, self.usual):
            side.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
        side.insertSpacing(2, 8)
        side.insertSpacing(5, 8)
        side.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(self.view, 1)
        body.addLayout(side)
        sheet = frame("sheet", QVBoxLayout())
        inner = sheet.layout()
        assert isinstance(inner, QVBoxLayout)  # ruff: ignore[assert] -- given just above, told to the type checker
        inner.setContentsMargins(16, 16, 16, 8)
        inner.addWidget(self.line)
        inner.addLayout(body, 1)
        inner.addWidget(label("直接打字查找，↑↓ 选，空格勾选，Alt+↑、Alt+↓ 移动", "cap"))
        actions = frame("actions", bar(None, button("取消", self.reject), self.finish))
        theme.keep_height(actions, 52)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(sheet, 1)
        box.addWidget(actions)
        room = self.screen().availableGeometry()
        self.resize(
            min(theme.scaled(WIDTH), room.width() - 48), min(theme.scaled(HEIGHT), room.height() - 60, 560)
        )

    # What is pressed ---------------------------------------------------------------------------

    def _row(self) -> int:
        return self.view.currentIndex().row()

    def _toggle(self, row: int) -> None:
        if row >= 0:
            self.columns.toggle(row)

    def _move(self, step: int) -> None:
        if self._row() >= 0:
            self.view.setCurrentIndex(self.columns.index(self.columns.move(self._row(), step)))

    def _up(self) -> None:
        self._move(-1)

    def _down(self) -> None:
        self._move(1)

    def _freeze(self) -> None:
        if self._row() >= 0:
            self.columns.freeze(self._row())

    def _reset(self) -> None:
        self.line.clear()
        columns, shown = self.grid.model.columns, self.grid.columns
        usual = [
            Entry(one.key, one.title, not one.hidden, at < shown.usual) for at, one in enumerate(columns)
        ]
        frozen = sum(bool(one.title) for one in columns[: shown.usual])
        self.columns.take([entry for entry in usual if entry.title], frozen)
        self.view.setCurrentIndex(self.columns.index(0))

    def _find(self, text: str) -> None:
        self.columns.find(text)
        self.view.setCurrentIndex(self.columns.index(0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of line and list."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and not self.line.composing()
        ):
            return self._on_line(event) if watched is self.line else self._on_list(event)
        return super().eventFilter(watched, event)

    def _on_line(self, event: QKeyEvent) -> bool:
        """Let the line keep the keyboard: arrows and Space are about the list, for titles hold no blank."""
        key, plain = event.key(), not event.modifiers() & Held.AltModifier
        if plain and key in {Key.Key_Up, Key.Key_Down}:
            self._step(-1 if key == Key.Key_Up else 1)
        elif key == Key.Key_Escape and self.line.text():
            self.line.clear()
        else:
            return key in {Key.Key_Up, Key.Key_Down, Key.Key_Space, *ENTER} and self._on_list(event)
        return True

    def _step(self, step: int) -> None:
        row = min(max(self._row() + step, 0), self.columns.rowCount() - 1)
        self.view.setCurrentIndex(self.columns.index(row))

    def _on_list(self, event: QKeyEvent) -> bool:
        key, alt = event.key(), bool(event.modifiers() & Held.AltModifier)
        if alt and key in {Key.Key_Up, Key.Key_Down}:
            self._move(-1 if key == Key.Key_Up else 1)
        elif key == Key.Key_Space:
            self._toggle(self._row())
        elif key in ENTER:
            self.accept()
        elif not alt and event.text().strip() and event.text().isprintable():
            self.line.setFocus(Qt.FocusReason.TabFocusReason)
            self.line.insert(event.text())
        else:
            return False
        return True

    def state(self) -> dict[str, Any]:
        """Return the layout as ``Grid.restore`` takes it."""
        before, entries = self.grid.columns.state(), self.columns.entries
        bare = [
            key for key in before["order"] if not self.grid.model.columns[self.grid.model.place_of(key)].title
        ]
        keys = [*bare, *(entry.key for entry in entries)]  # the ticks stand before all
        shown = {entry.key for entry in entries if entry.shown} | (set(bare) & set(before["shown"]))
        frozen = keys[: len(bare) + self.columns.frozen] if self.columns.frozen else []
        return before | {
            "order": keys,
            "frozen": frozen,
            "shown": [key for key in keys if key in shown],
            "hidden": [key for key in keys if key not in shown],
        }

    def accept(self) -> None:
        """Take ticks, order and freezing."""
        state = self.state()
        if state != self.grid.columns.state():
            self.grid.restore(state)
            self.grid.layout_changed.emit(self.grid.columns.state())
        super().accept()
