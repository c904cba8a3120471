"""会议记录本: the minutes of one body in a year, each on a new page, between a cover and the year's table."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from partyoffice.core import clock
from partyoffice.core.cancel import Progress, tell
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.core.paper_words import day_of_document
from partyoffice.meetings.documents.year_list import year_list
from partyoffice.meetings.papers.minutes import minutes, texts_of
from partyoffice.meetings.queries import vote_settings
from partyoffice.meetings.queries.recorded import recorded
from partyoffice.meetings.queries.year import Line, meetings_of_year
from partyoffice.meetings.rules.kinds import DRAFT, MEETING_KINDS
from partyoffice.members import card
from partyoffice.organisation.queries import full_name, tree
from partyoffice.part import Asked, Decision, Paper, Wish
from partyoffice.reports.book import Book, Chapter
from partyoffice.reports.document import Document, Fields, Page

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Decisions = Mapping[str, Decision]
CODE, TITLE = "mtg-02", "会议记录本"
LATEST = 9999
AT_ONCE = 20  # meetings read between two reports of progress
COVER, INSIDE = Page(top=75, left=32, right=32), Page(left=24, right=20)
ASKS = (
    Field("year", "年度", Kind.NUMBER, required=True, hint="如 2026"),
    Field("only", "只装订", Kind.CHOICE, choices=MEETING_KINDS, hint="空着为各种会议"),
    Field("below", "连同下属党小组的会议", Kind.FLAG),
    Field("keeper", "立卷人", Kind.NAME),
    Field("retention", "保管期限", hint="如 永久、30年"),
)


def usual(_session: "Session", _body: int, on: date) -> Mapping[str, str]:
    """Propose the year that is being kept."""
    return {"year": str(on.year)}


def bind(
    decisions: Decisions, session: "Session", body: int, asked: Asked, progress: Progress | None = None
) -> tuple[Book, Sequence[Chapter]]:
    """Return the book of a body's year and its chapters (OfficeError for a year without a meeting)."""
    year = asked.count("year", "年度", LATEST) or asked.on.year
    lines = _lines(session, body, year, asked)
    name = full_name(tree(session), body)
    if not lines:
        raise OfficeError(f"{name} {year} 年没有会议记录", remedy="请换一个年度或党组织，或先登记会议")
    chapters = list(_chapters(decisions, session, lines, asked.on, progress))
    return _book(session, body, year, lines, asked), chapters


def _lines(session: "Session", body: int, year: int, asked: Asked) -> list[Line]:
    """Return the meetings to be bound, the oldest first."""
    bodies = tree(session).below(body) if asked.text("below") else [body]
    only = asked.text("only")
    found = meetings_of_year(session, year, bodies)
    return [one for one in reversed(found) if not only or only in {one.kind, *one.counted_as}]


def _chapters(
    decisions: Decisions, session: "Session", lines: Sequence[Line], on: date, progress: Progress | None
) -> Iterator[Chapter]:
    settings = vote_settings(session)
    for start in range(0, len(lines), AT_ONCE):
        some = lines[start : start + AT_ONCE]
        for line, one in zip(some, recorded(session, [line.id for line in some]), strict=True):
            texts = texts_of(one, decisions, settings)
            yield _entry(line), minutes(session, line.body, Asked(on, texts))
        tell(progress, start + len(some), len(lines))


def _entry(line: Line) -> str:
    draft = "（草稿）" if line.state == DRAFT else ""
    return f"{line.on.month}月{line.on.day or ''}日　{line.title}{draft}"


def _book(session: "Session", body: int, year: int, lines: Sequence[Line], asked: Asked) -> Book:
    name, stamp = full_name(tree(session), body), card.stamp(session)
    told = tuple(filter(None, (stamp,)))
    table = year_list(session, Wish(min(asked.on, clock.today()), year, body))
    kinds = asked.text("only") or "各种会议"
    facts = (
        ("党组织", name), ("所属年度", f"{year} 年"), ("会议类型", kinds), ("会议次数", f"{len(lines)} 次"),
        ("起止日期", f"{day_of_document(lines[0].on)}至{day_of_document(lines[-1].on)}"),
        ("立卷人", asked.text("keeper")), ("保管期限", asked.text("retention")),
    )  # fmt: skip
    cover = Document(TITLE, (Fields(facts, columns=1),), COVER, f"{year} 年度", told, foot="")
    foot = f"{name}　{year} 年{TITLE}　第 {{page}} 页 共 {{pages}} 页"
    return Book(f"{name}{year}年{TITLE}", CODE, foot, cover, Document("目　录", (), INSIDE), (table,))


def papers(decisions: Decisions) -> tuple[Paper, ...]:
    """Return the paper; ``decisions`` say how strictly the votes of each meeting were judged."""
    return (
        Paper(
            "mtg-07", TITLE, ("body",), bind=partial(bind, decisions), asks=ASKS, usual=usual,
            note="一年一本：封面、目录、各次会议（每次另起一页）和全年落实情况一览表；草稿也装订，标明草稿",
        ),
    )  # fmt: skip
