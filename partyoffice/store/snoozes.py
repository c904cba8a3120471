"""What the user put off: one setting a duty, so that each is journalled and undone by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.core.text import clean
from partyoffice.store import settings
from partyoffice.store.settings import StoredSetting

TITLE = "推迟的待办"
PREFIX = f"{TITLE}："
# The journal shows these words beside the values, so they are what people read.
UNTIL, REASON, BY, SINCE = "推迟到", "原因", "操作人", "登记日期"


@dataclass(frozen=True, slots=True)
class Snooze:
    """One duty put off: ``until`` is the first day that shows it again, None ignores it this time."""

    key: str
    until: date | None
    reason: str = ""
    operator: str = ""
    since: date | None = None

    def holds(self, on: date) -> bool:
        """Say whether the duty is still out of sight on a day."""
        return self.until is None or on < self.until

    def words(self) -> str:
        """Return 推迟到 2026-11-23 or 本次忽略, with the reason."""
        said = "本次忽略" if self.until is None else f"推迟到 {self.until}"
        return f"{said}：{self.reason}" if self.reason else said


def snoozes(session: Session) -> dict[str, Snooze]:
    """Return everything put off by the key of its duty, also what has come back since."""
    wanted = select(StoredSetting.key, StoredSetting.value).where(StoredSetting.key.startswith(PREFIX))
    found = (_read(key.removeprefix(PREFIX), value) for key, value in session.execute(wanted))
    return {one.key: one for one in found}


def _read(key: str, value: dict[str, Any]) -> Snooze:
    until, since = value.get(UNTIL, ""), value.get(SINCE, "")
    return Snooze(
        key,
        date.fromisoformat(until) if until else None,
        value.get(REASON, ""),
        value.get(BY, ""),
        date.fromisoformat(since) if since else None,
    )


def put_off(session: Session, keys: Iterable[str], until: date | None, reason: str = "") -> None:
    """Put duties off until a day, or ignore them this time (None), which needs a reason.

    Raises OfficeError for a day that is not ahead, and for ignoring without saying why.
    """
    reason, today = clean(reason), clock.today()
    if until is None and not reason:
        raise OfficeError("没有写忽略的原因", remedy="请写一句原因，以后查得到为什么没有办")
    if until is not None and until <= today:
        raise OfficeError(f"推迟到的日子 {until} 不在今天之后", remedy="请填今天以后的日期")
    operator = str(settings.get(session, settings.OPERATOR))
    value = {UNTIL: str(until or ""), REASON: reason, BY: operator, SINCE: str(today)}
    for key in keys:
        settings.put(session, settings.Setting(PREFIX + key, TITLE, None), value)


def bring_back(session: Session, keys: Iterable[str]) -> None:
    """Show duties again."""
    stored = [PREFIX + key for key in keys]
    for row in session.execute(select(StoredSetting).where(StoredSetting.key.in_(stored))).scalars():
        session.delete(row)
