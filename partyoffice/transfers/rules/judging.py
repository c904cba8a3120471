"""A move as plain values, and what is to be said of it on a day (R4 to R12)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from partyoffice.core.dates import Day, add_months, days_after, surely_before
from partyoffice.core.finding import Finding, Severity
from partyoffice.members.rules import Category, article
from partyoffice.transfers.rules.kit import MUST_TRAVEL, lettered, names_of
from partyoffice.transfers.rules.letter import validity
from partyoffice.transfers.rules.words import (
    ABSENT_MONTHS,
    ACTIVIST_MOVES,
    ARTICLE_AWAY,
    ARTICLE_CARRIER,
    ARTICLE_LETTER,
    ARTICLE_MOVE,
    ARTICLE_RECEIPT,
    CARRIERS,
    INTO,
    LOST,
    MOST_DAYS,
    ONLINE,
    OPEN,
    OUT,
    PAPER,
    PROBATIONER_MOVES,
    RECEIPT_MONTHS,
    RECEIVED,
    RETURNED,
    SELF,
    SPAN,
    VALID,
    VOID,
)

GRAVE = (Severity.BLOCK, Severity.WARN, Severity.INFO)
GONE = frozenset({VOID, LOST})


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter of a move."""

    number: str
    issued: Day
    days: int
    state: str = VALID
    carrier: str = SELF
    informed: Day | None = None

    @property
    def through(self) -> date:
        """The last day it holds."""
        return validity(self.issued.first, self.days).through

    @property
    def name(self) -> str:
        """What sentences call it."""
        return f"介绍信{self.number}"

    @property
    def sum(self) -> str:
        """How its last day is reckoned."""
        return f"{self.issued} 开具，{self.days} 天，有效至 {self.through}"


@dataclass(frozen=True, slots=True)
class Move:
    """One move; ``letters`` in the order they were given."""

    direction: str
    category: str
    manner: str
    begun: Day
    state: str = OPEN
    letters: tuple[Letter, ...] = ()
    paid_to: Day | None = None
    serial: str = ""
    received: Day | None = None
    receipt: Day | None = None
    checked: str = ""
    materials: tuple[str, ...] = ()

    @property
    def letter(self) -> Letter | None:
        """The letter that holds, else the last one."""
        holding = [one for one in self.letters if one.state in {VALID, RETURNED}] or self.letters
        return holding[-1] if holding else None

    @property
    def by_paper(self) -> bool:
        """Whether it goes by a letter on paper."""
        return self.manner == PAPER and lettered(self.category)

    @property
    def sent(self) -> Day | None:
        """Since when it waits for the other side: the letter's day, else that of its beginning."""
        if not self.by_paper:
            return self.begun
        return self.letter.issued if self.letter is not None else None


def judge(move: Move, on: date) -> list[Finding]:
    """Return what is to be said of a move on a day, the gravest first."""
    found: list[Finding] = []
    if (move.direction, move.state) == (OUT, OPEN):
        found = [*_letter_out(move, on), *_chased(move, on), *_goes_along(move, on)]
    elif (move.direction, move.state) == (INTO, OPEN):
        found = [*_letter_in(move, on), *_goes_along(move, on)]
    elif (move.direction, move.state) == (INTO, RECEIVED):
        found = list(_receipt_owed(move, on))
    return sorted(found, key=lambda one: GRAVE.index(one.severity))


def _warn(code: str, said: str, basis: str, reckoned: str = "", mark: str = "") -> Finding:
    return Finding(code, Severity.WARN, said, article=basis, arithmetic=reckoned, mark=mark)


def _inform(code: str, said: str, basis: str, reckoned: str = "") -> Finding:
    return Finding(code, Severity.INFO, said, article=basis, arithmetic=reckoned)


# -- going out --------------------------------------------------------------------------------


def _letter_out(move: Move, on: date) -> Iterator[Finding]:
    """Yield what is wanting of the letters (R6, R7, R8)."""
    one = move.letter
    if not move.by_paper:
        return
    if one is None:
        said = "还没有开出介绍信；支部准备好数据，由有权转接的基层党委开具"
        yield _inform("TRN-08", said, ARTICLE_MOVE)
        return
    yield from _wording(one)
    if one.state in GONE:
        yield _warn("TRN-07", f"{one.name}已{one.state}，还没有重新开具", ARTICLE_LETTER)
    elif on > one.through:
        said = f"{one.name}已经过期：查明原因，对本人批评教育，旧信作废以后重新开具"
        yield _warn("TRN-06", said, ARTICLE_LETTER, one.sum)
    yield from _paid(move, one)
    for old in move.letters:
        if old.state in GONE and old.informed is None:
            said = f"{old.name}{old.state}以后还没有告知接收的党组织"
            yield _warn("TRN-07", said, ARTICLE_LETTER)


def _wording(one: Letter) -> Iterator[Finding]:
    if not validity(one.issued.first, one.days).allowed:
        yield _warn("TRN-06", f"{one.name}写的有效期 {one.days} 天不在 {SPAN}之内", ARTICLE_LETTER)
    if one.carrier and one.carrier not in CARRIERS:
        said = f"{one.name}由“{one.carrier}”转递：应由本人携带或机要邮寄"
        yield _warn("TRN-08", said, ARTICLE_CARRIER)


def _paid(move: Move, one: Letter) -> Iterator[Finding]:
    if move.paid_to is None:
        yield _warn("TRN-PAID", "没有写明党费交到哪个月", ARTICLE_LETTER)
    elif surely_before(move.paid_to, Day(one.issued.year, one.issued.month)):
        said = f"党费只交到 {move.paid_to.year}-{move.paid_to.month:02d}，通常交清到开信当月再开"
        yield _warn("TRN-PAID", said, ARTICLE_LETTER, f"{one.issued} 开具", mark="[P]")


def _chased(move: Move, on: date) -> Iterator[Finding]:
    """Yield what is to be asked of the receiver (R4, R7, R9, R11)."""
    since = move.sent
    if since is None:
        return
    if move.manner in ONLINE:
        yield from _online(move, since.first, on)
    month, half = add_months(since.first, RECEIPT_MONTHS), add_months(since.first, ABSENT_MONTHS)
    if on >= month:
        said = "已满一个月还没有收到回执：请向接收方催问；收到以前仍由原支部管理"
        yield _inform("TRN-09", said, ARTICLE_RECEIPT, f"{since} 满一个月为 {month}")
    if on >= half and lettered(move.category):
        said = (
            "已满六个月没有接转：请核对这段时间是否参加组织生活、交纳党费；"
            "没有正当理由连续六个月不参加的，按自行脱党的规定核实"
        )
        yield _warn("TRN-07", said, ARTICLE_AWAY, f"{since} 满六个月为 {half}")


def _online(move: Move, since: date, on: date) -> Iterator[Finding]:
    if not move.serial:
        yield _inform("TRN-11", "还没有记下系统流水号", ARTICLE_MOVE)
    last = days_after(since, MOST_DAYS)
    if on > last:
        said = "网上转接超过 90 天没有接收，系统一般会退回，请查明以后重新发起"
        yield _warn("TRN-11", said, ARTICLE_MOVE, f"{since} 发起，90 天到 {last}", "UNCONFIRMED")


def _goes_along(move: Move, on: date) -> Iterator[Finding]:
    """Yield the papers that must go along and are not listed (R12, 细则 §12, §34)."""
    lacking = [code for code in MUST_TRAVEL.get(move.category, ()) if code not in move.materials]
    if lacking:
        number = PROBATIONER_MOVES if move.category == Category.PROBATIONARY else ACTIVIST_MOVES
        yield _warn("TRN-12", f"随转材料里没有{names_of(lacking)}", article(number, on))


# -- coming in --------------------------------------------------------------------------------


def _letter_in(move: Move, on: date) -> Iterator[Finding]:
    """Yield what is to be looked at before somebody is received (R5, R6)."""
    one = move.letter
    if move.by_paper and one is not None:
        yield from _wording(one)
        if on > one.through:
            said = f"{one.name}已经过期：请对方查明原因、重新开具，仍要接收的须写明原因"
            yield _warn("TRN-06", said, ARTICLE_LETTER, one.sum)
    if not move.checked:
        papers = "党员档案" if lettered(move.category) else "随转材料"
        yield _inform("TRN-05", f"还没有审核{papers}；没有正当理由不得拒绝接收", ARTICLE_MOVE)


def _receipt_owed(move: Move, on: date) -> Iterator[Finding]:
    """Yield the receipt that is still to be sent back (R9)."""
    if not move.by_paper or move.receipt is not None or move.received is None:
        return
    by = receipt_by(move.received)
    reckoned = f"{move.received} 接收，满一个月为 {by}"
    if on > by:
        yield _warn("TRN-09", "回执还没有寄回原基层党委，已超过一个月", ARTICLE_RECEIPT, reckoned)
    else:
        yield _inform("TRN-09", f"回执要在 {by} 以前寄回原基层党委", ARTICLE_RECEIPT, reckoned)


def receipt_by(day: Day) -> date:
    """Return the last day of the month within which a receipt goes back (R9)."""
    return add_months(day.first, RECEIPT_MONTHS)


# -- before a day of receiving is written down ------------------------------------------------


def against_receiving(move: Move, on: Day) -> str:
    """Return why a move cannot be received on a day; empty where it can."""
    one = move.letter
    if not on.exact:
        return "接收日期要写明哪一日"
    if on.first < move.begun.first:
        return f"接收日期 {on} 早于发起日期 {move.begun}"
    if not move.by_paper:
        return ""
    if one is None or one.state in GONE:
        return "没有有效的介绍信" if one is None else f"{one.name}已{one.state}，没有有效的介绍信"
    return f"接收日期 {on} 早于介绍信的开具日期 {one.issued}" if on.first < one.issued.first else ""


def received_late(move: Move, on: Day) -> str:
    """Return the sum where the letter no longer held on the day of receiving; empty where it did."""
    one = move.letter
    late = move.by_paper and one is not None and on.first > one.through
    return f"{one.sum}；接收在 {on}" if late and one is not None else ""
