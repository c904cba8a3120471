from datetime import date

import pytest

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.organisation import actions
from partyoffice.organisation.home import due_rehearsal, due_terms
from partyoffice.organisation.part import ORGANISATION
from partyoffice.organisation.queries import find, tree
from partyoffice.organisation.records import OWN_KIND, SAMPLE, SCHOOL, Organisation
from partyoffice.organisation.rules import OrgKind
from partyoffice.store import settings


@pytest.fixture
def session(office):
    with office.change("试") as found:
        yield found


@pytest.fixture
def root(session):
    return actions.set_up(session, "青禾中学", OrgKind.GENERAL)


def test_setting_up_writes_the_facts_and_the_root_and_mends_them_when_asked_again(session):
    root = actions.set_up(session, " 青禾中学 ")
    assert (root.name, root.kind, root.parent_id) == ("青禾中学党支部", "党支部", None)
    again = actions.set_up(session, "青禾高级中学", OrgKind.GENERAL, "青禾高级中学总支")
    assert (again.id, again.name, again.kind) == (root.id, "青禾高级中学总支", "党总支")
    assert settings.get(session, SCHOOL) == "青禾高级中学"
    assert settings.get(session, OWN_KIND) == "党总支"


def test_a_tree_stands_in_the_users_order_and_names_match_whole(session, root):
    first = actions.found(session, "第一党支部", OrgKind.BRANCH, root.id)
    tenth = actions.found(session, "第一党支部十组", OrgKind.BRANCH, root.id)
    group = actions.found(session, "语文组", OrgKind.GROUP, first.id)
    whole = tree(session)
    assert [one.name for one in whole.children(root.id)] == ["第一党支部", "第一党支部十组"]
    assert whole.below(first.id) == {first.id, group.id}
    assert whole.named("第一党支部").id == first.id
    assert whole.named("第一") is None
    assert whole.named("语文组", OrgKind.GROUP, tenth.id) is None
    assert whole.named("语文组", OrgKind.BRANCH) is None
    assert [one.id for one in whole.roots] == [root.id]
    assert [one.name for one in whole.of_kind(OrgKind.GROUP)] == ["语文组"]
    assert whole.position(first.id) < whole.position(group.id) < whole.position(None) == whole.position(999)
    assert (whole.name(group.id), whole.name(None), whole.name(999)) == ("语文组", "", "")
    assert find(session, " 语文组 ").id == group.id


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("  ", OrgKind.BRANCH, "名称是空的"),
        ("第一党支部", OrgKind.BRANCH, "已有名为"),
        ("语文组", OrgKind.GROUP, "不能直接设在党总支之下"),
        ("党委", OrgKind.COMMITTEE, "不能直接设在党总支之下"),
    ],
)
def test_a_wrong_body_is_refused(session, root, name, kind, said):
    actions.found(session, "第一党支部", OrgKind.BRANCH, root.id)
    with pytest.raises(OfficeError, match=said):
        actions.found(session, name, kind, root.id)


def test_two_branches_may_each_have_a_group_of_one_name(session, root):
    branches = [actions.found(session, name, OrgKind.BRANCH, root.id) for name in ("甲支部", "乙支部")]
    groups = [actions.ensure_group(session, "第一党小组", branch.id) for branch in branches]
    assert groups[0].id != groups[1].id
    assert actions.ensure_group(session, "第一党小组", branches[1].id).id == groups[1].id


def test_a_branch_not_yet_known_is_founded_below_the_root_or_beside_a_single_branch(session):
    assert actions.ensure_branch(session, "第一党支部").parent_id is None
    single = actions.set_up(session, "青禾中学", OrgKind.BRANCH, "第一党支部")
    assert actions.ensure_branch(session, "第一党支部").id == single.id
    assert actions.ensure_branch(session, "第二党支部").parent_id is None
    single.kind = str(OrgKind.GENERAL)
    assert actions.ensure_branch(session, "第三党支部").parent_id == single.id


def test_a_group_of_that_name_is_no_branch(session, root):
    branch = actions.found(session, "甲支部", OrgKind.BRANCH, root.id)
    group = actions.found(session, "语文", OrgKind.GROUP, branch.id)
    assert actions.ensure_branch(session, "语文").id != group.id


def test_renaming_keeps_names_apart(session, root):
    first = actions.found(session, "甲支部", OrgKind.BRANCH, root.id)
    actions.found(session, "乙支部", OrgKind.BRANCH, root.id)
    actions.rename(session, first, "甲支部")
    actions.rename(session, first, "丙支部")
    assert first.name == "丙支部"
    for name in ("", "乙支部"):
        with pytest.raises(OfficeError, match="空的或已被使用"):
            actions.rename(session, first, name)


def test_groups_of_two_branches_may_have_one_name(session, root):
    branches = [actions.found(session, name, OrgKind.BRANCH, root.id) for name in ("甲支部", "乙支部")]
    actions.found(session, "第一小组", OrgKind.GROUP, branches[0].id)
    mine, other = (actions.found(session, name, OrgKind.GROUP, branches[1].id) for name in ("理科", "文科"))
    actions.rename(session, mine, "第一小组")
    with pytest.raises(OfficeError, match="空的或已被使用"):
        actions.rename(session, other, "第一小组")


def test_a_body_with_others_below_cannot_be_dissolved_and_a_dissolved_name_is_free(session, root):
    branch = actions.found(session, "甲支部", OrgKind.BRANCH, root.id)
    with pytest.raises(OfficeError, match="下面还有组织"):
        actions.dissolve(session, root, Day(2026, 1, 1))
    actions.dissolve(session, branch, Day(2026, 1, 1))
    assert tree(session).named("甲支部") is None
    assert actions.found(session, "甲支部", OrgKind.BRANCH, root.id).id != branch.id


def test_an_unknown_name_is_refused_with_the_known_ones(session, office):
    with pytest.raises(OfficeError, match="还没有"):
        find(session, "甲支部")
    actions.set_up(session, "青禾中学", OrgKind.GENERAL)
    with pytest.raises(OfficeError, match="现有：青禾中学党总支"):
        find(session, "甲支部")


# --- terms ---


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2026, 3, 14), None),
        (date(2026, 3, 15), "即将届满"),
        (date(2026, 9, 14), "即将届满"),
        (date(2026, 9, 15), "已届满"),
        (date(2027, 9, 15), "已届满"),
    ],
)
def test_a_term_is_told_half_a_year_before_it_ends(session, root, on, said):
    term = actions.begin_term(session, root, 3, Day(2023, 9, 15))
    session.flush()
    found = list(due_terms(session, on))
    assert [(duty.due, said in duty.text) for duty in found] == (
        [] if said is None else [(date(2026, 9, 15), True)]
    )
    term.ended = Day(2026, 9, 1)
    session.flush()
    assert list(due_terms(session, on)) == []


def test_a_committee_serves_five_years_and_a_branch_three(session):
    for kind, years in ((OrgKind.COMMITTEE, 5), (OrgKind.GENERAL, 3), (OrgKind.BRANCH, 3)):
        body = Organisation(name=str(kind), kind=str(kind))
        session.add(body)
        session.flush()
        term = actions.begin_term(session, body, 1, Day(2024, 2, 29))
        assert term.years == years
        assert term.label() == "第1届"
    session.flush()
    assert [duty.due for duty in due_terms(session, date(2027, 3, 1))] == [date(2027, 3, 1)] * 2


def test_the_part_hands_in_what_the_rest_loops_over():
    assert {kind.title for kind in ORGANISATION.records} == {"党组织", "届次"}
    assert len({one.key for one in ORGANISATION.settings}) == len(ORGANISATION.settings)


def test_the_trial_of_the_copies_is_due_by_the_end_of_each_month_but_not_in_the_sample(office):
    with clock.stopped(date(2026, 9, 1)), office.change("设置") as session:
        settings.put(session, SCHOOL, "青禾中学")
    with office.reading() as session:
        (duty,) = due_rehearsal(session, date(2026, 11, 3))
        assert (duty.due, duty.spot.kind) == (date(2026, 11, 30), "backups")
        assert "还没有演练过" in duty.text
    with office.change("设置") as session:
        settings.put(session, SAMPLE, value=True)
    with office.reading() as session:
        assert not list(due_rehearsal(session, date(2026, 11, 3)))
