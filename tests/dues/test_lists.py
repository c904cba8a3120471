"""The lists around the ledger: what was set, what came in, who is behind, who was let off."""

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.money import yuan
from partyoffice.dues.documents.ledger_list import ledger_list
from partyoffice.dues.documents.lists import ROSTERS, came_list
from partyoffice.dues.records import Payment, Waiver
from partyoffice.intake import staging
from partyoffice.intake.target import Options, Verdict
from partyoffice.members.actions import leave
from partyoffice.members.records import Person
from partyoffice.members.rules import Leaving
from partyoffice.organisation.actions import set_up
from partyoffice.organisation.queries import find
from partyoffice.organisation.rules import OrgKind
from partyoffice.part import Wish
from partyoffice.parts import PARTS
from partyoffice.reports.write import write
from tests.dues.conftest import add_member

DUES = next(one for part in PARTS for one in part.importers if one.kind == "dues")
ROSTER = {one.code: one for one in ROSTERS}


@pytest.fixture
def people(session, member):
    one, two = member("林知夏"), member("方砚舟", None)
    branch = find(session, "第一党支部").id
    for month, on in ((1, Day(2026, 1, 8)), (2, Day(2026, 1, 8)), (3, None), (12, Day(2025, 12, 9))):
        year = 2025 if month == 12 else 2026
        session.add(
            Payment(person_id=one, month=Day(year, month), amount=2000, on=on, organisation_id=branch)
        )
    span = {"start": Day(2026, 5), "end": Day(2026, 6), "approved": Day(2026, 4, 30)}
    session.add(Waiver(person_id=one, amount=500, reason="困难", approved_by="竹汀区教育局党委", **span))
    session.flush()
    return [one, two]


def test_what_was_exported_comes_in_again_as_it_stands(office, tmp_path, stopped_clock):
    with office.change("登记") as session:
        set_up(session, "青禾中学", OrgKind.GENERAL)
        one = add_member(session)
        add_member(session, "方砚舟", None)
        for month in (1, 2, 3):
            what = {"amount": 2000, "on": Day(2026, month, 8), "organisation_id": 2}
            session.add(Payment(person_id=one, month=Day(2026, month), **what))
    with office.reading() as session:
        wish = Wish(stopped_clock, plain=True)
        made = {name: build(session, wish) for name, build in (("台账", ledger_list), ("流水", came_list))}
    for name, rows in (("台账", 2), ("流水", 3)):
        write(made[name], tmp_path / f"{name}.xlsx", plain=True)
        staged = staging.stage(office, DUES, tmp_path / f"{name}.xlsx", Options(on=stopped_clock))
        assert [note.message for note in staged.problems] == []
        assert [row.verdict for row in staged.rows] == [Verdict.SAME] * rows


@pytest.fixture
def told(session, stopped_clock):
    """Give the rows of a list by the heads of its columns, and its sums."""

    def read(code, **wish):
        table = ROSTER[code].build(session, Wish(stopped_clock, **wish)).blocks[0]
        heads = [column.title for column in table.columns]
        return [dict(zip(heads, row, strict=True)) for row in table.rows], table.totals

    return read


def test_what_came_in_is_told_by_the_day_it_came_and_by_the_month_where_none_is_known(told, people):
    rows, sums = told("dues-payments", year=2026)
    assert [(row["交纳日期"], str(row["所属月份"])) for row in rows] == [
        (Day(2026, 1, 8), "2026-01"), (Day(2026, 1, 8), "2026-02"), (None, "2026-03"),
    ]  # fmt: skip
    assert (rows[0]["党支部"], yuan(sums[5])) == ("第一党支部", "60.00")
    assert len(told("dues-payments")[0]) == 4
    assert told("dues-payments", only=frozenset(people[1:]))[0] == []


def test_what_was_set_lists_those_of_whom_nothing_is(told, people):
    rows, sums = told("dues-assessments")
    assert [(row["姓名"], row["每月应交"], row["情况"]) for row in rows] == [
        ("方砚舟", None, "未核定"), ("林知夏", 2000, "待签字"),
    ]  # fmt: skip
    assert sums[7] == 2000


def test_who_is_behind_and_who_was_let_off_are_listed(told, people):
    (row,), _ = told("dues-arrears")
    assert (row["欠交月份"], row["欠交月数"], row["连续月数"]) == ("2026年4月至11月", 8, 8)
    assert row["欠交金额"] == 6 * 2000 + 2 * 500
    (row,), _ = told("dues-waivers", year=2026)
    assert (row["原核定"], row["每月交纳"], row["批准机关和文号"]) == (2000, 500, "竹汀区教育局党委")
    assert told("dues-waivers", year=2025)[0] == []


def test_who_has_left_is_remarked_in_the_ledger(session, people, stopped_clock):
    leave(session, session.get_one(Person, people[0]), str(Leaving.TRANSFER), Day(2026, 9, 1))
    session.flush()
    rows = ledger_list(session, Wish(stopped_clock, columns=("姓名", "9月", "10月", "备注"))).blocks[0].rows
    assert (2, "林知夏", "欠交", "—", "2026-09-01 转出组织关系") in list(rows)
