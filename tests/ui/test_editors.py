from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QTableView

from partyoffice.core import clock, names
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.core.id_number import check_digit
from partyoffice.store.pinyin import readings
from partyoffice.ui import choice_editor
from partyoffice.ui.choice_editor import ChoiceEditor, Option, options
from partyoffice.ui.date_editor import DayEditor
from partyoffice.ui.editors import LineEditor, LongEditor, NameEditor
from partyoffice.ui.fields import editor_for
from partyoffice.ui.number_editors import IdNumberEditor, MoneyEditor, NumberEditor, PhoneEditor
from partyoffice.ui.pick_dialog import PickDialog
from partyoffice.ui.prefs import Prefs
from partyoffice.ui.recents import Recents

Key, Held = Qt.Key, Qt.KeyboardModifier
TODAY = date(2026, 11, 20)
GOOD_ID = "33009919880203412" + check_digit("33009919880203412")


@pytest.fixture
def shown(qtbot):
    def show(editor):
        qtbot.addWidget(editor)
        editor.show()
        editor.focus_part().setFocus()
        return editor

    with clock.stopped(TODAY):
        yield show


def type_in(qtbot, editor, text):
    editor.line.clear()
    qtbot.keyClicks(editor.line, text)
    editor.line.editingFinished.emit()


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("20250701", "2025-07-01"),
        ("2025.7.1", "2025-07-01"),
        ("2025/7/1", "2025-07-01"),
        ("2025-7-1", "2025-07-01"),
        ("2025年7月1日", "2025-07-01"),
        ("2025年7月1号", "2025-07-01"),
        ("２０２５．７．１", "2025-07-01"),
        ("202507", "2025-07"),
        ("2025.07", "2025-07"),
        ("2025年7月", "2025-07"),
        ("2025年07月01", "2025-07-01"),
        ("2025年7月份", "2025-07"),
        ("2025/07", "2025-07"),
        ("2025-7", "2025-07"),
        ("２０２５年７月１日", "2025-07-01"),
        ("２０２５０７", "2025-07"),
        (" 2025. 7. 1 ", "2025-07-01"),
        ("2025。7。1", "2025-07-01"),
        ("2025-07-01 00:00:00", "2025-07-01"),
        ("今天", "2026-11-20"),
    ],
)
def test_dates_as_people_type_them_are_shown_in_one_form(shown, qtbot, typed, day):
    editor = shown(DayEditor())
    editor.line.setText(typed)
    editor.line.editingFinished.emit()
    assert editor.line.text() == day
    assert str(editor.value()) == day
    assert not editor.problem()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("2025-2-30", "不是有效日期"),
        ("7/1/25", "年份要写四位"),
        ("25.7.1", "年份要写四位"),
        ("1900-02-29", "不是有效日期"),
        ("45839", "看不出"),
        ("1850-01-01", "年份不在"),
    ],
)
def test_unreadable_dates_stay_to_be_mended_and_say_why(shown, qtbot, typed, words):
    editor = shown(DayEditor())
    type_in(qtbot, editor, typed)
    assert editor.line.text() == typed
    assert editor.value() is None
    assert words in editor.problem()


def test_a_date_may_be_cleared(shown, qtbot):
    editor = shown(DayEditor())
    editor.set_value(Day(2025, 7, 1))
    type_in(qtbot, editor, "")
    assert editor.value() is None
    assert not editor.problem()


def test_a_month_is_enough_only_where_the_field_allows_it(shown, qtbot):
    editor = shown(DayEditor(month_allowed=False))
    type_in(qtbot, editor, "2025-07")
    assert editor.problem() == "请写到日，如 2025-07-01"
    assert shown(DayEditor()).month_allowed


def test_dot_and_control_semicolon_mean_today_but_a_dot_inside_is_a_dot(shown, qtbot):
    editor = shown(DayEditor())
    qtbot.keyClicks(editor.line, ".")
    assert editor.line.text() == "2026-11-20"
    editor.line.clear()
    qtbot.keyClick(editor.line, Key.Key_Semicolon, Held.ControlModifier)
    assert editor.line.text() == "2026-11-20"
    editor.line.clear()
    qtbot.keyClicks(editor.line, "2025.7")
    assert editor.line.text() == "2025.7"


def test_arrows_go_to_the_neighbouring_days(shown, qtbot):
    editor = shown(DayEditor())
    editor.set_value(Day(2025, 3, 1))
    qtbot.keyClick(editor.line, Key.Key_Down)
    assert editor.line.text() == "2025-02-28"
    qtbot.keyClick(editor.line, Key.Key_Up)
    assert editor.line.text() == "2025-03-01"


def test_page_keys_go_to_the_neighbouring_months_and_keep_within_them(shown, qtbot):
    editor = shown(DayEditor())
    editor.set_value(Day(2025, 3, 31))
    qtbot.keyClick(editor.line, Key.Key_PageDown)
    assert editor.line.text() == "2025-02-28"
    qtbot.keyClick(editor.line, Key.Key_PageUp)
    assert editor.line.text() == "2025-03-28"
    editor.set_value(Day(2025, 12))
    qtbot.keyClick(editor.line, Key.Key_Up)
    assert editor.line.text() == "2026-01", "what is known to the month is stepped by months"


def test_an_empty_date_stays_empty_under_the_arrows(shown, qtbot):
    editor = shown(DayEditor())
    for key in (Key.Key_Up, Key.Key_PageDown):
        qtbot.keyClick(editor.line, key)
    assert not editor.line.text()


def test_the_calendar_opens_by_alt_down_on_the_day_with_weeks_from_monday(shown, qtbot):
    editor = shown(DayEditor())
    editor.set_value(Day(2025, 7, 1))
    qtbot.keyClick(editor.line, Key.Key_Down, Held.AltModifier)
    month = editor.calendar.month
    assert editor.calendar.isVisible()
    assert month.firstDayOfWeek() is Qt.DayOfWeek.Monday
    assert month.selectedDate().toString("yyyy-MM-dd") == "2025-07-01"
    month.activated.emit(month.selectedDate().addDays(2))
    assert editor.line.text() == "2025-07-03"
    assert not editor.calendar.isVisible()


def test_the_calendar_is_worked_by_keys_alone(shown, qtbot):
    editor = shown(DayEditor())
    editor.set_value(Day(2025, 7, 1))
    editor.open_calendar()
    view = editor.calendar.month.findChild(QTableView)
    for key, day in (
        (Key.Key_Right, "2025-07-02"),
        (Key.Key_Down, "2025-07-09"),
        (Key.Key_Left, "2025-07-08"),
        (Key.Key_Up, "2025-07-01"),
        (Key.Key_PageUp, "2025-06-01"),
        (Key.Key_PageDown, "2025-07-01"),
    ):
        qtbot.keyClick(view, key)
        assert editor.calendar.month.selectedDate().toString("yyyy-MM-dd") == day
    qtbot.keyClicks(view, "198")
    assert editor.calendar.hint.text() == "年份 198_"
    qtbot.keyClicks(view, "8")
    qtbot.keyClick(view, Key.Key_Return)
    assert (editor.line.text(), editor.calendar.isVisible()) == ("1988-07-01", False)
    editor.open_calendar()
    qtbot.keyClick(view, Key.Key_Right)
    qtbot.keyClick(view, Key.Key_Escape)
    assert (editor.line.text(), editor.calendar.isVisible()) == ("1988-07-01", False)


def test_keys_of_a_date_leave_the_input_method_alone(shown, qtbot):
    editor = shown(DayEditor())
    editor.set_value(Day(2025, 7, 1))
    QApplication.sendEvent(editor.line, QInputMethodEvent("jin", []))
    for key in (Key.Key_Up, Key.Key_PageDown, Key.Key_Return, Key.Key_Period):
        qtbot.keyClick(editor.line, key)
    assert editor.calendar is None
    assert editor.value() == Day(2025, 7, 1)


def keys(label):
    return {"汉族": ("hanzu", "hz"), "回族": ("huizu", "hz"), "蒙古族": ("mengguzu", "mgz")}.get(label, ())


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("蒙", ["蒙古族"]),
        ("hz", ["汉族", "回族"]),
        ("huiz", ["回族"]),
        ("族", ["汉族", "回族", "蒙古族"]),
        ("x", []),
    ],
)
def test_choices_are_found_by_chinese_pinyin_and_initials(shown, typed, found):
    editor = shown(ChoiceEditor(options(("汉族", "回族", "蒙古族"), keys)))
    assert editor.matching(typed) == found


def test_what_can_only_mean_one_entry_is_completed_on_leaving(shown, qtbot):
    editor = shown(ChoiceEditor(options(("汉族", "回族", "蒙古族"), keys)))
    editor.line.setText("mgz")
    editor.line.editingFinished.emit()
    assert editor.value() == "蒙古族"


def test_a_closed_choice_refuses_and_an_open_one_keeps_other_words(shown):
    closed, opened = ChoiceEditor(options(("汉族",))), ChoiceEditor(options(("汉族",)), open_ended=True)
    for editor in (closed, opened):
        shown(editor).line.setText("某族")
    assert "列表里没有" in closed.problem()
    assert not closed.value()
    assert (opened.problem(), opened.value()) == ("", "某族")


@pytest.fixture
def forgetful(monkeypatch):
    """Begin with nothing chosen before."""
    made = Recents()
    monkeypatch.setattr(choice_editor, "recents", made)
    return made


def test_down_unfolds_the_whole_list_with_the_last_used_on_top(shown, qtbot, forgetful):
    editor = shown(ChoiceEditor(options(("甲", "乙", "丙")), name="test-recent"))
    editor._picked("丙")
    qtbot.keyClick(editor.line, Key.Key_Down)
    assert editor.popup.isVisible()
    assert editor.shown.stringList() == ["丙", "甲", "乙"]
    editor.popup.hide()


def test_enter_takes_the_only_entry_of_an_open_list_without_going_to_it(shown, qtbot, forgetful):
    keys = {"甲一": ("jy",), "甲二": ("je",), "丙三": ("bs",)}
    editor = shown(ChoiceEditor(options(tuple(keys), keys.__getitem__)))
    for text, value in (("j", "j"), ("b", "丙三")):  # of two only the user knows which
        editor.line.clear()
        qtbot.keyClicks(editor.line, text)
        assert editor.popup.isVisible()
        qtbot.keyClick(editor.popup, Key.Key_Return)
        assert (editor.line.text(), editor.popup.isVisible()) == (value, False)


def test_letters_look_up_also_where_other_words_may_be_typed(shown, qtbot, commit, forgetful):
    keys = {"永久": ("yongjiu", "yj"), "定期30年": ("dq30n",), "定期10年": ("dq10n",)}
    editor = shown(ChoiceEditor(options(tuple(keys), keys.__getitem__), open_ended=True))
    qtbot.keyClicks(editor.line, "yj")
    qtbot.keyClick(editor.popup, Key.Key_Return)
    assert editor.value() == "永久"
    editor.line.clear()
    commit(editor.line, "另议")
    qtbot.keyClick(editor.line, Key.Key_Return)
    assert editor.value() == "另议", "somebody's own words stay"


def test_enter_takes_what_alone_begins_so_and_marks_the_first_of_several(shown, qtbot, forgetful):
    keys = {"红头": ("ht",), "不印红头": ("byht",), "信函": ("xh",), "信封": ("xf",)}
    editor = shown(ChoiceEditor(options(tuple(keys), keys.__getitem__)))
    qtbot.keyClicks(editor.line, "ht")
    assert editor.shown.rowCount() == 2
    qtbot.keyClick(editor.popup, Key.Key_Return)
    assert editor.value() == "红头"
    editor.line.clear()
    qtbot.keyClicks(editor.line, "x")
    qtbot.keyClick(editor.popup, Key.Key_Return)
    assert not editor.value()
    qtbot.waitUntil(lambda: editor.popup.currentIndex().row() == 0)
    qtbot.keyClick(editor.popup, Key.Key_Return)
    assert editor.value() == "信函"


def listed(dialog):
    return [dialog.model.index(row, 0).data() for row in range(dialog.model.rowCount())]


def nation():
    keys = lambda text: tuple(names.search_keys(text, readings).split())  # noqa: E731 -- one line
    return editor_for(Field("nation", "民族", Kind.CHOICE, codes="nation", open=False), keys=keys)


def test_f7_opens_the_whole_table_which_is_searched_and_taken_by_keys(shown, qtbot, forgetful):
    editor = shown(nation())
    qtbot.keyClick(editor.line, Key.Key_F7)
    dialog = editor.findChild(PickDialog)
    assert dialog.windowTitle() == "选择民族"
    assert dialog.model.rowCount() == 58
    qtbot.keyClicks(dialog.line, "mgz")
    assert listed(dialog)[0] == "蒙古族"
    dialog.line.clear()
    qtbot.keyClicks(dialog.line, "zu")
    qtbot.keyClick(dialog.line, Key.Key_Down)
    qtbot.keyClick(dialog.line, Key.Key_Up)
    first = listed(dialog)[0]
    qtbot.keyClick(dialog.line, Key.Key_Return)
    assert editor.value() == first
    assert not dialog.isVisible()


def test_esc_in_the_list_leaves_the_field_as_it_was_and_enter_of_the_input_method_takes_nothing(
    shown, qtbot, forgetful
):
    editor = shown(nation())
    editor.set_value("回族")
    dialog = editor.open_dialog()
    assert dialog.list.currentIndex().data() == "回族"
    QApplication.sendEvent(dialog.line, QInputMethodEvent("zhuang", []))
    qtbot.keyClick(dialog.line, Key.Key_Return)
    assert dialog.isVisible()
    dialog.line.setText("没有这个")
    assert not dialog.take.isEnabled()
    assert "没有找到" in dialog.count.text()
    QApplication.sendEvent(dialog.line, QInputMethodEvent("", []))
    qtbot.keyClick(dialog.line, Key.Key_Escape)
    assert (dialog.isVisible(), editor.value()) == (False, "回族")


def test_the_last_five_stand_on_top_by_table_and_are_remembered_on_this_pc(
    shown, forgetful, tmp_path, monkeypatch
):
    forgetful.keep_in(Prefs(tmp_path / "prefs.json"))
    editor = shown(nation())
    for label in ("汉族", "回族", "壮族", "苗族", "彝族", "满族", "壮族"):
        editor._picked(label)
    wanted = ["壮族", "满族", "彝族", "苗族", "回族"]
    assert editor.matching("")[:5] == wanted
    again = Recents()
    again.keep_in(Prefs(tmp_path / "prefs.json"))
    monkeypatch.setattr(choice_editor, "recents", again)
    dialog = shown(nation()).open_dialog()
    assert listed(dialog)[:7] == ["最近用过", *wanted, "全部"]
    assert dialog.list.currentIndex().data() == "壮族", "a heading is never the current line"
    assert shown(ChoiceEditor(options(("甲", "乙")))).recent() == []


def test_a_table_with_depths_shows_them(shown, forgetful):
    editor = shown(editor_for(Field("job", "工作岗位", Kind.CHOICE, codes="job")))
    depths = {option.text: option.depth for option in editor.choices}
    assert (depths["在岗职工"], depths["公有制单位人员"], depths["事业单位专业技术岗位"]) == (0, 1, 2)


def test_a_link_gives_the_value_behind_the_words(shown):
    editor = shown(ChoiceEditor((Option(7, "一支部（文科）"), Option(8, "二支部（理科）"))))
    editor.set_value(8)
    assert editor.line.text() == "二支部（理科）"
    assert editor.value() == 8
    editor.line.clear()
    assert editor.value() is None


def test_code_tables_give_choices_and_everyday_forms(shown):
    editor = shown(editor_for(Field("nation", "民族", Kind.CHOICE, codes="nation", open=False)))
    editor.line.setText("汉")
    editor.line.editingFinished.emit()
    assert editor.value() == "汉族"


def test_an_id_number_is_judged_while_typed_and_fills_nothing(shown, qtbot):
    editor = shown(IdNumberEditor())
    found = []
    editor.read.connect(found.append)
    type_in(qtbot, editor, GOOD_ID)
    assert found[-1].valid
    assert "1988-02-03" in editor.note.text()
    assert not editor.problem()
    type_in(qtbot, editor, GOOD_ID[:-1] + ("0" if GOOD_ID[-1] != "0" else "1"))
    assert "校验码应为" in editor.problem()
    type_in(qtbot, editor, GOOD_ID[:10])
    assert editor.note.text() == "10 位"


def test_a_number_of_the_old_kind_is_taken_and_says_so(shown, qtbot):
    editor = shown(IdNumberEditor())
    type_in(qtbot, editor, "330099880203412")
    assert not editor.problem()
    assert editor.value() == "330099880203412"
    assert "1988-02-03" in editor.note.text()
    assert "15 位旧号" in editor.note.text()


@pytest.mark.parametrize("typed", ["110098198802034 12x", "１１００９８１９８８０２０３４１２ｘ"])
def test_full_width_and_small_x_are_made_plain(shown, qtbot, typed):
    editor = shown(IdNumberEditor())
    editor.line.setText(typed)
    editor.line.editingFinished.emit()
    assert editor.value() == "11009819880203412X"


def test_phones_numbers_and_amounts_say_what_is_wrong(shown, qtbot):
    phone, number, money = shown(PhoneEditor()), shown(NumberEditor()), shown(MoneyEditor())
    type_in(qtbot, phone, "1390000620")
    assert phone.problem() == "手机号应为 11 位，现在是 10 位"
    type_in(qtbot, phone, "139 0000 6204")
    assert (phone.value(), phone.problem()) == ("13900006204", "")
    type_in(qtbot, number, "1,200")
    assert number.value() == 1200
    type_in(qtbot, number, "1.5")
    assert number.value() == Decimal("1.5")
    number.line.setText("三")
    assert "不是数字" in number.problem()
    type_in(qtbot, money, "1409.5")
    assert (money.value(), money.line.text()) == (140950, "1409.50")
    money.line.setText("1.234")
    assert "不是金额" in money.problem()


def test_names_keep_their_dot_and_lose_blanks_between_characters(shown):
    editor = shown(NameEditor())
    editor.line.setText(" 林  知夏 ")
    editor.line.editingFinished.emit()
    assert editor.line.text() == "林知夏"
    editor.line.setText("阿依古丽·买买提")
    assert editor.value() == "阿依古丽·买买提"


def test_long_text_counts_its_characters_and_pastes_plain(shown):
    editor = shown(LongEditor())
    QApplication.clipboard().setText("要点一\n要点二")
    editor.text.paste()
    assert editor.value() == "要点一\n要点二"
    assert editor.count.text() == "6 字"


def test_keys_used_by_the_input_method_do_not_reach_the_field(shown, qtbot):
    editor = shown(LineEditor())
    finished = []
    editor.line.returnPressed.connect(lambda: finished.append(1))
    QApplication.sendEvent(editor.line, QInputMethodEvent("shen", []))
    assert editor.line.composing()
    qtbot.keyClick(editor.line, Key.Key_Return)
    assert finished == []
    commit = QInputMethodEvent("", [])
    commit.setCommitString("沈")
    QApplication.sendEvent(editor.line, commit)
    assert not editor.line.composing()
    assert editor.line.text() == "沈"
    qtbot.keyClick(editor.line, Key.Key_Return)
    assert finished == [1]


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_field_has_an_editor_that_gives_back_what_it_was_given(shown, kind):
    examples = {
        Kind.DAY: Day(2025, 7),
        Kind.NUMBER: 3,
        Kind.MONEY: 140950,
        Kind.FLAG: True,
        Kind.PHOTO: None,
        Kind.LINK: 8,
        Kind.ID_NUMBER: GOOD_ID,
        Kind.TABLE: "通知\t2\n附件\t",
    }
    value = examples.get(kind, "13900006204")
    field = Field("x", "字段", kind, required=True, choices=("名称", "页数") if kind is Kind.TABLE else ())
    editor = shown(editor_for(field, links={"x": (Option(8, "二支部"),)}))
    editor.set_value(value)
    assert editor.value() == value
    assert editor.focus_part().accessibleName() == "字段，必填"
