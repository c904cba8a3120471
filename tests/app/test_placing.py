"""调整位置: dragged, typed, stepped with keys, taken back; saved as one step that the window can undo."""

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from reportlab.pdfgen.canvas import Canvas

from partyoffice import papers
from partyoffice.app.placing import LEAVE, PlacingDialog
from partyoffice.reports import form_file, own_forms
from partyoffice.store import blobs, history
from partyoffice.store.backup import Reason
from partyoffice.store.office import Office
from partyoffice.ui import preview, theme
from partyoffice.ui.chinese import english_words
from partyoffice.ui.messages import Recorder

Key, Held = Qt.Key, Qt.KeyboardModifier
LEFT = Qt.MouseButton.LeftButton
NAME, SEX, PHOTO = 1, 2, 3  # places of the second sheet of dev-11


@pytest.fixture
def patterns(window):
    made = window.dialogs.open("patterns", code="dev-11")
    yield made
    made.close()


@pytest.fixture
def dialog(patterns, qtbot):
    made = open_dialog(patterns)
    made.show_sheet(2)
    qtbot.waitUntil(lambda: made.view.viewport().width() > 300)
    yield made
    if made.isVisible():
        made.messages = Recorder(answers=[LEAVE])
        made.reject()


def open_dialog(patterns):
    patterns.move_.click()
    made = [one for one in patterns.children() if isinstance(one, PlacingDialog)][-1]
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    QApplication.processEvents()
    return made


def at(dialog, number):
    place = dialog.board.places[number]
    return place.x, place.y, place.width, place.height


def middle(dialog, number):
    return dialog.view.area(dialog.board.places[number]).center().toPoint()


def drag(dialog, start, way, held=Held.NoModifier):
    port = dialog.view.viewport()
    QTest.mousePress(port, LEFT, held, start)
    QTest.mouseMove(port, start + way / 2)
    QTest.mouseMove(port, start + way)
    QTest.mouseRelease(port, LEFT, held, start + way)


def test_the_places_of_a_sheet_are_listed_and_drawn_where_they_lie(dialog):
    titles = [dialog.list.rows.item(row).text() for row in range(dialog.list.rows.rowCount())]
    assert titles[:4] == ["姓名", "性别", "照片", "民族"]
    page, area = dialog.view.page(), dialog.view.area(dialog.board.places[NAME])
    scale = page.width() / 184
    assert area.left() - page.left() == pytest.approx(46 * scale, abs=0.5)
    assert area.width() == pytest.approx(34 * scale, abs=0.5)


def test_dragging_moves_by_as_much_and_is_one_step(dialog):
    dialog.on_catching(caught=False)
    before = at(dialog, NAME)
    drag(dialog, middle(dialog, NAME), QPoint(40, 60))
    scale = dialog.view.scale()
    after = at(dialog, NAME)
    assert after[0] - before[0] == pytest.approx(40 / scale, abs=0.1)
    assert after[1] - before[1] == pytest.approx(60 / scale, abs=0.1)
    assert dialog.board.chosen == {NAME}
    dialog.undo.click()
    assert at(dialog, NAME) == before
    assert not dialog.undo.isEnabled()
    dialog.redo.click()
    assert at(dialog, NAME) == after


def test_a_dragged_edge_stretches(dialog):
    dialog.board.choose({NAME})
    area = dialog.view.area(dialog.board.places[NAME])
    corner = area.bottomRight().toPoint()
    drag(dialog, corner, QPoint(30, 20))
    scale = dialog.view.scale()
    assert at(dialog, NAME) == pytest.approx((46, 36, 34 + 30 / scale, 9 + 20 / scale), abs=0.1)


def test_edges_of_others_catch_a_dragged_place(dialog):
    """The name ends its way a little beside the column that 民族 begins."""
    dialog.board.choose({NAME})
    dialog.board.move(5, 0)
    start = dialog.board.places
    right, down = dialog.board.caught(-4.6, 0.3, start)
    assert (right, down) == (-5.0, 0.0)
    assert ("x", 46.0) in dialog.board.guides
    assert dialog.board.caught(-20.3, 3.1, start) == (-20.3, pytest.approx(3.0, abs=1))


def test_several_move_together_and_never_leave_the_paper(dialog):
    port = dialog.view.viewport()
    QTest.mouseClick(port, LEFT, Held.NoModifier, middle(dialog, NAME))
    QTest.mouseClick(port, LEFT, Held.ControlModifier, middle(dialog, SEX))
    assert dialog.board.chosen == {NAME, SEX}
    dialog.board.move(-500, -500)
    assert at(dialog, NAME)[:2] == (0, 0)
    assert at(dialog, SEX)[:2] == (50, 0)
    dialog.board.move(1000, 1000)
    assert at(dialog, SEX)[0] == pytest.approx(184 - 22)
    assert at(dialog, NAME)[1] == pytest.approx(260 - 9)


def test_a_frame_drawn_beside_the_boxes_chooses_what_it_touches(dialog):
    page = dialog.view.page().topLeft().toPoint()
    foot = dialog.view.area(dialog.board.places[SEX]).bottomRight().toPoint()
    drag(dialog, page + QPoint(4, 4), foot - page)
    assert {NAME, SEX} <= dialog.board.chosen
    drag(dialog, page + QPoint(2, 2), QPoint(1, 1))
    assert dialog.board.chosen == frozenset()


@pytest.mark.parametrize(
    ("held", "step"), [(Held.NoModifier, 1), (Held.ShiftModifier, 0.1), (Held.ControlModifier, 10)]
)
def test_arrows_move_by_one_a_tenth_or_ten_millimetres(dialog, qtbot, held, step):
    dialog.board.choose({NAME})
    dialog.view.setFocus()
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Down):
        qtbot.keyClick(dialog.view, key, held)
    assert at(dialog, NAME)[:2] == pytest.approx((46 + 2 * step, 36 + step))
    qtbot.keyClick(dialog.view, Key.Key_Left, held | Held.AltModifier)
    assert at(dialog, NAME)[2] == pytest.approx(max(34 - step, 2))


def test_the_keyboard_alone_chooses_and_moves(dialog, qtbot):
    dialog.view.setFocus()
    qtbot.keyClick(dialog.view, Key.Key_Space)
    assert dialog.board.chosen == {NAME}
    qtbot.keyClick(dialog.view, Key.Key_Space)
    assert dialog.board.chosen == {SEX}
    qtbot.keyClick(dialog.view, Key.Key_Space, Held.ShiftModifier)
    assert dialog.board.chosen == {NAME}
    qtbot.keyClick(dialog.view, Key.Key_A, Held.ControlModifier)
    assert dialog.board.chosen == set(dialog.board.of_sheet())
    dialog.list.setFocus()
    qtbot.keyClick(dialog.list, Key.Key_Home)
    assert dialog.board.chosen == {NAME}
    qtbot.keyClick(dialog.list, Key.Key_Down, Held.ShiftModifier)
    assert dialog.board.chosen == {NAME, SEX}


def test_a_typed_length_holds_for_all_that_are_chosen(dialog, qtbot):
    dialog.board.choose({NAME, SEX})
    left, top = dialog.lengths.lengths["x"], dialog.lengths.lengths["y"]
    assert (left.text(), left.placeholderText(), top.text()) == ("", "不同", "36.0")
    top.setFocus()
    top.selectAll()
    qtbot.keyClicks(top, "37.5")
    qtbot.keyClick(top, Key.Key_Return)
    assert dialog.isVisible()
    assert (at(dialog, NAME)[1], at(dialog, SEX)[1]) == (37.5, 37.5)
    qtbot.keyClick(top, Key.Key_Up)
    assert at(dialog, NAME)[1] == pytest.approx(37.6)
    top.setText("9999")
    top.editingFinished.emit()
    assert at(dialog, NAME)[1] == pytest.approx(260 - 9)
    top.setText("许多")
    top.editingFinished.emit()
    assert at(dialog, NAME)[1] == 0
    left.editingFinished.emit()
    assert at(dialog, SEX)[0] == 96


def test_ctrl_z_in_a_field_takes_back_the_step_of_the_page(dialog, qtbot):
    dialog.board.choose({NAME})
    left = dialog.lengths.lengths["x"]
    dialog.activateWindow()
    left.setFocus()
    qtbot.keyClick(left, Key.Key_Up)
    assert at(dialog, NAME)[0] == pytest.approx(46.1)
    qtbot.waitUntil(dialog.isActiveWindow, timeout=2000)
    qtbot.keyClick(left, Key.Key_Z, Held.ControlModifier)
    assert at(dialog, NAME)[0] == 46


def test_going_back_shows_the_sheet_of_the_step(dialog):
    dialog.board.choose({NAME})
    dialog.board.move(1, 1)
    dialog.on_turn(1)
    assert dialog.board.sheet == 3
    dialog.board.undo()
    assert dialog.board.sheet == 2
    assert dialog.sheets.currentIndex() == 1
    dialog.board.undo()
    dialog.board.redo()
    dialog.board.redo()
    assert at(dialog, NAME)[0] == 47


def test_saving_is_one_step_and_ctrl_z_in_the_window_brings_ours_back(dialog, patterns, window):
    before = window.office.last_seq
    dialog.board.choose({NAME})
    dialog.board.move(1.3, -0.4)
    dialog.checked.setChecked(True)
    dialog.save.click()
    assert window.office.last_seq == before + 1
    one = patterns.pattern()
    assert (one.origin.split(" ")[0], one.laying) == ("本单位：调整过的位置", "已校准")
    with window.office.reading() as session:
        assert history.entries(session, 1)[0].sentence == "套打位置：入党志愿书"
        text = own_forms.text_of(session, "dev-11", "dev-11")
    assert "# 入党志愿书（2004年制）套打位置" in text
    assert "at = [47.3, 35.6, 34, 9]" in text
    again = open_dialog(patterns)
    assert at(again, NAME)[:2] == (47.3, 35.6)
    assert again.checked.isChecked()
    again.reject()
    window.undo()
    assert patterns.pattern().origin == "自带"
    with window.office.reading() as session:
        assert papers.layout_of(session, papers.find("dev-11")) == form_file.shipped("dev-11")


def test_saving_without_a_change_leaves_no_trace(dialog, window):
    before = window.office.last_seq
    dialog.save.click()
    assert window.office.last_seq == before
    assert not dialog.isVisible()


def test_closing_asks_before_what_was_moved_is_lost(dialog):
    dialog.board.choose({NAME})
    dialog.board.move(1, 0)
    dialog.messages = Recorder()
    dialog.reject()
    assert dialog.isVisible()
    dialog.messages = Recorder(answers=[LEAVE])
    dialog.reject()
    assert not dialog.isVisible()


def test_the_proof_shows_the_places_as_they_lie_now(dialog, monkeypatch):
    opened = []
    monkeypatch.setattr(preview.Preview, "open", lambda self: opened.append(self) or None)
    dialog.on_proof()
    assert opened[0].title == "中国共产党入党志愿书 校对页"
    assert opened[0].paper.count() == 7
    assert opened[0].options.laying.code == "dev-11"
    opened[0].reject()


def test_words_that_the_page_has_already_stay_where_they_are_unless_asked_for(patterns):
    patterns.choose("trn-01")
    made = open_dialog(patterns)
    listed = made.board.of_sheet()
    assert listed
    assert all(made.board.places[number].filled for number in listed)
    made.board.show_filled(only=False)
    assert len(made.board.of_sheet()) > len(listed)
    assert made.list.rows.rowCount() == len(made.board.of_sheet())
    made.view.grab()
    made.reject()


# The scan ------------------------------------------------------------------------------------


def scan_file(path, size=(920, 1300)):
    Image.new("RGB", size, (200, 220, 240)).save(path)
    return path


def pdf_file(path, pages=2):
    canvas = Canvas(str(path), pagesize=(184 / 25.4 * 72, 260 / 25.4 * 72))
    for number in range(pages):
        canvas.drawString(100, 100, str(number))
        canvas.showPage()
    canvas.save()
    return path


def test_a_scan_lies_under_its_sheet_is_kept_small_and_travels_with_the_file(
    dialog, patterns, window, tmp_path
):
    dialog.take_scan(scan_file(tmp_path / "第二面.png"))
    assert dialog.view.scan.width == 184
    dialog.scan_box.lengths["left"].setText("1.5")
    dialog.scan_box.lengths["left"].editingFinished.emit()
    dialog.scan_box.faint.setValue(30)
    assert (dialog.view.scan.left, dialog.view.scan.opacity) == (1.5, 0.3)
    dialog.on_turn(1)
    assert dialog.view.scan is None
    dialog.view.grab()
    dialog.save.click()
    with window.office.reading() as session:
        kept = own_forms.own_form(session, "dev-11").scans
        assert set(kept) == {2}
        assert own_forms.scans(session) == set(kept.values())
        content = blobs.content_of(session, kept[2])
    assert len(content) < 900 * 1024
    window.office.back_up(Reason.HAND, tmp_path / "带走.dangwu")
    other = Office.open(tmp_path / "带走.dangwu")
    with other.reading() as session:
        assert blobs.content_of(session, kept[2]) == content
        assert own_forms.own_form(session, "dev-11").text
    other.release()
    again = open_dialog(patterns)
    again.show_sheet(2)
    assert again.view.scan.width == 184
    assert again.view.scan.image.height() == 2000
    assert not again.changed()
    again.on_drop_scan()
    assert again.changed()
    again.save.click()
    with window.office.reading() as session:
        assert own_forms.scans(session) == set()


def test_ours_again_keeps_the_scan(dialog, patterns, window, tmp_path):
    dialog.take_scan(scan_file(tmp_path / "第二面.png"))
    dialog.save.click()
    patterns.back.click()
    with window.office.reading() as session:
        assert set(own_forms.own_form(session, "dev-11").scans) == {2}
        assert own_forms.own_form(session, "dev-11").text == ""


def test_of_a_pdf_the_page_of_the_sheet_is_taken_and_another_can_be_chosen(dialog, tmp_path):
    dialog.take_scan(pdf_file(tmp_path / "本子.pdf"))
    assert dialog.scan_box.pages.currentText() == "PDF 第 2 页"
    assert dialog.view.scan.width == pytest.approx(184, abs=0.1)
    first = dialog.view.scan
    dialog.scan_box.page_wanted.emit(0)
    assert dialog.view.scan is not first
    assert dialog.scan_box.pages.currentIndex() == 0


def test_a_scan_lying_on_its_side_is_turned(dialog, tmp_path):
    dialog.take_scan(scan_file(tmp_path / "横.jpg", (1300, 920)))
    dialog.scan_box.lengths["width"].setText("260")
    dialog.scan_box.lengths["width"].editingFinished.emit()
    dialog.scan_box.turn.click()
    assert dialog.view.scan.width == pytest.approx(184, abs=0.1)
    assert dialog.view.scan.image.height() > dialog.view.scan.image.width()


@pytest.mark.parametrize(
    ("name", "content"),
    [("坏.pdf", b"%PDF-1.4 broken"), ("空.png", b""), ("文.jpg", "不是图".encode()), ("假.pdf", b"")],
)
def test_what_is_no_scan_is_refused_and_the_page_stays(dialog, tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    dialog.take_scan(tmp_path / name)
    assert "扫描件" in dialog.bar.notes[0].what
    assert dialog.view.scan is None
    dialog.take_scan(tmp_path)
    assert "不是能打开的扫描件" in dialog.bar.notes[0].what


# The look ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("look", "points"), [("light", 10), ("dark", 15)])
def test_the_dialog_is_chinese_named_and_fits_a_small_screen(dialog, tmp_path, qapp, look, points):
    theme.apply(qapp, look, points)
    dialog.take_scan(scan_file(tmp_path / "第二面.png"))
    dialog.board.choose({NAME})
    dialog.view.grab()
    assert english_words(dialog) == []
    assert dialog.minimumSizeHint().height() <= 560
    assert dialog.minimumSizeHint().width() <= 1024
    fields = [*dialog.lengths.lengths.values(), *dialog.scan_box.lengths.values(), dialog.sheets, dialog.list]
    assert [one for one in [*fields, dialog.view, dialog.scan_box.faint] if not one.accessibleName()] == []
    theme.apply(qapp, "light", 10)


def test_zoom_keeps_what_is_chosen_in_sight(dialog):
    dialog.board.choose({PHOTO})
    for _ in range(8):
        dialog.view.step_zoom(1)
    area = dialog.view.area(dialog.board.places[PHOTO])
    assert dialog.view.viewport().rect().intersects(area.toRect())
    dialog.view.fit()
    assert dialog.view.page().height() <= dialog.view.viewport().height()
