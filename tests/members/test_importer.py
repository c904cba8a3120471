"""The members' importer through the whole engine: whom a row means and what it changes."""

import csv
from datetime import date

import pytest

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.intake import staging
from partyoffice.intake.target import Options, Verdict
from partyoffice.members import actions
from partyoffice.members.matching import own_number
from partyoffice.members.queries import books_opened, everyone, histories
from partyoffice.members.records import Person
from partyoffice.members.rules import Category, Fact, Leaving
from partyoffice.organisation.actions import set_up
from partyoffice.organisation.rules import OrgKind
from partyoffice.parts import PARTS

MEMBERS = next(one for part in PARTS for one in part.importers if one.kind == "members")
ONE, TWO = "330099198802110020", "330099199003071234"
BASE = {
    "姓名": "林知夏",
    "身份证号": ONE,
    "人员类别": "正式党员",
    "转正时间": "2013-06-21",
    "所在党支部": "甲支部",
}
TODAY = clock.today()
FIRST, LATER = date(2026, 1, 10), date(2026, 11, 20)


@pytest.fixture
def stage(office, tmp_path):
    def run(*rows, on=LATER):
        heads = list(dict.fromkeys(key for row in rows for key in row))
        path = tmp_path / "名册.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as out:
            writer = csv.DictWriter(out, heads, restval="")
            writer.writeheader()
            writer.writerows(rows)
        # Beside 人员类别 this heading is left out unless somebody says what it is.
        answers = {"党籍状态": "党籍状态"} if "党籍状态" in heads else {}
        return staging.stage(office, MEMBERS, path, Options(on=on, answers=answers))

    return run


@pytest.fixture
def take(office, stage):
    def run(*rows, on=LATER):
        staged = stage(*rows, on=on)
        assert [note.message for note in staged.problems] == []
        return staging.commit(office, staged)

    return run


@pytest.fixture
def known(office, take):
    """A school with two branches whose books were opened by an import with 林知夏 in it."""
    with office.change("建校") as session:
        set_up(session, "青禾中学", OrgKind.GENERAL)
    take(BASE | {"党小组": "语文组", "党内职务": "组织委员"}, on=FIRST)
    return office


def someone(office, name="林知夏", on=LATER):
    with office.reading() as session:
        return next(one for one in everyone(session, on) if one.name == name)


def rows_of(office, person_id, fact):
    with office.reading() as session:
        rows = [row for row in histories(session, person_id) if row.fact == fact]
        return [(row.value, str(row.start or ""), str(row.end or ""), row.organisation_id) for row in rows]


def only(staged):
    [row] = staged.rows
    return row


def codes(staged):
    return [note.code for note in staged.problems]


# --- the first import opens the books ---


def test_at_the_first_import_everything_was_so_before_the_books(known):
    one = someone(known)
    assert (one.category, one.branch, one.group, one.post, one.status) == (
        "正式党员",
        "甲支部",
        "语文组",
        "组织委员",
        "正常",
    )
    with known.reading() as session:
        assert books_opened(session) == FIRST
        assert {row.start for row in histories(session, one.id)} == {None}


def test_a_later_import_takes_new_people_in_from_its_day(known, take):
    take(BASE | {"姓名": "沈砚秋", "身份证号": TWO, "党籍状态": "停止党籍"})
    one = someone(known, "沈砚秋")
    assert (one.status, one.member) == ("停止党籍", False)
    assert {row[1] for fact in Fact for row in rows_of(known, one.id, fact)} == {"2026-11-20"}
    with known.reading() as session:
        assert books_opened(session) == FIRST


def test_birth_and_sex_come_from_the_number_only_where_the_row_has_none(known, stage, take):
    one = someone(known)
    assert (one.card["birth"], one.card["sex"]) == (Day(1988, 2, 11), "女")
    staged = stage(BASE | {"姓名": "沈砚秋", "身份证号": TWO, "出生日期": "1990-03-08", "性别": "女"})
    assert [note.code for note in staged.warnings] == ["birth-mismatch", "sex-mismatch"]
    staging.commit(known, staged)
    other = someone(known, "沈砚秋")
    assert (other.card["birth"], other.card["sex"]) == (Day(1990, 3, 8), "女")


def test_days_that_speak_against_each_other_come_in_with_a_word(known, stage):
    row = BASE | {"姓名": "沈砚秋", "身份证号": TWO}
    staged = stage(
        row | {"入党时间": "2013-06-21", "转正时间": "2006-06-21"},
        row | {"姓名": "方砚舟", "身份证号": "", "入党时间": "2013-06-21", "转正时间": "2013-12-21"},
    )
    assert not staged.problems
    assert {note.code for note in staged.warnings} == {"full-before-joined", "probation-short"}
    assert "转正时间 2006-06-21 早于入党时间 2013-06-21" in staged.warnings[0].message


# --- 人员类别 ---


@pytest.mark.parametrize("said", ["党员", "中共党员", ""])
def test_nobody_becomes_a_full_member_by_default(known, stage, said):
    row = BASE | {"姓名": "沈砚秋", "身份证号": TWO, "人员类别": said, "转正时间": ""}
    assert codes(stage(row)) == ["status-unknown"]


@pytest.mark.parametrize("said", ["党员", "中共党员"])
def test_the_word_member_with_a_date_of_full_membership_is_taken_with_a_warning(known, stage, said):
    staged = stage(BASE | {"姓名": "沈砚秋", "身份证号": TWO, "人员类别": said})
    assert codes(staged) == []
    assert [note.code for note in staged.warnings] == ["status-from-full"]


def test_without_the_column_a_date_of_full_membership_says_it_of_somebody_new(stage):
    row = {key: value for key, value in BASE.items() if key != "人员类别"}
    staged = stage(row)
    assert (codes(staged), only(staged).values["category"]) == ([], "正式党员")
    assert "表中没有人员类别" in staged.warnings[0].message
    assert codes(stage(row | {"转正时间": ""})) == ["status-unknown"]


def test_an_empty_category_among_filled_ones_stays_a_problem(stage):
    other = BASE | {"姓名": "沈砚秋", "身份证号": TWO, "人员类别": ""}
    assert codes(stage(BASE, other)) == ["status-unknown"]


def test_a_sheet_without_the_column_says_nothing_of_somebody_known(known, stage):
    staged = stage({"姓名": "林知夏", "身份证号": ONE, "手机号码": "13900000000"})
    assert (codes(staged), only(staged).verdict) == ([], Verdict.CHANGED)


@pytest.mark.parametrize("said", ["党员", None])
def test_a_date_of_full_membership_alone_never_changes_the_category_of_somebody_known(
    office, stage, take, said
):
    take(BASE | {"人员类别": "预备党员", "转正时间": ""})
    staged = stage(BASE | {"人员类别": said} if said else {k: v for k, v in BASE.items() if k != "人员类别"})
    assert [one.title for one in only(staged).differences] == ["转正时间"]
    assert staged.warnings == []


def test_a_date_of_full_membership_still_to_come_makes_nobody_full(known, stage):
    row = {"姓名": "沈砚秋", "身份证号": TWO, "人员类别": "中共党员"}
    assert codes(stage(row | {"转正时间": "2026-11-21"})) == ["status-unknown"]
    assert codes(stage(row | {"转正时间": "2026-11-20"})) == []


def test_branches_and_groups_not_yet_known_are_listed(known, stage):
    staged = stage(
        BASE | {"所在党支部": "乙支部", "党小组": "语文组"},
        BASE | {"姓名": "沈砚秋", "身份证号": TWO, "党小组": "数学组"},
    )
    assert staged.options.created == ["乙支部", "数学组", "语文组"]


def test_a_new_person_twice_in_one_sheet_asks(known, stage):
    row = {"姓名": "沈砚秋", "出生日期": "1990-03-07", "人员类别": "正式党员"}
    assert codes(stage(row, row)) == ["duplicate"]
    assert codes(stage(row, row | {"出生日期": "1990-03-08"})) == []


@pytest.mark.parametrize("said", ["群众", "共青团员", "民主党派", "正式"])
def test_other_words_are_a_problem_or_a_known_short_form(known, stage, said):
    staged = stage(BASE | {"姓名": "沈砚秋", "身份证号": TWO, "人员类别": said})
    if said == "正式":
        assert only(staged).values.get("category") in {"正式党员", "正式"}
    else:
        assert codes(staged) == ["status-unknown"]


# --- whom a row means ---


def test_our_own_number_comes_first_then_the_id_number_then_name_birth_and_branch(known, stage, take):
    number = own_number(known.uuid, 1)
    for row in (
        {"姓名": "林知秋", "编号": number},
        {"姓名": "林知秋", "身份证号": ONE},
        {"姓名": "林知夏", "出生日期": "1988-02-11", "所在党支部": "甲支部"},
        {"姓名": "林知夏", "出生日期": "1988-02"},
    ):
        assert only(stage(row | {"人员类别": "正式党员"})).record_id == 1, row


@pytest.mark.parametrize(
    "row",
    [
        {"姓名": "林知夏", "出生日期": "1990-05-01"},
        {"姓名": "林知夏", "出生日期": "1988-02-11", "所在党支部": "乙支部"},
        {"姓名": "林知秋", "编号": "00000000-1"},
        {"姓名": "林知秋", "编号": "1"},
    ],
)
def test_others_of_the_name_are_kept_apart(known, stage, row):
    assert only(stage(row | {"人员类别": "正式党员"})).verdict is Verdict.NEW


def test_the_same_name_and_birthday_with_another_number_asks(known, stage):
    number = "330099198802110012"[:17]
    from partyoffice.core.id_number import check_digit

    row = BASE | {"身份证号": number + check_digit(number)}
    assert codes(stage(row)) == ["id-conflict"]


def test_the_number_of_one_and_the_id_number_of_another_asks(known, stage, take):
    take(BASE | {"姓名": "沈砚秋", "身份证号": TWO})
    assert codes(stage({"姓名": "林知夏", "编号": own_number(known.uuid, 1), "身份证号": TWO})) == [
        "id-conflict"
    ]


def test_two_namesakes_on_the_books_and_nothing_to_tell_them_apart_asks(known, stage, take):
    take({"姓名": "林知夏", "出生日期": "1990-05-01", "人员类别": "正式党员", "所在党支部": "甲支部"})
    assert codes(stage({"姓名": "林知夏", "手机号码": "13900000000", "人员类别": "正式党员"})) == [
        "match-unclear"
    ]


def test_two_rows_of_one_person_ask(known, stage):
    staged = stage(BASE, {"姓名": "林知夏", "出生日期": "1988-02-11", "人员类别": "正式党员"})
    assert codes(staged) == ["duplicate"]


@pytest.mark.parametrize("how", [Leaving.TRANSFER, Leaving.DEATH])
def test_who_has_left_or_died_asks(known, stage, how):
    with known.change("离开") as session:
        actions.leave(session, session.get_one(Person, 1), str(how), Day(2026, 5, 1))
    staged = stage(BASE)
    assert codes(staged) == ["left"]
    assert f"2026-05-01 {how}" in staged.problems[0].message


def test_who_lies_in_the_bin_asks(known, stage):
    with known.change("回收站") as session:
        actions.bin_person(session, session.get_one(Person, 1))
    assert codes(stage(BASE)) == ["in-bin"]
    without = {key: value for key, value in BASE.items() if key != "身份证号"}
    assert codes(stage(without | {"编号": own_number(known.uuid, 1)})) == ["in-bin"]
    assert codes(stage(without | {"出生日期": "1988-02-11"})) == ["in-bin"]
    assert codes(stage(without | {"出生日期": "1988-02-12"})) == []


# --- what it changes ---


def test_the_same_file_again_changes_nothing(known, stage):
    staged = stage(BASE | {"党小组": "语文组", "党内职务": "组织委员"})
    assert [row.verdict for row in staged.rows] == [Verdict.SAME]
    outcome = staging.commit(known, staged)
    assert (outcome.import_id, known.last_seq) == (None, staged.seq)


def test_a_differing_branch_is_a_change_from_the_day_given_and_shown_as_such(known, stage):
    staged = stage(BASE | {"所在党支部": "乙支部"}, on=date(2026, 9, 1))
    [difference] = only(staged).differences
    assert (difference.title, difference.old, difference.new, difference.is_change) == (
        "所在党支部",
        "甲支部",
        "乙支部",
        True,
    )
    assert staged.options.created == ["乙支部"]
    staging.commit(known, staged)
    assert [row[:3] for row in rows_of(known, 1, Fact.BRANCH)] == [
        ("甲支部", "", "2026-09-01"),
        ("乙支部", "2026-09-01", ""),
    ]
    assert someone(known).group == ""  # the old branch's group is left with it
    assert only(stage(BASE | {"所在党支部": "乙支部"})).verdict is Verdict.SAME


def test_two_people_move_to_the_same_new_branch_in_one_import(known, take):
    take(BASE | {"姓名": "沈砚秋", "身份证号": TWO})
    both = [BASE | {"党小组": "数学组"}, BASE | {"姓名": "沈砚秋", "身份证号": TWO}]
    take(*(row | {"所在党支部": "丙支部"} for row in both))
    one, other = someone(known), someone(known, "沈砚秋")
    assert one.branch_id == other.branch_id
    assert (one.branch, one.group, other.group) == ("丙支部", "数学组", "")


def test_a_post_named_beside_a_new_branch_is_held_there(known, take):
    take(BASE | {"所在党支部": "乙支部", "党内职务": "组织委员、宣传委员"})
    one = someone(known)
    assert sorted(one.posts) == sorted([(one.branch_id, "组织委员"), (one.branch_id, "宣传委员")])
    ended = [row for row in rows_of(known, 1, Fact.POST) if row[2]]
    assert [row[:3] for row in ended] == [("组织委员", "", "2026-11-20")]


def test_other_posts_end_the_old_ones_and_keep_the_common(known, take, stage):
    take(BASE | {"党内职务": "组织委员，党支部书记"})
    assert sorted(value for _, value in someone(known).posts) == ["党支部书记", "组织委员"]
    take(BASE | {"党内职务": "宣传委员"}, on=date(2026, 12, 1))
    assert [row[:3] for row in rows_of(known, 1, Fact.POST)] == [
        ("组织委员", "", "2026-12-01"),
        ("党支部书记", "2026-11-20", "2026-12-01"),
        ("宣传委员", "2026-12-01", ""),
    ]


def test_a_group_without_a_branch_column_is_one_of_the_persons_branch(known, take, stage):
    row = {"姓名": "林知夏", "身份证号": ONE, "党小组": "英语组"}
    take(row)
    assert someone(known).group == "英语组"
    assert only(stage(row)).verdict is Verdict.SAME


def test_category_and_status_change_from_the_day(known, take):
    take(BASE | {"党籍状态": "停止党籍"})
    assert someone(known).status == "停止党籍"
    assert someone(known, on=date(2026, 11, 19)).status == "正常"


def test_a_second_import_of_one_day_mends_what_the_first_wrote(known, take):
    take(BASE | {"所在党支部": "乙支部"})
    take(BASE | {"所在党支部": "丙支部"})
    assert [row[:3] for row in rows_of(known, 1, Fact.BRANCH)] == [
        ("甲支部", "", "2026-11-20"),
        ("丙支部", "2026-11-20", ""),
    ]


def test_a_change_before_one_on_the_books_is_refused_whole(known, take, stage):
    take(BASE | {"所在党支部": "乙支部"})
    staged = stage(BASE | {"所在党支部": "丙支部"}, on=date(2026, 10, 1))
    before = known.last_seq
    with pytest.raises(OfficeError, match="林知夏"):
        staging.commit(known, staged)
    assert known.last_seq == before


@pytest.mark.parametrize(
    ("heading", "stored", "said", "differs"),
    [
        ("出生日期", "1988-02-11", "1988-02", False),
        ("出生日期", "1988-02-11", "1988-03", True),
        ("参加工作时间", "2010-08", "2010-08-01", True),
        ("参加工作时间", "2010-08", "2010-08", False),
        ("手机号码", "13900000000", "", False),
        ("手机号码", "13900000000", "139****0000", False),
        ("手机号码", "13900000000", "无", False),
        ("身份证号", ONE, "330099********0020", False),
        ("家庭住址", "青禾市学府路12号", "青****", False),
        ("家庭住址", "青禾市学府路12号", "青禾市学府路13号", True),
    ],
)
def test_what_a_cell_says_anew_and_what_it_does_not(known, take, stage, heading, stored, said, differs):
    plain = {"姓名": "林知夏", "编号": own_number(known.uuid, 1)}
    take(plain | {heading: stored})
    staged = stage(plain | {heading: said, "转正时间": "2013-06-21"})
    assert codes(staged) == []
    assert [one.title for one in only(staged).differences] == ([heading] if differs else [])


def test_steps_of_development_come_in_with_the_roster_and_change_nothing_twice(known, take, stage):
    row = BASE | {"申请入党时间": "2010-03-01", "确定积极分子时间": "2010-09"}
    take(row)
    assert only(stage(row)).verdict is Verdict.SAME
    assert [one.title for one in only(stage(row | {"申请入党时间": "2010-03-02"})).differences] == [
        "申请入党时间"
    ]


def test_a_mere_month_undoes_no_known_day_beside_another_difference(known, take, stage):
    take(BASE | {"申请入党时间": "2010-03-01"})
    take(BASE | {"申请入党时间": "2010-03", "手机号码": "13900000000"})
    assert only(stage(BASE | {"申请入党时间": "2010-03-01"})).verdict is Verdict.SAME
    assert only(stage(BASE | {"申请入党时间": "2010-03-02"})).verdict is Verdict.CHANGED


def test_an_import_is_taken_back_with_branches_groups_and_steps(known, take):
    outcome = take(
        BASE | {"所在党支部": "乙支部", "申请入党时间": "2010-03-01"},
        BASE | {"姓名": "沈砚秋", "身份证号": TWO},
    )
    done = known.revert(outcome.import_id, partly=True)
    assert (done.restored, done.kept) == (2, [])
    one = someone(known)
    assert (one.branch, one.group) == ("甲支部", "语文组")
    with known.reading() as session:
        assert session.query(Person).count() == 1


def test_a_post_given_by_an_import_of_the_same_day_is_mended_and_leaves_no_trace(known, take):
    take(BASE | {"党内职务": "组织委员、宣传委员"})
    take(BASE | {"党内职务": "组织委员、纪检委员"})
    assert [row[:3] for row in rows_of(known, 1, Fact.POST)] == [
        ("组织委员", "", ""),
        ("纪检委员", "2026-11-20", ""),
    ]


def test_who_is_kept_when_an_import_is_taken_back_keeps_the_day_of_the_books(office, take):
    outcome = take(BASE, BASE | {"姓名": "沈砚秋", "身份证号": TWO}, on=FIRST)
    with office.change("更正") as session:
        session.get_one(Person, 1).phone = "19900000000"
    done = office.revert(outcome.import_id, partly=True)
    assert (done.restored, done.kept) == (1, ["林知夏", "甲支部"])
    with office.reading() as session:
        assert books_opened(session) == FIRST


def test_categories_are_all_known():
    from partyoffice.core import codes as tables

    assert all(tables.find("category", str(one)) for one in Category)


# --- export → import ---


@pytest.fixture(scope="module")
def large(blank, tmp_path_factory):
    """2 000 invented people, exported in full and masked."""
    import shutil

    from partyoffice.part import Sampling, Wish
    from partyoffice.reports.write import write
    from partyoffice.store.office import Office

    folder = tmp_path_factory.mktemp("large")
    office = Office.open(shutil.copyfile(blank, folder / "a.dangwu"))
    with office.change("生成示例数据") as session:
        for part in PARTS[:2]:  # bodies and people: all else would only take time
            if part.sample is not None:
                part.sample(session, Sampling(2000, 3, TODAY))
    rosters = {one.code: one for part in PARTS for one in part.rosters}
    with office.reading() as session:
        for masked in (True, False):
            wish = Wish(TODAY, masked=masked, plain=True)
            write(rosters["members"].build(session, wish), folder / f"{masked}.xlsx", plain=True)
    yield office, folder
    office.release()


@pytest.mark.parametrize("masked", [True, False])
def test_an_export_of_two_thousand_comes_back_identical(large, masked):
    office, folder = large
    staged = staging.stage(office, MEMBERS, folder / f"{masked}.xlsx", Options(on=TODAY))
    assert staged.problems == []
    differing = [(row.number, row.differences) for row in staged.rows if row.verdict is not Verdict.SAME]
    assert differing == []
    assert len(staged.rows) == 2000
