from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.development.actions.vouchers import (
    end_all,
    end_voucher,
    name_voucher,
    replace_voucher,
    sponsors_from_mentors,
)
from partyoffice.development.queries.vouchers import looked_after, vouchings
from partyoffice.development.records import Voucher
from partyoffice.development.rules.profile import MENTOR, SPONSOR
from partyoffice.members.actions import add_person, leave
from partyoffice.members.records import Award
from partyoffice.members.rules import Category

ON = date(2026, 11, 20)
START = Day(2025, 9, 1)


def person(session, name, category=Category.FULL, since=None):
    return add_person(session, {"name": name}, category=category, since=since)


@pytest.fixture
def lin(session):
    return person(session, "林知夏", Category.ACTIVIST)


@pytest.fixture
def members(session):
    return [person(session, name) for name in ("沈砚秋", "方砚舟", "周野")]


def test_a_mentor_is_named_and_replaced_with_a_reason_and_the_old_row_stays(session, lin, members):
    shen, fang, _ = members
    old = name_voucher(session, lin.id, MENTOR, START, member_id=shen.id)
    new = replace_voucher(session, old, Day(2026, 3, 1), "调离本校", member_id=fang.id)
    assert (old.end, old.reason, old.name) == (Day(2026, 3, 1), "调离本校", "沈砚秋")
    assert (new.start, new.end) == (Day(2026, 3, 1), None)
    rows = vouchings(session, ON, [lin.id])
    assert [(one.name, one.holds) for one in rows] == [("沈砚秋", False), ("方砚舟", True)]
    assert [one.name for one in vouchings(session, date(2026, 2, 28)) if one.holds] == ["沈砚秋"]
    assert [one.person_id for one in looked_after(session, fang.id, ON)] == [lin.id]
    assert looked_after(session, lin.id, ON) == []


def test_who_is_no_full_member_on_that_day_is_refused(session, lin, members):
    young = person(session, "许青禾", Category.PROBATIONARY)
    late = person(session, "江予安", since=Day(2026, 1, 1))
    for member in (young, late):
        with pytest.raises(OfficeError, match="不能作培养联系人"):
            name_voucher(session, lin.id, MENTOR, START, member_id=member.id)
    with pytest.raises(OfficeError, match="不在名册"):
        name_voucher(session, lin.id, MENTOR, START, member_id=999)
    with pytest.raises(OfficeError, match="本人不能"):
        name_voucher(session, members[0].id, SPONSOR, START, member_id=members[0].id)
    with pytest.raises(OfficeError, match="没有写明"):
        name_voucher(session, lin.id, MENTOR, START, name="  ")
    assert vouchings(session, ON) == []


def test_a_third_one_and_the_same_one_twice_are_refused(session, lin, members):
    for one in members[:2]:
        name_voucher(session, lin.id, SPONSOR, START, member_id=one.id)
    with pytest.raises(OfficeError, match="已经是入党介绍人"):
        name_voucher(session, lin.id, SPONSOR, START, member_id=members[0].id)
    with pytest.raises(OfficeError, match="已有两名入党介绍人：沈砚秋、方砚舟"):
        name_voucher(session, lin.id, SPONSOR, START, member_id=members[2].id)


def test_a_row_is_ended_once_with_a_reason_and_never_before_it_began(session, lin, members):
    row = name_voucher(session, lin.id, MENTOR, START, member_id=members[0].id)
    with pytest.raises(OfficeError, match="原因"):
        end_voucher(session, row, Day(2026, 1, 1), " ")
    with pytest.raises(OfficeError, match="早于开始"):
        end_voucher(session, row, Day(2025, 8, 31), "调离")
    end_voucher(session, row, START, "登记有误，当天更换")
    with pytest.raises(OfficeError, match="已于 2025-09-01"):
        end_voucher(session, row, Day(2026, 1, 1), "调离")


def test_somebody_of_another_school_is_known_by_name_and_taken_as_entered(session, lin):
    name_voucher(session, lin.id, MENTOR, START, name="外校的顾言")
    [row] = vouchings(session, ON)
    assert (row.name, row.judged.category, row.against) == ("外校的顾言", "正式党员", ())


def test_who_must_be_replaced_is_told_with_the_reason(session, lin, members):
    shen, fang, _ = members
    name_voucher(session, lin.id, MENTOR, START, member_id=shen.id)
    name_voucher(session, lin.id, SPONSOR, START, member_id=fang.id, relative=True)
    leave(session, shen, "转出组织关系", Day(2026, 9, 1))
    session.add(Award(person_id=fang.id, on=Day(2026, 5, 1), kind="留党察看", name="留党察看一年"))
    session.flush()
    mentor, sponsor = vouchings(session, ON)
    assert [one.message for one in mentor.against] == ["培养联系人沈砚秋是不在册人员，不是正式党员"]
    assert "尚未恢复党员权利" in sponsor.against[0].message
    assert "直系亲属" in sponsor.against[1].message
    assert vouchings(session, date(2026, 4, 30))[0].against == ()


def test_mentors_become_sponsors_as_is_usual_and_all_end_with_the_way(session, lin, members):
    for one in members[:2]:
        name_voucher(session, lin.id, MENTOR, START, member_id=one.id)
    made = sponsors_from_mentors(session, lin.id, Day(2026, 10, 1))
    assert [(one.name, one.role) for one in made] == [("沈砚秋", SPONSOR), ("方砚舟", SPONSOR)]
    assert sponsors_from_mentors(session, lin.id, Day(2026, 10, 2)) == []
    assert end_all(session, lin.id, Day(2026, 11, 1), "终止培养") == 4
    assert end_all(session, lin.id, Day(2026, 11, 1), "终止培养") == 0
    assert session.query(Voucher).count() == 4
