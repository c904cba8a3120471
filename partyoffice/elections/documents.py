"""换届选举登记表 and 历届委员名单: the registers as papers and as sheets to work on."""

from typing import TYPE_CHECKING

from partyoffice.core.field import Field, Kind
from partyoffice.elections.queries.committees import Served, served
from partyoffice.elections.queries.rows import Entry, entries
from partyoffice.members.card import over_list
from partyoffice.organisation.queries import tree
from partyoffice.part import Roster, Wish
from partyoffice.part.listing import Listed, Listing
from partyoffice.reports.document import Document

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def _of(key: str, title: str, width: float, kind: Kind = Kind.DAY) -> Listed:
    return Listed(Field(key, title, kind), width, lambda one: getattr(one.election, key))


def _sheet(office: str, key: str, title: str) -> Listed:
    """Return a number of the last ballot of an office."""

    def read(one: Entry) -> int | None:
        ballots = [row.ballot for row in one.ballots if row.ballot.office == office]
        return getattr(ballots[-1], key) if ballots else None

    return Listed(Field(f"{key}_", title, Kind.NUMBER), 4, read)


COLUMNS = (
    Listed(Field("body", "党组织"), 9, lambda one: one.body, "left"),
    Listed(Field("number", "届次"), 6, lambda one: one.election.label()),
    Listed(Field("state", "进度"), 4, lambda one: one.state),
    _of("due_on", "届满日期", 6),
    _of("decided", "支委会研究", 6),
    _of("asked", "换届请示", 6),
    _of("asked_by", "请示文号", 7, Kind.TEXT),
    _of("approved", "换届批复", 6),
    _of("approved_by", "批复文号", 7, Kind.TEXT),
    _of("proposed", "人选请示", 6),
    _of("accepted", "人选批复", 6),
    _of("held", "选举大会", 6),
    _of("seats", "委员名额", 4, Kind.NUMBER),
    _sheet("委员", "due", "应到"),
    _sheet("委员", "present", "实到"),
    _sheet("委员", "issued", "发出"),
    _sheet("委员", "returned", "收回"),
    _sheet("委员", "valid", "有效"),
    Listed(Field("winners", "当选"), 14, lambda one: one.winners, "left"),
    _of("reported", "结果上报", 6),
    _of("confirmed", "结果批复", 6),
    _of("confirmed_by", "结果批复文号", 7, Kind.TEXT),
    _of("term_start", "任期开始", 6),
    _of("note", "备注", 8, Kind.LONG),
)
POSTS = (
    Listed(Field("body", "党组织"), 9, lambda one: one.body, "left"),
    Listed(Field("number", "届次"), 4, lambda one: one.term),
    Listed(Field("name", "姓名", Kind.NAME), 5, lambda one: one.name),
    Listed(Field("post", "职务"), 6, lambda one: one.post),
    Listed(Field("start", "任职时间", Kind.DAY), 6, lambda one: one.start),
    Listed(Field("end", "免职时间", Kind.DAY), 6, lambda one: one.end),
    Listed(Field("reason", "方式"), 5, lambda one: one.reason),
    Listed(Field("term_start", "本届开始", Kind.DAY), 6, lambda one: one.term_start),
    Listed(Field("term_end", "本届结束", Kind.DAY), 6, lambda one: one.term_end),
)
USUAL = (
    "body", "number", "state", "due_on", "asked", "approved", "held", "due_", "present_", "winners",
    "confirmed",
)  # fmt: skip
SERVED = ("body", "number", "name", "post", "start", "end", "reason")
ELECTIONS = Listing("换届选举登记表", COLUMNS, USUAL, "没有登记")
COMMITTEES = Listing("历届委员名单", POSTS, SERVED, "没有登记")


def elections(session: "Session", wish: Wish) -> Document:
    """Return the elections of a year, or all of them, as a paper or a sheet to work on."""
    found = [one for one in entries(session) if _wanted(session, wish, one.body_id)]
    found = [one for one in found if wish.year is None or wish.year in _years(one)]
    return ELECTIONS.document(found, wish, over_list(session, wish.on, f"{len(found)} 次"))


def _years(one: Entry) -> set[int]:
    return {day.year for day in one.days.values() if day is not None}


def committees(session: "Session", wish: Wish) -> Document:
    """Return who served in the committees until a day, of a body or of all."""
    found = [one for one in served(session) if _wanted(session, wish, one.body_id) and _begun(one, wish)]
    return COMMITTEES.document(found, wish, over_list(session, wish.on, f"{len(found)} 人次"))


def _begun(one: Served, wish: Wish) -> bool:
    here = wish.only is None or one.person_id in wish.only
    return here and (one.start is None or one.start.first <= wish.on)


def _wanted(session: "Session", wish: Wish, body: int) -> bool:
    return wish.branch is None or body in tree(session).below(wish.branch)


ROSTERS = (
    Roster("elections", ELECTIONS.title, elections, ELECTIONS.fields, USUAL, yearly=True),
    Roster("committees", COMMITTEES.title, committees, COMMITTEES.fields, SERVED),
)
