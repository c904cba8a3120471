import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from reportlab.pdfgen.canvas import Canvas

from partyoffice.core.alignment import Alignment
from partyoffice.core.cancel import Cancelled
from partyoffice.core.errors import OfficeError
from partyoffice.ui import paper as papers
from partyoffice.ui import printer, tasks, theme
from partyoffice.ui.chinese import english_words
from partyoffice.ui.marks import Mark
from partyoffice.ui.page_ranges import read_pages, written
from partyoffice.ui.paper import Paper
from partyoffice.ui.prefs import Prefs
from partyoffice.ui.preview import Preview
from partyoffice.ui.print_options import NO_PRINTER, Check
from partyoffice.ui.printer import Installed, Order, print_paper, set_up

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


PRINTERS = [Installed("办公室 激光打印机", usual=True), Installed("文印室")]


@pytest.fixture
def printers(monkeypatch):
    """Two printers of the test's own; the office's takes A4 alone and does not turn the sheet."""
    monkeypatch.setattr(printer, "installed", lambda: PRINTERS)
    able = {"办公室 激光打印机": Installed("办公室 激光打印机", turns=False, sizes=("A4",))}
    monkeypatch.setattr(printer, "asked", lambda name: able.get(name, Installed(name)))


@pytest.fixture
def make(qtbot, pdf, tmp_path, printers):
    made = []

    def run(path=pdf, **more):
        one = Preview(
            path, "党员名册", lambda name: tmp_path / f"另存 {name}", Prefs(tmp_path / "prefs.json"), **more
        )
        one.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(one)
        one.show()
        made.append(one)
        return one

    yield run
    for one in made:
        one.close()


@pytest.fixture
def preview(make):
    return make()


def test_pages_are_rendered_when_looked_at_and_few_are_kept(pdf, monkeypatch):
    monkeypatch.setattr(papers, "KEPT_BYTES", 100_000)
    with Paper(pdf) as paper:
        assert paper.count() == 20
        for at in range(20):
            assert abs(paper.image(at, 60).width() - 60) <= 1
        assert 1 < len(paper._kept) < 10
        assert paper.size(1).width() > paper.size(1).height()


def test_a_page_comes_in_bands_that_make_up_the_whole(pdf):
    with Paper(pdf) as paper:
        bands = list(paper.bands(0, 150))
        whole = paper._render(0, 150 / 72)
        tops = [top for top, _ in bands]
        assert tops == list(range(0, tops[-1] + 1, papers.BAND))
        assert sum(band.height() for _, band in bands) == whole.height()
        joined = QImage(whole.size(), whole.format())
        painter = QPainter(joined)
        for top, band in bands:
            painter.drawImage(0, top, band)
        painter.end()
        assert joined == whole


def test_the_first_page_stands_there_at_once_and_the_others_when_they_are_seen(make, tmp_path, qtbot):
    path = tmp_path / "六十页.pdf"
    canvas = Canvas(str(path))
    for _ in range(60):
        canvas.rect(100, 100, 200, 300, fill=1)
        canvas.showPage()
    canvas.save()
    shown = make(path)
    shown.grab()
    seen = {at for at, _ in shown.paper._kept}
    assert 0 in seen
    assert len(seen) < 12
    shown.desk.show_page(40)
    shown.desk.grab()
    qtbot.waitUntil(lambda: not shown.desk.rendering.asked, timeout=5000)
    assert 40 in {at for at, _ in shown.paper._kept}


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
    assert preview.zoom.currentText() == "125%"
    desk.set_zoom(0.97)
    assert preview.zoom.placeholderText() == "97%"
    assert preview.zoom.currentIndex() == -1
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
    assert "找不到文件或文件夹" in preview.message.what.text()
    assert [words for words, _ in preview.message.notes[-1].links] == ["换一个地方"]


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
        print_paper(paper, to_file(out), Order((0, 1)))
        seen = black(paper.image(0, 400))
    with Paper(out) as printed:
        assert printed.count() == 2
        assert printed.size(0).width() == pytest.approx(A4[0], abs=1)
        assert printed.size(1).width() == pytest.approx(A4_SIDEWAYS[0], abs=1)
        assert black(printed.image(0, 400)) == pytest.approx(seen, abs=0.006)


def test_an_offset_moves_the_print_by_millimetres(pdf, tmp_path):
    out = tmp_path / "out.pdf"
    with Paper(pdf) as paper:
        print_paper(paper, to_file(out), Order((0,), alignment=Alignment(10.0, 5.0)))
        seen = black(paper.image(0, 400))
    with Paper(out) as printed:
        moved = black(printed.image(0, 400))
    assert moved[0] - seen[0] == pytest.approx(10 / 210, abs=0.006)
    assert moved[2] - seen[2] == pytest.approx(5 / 297, abs=0.006)


def test_a_grey_print_has_no_colour(tmp_path):
    path, out = tmp_path / "红.pdf", tmp_path / "out.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(0, 0, 600, 900, fill=1, stroke=0)
    canvas.save()
    with Paper(path) as paper:
        print_paper(paper, to_file(out), Order((0,), grey=True))
    with Paper(out) as printed:
        colour = printed.image(0, 100).pixelColor(50, 70)
    assert colour.red() == colour.green() == colour.blue() != 255


class Told:
    """Stands in for a printer: one without a device keeps nothing."""

    def __init__(self):
        self.heard = {}

    def __getattr__(self, name):
        return lambda value: self.heard.update({name: value})


def test_the_printer_is_told_copies_sides_and_colour():
    told = Told()
    set_up(told, Order((0,), copies=3, sides="long", grey=True))
    assert told.heard == {
        "setCopyCount": 3,
        "setCollateCopies": True,
        "setDuplex": QPrinter.DuplexMode.DuplexLongSide,
        "setColorMode": QPrinter.ColorMode.GrayScale,
    }


@pytest.fixture
def out(preview, monkeypatch, tmp_path, qtbot):
    """Let the chosen printer be a file, and print to it; returns how many pages came out."""
    path, told = tmp_path / "out.pdf", []

    def chosen(order):
        told.append(order)
        return to_file(path)

    monkeypatch.setattr(preview, "make_printer", chosen)

    def run():
        preview.go.click()
        qtbot.waitUntil(lambda: not tasks.running(), timeout=10000)
        with Paper(path) as printed:
            return printed.count(), told[-1]

    return run


def choose(preview, kind, text=""):
    preview.options.span.setCurrentIndex(preview.options.span.findData(kind))
    preview.options.pages.setText(text)


def test_the_chosen_pages_are_printed_and_the_red_button_says_how_many(preview, out):
    choose(preview, "some", "2-4，7")
    preview.options.copies.setText("2")
    assert preview.go.text().strip() == "打印 4 页，2 份"
    count, order = out()
    assert count == 4
    assert order.pages == (1, 2, 3, 6)
    assert order.copies == 2
    assert preview.message.what.text() == "已送往打印机"
    assert preview.message.sentence.whole() == "第 2-4,7 页，2 份。"


def test_the_page_looked_at_and_one_side_after_the_other_can_be_printed(preview, out):
    preview.desk.show_page(4)
    choose(preview, "this")
    assert out()[1].pages == (4,)
    choose(preview, "even")
    assert preview.options.order().pages == tuple(range(1, 20, 2))
    choose(preview, "odd")
    assert out()[0] == 10
    assert "双数页" in preview.message.sentence.whole()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("30", "没有第 30 页，这份文件只有 20 页，请改写页码"),
        ("0", "没有第 0 页，这份文件只有 20 页，请改写页码"),
        ("5-2", "“5-2”前面的页码比后面的大，请写成 2-5"),
        ("前三页", "“前三”不是页码，请写成 1-3,5 这样"),
    ],
)
def test_a_wrong_range_is_said_in_one_sentence_and_nothing_can_be_printed(preview, text, said):
    choose(preview, "some", text)
    assert preview.options.wrong.text() == said
    assert preview.options.wrong.isVisible()
    assert not preview.go.isEnabled()
    assert said in preview.go.toolTip()


def test_ranges_are_read_as_people_type_them():
    assert read_pages("1－3， 5、7", 9) == [0, 1, 2, 4, 6]
    assert read_pages("第2页至第4页", 9) == [1, 2, 3]
    assert read_pages("3,1-2,2", 9) == [0, 1, 2]
    assert written([0, 1, 2, 4, 6, 7]) == "1-3,5,7-8"
    with pytest.raises(OfficeError, match="没有写页码"):
        read_pages("  ", 9)


def test_the_usual_printer_is_marked_and_the_last_one_chosen_comes_back(preview, make, out):
    options = preview.options
    assert [options.printers.itemText(at) for at in range(2)] == ["办公室 激光打印机（默认）", "文印室"]
    assert options.printer() == "办公室 激光打印机"
    options.printers.setCurrentIndex(1)
    options.laying.right.setText("1.5")
    choose(preview, "this")
    out()
    again = make().options
    assert again.printer() == "文印室"
    assert again.laying.right.text() == "1.5"
    assert make(code="dues-01").options.laying.right.text() == "0.0"


def test_without_a_printer_one_sentence_says_so_and_the_pdf_remains(make, monkeypatch, tmp_path):
    monkeypatch.setattr(printer, "installed", list)
    shown = make()
    assert not shown.go.isEnabled()
    assert shown.options.hint.text() == NO_PRINTER
    shown.save.click()
    assert (tmp_path / "另存 党员名册.pdf").is_file()


def test_what_the_printer_cannot_do_is_said_before_it_is_tried(preview, make, tmp_path):
    options = preview.options
    assert options.hint.text() == "用 20 张纸"
    options.sides.setCurrentIndex(1)
    assert "先打印“单数页”" in options.hint.text()
    options.printers.setCurrentIndex(1)
    assert options.hint.text() == "用 10 张纸"
    path = tmp_path / "A3.pdf"
    canvas = Canvas(str(path), pagesize=(842, 1191))
    canvas.showPage()
    canvas.save()
    assert make(path).options.hint.text().startswith("这台打印机没有 A3 纸")


def test_the_checks_before_printing_stand_beside_the_pages(make):
    shown = make(checks=[Check(Mark.WARN, "许清禾：没有照片", "将留出照片框")], names=["沈砚秋"] * 20)
    words = [label.text() for label in shown.options.findChildren(QLabel)]
    assert {"打印前检查", "许清禾：没有照片", "将留出照片框"} <= set(words)
    assert shown.thumbs.model().index(0, 0).data() == "第 1 页 沈砚秋"


def test_a_stopped_print_leaves_no_file(pdf, tmp_path):
    out = tmp_path / "out.pdf"
    with Paper(pdf) as paper, pytest.raises(Cancelled):
        print_paper(paper, to_file(out), Order(tuple(range(20))), lambda done, _all, _item: done < 2)
    assert not out.exists()


def test_printing_tells_each_page_and_can_be_stopped(preview, monkeypatch, tmp_path, qtbot):
    monkeypatch.setattr(preview, "make_printer", lambda _order: to_file(tmp_path / "out.pdf"))
    preview.print_out()
    tasks._running[-1].stop()
    qtbot.waitUntil(lambda: not tasks.running(), timeout=10000)
    assert preview.message.what.text() == "已停止打印"


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_is_said(preview, monkeypatch, tmp_path, qtbot):
    monkeypatch.setattr(preview, "make_printer", lambda _order: to_file(tmp_path / "没有" / "out.pdf"))
    preview.go.click()
    qtbot.waitUntil(lambda: not tasks.running(), timeout=10000)
    assert preview.message.what.text() == "没有打印"


def press(qtbot, preview, key, held=Qt.KeyboardModifier.ControlModifier):
    preview.activateWindow()
    qtbot.waitUntil(preview.isActiveWindow, timeout=2000)
    qtbot.keyClick(preview.focusWidget() or preview, key, held)


def test_the_keys_of_the_preview(preview, qtbot, monkeypatch):
    preview.options.copies.setFocus()
    press(qtbot, preview, Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier)
    assert preview.desk.page() == 1
    press(qtbot, preview, Qt.Key.Key_0)
    assert preview.desk.fitted == "page"
    before = preview.desk.zoom
    press(qtbot, preview, Qt.Key.Key_Plus)
    assert preview.desk.zoom > before
    press(qtbot, preview, Qt.Key.Key_Minus)
    press(qtbot, preview, Qt.Key.Key_G)
    assert preview.focusWidget() is preview.number
    printed = []
    preview.go.clicked.disconnect()
    preview.go.clicked.connect(lambda: printed.append(1))
    press(qtbot, preview, Qt.Key.Key_P)
    assert printed == [1]
    press(qtbot, preview, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert not preview.isVisible()


@pytest.mark.parametrize("points", [10, 13])
def test_the_preview_speaks_chinese_and_fits_a_small_screen(make, dressed, points):
    theme.apply(dressed, "dark", points)
    shown = make()
    assert english_words(shown) == []
    assert shown.minimumSizeHint().height() <= 520
    assert shown.minimumSizeHint().width() <= 1045
    shown.resize(1045, 520)
    assert shown.go.visibleRegion().boundingRect().size() == shown.go.size()
    whole = shown.zoom.fontMetrics().horizontalAdvance("400%")
    assert shown.zoom.width() - 24 - 16 >= whole
