import errno
from contextlib import contextmanager

import openpyxl
import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from partyoffice.app import full_values
from partyoffice.app.exporting import FORMS
from partyoffice.app.paper_subjects import BLANK
from partyoffice.app.printing import ANYWAY
from partyoffice.core import clock
from partyoffice.store import files, history, settings
from partyoffice.ui import preview
from partyoffice.ui.messages import Recorder


@pytest.fixture
def export(window):
    return window.dialogs.open("export", roster="members")


ON_CARD = "敏感列：身份证号、手机号码、联系电话、家庭住址、户籍所在地"


def ticked(dialog):
    return [item.text() for item in dialog._items() if item.checkState() is Qt.CheckState.Checked]


def sentences(window):
    with window.office.reading() as session:
        return [one.sentence for one in history.entries(session)]


def test_sensitive_columns_are_marked_and_not_ticked(export):
    assert "身份证号（敏感）" in [item.text() for item in export._items()]
    assert not [text for text in ticked(export) if "敏感" in text]
    export.wishes.full.click()
    assert "身份证号（敏感）" in ticked(export)


def test_an_export_is_named_after_body_roster_and_day_and_says_where_it_is(
    stopped_clock, export, window, rest, tmp_path, paths
):
    export.wishes.branch.setCurrentIndex(2)
    export.on_export()
    rest(window)
    name = paths[0][1]
    assert name.endswith("_党员花名册_2026-11-20.xlsx")
    assert name.startswith("第一党支部")
    note = window.messages.notes[-1]
    assert note.what == "已导出党员花名册"
    assert [words for words, _ in note.links] == ["打开文件", "打开所在文件夹"]
    rows = list(openpyxl.load_workbook(tmp_path / name).active.iter_rows(values_only=True))
    assert rows[0][0] == "姓名"
    assert len(rows) > 1


def test_columns_title_and_order_are_offered_again_next_time(export, window, rest, paths):
    for item in export._items():
        keep = item.text() in {"姓名（重要）", "入党时间"}
        item.setCheckState(Qt.CheckState.Checked if keep else Qt.CheckState.Unchecked)
    export.title.setText("青禾中学党员一览")
    export.wishes.order.setCurrentIndex(export.wishes.order.findText("入党时间"))
    export.on_export()
    rest(window)
    again = window.dialogs.open("export", roster="members")
    assert ticked(again) == ["姓名（重要）", "入党时间"]
    assert (again.title.text(), again.wishes.order.currentText()) == ("青禾中学党员一览", "入党时间")
    assert sum(text.startswith("记住导出的列") for text in sentences(window)) == 1
    again.on_export()
    rest(window)
    assert sum(text.startswith("记住导出的列") for text in sentences(window)) == 1


def test_a_formal_list_bears_the_title_given(export, window, rest, tmp_path, paths):
    export.forms.setCurrentIndex(1)
    export.title.setText("青禾中学党员一览")
    export.on_export()
    rest(window)
    first = openpyxl.load_workbook(tmp_path / paths[0][1]).active.cell(1, 1).value
    assert first == "青禾中学党员一览"


def test_a_masked_column_stays_masked_and_leaves_no_log(export, window, rest, tmp_path, paths):
    for item in export._items():
        if item.text().startswith("身份证号"):
            item.setCheckState(Qt.CheckState.Checked)
    export.on_export()
    rest(window)
    cells = openpyxl.load_workbook(tmp_path / paths[0][1]).active
    at = [cell.value for cell in cells[1]].index("身份证号") + 1
    assert "********" in cells.cell(2, at).value
    assert not [text for text in sentences(window) if "完整" in text]


def test_what_will_be_whole_is_named_with_its_purpose_before_it_is_written(export):
    assert export.sensitive.text().startswith("敏感列默认不选")
    export.wishes.full.click()
    assert (
        export.sensitive.text()
        == "将完整输出（用途：日常使用；敏感列：身份证号、手机号码、家庭住址），记入操作记录"
    )
    for item in export._items():
        if item.text().startswith("手机号码"):
            item.setCheckState(Qt.CheckState.Unchecked)
    assert "手机号码" not in export.sensitive.text()


def test_a_watermark_is_off_at_first_and_remembered_for_its_purpose_alone(
    export, window, rest, tmp_path, paths
):
    export.purposes.setCurrentIndex(1)
    export.purposes.activated.emit(1)
    assert not export.mark.isChecked()
    export.mark.click()
    export.forms.setCurrentIndex(2)
    with window.office.change("修改设置：操作人") as session:
        settings.put(session, settings.OPERATOR, "林知夏")
    export.on_export()
    rest(window)
    with pypdfium2.PdfDocument(tmp_path / paths[0][1]) as pdf:
        told = [page.get_textpage().get_text_range() for page in pdf]
    assert all(said.count(f"{clock.today()} 林知夏 上报上级") == 3 for said in told)
    again = window.dialogs.open("export", roster="formal")
    assert not again.mark.isChecked()
    again.purposes.setCurrentIndex(1)
    again.purposes.activated.emit(1)
    assert again.mark.isChecked()


def test_a_full_export_is_logged_remembered_and_no_step_of_undo(export, window, rest, tmp_path, paths):
    export.wishes.full.click()
    export.on_export()
    rest(window)
    cells = openpyxl.load_workbook(tmp_path / paths[0][1]).active
    at = [cell.value for cell in cells[1]].index("身份证号") + 1
    assert len(cells.cell(2, at).value) == 18
    assert "*" not in cells.cell(2, at).value
    assert (
        sentences(window)[0]
        == "导出完整名册：党员花名册（用途：日常使用；敏感列：身份证号、手机号码、家庭住址）"
    )
    assert window.office.undo_sentence == ""
    again = window.dialogs.open("export", roster="members")
    assert again.wishes.full.isChecked()
    assert not window.dialogs.open("export", roster="formal").wishes.full.isChecked()


@pytest.mark.parametrize("at", range(len(FORMS)))
def test_every_format_is_written(export, window, rest, tmp_path, paths, at):
    export.forms.setCurrentIndex(at)
    export.wishes.when.by_year.setChecked(FORMS[at][1] == "pdf")
    export.on_export()
    rest(window)
    path = tmp_path / paths[0][1]
    assert path.suffix == f".{FORMS[at][1]}"
    assert path.stat().st_size > 100


def test_only_the_people_of_the_list_are_exported(window, rest, tmp_path, paths):
    dialog = window.dialogs.open("export", roster="members", ids=[1, 2])
    assert dialog.only.isVisibleTo(dialog)
    dialog.on_export()
    rest(window)
    rows = list(openpyxl.load_workbook(tmp_path / paths[0][1]).active.iter_rows(values_only=True))
    assert len(rows) == 3


def test_people_of_another_roster_are_refused_in_one_sentence(window, rest, tmp_path, paths):
    dialog = window.dialogs.open("export", roster="members", ids=[99999])
    dialog.on_export()
    rest(window)
    assert dialog.bar.notes[0].what == "列表中的人都不在这份名册里"
    assert not (tmp_path / paths[0][1]).exists()


def test_no_column_and_no_day_are_refused(export, window):
    for item in export._items():
        item.setCheckState(Qt.CheckState.Unchecked)
    export.on_export()
    assert export.bar.notes[0].what == "没有选择要导出的列"
    export.tick_default()
    export.wishes.when.day.line.setText("2026-13-40")
    export.on_export()
    assert export.bar.notes[0].what == "截止日期没有填对"


def test_a_file_open_in_another_program_offers_another_name(
    export, window, rest, tmp_path, paths, monkeypatch
):
    real = files.replaced

    @contextmanager
    def held(path, doing="写入"):
        if not path.stem.endswith("-1"):
            raise files.refusal(PermissionError(errno.EACCES, "held"), path, doing)
        with real(path, doing) as draft:
            yield draft

    monkeypatch.setattr("partyoffice.reports.excel.replaced", held)
    export.on_export()
    rest(window)
    note = export.bar.notes[0]
    assert "被拒绝" in note.what
    assert "WPS" in note.sentence
    links = dict(note.links)
    assert next(iter(links)) == "重试"
    links[list(links)[1]]()
    rest(window)
    assert (tmp_path / paths[0][1].replace(".xlsx", "-1.xlsx")).is_file()


def test_a_full_disk_while_exporting_is_one_sentence(export, window, rest, tmp_path, paths, monkeypatch):
    @contextmanager
    def full(path, doing="写入"):
        raise files.refusal(OSError(errno.ENOSPC, "full"), path, doing)
        yield path

    monkeypatch.setattr("partyoffice.reports.excel.replaced", full)
    export.on_export()
    rest(window)
    assert "磁盘空间不足" in export.bar.notes[0].what
    assert not list(tmp_path.glob("*.xlsx"))


# --- printing ---


@pytest.fixture
def previews(monkeypatch):
    """Keep the previews that were opened, without showing them."""
    opened = []
    monkeypatch.setattr(preview.Preview, "open", lambda self: opened.append(self) or None)
    yield opened
    for one in opened:
        one.reject()


def text_of(path):
    pages = pypdfium2.PdfDocument(path)
    return "".join(page.get_textpage().get_text_bounded() for page in pages)


def test_a_form_is_previewed_for_the_chosen_people_masked(window, rest, previews):
    dialog = window.dialogs.open("print", paper="mem-01", ids=[1, 2])
    assert dialog.whom.ways.currentText() == "选中的人（2 人）"
    dialog.on_preview()
    rest(window)
    (shown,) = previews
    assert shown.paper.count() == 2
    assert "********" in text_of(shown.paper.path).replace("\n", "")


def test_a_full_form_is_logged(window, rest, previews):
    dialog = window.dialogs.open("print", paper="mem-01", ids=[1])
    dialog.wishes.full.click()
    dialog.on_preview()
    rest(window)
    assert sentences(window)[0] == f"打印完整名册：党员基本信息采集表（用途：日常使用；{ON_CARD}）"
    assert "********" not in text_of(previews[0].paper.path).replace("\n", "")


def test_a_blank_form_has_one_page_and_nobody_on_it(window, rest, previews):
    dialog = window.dialogs.open("print", paper="mem-01")
    dialog.whom.ways.setCurrentText(BLANK)
    dialog.on_preview()
    rest(window)
    assert previews[0].paper.count() == 1


def test_a_roster_is_previewed_as_it_will_be_printed(window, rest, previews):
    dialog = window.dialogs.open("print", paper="members")
    dialog.wishes.when.by_year.setChecked(True)
    dialog.on_preview()
    rest(window)
    assert "年度党员花名册" in text_of(previews[0].paper.path)


def test_a_roster_of_a_year_is_called_by_its_year_and_can_hold_the_chosen_people_alone(
    window, rest, previews
):
    dialog = window.dialogs.open("print", paper="members", ids=[1, 2])
    dialog.wishes.when.by_year.setChecked(True)
    dialog.side.some.setChecked(True)
    year = dialog.wishes.when.year.currentText()
    dialog.on_preview()
    rest(window)
    assert previews[0].paper.path.name == f"{year} 党员花名册.pdf"
    assert "共 2 人" in text_of(previews[0].paper.path)
    assert window.dialogs.open("print", paper="changes", ids=[1]).side.some.isHidden()


def checks(shown):
    """What the preview says before printing, each with what becomes of it."""
    return [label.text() for label in shown.options.findChildren(QLabel) if label.text()]


def test_a_character_no_face_has_is_named_beside_the_preview(window, rest, previews):
    from partyoffice.members.records import Person

    with window.office.change("更正姓名") as session:
        session.get_one(Person, 1).name = "林\U00013000夏"
    dialog = window.dialogs.open("print", paper="mem-01", ids=[1])
    dialog.on_preview()
    rest(window)
    assert "林\U00013000夏：“\U00013000”没有字体能印" in checks(previews[0])
    assert "会印成空框，可以打印后手写补上" in checks(previews[0])


def test_a_sound_paper_says_that_no_character_is_missing(window, rest, previews):
    dialog = window.dialogs.open("print", paper="members")
    dialog.on_preview()
    rest(window)
    assert "字体齐全，无缺字" in checks(previews[0])


@pytest.fixture
def lacking(window):
    """Take a must out of the card of two people."""
    from partyoffice.members.records import Person

    with window.office.change("清除学历") as session:
        for ident in (2, 3):
            session.get_one(Person, ident).education = ""
            session.get_one(Person, ident).birth = None
    with window.office.reading() as session:
        return [session.get_one(Person, ident).name for ident in (1, 2, 3)]


def test_forms_that_are_not_filled_in_are_listed_and_skipped_if_wished(window, rest, previews, lacking):
    dialog = window.dialogs.open("print", paper="mem-01", ids=[1, 2, 3])
    dialog.messages = Recorder(answers=["跳过，印其余 1 人"])
    dialog.on_preview()
    rest(window)
    question = dialog.messages.questions[0]
    assert question.title == "2 人的党员基本信息采集表还没有填全"
    assert [name.split("（")[0] for name in question.names] == lacking[1:]
    assert previews[0].paper.count() == 1
    assert f"已跳过 2 人：{lacking[1]}、{lacking[2]}" in checks(previews[0])


def test_forms_that_are_not_filled_in_are_printed_anyway_in_the_order_of_the_list(
    window, rest, previews, lacking
):
    dialog = window.dialogs.open("print", paper="mem-01", ids=[3, 1, 2])
    dialog.messages = Recorder(answers=[ANYWAY])
    dialog.on_preview()
    rest(window)
    pages = [previews[0].thumbs.model().index(at, 0).data() for at in range(3)]
    assert pages == [f"第 1 页 {lacking[2]}", f"第 2 页 {lacking[0]}", f"第 3 页 {lacking[1]}"]
    assert any(text.startswith(f"{lacking[2]}：") and "没有填" in text for text in checks(previews[0]))


def test_going_back_prints_nothing(window, rest, previews, lacking):
    dialog = window.dialogs.open("print", paper="mem-01", ids=[1, 2])
    dialog.messages = Recorder()
    dialog.on_preview()
    rest(window)
    assert not previews
    assert dialog.isVisible()


def test_the_preview_lies_in_a_private_folder(window, rest, previews):
    dialog = window.dialogs.open("print", paper="mem-01", ids=[1])
    dialog.on_preview()
    rest(window)
    folder = previews[0].paper.path.parent
    assert folder.stat().st_mode & 0o077 == 0


def test_sensitive_fields_of_a_form_are_masked_by_their_own_rule():
    values = full_values.masked_values(
        {
            "id_number": "330099198802110023",
            "name": "林知夏",
            "photo": b"x",
            "awards": [],
            "contact": "林知夏",
        },
        {"id_number": "身份证号", "name": "姓名", "photo": "照片", "contact": "联系人"},
    )
    assert values["id_number"].count("*") == 8
    assert (values["name"], values["photo"], values["awards"]) == ("林知夏", b"x", [])
    assert values["contact"] == "林知夏"  # of our own office, though a column of moves has the same key


# --- what goes out whole, on paper ---


def text_of_list(shown):
    return text_of(shown.paper.path).replace("\n", "").replace("\r", "")


def choose_purpose(dialog, title):
    dialog.side.out.purposes.setCurrentText(title)
    dialog.side.out.purposes.activated.emit(dialog.side.out.purposes.currentIndex())


def test_before_a_roster_is_printed_whole_its_purpose_and_sensitive_columns_are_named(window, rest, previews):
    dialog = window.dialogs.open("print", paper="members")
    assert dialog.side.out.told.text() == full_values.NOTE
    choose_purpose(dialog, "上报上级")
    whole = "（用途：上报上级；敏感列：身份证号、手机号码、家庭住址）"
    assert dialog.side.out.told.text() == f"将完整输出{whole}，记入操作记录"
    dialog.on_preview()
    rest(window)
    assert f"完整输出{whole}" in checks(previews[0])
    assert sentences(window)[0] == f"打印完整名册：党员花名册{whole}"
    assert "****" not in text_of_list(previews[0])
    again = window.dialogs.open("print", paper="members")
    assert (again.wishes.full.isChecked(), again.side.out.purpose().title) == (True, "上报上级")


def test_what_will_be_whole_is_still_named_on_another_paper(window, rest, previews):
    dialog = window.dialogs.open("print", paper="members")
    dialog.wishes.full.click()
    dialog.on_preview()
    rest(window)
    previews[0].options.sheet.paper.setCurrentText("A3")
    previews[0].options.sheet.chosen.emit()
    rest(window)
    _gone, shown = previews
    previews[:] = [shown]
    assert any(text.startswith("完整输出（用途：日常使用") for text in checks(shown))


def test_a_list_to_be_posted_cannot_be_printed_whole(window):
    dialog = window.dialogs.open("print", paper="members")
    dialog.wishes.full.click()
    choose_purpose(dialog, "公示")
    assert not dialog.wishes.full.isChecked()
    assert not dialog.wishes.full.isEnabled()


@pytest.mark.parametrize("paper", ["members", "mem-01"])
def test_print_bears_the_same_watermark_as_an_export(window, rest, previews, paper):
    dialog = window.dialogs.open("print", paper=paper, ids=[1])
    choose_purpose(dialog, "归档")
    assert not dialog.side.out.mark.isChecked()
    dialog.side.out.mark.click()
    dialog.on_preview(skip=False)
    rest(window)
    with pypdfium2.PdfDocument(previews[0].paper.path) as pdf:
        assert all(page.get_textpage().get_text_range().count(f"{clock.today()} 归档") == 3 for page in pdf)
    export = window.dialogs.open("export", roster="members")
    export.purposes.setCurrentText("归档")
    export.purposes.activated.emit(2)
    assert export.mark.isChecked()


def test_where_nothing_is_masked_nothing_is_asked_and_a_letter_says_once_that_it_is_whole(window):
    meetings = window.dialogs.open("print", paper="meetings")
    assert meetings.wishes.full.isHidden()
    assert not meetings.side.out.purposes.isHidden()  # a watermark says what for
    letter = window.dialogs.open("print", paper="mem-04")
    assert letter.side.out.purposes.isHidden()
    assert letter.wishes.full.isHidden()
    assert "按格式印完整的身份证号" in letter.side.about.text()


def test_an_empty_roster_cannot_be_printed_as_forms(show, empty, rest, previews):
    window = show(empty)
    dialog = window.dialogs.open("print", paper="mem-01")
    dialog.on_preview()
    rest(window)
    assert dialog.bar.notes[0].what == "没有可打印的人"
