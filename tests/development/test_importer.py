"""The importer of applicants through the whole engine: how far a row says somebody is, and what comes in."""

import csv
from datetime import date

import pytest
from sqlalchemy import select

from partyoffice.development.records import Booklet, Step, Voucher, Wayfarer
from partyoffice.intake import staging
from partyoffice.intake.mapping import map_columns
from partyoffice.intake.target import Options, Verdict
from partyoffice.members.actions import add_person
from partyoffice.members.queries import everyone, histories
from partyoffice.members.rules import Category, Fact
from partyoffice.organisation.actions import found, set_up
from partyoffice.organisation.rules import OrgKind
from partyoffice.parts import PARTS

APPLICANTS = next(one for part in PARTS for one in part.importers if one.kind == "applicants")
ON = date(2026, 11, 20)
BASE = {"姓名": "许青禾", "出生年月": "1995-03-08", "所在党支部": "甲支部"}
WAY = {
    "申请入党时间": "2025-03-01",
    "谈话时间": "2025-03-20",
    "确定入党积极分子时间": "2025-09-01",
    "备案时间": "2025-09-15",
}


@pytest.fixture
def school(office):
    with office.change("建校") as session:
        root = set_up(session, "青禾中学", OrgKind.GENERAL)
        branch = found(session, "甲支部", OrgKind.BRANCH, root.id)
        for name in ("林知夏", "沈砚秋", "方砚舟", "方砚舟"):
            add_person(session, {"name": name}, category=Category.FULL, branch=branch)
        add_person(session, {"name": "秦川"}, category=Category.PROBATIONARY, branch=branch)
    return office


@pytest.fixture
def stage(school, tmp_path):
    def run(*rows, on=ON):
        heads = list(dict.fromkeys(key for row in rows for key in row))
        path = tmp_path / "名单.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as out:
            writer = csv.DictWriter(out, heads, restval="")
            writer.writeheader()
            writer.writerows(rows)
        return staging.stage(school, APPLICANTS, path, Options(on=on))

    return run


@pytest.fixture
def take(school, stage):
    def run(*rows, on=ON):
        staged = stage(*rows, on=on)
        assert [note.message for note in staged.problems] == []
        return staging.commit(school, staged)

    return run


def codes(staged):
    return [note.code for note in staged.problems], [note.code for note in staged.warnings]


def person(office, name="许青禾"):
    with office.reading() as session:
        return next(one for one in everyone(session, ON) if one.name == name)


def rows_of(office, kind, name="许青禾"):
    who = person(office, name).id
    with office.reading() as session:
        return list(session.execute(select(kind).where(kind.person_id == who)).scalars())


def categories(office, name="许青禾"):
    with office.reading() as session:
        rows = histories(session, person(office, name).id)
        return [
            (one.value, str(one.start or ""), str(one.end or "")) for one in rows if one.fact == Fact.CATEGORY
        ]


def test_a_person_comes_in_with_the_days_of_the_steps_and_a_category_from_each(school, take):
    take(BASE | WAY)
    steps = {one.number: (str(one.on), one.open, one.late_entry) for one in rows_of(school, Step)}
    assert steps == {
        1: ("2025-03-01", False, True), 2: ("2025-03-20", False, True),
        3: ("2025-09-01", False, True), 4: ("2025-09-15", False, True),
    }  # fmt: skip
    assert categories(school) == [
        ("入党申请人", "2025-03-01", "2025-09-01"), ("入党积极分子", "2025-09-01", ""),
    ]  # fmt: skip
    assert person(school).branch == "甲支部"


@pytest.mark.parametrize(
    ("row", "category", "problems", "warnings"),
    [
        ({"申请入党时间": "2025-03-01"}, "入党申请人", [], []),
        ({"确定发展对象时间": "2026-05-10"}, "发展对象", [], []),
        ({"确定入党积极分子时间": "2025-03-01", "确定发展对象时间": "2026-05-11"}, "入党积极分子", [], []),
        ({"确定入党积极分子时间": "2025-03-01", "列为发展对象日期": "2026-06-11"}, "发展对象", [], []),
        ({"政治面貌": "群众", "申请入党时间": "2025-03"}, "入党申请人", [], []),
        ({"人员类别": "发展对象"}, "发展对象", [], []),
        ({"人员类别": "发展对象", "确定入党积极分子时间": "2025-03-01"}, "发展对象", [], ["category-days"]),
        ({"人员类别": "中共党员", "申请入党时间": "2025-03-01"}, "", ["status-unknown"], []),
        ({"人员类别": "重点人选", "申请入党时间": "2025-03-01"}, "", ["status-unknown"], []),
        ({"政治面貌": "共青团员"}, "", ["status-unknown"], []),
        ({}, "", ["status-unknown"], []),
    ],
)
def test_how_far_somebody_is_follows_from_word_or_days_and_never_from_nothing(
    stage, row, category, problems, warnings
):
    staged = stage(BASE | row)
    assert codes(staged) == (problems, warnings)
    assert staged.rows[0].values.get("category", "") == category or problems


def test_a_league_member_is_one_and_the_facts_of_leaving_are_kept(school, take):
    take(
        BASE
        | WAY
        | {"政治面貌": "共青团员", "入团时间": "2010-05", "预计毕业时间": "2027-07", "是否流动人员": "否"}
    )
    [one] = rows_of(school, Wayfarer)
    assert (one.in_league, str(one.league_on), str(one.leaves_on), one.floating) == (
        True,
        "2010-05",
        "2027-07",
        False,
    )


def test_vouchers_are_matched_by_their_whole_name_to_one_full_member(school, stage, take):
    named = BASE | WAY | {"培养联系人": "林知夏、方砚舟", "入党介绍人1": "秦川", "入党介绍人2": "沈砚"}
    assert codes(stage(named))[1] == ["voucher-unclear"]
    take(named)
    found = {one.name: (one.role, one.member_id, str(one.start)) for one in rows_of(school, Voucher)}
    assert found["林知夏"] == ("培养联系人", person(school, "林知夏").id, "None")
    assert found["方砚舟"][1] is None  # two of that name
    assert found["秦川"][:2] == ("入党介绍人", None)  # on probation
    assert found["沈砚"][1] is None  # never by part of a name
    assert person(school).card["sponsors"] == "秦川、沈砚"


def test_mentors_begin_on_the_day_they_were_appointed_where_the_sheet_says_it(school, take):
    take(BASE | WAY | {"培养联系人": "林知夏", "指定培养联系人时间": "2025-09-02"})
    assert [str(one.start) for one in rows_of(school, Voucher)] == ["2025-09-02"]


def test_texts_stand_on_the_forms_of_their_steps(school, take):
    take(
        BASE | WAY | {"谈话人": "沈砚秋", "政审结论": "合格", "集中培训学时": "24", "推优时间": "2025-08-20"}
    )
    facts = {one.number: (one.facts, one.open, one.note) for one in rows_of(school, Step)}
    assert facts[2][0] == {"talkers": "沈砚秋"}
    assert facts[3] == ({"way": "团组织推优"}, False, "推优时间 2025-08-20")
    assert facts[10] == ({"conclusion": "合格"}, True, "")  # no day: begun, not closed
    assert facts[11][0] == {"hours": "24"}


def test_what_is_no_conclusion_is_only_noted(school, stage, take):
    assert codes(stage(BASE | WAY | {"政治审查": "完成"}))[1] == ["conclusion-unclear"]
    take(BASE | WAY | {"政治审查": "完成"})
    [step] = [one for one in rows_of(school, Step) if one.number == 10]
    assert (step.facts, step.note) == ({}, "原表写“完成”")


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"申请入党时间": "2013-03-07"}, "DEV-01"),
        ({"谈话时间": "2025-02-28"}, "step-order"),
        ({"确定发展对象时间": "2026-03-01"}, "DEV-07"),
    ],
)
def test_what_the_days_say_against_each_other_is_told_and_the_row_comes_in(stage, row, code):
    staged = stage(BASE | WAY | row)
    assert codes(staged) == ([], [code])
    assert "20" in staged.warnings[0].message


def test_a_member_taken_over_has_the_day_of_the_meeting_as_day_of_joining(school, take):
    take(BASE | WAY | {"列为发展对象": "2026-01-10", "入党时间": "2026-03-01", "党委审批时间": "2026-04-02"})
    one = person(school)
    assert (one.category, str(one.card["joined"])) == ("预备党员", "2026-03-01")
    assert {step.number for step in rows_of(school, Step)} == {1, 2, 3, 4, 7, 15, 17}
    assert categories(school)[-1] == ("预备党员", "2026-04-02", "")


def test_a_second_import_leads_on_and_says_what_is_new(school, stage, take):
    take(BASE | WAY)
    assert stage(BASE | WAY).rows[0].verdict is Verdict.SAME
    more = (
        BASE
        | WAY
        | {"确定发展对象时间": "2026-09-01", "列为发展对象日期": "2026-10-20", "培养联系人": "林知夏"}
    )
    staged = stage(more)
    titles = [one.title for one in staged.rows[0].differences]
    assert titles == ["确定发展对象时间", "列为发展对象日期", "发展阶段", "培养联系人"]
    take(more)
    assert categories(school)[-1] == ("发展对象", "2026-10-20", "")
    assert stage(more).rows[0].verdict is Verdict.SAME
    take(more | {"培养联系人": "沈砚秋"})
    assert [one.name for one in rows_of(school, Voucher)] == ["林知夏", "沈砚秋"]


def test_nobody_is_led_back_nor_on_before_the_day_the_roster_knows(school, stage, take):
    take(BASE | WAY)
    assert codes(stage(BASE | {"人员类别": "入党申请人"}))[1] == ["category-back"]
    early = stage(BASE | {"列为发展对象日期": "2025-08-01"})
    assert "category-day" in codes(early)[1]
    take(BASE | {"列为发展对象日期": "2025-08-01"})
    assert person(school).category == "入党积极分子"


def test_a_written_category_further_on_holds_from_the_import_on(school, take):
    take(BASE | WAY)
    take(BASE | {"人员类别": "发展对象"})
    assert categories(school)[-1] == ("发展对象", str(ON), "")


def test_a_month_undoes_no_known_day(school, stage, take):
    take(BASE | WAY)
    assert stage(BASE | {"申请入党时间": "2025-03"}).rows[0].verdict is Verdict.SAME


def test_a_booklet_has_one_owner(school, stage, take):
    take(BASE | WAY | {"志愿书编号": "A001"})
    assert [one.state for one in rows_of(school, Booklet)] == ["已发"]
    other = {"姓名": "秦岭", "申请入党时间": "2025-03-01", "志愿书编号": "A001"}
    assert codes(stage(other))[0] == ["booklet-given"]
    assert codes(stage(other | {"志愿书编号": "A2"}, other | {"姓名": "秦山", "志愿书编号": "A2"}))[0] == [
        "booklet-given"
    ]
    assert stage(BASE | {"志愿书编号": "A001"}).rows[0].verdict is Verdict.SAME


def test_undo_takes_back_people_steps_and_vouchers(school, take):
    before = school.last_seq
    done = take(BASE | WAY | {"培养联系人": "林知夏", "政治面貌": "共青团员", "志愿书编号": "A001"})
    school.revert(done.import_id, partly=True)
    with school.reading() as session:
        for kind in (Step, Voucher, Wayfarer, Booklet):
            assert list(session.execute(select(kind)).scalars()) == [], kind
        assert "许青禾" not in {one.name for one in everyone(session, ON)}
    assert school.last_seq > before


REAL = (
    # peers.md §4.1: GZ activists and candidates, PMM staff, the students' list, the list of an old tool
    "姓名|性别|警号|身份证号|所属党支部|申请入党时间|列入培养对象时间|培养人",
    "序号|姓名|性别|出生年月|民族|所在部门|工号|身份证号|联系电话|提交入党申请时间|确定入党积极分子时间|备注",
    "序号|学号|姓名|出生年月|递交入党申请书时间|确定入党积极分子时间|团支部推优|民主评议时间|政治审查|确定重点对象时间|党校结业时间|支部党员大会时间|入党谈话时间|党委审批意见",
    "党支部|学号|姓名|性别|出生时间|民族|递交入党申请书时间|首次组织谈话时间|确定为入党积极分子时间|民主评议时间|推荐/推优时间|支部大会讨论确定发展对象时间|政治审查（填“完成”“未完成”）|党校培训结业时间|党委预审时间|确定入党介绍人时间|入党介绍人|确定为预备党员时间（支部大会）|入党谈话时间|入党谈话人|党委审批时间|入党宣誓时间|递交转正申请书时间|转正时间（支部大会讨论转正时间）|党委审批时间2|转档案馆时间",
)  # fmt: skip
EXPECTED = (
    {"所属党支部": "branch", "申请入党时间": "applied", "列入培养对象时间": "activist_on",
     "培养人": "mentors"},
    {"提交入党申请时间": "applied", "确定入党积极分子时间": "activist_on"},
    {"团支部推优": "recommended_on", "政治审查": "conclusion",
     "党校结业时间": "trained_on", "支部党员大会时间": "accepted", "入党谈话时间": "upper_talk_on"},
    {"首次组织谈话时间": "talked", "推荐/推优时间": "recommended_on", "党委预审时间": "previewed",
     "支部大会讨论确定发展对象时间": "candidate_on", "确定为预备党员时间（支部大会）": "joined",
     "入党谈话人": "upper_talker", "党委审批时间": "approved", "入党宣誓时间": "sworn",
     "递交转正申请书时间": "full_applied", "党委审批时间2": "full_approved",
     "转正时间（支部大会讨论转正时间）": "full",
     "转档案馆时间": "archived_on", "入党介绍人": "sponsors"},
)  # fmt: skip


@pytest.mark.parametrize(("heads", "expected"), list(zip(REAL, EXPECTED, strict=True)))
def test_real_headings_find_their_fields(heads, expected):
    columns = map_columns(heads.split("|"), APPLICANTS.targets(None), {})
    assert columns.headings().items() >= expected.items()
    assert all(one.heading in {"所在部门", "备注"} for one in columns.ambiguous)


def test_a_contact_is_asked_about_and_never_taken_for_a_mentor():
    columns = map_columns(["姓名", "联系人", "申请时间"], APPLICANTS.targets(None), {})
    [asked] = columns.ambiguous
    assert {"培养联系人", "入党介绍人"} <= set(asked.could_be)
    assert "联系人" not in columns.headings()


@pytest.mark.parametrize("heading", ["申请书日期", "入党申请书日期", "递交申请书日期"])
def test_the_day_of_the_application_is_known_by_the_name_the_window_gives_it(stage, heading):
    staged = stage({"姓名": "季晓岚", heading: "2026-10-08"})
    assert codes(staged) == ([], [])
