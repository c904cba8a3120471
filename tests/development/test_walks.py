"""Random walks of closing, keeping, reopening, voting, undoing and redoing against a plain model.

The model knows which steps are closed on which day and nothing else; from that alone follow the categories
of the histories, 入党时间 and 转正时间. Whatever was refused or undone leaves every row as it was.
"""

import shutil
from datetime import date
from random import Random

import pytest
from sqlalchemy import select

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.development.actions import close_step, reopen_step, save_step
from partyoffice.development.decisions import DECISIONS
from partyoffice.development.records import Material, Posting, Step, Voucher
from partyoffice.development.rules.fields import FIELDS
from partyoffice.meetings.actions.minutes import drop_meeting
from partyoffice.meetings.actions.saving import save_minutes
from partyoffice.meetings.queries import find_meeting, last_item
from partyoffice.meetings.rules.kinds import ASSEMBLY
from partyoffice.meetings.rules.tally import Tally
from partyoffice.meetings.rules.voters import Presence
from partyoffice.meetings.rules.writing import Business, Minutes
from partyoffice.members.actions import add_person
from partyoffice.members.queries import histories
from partyoffice.members.records import Person
from partyoffice.members.rules import Category, Fact
from partyoffice.organisation.actions import set_up
from partyoffice.organisation.queries import own_body
from partyoffice.parts import PARTS
from partyoffice.store.office import Office

ON = date(2026, 11, 20)
KNOWN = {one.name: one for one in DECISIONS}
# One way on which no rule stands, half of it under each edition.
DAYS = {
    1: "2023-06-01", 2: "2023-06-20", 3: "2024-01-10", 4: "2024-01-20", 5: "2024-01-15",
    6: "2025-03-31", 7: "2025-04-01", 8: "2025-04-20", 9: "2025-04-25", 10: "2025-05-05",
    11: "2025-05-12", 12: "2025-05-20", 13: "2025-06-01", 14: "2025-06-05", 15: "2025-06-18",
    16: "2025-07-10", 17: "2025-08-20", 18: "2025-09-01", 19: "2025-08-25", 20: "2025-09-10",
    21: "2026-06-10", 22: "2026-06-05", 23: "2026-06-20", 24: "2026-07-15", 25: "2026-08-01",
}  # fmt: skip
RESTS_ON = {
    3: {2}, 7: {3}, 8: {7}, 12: {7, 8, 9, 10, 11}, 13: {12}, 14: {13}, 15: {10, 11, 13}, 16: {15},
    17: {15, 16}, 24: {23},
}  # fmt: skip
SOFTLY = {4: {3}, 15: {14}, 18: {17}, 19: {17}, 20: {17}, 25: {24}}
BECOMES = {3: "入党积极分子", 7: "发展对象", 8: "发展对象", 17: "预备党员", 24: "正式党员"}
VOTED = {15: "讨论接收", 23: "讨论转正"}
SIX = ("4-3", "1-1", "2-6", "3-9", "5-1", "5-2")
SPECIAL = {
    8: {"consented": "2025-04-05"}, 10: {"conclusion": "合格"}, 11: {"days": "3", "hours": "24"},
    13: {"result": "合格"}, 17: {"body_kind": "有审批权的基层党委", "body": "青禾市教育局党委"},
    25: {"kept_at": "人事档案"},
}  # fmt: skip


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """An office of one branch, five who vote, and one with everything but the steps."""
    path = tmp_path_factory.mktemp("walks") / "支部.dangwu"
    with clock.stopped(ON):
        office = Office.create(path)
        with office.change("建账") as session:
            body = set_up(session, "青禾中学")
            full = [
                add_person(
                    session, {"name": name, "joined": Day(2010, 6, 1), "full": Day(2011, 6, 1)},
                    category=Category.FULL, since=Day(2020, 1, 1), branch=body,
                )
                for name in ("林知夏", "沈砚秋", "方砚舟", "秦川", "顾清和")
            ]  # fmt: skip
            one = add_person(
                session, {"name": "段清和", "birth": Day(1990, 5, 5)}, category=Category.APPLICANT,
                since=Day(2023, 6, 1), branch=body,
            )  # fmt: skip
            session.add_all(
                Voucher(person_id=one.id, role=role, member_id=each.id, name=each.name, start=Day(2024, 1, 1))
                for role in ("培养联系人", "入党介绍人")
                for each in full[:2]
            )
            session.add_all(Material(person_id=one.id, code=code, name=code) for code in SIX)
            session.add(
                Posting(
                    person_id=one.id, place="校内", start=Day(2025, 4, 7), end=Day(2025, 4, 15),
                    result="不影响发展入党",
                )
            )  # fmt: skip
        office.release()
    return path, one.id


class Walk:
    """One walk: the office, and what the model knows."""

    def __init__(self, office, person, rnd):
        self.office, self.person, self.rnd = office, person, rnd
        self.closed, self.back, self.forth = {}, [], []

    def dump(self):
        with self.office.reading() as session:
            return {
                kind.__tablename__: [
                    tuple(map(repr, row)) for row in session.execute(select(kind.__table__).order_by(kind.id))
                ]
                for part in PARTS
                for kind in part.records
            }

    def step(self):
        before, known = self.dump(), dict(self.closed)
        verb, number = self.rnd.choice(VERBS), self.choice()
        done = self.undo_or_redo(verb) if verb in {"undo", "redo"} else self.act(verb, number, before, known)
        if not done:
            assert self.dump() == before, (verb, number)
            self.closed = known
        self.check()

    def choice(self):
        """Mostly the next step, or the last one; now and then any."""
        ahead = next((n for n in range(1, 26) if n not in self.closed), 25)
        return self.rnd.choice((ahead, ahead, ahead, max(self.closed, default=1), self.rnd.randrange(1, 26)))

    def act(self, verb, number, before, known):
        expected = getattr(self, f"may_{verb}")(number)
        try:
            with self.office.change(f"{verb} {number}") as session:
                getattr(self, verb)(session, number)
        except OfficeError as error:
            if expected:
                pytest.fail(f"{verb} {number}: {error}, {self.closed}")
            return False
        assert expected, (verb, number, self.closed)
        if self.dump() != before:
            self.back.append((before, known))
            self.forth.clear()
        return True

    def undo_or_redo(self, verb):
        source, target = (self.back, self.forth) if verb == "undo" else (self.forth, self.back)
        if not source:
            return False
        here = self.dump(), dict(self.closed)
        (self.office.undo if verb == "undo" else self.office.redo)()
        wanted, self.closed = source.pop()
        target.append(here)
        assert self.dump() == wanted
        return True

    # what the rules allow, by the plain model

    def may_close(self, number):
        return (
            number not in self.closed
            and number not in VOTED
            and RESTS_ON.get(number, set()) <= set(self.closed)
        )

    def may_keep(self, number):
        return number not in self.closed

    def rests(self, number):
        """Return the closed steps that rest on one."""
        both = (*RESTS_ON.items(), *SOFTLY.items())
        return {later for later, first in both if number in first} & set(self.closed)

    def may_reopen(self, number):
        return number in self.closed and number not in VOTED and not self.rests(number)

    def may_vote(self, number):
        number = 15 if number < 19 else 23
        there = RESTS_ON.get(number, {17}) <= set(self.closed)
        return number not in self.closed and there

    def may_drop(self, number):
        number = 15 if number < 19 else 23
        return number in self.closed and not self.rests(number)

    # what is done

    def facts(self, number):
        return {one.key: "同意" for one in FIELDS[number] if one.required} | SPECIAL.get(number, {})

    def close(self, session, number):
        close_step(session, self.person, number, Day.parse(DAYS[number]), self.facts(number))
        self.closed[number] = DAYS[number]

    def keep(self, session, number):
        save_step(session, self.person, number, None, {"note": "x"})

    def reopen(self, session, number):
        reopen_step(session, self.person, number)
        del self.closed[number]

    def vote(self, session, number):
        number = 15 if number < 19 else 23
        voters = session.execute(select(Person.id).where(Person.name != "段清和")).scalars().all()
        values = {
            "organisation_id": own_body(session), "kind": ASSEMBLY, "on": Day.parse(DAYS[number]),
            "chair": "林知夏", "recorder": "秦川",
        }  # fmt: skip
        given = {"decision": "按期转正"} if number == 23 else {}
        tally = Tally(5, issued=5, returned=5, valid=5, watcher="沈砚秋", counter="方砚舟")
        business = Business(VOTED[number], VOTED[number], self.person, given=given, tally=tally)
        save_minutes(session, Minutes(values, {one: Presence("出席") for one in voters}, [business]), KNOWN)
        self.closed[number] = DAYS[number]

    def drop(self, session, number):
        number = 15 if number < 19 else 23
        item = last_item(session, VOTED[number], self.person)
        if item is None:
            raise OfficeError("没有表决", remedy="")
        drop_meeting(session, find_meeting(session, item.meeting_id), KNOWN)
        del self.closed[number]

    # what must be true

    def check(self):
        with self.office.reading() as session:
            steps = session.execute(select(Step).where(Step.person_id == self.person)).scalars().all()
            assert {one.number: str(one.on) for one in steps if not one.open} == self.closed
            rows = [row for row in histories(session, self.person) if row.fact == Fact.CATEGORY]
            person = session.get_one(Person, self.person)
            joined, full = person.joined, person.full
        path = [("入党申请人", "2023-06-01")]
        for number, on in sorted(self.closed.items()):
            if number in BECOMES and BECOMES[number] != path[-1][0]:
                path.append((BECOMES[number], on))
        ends = [start for _, start in path[1:]] + [""]
        said = [(row.value, str(row.start), str(row.end or "")) for row in rows]
        assert said == [(value, start, end) for (value, start), end in zip(path, ends, strict=True)]
        assert str(joined or "") == (self.closed[15] if 17 in self.closed else "")
        assert str(full or "") == ("2026-06-18" if 24 in self.closed else "")


VERBS = ("close", "close", "close", "close", "vote", "vote", "keep", "reopen", "drop", "undo", "redo")


@pytest.mark.parametrize("seed", range(3))
def test_books_and_steps_agree_after_every_deed_and_undo_restores_every_row(begun, tmp_path, seed):
    path, person = begun
    with clock.stopped(ON):
        office = Office.open(shutil.copyfile(path, tmp_path / "支部.dangwu"))
        walk = Walk(office, person, Random(seed))
        for _ in range(45):
            walk.step()
        office.release()
