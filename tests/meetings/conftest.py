"""A branch of twenty full members, one of them under 留党察看, with a decision that keeps what it did."""

import shutil
from datetime import date

import pytest

from partyoffice import parts  # noqa: F401 -- brings in every record kind
from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.meetings import queries
from partyoffice.meetings.rules.kinds import ABSENT, ASSEMBLY, LEAVE
from partyoffice.meetings.rules.tally import Tally
from partyoffice.meetings.rules.voters import Presence
from partyoffice.members.actions import add_person
from partyoffice.members.rules import Category
from partyoffice.organisation.actions import set_up
from partyoffice.organisation.queries import own_body
from partyoffice.part import Decision
from partyoffice.store.office import Office

ON = Day(2026, 11, 12)
FAMILY, GIVEN = "林沈方钟许江薛邵顾何", "知夏"


@pytest.fixture(scope="session")
def whole(tmp_path_factory):
    path = tmp_path_factory.mktemp("branch") / "支部.dangwu"
    office = Office.create(path)
    with office.change("建账") as session:
        body = set_up(session, "青禾中学")
        for at in range(20):
            add(session, FAMILY[at // 2] + GIVEN[at % 2] + "然", Category.FULL, body)
        add(session, "段清和", Category.CANDIDATE, body)
        add(session, "程以安", Category.CANDIDATE, body)
        add(session, "梅初雪", Category.PROBATIONARY, body)
    office.release()
    return path


@pytest.fixture
def office(whole, tmp_path):
    found = Office.open(shutil.copyfile(whole, tmp_path / "青禾中学.dangwu"))
    with clock.stopped(date(2026, 11, 20)):
        yield found
    found.release()


@pytest.fixture
def branch(office):
    with office.reading() as session:
        return own_body(session)


def add(session, name, category, body):
    days = {
        Category.FULL: (Day(2010, 6, 1), Day(2011, 6, 1)),
        Category.PROBATIONARY: (Day(2025, 11, 10), None),
    }
    joined, full = days.get(category, (None, None))
    values = {"name": name, "birth": Day(1985, 5, 5), "joined": joined, "full": full}
    return add_person(session, values, category=category, since=Day(2026, 1, 1), branch=body)


class Done:
    """A decision that only notes what it was told to do."""

    def __init__(self):
        self.log = []
        self.refuse = None

    def apply(self, session, item, vote, meeting):
        if self.refuse:
            raise self.refuse
        self.log.append(("apply", item.person_id, str(meeting.on), dict(item.given)))
        return ()

    def take_back(self, session, item, vote, meeting):
        self.log.append(("back", item.person_id, str(meeting.on), dict(item.given)))

    def verbs(self):
        return [one[0] for one in self.log]


@pytest.fixture
def done():
    return Done()


@pytest.fixture
def decisions(done):
    about = {
        "people": lambda session, on: [],
        "motion": lambda *given: "同意",
        "check": lambda *given: (),
        "apply": done.apply,
        "take_back": done.take_back,
        "own": frozenset({"performance"}),
    }
    return {
        name: Decision(name=name, title=name, matter=name[2:], **about) for name in ("讨论接收", "讨论转正")
    }


@pytest.fixture
def person(office, branch):
    from partyoffice.members.queries import find_one

    with office.reading() as session:
        return {name: find_one(session, name).id for name in ("段清和", "程以安", "梅初雪")}


def values(branch, **more):
    return {
        "organisation_id": branch,
        "kind": ASSEMBLY,
        "on": ON,
        "chair": "林知然",
        "recorder": "沈知然",
        "place": "会议室",
        **more,
    }


def presences(session, branch, absent=0, on=None):
    """Everybody of the roster, the last so many voters absent."""
    seats = queries.seats(session, branch, (on or ON).first)
    voters = [one.person_id for one in seats if one.voting]
    missing = set(voters[len(voters) - absent :]) if absent else set()
    return {
        one.person_id: Presence(
            (LEAVE if one.person_id % 2 else ABSENT) if one.person_id in missing else "出席",
            "病假" if one.person_id in missing else "", one.voting,
        )
        for one in seats
    }  # fmt: skip


def tally(present, yes, no=0, abstain=0, **more):
    valid = yes + no + abstain
    about = {"issued": present, "returned": valid, "valid": valid, "watcher": "方知然", "counter": "钟知然"}
    return Tally(yes, no, abstain, **{**about, **more})
