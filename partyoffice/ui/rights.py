"""What an office that is open for reading only lets nobody do: verbs that would change it rest and say why.

A verb carries that it changes something: its function bears ``@writes``. Button and command look there, so
that whoever makes one of the function says it no second time.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QPushButton, QTableWidget, QWidget

READ_ONLY = "这个文件是只读打开的，不能修改"
READING = "reading_only"  # the property of a window whose office is only read
Slot = TypeVar("Slot", bound=Callable[..., object])


def writes(slot: Slot) -> Slot:
    """Mark a function that changes the office, or leads to nothing but a change of it."""
    slot.writes = True  # type: ignore[attr-defined]  # functions and partials take any attribute
    return slot


def is_writing(slot: Any) -> bool:  # noqa: ANN401 -- a function, a method, or either with some arguments given
    """Say whether a function bears the mark, or one that it was given to call."""
    if getattr(slot, "writes", False):
        return True
    return isinstance(slot, partial) and any(map(is_writing, (slot.func, *filter(callable, slot.args))))


def reading_only(part: QWidget | None) -> bool:
    """Say whether a widget stands in, or over, a window whose office is only read."""
    while part is not None and not part.property(READING):
        part = part.parentWidget()
    return part is not None


def rest(window: Any) -> None:  # noqa: ANN401 -- the window of an office
    """Let what changes the office rest from now on: it is only read any more."""
    window.setProperty(READING, True)
    window.actions_table.hold()
    for push in window.findChildren(QPushButton):
        if hasattr(push, "hold"):  # a ``Button``
            push.hold()


def lock_fields(root: QWidget) -> None:
    """Let the fields below a widget be read only for good; figures and texts stay to be copied."""
    for line in root.findChildren(QLineEdit):
        line.setReadOnly(True)
    for text in root.findChildren(QPlainTextEdit):
        text.setReadOnly(True)
        text.style().polish(text)  # the style sheet looks at it
    for table in root.findChildren(QTableWidget):
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    for box in root.findChildren(QCheckBox):
        box.setEnabled(False)
    for push in root.findChildren(QPushButton):
        if hasattr(push, "rest"):  # a ``Button``: it says why
            push.rest(READ_ONLY)
