"""The invented classes, booklets, plans and pairings of the school."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day, add_months, days_after
from partyoffice.development.actions.inquiries import answer_inquiry, send_inquiry
from partyoffice.development.records import Booklet, Enrolment, Pairing, PartyClass, Quota
from partyoffice.development.rules.profile import (
    CANDIDATE_CLASS,
    GIVEN,
    IN_STOCK,
    PAIRINGS,
    PARTY_SCHOOL,
    SPOILT,
    USED,
)
from partyoffice.development.sample.days import Way
from partyoffice.development.sample.words import APPROVER, SCHOOL, paper
from partyoffice.members.rules import Category
from partyoffice.organisation.queries import tree
from partyoffice.organisation.records import Organisation
from partyoffice.organisation.rules import OrgKind
from partyoffice.part import Sampling
from partyoffice.store.base import Record

LETTERS, BLANKS, PUPILS = 6, 8, 6
PASS_MARK = 60


def teach(session: Session, ways: list[Way], wish: Sampling, rnd: Random) -> None:
    """Write down what is planned, taught, given out and asked elsewhere."""
    whole = [way for way in ways if way.whole]
    _classes(session, whole)
    _school(session, [way for way in ways if way.category == Category.ACTIVIST][:PUPILS], wish.on, rnd)
    session.add_all(_booklets(whole))
    session.add_all(_blanks(wish.on, max(BLANKS, wish.members // 60)))
    _plans(session, ways, wish)
    session.add_all(_pairings(session, ways, wish.on))
    _letters(session, whole, wish.on)
    session.flush()


def _classes(session: Session, ways: list[Way]) -> None:
    """Found one 集中培训 for each day the trained ended theirs on, with all of them in it."""
    for end in sorted({way.days[11] for way in ways if 11 in way.days and 11 not in way.begun}):
        made = PartyClass(
            kind=CANDIDATE_CLASS, name=f"{end.year} 年{end.month} 月发展对象培训班", organiser=APPROVER,
            start=Day.of(days_after(end, -2)), end=Day.of(end), days=3, hours=24, place="青禾市教育局党校",
            content="党章、党史、发展党员的规定。",
        )  # fmt: skip
        session.add(made)
        session.flush()
        session.add_all(_pupil(made, way) for way in ways if way.days.get(11) == end and 11 not in way.begun)


def _pupil(made: PartyClass, way: Way) -> Enrolment:
    mark = 78 + way.person.id % 19
    return Enrolment(
        class_id=made.id, person_id=way.person.id, attended_days=3, attended_hours=24, mark=mark,
        verdict="合格",
        certificate=f"培〔{made.start.year}〕{way.person.id % 400 + 11}",
    )  # fmt: skip


def _school(session: Session, ways: list[Way], on: date, rnd: Random) -> None:
    """Found this term's 业余党校, its pupils chosen in four stages; the last is not yet through."""
    start = add_months(on, -2)
    made = PartyClass(
        kind=PARTY_SCHOOL, name="第八期业余党校", organiser=SCHOOL, start=Day.of(start), days=6, hours=24,
        place="学校报告厅", content="党章、党史、形势与任务。", pass_mark=PASS_MARK,
    )  # fmt: skip
    session.add(made)
    session.flush()
    for at, way in enumerate(ways):
        one = Enrolment(
            class_id=made.id, person_id=way.person.id, league_branch_on=Day.of(days_after(start, -30)),
            league_branch=f"应到 45 人，同意 {36 + rnd.randrange(8)} 票",
            class_teacher_on=Day.of(days_after(start, -24)), class_teacher="品学兼优，同意推荐",
        )  # fmt: skip
        if at < len(ways) - 1:
            one.league_committee_on, one.league_committee = Day.of(days_after(start, -15)), "同意"
            one.general_branch_on, one.general_branch = Day.of(days_after(start, -7)), "同意参加"
            one.attended_hours = 12
        session.add(one)


def _booklets(ways: list[Way]) -> Iterator[Booklet]:
    """Give a booklet to everybody who was previewed; filed with the papers."""
    for at, way in enumerate(sorted((way for way in ways if 13 in way.days), key=lambda way: way.days[13])):
        if 14 in way.days:
            given = Day.of(days_after(way.days[13], 1))
            state = USED if 25 in way.days else GIVEN
            yield Booklet(
                number=f"青教{at + 201:06d}", received=Day.of(add_months(way.days[13], -1)), state=state,
                person_id=way.person.id, given=given,
            )  # fmt: skip


def _blanks(on: date, number: int) -> Iterator[Booklet]:
    received = Day.of(add_months(on, -3))
    for at in range(number):
        spoilt = at == 0
        yield Booklet(
            number=f"青教{at + 301:06d}", received=received, state=SPOILT if spoilt else IN_STOCK,
            reason="封面姓名写错，已交回上级" if spoilt else "",
        )  # fmt: skip


def _plans(session: Session, ways: list[Way], wish: Sampling) -> None:
    """Plan for every year as many as were accepted, for this year one more."""
    root = next(node for node in tree(session).nodes.values() if node.parent_id is None)
    done = {
        number: Counter(way.days[number].year for way in ways if number in way.days) for number in (3, 7, 15)
    }
    for year in range(wish.on.year - wish.years, wish.on.year + 1):
        more = 0 if wish.on.month >= 10 else 1
        session.add(
            Quota(
                organisation_id=root.id, year=year, accepted=done[15][year] + more,
                activists=done[3][year] + more, candidates=done[7][year] + more,
                document=paper(date(year, 1, 20), year), note="以青年教师和一线教师为主。",
            )
        )  # fmt: skip


def _pairings(session: Session, ways: list[Way], on: date) -> Iterator[Record]:
    branches = set(
        session.execute(select(Organisation.id).where(Organisation.kind == str(OrgKind.BRANCH))).scalars()
    )
    chosen = [way for way in ways if way.branch in branches and way.whole]
    for at, way in enumerate(chosen[:5]):
        full = way.category == Category.FULL
        yield Pairing(
            person_id=way.person.id, kind=PAIRINGS[1 if full else 0], start=Day.of(add_months(on, -14 + at)),
            guide="方砚舟", aim="三年内成长为市级骨干教师" if full else "条件成熟时发展入党",
            done="结对听课评课，参加党校学习，承担公开课。",
        )  # fmt: skip


def _letters(session: Session, ways: list[Way], on: date) -> None:
    """Send letters before the conclusion and get their answers; the newest still waits for one."""
    asked = [way for way in ways if 10 in way.days][:LETTERS]
    for at, way in enumerate(asked):
        row = send_inquiry(
            session, way.person.id, "霁山县第四中学党支部", Day.of(days_after(way.days[10], -26)),
            about="在该校工作期间的政治表现",
        )  # fmt: skip
        answer_inquiry(session, row, Day.of(days_after(way.days[10], -8)), "没有问题", sealed=at != 1)
    waiting = next((way for way in ways if 9 in way.days and 10 not in way.days), None)
    if waiting is not None:
        sent = max(waiting.days[9], days_after(on, -40))
        send_inquiry(
            session, waiting.person.id, "鹿屿县第二中学党支部", Day.of(sent), about="入学前的现实表现"
        )
