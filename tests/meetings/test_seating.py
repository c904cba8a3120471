"""Who should come to each kind of meeting of a school with a branch below it and a group in the branch."""

import pytest

from partyoffice.core.dates import Day
from partyoffice.meetings import queries
from partyoffice.meetings.rules.kinds import (
    ASSEMBLY,
    COMMITTEE,
    COUNCIL,
    CRITICISM,
    GROUP,
    LECTURE,
    MEETING_KINDS,
    OF_POSTS,
    PARTY_DAY,
    STUDY,
)
from partyoffice.members.actions import appoint, begin
from partyoffice.members.queries import find_one
from partyoffice.members.rules import Fact
from partyoffice.organisation.actions import ensure_group
from partyoffice.organisation.records import Organisation
from tests.meetings.conftest import ON

SINCE = Day(2026, 1, 5)


def named(office, body, kind, on=ON.first):
    with office.reading() as session:
        return [one.name for one in queries.seats(session, body, on, kind)]


@pytest.fixture
def posts(office, branch):
    with office.change("任职") as session:
        body = session.get_one(Organisation, branch)
        for who, post in (
            ("沈知然", "组织委员"),
            ("方知然", "党支部副书记"),
            ("林知然", "党支部书记"),
            ("江知然", "普通党员"),
        ):
            appoint(session, find_one(session, who), post, body, SINCE)


@pytest.fixture
def group(office, branch):
    with office.change("分组") as session:
        group = ensure_group(session, "第一党小组", branch)
        for who in ("林知然", "沈知然", "江知然", "梅初雪"):
            begin(session, find_one(session, who), Fact.GROUP, group.name, SINCE, "", group)
        appoint(session, find_one(session, "江知然"), "党小组组长", group, SINCE)
        return group.id


@pytest.mark.parametrize("kind", [ASSEMBLY, LECTURE, PARTY_DAY, CRITICISM])
def test_all_members_come_with_the_probationary_ones_but_no_candidates(office, branch, posts, kind):
    came = named(office, branch, kind)
    assert (len(came), "梅初雪" in came, "段清和" in came) == (21, True, False)


@pytest.mark.parametrize("kind", sorted(OF_POSTS))
def test_a_committee_is_of_those_with_posts_in_the_body_the_first_post_first(office, branch, posts, kind):
    assert named(office, branch, kind) == ["林知然", "方知然", "沈知然"]
    assert len(named(office, branch, kind, SINCE.first.replace(day=4))) == 21


def test_where_no_posts_are_known_all_are_listed_and_it_is_said(office, branch):
    with office.reading() as session:
        found = queries.seating(session, branch, ON.first, COMMITTEE)
        assert (len(found.seats), "没有登记职务" in found.told) == (21, True)
        assert queries.seating(session, branch, ON.first, ASSEMBLY).told == ""
        assert "没有党员" in queries.seating(session, 99, ON.first, ASSEMBLY).told


def test_a_group_meets_with_its_members_led_by_its_head(office, branch, group):
    with office.reading() as session:
        found = queries.seating(session, group, ON.first, GROUP)
        assert {one.name for one in found.seats} == {"林知然", "沈知然", "江知然", "梅初雪"}
        assert (found.told, found.leader(GROUP), found.leader(ASSEMBLY)) == ("", "江知然", "")
        assert "不是党小组" in queries.seating(session, branch, ON.first, GROUP).told


def test_the_school_council_is_of_the_schools_own_body_wherever_it_is_asked_from(
    office, branch, posts, group
):
    assert named(office, group, COUNCIL) == named(office, branch, COUNCIL) == ["林知然", "方知然", "沈知然"]


def test_blank_minutes_have_the_template_the_chair_and_everybody_there(office, branch, posts, group):
    with office.reading() as session:
        for kind in MEETING_KINDS:
            blank = queries.blank_minutes(session, branch, kind, ON)
            chair = "" if kind == GROUP else "林知然"
            assert (blank.meeting_id, blank.whole, blank.values["chair"]) == (None, True, chair)
        blank = queries.blank_minutes(session, group, STUDY, ON)
        assert [one.subject for one in blank.business] == ["集体学习", "重点发言", "交流研讨"]
        assert all(one.here for one in blank.presences.values())
        council = queries.blank_minutes(session, group, COUNCIL, ON)
        assert (council.values["organisation_id"], len(council.presences)) == (branch, 3)
