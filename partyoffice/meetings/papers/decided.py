"""表决票, 票数统计表 and 决议 of ordinary matters: typed in, or from the record of the meeting that voted."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.core.paper_words import day_of_document, dotted_name, on_paper
from partyoffice.core.text import count_of
from partyoffice.meetings.papers.asked import CHAIR, DAY, KIND, PLACE, RECORD, Texts, head, spoken
from partyoffice.meetings.papers.telling import decided, judged, matter_of
from partyoffice.meetings.queries import seats, vote_settings
from partyoffice.meetings.queries.recorded import Recorded, one_recorded
from partyoffice.meetings.rules.voting import Matter, Vote, outcome_of
from partyoffice.organisation.queries import full_name, tree
from partyoffice.part import Asked, Decision, Paper

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.meetings.records import AgendaItem

Decisions = Mapping[str, Decision]
MOST_BALLOTS, MOST_ITEMS = 400, 99
WHICH = Field("which", "第几项议题", Kind.NUMBER, hint="空着为全部")
ABOUT = Field("about", "表决事项", hint="如 通过支部年度工作总结")
COPIES = Field("copies", "张数", Kind.NUMBER)
MANNERS = ("无记名投票", "举手表决")
NUMBERS = (
    ("due", "应到"), ("present", "实到"), ("issued", "发出票"), ("returned", "收回票"), ("valid", "有效票"),
    ("invalid", "无效票"), ("yes", "赞成"), ("no", "反对"), ("abstain", "弃权"),
)  # fmt: skip


def sheet_of(session: "Session", meeting: int) -> tuple[Sequence[int], Mapping[str, str]]:
    """Return the body of a meeting and which one it is; what it decided is read when it is printed."""
    held = one_recorded(session, meeting).meeting
    return [held.organisation_id], {RECORD: str(meeting), "day": str(held.on), "kind": held.kind}


def _items(one: Recorded, asked: Asked, fit: "Callable[[AgendaItem], object]") -> list["AgendaItem"]:
    """Return the items asked for that fit (OfficeError for none)."""
    which = asked.count(WHICH.key, WHICH.title, MOST_ITEMS)
    found = [item for at, item in enumerate(one.items, 1) if which in {None, at} and fit(item)]
    if not found:
        what = f"第 {which} 项议题" if which else "各项议题"
        raise OfficeError(
            f"“{one.meeting.label()}”的{what}没有表决或决议", remedy="请先在会议记录里登记，或换一项议题"
        )
    return found


# -- 表决票 -----------------------------------------------------------------------------------


def ballots(session: "Session", body: int, asked: Asked) -> Sequence[Texts]:
    """Return the texts of the ballots, without a name of who casts them."""
    top, day = head(session, body, asked, "body", "stamp"), asked.day("day")
    when = day_of_document(day) if day else ""
    copies = asked.count("copies", "张数", MOST_BALLOTS)
    if not asked.text(RECORD):
        return [{**top, "when": when, "about": on_paper(asked.text("about"))}] * (copies or 1)
    one = one_recorded(session, int(asked.text(RECORD)))
    voting = any(map(partial(_votes, one), one.items))
    items = _items(one, asked, partial(_votes, one) if voting and not asked.text(WHICH.key) else bool)
    number = copies or one.counted.voters_present or 1
    return [
        {**top, "when": when, "about": on_paper(item.subject)} for item in items for _ in range(number)
    ]  # fmt: skip


def _votes(one: Recorded, item: "AgendaItem") -> bool:
    """Say whether an item is voted on, or was."""
    return bool(item.id in one.votes or item.matter or item.resolution)


def usual_ballots(session: "Session", body: int, on: date) -> Mapping[str, str]:
    """Propose as many ballots as the body has voters."""
    voters = sum(one.voting for one in seats(session, body, on)) if body else 0
    return {"day": str(on), "copies": str(voters or "")}


# -- 票数统计表 -------------------------------------------------------------------------------

COUNTED = (
    ABOUT, WHICH, KIND, DAY, PLACE, CHAIR, Field("recorder", "记录人", Kind.NAME),
    Field("manner", "表决方式", Kind.CHOICE, choices=MANNERS),
    *(Field(key, title, Kind.NUMBER) for key, title in NUMBERS),
    Field("absent", "缺席名单和原因"), Field("watcher", "监票人", Kind.NAME),
    Field("counter", "计票人", Kind.NAME),
)  # fmt: skip
SHOWN = {
    "body": "党组织", "when": "会议时间", "written": "书面意见", "half": "是否过半数", "conclusion": "结论",
}  # fmt: skip


def counting(decisions: Decisions, session: "Session", body: int, asked: Asked) -> Sequence[Texts]:
    """Return the texts of 票数统计表, one for each vote of a meeting on record, else as typed."""
    top = head(session, body, asked, "body", "when", "place", "chair", "recorder", "stamp")
    if not asked.text(RECORD):
        return [{**top, **_typed(asked)}]
    one = one_recorded(session, int(asked.text(RECORD)))
    items = _items(one, asked, lambda item: item.id in one.votes)
    return [{**top, **_voted(session, one, item, matter_of(item, decisions))} for item in items]


def _typed(asked: Asked) -> dict[str, str]:
    keys = ("kind", "about", "manner", "absent", *(key for key, _ in NUMBERS))
    texts = {key: on_paper(asked.text(key)) for key in keys}
    due, present, yes = (count_of(texts[key]) or 0 for key in ("due", "present", "yes"))
    ended = _result(Vote(due, present, yes), outcome_of(Matter.ORDINARY, Vote(due, present, yes)).passed)
    return {
        **texts, **(ended if due and yes else {}), "written": "",
        **{key: dotted_name(asked.text(key)) for key in ("watcher", "counter")},
    }  # fmt: skip


def _result(vote: Vote, passed: bool) -> dict[str, str]:
    half = "超过" if passed else "没有超过"
    told = f"赞成 {vote.yes + vote.written_yes} 票，{half}应到 {vote.due} 人的半数（{vote.due / 2:g}）"
    return {"half": told, "conclusion": "通过" if passed else "没有通过"}


def _voted(session: "Session", one: Recorded, item: "AgendaItem", matter: Matter) -> dict[str, str]:
    vote, held = one.votes[item.id], one.meeting
    counted = judged(vote)
    passed = outcome_of(matter, counted, vote_settings(session)).passed
    missing = [f"{dotted_name(name)}（{row.reason or row.state}）" for name, row in one.missing if row.voting]
    return {
        "kind": held.kind, "about": on_paper(item.subject), "place": on_paper(held.place),
        "when": spoken(held.on) + held.begins, "chair": dotted_name(held.chair),
        "recorder": dotted_name(held.recorder), "manner": MANNERS[not vote.secret],
        **{key: str(getattr(vote, key)) for key, _ in NUMBERS}, "absent": "、".join(missing),
        "written": f"{counted.written} 份" if counted.written else "无", **_result(counted, passed),
        "watcher": dotted_name(vote.watcher), "counter": dotted_name(vote.counter),
    }  # fmt: skip


# -- 决议 -------------------------------------------------------------------------------------

RESOLVED = (
    Field("heading", "标题", hint="如 关于通过支部年度工作总结的决议"), Field("number", "决议编号"), WHICH,
    Field("text", "正文", Kind.LONG), DAY, Field("signer", "签发人", Kind.NAME, hint="一般为书记"),
)  # fmt: skip


def resolutions(session: "Session", body: int, asked: Asked) -> Sequence[Texts]:
    """Return the texts of 决议, one for each item of a meeting on record that was decided, else as typed."""
    day = asked.day("day")
    typed = {key: on_paper(asked.text(key)) for key in ("heading", "number", "text")}
    top = {
        **head(session, body, asked, "body", "stamp"), "on": day_of_document(day) if day else "",
        "signer": dotted_name(asked.text("signer")),
    }  # fmt: skip
    if not asked.text(RECORD):
        return [{**top, **typed}]
    one = one_recorded(session, int(asked.text(RECORD)))
    items = _items(one, asked, lambda item: bool(item.resolution))
    name = full_name(tree(session), body)
    return [{**top, "signer": top["signer"] or dotted_name(one.meeting.chair), **_told(one, item, name)}
            for item in items]  # fmt: skip


def _told(one: Recorded, item: "AgendaItem", body: str) -> dict[str, str]:
    held, vote = one.meeting, one.votes.get(item.id)
    opening = f"{day_of_document(held.on)}，{body}召开{held.kind}，讨论“{on_paper(item.subject)}”。"
    manner = MANNERS[not vote.secret] if vote else ""
    counted = (
        f"应到会有表决权的 {vote.due} 人，实到 {vote.present} 人，采取{manner}方式表决，"
        f"赞成 {vote.yes} 票，反对 {vote.no} 票，弃权 {vote.abstain} 票。"
        if vote
        else ""
    )
    texts = filter(None, (opening, counted, on_paper(item.resolution)))
    return {
        "heading": f"关于{on_paper(item.subject)}的决议", "number": decided(item) if item.number else "",
        "text": "\n".join(texts),
    }  # fmt: skip


OFFERED = {"body": "党组织", "on": "通过日期"}


def papers(decisions: Decisions) -> tuple[Paper, ...]:
    """Return the papers; ``decisions`` say how strictly the votes of each were judged."""
    return (
        Paper(
            "mtg-04", "会议决议", ("body",), "mtg-04", resolutions, asks=RESOLVED, offers=OFFERED,
            record=sheet_of, note="一项议题一张；从会议记录打印的照记录写明编号、到会和票数",
        ),
        Paper(
            "mtg-05", "会议表决票", ("body",), "mtg-05", ballots, asks=(ABOUT, WHICH, DAY, COPIES),
            usual=usual_ballots, offers={"body": "党组织", "when": "会议日期"}, record=sheet_of,
            note="一张 A4 排 4 张，沿线裁开；接收、转正用发展党员的表决票，换届用选票",
        ),
        Paper(
            "mtg-05b", "会议票数统计表", ("body",), "mtg-05b", partial(counting, decisions), asks=COUNTED,
            offers=SHOWN, record=sheet_of, note="一次表决一张；从会议记录打印的照记录填写",
        ),
    )  # fmt: skip
