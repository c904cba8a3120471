"""The card beside the list: it follows, folds, slides over a narrow window, and is read by keyboard."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtWidgets import QLabel

from partyoffice.members.queries import everyone
from partyoffice.members.rules import Category
from partyoffice.store import blobs
from partyoffice.ui import theme
from partyoffice.ui.photo_crop import CropDialog
from partyoffice.ui.pictures import MOST_BYTES

Key, Held = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def page(window, qtbot):
    """The page at the width of its window, which is wide enough for three panes."""
    made = window.page()
    qtbot.waitUntil(lambda: made.width() > 1200)
    return made


@pytest.fixture
def someone(page):
    one = next(one for one in page.listing.book.people if one.member and one.category == Category.FULL)
    page.show_person(one.id)
    return one


@pytest.fixture
def narrow(office, open_window, qtbot):
    window = open_window(office, width=1093)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(lambda: window.page().width() > 1000)
    return window


def test_the_card_follows_the_list_row_by_row(page, qtbot):
    page.grid.choice.go_to(page.model.record_id(0))
    for row in (1, 2):
        page.grid.choice.go_to(page.model.record_id(row))
        wanted = page.model.record(row).name
        qtbot.waitUntil(lambda wanted=wanted: page.pane.head.name.text() == wanted)


def test_many_steps_in_a_moment_read_one_card(page, qtbot, monkeypatch):
    read = []
    real = page.facts
    monkeypatch.setattr(page, "facts", lambda: read.append(page.current()) or real())
    for row in range(1, 8):
        page.grid.choice.go_to(page.model.record_id(row))
    last = page.model.record(7).name
    qtbot.waitUntil(lambda: page.pane.head.name.text() == last)
    assert len(read) <= 2


def test_f4_folds_the_card_and_shows_it_again(window, page):
    assert page.pane.isVisibleTo(page)
    window.actions_table["members.card"].trigger()
    assert not page.pane.isVisibleTo(page)
    window.actions_table["members.card"].trigger()
    assert page.pane.isVisibleTo(page)
    assert page.grid.width() <= page.width() - page.pane.width()


def test_in_a_narrow_window_the_card_slides_over_the_list_and_esc_folds_it(narrow, qtbot):
    page = narrow.page()
    assert not page.pane.isVisibleTo(page)
    before = page.grid.geometry()
    narrow.actions_table["members.card"].trigger()
    assert page.pane.isVisibleTo(page)
    assert page.pane.geometry().right() == page.width() - 1
    assert page.pane.width() == theme.scaled(292)
    assert page.pane.geometry().top() == page.bar.height(), "the commands stay in reach"
    assert page.pane.geometry().bottom() == page.height() - 1
    assert page.grid.geometry() == before, "the list keeps its width below"
    assert page.pane.tabs.hasFocus()
    qtbot.keyClick(page.pane.tabs, Key.Key_Escape)
    assert not page.pane.isVisibleTo(page)
    assert not page.pane.isAncestorOf(narrow.focusWidget())


@pytest.mark.parametrize("size", [13, 16])
def test_with_large_letters_in_a_low_window_nothing_of_the_card_overlaps(narrow, qapp, qtbot, size):
    narrow.resize(1093, 560)
    theme.apply(qapp, "light", size)
    try:
        page = narrow.page()
        page.show_person(next(one.id for one in page.listing.book.people if one.member))
        narrow.actions_table["members.card"].trigger()
        pane = page.pane
        qtbot.waitUntil(lambda: pane.head.height() >= pane.head.heightForWidth(pane.head.width()))
        assert pane.height() >= pane.minimumSizeHint().height()
        pane.tabs.setCurrentIndex(3)
        qtbot.waitUntil(lambda: pane.trail.isVisible() and pane.head.height() >= theme.scaled(128))
        below = pane.head.mapTo(pane, pane.head.rect().bottomLeft()).y()
        assert pane.tabs.mapTo(pane, pane.tabs.rect().topLeft()).y() >= below
    finally:
        theme.apply(qapp, "light", 10)


def test_a_card_laid_over_goes_back_to_its_place_when_there_is_room(narrow, qtbot):
    page = narrow.page()
    narrow.actions_table["members.card"].trigger()
    narrow.resize(1366, 768)
    assert page.pane.isVisibleTo(page)
    qtbot.waitUntil(lambda: page.grid.geometry().right() < page.pane.geometry().left())
    narrow.resize(1093, 560)
    assert not page.pane.isVisibleTo(page)


def test_esc_on_the_card_of_a_wide_window_goes_back_to_the_list_and_keeps_the_card(window, page, qtbot):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page.pane.tabs.setFocus()
    qtbot.keyClick(page.pane.tabs, Key.Key_Escape)
    assert page.pane.isVisibleTo(page)
    assert not page.pane.isAncestorOf(window.focusWidget())


def test_the_tabs_of_the_card_are_turned_by_the_arrows(page, someone, qtbot):
    for wanted in (1, 2, 3):
        qtbot.keyClick(page.pane.tabs, Key.Key_Right)
        assert (page.pane.tabs.currentIndex(), page.pane.stack.currentIndex()) == (wanted, wanted)
    qtbot.keyClick(page.pane.tabs, Key.Key_Left)
    assert page.pane.stack.currentIndex() == 2


@pytest.mark.parametrize("size", [10, 13])
def test_what_the_head_says_is_whole_and_can_be_selected(page, someone, qapp, size, qtbot):
    theme.apply(qapp, "light", size)
    try:
        page.room.open = True
        page.room.fit()
        page.show_card()
        qtbot.waitUntil(lambda: page.pane.head.width() == theme.scaled(292))
        head = page.pane.head
        birth = someone.card["birth"] if "birth" in someone.card else page.pane.facts.one.card["birth"]
        assert str(birth)[:7] in head.line.text()
        assert "…" not in head.line.text() + head.state.text() + head.unit.text()
        for part in (head.name, head.line, head.state, head.unit):
            assert part.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
            assert part.height() >= part.heightForWidth(part.width())
    finally:
        theme.apply(qapp, "light", 10)


def test_every_value_of_the_card_can_be_selected(page, someone):
    values = [row.value for row in page.pane.summary.rows]
    assert all(isinstance(value, QLabel) for value in values)
    assert all(
        value.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse for value in values
    )


def drop(frame, path):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    spot = QPointF(frame.rect().center())
    frame.dropEvent(
        QDropEvent(spot, Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Held.NoModifier)
    )


def test_a_picture_dropped_on_the_card_is_cut_and_stored_small(window, page, office, someone, tmp_path):
    path = tmp_path / "照片.png"
    image = QImage(1600, 1200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.lightGray)
    image.save(str(path))
    drop(page.pane.head.photo, path)
    window.findChild(CropDialog).on_take()
    assert office.undo_sentence == f"修改 {someone.name} 的照片"
    with office.reading() as session:
        digest = everyone(session, page.day(), ids=[someone.id])[0].card["photo"]
        stored = blobs.content_of(session, digest)
    assert len(stored) <= MOST_BYTES
    kept = QImage.fromData(stored)
    assert abs(kept.width() / kept.height() - 25 / 35) < 0.015


def test_what_is_no_picture_is_refused_on_the_card_in_a_sentence(window, page, office, someone, tmp_path):
    path = tmp_path / "说明.txt"
    path.write_text("不是照片", encoding="utf-8")
    before = office.last_seq
    drop(page.pane.head.photo, path)
    assert window.message_bar.what.text() == "照片没有更换"
    assert "请用 JPG 或 PNG" in window.message_bar.sentence.whole()
    assert office.last_seq == before
