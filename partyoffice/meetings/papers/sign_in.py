"""会议签到表: the members of the day of the meeting, two in a row, and who observes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from partyoffice.core.paper_words import dotted_name
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
from partyoffice.members.queries import Someone
from partyoffice.members.rules import Category
from partyoffice.part import Asked, Paper

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

OBSERVERS = 4
SIGNED = {
    "when": "会议时间", "body": "党组织", "due": "应到人数", "people": "签到名单（两人一行）",
    "observers": "列席（空行）",
}  # fmt: skip


def sign_in(session: "Session", body: int, asked: Asked) -> Texts:
    """Return the texts of 签到表: the members of the day of the meeting, two in a row."""
    people = members_of(session, body, asked.issued()) if body else []
    voters = sum(one.category == Category.FULL for one in people)
    top = {key: text for key, text in head(session, body, asked).items() if key != "recorder"}
    due = f"{len(people)} 人（有表决权 {voters} 人）" if people else ""
    return {**top, "due": due, "people": _pairs(people), "observers": [{}] * OBSERVERS}


def _pairs(people: Sequence[Someone]) -> list[dict[str, str]]:
    return [
        {
            f"{key}{side}": text
            for side, one in enumerate(people[at : at + 2], 1)
            for key, text in (("n", str(at + side)), ("name", dotted_name(one.name)))
        }
        for at in range(0, len(people), 2)
    ]


PAPERS = (
    Paper(
        "mtg-01", "会议签到表", ("body",), "mtg-01", sign_in, asks=(TITLE, DAY, TIME, PLACE, CHAIR),
        offers=SIGNED, record=sheet_of, note="按会议当日的名册列出所选党组织的党员，末尾留空行给列席人员",
    ),
)  # fmt: skip
