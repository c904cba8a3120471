"""What every verb on a payment asks first: a day that has come and is open, a sum that may be, a reason."""

from datetime import date

from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.finding import Finding
from partyoffice.core.money import grouped
from partyoffice.dues.actions.closing import must_be_open
from partyoffice.dues.queries.ledger import accounts
from partyoffice.dues.queries.places import placed
from partyoffice.dues.records.settings import MAKEUP_MOST, PREPAY_MOST
from partyoffice.dues.rules import paying
from partyoffice.dues.rules.ledger import Account, Cell
from partyoffice.dues.rules.months import Month, month_of, spoken
from partyoffice.members.queries import Someone
from partyoffice.store import settings


def judged_on(on: Day | None) -> date:
    """Return the day as of which a payment is judged."""
    return on.first if on is not None else clock.today()


def someone_of(session: Session, person_id: int, on: date) -> Someone:
    """Return who pays, with where they belong (OfficeError for nobody)."""
    found = placed(session, on, [person_id])
    if not found:
        raise OfficeError("名册里没有这个人", remedy="在回收站里的，请先恢复")
    return found[person_id]


def account_of(session: Session, person_id: int, month: Month) -> Account:
    """Return the account of one month; an empty one for who never was a member."""
    found = accounts(session, range(month, month + 1), {person_id})
    return found.get(person_id) or Account(person_id)


def must_be_in_time(session: Session, month: Month, on: Day | None) -> None:
    """Refuse a day that has not come or is closed, and what is paid too far ahead (LOCAL).

    No day is known of old payments alone: they count in the month they are for.
    """
    today, most = clock.today(), int(settings.get(session, PREPAY_MOST))
    if on is None and month >= month_of(today):
        raise OfficeError("没有填写交纳日期", remedy="请填写收到党费的日期；只有过去月份的老账可以空着")
    if on is not None and on.first > today:
        raise OfficeError(f"交纳日期 {on} 还没有到", remedy="请在收到以后登记")
    if on is not None and paying.is_too_early(month, month_of(on), most):
        raise OfficeError(
            f"{spoken(month)}的党费在 {on} 交太早：最多预交 {most} 个月",
            remedy="请晚些再收；上级另有规定的，在“设置”“党费”里改“最多预交几个月”",
        )
    must_be_open(session, on or month)


def must_be_sound(cell: Cell, amount: int, note: str) -> None:
    """Refuse nothing, more given back than was paid, and what belongs to 大额党费."""
    if not amount:
        raise OfficeError("金额是 0", remedy="免交的请在“少交免交”里登记；在流入地交的请登记“流入地已交”")
    if amount < 0 and not note.strip():
        raise OfficeError("负数没有写明原因", remedy="退还或冲正的，请在“说明”里写原因")
    if cell.paid + amount < 0:
        raise OfficeError(
            f"退 {grouped(-amount)}，这个月只交过 {grouped(cell.paid)}", remedy="请核对月份和金额"
        )
    if paying.is_large(cell, amount):
        raise OfficeError(
            f"比应交多 {grouped(amount - paying.still_open(cell))}：一次自愿多交 1000 元以上是大额党费，"
            f"全部上缴中央，不进本级结存（{paying.ARTICLE_EXTRA}）",
            remedy="应交的部分请登记在这里，其余登记到“大额与特殊”",
        )


def must_explain_late(session: Session, month: Month, on: Day | None, note: str) -> list[Finding]:
    """Want a word where 补交 comes later than it may."""
    most = int(settings.get(session, MAKEUP_MOST))
    if on is None or not paying.is_too_late(month, month_of(on), most):
        return []
    if not note.strip():
        raise OfficeError(
            f"补交一般不超过 {most} 个月：{paying.late_said(month, month_of(on))}",
            remedy="请在“说明”里写明原因",
        )
    return [paying.late_remark(month, month_of(on))]
