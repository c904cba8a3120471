"""候选人简介 and the list of candidates: what the cards tell of those who stand."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from partyoffice.core.field import Field, Kind
from partyoffice.core.paper_words import day_of_document, dotted_name, on_paper
from partyoffice.elections.papers.about import TERM, About, Texts, about
from partyoffice.elections.rules.typed import cells, table_text
from partyoffice.elections.rules.words import COMMITTEE, LEADERS
from partyoffice.members.queries import everyone
from partyoffice.part import Asked, Paper
from partyoffice.reports.document import Cell, Column, Table

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
WIDTHS = (5, 2.5, 4.5, 4, 4.5, 4.5, 4.5, 8, 6)
LEFT = {"现任职务、职称"}
KEYS = (
    "name", "sex", "birth", "ethnicity", "education", "work", "joined", "post", "office", "profile"
)  # fmt: skip
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


def named(session: "Session", one: About, on: date) -> Table:
    """Return the list of candidates that goes with the 请示."""
    heads = [
        Column(head, width, "left" if head in LEFT else "center")
        for head, width in zip(HEADS, WIDTHS, strict=False)
    ]
    rows: list[tuple[Cell, ...]] = [
        (at, *row[: len(WIDTHS)]) for at, row in enumerate(known(session, one, on), 1)
    ]
    return Table((Column("序号", 2.5, kind="number"), *heads), rows)


def usual(session: "Session", body: int, on: date) -> Mapping[str, str]:
    """Propose who stands, with what their cards tell."""
    return propose(about(session, body), on)


def propose(one: About, on: date) -> dict[str, str]:
    """Return the words about an election."""
    return {"term": one.term, "rows": table_text(known(one.session, one, on)), "day": str(on)}


def profiles(session: "Session", body: int, asked: Asked) -> Texts:
    """Return the texts of 候选人简介: in the order of the ballot."""
    one, day = about(session, body, asked.text("term")), asked.day("day")
    rows = [dict(zip(KEYS, map(on_paper, row), strict=True)) for row in cells(asked.text("rows"), len(HEADS))]
    return {
        "body": one.name, "about": f"{one.number}{one.committee}选举", "rows": rows,
        "when": day_of_document(day) if day else "", "stamp": one.stamp,
    }  # fmt: skip


PAPERS = (
    Paper(
        "elec-06", "候选人简介", ("body",), "elec-06", profiles, asks=(TERM, ROWS, DAY), usual=usual,
        offers={"body": "党组织", "about": "选举事项", "when": "日期", "rows": "候选人"},
        note="选举前向选举人如实介绍；“简要情况”在“选票”里填写",
    ),
)  # fmt: skip
