"""核定: set once a year, mended, carried over, set anew within the year for a cause and with a word why."""

import shutil
from datetime import date

import pytest

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.dues.actions.assess import assess, correct_assessment, drop_assessment
from partyoffice.dues.actions.assess_many import assess_cells, carry_over, sign
from partyoffice.dues.duties import assessing as duties
from partyoffice.dues.queries.assessments import SET, UNSET, UNSIGNED, assessed_years, lines, not_assessed
from partyoffice.dues.queries.terms import terms
from partyoffice.dues.records import Closing, Opening, Payment
from partyoffice.dues.records.settings import FARMER, ITEM_FLAGS, ROUND
from partyoffice.dues.rules import assessing
from partyoffice.dues.rules.months import month
from partyoffice.dues.rules.words import Cause, Payer, Rounding
from partyoffice.members.actions import add_person
from partyoffice.members.rules import Category
from partyoffice.store import settings
from partyoffice.store.office import Office

ON = date(2026, 6, 10)
LONG_AGO = Day(2012, 6, 1)
SLIP = [("岗位工资", 254000), ("薪级工资", 195000), ("个税", 2135)]


@pytest.fixture
def session(blank, tmp_path, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: ON)
    office = Office.open(shutil.copyfile(blank, tmp_path / "青禾中学.dangwu"))
    with office.change("试") as made:
        yield made
    office.release()


@pytest.fixture
def whom(session):
    def add(name="林知夏", joined=LONG_AGO, **card):
        person = add_person(
            session, {"name": name, "joined": joined, **card}, category=Category.FULL, since=joined
        )
        session.flush()
        return person.id

    return add


def pay(session, person, *numbers, amount=2221):
    session.add_all(
        Payment(person_id=person, month=Day(2026, one), amount=amount, on=Day(2026, one, 5))
        for one in numbers
    )
    session.flush()


def line(session, person, year=2026, at=0):
    return [one for one in lines(session, year, ON) if one.row.id == person][at]


def row(session, person, year=2026):
    return line(session, person, year).row


def test_an_amount_tells_all_that_it_was_reckoned_from(session, whom):
    made = assess(session, whom(), 2026, {"items": SLIP})
    assert (made.base, made.rate, made.raw, made.due, made.reckoned) == (446865, 10, "44.6865", 4469, 4469)
    assert (made.start, made.payer, made.cause) == (Day(2026, 1), Payer.STAFF, Cause.YEARLY)
    assert (made.rounding, made.edition, made.on) == (Rounding.FEN, "2017 年通知", Day.of(ON))
    assert [(one["key"], one["sign"], one["counted"]) for one in made.items] == [
        ("post", "+", 254000), ("grade", "+", 195000), ("tax", "−", 2135),
    ]  # fmt: skip


def test_who_is_not_set_is_listed_and_never_counted_as_nought(session, whom):
    one, other = whom(), whom("方砚舟")
    assess(session, one, 2026, {"payer": Payer.STUDENT})
    assert [each.name for each in not_assessed(session, 2026, ON)] == ["方砚舟"]
    assert (line(session, one).state, line(session, other).state) == (UNSIGNED, UNSET)
    assert assessed_years(session) == [2026]


def test_a_new_member_is_set_from_the_month_of_acceptance(session, whom):
    person = whom(joined=Day(2026, 3, 18))
    made = assess(session, person, 2026, {"items": SLIP})
    assert (made.start, made.cause) == (Day(2026, 3), Cause.NEW)
    with pytest.raises(OfficeError, match="不在应交的月份里"):
        assess(session, person, 2026, {"items": SLIP, "start": Day(2026, 2), "cause": "新党员"})
    with pytest.raises(OfficeError, match="2025 年不在这里交党费"):
        assess(session, person, 2025, {"items": SLIP})


def test_a_base_not_above_nought_keeps_nothing(session, whom):
    person = whom()
    with pytest.raises(OfficeError, match=r"林知夏：计算基数 -21\.35 不大于 0"):
        assess(session, person, 2026, {"items": SLIP[2:]})
    with pytest.raises(OfficeError, match="没有计算基数"):
        assess(session, person, 2026, {})
    assert row(session, person).now is None


def test_an_amount_other_than_the_rules_give_wants_a_word(session, whom):
    person = whom()
    with pytest.raises(OfficeError, match=r"每月应交 60\.00 元，按规定应为 44\.69 元"):
        assess(session, person, 2026, {"items": SLIP, "due": 6000})
    with pytest.raises(OfficeError, match="没有基数可以核对"):
        assess(session, person, 2026, {"due": 6000})
    with pytest.raises(OfficeError, match="少交免交"):
        assess(session, person, 2026, {"items": SLIP, "due": 0, "note": "困难"})
    made = assess(session, person, 2026, {"items": SLIP, "due": 6000, "note": "自愿多交"})
    assert (made.due, made.reckoned) == (6000, 4469)
    assert assess_cells(session, 2026, {(person, made.id): {"tax": None}}) == [made.id]
    assert (made.due, made.base) == (4490, 449000)


def test_within_a_year_only_a_cause_with_a_word_sets_another_amount(session, whom):
    person = whom()
    assess(session, person, 2026, {"items": SLIP})
    pension = {"items": [("养老金", 654321)], "start": Day(2026, 9)}
    with pytest.raises(OfficeError, match="每年核定一次"):
        assess(session, person, 2026, {**pension, "cause": Cause.YEARLY})
    with pytest.raises(OfficeError, match="没有写明情况"):
        assess(session, person, 2026, {**pension, "cause": Cause.RETIRED})
    with pytest.raises(OfficeError, match="1月起的数额已经核定"):
        assess(session, person, 2026, {"items": SLIP, "cause": Cause.ERROR, "note": "填错"})
    made = assess(session, person, 2026, {**pension, "cause": Cause.RETIRED, "note": "9 月退休"})
    assert (made.payer, made.due) == (Payer.RETIRED, 6543)
    assert [one.due for one in row(session, person).held] == [4469, 6543]


def test_a_raise_within_the_year_leaves_the_amount_and_says_so(session, whom):
    person = whom()
    made = assess(session, person, 2026, {"items": SLIP})
    pay(session, person, 1, 2)
    with pytest.raises(OfficeError, match="已按原数交了 2 个月。工资变动的，当年不再调整"):
        assess_cells(session, 2026, {(person, made.id): {"post": 300000}})
    with pytest.raises(OfficeError, match="不能撤销"):
        drop_assessment(session, made.id)
    correct_assessment(session, made.id, {"items": [("岗位工资", 300000)], "note": "岗位工资填错"})
    assert made.due == 1500
    assert row(session, person).paid_since(month(2026, 2)) == 1


def test_cells_of_one_row_are_one_slip(session, whom):
    one, other = whom(), whom("方砚舟")
    cells = {(one, None): {"post": 254000, "grade": 195000}, (other, None): {"base": 500001}}
    made, _other = assess_cells(session, 2026, cells)
    assess_cells(session, 2026, {(one, made): {"tax": 2135, "signed": Day(2026, 6, 1)}})
    assert [line(session, one).amount(key) for key in ("post", "tax", "kept")] == [254000, 2135, None]
    assert [row(session, each).now.due for each in (one, other)] == [4469, 7500]
    assess_cells(session, 2026, {(one, made): {"payer": Payer.RELIEF}})
    assert (row(session, one).now.due, row(session, one).now.base, row(session, one).now.items) == (
        20,
        None,
        [],
    )


def test_last_years_slips_are_carried_over_by_this_years_rules(session, whom):
    one, two, three = whom(), whom("方砚舟"), whom("江予安")
    assess(session, one, 2025, {"items": SLIP, "due": 5000, "note": "自愿多交"})
    assess(session, two, 2025, {"payer": Payer.STUDENT})
    assess(session, two, 2026, {"payer": Payer.STUDENT})
    settings.put(session, ROUND, str(Rounding.YUAN_UP))
    told = carry_over(session, [one, two, three], 2026)
    assert told.left_out == [("方砚舟", "已经核定"), ("江予安", "上年没有核定")]
    assert (row(session, one).now.due, row(session, one).now.reckoned) == (5000, 4500)


def test_amounts_that_closed_months_ask_for_stay(session, whom):
    person = whom()
    made = assess(session, person, 2026, {"items": SLIP})
    session.add(Closing(period="2026-04", closed=Day(2026, 5, 1)))
    session.flush()
    for change in (
        lambda: correct_assessment(session, made.id, {"base": 100000, "items": (), "note": "错"}),
        lambda: drop_assessment(session, made.id),
        lambda: assess(
            session, person, 2026, {"payer": "学生", "start": Day(2026, 4), "cause": "失业", "note": "x"}
        ),
    ):
        with pytest.raises(OfficeError, match="2026年4月已经结账"):
            change()
    correct_assessment(session, made.id, {"note": "说明可以补"})
    sign(session, made.id, Day(2026, 6, 1))
    assert line(session, person).state == SET
    with pytest.raises(OfficeError, match="还没有到"):
        sign(session, made.id, Day(2026, 7, 1))


def test_an_amount_nobody_paid_by_can_be_taken_back(session, whom):
    person = whom()
    drop_assessment(session, assess(session, person, 2026, {"items": SLIP}).id)
    assert line(session, person).state == UNSET


def test_a_book_opened_in_the_year_begins_there(session, whom):
    person = whom(job="退休教师")
    session.add(Opening(since=Day(2026, 5)))
    session.flush()
    found = row(session, person)
    assert (found.first, found.payer) == (month(2026, 5), Payer.RETIRED)
    assert row(session, person, 2025).first == month(2025, 1)


def test_settings_nobody_can_read_are_refused(session):
    settings.put(session, ITEM_FLAGS, "校龄津贴=计入")
    assert list(terms(session).flags) == ["校龄津贴"]
    settings.put(session, FARMER, "五角")
    with pytest.raises(OfficeError, match="党费的设置有一项读不懂"):
        terms(session)


def test_causes_say_what_somebody_lives_on_then():
    assert assessing.payer_after(Cause.JOBLESS, Payer.STAFF) is Payer.JOBLESS
    assert assessing.payer_after(Cause.ERROR, Payer.STAFF) is Payer.STAFF
    assert "不在 2026 年" in assessing.why_not_from(month(2025, 12), 2026, month(2026, 1), month(2026, 12))
    assert Cause.YEARLY not in assessing.WITHIN
    assert not assessing.why_not_changed(0, "")


def test_who_is_not_set_is_a_duty_by_the_month_they_owe_from_once_dues_are_kept(session, whom):
    people = [whom(name) for name in ("林知夏", "方砚舟", "江予安", "沈砚秋", "许清和")]
    whom("陆新晴", joined=Day(2026, 3, 18))
    assert list(duties.due(session, ON)) == []
    assess(session, people[0], 2026, {"payer": Payer.STUDENT})
    told = [(str(one.due), one.text) for one in duties.due(session, ON)]
    assert told == [
        ("2026-01-31", "核定 2026 年党费：方砚舟、江予安、沈砚秋等 4 人"),
        ("2026-03-31", "核定 2026 年党费：陆新晴"),
    ]
    assert next(iter(duties.due(session, ON))).spot.record_id == line(session, people[1]).id
