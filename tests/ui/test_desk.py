import re
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from partyoffice.core.cancel import Cancelled
from partyoffice.core.errors import OfficeError
from partyoffice.store.steps import Step
from partyoffice.ui import tasks
from partyoffice.ui.desk import Desk, short_name
from partyoffice.ui.messages import Recorder
from partyoffice.ui.prefs import Prefs


class FakeOffice:
    def __init__(self):
        self.sentences, self.callback, self.last_seq, self.taken_back = [], None, 0, []

    def asked(self, kind):
        self.sentences.append(f"问 {kind}")

    def listen(self, callback):
        self.callback = callback
        return lambda: None

    def back_up(self, reason, _to=None, _progress=None):
        self.sentences.append(str(reason))

    @contextmanager
    def change(self, sentence):
        self.sentences.append(sentence)
        self.last_seq += 1
        yield "session"

    def step(self, _way):
        return Step(self.last_seq, self.sentences[-1])

    def undo(self):
        self.taken_back.append(self.last_seq)

    def revert(self, seq, progress):
        if seq in self.taken_back:
            raise OfficeError("这一步已经撤销", remedy="不用再撤销")
        self.taken_back.append(seq)


@pytest.fixture
def desk(qtbot, tmp_path):
    yield Desk(FakeOffice(), Recorder(), Prefs(tmp_path / "prefs.json"))
    qtbot.waitUntil(lambda: not tasks.running(), timeout=5000)


def answer(monkeypatch, which, path, asked=None):
    def choose(_parent, _title, start, kinds):
        if asked is not None:
            asked.append((start, kinds))
        return (str(path) if path else "", kinds)

    monkeypatch.setattr(QFileDialog, which, choose)


def test_a_saved_file_gets_its_ending_and_the_folder_is_kept_by_purpose(desk, monkeypatch, tmp_path):
    asked = []
    answer(monkeypatch, "getSaveFileName", tmp_path / "一支部_名册", asked)
    assert desk.ask_save_path("export", "导出", "名册.xlsx", "xlsx") == tmp_path / "一支部_名册.xlsx"
    desk.ask_save_path("export", "导出", "名册.xlsx", "xlsx")
    assert asked[1] == (str(tmp_path / "名册.xlsx"), "Excel 工作簿 (*.xlsx)")
    assert desk.folder("backup") == Path.home()


def test_a_point_in_the_name_is_no_ending(desk, monkeypatch, tmp_path):
    answer(monkeypatch, "getSaveFileName", tmp_path / "名册2025.07")
    assert desk.ask_save_path("export", "导出", "名册", "pdf").name == "名册2025.07.pdf"


def test_going_back_chooses_nothing(desk, monkeypatch):
    answer(monkeypatch, "getSaveFileName", "")
    answer(monkeypatch, "getOpenFileName", "")
    assert desk.ask_save_path("export", "导出", "名册.xlsx", "xlsx") is None
    assert desk.ask_open_path("import", "导入", "sheet") is None


def test_a_file_to_read_keeps_its_folder_too(desk, monkeypatch, tmp_path):
    answer(monkeypatch, "getOpenFileName", tmp_path / "名册.xls")
    assert desk.ask_open_path("import", "导入", "sheet") == tmp_path / "名册.xls"
    assert desk.folder("import") == tmp_path


def test_a_folder_that_is_gone_gives_way_to_the_users_own(desk, tmp_path):
    desk.prefs.put("folder.export", str(tmp_path / "没有了"))
    assert desk.folder("export") == Path.home()


def test_an_action_is_one_named_change_and_a_refusal_is_told(desk):
    def refuse(_session):
        raise OfficeError("没有登记", remedy="先选人")

    done = []
    assert desk.act("登记谈话：沈砚秋", done.append)
    assert not desk.act("登记谈话：林知夏", refuse)
    assert done == ["session"]
    assert desk.office.sentences == ["登记谈话：沈砚秋", "登记谈话：林知夏"]
    assert desk.messages.notes[0].what == "没有登记"


def test_commits_are_told_with_their_kinds(desk, qtbot):
    with qtbot.waitSignal(desk.changed) as told:
        desk.office.callback(frozenset({int}))
    assert told.args == [frozenset({int})]


def test_slow_work_that_is_refused_or_cancelled_is_told_in_the_bar(desk, qtbot):
    def refuse(_progress):
        raise OfficeError("没有导出", remedy="换一个位置")

    def stop(_progress):
        raise Cancelled

    desk.run_task("正在导出", refuse, lambda _result: None)
    desk.run_task("正在导出", stop, lambda _result: None)
    qtbot.waitUntil(lambda: len(desk.messages.notes) == 2, timeout=5000)
    assert [note.what for note in desk.messages.notes] == ["没有导出", "已取消"]


def test_the_way_back_is_of_the_very_change_told_whatever_was_done_meanwhile(desk):
    desk.act("第一步", lambda _session: None)
    desk.done("已做第一步")
    desk.act("第二步", lambda _session: None)
    sentence, take_back = desk.messages.undos[0]
    take_back()
    assert (sentence, desk.office.taken_back) == ("已做第一步", [1])
    take_back()
    assert [note.what for note in desk.messages.notes] == ["这一步已经撤销"]


def test_a_copy_is_made_before_more_than_fifty_records_are_touched(desk):
    for many in (50, 51):
        assert desk.act(f"核定 {many} 人", lambda _session: None, many=many)
    assert desk.office.sentences == ["核定 50 人", "问 change", "批量修改前", "核定 51 人"]


def test_nothing_is_done_to_many_where_no_copy_can_be_made(desk, monkeypatch):
    def refuse(*_):
        raise OfficeError("磁盘只剩 3 MB，备份需要 11 MB", remedy="请清理磁盘或换一个位置再备份")

    monkeypatch.setattr(desk.office, "back_up", refuse)
    assert not desk.act("核定 51 人", lambda _session: None, many=51)
    assert desk.office.sentences == ["问 change"]
    assert desk.messages.notes[0].what.startswith("磁盘只剩")


HOSTILE = (
    "../../etc/passwd",
    "..\\..\\win.ini",
    "/etc/shadow",
    "C:\\autoexec.bat",
    "C:ads",
    "a:b",
    "\\\\host\\share\\x",
    "名册.xlsx:stream",
    "a\0.pdf",
    "a\nb.pdf",
    "a\tb.pdf",
    "\u202efdp.exe",
    "a\u200b.pdf",
    "\ufeffa.pdf",
    "..",
    ".",
    "",
    " ",
    "...",
    "a. ",
    "a.pdf...",
    " .pdf",
    "?*<>|",
    '"a".pdf',
    "~/.bashrc",
    "$(rm)",
    "`a`",
    "%2e%2e%2fa",
    "a/../../b",
    "．．／a",
    "a／b：c",
    "名册\u202e.pdf",
    "名册\u2066gnp\u2069.pdf",
    "a\u2028b.pdf",
    "a\u2029b.pdf",
    "a\x7f.pdf",
    "a\x1b[31m.pdf",
    "\u00a0.pdf",
    "a\u3000.pdf\u3000",
    "con .txt",
    "CON.tar.gz",
    "LPT1:",
    "com1.",
    "CON/名册.pdf",
    "file:///etc/passwd",
    "http://a.example/b?c=d",
    "-rf",
    "--help",
    "|a",
    ">a",
    "a;b&c",
    "名册.pdf\0.exe",
    "\ud800.pdf",
    *(
        f"{name}{ending}"
        for name in ("CON", "nul", "Aux", "PRN", "COM1", "lpt9", "COM²")
        for ending in ("", ".pdf", " .txt")
    ),
    "名" * 300 + ".pdf",
    "a" * 5000,
    "a." + "b" * 300,
    "𠮷" * 90 + ".docx",
    "é" * 200 + ".jpg",
    "." * 300,
    "/" * 300,
)


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_name_leads_nowhere_and_is_one_that_every_system_takes(name, tmp_path):
    made = short_name(name)
    path = tmp_path / made
    assert path.resolve().parent == tmp_path
    path.write_bytes(b"x")
    assert [one.name for one in tmp_path.iterdir()] == [made]
    assert len(made.encode()) <= 200
    assert not set(made) & set('\\/:*?"<>|\0\n\t\u202e\u200b')
    assert made == made.strip(" .")
    assert not re.match(r"(?i)(con|nul|aux|prn|com[1²]|lpt9)\s*(\.|$)", made)
    assert short_name(made) == made
