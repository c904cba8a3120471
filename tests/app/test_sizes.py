"""Every page and dialog at the sizes of real screens: nothing clipped, nothing outside, nothing forced."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QLabel, QWidget

from partyoffice.app import first_run
from partyoffice.app.new_office import BEGIN, NewOffice
from partyoffice.store.places import PlaceKind
from partyoffice.ui import theme
from partyoffice.ui.controls import Elided
from partyoffice.ui.messages import Recorder

# Logical sizes: 1366x768 at 100 and 125 %, 1920x1080 at 150 %, 2560x1600 at 200 %, the least.
SCREENS = {
    "1366x768": (1366, 768, 10),
    "1366x768-125": (1093, 614, 10),
    "1920x1080-150": (1280, 720, 10),
    "2560x1600-200": (1280, 800, 10),
    "least-9pt": (1024, 540, 9),
    "1366x768-125-13pt": (1093, 560, 13),
    "1366x768-125-16pt": (1093, 614, 16),
}
DIALOG_HEIGHT = 560


@pytest.fixture(scope="module", params=SCREENS, ids=str)
def look(request, qapp):
    """The size of a screen, with letters of its size; changing them takes seconds, so once a screen."""
    width, height, points = SCREENS[request.param]
    if points != theme.size():
        theme.apply(qapp, "light", points)
    yield width, height
    if theme.size() != theme.USUAL_PT:
        theme.apply(qapp, "light", theme.USUAL_PT)


@pytest.fixture
def screen(look, walked, qtbot):
    width, height = look
    walked.resize(width, height)
    qtbot.waitUntil(lambda: walked.width() == width)
    return width, height


def seen(root):
    return [one for one in root.findChildren(QWidget) if one.isVisible() and one.window() is root.window()]


def clipped_label(one):
    if isinstance(one, Elided) or not one.text():
        return False
    if one.wordWrap():
        return one.heightForWidth(one.width()) > one.height() + 1
    hint = one.sizeHint()
    return hint.width() > one.width() + 1 or hint.height() > one.height() + 2


def clipped_button(one):
    need = one.sizeHint()
    return bool(one.text()) and (need.width() > one.width() + 1 or need.height() > one.height() + 4)


def clipped(root):
    """Return the texts that do not fit their widget."""
    labels = [one for one in seen(root) if isinstance(one, QLabel) and clipped_label(one)]
    buttons = [one for one in seen(root) if isinstance(one, QAbstractButton) and clipped_button(one)]
    cut = [one for one in labels if not one.toolTip()] + buttons
    return [f"“{one.text()[:24]}” {one.size().toTuple()} {one.sizeHint().toTuple()}" for one in cut]


def scrolled(one, root):
    above = one.parentWidget()
    while above is not None and above is not root:
        if isinstance(above, QAbstractScrollArea):
            return True
        above = above.parentWidget()
    return False


def outside(root):
    """Return what lies beyond the edge of the window and cannot be scrolled to."""
    room = QRect(QPoint(0, 0), root.window().size())
    found = []
    for one in seen(root):
        if scrolled(one, root) or one.width() <= 1 or one.height() <= 1:
            continue
        place = QRect(one.mapTo(root.window(), QPoint(0, 0)), one.size())
        if not room.contains(place):
            found.append(f"{type(one).__name__} {one.accessibleName()} {place.getRect()}")
    return found


def test_every_page_shows_its_texts_whole(screen, walked, each_page):
    width, height = screen
    for key, page in each_page():
        assert (walked.width(), walked.height()) == (width, height), key
        assert clipped(walked) == [], key
        assert outside(walked) == [], key
        hint = page.minimumSizeHint()
        assert hint.width() <= width, key
        assert hint.height() <= height - walked.header.height() - walked.status.height(), key


def test_every_dialog_fits_and_shows_its_texts_whole(screen, walked, each_dialog):
    for name, dialog in each_dialog():
        assert dialog.minimumSizeHint().height() <= DIALOG_HEIGHT, name
        assert dialog.minimumSizeHint().width() <= screen[0], name
        assert dialog.height() <= max(DIALOG_HEIGHT, screen[1]), name
        assert dialog.width() <= screen[0], name
        assert clipped(dialog) == [], name
        assert outside(dialog) == [], name


def test_the_first_run_fits_and_shows_its_texts_whole(screen, walked, qtbot, monkeypatch, tmp_path):
    monkeypatch.setattr(first_run.places, "place_of", lambda _folder: PlaceKind.SYSTEM)
    monkeypatch.setattr(first_run.places, "proposed", lambda: tmp_path)
    dialog = NewOffice(walked.program, walked)
    dialog.show()
    dialog.school.school.set_value("青禾中学")
    for step in range(BEGIN + 1):
        qtbot.waitUntil(lambda step=step: dialog.stack.currentIndex() == step)
        QApplication.processEvents()  # the layout follows a new word on a button
        assert clipped(dialog) == [], step
        assert outside(dialog) == [], step
        assert dialog.height() <= max(DIALOG_HEIGHT, screen[1])
        assert dialog.minimumSizeHint().height() <= DIALOG_HEIGHT
        if step < BEGIN:
            dialog.on_go()
    dialog.messages = Recorder(answers=["放弃填写"])
    dialog.reject()


def test_the_walk_finds_what_is_cut_and_what_lies_outside(qtbot, qapp):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(200, 100)
    words, beyond = QLabel("被切掉的一句话", window), QLabel("窗外", window)
    words.setGeometry(0, 0, 20, 20)
    beyond.move(190, 40)
    window.show()
    assert [each[1:4] for each in clipped(window)] == ["被切掉"]
    assert [each.split()[0] for each in outside(window)] == ["QLabel"]
    words.setToolTip("被切掉的一句话")
    assert clipped(window) == []
