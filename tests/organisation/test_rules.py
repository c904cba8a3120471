from datetime import date

import pytest

from partyoffice.core.errors import OfficeError
from partyoffice.organisation.calculations import calc_branch, calc_term
from partyoffice.organisation.rules import (
    OrgKind,
    below,
    guess_kind,
    may_hang_below,
    path_to,
    shape_of,
    term_end,
)


@pytest.mark.parametrize(
    ("child", "parent", "allowed"),
    [
        (OrgKind.GENERAL, OrgKind.COMMITTEE, True),
        (OrgKind.BRANCH, OrgKind.COMMITTEE, True),
        (OrgKind.BRANCH, OrgKind.GENERAL, True),
        (OrgKind.GROUP, OrgKind.BRANCH, True),
        (OrgKind.GROUP, OrgKind.GENERAL, False),
        (OrgKind.BRANCH, OrgKind.BRANCH, False),
        (OrgKind.COMMITTEE, OrgKind.GENERAL, False),
        (OrgKind.BRANCH, OrgKind.GROUP, False),
    ],
)
def test_what_may_hang_below_what(child, parent, allowed):
    assert may_hang_below(child, parent) is allowed


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("语文组小组", OrgKind.GROUP),
        ("第一党小组", OrgKind.GROUP),
        ("青禾中学党总支", OrgKind.GENERAL),
        ("青禾中学总支部委员会", OrgKind.GENERAL),
        ("青禾中学党委", OrgKind.COMMITTEE),
        ("中共青禾中学委员会", OrgKind.COMMITTEE),
        ("中共青禾中学支部委员会", OrgKind.BRANCH),
        ("第一党支部（文科）", OrgKind.BRANCH),
        ("高三年级", OrgKind.BRANCH),
    ],
)
def test_a_name_says_its_kind(name, kind):
    assert guess_kind(name) is kind


PARENTS = {1: None, 2: 1, 3: 1, 4: 2, 5: 99}


def test_the_way_up_and_what_hangs_below():
    assert path_to(PARENTS, 4) == [4, 2, 1]
    assert path_to(PARENTS, 5) == [5, 99]
    assert below(PARENTS, 2) == {2, 4}
    assert below(PARENTS, 1) == {1, 2, 3, 4}
    assert below(PARENTS, 7) == {7}


def test_a_loop_in_the_data_ends():
    assert path_to({1: 2, 2: 1}, 1) == [1, 2]
    assert below({1: 2, 2: 1}, 1) == {1, 2}


@pytest.mark.parametrize(
    ("formal", "members", "found", "committee", "words"),
    [
        (2, 2, False, False, "联合党支部"),
        (3, 3, True, False, "书记 1 人"),
        (6, 6, True, False, "书记 1 人"),
        (7, 9, True, True, "应当设立支部委员会"),
        (45, 50, True, True, "应当设立支部委员会"),
        (45, 51, True, True, "党总支"),
        (99, 100, True, True, "基层党委"),
    ],
)
def test_a_body_of_so_many_members_may_and_should_be(formal, members, found, committee, words):
    shape = shape_of(formal, members)
    assert (shape.may_found, shape.committee_required) == (found, committee)
    assert (shape.committee_size_min, shape.committee_size_max) == ((3, 7) if committee else (None, None))
    assert words in shape.advice


def test_a_term_ends_after_whole_years_and_is_told_half_a_year_before():
    found = term_end(date(2023, 11, 20), 3, date(2026, 11, 20))
    assert (found.ends, found.alert_from, found.overdue) == (date(2026, 11, 20), date(2026, 5, 20), False)
    assert term_end(date(2023, 11, 20), 3, date(2026, 11, 21)).overdue
    assert term_end(date(2024, 2, 29), 3, date(2026, 1, 1)).ends == date(2027, 3, 1)


@pytest.mark.usefixtures("stopped_clock")
def test_the_calculator_answers_for_branch_and_term():
    assert calc_branch("7")["committee_required"] is True
    assert calc_branch("7", "60")["advice"].endswith("党总支")
    assert calc_term(**{"from": "2023-11-01"})["overdue"] is True
    assert calc_term("5", "2026-01-01", **{"from": "2023-11-01"})["ends"] == "2028-11-01"
    for wrong in (
        lambda: calc_branch("七"),
        lambda: calc_branch("7", "6"),
        lambda: calc_term("0.5", **{"from": "2023-11-01"}),
    ):
        with pytest.raises(OfficeError):
            wrong()
