"""The papers of 组织生活会 from their records; tables say what is on record, and nothing of an empty year."""

from datetime import date

import docx
import pypdfium2
import pytest

from partyoffice import papers
from partyoffice.core.dates import Day
from partyoffice.meetings import queries
from partyoffice.meetings.actions.life import (
    add_mending,
    ask_opinion,
    complete,
    criticise,
    delay,
    note_step,
    write_check,
)
from partyoffice.meetings.actions.minutes import hold_meeting, mark_attendance
from partyoffice.meetings.actions.talks import hold_talk
from partyoffice.meetings.documents import life_lists
from partyoffice.meetings.rules.kinds import CRITICISM, STUDIED, TALKS
from partyoffice.part import Asked, Wish
from partyoffice.reports.document import as_text
from tests.meetings.conftest import presences, values

ON = date(2026, 11, 20)
TABLES = ("life-03", "life-05", "life-06", "life-07", "life-08")


@pytest.fixture
def session(office):
    with office.change("试") as made:
        yield made


@pytest.fixture
def people(session, branch):
    return [one.person_id for one in queries.seats(session, branch, ON)]


@pytest.fixture
def meeting(session, branch, people):
    one, other = people[:2]
    held = hold_meeting(
        session, values(branch, kind=CRITICISM, on=Day(2026, 11, 19), subject="专题组织生活会")
    )
    mark_attendance(session, held, presences(session, branch, absent=1))
    note_step(session, held.id, STUDIED, Day(2026, 11, 10))
    ask_opinion(session, held.id, {"text": "多听听课", "about": "支委会", "source": "群众"})
    write_check(session, held.id, one, "联系群众不够\n学习不深", "诚恳接受")
    criticise(session, held.id, other, one, "家访少")
    line = {
        "organisation_id": branch,
        "year": 2026,
        "source": CRITICISM,
        "by": "林知然",
        "problem": "学习不深",
    }
    row = add_mending(session, {**line, "due": Day(2026, 12, 31), "measure": "每月学习"})
    delay(session, row, Day(2027, 3, 31), "放假")
    old = add_mending(session, {**line, "year": 2025, "due": Day(2025, 12, 31), "problem": "旧问题"})
    done = add_mending(session, {**line, "due": Day(2026, 11, 20), "problem": "会风"})
    complete(session, done, Day(2026, 11, 20), "已改")
    hold_talk(session, {"on": Day(2026, 11, 2), "kind": TALKS[2], "talker_id": one, "person_id": other,
                        "gist": "谈带班谈心里话"})  # fmt: skip
    return held, old


def text_of(session, code, subject, **given):
    paper = papers.find(code)
    [one] = papers.fill(session, paper, [subject], Asked(ON, given)).filled
    return as_text(one.content)


def test_the_tables_say_what_is_on_record(session, branch, meeting, people):
    assert "1 | 群众 | 支委会 | 多听听课 | " in text_of(session, "life-03", branch)
    criticism = text_of(session, "life-07", branch)
    assert "家访少" in criticism
    assert "诚恳接受" in criticism
    assert "应到 21 人，实到 20 人" in criticism
    mended = text_of(session, "life-08", branch)
    assert "共 2 项，已完成 1 项" in mended
    assert "整改中⏎延期 2026-12-31 → 2027-03-31：放假" in mended
    assert mended.index("以前年度没有完成的") < mended.index("旧问题")
    talked = text_of(session, "life-05", branch)
    assert "谈话 1 次" in talked
    assert "谈心里话" not in talked
    check = text_of(session, "life-06", people[0])
    assert check.startswith("2026年度组织生活会对照检查材料\n")
    assert "联系群众不够\n学习不深\n# 对批评意见的表态\n诚恳接受" in check


def test_an_empty_year_prints_its_tables_empty(session, branch, people):
    given = {"year": "2020", "kind": "民主生活会"}
    assert "没有登记意见" in text_of(session, "life-03", branch, **given)
    assert "没有登记批评意见" in text_of(session, "life-07", branch, **given)
    assert "没有登记整改事项" in text_of(session, "life-08", branch, **given)
    assert "没有登记谈话" in text_of(session, "life-05", 0, **given)
    assert "一、存在的主要问题" in text_of(session, "life-06", people[0], **given)


def test_plan_and_report_begin_with_the_numbers_of_the_records(session, branch, meeting):
    held, _old = meeting
    plan = papers.find("life-01").record(session, held.id)[1]["text"]
    assert "专题组织生活会。" in plan
    assert "时间：2026年11月19日（星期四）。" in plan
    bodies, given = papers.find("life-09").record(session, held.id)
    assert bodies == [branch]
    assert "应到 21 人，实到 20 人" in given["text"]
    assert "通报上年整改 1 项，其中完成 0 项" in given["text"]
    assert "2026年11月10日组织会前学习，征求意见 1 条" in given["text"]
    assert "每月学习（责任人：林知然，时限：2027年3月31日）" in given["text"]
    report = text_of(session, "life-09", branch, **given, issuer="青禾中学党支部", style="不印红头")
    assert "关于2026年度组织生活会情况的报告" in report


def test_each_talk_is_a_sheet_of_whom_it_was_with(session, meeting, people):
    paper = papers.find("life-04")
    talker, person = people[:2]
    both = papers.fill(session, paper, [talker, person], Asked(ON, {"year": "2026"})).values
    assert [one["gist"] for one in both] == ["", "谈带班谈心里话"]
    assert both[1]["talker"] == both[0]["person"] == both[0]["name"]
    [blank] = papers.fill(session, paper, [person], Asked(ON, {"day": "2026-01-01"})).values
    assert (blank["gist"], blank["person"]) == ("", both[1]["person"])


@pytest.mark.parametrize("code", TABLES)
def test_every_table_is_written_as_pdf_and_word(session, branch, meeting, people, tmp_path, code):
    paper = papers.find(code)
    subject = people[0] if "member" in paper.needs else branch
    stack = papers.fill(session, paper, [subject], Asked(ON, {"year": "2026"}))
    assert papers.write(stack, tmp_path / "表.pdf") == len(pypdfium2.PdfDocument(tmp_path / "表.pdf"))
    papers.write(stack, tmp_path / "表.docx")
    assert docx.Document(str(tmp_path / "表.docx")).paragraphs


def test_the_lists_of_talks_and_mending_leave_out_what_was_said(session, branch, meeting, people):
    wish = Wish(ON, 2026)
    told = as_text(life_lists.talk_list(session, wish))
    assert "谈心里话" not in told
    assert "共 1 次" in told
    assert "谈心里话" in as_text(life_lists.talk_list(session, Wish(ON, columns=("gist",))))
    assert "没有登记谈话" in as_text(life_lists.talk_list(session, Wish(ON, 2026, only=frozenset({-1}))))
    assert "没有登记谈话" in as_text(life_lists.talk_list(session, Wish(ON, 2020, branch)))
    mended = as_text(life_lists.mending_list(session, wish))
    assert "共 3 项" in mended
    assert "旧问题" in mended
    assert "2026-12-31 → 2027-03-31：放假" in as_text(
        life_lists.mending_list(session, Wish(ON, 2026, branch, columns=("延期",)))
    )
