"""会议通知: where, when, who, what about, in the style of official documents."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from partyoffice.core.field import Field, Kind
from partyoffice.core.paper_words import on_paper
from partyoffice.meetings.papers.asked import DAY, PLACE, TIME, when
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


PAPERS = (Paper("mtg-03", "会议通知", ("body",), build=notice, asks=NOTICE, usual=usual_notice, kept=True),)
