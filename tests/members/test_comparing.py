"""A list from elsewhere held against the roster, and what of it is accepted."""

import csv
from datetime import date

import pytest

from partyoffice.core.cancel import Cancelled
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.intake import staging
from partyoffice.intake.target import Options
from partyoffice.members import actions
from partyoffice.members.accepting import accept, refusals
from partyoffice.members.alike import agree, visible
from partyoffice.members.comparing import Scope, compare
from partyoffice.members.queries import everyone, histories
from partyoffice.members.records import Person
from partyoffice.members.rules import Fact, Leaving
from partyoffice.organisation.actions import set_up
from partyoffice.organisation.queries import tree
from partyoffice.organisation.rules import OrgKind
from partyoffice.parts import PARTS
from partyoffice.store.journal import Journal

MEMBERS = next(one for part in PARTS for one in part.importers if one.kind == "members")
ONE, TWO, THREE = "330099198802110020", "330099199003071234", "330099198802110047"
FIRST, LATER = date(2026, 1, 10), date(2026, 11, 20)
HEADS = (
    "姓名",
    "性别",
    "民族",
    "出生日期",
    "身份证号",
    "手机号码",
    "人员类别",
    "转正时间",
    "所在党支部",
    "党内职务",
    "家庭住址",
    "申请入党时间",
)
PEOPLE = (
    (
        "林知夏",
        "女",
        "汉族",
        "1988-02-11",
        ONE,
        "19900000001",
        "正式党员",
        "2013-06-21",
        "甲支部",
        "组织委员",
        "青禾市学府路 12 号",
        "2010-03",
    ),
    ("沈砚秋", "男", "回族", "1990-03-07", TWO, "19900000002", "正式党员", "2014-06", "乙支部", "", "", ""),
    ("韩怀野", "男", "汉族", "1975-05", "", "", "正式党员", "2004-06-21", "甲支部", "", "", ""),
)
KNOWN = [dict(zip(HEADS, one, strict=True)) for one in PEOPLE]
LIN, SHEN, HAN = KNOWN


def sheet(path, rows, heads=None):
    names = heads or list(dict.fromkeys(key for row in rows for key in row))
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, names, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture
def school(office, tmp_path):
    with office.change("建校") as session:
        set_up(session, "青禾中学", OrgKind.GENERAL)
    staged = staging.stage(office, MEMBERS, sheet(tmp_path / "名册.csv", KNOWN), Options(on=FIRST))
    staging.commit(office, staged)
    return office


@pytest.fixture
def held(school, tmp_path):
    """Hold rows against the school; only the columns that a row names are in the list."""

    def run(*rows, on=LATER, **more):
        branch, empties = more.pop("branch", None), more.pop("empties", False)
        path = sheet(tmp_path / "名单.csv", rows, more.pop("heads", None))
        return compare(school, MEMBERS, path, Options(on=on, **more), Scope(branch, empties=empties))

    return run


def some(row, **other):
    """Return a row of the list with the name and some columns; others as given."""
    return {"姓名": row["姓名"], **{key: value for key, value in row.items() if key in other}, **other}


def cells(found):
    return [(one.who, one.about.title, one.here, one.there) for one in found.different]


def test_the_roster_held_against_itself_differs_in_nothing(held):
    found = held(*KNOWN)
    assert (found.different, found.only_here, found.only_there, found.unclear) == ([], [], [], [])
    assert found.same == 3


def test_an_empty_list_misses_everybody_and_an_empty_roster_has_nobody(held, office):
    assert [one.who for one in held(heads=["姓名", "性别"]).only_here] == ["林知夏", "沈砚秋", "韩怀野"]


def test_who_is_on_one_side_only_is_named(held):
    found = held(LIN, SHEN, {"姓名": "谭怀山", "身份证号": THREE})
    assert [one.who for one in found.only_here] == ["韩怀野"]
    assert [(one.who, one.row) for one in found.only_there] == [("谭怀山", 4)]


def test_each_differing_cell_is_told_with_both_sides(held):
    found = held(LIN | {"民族": "满族", "手机号码": "19900000009"}, SHEN, HAN)
    assert cells(found) == [
        ("林知夏", "民族", "汉族", "满族"),
        ("林知夏", "手机号码", "19900000001", "19900000009"),
    ]
    assert found.same == 2


@pytest.mark.parametrize(
    ("key", "there"),
    [
        ("民族", "汉"),
        ("民族", "01-汉族"),
        ("性别", "女性"),
        ("出生日期", "1988.02"),
        ("出生日期", "1988年2月11日"),
        ("出生日期", "１９８８－０２－１１"),
        ("身份证号", "３３００９９１９８８０２１１００２０"),
        ("身份证号", " 330099 19880211 0020 "),
        ("身份证号", "330099********0020"),
        ("身份证号", "3300991988021100**"),
        ("手机号码", "199-0000-0001"),
        ("手机号码", "+8619900000001"),
        ("手机号码", "199****0001"),
        ("人员类别", "中共党员"),
        ("人员类别", "党员"),
        ("党内职务", "组织委员"),
        ("家庭住址", "青禾市学府路１２号"),
        ("家庭住址", "青***"),
        ("家庭住址", "无"),
        ("民族", "—"),
        ("手机号码", "暂缺"),
        ("手机号码", ""),
        ("转正时间", "2013-06"),
        ("申请入党时间", "2010-03-05"),
    ],
)
def test_the_same_said_otherwise_is_no_difference(held, key, there):
    assert cells(held(LIN | {key: there}, SHEN, HAN)) == []


def test_what_is_empty_here_and_filled_there_is_a_difference_and_the_other_way_only_when_asked(held):
    assert cells(held(LIN, SHEN, HAN | {"手机号码": "19900000003"})) == [
        ("韩怀野", "手机号码", "", "19900000003")
    ]
    there = LIN | {"手机号码": "", "民族": "无"}
    assert cells(held(there, SHEN, HAN)) == []
    found = held(there, SHEN, HAN, empties=True)
    assert cells(found) == [("林知夏", "民族", "汉族", ""), ("林知夏", "手机号码", "19900000001", "")]
    assert all("不清除" in one.why_not for one in found.different)


def test_what_cannot_be_read_or_is_hidden_differs_but_cannot_be_accepted(held):
    rows = (LIN | {"出生日期": "去年", "手机号码": "139****6204", "民族": "火星族"}, SHEN, HAN)
    found = {one.about.title: one for one in held(*rows).different}
    assert "看不出" in found["出生日期"].why_not
    assert "遮盖" in found["手机号码"].why_not
    assert "不是规定的民族" in found["民族"].why_not
    assert all(one.value is None for one in found.values())


def test_a_branch_or_category_nobody_knows_and_anothers_number_cannot_be_accepted(held):
    rows = (LIN | {"所在党支部": "丙支部", "人员类别": "群众", "党小组": "数学组"}, SHEN, HAN)
    found = {one.about.title: one.why_not for one in held(*rows).different}
    assert "没有名为“丙支部”的党支部" in found["所在党支部"]
    assert "没有名为“数学组”的党小组" in found["党小组"]
    assert "不是规定的人员类别" in found["人员类别"]
    found = held(LIN, HAN | {"身份证号": THREE}, {"姓名": "沈砚秋", "出生日期": "1990-03", "身份证号": TWO})
    assert [one.why_not for one in found.different] == [""]


# --- whom a row means ---


def test_a_number_finds_a_person_under_another_name(held):
    assert cells(held(LIN | {"姓名": "林之夏"}, SHEN, HAN)) == [("林知夏", "姓名", "林知夏", "林之夏")]


def test_a_name_and_a_birth_month_are_enough_where_a_branch_differs(held):
    row = {"姓名": "韩怀野", "出生日期": "1975-05-20", "所在党支部": "乙支部"}
    found = held(LIN, SHEN, row)
    assert cells(found) == [("韩怀野", "所在党支部", "甲支部", "乙支部")]


def test_another_number_with_the_same_birthday_is_a_difference_without_it_somebody_else(held):
    found = held({"姓名": "沈砚秋", "出生日期": "1990-03-07", "身份证号": THREE}, LIN, HAN)
    assert cells(found) == [("沈砚秋", "身份证号", TWO, THREE)]
    found = held({"姓名": "沈砚秋", "身份证号": THREE}, some(LIN), some(HAN))
    assert [one.who for one in found.only_here] == ["沈砚秋（1990-03-07，身份证尾号 1234）"] or [
        one.who for one in found.only_here
    ] == ["沈砚秋"]
    assert len(found.only_there) == 1


def test_two_of_one_name_are_told_apart_by_what_is_seen_of_the_number(school, held):
    with school.change("新增") as session:
        actions.add_person(
            session, {"name": "林知夏", "id_number": THREE, "birth": Day(1988, 2, 11)}, category="正式党员"
        )
    found = held({"姓名": "林知夏", "身份证号": "3300991988******47", "手机号码": "19900000007"}, SHEN, HAN)
    assert cells(found) == [("林知夏（1988-02-11，身份证尾号 0047）", "手机号码", "", "19900000007")]
    assert [one.who for one in found.only_here] == ["林知夏（1988-02-11，身份证尾号 0020）"]
    found = held({"姓名": "林知夏", "手机号码": "19900000007"}, SHEN, HAN)
    assert [(one.who, one.note) for one in found.unclear] == [
        ("林知夏", "名册中有 2 位同名的人，只凭名单中的内容分不清")
    ]


def test_two_rows_for_one_person_and_a_row_without_a_name_are_unclear(held):
    found = held(LIN, SHEN, {"姓名": "韩怀野"}, {"姓名": "韩怀野"}, {"性别": "男"})
    notes = [one.note for one in found.unclear]
    assert "与第 4 行是同一个人" in notes[0]
    assert len(notes) == 1 + sum("缺少姓名" in note for note in notes)
    assert found.only_here == []


def test_who_has_left_or_lies_in_the_bin_stands_only_in_the_list_with_a_note(school, held):
    with school.change("转出") as session:
        person = session.query(Person).filter_by(name="韩怀野").one()
        actions.leave(session, person, str(Leaving.TRANSFER), Day(2026, 5, 1))
    with school.change("删除") as session:
        actions.bin_person(session, session.query(Person).filter_by(name="沈砚秋").one())
    found = held(*KNOWN)
    assert [(one.who, one.note) for one in found.only_there] == [
        ("沈砚秋", "在回收站中"),
        ("韩怀野", "已于 2026-05-01 转出组织关系"),
    ]
    assert found.only_here == []


def test_a_list_of_one_branch_misses_nobody_of_another(school, held):
    with school.reading() as session:
        branch = tree(session).named("乙支部").id
    assert held(SHEN, branch=branch).only_here == []
    assert [one.who for one in held(SHEN).only_here] == ["林知夏", "韩怀野"]


def test_columns_the_roster_cannot_know_are_listed_and_a_heading_of_two_meanings_is_asked_about(held):
    found = held(LIN | {"身高": "170", "职务": "组织委员"}, SHEN, HAN)
    columns = found.staged.columns
    assert [columns.labels[at] for at in columns.unmapped] == ["身高"]
    assert [one.heading for one in columns.ambiguous] == ["职务"]


# --- accepting ---


def chosen(found, *titles):
    return [one for one in found.different if one.about.title in titles]


def test_accepted_cells_are_written_in_one_step_and_undone_in_one(school, held):
    found = held(LIN | {"民族": "满族", "手机号码": "19900000009", "申请入党时间": "2011-01-01"}, SHEN, HAN)
    done = accept(school, found, chosen(found, "民族", "申请入党时间"), MEMBERS.facts, LATER)
    assert (done.cells, done.people) == (2, 1)
    with school.reading() as session:
        assert session.query(Person.ethnicity, Person.phone).filter_by(name="林知夏").one() == (
            "满族",
            "19900000001",
        )
        newest = session.query(Journal).order_by(Journal.seq.desc()).first()
        assert (newest.sentence, newest.kind, newest.seq) == ("核对名单：名单.csv", "import", done.import_id)
    again = held(LIN | {"民族": "满族", "手机号码": "19900000009", "申请入党时间": "2011-01-01"}, SHEN, HAN)
    assert [one.about.title for one in again.different] == ["手机号码"]
    assert school.undo() == "核对名单：名单.csv"
    assert [one.about.title for one in held(LIN | {"民族": "满族"}, SHEN, HAN).different] == ["民族"]


def test_a_month_here_becomes_the_day_there_only_by_hand(held):
    assert cells(held(LIN, SHEN | {"转正时间": "2014-06-21"}, HAN)) == []


def test_histories_change_from_the_day_that_is_asked_for(school, held):
    found = held(
        LIN | {"所在党支部": "乙支部", "党内职务": "宣传委员、纪检委员", "人员类别": "预备党员"}, SHEN, HAN
    )
    assert len(found.different) == 3
    accept(school, found, chosen(found, "所在党支部", "党内职务"), MEMBERS.facts, date(2026, 9, 1))
    with school.reading() as session:
        person = session.query(Person).filter_by(name="林知夏").one()
        rows = histories(session, person.id)
        branch = [(row.value, str(row.start)) for row in rows if row.fact == Fact.BRANCH]
        assert branch == [("甲支部", "None"), ("乙支部", "2026-09-01")]
        now = next(one for one in everyone(session, LATER) if one.name == "林知夏")
        assert (now.branch, now.category) == ("乙支部", "正式党员")
        assert set(now.post.split("、")) == {"宣传委员", "纪检委员"}


def test_a_change_before_the_last_one_is_refused_with_its_reason_and_nothing_is_kept(school, held):
    first = held(LIN | {"所在党支部": "乙支部"}, SHEN, HAN)
    accept(school, first, first.different, MEMBERS.facts, date(2026, 9, 1))
    found = held(LIN, SHEN | {"民族": "汉族"}, HAN)
    with school.reading() as session:
        why = refusals(session, found.different, date(2026, 5, 1))
        assert refusals(session, found.different, date(2026, 9, 1)) == {}
    assert [place[1] for place in why] == ["branch"]
    assert "时间重叠" in why[next(iter(why))]
    with pytest.raises(OfficeError, match="不能接受"):
        accept(school, found, found.different, MEMBERS.facts, date(2026, 5, 1))
    assert len(held(LIN, SHEN | {"民族": "汉族"}, HAN).different) == 2


def test_nothing_ticked_an_impossible_cell_and_a_changed_office_are_refused(school, held):
    found = held(LIN | {"民族": "满族", "出生日期": "去年"}, SHEN, HAN)
    with pytest.raises(OfficeError, match="没有勾选"):
        accept(school, found, [], MEMBERS.facts, LATER)
    with pytest.raises(OfficeError, match="不能接受"):
        accept(school, found, found.different, MEMBERS.facts, LATER)
    with school.change("修改") as session:
        session.query(Person).filter_by(name="沈砚秋").one().note = "改过"
    with pytest.raises(OfficeError, match="核对之后数据又改过"):
        accept(school, found, chosen(found, "民族"), MEMBERS.facts, LATER)


def test_a_cancelled_acceptance_writes_nothing(school, held):
    found = held(LIN | {"民族": "满族"}, SHEN | {"民族": "汉族"}, HAN)
    before = school.last_seq
    with pytest.raises(Cancelled):
        accept(school, found, found.different, MEMBERS.facts, LATER, lambda share, _text: share < 0.3)
    assert school.last_seq == before
    assert len(held(LIN | {"民族": "满族"}, SHEN, HAN).different) == 1


def test_the_answer_about_a_heading_is_remembered_with_what_is_accepted(school, held):
    found = held(LIN | {"职务": "年级组长", "民族": "满族"}, SHEN, HAN, answers={"职务": "行政职务"})
    accept(school, found, chosen(found, "民族"), MEMBERS.facts, LATER)
    again = held(LIN | {"职务": "年级组长", "民族": "满族"}, SHEN, HAN)
    assert [one.about.title for one in again.different] == ["行政职务"]


def test_a_list_is_never_imported_whole(held, school):
    importer = held(LIN).staged.importer
    with school.reading() as session, pytest.raises(OfficeError, match="不能整份导入"):
        importer.write(session, [], Options())


# --- when two values mean the same ---


def test_what_is_seen_of_a_hidden_value_decides():
    assert visible("330099********4127", "330099198802114127")
    assert visible("张＊", "张三")
    assert visible("34×××5", "34012345")
    assert not visible("330099********4127", "330099198802114128")


def test_values_that_mean_the_same_agree():
    text, post = Field("note", "备注"), Field("post", "党内职务", Kind.CHOICE)
    assert agree(text, "ＡＢ c", "ab C")
    assert not agree(text, "", "x")
    assert not agree(text, None, "x")
    assert agree(post, "组织委员、宣传委员", "宣传委员，组织委员")
    assert not agree(Field("joined", "入党时间", Kind.DAY), Day(2001, 6), Day(2001, 7, 1))
    assert not agree(Field("category", "人员类别", Kind.CHOICE), "入党积极分子", "党员")
