"""Blocks of cells in and out of a list (U19-U21, U51, U53, U56)."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QToolTip

from partyoffice.core.field import Field, Kind
from partyoffice.ui import paste
from partyoffice.ui.change_pane import cell_text, verdict_of
from partyoffice.ui.choice_editor import Option
from partyoffice.ui.clipboard import read as read_block
from partyoffice.ui.grid import MASKED_COPY
from partyoffice.ui.grid_actions import CELL_MENU
from partyoffice.ui.marks import Mark
from partyoffice.ui.paste_plan import Verdict
from partyoffice.ui.paste_values import Read, empty_of, read, shown
from tests.ui.conftest import PlainEdits

Key, Held = Qt.Key, Qt.KeyboardModifier
NUMBER_AT, NAME, SEX, JOINED, ID_NUMBER, COUNT, STATE = range(1, 8)
GOOD, OTHER = "330099198802110020", "330099199604012228"
KIND = Field("kind", "类别", Kind.CHOICE, choices=("甲类", "乙类"), open=False, required=True)


class PastingEdits(PlainEdits):
    """The roster's edits, taking new records too; what is added is kept."""

    def __init__(self, grid):
        super().__init__(grid)
        self.added = []

    def judge_new(self, values):
        return "" if values.get("name") else "没有姓名，不能新增"

    def asked_of_new(self):
        return [(KIND, "")]

    def write(self, changes, verb="修改", new=()):
        self.added += [dict(row) for row in new]
        return super().write(changes, verb)


@pytest.fixture
def cells(grid):
    made = PastingEdits(grid)
    grid.edits = made
    grid.model.set_masked(False)
    grid.take_focus()
    return made


@pytest.fixture
def told(grid):
    said = []
    grid.refused.connect(said.append)
    return said


def put(text, html=""):
    made = QMimeData()
    made.setText(text)
    if html:
        made.setHtml(html)
    QGuiApplication.clipboard().setMimeData(made)


def block(grid, first, last):
    grid.choice.choose(grid.model.index(*first))
    grid.choice.extend(grid.model.index(*last))


def pasted(grid, text, at=(0, SEX), last=None):
    """Paste a text as the user does; return the preview if there is one."""
    block(grid, at, last or at)
    put(text)
    return paste.paste(grid)


def clipboard_rows():
    found = QGuiApplication.clipboard().mimeData()
    return [list(row) for row in read_block(found.text(), found.html())]


# Copying -------------------------------------------------------------------------------------


def test_ctrl_c_copies_the_block_of_cells_as_shown_and_one_cell_as_its_text(grid, qtbot):
    block(grid, (0, NAME), (1, JOINED))
    qtbot.keyClick(grid.body, Key.Key_C, Held.ControlModifier)
    assert clipboard_rows() == [["沈砚秋", "女", "2012-06-21"], ["阿依古丽·买买提", "女", "2013-07-07"]]
    block(grid, (2, NAME), (2, NAME))
    qtbot.keyClick(grid.body, Key.Key_C, Held.ControlModifier)
    assert QGuiApplication.clipboard().text() == "方砚舟"


def test_the_cell_the_keyboard_stands_in_is_copied_without_having_been_selected(grid, qtbot):
    grid.choice.settle()
    grid.copy()
    assert QGuiApplication.clipboard().text() == "沈砚秋"


def test_numbers_are_copied_masked_while_they_are_and_always_as_text(grid, monkeypatch):
    told = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, text, _over: told.append(text))
    block(grid, (0, ID_NUMBER), (0, ID_NUMBER))
    grid.copy()
    assert QGuiApplication.clipboard().text() == "330099********4122"
    assert told == [MASKED_COPY]
    grid.model.set_masked(False)
    grid.copy()
    found = QGuiApplication.clipboard().mimeData()
    assert told == [MASKED_COPY]
    assert (found.text(), "mso-number-format:'\\@'" in found.html()) == ("330099198802034122", True)


def test_headings_come_along_where_they_are_asked_for(grid):
    block(grid, (0, SEX), (1, JOINED))
    grid.copy(heads=True)
    assert clipboard_rows()[0] == ["性别", "入党时间"]


def test_cut_copies_and_clears_as_one_step(grid, cells, qtbot):
    block(grid, (0, JOINED), (1, JOINED))
    qtbot.keyClick(grid.body, Key.Key_X, Held.ControlModifier)
    assert clipboard_rows() == [["2012-06-21"], ["2013-07-07"]]
    assert cells.written == [("清除", [(11, "joined", None), (12, "joined", None)])]


def test_ticked_rows_are_not_cut_away(grid, cells, told):
    grid.choice.toggle(grid.model.index(0, 0))
    paste.cut(grid)
    assert cells.written == []
    assert "移入回收站" in told[0]


# Straight ------------------------------------------------------------------------------------


def test_one_good_value_goes_straight_into_its_cell(grid, cells, qtbot):
    block(grid, (0, JOINED), (0, JOINED))
    put("2013.7.1\r\n")
    qtbot.keyClick(grid.body, Key.Key_V, Held.ControlModifier)
    assert [
        (verb, [(one[0], one[1], str(one[2])) for one in changes]) for verb, changes in cells.written
    ] == [("粘贴", [(11, "joined", "2013-07-01")])]


def test_one_row_without_a_problem_goes_straight_too(grid, cells):
    assert pasted(grid, "男\t2013年7月1日") is None
    assert [one[1] for one in cells.written[0][1]] == ["sex", "joined"]


def test_full_width_digits_are_read_by_the_field(grid, cells):
    pasted(grid, "２０１３．７．１", (0, JOINED))
    assert str(cells.written[0][1][0][2]) == "2013-07-01"


@pytest.mark.parametrize(
    ("at", "text", "why"),
    [
        (JOINED, "2013-13-01", "不是有效日期"),
        (ID_NUMBER, "330099********4127", "遮盖后的内容"),
        (COUNT, "很多", "应为数字"),
        (COUNT, "100", "次数不能超过 99"),
        (NUMBER_AT, "7", "由程序算出"),
        (STATE, "预备", "请用“变更”"),
    ],
)
def test_one_bad_value_is_refused_in_one_sentence(grid, cells, told, at, text, why):
    assert pasted(grid, text, (0, at)) is None
    assert cells.written == []
    assert why in told[0]
    assert grid.model.columns[at].title in told[0]


def test_a_list_that_can_only_be_looked_at_says_so(grid, told):
    assert pasted(grid, "男") is None
    assert told == [paste.FIXED]


def test_an_empty_clipboard_is_told(grid, cells, told):
    pasted(grid, "")
    assert told == [paste.NOTHING]


def test_too_much_is_told_and_nothing_pasted(grid, cells, told, monkeypatch):
    monkeypatch.setattr("partyoffice.ui.clipboard.MOST_CELLS", 1)
    pasted(grid, "男\t女")
    assert "最多粘贴 1 个单元格" in told[0]
    assert cells.written == []


def test_what_was_pasted_is_selected_and_the_keyboard_stays_in_the_list(grid, cells):
    dialog = pasted(grid, "男\t2013-07-01\r\n女\t2014-07-07\r\n")
    dialog.verb.click()
    assert grid.choice.block() == ([0, 1], [SEX, JOINED])
    assert grid.body.currentIndex().row() == 0


def test_in_an_open_cell_the_keys_of_the_clipboard_mean_its_text(grid, cells, qtbot):
    block(grid, (0, NAME), (0, NAME))
    grid.edit_current()
    line = grid.editing.box.part
    put("甲\t乙")
    qtbot.keyClick(line, Key.Key_V, Held.ControlModifier)
    assert line.text().startswith("沈砚秋甲")
    line.selectAll()
    qtbot.keyClick(line, Key.Key_X, Held.ControlModifier)
    assert line.text() == ""
    line.setText("甲乙")
    line.setCursorPosition(0)
    qtbot.keyClick(line, Key.Key_Delete)
    assert (line.text(), cells.written) == ("乙", [])
    qtbot.keyClick(line, Key.Key_Escape)


# Looked at first -----------------------------------------------------------------------------


def cell(dialog, row, key):
    return dialog.plan.rows[row].cells[key]


def test_several_rows_are_looked_at_first_and_pasted_as_one_step(grid, cells, qtbot):
    dialog = pasted(grid, "男\t2013-07-01\r\n女\t2013-07-07\r\n")
    counts = dialog.plan.counts()
    assert (counts[Verdict.CHANGE], counts[Verdict.SAME], counts[Verdict.BAD]) == (2, 2, 0)
    assert (cell(dialog, 0, "sex").old, cell(dialog, 0, "sex").new) == ("女", "男")
    assert (dialog.verb.text(), dialog.verb.isEnabled(), dialog.skip.isVisible()) == (
        "粘贴 2 处",
        True,
        False,
    )
    assert cells.written == []
    dialog.verb.click()
    assert [(verb, len(changes)) for verb, changes in cells.written] == [("粘贴", 2)]


def test_esc_pastes_nothing(grid, cells, qtbot):
    dialog = pasted(grid, "男\r\n男\r\n")
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert (dialog.isVisible(), cells.written) == (False, [])


def test_enter_decides_nothing_ctrl_enter_pastes(grid, cells, qtbot):
    dialog = pasted(grid, "男\r\n男\r\n")
    qtbot.keyClick(dialog.pane.grid.body, Key.Key_Return)
    assert (dialog.isVisible(), cells.written) == (True, [])
    qtbot.keyClick(dialog, Key.Key_Return, Held.ControlModifier)
    assert len(cells.written) == 1


def test_bad_cells_are_left_out_only_with_the_users_tick(grid, cells):
    dialog = pasted(grid, "男\t2013-13-01\r\n男\t2014-07-01\r\n")
    assert (dialog.verb.isEnabled(), dialog.skip.text()) == (False, "有问题的 1 处不粘贴")
    assert "勾选“有问题的 1 处不粘贴”" in dialog.reason.whole()
    assert dialog.verb.toolTip()
    trouble = dialog.plan.troubles()[0]
    assert (trouble.number, trouble.who, trouble.what) == (1, "沈砚秋", "入党时间")
    assert "不是有效日期" in trouble.why
    dialog.skip.setChecked(True)
    assert (dialog.verb.isEnabled(), dialog.verb.text()) == (True, "粘贴 3 处")
    dialog.verb.click()
    assert len(cells.written[0][1]) == 3


def test_tab_goes_from_table_and_problems_on_to_the_tick_and_round(grid, cells, qtbot):
    dialog = pasted(grid, "男\t2013-13-01\r\n男\t2014-07-01\r\n")
    way = []
    for _ in range(9):
        way.append(dialog.focusWidget())
        qtbot.keyClick(way[-1], Key.Key_Tab)
    segments = [one for one in dialog.pane.verdicts.segments.values() if one.isVisible()]
    lists = [dialog.pane.grid.body, dialog.pane.problems.body]
    assert way == [*lists, dialog.skip, dialog.cancel, *segments]
    assert dialog.focusWidget() is dialog.pane.grid.body


def test_a_line_of_the_problem_list_jumps_to_its_cell(grid, cells):
    dialog = pasted(grid, "男\t2013-07-01\r\n男\t2014-17-01\r\n")
    dialog.pane.verdicts.choose(Verdict.CHANGE)
    dialog.pane.problems.choice.choose(dialog.pane.problems.model.index(0, 3))
    dialog.pane.jump(1)
    now = dialog.pane.grid.body.currentIndex()
    assert (dialog.pane.grid.model.columns[now.column()].key, now.row()) == ("joined", 1)


def test_the_verdicts_narrow_the_table(grid, cells):
    dialog = pasted(grid, "男\r\n女\r\n外星\r\n")
    rows = {}
    for verdict in (Verdict.CHANGE, Verdict.SAME, Verdict.BAD, None):
        dialog.pane.verdicts.choose(verdict)
        rows[verdict] = dialog.pane.grid.model.rowCount()
    assert rows == {Verdict.CHANGE: 1, Verdict.SAME: 1, Verdict.BAD: 1, None: 3}
    counts = [dialog.pane.verdicts.segments[one].count for one in rows]
    assert counts == [1, 1, 1, 3]


def test_an_empty_cell_clears_but_not_what_is_required(grid, cells):
    dialog = pasted(grid, "\t\r\n女\t2014-07-01\r\n", (0, NAME + 1), (0, NAME + 1))
    joined = cell(dialog, 0, "joined")
    assert (joined.verdict, joined.new) == (Verdict.CHANGE, "")
    assert cell_text("joined", str, dialog.plan.rows[0]) == "2012-06-21 → 空"
    dialog.reject()
    wanted = Field("sex", "性别", Kind.CHOICE, choices=("男", "女"), open=False, required=True)
    cells.field = lambda key: wanted if key == "sex" else PlainEdits.field(cells, key)
    dialog = pasted(grid, "\r\n男\r\n")
    assert cell(dialog, 0, "sex").reason == "必填，不能清空"


def test_locked_records_and_dated_columns_are_listed_with_the_reason(grid, cells):
    cells.locked_ids = {12}
    dialog = pasted(grid, "5\t预备\r\n6\t预备\r\n", (0, COUNT))
    assert [cell(dialog, row, "count").verdict for row in (0, 1)] == [Verdict.CHANGE, Verdict.LOCKED]
    told = {(one.who, one.what): one.why for one in dialog.plan.troubles()}
    assert told["阿依古丽·买买提", "次数"] == "已在回收站，请先恢复"
    assert "从哪一天起" in told["2 行", "状态"]
    assert [one.record_id for one in dialog.plan.changes()] == [11]


def test_a_dated_column_that_stays_the_same_is_no_problem(grid, cells):
    dialog = pasted(grid, "5\t正式\r\n6\t正式\r\n", (0, COUNT))
    assert dialog.plan.troubles() == []


def test_what_is_taken_but_looks_odd_is_shown_before_it_is_stored(grid, cells):
    dialog = pasted(grid, "330099880203412", (0, ID_NUMBER))
    (trouble,) = dialog.plan.troubles()
    assert trouble.verdict is Verdict.CHANGE
    assert "15 位" in trouble.why
    assert (dialog.pane.head.text(), dialog.verb.isEnabled()) == ("请核对", True)
    assert dialog.pane.problems.model.columns[3].mark(trouble) is Mark.WARN


def test_two_rows_may_not_get_the_same_id_number(grid, cells):
    dialog = pasted(grid, f"{GOOD}\r\n{GOOD}\r\n", (0, ID_NUMBER))
    assert [cell(dialog, row, "id_number").verdict for row in (0, 1)] == [Verdict.CHANGE, Verdict.BAD]
    assert "第 1 行" in cell(dialog, 1, "id_number").reason


def test_a_month_does_not_undo_a_known_day(grid, cells):
    dialog = pasted(grid, "2012-06\r\n2013-08\r\n", (0, JOINED))
    assert [cell(dialog, row, "joined").verdict for row in (0, 1)] == [Verdict.SAME, Verdict.CHANGE]


def test_sensitive_values_are_masked_in_the_preview_too(grid, cells):
    grid.model.set_masked(True)
    dialog = pasted(grid, f"{GOOD}\r\n{OTHER}\r\n", (0, ID_NUMBER))
    texts = [dialog.pane.grid.model.text(row, 3) for row in (0, 1)]
    assert texts[0] == "330099********4122 → 330099********0020"


def test_every_kind_of_row_paints_and_has_its_own_shape(grid, cells, dressed):
    cells.locked_ids = {13}
    dialog = pasted(grid, "男\r\n女\r\n男\r\n外星\r\n男\r\n男\r\n")
    kinds = [verdict_of(row) for row in dialog.plan.rows]
    assert kinds == [
        Verdict.CHANGE, Verdict.SAME, Verdict.LOCKED, Verdict.BAD, Verdict.SAME, Verdict.BAD
    ]  # fmt: skip
    marks = {dialog.pane.grid.model.columns[1].mark(row) for row in dialog.plan.rows}
    assert marks == {Mark.CHANGE, Mark.SAME, Mark.BLOCKED, Mark.LATE}
    assert dialog.grab().width() > 0


# Where it lands ------------------------------------------------------------------------------


def landed(plan):
    return [[row.cells[key].new for key in plan.fields if key in row.cells] for row in plan.rows]


def test_one_value_fills_the_selection(grid, cells):
    dialog = pasted(grid, "9", (0, COUNT), (3, COUNT))
    assert landed(dialog.plan) == [["9"]] * 4


def test_a_block_that_fits_the_selection_is_repeated(grid, cells):
    dialog = pasted(grid, "1\r\n2\r\n", (0, COUNT), (3, COUNT))
    assert landed(dialog.plan) == [["1"], ["2"], ["1"], ["2"]]


def test_a_row_is_repeated_down_a_selected_column(grid, cells):
    dialog = pasted(grid, "男\t2015-07-01", (0, SEX), (2, SEX))
    assert landed(dialog.plan) == [["男", "2015-07-01"]] * 3


def test_a_block_that_does_not_fit_lands_from_the_upper_left_cell_on(grid, cells):
    dialog = pasted(grid, "1\r\n2\r\n", (0, COUNT), (2, COUNT))
    assert landed(dialog.plan) == [["1"], ["2"]]


def test_ticked_rows_take_the_block_from_the_current_column_on(grid, cells):
    block(grid, (0, COUNT), (0, COUNT))
    for row in (1, 3):
        grid.choice.toggle(grid.model.index(row, 0))
    put("8")
    dialog = paste.paste(grid)
    assert [row.record_id for row in dialog.plan.rows] == [12, 14]
    assert list(dialog.plan.fields) == ["count"]


def test_columns_that_have_no_room_are_told(grid, cells):
    dialog = pasted(grid, "正式\t多\t余\r\n正式\t多\t余\r\n", (0, STATE))
    assert "最后 2 列放不下" in dialog.plan.troubles()[-1].why


# New records (U20) ---------------------------------------------------------------------------


def beyond(grid, text="骆嘉言\t男\r\n洛小满\t女\r\n\t男\r\n"):
    return pasted(grid, text, (4, NAME))


def test_rows_beyond_the_end_are_added_only_when_asked_for(grid, cells):
    dialog = beyond(grid, "骆嘉言\t女\r\n洛小满\t女\r\n")
    assert dialog.add.text() == "新增 1 人？"
    assert not dialog.add.isChecked()
    dialog.verb.click()
    assert (len(cells.written[0][1]), cells.added) == (1, [])


def test_new_records_need_what_they_are_asked_for_and_come_in_the_same_step(grid, cells):
    dialog = beyond(grid)
    dialog.add.setChecked(True)
    dialog.skip.setChecked(True)
    assert "新增 1 人的类别" in dialog.reason.whole()
    assert not dialog.verb.isEnabled()
    editor = dialog.questions.editors["kind"]
    editor.set_value("甲类")
    editor.edited.emit()
    assert (dialog.verb.isEnabled(), dialog.verb.text()) == (True, "新增 1 人")
    dialog.verb.click()
    assert cells.added == [{"kind": "甲类", "name": "洛小满", "sex": "女"}]
    assert len(cells.written) == 1


def test_a_new_record_without_its_name_is_listed_and_blocks_only_if_records_are_added(grid, cells):
    dialog = beyond(grid)
    assert "没有姓名" in dialog.plan.troubles()[0].why
    assert not dialog.skip.isVisible()
    dialog.add.setChecked(True)
    assert dialog.skip.isVisible()
    assert not dialog.verb.isEnabled()


def test_pasting_into_an_empty_list_offers_to_add(grid, cells):
    grid.model.fill([], [])
    put("洛小满\t女\r\n")
    dialog = paste.paste(grid)
    assert [row.new for row in dialog.plan.rows] == [True]
    assert dialog.plan.rows[0].name == "洛小满"


# Reading -------------------------------------------------------------------------------------

BODY = Field("branch", "党支部", Kind.LINK)
BODIES = (Option(1, "第一党支部"), Option(2, "第二党支部"), Option(3, "语文组"), Option(4, "语文组"))


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (Field("a", "备注"), "无", "无"),
        (Field("a", "备注"), "", ""),
        (Field("a", "日期", Kind.DAY), "", None),
        (Field("a", "编制", Kind.CHOICE, choices=("事业编制",), open=False), "事业编制", "事业编制"),
        (Field("a", "民族", Kind.CHOICE, codes="nation", open=False), "汉", "汉族"),
        (Field("a", "民族", Kind.CHOICE, codes="nation", open=False), "01-汉族", "汉族"),
        (Field("a", "是否", Kind.FLAG, choices=("是", "否")), "√", "是"),
        (Field("a", "金额", Kind.MONEY), "１，２３４．５", 123450),
        (Field("a", "手机", Kind.PHONE), "+86 199-0000-1111", "19900001111"),
        (BODY, "第二 党支部", 2),
        (BODY, "", None),
    ],
)
def test_a_text_is_read_as_import_reads_it(field, text, value, stopped_clock):
    assert read(field, text, BODIES, stopped_clock) == Read(value)


@pytest.mark.parametrize(
    ("field", "text", "why"),
    [
        (BODY, "第九党支部", "没有“第九党支部”这个党支部，请从这些里选：第一党支部"),
        (BODY, "语文组", "有 2 个“语文组”"),
        (Field("a", "身份证号", Kind.ID_NUMBER), "330099198802034000", "末三位已丢失"),
        (Field("a", "手机", Kind.PHONE), "1.99E+10", "不能填入"),
        (Field("a", "手机", Kind.PHONE), "199****1111", "F9"),
    ],
)
def test_a_text_that_means_nothing_is_refused_in_words(field, text, why, stopped_clock):
    found = read(field, text, BODIES, stopped_clock)
    assert why in found.problem


def test_values_are_shown_as_lists_show_them():
    assert shown(BODY, 2, BODIES) == "第二党支部"
    assert shown(Field("a", "金额", Kind.MONEY), 123450) == "1,234.50"
    assert (shown(Field("a", "对", Kind.FLAG), True), shown(BODY, None)) == ("是", "")
    assert (empty_of(Field("a", "名", Kind.NAME)), empty_of(BODY)) == ("", None)


def test_the_models_of_the_preview_pass_qts_own_tester(grid, cells, qtmodeltester):
    dialog = pasted(grid, "男\t2013-13-01\r\n男\t2014-07-01\r\n")
    for model in (dialog.pane.grid.model, dialog.pane.problems.model):
        qtmodeltester.check(model, force_py=True)


def test_questions_have_verbs_on_their_buttons_and_ticks_have_words(grid, cells):
    dialog = beyond(grid)
    assert (dialog.cancel.text(), dialog.verb.text()[:2]) == ("取消", "粘贴")
    assert all(tick.text() for tick in dialog.findChildren(QCheckBox) if tick.isVisible())
    assert "edit.paste" in CELL_MENU
