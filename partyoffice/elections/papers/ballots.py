"""选票: several on a sheet, as many as there are electors, without a word of who casts them."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.core.paper_words import day_of_document, dotted_name
from partyoffice.elections.papers.about import TERM, About, Texts, about, next_ballot, on_day
from partyoffice.elections.queries.meetings import electors
from partyoffice.elections.queries.rows import BallotRow
from partyoffice.elections.rules.typed import cells, table_text
from partyoffice.elections.rules.words import COMMITTEE, LEADERS, SECRETARY
from partyoffice.part import Asked, Paper

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

MOST, FEW, MOST_BALLOTS = 12, 7, 1000
TALL, SHORT, NONE = "高", "低", "无"
NAMES = ("姓名",)
OFFICES = ("姓名", "职务")
SEATS = Field("seats", "应选名额", Kind.NUMBER)
DAY = Field("day", "选举日期", Kind.DAY, month_allowed=False)
COPIES = Field("copies", "张数", Kind.NUMBER)
TITLES = {COMMITTEE: "委员选票", SECRETARY: "书记、副书记选票"}


def _asks(columns: tuple[str, ...]) -> tuple[Field, ...]:
    names = Field("names", "候选人", Kind.TABLE, choices=columns, hint="照选票的次序，一行一人")
    return TERM, names, SEATS, DAY, COPIES


def usual(offices: tuple[str, ...], session: "Session", body: int, on: date) -> Mapping[str, str]:
    """Propose who stands on the ballot that is next, and as many ballots as there are electors."""
    one = about(session, body)
    row = next_ballot(one, *offices)
    return of_ballot(one, row, on) if row is not None else {"day": str(on)}


def of_ballot(one: About, row: BallotRow, on: date) -> dict[str, str]:
    """Return the words of one ballot; of 书记 and 副书记 those that are held together."""
    leaders = row.ballot.office in LEADERS
    together = one.ballots(*LEADERS) if leaders else [row]
    rows = [each for each in together if each.ballot.round == row.ballot.round]
    people = [
        (dotted_name(each.name), one_row.ballot.office)
        for one_row in rows
        for each in one_row.people
        if not each.written_in
    ]
    day = on_day(row, one, on)
    due = 0
    if one.election is not None:
        due, _present = electors(one.session, one.election, row.ballot, date.fromisoformat(day))
    return {
        "term": one.term, "names": table_text(people if leaders else [person[:1] for person in people]),
        "seats": str(sum(each.ballot.seats for each in rows)), "day": day,
        "copies": str(row.ballot.issued or due or ""),
    }  # fmt: skip


def ballots(office: str, session: "Session", body: int, asked: Asked) -> Sequence[Texts]:
    """Return the texts of the ballots (OfficeError for more names than one holds)."""
    one, day = about(session, body, asked.text("term")), asked.day("day")
    rows = [row for row in cells(asked.text("names"), len(OFFICES)) if row[0]]
    if len(rows) > MOST:
        remedy = "人数更多的，请在“文件 → 表样”里换一份大的表样"
        raise OfficeError(f"一张选票最多列 {MOST} 名候选人", remedy=remedy)
    copies = asked.count("copies", "张数", MOST_BALLOTS) or 1
    seats = asked.count("seats", "应选名额", MOST)
    texts = {
        "body": one.name, "heading": one.number + one.committee + _title(office, [row[1] for row in rows]),
        "rule": _rule(seats, len(rows), office), "when": day_of_document(day) if day else "",
        "stamp": one.stamp,
    }  # fmt: skip
    shape = TALL if len(rows) <= FEW else SHORT
    for at in range(1, MOST + 1):
        name, post = rows[at - 1] if at <= len(rows) else ("", "")
        texts |= {f"n{at}": f"{post} {dotted_name(name)}".strip(), f"h{at}": shape if name else NONE}
    return [texts] * copies


def _rule(seats: int | None, names: int, office: str) -> str:
    order = "（按姓氏笔画为序）" if office == COMMITTEE else "（按上级批准的次序）"
    chosen = f"应选 {seats} 名，" if seats else ""
    return f"{chosen}候选人 {names} 名{order if names > 1 else ''}" if names else ""


def _title(office: str, posts: Sequence[str]) -> str:
    """Return 委员选票, or by the offices it is for."""
    named = list(dict.fromkeys(filter(None, posts)))
    return f"{'、'.join(named)}选票" if named and office != COMMITTEE else TITLES[office]


OFFERS = {
    "body": "党组织", "heading": "标题", "rule": "应选和候选人", "when": "选举日期",
    **{f"n{at}": f"第 {at} 名候选人" for at in range(1, MOST + 1)},
    **{f"h{at}": f"第 {at} 行（高、低、无）" for at in range(1, MOST + 1)},
}  # fmt: skip


def _paper(code: str, title: str, office: str, offices: tuple[str, ...], columns: tuple[str, ...]) -> Paper:
    return Paper(
        code, title, ("body",), code, partial(ballots, office), asks=_asks(columns),
        usual=partial(usual, offices),
        offers=OFFERS, note="一张 A4 排 4 张，盖章后发给到会有选举权的人，张数照人数；不写姓名，不编号",
    )  # fmt: skip


PAPERS = (
    _paper("elec-07", "委员选票", COMMITTEE, (COMMITTEE,), NAMES),
    _paper("elec-08", "书记、副书记选票", SECRETARY, LEADERS, OFFICES),
)
