"""Scenes of laying print over printed pages: the places over a scan, the calibration of a printer."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QWidget

from partyoffice.showcase.stage import Stage

MM = 72 / 25.4
WIDE, HIGH = 184, 260
# A page as a booklet might have it: left, top, width, height in millimetres, what is printed in it.
CELLS = (
    (18, 34, 26, 12, "姓名"), (44, 34, 38, 12, ""), (82, 34, 14, 12, "性别"), (96, 34, 36, 12, ""),
    (132, 34, 34, 39, "照片"), (18, 46, 26, 12, "民族"), (44, 46, 38, 12, ""), (82, 46, 14, 12, "出生年月"),
    (96, 46, 36, 12, ""), (18, 58, 26, 15, "籍贯"), (44, 58, 38, 15, ""), (82, 58, 14, 15, "出生地"),
    (96, 58, 36, 15, ""), (18, 73, 26, 12, "学历"), (44, 73, 38, 12, ""), (82, 73, 26, 12, "学位或职称"),
    (108, 73, 58, 12, ""), (18, 85, 46, 12, "单位、职务或职业"), (64, 85, 102, 12, ""),
    (18, 97, 46, 13, "现居住地"), (64, 97, 102, 13, ""), (18, 110, 46, 12, "居民身份证号码"),
    (64, 110, 102, 12, ""), (18, 122, 46, 24, "有何专长"), (64, 122, 102, 24, ""),
)  # fmt: skip


def invent_page(path: Path) -> None:
    """Draw an invented page of a booklet."""
    from partyoffice.reports.brush import Brush
    from partyoffice.reports.fonts import FontSet
    from partyoffice.reports.pdf import Sheet, write_jobs

    def paint(brush: Brush) -> None:
        for x, y, width, height, words in CELLS:
            foot = (HIGH - y - height) * MM
            brush.frame(x * MM, foot, width * MM, height * MM)
            brush.centred((x + width / 2) * MM, foot + height * MM / 2 - 4, words, "song", 9)

    def sheets(_fonts: FontSet) -> list[Sheet]:
        return [Sheet(WIDE * MM, HIGH * MM, paint)]

    write_jobs([sheets], 1, path, "虚构的底表", None)


def places(stage: Stage) -> Iterator[QWidget]:
    """Show 表样, the fields of a booklet over an invented scan, two of them chosen."""
    from partyoffice.app.placing import PlacingDialog

    listed = stage.window.dialogs.open("patterns", code="dev-11")
    stage.settle()
    if listed is None:
        return
    yield listed
    listed.on_move()
    stage.settle()
    path = stage.scratch / "底表.pdf"
    invent_page(path)
    for shown in listed.findChildren(PlacingDialog):
        shown.on_turn(1)
        shown.take_scan(path)
        shown.board.choose([1, 2])
        yield shown
        stage.fold(shown)
    stage.fold(listed)


def calibration(stage: Stage) -> Iterator[QWidget]:
    """Show what the ruler reads, and what comes of it."""
    from PySide6.QtPrintSupport import QPrinter

    from partyoffice.ui.calibrating import CalibrationDialog

    shown = CalibrationDialog(stage.window, WIDE, HIGH, "办公室 激光打印机", lambda _order: QPrinter())
    shown.open()
    for line, text in zip(shown.lines.values(), ("20.8", "19.5", "144.6", "220"), strict=True):
        line.setText(text)
    yield shown
    stage.fold(shown)
