"""校准: print the sheet, hold a ruler against it, type four lengths, and the printer hits its places."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QVBoxLayout, QWidget

from partyoffice.core import alignment
from partyoffice.core.alignment import Alignment, Reading
from partyoffice.core.errors import OfficeError
from partyoffice.reports import calibration
from partyoffice.store import scratch
from partyoffice.ui import painting, tasks, theme
from partyoffice.ui.controls import KEYBOARD, bar, button, frame, label, primary
from partyoffice.ui.help_key import takes_help
from partyoffice.ui.line import Line
from partyoffice.ui.message_bar import MessageBar, UndoBar, WindowMessages
from partyoffice.ui.paper import Paper
from partyoffice.ui.printer import Order, print_paper

WIDE, HIGH = 720, 440
PICTURE = 190  # logical pixels across
FIRST = "1. 在“{printer}”里放一张 {wide:g}×{high:g} 毫米的白纸，打印校准页。"
SECOND = "2. 用毫米直尺量四处，填下面四个数，估读到 0.1 毫米："
FIELDS = (
    ("left", "左边到十字", "纸的左边缘到左上十字"),
    ("top", "上边到十字", "纸的上边缘到左上十字"),
    ("across", "左右两十字相距", "左上十字到右上十字"),
    ("down", "上下两十字相距", "左上十字到左下十字"),
)


class CalibrationDialog(QDialog):
    """Asks what the ruler reads; ``taken`` hands on what brings the print to its place."""

    topic = "forms"
    taken = Signal(object)  # Alignment

    def __init__(
        self,
        parent: QWidget | None,
        wide: float,
        high: float,
        printer: str,
        make_printer: Callable[[Order], QPrinter],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("校准打印机")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.size_mm = calibration.size_of(wide, high)
        self.printer, self.make_printer = printer, make_printer
        self.folder = scratch.passing()
        self.bar = MessageBar(self)
        self.messages = WindowMessages(self.bar, UndoBar(self))
        self.lines = {key: Line() for key, _title, _where in FIELDS}
        self.sum, self.wrong = label("", "cap", wraps=True, selectable=True), label("", "problem", wraps=True)
        self.go = primary("采用这些数", self.on_take)
        self.proof = button("打印核对页", partial(self.print_sheet, proof=True), "printer")
        self._build()
        for line in self.lines.values():
            line.textChanged.connect(lambda _text: self.judge())
        lines = list(self.lines.values())
        for line, after in zip(lines, (*lines[1:], self.go), strict=True):  # Enter goes on, as in every form
            line.returnPressed.connect(partial(after.setFocus, KEYBOARD[0]))
        self.judge()
        room = parent.size() if parent is not None else QSize(WIDE, HIGH)
        self.resize(min(theme.scaled(WIDE), room.width()), min(theme.scaled(HIGH), room.height()))
        self.lines["left"].setFocus()

    # Building ----------------------------------------------------------------------------

    def _build(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(8)
        wide, high = self.size_mm
        words = FIRST.format(printer=self.printer, wide=wide, high=high)
        right.addWidget(label(words, wraps=True))
        right.addLayout(bar(button("打印校准页", self.print_sheet, "printer"), None, margins=(0, 0, 0, 4)))
        right.addWidget(label(SECOND, wraps=True))
        right.addLayout(self._fields())
        right.addWidget(self.sum)
        right.addWidget(self.wrong)
        right.addStretch(1)
        body = bar(self._picture(), margins=(16, 16, 16, 12), gap=16)
        body.addLayout(right, 1)
        actions = frame("actions", bar(None, self.proof, button("取消", self.reject), self.go))
        theme.keep_height(actions, 52)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.bar)
        box.addWidget(frame("sheet", body), 1)
        box.addWidget(actions)

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        true = alignment.expected(*self.size_mm)
        for at, (key, title, where) in enumerate(FIELDS):
            line = self.lines[key]
            line.setAccessibleName(f"{title}，毫米")
            theme.keep_width(line, 72)
            grid.addWidget(label(title, "label"), at, 0, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(line, at, 1)
            grid.addWidget(label(f"毫米，{where}，准的话是 {getattr(true, key):g}", "cap"), at, 2)
        grid.setColumnStretch(2, 1)
        return grid

    def _picture(self) -> QLabel:
        """Return the sheet as it will be printed."""
        made = QLabel()
        made.setAccessibleName("校准页的样子")
        made.setAlignment(Qt.AlignmentFlag.AlignTop)
        across, ratio = theme.scaled(PICTURE), self.devicePixelRatioF()
        with Paper(self._sheet(proof=False)) as paper:
            picture = QPixmap.fromImage(paper.image(0, round(across * ratio)))
        picture.setDevicePixelRatio(ratio)
        painter = QPainter(picture)
        painter.setPen(painting.fine_pen(theme.ink("line2")))
        painter.drawRect(
            QRectF(QPointF(0.5, 0.5), picture.deviceIndependentSize() - QSizeF(1, 1))
        )  # where the paper ends is what counts
        painter.end()
        made.setPixmap(picture)
        return made

    def _sheet(self, *, proof: bool) -> Path:
        path = Path(self.folder.name) / ("核对页.pdf" if proof else "校准页.pdf")
        if not path.exists():
            about = f"打印机：{self.printer}"
            calibration.write(path, *self.size_mm, about=about, proof=proof)
        return path

    # What was measured -------------------------------------------------------------------

    def reading(self) -> Reading:
        """Return what was typed (OfficeError for what is no length)."""
        return Reading(
            *(alignment.read_length(self.lines[key].text(), title) for key, title, _where in FIELDS)
        )

    def value(self) -> Alignment:
        """Return what comes of it (OfficeError for an absurd reading)."""
        return alignment.measured(self.reading(), *self.size_mm)

    def judge(self) -> None:
        """Show the arithmetic, or what is still missing or absurd."""
        reason, words = "", ""
        try:
            words = alignment.arithmetic(self.reading(), *self.size_mm, self.value())
        except OfficeError as error:
            reason = f"{error.what}。{error.remedy}。"
        begun = any(line.text().strip() for line in self.lines.values())
        missing = any(not line.text().strip() for line in self.lines.values())
        self.sum.setText(words.replace("；", "\n"))
        self.wrong.setText(reason if begun and not missing else "")
        self.go.block(reason)
        self.proof.block(reason or ("" if self.printer else "这台电脑没有安装打印机"))

    def on_take(self) -> None:
        """Hand on the figures and close."""
        self.taken.emit(self.value())
        self.accept()

    def print_sheet(self, *, proof: bool = False) -> None:
        """Print the sheet without any correction, or with the new one to see whether it is right."""
        order = Order((0,), alignment=self.value() if proof else Alignment())
        printer, path = self.make_printer(order), self._sheet(proof=proof)

        def work(progress: tasks.Progress) -> None:
            with Paper(path) as paper:
                print_paper(paper, printer, order, progress)

        said = "量四个十字到纸边，都应是 20 毫米。" if proof else "量好以后把四个数填在下面。"
        done = lambda _none: self.messages.inform("已送往打印机", said)  # noqa: E731 -- one line, used once
        tasks.run(self, f"正在打印{'核对页' if proof else '校准页'}", work, done, self.messages.refuse)

    # The end -----------------------------------------------------------------------------

    def keyPressEvent(self, event: object) -> None:
        """Open the chapter on forms with F1."""
        if not takes_help(self, event):  # type: ignore[arg-type]  # Qt passes its own event
            super().keyPressEvent(event)  # type: ignore[arg-type]  # Qt passes its own event

    def reject(self) -> None:
        """Close, unless it prints."""
        if not tasks.busy(self):
            super().reject()

    def done(self, result: int) -> None:
        """Let the sheet go with the dialog."""
        super().done(result)
        self.folder.cleanup()
