"""请示, 批复, 报告, 审议意见: what they say of one and of several, and for whom they are refused."""

from datetime import date

import pytest

from partyoffice import papers
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.development.records import Step, Wayfarer
from partyoffice.meetings.records import AgendaItem, Meeting, Vote
from partyoffice.members.actions import add_person
from partyoffice.members.rules import Category
from partyoffice.organisation import actions as organise
from partyoffice.organisation.records import APPROVER, UPPER_DEPARTMENT
from partyoffice.organisation.rules import OrgKind
from partyoffice.part import Asked
from partyoffice.reports.document import as_text
from partyoffice.store import settings

ON = date(2026, 11, 20)


@pytest.fixture
def session(office):
    with office.change("试") as made:
        organise.set_up(made, "青禾中学", OrgKind.BRANCH)
        settings.put(made, APPROVER, "中共青禾市教育局委员会")
        settings.put(made, UPPER_DEPARTMENT, "青禾市委组织部")
        yield made


def walker(session, name, **steps):
    """Return somebody whose steps are given as s15=(day, facts)."""
    person = add_person(session, {"name": name}, category=Category.PROBATIONARY, since=Day(2025, 8, 20))
    session.flush()
    for key, (day, facts) in steps.items():
        session.add(Step(person_id=person.id, number=int(key[1:]), on=day, facts=facts))
    session.flush()
    return person


def vote(session, person, decision, day, *, passed=True, **more):
    meeting = Meeting(organisation_id=1, kind="支部党员大会", on=day, chair="方砚舟", recorder="林知夏")
    session.add(meeting)
    session.flush()
    item = AgendaItem(meeting_id=meeting.id, subject=decision, decision=decision, person_id=person.id)
    session.add(item)
    session.flush()
    session.add(
        Vote(item_id=item.id, due=21, present=15, yes=14 if passed else 9, no=1, passed=passed, **more)
    )
    session.flush()


def letter(session, code, *people, **given):
    stack = papers.fill(session, papers.find(code), [one.id for one in people], Asked(ON, given))
    (document,) = stack.documents
    return as_text(document)


def test_the_request_tells_the_vote_as_it_was_taken_and_never_another(session):
    one = walker(session, "沈见微", s15=(Day(2025, 6, 18), {}))
    assert "应到会有表决权的党员____名" in letter(session, "dev-14", one)
    vote(session, one, "讨论接收", Day(2025, 6, 18), opinions=[{"name": "顾言", "view": "赞成"}])
    said = letter(session, "dev-14", one)
    assert (
        "实到15名（另有会前正式提出的书面意见1份），采取无记名投票方式表决，赞成15票，反对1票，弃权0票"
        in said
    )
    assert "申请书日期" in papers.find("dev-14").missing(session, one.id)


def test_no_letter_says_that_a_vote_passed_which_did_not(session):
    one = walker(session, "沈见微", s15=(Day(2025, 6, 18), {}))
    vote(session, one, "讨论接收", Day(2025, 6, 18), passed=False)
    with pytest.raises(OfficeError, match="沈见微的表决没有通过"):
        letter(session, "dev-14", one)


def test_several_stand_in_one_letter_with_a_list_behind_it(session):
    people = [
        walker(session, name, s15=(Day(2025, 6, 18), {})) for name in ("沈见微", "顾言", "林知夏", "方舟")
    ]
    said = letter(session, "dev-14", *people)
    assert said.startswith(
        "关于审批沈见微等4名同志为中共预备党员的请示\n沈见微等4名同志（名册附后）经支部党员大会逐个"
    )
    assert "超过应到会有表决权党员的半数" not in said  # nobody's vote is on record
    stack = papers.fill(session, papers.find("dev-14"), [one.id for one in people], Asked(ON))
    (annex,) = stack.documents[0].official.annexes
    assert annex.title == "拟接收预备党员名册"
    assert [row[1] for row in annex.blocks[0].rows] == ["沈见微", "顾言", "林知夏", "方舟"]


def test_the_answer_gives_the_probation_of_the_meeting_not_of_the_approval(session):
    approved = {"document": "青教党〔2025〕37号", "body": "中共青禾市教育局委员会"}
    one = walker(session, "沈见微", s15=(Day(2024, 2, 29), {}), s17=(Day(2024, 5, 20), approved))
    said = letter(session, "dev-14b", one, asked="《请示》")
    assert "《请示》收悉。经2024年5月20日党委会议" in said
    assert "预备期一年，自2024年2月29日至2025年2月28日" in said
    assert "青教党〔2025〕37号" in said
    other = walker(session, "顾言", s15=(Day(2024, 3, 1), {}), s17=(Day(2024, 5, 20), {}))
    assert "起止见所附名册" in letter(session, "dev-14b", one, other)
    assert "青禾市委组织部：" in letter(session, "dev-14c", one)


def test_an_extension_runs_from_the_end_of_the_first_year_and_full_membership_after_it(session):
    first = {"decision": "延长预备期", "months": 6, "committee_opinion": "履行义务不够"}
    one = walker(session, "沈见微", s15=(Day(2025, 6, 30), {}), s23=(Day(2026, 7, 10), first))
    said = letter(session, "dev-20", one)
    assert "主要事实和理由：履行义务不够。" in said
    assert "延长6个月，自2026年6月30日至2026年12月29日" in said
    assert "关于同意延长沈见微同志预备期的批复" in letter(session, "dev-14f", one)
    with pytest.raises(OfficeError, match="转正大会决定是“延长预备期”"):
        letter(session, "dev-14d", one)
    session.add(
        Step(person_id=one.id, number=24, on=Day(2026, 8, 1), facts={"document": "青教党〔2026〕30号"})
    )
    for number, day, facts in (
        (23, Day(2027, 1, 5), {"decision": "按期转正"}),
        (24, Day(2027, 2, 1), {"document": "青教党〔2027〕2号"}),
    ):
        session.add(Step(person_id=one.id, number=number, mark="延长后", on=day, facts=facts))
    session.flush()
    assert "党龄自2026年12月30日算起" in letter(session, "dev-14d", one)
    first, last = letter(session, "dev-14f", one), letter(session, "dev-14e", one)
    assert "经2026年8月1日党委会议" in first
    assert "青教党〔2026〕30号" in first
    assert "经2027年2月1日党委会议" in last
    assert "青教党〔2027〕2号" in last


def test_a_late_meeting_leaves_the_day_open_until_its_cause_is_known(session):
    one = walker(
        session, "沈见微", s15=(Day(2025, 6, 18), {}), s23=(Day(2026, 9, 1), {"decision": "按期转正"})
    )
    assert "党龄自____年__月__日算起" in letter(session, "dev-14d", one)
    session.add(Wayfarer(person_id=one.id, came_on=Day(2026, 1, 5)))
    session.flush()
    assert "党龄自2026年6月18日算起" in letter(session, "dev-14d", one)


def test_extended_and_revoked_are_answered_apart(session):
    extended = walker(session, "沈见微", s23=(Day(2026, 7, 10), {"decision": "延长预备期", "months": 6}))
    revoked = walker(session, "顾言", s23=(Day(2026, 7, 10), {"decision": "取消预备党员资格"}))
    assert "同意取消顾言同志的预备党员资格" in letter(session, "dev-14f", revoked)
    with pytest.raises(OfficeError, match="不能写在一份批复里"):
        letter(session, "dev-14f", extended, revoked)
