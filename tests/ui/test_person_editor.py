import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from partyoffice.core.field import Field, Kind
from partyoffice.ui.fields import editor_for
from partyoffice.ui.person_editor import Candidate, People, PeopleEditor, PersonEditor
from partyoffice.ui.pick_dialog import ENTRY, PickDialog
from partyoffice.ui.record_form import RecordForm

Key = Qt.Key
KNOWN = (
    (Candidate(1, "沈砚秋", "第一党支部（文科）·1988 年生"), "shenyanqiu syq 4122"),
    (Candidate(2, "林知夏", "第一党支部（文科）·1996 年生"), "linzhixia lzx 2228"),
    (Candidate(3, "林知夏", "第三党支部（高中部）·1988 年生"), "linzhixia lzx 0016"),
    (Candidate(4, "单春和", "第二党支部（理科）·1979 年生"), "shanchunhe danchunhe sch dch 3310"),
)


def seek(text):
    return [one for one, keys in KNOWN if text in one.name or any(k.startswith(text) for k in keys.split())]


def named(ident):
    return next((one for one, _keys in KNOWN if one.id == ident), None)


ONE, SEVERAL = People(seek, named), People(seek, named, several=True)


@pytest.fixture
def shown(qtbot):
    def show(editor):
        qtbot.addWidget(editor)
        editor.resize(500, 120)
        editor.show()
        editor.activateWindow()
        editor.focus_part().setFocus()
        return editor

    return show


def lines(model):
    entries = [model.index(row, 0).data(ENTRY) for row in range(model.rowCount())]
    return [(entry.text, entry.note) for entry in entries]


@pytest.mark.parametrize(
    ("typed", "ids"),
    [("syq", [1]), ("dch", [4]), ("sch", [4]), ("linzhi", [2, 3]), ("0016", [3]), ("3310", [4])],
)
def test_people_are_found_by_pinyin_initials_of_any_reading_and_the_end_of_the_number(
    shown, qtbot, typed, ids
):
    editor = shown(PersonEditor(ONE))
    qtbot.keyClicks(editor.line, typed)
    assert lines(editor.shown) == [(named(each).name, named(each).notes) for each in ids]
    editor.popup.hide()


def test_same_names_are_told_apart_and_the_list_gives_the_one_meant(shown, qtbot):
    editor = shown(PersonEditor(ONE))
    qtbot.keyClicks(editor.line, "lzx")
    assert editor.popup.isVisible()
    for _step in range(2):
        qtbot.keyClick(editor.popup, Key.Key_Down)
    qtbot.keyClick(editor.popup, Key.Key_Return)
    assert (editor.value(), editor.line.text()) == (3, "林知夏")
    assert editor.note.text() == "第三党支部（高中部）·1988 年生"
    assert not editor.problem()


def test_a_name_that_several_have_is_asked_back_and_a_single_one_taken_on_leaving(shown, commit):
    editor = shown(PersonEditor(ONE))
    commit(editor.line, "林知夏")
    editor.popup.hide()
    editor.line.editingFinished.emit()
    assert editor.value() is None
    assert editor.problem() == "有 2 位“林知夏”，按 F7 选择是哪一位"
    editor.line.clear()
    commit(editor.line, "沈砚秋")
    editor.popup.hide()
    editor.line.editingFinished.emit()
    assert (editor.value(), editor.problem()) == (1, "")
    editor.line.clear()
    assert editor.value() is None
    editor.line.setText("查无此人")
    assert "没有找到" in editor.problem()


def test_enter_takes_the_only_one_found_and_marks_the_first_of_several(shown, qtbot):
    editor = shown(PersonEditor(ONE))
    qtbot.waitUntil(editor.line.hasFocus)
    qtbot.keyClicks(editor.line, "syq")
    assert editor.popup.isVisible()
    qtbot.keyClick(editor.popup, Key.Key_Return)
    assert (editor.value(), editor.popup.isVisible()) == (1, False)
    editor.line.clear()
    qtbot.keyClicks(editor.line, "lzx")
    qtbot.keyClick(editor.popup, Key.Key_Return)
    assert editor.value() is None
    qtbot.waitUntil(lambda: editor.popup.currentIndex().row() == 0)
    qtbot.keyClick(editor.popup, Key.Key_Return)
    assert editor.value() == 2


def test_the_line_is_empty_for_the_next_one_and_enter_in_it_says_nobody_more(shown, qtbot):
    editor, passed = shown(PeopleEditor(SEVERAL)), []
    editor.passed.connect(lambda: passed.append(editor.value()))
    qtbot.waitUntil(editor.adder.line.hasFocus)
    for typed, keys in (("syq", [Key.Key_Down, Key.Key_Return]), ("sch", [Key.Key_Return])):
        qtbot.keyClicks(editor.adder.line, typed)
        for key in keys:
            qtbot.keyClick(editor.adder.popup, key)
        qtbot.waitUntil(lambda: not editor.adder.line.text())
    assert not passed
    qtbot.keyClick(editor.adder.line, Key.Key_Return)
    assert passed == [(1, 4)]


def test_f7_opens_everybody_to_search_in_and_enter_takes(shown, qtbot):
    editor = shown(PersonEditor(ONE))
    qtbot.keyClick(editor.line, Key.Key_F7)
    dialog = editor.findChild(PickDialog)
    assert len(lines(dialog.model)) == 4
    qtbot.keyClicks(dialog.line, "lzx")
    qtbot.keyClick(dialog.line, Key.Key_Down)
    qtbot.keyClick(dialog.line, Key.Key_Return)
    assert editor.value() == 3


def test_letters_still_being_composed_look_for_nobody(shown, qtbot):
    editor = shown(PersonEditor(ONE))
    QApplication.sendEvent(editor.line, QInputMethodEvent("lin", []))
    assert editor.shown.rowCount() == 0
    qtbot.keyClick(editor.line, Key.Key_Return)
    qtbot.keyClick(editor.line, Key.Key_F7)
    assert editor.findChild(PickDialog) is None


def test_an_id_is_shown_by_its_name_and_an_unknown_one_as_nobody(shown):
    editor = shown(PersonEditor(ONE))
    editor.set_value(4)
    assert (editor.line.text(), editor.value()) == ("单春和", 4)
    editor.set_value(99)
    assert (editor.line.text(), editor.value()) == ("", None)
    editor.take_raw(2)
    assert editor.raw() == 2
    editor.take_raw("林")
    assert (editor.raw(), editor.value()) == ("林", None)


def test_several_people_are_added_one_after_the_other_and_taken_out_by_del(shown, qtbot):
    editor = shown(PeopleEditor(SEVERAL))
    for typed in ("syq", "dch", "syq"):
        qtbot.keyClicks(editor.adder.line, typed)
        qtbot.keyClick(editor.adder.popup, Key.Key_Down)
        qtbot.keyClick(editor.adder.popup, Key.Key_Return)
        assert not editor.adder.line.text()
    assert editor.value() == (1, 4)
    assert [(chip.name, chip.value) for chip in editor.chips.chips] == [
        ("第一党支部（文科）", "沈砚秋"),
        ("第二党支部（理科）", "单春和"),
    ]
    editor.chips.chips[0].setFocus()
    qtbot.keyClick(editor.chips.chips[0], Key.Key_Delete)
    assert editor.value() == (4,)
    editor.set_value((1, 2, 99))
    assert editor.value() == (1, 2)
    assert editor.chips.isVisible()
    editor.set_value(())
    assert not editor.chips.isVisible()


def test_a_form_takes_people_for_a_linked_field(qtbot):
    fields = (Field("talker", "谈话人", Kind.LINK), Field("present", "到会人员", Kind.LINK))
    form = RecordForm(fields, {"talker": 1}, links={"talker": ONE, "present": SEVERAL})
    qtbot.addWidget(form)
    assert isinstance(form.editor("talker"), PersonEditor)
    form.set_value("present", (2, 3))
    assert form.values() == {"talker": 1, "present": (2, 3)}
    assert form.changed() == {"present": (2, 3)}
    editor = editor_for(fields[0], links={"talker": ONE})
    assert (editor.focus_part().accessibleName(), editor.title) == ("谈话人", "谈话人")
    assert isinstance(editor, QWidget)
    editor.deleteLater()
