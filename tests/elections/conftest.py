import shutil
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))

from elections_given import NAMES, standing

from partyoffice import parts  # noqa: F401 -- brings in every record kind
from partyoffice.core.dates import Day
from partyoffice.elections.actions.ballots import put_up
from partyoffice.elections.actions.beginning import begin
from partyoffice.members.actions import add_person
from partyoffice.members.rules import Category
from partyoffice.organisation.actions import set_up
from partyoffice.organisation.queries import own_body
from partyoffice.organisation.records import Organisation
from partyoffice.store.office import Office


@pytest.fixture
def office(blank, tmp_path, stopped_clock):
    made = Office.open(shutil.copyfile(blank, tmp_path / "青禾中学.dangwu"))
    yield made
    made.release()


@pytest.fixture
def session(office):
    with office.change("试") as made:
        set_up(made, "青禾中学")
        yield made


@pytest.fixture
def body(session):
    return own_body(session)


@pytest.fixture
def people(session, body):
    branch = session.get_one(Organisation, body)
    return {
        name: add_person(session, {"name": name, "joined": Day(2010, 6, 1), "full": Day(2011, 6, 1)},
                         category=Category.FULL, branch=branch)
        for name in NAMES
    }  # fmt: skip


@pytest.fixture
def election(session, body):
    return begin(session, body, 4, {"held": Day(2026, 10, 20), "seats": 3})


@pytest.fixture
def ballot(session, people, election):
    return put_up(session, election, "委员", 3, standing(people, *NAMES[:4]))
