"""谈心谈话 on record: who is named how, what is refused, whom a year leaves out."""

from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.meetings.actions.life import add_mending
from partyoffice.meetings.actions.talks import correct_talk, drop_talk, hold_talk
from partyoffice.meetings.duties.life import due
from partyoffice.meetings.queries.talks import covered, lacking, talk_years, talks, talks_with, usual_kind
from partyoffice.meetings.rules.kinds import TALKS
from partyoffice.meetings.rules.talks import Want
from partyoffice.meetings.seek import find_rectification, find_talks
from partyoffice.members.queries import find_one
from partyoffice.members.records import Award, History
from partyoffice.members.rules import Fact

ON = date(2026, 11, 20)
AMONG, WITH, MEMBERS, OF_THE_WAY, WARNING = TALKS


@pytest.fixture
def session(office):
    with office.change("试") as made:
        yield made


@pytest.fixture
def who(session, branch):
    """Two of the committee and two members of a branch of twenty-one."""
    found = {name: find_one(session, name).id for name in ("林知然", "林夏然", "沈知然", "沈夏然")}
    for name, post in (("林知然", "党支部书记"), ("林夏然", "组织委员")):
        session.add(
            History(person_id=found[name], fact=str(Fact.POST), value=post, organisation_id=branch,
                    start=Day(2026, 1, 1))
        )  # fmt: skip
    session.flush()
    return found


def values(one, other, **more):
    return {"on": Day(2026, 11, 2), "kind": WITH, "talker_id": one, "person_id": other, "gist": "谈教学",
            **more}  # fmt: skip


def test_both_people_are_named_as_the_roster_names_them(session, who, branch):
    made = hold_talk(session, values(who["林知然"], who["沈知然"], talker="写错的名字"))
    assert (made.talker, made.person, made.organisation_id) == ("林知然", "沈知然", branch)
    assert made.label() == "2026-11-02 林知然与沈知然"
    outside = hold_talk(session, values(None, who["沈知然"], talker=" 严　青云 ", kind=WARNING))
    assert (outside.talker_id, outside.talker, outside.organisation_id) == (None, "严青云", branch)
    both = hold_talk(session, values(None, None, talker="严青云", person="罗云舟"))
    assert both.organisation_id is None


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"on": None}, "没有填写谈话日期"),
        ({"on": Day(2026, 11, 21)}, "还没有到"),
        ({"on": Day(2026, 12)}, "还没有到"),
        ({"kind": ""}, "没有填写类型"),
        ({"gist": " "}, "没有填写内容要点"),
        ({"person_id": None}, "没有写明谈话对象"),
        ({"talker_id": None, "talker": "　"}, "没有写明谈话人"),
    ],
)
def test_what_lacks_or_is_not_yet_is_refused(session, who, more, said):
    with pytest.raises(OfficeError, match=said):
        hold_talk(session, values(who["林知然"], who["沈知然"]) | more)


def test_nobody_talks_with_themselves(session, who):
    with pytest.raises(OfficeError, match="同一个人"):
        hold_talk(session, values(who["林知然"], who["林知然"]))


def test_a_month_alone_is_a_day_and_a_talk_is_mended_and_taken_out(session, who):
    made = hold_talk(session, values(who["林知然"], who["沈知然"], on=Day(2026, 11)))
    correct_talk(session, made, {"handled": "已转教务处", "person_id": None, "person": "罗云舟"})
    assert (made.person_id, made.person, made.handled, made.gist) == (None, "罗云舟", "已转教务处", "谈教学")
    drop_talk(session, made)
    assert talks(session) == []


def test_a_year_is_listed_newest_first(session, who):
    one, other = who["林知然"], who["沈知然"]
    old = hold_talk(session, values(one, other, on=Day(2025, 3, 1)))
    new = hold_talk(session, values(one, other))
    assert [row.talk for row in talks(session, 2026)] == [new]
    assert [row.id for row in talks(session)] == [new.id, old.id]
    assert talk_years(session) == [2026, 2025]
    assert talks_with(session, other, 2025) == [old]


def rows_of(session, year=2026):
    return {row.name: row for row in covered(session, year, ON)}


def test_the_matrix_says_who_and_which_pair_lack_what(session, who, branch):
    before = rows_of(session)
    assert before["沈知然"].wants == (Want.COMMITTEE, Want.MEMBER)
    assert before["林知然、林夏然"].wants == (Want.PAIR,)
    assert lacking(session, 2026, ON)[branch] == (len(before) - 1, 1)
    hold_talk(session, values(who["林知然"], who["沈知然"]))
    hold_talk(session, values(who["沈夏然"], who["沈知然"], on=Day(2026, 11, 3)))
    hold_talk(session, values(who["林夏然"], who["林知然"], kind=AMONG))
    after = rows_of(session)
    assert (after["沈知然"].wants, after["沈知然"].last) == ((), Day(2026, 11, 3))
    assert after["林知然"].wants == ()
    assert not after["林知然、林夏然"].wants
    assert after["沈夏然"].wants == (Want.COMMITTEE,)
    assert after["沈夏然"].findings[0].arithmetic.startswith("与支委 0 次，与党员 1 次")


def test_a_talk_with_an_end_of_its_own_or_of_another_year_does_not_count(session, who):
    pair = who["林知然"], who["沈知然"]
    hold_talk(session, values(*pair, kind=WARNING))
    hold_talk(session, values(*pair, kind=OF_THE_WAY))
    hold_talk(session, values(*pair, on=Day(2025, 12, 31)))
    assert Want.COMMITTEE in rows_of(session)["沈知然"].wants
    assert rows_of(session, 2025) == {}


def test_the_sort_of_a_talk_is_proposed_for_members_alone(session, who, person):
    assert usual_kind(session, who["林知然"], who["林夏然"], ON) == AMONG
    assert usual_kind(session, who["林知然"], who["沈知然"], ON) == WITH
    assert usual_kind(session, who["沈夏然"], who["沈知然"], ON) == MEMBERS
    assert usual_kind(session, who["林知然"], person["段清和"], ON) == ""
    assert usual_kind(session, None, who["沈知然"], ON) == ""


def test_who_was_punished_is_to_be_talked_with_until_they_were(session, who):
    session.add(Award(person_id=who["沈知然"], kind="警告", on=Day(2026, 11, 10)))
    session.add(Award(person_id=who["沈夏然"], kind="优秀教师", on=Day(2026, 11, 10)))
    session.flush()
    [one] = [each for each in due(session, ON) if each.kind == "talk-called"]
    assert (one.who, one.due) == ("沈知然", date(2026, 12, 10))
    assert one.spot.record_id == who["沈知然"]
    hold_talk(session, values(who["林知然"], who["沈知然"], on=Day(2026, 11, 12), kind=WARNING))
    assert "talk-called" not in {each.kind for each in due(session, ON)}


def test_a_talk_is_found_by_its_people_never_by_what_was_said(session, who):
    made = hold_talk(session, values(who["林知然"], who["沈知然"]))
    [hit] = find_talks(session, "沈知然 林知", 8)
    assert (hit.title, hit.target) == ("林知然与沈知然", {"view": "talks", "year": 2026, "row": made.id})
    assert [*find_talks(session, "教学", 8), *find_talks(session, "  ", 8)] == []


def test_a_line_of_rectification_is_found_by_its_words(session, branch):
    line = {
        "organisation_id": branch,
        "year": 2026,
        "source": "自查",
        "by": "林知然",
        "due": Day(2026, 12, 1),
    }
    made = add_mending(
        session, {**line, "due": Day(2026, 12, 1), "problem": "谈心谈话不够", "measure": "每月谈"}
    )
    [hit] = find_rectification(session, "每月 谈话", 8)
    assert (hit.title, hit.note) == ("谈心谈话不够", "2026 年·林知然·整改中")
    assert hit.target == {"view": "rectification", "year": 2026, "row": made.id}
