"""导出: a roster of a day or a year as a sheet to work on, a formal list, PDF, Word or CSV."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
)

from partyoffice.app import choices, full_values
from partyoffice.app.dialog_frame import FramedDialog, action_bar, scrolled, side_label
from partyoffice.app.lists_out import file_stem, must_have_rows, steps, ways_out
from partyoffice.app.opening_files import tell_written
from partyoffice.app.outgoing import Outgoing
from partyoffice.app.purposes import FORMS, Purpose
from partyoffice.app.wishes import WishEditor, rosters
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Care
from partyoffice.part import Roster, Wish
from partyoffice.ui import tasks, theme
from partyoffice.ui.controls import bar, button, label, link, primary
from partyoffice.ui.still import Combo

if TYPE_CHECKING:
    from partyoffice.app.office_window import OfficeWindow

KEY = Qt.ItemDataRole.UserRole
UNTICKED = "敏感列默认不选；勾选“完整”后一并选上"


class ExportDialog(FramedDialog):
    """Everything on one page; the file is asked for last."""

    topic = "export"

    def __init__(
        self, window: "OfficeWindow", roster: str = "", branch: int | None = None, ids: Sequence[int] = ()
    ) -> None:
        super().__init__(window, "导出", 760, 540)
        self.window_, self.ids, self.known = window, frozenset(ids), rosters()
        self.rosters, self.forms, self.wishes = Combo(), Combo(), WishEditor(window.office)
        self.out = Outgoing(window.office, window.prefs, self.wishes.full, UNTICKED)
        self.purposes, self.mark, self.sensitive = self.out.purposes, self.out.mark, self.out.told
        self.columns, self.title = QListWidget(), QLineEdit()
        for code, one in self.known.items():
            self.rosters.addItem(one.title, code)
        for at, (words, _ending, _plain) in enumerate(FORMS):
            self.forms.addItem(words, at)
        _call_by_name(self)
        self.columns.setAlternatingRowColors(False)
        self._build()
        self.rosters.currentIndexChanged.connect(lambda _at: self.show_roster())
        self.purposes.activated.connect(lambda _at: self._follow_purpose())
        self.wishes.full.clicked.connect(self._follow_tick)
        self.columns.itemChanged.connect(lambda _item: self.tell_whole())
        self.rosters.setCurrentIndex(max(0, self.rosters.findData(roster)))
        self.wishes.choose_branch(branch)
        self.show_roster()

    def _build(self) -> None:
        left = QGridLayout()
        left.setHorizontalSpacing(10)
        left.setVerticalSpacing(10)
        rows = (
            ("名册", self.rosters),
            ("用途", self.purposes),
            ("格式", self.forms),
            ("时间", self.wishes.when),
            ("组织", self.wishes.branch),
            ("排序", self.wishes.order),
            ("标题", self.title),
        )
        for at, (title, editor) in enumerate(rows):
            left.addWidget(side_label(title), at, 0)
            left.addWidget(editor, at, 1)
        left.addWidget(self.wishes.full, 7, 1)
        left.addWidget(label(full_values.NOTE, "cap", wraps=True), 8, 1)
        left.addWidget(self.mark, 9, 1)
        self.only = QCheckBox(f"只含列表中的 {len(self.ids)} 人")
        self.only.setChecked(bool(self.ids))
        self.only.setVisible(bool(self.ids))
        left.addWidget(self.only, 10, 1)
        left.setRowStretch(11, 1)
        left.setColumnStretch(1, 1)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addLayout(
            bar(
                label("列", "bold"),
                None,
                link("默认", self.tick_default),
                link("全选", self.tick_all),
                margins=(0, 0, 0, 0),
            )
        )
        right.addWidget(self.columns, 1)
        right.addWidget(self.sensitive)
        body = QHBoxLayout()
        body.setContentsMargins(20, 16, 20, 12)
        body.setSpacing(12)
        body.addWidget(scrolled(left), 3)
        body.addLayout(right, 2)
        self.set_body(
            body, action_bar(None, button("取消", self.reject), primary("导出", self.on_export, "upload"))
        )

    def roster(self) -> Roster:
        """Return the roster chosen."""
        return self.known[str(self.rosters.currentData())]

    def show_roster(self) -> None:
        """Offer the columns and orders of a roster."""
        roster = self.roster()
        self.wishes.show_roster(roster)
        self.columns.clear()
        first = [field for key in roster.default for field in roster.columns if field.key == key]
        for field in dict.fromkeys((*first, *roster.columns)):
            item = QListWidgetItem(field.title + field.care.words)
            item.setData(KEY, field.key)
            item.setSizeHint(QSize(0, theme.tree_row()))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            self.columns.addItem(item)
        self.columns.setEnabled(bool(roster.columns))
        self.sensitive.setVisible(bool(roster.columns))
        self._take(roster, choices.remembered(self.window_.office, roster.code))
        self.offered = self.choice()

    def _take(self, roster: Roster, last: choices.Choice) -> None:
        """Set what was chosen last time; sensitive columns still need a full paper."""
        self.out.begin(roster.code, last.get("purpose", ""))
        self.title.setText(last.get("title", ""))
        self.title.setPlaceholderText(f"{roster.title}（正式名册上的标题，可改）")
        at = self.wishes.order.findText(last.get("order", ""))
        self.wishes.order.setCurrentIndex(max(at, 0))
        self.tick(last.get("columns") or roster.default)

    def choice(self) -> choices.Choice:
        """Return what is to be offered again next time."""
        order = self.wishes.order.currentText()
        made = {"columns": list(self.keys()), "title": self.title.text().strip(), "order": order}
        return made | ({"purpose": self.purpose().title} if self.purposes.currentIndex() else {})

    def purpose(self) -> Purpose:
        """Return what the list is for."""
        return self.out.purpose()

    def _follow_purpose(self) -> None:
        """Propose format and columns for the purpose just chosen."""
        form = self.purpose().form
        if form >= 0:
            self.forms.setCurrentIndex(form)
        self._follow_tick()

    def tell_whole(self) -> None:
        """Name below the columns what will be whole, before it is written."""
        keys = set(self.keys())
        self.out.show_fields([field for field in self.roster().columns if field.key in keys])

    def _follow_tick(self) -> None:
        last = choices.remembered(self.window_.office, self.roster().code)
        self.tick(last.get("columns") or self.roster().default)

    def tick_default(self) -> None:
        """Tick the roster's own columns."""
        self.tick(self.roster().default)

    def tick(self, wanted: Sequence[str]) -> None:
        """Tick these columns; sensitive ones only for a full paper."""
        full = self.wishes.full.isChecked()
        care = {field.key: field.care for field in self.roster().columns}
        self.columns.blockSignals(True)  # told once, at the end
        for item in self._items():
            key = str(item.data(KEY))
            ticked = key in wanted and (full or care[key] is not Care.SENSITIVE)
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.columns.blockSignals(False)
        self.tell_whole()

    def tick_all(self) -> None:
        """Tick every column."""
        for item in self._items():
            item.setCheckState(Qt.CheckState.Checked)

    def _items(self) -> list[QListWidgetItem]:
        return [self.columns.item(row) for row in range(self.columns.count())]

    def keys(self) -> tuple[str, ...]:
        """Return the ticked columns in their order."""
        return tuple(
            str(item.data(KEY)) for item in self._items() if item.checkState() is Qt.CheckState.Checked
        )

    def wish(self) -> Wish:
        """Return what is asked for (OfficeError for no column or no day)."""
        if self.roster().columns and not self.keys():
            raise OfficeError("没有选择要导出的列", remedy="请至少勾选一列")
        plain = FORMS[self.forms.currentIndex()][2]
        return self.wishes.wish(
            columns=self.keys(),
            plain=plain,
            only=self.ids if self.only.isChecked() else None,
            title=self.title.text().strip(),
        )

    def file_name(self, wish: Wish) -> str:
        """Return 支部_名册_日期 with the ending."""
        parts = (self.wishes.branch_name(), self.roster().title, str(wish.on))
        return file_stem("_".join(filter(None, parts))) + f".{FORMS[self.forms.currentIndex()][1]}"

    def on_export(self) -> None:
        """Ask where, write, and say so."""
        try:
            wish = self.wish()
        except OfficeError as error:
            self.refuse(error)
            return
        ending = FORMS[self.forms.currentIndex()][1]
        path = self.window_.desk.ask_save_path(
            f"export.{self.purpose().key}", "导出", self.file_name(wish), ending
        )
        if path is not None:
            self.write(wish, path)

    def write(self, wish: Wish, path: Path) -> None:
        """Write the file off the window's thread; the tick is remembered once it is there."""
        roster, office, plain = self.roster(), self.window_.office, FORMS[self.forms.currentIndex()][2]
        choice, changed = self.choice(), self.choice() != self.offered
        purpose, whole = self.purpose(), self.out.whole()
        mark = self.mark.keep(purpose)

        def work(progress: tasks.Progress) -> None:
            from partyoffice.reports.write import write

            with office.reading() as session:
                document = roster.build(session, wish)
            must_have_rows(document, wish)
            write(replace(document, mark=mark), path, plain=plain, progress=steps(progress, "导出"))
            if changed:
                choices.keep(office, roster.code, roster.title, choice)
            full_values.log(
                office, roster.code, roster.title, verb="导出", whole=whole, purpose=purpose.title
            )

        tasks.run(
            self, f"正在导出 {path.name}", work, lambda _none: self._written(path), self._refused(wish, path)
        )

    def _written(self, path: Path) -> None:
        masked = "" if self.wishes.full.isChecked() else "证件号、电话、住址已遮盖。"
        self.accept()
        title = self.roster().title
        tell_written(self.window_.desk, path, title, f"已导出{title}", masked)

    def _refused(self, wish: Wish, path: Path) -> Callable[[OfficeError], None]:
        ways = ways_out(path, partial(self.write, wish), self.on_export)
        return lambda error: self.messages.refuse(error, *ways)


def _call_by_name(dialog: ExportDialog) -> None:
    for part, name in (
        (dialog.rosters, "名册"),
        (dialog.forms, "格式"),
        (dialog.columns, "列"),
        (dialog.title, "标题"),
    ):
        part.setAccessibleName(name)
