"""Print preview of a finished PDF: what is seen is what is printed, page for page, at true size."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QIntValidator, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QListView,
    QVBoxLayout,
    QWidget,
)

from partyoffice.core.alignment import Alignment
from partyoffice.core.errors import OfficeError
from partyoffice.store import files
from partyoffice.ui import tasks, theme
from partyoffice.ui.controls import (
    Elided,
    bar,
    button,
    frame,
    icon_button,
    label,
    primary,
    quiet,
    tip,
    upright,
)
from partyoffice.ui.desk_view import DeskView, ThumbDelegate, UnderTick, ZoomBox
from partyoffice.ui.help_key import takes_help
from partyoffice.ui.line import Line
from partyoffice.ui.message_bar import MessageBar, UndoBar, WindowMessages
from partyoffice.ui.page_ranges import written
from partyoffice.ui.paper import POINTS, Paper
from partyoffice.ui.placing import room_over
from partyoffice.ui.prefs import Prefs
from partyoffice.ui.print_options import Check, PrintOptions
from partyoffice.ui.printer import MM, Order, print_paper, printer_named, size_name
from partyoffice.ui.sheet_choice import SheetEditor

STRIP = 132
BESIDE, ABOVE = 48, 40  # so much of the window stays in sight
WIDEST, HIGHEST = 1440, 1000


class Preview(QDialog):
    """Thumbs at the left, the desk in the middle, the printer at the right, 另存 and 打印 below.

    ``ask_save(name) -> Path | None`` asks where to save a copy, such as ``desk.ask_save_path``.
    ``names`` tells whose each page is, ``code`` the form whose shift is remembered; ``sheet`` lets
    another paper be chosen, on which whoever opened the preview lays the list out anew.
    """

    topic = "print"

    def __init__(
        self,
        path: Path,
        title: str,
        ask_save: Callable[[str], Path | None],
        prefs: Prefs,
        *,
        note: str = "",
        checks: Sequence[Check] = (),
        names: Sequence[str] = (),
        code: str = "",
        sheet: SheetEditor | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setWindowTitle(f"打印预览：{title}")
        self.paper, self.ask_save, self.title = Paper(path), ask_save, title
        self.saved: Callable[[Path], object] = lambda path: self.messages.inform("已另存", path.name)
        self.taken: Callable[[str], object] = lambda _way: None  # told once the paper was saved or printed
        self.desk, self.thumbs, self.number = DeskView(self.paper), QListView(), Line("1")
        self.options = PrintOptions(self.paper, self.desk.page, checks, prefs, code, sheet)
        self.zoom, self.message = ZoomBox(self.desk), MessageBar()
        self.messages = WindowMessages(self.message, UndoBar(self))
        self._strip(names)
        self._build(self._command_bar(note))
        self._keys()
        self.desk.page_changed.connect(self._show_number)
        self.options.changed.connect(self._show_order)
        self.options.laying.wanted.connect(self.calibrate)
        self._show_order()
        self._fit()
        self.desk.setFocus()

    # Building ----------------------------------------------------------------------------

    def _build(self, head: QWidget) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(head)
        box.addWidget(self.message)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        for part in (self.thumbs, upright(), self.desk, upright(), self.options):
            middle.addWidget(part, 1 if part is self.desk else 0)
        box.addLayout(middle, 1)
        box.addWidget(self._action_bar())

    def _fit(self) -> None:
        room = room_over(self.parentWidget(), self)
        wide, high = room.width() - BESIDE, room.height() - ABOVE
        self.resize(min(theme.scaled(WIDEST), max(480, wide)), min(theme.scaled(HIGHEST), max(360, high)))

    def _strip(self, names: Sequence[str]) -> None:
        count = self.paper.count()
        owners = list(names) if len(names) == count else []
        words = [f"第 {at + 1} 页" + (f" {owners[at]}" if owners else "") for at in range(count)]
        self.thumbs.setModel(QStringListModel(words, self))
        self.thumbs.setItemDelegate(ThumbDelegate(self.paper, self.thumbs, owners))
        theme.keep_width(self.thumbs, STRIP)
        self.thumbs.setUniformItemSizes(True)
        self.thumbs.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.thumbs.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.thumbs.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.thumbs.setAccessibleName("页面")
        self.thumbs.setCurrentIndex(self.thumbs.model().index(0, 0))
        self.thumbs.selectionModel().currentChanged.connect(lambda now, _old: self.desk.show_page(now.row()))

    def _command_bar(self, note: str) -> QWidget:
        desk, count = self.desk, self.paper.count()
        theme.keep_width(self.number, 48)
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.number.setValidator(QIntValidator(1, count, self))
        self.number.setAccessibleName("页码")
        tip(self.number, "转到某一页（Ctrl+G）")
        self.number.returnPressed.connect(self._jump)
        head = label(
            theme.metrics("title").elidedText(self.title, Qt.TextElideMode.ElideRight, theme.scaled(300)),
            "title",
        )
        tip(head, self.title)
        row = bar(head, margins=(16, 0, 12, 0), gap=4)
        row.addSpacing(8)
        row.addWidget(Elided(self._about(note), "label"), 1)
        for part in (
            UnderTick(desk),
            icon_button("zoom-out", "缩小（Ctrl+-）", lambda: desk.step_zoom(-1)),
            self.zoom,
            icon_button("zoom-in", "放大（Ctrl++）", lambda: desk.step_zoom(1)),
            icon_button("maximize", "整页（Ctrl+0）", lambda: desk.fit("page")),
            icon_button("move-horizontal", "页宽", lambda: desk.fit("width")),
            icon_button("chevron-up", "上一页", lambda: desk.show_page(desk.page() - 1)),
            self.number,
            label(f"/ {count}", "label"),
            icon_button("chevron-down", "下一页", lambda: desk.show_page(desk.page() + 1)),
        ):
            row.addWidget(part)
        made = frame("command", row)
        theme.keep_height(made, 48)
        return made

    def _about(self, note: str) -> str:
        size = self.paper.size(0)
        way = "横向" if size.width() > size.height() else "纵向"
        return f"{note or f'共 {self.paper.count()} 页'}，{f'{size_name(size)} {way}'.strip()}"

    def _action_bar(self) -> QWidget:
        self.save = button("另存为 PDF…", self.save_as, "file-text")
        self.go = primary("打印", self.print_out, "printer")
        made = frame("actions", bar(quiet("关闭", self.reject), None, self.save, self.go))
        theme.keep_height(made, 52)
        return made

    def _keys(self) -> None:
        desk = self.desk
        for keys, deed in (
            ("PgUp", lambda: desk.show_page(desk.page() - 1)),
            ("PgDown", lambda: desk.show_page(desk.page() + 1)),
            ("Ctrl+=", lambda: desk.step_zoom(1)),
            ("Ctrl++", lambda: desk.step_zoom(1)),
            ("Ctrl+-", lambda: desk.step_zoom(-1)),
            ("Ctrl+0", lambda: desk.fit("page")),
            ("Ctrl+G", self._to_number),
            ("Ctrl+S", self.save.click),
            ("Ctrl+P", self.go.click),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(deed)

    # What is shown -----------------------------------------------------------------------

    def _jump(self) -> None:
        self.desk.show_page(int(self.number.text() or 1) - 1)

    def _to_number(self) -> None:
        self.number.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.number.selectAll()

    def _show_number(self, at: int) -> None:
        self.number.setText(str(at + 1))
        self.thumbs.selectionModel().blockSignals(True)
        self.thumbs.setCurrentIndex(self.thumbs.model().index(at, 0))
        self.thumbs.selectionModel().blockSignals(False)
        self.thumbs.viewport().update()

    def _show_order(self) -> None:
        """Say on the red button what it prints, or why it cannot."""
        reason = self.options.reason()
        self.go.block(reason)
        self.go.setText("\u2009打印")
        if not reason:
            copies = int(self.options.copies.value())
            more = f"，{copies} 份" if copies > 1 else ""
            self.go.setText(f"\u2009打印 {len(self.options.chosen())} 页{more}")

    # Out ---------------------------------------------------------------------------------

    def save_as(self) -> None:
        """Save a copy of the file."""
        target = self.ask_save(self.paper.path.name)
        if target is None or target == self.paper.path:
            return
        try:
            with files.replaced(target, "另存") as draft:
                shutil.copyfile(self.paper.path, draft)
        except OfficeError as error:
            self.messages.refuse(error, ("换一个地方", self.save_as))
            return
        self.taken("另存")
        self.saved(target)

    def make_printer(self, order: Order) -> QPrinter:
        """Return the chosen printer, set to what is wanted."""
        return printer_named(self.options.printer(), order)

    def print_out(self) -> None:
        """Print what is seen, off the window's thread."""
        order, path = self.options.order(), self.paper.path
        self.options.keep()
        printer = self.make_printer(order)

        def work(progress: tasks.Progress) -> None:
            with Paper(path) as paper:
                print_paper(paper, printer, order, progress)

        stopped = lambda: self.messages.warn("已停止打印", "已经送出的页可能还会印出来。")  # noqa: E731 -- one line, used once
        tasks.run(
            self,
            f"正在打印 {self.title}",
            work,
            lambda _none: self._printed(order),
            self.messages.refuse,
            stopped,
        )

    def calibrate(self) -> None:
        """Find out how the chosen printer misses, on a sheet as large as the page looked at."""
        from partyoffice.ui.calibrating import CalibrationDialog

        size = self.paper.size(self.desk.page())
        wide, high = (round(side / POINTS * MM, 1) for side in (size.width(), size.height()))
        dialog = CalibrationDialog(self, wide, high, self.options.printer(), self.make_printer)
        dialog.taken.connect(self._take_alignment)
        dialog.open()

    def _take_alignment(self, made: Alignment) -> None:
        box = self.options.laying
        box.show_value(made)
        box.keep()
        self.messages.inform("已校准", f"这张表在“{box.printer}”上打印时按新的数校正，记在这台电脑上。")

    def _printed(self, order: Order) -> None:
        self.taken("打印")
        many = f"，{order.copies} 份" if order.copies > 1 else ""
        self.messages.inform("已送往打印机", f"第 {written(order.pages)} 页{many}。{self._other_side()}")

    def _other_side(self) -> str:
        """Remind of the even pages where the odd ones were printed by hand on both sides."""
        odd = self.options.span.currentData() == "odd"
        return "翻过纸来，再打印“双数页”。" if odd else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the chapter on printing with F1."""
        if not takes_help(self, event):
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Close, unless it prints: the window of the job says 取消."""
        if not tasks.busy(self):
            super().reject()

    def done(self, result: int) -> None:
        """Let the file go with the dialog."""
        for painter in (self.desk, self.thumbs.itemDelegate()):
            painter.rendering.stop()  # type: ignore[union-attr]  # set in _strip
        super().done(result)
        self.paper.close()
