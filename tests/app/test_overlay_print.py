"""套打 from the print dialog to the printer: whole numbers, only what is filled, where the office put it."""

from dataclasses import replace

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel

from partyoffice import papers
from partyoffice.core.alignment import Alignment
from partyoffice.members.records import Person
from partyoffice.reports import form_edit, form_file, own_forms
from partyoffice.store import blobs, history
from partyoffice.ui import preview
from partyoffice.ui.alignment_box import key_of
from partyoffice.ui.desk_view import UnderTick
from partyoffice.ui.scan import Scan


@pytest.fixture
def opened(monkeypatch):
    seen = []
    monkeypatch.setattr(preview.Preview, "open", lambda self: seen.append(self) or None)
    yield seen
    for one in seen:
        one.reject()


def lay_out(window, rest, opened):
    dialog = window.dialogs.open("print", paper="dev-11", ids=[1])
    dialog.side.whom.ways.setCurrentIndex(0)
    return dialog


def words(path):
    return ["".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(path)]


def test_a_booklet_gets_the_whole_number_and_that_is_written_down(window, rest, opened):
    dialog = lay_out(window, rest, opened)
    assert dialog.side.wishes.full.isHidden()
    dialog.on_preview(skip=False)
    rest(window)
    with window.office.reading() as session:
        number = session.get_one(Person, 1).id_number
        assert (
            history.entries(session, 1)[0].sentence
            == "打印完整名册：入党志愿书（敏感列：身份证号、家庭住址）"
        )
    pages = words(opened[0].paper.path)
    assert len(pages) == 7
    assert number in pages[1]
    assert "自拟式样" not in "".join(pages)
    assert not opened[0].options.laying.isHidden()
    said = [part.text() for part in opened[0].options.findChildren(QLabel)]
    assert "套打位置没有和实物核对过" in said
    assert not [text for text in said if "印为“—”" in text or "将留出照片框" in text]


def test_only_the_ticked_fields_are_printed(window, rest, opened):
    dialog = lay_out(window, rest, opened)
    only = dialog.side.only
    only.some.setChecked(True)
    keys = [only.list.item(at).data(Qt.ItemDataRole.UserRole) for at in range(only.list.count())]
    only.list.item(keys.index("birthplace")).setCheckState(Qt.CheckState.Checked)
    dialog.side.fields.show_given({"birthplace": "青禾市"})
    dialog.on_preview(skip=False)
    rest(window)
    assert [text.replace("示例数据", "") for text in words(opened[0].paper.path)] == ["", "青禾市", *[""] * 5]


def test_the_places_of_the_office_are_used_and_so_is_what_the_printer_needs(window, rest, opened):
    made = form_file.shipped("dev-11")
    moved = [replace(made.places[0], x=20.0), *made.places[1:]]
    text = form_edit.moved(form_file.shipped_text("dev-11"), moved, measured=True)
    with window.office.change("套打位置：入党志愿书") as session:
        own_forms.keep(session, "dev-11", text, "本省.toml", papers.keys_of(papers.find("dev-11")))
    window.prefs.put(key_of("dev-11", ""), Alignment(1.5, -0.5, 99.8).figures)
    dialog = lay_out(window, rest, opened)
    dialog.on_preview(skip=False)
    rest(window)
    page = pypdfium2.PdfDocument(opened[0].paper.path)[0].get_textpage()
    found = [page.get_charbox(at) for at in range(page.count_chars()) if page.get_text_range(at, 1).strip()]
    lefts = [box[0] / 72 * 25.4 for box in found if box[3] / 72 * 25.4 < 200]
    assert min(lefts) == pytest.approx(20, abs=0.7)
    assert opened[0].options.order().alignment == Alignment(1.5, -0.5, 99.8)


def test_the_scan_is_seen_under_the_print_and_never_printed(window, rest, opened):
    scan = QImage(184, 260, QImage.Format.Format_RGB32)
    scan.fill(Qt.GlobalColor.red)
    with window.office.change("试") as session:
        digest = blobs.put(session, Scan(scan, 184).baked(184, 260))
        own_forms.keep_scans(session, "dev-11", {2: digest})
    dialog = lay_out(window, rest, opened)
    dialog.on_preview(skip=False)
    rest(window)
    shown = opened[0]
    desk, tick = shown.desk, shown.findChild(UnderTick)
    assert list(desk.under) == [1]
    assert not tick.isHidden()
    desk.resize(500, 500)
    desk.show_page(1)

    def middle():
        picture = desk.grab().toImage()
        return picture.pixelColor(picture.width() // 2, picture.height() // 2)

    assert middle().green() < 200
    tick.setChecked(False)
    assert middle().name() == "#ffffff"
    assert opened[0].paper.image(1, 100).pixelColor(50, 90).name() == "#ffffff"


def test_a_blank_booklet_is_refused_in_one_sentence(window, rest, opened):
    dialog = lay_out(window, rest, opened)
    dialog.side.whom.ways.setCurrentText("空白表")
    dialog.on_preview()
    rest(window)
    assert "不能自己印一份空白的" in dialog.bar.notes[0].what
    assert not opened
    dialog.close()
