"""What is looked at before a post is handed over: reckoned, never typed; what is not clean is only told."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.finding import Severity
from partyoffice.core.money import grouped
from partyoffice.dues.queries.handing import handovers
from partyoffice.dues.queries.money import balance, opening
from partyoffice.handover import contents
from partyoffice.meetings.records import Meeting
from partyoffice.meetings.rules.kinds import FINAL
from partyoffice.parts import PARTS
from partyoffice.store import backup, journal, shelf
from partyoffice.store.drafts import Drafts
from partyoffice.store.office import Office
from partyoffice.store.snoozes import snoozes

SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing looked at: what was found, whether it is clean, and the page that mends it."""

    title: str
    said: str
    clean: bool
    page: str = ""
    target: Mapping[str, Any] = field(default_factory=dict)


def of_office(office: Office) -> list[Item]:
    """Return everything that is looked at: what the records say, then the files beside the office."""
    with office.reading() as session:
        found = of_records(session, clock.today())
    return [*found, _copies(office), _drafts(office)]


def of_records(session: Session, on: date) -> list[Item]:
    """Return what the records alone tell on a day."""
    asked = (_journal(session), _findings(session, on), _duties(session, on), _minutes(session))
    return [*asked, *_dues(session), _files(session)]


def _journal(session: Session) -> Item:
    broken, head = journal.verify(session), journal.head(session)[0]
    said = f"共 {head} 条，逐条相扣" if broken is None else f"从第 {broken} 条起对不上"
    return Item("操作记录", said, broken is None, "history")


def _findings(session: Session, on: date) -> Item:
    """Return what 数据体检 finds that is more than a reminder."""
    found = Counter(one.severity for part in PARTS for ask in part.checks for one in ask(session, on))
    must, may = found[Severity.BLOCK], found[Severity.WARN]
    said = f"必须改正 {must} 项，需要核对 {may} 项" if must or may else "没有发现问题"
    return Item("数据体检", said, not (must or may), "check")


def _duties(session: Session, on: date) -> Item:
    put_off = {key for key, one in snoozes(session).items() if one.holds(on)}
    asked: Iterable[Any] = (one for part in PARTS for ask in part.due for one in ask(session, on))
    due = [one.due for one in asked if one.key not in put_off]
    late, soon = sum(day < on for day in due), sum(on <= day <= on + SOON for day in due)
    said = f"超期 {late} 件，30 天内到期 {soon} 件" if late or soon else "没有超期和快到期的"
    return Item("待办事项", said, not late, "home")


def _minutes(session: Session) -> Item:
    asked = select(func.count()).select_from(Meeting).where(Meeting.state == FINAL)
    left = session.execute(asked.where(Meeting.signed_on.is_(None))).scalar_one()
    said = f"已定稿还没有登记签字 {left} 次" if left else "定稿的都已登记签字"
    return Item("会议记录签字", said, not left, "meetings", {"view": "minutes"})


def _dues(session: Session) -> list[Item]:
    """Return what the book of dues holds, and whether it was counted and handed over as it stands."""
    way = ("dues", {"view": "handovers"})
    if opening(session) is None:
        return [Item("党费结存", "没有建账", True, *way)]
    now, done = balance(session), next(iter(handovers(session)), None)
    held = Item("党费结存", f"账面现金 {grouped(now.cash)} 元，银行 {grouped(now.bank)} 元", True, *way)
    if done is None or (done.one.cash_book, done.one.bank_book) != (now.cash, now.bank):
        return [held, Item("党费交接", "还没有按现在的结存登记交接", False, *way)]
    counted = f"{done.one.on} 清点现金 {grouped(done.one.cash)} 元，对账单 {grouped(done.one.bank)} 元"
    return [held, Item("党费交接", counted, not done.differs, *way)]


def _files(session: Session) -> Item:
    number, size = contents.files(session)
    return Item("附件", f"{number} 个，共 {size_words(size)}" if number else "没有", True)


def size_words(size: int) -> str:
    """Return a number of bytes in KB or MB."""
    return f"{size / 2**20:.1f} MB" if size >= 2**20 else f"{-(-size // 1024)} KB"


def _copies(office: Office) -> Item:
    newest = next((one for one in backup.copies(office.path) if one.note), None)
    if newest is None:
        return Item("最近备份", "还没有备份", False, "backups")
    sound, whole = shelf.is_sound(newest), backup.is_copied(office.door)
    told = "已核对完好" if sound else "和备份时的校验值不一致"
    since = "" if whole else "，之后又有改动"
    number = len(backup.copies(office.path))
    said = f"{newest.made:%Y-%m-%d %H:%M}，{told}{since}；共 {number} 份"
    return Item("最近备份", said, sound and whole, "backups")


def _drafts(office: Office) -> Item:
    left = len(Drafts(office).all())
    said = f"{left} 张表填了没有保存，不在交接包里" if left else "没有"
    return Item("没有保存的表", said, not left, "home")
