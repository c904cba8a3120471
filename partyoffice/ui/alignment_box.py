"""套打偏移和缩放 in the print preview: kept on this PC for each form and printer, as calibrated."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from partyoffice.core.alignment import FARTHEST, LEAST, MOST, Alignment, kept
from partyoffice.ui.controls import button, label
from partyoffice.ui.figure_line import Figure
from partyoffice.ui.prefs import Prefs

ABOUT = "右、下以毫米计，印偏左 1 毫米就在“右”里填 1；横、纵是放大缩小的百分数。每种表、每台打印机各记一份。"


def key_of(code: str, printer: str) -> str:
    """Return where the figures of a form and a printer are kept."""
    return f"print.alignment.{code}.{printer}"


def kept_for(prefs: Prefs, code: str, printer: str) -> Alignment:
    """Return what was kept for a form and printer; at first the shift once kept for the form alone."""
    former: list[float] = prefs.get(f"print.offset.{code}", [])
    return kept(prefs.get(key_of(code, printer), former))


class AlignmentBox(QWidget):
    """Four figures and the way to the calibration; ``wanted`` when that is pressed."""

    wanted = Signal()

    def __init__(self, prefs: Prefs, code: str) -> None:
        super().__init__()
        self.prefs, self.code, self.printer = prefs, code, ""
        self.right, self.down = (Figure(0, -FARTHEST, FARTHEST, 1) for _ in range(2))
        self.across, self.upright = (Figure(100, LEAST, MOST, 1) for _ in range(2))
        self.go = button("校准…", self.wanted.emit)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(4)
        named = (
            ("右", self.right, "毫米，向右"),
            ("下", self.down, "毫米，向下"),
            ("横", self.across, "百分数，横向缩放"),
            ("纵", self.upright, "百分数，纵向缩放"),
        )
        for at, (title, figure, unit) in enumerate(named):
            figure.setAccessibleName(f"套打校正，{unit}")
            grid.addWidget(label(title, "label"), at // 2, at % 2 * 2)
            grid.addWidget(figure, at // 2, at % 2 * 2 + 1)
        grid.addWidget(self.go, 2, 1, 1, 3)

    @property
    def figures(self) -> tuple[Figure, Figure, Figure, Figure]:
        """The four fields."""
        return self.right, self.down, self.across, self.upright

    def value(self) -> Alignment:
        """Return the four figures."""
        return Alignment(*(figure.value() for figure in self.figures))

    def show_value(self, made: Alignment) -> None:
        """Show other figures."""
        for figure, value in zip(self.figures, made.figures, strict=True):
            figure.set_value(value)

    def show_printer(self, name: str) -> None:
        """Take the figures of another printer."""
        self.printer = name
        self.show_value(kept_for(self.prefs, self.code, name))
        self.go.block("" if name else "这台电脑没有安装打印机")

    def keep(self) -> None:
        """Remember the figures of this form on this printer."""
        self.prefs.put(key_of(self.code, self.printer), self.value().figures)
