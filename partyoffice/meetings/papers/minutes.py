"""会议记录: what is typed for it, what is proposed, what the record of a meeting says."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from partyoffice.core.field import Field, Kind
from partyoffice.core.paper_words import dotted_name, on_paper
from partyoffice.meetings import queries
from partyoffice.meetings.papers.asked import (
    CHAIR,
    DAY,
    PLACE,
    TIME,
    TITLE,
    Texts,
    head,
    members_of,
    sheet_of,
)
from partyoffice.meetings.records import Vote
from partyoffice.meetings.rules.kinds import CAME
from partyoffice.meetings.rules.voting import View
from partyoffice.organisation.queries import own_body
from partyoffice.part import Asked, Paper

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

ABSENT = ("姓名", "原因")
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
    return {**head(session, body, asked), **typed, **counted, "absent": on_paper("、".join(absent))}


def _people(number: str) -> str:
    return f"{number} 人" if number.isdigit() else number


def usual_minutes(session: "Session", body: int, on: date) -> Mapping[str, str]:
    """Propose how many are due and their names, to strike out who did not come."""
    people = members_of(session, body or own_body(session), on)
    return {"due": str(len(people)), "attended": "、".join(dotted_name(one.name) for one in people)}


# -- from the record --------------------------------------------------------------------------


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


WRITTEN = {"when": "会议时间", "body": "党组织"}
PAPERS = (
    Paper(
        "mtg-02", "会议记录", ("body",), "mtg-02", minutes, asks=MINUTES, usual=usual_minutes, offers=WRITTEN,
        record=minutes_of,
        note="纸质记录为原件，由主持人、记录人签名；出席人员照名册列出，没有到的请移到缺席",
    ),
)  # fmt: skip
