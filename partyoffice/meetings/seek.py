"""Minutes for the search over everything, every word of them; talks and 整改; the newest first."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from partyoffice.core.text import clean
from partyoffice.meetings.queries.minutes import items_of
from partyoffice.meetings.records import AgendaItem, FollowUp, Meeting, Rectification, Talk
from partyoffice.meetings.rules.minutes import title_of
from partyoffice.organisation.queries import Tree, tree
from partyoffice.part import Hit, Seek

PAGE, VIEW = "meetings", "minutes"
AROUND = 12  # characters told on both sides of what was found
TEXTS = (
    Meeting.subject, Meeting.kind, Meeting.on, Meeting.place, Meeting.chair, Meeting.recorder,
    Meeting.lecturer, Meeting.responsible, Meeting.observers, Meeting.text, Meeting.note, Meeting.goal,
    Meeting.planning, Meeting.course, Meeting.feedback, Meeting.improvement,
)  # fmt: skip
OF_ITEMS = (
    AgendaItem.subject, AgendaItem.presenter, AgendaItem.material, AgendaItem.discussion,
    AgendaItem.resolution, AgendaItem.number,
)  # fmt: skip
OF_FOLLOW_UPS = (FollowUp.what, FollowUp.by, FollowUp.result)


def find_minutes(session: Session, text: str, most: int) -> Sequence[Hit]:
    """Return the meetings that hold every word somewhere, in their items or in what follows from these."""
    words = [word for word in map(clean, text.split()) if word]
    if not words:
        return ()
    wanted = select(Meeting).where(*(_holds(word) for word in words))
    found = session.execute(wanted.order_by(Meeting.on.desc(), Meeting.id.desc()).limit(most)).scalars()
    whole = tree(session)
    return [_hit(session, one, words, whole) for one in found]


def _holds(word: str) -> ColumnElement[bool]:
    followed = select(FollowUp.item_id).where(_within(OF_FOLLOW_UPS, word))
    items = select(AgendaItem.meeting_id).where(or_(_within(OF_ITEMS, word), AgendaItem.id.in_(followed)))
    return or_(_within(TEXTS, word), Meeting.id.in_(items))


def _within(columns: Sequence[InstrumentedAttribute[Any]], word: str) -> ColumnElement[bool]:
    """Say that a word stands in one of the columns; they are looked through as one text."""
    joined = func.concat_ws("\n", *columns)
    return joined.contains(word, autoescape=True)


def _hit(session: Session, one: Meeting, words: Sequence[str], whole: Tree) -> Hit:
    notes = (str(one.on), whole.name(one.organisation_id), _told(session, one, words[0]))
    title = title_of(one.kind, one.number, one.subject)
    return Hit(title, "·".join(filter(None, notes)), PAGE, {"view": VIEW, "meeting": one.id})


def _told(session: Session, one: Meeting, word: str) -> str:
    """Return the words around what was found, where the title does not say it."""
    own = (getattr(one, key.key) for key in (Meeting.text, Meeting.place, Meeting.chair, Meeting.observers))
    items = (getattr(item, key.key) for item in items_of(session, one.id) for key in OF_ITEMS)
    for text in chain(items, own):
        at = text.find(word)
        if at >= 0:
            cut = text[max(0, at - AROUND) : at + len(word) + AROUND].replace("\n", " ").strip()
            return f"{'…' if at > AROUND else ''}{cut}"
    return ""


# -- around the meetings ---------------------------------------------------------------------


def find_talks(session: Session, text: str, most: int) -> Sequence[Hit]:
    """Return the talks by who talked with whom, where and of which kind; never by what was said."""
    keys = (Talk.talker, Talk.person, Talk.place, Talk.kind, Talk.on)
    rows = _newest(session, select(Talk).order_by(Talk.on.desc(), Talk.id.desc()), keys, text, most)
    return [
        Hit(f"{one.talker}与{one.person}", f"{one.on}·{one.kind}", PAGE, _at("talks", one)) for one in rows
    ]


def find_rectification(session: Session, text: str, most: int) -> Sequence[Hit]:
    """Return the lines of 整改清单 by every word of them."""
    line = Rectification
    keys = (line.problem, line.measure, line.whose, line.by, line.result, line.source)
    rows = _newest(session, select(line).order_by(line.year.desc(), line.id.desc()), keys, text, most)
    return [
        Hit(
            one.problem,
            f"{one.year} 年·{one.by}·{'已完成' if one.done else '整改中'}",
            PAGE,
            _at("rectification", one),
        )
        for one in rows
    ]


def _newest(
    session: Session, wanted: Select[Any], keys: Sequence[InstrumentedAttribute[Any]], text: str, most: int
) -> Sequence[Any]:
    words = [word for word in map(clean, text.split()) if word]
    if not words:
        return ()
    return session.execute(wanted.where(*(_within(keys, word) for word in words)).limit(most)).scalars().all()


def _at(view: str, one: Talk | Rectification) -> dict[str, Any]:
    year = one.year if isinstance(one, Rectification) else one.on.year
    return {"view": view, "year": year, "row": one.id}


SEEK = (
    Seek("会议记录", find_minutes), Seek("谈心谈话", find_talks), Seek("整改清单", find_rectification),
)  # fmt: skip
