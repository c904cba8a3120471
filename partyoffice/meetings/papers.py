"""会议签到表, 会议记录, 会议通知: what is typed for them, what is proposed, what they say."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.core.paper_words import day_of_document, dotted_name, on_paper
from partyoffice.meetings import queries
from partyoffice.meetings.records import Vote
from partyoffice.meetings.rules.kinds import CAME
from partyoffice.meetings.rules.voting import View
from partyoffice.members import card
from partyoffice.members.ordering import STROKES, sorted_people
from partyoffice.members.queries import Someone, roster
from partyoffice.members.rules import Category
from partyoffice.organisation import papers as letters
from partyoffice.organisation.documents import meeting_notice
from partyoffice.organisation.queries import full_name, own_body, tree
from partyoffice.part import Asked, Paper
from partyoffice.reports.document import Document

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Texts = Mapping[str, Any]
WEEK = "一二三四五六日"
OBSERVERS = 4
ABSENT = ("姓名", "原因")

TITLE = Field("title", "会议名称", required=True, hint="如 第一党支部 11 月支部党员大会")
DAY = Field("day", "会议日期", Kind.DAY, month_allowed=False)
TIME = Field("time", "时间", hint="如 15:30，或 15:30—17:00")
PLACE = Field("place", "地点")
CHAIR = Field("chair", "主持人", Kind.NAME)


def members_of(session: "Session", body: int, on: date) -> list[Someone]:
    """Return the members of a body and what hangs below it on a day, in the order of the roster."""
    people = roster(session, on, columns=("name", "place"), branch=body)
    return sorted_people(session, people, STROKES, tree(session))


def when(asked: Asked) -> str:
    """Return 2026年11月25日（星期三）15:30, as much of it as was typed."""
    day = asked.day("day")
    return (spoken(day) if day else "") + on_paper(asked.text("time"))


def spoken(day: Day) -> str:
    """Return a day with its day of the week; a month without."""
    week = f"（星期{WEEK[day.first.weekday()]}）" if day.exact else ""
    return day_of_document(day) + week


def _head(session: "Session", body: int, asked: Asked) -> dict[str, str]:
    typed = {key: on_paper(asked.text(key)) for key in ("title", "place")}
    names = {key: dotted_name(asked.text(key)) for key in ("chair", "recorder")}
    return {
        **typed, **names, "when": when(asked), "body": full_name(tree(session), body),
        "stamp": card.stamp(session),
    }  # fmt: skip


# -- 签到表 -----------------------------------------------------------------------------------

SIGNED = {
    "when": "会议时间", "body": "党组织", "due": "应到人数", "people": "签到名单（两人一行）",
    "observers": "列席（空行）",
}  # fmt: skip


def sign_in(session: "Session", body: int, asked: Asked) -> Texts:
    """Return the texts of 签到表: the members of the day of the meeting, two in a row."""
    people = members_of(session, body, asked.issued()) if body else []
    voters = sum(one.category == Category.FULL for one in people)
    head = {key: text for key, text in _head(session, body, asked).items() if key != "recorder"}
    due = f"{len(people)} 人（有表决权 {voters} 人）" if people else ""
    return {**head, "due": due, "people": _pairs(people), "observers": [{}] * OBSERVERS}


def _pairs(people: Sequence[Someone]) -> list[dict[str, str]]:
    return [
        {
            f"{key}{side}": text
            for side, one in enumerate(people[at : at + 2], 1)
            for key, text in (("n", str(at + side)), ("name", dotted_name(one.name)))
        }
        for at in range(0, len(people), 2)
    ]


# -- 会议记录 ---------------------------------------------------------------------------------

MINUTES = (
    TITLE,
    Field("times", "次数", hint="如 本年第 8 次"),
    DAY,
    TIME,
    PLACE,
    CHAIR,
    Field("recorder", "记录人", Kind.NAME),
    Field("due", "应到", Kind.NUMBER),
    Field("present", "实到", Kind.NUMBER),
    Field("attended", "出席人员", Kind.LONG),
    Field("absent", "缺席人员", Kind.TABLE, choices=ABSENT, hint="一行一人，写明原因"),
    Field("observed", "列席人员"),
    Field("agenda", "议题", Kind.LONG),
    Field("text", "会议内容", Kind.LONG, hint="报告、传达的事项和每人的发言要点；写不下续印到下一页"),
    Field("vote", "表决情况", Kind.LONG, hint="应到、实到有表决权的人数，赞成、反对、弃权票数"),
    Field("decision", "决议", Kind.LONG),
    Field("closed", "散会时间"),
)
LONG = ("times", "attended", "observed", "agenda", "text", "vote", "decision", "closed")


def minutes(session: "Session", body: int, asked: Asked) -> Texts:
    """Return the texts of 会议记录."""
    typed = {key: on_paper(asked.text(key)) for key in LONG}
    counted = {key: _people(asked.text(key)) for key in ("due", "present")}
    absent = (
        f"{row['姓名']}（{row['原因']}）" if row["原因"] else row["姓名"]
        for row in asked.rows("absent", ABSENT)
    )
    return {**_head(session, body, asked), **typed, **counted, "absent": on_paper("、".join(absent))}


def _people(number: str) -> str:
    return f"{number} 人" if number.isdigit() else number


def usual_minutes(session: "Session", body: int, on: date) -> Mapping[str, str]:
    """Propose how many are due and their names, to strike out who did not come."""
    people = members_of(session, body or own_body(session), on)
    return {"due": str(len(people)), "attended": "、".join(dotted_name(one.name) for one in people)}


# -- from the record --------------------------------------------------------------------------


def sheet_of(session: "Session", meeting: int) -> tuple[Sequence[int], Mapping[str, str]]:
    """Return the body of a meeting on record and what its sign-in sheet asks for."""
    held = queries.find_meeting(session, meeting)
    texts = {key: str(getattr(held, key)) for key in ("place", "chair")}
    time = "—".join(filter(None, (held.begins, held.ends)))
    return [held.organisation_id], {**texts, "title": held.label(), "day": str(held.on), "time": time}


def minutes_of(session: "Session", meeting: int) -> tuple[Sequence[int], Mapping[str, str]]:
    """Return the body of a meeting on record and what its minutes say: who came, items, votes, decisions."""
    held, items = queries.find_meeting(session, meeting), queries.items_of(session, meeting)
    body, texts = sheet_of(session, meeting)
    said = [one.discussion for one in items if one.discussion]
    votes = [
        f"{one.subject}：{_counted(vote)}"
        for one in items
        if (vote := queries.vote_of(session, one.id)) is not None
    ]
    return body, {
        **texts, **_came(session, meeting), "recorder": held.recorder, "observed": held.observers,
        "agenda": "\n".join(f"{at}. {one.subject}" for at, one in enumerate(items, 1)),
        "text": "\n".join(filter(None, (held.text, *said))), "vote": "\n".join(votes),
        "decision": "\n".join(one.resolution for one in items if one.resolution), "closed": held.ends,
    }  # fmt: skip


def _came(session: "Session", meeting: int) -> dict[str, str]:
    rows = queries.attendance_of(session, meeting)
    names = {person: dotted_name(name) for person, name in queries.names_of(session, rows).items()}
    here = [names[person] for person, row in rows.items() if row.state in CAME]
    missing = (
        f"{names[person]}\t{row.reason or row.state}" for person, row in rows.items() if row.state not in CAME
    )
    return {
        "due": str(len(rows) or ""), "present": str(len(here) or ""), "attended": "、".join(here),
        "absent": "\n".join(missing),
    }  # fmt: skip


def _counted(vote: Vote) -> str:
    """Return 应到 20 名，实到 11 名，赞成 11 票，反对 0 票，弃权 0 票，通过, of those with a vote."""
    written = queries.counted_of(vote)
    yes, no, abstain = (
        number + written[view] for number, view in zip((vote.yes, vote.no, vote.abstain), View, strict=True)
    )
    told = f"赞成 {yes} 票，反对 {no} 票，弃权 {abstain} 票，{'通过' if vote.passed else '没有通过'}"
    return f"应到有表决权党员 {vote.due} 名，实到 {vote.present} 名，{told}"


# -- 会议通知 ---------------------------------------------------------------------------------

NOTICE = (
    Field("about", "事由", required=True, hint="标题中“关于”和“的”之间的话，如 召开支部党员大会"),
    letters.ADDRESSEE,
    Field(
        "text",
        "通知的话",
        Kind.LONG,
        hint="如 经支委会研究，定于近期召开支部党员大会，现将有关事项通知如下。",
    ),
    DAY,
    TIME,
    PLACE,
    Field("people", "参会人员"),
    Field("agenda", "会议议程", Kind.LONG, hint="一行一项"),
    Field("demands", "有关要求", Kind.LONG),
    letters.ISSUER,
    Field("written", "成文日期", Kind.DAY, month_allowed=False),
    letters.NUMBER,
    letters.CONTACT,
    *letters.SHAPES,
)


def notice(session: "Session", _body: int, asked: Asked) -> Document:
    """Return 会议通知: where, when, who, what about, in the style of official documents."""
    points = (
        ("会议时间", when(asked)),
        ("会议地点", on_paper(asked.text("place"))),
        ("参会人员", on_paper(asked.text("people"))),
        ("会议议程", on_paper(asked.text("agenda"))),
        ("有关要求", on_paper(asked.text("demands"))),
    )
    words = letters.words_of(session, Asked(asked.on, {**asked.given, "day": asked.given.get("written", "")}))
    return meeting_notice(words, points)


def usual_notice(session: "Session", body: int, on: date) -> Mapping[str, str]:
    """Propose the body that invites; a notice is written the day it is sent out."""
    proposed = letters.usual_letter(session, body, on)
    return {**proposed, "addressee": "", "written": str(on)}


WRITTEN = {"when": "会议时间", "body": "党组织"}
PAPERS = (
    Paper(
        "mtg-01", "会议签到表", ("body",), "mtg-01", sign_in, asks=(TITLE, DAY, TIME, PLACE, CHAIR),
        offers=SIGNED, record=sheet_of, note="按会议当日的名册列出所选党组织的党员，末尾留空行给列席人员",
    ),
    Paper(
        "mtg-02", "会议记录", ("body",), "mtg-02", minutes, asks=MINUTES, usual=usual_minutes, offers=WRITTEN,
        record=minutes_of,
        note="纸质记录为原件，由主持人、记录人签名；出席人员照名册列出，没有到的请移到缺席",
    ),
    Paper("mtg-03", "会议通知", ("body",), build=notice, asks=NOTICE, usual=usual_notice, kept=True),
)  # fmt: skip
