"""党员交纳党费情况统计: who of a year paid by the standard in time, less, nothing, late; the counts above."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from partyoffice.core.field import Field, Kind
from partyoffice.dues.documents.ledger_list import year_and_day
from partyoffice.dues.queries.sheets import Line, ordered_year
from partyoffice.dues.queries.yearly import Yearly, count_year
from partyoffice.dues.rules.tally import Tally
from partyoffice.members.card import over_list
from partyoffice.part import Roster, Wish
from partyoffice.part.listing import Listed, Listing
from partyoffice.reports.document import Document

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

# In the order in which they are said of somebody; the first three are those of the statistics.
SORTS: dict[str, Callable[[Tally], set[int]]] = {
    "按标准按时交纳": lambda found: found.on_time, "经批准少交": lambda found: found.reduced,
    "经批准免交": lambda found: found.waived, "有补交或欠交": lambda found: found.behind,
    "有未核定": lambda found: found.unset,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counted:
    """One member, and what the counts of the year say of them."""

    line: Line
    year: Yearly

    @property
    def how(self) -> str:
        """In which counts they are; whoever is in none has not paid the running month yet."""
        found = [title for title, sort in SORTS.items() if self.line.id in sort(self.year.tally)]
        return "、".join(found) or "本月未交"


def _money(key: str, title: str, read: Callable[[Counted], Any]) -> Listed:
    return Listed(Field(key, title, Kind.MONEY), 5, read, "right", summed=True)


LISTING = Listing(
    "党员交纳党费情况统计名单",
    (
        Listed(Field("name", "姓名", Kind.NAME), 5, lambda row: row.line.name),
        Listed(Field("branch", "党支部"), 8, lambda row: row.line.someone.branch, "left"),
        Listed(Field("category", "党员类别"), 5, lambda row: row.line.someone.category),
        Listed(Field("how", "交纳情况"), 10, lambda row: row.how),
        Listed(Field("large", "一次多交 1000 元以上"), 6,
               lambda row: "是" if row.line.id in row.year.large else ""),
        _money("due", "应交", lambda row: row.line.due),
        _money("paid", "实交", lambda row: row.line.paid),
        _money("owed", "欠交", lambda row: row.line.owed),
    ),
    ("name", "branch", "category", "how", "large", "due", "paid", "owed"),
    "没有交纳党费的党员",
)  # fmt: skip


def counts_list(session: "Session", wish: Wish) -> Document:
    """Return everybody who owes dues in a year with the counts they belong to, and the counts themselves."""
    year, on = year_and_day(wish)
    found = count_year(session, year, on, wish.branch)
    lines = [one for one in ordered_year(session, year, on, wish.branch) if one.id in found.tally.people]
    rows = [Counted(one, found) for one in lines if wish.only is None or one.id in wish.only]
    told = "，".join(f"{title} {number} 人" for title, number in found.counts.items())
    made = LISTING.document(rows, wish, over_list(session, on, f"{len(rows)} 人"))
    return made if wish.plain else replace(made, subtitle=told)


ROSTER = Roster("dues-counts", LISTING.title, counts_list, LISTING.fields, LISTING.default, yearly=True)
