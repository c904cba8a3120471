"""How a pay slip comes in: a line a member, its items become the 核定 of the year."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.core.money import grouped, read_yuan
from partyoffice.dues import taking
from partyoffice.dues.importer.targets import PAYER_WORDS, PERSON
from partyoffice.dues.queries.assessments import Assessed, Held, assessed
from partyoffice.dues.queries.closing import closed_periods
from partyoffice.dues.queries.terms import terms
from partyoffice.dues.rules.amount import Amount, amount_of, reckon
from partyoffice.dues.rules.assessing import ARTICLE, STEADY
from partyoffice.dues.rules.closing import first_holding, period_spoken
from partyoffice.dues.rules.editions import FIXED, Terms
from partyoffice.dues.rules.items import ADD, BY_KEY, DEDUCT, ITEMS, Item, item_of, plain
from partyoffice.dues.rules.months import Month, month, month_of
from partyoffice.dues.rules.sheets import year_in
from partyoffice.dues.rules.words import Payer
from partyoffice.intake.headings import known
from partyoffice.intake.target import Difference, Options, Row, Target, Verdict
from partyoffice.members.matching import Book

PAY = "pay_"
_NO_ITEM = re.compile(
    r"合计|小计|总|应发|实发|序号|编号|工号|卡号|账号|帐号|电话|手机|证|月|日期|年限|档|级$"
)
BASE = Target(
    "base",
    Field("base", "计算基数", Kind.MONEY),
    ("税后工资总额（基数）", *known("dues_base", "pay_after_tax")),
    tells=True,
)
DUE = Target("month_due", Field("month_due", "每月应交", Kind.MONEY), known("dues_month_due"), tells=True)
YEAR = Target("year", Field("year", "年度", Kind.NUMBER), ("年份", *known("year", "dues_year")))
KIND = Target(
    "payer", Field("payer", "人员类型", Kind.CHOICE, choices=tuple(Payer), open=False),
    ("党员类别", "人员类别", "类别", "编制类别"), words=PAYER_WORDS, unknown="payer-unknown",
)  # fmt: skip
NOTE = Target("note", Field("note", "说明", Kind.LONG), plain_here=("备注",))
_SAID = Counter(plain(name) for one in ITEMS for name in {one.title, *one.names})


def _item(key: str, title: str, names: Sequence[str] = ()) -> Target:
    return Target(f"{PAY}{key}", Field(f"{PAY}{key}", title, Kind.MONEY), tuple(names), tells=True)


def _items() -> tuple[Target, ...]:
    """Return a column an item; a name that several have is one of its own, settled by the kind of payer."""
    own = [_item(one.key, one.title, list(_headings(one))) for one in ITEMS]
    return (*own, *(_item(name, name) for name, many in _SAID.items() if many > 1))


def _headings(item: Item) -> Iterator[str]:
    """Yield what sheets call an item, of what is taken off also as the member's own share."""
    for name in (item.title, *item.names):
        # Headings are compared without what stands in brackets: 绩效工资(基础性) would be 绩效工资.
        if _SAID[plain(name)] > 1 or "(" in name:
            continue
        yield name
        if item.sign is DEDUCT:
            yield from (
                f"{name}个人",
                f"{name}个人部分",
                f"个人{name}",
                f"{name}个人缴纳",
                f"代扣{name}",
                f"扣{name}",
            )


ITEM_TARGETS = _items()


@dataclass(frozen=True, slots=True)
class PayImporter:
    """The importer ``pay``."""

    kind: str = "pay"
    title: str = "工资单（党费核定）"
    undated: bool = True
    sample: Mapping[str, str] = field(
        default_factory=lambda: {
            "year": "2026", "payer": "在编在职", "pay_post": "2540.00", "pay_grade": "1950.00",
            "pay_merit_basic": "2100.00", "pay_tenth": "449.00", "pay_pension": "620.00",
            "pay_annuity": "310.00",
            "pay_fund": "930.00", "pay_medical": "155.00", "pay_jobless": "38.75", "pay_tax": "21.35",
        }
    )  # fmt: skip

    def targets(self, session: Session) -> tuple[Target, ...]:
        """Return the items the rules know, and those this office has of its own."""
        own = [title for title in terms(session).flags if item_of(title) is None]
        return (*PERSON, YEAR, KIND, *ITEM_TARGETS, *(_item(one, one) for one in own), BASE, DUE, NOTE)

    def judge(self, session: Session, rows: list[Row], options: Options) -> None:
        """Reckon each line, and hold it against what is set already; never writes."""
        judge = Judge(session, options)
        for row in rows:
            if row.good:
                judge.one(row)

    def write(self, session: Session, rows: list[Row], options: Options) -> None:
        """Set the amounts that are new, mend those nothing was paid by."""
        taking.take_pay(session, rows, options)


class Judge:
    """One pay slip held against the office."""

    def __init__(self, session: Session, options: Options) -> None:
        self.session, self.options = session, options
        self.book, self.terms, self.closed = (
            Book.of(session, options.on),
            terms(session),
            closed_periods(session),
        )
        self.years: dict[int, dict[int, Assessed]] = {}
        self.seen: dict[tuple[int, int], int] = {}
        self.told: set[str] = set()

    def one(self, row: Row) -> None:
        """Judge a line."""
        someone = self.book.known(row)
        if someone is None:
            if row.good:
                row.fault("name", "person-unknown", "名册中没有这个人，请先在名册登记，再导入工资单")
            return
        year = self._year(row)
        found = self._rows_of(year).get(someone.id)
        if self.seen.setdefault((someone.id, year), row.number) != row.number:
            row.fault("name", "duplicate", f"与第 {self.seen[someone.id, year]} 行是同一个人，请只留一行")
        elif found is None:
            row.fault("name", "not-owed", f"{year} 年不在这里交党费，不用核定")
        else:
            row.record_id = someone.id
            row.values["year"] = year
            self._reckon(row, found)

    def _year(self, row: Row) -> int:
        return int(row.values.get("year") or year_in(self.options.about) or self.options.on.year)

    def _rows_of(self, year: int) -> dict[int, Assessed]:
        if year not in self.years:
            self.years[year] = {one.id: one for one in assessed(self.session, year, self.options.on)}
        return self.years[year]

    def _reckon(self, row: Row, found: Assessed) -> None:
        payer, slip = _payer(row, found), _slip(row)
        start = month_of(found.now.start) if found.now is not None else found.first
        if not slip and row.values.get("base") is None and payer not in FIXED:
            row.fault("", "empty", "这一行没有工资项目，也没有计算基数")
            return
        try:
            amount = _amount(payer, slip, row, start, self.terms)
        except OfficeError as error:
            row.fault("", "base", f"{error.what}。{error.remedy}")
            return
        row.values["given"] = {
            "payer": payer,
            "items": slip,
            "base": None if slip else row.values.get("base"),
        }
        self._tell(row, amount)
        self._tell_left_out(row)
        self._hold(row, found, amount, start)

    def _tell(self, row: Row, amount: Amount) -> None:
        """Say where the sheet has another sum; the rules' stands."""
        for key, mine in (("base", amount.base), ("month_due", amount.due)):
            said = row.values.get(key)
            if said is not None and mine is not None and said != mine:
                row.warn(
                    key, f"{key}-differs", f"按工资项目算出 {grouped(mine)}，表上是 {grouped(said)}，请核对"
                )

    def _tell_left_out(self, row: Row) -> None:
        """Say once of each column with amounts that nobody knows whether it counts."""
        for heading, text in row.extra.items():
            if heading in self.told or _NO_ITEM.search(heading) or not _is_amount(text):
                continue
            self.told.add(heading)
            said = f"“{heading}”这一列没有算进基数；要计入或扣除，请在设置“工资项目另定”里写明后再导入"
            row.warn("", "not-counted", said)

    def _hold(self, row: Row, found: Assessed, amount: Amount, start: Month) -> None:
        """Compare with what is set: paid by, it stands until the next year."""
        now = found.now
        if now is not None and _is_same(now, row):
            row.verdict = Verdict.SAME
        elif now is not None and (paid := found.paid_since(start)):
            row.verdict = Verdict.SAME
            said = f"已按每月 {grouped(now.due)} 交了 {paid} 个月，照新工资应为 {grouped(amount.due or 0)}。"
            row.warn("", "pay-changed", f"{said}{STEADY}（{ARTICLE}）")
        elif period := first_holding(self.closed, range(start, month(found.year, 12) + 1)):
            row.fault("", "closed", f"{period_spoken(period)}已经结账；要改，请先在“结账”里写明原因重开")
        elif now is not None:
            row.verdict = Verdict.CHANGED
            row.differences.append(Difference("每月应交", grouped(now.due), grouped(amount.due or 0)))


def _payer(row: Row, found: Assessed) -> Payer:
    """Return what somebody lives on: as the sheet says, as items of one kind alone tell, else as before."""
    if row.values.get("payer"):
        return Payer(row.values["payer"])
    counted = [BY_KEY[key] for key in _keys(row) if key in BY_KEY and BY_KEY[key].sign is ADD]
    kinds = {one.payers for one in counted}
    alone = kinds.pop() if len(kinds) == 1 else ()
    return alone[0] if len(alone) == 1 and alone[0] is not Payer.STAFF else found.payer


def _keys(row: Row) -> list[str]:
    return [
        key.removeprefix(PAY) for key in row.values if key.startswith(PAY) and row.values[key] is not None
    ]


def _slip(row: Row) -> list[tuple[str, int]]:
    """Return the items; what is taken off may stand with a minus in the sheet."""
    found = []
    for key in _keys(row):
        title, amount = (BY_KEY[key].title if key in BY_KEY else key), int(row.values[f"{PAY}{key}"])
        item = item_of(title)
        if amount < 0 and item is not None and item.sign is DEDUCT:
            amount = -amount
        if amount:
            found.append((title, amount))
    return found


def _amount(payer: Payer, slip: Sequence[tuple[str, int]], row: Row, start: Month, agreed: Terms) -> Amount:
    if slip or payer in FIXED:
        return reckon(payer, slip, start, agreed)[1]
    return amount_of(payer, row.values.get("base"), start, agreed)


def _is_same(now: Held, row: Row) -> bool:
    given = row.values["given"]
    if now.payer != given["payer"]:
        return False
    if now.items or given["items"]:
        return sorted(now.slip) == sorted(given["items"])
    return given["payer"] in FIXED or now.base == given["base"]


def _is_amount(text: str) -> bool:
    """Say whether a cell holds an amount other than 0."""
    try:
        return read_yuan(text) != 0
    except ValueError:
        return False
