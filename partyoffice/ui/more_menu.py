"""The menu under 更多: the pages beyond the main tabs, each group under its heading."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget, QWidgetAction

from partyoffice.ui.controls import label
from partyoffice.ui.page import PageSpec


def more_menu(parent: QWidget, specs: Sequence[PageSpec], show: Callable[[str], object]) -> QMenu:
    """Return the menu of the grouped pages, in the order given."""
    menu, group = QMenu(parent), ""
    for spec in specs:
        if spec.group and spec.group != group:
            group = spec.group
            menu.addAction(_heading(menu, group))
        if spec.group:
            menu.addAction(spec.title, partial(show, spec.key))
    return menu


def _heading(menu: QMenu, title: str) -> QWidgetAction:
    head, words = QWidgetAction(menu), label(title, "cap")  # a styled menu draws no words in a section
    words.setContentsMargins(8, 8, 8, 2)
    head.setDefaultWidget(words)
    head.setText(title)
    return head
