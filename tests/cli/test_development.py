"""The way into the Party and the moves on the command line: duties, findings, papers, rosters, imports."""

import csv
import json

import pytest

from partyoffice.cli.run import run
from partyoffice.parts import PARTS

HEADS = ["姓名", "出生年月", "政治面貌", "申请入党时间", "确定入党积极分子时间", "培养联系人"]
APPLICANT = ["许青禾", "1995-03-08", "共青团员", "2025-03-01", "2025-09-01", "无此人"]
MOVE = {"姓名": "秦川", "方向": "转入", "转出党组织": "中共竹汀区教育局委员会", "接收日期": "2025-02-20",
        "人员类别": "正式党员", "所在党支部": "第一党支部（文科）"}  # fmt: skip
PAPERS = [one.code for part in PARTS for one in part.papers if one.code.startswith("dev-")]


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    """A sample large enough for every stage; the tests here only read it."""
    path = tmp_path_factory.mktemp("way") / "青禾中学.dangwu"
    assert run(["new", str(path), "--sample", "90", "--seed", "4"]) == 0
    return path


@pytest.fixture
def sheet(tmp_path):
    def write(heads, *rows):
        path = tmp_path / "名单.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as out:
            csv.writer(out).writerows([heads, *rows])
        return path

    return write


def test_todo_tells_what_rules_set_a_day_for_with_the_article(school, answer):
    items = answer("--office", school, "todo")["items"]
    assert all({"kind", "who", "due", "state", "article", "text"} <= set(one) for one in items)
    kinds = {one["kind"] for one in items}
    assert {"step-2", "step-6"} <= kinds
    late = [one for one in items if one["kind"] == "step-2" and one["state"] == "overdue"]
    assert late
    assert all("第七条" in one["article"] and "一个月内为" in one["text"] for one in late)


def test_check_tells_what_the_rules_say_of_files_and_changes_nothing(school, answer):
    before = school.read_bytes()
    found = answer("--office", school, "check")["findings"]
    assert all({"code", "severity", "who", "message", "article"} <= set(one) for one in found)
    codes = {one["code"] for one in found}
    assert {"DEV-02", "DEV-07"} <= codes
    assert any("例外办理，理由" in one["message"] for one in found)
    assert school.read_bytes() == before


@pytest.mark.parametrize("roster", ["applicants", "activists", "candidates", "probationary", "transfers"])
def test_each_roster_of_the_way_is_written_with_its_people(school, answer, tmp_path, roster):
    told = answer("--office", school, "export", roster, tmp_path / f"{roster}.csv")
    with (tmp_path / f"{roster}.csv").open(encoding="utf-8-sig", newline="") as out:
        rows = list(csv.DictReader(out))
    assert told["rows"] == len(rows) > 0
    assert "姓名" in rows[0]


def test_every_form_of_the_way_is_listed_and_refused_only_with_a_reason(school, ask, answer, tmp_path):
    listed = {one["code"]: one for one in answer("forms")["forms"]}
    assert set(PAPERS) <= set(listed)
    assert all(listed[code]["title"] and listed[code]["needs"] for code in PAPERS)
    way = tmp_path / "way.csv"
    answer("--office", school, "export", "candidates", way, "--columns", "姓名,身份证号", "--unmasked")
    with way.open(encoding="utf-8-sig", newline="") as out:
        who = next(csv.DictReader(out))
    for code in PAPERS:
        words = ("--office", school, "print", code, tmp_path / "a.pdf", "--member", who["身份证号"], "--json")
        status, told, err = ask(*words)
        assert status == 0 or "没有改动" in err, (code, err)
        assert "内部出错" not in err, code
        assert status or json.loads(told)["pages"] > 0


def test_applicants_come_in_with_the_keys_of_every_import_and_go_out_again(office, ask, answer, sheet):
    path = sheet(HEADS, APPLICANT, ["秦山", "", "", "", "", ""])
    status, out, _ = ask("--office", office, "import", "applicants", path, "--json")
    told = json.loads(out)
    assert (status, told["committed"], told["import_id"]) == (1, False, None)
    assert [one["code"] for one in told["problems"]] == ["status-unknown"]
    assert told["mapping"]["申请入党时间"] == "applied"
    dry = answer("--office", office, "import", "applicants", path, "--dry-run")
    assert (dry["new"], dry["committed"]) == (1, False)
    done = answer("--office", office, "import", "applicants", path, "--only-good")
    assert (done["kind"], done["new"], done["committed"]) == ("applicants", 1, True)
    again = answer("--office", office, "import", "applicants", path, "--only-good")
    assert (again["new"], again["changed"], again["same"]) == (0, 0, 1)
    undone = answer("--office", office, "undo-import", done["import_id"])
    assert undone["restored"] > 0
    assert undone["kept"] == []


def test_moves_come_in_and_are_exported(office, answer, sheet, tmp_path):
    done = answer("--office", office, "import", "transfers", sheet(list(MOVE), list(MOVE.values())))
    assert (done["kind"], done["new"], done["problems"]) == ("transfers", 1, [])
    assert answer("--office", office, "export", "transfers", tmp_path / "t.csv")["rows"] > 0


def test_an_old_book_of_meetings_comes_in_is_exported_and_goes_out_again(office, answer, sheet, tmp_path):
    heads = ["日期", "类型", "名称", "支部", "应到", "决议"]
    book = sheet(heads, ["2025-03-12", "支委会", "三月支委会", "第一党支部（文科）", "3", "同意"])
    done = answer("--office", office, "import", "meetings", book)
    assert (done["kind"], done["new"], done["problems"]) == ("meetings", 1, [])
    for roster in ("meetings", "decisions"):
        path = tmp_path / f"{roster}.csv"
        assert answer("--office", office, "export", roster, path, "--year", "2025")["rows"] > 0
    assert answer("--office", office, "undo-import", done["import_id"])["restored"] > 0


def test_the_errors_of_a_list_come_back_with_their_reasons(office, ask, sheet, tmp_path):
    import openpyxl

    path = sheet(HEADS, ["秦山", "", "", "", "", ""])
    status, *_ = ask("--office", office, "import", "applicants", path, "--errors", tmp_path / "错.xlsx")
    assert status == 1
    rows = list(openpyxl.load_workbook(tmp_path / "错.xlsx").active.values)
    assert any("人员类别" in str(cell) for row in rows for cell in row)
