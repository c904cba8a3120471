"""What is typed for papers of the way beside what is on record: opinions to be signed, who is asked."""

import re
from typing import TYPE_CHECKING

from partyoffice.core.field import Field, Kind
from partyoffice.core.paper_words import on_paper
from partyoffice.organisation.records import Organisation
from partyoffice.part import Asked

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_HAN = r"[\u3400-\u9fff（）]"
_BLANKS = re.compile(rf"(?<={_HAN}) (?=[\d._])|(?<=[\d._]) (?={_HAN})")
BY_HAND = "可以空着，签署时手写"


def opinion(key: str, title: str) -> Field:
    """Return a field for what a body says before it signs."""
    return Field(key, title, Kind.LONG, hint=BY_HAND)


BRANCH = opinion("branch_opinion", "党支部意见")
GENERAL = opinion("general_opinion", "党总支意见")
UPPER = opinion("upper_opinion", "上级党委意见")
BODIES = (BRANCH, GENERAL, UPPER)


def typed(asked: Asked, *fields: Field) -> dict[str, str]:
    """Return what was typed, as papers print it, by key; days spoken."""
    texts: dict[str, str] = {}
    for field in fields:
        day = asked.day(field.key) if field.kind is Kind.DAY else None
        texts[field.key] = day.spoken() if day else on_paper(asked.text(field.key))
    return texts


def tight(text: str) -> str:
    """Return a text as official documents set it: no blanks between figures and words."""
    return _BLANKS.sub("", text)


def phone_of(session: "Session", body: int | None) -> str:
    """Return the telephone of a body."""
    found = session.get(Organisation, body) if body else None
    return found.phone if found is not None else ""
