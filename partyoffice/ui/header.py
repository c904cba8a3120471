"""The head of the window: menu row with the office's name, tab row with search and the few icons."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenuBar, QSizePolicy, QVBoxLayout, QWidget

from partyoffice.ui import theme
from partyoffice.ui.controls import Elided, icon_button, label, link, tip, upright
from partyoffice.ui.main_tabs import MainTabs
from partyoffice.ui.search_box import SearchBox

SEARCH_WIDTH = 248


class Header(QFrame):
    """Menus, tabs, search, 撤销 重做 | 锁定 帮助."""

    def __init__(self, slots: Mapping[str, Callable[[], object]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "header")
        self.menus, self.tabs, self.search = QMenuBar(), MainTabs(), SearchBox()
        self.menus.setNativeMenuBar(False)
        self.menus.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.office, self.badge = Elided("", "label"), label("示例数据", "badge")
        self.office.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.badge.hide()
        self.leave = link("离开示例", slots["leave"])
        self.leave.hide()
        self.undo = icon_button("undo-2", "撤销", slots["undo"])
        self.redo = icon_button("redo-2", "重做", slots["redo"])
        self.lock = icon_button("lock", "锁定（Ctrl+L）", slots["lock"])
        self.help = icon_button("circle-help", "本页帮助（F1）", slots["help"])
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 1)
        box.setSpacing(0)
        box.addLayout(self._menu_row())
        box.addLayout(self._tab_row())
        self.fit()
        theme.signals.changed.connect(self.fit)

    def fit(self) -> None:
        """Take the heights of the font in force."""
        self.setFixedHeight(theme.scaled(32) + theme.scaled(40) + 1)
        self.tabs.setFixedHeight(theme.scaled(40))
        self.search.setMaximumWidth(theme.scaled(SEARCH_WIDTH))

    def _menu_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(8, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self.menus)
        row.addWidget(self.office, 1)
        row.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _tab_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(2, 0, 10, 0)
        row.setSpacing(2)
        row.addWidget(self.tabs)
        row.addStretch(1)
        self.search.setMinimumWidth(160)
        row.addWidget(self.search, 4)
        row.addSpacing(6)
        line = upright()
        line.setFixedHeight(16)
        for part in (self.undo, self.redo, line, self.lock, self.help):
            row.addWidget(part)
        return row

    def set_office(self, name: str, *, sample: bool) -> None:
        """Name the office; sample data wear a badge."""
        self.office.show_text(name)
        self.badge.setVisible(sample)
        self.leave.setVisible(sample)

    def wear(self, badge: str, leave: str) -> None:
        """Wear another standing badge, with the words of the way out of what it tells."""
        self.badge.setText(badge)
        self.leave.setText(leave)
        self.badge.show()
        self.leave.show()

    def enter_menus(self) -> None:
        """Bring the keyboard to the menus (F10), as Alt does."""
        self.menus.setFocus(Qt.FocusReason.MenuBarFocusReason)
        self.menus.setActiveAction(self.menus.actions()[0])

    def seek(self) -> None:
        """Bring the keyboard to the search box."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def show_steps(self, undo: str, redo: str) -> None:
        """Say what would be undone and redone; an empty sentence disables."""
        for part, word, key, sentence in (
            (self.undo, "撤销", "Ctrl+Z", undo),
            (self.redo, "重做", "Ctrl+Y", redo),
        ):
            part.setEnabled(bool(sentence))
            tip(part, f"{word}“{sentence}”（{key}）" if sentence else f"没有可{word}的操作（{key}）")
