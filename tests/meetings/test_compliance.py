"""What a year asks for and what it got: the table, its gaps, attendance, duties, findings, the lists."""

import shutil
from datetime import date

import pytest

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.meetings import home
from partyoffice.meetings.actions.finishing import explain
from partyoffice.meetings.actions.minutes import hold_meeting, mark_attendance
from partyoffice.meetings.audits import check_life
from partyoffice.meetings.documents import attendance_list, year_list
from partyoffice.meetings.queries.attendance import attended_in, meetings_of, silent_people
from partyoffice.meetings.queries.year import year_table
from partyoffice.meetings.records import COUNTED_TWICE, CUSTOMS, LIFE_PREFIX
from partyoffice.meetings.rules.frequency import NOT_ASKED, Activity, Level, Span
from partyoffice.meetings.rules.kinds import (
    ASSEMBLY,
    COMMITTEE,
    CRITICISM,
    FINAL,
    GROUP,
    LEADERS,
    PARTY_DAY,
    SIGNED,
)
from partyoffice.meetings.rules.voters import Presence
from partyoffice.members.actions import add_person
from partyoffice.members.records import History
from partyoffice.members.rules import Category, Fact
from partyoffice.organisation.actions import found, set_up
from partyoffice.organisation.records import HAS_COMMITTEE, Organisation
from partyoffice.organisation.rules import OrgKind
from partyoffice.part import Wish
from partyoffice.reports.document import as_text
from partyoffice.store import settings
from partyoffice.store.office import Office

ON = date(2026, 11, 20)
CAME, SICK, DUTY, GONE = (
    Presence(),
    Presence("请假", "病假"),
    Presence("请假", "公差"),
    Presence("缺席", "无故"),
)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A 党总支 with two branches, a group in the first, where its secretary is an ordinary member."""
    path = tmp_path_factory.mktemp("general") / "总支.dangwu"
    office = Office.create(path)
    with office.change("建账") as session:
        root = set_up(session, "青禾中学", OrgKind.GENERAL)
        one, two = (found(session, name, OrgKind.BRANCH, root.id) for name in ("第一党支部", "第二党支部"))
        group = found(session, "第一党小组", OrgKind.GROUP, one.id)
        posts = {
            "段知夏": ("党总支书记", root.id),
            "段知秋": ("组织委员", one.id),
            "林知夏": ("书记", two.id),
        }
        ids = {"root": root.id, "one": one.id, "two": two.id, "group": group.id}
        for name, (post, body) in posts.items():
            card = {"name": name, "joined": Day(2010, 6, 1), "full": Day(2011, 6, 1)}
            branch, small = (two, None) if name == "林知夏" else (one, group)
            person = add_person(session, card, category=Category.FULL, branch=branch, group=small)
            session.add(_post(person.id, post, body))
            ids[name] = person.id
    office.release()
    return path, ids


def _post(person, post, body):
    return History(
        person_id=person,
        fact=str(Fact.POST),
        value=post,
        organisation_id=body,
        start=Day(2024, 1, 1),
        end=None,
    )


@pytest.fixture
def ids(built):
    return built[1]


@pytest.fixture
def session(built, tmp_path):
    office = Office.open(shutil.copyfile(built[0], tmp_path / "总支.dangwu"))
    with clock.stopped(ON), office.change("试") as made:
        yield made
    office.release()


def hold(session, body, kind, on, presences=(), **more):
    about = {"organisation_id": body, "kind": kind, "on": on, "chair": "段知夏", "recorder": "段知秋"}
    meeting = hold_meeting(session, about | more)
    mark_attendance(session, meeting, dict(presences))
    return meeting


def put(session, key, value):
    settings.put(session, {one.key: one for one in CUSTOMS}[LIFE_PREFIX + key], value)


def rows_of(session, year=2026, on=ON):
    return {(row.body, row.activity): row for row in year_table(session, year, on)}


# -- the table ---------------------------------------------------------------------------------


def test_each_body_is_asked_for_what_is_its_own(session, ids):
    asked = {}
    for body, activity in rows_of(session):
        asked.setdefault(body, []).append(activity)
    assert asked[ids["root"]] == [Activity.LEADERS, Activity.STUDY]
    assert asked[ids["group"]] == [Activity.GROUP]
    assert Activity.COMMITTEE in asked[ids["one"]]
    assert Activity.COMMITTEE not in asked[ids["two"]]  # it has a 书记 and no 委员
    assert [row.name for row in year_table(session, 2026, ON)][-1] == "第二党支部"
    assert rows_of(session)[ids["group"], Activity.GROUP].name == "第一党小组·第一党支部"
    settings.put(session, HAS_COMMITTEE, value=False)
    assert (ids["one"], Activity.COMMITTEE) not in rows_of(session)


def test_what_the_school_settled_changes_its_table(session, ids):
    put(session, "lecture", str(Span.HALF))
    put(session, "leaders", NOT_ASKED)
    put(session, "window_until", "1")
    put(session, "study", "")  # an answer left empty is the usual one
    found = rows_of(session, 2025, date(2026, 2, 1))
    assert len(found[ids["one"], Activity.LECTURE].cells) == 2
    assert len(found[ids["root"], Activity.STUDY].cells) == 4
    assert (ids["root"], Activity.LEADERS) not in found
    assert found[ids["one"], Activity.CRITICISM].cells[0].level is Level.MISSING


def test_a_meeting_counts_as_several_kinds_only_where_the_setting_allows(session, ids):
    hold(session, ids["one"], PARTY_DAY, Day(2026, 5, 8), counted_as=[str(Activity.LECTURE)])
    lecture = rows_of(session)[ids["one"], Activity.LECTURE]
    assert [one.counted for one in lecture.held] == [True]
    settings.put(session, COUNTED_TWICE, value=False)
    assert not rows_of(session)[ids["one"], Activity.LECTURE].held
    assert "counted-twice" in {one.code for one in check_life(session, ON)}


def test_a_meeting_that_is_still_to_come_is_not_held(session, ids):
    hold(session, ids["one"], ASSEMBLY, Day(2026, 12, 4))
    assert rows_of(session)[ids["one"], Activity.ASSEMBLY].cells[3].level is Level.OPEN
    assert rows_of(session, on=date(2026, 12, 4))[ids["one"], Activity.ASSEMBLY].cells[3].level is Level.MET


def test_a_body_is_asked_only_while_it_lives(session, ids):
    two = session.get_one(Organisation, ids["two"])
    two.founded, two.ended = Day(2026, 4, 1), Day(2026, 10, 5)
    levels = [one.level for one in rows_of(session)[ids["two"], Activity.ASSEMBLY].cells]
    assert levels == [Level.OUTSIDE, Level.MISSING, Level.MISSING, Level.OPEN]
    assert (ids["two"], Activity.ASSEMBLY) not in rows_of(session, 2025)


def test_the_list_prints_gaps_and_the_reasons_typed_for_them(session, ids):
    hold(session, ids["one"], ASSEMBLY, Day(2026, 2, 26))
    explain(session, ids["one"], Activity.COMMITTEE, 2026, [7, 8], "暑假")
    text = as_text(year_list.year_list(session, Wish(ON, 2026, ids["one"])))
    assert " | 第一党支部 | 支部党员大会 |  | 1 |  |  |  | 缺 |  |  | 缺 |  |  |  | 1 | 4 | 1/3" in text
    assert "第一党支部 | 支部委员会 | 7、8 月 | 暑假" in text
    assert "第二党支部" not in text
    sheet = year_list.year_list(session, Wish(ON, 2026, plain=True, columns=("body", "达标")))
    assert [column.title for column in sheet.blocks[0].columns] == ["序号", "党组织", "达标"]


# -- who took part -------------------------------------------------------------------------------


def test_a_year_of_everybody_tells_rate_hours_and_how_leaders_take_part(session, ids):
    head, member = ids["段知夏"], ids["段知秋"]
    hold(session, ids["one"], ASSEMBLY, Day(2026, 3, 6), {head: CAME, member: SICK}, hours=2)
    hold(session, ids["one"], COMMITTEE, Day(2026, 3, 9), {head: CAME, member: GONE}, hours=1)
    hold(session, ids["group"], GROUP, Day(2026, 4, 9), {head: GONE, member: Presence("迟到")}, hours=1.5)
    hold(session, ids["one"], PARTY_DAY, Day(2026, 5, 9), {head: DUTY, member: CAME})
    hold(session, ids["one"], PARTY_DAY, Day(2026, 12, 9), {head: CAME, member: CAME}, hours=9)
    found = {one.person.name: one for one in attended_in(session, 2026, ON)}
    first, second, third = found["段知夏"], found["段知秋"], found["林知夏"]
    assert (first.sums.due, first.sums.waived, first.sums.rate, first.sums.hours) == (4, 1, 66, 3)
    assert (first.branch.came, first.branch.due, first.group.unexcused) == (1, 2, 1)  # without 支委会
    assert (first.heads, first.leads, second.heads, second.leads) == (True, True, False, True)
    assert (second.sums.late, second.sums.leave, second.sums.absent, second.sums.hours) == (1, 1, 1, 1.5)
    assert (third.sums.due, third.sums.rate) == (0, None)
    assert [str(one.on) for one in meetings_of(session, head, 2026)][-1] == "2026-03-06"
    text = as_text(attendance_list.attendance_list(session, Wish(ON, 2026)))
    assert "段知夏 | 第一党支部 | 第一党小组 | 4 | 2 | 0 | 0 | 1 | 1 | 1 | 66 % | 3 | 56 | 1/1 | 0/1" in text
    alone = Wish(ON, 2026, ids["two"], plain=True)
    assert as_text(attendance_list.attendance_list(session, alone)).count("林知夏") == 1
    assert "段知夏" not in as_text(attendance_list.attendance_list(session, alone))


def test_who_was_not_seen_for_six_months_without_a_word_is_a_matter_to_ask_about(session, ids):
    head, member = ids["段知夏"], ids["段知秋"]
    hold(session, ids["one"], ASSEMBLY, Day(2026, 5, 20), {head: CAME, member: CAME})
    hold(session, ids["one"], PARTY_DAY, Day(2026, 7, 1), {head: GONE, member: GONE})
    hold(session, ids["one"], PARTY_DAY, Day(2026, 9, 1), {head: GONE, member: SICK})
    [one] = silent_people(session, ON)
    assert (one.person.name, one.since, one.times) == ("段知夏", date(2026, 5, 20), 2)
    assert silent_people(session, date(2026, 11, 19)) == []
    [duty] = [one for one in home.due(session, ON) if one.kind == "silent"]
    assert duty.due == ON
    assert "请谈话了解情况（2026-05-20 满 6 个月为 2026-11-20，缺席 2 次）" in duty.text


# -- 首页 ---------------------------------------------------------------------------------------


def test_gaps_near_the_end_of_their_span_are_one_duty_a_body(session, ids):
    assert list(home.due(session, date(2026, 11, 25))) == []  # nobody keeps minutes here yet
    hold(session, ids["one"], COMMITTEE, Day(2026, 11, 3))
    told = {str(one.due) for one in home.due(session, date(2026, 11, 25))}
    assert "2026-11-30" in told
    assert "2026-10-31" not in told
    hold(session, ids["two"], PARTY_DAY, Day(2026, 9, 30))
    found = {(one.who, str(one.due)): one for one in home.due(session, date(2026, 11, 25))}
    month = found["第一党支部", "2026-11-30"]
    assert month.text == "11 月的主题党日还没有开"
    assert (month.spot.kind, month.spot.view, month.spot.field) == ("meetings", "year", "2026.m11")
    assert (
        found["第一党支部", "2026-10-31"].text == "10 月的支部委员会、主题党日还没有记录，请补记录或填写说明"
    )
    assert ("第一党支部", "2026-12-31") not in found
    later = {(one.who, str(one.due), one.text) for one in home.due(session, date(2027, 3, 20))}
    assert ("第一党支部", "2027-03-31", "2026 年度的组织生活会、民主评议党员还没有开") in later
    assert ("第二党支部", "2027-03-31", "1 至 3 月的支部党员大会、党课还没有开") in later
    assert not [due for _who, due, _text in later if due == "2026-12-31"]


def test_minutes_left_as_drafts_or_unsigned_are_told_after_a_while(session, ids):
    hold(session, ids["one"], ASSEMBLY, Day(2026, 11, 6))
    hold(session, ids["one"], COMMITTEE, Day(2026, 11, 7))
    hold(session, ids["two"], ASSEMBLY, Day(2026, 10, 21), state=FINAL, number=3)
    hold(session, ids["two"], PARTY_DAY, Day(2026, 10, 1), state=SIGNED, number=3)
    hold(session, ids["group"], GROUP, Day(2025, 11, 20))
    found = {one.who: one for one in home.due(session, ON) if one.kind.startswith("minutes")}
    assert {who: one.text for who, one in found.items()} == {
        "第一党支部": "支部党员大会的记录还是草稿（2026-11-06 开会，14 天为 2026-11-20）",
        "第二党支部": "第 3 次支部党员大会已定稿，还没有登记签字（2026-10-21 开会，30 天为 2026-11-20）",
    }
    assert found["第一党支部"].spot.kind == "meeting"
    hold(session, ids["one"], PARTY_DAY, Day(2026, 11, 1))
    [several] = [one for one in home.due(session, ON) if one.kind == "minutes-草稿"]
    assert several.text == "2 次会议的记录还是草稿，最早的是主题党日（2026-11-01 开会，14 天为 2026-11-15）"
    assert (several.spot.view, several.spot.field) == ("list", "2026")


def test_the_year_and_the_quarter_are_told_in_figures_that_lead_to_the_meetings(session, ids):
    held = hold(session, ids["one"], ASSEMBLY, Day(2026, 11, 6))
    [number] = home.numbers(session, ON)
    rows = year_table(session, 2026, ON)
    lacking = sum(any(one.level is Level.MISSING for one in row.cells) for row in rows)
    assert (number.value, number.target) == (str(lacking), ("meetings", "year.gaps"))
    assert number.note == "本季 1/17 次"
    rows = {row.title: row.cells for row in home.year(session, 2026, ON)}
    assert rows["党员大会"][10].ways == (
        ("2026-11-06 支部党员大会", "meetings", {"view": "minutes", "meeting": held.id}),
    )
    gap = rows["党员大会"][8]
    assert (gap.text, gap.mark) == ("缺", "warn")
    assert gap.ways[0][2] == {"view": "year", "show": "gaps"}
    assert rows["党员大会"][9].text == ""
    for name in ("one", "two", "group"):
        session.get_one(Organisation, ids[name]).ended = Day(2025, 1, 1)
    session.get_one(Organisation, ids["root"]).kind = str(OrgKind.BRANCH)
    session.get_one(Organisation, ids["root"]).ended = Day(2025, 1, 1)
    assert home.numbers(session, ON) == ()


# -- 数据体检 -----------------------------------------------------------------------------------


def codes_of(session, on=ON):
    return [one.code for one in check_life(session, on)]


def test_findings_tell_what_minutes_lack_and_where_days_do_not_fit(session, ids):
    put(session, "fixed_day", "每月 10 日")
    one = session.get_one(Organisation, ids["one"])
    one.founded, one.ended = Day(2026, 1, 1), Day(2026, 11, 1)
    hold(session, ids["two"], ASSEMBLY, Day(2026, 3, 6), {ids["林知夏"]: Presence("请假", "")}, state=FINAL)
    hold(session, ids["two"], PARTY_DAY, Day(2026, 3, 11))
    hold(session, ids["two"], PARTY_DAY, Day(2026, 4, 10), chair="林知夏", recorder="林知夏")
    hold(session, ids["two"], CRITICISM, Day(2026, 6, 1))
    hold(session, ids["root"], LEADERS, Day(2026, 1, 20), year=2025)
    hold(session, ids["one"], ASSEMBLY, Day(2025, 12, 30))
    hold(session, ids["one"], ASSEMBLY, Day(2026, 11, 2))
    found = {one.code: one for one in check_life(session, ON)}
    assert sorted(codes_of(session)) == sorted(
        [
            "absence-reason",
            "no-number",
            "fixed-day",
            "same-heads",
            "life-window",
            "out-of-life",
            "out-of-life",
        ]
    )
    assert found["absence-reason"].message == "1 人请假或缺席，没有写原因"
    assert found["fixed-day"].arithmetic == "按设置固定在每月 10 日，本月为 2026-03-10"
    assert found["life-window"].arithmetic == "2026 年度一般在 2026-10-01 至 2027-03-31，实际 2026-06-01"


def test_seven_full_members_without_a_committee_are_told_57(session, ids):
    two = session.get_one(Organisation, ids["two"])
    for at in range(6):
        card = {"name": f"方知{'夏秋和安雪帆'[at]}", "joined": Day(2010, 6, 1), "full": Day(2011, 6, 1)}
        add_person(session, card, category=Category.FULL, branch=two)
    [found] = check_life(session, ON)
    assert (found.message, found.who, found.arithmetic) == (
        "应当设立支部委员会", "第二党支部", "正式党员 7 名，满 7 名",
    )  # fmt: skip
    session.add(_post(ids["林知夏"], "组织委员", two.id))
    assert codes_of(session) == []
