"""The wheel over everything that holds a value, on every page and in every dialog."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QWidget,
)

READ = {
    QComboBox: QComboBox.currentText, QLineEdit: QLineEdit.text, QTabBar: QTabBar.currentIndex,
    QPlainTextEdit: QPlainTextEdit.toPlainText, QAbstractButton: QAbstractButton.isChecked,
    QAbstractSlider: QAbstractSlider.value,
}  # fmt: skip
WHEEL = Qt.FocusPolicy.WheelFocus.value & ~Qt.FocusPolicy.StrongFocus.value


@pytest.fixture
def window(walked):
    return walked


def fields(root):
    """Return what holds a value, by how it is read."""
    found = {}
    for kind, read in READ.items():
        for one in root.findChildren(kind):
            if not isinstance(one, QScrollBar):
                found[one] = read
    return found


def turn(one, by):
    spot = QPointF(one.rect().center())
    event = QWheelEvent(
        spot, one.mapToGlobal(spot), QPoint(), QPoint(0, by), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(one, event)


def turned(root):
    """Return what changed while the wheel turned over each field that has not the keyboard."""
    found = fields(root)
    before = {one: read(one) for one, read in found.items()}
    for one in found:
        if one.isVisible() and not one.hasFocus():
            turn(one, -120)
            turn(one, 120 * 2)
    return [(type(one).__name__, was) for one, was in before.items() if found[one](one) != was]


def test_the_wheel_over_any_field_of_a_page_or_dialog_changes_nothing(window, each_page, each_dialog):
    for place in (each_page, each_dialog):
        for name, root in place():
            assert turned(root) == [], name
            takers = [one for one in root.findChildren(QWidget) if one.focusPolicy().value & WHEEL]
            assert takers == [], f"{name}: the wheel would bring the keyboard there"
