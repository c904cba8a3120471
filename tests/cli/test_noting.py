"""What goes out whole by the command line leaves its line, with its purpose, and is no step of undo."""

import docx
import pytest

from partyoffice.app import full_values
from partyoffice.core.errors import OfficeError
from partyoffice.store import backup, history, lock
from partyoffice.store.office import Office

ROSTER = "命令行导出完整名册：党员花名册"
COLUMNS = ("--columns", "姓名,身份证号,手机号码,性别")


@pytest.fixture
def lines(office):
    """Reads the lines of 操作记录 that were added since the last time."""

    def read():
        with Office.open(office, writing=False) as opened, opened.reading() as session:
            return [(one.kind, one.sentence) for one in history.entries(session)]

    known = read()

    def added():
        nonlocal known
        now = read()
        new, known = now[: len(now) - len(known)], now
        return new

    return added


def test_a_whole_roster_leaves_one_line_with_its_purpose_and_columns(answer, office, tmp_path, lines):
    words = ("--office", office, "export", "members", tmp_path / "a.pdf", *COLUMNS)
    assert "noted" not in answer(*words, "--purpose", "上报上级")
    assert lines() == []
    assert answer(*words, "--unmasked", "--purpose", "上报上级")["noted"] is True
    assert lines() == [("log", f"{ROSTER}（用途：上报上级；敏感列：身份证号、手机号码）")]
    assert answer(*words, "--unmasked")["noted"] is True
    assert lines() == [("log", f"{ROSTER}（敏感列：身份证号、手机号码）")]


def test_every_time_leaves_a_line_no_tick_and_no_copy(answer, office, tmp_path, lines):
    for _ in range(2):
        answer("--office", office, "export", "members", tmp_path / "a.csv", "--unmasked")
    assert len(lines()) == 2
    assert not backup.copies(office)
    with Office.open(office) as opened:
        assert not full_values.last(opened, "members")  # the window proposes what it proposed before
        assert not opened.undo_sentence
        opened.release()


def test_a_filled_template_leaves_its_line(answer, office, tmp_path, lines):
    made = docx.Document()
    made.add_paragraph("{{姓名}} {{身份证号}}")
    made.save(tmp_path / "表.docx")
    words = ("--office", office, "fill", tmp_path / "表.docx", tmp_path / "好.docx", "--purpose", "归档")
    answer(*words)
    assert lines() == []
    assert answer(*words, "--unmasked")["noted"] is True
    assert lines() == [("log", "命令行填写完整名册：表.docx（用途：归档；敏感列：身份证号）")]


def test_a_printed_form_leaves_its_line_where_something_sensitive_stands_in_it(
    answer, office, tmp_path, lines
):
    assert answer("--office", office, "print", "mem-01", tmp_path / "a.pdf", "--blank").get("noted") is None
    assert answer("--office", office, "print", "mtg-01", tmp_path / "a.pdf").get("noted") is None
    assert lines() == []
    assert answer("--office", office, "print", "mem-01", tmp_path / "a.pdf")["noted"] is True
    [(kind, sentence)] = lines()
    assert (kind, "党员基本信息采集表（敏感列：" in sentence, "身份证号" in sentence) == ("log", True, True)


def test_beside_an_open_window_the_file_is_written_and_the_missing_line_told(ask, office, tmp_path, lines):
    with Office.open(office) as window:
        words = ("--office", office, "export", "members", tmp_path / "a.csv", "--unmasked")
        status, out, err = ask(*words, "--json")
        window.release()
    assert (status, '"noted": false' in out) == (0, True)
    assert "没有记入操作记录：数据文件已在另一个窗口中打开" in err
    assert "数据没有改动" in err
    assert (tmp_path / "a.csv").is_file()
    assert lines() == []


def test_where_nothing_may_be_written_the_missing_line_is_told_too(ask, office, tmp_path, monkeypatch):
    def refuse(_path):
        raise OfficeError("数据文件所在的文件夹不能写入", remedy="请换一个可以写入的位置")

    monkeypatch.setattr(lock, "take", refuse)
    status, out, err = ask(
        "--office", office, "export", "members", tmp_path / "a.csv", "--unmasked", "--json"
    )
    assert (status, '"noted": false' in out) == (0, True)
    assert "没有记入操作记录：数据文件所在的文件夹不能写入" in err


@pytest.mark.parametrize("verb", [("export", "members"), ("fill", "模板.docx")])
def test_a_purpose_is_one_the_window_offers_and_nothing_public_goes_out_whole(
    refusal, office, tmp_path, lines, verb
):
    words = ("--office", office, *verb, tmp_path / "a.docx", "--unmasked", "--purpose")
    assert "可用：日常使用、上报上级、归档、公示" in refusal(*words, "送朋友")
    assert "公示的名单不能有完整的证件号" in refusal(*words, "公示")
    assert not (tmp_path / "a.docx").exists()
    assert lines() == []
