"""An office with one member, copied for each test."""

import pytest

from partyoffice import parts  # noqa: F401 -- brings in every record kind
from partyoffice.core.dates import Day
from partyoffice.members.actions import first_rows
from partyoffice.members.records import Person
from partyoffice.members.rules import Category
from partyoffice.organisation.actions import ensure_branch, set_up
from partyoffice.organisation.records import APPROVER
from partyoffice.organisation.rules import OrgKind
from partyoffice.store import settings
from partyoffice.store.office import Office


@pytest.fixture
def session(tmp_path, stopped_clock):
    with Office.create(tmp_path / "青禾中学.dangwu") as office, office.change("填写") as found:
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
