from datetime import date

import pytest

from partyoffice.core.finding import Severity
from partyoffice.development.rules.archive import (
    BY_CODE,
    MATERIALS,
    SIX,
    Case,
    Need,
    check_archive,
    check_materials,
    keep_until,
    missing_items,
    papers_of,
    required,
)
from partyoffice.development.rules.editions import NEW, OLD
from partyoffice.development.rules.probation import Decision
from partyoffice.development.rules.profile import RuleSettings
from partyoffice.development.rules.steps import STEPS

FILED = {"4-3", "1-1", "2-6", "3-9", "5-1", "5-2"}


def codes(case):
    return {one.code for one in required(case)}


def test_every_material_has_a_code_of_its_own_a_step_and_somebody_who_makes_it():
    assert len(BY_CODE) == len(MATERIALS) == 57
    assert all(
        one.step in STEPS or (one.step == 0 and one.need in {Need.LOCAL, Need.YEARLY}) for one in MATERIALS
    )
    assert all(one.name and one.by for one in MATERIALS)
    assert [one.code for one in papers_of(22)] == ["5-2"]


def test_the_six_that_are_filed_stand_among_the_materials():
    assert {one.item for one in MATERIALS if one.item} == set(range(1, 7))
    assert missing_items(FILED) == ()
    assert missing_items([]) == SIX
    assert missing_items(FILED - {"3-9"} | {"3-8"}) == ()
    assert missing_items([*FILED - {"5-1"}, "没有的编号"]) == ("预备党员教育考察登记表",)


def test_filing_is_blocked_while_one_of_the_six_is_missing():
    assert check_archive(FILED, NEW) == []
    [now] = check_archive(FILED - {"5-1"}, NEW)
    assert (now.code, now.severity) == ("DEV-25", Severity.BLOCK)
    assert "第三十六条" in now.article
    [then] = check_archive(FILED - {"5-1"}, OLD)
    assert "（2014年）第三十七条" in then.article
    assert "培养教育考察材料" in then.arithmetic


@pytest.mark.parametrize(
    ("case", "inside", "outside"),
    [
        (Case(), {"3-3", "5-7", "5-10"}, {"2-1", "4-5-1", "5-8", "5-9", "5-11", "1-4", "0-1", "3-6"}),
        (Case(edition=OLD), {"3-1"}, {"3-3", "3-4"}),
        (Case(in_league=True), {"2-1"}, set()),
        (Case(general_branch=True), {"4-5-1"}, set()),
        (Case(decisions=frozenset({Decision.EXTEND})), {"5-9", "5-11"}, {"5-7", "5-8", "5-10"}),
        (Case(decisions=frozenset({Decision.REVOKE})), {"5-8", "5-11"}, {"5-7", "5-9", "5-10"}),
        (Case(decisions=frozenset(Decision)), {"5-7", "5-8", "5-9", "5-10", "5-11"}, set()),
        (Case(local=frozenset({"0-1", "2-5"})), {"0-1", "2-5"}, {"3-6"}),
    ],
)
def test_what_a_file_must_hold_hangs_on_its_case(case, inside, outside):
    assert inside <= codes(case)
    assert not outside & codes(case)
    assert codes(case) >= FILED


def test_missing_branch_papers_are_told_beside_the_six():
    everything = {one.code for one in MATERIALS}
    assert check_materials(everything, Case()) == []
    [finding] = check_materials(everything - {"4-4", "5-1"}, Case())
    assert finding.message == "缺少 4-4 支部大会讨论接收会议记录"
    assert finding.severity is Severity.WARN


def test_how_long_papers_are_kept_is_not_reckoned_until_the_office_says_it():
    assert keep_until(date(2026, 2, 28)) is None
    assert keep_until(date(2026, 2, 28), RuleSettings(keep_archive_years=30)) == date(2056, 2, 28)
