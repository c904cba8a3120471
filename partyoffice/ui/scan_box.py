"""The scan under the places: taken from a file, turned, laid straight, made fainter."""

from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from partyoffice.ui.controls import bar, button, icon_button, label
from partyoffice.ui.place_list import ACROSS, Length
from partyoffice.ui.scan import Scan
from partyoffice.ui.still import Combo, Slider

FIELDS = (
    ("width", "宽", "扫描件的宽，毫米", 10.0, 2000.0),
    ("left", "左", "扫描件离纸左边，毫米", -500.0, 500.0),
    ("top", "上", "扫描件离纸上边，毫米", -500.0, 500.0),
    ("angle", "斜", "扫描件转正的角度，度", -15.0, 15.0),
)
NONE_YET = "还没有扫描件"


class ScanBox(QWidget):
    """Buttons and lengths; ``changed`` when the scan lies or looks otherwise."""

    wanted = Signal()
    page_wanted = Signal(int)
    dropped = Signal()
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.scan: Scan | None = None
        self.lengths = {key: Length(least, most) for key, _title, _name, least, most in FIELDS}
        self.take = button("载入扫描件…", self.wanted.emit, "image")
        self.turn = icon_button("redo-2", "向右转 90 度", self.on_turn)
        self.drop = icon_button("trash-2", "不用这张扫描件", self.dropped.emit)
        self.pages, self.faint = Combo(), Slider()
        self.pages.setAccessibleName("PDF 的第几页")
        self.pages.activated.connect(self.page_wanted.emit)
        self.pages.hide()
        self.faint.setRange(0, 100)
        self.faint.setAccessibleName("扫描件的深浅")
        self.faint.valueChanged.connect(self.on_faint)
        self._build()
        self.show_scan(None)

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(4)
        grid.addLayout(bar(self.take, None, self.turn, self.drop, margins=(0, 0, 0, 0), gap=2), 0, 0, 1, 6)
        grid.addWidget(self.pages, 1, 0, 1, 6)
        for at, (key, title, name, _least, _most) in enumerate(FIELDS):
            length = self.lengths[key]
            length.setAccessibleName(name)
            length.given.connect(partial(self.on_length, key))
            grid.addWidget(label(title, "label"), 2 + at // ACROSS, at % ACROSS * 2)
            grid.addWidget(length, 2 + at // ACROSS, at % ACROSS * 2 + 1)
        grid.addWidget(label("深浅", "label"), 3, 2)
        grid.addWidget(self.faint, 3, 3, 1, 3)

    def show_scan(self, scan: Scan | None, pages: int = 1, page: int = 0) -> None:
        """Show the lengths of another scan, or that there is none; ``pages`` of the PDF it came from."""
        self.scan = scan
        for part in (self.turn, self.drop):
            part.block("" if scan is not None else NONE_YET)
        for key, length in self.lengths.items():
            length.setEnabled(scan is not None)
            length.setToolTip("" if scan is not None else NONE_YET)
            length.show_length(None if scan is None else getattr(scan, key))
        self.faint.setEnabled(scan is not None)
        self.faint.setToolTip("" if scan is not None else NONE_YET)
        with QSignalBlocker(self.faint):
            self.faint.setValue(round(100 * scan.opacity) if scan is not None else 0)
        self.pages.clear()
        self.pages.addItems([f"PDF 第 {at + 1} 页" for at in range(pages)])
        self.pages.setCurrentIndex(page)
        self.pages.setVisible(pages > 1)

    def on_length(self, key: str, value: float) -> None:
        """Lay the scan elsewhere."""
        if self.scan is not None:
            setattr(self.scan, key, value)
            self.scan.kept = ""
            self.changed.emit()

    def on_turn(self) -> None:
        """Turn it a quarter to the right."""
        if self.scan is not None:
            self.scan.turn()
            self.scan.kept = ""
            self.lengths["width"].show_length(self.scan.width)
            self.changed.emit()

    def on_faint(self, percent: int) -> None:
        """Make it fainter or darker, to the eye alone."""
        if self.scan is not None:
            self.scan.opacity = percent / 100
            self.changed.emit()
