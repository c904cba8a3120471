import json

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.core.finding import Severity
from partyoffice.ui import theme
from partyoffice.ui.form_dialog import HEIGHT, FormDialog
from partyoffice.ui.message_bar import QuestionDialog
from partyoffice.ui.record_form import RecordForm
from partyoffice.ui.remarks import Remark

Key, Held = Qt.Key, Qt.KeyboardModifier
FIELDS = (
    Field("name", "姓名", Kind.NAME, required=True, group="基本情况"),
    Field("sex", "性别", Kind.CHOICE, codes="sex", open=False, group="基本情况"),
    Field("birth", "出生日期", Kind.DAY, required=True, group="基本情况"),
    Field("note", "备注", Kind.LONG, group="其他"),
    Field("floating", "是否流动", Kind.FLAG, choices=("是", "否"), group="其他"),
)
VALUES = {"name": "林知夏", "sex": "旧值", "birth": Day(1996, 4), "note": "甲\n乙", "floating": ""}


@pytest.fixture
def form(qtbot):
    made = RecordForm(FIELDS, VALUES)
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show()
    return made


def at(form):
    focus = form.window().focusWidget()
    return next((key for key, row in form.rows.items() if row.editor.focus_part() is focus), "")


def part(form, key):
    return form.editor(key).focus_part()


def test_untouched_values_come_back_as_given_even_unknown_ones(form):
    assert form.values() == VALUES
    assert form.changed() == {}


def test_a_field_that_fills_in_another_is_still_committed_itself_when_it_is_left(form, qtbot, commit):
    told = []
    form.edited.connect(lambda key: form.set_value("birth", Day(1996, 5)) if key == "name" else None)
    form.committed.connect(told.append)
    form.jump("name")
    commit(part(form, "name"), "沈砚秋")
    form.jump("note")
    assert told == ["birth", "name"]


def test_only_what_was_touched_counts_as_changed(form, commit):
    form.jump("name")
    part(form, "name").selectAll()
    commit(part(form, "name"), "沈砚秋")
    assert form.changed() == {"name": "沈砚秋"}
    part(form, "name").setText("林知夏")
    assert form.changed() == {}


def test_enter_goes_on_and_shift_enter_back_but_long_text_takes_it(form, qtbot):
    form.jump("name")
    qtbot.keyClick(part(form, "name"), Key.Key_Return)
    assert at(form) == "sex"
    qtbot.keyClick(part(form, "sex"), Key.Key_Return)
    qtbot.keyClick(part(form, "birth"), Key.Key_Return)
    assert at(form) == "note"
    qtbot.keyClick(part(form, "note"), Key.Key_Return)
    assert at(form) == "note"
    assert part(form, "note").toPlainText().count("\n") == 2
    form.jump("birth")
    qtbot.keyClick(part(form, "birth"), Key.Key_Return, Held.ShiftModifier)
    assert at(form) == "sex"


def test_enter_in_the_last_field_leaves_the_form(form, qtbot):
    form.jump("floating")
    with qtbot.waitSignal(form.left_end):
        qtbot.keyClick(part(form, "floating"), Key.Key_Return)


def test_enter_that_chooses_a_candidate_stays_in_the_field(form, qtbot):
    form.jump("name")
    QApplication.sendEvent(part(form, "name"), QInputMethodEvent("lin", []))
    qtbot.keyClick(part(form, "name"), Key.Key_Return)
    assert at(form) == "name"


def test_control_s_and_control_enter_save_also_from_long_text(form, qtbot):
    with qtbot.waitSignal(form.submitted):
        qtbot.keyClick(part(form, "note"), Key.Key_S, Held.ControlModifier)
    with qtbot.waitSignal(form.submitted_more):
        qtbot.keyClick(part(form, "name"), Key.Key_Return, Held.ControlModifier)


def test_required_fields_are_marked_and_listed_when_empty_but_do_not_block(form):
    assert form.rows["name"].title.text() == "姓名 *"
    assert form.rows["note"].title.text() == "备注"
    form.set_value("birth", None)
    assert form.missing() == ["出生日期"]
    assert form.check()


def test_a_strange_value_stored_long_ago_is_shown_but_blocks_nothing(form):
    assert "列表里没有" in form.rows["sex"].sentence.text()
    assert form.problems() == {}
    part(form, "sex").setText("新怪值")
    assert list(form.problems()) == ["sex"]


def test_all_problems_are_listed_and_a_link_jumps(form, qtbot):
    part(form, "birth").setText("2025-2-30")
    form.set_problem("name", "名册里已有同名同生日的人")
    assert not form.check()
    assert list(form.problems()) == ["name", "birth"]
    assert at(form) == "name"
    links = [found for found in form.problem_list.findChildren(QPushButton) if found.isVisibleTo(form)]
    assert len(links) == 2
    assert "不是有效日期" in links[1].text()
    qtbot.mouseClick(links[1], Qt.MouseButton.LeftButton)
    assert at(form) == "birth"


def test_a_problem_shows_its_sentence_on_leaving_and_goes_when_mended(form, qtbot):
    form.jump("birth")
    part(form, "birth").selectAll()
    qtbot.keyClicks(part(form, "birth"), "2025-2-30")
    row = form.rows["birth"]
    assert not row.sentence.isVisible()
    form.jump("name")
    assert row.sentence.isVisible()
    assert part(form, "birth").property("state") == "bad"
    part(form, "birth").selectAll()
    qtbot.keyClicks(part(form, "birth"), "2025-2-28")
    assert not row.sentence.isVisible()
    assert not part(form, "birth").property("state")


def test_tab_order_is_reading_order(form):
    order = [part(form, key) for key in form.rows]
    chain, widget = [], order[0]
    for _ in range(200):
        if widget in order:
            chain.append(widget)
        widget = widget.nextInFocusChain()
        if widget is order[0]:
            break
    assert chain == order


def wheel(widget):
    spot = QPointF(widget.rect().center())
    event = QWheelEvent(
        spot,
        widget.mapToGlobal(spot),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Held.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_the_wheel_over_any_field_of_a_form_changes_nothing(form):
    before = form.values()
    for row in form.rows.values():
        wheel(row.editor.focus_part())
    assert form.values() == before


def dialog(qtbot, save, **more):
    fields = tuple(Field(f"f{number}", f"字段{number}") for number in range(40))
    made = FormDialog(None, "登记谈心谈话", RecordForm(fields, {}), "登记", save, **more)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_long_form_fits_and_scrolls_with_its_verbs_in_sight(qtbot, dressed):
    made = dialog(qtbot, lambda _values: None)
    assert made.height() <= HEIGHT
    assert made.minimumSizeHint().height() <= HEIGHT
    assert made.verb.isVisible()
    theme.apply(dressed, "light", 16)
    assert made.minimumSizeHint().height() <= HEIGHT


def test_a_refusal_keeps_the_form_open_and_says_why(qtbot):
    def refuse(_values):
        raise OfficeError("没有登记", remedy="先选择谈话人")

    made = dialog(qtbot, refuse)
    made.verb.click()
    assert made.isVisible()
    assert made.message.what.text() == "没有登记"


def test_saving_gives_the_values_and_closes(qtbot):
    saved = []
    made = dialog(qtbot, saved.append)
    made.form.set_value("f0", "内容")
    made.verb.click()
    assert saved[0]["f0"] == "内容"
    assert not made.isVisible()


def test_save_and_new_keeps_the_chosen_fields_only(qtbot):
    saved = []
    made = dialog(qtbot, saved.append, more="保存并新增", kept=("f0",))
    made.form.set_value("f0", "一支部")
    made.form.set_value("f1", "内容")
    made.more.click()
    assert made.isVisible()
    assert made.form.values()["f0"] == "一支部"
    assert not made.form.values()["f1"]
    assert len(saved) == 1


@pytest.fixture
def answer(monkeypatch):
    """Give what the question at closing is answered with; returns the questions asked."""
    asked, said = [], ["取消"]
    monkeypatch.setattr(
        QuestionDialog,
        "ask",
        classmethod(lambda _cls, question, _parent: asked.append(question) or said[0]),
    )
    return asked, said


def test_closing_with_changes_asks_once_and_the_safe_way_stays(qtbot, answer):
    asked, said = answer
    saved = []
    made = dialog(qtbot, saved.append)
    made.form.set_value("f0", "内容")
    qtbot.keyClick(part(made.form, "f0"), Key.Key_Escape)
    assert (made.isVisible(), len(asked), asked[0].safe) == (True, 1, "取消")
    assert asked[0].verbs == ("保存", "不保存")
    said[0] = "不保存"
    made.close()
    assert (made.isVisible(), saved) == (False, [])


def test_closing_with_changes_can_save_them_unless_something_must_be_mended(qtbot, answer):
    _asked, said = answer
    said[0] = "保存"
    saved = []
    made = FormDialog(None, "新增党员", RecordForm(FIELDS, {}), "保存", saved.append)
    qtbot.addWidget(made)
    made.show()
    made.form.set_value("name", "林知夏")
    part(made.form, "birth").setText("2025-2-30")
    made.reject()
    assert (made.isVisible(), saved) == (True, [])
    part(made.form, "birth").setText("2025-2-28")
    made.reject()
    assert made.isHidden()
    assert saved[0]["name"] == "林知夏"


def test_closing_without_changes_asks_nothing(qtbot, answer):
    made = dialog(qtbot, list)
    made.reject()
    assert (made.isVisible(), answer[0]) == (False, [])


def test_enter_in_the_last_field_rings_the_button_and_a_refusal_leads_back_to_what_is_wanting(qtbot):
    def refuse(_values):
        raise OfficeError("没有登记", remedy="写明日期")

    made = FormDialog(None, "登记", RecordForm(FIELDS[:3], {"name": "林知夏"}), "登记", refuse)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.form.jump("birth")
    qtbot.waitUntil(part(made.form, "birth").hasFocus)
    qtbot.keyClick(part(made.form, "birth"), Key.Key_Return)
    assert made.verb.hasFocus()
    assert made.verb.property("ring")
    qtbot.keyClick(made.verb, Key.Key_Return)
    assert (made.message.what.text(), at(made.form)) == ("没有登记", "birth")


def test_a_dialog_with_a_note_above_is_as_high_as_note_and_form_together(qtbot):
    bare, noted = (FormDialog(None, "变更", RecordForm(FIELDS[:3], {}), "变更", list) for _each in range(2))
    note = QLabel("现在：正式党员，第一党支部。原来的一段到这一天结束，履历保留，任何一天的名册都能还原。")
    note.setWordWrap(True)
    noted.layout().insertWidget(1, note)
    for dialog in (bare, noted):
        qtbot.addWidget(dialog)
        dialog.fit()
    assert noted.height() - bare.height() == note.heightForWidth(noted.width())


# Remarks: 校核 beside the field ---------------------------------------------------------------

YOUNG = Remark(
    Severity.WARN, "入党时未满 18 岁", "1996-04-01 出生，满 18 岁为 2014-04-01",
    "《中国共产党发展党员工作细则》（2014年）第五条",
)  # fmt: skip
NEVER = Remark(Severity.BLOCK, "这一天还没有出生")


@pytest.fixture
def remarked(qtbot):
    asked = []

    def remarks(values):
        asked.append(values)
        born = values["birth"]
        return {"birth": [YOUNG] if born == Day(1996, 4, 1) else [NEVER] if born == Day(1901, 1, 1) else []}

    made = RecordForm(FIELDS, {}, remarks=remarks)
    made.asked = asked
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show()
    return made


def fill_birth(form, qtbot, text):
    form.jump("birth")
    part(form, "birth").selectAll()
    qtbot.keyClicks(part(form, "birth"), text)
    qtbot.keyClick(part(form, "birth"), Key.Key_Return)


def said(form, key="birth"):
    found = form.rows[key].remarks.findChildren(QLabel)
    return [each.text() for each in found if each.text() and each.isVisible()]


def test_a_remark_stands_under_its_field_with_sum_and_article_and_blocks_nothing(remarked, qtbot):
    fill_birth(remarked, qtbot, "1996-4-1")
    assert said(remarked) == [
        "入党时未满 18 岁",
        "1996-04-01 出生，满 18 岁为 2014-04-01　《发展党员工作细则》（2014年）第五条",
    ]
    below = remarked.rows["birth"].remarks.findChildren(QLabel)
    assert any("《中国共产党发展党员工作细则》" in found.toolTip() for found in below)
    assert remarked.check()
    fill_birth(remarked, qtbot, "1996-4-2")
    assert said(remarked) == []
    assert not remarked.rows["birth"].remarks.isVisible()


def test_remarks_wait_until_a_value_is_meant_and_for_the_input_method(remarked, qtbot, commit):
    before = len(remarked.asked)
    remarked.jump("name")
    QApplication.sendEvent(part(remarked, "name"), QInputMethodEvent("lin", []))
    commit(part(remarked, "name"), "林知夏")
    remarked.jump("birth")
    assert len(remarked.asked) == before + 1
    qtbot.keyClicks(part(remarked, "birth"), "1996-4-")
    assert len(remarked.asked) == before + 1
    qtbot.keyClick(part(remarked, "birth"), Key.Key_Return)
    assert len(remarked.asked) == before + 2
    remarked.jump("name")
    assert len(remarked.asked) == before + 2, "a field merely passed through says nothing new"


def test_a_red_remark_is_a_problem_that_keeps_the_form_from_saving(remarked, qtbot):
    fill_birth(remarked, qtbot, "1901-1-1")
    assert part(remarked, "birth").property("state") == "bad"
    assert not remarked.check()
    assert remarked.problems() == {"birth": "这一天还没有出生"}
    fill_birth(remarked, qtbot, "2020-1-1")
    assert remarked.check()
    assert not part(remarked, "birth").property("state")


def test_what_is_wanting_is_named_and_a_press_goes_from_one_to_the_next(qtbot):
    saved = []
    made = FormDialog(None, "新增党员", RecordForm(FIELDS, {}), "保存", saved.append)
    qtbot.addWidget(made)
    made.show()
    assert made.missing.text() == "待补：姓名、出生日期"
    visited = []
    for _press in range(3):
        qtbot.mouseClick(made.missing, Qt.MouseButton.LeftButton)
        visited.append(at(made.form))
    assert visited == ["name", "birth", "name"]
    made.form.rows["birth"].require(False)
    made.tell_missing()
    assert made.missing.text() == "待补：姓名"
    made.verb.click()
    assert len(saved) == 1


def test_a_draft_keeps_what_was_typed_even_where_it_cannot_be_read_yet(form, qtbot):
    part(form, "name").setText("沈砚秋")
    part(form, "birth").setText("2025-2-3x")
    form.set_value("floating", "是")
    kept = json.loads(json.dumps(form.draft()))
    assert kept == {"name": "沈砚秋", "birth": "2025-2-3x", "floating": "是"}
    form.load(VALUES)
    form.take_draft(kept)
    assert part(form, "birth").text() == "2025-2-3x"
    assert (form.changed()["name"], form.changed()["floating"]) == ("沈砚秋", "是")
    assert "birth" in form.problems()


PASTED = {
    "Word": ("第一\u00ad行\x0b第二行", "第一行\n第二行"),
    "WPS": ("\u3000\u3000第一行\u00a0好\r\n第二行\u200b", "第一行 好\n第二行"),
    "WeChat": ("第一\u2060行\u202a\n第二行\ufeff", "第一行\n第二行"),
}


@pytest.mark.parametrize("source", PASTED)
def test_what_nobody_sees_in_pasted_text_goes_and_is_said(form, source):
    pasted, kept = PASTED[source]
    paste(form, "note", pasted)
    assert form.values()["note"] == kept
    assert [one.sentence for one in form.rows["note"].remarks.said] == ["已清除不可见字符"]
    assert form.check()
    form.load(VALUES)
    assert not form.rows["note"].remarks.said


def test_a_pasted_name_loses_what_nobody_sees_and_blanks_alone_are_not_spoken_of(form):
    paste(form, "name", "\u200b沈砚秋\ufeff")
    assert part(form, "name").text() == form.values()["name"] == "沈砚秋"
    assert [one.sentence for one in form.rows["name"].remarks.said] == ["已清除不可见字符"]
    form.load(VALUES)
    paste(form, "name", "\u3000沈　砚秋 ")
    assert form.values()["name"] == "沈砚秋"
    assert not form.rows["name"].remarks.said


def paste(form, key, text):
    """Paste into a field from another program and leave it."""
    form.jump(key)
    QApplication.clipboard().setText(text)
    part(form, key).selectAll()
    part(form, key).paste()
    form.jump(next(other for other in form.rows if other != key))
