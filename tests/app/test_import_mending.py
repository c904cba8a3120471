"""The preview of an import as a workplace: cells mended in it, names led to known ones (U57, U60)."""

import openpyxl
import pytest
from PySide6.QtCore import Qt

from partyoffice.app.importing import PREVIEW
from partyoffice.intake.target import Verdict
from partyoffice.organisation.queries import tree
from partyoffice.ui import tasks, theme

from .test_import import GOOD, HEADS, people, person, sheet

BAD = person("方砚舟", "1991-03-04", joined="2019.2.30", full="2020-03-01")


@pytest.fixture
def window(show, empty):
    return show(empty)


@pytest.fixture
def open_import(window, rest):
    def run(path):
        dialog = window.dialogs.open("import", path=path)
        rest(window)
        return dialog

    return run


@pytest.fixture
def faulty(open_import, tmp_path):
    return open_import(sheet(tmp_path / "名册.xlsx", [*GOOD, BAD]))


def branches(office):
    with office.reading() as session:
        return {node.name for node in tree(session).nodes.values()}


def test_f2_on_a_problem_cell_mends_it_and_the_row_is_judged_again(faulty, window, rest, qtbot, tmp_path):
    pane = faulty.preview
    pane.next_problem()
    qtbot.keyClick(pane.list, Qt.Key.Key_Return)
    box = pane.grid.editing.box
    assert box.editor.value() == "2019.2.30"
    box.editor.set_value("2019.2.28")
    box.editor.edited.emit()
    qtbot.keyClick(box.part, Qt.Key.Key_Return)
    rest(window)
    assert faulty.ready().rows[2].verdict is Verdict.NEW
    assert faulty.go.text() == "导入 3 行"
    assert not pane.problems.isVisibleTo(pane)
    assert openpyxl.load_workbook(tmp_path / "名册.xlsx").active.cell(4, 6).value == "2019.2.30"


def mend(pane, row, key, text):
    from partyoffice.ui.edits import Change

    assert pane.edits.write([Change(row, key, text)])


def test_what_was_mended_comes_in_and_is_named_in_the_result(faulty, window, rest):
    mend(faulty.preview, 4, "joined", "2019-02-28")
    rest(window)
    faulty.go.click()
    rest(window)
    assert str(people(window.office)["方砚舟"].card["joined"]) == "2019-02-28"
    assert "在预览中改正了第 4 行 入党时间" in window.messages.notes[-1].sentence
    window.undo()
    assert not people(window.office)


def test_a_text_that_cannot_be_read_is_said_before_it_is_taken(faulty):
    from partyoffice.ui.edits import Change

    edits = faulty.preview.edits
    assert "不是有效日期" in edits.judge(Change(4, "joined", "2019.2.31"))
    assert not edits.judge(Change(4, "joined", "2019.2.28"))
    assert not edits.judge(Change(4, "joined", ""))


def test_an_emptied_cell_is_an_empty_cell_and_another_mended_later_keeps_the_first(faulty, window, rest):
    mend(faulty.preview, 4, "joined", "")
    mend(faulty.preview, 3, "phone", "19900000077")
    rest(window)
    staged = faulty.ready()
    assert "joined" not in staged.rows[2].values
    assert staged.rows[1].values["phone"] == "19900000077"
    assert not staged.problems


def test_the_place_the_filter_and_the_next_problem_stay(open_import, window, rest, tmp_path):
    other = person("骆嘉言", "1992-05-06", joined="2018.13.1")
    pane = open_import(sheet(tmp_path / "名册.xlsx", [BAD, *GOOD, other])).preview
    assert pane.grid.model.record(pane.grid.body.currentIndex().row()).row.number == 2  # already there
    pane.verdicts.segments[Verdict.BAD].click()
    mend(pane, 2, "joined", "2019-02-28")
    rest(window)
    assert pane.verdicts.current() is Verdict.BAD
    assert pane.grid.model.rowCount() == 1
    pane.next_problem()
    assert pane.grid.model.record(pane.grid.body.currentIndex().row()).row.number == 5


def test_what_was_mended_stands_in_the_error_list_and_another_file_begins_anew(
    faulty, window, rest, tmp_path, paths
):
    pane = faulty.preview
    mend(pane, 4, "phone", "19900000088")
    rest(window)
    pane.errors.click()
    rest(window)
    row = [cell.value for cell in openpyxl.load_workbook(tmp_path / "名册_有问题的行.xlsx").active[2]]
    assert "19900000088" in row
    faulty.on_file(sheet(tmp_path / "另一份.xlsx", [*GOOD, BAD]))
    rest(window)
    assert pane.corrections == {}
    assert faulty.ready().rows[2].values["phone"] == "19900000001"


def test_a_masked_number_is_mended_after_f9(open_import, window, rest, qtbot, tmp_path):
    right = person("方砚舟", "1991-03-04")[3]
    number = right[:17] + ("1" if right[17] != "1" else "2")
    wrong = person("方砚舟", "1991-03-04", number=number)
    dialog = open_import(sheet(tmp_path / "名册.xlsx", [*GOOD, wrong]))
    pane = dialog.preview
    pane.mend(dialog.ready().problems[0])
    assert pane.grid.editing.box is None
    assert "按 F9" in dialog.bar.notes[0].sentence
    qtbot.keyClick(pane.grid.body, Qt.Key.Key_F9)
    pane.mend(dialog.ready().problems[0])
    assert pane.grid.editing.box.editor.value() == number
    pane.grid.editing.cancel()
    window.desk.set_masked(True)


# --- names that would be founded ---


@pytest.fixture
def misspelt(open_import, window, rest, tmp_path):
    open_import(sheet(tmp_path / "先.xlsx", GOOD)).go.click()
    rest(window)
    rows = [person("方砚舟", "1991-03-04", branch="第一党枝部"), person("骆嘉言", "1992-05-06")]
    return open_import(sheet(tmp_path / "名册.xlsx", rows))


def test_a_misspelt_branch_is_led_to_the_one_that_is_there(misspelt, window, rest):
    pane = misspelt.preview.created
    assert pane.founded[0].like == "第一党支部"
    assert pane.words.whole() == "将新建 1 个支部：第一党枝部"
    pane.ticks["第一党枝部"].click()
    rest(window)
    assert misspelt.go.text() == "只导入没有问题的 1 行"
    combo = pane.combos["第一党枝部"]
    assert combo.itemText(1) == "第一党支部"
    combo.setCurrentIndex(1)
    combo.activated.emit(1)
    rest(window)
    assert misspelt.go.text() == "导入 2 行"
    misspelt.go.click()
    rest(window)
    assert people(window.office)["方砚舟"].branch == "第一党支部"
    assert "第一党枝部" not in branches(window.office)


def test_a_name_led_elsewhere_can_be_created_after_all(misspelt, window, rest):
    pane = misspelt.preview.created
    pane.ticks["第一党枝部"].click()
    rest(window)
    pane.combos["第一党枝部"].setCurrentIndex(1)
    pane.combos["第一党枝部"].activated.emit(1)
    rest(window)
    pane.ticks["第一党枝部"].click()
    rest(window)
    assert misspelt.ready().options.created == ["第一党枝部"]
    assert misspelt.go.text() == "导入 2 行"


def test_many_new_names_are_folded_and_keep_the_table_in_sight(open_import, tmp_path):
    rows = [
        person(f"张{chr(0x4E00 + at)}", f"19{60 + at}-01-02", branch=f"第{at}教研组支部") for at in range(30)
    ]
    dialog = open_import(sheet(tmp_path / "名册.xlsx", rows))
    pane = dialog.preview
    assert len(pane.ticks) == 30
    assert pane.created.words.whole().startswith("将新建 30 个支部：")
    pane.created.fold.click()
    assert pane.created.area.height() < 200
    assert pane.grid.height() > 60


# --- progress and cancel (U60) ---


def test_an_import_that_is_stopped_writes_not_one_row(open_import, window, rest, tmp_path, monkeypatch):
    dialog = open_import(sheet(tmp_path / "名册.xlsx", GOOD))
    shares = []

    def move(self, done, total, item=""):
        shares.append((done / total, item))
        return not item.startswith("正在写入 沈砚秋")

    monkeypatch.setattr(tasks.Task, "progress", move)
    dialog.go.click()
    rest(window)
    assert [share for share, _ in shares] == sorted(share for share, _ in shares)
    assert shares[0][1] == "正在备份"
    assert dialog.isVisible()
    assert dialog.stack.currentIndex() == PREVIEW
    assert dialog.bar.notes[0].what == "已取消"
    assert not people(window.office)
    assert "第一党支部" not in branches(window.office)
    monkeypatch.undo()
    dialog.go.click()
    rest(window)
    assert len(people(window.office)) == 2


def test_the_parts_of_the_preview_are_reached_in_reading_order(faulty, qtbot):
    pane = faulty.preview
    faulty.activateWindow()
    first = pane.verdicts.segments[None]
    first.setFocus()
    order = [first]
    for _ in range(12):
        faulty.focusNextPrevChild(True)
        order.append(faulty.focusWidget())
    known = [pane.errors, pane.day.line, pane.grid.body, pane.list, faulty.back]
    places = [order.index(part) for part in known if part in order]
    assert len(places) >= 4
    assert places == sorted(places)


def test_forty_names_for_the_columns_are_known():
    from partyoffice.members.importer import HEADINGS

    names = {name for one in HEADINGS.values() for name in one}
    assert len(names | set(HEADS)) > 40
    assert {"身份证号码", "公民身份号码", "身份证"} <= set(HEADINGS["id_number"])
    assert {"入党时间", "加入党组织日期"} <= set(HEADINGS["joined"]) | {"入党时间"}


def test_on_a_small_screen_with_large_type_table_problems_and_the_red_button_are_in_sight(
    window, open_import, rest, tmp_path, qapp
):
    theme.apply(qapp, "dark", 13)
    try:
        window.resize(1093, 560)
        dialog = open_import(sheet(tmp_path / "名册.xlsx", [*GOOD, BAD]))
        assert dialog.height() <= 520
        assert dialog.go.visibleRegion().boundingRect().size() == dialog.go.size()
        assert dialog.preview.grid.body.viewport().height() >= 2 * theme.row_height()
        assert dialog.preview.list.height() >= theme.row_height()
        dialog.reject()
    finally:
        theme.apply(qapp, "light", 10)


def test_a_dialog_whose_job_runs_does_not_go_before_the_answer(open_import, window, rest, qtbot, tmp_path):
    dialog = open_import(sheet(tmp_path / "名册.xlsx", GOOD))
    dialog.go.click()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    rest(window)
    assert len(people(window.office)) == 2
    assert window.messages.notes[-1].what == "已导入 2 行"
