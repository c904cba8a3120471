"""候选人简介 and the list of candidates: what the cards tell of those who stand."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from partyoffice.core.field import Field, Kind
from partyoffice.core.paper_words import dotted_name, on_paper
from partyoffice.elections.papers.about import TERM, About, about
from partyoffice.elections.rules.typed import cells, table_text
from partyoffice.elections.rules.words import COMMITTEE, LEADERS
from partyoffice.members.queries import everyone
from partyoffice.part import Asked, Paper
from partyoffice.reports.document import Column, Document, Page, Table

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

HEADS = (
    "姓名",
    "性别",
    "出生年月",
    "民族",
    "学历",
    "参加工作",
    "入党时间",
    "现任职务、职称",
    "拟任职务",
    "简要情况",
)
WIDTHS = (5, 2.5, 4.5, 4, 4.5, 4.5, 4.5, 8, 6, 14)
LEFT = {"现任职务、职称", "简要情况"}
CARD = ("sex", "birth", "ethnicity", "education", "work_start", "joined")
ROWS = Field("rows", "候选人", Kind.TABLE, choices=HEADS, hint="照选票和名册列出，可以改")
DAY = Field("day", "日期", Kind.DAY)


def known(session: "Session", one: About, on: date) -> list[tuple[str, ...]]:
    """Return the rows of those who stand: the committee's candidates, then further ones of 书记, 副书记."""
    people = {
        each.name: each
        for row in one.ballots(COMMITTEE, *LEADERS)
        if row.ballot.round == 1
        for each in reversed(row.people)
        if not each.written_in
    }
    order = list(dict.fromkeys(name for name, _ in one.stands(COMMITTEE, *LEADERS)))
    ids = [each.person_id for each in people.values() if each.person_id is not None]
    cards = {each.id: each for each in everyone(session, on, ids=ids)} if ids else {}
    rows = []
    for each in sorted(people.values(), key=lambda each: order.index(dotted_name(each.name))):
        card = cards[each.person_id].card if each.person_id in cards else {}
        facts = [_shown(card.get(key)) for key in CARD]
        post = "、".join(filter(None, (_shown(card.get("admin_post")), _shown(card.get("title_name")))))
        rows.append((dotted_name(each.name), *facts, post, each.post, each.profile.replace("\n", "；")))
    return rows


def _shown(value: object) -> str:
    """Return a value of the card; days by their month, as such lists give them."""
    dotted = getattr(value, "dotted", None)
    return str(dotted()) if dotted is not None else str(value or "")


def _table(rows: "list[tuple[str, ...]]") -> Table:
    heads = [
        Column(head, width, "left" if head in LEFT else "center")
        for head, width in zip(HEADS, WIDTHS, strict=True)
    ]
    return Table((Column("序号", 2, kind="number"), *heads), [(at, *row) for at, row in enumerate(rows, 1)])


def named(session: "Session", one: About, on: date) -> Table:
    """Return the list of candidates that goes with the 请示."""
    columns = (*range(7), 7, 8)
    heads = [Column(HEADS[at], WIDTHS[at], "left" if HEADS[at] in LEFT else "center") for at in columns]
    rows = [tuple(row[at] for at in columns) for row in known(session, one, on)]
    return Table((Column("序号", 2.5, kind="number"), *heads), [(at, *row) for at, row in enumerate(rows, 1)])


def usual(session: "Session", body: int, on: date) -> Mapping[str, str]:
    """Propose who stands, with what their cards tell."""
    return propose(about(session, body), on)


def propose(one: About, on: date) -> dict[str, str]:
    """Return the words about an election."""
    return {"term": one.term, "rows": table_text(known(one.session, one, on)), "day": str(on)}


def profiles(session: "Session", body: int, asked: Asked) -> Document:
    """Return 候选人简介: in the order of the ballot."""
    one, day = about(session, body, asked.text("term")), asked.day("day")
    rows = [tuple(on_paper(cell) for cell in row) for row in cells(asked.text("rows"), len(HEADS))]
    title = on_paper(f"{one.number}{one.committee}候选人简介")
    lines = tuple(filter(None, (one.name, day.spoken() if day else "", one.stamp)))
    return Document(title, (_table(rows),), Page(landscape=True), lines=lines)


PAPERS = (
    Paper(
        "elec-06", "候选人简介", ("body",), build=profiles, asks=(TERM, ROWS, DAY), usual=usual,
        note="选举前向选举人如实介绍；“简要情况”在“选票”里填写",
    ),
)  # fmt: skip
