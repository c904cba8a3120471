"""Where an export goes: purpose and folder, names, files held open, 最近导出 (U61-U64)."""

import errno
import os
import zipfile
from contextlib import contextmanager
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace

import openpyxl
import pytest
from defusedxml import ElementTree
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from partyoffice.app.opening_files import MOST, note_written, recent
from partyoffice.app.recent_files import GONE
from partyoffice.store import files
from partyoffice.ui import outside, tasks
from partyoffice.ui.desk import KINDS, short_name
from partyoffice.ui.prefs import Prefs

USE, REPORT, ARCHIVE, NOTICE = range(4)


@pytest.fixture
def export(window):
    return window.dialogs.open("export", roster="members")


@pytest.fixture
def system(monkeypatch, tmp_path):
    """Answer the system's own dialog with a name in a folder; notes what was proposed."""
    answer = SimpleNamespace(folder=tmp_path, name="", asked=[])

    def save(_parent, _title, start, kinds):
        answer.asked.append((Path(start), kinds))
        return str(answer.folder / (answer.name or Path(start).name)), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", save)
    return answer


def choose(export, purpose):
    export.purposes.setCurrentIndex(purpose)
    export.purposes.activated.emit(purpose)


def ticked(export):
    return {item.text() for item in export._items() if item.checkState() is Qt.CheckState.Checked}


def test_every_purpose_has_its_own_folder_that_comes_back(window, rest, system, tmp_path):
    for purpose, folder in ((USE, "日常"), (REPORT, "上报")):
        (tmp_path / folder).mkdir()
        export = window.dialogs.open("export", roster="members")
        choose(export, purpose)
        system.folder = tmp_path / folder
        export.on_export()
        rest(window)
    for purpose, folder in ((USE, "日常"), (REPORT, "上报")):
        export = window.dialogs.open("export", roster="members")
        choose(export, purpose)
        export.on_export()
        rest(window)
        assert system.asked[-1][0].parent == tmp_path / folder


def test_a_list_to_report_is_whole_and_formal_and_the_purpose_is_offered_again(window, rest, system, export):
    choose(export, REPORT)
    assert export.wishes.full.isChecked()
    assert "身份证号（敏感）" in ticked(export)
    assert export.forms.currentText() == "Excel 正式名册"
    export.on_export()
    rest(window)
    assert window.dialogs.open("export", roster="members").purposes.currentText() == "上报上级"


def test_a_list_for_everybodys_eyes_can_never_be_whole(export):
    export.wishes.full.click()
    choose(export, NOTICE)
    assert not export.wishes.full.isChecked()
    assert not export.wishes.full.isEnabled()
    assert "公示" in export.wishes.full.toolTip()
    assert not {text for text in ticked(export) if "敏感" in text}
    choose(export, USE)
    assert export.wishes.full.isEnabled()


def test_every_format_has_a_chinese_filter_and_gets_its_ending(window, rest, system):
    for at, kind in enumerate(("xlsx", "xlsx", "pdf", "docx", "csv")):
        export = window.dialogs.open("export", roster="members")
        export.forms.setCurrentIndex(at)
        system.name = f"名册{at}"
        export.on_export()
        rest(window)
        assert (system.folder / f"名册{at}.{kind}").is_file()
        assert system.asked[-1][1] == KINDS[kind]


def test_a_name_whose_ending_we_add_is_asked_about_before_it_replaces_a_file(window, rest, system, export):
    held = system.folder / "名册.xlsx"
    held.write_bytes(b"old")
    system.name = "名册"
    export.on_export()
    rest(window)
    assert window.messages.questions[0].title == "已有同名文件"
    assert held.read_bytes() == b"old"
    window.messages.answers.append("替换")
    export.on_export()
    rest(window)
    assert held.read_bytes() != b"old"


def test_a_branch_with_a_name_no_file_can_have_still_exports(window, rest, system, export):
    export.wishes.branch.setItemText(1, "一/二:支部")
    export.wishes.branch.setCurrentIndex(1)
    export.on_export()
    rest(window)
    assert system.asked[0][0].name.startswith("示例_一 二 支部_党员花名册_")


def test_a_proposed_name_is_never_too_long_for_the_system():
    name = short_name("中共青禾中学总支部委员会" * 20 + ".xlsx")
    assert name.endswith(".xlsx")
    assert len(name.encode()) <= 180
    assert short_name("名册.xlsx") == "名册.xlsx"


def test_a_path_beyond_the_limit_is_written_or_refused_in_one_sentence(
    window, rest, system, export, tmp_path
):
    deep = tmp_path
    while len(str(deep)) < 230:
        deep /= "很深的文件夹"
    deep.mkdir(parents=True)
    system.folder = deep
    export.on_export()
    rest(window)
    assert len(list(deep.glob("*.xlsx"))) == 1
    error = files.refusal(OSError(errno.ENAMETOOLONG, "too long"), deep / "a.xlsx", "导出")
    assert "路径太长" in error.what


def test_windows_is_told_of_a_long_path_in_its_own_way(monkeypatch):
    class Long(PureWindowsPath):
        def absolute(self):
            return self

    monkeypatch.setattr(files, "Path", PureWindowsPath)
    monkeypatch.setattr(os, "name", "nt")
    folder = "C:\\" + "\\".join(["很深的文件夹"] * 40)
    assert str(files.long_path(Long(folder))) == rf"\\?\{folder}"
    share = "\\\\server\\share\\" + "x" * 250
    assert str(files.long_path(Long(share))).startswith("\\\\?\\UNC\\server")
    assert files.long_path(Long("C:\\a.xlsx")) == Long("C:\\a.xlsx")


@pytest.fixture
def held(monkeypatch):
    """Hold every file of one name, as WPS does."""
    real, names = files.replaced, set()

    @contextmanager
    def replaced(path, doing="写入"):
        if path.name in names:
            raise files.refusal(PermissionError(errno.EACCES, "held"), path, doing)
        with real(path, doing) as draft:
            yield draft

    monkeypatch.setattr("partyoffice.reports.excel.replaced", replaced)
    return names


def test_a_file_open_in_wps_offers_a_free_name_and_another_folder(
    window, rest, system, export, held, tmp_path
):
    system.name = "名册.xlsx"
    held.add("名册.xlsx")
    (tmp_path / "名册-1.xlsx").write_bytes(b"taken")
    export.on_export()
    rest(window)
    links = dict(export.bar.notes[0].links)
    assert list(links) == ["重试", "另存为 名册-2.xlsx", "换一个文件夹"]
    (tmp_path / "别处").mkdir()
    system.folder, system.name = tmp_path / "别处", "另一份.xlsx"
    links["换一个文件夹"]()
    rest(window)
    assert (tmp_path / "别处" / "另一份.xlsx").is_file()


def test_the_error_list_held_open_offers_the_same_ways(window, rest, system, held, tmp_path):
    window.show_page("check")
    rest(window)
    system.name = "体检.xlsx"
    held.add("体检.xlsx")
    window.page().export_list()
    rest(window)
    links = dict(window.messages.notes[-1].links)
    assert list(links) == ["重试", "另存为 体检-1.xlsx", "换一个文件夹"]
    links["另存为 体检-1.xlsx"]()
    rest(window)
    assert (tmp_path / "体检-1.xlsx").is_file()
    assert window.messages.notes[-1].what == "已导出数据体检"


def test_a_stopped_export_leaves_no_file_and_the_dialog_as_it_was(
    window, rest, system, export, monkeypatch, tmp_path
):
    monkeypatch.setattr("partyoffice.reports.excel.OFTEN", 1)
    monkeypatch.setattr(tasks.Task, "progress", lambda *_: False)
    export.on_export()
    rest(window)
    assert export.isVisible()
    assert not [one for one in tmp_path.iterdir() if one.suffix in {".xlsx", ".partial"}]
    assert not recent(window.prefs)


def test_the_template_and_the_rows_with_problems_find_another_name_too(window, rest, system, monkeypatch):
    def held(*_):
        raise files.refusal(PermissionError(errno.EACCES, "held"), Path("模板.xlsx"), "写入")

    monkeypatch.setattr("partyoffice.app.template.write_template", held)
    dialog = window.dialogs.open("template")
    dialog.on_save()
    rest(window)
    assert "WPS" in dialog.bar.notes[0].sentence
    assert [words for words, _ in dialog.bar.notes[0].links][0::2] == ["重试", "换一个文件夹"]
    monkeypatch.undo()


# --- 最近导出 ---


def test_what_was_exported_stands_in_the_list_and_opens_again(window, rest, system, export, monkeypatch):
    opened = []
    monkeypatch.setattr("partyoffice.app.recent_files.open_file", lambda path: opened.append(path) or True)
    export.on_export()
    rest(window)
    path = system.folder / system.asked[0][0].name
    listed = window.dialogs.open("recent")
    assert listed.list.lines.lines[0].cells[1:3] == (path.name, str(path.parent))
    listed.list.opened.emit(path)
    assert opened == [path]


def test_a_file_that_has_gone_says_so_and_is_not_opened(window, tmp_path):
    note_written(window.prefs, tmp_path / "去年的名册.xlsx", "党员花名册")
    listed = window.dialogs.open("recent")
    assert listed.list.lines.lines[0].cells[3] == GONE
    assert not listed.go.isEnabled()
    assert listed.go.toolTip() == GONE
    assert listed.folder.isEnabled()


def test_the_list_holds_twenty_and_nothing_but_where_and_when(tmp_path):
    prefs = Prefs(tmp_path / "prefs.json")
    for at in range(MOST + 5):
        note_written(prefs, tmp_path / f"{at}.xlsx", "党员花名册")
    note_written(prefs, tmp_path / "9.xlsx", "党员花名册")
    kept = recent(Prefs(tmp_path / "prefs.json"))
    assert len(kept) == MOST
    assert Path(kept[0]["path"]).name == "9.xlsx"
    assert {key for one in kept for key in one} == {"path", "title", "at"}


def test_an_empty_list_says_so(window):
    listed = window.dialogs.open("recent")
    assert listed.list.lines.lines[0].cells[2] == "还没有导出过文件。"
    assert not listed.go.isEnabled()


def test_a_link_to_a_file_that_was_moved_meanwhile_says_so(window, rest, system, export):
    export.on_export()
    rest(window)
    note = window.messages.notes[-1]
    (system.folder / system.asked[0][0].name).unlink()
    dict(note.links)["打开文件"]()
    assert window.messages.notes[-1].what == "文件已移动"


def test_a_system_without_a_program_for_it_says_where_it_lies(window, rest, system, export, monkeypatch):
    monkeypatch.setattr(outside.QDesktopServices, "openUrl", lambda _url: False)
    export.on_export()
    rest(window)
    dict(window.messages.notes[-1].links)["打开所在文件夹"]()
    assert window.messages.notes[-1].what == "没有打开"


# --- what Excel and WPS find (U69) ---


def whole(path):
    """Check what makes Excel offer a repair: every part well-formed, typed, and every reference there."""
    with zipfile.ZipFile(path) as packed:
        assert packed.testzip() is None
        names = set(packed.namelist())
        roots = {name: ElementTree.fromstring(packed.read(name)) for name in names}
    types = roots["[Content_Types].xml"]
    said = {one.get("PartName", "").lstrip("/") for one in types} - {""}
    endings = {one.get("Extension") for one in types} - {None}
    assert said <= names
    assert all(name in said or name.rpartition(".")[2] in endings for name in names)
    for name in (one for one in names if one.endswith(".rels")):
        base = Path(name).parent.parent
        for link in roots[name]:
            target = link.get("Target")
            place = target.lstrip("/") if target.startswith("/") else os.path.normpath(base / target)
            assert link.get("TargetMode") == "External" or Path(place).as_posix() in names
    return roots


@pytest.mark.parametrize("form", [0, 1])
def test_an_exported_sheet_has_a_frozen_head_widths_and_a_print_area(window, rest, system, export, form):
    export.forms.setCurrentIndex(form)
    export.on_export()
    rest(window)
    path = system.folder / system.asked[0][0].name
    whole(path)
    sheet = openpyxl.load_workbook(path).active
    assert sheet.freeze_panes
    assert sheet.print_area
    assert sheet.print_title_rows
    assert len(sheet.column_dimensions) > 3
