"""The printers of this PC, and sending the pages of a paper to one: page for page, at true size."""

from dataclasses import dataclass, field
from math import dist
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRect, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from partyoffice.core.alignment import Alignment
from partyoffice.core.cancel import Cancelled
from partyoffice.core.errors import OfficeError
from partyoffice.reports.document import SIZES
from partyoffice.ui.paper import POINTS, Paper
from partyoffice.ui.tasks import Progress

FINEST = 600  # dots per inch beyond which a page only grows
MM = 25.4
NEAR = 1.5  # millimetres within which two sizes of paper are one


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted of the printer: pages from 0, both sides (``""``, ``long`` or ``short`` edge)."""

    pages: tuple[int, ...]
    copies: int = 1
    sides: str = ""
    grey: bool = False
    alignment: Alignment = field(default_factory=Alignment)


@dataclass(frozen=True, slots=True)
class Installed:
    """A printer of this PC; ``sizes`` are the paper sizes it names, empty where it says nothing."""

    name: str
    usual: bool = False
    turns: bool = True
    sizes: tuple[str, ...] = ()

    def takes(self, size: str) -> bool:
        """Say whether it has this size of paper, or does not tell."""
        return not self.sizes or size in self.sizes


def installed() -> list[Installed]:
    """Return the printers of this PC, the usual one first."""
    usual = QPrinterInfo.defaultPrinterName()
    names = sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != usual, name))
    return [Installed(name, usual=name == usual) for name in names]


def asked(name: str) -> Installed:
    """Ask one printer what it can do; a slow printer answers slowly, so only the chosen one is asked."""
    info = QPrinterInfo.printerInfo(name)
    turns = QPrinter.DuplexMode.DuplexLongSide in info.supportedDuplexModes()
    sizes = {size_name(page.size(QPageSize.Unit.Point)) for page in info.supportedPageSizes()} - {""}
    return Installed(name, info.isDefault(), turns, tuple(sizes))


def printer_named(name: str, order: Order) -> QPrinter:
    """Return a printer set to what is wanted."""
    made = QPrinter(QPrinterInfo.printerInfo(name), QPrinter.PrinterMode.HighResolution)
    set_up(made, order)
    return made


def set_up(printer: QPrinter, order: Order) -> None:
    """Set copies, sides and colour."""
    modes = QPrinter.DuplexMode
    sides = {"": modes.DuplexNone, "long": modes.DuplexLongSide, "short": modes.DuplexShortSide}
    printer.setCopyCount(order.copies)
    printer.setCollateCopies(True)
    printer.setDuplex(sides[order.sides])
    printer.setColorMode(QPrinter.ColorMode.GrayScale if order.grey else QPrinter.ColorMode.Color)


def size_name(size: QSizeF) -> str:
    """Return what a page size in points is called, such as A4; empty for one without a name here."""
    here = sorted(side / POINTS * MM for side in (size.width(), size.height()))
    return next((name for name, known in SIZES.items() if dist(here, known) < NEAR), "")


def print_paper(paper: Paper, printer: QPrinter, order: Order, progress: Progress | None = None) -> None:
    """Print pages at true size; runs in a thread.

    Raises OfficeError if the printer does not take the job, Cancelled when ``progress`` says stop.
    """
    printer.setFullPage(True)
    _set_page(printer, paper.size(order.pages[0]))
    painter = QPainter()
    if not painter.begin(printer):
        raise OfficeError("没有打印", remedy="请检查打印机是否接通，再打印一次")
    try:
        _print_pages(painter, printer, paper, order, progress)
    except Cancelled:
        printer.abort()
        painter.end()
        if printer.outputFileName():
            Path(printer.outputFileName()).unlink(missing_ok=True)
        raise
    painter.end()
    if printer.printerState() is QPrinter.PrinterState.Error:
        raise OfficeError("打印没有完成", remedy="请检查打印机是否接通、有没有纸，再打印一次")


def _print_pages(
    painter: QPainter, printer: QPrinter, paper: Paper, order: Order, progress: Progress | None
) -> None:
    count = len(order.pages)
    for place, at in enumerate(order.pages):
        if progress and not progress(place, count, f"第 {at + 1} 页"):
            raise Cancelled
        if place:
            _set_page(printer, paper.size(at))
            printer.newPage()
        _draw(painter, printer, paper, at, order)
    if progress and not progress(count, count, "正在送往打印机"):
        raise Cancelled


def _set_page(printer: QPrinter, size: QSizeF) -> None:
    sideways = size.width() > size.height()
    upright_size = size.transposed() if sideways else size
    page = QPageSize(upright_size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    way = QPageLayout.Orientation.Landscape if sideways else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(page, way, QMarginsF(0, 0, 0, 0)))


def _draw(painter: QPainter, printer: QPrinter, paper: Paper, at: int, order: Order) -> None:
    """Draw a page band by band, each on whole dots of the printer, so that none leaves a seam."""
    dots, set_by = printer.resolution(), order.alignment
    times = -(-dots // FINEST)
    right, down = (round(shift / MM * dots) for shift in (set_by.right, set_by.down))
    across, upright = (times * percent / 100 for percent in (set_by.across, set_by.upright))
    painter.resetTransform()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not set_by.true_size)
    for top, band in paper.bands(at, dots / times, grey=order.grey):
        first, last = (round(row * upright) for row in (top, top + band.height()))
        area = QRect(right, down + first, round(band.width() * across), last - first)
        painter.drawImage(area, band)
