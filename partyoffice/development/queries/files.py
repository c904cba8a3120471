"""Whole files of people, read in a fixed number of questions however many they are."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import String, or_, select, type_coerce
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.development.queries.classes import trained_of
from partyoffice.development.queries.steps import CHUNK
from partyoffice.development.queries.vouchers import punishments_by_person
from partyoffice.development.queries.ways import AGAIN, NOW, again_since, earlier
from partyoffice.development.records import (
    EditionChoice,
    Material,
    Posting,
    Review,
    Spell,
    Step,
    ThoughtReport,
    Voucher,
    Wayfarer,
)
from partyoffice.development.rules import notice, people, training
from partyoffice.development.rules.editions import Choice
from partyoffice.development.rules.file import DECISIONS, Ballot, File, Taken
from partyoffice.development.rules.overrides import Override
from partyoffice.development.rules.people import Punishment
from partyoffice.development.rules.probation import Decision
from partyoffice.development.rules.profile import MENTOR, SPONSOR
from partyoffice.meetings.records import AgendaItem, Meeting, Vote
from partyoffice.members.queries import Someone, everyone
from partyoffice.members.records import History, Person
from partyoffice.members.rules import Category, Edition, Fact, category_on, holds
from partyoffice.organisation.records import GENERAL_BRANCH
from partyoffice.store import settings
from partyoffice.store.base import Record
from partyoffice.store.watching import WATCH

ROUND, MEETING = 22, 23  # from step 22 on an extension of 预备期 makes a second round
ON_THE_WAY = frozenset({Category.APPLICANT, Category.ACTIVIST, Category.CANDIDATE, Category.PROBATIONARY})
CARD = ("name", "birth", "joined", "full")
Kind = TypeVar("Kind", bound=Record)


def file_of(session: Session, person_id: int, on: date) -> File | None:
    """Return the file of one person; None for somebody who is not in the books."""
    return files_of(session, on, [person_id]).get(person_id)


def files_of(session: Session, on: date, ids: Sequence[int] | None = None) -> dict[int, File]:
    """Return files by person: of some, or of everybody on the way on a day, read once while one only asks."""
    if ids is not None or WATCH in session.info:
        return _read(session, on, ids)
    if on not in (kept := session.info.setdefault(__name__, {})):
        kept[on] = _read(session, on, None)
    return dict(kept[on])


def _read(session: Session, on: date, ids: Sequence[int] | None) -> dict[int, File]:
    found = people_on_the_way(session, on) if ids is None else everyone(session, on, columns=CARD, ids=ids)
    return Reading(session, on, {one.id: one for one in found}).files()


def people_on_the_way(session: Session, on: date) -> list[Someone]:
    """Return everybody who is on the way on a day, without their files."""
    filing = _still_filing(session)
    ids = sorted(_perhaps(session, on) | filing)
    return [
        one
        for one in everyone(session, on, columns=CARD, ids=ids)
        if one.present and (one.category in ON_THE_WAY or one.id in filing)
    ]


def _perhaps(session: Session, on: date) -> frozenset[int]:
    """Return who may be on the way: by the categories of the books, or full by the card only later.

    Of a school most people are full members for long; reading all of them took most of the time.
    """
    day = Day.of(on)
    booked = select(History.person_id).where(
        History.fact == Fact.CATEGORY, History.value.in_(ON_THE_WAY),
        or_(History.end.is_(None), History.end > day),
    )  # fmt: skip
    later = select(Person.id).where(Person.full > day)
    return frozenset(session.execute(booked).scalars()) | frozenset(session.execute(later).scalars())


def _still_filing(session: Session) -> frozenset[int]:
    """Return who was made full by a step closed here and whose papers are not filed yet."""
    closed = select(Step.person_id).where(Step.open.is_(False), Step.late_entry.is_(False))
    made_full = set(session.execute(closed.where(Step.number == 24)).scalars())
    return frozenset(made_full - set(session.execute(closed.where(Step.number == 25)).scalars()))


class Reading:
    """Everything about some people, each kind of record asked for once."""

    def __init__(self, session: Session, on: date, people_here: dict[int, Someone]) -> None:
        self.session, self.on, self.people = session, on, people_here
        self.general = bool(settings.get(session, GENERAL_BRANCH))

    def files(self) -> dict[int, File]:
        """Return the files by person."""
        here = {key for key, one in self.people.items() if one.present}
        self.again = again_since(self.session, here)
        self.steps, self.extended = self._steps()
        self.ways = {row.person_id: row for row in self._rows(Wayfarer)}
        self.choices = {row.person_id: row for row in self._rows(EditionChoice)}
        self.reviews, self.reports = self._by_person(Review), self._by_person(ThoughtReport)
        self.postings, self.spells = self._by_person(Posting), self._by_person(Spell)
        self.papers = self._by_person(Material)
        self.classes, self.votes = trained_of(self.session, again=self.again), self._votes()
        self.vouchers = self._vouchers()
        return {key: self._file(one) for key, one in self.people.items()}

    # Asking ------------------------------------------------------------------------------

    def _rows(self, kind: type[Kind], whose: Any = None) -> Iterable[Kind]:  # noqa: ANN401 -- a column
        column = kind.person_id if whose is None else whose  # type: ignore[attr-defined]  # every kind here has one
        ids = list(self.people)
        for at in range(0, len(ids), CHUNK):
            wanted = select(kind).where(column.in_(ids[at : at + CHUNK])).order_by(kind.id)
            yield from self.session.execute(wanted).scalars()

    def _by_person(self, kind: type[Kind]) -> dict[int, list[Kind]]:
        found: dict[int, list[Kind]] = defaultdict(list)
        for row in self._rows(kind):
            found[row.person_id].append(row)  # type: ignore[attr-defined]  # every kind here has one
        return found

    def _steps(self) -> tuple[dict[int, dict[int, Taken]], dict[int, int]]:
        """Return the steps that count and the months of an extension: a second round replaces the first."""
        first, again = defaultdict[int, dict[int, Taken]](dict), defaultdict[int, dict[int, Taken]](dict)
        self.extended_on: dict[int, Day | None] = {}  # when the meeting decided on an extension
        for person, mark, step in self._taken():
            (again if mark == AGAIN else first)[person][step.number] = step
        extended = {person: _extension(steps) for person, steps in first.items()}
        for person, months in extended.items():
            if months:
                self.extended_on[person] = first[person][MEETING].on
                first[person] = {n: step for n, step in first[person].items() if n < ROUND} | again[person]
        return first, extended

    def _taken(self) -> Iterable[tuple[int, str, Taken]]:
        """Yield the steps as plain rows: there are many, and most have no facts."""
        columns = (
            Step.person_id, Step.mark, Step.number, Step.on, type_coerce(Step.facts, String).label("facts"),
            type_coerce(Step.overrides, String).label("overrides"), Step.open, Step.late_entry, Step.entered,
        )  # fmt: skip
        ids = list(self.people)
        for at in range(0, len(ids), CHUNK):
            wanted = select(*columns).where(Step.person_id.in_(ids[at : at + CHUNK]), Step.mark.in_(NOW))
            for person, mark, number, on, facts, overrides, open_, late, day in self.session.execute(wanted):
                if self._over(person, on or day):
                    continue
                passed = [_override(one) for one in json.loads(overrides)] if overrides != "[]" else ()
                texts = json.loads(facts) if facts != "{}" else {}
                yield person, mark, Taken(number, on, texts, passed, open_, late)

    def _votes(self) -> dict[int, dict[int, Ballot]]:
        wanted = (
            select(AgendaItem.person_id, AgendaItem.decision, Meeting.on, Vote)
            .join(Meeting, Meeting.id == AgendaItem.meeting_id)
            .join(Vote, Vote.item_id == AgendaItem.id)
            .where(AgendaItem.decision.in_(DECISIONS.values()))
            .order_by(Meeting.on, AgendaItem.id)
        )
        numbers = {name: number for number, name in DECISIONS.items()}
        found: dict[int, dict[int, Ballot]] = defaultdict(dict)
        for person, name, day, vote in self.session.execute(wanted):
            if person in self.people and self._counts(person, numbers[name], day):
                ballot = Ballot(day, vote.due, vote.present, vote.yes, vote.passed)
                found[person][numbers[name]] = ballot
        return found

    def _counts(self, person: int, number: int, day: Day) -> bool:
        """Say whether a vote is one of the way and of the round that run."""
        extended = self.extended_on.get(person) if number == MEETING else None
        return not self._over(person, day) and (extended is None or extended.last < day.first)

    def _over(self, person: int, day: Day | None) -> bool:
        return earlier(day, self.again.get(person))

    def _vouchers(self) -> dict[int, list[tuple[str, people.Voucher]]]:
        rows = list(self._rows(Voucher))
        members = {row.member_id for row in rows if row.member_id is not None}
        categories = Categories(self.session, members)
        punished = punishments_by_person(self.session, list(members))
        found = defaultdict(list)
        for row in rows:
            if self._over(row.person_id, row.start):
                continue
            day = row.start.last if row.start is not None else self.on
            category = categories.on(row.member_id, day) if row.member_id is not None else Category.FULL
            punishments = punished.get(row.member_id or 0, ())
            found[row.person_id].append((row.role, _voucher(row, category, punishments)))
        return found

    # Telling -----------------------------------------------------------------------------

    def _file(self, one: Someone) -> File:
        way, key = self.ways.get(one.id), one.id
        vouchers, again = self.vouchers.get(key, []), self.again.get(key)
        return File(
            key, one.name, one.category, one.card["birth"], one.card["joined"], one.card["full"],
            one.branch_id, self.steps.get(key, {}), self.extended.get(key, 0),
            _choice(self.choices.get(key), again),
            in_league=way is not None and way.in_league,
            leaves_on=_since(way.leaves_on, again) if way is not None else None,
            floating=way is not None and way.floating,
            came_on=_since(way.came_on, again) if way is not None else None,
            general_branch=self.general,
            mentors=[voucher for role, voucher in vouchers if role == MENTOR],
            sponsors=[voucher for role, voucher in vouchers if role == SPONSOR],
            reviews=_days(self.reviews[key], 6, again),
            probation_reviews=_days(self.reviews[key], 21, again), reports=_days(self.reports[key], 6, again),
            postings=notice.latest(
                _posting(row) for row in self.postings[key] if row.step == 8 and not earlier(row.start, again)
            ),
            spells=[
                training.Spell(row.start.first, _last(row.end), row.proved)
                for row in self.spells[key] if not earlier(row.start, again)
            ],
            papers=frozenset(row.code for row in self.papers[key] if _held(row, again)),
            trained=self.classes.get(key), votes=self.votes.get(key, {}), left=not one.present, again=again,
        )  # fmt: skip


def _extension(steps: Mapping[int, Taken]) -> int:
    """Return the months by which 预备期 was extended, once the extension is approved; else 0."""
    meeting, approval = steps.get(23), steps.get(24)
    if meeting is None or approval is None or approval.open:
        return 0
    extends = meeting.text("decision") == Decision.EXTEND
    return int(meeting.number_of("months") or 0) if extends else 0


def _override(one: Mapping[str, str]) -> Override:
    return Override(one["code"], one["reason"], one.get("by", ""), _date(one.get("on")))


def _date(text: str | None) -> date | None:
    return Day.parse(text).first if text else None


def _last(day: Day | None) -> date | None:
    return day.last if day is not None else None


def _choice(row: EditionChoice | None, again: Day | None) -> Choice | None:
    if row is None or earlier(row.on, again):
        return None
    return Choice(Edition(row.edition), row.reason, row.on.first, row.by)


def _since(day: Day | None, again: Day | None) -> Day | None:
    return None if earlier(day, again) else day


def _held(row: Material, again: Day | None) -> bool:
    """Say whether a paper is there for this way; one without a day is (``set_aside`` sees to older ones)."""
    return bool(row.present and row.code) and (row.formed is None or not earlier(row.formed, again))


def _days(rows: Sequence[Any], step: int, again: Day | None) -> list[date]:
    return [row.on.first for row in rows if row.step == step and not earlier(row.on, again)]


def _posting(row: Posting) -> notice.Posting:
    return notice.Posting(row.start, row.end, row.place, row.result)


def _voucher(row: Voucher, category: str, punishments: tuple[Punishment, ...]) -> people.Voucher:
    """Return somebody who vouches; who is of another organization is taken for what the papers say."""
    key = -row.id if row.member_id is None else row.member_id
    return people.Voucher(key, row.name, category, punishments, row.relative, row.start, row.end)


class Categories:
    """The categories of some people on any day."""

    def __init__(self, session: Session, ids: Collection[int]) -> None:
        self.rows: dict[int, list[Any]] = defaultdict(list)
        columns = (History.person_id, History.value, History.start, History.end, Person.joined, Person.full)
        wanted = select(*columns).join(Person, Person.id == History.person_id)
        for row in session.execute(wanted.where(History.fact == Fact.CATEGORY).order_by(History.id)):
            if row.person_id in ids:
                self.rows[row.person_id].append(row)

    def on(self, person_id: int, day: date) -> str:
        """Return the category of somebody on a day, empty for none."""
        found = [row for row in self.rows[person_id] if holds(row.start, row.end, day)]
        row = found[-1] if found else None
        return category_on(row.value, row.start, row.joined, row.full, day) if row is not None else ""
