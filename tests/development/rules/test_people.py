"""Numbers in brackets are those of the rules' examples."""

from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.finding import Severity
from partyoffice.development.rules.editions import NEW, OLD
from partyoffice.development.rules.people import (
    Discipline,
    Punishment,
    Voucher,
    check_adult,
    check_league,
    check_mentors,
    check_sponsors,
    influence_until,
    punishments_of,
    unfit,
    without_rights,
)
from partyoffice.development.rules.profile import MENTOR, SPONSOR, USUAL, RuleSettings

ON = date(2026, 11, 20)
LIN, SHEN, FANG = Voucher(1, "林知夏"), Voucher(2, "沈砚秋"), Voucher(3, "方砚舟")
YOUNG = Voucher(4, "许青禾", "预备党员")


def severities(found):
    return [str(one.severity) for one in found]


@pytest.mark.parametrize(
    ("birth", "applied", "blocked"),
    [
        (Day(2008, 5, 20), Day(2026, 5, 19), True),  # (1)
        (Day(2008, 5, 20), Day(2026, 5, 20), False),  # (2)
        (Day(2008, 12, 31), Day(2026, 5, 20), True),  # never by the difference of years
        (Day(2008, 2, 29), Day(2026, 2, 28), True),
        (Day(2008, 2, 29), Day(2026, 3, 1), False),
        (Day(2008, 5), Day(2026, 4), True),
        (Day(2008, 5), Day(2026, 5), False),
        (Day(2008, 5), Day(2026, 5, 3), False),
        (None, Day(2026, 5, 20), False),
        (Day(2008, 5, 20), None, False),
    ],
)
def test_an_application_before_the_eighteenth_birthday_is_blocked(birth, applied, blocked):
    found = check_adult(birth, applied, NEW)
    assert severities(found) == (["block"] if blocked else [])
    assert all(one.code == "DEV-01" and not one.overridable for one in found)
    assert all("满 18 岁为" in one.arithmetic and "第五条" in one.article for one in found)


def test_a_strict_office_takes_applications_from_the_day_after_the_birthday():
    strict = RuleSettings(birthday_counts=False)
    assert severities(check_adult(Day(2008, 5, 20), Day(2026, 5, 20), NEW, strict)) == ["block"]
    assert check_adult(Day(2008, 5, 20), Day(2026, 5, 21), NEW, strict) == []


@pytest.mark.parametrize(
    ("birth", "league", "recommended", "warned"),
    [
        (Day(1999, 3, 1), True, False, True),  # (7) 27
        (Day(1998, 11, 20), True, False, False),  # 28 on the day
        (Day(1998, 11, 21), True, False, True),
        (Day(1999, 3, 1), False, False, False),
        (Day(1999, 3, 1), True, True, False),
        (Day(1998, 11), True, False, False),  # nobody knows
        (None, True, False, False),
    ],
)
def test_a_young_league_member_is_usually_recommended_by_the_league(birth, league, recommended, warned):
    found = check_league(birth, Day(2026, 11, 20), NEW, in_league=league, recommended=recommended)
    assert severities(found) == (["warn"] if warned else [])
    assert all(one.mark == "[P]" for one in found)


def test_recommendation_by_the_league_is_not_asked_where_the_office_does_not_want_it():
    asked = {"in_league": True, "recommended": False}
    off = RuleSettings(league_recommends=False)
    assert check_league(Day(1999, 3, 1), Day(2026, 11, 20), NEW, settings=off, **asked) == []
    assert check_league(Day(1999, 3, 1), None, NEW, **asked) == []


@pytest.mark.parametrize(
    ("mentors", "severity"),
    [
        ([LIN], []),  # (8)
        ([LIN, SHEN], []),
        ([LIN, YOUNG], ["block"]),
        ([LIN, SHEN, FANG], ["block"]),
        ([], ["block"]),
        ([LIN, LIN], ["block"]),
        ([Voucher(5, "周未")], []),
        ([Voucher(5, "周未", "")], ["block"]),
    ],
)
def test_one_or_two_full_members_are_mentors(mentors, severity):
    assert severities(check_mentors(mentors, ON, NEW)) == severity


def test_an_office_may_want_two_mentors():
    [finding] = check_mentors([LIN], ON, NEW, RuleSettings(mentors_two=True))
    assert (finding.severity, finding.mark) == (Severity.WARN, "[P]")
    assert check_mentors([LIN, SHEN], ON, NEW, RuleSettings(mentors_two=True)) == []


def test_a_mentor_who_lost_the_rights_of_a_member_has_to_be_replaced_since_2026():
    lost = Voucher(6, "秦川", punishments=(Punishment(Discipline.PROBATION, date(2026, 1, 1)),))
    assert severities(check_mentors([lost], ON, NEW)) == ["warn"]
    assert check_mentors([lost], ON, OLD) == []


@pytest.mark.parametrize(
    ("sponsors", "severity"),
    [
        ([LIN, SHEN], []),
        ([LIN, LIN], ["block"]),  # (25)
        ([LIN], ["block"]),
        ([LIN, SHEN, FANG], ["block"]),
        ([LIN, YOUNG], ["block"]),
        ([], ["block"]),
        ([LIN, Voucher(7, "林知夏")], []),  # two people of one name
    ],
)
def test_two_different_full_members_are_sponsors(sponsors, severity):
    found = check_sponsors(sponsors, ON, NEW)
    assert severities(found) == severity
    assert all(one.code == "DEV-09" and "第十四条" in one.article for one in found)


def punished(kind, since, restored=None):
    return Voucher(8, "秦川", punishments=(Punishment(kind, date.fromisoformat(since), restored),))


@pytest.mark.parametrize(
    ("sponsor", "now", "before"),
    [
        (punished(Discipline.PROBATION, "2025-11-20"), ["block"], ["block"]),
        (punished(Discipline.PROBATION, "2025-11-20", date(2026, 11, 20)), [], []),
        (punished(Discipline.PROBATION, "2025-11-20", date(2026, 11, 21)), ["block"], ["block"]),
        (punished(Discipline.PROBATION, "2026-11-21"), [], []),
        (punished(Discipline.WARNING, "2025-11-21"), ["warn"], []),
        (punished(Discipline.WARNING, "2025-11-20"), [], []),
        (punished(Discipline.SERIOUS_WARNING, "2025-06-01"), ["warn"], []),
        (punished(Discipline.REMOVAL, "2024-12-01"), ["warn"], []),
        (punished(Discipline.WARNING, "2026-11-21"), [], []),
    ],
)
def test_punished_members_are_no_sponsors_or_not_suitable(sponsor, now, before):
    assert severities(check_sponsors([LIN, sponsor], ON, NEW)) == now
    assert severities(check_sponsors([LIN, sponsor], ON, OLD)) == before


def test_how_long_a_punishment_bears_is_a_setting_nobody_confirmed():
    warned = Punishment(Discipline.WARNING, date(2024, 2, 29))
    assert influence_until(warned) == date(2025, 2, 28)
    assert influence_until(warned, RuleSettings(warning_months=6)) == date(2024, 8, 28)
    assert influence_until(Punishment(Discipline.PROBATION, ON)) is None
    [finding] = check_sponsors([LIN, punished(Discipline.WARNING, "2026-01-05")], ON, NEW)
    assert finding.mark == "UNCONFIRMED"
    assert "影响期至 2027-01-04" in finding.arithmetic
    assert not without_rights([], ON)


@pytest.mark.parametrize(("strict", "severity"), [(False, "info"), (True, "warn")])
def test_a_relative_as_mentor_or_sponsor_is_told(strict, severity):
    settings = RuleSettings(relatives_excluded=strict)
    mother = Voucher(9, "许秋", relative=True)
    assert severities(check_mentors([mother], ON, NEW, settings)) == [severity]
    [finding] = check_sponsors([LIN, mother], ON, NEW, settings)
    assert (str(finding.severity), finding.mark) == (severity, "[P]")


def test_the_usual_settings_ask_for_what_the_examples_ask():
    assert (USUAL.league_recommends, USUAL.mentors_two, USUAL.relatives_excluded) == (True, False, False)
    assert RuleSettings(notice_days=3).posted_days == 5
    assert RuleSettings(notice_days=7).posted_days == 7


# -- one at a time ---------------------------------------------------------------------------


def test_who_must_be_replaced_is_judged_alone():
    assert unfit(MENTOR, LIN, ON, NEW, RuleSettings(mentors_two=True)) == []
    assert unfit(SPONSOR, LIN, ON, NEW) == []
    for role in (MENTOR, SPONSOR):
        [one] = unfit(role, YOUNG, ON, NEW)
        assert one.message == f"{role}许青禾是预备党员，不是正式党员"
    warned = Voucher(5, "周野", punishments=(Punishment(Discipline.WARNING, date(2026, 3, 1)),))
    assert unfit(MENTOR, warned, ON, NEW) == []
    assert severities(unfit(SPONSOR, warned, ON, NEW)) == ["warn"]


def test_punishments_are_read_from_the_card_in_order_and_restored_rights_end_them():
    rows = [
        ("留党察看", "恢复党员权利", Day(2026, 3, 1)),
        ("留党察看", "留党察看一年", Day(2025, 3, 1)),
        ("警告", "", Day(2024, 1)),
        ("优秀教师", "", Day(2025, 9, 10)),
        ("严重警告", "", None),
    ]
    assert punishments_of(rows) == (
        Punishment(Discipline.WARNING, date(2024, 1, 1)),
        Punishment(Discipline.PROBATION, date(2025, 3, 1), date(2026, 3, 1)),
    )
