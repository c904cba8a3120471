from datetime import date
from random import Random

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from partyoffice.app.import_preview import EMPTY_WORD
from partyoffice.app.import_questions import ASK
from partyoffice.app.importing import CHOOSE, PREVIEW, QUESTIONS, ImportDialog
from partyoffice.core import clock
from partyoffice.core.invented import invent_id_number
from partyoffice.intake.target import Verdict
from partyoffice.members.queries import everyone
from partyoffice.store import settings
from partyoffice.store.settings import OPERATOR

HEADS = [
    "姓名",
    "性别",
    "出生日期",
    "公民身份号码",
    "人员类别",
    "入党时间",
    "转正时间",
    "所在党支部",
    "手机号码",
]


def person(
    name,
    born="1988-02-11",
    phone="19900000001",
    branch="第一党支部",
    joined="2012-06-21",
    number=None,
    full="2013-06-21",
):
    number = number or invent_id_number(
        Random(born), date.fromisoformat(born), "女"
    )  # the same for the same day
    return [name, "女", born, number, "正式党员", joined, full, branch, phone]


def sheet(path, rows, heads=HEADS, hidden=()):
    book = openpyxl.Workbook()
    page = book.active
    page.title = "党员"
    page.append(heads)
    for row in rows:
        page.append(row)
    for number in hidden:
        page.row_dimensions[number].hidden = True
    book.save(path)
    return path


def people(office):
    with office.reading() as session:
        return {one.name: one for one in everyone(session, clock.today())}


@pytest.fixture
def window(show, empty):
    return show(empty)


@pytest.fixture
def open_import(window, rest):
    def run(path) -> ImportDialog:
        dialog = window.dialogs.open("import", path=path)
        rest(window)
        return dialog

    return run


GOOD = [person("林知夏"), person("沈砚秋", "1990-05-02", "19900000002")]


def test_a_good_sheet_goes_straight_to_the_preview_and_comes_in_whole(open_import, window, rest, tmp_path):
    dialog = open_import(sheet(tmp_path / "名册.xlsx", GOOD))
    assert dialog.stack.currentIndex() == PREVIEW
    assert dialog.go.text() == "导入 2 行"
    assert not people(window.office)
    dialog.go.click()
    rest(window)
    assert set(people(window.office)) == {"林知夏", "沈砚秋"}
    note = window.messages.notes[-1]
    assert note.what == "已导入 2 行"
    assert [words for words, _ in note.links] == ["撤销导入"]


def test_the_import_is_taken_back_from_the_result_bar(open_import, window, rest, tmp_path):
    open_import(sheet(tmp_path / "名册.xlsx", GOOD)).go.click()
    rest(window)
    dict(window.messages.notes[-1].links)["撤销导入"]()
    rest(window)
    assert not people(window.office)
    assert window.messages.notes[-1].what.startswith("已撤销")


def test_the_import_is_one_step_of_undo(open_import, window, rest, tmp_path):
    open_import(sheet(tmp_path / "名册.xlsx", GOOD)).go.click()
    rest(window)
    window.undo()
    assert not people(window.office)
    told = window.messages.notes[-1]
    assert told.what == "已撤销一次导入"
    dict(told.links)["重做（Ctrl+Y）"]()
    assert set(people(window.office)) == {"林知夏", "沈砚秋"}


def test_faulty_rows_are_named_and_only_the_good_ones_come_in(open_import, window, rest, tmp_path, paths):
    bad = person("方砚舟", "1991-03-04", joined="2019.2.30")
    dialog = open_import(sheet(tmp_path / "名册.xlsx", [*GOOD, bad]))
    assert dialog.go.text() == "只导入没有问题的 2 行"
    assert dialog.said.text() == "1 行有问题，不能全部导入"
    pane = dialog.preview
    assert pane.list.lines.lines[0].cells[:2] == ("第 4 行", "入党时间")
    pane.errors.click()
    rest(window)
    book = openpyxl.load_workbook(tmp_path / "名册_有问题的行.xlsx")
    assert book.active.cell(2, book.active.max_column).value.startswith("入党时间：")
    dialog.go.click()
    rest(window)
    assert set(people(window.office)) == {"林知夏", "沈砚秋"}
    assert "1 行有问题，没有导入" in window.messages.notes[-1].sentence


def test_a_problem_leads_to_its_cell(open_import, tmp_path):
    bad = person("方砚舟", "1991-03-04", joined="2019.2.30")
    pane = open_import(sheet(tmp_path / "名册.xlsx", [*GOOD, bad])).preview
    pane.verdicts.segments[Verdict.NEW].click()
    assert pane.grid.model.rowCount() == 2
    pane.list.setCurrentIndex(pane.list.lines.index(0))
    index = pane.grid.body.currentIndex()
    assert pane.grid.model.record(index.row()).row.number == 4
    assert pane.grid.model.columns[index.column()].key == "joined"


def test_the_verdicts_count_and_filter(open_import, window, rest, tmp_path):
    open_import(sheet(tmp_path / "名册.xlsx", GOOD)).go.click()
    rest(window)
    changed = person("沈砚秋", "1990-05-02", "19900000009")
    pane = open_import(
        sheet(tmp_path / "名册2.xlsx", [GOOD[0], changed, person("方砚舟", "1991-03-04")])
    ).preview
    counts = {verdict: segment.count for verdict, segment in pane.verdicts.segments.items()}
    assert counts == {None: 3, Verdict.NEW: 1, Verdict.CHANGED: 1, Verdict.SAME: 1, Verdict.BAD: 0}
    pane.verdicts.segments[Verdict.CHANGED].click()
    one = pane.grid.model.record(0)
    assert (one.changes["phone"].old, one.changes["phone"].new) == ("19900000002", "19900000009")
    assert EMPTY_WORD


def test_the_same_file_again_has_nothing_to_import(open_import, window, rest, tmp_path):
    path = sheet(tmp_path / "名册.xlsx", GOOD)
    open_import(path).go.click()
    rest(window)
    again = open_import(path)
    assert not again.go.isEnabled()
    assert again.go.toolTip() == "没有新增或更新的行"


AMBIGUOUS = [*HEADS, "职务"]
OFFICERS = [[*person("林知夏"), "党支部书记"], [*person("沈砚秋", "1990-05-02"), "支部委员"]]


def test_a_heading_with_two_meanings_is_asked_once_and_remembered(open_import, window, rest, tmp_path):
    path = sheet(tmp_path / "名册.xlsx", OFFICERS, AMBIGUOUS)
    dialog = open_import(path)
    assert dialog.stack.currentIndex() == QUESTIONS
    assert not dialog.go.isEnabled()
    assert "职务" in dialog.said.text()
    combo = dialog.questions.combos["职务"]
    assert combo.currentText() == ASK
    combo.setCurrentText("党内职务")
    dialog.go.click()
    rest(window)
    assert dialog.stack.currentIndex() == PREVIEW
    dialog.go.click()
    rest(window)
    assert people(window.office)["林知夏"].post == "党支部书记"
    more = [[*person("方砚舟", "1991-03-04"), "支部委员"]]
    assert open_import(sheet(tmp_path / "名册2.xlsx", more, AMBIGUOUS)).stack.currentIndex() == PREVIEW


def test_an_unknown_column_can_be_pointed_out(open_import, window, rest, tmp_path):
    path = sheet(tmp_path / "名册.xlsx", [[*GOOD[0], "语文"]], [*HEADS, "所教的课"])
    dialog = open_import(path)
    assert dialog.stack.currentIndex() == PREVIEW
    dialog.back.click()
    assert dialog.stack.currentIndex() == QUESTIONS
    dialog.questions.combos["所教的课"].setCurrentText("任教学科")
    dialog.go.click()
    rest(window)
    dialog.go.click()
    rest(window)
    assert people(window.office)["林知夏"].card["subject"] == "语文"


def test_a_branch_nobody_knows_is_created_only_if_ticked(open_import, window, rest, tmp_path):
    rows = [GOOD[0], person("沈砚秋", "1990-05-02", branch="第二党枝部")]
    dialog = open_import(sheet(tmp_path / "名册.xlsx", rows))
    assert set(dialog.preview.ticks) >= {"第二党枝部"}
    dialog.preview.ticks["第二党枝部"].click()
    rest(window)
    assert dialog.go.text() == "只导入没有问题的 1 行"
    assert "没有勾选新建" in dialog.ready().problems[0].message
    dialog.preview.ticks["第二党枝部"].click()
    rest(window)
    assert dialog.go.text() == "导入 2 行"


def test_hidden_rows_come_in_only_when_ticked(open_import, window, rest, tmp_path):
    dialog = open_import(sheet(tmp_path / "名册.xlsx", GOOD, hidden=[3]))
    assert dialog.go.text() == "导入 1 行"
    assert dialog.preview.take_hidden.text() == "隐藏的 1 行也导入"
    dialog.preview.take_hidden.click()
    rest(window)
    assert dialog.go.text() == "导入 2 行"


def test_two_sheets_that_fit_alike_are_asked_about(open_import, window, rest, tmp_path):
    path = sheet(tmp_path / "名册.xlsx", GOOD)
    book = openpyxl.load_workbook(path)
    copy = book.copy_worksheet(book.active)
    copy.title = "去年"
    book.save(path)
    dialog = open_import(path)
    assert dialog.stack.currentIndex() == CHOOSE
    assert [dialog.choose.sheets.itemText(at) for at in range(2)] == ["党员", "去年"]
    dialog.choose.sheets.setCurrentText("去年")
    dialog.go.click()
    rest(window)
    assert dialog.ready().sheet == "去年"


@pytest.mark.parametrize("name", ["照片.xlsx", "说明.docx"])
def test_a_wrong_file_is_refused_in_one_sentence(open_import, tmp_path, name):
    (tmp_path / name).write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 200)
    dialog = open_import(tmp_path / name)
    assert dialog.stack.currentIndex() == CHOOSE
    assert len(dialog.bar.notes) == 1
    assert name in dialog.bar.notes[0].what


def test_an_office_changed_meanwhile_asks_for_a_new_preview(open_import, window, rest, tmp_path):
    dialog = open_import(sheet(tmp_path / "名册.xlsx", GOOD))
    with window.office.change("修改设置：操作人") as session:
        settings.put(session, OPERATOR, "沈砚秋")
    dialog.go.click()
    rest(window)
    assert dialog.bar.notes[0].what == "预览之后数据又改过"
    assert not people(window.office)


def test_a_full_disk_leaves_everything_as_it_was(open_import, window, rest, tmp_path, monkeypatch):
    from partyoffice.core.errors import OfficeError

    def refuse(*_):
        raise OfficeError("磁盘只剩 3 MB，备份需要 11 MB", remedy="请清理磁盘或换一个位置再备份")

    dialog = open_import(sheet(tmp_path / "名册.xlsx", GOOD))
    monkeypatch.setattr(window.office, "back_up", refuse)
    dialog.go.click()
    rest(window)
    assert dialog.isVisible()
    assert dialog.bar.notes[0].what == "磁盘只剩 3 MB，备份需要 11 MB"
    assert not people(window.office)


def test_a_cancelled_reading_leaves_the_dialog_open(window, rest, tmp_path):
    dialog = window.dialogs.open("import", path=sheet(tmp_path / "名册.xlsx", GOOD))
    from partyoffice.ui import tasks

    tasks._running[-1].stop()
    rest(window)
    assert dialog.isVisible()
    assert dialog.stack.currentIndex() in {CHOOSE, PREVIEW}


def test_a_sheet_dropped_on_the_window_opens_the_preview(window, rest, tmp_path):
    path, data = sheet(tmp_path / "名册.xlsx", GOOD), QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)
    rest(window)
    assert window.dialogs.newest.ready().file == "名册.xlsx"


def test_the_template_is_saved_and_its_sample_row_refused(window, rest, tmp_path, paths, open_import):
    dialog = window.dialogs.open("template")
    dialog.on_save()
    rest(window)
    path = tmp_path / "党员名册_导入模板.xlsx"
    assert paths == [("template", path.name)]
    assert window.messages.notes[-1].what == "已保存导入模板"
    again = open_import(path)
    assert not again.go.isEnabled()
    assert "示例行" in again.ready().problems[0].message


def test_ctrl_enter_does_what_the_red_button_says_and_nothing_while_it_is_blocked(window, qtbot):
    dialog = window.dialogs.open("import")
    pressed = []
    dialog.go.clicked.disconnect()
    dialog.go.clicked.connect(lambda: pressed.append(1))
    held = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(dialog.choose.pick, Qt.Key.Key_Return, held)
    assert not pressed
    dialog.go.block("")
    qtbot.keyClick(dialog.choose.pick, Qt.Key.Key_Return, held)
    assert pressed == [1]
    dialog.reject()
