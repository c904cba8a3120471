"""会议记录: what is typed for it, what is proposed, and all that the record of a meeting says."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from partyoffice.core.field import Field, Kind
from partyoffice.core.paper_words import dotted_name, on_paper
from partyoffice.meetings import queries
from partyoffice.meetings.papers.asked import (
    CHAIR,
    DAY,
    KIND,
    PLACE,
    RECORD,
    TIME,
    TITLE,
    Texts,
    head,
    members_of,
    sheet_texts,
)
from partyoffice.meetings.papers.telling import parted, told_course, told_items
from partyoffice.meetings.queries.recorded import Recorded, one_recorded
from partyoffice.meetings.rules.kinds import DRAFT, LATE
from partyoffice.meetings.rules.writing import told_late
from partyoffice.organisation.queries import own_body
from partyoffice.part import Asked, Decision, Paper

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.meetings.rules.voting import VoteSettings

Decisions = Mapping[str, Decision]
ABSENT = ("姓名", "原因")
MINUTES = (
    TITLE,
    Field("times", "次数", hint="如 本年第 8 次"),
    KIND,
    DAY,
    TIME,
    PLACE,
    CHAIR,
    Field("recorder", "记录人", Kind.NAME),
    Field("due", "应到", Kind.NUMBER),
    Field("present", "实到", Kind.NUMBER),
    Field("voters", "应到（有表决权）", Kind.NUMBER),
    Field("voters_present", "实到（有表决权）", Kind.NUMBER),
    Field("lecturer", "主讲人", Kind.NAME, hint="党课写明主讲人"),
    Field("hours", "学时"),
    Field("attended", "出席人员", Kind.LONG),
    Field("absent", "缺席人员", Kind.TABLE, choices=ABSENT, hint="一行一人，写明原因"),
    Field("observed", "列席人员"),
    Field("agenda", "议题", Kind.LONG),
    Field("text", "会议内容", Kind.LONG, hint="报告、传达的事项和每人的发言要点；写不下续印到下一页"),
    Field("vote", "表决情况", Kind.LONG, hint="应到、实到有表决权的人数，赞成、反对、弃权票数"),
    Field("decision", "决议", Kind.LONG),
    Field("closed", "散会时间"),
)
LONG = (
    "times", "kind", "hours", "attended", "observed", "agenda", "text", "vote", "decision", "closed",
)  # fmt: skip


def minutes(session: "Session", body: int, asked: Asked) -> Texts:
    """Return the texts of 会议记录; those of a draft and of late minutes say so on every page."""
    typed = {key: on_paper(asked.text(key)) for key in LONG}
    counted = {key: _people(asked.text(key)) for key in ("due", "present", "voters", "voters_present")}
    absent = (
        f"{row['姓名']}（{row['原因']}）" if row["原因"] else row["姓名"]
        for row in asked.rows("absent", ABSENT)
    )
    top = head(session, body, asked)
    stamp = "　".join(filter(None, (top["stamp"], *_marks(session, asked.text(RECORD)))))
    return {
        **top, **typed, **counted, "lecturer": dotted_name(asked.text("lecturer")),
        "absent": on_paper("、".join(absent)), "stamp": stamp,
    }  # fmt: skip


def _marks(session: "Session", meeting: str) -> Sequence[str]:
    """Return what minutes on record say of themselves: that they are a draft, that they were entered late."""
    if not meeting:
        return ()
    held = queries.find_meeting(session, int(meeting))
    return DRAFT if held.state == DRAFT else "", told_late(held.on, held.entered)


def _people(number: str) -> str:
    return f"{number} 人" if number.isdigit() else number


def usual_minutes(session: "Session", body: int, on: date) -> Mapping[str, str]:
    """Propose how many are due and their names, to strike out who did not come."""
    people = members_of(session, body or own_body(session), on)
    return {"due": str(len(people)), "attended": "、".join(dotted_name(one.name) for one in people)}


# -- from the record --------------------------------------------------------------------------


def minutes_of(
    decisions: Decisions, session: "Session", meeting: int
) -> tuple[Sequence[int], Mapping[str, str]]:
    """Return the body of a meeting on record and all that its minutes say."""
    one = one_recorded(session, meeting)
    return [one.meeting.organisation_id], texts_of(one, decisions, queries.vote_settings(session))


def texts_of(one: Recorded, decisions: Decisions, settings: "VoteSettings") -> Mapping[str, str]:
    """Return what the record of a meeting says, as the paper asks for it."""
    held = one.meeting
    opening, closing = parted(held.text)
    told = [*opening, *told_course(held), *told_items(one, decisions, settings), *closing]
    return {
        **sheet_texts(held), **_came(one), "recorder": held.recorder, "observed": held.observers,
        "times": f"{held.year or held.on.year}年第{held.number}次" if held.number else "",
        "kind": "、".join((held.kind, *(f"计入{each}" for each in held.counted_as))),
        "lecturer": held.lecturer or held.responsible, "hours": f"{held.hours:g}" if held.hours else "",
        "agenda": "\n".join(f"{at}.{item.subject}" for at, item in enumerate(one.items, 1)),
        "text": "\n".join(told), "closed": held.ends,
    }  # fmt: skip


def _came(one: Recorded) -> dict[str, str]:
    counted = one.counted
    numbers = zip(
        ("due", "present", "voters", "voters_present"),
        (counted.due, counted.present, counted.voters, counted.voters_present),
        strict=True,
    )
    missing = (
        "\t".join((dotted_name(name), "，".join(filter(None, (row.reason or row.state, row.note)))))
        for name, row in one.missing
    )
    return {
        **{key: str(number) if one.rows else "" for key, number in numbers},
        "attended": "、".join(_named(one)), "absent": "\n".join(missing),
    }  # fmt: skip


def _named(one: Recorded) -> Sequence[str]:
    """Return the names of those who came; who was late is said."""
    late = {name for name, row in one.rows if row.state == LATE}
    return [dotted_name(name) + ("（迟到）" if name in late else "") for name in one.came]


WRITTEN = {"when": "会议时间", "body": "党组织"}


def papers(decisions: Decisions) -> tuple[Paper, ...]:
    """Return the paper; ``decisions`` say how strictly the votes of each were judged."""
    return (
        Paper(
            "mtg-02", "会议记录", ("body",), "mtg-02", minutes, asks=MINUTES, usual=usual_minutes,
            offers=WRITTEN, record=partial(minutes_of, decisions),
            note="纸质记录为原件，由主持人、记录人签名；出席人员照名册列出，没有到的请移到缺席",
        ),
    )  # fmt: skip
