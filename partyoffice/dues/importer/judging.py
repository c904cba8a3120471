"""One old ledger held against the office: whose line, which months are new, what contradicts the book."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import starmap
from operator import itemgetter

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.money import grouped
from partyoffice.core.text import clean_name
from partyoffice.dues.actions.assess import amount_columns
from partyoffice.dues.importer.telling import Part, Teller, Told, UnclearError
from partyoffice.dues.queries.closing import closed_periods
from partyoffice.dues.queries.kept import Came, Relief, paid_by_month, set_by_year, waived_by_person
from partyoffice.dues.queries.ledger import since, spans_by_person
from partyoffice.dues.queries.terms import terms
from partyoffice.dues.records import Opening
from partyoffice.dues.records.settings import PREPAY_MOST
from partyoffice.dues.rules.amount import Amount, amount_of
from partyoffice.dues.rules.closing import first_holding, holding, period_spoken
from partyoffice.dues.rules.editions import Terms
from partyoffice.dues.rules.giving import LARGE_LEAST
from partyoffice.dues.rules.liability import Span
from partyoffice.dues.rules.months import (
    Month,
    day_of,
    month,
    month_of,
    runs,
    span_spoken,
    spoken,
    year_months,
    year_of,
)
from partyoffice.dues.rules.sheets import read_rate, year_in
from partyoffice.dues.rules.words import Payer
from partyoffice.intake.target import Options, Row, Verdict
from partyoffice.members.matching import Book
from partyoffice.members.queries import Someone
from partyoffice.store import settings

FIRST_YEAR = 1949
RETIRED = ("退休", "离休")


@dataclass(slots=True)
class Judge:
    """What the office holds, and what the lines before have told."""

    options: Options
    book: Book
    spans: Mapping[int, Sequence[Span]]
    paid: dict[tuple[int, Month], list[Came]]
    set: dict[tuple[int, int], list[tuple[Month, int]]]
    waived: Mapping[int, Sequence[Relief]]
    closed: Sequence[str]
    since: Month | None
    furthest: Month
    terms: Terms
    seen: dict[tuple[int, Month], list[Came]] = field(default_factory=lambda: defaultdict(list))
    told: list[tuple[Row, Someone, Told]] = field(default_factory=list)

    @classmethod
    def of(cls, session: Session, options: Options) -> "Judge":
        """Read the book of dues."""
        opened = session.execute(select(Opening.since)).scalar()
        ahead = int(settings.get(session, PREPAY_MOST))
        return cls(
            options, Book.of(session, options.on), spans_by_person(session), paid_by_month(session),
            set_by_year(session), waived_by_person(session), closed_periods(session),
            since(session) if opened else None, month_of(options.on) + ahead, terms(session),
        )  # fmt: skip

    def all(self, rows: Sequence[Row]) -> None:
        """Judge the lines, then what they set: an amount stands until another one is told."""
        for row in rows:
            if row.good:
                self._one(row)
        years: dict[tuple[int, int], list[tuple[Month, int, Row, Someone]]] = defaultdict(list)
        for row, someone, told in self.told:
            if row.good and told.due and told.start is not None:
                years[someone.id, year_of(told.start)].append((told.start, told.due, row, someone))
        for key, lines in years.items():
            self._settle(self.set.get(key, ()), sorted(lines, key=itemgetter(0)))
        for row, _, _ in self.told:
            if row.good and not row.values["parts"] and "set" not in row.values:
                row.verdict = Verdict.SAME

    # -- one line -----------------------------------------------------------------------------

    def _one(self, row: Row) -> None:
        someone = self._whose(row)
        if someone is None:
            if row.good:
                row.fault(
                    "name", "person-unknown", "名册中没有这个人（含已转出的），请先在名册登记，再导入党费"
                )
            return
        row.record_id = someone.id
        row.values["tenths"] = read_rate(str(row.values.get("rate", "")))
        year = self._year(row)
        if not row.good:
            return
        try:
            told = Teller(row, year, self._owed(someone.id, year)).tell()
        except UnclearError as error:
            row.fault(error.key, "dues-unclear", str(error))
            return
        row.values["branch_id"] = someone.branch_id
        if clean_name(str(row.values.get("by") or "")) == someone.name:
            row.values["by"] = ""  # who pays in person is not written down
        row.values["parts"] = [part for part in told.parts if self._is_new(row, someone.id, part)]
        self._judge(row, someone.id, told)
        self.told.append((row, someone, told))

    def _whose(self, row: Row) -> Someone | None:
        """Return whose line it is: who bears the name alone may have been in another branch then."""
        named = self.book.by_name.get(str(row.values["name"]), [])
        mine = row.values.get("id_number")
        if len(named) == 1 and not (mine and named[0].card["id_number"] not in {mine, ""}):
            return named[0]
        return self.book.known(row)

    def _year(self, row: Row) -> int | None:
        year = row.values.get("year") or year_in(self.options.about)
        if year is None or FIRST_YEAR <= int(year) <= self.options.on.year + 1:
            return int(year) if year is not None else None
        row.fault("year", "year", f"年度“{row.shown.get('year', year)}”不对，请写成 2025")
        return None

    def _owed(self, person: int, year: int | None) -> list[Month]:
        """Return the months somebody owes in a year, all of them where the roster does not tell."""
        months = list(year_months(year)) if year is not None else []
        spans = self.spans.get(person, ())
        return [one for one in months if any(span.holds(one) for span in spans)] or months

    # -- its months ---------------------------------------------------------------------------

    def _is_new(self, row: Row, person: int, part: Part) -> bool:
        """Say whether a payment is not in the book yet; what contradicts it keeps the line out."""
        on, key = row.values.get("on"), (person, part.month)
        mine = Came(part.amount, on, part.elsewhere, row.number)
        twin = next((one for one in self.seen[key] if one[:3] == mine[:3]), None)
        if twin is not None:
            row.fault("", "duplicate", f"{spoken(part.month)}与第 {twin.row} 行重复，请只留一行")
            return False
        self.seen[key].append(mine)
        left = self.paid.get(key, [])
        same = next((one for one in left if _is_same(one, mine)), None)
        if same is not None:
            left.remove(same)
            return False
        if left and sum(one.amount for one in left) == mine.amount:
            left.clear()
            return False
        if left:
            has = "流入地已交" if left[0].elsewhere else f"实交 {grouped(sum(one.amount for one in left))}"
            told = "流入地已交" if mine.elsewhere else grouped(mine.amount)
            row.fault(
                "",
                "paid-already",
                f"{spoken(part.month)}账上已登记{has}，表上是{told}；要改请在“交纳流水”里更正",
            )
        return not left

    def _judge(self, row: Row, person: int, told: Told) -> None:
        """Hold the new months against the calendar, the closings and what the member owes."""
        parts: list[Part] = row.values["parts"]
        on = row.values.get("on")
        if on is not None and on.first > self.options.on:
            row.fault("on", "date-future", f"交纳日期 {on} 还没有到")
        for part in parts:
            self._one_month(row, part, on, told.due)
        outside = [one.month for one in parts if not self._holds(person, one.month)]
        if outside:
            row.warn("", "not-owed", f"{_listed(outside)}不在本支部交纳党费的月份里，照原表登记，请核对")
        self._tell_waived(row, person, told.waived)
        early = [one.month for one in parts if self.since is not None and one.month < self.since]
        if early:
            row.warn("", "before-book", f"{_listed(early)}早于建账月份，只留作记录，不计入结存")

    def _tell_waived(self, row: Row, person: int, months: Sequence[Month]) -> None:
        """Tell which months marked 免 are not 免交 in the book, and how they stand there."""
        found: dict[str, list[Month]] = defaultdict(list)
        for one in months:
            held = next((each for each in self.waived.get(person, ()) if each.span.holds(one)), None)
            found[_how_waived(held)].append(one)
        for how, ones in found.items():
            if how:
                row.warn("", "waived", f"{'；'.join(starmap(span_spoken, runs(ones)))}写着免交：{how}")

    def _one_month(self, row: Row, part: Part, on: Day | None, due: int | None) -> None:
        if part.month > self.furthest:
            row.fault("", "month-future", f"{spoken(part.month)}还没有到，没有收到的党费不登记")
        elif period := holding(self.closed, month_of(on) if on is not None else part.month):
            row.fault("", "closed", f"{period_spoken(period)}已经结账；要补登，请先在“结账”里写明原因重开")
        elif part.amount < 0 and not row.values.get("note"):
            row.fault("", "negative", f"{spoken(part.month)}是负数，请在“说明”里写明原因")
        elif due is not None and part.amount - due >= LARGE_LEAST:
            message = (
                f"{spoken(part.month)}比应交多 {grouped(part.amount - due)}，是大额党费，请登记到“大额与特殊”"
            )
            row.fault("", "large", message)

    def _holds(self, person: int, month: Month) -> bool:
        return any(span.holds(month) for span in self.spans.get(person, ()))

    # -- what is set --------------------------------------------------------------------------

    def _settle(
        self, held: Sequence[tuple[Month, int]], lines: Sequence[tuple[Month, int, Row, Someone]]
    ) -> None:
        """Let each amount of a year be set once, by the first line that tells it; the book's own stays."""
        current: int | None = None
        for start, due, row, someone in lines:
            stands = [amount for since, amount in held if since <= start]
            if stands and stands[-1] != due:
                row.warn(
                    "month_due",
                    "set-already",
                    f"账上核定每月 {grouped(stands[-1])}，表上 {grouped(due)}；核定没有改",
                )
            elif not stands and due != current:
                current = due
                if period := self._closed_from(start):
                    said = f"{period_spoken(period)}已经结账，每月应交 {grouped(due)} 没有登记为核定"
                    row.warn("month_due", "set-closed", f"{said}；要登记请先在“结账”里写明原因重开")
                else:
                    row.values["set"] = self._amount(row, someone, start, due)

    def _closed_from(self, start: Month) -> str:
        """Return the first closed period that an amount set from a month on would alter."""
        return first_holding(self.closed, range(start, month(year_of(start), 12) + 1))

    def _amount(self, row: Row, someone: Someone, start: Month, due: int) -> dict[str, object]:
        values, payer = row.values, _payer(row, someone)
        amount = self._reckoned(row, payer, start)
        reckoned = amount.due if amount is not None else None
        if reckoned is not None and reckoned != due and values.get("rounded") is None:
            told = f"按规定应为 {grouped(reckoned)}，表上 {grouped(due)}，照原表登记，请核对"
            row.warn("month_due", "due-differs", told)
        return {
            **amount_columns(amount), "person_id": someone.id, "year": year_of(start), "start": day_of(start),
            "payer": str(payer), "base": values.get("base"), "due": due, "note": "按原台账导入",
            "rate": values.get("tenths") or (amount.rate if amount else None),
        }  # fmt: skip

    def _reckoned(self, row: Row, payer: Payer, start: Month) -> Amount | None:
        base = row.values.get("base")
        if base is None:
            return None
        try:
            return amount_of(payer, base, start, self.terms)
        except OfficeError as error:
            row.warn("base", "base", f"{error.what}，基数照原表登记")
            return None


def _payer(row: Row, someone: Someone) -> Payer:
    """Return what somebody lives on: as the sheet says, else as the card's post lets think."""
    said = row.values.get("payer", "")
    if said in set(Payer):
        return Payer(said)
    job = str(someone.card.get("job") or "")
    return Payer.RETIRED if any(word in job for word in RETIRED) else Payer.STAFF


def _is_same(stored: Came, mine: Came) -> bool:
    days = {stored.on, mine.on} - {None}
    return stored.amount == mine.amount and stored.elsewhere == mine.elsewhere and len(days) < 2


def _how_waived(held: Relief | None) -> str:
    """Return how a month marked 免 stands in the book; nothing where it is 免交 there."""
    if held is None:
        return "没有登记，请在“少交免交”里补上批准手续"
    if not held.approved:
        return "已登记申请，还没有批准；批准以前照应交算"
    return f"账上批准的是少交，每月 {grouped(held.amount)}，请核对" if held.amount else ""


def _listed(months: Sequence[Month]) -> str:
    return span_spoken(min(months), max(months))
