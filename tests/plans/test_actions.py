"""Plans, tasks, leading groups and lists: made, mended, put off, done, given up, taken over."""

from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.meetings.records import Meeting
from partyoffice.meetings.rules.kinds import COMMITTEE
from partyoffice.plans.actions import groups, lists, plans, tasks
from partyoffice.plans.queries.groups import group_rows, line_rows, seat_rows
from partyoffice.plans.queries.plans import plan_rows, task_rows, tasks_of
from partyoffice.plans.records import Proof, Task
from partyoffice.plans.rules.tasks import LEFT, State
from partyoffice.store import settings
from tests.plans.conftest import WHO

ON = date(2026, 11, 20)
TODAY = Day(2026, 11, 20)


def refused(words):
    return pytest.raises(OfficeError, match=words)


def states(session, plan):
    return [row.state for row in task_rows(session, ON, plan.id)]


# -- plans ------------------------------------------------------------------------------------


def test_a_plan_is_told_with_its_tasks_and_what_is_late(session, plan):
    (row,) = plan_rows(session, ON)
    assert (row.state, row.asked, row.span.words, row.body) == ("执行中", 3, "2026", "青禾中学党总支")
    assert [row.count(one) for one in (State.LATE, State.SOON, State.UNDATED)] == [1, 1, 1]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"year": 2026}, "已有 2026 年的“2026年工作计划”"),
        ({"year": 1948}, "起始年度 1948 不对"),
        ({"year": 2037}, "起始年度 2037 不对"),
        ({"year": "今年"}, "起始年度“今年”不是整数"),
        ({"year": None}, "起始年度“”不是整数"),
        ({"years": 0}, "年数 0 不对"),
        ({"years": 11}, "年数 11 不对"),
        ({"name": "　 "}, "没有填写名称"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(session, plan, body, given, words):
    usual = {"organisation_id": body, "name": "2026年工作计划", "year": 2027, "years": 1}
    with refused(words):
        plans.make_plan(session, {**usual, **given})


def test_a_plan_is_mended_but_not_into_another_one(session, plan, body):
    other = plans.make_plan(session, {"organisation_id": body, "name": "另一个", "year": 2026, "years": 3})
    with refused("已有 2026 年的“2026年工作计划”"):
        plans.revise_plan(session, other.id, {"name": "2026年工作计划"})
    plans.revise_plan(session, other.id, {"name": " 三年行动计划 ", "aims": "一\n二", "years": "2"})
    assert (other.name, other.aims, other.years) == ("三年行动计划", "一\n二", 2)


def test_a_plan_is_summed_up_when_every_task_is_over_and_then_rests(session, plan):
    with refused("“签订责任书”、“党费公示”、“建活动室”还没有办结"):
        plans.close_plan(session, plan.id, TODAY, "完成")
    first, second, third = tasks_of(session, plan.id)
    tasks.finish(session, first.id, Day(2026, 3, 18), "已签")
    tasks.finish(session, second.id, TODAY, "已公示")
    tasks.stop(session, third.id, TODAY, "结转下一年")
    with refused("没有写总结"):
        plans.close_plan(session, plan.id, TODAY, " ")
    with refused("总结日期 2026-11-21 还没有到"):
        plans.close_plan(session, plan.id, Day(2026, 11, 21), "完成")
    with refused("总结日期 2025-12-31 在计划开始以前"):
        plans.close_plan(session, plan.id, Day(2025, 12, 31), "完成")
    plans.close_plan(session, plan.id, TODAY, "完成两项")
    for verb in (
        lambda: tasks.add_task(session, plan.id, {"what": "再来"}),
        lambda: tasks.take_up(session, first.id),
        lambda: plans.revise_plan(session, plan.id, {"name": "改"}),
        lambda: plans.drop_plan(session, plan.id),
    ):
        with refused("已经总结"):
            verb()
    plans.reopen_plan(session, plan.id)
    assert (plan.closed, plan.summary) == (None, "完成两项")
    with refused("还没有总结"):
        plans.reopen_plan(session, plan.id)


def test_a_plan_is_taken_over_without_days_and_without_what_was_given_up(session, plan):
    tasks.stop(session, tasks_of(session, plan.id)[2].id, TODAY, "并入其他工作")
    made, told = plans.copy_plan(session, plan.id, {"name": "2027年工作计划", "year": 2027, "years": 1})
    copied = tasks_of(session, made.id)
    assert [(one.what, one.by, one.due, one.done) for one in copied] == [
        ("签订责任书", "沈砚秋", None, None), ("党费公示", "林知夏", None, None)
    ]  # fmt: skip
    assert [one.message for one in told] == ["2 项任务没有完成时限，请在“任务”里逐项填写"]
    assert copied[1].measure == "每季度一次"
    tasks.finish(session, tasks_of(session, plan.id)[0].id, Day(2026, 11, 20), "已签")
    left, _told = plans.copy_plan(session, plan.id, {"name": "结转", "year": 2027, "years": 1}, LEFT)
    assert [one.what for one in tasks_of(session, left.id)] == ["党费公示", "建活动室"]
    empty = plans.make_plan(session, {"organisation_id": 1, "name": "空", "year": 2026, "years": 1})
    with refused("没有可以带的任务"):
        plans.copy_plan(session, empty.id, {"name": "x", "year": 2027, "years": 1})


def test_only_a_plan_without_work_done_can_be_taken_out(session, plan):
    first = tasks_of(session, plan.id)[0]
    tasks.keep_proof(session, first.id, "责任书.pdf", b"%PDF-1.4")
    tasks.finish(session, first.id, TODAY, "")
    with refused("有已完成的任务，不能删除"):
        plans.drop_plan(session, plan.id)
    tasks.take_up(session, first.id)
    plans.drop_plan(session, plan.id)
    assert plan_rows(session, ON) == [] == session.query(Task).all() == session.query(Proof).all()


# -- tasks ------------------------------------------------------------------------------------


def test_a_task_is_put_off_with_its_reason_and_both_days_stay(session, plan):
    first, _second, third = tasks_of(session, plan.id)
    with refused("没有晚于原来的 2026-03-20"):
        tasks.put_off(session, first.id, Day(2026, 3, 20), "等文件")
    with refused("没有写推迟的原因"):
        tasks.put_off(session, first.id, Day(2026, 12), " ")
    with refused("还没有时限"):
        tasks.put_off(session, third.id, Day(2026, 12), "等文件")
    found = tasks.put_off(session, first.id, Day(2027, 1), "等文件")
    assert [one.code for one in found] == ["PLAN-03"]
    assert first.postponed == [{"on": "2026-11-20", "before": "2026-03-20", "to": "2027-01", "why": "等文件"}]
    assert task_rows(session, ON)[0].moved == "2026-03-20 推迟到 2027-01：等文件"


def test_only_a_task_without_a_day_is_given_one(session, plan):
    first, _second, third = tasks_of(session, plan.id)
    with refused("没有写完成时限"):
        tasks.set_due(session, third.id, None)
    with refused("已有时限 2026-03-20"):
        tasks.set_due(session, first.id, Day(2026, 4, 1))
    tasks.set_due(session, third.id, Day(2026, 12))
    assert states(session, plan)[2] is State.OPEN


def test_a_task_is_done_with_what_shows_it_and_taken_up_again(session, plan, body):
    held = Meeting(
        organisation_id=body, kind=COMMITTEE, on=Day(2026, 3, 18), chair="沈砚秋", recorder="林知夏"
    )
    session.add(held)
    session.flush()
    first = tasks_of(session, plan.id)[0]
    with refused("没有写明完成日期是哪一日"):
        tasks.finish(session, first.id, Day(2026, 3))
    with refused("完成日期 2026-11-21 还没有到"):
        tasks.finish(session, first.id, Day(2026, 11, 21))
    assert [one.code for one in tasks.finish(session, first.id, TODAY)] == ["PLAN-04"]
    tasks.take_up(session, first.id)
    assert tasks.finish(session, first.id, TODAY, "逐一签订", held.id) == []
    tasks.keep_proof(session, first.id, "签字页.pdf", b"%PDF-1.4")
    assert task_rows(session, ON)[0].evidence == "逐一签订；2026-03-18 支部委员会；签字页.pdf"
    session.delete(held)
    session.flush()
    assert task_rows(session, ON)[0].evidence == "逐一签订；签字页.pdf"
    with refused("已经完成"):
        tasks.finish(session, first.id, TODAY)
    with refused("没有名为“别的.pdf”的佐证材料"):
        tasks.drop_proof(session, first.id, "别的.pdf")
    tasks.drop_proof(session, first.id, "签字页.pdf")
    assert task_rows(session, ON)[0].proofs == ()


def test_a_task_is_given_up_with_its_reason_and_taken_up_again(session, plan):
    first = tasks_of(session, plan.id)[0]
    with refused("没有写停办的原因"):
        tasks.stop(session, first.id, TODAY, "")
    tasks.stop(session, first.id, TODAY, "上级统一安排")
    with refused("已经停办"):
        tasks.drop_task(session, first.id)
    tasks.take_up(session, first.id)
    assert (first.dropped, first.why_dropped, states(session, plan)[0]) == (None, "", State.LATE)
    with refused("还在办理"):
        tasks.take_up(session, first.id)


def test_a_table_brings_many_tasks_and_names_the_line_that_is_wrong(session, plan):
    head = "\t".join(tasks.HEADS)
    told = tasks.add_table(
        session, plan.id, f"{head}\n组织生活\t三会一课\t按月\t沈砚秋\t2026.12.31\n\t讲党课\n"
    )
    found = tasks_of(session, plan.id)[3:]
    assert [(one.area, one.what, one.by, one.due, one.place) for one in found] == [
        ("组织生活", "三会一课", "沈砚秋", Day(2026, 12, 31), 3), ("", "讲党课", "", None, 4)
    ]  # fmt: skip
    assert told[0].message.startswith("1 项任务没有完成时限")
    with refused("第 1 行的完成时限：看不出“全年”是哪一天"):
        tasks.add_table(session, plan.id, "组织生活\t三会一课\t\t沈砚秋\t全年")
    with refused("第 2 行没有写任务"):
        tasks.add_table(session, plan.id, "组织生活\t三会一课\n组织生活")
    with refused("表格里没有任务"):
        tasks.add_table(session, plan.id, head)


def test_tasks_are_mended_moved_and_taken_out(session, plan):
    first, second, third = tasks_of(session, plan.id)
    assert [one.code for one in tasks.correct_task(session, third.id, {"by": "", "due": None})] == [
        "PLAN-01", "PLAN-02"
    ]  # fmt: skip
    with refused("没有写任务"):
        tasks.correct_task(session, third.id, {"what": "\n"})
    with refused("没有写任务"):
        tasks.add_task(session, plan.id, {"what": ""})
    tasks.shift(session, third.id, -1)
    assert tasks_of(session, plan.id) == [first, third, second]
    with refused("已经在最前"):
        tasks.shift(session, first.id, -1)
    with refused("已经在最后"):
        tasks.shift(session, second.id, 1)
    tasks.drop_task(session, third.id)
    assert tasks_of(session, plan.id) == [first, second]


def test_mine_are_those_that_name_the_operator(session, plan):
    assert not any(row.mine for row in task_rows(session, ON))
    settings.put(session, settings.OPERATOR, "林知夏")
    assert [row.task.what for row in task_rows(session, ON) if row.mine] == ["党费公示"]


# -- leading groups ---------------------------------------------------------------------------


@pytest.fixture
def group(session, body):
    """A leading group without anybody in it."""
    return groups.found_group(
        session, {"organisation_id": body, "name": "党建工作领导小组", "founded": Day(2025, 9, 2)}
    )


def people(session):
    from partyoffice.members.queries import find_one

    return [find_one(session, name).id for name in WHO]


def test_seats_are_filled_from_the_roster_and_by_others(session, group):
    shen, lin, _luo = people(session)
    groups.seat_people(session, group.id, [shen], {"role": "组长"})
    groups.seat_people(session, group.id, [lin], {"role": "成员", "start": Day(2026, 1, 1)})
    groups.seat_outsider(session, group.id, {"name": "方砚 舟", "role": "成员", "post": "家长委员会主任"})
    found = [(row.seat.name, row.seat.role, row.seat.start, row.state) for row in seat_rows(session, ON)]
    assert found == [
        ("沈砚秋", "组长", Day(2025, 9, 2), "在任"), ("林知夏", "成员", Day(2026, 1, 1), "在任"),
        ("方砚舟", "成员", Day(2025, 9, 2), "在任"),
    ]  # fmt: skip
    with refused("沈砚秋已经在“党建工作领导小组”里"):
        groups.seat_people(session, group.id, [shen], {})
    with refused("方砚舟已经在"):
        groups.seat_outsider(session, group.id, {"name": "方砚舟"})
    for nobody in (lambda: groups.seat_people(session, group.id, [], {}),
                   lambda: groups.seat_outsider(session, group.id, {"name": " "})):  # fmt: skip
        with refused("没有选人|没有填写姓名"):
            nobody()
    (row,) = group_rows(session, ON)
    assert (row.named("组长"), len(row.seats), row.findings) == ("沈砚秋", 3, ())


def test_who_left_the_books_is_told_and_who_leaves_the_group_stays_on_record(session, group):
    from partyoffice.members.actions import bin_person
    from partyoffice.members.records import Person

    shen, lin, _luo = people(session)
    first, second = groups.seat_people(session, group.id, [shen, lin], {"role": "成员"})
    bin_person(session, session.get_one(Person, lin))
    assert [one.code for one in group_rows(session, ON)[0].findings] == ["PLAN-07", "PLAN-08"]
    with refused("退出日期 2025-09-01 早于开始日期"):
        groups.leave(session, second.id, Day(2025, 9, 1))
    groups.leave(session, second.id, TODAY)
    with refused("林知夏在 2026-11-20 已退出"):
        groups.leave(session, second.id, TODAY)
    assert [row.state for row in seat_rows(session, ON)] == ["在任", "已退出"]
    with refused("早于开始"):
        groups.correct_seat(session, first.id, {"start": TODAY, "end": Day(2026, 1, 1)})


def test_a_group_ends_with_its_seats_and_comes_back_with_them(session, group, body):
    shen, lin, luo = people(session)
    one, two, three = groups.seat_people(session, group.id, [shen, lin, luo], {})
    groups.leave(session, three.id, Day(2026, 1, 5))
    with refused("撤销日期 2025-09-01 早于成立日期"):
        groups.end_group(session, group.id, Day(2025, 9, 1))
    groups.end_group(session, group.id, TODAY)
    assert (one.end, two.end, three.end) == (TODAY, TODAY, Day(2026, 1, 5))
    with refused("已撤销"):
        groups.seat_people(session, group.id, [luo], {})
    groups.reopen_group(session, group.id)
    assert (one.end, two.end, three.end) == (None, None, Day(2026, 1, 5))
    with refused("没有撤销"):
        groups.reopen_group(session, group.id)
    with refused("已有“党建工作领导小组”"):
        groups.found_group(session, {"organisation_id": body, "name": "党建工作领导小组"})
    groups.correct_group(session, group.id, {"duty": "统筹"})
    assert group.duty == "统筹"
    groups.shift_seat(session, two.id, -1)
    with refused("已经在最前"):
        groups.shift_seat(session, two.id, -1)
    assert [row.seat.name for row in seat_rows(session, ON)][:2] == ["林知夏", "沈砚秋"]
    groups.drop_seat(session, one.id)
    groups.drop_group(session, group.id)
    assert group_rows(session, ON) == []


# -- lists ------------------------------------------------------------------------------------


def test_a_list_is_entered_pasted_reported_on_and_taken_over(session, body, group):
    shen = people(session)[0]
    head = {"organisation_id": body, "year": 2026}
    lists.add_line(session, {**head, "whose": "书记", "duty": "讲党课", "person_id": shen})
    lists.add_line(session, {**head, "whose": "", "group_id": group.id, "duty": "统筹"})
    lists.add_lines(
        session, {**head, "whose": "书记"}, "责任事项\t工作措施\n抓班子\t按月\t全年\t沈砚秋\n带队伍"
    )
    found = [(row.line.whose, row.line.duty, row.line.by, row.line.term) for row in line_rows(session, 2026)]
    assert found == [
        ("书记", "讲党课", "沈砚秋", ""), ("书记", "抓班子", "沈砚秋", "全年"), ("书记", "带队伍", "", ""),
        ("党建工作领导小组", "统筹", "", ""),
    ]  # fmt: skip
    first = line_rows(session, 2026)[0]
    lists.correct_line(session, first.id, {"result": "讲了两次", "by": "林知夏", "person_id": shen})
    assert (first.line.by, first.line.person_id) == ("林知夏", None)
    lists.copy_lines(session, body, 2026, 2027)
    taken = line_rows(session, 2027)[0].line
    assert (taken.duty, taken.result) == ("讲党课", "")
    for year, to, words in (
        (2026, 2026, "就是原来"),
        (2026, 2027, "已有责任清单"),
        (2025, 2028, "没有责任清单"),
    ):
        with refused(words):
            lists.copy_lines(session, body, year, to)
    with refused("没有填写责任主体"):
        lists.add_line(session, {**head, "whose": None, "duty": "x"})
    with refused("表格里没有责任事项"):
        lists.add_lines(session, {**head, "whose": "书记"}, "")
    groups.drop_group(session, group.id)
    lists.drop_line(session, first.id)
    assert len(line_rows(session, 2026)) == 3
