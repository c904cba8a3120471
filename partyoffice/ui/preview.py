"""Print preview of a finished PDF: what is seen is what is printed, page for page, at true size."""

import shutil
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMarginsF, QSizeF, QStringListModel, Qt
from PySide6.QtGui import QIntValidator, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHBoxLayout, QListView, QVBoxLayout, QWidget

from partyoffice.core.errors import OfficeError
from partyoffice.ui import theme
from partyoffice.ui.controls import bar, button, frame, icon_button, label, primary, quiet, upright
from partyoffice.ui.desk_view import DeskView, ThumbDelegate
from partyoffice.ui.line import Line
from partyoffice.ui.message_bar import MessageBar, UndoBar, WindowMessages
from partyoffice.ui.paper import POINTS, Paper

STRIP = 148
FINEST = 600  # dots per inch beyond which a page only grows
MM = 25.4


def print_paper(
    paper: Paper, printer: QPrinter, pages: range, offset_mm: tuple[float, float] = (0.0, 0.0)
) -> None:
    """Print pages at true size; ``offset_mm`` moves right and down for pre-printed forms.

    Raises OfficeError if the printer does not take the job.
    """
    printer.setFullPage(True)
    first = paper.size(pages[0])
    _set_page(printer, first)
    painter = QPainter()
    if not painter.begin(printer):
        raise OfficeError("没有打印", remedy="检查打印机是否接通，再打印一次")
    for place, at in enumerate(pages):
        if place:
            _set_page(printer, paper.size(at))
            printer.newPage()
        _draw(painter, printer, paper, at, offset_mm)
    painter.end()


def _set_page(printer: QPrinter, size: QSizeF) -> None:
    sideways = size.width() > size.height()
    upright_size = size.transposed() if sideways else size
    page = QPageSize(upright_size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    way = QPageLayout.Orientation.Landscape if sideways else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(page, way, QMarginsF(0, 0, 0, 0)))


def _draw(
    painter: QPainter, printer: QPrinter, paper: Paper, at: int, offset_mm: tuple[float, float]
) -> None:
    dots = printer.resolution()
    image, size = paper.fresh(at, min(dots, FINEST)), paper.size(at)
    painter.resetTransform()
    painter.translate(offset_mm[0] / MM * dots, offset_mm[1] / MM * dots)
    painter.scale(
        size.width() / POINTS * dots / image.width(), size.height() / POINTS * dots / image.height()
    )
    painter.drawImage(0, 0, image)


class Preview(QDialog):
    """Thumbs at the left, the desk in the middle, zoom and pages above, 另存 and 打印 below.

    ``ask_save(name) -> Path | None`` asks where to save a copy, such as ``desk.ask_save_path``.
    """

    def __init__(
        self,
        path: Path,
        title: str,
        ask_save: Callable[[str], Path | None],
        *,
        note: str = "",
        offset_mm: tuple[float, float] = (0.0, 0.0),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.paper, self.ask_save, self.offset_mm = Paper(path), ask_save, offset_mm
        self.setWindowTitle(f"打印预览：{title}")
        self.desk, self.thumbs, self.number = DeskView(self.paper), QListView(), Line("1")
        self.zoom, self.message = label("", "label"), MessageBar()
        self.messages = WindowMessages(self.message, UndoBar(self))
        self._strip()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._command_bar(title, note))
        box.addWidget(self.message)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        for part in (self.thumbs, upright(), self.desk):
            middle.addWidget(part, 1 if part is self.desk else 0)
        box.addLayout(middle, 1)
        box.addWidget(self._action_bar())
        self.desk.page_changed.connect(self._show_number)
        self.desk.zoom_changed.connect(lambda zoom: self.zoom.setText(f"{round(zoom * 100)}%"))
        room = self.screen().availableGeometry()
        self.resize(min(1180, room.width() - 48), min(820, room.height() - 40))
        self.desk.setFocus()

    def _strip(self) -> None:
        count = self.paper.count()
        self.thumbs.setModel(QStringListModel([f"第 {at} 页" for at in range(1, count + 1)], self))
        self.thumbs.setItemDelegate(ThumbDelegate(self.paper, self.thumbs))
        self.thumbs.setFixedWidth(STRIP)
        self.thumbs.setUniformItemSizes(True)
        self.thumbs.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.thumbs.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.thumbs.setAccessibleName("页面")
        self.thumbs.setCurrentIndex(self.thumbs.model().index(0, 0))
        self.thumbs.selectionModel().currentChanged.connect(lambda now, _old: self.desk.show_page(now.row()))

    def _command_bar(self, title: str, note: str) -> QWidget:
        theme.keep_width(self.number, 44)
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.number.setValidator(QIntValidator(1, self.paper.count(), self))
        self.number.setAccessibleName("页码")
        self.number.returnPressed.connect(lambda: self.desk.show_page(int(self.number.text() or 1) - 1))
        desk = self.desk
        made = frame(
            "command",
            bar(
                label(title, "title"),
                label(note or f"共 {self.paper.count()} 页", "label"),
                None,
                icon_button("zoom-out", "缩小", lambda: desk.step_zoom(-1)),
                self.zoom,
                icon_button("zoom-in", "放大", lambda: desk.step_zoom(1)),
                icon_button("maximize", "整页", lambda: desk.fit("page")),
                icon_button("move-horizontal", "页宽", lambda: desk.fit("width")),
                icon_button("chevron-up", "上一页", lambda: desk.show_page(desk.page() - 1)),
                self.number,
                label(f"/ {self.paper.count()}", "label"),
                icon_button("chevron-down", "下一页", lambda: desk.show_page(desk.page() + 1)),
                gap=4,
            ),
        )
        theme.keep_height(made, 48)
        return made

    def _action_bar(self) -> QWidget:
        save = button("另存为 PDF", self.save_as, "file-text")
        words = f"打印 {self.paper.count()} 页"
        row = bar(quiet("关闭", self.reject), None, save, primary(words, self.print_out, "printer"))
        made = frame("actions", row)
        theme.keep_height(made, 52)
        return made

    def _show_number(self, at: int) -> None:
        self.number.setText(str(at + 1))
        self.thumbs.selectionModel().blockSignals(True)
        self.thumbs.setCurrentIndex(self.thumbs.model().index(at, 0))
        self.thumbs.selectionModel().blockSignals(False)
        self.thumbs.viewport().update()

    def save_as(self) -> None:
        """Save a copy of the file."""
        target = self.ask_save(self.paper.path.name)
        if target is None or target == self.paper.path:
            return
        try:
            shutil.copyfile(self.paper.path, target)
        except OSError:
            self.messages.error("没有另存", "文件可能正在别的程序中打开。数据没有改动，请换一个名称再存。")
            return
        self.messages.inform("已另存", target.name)

    @classmethod
    def ask_printer(cls, printer: QPrinter, pages: int, parent: QWidget) -> bool:
        """Let the user choose printer, copies and pages; False if they went back."""
        dialog = QPrintDialog(printer, parent)
        dialog.setMinMax(1, pages)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        return dialog.exec() == QDialog.DialogCode.Accepted

    def print_out(self) -> None:
        """Print what is seen."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if not self.ask_printer(printer, self.paper.count(), self):
            return
        first = max(printer.fromPage(), 1)
        last = min(printer.toPage() or self.paper.count(), self.paper.count())
        try:
            print_paper(self.paper, printer, range(first - 1, last), self.offset_mm)
        except OfficeError as error:
            self.messages.refuse(error)
            return
        self.messages.inform("已送往打印机", f"{last - first + 1} 页")

    def done(self, result: int) -> None:
        """Let the file go with the dialog."""
        super().done(result)
        self.paper.close()
