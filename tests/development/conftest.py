"""An empty office for each test, copied from one built once."""

import shutil
from datetime import date

import pytest

from partyoffice import parts  # noqa: F401 -- brings in every record kind
from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.development.records import Step
from partyoffice.members.actions import add_person
from partyoffice.members.rules import Category
from partyoffice.organisation.actions import set_up
from partyoffice.store.office import Office


@pytest.fixture
def office(blank, tmp_path):
    found = Office.open(shutil.copyfile(blank, tmp_path / "青禾中学.dangwu"))
    yield found
    found.release()


@pytest.fixture
def session(office):
    with office.change("试") as made:
        yield made


WAY = {
    1: Day(2024, 3, 5), 2: Day(2024, 3, 22), 3: Day(2024, 9, 26), 4: Day(2024, 10, 8), 5: Day(2024, 10, 8),
    6: Day(2025, 10, 1), 7: Day(2026, 8, 28), 8: Day(2026, 9, 21), 9: Day(2026, 9, 22), 10: Day(2026, 9, 25),
    11: Day(2026, 9, 29), 12: Day(2026, 10, 9), 13: Day(2026, 10, 20), 14: Day(2026, 10, 22),
}  # fmt: skip
MET = Day(2025, 6, 18)  # of example 44


@pytest.fixture(scope="session")
def vote_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("decisions") / "支部.dangwu"
    office = Office.create(path)
    with clock.stopped(date(2026, 11, 20)), office.change("建账") as session:
        body = set_up(session, "青禾中学")
        for name in ("林知夏", "沈砚秋", "方砚舟"):
            card = {"name": name, "joined": Day(2010, 6, 1), "full": Day(2011, 6, 1)}
            add_person(session, card, category=Category.FULL, since=Day(2020, 1, 1), branch=body)
        for name in ("段清和", "程以安"):
            one = add_person(
                session, {"name": name, "birth": Day(1990, 5, 5)}, category=Category.CANDIDATE,
                since=Day(2026, 9, 21), branch=body,
            )  # fmt: skip
            session.add_all(
                Step(person_id=one.id, number=n, on=day, late_entry=True) for n, day in WAY.items()
            )
        one = add_person(
            session, {"name": "梅初雪", "birth": Day(1990, 5, 5), "joined": MET},
            category=Category.PROBATIONARY, since=Day(2025, 8, 20), branch=body,
        )  # fmt: skip
        days = {**{n: Day(2024, 6, 1) for n in WAY}, 15: MET, 16: Day(2025, 7, 1), 17: Day(2025, 8, 20),
                18: Day(2025, 9, 1), 19: Day(2025, 9, 1), 20: Day(2025, 9, 10), 21: Day(2026, 6, 10),
                22: Day(2026, 6, 5)}  # fmt: skip
        session.add_all(Step(person_id=one.id, number=n, on=day, late_entry=True) for n, day in days.items())
    office.release()
    return path


@pytest.fixture
def branch_at_a_vote(vote_file, tmp_path):
    found = Office.open(shutil.copyfile(vote_file, tmp_path / "青禾中学.dangwu"))
    with clock.stopped(date(2026, 12, 20)):
        yield found
    found.release()
