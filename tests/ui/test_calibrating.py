"""校准: what the ruler reads becomes shift and scale, kept for one form on one printer."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from reportlab.pdfgen.canvas import Canvas

from partyoffice.core.alignment import Alignment
from partyoffice.reports import calibration
from partyoffice.ui import printer, tasks, theme
from partyoffice.ui.alignment_box import kept_for, key_of
from partyoffice.ui.calibrating import CalibrationDialog
from partyoffice.ui.chinese import english_words
from partyoffice.ui.paper import Paper
from partyoffice.ui.prefs import Prefs
from partyoffice.ui.preview import Preview
from partyoffice.ui.printer import Installed, Order, print_paper

A4 = (210.0, 297.0)


def to_file(path, dots=300):
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(path))
    made.setResolution(dots)
    return made


@pytest.fixture
def orders():
    return []


@pytest.fixture
def dialog(qtbot, tmp_path, orders):
    def make_printer(order):
        orders.append(order)
        return to_file(tmp_path / "out.pdf")

    made = CalibrationDialog(None, *A4, "文印室", make_printer)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.show()
    return made


def fill(dialog, *texts):
    for line, text in zip(dialog.lines.values(), texts, strict=True):
        line.setText(text)


def test_four_readings_become_shift_and_scale_and_the_arithmetic_is_shown(dialog):
    taken = []
    dialog.taken.connect(taken.append)
    assert not dialog.go.isEnabled()
    fill(dialog, "20.8", "19.5", "171", "257")
    assert dialog.sum.text().startswith("横 170÷171＝99.4%，右 20－20.8×99.4%＝-0.7")
    dialog.go.click()
    assert taken == [Alignment(-0.7, 0.5, 99.4, 100.0)]


def test_enter_goes_from_reading_to_reading_and_takes_them_at_the_end(dialog, qtbot):
    taken, lines = [], list(dialog.lines.values())
    dialog.taken.connect(taken.append)
    dialog.activateWindow()
    qtbot.waitUntil(lines[0].hasFocus)
    for text in ("20.8", "19.5", "171", "257"):
        qtbot.keyClicks(dialog.focusWidget(), text)
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert dialog.focusWidget() is dialog.go
    qtbot.keyClick(dialog.go, Qt.Key.Key_Return)
    assert taken == [Alignment(-0.7, 0.5, 99.4, 100.0)]


def test_an_absurd_reading_says_why_and_nothing_can_be_taken(dialog):
    fill(dialog, "208", "20", "170", "257")
    assert "差得太多" in dialog.wrong.text()
    assert not dialog.go.isEnabled()
    assert not dialog.proof.isEnabled()
    fill(dialog, "20", "二十", "170", "257")
    assert "应是尺上读到的毫米数" in dialog.wrong.text()


def test_the_sheet_is_printed_without_correction_and_the_check_sheet_with_the_new_one(dialog, orders, qtbot):
    dialog.print_sheet()
    qtbot.waitUntil(lambda: not tasks.running(), timeout=10000)
    fill(dialog, "22", "20", "170", "257")
    dialog.proof.click()
    qtbot.waitUntil(lambda: not tasks.running(), timeout=10000)
    assert [order.alignment for order in orders] == [Alignment(), Alignment(-2.0)]
    assert dialog.bar.what.text() == "已送往打印机"


def squares(path):
    canvas = Canvas(str(path), pagesize=(595.276, 841.89))
    canvas.rect(56.693, 56.693, 481.89, 728.504, stroke=0, fill=1)  # 20 mm from each edge
    canvas.save()


def box_of(image):
    xs = [x for x in range(image.width()) if image.pixelColor(x, image.height() // 2).lightness() < 128]
    rows = [y for y in range(image.height()) if image.pixelColor(image.width() // 2, y).lightness() < 128]
    wide, high = 210 / image.width(), 297 / image.height()
    return xs[0] * wide, (xs[-1] + 1) * wide, rows[0] * high, (rows[-1] + 1) * high


def test_shift_and_scale_move_the_print_and_leave_no_seam(tmp_path):
    path, out = tmp_path / "方块.pdf", tmp_path / "out.pdf"
    squares(path)
    order = Order((0,), alignment=Alignment(1.5, -2.0, 98.0, 101.0))
    with Paper(path) as paper:
        print_paper(paper, to_file(out), order)
    with Paper(out) as printed:
        image = printed.image(0, 2000)
    left, right, top, foot = box_of(image)
    assert (left, right) == pytest.approx((1.5 + 0.98 * 20, 1.5 + 0.98 * 190), abs=0.2)
    assert (top, foot) == pytest.approx((-2 + 1.01 * 20, -2 + 1.01 * 277), abs=0.2)
    middle = [image.pixelColor(image.width() // 2, y).lightness() for y in range(300, image.height() - 300)]
    assert max(middle) < 40


def test_the_figures_are_kept_for_each_form_and_printer_and_the_old_shift_is_the_start(tmp_path):
    prefs = Prefs(tmp_path / "prefs.json")
    prefs.put("print.offset.dev-11", [1.5, -0.5])
    assert kept_for(prefs, "dev-11", "文印室") == Alignment(1.5, -0.5)
    prefs.put(key_of("dev-11", "文印室"), Alignment(2, 0, 99.5).figures)
    assert kept_for(prefs, "dev-11", "文印室") == Alignment(2, 0, 99.5)
    assert kept_for(prefs, "dev-11", "办公室") == Alignment(1.5, -0.5)
    assert kept_for(prefs, "mem-01", "文印室") == Alignment()


@pytest.fixture
def preview(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(printer, "installed", lambda: [Installed("甲"), Installed("乙")])
    monkeypatch.setattr(printer, "asked", Installed)
    path = tmp_path / "表.pdf"
    calibration.write(path, 184, 260)
    made = Preview(path, "表", lambda _name: None, Prefs(tmp_path / "prefs.json"), code="dev-11")
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def test_the_calibration_is_for_the_paper_looked_at_and_the_printer_chosen(preview):
    preview.options.printers.setCurrentIndex(1)
    preview.options.laying.go.click()
    dialog = preview.findChild(CalibrationDialog)
    assert dialog.size_mm == pytest.approx((184, 260), abs=0.1)
    fill(dialog, "21", "20", "144", "220")
    dialog.go.click()
    assert preview.options.order().alignment == Alignment(right=-1.0)
    assert kept_for(preview.options.prefs, "dev-11", "乙") == Alignment(right=-1.0)
    preview.options.printers.setCurrentIndex(0)
    assert preview.options.order().alignment == Alignment()
    assert preview.message.what.text() == "已校准"


def test_steps_are_of_a_tenth(preview, qtbot):
    right = preview.options.laying.right
    qtbot.keyClick(right, Qt.Key.Key_Up)
    assert right.text() == "0.1"
    qtbot.keyClick(right, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert right.text() == "-0.9"


@pytest.mark.parametrize("points", [10, 13])
def test_the_dialog_speaks_chinese_and_fits_a_small_screen(dialog, dressed, points):
    theme.apply(dressed, "dark", points)
    assert english_words(dialog) == []
    assert dialog.minimumSizeHint().height() <= 560
    assert dialog.minimumSizeHint().width() <= 1024
