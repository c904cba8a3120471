"""会议通知: where, when, who, what about, as an official document or as a slip for each who should come."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from partyoffice.core import clock
from partyoffice.core.field import Field, Kind
from partyoffice.core.paper_words import day_of_document, dotted_name, on_paper
from partyoffice.meetings.papers.asked import (
    DAY,
    KIND,
    PLACE,
    RECORD,
    TIME,
    TITLE,
    Texts,
    due_at,
    head,
    sheet_texts,
    when,
)
from partyoffice.meetings.queries.recorded import one_recorded
from partyoffice.organisation import papers as letters
from partyoffice.organisation.documents import meeting_notice
from partyoffice.part import Asked, Paper
from partyoffice.reports.document import Document

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

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


def of_meeting(session: "Session", meeting: int) -> tuple[Sequence[int], Mapping[str, str]]:
    """Return the body of a meeting on record, and what its notice says."""
    one = one_recorded(session, meeting)
    body, texts = one.meeting.organisation_id, sheet_texts(one.meeting)
    opening = f"定于近期召开{texts['title']}，现将有关事项通知如下。"
    agenda = "\n".join(f"{at}.{item.subject}" for at, item in enumerate(one.items, 1))
    kept = {key: texts[key] for key in (RECORD, "title", "day", "time", "place")}
    return [body], {
        **usual_notice(session, body, clock.today()), **kept, "kind": one.meeting.kind, "agenda": agenda,
        "about": f"召开{texts['title']}", "text": opening,
    }  # fmt: skip


def slips_of(session: "Session", meeting: int) -> tuple[Sequence[int], Mapping[str, str]]:
    """Return the body of a meeting, and what its slips say: an agenda only as far as a slip has room."""
    body, texts = of_meeting(session, meeting)
    agenda = "；".join(texts["agenda"].split("\n"))
    return body, {**texts, "agenda": agenda if len(agenda) <= ROOM else ""}


# -- one slip for each ------------------------------------------------------------------------

ROOM = 70  # characters of an agenda on a slip
SLIP = (
    TITLE, KIND, DAY, TIME, PLACE,
    Field("people", "通知谁", Kind.LONG, hint="用顿号分开；空着为这类会议应到的全部人"),
    Field("agenda", "主要议程"), Field("demands", "有关要求"), letters.ISSUER,
    Field("written", "通知日期", Kind.DAY, month_allowed=False),
)  # fmt: skip


def slips(session: "Session", body: int, asked: Asked) -> Sequence[Texts]:
    """Return the texts of 会议通知单, one for each who should come."""
    written = asked.day("written")
    texts = {
        **head(session, body, asked, "title", "when", "place", "stamp"),
        "written": day_of_document(written) if written else "",
        "issuer": on_paper(asked.text("issuer")), "demands": on_paper(asked.text("demands")),
        "agenda": on_paper(asked.text("agenda")),
    }  # fmt: skip
    return [{**texts, "person": name} for name in _whom(session, body, asked) or ("",)]


def _whom(session: "Session", body: int, asked: Asked) -> Sequence[str]:
    typed = [dotted_name(name) for name in re.split(r"[、，,\n]+", asked.text("people")) if name.strip()]
    return typed or [dotted_name(name) for name, _ in due_at(session, body, asked)]


PAPERS = (
    Paper(
        "mtg-03", "会议通知", ("body",), build=notice, asks=NOTICE, usual=usual_notice, kept=True,
        record=of_meeting,
    ),
    Paper(
        "mtg-03b", "会议通知单", ("body",), "mtg-03b", slips, asks=SLIP, usual=usual_notice,
        record=slips_of, offers={"person": "姓名", "when": "会议时间"},
        note="一人一条，一张 A4 排 4 条，沿线裁开",
    ),
)  # fmt: skip
