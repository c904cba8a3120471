"""A pay slip becomes the 核定 of the year; who was set and has paid keeps the amount until the next one."""

import csv
from datetime import date

import pytest
from sqlalchemy import Engine, event

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.dues.queries.assessments import lines
from partyoffice.dues.records import Closing, Payment
from partyoffice.dues.records.settings import ITEM_FLAGS
from partyoffice.intake import staging
from partyoffice.intake.target import Options, Verdict
from partyoffice.members.actions import add_person
from partyoffice.members.rules import Category
from partyoffice.parts import PARTS
from partyoffice.store import settings

PAY = next(one for part in PARTS for one in part.importers if one.kind == "pay")
ON = date(2026, 11, 20)
HEAD = "姓名|岗位工资|薪级|基础性绩效|教护10%|养老保险|公积金|个税|班主任津贴|应发工资|备注"
ONE = "林知夏|2540|1950|2100|449|620|930|21.35|300|9999|"
RETIRED = ("姓名|人员类型|养老金|备注", "沈砚秋|离退休|6543.21|")


@pytest.fixture
def office(office):
    with office.change("建校") as session:
        for name in ("林知夏", "沈砚秋"):
            card = {"name": name, "job": "退休教师" if name == "沈砚秋" else ""}
            add_person(session, card, category=Category.FULL, since=Day(2012, 6))
    office.back_up = lambda *_given: None  # that imports make a copy before is shown elsewhere
    return office


@pytest.fixture
def stage(office, tmp_path):
    def run(*rows, **more):
        path = tmp_path / "工资单.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(one.split("|") for one in rows)
        return staging.stage(office, PAY, path, Options(on=ON, **more))

    return run


def held(office):
    with office.reading() as session:
        return {line.row.name: line.held for line in lines(session, 2026, ON)}


def write(office, staged):
    staging.commit(office, staged)


def test_items_by_their_many_names_become_the_amount_and_the_same_again_changes_nothing(office, stage):
    staged = stage("2026年1月工资单", HEAD, ONE)
    assert [(row.verdict, row.values["year"]) for row in staged.rows] == [(Verdict.NEW, 2026)]
    write(office, staged)
    found = held(office)["林知夏"]
    assert (found.base, found.due, found.payer) == (546765, 8201, "在编在职")
    assert [one["key"] for one in found.items if not one["sign"]] == ["class_teacher"]
    assert stage("2026年1月工资单", HEAD, ONE).rows[0].verdict is Verdict.SAME
    changed = stage("2026年1月工资单", HEAD, ONE.replace("2540", "2640"))
    assert changed.rows[0].verdict is Verdict.CHANGED
    write(office, changed)
    assert held(office)["林知夏"].due == 8351
    office.undo()
    office.undo()
    assert held(office)["林知夏"] is None


def test_what_the_retired_draw_is_no_insurance(office, stage):
    answered = {"养老金": "养老金"}
    write(office, stage(*RETIRED, answers=answered))
    assert (held(office)["沈砚秋"].base, held(office)["沈砚秋"].payer) == (654321, "离退休")


def test_a_real_heading_row_gives_each_column_its_item_and_says_what_it_leaves_out(office, stage):
    staged = stage(
        "序号|姓名|岗位工资|薪级工资|绩效工资|应发合计|养老保险个人|大病保险|个人所得税|实发工资",
        "1|林知夏|3010|2550|3000|8560|650|20|29|7861",
        "2|沈砚秋|3010|2550|3000|8560|650|20|29|7861",
    )
    assert staged.columns.ambiguous == []
    row, other = staged.rows
    assert (row.values["given"]["payer"], other.values["given"]["payer"]) == ("在编在职", "离退休")
    assert [one.code for one in (*row.warnings, *other.warnings)] == ["not-counted"]
    write(office, staged)
    assert held(office)["林知夏"].base == 301000 + 255000 + 210000 - 65000 - 2900


def test_a_raise_within_the_year_is_told_and_changes_nothing(office, stage):
    write(office, stage(HEAD, ONE))
    with office.change("收") as session:
        one = next(line.row.id for line in lines(session, 2026, ON) if line.row.name == "林知夏")
        session.add(Payment(person_id=one, month=Day(2026, 1), amount=8201, on=Day(2026, 1, 8)))
    row = stage(HEAD, ONE.replace("2540", "3000")).rows[0]
    assert row.verdict is Verdict.SAME
    assert row.warnings[-1].code == "pay-changed"
    assert "已按每月 82.01 交了 1 个月，照新工资应为 88.91" in row.warnings[-1].message


def test_each_wrong_line_says_why(office, stage):
    with office.change("设置") as session:
        settings.put(session, ITEM_FLAGS, "校龄津贴=计入")
    found = stage(
        "姓名|年度|校龄津贴|住房公积金|计算基数|每月应交",
        "林知夏|2026|5000.01|-100|5000|80",
        "林知夏|2026|1|||",
        "沈砚秋|2026||930||",
        "沈砚秋|2027||||",
        "江予安|2026|1|||",
    ).rows
    assert [row.problems[0].code if row.problems else "" for row in found] == [
        "", "duplicate", "base", "empty", "person-unknown",
    ]  # fmt: skip
    assert [one.code for one in found[0].warnings] == ["base-differs", "month_due-differs"]
    with office.change("结账") as session:
        session.add(Closing(period="2026-01", closed=Day(2026, 2, 1)))
    assert stage(HEAD, ONE).rows[0].problems[0].code == "closed"


@pytest.fixture
def asked(office):
    """Count what the office is asked while something is done."""

    def run(work):
        seen = []
        note = lambda _connection, _cursor, statement, *_: seen.append(statement)  # noqa: E731 -- taken away again
        event.listen(Engine, "before_cursor_execute", note)
        try:
            work()
        finally:
            event.remove(Engine, "before_cursor_execute", note)
        return len(seen)

    return run


@pytest.fixture
def crowd(office):
    with office.change("更多") as session:
        for at in range(40):
            add_person(session, {"name": f"教师{at:03d}"}, category=Category.FULL, since=Day(2012, 6))
    return [ONE.replace("林知夏", f"教师{at:03d}") for at in range(40)]


def test_a_long_slip_asks_the_office_as_often_as_a_short_one(office, stage, crowd, asked):
    short = asked(lambda: write(office, stage(HEAD, *crowd[:2])))
    assert asked(lambda: write(office, stage(HEAD, *crowd[2:]))) == short
    raised = [one.replace("2540", "2640") for one in crowd]
    short = asked(lambda: write(office, stage(HEAD, *raised[:2])))
    assert asked(lambda: write(office, stage(HEAD, *raised[2:]))) == short
    office.undo()
    assert sorted({one.due for one in held(office).values() if one is not None}) == [8201, 8351]


def test_a_slip_stopped_at_its_last_line_has_set_nothing(office, stage, crowd):
    staged, before = stage(HEAD, *crowd), office.last_seq
    with pytest.raises(staging.Cancelled):
        staging.commit(office, staged, progress=lambda _share, told: told != "正在写入 教师039")
    assert (office.last_seq, set(held(office).values())) == (before, {None})


def test_a_roster_given_as_a_pay_slip_is_refused_as_a_whole(office, stage):
    before = office.last_seq
    with pytest.raises(OfficeError, match="没有一列是工资单（党费核定）的内容") as told:
        stage("姓名|党员类别|部门", "林知夏|正式党员|语文组")
    assert "是否选对了文件" in told.value.remedy
    assert office.last_seq == before
