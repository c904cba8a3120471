from operator import itemgetter

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.ui.chips import Chip, ChipRow
from partyoffice.ui.column_dialog import ColumnDialog
from partyoffice.ui.column_list import ColumnList, Entry
from partyoffice.ui.filters import Filterable, Filters, Way
from partyoffice.ui.grid import Grid
from partyoffice.ui.narrowing import QUERY, Narrowing
from partyoffice.ui.tick_list import TickModel

Key, Held = Qt.Key, Qt.KeyboardModifier
LEFT = Qt.MouseButton.LeftButton
JOINED = Field("joined", "入党时间", Kind.DAY)


def joined(row):
    return Day.parse(row[3]) if row[3] else None


@pytest.fixture
def host(qtbot):
    """A window for list and chips."""
    made = QWidget()
    qtbot.addWidget(made)
    QVBoxLayout(made)
    made.resize(900, 500)
    return made


@pytest.fixture
def grid(host, model):
    """The roster of five, three columns frozen."""
    made = Grid(model, frozen=3, unit="人")
    host.layout().addWidget(made)
    host.show()
    return made


@pytest.fixture
def narrowing(host, grid):
    """The roster of five with its filter row and chips."""
    chips = ChipRow()
    host.layout().insertWidget(0, chips)
    columns = (
        Filterable("name", "姓名", itemgetter(1), hint="姓名或拼音"),
        Filterable("sex", "性别", itemgetter(2), Way.CHOICE),
        Filterable.of(JOINED, joined),
        Filterable("id_number", "身份证号", itemgetter(4), hint="尾号"),
        Filterable.of(Field("count", "次数", Kind.NUMBER), itemgetter(5)),
    )
    filters = Filters(columns)
    filters.fill([grid.model.record(row) for row in range(grid.model.rowCount())])
    made = Narrowing(grid, filters, chips, grid.model._search.find)
    grid.narrowing = made
    made.row.show_row(True)
    made.row.place()
    return made


def names(grid):
    return "".join(grid.model.record(row)[1][0] for row in range(grid.model.rowCount()))


def typed(qtbot, narrowing, key, text):
    edit = narrowing.row.edits[key]
    edit.clear()
    qtbot.keyClicks(edit, text)
    qtbot.keyClick(edit, Key.Key_Return)
    return edit


# The row ---------------------------------------------------------------------------------------


def test_each_editor_stands_above_its_column_in_both_views(grid, narrowing):
    for key in ("name", "sex", "joined"):
        at = grid.model.place_of(key)
        head = grid.columns.view_of(at).head()
        edit = narrowing.row.edits[key]
        assert edit.parentWidget() is head.viewport()
        assert edit.isVisible()
        assert edit.x() - 4 == head.sectionViewportPosition(at)
        assert edit.width() + 8 == head.sectionSize(at)
        assert edit.y() >= head.height() - head.strip_height()


def test_editors_follow_a_resized_a_moved_and_a_scrolled_column(grid, narrowing, qtbot):
    head, at = grid.body.head(), grid.model.place_of("joined")
    edit = narrowing.row.edits["joined"]
    grid.body.setColumnWidth(grid.model.place_of("sex"), 150)
    qtbot.waitUntil(lambda: edit.x() - 4 == head.sectionViewportPosition(at))
    head.moveSection(head.visualIndex(at), head.visualIndex(grid.model.place_of("count")))
    qtbot.waitUntil(lambda: edit.x() - 4 == head.sectionViewportPosition(at))
    grid.window().resize(420, 300)
    before = edit.x()
    grid.body.horizontalScrollBar().setValue(60)
    assert edit.x() == before - grid.body.horizontalScrollBar().value()


def test_a_column_that_is_hidden_or_frozen_takes_its_editor_along(grid, narrowing, qtbot):
    grid.show_column("sex", shown=False)
    qtbot.waitUntil(lambda: not narrowing.row.edits["sex"].isVisible())
    grid.freeze_to("joined")
    edit = narrowing.row.edits["joined"]
    qtbot.waitUntil(lambda: edit.parentWidget() is grid.left.head().viewport())


def test_typing_filters_and_enter_goes_to_the_list(grid, narrowing, qtbot):
    edit = narrowing.row.edits["joined"]
    edit.setFocus()
    qtbot.keyClicks(edit, ">=2013")
    qtbot.waitUntil(lambda: names(grid) == "阿骆")
    qtbot.keyClick(edit, Key.Key_Return)
    assert grid.body.hasFocus()
    assert edit.text() == "≥2013"
    assert edit.property("filter") == "filled"
    assert grid.body.head().filtered == {"joined"}
    assert grid.status() == "共 5 人·筛选后 2 人"


def test_down_goes_to_the_list_as_enter_does(grid, narrowing, qtbot):
    edit = narrowing.row.edits["name"]
    edit.setFocus()
    qtbot.keyClick(edit, Key.Key_Down)
    assert grid.body.hasFocus()


def test_composing_letters_do_not_filter_but_what_is_committed_does(grid, narrowing, qtbot, qapp, commit):
    edit = narrowing.row.edits["name"]
    edit.setFocus()
    told = []
    edit.typed.connect(told.append)
    qapp.sendEvent(edit, QInputMethodEvent("shen'yan", []))
    assert edit.composing()
    qtbot.keyClick(edit, Key.Key_Return)
    qtbot.keyClick(edit, Key.Key_Escape)
    assert not edit._rest.isActive()
    assert (told, names(grid), edit.hasFocus()) == ([], "沈阿方林骆", True)
    commit(edit, "砚")
    qtbot.waitUntil(lambda: names(grid) == "沈方")


def test_escape_clears_the_editor_and_then_goes_back(grid, narrowing, qtbot):
    edit = typed(qtbot, narrowing, "sex", "")
    narrowing.row.tick("sex", ["男"])
    assert names(grid) == "方骆"
    edit.setFocus()
    qtbot.keyClick(edit, Key.Key_Escape)
    assert (names(grid), edit.hasFocus()) == ("沈阿方林骆", True)
    qtbot.keyClick(edit, Key.Key_Escape)
    assert grid.body.hasFocus()


def test_a_filter_that_cannot_be_read_gets_a_red_frame_and_a_sentence_and_filters_nothing(
    grid, narrowing, qtbot
):
    edit = narrowing.row.edits["joined"]
    edit.setFocus()
    qtbot.keyClicks(edit, "2012")
    qtbot.waitUntil(lambda: names(grid) == "沈")
    qtbot.keyClicks(edit, "-99")
    qtbot.waitUntil(lambda: names(grid) == "沈阿方林骆")
    assert not edit.bad(), "who is still writing is left in peace"
    qtbot.keyClick(edit, Key.Key_Return)
    assert edit.bad()
    assert edit.hasFocus()
    assert "2012-99" in narrowing.row.bubble.text()
    assert narrowing.row.bubble.isVisible()
    qtbot.keyClick(edit, Key.Key_Escape)
    assert not edit.bad()
    assert not narrowing.row.bubble.isVisible()


def test_a_masked_number_is_found_by_its_tail_and_stays_masked(grid, narrowing, qtbot):
    typed(qtbot, narrowing, "id_number", "2216")
    assert names(grid) == "方"
    assert "*" in grid.model.text(0, grid.model.place_of("id_number"))


def test_hiding_the_row_keeps_its_filters_as_chips(grid, narrowing, qtbot):
    typed(qtbot, narrowing, "name", "")
    narrowing.row.tick("sex", ["女"])
    tall = grid.body.head().height()
    narrowing.row.toggle()
    assert grid.body.head().height() < tall
    assert not narrowing.row.edits["sex"].isVisible()
    assert (names(grid), len(narrowing.chips.chips)) == ("沈阿林", 1)
    narrowing.row.toggle()
    assert narrowing.row.edits["sex"].text() == "女"


def test_showing_the_row_goes_to_the_editor_of_the_current_column(grid, narrowing, qtbot):
    narrowing.row.toggle()
    grid.choice.choose(grid.model.index(1, grid.model.place_of("joined")))
    narrowing.row.toggle()
    assert narrowing.row.edits["joined"].hasFocus()


def test_tab_goes_through_the_editors_from_left_to_right_and_then_to_the_list(grid, narrowing, qtbot):
    row, visited = narrowing.row, []
    row.edits["name"].setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(5):
        focus = grid.window().focusWidget()
        visited.append(next((key for key, edit in row.edits.items() if edit is focus), "?"))
        qtbot.keyClick(focus, Key.Key_Tab)
    assert visited == ["name", "sex", "joined", "id_number", "count"]
    assert grid.body.hasFocus()


def test_an_editor_with_the_keyboard_is_brought_into_sight(grid, narrowing, qtbot):
    grid.window().resize(420, 300)
    narrowing.row.place()
    edit = narrowing.row.edits["count"]
    edit.setFocus(Qt.FocusReason.TabFocusReason)
    assert grid.body.head().viewport().rect().contains(edit.geometry())


def test_a_press_beside_an_editor_does_not_sort(grid, narrowing, qtbot):
    head = grid.body.head()
    at = QPoint(head.sectionViewportPosition(grid.model.place_of("state")) + 20, head.height() - 8)
    qtbot.mouseClick(head.viewport(), LEFT, pos=at)
    assert grid.model.sorted_by is None
    qtbot.mouseClick(head.viewport(), LEFT, pos=QPoint(at.x(), 8))
    assert grid.model.sorted_by is not None


# The ticks -------------------------------------------------------------------------------------


def test_alt_down_opens_the_values_with_counts_and_space_ticks(grid, narrowing, qtbot):
    edit = narrowing.row.edits["sex"]
    edit.setFocus()
    qtbot.keyClick(edit, Key.Key_Down, Held.AltModifier)
    popup = narrowing.row.list
    assert [popup.model._all[0], popup.model._all[1]] == [("女", 3), ("男", 2)]
    qtbot.keyClick(popup.view, Key.Key_Down)
    qtbot.keyClick(popup.view, Key.Key_Space)
    assert (names(grid), edit.text()) == ("方骆", "男")
    qtbot.keyClick(popup.view, Key.Key_Return)
    assert narrowing.row.list is None
    assert edit.hasFocus()


def test_a_long_list_of_values_is_searched_by_typing(grid, narrowing, qtbot):
    labels = [(f"第{at}党支部", at) for at in range(1, 13)]
    narrowing.filters.labels = lambda _key, _among=None: labels
    narrowing.row.open_list("sex")
    popup = narrowing.row.list
    assert popup.focusWidget() is popup.line
    popup.line.setText("1")
    qtbot.keyClick(popup.line, Key.Key_Down)
    qtbot.keyClick(popup.line, Key.Key_Space)
    assert popup.model.in_order() == [popup.model.labels()[1]]
    qtbot.keyClick(popup.line, Key.Key_Space)
    popup.line.setText("12")
    assert popup.model.labels() == ["第12党支部"]
    told = []
    popup.ticked.connect(told.append)
    qtbot.keyClick(popup.line, Key.Key_Return)
    assert told == [["第12党支部"]]


def test_days_are_ticked_by_year_with_the_blank_ones_last(grid, narrowing):
    narrowing.row.open_list("joined")
    popup = narrowing.row.list
    shown = [popup.model.index(row).data() for row in range(popup.model.rowCount())]
    assert shown == ["2026", "2013", "2012", "2011", "（空白）"]
    popup.model.toggle(4)
    assert names(grid) == "林"
    popup.close()


def test_the_model_of_ticks_is_sound(qtmodeltester, qapp):
    model = TickModel([("男", 2), ("女", 3), ("", 1)], frozenset({"男"}), lambda _label: ("nv",))
    qtmodeltester.check(model)
    model.find("nv")
    model.set_ticked(["女"], ticked=True)
    assert model.in_order() == ["男", "女"]


# Chips -----------------------------------------------------------------------------------------


def test_every_filter_and_the_search_has_a_chip_that_takes_it_away(grid, narrowing, qtbot):
    narrowing.row.tick("sex", ["女", "男"])
    typed(qtbot, narrowing, "joined", ">=2011")
    narrowing.search("砚")
    told = [(chip.name, chip.value) for chip in narrowing.chips.chips]
    assert told == [("查找", "砚"), ("性别", "女、男"), ("入党时间", "2011 以后")]
    assert names(grid) == "沈方"
    narrowing.remove("joined")
    assert narrowing.row.edits["joined"].text() == ""
    with qtbot.waitSignal(narrowing.cleared):
        narrowing.remove(QUERY)
    assert [chip.name for chip in narrowing.chips.chips] == ["性别"]
    narrowing.clear()
    assert (names(grid), narrowing.chips.isVisible()) == ("沈阿方林骆", False)


def test_del_on_a_chip_leaves_the_keyboard_on_the_next_one(grid, narrowing, qtbot):
    narrowing.row.tick("sex", ["女"])
    narrowing.row.tick("count", ["1", "3"])
    first = narrowing.chips.chips[0]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(first, Key.Key_Delete)
    left = narrowing.chips.chips
    assert [chip.key for chip in left] == ["count"]
    assert left[0].hasFocus()
    qtbot.keyClick(left[0], Key.Key_Delete)
    assert not narrowing.filters.active


def test_many_chips_break_into_lines_and_never_widen_the_window(qtbot):
    row = ChipRow()
    qtbot.addWidget(row)
    row.resize(500, 36)
    row.fill([(str(at), "所在党支部", "第三党支部（行政后勤）" * 6) for at in range(5)], "按姓名排序")
    assert row.minimumSizeHint().width() <= 500
    assert all(chip.geometry().right() <= 500 for chip in row.chips)
    assert row.height() >= row.chips[-1].geometry().bottom()
    assert "行政后勤" in row.chips[0].toolTip()
    tall = row.height()
    row.fill((), "")
    assert not row.findChildren(Chip, options=Qt.FindChildOption.FindDirectChildrenOnly)[0].isVisible()
    row.fill([("a", "性别", "女")], "")
    assert row.height() < tall


def test_the_order_stands_at_the_right_of_the_chips(grid, narrowing):
    narrowing.row.tick("sex", ["女"])
    grid.sort_by(grid.model.place_of("joined"))
    assert narrowing.chips.note.text() == "按入党时间排序"


# The columns -----------------------------------------------------------------------------------


def open_columns(grid, qtbot):
    dialog = ColumnDialog(grid, grid)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_columns_are_found_by_typing_and_ticked_by_space(grid, qtbot, commit):
    dialog = open_columns(grid, qtbot)
    assert dialog.focusWidget() is dialog.line
    commit(dialog.line, "入党")
    assert dialog.columns.rowCount() == 1
    qtbot.keyClick(dialog.line, Key.Key_Space)
    with qtbot.waitSignal(grid.layout_changed):
        qtbot.keyClick(dialog.line, Key.Key_Return)
    assert "joined" in grid.columns.state()["hidden"]


def test_alt_and_arrows_move_a_column(grid, qtbot):
    dialog = open_columns(grid, qtbot)
    titles = [entry.title for entry in dialog.columns.entries]
    dialog.view.setCurrentIndex(dialog.columns.index(titles.index("性别")))
    qtbot.keyClick(dialog.view, Key.Key_Down, Held.AltModifier)
    assert dialog.view.currentIndex().data() == "性别"
    dialog.accept()
    order = grid.columns.state()["order"]
    assert order.index("joined") < order.index("sex")


def test_columns_are_found_by_initials_and_gone_through_with_the_arrows(grid, qtbot):
    grid.label_keys = lambda title: {"入党时间": ("rudangshijian", "rdsj")}.get(title, ())
    dialog = open_columns(grid, qtbot)
    qtbot.keyClicks(dialog.line, "rdsj")
    assert [dialog.columns.index(row).data() for row in range(dialog.columns.rowCount())] == ["入党时间"]
    qtbot.keyClick(dialog.line, Key.Key_Escape)
    assert dialog.isVisible()
    for _ in range(3):
        qtbot.keyClick(dialog.line, Key.Key_Down)
    assert dialog.view.currentIndex().row() == 3
    qtbot.keyClick(dialog.line, Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_first_columns_are_always_shown(grid, qtbot):
    dialog = open_columns(grid, qtbot)
    assert not dialog.columns.toggle(0)
    assert dialog.columns.note(dialog.columns.entries[0]) == "冻结"
    dialog.thaw.click()
    assert dialog.columns.note(dialog.columns.entries[0]) == "总是显示"


def test_freezing_is_chosen_in_the_dialog_and_the_default_comes_back(grid, qtbot):
    dialog = open_columns(grid, qtbot)
    titles = [entry.title for entry in dialog.columns.entries]
    dialog.view.setCurrentIndex(dialog.columns.index(titles.index("入党时间")))
    dialog.freeze.click()
    dialog.accept()
    assert grid.columns.state()["frozen"][-1] == "joined"
    again = open_columns(grid, qtbot)
    again.thaw.click()
    again.accept()
    assert grid.columns.state()["frozen"] == []
    third = open_columns(grid, qtbot)
    third.usual.click()
    third.accept()
    assert grid.columns.state()["frozen"] == ["tick", "number", "name"]


def test_going_back_changes_no_column(grid, qtbot):
    before = grid.columns.state()
    dialog = open_columns(grid, qtbot)
    dialog.columns.toggle(4)
    dialog.reject()
    assert grid.columns.state() == before


def test_the_model_of_columns_is_sound(qtmodeltester, qapp):
    model = ColumnList([Entry("a", "甲", True), Entry("b", "乙", False)], 1)
    qtmodeltester.check(model)
    assert model.move(0, 1) == 1
    assert model.move(1, 1) == 1
    assert [entry.key for entry in model.entries] == ["b", "a"]
