"""填上级模板, by keyboard: choose, answer once, fill, find the file."""

import docx
import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from partyoffice.app.fill_columns import ASK, FORMULA
from partyoffice.app.fill_work import LEFT_EMPTY
from partyoffice.app.filling import CHOOSE, FILL, FillDialog
from partyoffice.app.opening_files import recent
from partyoffice.core import clock
from partyoffice.intake.answers import remembered
from partyoffice.members.filling import NAMED
from partyoffice.members.queries import roster
from partyoffice.store import files
from partyoffice.store.journal import Journal
from partyoffice.ui.marks import Mark, MarkLabel


@pytest.fixture
def template(tmp_path):
    book = openpyxl.Workbook()
    page = book.active
    page["A1"] = "党员花名册"
    for column, text in enumerate(("序号", "姓名", "身份证号", "职务", "年龄", "身高"), 1):
        page.cell(2, column, text)
    page["B3"], page["E3"], page["A4"] = "示例：张三", "=LEN(C3)", "填表人："
    book.save(tmp_path / "模板.xlsx")
    return tmp_path / "模板.xlsx"


@pytest.fixture
def open_fill(window, rest, paths):
    def run(**about) -> FillDialog:
        dialog = window.dialogs.open("fill", **about)
        rest(window)
        return dialog

    return run


def column(path, letter, first, last):
    return [openpyxl.load_workbook(path).active[f"{letter}{row}"].value for row in range(first, last + 1)]


def saved(tmp_path):
    return next(path for path in tmp_path.iterdir() if path.name.startswith("模板_") or "_模板_" in path.name)


def test_a_template_is_chosen_answered_and_filled(open_fill, window, rest, tmp_path, template):
    dialog = open_fill()
    assert dialog.stack.currentIndex() == CHOOSE
    assert dialog.said.text() == "还没有选择模板"
    dialog.on_file(template)
    rest(window)
    assert dialog.stack.currentIndex() == FILL
    combos = dialog.columns.combos
    assert combos["职务"].currentText() == ASK
    assert combos["身高"].currentText() == LEFT_EMPTY
    assert "年龄" not in combos
    assert dialog.said.text() == "还差：职务 填什么"
    assert not dialog.go.isEnabled()
    assert "1 行示例" in dialog.about.text()
    marks = lambda: [each.mark for each in dialog.columns.findChildren(MarkLabel)]  # noqa: E731 -- asked twice
    assert marks()[0] is Mark.LATE
    combos["职务"].setCurrentText("党内职务")
    assert marks()[0] is Mark.DONE
    assert dialog.said.text() == "1 列不填"
    dialog.go.click()
    rest(window)
    made = saved(tmp_path)
    assert len([one for one in column(made, "B", 3, 26) if one]) == 24
    assert all("*" in one for one in column(made, "C", 3, 26))
    assert column(made, "A", 27, 27) == ["填表人：林知夏"]
    note = window.messages.notes[-1]
    assert note.what == "已填好 24 人"
    assert "遮盖" in note.sentence
    assert "没有填的列：身高" in note.sentence
    assert [words for words, _ in note.links] == ["打开文件", "打开所在文件夹"]
    assert recent(window.prefs)[0]["path"] == str(made)


def test_the_same_template_is_not_asked_about_again_and_stands_among_the_recent(
    open_fill, window, rest, template, tmp_path
):
    dialog = open_fill(path=template)
    dialog.columns.combos["职务"].setCurrentText("行政职务")
    dialog.columns.combos["身高"].setCurrentText("性别")
    dialog.go.click()
    rest(window)
    again = open_fill()
    again.choose.chosen.emit(template)
    rest(window)
    assert again.columns.combos["职务"].currentText() == "行政职务"
    assert again.columns.combos["身高"].currentText() == "性别"
    assert again.go.isEnabled()
    with window.office.reading() as session:
        assert remembered(session, again.seen.mark) == {"职务": "admin_post", "身高": "sex"}
        told = [row.sentence for row in session.query(Journal).order_by(Journal.seq)]
    assert told[-1] == "记住模板的列名对应：模板.xlsx"
    assert window.prefs.get("fill.templates", []) == [str(template)]
    assert window.office.undo_sentence != told[-1]


def test_whole_numbers_need_the_tick_which_is_remembered_and_logged(
    open_fill, window, rest, template, tmp_path
):
    dialog = open_fill(path=template)
    dialog.columns.combos["职务"].setCurrentText(LEFT_EMPTY)
    dialog.wishes.full.setChecked(True)
    dialog.out.purposes.setCurrentText("上报上级")
    dialog.out.guard()
    assert dialog.out.told.text() == "将完整输出（用途：上报上级；敏感列：身份证号），记入操作记录"
    dialog.blanks.setCurrentText("填“无”")
    dialog.go.click()
    rest(window)
    assert not any("*" in one for one in column(saved(tmp_path), "C", 3, 26))
    with window.office.reading() as session:
        told = [row.sentence for row in session.query(Journal)]
    assert "填写完整名册：上级模板（用途：上报上级；敏感列：身份证号）" in told
    again = open_fill(path=template)
    assert again.wishes.full.isChecked()
    assert again.out.purpose().title == "上报上级"


def test_a_branch_or_named_people_or_the_marked_ones_are_filled(open_fill, window, rest, template, tmp_path):
    with window.office.reading() as session:
        people = roster(session, clock.today(), columns=("name",))
    dialog = open_fill(path=template, ids=[people[0].id, people[1].id])
    assert dialog.whom.currentText() == "选中的 2 人"
    dialog.columns.combos["职务"].setCurrentText(LEFT_EMPTY)
    dialog.go.click()
    rest(window)
    assert sorted(filter(None, column(saved(tmp_path), "B", 3, 5))) == sorted(one.name for one in people[:2])
    dialog = open_fill(path=template)
    dialog.columns.combos["职务"].setCurrentText(LEFT_EMPTY)
    dialog.whom.setCurrentIndex(dialog.whom.findData(NAMED))
    assert dialog.people.isVisible()
    dialog.go.click()
    assert dialog.bar.isVisible()
    dialog.people.set_value([people[2].id])
    dialog.go.click()
    rest(window)
    assert window.messages.notes[-1].what == "已填好 1 人"


def test_nobody_to_fill_it_with_is_refused_in_the_dialog(open_fill, window, rest, template, tmp_path):
    dialog = open_fill(path=template)
    dialog.columns.combos["职务"].setCurrentText(LEFT_EMPTY)
    dialog.wishes.when.day.line.setText("1950-01-01")
    dialog.wishes.when.day.normalise()
    dialog.go.click()
    rest(window)
    assert dialog.isVisible()
    assert not [path for path in tmp_path.iterdir() if path.name.startswith("模板_")]


def test_two_sheets_alike_are_asked_about(open_fill, window, rest, template, tmp_path):
    book = openpyxl.load_workbook(template)
    book.copy_worksheet(book.active).title = "第二支部"
    book.save(template)
    dialog = open_fill(path=template)
    assert dialog.stack.currentIndex() == CHOOSE
    assert [dialog.choose.sheets.itemText(at) for at in range(2)] == ["Sheet", "第二支部"]
    dialog.choose.sheets.setCurrentText("第二支部")
    dialog.go.click()
    rest(window)
    assert "第二支部" in dialog.steps.note.whole()
    dialog.back.click()
    assert dialog.stack.currentIndex() == CHOOSE


@pytest.mark.parametrize(
    ("name", "body"),
    [("坏.xlsx", b"PK\x03\x04xx"), ("旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))],
)
def test_what_is_no_template_is_refused_in_the_dialog(open_fill, window, rest, tmp_path, name, body):
    path = tmp_path / name
    path.write_bytes(body)
    dialog = open_fill(path=path)
    assert dialog.stack.currentIndex() == CHOOSE
    assert dialog.bar.isVisible()


def test_a_file_open_in_wps_offers_another_name(open_fill, window, rest, template, tmp_path, monkeypatch):
    real = files.replace

    def held(source, target):
        if target.name.endswith("20.xlsx") or not target.stem.endswith("-1"):
            raise PermissionError(13, "no")
        real(source, target)

    monkeypatch.setattr(files, "replace", held)
    dialog = open_fill(path=template)
    dialog.columns.combos["职务"].setCurrentText(LEFT_EMPTY)
    dialog.go.click()
    rest(window)
    assert dialog.isVisible()
    assert not [path for path in tmp_path.iterdir() if path.name.startswith("模板_")]


def test_a_word_template_is_filled_for_everybody(open_fill, window, rest, tmp_path):
    made = docx.Document()
    made.add_paragraph("{{姓名}} {{身高}} {{单位}}")
    made.save(tmp_path / "模板.docx")
    dialog = open_fill(path=tmp_path / "模板.docx")
    assert "一人一份" in dialog.steps.note.whole()
    assert dialog.columns.combos["单位"].currentText() == "单位"
    dialog.go.click()
    rest(window)
    note = window.messages.notes[-1]
    assert note.what == "已填好 24 份"
    assert "身高" in note.sentence
    assert len(docx.Document(saved(tmp_path)).paragraphs) == 24


def test_the_whole_way_goes_by_keyboard(open_fill, window, rest, template, tmp_path, qtbot):
    dialog = open_fill(path=template)
    combo = dialog.columns.combos["职务"]
    assert dialog.focusWidget() is combo
    while combo.currentText() != "行政职务":
        QTest.keyClick(combo, Qt.Key.Key_Down)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    rest(window)
    assert window.messages.notes[-1].what == "已填好 24 人"


def test_a_formula_of_the_template_says_so(open_fill, window, rest, template, tmp_path):
    dialog = open_fill(path=template)
    words = [one.text() for one in dialog.columns.findChildren(type(dialog.said))]
    assert FORMULA in words
    assert dialog.columns.mapTo(dialog, QPoint(0, 0)).x() > 0


def test_the_command_stands_in_the_file_menu(window):
    texts = {action.text().replace("&", "") for action in window.actions_table.all().values()}
    assert any(text.startswith("填上级模板") for text in texts)
    assert any(text.startswith("与名单核对") for text in texts)
