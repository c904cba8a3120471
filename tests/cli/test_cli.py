import csv
import errno
import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from partyoffice.cli import run
from partyoffice.cli.grammar import grammar
from partyoffice.members.records import Person
from partyoffice.parts import PARTS
from partyoffice.store import history, shelf
from partyoffice.store.office import Office
from partyoffice.store.snoozes import put_off

ROOT = Path(__file__).resolve().parents[2]
HEADS = ["姓名", "身份证号", "人员类别", "转正时间", "所在党支部"]
GOOD = ["沈砚秋", "330099199003071234", "正式党员", "2013-06-21", "第九党支部"]
BAD = ["方砚舟", "330099198802110021", "正式党员", "2013-06-21", "第九党支部"]


@pytest.fixture
def sheet(tmp_path):
    def write(*rows, heads=HEADS):
        path = tmp_path / "名册.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as out:
            csv.writer(out).writerows([heads, *rows])
        return path

    return write


def table(path):
    with path.open(encoding="utf-8-sig", newline="") as found:
        return list(csv.DictReader(found))


# --- the frame ---


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "读写时磁盘空间不足。"),
        (
            PermissionError(errno.EACCES, os.strerror(errno.EACCES), "/nowhere/名册.xlsx"),
            "读写“名册.xlsx”时被拒绝。",
        ),
        (OSError(errno.EIO, os.strerror(errno.EIO)), "读写时磁盘没有回应。"),
    ],
)
def test_what_the_disk_refuses_is_told_in_our_words(error, said, capsys, monkeypatch):
    def fail(_given):
        raise error

    monkeypatch.setattr(run, "read_words", lambda _words: SimpleNamespace(verb=fail, json=False))
    assert run.run([]) == run.REFUSED
    told = capsys.readouterr().err
    assert told.startswith(said)
    assert "没有改动" in told
    assert os.strerror(error.errno) not in told


def test_loading_the_command_line_loads_nothing_heavy():
    heavy = (
        "PySide6",
        "reportlab",
        "openpyxl",
        "xlsxwriter",
        "pypinyin",
        "alembic",
        "python_calamine",
        "pypdfium2",
        "PIL",
    )
    code = f"import sys, partyoffice.cli.run; print([m for m in {heavy} if m in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert told.stdout.strip() == "[]"


def test_the_module_is_the_command_and_speaks_utf_8_everywhere(tmp_path):
    around = os.environ | {"LC_ALL": "C", "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    words = [sys.executable, "-m", "partyoffice", "calc", "amount", "1409.50", "--json"]
    told = subprocess.run(words, capture_output=True, check=False, cwd=ROOT, env=around)
    assert told.returncode == 0
    assert json.loads(told.stdout.decode("utf-8"))["words"] == "壹仟肆佰零玖元伍角整"
    assert not told.stdout.startswith(b"\xef\xbb\xbf")
    words = [sys.executable, "-m", "partyoffice", "--office", os.fsdecode(b"\xff\xe5.dangwu"), "check"]
    told = subprocess.run(words, capture_output=True, check=False, cwd=ROOT, env=around)
    assert told.returncode == 1
    assert b"Traceback" not in told.stderr
    assert "找不到数据文件" in told.stderr.decode("utf-8")


@pytest.mark.parametrize(
    "words",
    [["nonsense"], ["new"], ["export", "members"], ["check", "--wrong"], ["new", "a", "--sample", "x"]],
)
def test_wrong_usage_is_two_and_told_in_chinese(ask, words):
    status, out, err = ask(*words)
    assert (status, out) == (2, "")
    assert "看不懂这条命令" in err


def test_options_may_stand_before_and_after_the_verb(answer, office):
    before = answer("--office", office, "check")
    assert answer("check", "--office", office) == before
    assert isinstance(before["findings"], list)


def test_without_json_every_key_is_a_line(ask, office):
    status, out, _ = ask("--office", office, "forms")
    assert (status, out.startswith("forms: [")) == (0, True)


def test_without_an_office_it_says_how_to_name_one(refusal):
    assert "--office" in refusal("check")


ABSURD = [
    ["--office", "没有.dangwu", "check"],
    ["--office", ".", "check"],
    ["--office", "{office}", "undo-import", "9" * 40],
    ["--office", "{office}", "undo-import", "-1"],
    ["--office", "{office}", "undo-import", "甲"],
    ["--office", "{office}", "undo-import", "1"],
    ["--office", "{office}", "todo", "--days", "99999999999"],
    ["--office", "{office}", "todo", "--days", "-99999999999"],
    ["--office", "{office}", "todo", "--on", "昨天"],
    ["--office", "{office}", "todo", "--on", "2026-06"],
    ["--office", "{office}", "export", "members", "a.xlsx", "--as-of", "2026-06"],
    ["--office", "{office}", "check", "--on", "2026-02-30"],
    ["--office", "{office}", "export", "members", "a.xlsx", "--year", "99999"],
    ["--office", "{office}", "export", "members", "a.xlsx", "--year", "-1"],
    ["--office", "{office}", "export", "members", "a.xlsx", "--as-of", "7/1/25"],
    ["--office", "{office}", "export", "members", "a.exe"],
    ["--office", "{office}", "export", "members", "没有的文件夹/a.xlsx"],
    ["--office", "{office}", "export", "members", "a.xlsx", "--branch", "党支部"],
    ["--office", "{office}", "export", "members", "a.xlsx", "--columns", "姓名,身高"],
    ["--office", "{office}", "export", "members", "a.xlsx", "--order", "身高"],
    ["--office", "{office}", "export", "nobody", "a.xlsx"],
    ["--office", "{office}", "print", "mem-99", "a.pdf"],
    ["--office", "{office}", "print", "mem-01", "a.xlsx"],
    ["--office", "{office}", "print", "mem-01", "a.pdf", "--member", "查无此人"],
    ["--office", "{office}", "print", "mem-01", "a.pdf", "--year", "99999"],
    ["--office", "{office}", "print", "mem-01", "a.pdf", "--overlay"],
    ["--office", "{office}", "import", "nothing", "a.xlsx"],
    ["--office", "{office}", "import", "members", "没有.xlsx"],
    ["--office", "{office}", "import", "members", "{office}"],
    ["--office", "{office}", "backup", "没有的文件夹/a.dangwu"],
    ["--office", "{office}", "backup", "{office}"],
    ["--office", "{office}", "verify", "没有.dangwu"],
    ["--office", "{office}", "restore", "没有.dangwu"],
    ["--office", "{office}", "--password-file", "没有.txt", "check"],
    ["new", "{office}"],
    ["new", "没有的文件夹/a.dangwu"],
    ["new", "新.dangwu", "--sample", "0"],
    ["new", "新.dangwu", "--sample", "20001"],
    ["calc", "nothing"],
    ["calc"],
    ["calc", "age", "--born", "1990-02-30"],
    ["calc", "age", "--born", "1990-02", "--on", "2026-01-01"],
    ["calc", "age", "--born", "2026-02-01", "--on", "2026-01-01"],
    ["calc", "amount", "1.234"],
    ["calc", "amount", "1e9"],
    ["calc", "--batch", "没有.json"],
]


@pytest.mark.parametrize("words", ABSURD, ids=lambda words: " ".join(words[-3:]))
def test_absurd_words_are_refused_with_what_to_do_and_change_nothing(
    refusal, office, words, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    before = office.read_bytes()
    refusal(*(word.format(office=office) for word in words))
    assert office.read_bytes() == before
    assert not (tmp_path / "新.dangwu").exists()
    assert not (tmp_path / "a.pdf").exists()


# --- new ---


def test_new_makes_an_office_of_any_ending_and_says_how_many(answer, tmp_path):
    path = tmp_path / "学校.db"
    assert answer("new", path, "--sample", 7) == {"office": str(path), "members": 7}
    empty = tmp_path / "空.dangwu"
    assert answer("new", empty, "--school", "青禾中学") == {"office": str(empty), "members": 0}


def test_the_sample_is_the_same_for_one_seed_and_another_for_another(answer, tmp_path):
    def names(seed, name):
        answer("new", tmp_path / f"{name}.dangwu", "--sample", 15, "--seed", seed)
        answer(
            "--office",
            tmp_path / f"{name}.dangwu",
            "export",
            "members",
            tmp_path / f"{name}.csv",
            "--unmasked",
        )
        return table(tmp_path / f"{name}.csv")

    def without(rows):
        return [{key: value for key, value in row.items() if key != "编号"} for row in rows]

    one, same, other = names(3, "a"), names(3, "b"), names(4, "c")
    assert without(one) == without(same) != without(other)


def test_a_password_file_locks_and_opens(answer, refusal, tmp_path):
    key, path = tmp_path / "密码.txt", tmp_path / "密.dangwu"
    key.write_bytes("﻿方砚舟的密码\r\n".encode())
    answer("new", path, "--school", "青禾中学", "--password-file", key)
    assert not path.read_bytes().startswith(b"SQLite")
    assert answer("--office", path, "check", "--password-file", key) == {"findings": []}
    refusal("--office", path, "check")
    key.write_text("别的")
    assert "密码不对" in refusal("--office", path, "check", "--password-file", key)


# --- import and back ---


def test_an_import_tells_everything_the_paper_asks_for(answer, office, sheet):
    told = answer("--office", office, "import", "members", sheet(GOOD), "--on", "2026-11-01")
    assert told.items() >= {
        "kind": "members", "header_row": 1, "unmapped": [], "ambiguous": [], "hidden_rows": [], "new": 1,
        "changed": 0, "same": 0, "problems": [], "committed": True, "created_branches": ["第九党支部"],
    }.items()  # fmt: skip
    assert told["mapping"] == {
        "姓名": "name",
        "身份证号": "id_number",
        "人员类别": "category",
        "转正时间": "full",
        "所在党支部": "branch",
    }
    assert isinstance(told["import_id"], int)
    again = answer("--office", office, "import", "members", sheet(GOOD))
    assert (again["same"], again["new"], again["changed"], again["import_id"]) == (1, 0, 0, None)
    assert answer("--office", office, "undo-import", told["import_id"]) == {"restored": 1, "kept": []}
    assert "重新" not in answer("--office", office, "undo-import", told["import_id"])["kept"]


def test_problems_keep_everything_out_unless_only_the_good_rows_are_wanted(
    ask, answer, office, sheet, tmp_path
):
    before = office.read_bytes()
    errors = tmp_path / "错误.xlsx"
    status, out, err = ask(
        "--office", office, "import", "members", sheet(GOOD, BAD), "--errors", errors, "--json"
    )
    told = json.loads(out)
    assert (status, told["committed"], told["import_id"]) == (1, False, None)
    [problem] = told["problems"]
    assert problem.items() >= {"row": 3, "column": "身份证号", "value": BAD[1], "code": "id-check"}.items()
    assert problem["message"]
    assert "有 1 行有问题，没有导入。数据没有改动。" in err
    assert errors.exists()
    dry = answer("--office", office, "import", "members", sheet(GOOD, BAD), "--dry-run")
    assert (dry["committed"], dry["new"], len(dry["problems"])) == (False, 1, 1)
    assert office.read_bytes() == before
    good = answer("--office", office, "import", "members", sheet(GOOD, BAD), "--only-good")
    assert (good["committed"], good["new"]) == (True, 1)


def test_an_ambiguous_heading_waits_for_an_answer_that_is_remembered(answer, office, sheet):
    heads, row = [*HEADS, "职务"], [*GOOD, "组织委员"]
    told = answer("--office", office, "import", "members", sheet(row, heads=heads), "--dry-run")
    assert [one["heading"] for one in told["ambiguous"]] == ["职务"]
    answer("--office", office, "import", "members", sheet(row, heads=heads), "--map", "职务=党内职务")
    again = answer("--office", office, "import", "members", sheet(row, heads=heads))
    assert (again["ambiguous"], again["same"]) == ([], 1)


def test_the_sheet_of_errors_never_replaces_the_sheet_or_the_office(refusal, office, sheet):
    path = sheet(BAD)
    before = path.read_bytes(), office.read_bytes()
    for target in (path, office):
        refusal("--office", office, "import", "members", path, "--errors", target)
    assert (path.read_bytes(), office.read_bytes()) == before


# --- export, print, look ---


def test_an_export_for_reuse_holds_the_columns_and_can_be_masked(answer, office, tmp_path):
    wanted = "姓名 性别 民族 出生日期 身份证号 学历 学位 籍贯 参加工作时间 入党时间 转正时间 "
    wanted += "人员类别 所在党支部 党内职务 手机号码 家庭住址 备注"
    told = answer("--office", office, "export", "members", tmp_path / "a.csv", "--unmasked")
    assert told == {"rows": 24, "file": str(tmp_path / "a.csv"), "noted": True}
    rows = table(tmp_path / "a.csv")
    assert set(wanted.split()) <= set(rows[0])
    assert len(rows) == 24
    assert all("*" not in row["身份证号"] for row in rows)
    answer("--office", office, "export", "members", tmp_path / "b.csv")
    assert all("*" in row["身份证号"] for row in table(tmp_path / "b.csv"))


@pytest.mark.parametrize("ending", [".xlsx", ".pdf", ".csv"])
@pytest.mark.parametrize(
    "roster",
    ["members", "new-members", "applicants", "activists", "candidates", "probationary", "formal", "changes"],
)
def test_every_roster_can_be_written(answer, office, tmp_path, roster, ending):
    path = tmp_path / f"a{ending}"
    told = answer("--office", office, "export", roster, path, "--year", 2025)
    assert told["rows"] >= 0
    assert path.stat().st_size > 0


def test_a_roster_of_a_branch_takes_in_what_hangs_below(answer, office, tmp_path):
    def rows(*words):
        return answer("--office", office, "export", "members", tmp_path / "a.csv", *words)["rows"]

    branches = ("第一党支部（文科）", "第二党支部（理科）", "第三党支部（行政后勤）", "第四党支部（离退休）")
    assert (
        sum(rows("--branch", name) for name in branches) == rows("--branch", "青禾中学党总支") == rows() == 24
    )
    assert rows("--as-of", "1950-01-01") == 0


def test_forms_are_listed_and_printed(answer, office, tmp_path):
    [form] = [one for one in answer("--office", office, "forms")["forms"] if one["code"] == "mem-01"]
    assert (form["title"], form["needs"]) == ("党员基本信息采集表", ["member"])
    answer("--office", office, "export", "members", tmp_path / "a.csv", "--unmasked")
    rows = table(tmp_path / "a.csv")
    who = [row["身份证号"] for row in rows[:2]]
    told = answer(
        "--office", office, "print", "mem-01", tmp_path / "a.pdf", "--member", who[0], "--member", who[1]
    )
    assert (told["pages"] >= 2, told["skipped"]) == (True, [])
    assert answer("print", "mem-01", tmp_path / "b.pdf", "--blank")["pages"] >= 1


def test_who_has_not_filled_in_what_the_form_asks_is_left_out_and_named_if_wished(
    answer, refusal, office, tmp_path
):
    from partyoffice.members.records import Person
    from partyoffice.store.office import Office

    with Office.open(office) as opened:
        with opened.change("清除学历") as session:
            person = session.get_one(Person, 2)
            person.education, who = "", person.id_number
        opened.release()
    words = ("--office", office, "print", "mem-01", tmp_path / "a.pdf")
    whole, told = answer(*words), answer(*words, "--only-complete")
    assert whole["pages"] - told["pages"] == len(told["skipped"]) >= 1
    assert any("学历" in one for one in told["skipped"])
    assert "都没有填全" in refusal(*words, "--only-complete", "--member", who)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--set", "=甲"), "“=甲”要填的栏目不是一栏"),
        (("--set", "用途,抬头=甲"), "要填的栏目不是一栏"),
        (("--set", "用途=甲", "--set", "用途=乙"), "“用途=乙”要填的栏目不是一栏，或者已经写过"),
        (("--set", "编号=0"), "编号“0”不是一个数"),
        (("--set", "编号=" + "9" * 5000), "不是一个数"),
    ],
)
def test_what_is_typed_for_a_paper_is_refused_where_it_says_two_things(
    refusal, office, tmp_path, words, said
):
    assert said in refusal("--office", office, "print", "mem-04", tmp_path / "a.pdf", *words)
    assert not (tmp_path / "a.pdf").exists()


def test_a_word_that_a_closed_choice_does_not_have_is_refused(refusal, office, tmp_path):
    words = ("--office", office, "print", "arch-03", tmp_path / "a.pdf", "--set", "盒脊宽度（毫米）=1")
    assert "可用：20、30、40、50" in refusal(*words)


@pytest.mark.parametrize(
    "words", [("print", "mem-01"), ("print", "mem-01", "--blank"), ("export", "members")]
)
def test_the_office_itself_is_never_written_over_whatever_it_is_called(refusal, office, words):
    renamed = office.rename(office.with_suffix(".pdf"))
    before = renamed.read_bytes()
    verb, code, *more = words
    assert "不能写到它上面" in refusal("--office", renamed, verb, code, renamed, *more)
    assert renamed.read_bytes() == before


def test_a_body_is_asked_for_where_the_office_has_none(answer, refusal, tmp_path):
    answer("new", tmp_path / "空.dangwu")
    assert "还没有党组织" in refusal(
        "--office", tmp_path / "空.dangwu", "print", "mtg-01", tmp_path / "a.pdf"
    )


def test_check_and_todo_tell_their_keys(answer, office):
    for one in answer("--office", office, "check")["findings"]:
        assert set(one) >= {"code", "severity", "who", "message", "article"}
        assert one["severity"] in {"info", "warn", "block"}
    items = answer("--office", office, "todo", "--on", "2028-06-01", "--days", 400)["items"]
    assert items
    for one in items:
        assert set(one) >= {"kind", "who", "due", "state", "article", "text"}
        assert one["state"] == (
            "overdue" if one["due"] < "2028-06-01" else "due" if one["due"] == "2028-06-01" else "soon"
        )


def test_todo_says_what_was_put_off_as_the_window_does(answer, office):
    ask = ("--office", office, "todo", "--on", "2028-06-01", "--days", 400)
    first = answer(*ask)["items"][0]
    with Office.open(office) as opened, opened.change("忽略待办") as session:
        duties = [duty for part in PARTS for due in part.due for duty in due(session, date(2028, 6, 1))]
        keys = [one.key for one in duties if (one.who, str(one.due)) == (first["who"], first["due"])]
        put_off(session, keys, None, "已批准延长预备期")
    told = [one for one in answer(*ask)["items"] if one.get("put_off")]
    assert {one["put_off"] for one in told} == {"本次忽略：已批准延长预备期"}
    assert len(told) == len(keys) >= 1


def test_what_no_face_can_print_is_named(answer, office, tmp_path):
    with Office.open(office) as opened, opened.change("造字") as session:
        person = session.get_one(Person, 1)
        person.name = "林\ue000夏"
    for words in (("export", "members", "a.pdf"), ("print", "mem-01", "b.pdf", "--member", "林\ue000夏")):
        told = answer("--office", office, *words[:2], tmp_path / words[2], *words[3:])
        assert told["unprintable"] == ["林\ue000夏（\ue000）"]


# --- copies ---


def test_a_copy_is_made_verified_and_restored(answer, refusal, office, sheet, tmp_path):
    copy = answer("--office", office, "backup", tmp_path / "带走.dangwu")
    assert set(copy) >= {"file", "sha256", "members", "revision"}
    assert copy["members"] == 24
    assert answer("verify", copy["file"]).items() >= {"sha256": copy["sha256"], "members": 24}.items()
    answer("--office", office, "import", "members", sheet(GOOD))
    told = answer("--office", office, "restore", copy["file"])
    assert told["members"] == 24
    assert Path(told["kept"]).exists()
    data = bytearray(Path(copy["file"]).read_bytes())
    data[len(data) // 2] ^= 1
    Path(copy["file"]).write_bytes(data)
    refusal("verify", copy["file"])
    assert "可以改用“青禾中学-" in refusal("--office", office, "restore", copy["file"])
    own = answer("--office", office, "backup")
    assert Path(own["file"]).parent == office.parent / "备份"


def test_beside_an_open_window_reading_works_and_writing_is_refused(answer, refusal, office, sheet, tmp_path):
    with Office.open(office) as window:
        copy = answer("--office", office, "backup", tmp_path / "a.dangwu")["file"]
        for words in (
            ["check"],
            ["todo"],
            ["forms"],
            ["export", "members", tmp_path / "a.xlsx"],
            ["verify", office],
        ):
            answer("--office", office, *words)
        answer("--office", office, "print", "mem-01", tmp_path / "a.pdf")
        for words in (["import", "members", sheet(GOOD)], ["undo-import", "1"], ["restore", copy]):
            assert "请先关闭那个窗口" in refusal("--office", office, *words)
        window.release()


def test_an_old_copy_is_verified_and_restored_too(answer, office, tmp_path, monkeypatch):
    from partyoffice.store import revisions

    copy = answer("--office", office, "backup", tmp_path / "旧.dangwu")["file"]
    folder = tmp_path / "versions"
    shutil.copytree(revisions.folder(), folder, ignore=shutil.ignore_patterns("__pycache__"))
    last = revisions.known()[-1]
    (folder / "9998_later.py").write_text(
        f'from alembic import op\nrevision = "9998"\ndown_revision = "{last}"\ndef upgrade():\n    pass\n'
    )
    monkeypatch.setattr(revisions, "folder", lambda: folder)
    assert answer("verify", copy).items() >= {"members": 24, "revision": last}.items()
    assert answer("--office", office, "restore", copy)["members"] == 24


def test_the_newest_copy_is_rehearsed(answer, refusal, office):
    assert "还没有备份" in refusal("--office", office, "rehearse")
    copy = answer("--office", office, "backup")["file"]
    assert answer("--office", office, "rehearse")["file"] == copy


def test_every_copy_is_verified_and_a_bad_one_named_with_what_to_do(answer, ask, refusal, office):
    copies = [answer("--office", office, "backup")["file"] for _ in range(2)]
    told = answer("--office", office, "verify", "--all")
    assert sorted(one["file"] for one in told["copies"]) == sorted(copies)
    assert {one["state"] for one in told["copies"]} == {"完好"}
    data = bytearray(Path(copies[0]).read_bytes())
    data[-1] ^= 1
    Path(copies[0]).write_bytes(bytes(data))
    assert "2 份备份中有 1 份不能用" in refusal("--office", office, "verify", "--all")
    status, out, _err = ask("--office", office, "verify", "--all", "--json")
    found = json.loads(out)
    assert (status, found["bad"]) == (1, 1)
    (bad,) = (one for one in found["copies"] if one["state"] != "完好")
    assert bad["file"] == copies[0]
    assert "不要用它恢复" in bad["advice"]
    codes = {one["code"]: one["message"] for one in answer("--office", office, "check")["findings"]}
    assert Path(copies[0]).name in codes["copy-bad"]
    for words in (["verify"], ["verify", copies[1], "--all"]):
        assert "没有说清" in refusal("--office", office, *words)


def test_after_a_restore_old_copies_go_again_by_a_command_that_the_answer_names(answer, office):
    copy = answer("--office", office, "backup")["file"]
    assert " thin " in answer("--office", office, "restore", copy)["next"]
    assert shelf.paused(office)
    assert answer("--office", office, "thin")["was_paused"]
    assert not shelf.paused(office)
    assert not answer("--office", office, "thin")["was_paused"]


def test_everything_is_saved_in_plain_and_of_an_encrypted_office_only_with_agree(
    answer, refusal, office, tmp_path
):
    told = answer("--office", office, "plain", tmp_path / "明文")
    assert (tmp_path / "明文" / "表格" / "党员.xlsx").is_file()
    assert told["tables"]["person"] > 24
    assert told["noted"]
    with Office.open(office, writing=False) as opened, opened.reading() as session:
        assert history.entries(session, 1)[0].sentence == "命令行另存明文：全部数据，不加密、不遮盖"
    assert "已经存在" in refusal("--office", office, "plain", tmp_path / "明文")
    word = tmp_path / "密码.txt"
    word.write_text("甲乙丙丁", "utf-8")
    secret = tmp_path / "密.dangwu"
    answer("--password-file", word, "new", secret)
    given = ("--office", secret, "--password-file", word, "plain", tmp_path / "密的明文")
    assert "设有密码" in refusal(*given)
    assert not (tmp_path / "密的明文").exists()
    answer(*given, "--agree")
    assert (tmp_path / "密的明文" / "说明.txt").is_file()


def test_the_program_checks_itself(answer):
    told = answer("selftest")
    assert told["checks"]
    assert all(one["ok"] and one["name"] for one in told["checks"])


# --- calc ---


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["age", "--born", "1995-12-31", "--on", "2025-12-31"], {"years": 30}),
        (["age", "--born", "2004-02-29", "--on", "2026-02-28"], {"years": 21}),
        (["standing", "--full", "2020-06-01", "--on", "2021-05-31"], {"years": 0}),
        (["standing", "--full", "2020-06-01", "--on", "2021-06-01"], {"years": 1}),
        (["standing", "--full", "2020-06-01", "--on", "2020-05-31"], {"years": "—"}),
        (["standing", "--full", "1975-03-01", "--on", "2026-11-20"], {"years": 51}),
        (
            ["adult", "--born", "2008-05-20", "--applied", "2026-05-19"],
            {"allowed": False, "earliest": "2026-05-20"},
        ),
        (
            ["adult", "--born", "2008-05-20", "--applied", "2026-05-20"],
            {"allowed": True, "earliest": "2026-05-20"},
        ),
        (["id-number", "33009919880211002" + "0"], {"valid": True, "born": "1988-02-11", "sex": "女"}),
        (["id-number", "330099198802110021"], {"valid": False}),
        (["amount", "1409.50"], {"words": "壹仟肆佰零玖元伍角整"}),
        (["activist", "--decided", "2024-02-29"], {"earliest_candidate": "2025-03-01"}),
        (["deadline", "--rule", "谈话", "--from", "2026-01-31"], {"by": "2026-02-28"}),
        (["notice", "--from", "2026-09-21", "--start-counts", "no"], {"last_day": "2026-09-29"}),
        (["probation", "--accepted", "2025-06-18", "--extend", "6"], {"extended_to": "2026-12-17"}),
        (
            ["vote", "--kind", "接收", "--due", "20", "--present", "11", "--yes", "10", "--written-yes", "1"],
            {"may_open": True, "passed": True, "needed_present": 11, "needed_yes": 11},
        ),
    ],
)
def test_calculations_answer_with_article_and_steps(answer, words, told):
    found = answer("calc", *words)
    assert found.items() >= told.items()
    assert found["article"]
    assert found["steps"]
    assert "\n" not in found["steps"]


def test_a_batch_answers_in_order_with_errors_in_their_place(answer, tmp_path):
    path = tmp_path / "问.json"
    asked = [
        ["age", "--born", "1990-01-01", "--on", "2026-01-01"],
        ["nothing"],
        ["age"],
        [],
        ["amount", 5],
        ["id-number", "1"],
        ["deadline", "--rule", "审批", "--from", "2026-08-31"],
        ["probation", "--accepted", "2025-06-18", "--extend", 13],
    ]
    path.write_text(json.dumps(asked), encoding="utf-8")
    found = answer("calc", "--batch", path)
    assert [next(iter(one)) for one in found] == [
        "years", "error", "error", "error", "words", "valid", "by", "error"
    ]  # fmt: skip
    for text in ("{", "{}", "[1]", ""):
        path.write_text(text)
        with pytest.raises(AssertionError):
            answer("calc", "--batch", path)


def test_every_verb_has_its_function():
    from partyoffice.cli import verbs

    for name in grammar()._subparsers._group_actions[0].choices:
        assert callable(getattr(verbs, name.replace("-", "_")))


def test_what_is_readable_of_a_damaged_office_goes_into_a_new_one(answer, tmp_path):
    damaged, out = tmp_path / "坏.dangwu", tmp_path / "新.dangwu"
    answer("new", str(damaged), "--school", "青禾中学")
    with damaged.open("r+b") as handle:
        handle.write(bytes(100))
    before = damaged.read_bytes()
    told = answer("salvage", str(damaged), str(out))
    assert told["lost"] == 0
    assert told["tables"]["organisation"]["read"] == 1
    assert damaged.read_bytes() == before
    assert answer("verify", str(out))["file"] == str(out)


def test_an_office_older_than_this_pc_remembers_is_told_so_by_verify(answer, tmp_path):
    path = tmp_path / "旧.dangwu"
    answer("new", str(path), "--school", "青禾中学")
    before = path.read_bytes()
    assert "older" not in answer("verify", str(path))
    with Office.open(path) as office, office.change("新增") as session:
        session.add(Person(name="沈砚秋"))
    path.write_bytes(before)
    assert "数据可能被还原" in answer("verify", str(path))["older"]
