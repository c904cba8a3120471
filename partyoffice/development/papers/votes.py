"""表决票, 票决情况汇总表 and 决议, from the record of the meeting that voted (细则第二十、二十一条)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.core.paper_words import day_of_document, dotted_name, on_paper
from partyoffice.development.decisions import DECISIONS
from partyoffice.development.papers.asked import tight
from partyoffice.development.rules.probation import Decision as Decided
from partyoffice.meetings import queries
from partyoffice.meetings.records import AgendaItem, Meeting, Vote
from partyoffice.meetings.rules.kinds import CAME
from partyoffice.meetings.rules.resolution import PERFORMANCE, Resolution, check_resolution
from partyoffice.meetings.rules.voting import Matter, View
from partyoffice.members import card
from partyoffice.members.rules import Category, edition_of
from partyoffice.organisation.queries import full_name, tree
from partyoffice.part import Asked, Paper

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Texts = Mapping[str, Any]
KINDS = (str(Matter.ADMISSION), str(Matter.FULL))
NAMES = dict(zip(KINDS, (one.name for one in DECISIONS), strict=True))
WORDS = {KINDS[0]: "接收{}同志为中共预备党员", KINDS[1]: "{}同志转为中共正式党员"}
MOST_BALLOTS = 400
AMONG = (Category.CANDIDATE, Category.PROBATIONARY)

MATTER = Field("matter", "事项", Kind.CHOICE, choices=KINDS, open=False, hint="空着为最近一次表决")
DAY = Field("day", "会议日期", Kind.DAY, month_allowed=False)
COPIES = Field("copies", "张数", Kind.NUMBER)
SECRETARY = Field("secretary", "支部书记", Kind.NAME, hint="签名处另有空白")


# -- 表决票 -----------------------------------------------------------------------------------

BALLOT = {"body": "党组织", "about": "表决事项", "when": "会议日期", "name": "表决对象"}


def usual_ballots(session: "Session", person: int, on: date) -> Mapping[str, str]:
    """Propose what is to be voted on, and as many ballots as the branch has voters."""
    if not person:
        return {"day": str(on)}
    one = card.someone(session, person, on)
    seats = queries.seats(session, one.branch_id, on) if one.branch_id else []
    voters = sum(seat.voting for seat in seats)
    matter = KINDS[1] if one.category == Category.PROBATIONARY else KINDS[0]
    return {"matter": matter, "day": str(on), "copies": str(voters or "")}


def ballots(session: "Session", person: int, asked: Asked) -> Sequence[Texts]:
    """Return the texts of the ballots, without a name of who casts them."""
    one, day = card.someone(session, person, asked.on), asked.day("day")
    copies = asked.count("copies", "张数", MOST_BALLOTS) or 1
    texts = {
        "body": full_name(tree(session), one.branch_id), "name": dotted_name(one.name),
        "about": "讨论" + WORDS[asked.text("matter") or KINDS[0]].format(dotted_name(one.name)),
        "when": day_of_document(day) if day else "", "stamp": card.stamp(session),
    }  # fmt: skip
    return [texts] * copies


# -- what was voted ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Voted:
    """One vote on one person as papers tell it."""

    session: "Session"
    meeting: Meeting
    item: AgendaItem
    vote: Vote

    @property
    def body(self) -> str:
        """The name of the branch."""
        return full_name(tree(self.session), self.meeting.organisation_id)


def voted(session: "Session", person: int, asked: Asked) -> Voted:
    """Return the vote asked for (OfficeError where there is none)."""
    wanted, day = asked.text("matter"), asked.day("day")
    names = [NAMES[wanted]] if wanted in NAMES else list(NAMES.values())
    items = [one for name in names if (one := queries.last_item(session, name, person, day)) is not None]
    found = [(queries.find_meeting(session, one.meeting_id), one) for one in items]
    if not found:
        who = card.someone(session, person, asked.on).name
        raise OfficeError(f"没有{who}的表决记录", remedy="请先在发展党员第 15 步或第 23 步登记表决")
    meeting, item = max(found, key=lambda pair: (pair[0].on.first, pair[1].id))
    vote = queries.vote_of(session, item.id)
    if vote is None:
        raise OfficeError("这个议题还没有表决", remedy="请先登记表决")
    return Voted(session, meeting, item, vote)


# -- 票决情况汇总表 -----------------------------------------------------------------------------

SUMMARY = {
    "body": "党支部", "when": "会议时间", "place": "地点", "chair": "主持人", "recorder": "记录人",
    "name": "表决对象", "about": "表决事项", "due": "应到", "present": "实到", "absent": "缺席名单和原因",
    "written": "书面意见", "issued": "发出", "returned": "收回", "valid": "有效", "invalid": "无效",
    "yes": "赞成", "no": "反对", "abstain": "弃权", "half": "是否过半数", "manner": "表决方式",
    "conclusion": "结论", "watcher": "监票人", "counter": "计票人",
}  # fmt: skip
NUMBERS = ("due", "present", "issued", "returned", "valid", "invalid")


def summary(session: "Session", person: int, asked: Asked) -> Texts:
    """Return the texts of 票决情况汇总表."""
    one = voted(session, person, asked)
    meeting, vote, name = one.meeting, one.vote, dotted_name(card.someone(session, person, asked.on).name)
    written = queries.counted_of(vote)
    votes = {View.YES: vote.yes, View.NO: vote.no, View.ABSTAIN: vote.abstain}
    keys = {View.YES: "yes", View.NO: "no", View.ABSTAIN: "abstain"}
    return {
        "body": one.body, "name": name, "about": one.item.subject.partition("：")[0] or one.item.decision,
        "when": day_of_document(meeting.on) + (f" {meeting.begins}" if meeting.begins else ""),
        "place": on_paper(meeting.place), "chair": dotted_name(meeting.chair),
        "recorder": dotted_name(meeting.recorder), "absent": "、".join(absent(session, meeting)),
        **{key: str(getattr(vote, key)) for key in NUMBERS},
        **{keys[view]: _with(votes[view], written[view]) for view in View},
        "written": f"{sum(written.values())} 份" if any(written.values()) else "无",
        "half": "赞成超过应到会有表决权党员的半数" if vote.passed else "赞成没有超过应到会有表决权党员的半数",
        "manner": "无记名投票" if vote.secret else "举手表决",
        "conclusion": "通过" if vote.passed else "没有通过",
        "watcher": dotted_name(vote.watcher), "counter": dotted_name(vote.counter),
        "stamp": card.stamp(session),
    }  # fmt: skip


def _with(ballots_: int, written: int) -> str:
    return f"{ballots_ + written}（含书面意见 {written}）" if written else str(ballots_)


def absent(session: "Session", meeting: Meeting) -> list[str]:
    """Return who with a vote did not come, each with the reason."""
    rows = queries.attendance_of(session, meeting.id)
    missing = {person: row for person, row in rows.items() if row.voting and row.state not in CAME}
    names = queries.names_of(session, missing)
    return [
        dotted_name(names[person]) + (f"（{row.reason}）" if row.reason else "")
        for person, row in missing.items()
    ]


# -- 决议 -------------------------------------------------------------------------------------

RESOLVED = {
    "heading": "标题", "text": "正文", "secretary": "支部书记", "body": "党支部", "on": "通过日期",
}  # fmt: skip


def usual_resolution(session: "Session", person: int, on: date) -> Mapping[str, str]:
    """Propose the secretary of the branch."""
    one = card.someone(session, person, on) if person else None
    known = queries.secretary_of(session, one.branch_id, on) if one and one.branch_id else ""
    return {"secretary": known}


def resolution(session: "Session", person: int, asked: Asked) -> Texts:
    """Return the texts of a resolution (OfficeError where it lacks a part: Q8)."""
    one = voted(session, person, asked)
    meeting, vote, item = one.meeting, one.vote, one.item
    secretary = asked.text("secretary") or queries.secretary_of(
        session, meeting.organisation_id, meeting.on.first
    )
    whole = Resolution(
        str(item.given.get(PERFORMANCE.key) or ""), vote.due, vote.present, item.resolution,
        meeting.on.first, secretary,
    )  # fmt: skip
    lacking = check_resolution(whole, edition_of(meeting.on.first))
    if lacking:
        remedy = f"请在那次会议的表决中补全；支部书记在打印时填写。依据：{lacking[0].article}"
        raise OfficeError(lacking[0].message, remedy=remedy)
    subject = _subject(one, dotted_name(card.someone(session, person, asked.on).name))
    opening = f"{day_of_document(meeting.on)}，{one.body}召开支部党员大会，讨论{subject}。"
    performance = "" if whole.performance in item.resolution else whole.performance
    text = "\n".join(filter(None, (opening, performance, item.resolution)))
    return {
        "heading": f"关于{subject}的决议", "text": tight(on_paper(text)), "secretary": dotted_name(secretary),
        "body": one.body, "on": day_of_document(meeting.on), "stamp": card.stamp(session),
    }  # fmt: skip


def _subject(one: Voted, name: str) -> str:
    """Return what was discussed: 接收沈见微同志为中共预备党员, 延长沈见微同志预备期."""
    decided = one.item.given.get("decision")
    if decided == Decided.EXTEND:
        return f"延长{name}同志预备期"
    if decided == Decided.REVOKE:
        return f"取消{name}同志预备党员资格"
    matter = next(kind for kind, known in NAMES.items() if known == one.item.decision)
    return WORDS[matter].format(name)


def of_meeting(session: "Session", meeting: int) -> tuple[Sequence[int], Mapping[str, str]]:
    """Return whom a meeting voted on, and the day by which their votes are found."""
    held = queries.find_meeting(session, meeting)
    people = [
        one.person_id
        for one in queries.items_of(session, meeting)
        if one.person_id is not None and one.decision in NAMES.values() and queries.vote_of(session, one.id)
    ]
    return people, {"day": str(held.on)}


PAPERS = (
    Paper(
        "dev-12", "表决票", ("member",), "dev-12", ballots, asks=(MATTER, DAY, COPIES),
        usual=usual_ballots, offers=BALLOT, among=AMONG,
        note="一张 A4 排 4 张，沿线裁开，张数按有表决权的党员数；不写投票人姓名，盖支部印章",
    ),
    Paper(
        "dev-12b", "票决情况汇总表", ("member",), "dev-12b", summary, asks=(MATTER, DAY), offers=SUMMARY,
        record=of_meeting, among=AMONG,
        note="从会议的表决记录填写，日期空着为最近一次；监票人、计票人和支部书记签名",
    ),
    Paper(
        "dev-13", "支部大会决议", ("member",), "dev-13", resolution, asks=(MATTER, DAY, SECRETARY),
        usual=usual_resolution, offers=RESOLVED, record=of_meeting, among=AMONG,
        note="缺少主要表现、人数、结果、日期或支部书记的不能打印（细则 2026 年第二十一条）",
    ),
)  # fmt: skip
