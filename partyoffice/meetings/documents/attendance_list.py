"""党员参加组织生活情况统计表: everybody's year, with hours and 双重组织生活."""

from dataclasses import replace
from typing import TYPE_CHECKING

from partyoffice.core import clock
from partyoffice.core.field import Field, Kind
from partyoffice.meetings.queries.attendance import Attended, attended_in, rate_of
from partyoffice.meetings.rules.attendance import Sums, hours_due
from partyoffice.members.card import over_list
from partyoffice.organisation.queries import tree
from partyoffice.part import Roster, Wish
from partyoffice.part.listing import Listed, Listing
from partyoffice.reports.document import Document, Paragraph

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

TITLE = "党员参加组织生活情况统计表"
HOW = (
    "出席率 ＝（出席 + 迟到）÷（应到 − 不计），不计的是设置里列出的请假原因。学时只算会议记录里写了学时、"
    "本人到会的，全年一般不少于 32 学时，书记和班子成员 56 学时，供参考。"
    "双重组织生活：学校党组织的领导以普通党员身份参加所在支部、小组组织生活的次数。"
)  # fmt: skip


def _sum(key: str, title: str) -> Listed:
    return Listed(Field(key, title, Kind.NUMBER), 3, lambda one: getattr(one.sums, key))


def _rate(one: Attended) -> str:
    return "" if one.sums.rate is None else f"{one.sums.rate} %"


def _of(sums: Sums) -> str:
    return f"{sums.came + sums.late}/{sums.due - sums.waived}" if sums.due else ""


COLUMNS = (
    Listed(Field("name", "姓名", Kind.NAME), 5, lambda one: one.person.name),
    Listed(Field("branch", "党支部"), 8, lambda one: one.person.branch, "left"),
    Listed(Field("group", "党小组"), 6, lambda one: one.person.group, "left"),
    Listed(Field("category", "人员类别"), 5, lambda one: one.person.category),
    Listed(Field("post", "党内职务"), 8, lambda one: one.person.post, "left"),
    _sum("due", "应到"),
    _sum("came", "出席"),
    _sum("late", "迟到"),
    _sum("leave", "请假"),
    _sum("waived", "不计"),
    _sum("absent", "缺席"),
    _sum("unexcused", "无故"),
    Listed(Field("rate", "出席率"), 4, _rate),
    Listed(Field("hours", "学时"), 4, lambda one: f"{one.sums.hours:g}"),
    Listed(Field("asked", "全年学时", Kind.NUMBER), 4, lambda one: hours_due(one.leads)),
    Listed(Field("double_branch", "双重·支部"), 5, lambda one: _of(one.branch) if one.heads else ""),
    Listed(Field("double_group", "双重·小组"), 5, lambda one: _of(one.group) if one.heads else ""),
)
DEFAULT = tuple(one.field.key for one in COLUMNS if one.field.key not in {"category", "post"})
LISTING = Listing(TITLE, COLUMNS, DEFAULT, "没有党员")


def attendance_list(session: "Session", wish: Wish) -> Document:
    """Return everybody's year as a paper, or as a sheet to work on."""
    year, on = wish.year or wish.on.year, min(wish.on, clock.today())
    bodies = tree(session).below(wish.branch) if wish.branch is not None else None
    rows = [
        one
        for one in attended_in(session, year, on)
        if (bodies is None or {one.person.branch_id, one.person.group_id} & bodies)
        and (wish.only is None or one.id in wish.only)
    ]
    rate = rate_of(rows)
    told = "没有会议记录" if rate is None else f"平均出席率 {rate} %"
    said = (*over_list(session, on, f"{len(rows)} 人"), told)
    made = LISTING.document(rows, replace(wish, year=year), said)
    return made if wish.plain else replace(made, blocks=(*made.blocks, Paragraph(HOW, "note")))


ROSTER = Roster("attendance-year", TITLE, attendance_list, LISTING.fields, LISTING.default, yearly=True)
