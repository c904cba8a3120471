import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from reportlab.pdfgen.canvas import Canvas

from partyoffice.ui.chinese import english_words
from partyoffice.ui.paper import KEPT, Paper
from partyoffice.ui.preview import Preview, print_paper

A4 = (595.28, 841.89)
A4_SIDEWAYS = (841.89, 595.28)


@pytest.fixture
def pdf(tmp_path):
    path = tmp_path / "党员名册.pdf"
    canvas = Canvas(str(path))
    for number in range(20):
        canvas.setPageSize(A4_SIDEWAYS if number == 1 else A4)
        canvas.rect(100, 100, 200, 300, fill=1)
        canvas.showPage()
    canvas.save()
    return path


@pytest.fixture
def preview(qtbot, pdf, tmp_path):
    made = Preview(pdf, "党员名册", lambda name: tmp_path / f"另存 {name}")
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def test_pages_are_rendered_when_looked_at_and_few_are_kept(pdf):
    with Paper(pdf) as paper:
        assert paper.count() == 20
        for at in range(20):
            assert abs(paper.image(at, 60).width() - 60) <= 1
        assert len(paper._kept) == KEPT
        assert paper.size(1).width() > paper.size(1).height()


def test_colours_are_those_of_the_paper(tmp_path):
    path = tmp_path / "红.pdf"
    canvas = Canvas(str(path), pagesize=(100, 100))
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(0, 0, 100, 100, fill=1, stroke=0)
    canvas.save()
    with Paper(path) as paper:
        assert paper.image(0, 10).pixelColor(5, 5).name() == "#ff0000"


def test_the_page_jump_goes_there_and_scrolling_tells_the_page(preview, qtbot):
    preview.number.setText("7")
    qtbot.keyClick(preview.number, Qt.Key.Key_Return)
    assert preview.desk.page() == 6
    assert preview.thumbs.currentIndex().row() == 6
    assert preview.isVisible()
    preview.desk.verticalScrollBar().setValue(0)
    assert preview.number.text() == "1"
    preview.thumbs.setCurrentIndex(preview.thumbs.model().index(3, 0))
    assert preview.desk.page() == 3


def test_page_keys_turn_and_stop_at_the_ends(preview, qtbot):
    qtbot.keyClick(preview.desk, Qt.Key.Key_PageDown)
    assert preview.desk.page() == 1
    qtbot.keyClick(preview.desk, Qt.Key.Key_End)
    qtbot.keyClick(preview.desk, Qt.Key.Key_PageDown)
    assert preview.desk.page() == 19
    qtbot.keyClick(preview.desk, Qt.Key.Key_Home)
    assert preview.desk.page() == 0


def test_zoom_goes_by_round_steps_and_fits_page_or_width(preview):
    desk = preview.desk
    desk.set_zoom(1.0)
    assert desk.page_size(0).width() == round(A4[0] * 96 / 72)
    desk.step_zoom(1)
    assert desk.zoom == pytest.approx(1.25)
    assert preview.zoom.text() == "125%"
    desk.fit("page")
    assert desk.page_size(0).height() <= desk.viewport().height()
    desk.fit("width")
    assert desk.page_size(0).width() <= desk.viewport().width()


def test_fitting_follows_the_window(preview, qtbot):
    preview.desk.fit("page")
    before = preview.desk.zoom
    preview.resize(preview.width(), 500)
    QTest.qWait(1)
    assert preview.desk.zoom < before


def test_saving_a_copy_gives_the_same_file_and_says_so(preview, pdf, tmp_path):
    preview.save_as()
    assert (tmp_path / f"另存 {pdf.name}").read_bytes() == pdf.read_bytes()
    assert preview.message.what.text() == "已另存"


def test_a_place_that_cannot_be_written_is_told(preview, tmp_path):
    preview.ask_save = lambda _name: tmp_path / "没有这个文件夹" / "a.pdf"
    preview.save_as()
    assert preview.message.what.text() == "没有另存"


def to_file(path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(150)
    return printer


def black(image):
    """The edges of what is dark on a page, as shares of its width and height."""
    dark = [
        (x, y)
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
        if image.pixelColor(x, y).lightness() < 128
    ]
    xs, ys = [x / image.width() for x, _ in dark], [y / image.height() for _, y in dark]
    return min(xs), max(xs), min(ys), max(ys)


def test_printing_keeps_true_size_and_each_pages_own_way(pdf, tmp_path):
    out = tmp_path / "out.pdf"
    with Paper(pdf) as paper:
        print_paper(paper, to_file(out), range(2))
        seen = black(paper.image(0, 400))
    with Paper(out) as printed:
        assert printed.count() == 2
        assert printed.size(0).width() == pytest.approx(A4[0], abs=1)
        assert printed.size(1).width() == pytest.approx(A4_SIDEWAYS[0], abs=1)
        assert black(printed.image(0, 400)) == pytest.approx(seen, abs=0.006)


def test_an_offset_moves_the_print_by_millimetres(pdf, tmp_path):
    out = tmp_path / "out.pdf"
    with Paper(pdf) as paper:
        print_paper(paper, to_file(out), range(1), (10.0, 5.0))
        seen = black(paper.image(0, 400))
    with Paper(out) as printed:
        moved = black(printed.image(0, 400))
    assert moved[0] - seen[0] == pytest.approx(10 / 210, abs=0.006)
    assert moved[2] - seen[2] == pytest.approx(5 / 297, abs=0.006)


def test_printing_a_range_prints_that_range(preview, monkeypatch, tmp_path):
    out = tmp_path / "out.pdf"

    def choose(_cls, printer, _pages, _parent):
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(out))
        printer.setResolution(72)
        printer.setFromTo(2, 4)
        return True

    monkeypatch.setattr(Preview, "ask_printer", classmethod(choose))
    preview.print_out()
    with PdfDocument(out) as printed:
        assert len(printed) == 3
    assert preview.message.sentence.whole() == "3 页"


def test_the_preview_speaks_chinese_and_fits_a_small_screen(preview):
    assert english_words(preview) == []
    assert preview.minimumSizeHint().height() <= 540
    assert preview.minimumSizeHint().width() <= 1000
