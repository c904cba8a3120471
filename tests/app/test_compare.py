"""与名单核对, by keyboard: hold a list, tick, accept, undo; who is missing is named."""

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from partyoffice.app.compare_pane import Side
from partyoffice.app.comparing import CHOOSE, QUESTIONS, RESULT, CompareDialog
from partyoffice.app.importing import ImportDialog
from partyoffice.core import clock
from partyoffice.members.queries import everyone
from partyoffice.part import Wish
from partyoffice.parts import PARTS
from partyoffice.reports.write import write

COLUMNS = ("name", "sex", "ethnicity", "id_number", "admin_post", "branch", "phone")
SEX, NATION, NUMBER, POST, BRANCH, PHONE = "B", "C", "D", "E", "F", "G"


@pytest.fixture
def listed(window, tmp_path):
    """The roster as a list, to be changed by a test before it is held."""
    roster = next(one for part in PARTS for one in part.rosters if one.code == "members")
    path = tmp_path / "名单.xlsx"
    with window.office.reading() as session:
        write(
            roster.build(session, Wish(clock.today(), columns=COLUMNS, plain=True, masked=False)),
            path,
            plain=True,
        )
    book = openpyxl.load_workbook(path)
    book.active.delete_cols(book.active.max_column)
    book.save(path)

    def change(cells=(), heads=()):
        book = openpyxl.load_workbook(path)
        for place, text in (*dict(cells).items(), *dict(heads).items()):
            book.active[place] = text
        book.save(path)
        return path

    return change


@pytest.fixture
def held(window, rest, paths, listed):
    def run(cells=(), **heads) -> CompareDialog:
        dialog = window.dialogs.open("compare", path=listed(cells, heads))
        rest(window)
        return dialog

    return run


def person(window, name):
    with window.office.reading() as session:
        return next(one for one in everyone(session, clock.today()) if one.name == name)


def from_day(pane, text):
    pane.day.line.selectAll()
    QTest.keyClicks(pane.day.line, text)


def name_in(listed, row):
    return openpyxl.load_workbook(listed()).active[f"A{row}"].value


def test_the_roster_itself_differs_in_nothing(held):
    dialog = held()
    assert dialog.stack.currentIndex() == RESULT
    assert dialog.comparison().same == 24
    assert not dialog.go.isEnabled()
    assert dialog.pane.grid.model.rowCount() == 0


def test_a_cell_is_ticked_with_space_accepted_and_undone(held, listed, window, rest):
    name = name_in(listed, 2)
    before = person(window, name).card["ethnicity"]
    dialog = held({f"{NATION}2": "满族", f"{POST}3": "教务主任"})
    grid = dialog.pane.grid
    assert dialog.focusWidget() in {grid.body, grid}
    assert grid.model.rowCount() == 2
    QTest.keyClick(grid.body, Qt.Key.Key_Space)
    assert dialog.go.text() == "接受 1 处"
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    rest(window)
    assert person(window, name).card["ethnicity"] == "满族"
    assert window.office.undo_sentence == "核对名单：名单.xlsx"
    assert dialog.isVisible()
    assert [one.about.key for one in dialog.comparison().different] == ["admin_post"]
    for _press in range(2):  # what was done before this window opened is not taken back here
        QTest.keyClick(dialog.pane.grid.body, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        rest(window)
        assert person(window, name).card["ethnicity"] == before
        assert len(dialog.comparison().different) == 2
    assert window.office.redo_sentence == "核对名单：名单.xlsx"


def test_a_whole_column_is_accepted_by_its_filter(held, window, rest):
    dialog = held({f"{POST}{row}": f"职务{row}" for row in range(2, 12)} | {f"{NATION}4": "满族"})
    pane = dialog.pane
    assert pane.fields.itemText(0) == "全部栏目（11）"
    pane.fields.setCurrentIndex(pane.fields.findData("admin_post"))
    assert pane.grid.model.rowCount() == 10
    pane.all.click()
    assert len(pane.grid.ticked) == 10
    pane.fields.setCurrentIndex(0)
    assert len(pane.grid.ticked) == 10
    dialog.go.click()
    rest(window)
    assert [one.about.key for one in dialog.comparison().different] == ["ethnicity"]
    window.office.undo()
    with window.office.reading() as session:
        assert not any(
            str(one.card["admin_post"]).startswith("职务") for one in everyone(session, clock.today())
        )


def test_search_and_field_narrow_together_and_ticks_stay(held, listed):
    dialog = held({f"{POST}2": "教务主任", f"{NATION}2": "满族", f"{POST}3": "总务主任"})
    pane = dialog.pane
    pane.seek.find_now(name_in(listed, 2))
    assert pane.grid.model.rowCount() == 2
    pane.fields.setCurrentIndex(pane.fields.findData("admin_post"))
    assert pane.grid.model.rowCount() == 1
    pane.all.click()
    pane.seek.find_now("")
    pane.fields.setCurrentIndex(0)
    assert [one.about.key for one in pane.grid.chosen_cells()] == ["admin_post"]
    pane.none.click()
    assert pane.grid.chosen_cells() == []


def test_several_lines_are_ticked_alike_and_a_click_ticks_one(held):
    dialog = held({f"{POST}{row}": f"职务{row}" for row in range(2, 6)})
    grid = dialog.pane.grid
    QTest.keyClick(grid.body, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(grid.body, Qt.Key.Key_Space)
    assert len(grid.ticked) == 4
    QTest.keyClick(grid.body, Qt.Key.Key_Space)
    assert not grid.ticked
    place = grid.left.visualRect(grid.model.index(1, 0)).center()
    QTest.mouseClick(grid.left.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert [one.row for one in grid.chosen_cells()] == [3]


def test_what_cannot_be_written_cannot_be_ticked_and_says_why(held, window, qtbot):
    dialog = held({f"{BRANCH}2": "第九十党支部", f"{PHONE}3": "139****6204"})
    grid = dialog.pane.grid
    assert grid.model.rowCount() == 2
    with qtbot.waitSignal(grid.refused) as told:
        QTest.keyClick(grid.body, Qt.Key.Key_Space)
    assert "没有名为“第九十党支部”" in told.args[0]
    dialog.pane.all.click()
    assert not grid.ticked
    assert grid.model.text(1, grid.model.place_of("note")).startswith("名单中是遮盖的内容")


def test_a_change_from_an_impossible_day_loses_its_tick_with_the_reason(held, listed, window, rest):
    name = name_in(listed, 2)
    there = person(window, name)
    with window.office.reading() as session:
        other = next(
            one.branch for one in everyone(session, clock.today()) if one.branch not in {"", there.branch}
        )
    dialog = held({f"{BRANCH}2": other})
    dialog.pane.all.click()
    dialog.go.click()
    rest(window)
    assert dialog.pane.grid.refused_places == {}
    assert person(window, name).branch == other
    dialog = held({f"{BRANCH}2": there.branch, f"{NATION}2": "满族"})
    pane = dialog.pane
    from_day(pane, "1950-01-01")
    pane.all.click()
    dialog.go.click()
    rest(window)
    assert [one.about.key for one in pane.grid.chosen_cells()] == ["ethnicity"]
    why = {one.about.key: pane.grid.why(one) for one in pane.grid.cells}
    assert "时间重叠" in why["branch"]
    assert person(window, name).branch == other
    from_day(pane, str(clock.today()))
    pane.all.click()
    dialog.go.click()
    rest(window)
    assert person(window, name).branch == there.branch


def test_who_is_on_one_side_only_is_listed_and_goes_on_to_the_import(held, listed, window, rest):
    gone = name_in(listed, 4)
    dialog = held({"A4": "谭怀山", f"{NUMBER}4": "330099198802110047"})
    pane = dialog.pane
    pane.sides.choose(Side.HERE)
    assert pane.strays.lines.lines[0].cells[1] == gone
    assert not dialog.go.isEnabled()
    pane.sides.choose(Side.THERE)
    assert pane.strays.lines.lines[0].cells[:2] == ("第 4 行", "谭怀山")
    pane.bring.click()
    rest(window)
    assert isinstance(window.dialogs.newest, ImportDialog)
    assert window.dialogs.newest.choose.path == listed()


def test_a_heading_of_two_meanings_is_asked_about_first(held, window, rest):
    dialog = held({f"{POST}2": "教务主任"}, E1="职务")
    assert dialog.stack.currentIndex() == QUESTIONS
    assert dialog.said.text() == "还差：职务 对应哪一栏"
    dialog.questions.combos["职务"].setCurrentText("行政职务")
    dialog.go.click()
    rest(window)
    assert dialog.stack.currentIndex() == RESULT
    assert [one.about.key for one in dialog.comparison().different] == ["admin_post"]


def test_a_list_is_pasted_from_the_clipboard(window, rest, listed, paths):
    rows = list(openpyxl.load_workbook(listed()).active.iter_rows(values_only=True))
    rows[1] = (*rows[1][:2], "满族", *rows[1][3:])
    text = "\r\n".join("\t".join(str(value or "") for value in row) for row in rows)
    QGuiApplication.clipboard().setText(text)
    dialog = window.dialogs.open("compare")
    assert dialog.stack.currentIndex() == CHOOSE
    QTest.keyClick(dialog, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    rest(window)
    assert [(one.about.key, one.there) for one in dialog.comparison().different] == [("ethnicity", "满族")]


def test_an_empty_clipboard_and_a_file_that_is_no_list_are_refused(window, rest, tmp_path):
    QGuiApplication.clipboard().setText("")
    dialog = window.dialogs.open("compare")
    dialog.choose.paste()
    rest(window)
    assert dialog.stack.currentIndex() == CHOOSE
    assert dialog.bar.isVisible()
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04")
    dialog.on_file(tmp_path / "坏.xlsx")
    rest(window)
    assert dialog.stack.currentIndex() == CHOOSE


def test_blanks_count_only_when_asked(held, window, rest):
    dialog = held({f"{NATION}2": None})
    assert dialog.comparison().different == []
    dialog.pane.empties.click()
    rest(window)
    assert [one.there for one in dialog.comparison().different if one.about.key == "ethnicity"] == [""]


def test_sensitive_values_are_masked_until_f9(held, window):
    dialog = held({f"{PHONE}2": "19911112222"})
    grid = dialog.pane.grid
    assert grid.model.text(0, grid.model.place_of("there")) == "199****2222"
    QTest.keyClick(dialog, Qt.Key.Key_F9)
    assert grid.model.text(0, grid.model.place_of("there")) == "19911112222"
    QTest.keyClick(dialog, Qt.Key.Key_F9)


def test_the_result_is_exported_and_printed(held, window, rest, tmp_path):
    dialog = held({f"{PHONE}2": "19911112222", "A4": "谭怀山", f"{NUMBER}4": "330099198802110047"})
    QTest.keyClick(dialog, Qt.Key.Key_F9)  # what the screen shows for a while goes on no paper
    dialog.out.click()
    rest(window)
    QTest.keyClick(dialog, Qt.Key.Key_F9)
    made = next(path for path in tmp_path.iterdir() if path.name.startswith("名单核对结果"))
    texts = [
        str(value) for row in openpyxl.load_workbook(made).active.iter_rows(values_only=True) for value in row
    ]
    assert "199****2222" in texts
    assert "谭怀山" in texts
    dialog.print.click()
    rest(window)
    assert window.findChild(type(dialog).__mro__[1]) is not None
