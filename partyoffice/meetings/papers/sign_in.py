"""会议签到表: who should come to a meeting, two in a row, and room for who observes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from partyoffice.core.paper_words import dotted_name
from partyoffice.meetings.papers.asked import (
    CHAIR,
    DAY,
    KIND,
    PLACE,
    TIME,
    TITLE,
    Texts,
    due_at,
    head,
    sheet_of,
)
from partyoffice.part import Asked, Paper

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

OBSERVERS = 4
SIGNED = {
    "when": "会议时间", "body": "党组织", "due": "应到人数", "people": "签到名单（两人一行）",
    "observers": "列席（空行）",
}  # fmt: skip


def sign_in(session: "Session", body: int, asked: Asked) -> Texts:
    """Return the texts of 签到表: who should come to a meeting of its kind that day, two in a row."""
    people = due_at(session, body, asked)
    voters = sum(voting for _, voting in people)
    top = {key: text for key, text in head(session, body, asked).items() if key != "recorder"}
    due = f"{len(people)} 人（有表决权 {voters} 人）" if people else ""
    return {**top, "due": due, "people": _pairs(people), "observers": [{}] * OBSERVERS}


def _pairs(people: Sequence[tuple[str, bool]]) -> list[dict[str, str]]:
    return [
        {
            f"{key}{side}": text
            for side, (name, _) in enumerate(people[at : at + 2], 1)
            for key, text in (("n", str(at + side)), ("name", dotted_name(name)))
        }
        for at in range(0, len(people), 2)
    ]


PAPERS = (
    Paper(
        "mtg-01", "会议签到表", ("body",), "mtg-01", sign_in, asks=(TITLE, KIND, DAY, TIME, PLACE, CHAIR),
        offers=SIGNED, record=sheet_of,
        note="照当日的名册列出这类会议应到的人，已有会议记录的照记录；末尾留空行给列席人员",
    ),
)  # fmt: skip
