"""The wheel as the system sends it, which first gives the keyboard to what takes it so."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from partyoffice.ui.pane_tabs import PaneTabs
from partyoffice.ui.still import Combo, Slider


@pytest.fixture
def page(qtbot):
    made = QWidget()
    made.other, made.combo, made.slider = QPushButton("别处"), Combo(), Slider()
    made.tabs = PaneTabs(("表决", "决议"), "视图")
    box = QVBoxLayout(made)
    for part in (made.other, made.combo, made.slider, made.tabs):
        box.addWidget(part)
    made.combo.addItems(["一支部", "二支部"])
    made.slider.setValue(50)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.other.setFocus()
    return made


def state(page):
    return page.combo.currentText(), page.slider.value(), page.tabs.currentIndex()


def turn(part):
    window = part.window()
    at = part.mapTo(window, part.rect().center())
    QTest.wheelEvent(window.windowHandle(), at, QPoint(0, -120), QPoint(), Qt.KeyboardModifier.NoModifier)


def test_the_wheel_neither_changes_a_field_nor_takes_the_keyboard_there(page):
    before = state(page)
    for part in (page.combo, page.slider, page.tabs):
        turn(part)
        assert page.focusWidget() is page.other
    assert state(page) == before


def test_with_the_keyboard_in_it_a_field_follows_the_wheel_and_tabs_never_do(page):
    for part in (page.combo, page.slider, page.tabs):
        part.setFocus()
        turn(part)
    combo, slider, tab = state(page)
    assert (combo, tab) == ("二支部", 0)
    assert slider != 50
