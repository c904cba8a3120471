"""What is closed stays, whichever way it is changed: undo, redo, an old action, one old value."""

from datetime import date

import pytest
from sqlalchemy import select

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.dues.actions.assess import assess
from partyoffice.dues.actions.closing import close, reopen
from partyoffice.dues.actions.collect import collect_month, pay
from partyoffice.dues.actions.mend import drop_payment
from partyoffice.dues.actions.money import add_entry, open_book
from partyoffice.dues.actions.waiving import approve, ask_waiver
from partyoffice.dues.queries.closing import Books, changed_since, closed_periods
from partyoffice.dues.records import Assessment, Payment, Waiver
from partyoffice.dues.rules.months import month
from partyoffice.members.page.restoring import put_back
from partyoffice.members.records import Person
from partyoffice.members.trail import trail
from partyoffice.organisation.actions import set_up
from partyoffice.organisation.rules import OrgKind
from partyoffice.parts import PARTS
from partyoffice.store.history import changes
from partyoffice.store.office import Office
from tests.dues.conftest import add_member

SEP, OCT = month(2026, 9), month(2026, 10)


class Story:
    """An office in which each deed is an action of its own, known by its number."""

    def __init__(self, office):
        self.office = office

    def do(self, work, *given, kind="change", **named):
        with self.office.change(work.__name__, kind=kind) as session:
            self.made = work(session, *given, **named)
        return self.office.last_seq

    def figures(self, period="2026-09"):
        with self.office.reading() as session:
            return Books(session).figures(period)

    def again(self):
        """Open the office anew: what was done before is of an earlier sitting."""
        path = self.office.path
        self.office.first_seq = self.office.last_seq
        self.office.close()
        self.office = Office.open(path)


@pytest.fixture
def story(office):
    """One member who owes 20.00 from September on; the book begins then with 100.00 and 50.00."""
    told = Story(office)
    told.do(set_up, "青禾中学", OrgKind.GENERAL)
    told.do(add_member, start=SEP)
    told.who = told.made
    told.opening = told.do(open_book, Day(2026, 9), 10000, 5000)
    yield told
    told.office.first_seq = told.office.last_seq
    told.office.release()


def pay_september(story, **named):
    return story.do(collect_month, SEP, [story.who], on=Day(2026, 9, 9), method="现金", collector="", **named)


def spend(session):
    add_entry(session, {
        "on": Day(2026, 9, 20), "flow": "上级下拨", "account": "银行", "amount": 700, "content": "下拨",
        "decided": "2026-09-19 支委会",
    })  # fmt: skip


def waive(session, person_id):
    given = {"start": Day(2026, 10), "end": Day(2026, 12), "amount": 0, "reason": "患病"}
    asked = ask_waiver(session, person_id, given)
    approve(session, asked.id, {"approved": Day(2026, 11, 2), "approved_by": "校党委"})


def set_again(session, person_id):
    given = {"start": Day(2026, 10), "due": 900, "cause": "退休", "payer": "离退休", "note": "退休"}
    assess(session, person_id, 2026, given)


def drop_first(session):
    drop_payment(session, session.execute(select(Payment.id)).scalars().first())


DEEDS = {
    "a month collected": (pay_september, "2026年9月"),
    "an import": (lambda story: pay_september(story, kind="import"), "2026年9月"),
    "a payment taken out": (lambda story: (pay_september(story), story.do(drop_first))[1], "2026年9月"),
    "money that came": (lambda story: story.do(spend), "2026年9月"),
    "a request approved": (lambda story: story.do(waive, story.who), "2026年10月"),
    "an amount set": (lambda story: story.do(set_again, story.who), "2026年10月"),
    "the opening of the book": (lambda story: story.opening, "2026年9月、2026年10月"),
}


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("partly", [False, True])
def test_an_old_action_whose_period_is_closed_since_is_not_taken_back(story, deed, partly):
    act, closed = DEEDS[deed]
    seq = act(story)
    story.do(close, "2026-10")
    story.again()
    before = story.figures(), story.figures("2026-10")
    with pytest.raises(OfficeError, match=f"^{closed}已经结账，这一步会改动其中的收支或应交.*写明原因重开"):
        story.office.revert(seq, partly=partly)
    assert (story.figures(), story.figures("2026-10")) == before
    story.do(reopen, "2026-09", "更正")
    assert story.office.revert(seq, partly=partly).kept == []
    assert (story.figures(), story.figures("2026-10")) != before


def test_what_altered_no_closed_month_is_taken_back_as_ever(story):
    pay_september(story)
    story.do(close, "2026-10")
    late = story.do(pay, story.who, OCT, 2000, on=Day(2026, 11, 9), method="现金", collector="")
    before = story.figures("2026-10")
    story.again()
    story.office.revert(late)
    assert story.figures("2026-10") == before


def test_undo_and_redo_go_through_the_closing_in_order_and_never_round_it(story):
    pay_september(story)
    paid = story.figures()
    story.do(close, "2026-09")
    for _ in range(2):
        story.office.undo()
        story.office.undo()
        assert story.figures()["collected"] == 0
        story.office.redo()
        story.office.redo()
        assert story.figures() == paid


def test_undo_that_closes_a_month_again_does_not_go_on_below_its_closing(story):
    seq = pay_september(story)
    paid = story.figures()
    story.office.revert(story.do(close, "2026-09"))  # on its day
    story.office.undo()  # closes again; what Ctrl+Z comes to next lies before the closing
    with pytest.raises(OfficeError, match=r"^2026年9月已经结账"):
        story.office.undo()
    with pytest.raises(OfficeError, match=r"^2026年9月已经结账"):
        story.office.revert(seq)
    assert story.figures() == paid


def test_a_closing_is_taken_back_on_its_day_and_with_nothing_closed_after_it(story):
    pay_september(story)
    first = story.do(close, "2026-09")
    second = story.do(close, "2026-10")
    with pytest.raises(OfficeError, match=r"其后2026年10月已经结账，这次结账不能撤销.*写明原因重开"):
        story.office.revert(first)
    with (
        clock.stopped(date(2026, 11, 21)),
        pytest.raises(OfficeError, match=r"2026-11-20 的结账只能当天撤销.*写明原因重开"),
    ):
        story.office.revert(second)
    story.office.undo()
    with story.office.reading() as session:
        assert closed_periods(session) == ["2026-09"]


def test_a_reopening_is_taken_back_on_its_day_and_before_it_is_closed_again(story):
    story.do(close, "2026-09")
    seq = story.do(reopen, "2026-09", "更正")
    with clock.stopped(date(2026, 11, 21)), pytest.raises(OfficeError, match="重开只能当天撤销"):
        story.office.revert(seq)
    story.do(close, "2026-09")
    with pytest.raises(OfficeError, match="其后2026年9月已经结账，这次重开不能撤销"):
        story.office.revert(seq)
    story.office.undo()
    story.office.undo()
    with story.office.reading() as session:
        assert closed_periods(session) == ["2026-09"]


def steps_of(story, kind, key):
    with story.office.reading() as session:
        found = [step for entry in trail(session, story.who) for step in entry.steps]
    return next(step for step in found if step.kind is kind and step.field.key == key)


def test_one_old_value_of_a_closed_month_is_not_put_back(story):
    pay_september(story)
    story.do(waive, story.who)

    def mend(session):
        session.execute(select(Payment)).scalars().one().amount = 1900
        session.execute(select(Payment)).scalars().one().note = "找零"
        session.execute(select(Assessment)).scalars().one().due = 1900
        session.execute(select(Waiver)).scalars().one().amount = 100

    story.do(mend)
    story.do(close, "2026-10")
    for kind, key in ((Payment, "amount"), (Assessment, "due"), (Waiver, "amount")):
        with pytest.raises(OfficeError, match="已经结账，这一步会改动其中的收支或应交"):
            story.do(put_back, steps_of(story, kind, key))
    story.do(put_back, steps_of(story, Payment, "note"))  # a word alters no figure
    with story.office.reading() as session:
        assert changed_since(session) == []


def test_amounts_of_the_trail_and_of_an_action_are_told_in_yuan(story):
    seq = pay_september(story)

    def mend(session):
        session.execute(select(Payment)).scalars().one().amount = 1900

    story.do(mend)
    step = steps_of(story, Payment, "amount")
    assert (step.old, step.new) == ("20.00", "19.00")
    with story.office.reading() as session:
        told = {one.field: one.after for one in changes(session, seq)}
        came = [words for entry in trail(session, story.who) for words in entry.came]
    assert told["实交金额"] == "20.00"
    assert any("新增党费收缴：2026-09 20.00" in words for words in came)


def test_a_card_that_alters_whose_months_are_owed_is_taken_and_told(story):
    pay_september(story)
    story.do(close, "2026-10")

    def leave_party(session):
        session.get_one(Person, story.who).joined = Day(2026, 10, 8)

    story.do(leave_party)
    check = next(one for part in PARTS for one in part.checks if one.__name__ == "check_closings")
    with story.office.reading() as session:
        [told] = check(session, clock.today())
    assert "应交人数：结账时 1 人，现在 0 人" in told.arithmetic


def test_an_action_that_closes_what_it_wrote_itself_is_taken_back_whole(story):
    def invent(session):
        collect_month(session, SEP, [story.who], on=Day(2026, 9, 9), method="现金", collector="")
        close(session, "2026-09")

    story.do(invent)
    story.office.undo()
    story.office.redo()
    story.office.undo()
    assert story.figures()["collected"] == 0
