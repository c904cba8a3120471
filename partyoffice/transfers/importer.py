"""How an old register of 组织关系 comes in: past moves as records; nobody is made up but who came in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.intake.target import Options, Row, Target, Verdict
from partyoffice.members.columns import CARD, HISTORIES
from partyoffice.members.importer import CATEGORY, Who, signs, target_of, unknown_bodies, use_id_number
from partyoffice.members.matching import Book
from partyoffice.members.queries import Someone
from partyoffice.members.rules import Category
from partyoffice.organisation.queries import signs as own_name
from partyoffice.organisation.queries import tree
from partyoffice.transfers import taking
from partyoffice.transfers.actions.moving import Heard, unheard
from partyoffice.transfers.queries import Stored, stored
from partyoffice.transfers.rules.words import DIRECTIONS, INTO, MANNERS, MOST_DAYS, OUT, WITHIN

PERSON = ("name", "sex", "ethnicity", "birth", "id_number", "education", "phone", "joined", "full")


def _text(key: str, title: str, *headings: str, plain: tuple[str, ...] = ()) -> Target:
    return Target(key, Field(key, title, Kind.TEXT), headings, plain_here=plain)


def _day(key: str, title: str, *headings: str) -> Target:
    return Target(key, Field(key, title, Kind.DAY), headings)


def _choice(key: str, title: str, choices: tuple[str, ...], words: Mapping[str, str], *heads: str) -> Target:
    about = Field(key, title, Kind.CHOICE, choices=choices, open=False)
    return Target(key, about, heads, words=words, unknown=f"{key}-unknown")


WORDS = {
    "转出党员": OUT, "调出": OUT, "转出组织关系": OUT, "转入党员": INTO, "调入": INTO, "转入组织关系": INTO,
    "校内转接": WITHIN, "内部转接": WITHIN, "校内调整": WITHIN, "支部间": WITHIN,
}  # fmt: skip
OWN = (
    _choice("direction", "方向", DIRECTIONS, WORDS, "转接方向", "转接类型", "转接类别", "转入/转出"),
    _day("begun", "发起日期", "转接日期", "转接时间", "办理日期", "转出时间", "转出日期", "关系转出时间",
         "转入时间",
         "转入日期"),
    _text("from_unit", "转出党组织", "转出单位", "原党组织", "原所在党组织", "由何处转出", plain=("原单位",)),
    _text("to_unit", "转入党组织", "转入单位", "转往单位", "接收单位", "接收党组织", "去向", "转往何处"),
    _text("number", "介绍信编号", "介绍信号码", "介绍信字号", "介绍信文号"),
    _day("issued", "介绍信开具日期", "开具日期", "开信日期", "介绍信日期"),
    Target("days", Field("days", "有效期（天）", Kind.NUMBER), ("有效期", "有效天数")),
    _day("received", "接收（回执）日期", "接收日期", "接收时间", "回执日期", "回执时间", "收到回执日期"),
    _day("paid_to", "党费交到（月）", "党费交到", "党费交至", "党费已交到", "党费缴至"),
    _text("reason", "转接原因", "转出原因", "转入原因", "原因", "事由"),
    _choice("manner", "方式", MANNERS, {"介绍信": MANNERS[0], "系统": MANNERS[1]}, "转接方式"),
    _text("serial", "系统流水号", "流水号"),
    _text("receiver", "接收经办人", "经办人"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TransferImporter:
    """The importer ``transfers``."""

    kind: str = "transfers"
    title: str = "组织关系转接登记"
    sample: Mapping[str, str] = field(
        default_factory=lambda: {
            "name": "示例（请删除）", "direction": OUT, "begun": "2024-08-20",
            "from_unit": "中共青禾中学总支部",
            "to_unit": "中共霁山县教育局委员会", "number": "2024-012", "issued": "2024-08-22", "days": "30",
            "received": "2024-09-10", "paid_to": "2024-08", "reason": "工作调动", "category": "正式党员",
        }
    )  # fmt: skip
    heard: Heard = unheard

    def targets(self, session: Session) -> tuple[Target, ...]:  # noqa: ARG002 -- the same for every office
        """Return who moved, and what the register says of the move."""
        people = [target_of(CARD[key]) for key in PERSON]
        branch = [target_of(one.field) for one in HISTORIES if one.key == "branch"]
        return (*people, CATEGORY, *branch, target_of(CARD["note"]), *OWN)

    def judge(self, session: Session, rows: list[Row], options: Options) -> None:
        """Find who moved, and which moves the register already has."""
        judge = Judge(Book.of(session, options.on), stored(session), own_name(session))
        for row in rows:
            if row.good:
                judge.one(row)
        new = [row for row in rows if row.good and row.record_id is None]
        options.created[:] = unknown_bodies(new, tree(session))

    def write(self, session: Session, rows: list[Row], options: Options) -> None:
        """Store the moves; who came in and is not known comes onto the books."""
        taking.take(session, rows, options, self.heard)


@dataclass(slots=True)
class Judge:
    """One register held against the office."""

    book: Book
    stored: Stored
    own: str
    moves: dict[tuple[Who, str, Day], int] = field(default_factory=dict)
    letters: dict[str, int] = field(default_factory=dict)

    def one(self, row: Row) -> None:
        """Judge one move."""
        use_id_number(row)
        self._settle(row)
        one = self.book.known(row)
        if row.good and one is None:
            _must_come_in(row)
        if not row.good:
            return
        self._once(row, one)
        self._letter(row)
        if one is None or not row.good:
            return
        row.record_id = one.id
        if (one.id, row.values["direction"], row.values["begun"]) in self.stored.moves:
            row.verdict = Verdict.SAME
        elif row.values["direction"] == OUT and "received" in row.values and one.present:
            row.warn(
                "name", "still-here", f"名册中{one.name}仍在册，只登记转接，不改名册；已转出的请在名册中办理"
            )

    def _settle(self, row: Row) -> None:
        """Say which way, since when, between whom; never by guess."""
        values = row.values
        values.setdefault("direction", _by_heading(row))
        if not values["direction"]:
            row.fault("direction", "direction", "没有写明是转出、转入还是校内，请补“方向”一列")
        values.setdefault("begun", values.get("issued") or values.get("received"))
        if values["begun"] is None:
            row.fault("begun", "required", "没有转接日期，也没有开具或接收日期")
        ours, theirs = ("from_unit", "to_unit") if values["direction"] == OUT else ("to_unit", "from_unit")
        if values["direction"] != WITHIN:
            values.setdefault(ours, self.own)
        for key in (ours, theirs):
            if row.good and not values.get(key):
                row.fault(key, "required", f"没有写明{'转入' if key == 'to_unit' else '转出'}党组织")

    def _once(self, row: Row, one: Someone | None) -> None:
        who: Who = one.id if one is not None else signs(row)
        key = who, row.values["direction"], row.values["begun"]
        if self.moves.setdefault(key, row.number) != row.number:
            row.fault("name", "duplicate", f"与第 {self.moves[key]} 行是同一次转接，请只留一行")

    def _letter(self, row: Row) -> None:
        """Hold the letter against what is known: a number bears one letter, its days are 1 to 90."""
        number, days = row.values.get("number"), row.values.get("days")
        ours = row.values["direction"] == OUT
        mine = self.stored.letters.get(number or "")
        if number and ours and mine not in {None, (row.values["begun"])}:
            row.fault("number", "letter-duplicate", f"介绍信 {number} 已经登记过，编号不能再用")
        if number and ours and self.letters.setdefault(number, row.number) != row.number:
            row.fault("number", "letter-duplicate", f"与第 {self.letters[number]} 行的介绍信编号相同，请核对")
        if number and days is None and "received" not in row.values:
            row.fault("days", "required", "还没有回执的介绍信要写有效期（天）")
        if days is not None and not 1 <= days <= MOST_DAYS:
            row.warn("days", "days", f"有效期 {days:g} 天不在 1 至 {MOST_DAYS} 天之内，照原件登记，请核对")


def _by_heading(row: Row) -> str:
    """Return the direction that the heading of the day names (转出时间)."""
    heading = row.columns.get("begun", "") if "begun" in row.values else ""
    return next((one for one in (OUT, INTO) if one in heading), "")


def _must_come_in(row: Row) -> None:
    """Refuse who is not known, but for somebody who came in: of them the day and the category are wanted."""
    values: Mapping[str, Any] = row.values
    if values["direction"] != INTO:
        row.fault("name", "person-unknown", "名册中没有这个人（含已转出的），请先在名册登记，再导入转接")
        return
    if "received" not in values:
        row.fault("received", "required", "名册中没有这个人：转入的要写接收日期才能登入名册")
    if values.get("category") not in set(Category):
        row.fault("category", "status-unknown", "名册中没有这个人：请写明正式党员还是预备党员")
