"""Scenes of 党员名册: filters, cells, blocks, views, the card, bars."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QModelIndex, QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from partyoffice.core.dates import Day
from partyoffice.showcase.stage import Stage
from partyoffice.store.drafts import Draft
from partyoffice.ui import drafts
from partyoffice.ui import paste as pasting

if TYPE_CHECKING:
    from partyoffice.ui.grid import Grid

KEY = "members"
LEAST = 20  # people without whom a list has nothing to show
PASTED = "女\t1988-05\t正式党员\r\n男\t1986.9\t预备党员\r\n外星\t1994-13\t正式党员\r\n女\t\t正式党员\r\n"


def _cell(grid: "Grid", row: int, key: str) -> QModelIndex:
    return grid.model.index(row, grid.model.place_of(key))


def _peopled(stage: Stage) -> Any:  # noqa: ANN401 -- the roster's tab, or nothing
    """Return the tab if there are people enough in it."""
    page = stage.page(KEY)
    return page if page.grid.model.rowCount() >= LEAST else None


def _with_filters(stage: Stage, typed: dict[str, str]) -> Any:  # noqa: ANN401 -- the tab, or nothing
    page = _peopled(stage)
    if page is None:
        return None
    narrowing = page.shown.narrowing
    narrowing.row.show_row(True)
    for key, text in typed.items():
        narrowing.filters.type(key, text)
    narrowing.row.show_filters()
    narrowing.row.told()
    return page


def filters(stage: Stage) -> Iterator[QWidget]:
    """Set two filters and a search with their chips; then a filter that cannot be read."""
    page = _with_filters(stage, {"birth": ">=1968-01", "category": "正式党员"})
    if page is None:
        return
    stage.window.header.search.find_now("li")
    yield stage.window
    stage.window.header.search.find_now("")
    edit = page.shown.narrowing.row.edits["birth"]
    stage.settle()
    edit.setFocus()
    edit.setText(">=19xx")
    edit.tell()
    edit.show_problem()  # as a moment after the last letter
    yield stage.window
    edit.show_text("")
    edit.tell()
    page.shown.clear()


def ticks(stage: Stage) -> Iterator[QWidget]:
    """Open the list of values under a filter."""
    page = _with_filters(stage, {"category": "正式党员"})
    if page is None:
        return
    row = page.shown.narrowing.row
    row.open_list("category")
    yield stage.window
    row.list.close()
    page.shown.clear()


def nothing_left(stage: Stage) -> Iterator[QWidget]:
    """Leave nobody: the way out is named."""
    page = _with_filters(stage, {"birth": ">=2008-01", "category": "正式党员"})
    if page is None:
        return
    yield stage.window
    page.shown.clear()


def faulty_cell(stage: Stage) -> Iterator[QWidget]:
    """Edit a cell, and one whose new text cannot stand."""
    page = _peopled(stage)
    if page is None:
        return
    grid = page.grid
    grid.choice.choose(_cell(grid, 4, "birth"))
    grid.edit_current()
    yield stage.window
    grid.editing.box.part.setText("1994-13")
    grid.editing.checked()
    yield stage.window
    grid.editing.cancel()


def block(stage: Stage) -> Iterator[QWidget]:
    """Select a block of cells, then tick rows."""
    page = _peopled(stage)
    if page is None:
        return
    choice = page.grid.choice
    choice.choose(_cell(page.grid, 3, "birth"))
    choice.extend(_cell(page.grid, 8, "group"))
    yield stage.window
    choice.choose(_cell(page.grid, 2, "name"))
    for row in (2, 4, 5, 9):
        choice.toggle(page.grid.model.index(row, 0))
    yield stage.window
    choice.choose(_cell(page.grid, 0, "name"))


def save_view(stage: Stage) -> Iterator[QWidget]:
    """Ask what a view is called."""
    page = _with_filters(stage, {"birth": ">=1988-01"})
    if page is None:
        return
    page.shown.views.save()
    page.shown.views.dialog.form.set_value("name", "35 岁以下党员")
    yield page.shown.views.dialog
    stage.fold(page.shown.views.dialog)
    page.shown.clear()


def own_view(stage: Stage) -> Iterator[QWidget]:
    """Show a view of one's own, changed since it was stored."""
    page = _with_filters(stage, {"birth": ">=1988-01"})
    if page is None:
        return
    page.shown.views._store_new("35 岁以下党员")  # noqa: SLF001 -- as its dialog does
    _with_filters(stage, {"category": "正式党员"})
    stage.window.undo_bar.hide()
    yield stage.window
    page.shown.views.delete()
    page.show_view("在册党员")


def columns(stage: Stage) -> Iterator[QWidget]:
    """Choose what the list shows."""
    from partyoffice.ui.column_dialog import ColumnDialog

    shown = ColumnDialog(stage.page(KEY).grid, stage.window)
    shown.show()
    yield shown
    stage.fold(shown)


def menu(stage: Stage) -> Iterator[QWidget]:
    """Open the menu of a person."""
    from partyoffice.members.page.commands import PERSON_MENU

    stage.page(KEY)
    opened = stage.window.actions_table.menu_of(PERSON_MENU)
    opened.popup(stage.window.mapToGlobal(QPoint(stage.window.width() // 3, 200)))
    yield stage.window
    opened.close()


def card(stage: Stage) -> Iterator[QWidget]:
    """Show each tab of the card, slid over the list where the window is narrow."""
    page = _peopled(stage)
    if page is None:
        return
    folded = page.pane.isHidden()
    if folded:
        page.toggle_card()
    for at in range(page.pane.tabs.count()):
        page.pane.tabs.setCurrentIndex(at)
        yield stage.window
    page.pane.tabs.setCurrentIndex(0)
    if folded:
        page.toggle_card()


def _ticked(stage: Stage) -> Any:  # noqa: ANN401 -- the roster's tab
    page = _peopled(stage)
    if page is not None:
        page.grid.choice.choose(_cell(page.grid, 3, "name"))
        for row in range(3, 15):
            page.grid.choice.toggle(page.grid.model.index(row, 0))
    return page


def _untick(page: Any) -> None:  # noqa: ANN401 -- the roster's tab
    page.grid.choice.choose(_cell(page.grid, 0, "name"))


def paste(stage: Stage) -> Iterator[QWidget]:
    """Look at what a paste would change, some of it faulty."""
    page = _peopled(stage)
    if page is None:
        return
    page.grid.choice.choose(_cell(page.grid, 2, "sex"))
    held = QMimeData()
    held.setText(PASTED)
    QGuiApplication.clipboard().setMimeData(held)
    shown: Any = pasting.paste(page.grid)
    yield shown
    stage.fold(shown)
    QGuiApplication.clipboard().clear()


def batch(stage: Stage) -> Iterator[QWidget]:
    """Set one field of twelve people."""
    page = _ticked(stage)
    if page is None:
        return
    shown: Any = pasting.batch(page.grid)
    shown.what.editors["#what"].set_value("title_name")
    shown.what.edited.emit("#what")
    shown.value.editors["title_name"].set_value("高级教师")
    shown.preview()
    yield shown
    stage.fold(shown)
    _untick(page)


def batch_change(stage: Stage) -> Iterator[QWidget]:
    """Change the group of twelve people from a day on."""
    page = _ticked(stage)
    if page is None:
        return
    page.grid.edits.ask_many(page.grid.choice.ids(), "group")
    shown = page.grid.edits.dialog
    editor = shown.form.editors["group"]
    editor.set_value(editor.choices[0].value)
    shown.form.editors["on"].set_value(Day.parse("2026-09-01"))
    shown.preview()
    yield shown
    stage.fold(shown)
    _untick(page)


def bars(stage: Stage) -> Iterator[QWidget]:
    """Show each kind of note, and the bar with the way back."""
    stage.page(KEY)
    messages, nothing = stage.window.messages, _nothing
    messages.error("没有导出", "名册文件正在 WPS 中打开，没有覆盖。数据未变，关闭后重试。", ("重试", nothing))
    messages.done("已将 阿依古丽·买买提 移入回收站", nothing)
    yield stage.window
    messages.warn("两人同名", "“石晓峰”有两位，请按出生年月选择。", ("查看", nothing))
    yield stage.window
    messages.inform("已导入 43 行", "5 行有问题，已另存为有问题的行。", ("打开文件夹", nothing))
    yield stage.window


def _nothing() -> None:
    """Stand in for a link that nobody presses."""


def draft(stage: Stage) -> Iterator[QWidget]:
    """Offer what was left in a form that was never saved."""
    stage.page(KEY)
    kept = {"name": "林知夏", "birth": "1996-04"}
    one = Draft("picture", "新增党员", KEY, {"form": "new", "category": "正式党员"}, kept)
    stage.window.desk.drafts.keep(one)
    drafts.offer(stage.window.desk)
    yield stage.window
    stage.window.desk.drafts.drop(one.key)
