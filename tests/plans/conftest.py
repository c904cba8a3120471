"""An office of two branches with a few members, made once and copied for each test."""

from datetime import date

import pytest

from partyoffice import parts  # noqa: F401 -- brings in every record kind
from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.members.actions import first_rows
from partyoffice.members.records import Person
from partyoffice.members.rules import Category
from partyoffice.organisation.actions import ensure_branch, set_up
from partyoffice.organisation.queries import own_body
from partyoffice.organisation.rules import OrgKind
from partyoffice.plans.actions.plans import make_plan
from partyoffice.plans.actions.tasks import add_task
from partyoffice.store.office import Office

DAY = date(2026, 11, 20)
WHO = ("沈砚秋", "林知夏", "骆嘉言")


@pytest.fixture(scope="session")
def office_file(tmp_path_factory):
    """The pattern of the office."""
    path = tmp_path_factory.mktemp("plans") / "青禾中学.dangwu"
    with clock.stopped(DAY), Office.create(path) as made:
        with made.change("填写") as session:
            set_up(session, "青禾中学", OrgKind.GENERAL)
            ensure_branch(session, "第二党支部")
            for name in WHO:
                person = Person(name=name, sex="女")
                session.add(person)
                session.flush()
                branch = ensure_branch(session, "第一党支部")
                session.add_all(first_rows(person, Category.FULL, Day(2020, 9, 1), "", branch, None))
        made.first_seq = made.last_seq  # no copy at the end: it is only a pattern
    return path


@pytest.fixture
def office(office_file, tmp_path, stopped_clock):
    """A copy of that office, each test its own."""
    path = tmp_path / "校.dangwu"
    path.write_bytes(office_file.read_bytes())
    opened = Office.open(path)
    yield opened
    opened.release()


@pytest.fixture
def session(office):
    """A change of the office that is open."""
    with office.change("填写") as found:
        yield found


@pytest.fixture
def body(session):
    """The school's own body."""
    return own_body(session)


@pytest.fixture
def plan(session, body):
    """A plan of this year with three tasks: one late, one due soon, one without owner and day."""
    made = make_plan(session, {"organisation_id": body, "name": "2026年工作计划", "year": 2026, "years": 1})
    named = {"by": "林知夏", "due": Day(2026, 12, 20), "measure": "每季度一次"}
    for given in (
        {"what": "签订责任书", "area": "党风廉政建设", "by": "沈砚秋", "due": Day(2026, 3, 20)},
        {"what": "党费公示", "area": "党费和换届", **named},
        {"what": "建活动室"},
    ):
        add_task(session, made.id, given)
    return made
