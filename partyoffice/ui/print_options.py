"""The right side of the print preview: printer, copies, pages, sides; what to look at before printing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from partyoffice.core.errors import OfficeError
from partyoffice.ui import printer, theme
from partyoffice.ui.alignment_box import ABOUT, AlignmentBox
from partyoffice.ui.controls import frame, label, rule, tip
from partyoffice.ui.figure_line import Figure
from partyoffice.ui.line import Line
from partyoffice.ui.marks import Mark, MarkLabel
from partyoffice.ui.page_ranges import EXAMPLE, read_pages
from partyoffice.ui.paper import Paper
from partyoffice.ui.prefs import Prefs
from partyoffice.ui.printer import Installed, Order, size_name
from partyoffice.ui.sheet_choice import SheetEditor
from partyoffice.ui.still import Combo

WIDTH = 276
NO_PRINTER = "这台电脑没有安装打印机。可以先存为 PDF，拿到有打印机的电脑上打印。"
ALL, THIS, ODD, EVEN, SOME = "all", "this", "odd", "even", "some"
SIDES = (("单面", ""), ("双面，沿长边翻", "long"), ("双面，沿短边翻", "short"))
COLOURS = (("彩色", False), ("黑白", True))
MOST_COPIES = 99


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at before printing: mark, what it is, and what becomes of it."""

    mark: Mark
    what: str
    note: str = ""


class PrintOptions(QScrollArea):
    """What the printer is told; ``changed`` whenever the answer may be another."""

    changed = Signal()

    def __init__(
        self,
        paper: Paper,
        page: Callable[[], int],
        checks: Sequence[Check],
        prefs: Prefs,
        code: str,
        sheet: SheetEditor | None = None,
    ) -> None:
        super().__init__()
        self.sheet = sheet
        self.paper, self.page, self.prefs, self.code = paper, page, prefs, code
        self.count = paper.count()
        self.known: dict[str, Installed] = {}
        self.printers, self.span = Combo(), Combo()
        self.copies = Figure(1, 1, MOST_COPIES)
        self.pages, self.sides, self.colours = Line(), Combo(), Combo()
        self.laying = AlignmentBox(prefs, code)
        self.wrong, self.hint = label("", "problem", wraps=True), label("", "cap", wraps=True)
        self._fill()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.keep_width(self, WIDTH)
        self.setWidget(self._body(checks))
        self._wire()
        self._on_printer()

    # Building ----------------------------------------------------------------------------

    def _fill(self) -> None:
        for one in printer.installed():
            self.printers.addItem(f"{one.name}（默认）" if one.usual else one.name, one.name)
        if not self.printers.count():
            self.printers.addItem("没有打印机", "")
            self.printers.setEnabled(False)
        kept = self.printers.findData(self.prefs.get("print.printer", ""))
        self.printers.setCurrentIndex(max(kept, 0))
        spans = [(f"全部 {self.count} 页", ALL)]
        if self.count > 1:
            spans += [("当前页", THIS), ("单数页", ODD), ("双数页", EVEN), ("指定页码", SOME)]
        for combo, entries in ((self.span, spans), (self.sides, SIDES), (self.colours, COLOURS)):
            for words, data in entries:
                combo.addItem(words, data)
        self.sides.setCurrentIndex(max(0, self.sides.findData(self.prefs.get("print.sides", ""))))
        self.pages.setPlaceholderText("如 1-3,5")

    def _body(self, checks: Sequence[Check]) -> QWidget:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        self.laying.setParent(self)
        self.laying.setVisible(self.sheet is None)  # a list has no printed form to meet
        grid.addWidget(label("打印机", "label"), 0, 0, 1, 2)
        grid.addWidget(self.printers, 1, 0, 1, 2)
        named: tuple[tuple[str, QWidget], ...] = (
            ("份数", self.copies),
            ("页码", self.span),
            ("", self.pages),
            ("", self.wrong),
            ("单双面", self.sides),
            ("颜色", self.colours),
            *((("纸张", self.sheet.paper), ("页边距", self.sheet.margins)) if self.sheet else ()),
            ("", self.hint),
            *(
                (("套打校正", self.laying), ("", label(ABOUT, "cap", wraps=True)))
                if self.sheet is None
                else ()
            ),
        )
        for at, (title, part) in enumerate(named, 2):
            if title:
                grid.addWidget(label(title, "label"), at, 0)
                part.setAccessibleName(title)
            grid.addWidget(part, at, 1)
        self.printers.setAccessibleName("打印机")
        self.pages.setAccessibleName("指定的页码")
        for part in (self.printers, self.span, self.sides, self.colours):
            part.setMinimumWidth(40)
        box = QVBoxLayout()
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(8)
        box.addWidget(label("打印", "bold"))
        box.addLayout(grid)
        box.addWidget(rule())
        box.addWidget(label("打印前检查", "bold"))
        for check in checks:
            box.addLayout(check_line(check))
        box.addStretch(1)
        return frame("panel", box)

    def _wire(self) -> None:
        self.printers.currentIndexChanged.connect(lambda _at: self._on_printer())
        for combo in (self.span, self.sides, self.colours):
            combo.currentIndexChanged.connect(lambda _at: self.judge())
        self.span.activated.connect(
            lambda _at: self.pages.setFocus() if self.pages.isVisibleTo(self) else None
        )
        self.copies.textChanged.connect(lambda _text: self.judge())
        self.pages.textChanged.connect(lambda _text: self.judge())

    def _on_printer(self) -> None:
        name = self.printer()
        if name and name not in self.known:
            self.known[name] = printer.asked(name)
        self.laying.show_printer(name)
        self.judge()

    # What is wanted ----------------------------------------------------------------------

    def printer(self) -> str:
        """Return the chosen printer's name, empty where there is none."""
        return str(self.printers.currentData())

    def chosen(self) -> list[int]:
        """Return the pages to print, from 0 (OfficeError for a wrong text)."""
        whole = range(self.count)
        kind = self.span.currentData()
        if kind == SOME:
            return read_pages(self.pages.text(), self.count)
        return {ALL: list(whole), THIS: [self.page()], ODD: list(whole[::2]), EVEN: list(whole[1::2])}[kind]

    def order(self) -> Order:
        """Return what the printer is told (OfficeError for a wrong range of pages)."""
        return Order(
            tuple(self.chosen()),
            int(self.copies.value()),
            self.sides.currentData(),
            self.colours.currentData(),
            self.laying.value(),
        )

    def reason(self) -> str:
        """Return why nothing can be printed, empty if something can."""
        if not self.printer():
            return NO_PRINTER
        try:
            self.chosen()
        except OfficeError as error:
            return f"{error.what}，{error.remedy}"
        return ""

    def judge(self) -> None:
        """Show what is wrong with the range, how much paper is needed, what the printer lacks."""
        some = self.span.currentData() == SOME
        self.pages.setVisible(some)
        reason = self.reason() if some else ""
        bad = bool(reason) and bool(self.pages.text().strip())
        self.pages.mark_bad(bad)
        self.wrong.setText(reason)
        self.wrong.setVisible(bad)
        self.hint.setText(self._hint())
        self.hint.setVisible(bool(self.hint.text()))
        tip(self.printers, self.printer() or NO_PRINTER)
        self.changed.emit()

    def _hint(self) -> str:
        if not self.printer():
            return NO_PRINTER
        try:
            pages = self.chosen()
        except OfficeError:
            return EXAMPLE if not self.pages.text().strip() else ""
        one, both = self.known[self.printer()], bool(self.sides.currentData())
        lacking = sorted(
            {name for at in pages if (name := size_name(self.paper.size(at))) and not one.takes(name)}
        )
        if lacking:
            return f"这台打印机没有 {'、'.join(lacking)} 纸，请换一台，或先存为 PDF。"
        if both and not one.turns:
            return "这台打印机不会自动翻面：先打印“单数页”，把纸翻过来放回纸盒，再打印“双数页”。"
        sheets = -(-len(pages) // 2) if both else len(pages)
        return f"用 {sheets * int(self.copies.value())} 张纸"

    def keep(self) -> None:
        """Remember printer and sides on this PC, and how this form is laid on this printer's paper."""
        self.prefs.put("print.printer", self.printer())
        self.prefs.put("print.sides", self.sides.currentData())
        if self.sheet is None:
            self.laying.keep()


def check_line(check: Check) -> QHBoxLayout:
    """Return a check: its mark, what it is, and below what becomes of it."""
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(label(check.what, wraps=True, selectable=True))
    if check.note:
        words.addWidget(label(check.note, "cap", wraps=True))
    row = QHBoxLayout()
    row.setSpacing(8)
    mark: QLabel | QWidget = MarkLabel(check.mark)
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(words, 1)
    return row
