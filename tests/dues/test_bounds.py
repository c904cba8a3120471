"""Letters of transfer and the ledger: what one says of 党费交到 the other keeps, and tells."""

from datetime import date

from sqlalchemy import select

from partyoffice.core.dates import Day
from partyoffice.dues.actions.collect import collect_month
from partyoffice.dues.queries.bounds import paid_to
from partyoffice.dues.queries.ledger import read_year
from partyoffice.dues.records import Liability
from partyoffice.dues.rules.ledger import State
from partyoffice.dues.rules.months import month
from partyoffice.members.rules import Category
from partyoffice.organisation.actions import ensure_branch
from partyoffice.parts import TRANSFERS, hear
from partyoffice.transfers.actions import coming, going, moving
from partyoffice.transfers.rules.words import NATIONAL

IN = {
    "name": "方砚舟", "category": "正式党员", "begun": Day(2026, 4, 8), "reason": "工作调动",
    "from_unit": "中共竹汀区教育局委员会", "number": "31", "issued": Day(2026, 4, 1), "days": 30,
}  # fmt: skip


def received(session, **more):
    one = coming.begin_in(session, {**IN, **more})
    branch = ensure_branch(session, "第一党支部").id
    given = {"on": Day(2026, 4, 12), "branch_id": branch, "checked": "合格", "joined": Day(2012, 6, 21)}
    coming.receive(session, one.id, given, lambda *_: None, hear)
    return one


def first_due(session, one):
    row = next(row for row in read_year(session, 2026, date(2026, 11, 20)).rows if row.id == one.person_id)
    return next(cell.month for cell in row.cells if cell.state is not State.NONE)


def test_who_is_received_owes_from_the_month_after_the_one_on_the_letter(session, member):
    member()
    assert first_due(session, received(session, paid_to=Day(2026, 6))) == month(2026, 7)
    (kept,) = session.execute(select(Liability)).scalars()
    assert (str(kept.month), kept.evidence) == ("2026-07", "介绍信31，党费交到 2026年6月")


def test_a_letter_that_was_wrongly_read_is_mended_in_both_places(session, member):
    member()
    one = received(session, paid_to=None)
    assert first_due(session, one) == month(2026, 4)
    moving.correct(session, one.id, {"paid_to": Day(2026, 2)}, hear)
    moving.correct(session, one.id, {"paid_to": Day(2026, 3)}, hear)
    assert first_due(session, one) == month(2026, 4)
    assert len(session.execute(select(Liability)).all()) == 1
    moving.correct(session, one.id, {"paid_to": None}, hear)
    assert session.execute(select(Liability)).all() == []


def test_who_is_no_member_and_who_moves_within_the_school_has_no_months(session, member):
    person = member()
    branch = ensure_branch(session, "第二党支部").id
    going.move_within(session, person, {"on": Day(2026, 5, 6), "branch_id": branch})
    received(session, category=str(Category.ACTIVIST), paid_to=Day(2026, 3), activist_on=Day(2025, 5, 6))
    assert session.execute(select(Liability)).all() == []


def test_the_letter_of_who_leaves_proposes_what_the_ledger_says_and_ends_the_months(session, member):
    person = member()
    assert paid_to(session, person, date(2026, 11, 20)) is None
    for number in range(1, 11):
        on = Day(2026, number, 9)
        collect_month(session, month(2026, number), [person], on=on, method="现金", collector="")
    letter = next(paper for paper in TRANSFERS.papers if paper.code == "trn-01")
    assert letter.usual(session, person, date(2026, 11, 20))["paid_to"] == "2026-10"
    given = {"begun": Day(2026, 11, 2), "reason": "工作调动", "to_unit": "竹汀区实验学校", "manner": NATIONAL}
    one = going.begin_out(session, person, {**given, "paid_to": Day(2026, 10)})
    assert letter.usual(session, person, date(2026, 11, 20))["paid_to"] == "2026-10"
    going.receive_receipt(session, one.id, {"on": Day(2026, 11, 16)}, hear)
    (row,) = read_year(session, 2026, date(2026, 11, 20)).rows
    assert [cell.state for cell in row.cells[9:]] == [State.PAID, State.NONE, State.NONE]
    assert row.someone.branch == "第一党支部"  # where they stood last
    branch = ensure_branch(session, "第一党支部").id
    assert read_year(session, 2026, date(2026, 11, 20), branch).rows
