"""The papers and lists of plans, as text; what 首页, 体检 and the search say of them."""

from datetime import date

import docx
import pytest

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.meetings.records import Meeting
from partyoffice.meetings.rules.kinds import COMMITTEE, TOPIC
from partyoffice.organisation.queries import find
from partyoffice.organisation.records import BOOKS_OPENED
from partyoffice.part import Asked, Wish
from partyoffice.plans import home, seek
from partyoffice.plans.actions import groups, lists, plans, tasks
from partyoffice.plans.checks import check_groups, check_plans
from partyoffice.plans.part import PLANS
from partyoffice.plans.queries.plans import tasks_of
from partyoffice.plans.queries.topics import topic_rows, topic_years
from partyoffice.plans.records import TASK_AHEAD, TOPIC_LEAST
from partyoffice.reports.document import as_text
from partyoffice.reports.write import write
from partyoffice.store import settings

ON = date(2026, 11, 20)
PAPERS = {one.code: one for one in PLANS.papers}
ROSTERS = {one.code: one for one in PLANS.rosters}


def paper(session, code, body=0, **given):
    one = PAPERS[code]
    return one.build(session, body, Asked(ON, {**one.usual(session, body, ON), **given}))


def told(session, code, body=0, **given):
    return as_text(paper(session, code, body, **given))


def test_a_year_plan_is_an_official_document_of_aims_and_tasks_by_area(session, plan):
    plans.revise_plan(session, plan.id, {"aims": "抓班子、带队伍。", "document": "青党〔2026〕2号"})
    tasks.stop(session, tasks_of(session, plan.id)[0].id, Day(2026, 11, 20), "并入其他工作")
    assert told(session, "plan-01") == (
        "2026年工作计划\n一、总体目标\n抓班子、带队伍。\n二、重点任务\n（一）党费和换届\n"
        "1.党费公示。每季度一次。（责任人：林知夏；完成时限：2026年12月20日）\n（二）其他工作\n1.建活动室。\n"
        "青党〔2026〕2号\n青禾中学党总支\n　　　　年　　月　　日\n"
    )


@pytest.mark.parametrize("code", ["plan-01", "plan-02", "plan-05"])
def test_without_a_plan_of_the_name_nothing_is_printed(session, code):
    with pytest.raises(OfficeError, match="还没有工作计划"):
        told(session, code)
    with pytest.raises(OfficeError, match="没有计划“别的”"):
        told(session, code, plan="别的")


def test_the_tables_of_a_plan_tell_the_split_and_what_became_of_it(session, plan, tmp_path):
    first, second, third = tasks_of(session, plan.id)
    tasks.put_off(session, second.id, Day(2026, 12, 31), "等回单")
    tasks.finish(session, first.id, Day(2026, 3, 18), "逐一签订")
    tasks.stop(session, third.id, Day(2026, 11, 20), "结转下一年")
    split = told(session, "plan-02")
    assert "1 | 党风廉政建设 | 签订责任书 |  | 沈砚秋 | 2026-03-20 | \n" in split
    assert "3 |  | 建活动室 |  |  |  | 停办：结转下一年\n" in split
    plans.revise_plan(session, plan.id, {"summary": "做得好。"})
    report = told(session, "plan-05")
    assert "共 3 项，完成 1 项　截至 2026-11-20\n## 总结\n做得好。\n## 各项任务\n" in report
    assert "2 | 党费公示 | 林知夏 | 2026-12-31 |  | 进行中 | 2026-12-20 推迟到 2026-12-31：等回单\n" in report
    path = tmp_path / "分解表.docx"
    write(paper(session, "plan-02"), path)
    cells = [cell.text for row in docx.Document(str(path)).tables[0].rows for cell in row.cells]
    assert {"签订责任书", "沈砚秋", "2026-03-20"} <= set(cells)


def test_an_empty_plan_and_a_full_one_are_printed(session, body, tmp_path):
    plan = plans.make_plan(session, {"organisation_id": body, "name": "空", "year": 2026, "years": 1})
    assert told(session, "plan-02").endswith("还没有任务\n")
    assert told(session, "plan-01") == "空\n青禾中学党总支\n　　　　年　　月　　日\n"
    for at in range(60):
        tasks.add_task(session, plan.id, {"what": f"{at}" + "写得很长的任务" * 20, "measure": "措施\n" * 9})
    for code in ("plan-01", "plan-02"):
        write(paper(session, code), tmp_path / f"{code}.pdf")
        assert (tmp_path / f"{code}.pdf").stat().st_size > 10_000


def test_lists_and_members_are_printed_by_whom_they_bind(session, body):
    for code, words in (("plan-03", "没有 2026 年的责任清单"), ("plan-04", "没有“领导小组”")):
        with pytest.raises(OfficeError, match=words):
            told(session, code)
    lists.add_line(session, {"organisation_id": body, "year": 2026, "whose": "书记", "duty": "讲党课"})
    lists.add_line(session, {"organisation_id": body, "year": 2026, "whose": "校长", "duty": "支持党建"})
    assert "## 书记（1 项）" in (whole := told(session, "plan-03"))
    assert "## 校长（1 项）" in whole
    assert told(session, "plan-03", whose="校长").startswith("2026 年校长责任清单\n")
    group = groups.found_group(session, {"organisation_id": body, "name": "党建领导小组", "duty": "统筹"})
    groups.seat_outsider(session, group.id, {"name": "方砚舟", "role": "组长", "post": "校长"})
    assert "1 | 组长 | 方砚舟 | 校长 | \n## 职责\n统筹\n" in told(session, "plan-04")


def test_the_rosters_are_of_a_year_of_a_body_and_refuse_unknown_columns(session, plan, body):
    build = ROSTERS["plan-tasks"].build
    assert "签订责任书" in as_text(build(session, Wish(ON, 2026)))
    assert as_text(build(session, Wish(ON, 2027))).endswith("没有任务\n")
    branch = find(session, "第二党支部").id
    assert "签订责任书" not in as_text(build(session, Wish(ON, branch=branch)))
    with pytest.raises(OfficeError, match="没有“身高”这样的列"):
        build(session, Wish(ON, columns=("身高",)))
    group = groups.found_group(session, {"organisation_id": body, "name": "组", "founded": Day(2025, 9, 2)})
    seat = groups.seat_outsider(session, group.id, {"name": "方砚舟"})
    groups.leave(session, seat.id, Day(2026, 1, 5))
    seats = ROSTERS["leading-seats"].build
    for year, there in ((2024, False), (2025, True), (2026, True), (2027, False), (None, False)):
        assert ("方砚舟" in as_text(seats(session, Wish(ON, year)))) is there, year
    lists.add_line(session, {"organisation_id": body, "year": 2026, "whose": "书记", "duty": "讲党课"})
    assert "讲党课" in as_text(ROSTERS["responsibilities"].build(session, Wish(ON, 2026)))


# -- 首页, 体检, search ------------------------------------------------------------------------


def meet(session, body, day, kind=TOPIC, counted=()):
    about = {"chair": "沈砚秋", "recorder": "林知夏", "counted_as": list(counted)}
    session.add(Meeting(organisation_id=body, kind=kind, on=day, **about))
    session.flush()


def test_tasks_late_and_soon_are_duties_and_the_halves_without_a_meeting(session, plan):
    first, second = find(session, "第一党支部"), find(session, "第二党支部")
    meet(session, first.id, Day(2026, 5, 6))
    meet(session, first.id, Day(2026, 9, 1), COMMITTEE, (TOPIC,))
    meet(session, second.id, Day(2026, 7, 1), COMMITTEE)
    found = [(one.kind, one.who, str(one.due)) for one in home.due(session, ON)]
    assert found == [
        ("plan-task", "沈砚秋", "2026-03-20"), ("plan-task", "林知夏", "2026-12-20"),
        ("plan-topic", "第二党支部", "2026-06-30"), ("plan-topic", "第二党支部", "2026-12-31"),
    ]  # fmt: skip
    rows = topic_rows(session, 2026, ON)
    assert [(row.branch, row.half.held, row.days) for row in rows] == [
        ("第二党支部", 0, ""), ("第二党支部", 0, ""), ("第一党支部", 1, "2026-05-06"),
        ("第一党支部", 1, "2026-09-01"),
    ]  # fmt: skip
    assert topic_years(session, date(2027, 1, 1)) == [2027, 2026]
    settings.put(session, BOOKS_OPENED, "2026-09-01")
    settings.put(session, TASK_AHEAD, "29")
    assert [(one.who, str(one.due)) for one in home.due(session, ON)] == [
        ("沈砚秋", "2026-03-20"), ("第二党支部", "2026-12-31")
    ]  # fmt: skip
    settings.put(session, TOPIC_LEAST, "0")
    assert [one.kind for one in home.due(session, ON)] == ["plan-task"]
    assert topic_rows(session, 2026, ON) == []


def test_the_year_tells_tasks_by_their_month_and_the_halves_that_lack_a_meeting(session, plan):
    assert [row.title for row in home.year(session, 2026, ON)] == ["工作任务"]  # nobody keeps minutes yet
    meet(session, find(session, "第一党支部").id, Day(2026, 5, 6))
    tasks.finish(session, tasks_of(session, plan.id)[1].id, Day(2026, 11, 20), "已公示")
    work, topic = home.year(session, 2026, ON)
    assert [cell.text for cell in work.cells] == ["", "", "0/1", *[""] * 8, "1/1"]
    assert [(cell.text, cell.mark) for cell in topic.cells[4:6]] == [("1", ""), ("缺", "warn")]
    assert topic.cells[5].ways[0][2]["view"] == "topics"
    assert [(one.value, one.note) for one in home.numbers(session, ON)] == [("3", "已完成 1，超期 1")]
    assert home.numbers(session, date(2030, 1, 1)) == ()


def test_what_a_plan_lacks_is_found_until_it_is_summed_up(session, plan, body):
    assert {(one.code, one.who) for one in check_plans(session, ON)} == {
        ("PLAN-01", "建活动室"), ("PLAN-02", "建活动室")
    }  # fmt: skip
    late = {one.code for one in check_plans(session, date(2027, 1, 1))}
    assert late == {"PLAN-01", "PLAN-02", "PLAN-05"}
    for one in tasks_of(session, plan.id):
        tasks.stop(session, one.id, Day(2026, 11, 20), "结转")
    plans.close_plan(session, plan.id, Day(2026, 11, 20), "完成")
    assert list(check_plans(session, date(2027, 1, 1))) == []
    groups.found_group(session, {"organisation_id": body, "name": "组"})
    (found,) = check_groups(session, ON)
    assert (found.code, found.spot.view) == ("PLAN-07", "groups")


def test_plans_tasks_groups_and_lines_are_found_by_word_and_pinyin(session, plan, body):
    group = groups.found_group(session, {"organisation_id": body, "name": "意识形态领导小组"})
    groups.seat_outsider(session, group.id, {"name": "方砚舟", "role": "组长"})
    lists.add_line(session, {"organisation_id": body, "year": 2025, "whose": "书记", "duty": "讲党课"})
    assert [one.title for one in seek.find_tasks(session, "2026 计划", 8)] == ["2026年工作计划"]
    assert [one.title for one in seek.find_tasks(session, "lzx", 8)] == ["党费公示"]
    assert [one.title for one in seek.find_groups(session, "意识", 8)] == ["意识形态领导小组"]
    assert [one.note for one in seek.find_groups(session, "fyz", 8)] == ["意识形态领导小组·组长·在任"]
    (line,) = seek.find_groups(session, "党课", 8)
    assert line.target["year"] == 2025
    assert seek.find_tasks(session, "　", 8) == seek.find_groups(session, "", 8) == ()
