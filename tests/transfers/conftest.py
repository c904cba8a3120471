"""An office with one member, copied for each test."""

import shutil
from datetime import date

import pytest

from partyoffice import parts  # noqa: F401 -- brings in every record kind
from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.members.actions import first_rows
from partyoffice.members.records import Person
from partyoffice.members.rules import Category
from partyoffice.organisation.actions import ensure_branch, set_up
from partyoffice.organisation.records import APPROVER
from partyoffice.organisation.rules import OrgKind
from partyoffice.store import settings
from partyoffice.store.office import Office

DAY = date(2026, 11, 20)


@pytest.fixture
def session(blank, tmp_path, stopped_clock):
    with (
        Office.open(shutil.copyfile(blank, tmp_path / "青禾中学.dangwu")) as office,
        office.change("填写") as found,
    ):
        set_up(found, "青禾中学", OrgKind.GENERAL)
        settings.put(found, APPROVER, "中共青禾市教育局委员会")
        yield found


@pytest.fixture
def admitted(session):
    def add(category=Category.FULL):
        person = Person(
            name="林知夏", sex="女", ethnicity="汉族", birth=Day(1985, 9, 1), phone="19900012345"
        )  # fmt: skip
        session.add(person)
        session.flush()
        branch = ensure_branch(session, "第一党支部")
        session.add_all(first_rows(person, category, None, "", branch, None))
        session.flush()
        return person

    return add


@pytest.fixture(scope="session")
def office_file(tmp_path_factory):
    """An office of two branches with a member, a probationary member and an activist, made once."""
    path = tmp_path_factory.mktemp("transfers") / "青禾中学.dangwu"
    with clock.stopped(DAY), Office.create(path) as made:
        with made.change("填写") as session:
            set_up(session, "青禾中学", OrgKind.GENERAL)
            settings.put(session, APPROVER, "中共青禾市教育局委员会")
            ensure_branch(session, "第二党支部")
            for name, category in WHO:
                _admit(session, name, category)
        made.first_seq = made.last_seq  # no copy at the end: it is only a pattern
    return path


def _admit(session, name, category):
    person = Person(name=name, sex="女")
    session.add(person)
    session.flush()
    branch = ensure_branch(session, "第一党支部")
    session.add_all(first_rows(person, category, Day(2020, 9, 1), "", branch, None))


@pytest.fixture
def office(office_file, tmp_path, stopped_clock):
    """A copy of that office, each test its own."""
    path = tmp_path / "校.dangwu"
    path.write_bytes(office_file.read_bytes())
    opened = Office.open(path)
    yield opened
    opened.release()


WHO = (("林知夏", Category.FULL), ("沈砚秋", Category.PROBATIONARY), ("骆嘉言", Category.ACTIVIST))
