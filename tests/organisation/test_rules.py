import pytest

from partyoffice.organisation.rules import OrgKind, below, guess_kind, may_hang_below, path_to


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
