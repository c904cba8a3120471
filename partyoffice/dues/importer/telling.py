"""What one line of an old ledger says: which months, how much each, what is due a month; no guesses."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import starmap
from typing import Any

from partyoffice.core.money import grouped
from partyoffice.dues.importer.targets import MONTHS, QUARTERS
from partyoffice.dues.rules.months import Month, month, month_of, span_spoken, year_months, year_of
from partyoffice.dues.rules.sheets import Came, may_be_day, read_came, read_months, split
from partyoffice.intake.target import Row

NO_AMOUNT = "没有写每月应交多少，不知道 √ 是多少钱，请加一列“每月应交”"
NO_MONTH = "没有写明是哪几个月的党费，请加一列“月份”，或在表头上方写上年份"
BY_MONTH = "请改成按月填写，或加上“起始月份”“截止月份”两列"
ABSENT = (None, "")
NEAR = 100  # fen by which rounding moves an amount at most


@dataclass(slots=True)
class Part:
    """What a line says of one month: fen that came in, or that it was paid at 流入地."""

    month: Month
    amount: int
    elsewhere: bool = False


@dataclass(slots=True)
class Told:
    """What a line says: from which month on how much is due, and what was paid."""

    due: int | None = None
    start: Month | None = None
    parts: list[Part] = field(default_factory=list)
    waived: list[Month] = field(default_factory=list)


class UnclearError(ValueError):
    """A line that cannot be read one way only; ``key`` is the column it hangs on."""

    def __init__(self, key: str, message: str) -> None:
        """Keep the column beside the sentence."""
        super().__init__(message)
        self.key = key


@dataclass(slots=True)
class Teller:
    """Reads one line; ``year`` is that of its column or of the title, ``owed`` its months that are owed."""

    row: Row
    year: int | None
    owed: Sequence[Month]
    waived: list[Month] = field(default_factory=list)  # months marked 免

    @property
    def values(self) -> dict[str, Any]:
        """The cells."""
        return self.row.values

    def has(self, *keys: str) -> bool:
        """Say whether any of some cells is filled."""
        return any(self.values.get(key) not in ABSENT for key in keys)

    def tell(self) -> Told:
        """Return what the line says (UnclearError where that is not sure)."""
        if self.has(*MONTHS):
            return self._across()
        if self.has(*QUARTERS):
            return self._quarters()
        if self.has("span", "first", "last"):
            return self._span()
        if self.has("month"):
            return self._single(self._month())
        if self.has("on") and not self.has("year", "year_due", "year_paid"):
            self.row.warn("on", "month-from-day", "没有写明所属月份，按日期所在的月份登记，请核对")
            return self._single(month_of(self.values["on"]))
        if self.year is not None:
            return self._whole_year()
        raise UnclearError("year", NO_MONTH)

    # -- how much a month ---------------------------------------------------------------------

    def due(self) -> int | None:
        """Return what is due a month, as far as the line says it."""
        values = self.values
        for key in ("rounded", "month_due"):
            if self.has(key):
                return int(values[key])
        return None

    def _must_know_year(self) -> int:
        if self.year is None:
            raise UnclearError("year", NO_MONTH)
        return self.year

    # -- one month ----------------------------------------------------------------------------

    def _month(self) -> Month:
        text = str(self.values["month"])
        try:
            first, last = read_months(text, self.year)
        except ValueError as error:
            raise UnclearError("month", str(error)) from None
        if first != last:
            raise UnclearError("month", f"{span_spoken(first, last)}不止一个月，{BY_MONTH}")
        return first

    def _single(self, one: Month) -> Told:
        due = self.due()
        if due is None and self.has("due"):
            due = int(self.values["due"])
        paid = self.values.get("paid")
        if paid is None and self.has("state"):
            return Told(due, one, self._marked(one, due), self.waived)
        return Told(due, one, [Part(one, paid)] if paid else [])

    def _marked(self, one: Month, due: int | None) -> list[Part]:
        """Return what a word such as 已缴 says of a month without an amount."""
        return self._parts("state", [(one, str(self.values["state"]))], due)

    # -- months across, quarters --------------------------------------------------------------

    def _across(self) -> Told:
        year = self._must_know_year()
        cells = [(month(year, number), str(self.values.get(key, ""))) for number, key in enumerate(MONTHS, 1)]
        due = self.due()
        if due is None and self.has("due"):
            due = self._due_across([text for _, text in cells])
        self._must_be_sums([text for _, text in cells], due)
        told = Told(due, self._begins(year), self._parts("", cells, due), self.waived)
        self._must_come_to(told.parts, "sum", "year_paid", "paid")
        return told

    def _must_be_sums(self, texts: Sequence[str], due: int | None) -> None:
        """Refuse 3.5 under March where it is not what is due: nobody knows whether it is a day or yuan."""
        cells = list(zip(range(1, 13), MONTHS, texts, strict=True))
        unsure = [one for one in cells if may_be_day(one[0], one[2]) and self._came(*one[1:]).amount != due]
        sums = [text for _, key, text in cells if self._came(key, text).amount]
        if unsure and (due is not None or len(unsure) == len(sums) > 1):
            number, key, text = unsure[0]
            day = f"{number} 月 {text.strip().partition('.')[2]} 日"
            told = f"“{text.strip()}”可能是 {day}，也可能是 {grouped(self._came(key, text).amount or 0)} 元"
            raise UnclearError(key, f"{told}：是金额的写成“{text.strip()}元”，是日期的改成 √")

    def _due_across(self, texts: Sequence[str]) -> int | None:
        """Return what is due a month where 应交 may be of the month or of the year: what the months show."""
        due = int(self.values["due"])
        shown = {came.amount for text in texts if (came := self._came("due", text)).amount}
        parts = split(due, len(self.owed))
        return due if due in shown else parts[0] if parts and parts[0] in shown else None

    def _parts(self, key: str, cells: Sequence[tuple[Month, str]], due: int | None) -> list[Part]:
        found = []
        for one, text in cells:
            column = key or MONTHS[one % 12]
            came = self._came(column, text)
            if came.waived:
                self.waived.append(one)
            elif came.elsewhere:
                found.append(Part(one, 0, elsewhere=True))
            elif came.amount is None and due is None:
                raise UnclearError(column, NO_AMOUNT)
            elif amount := due if came.amount is None else came.amount:
                found.append(Part(one, amount))
        return found

    def _came(self, column: str, text: str) -> Came:
        try:
            return read_came(text)
        except ValueError as error:
            raise UnclearError(column, str(error)) from None

    def _quarters(self) -> Told:
        year, due = self._must_know_year(), self.due()
        parts: list[Part] = []
        for at, key in enumerate(QUARTERS):
            months = [one for one in year_months(year)[at * 3 : at * 3 + 3] if one in self.owed]
            parts += self._shared(key, int(self.values.get(key) or 0), months, due)
        self._must_come_to(parts, "sum", "year_paid", "paid")
        return Told(due, self._begins(year), parts)

    # -- sums over months ---------------------------------------------------------------------

    def _span(self) -> Told:
        first, last = self._bounds()
        months, due = range(first, last + 1), self.due()
        if self.has("count") and int(self.values["count"]) != len(months):
            told = f"{span_spoken(first, last)}是 {len(months)} 个月，表上写 {self.values['count']} 个月"
            raise UnclearError("count", f"{told}，请核对")
        key = next((one for one in ("year_paid", "paid", "sum") if self.has(one)), "")
        if not key and due is None:
            raise UnclearError("month_due", "没有写金额")
        total = int(self.values[key]) if key else (due or 0) * len(months)
        return Told(due, first, self._shared(key or "month_due", total, list(months), due))

    def _bounds(self) -> tuple[Month, Month]:
        """Return the first and last month; without a first one the year's own, which is said."""
        if self.has("span"):
            return self._read("span", self.year)
        last = self._read("last", self.year)[1] if self.has("last") else month(self._must_know_year(), 12)
        if self.has("first"):
            return self._read("first", year_of(last))[0], last
        first = next((one for one in self.owed if year_of(one) == year_of(last)), month(year_of(last), 1))
        self.row.warn("last", "first-month", f"没有写起始月份，按{span_spoken(first, last)}登记，请核对")
        return first, last

    def _read(self, key: str, year: int | None) -> tuple[Month, Month]:
        value = self.values[key]
        try:
            return read_months(str(value), year)
        except ValueError as error:
            raise UnclearError(key, str(error)) from None

    def _whole_year(self) -> Told:
        year = self._must_know_year()
        due = self._due_of_year()
        key = "year_paid" if self.has("year_paid") else "paid" if self.has("paid") else "sum"
        total = int(self.values.get(key) or 0)
        return Told(due, self._begins(year), self._shared(key, total, list(self.owed), due))

    def _due_of_year(self) -> int | None:
        """Return what is due a month where a line tells of a year: 应交党费 may be of either."""
        due, count = self.due(), len(self.owed)
        if due is None and self.has("due") and self._is_monthly(self.values["due"], count):
            return int(self.values["due"])
        whole = self.values.get("year_due") or self.values.get("due")
        if due is not None or not whole:
            return due
        parts = split(int(whole), count)
        return parts[0] if parts else None

    def _is_monthly(self, due: int, count: int) -> bool:
        """Say whether 应交党费 is a month's: base × rate comes to it, or what was paid is all its months."""
        base, rate = self.values.get("base"), self.values.get("tenths")
        if base and rate:
            return abs(int(base * rate) - due * 1000) <= NEAR * 1000
        paid = self.values.get("paid")
        return bool(paid) and count > 1 and paid == due * count

    def _shared(self, key: str, total: int, months: list[Month], due: int | None) -> list[Part]:
        """Share a sum over the months it is for, in equal parts or not at all."""
        if not total:
            return []
        parts = split(total, len(months))
        if parts is None or (due is not None and parts[0] != due):
            each = (
                f"每月 {grouped(due)} × {len(months)} 个月 = {grouped(due * len(months))}"
                if due is not None
                else ""
            )
            told = f"实交 {grouped(total)} 分不到 {len(months)} 个月（{each or '除不尽'}）"
            raise UnclearError(key, f"{told}，{BY_MONTH}")
        return list(starmap(Part, zip(months, parts, strict=True)))

    def _begins(self, year: int) -> Month:
        return self.owed[0] if self.owed else month(year, 1)

    def _must_come_to(self, parts: Sequence[Part], *keys: str) -> None:
        """Warn where the sheet's own sum of the line is another one."""
        key = next((one for one in keys if self.has(one)), "")
        counted = sum(one.amount for one in parts)
        if key and int(self.values[key]) != counted:
            message = f"表上合计 {grouped(int(self.values[key]))}，逐月相加为 {grouped(counted)}，请核对"
            self.row.warn(key, "total-differs", message)
