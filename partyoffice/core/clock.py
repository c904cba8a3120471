"""The only source of today and now, so that tests and calculations can stop the clock."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

BUILT, YEARS = 2025, 16  # the year before the first release; a PC that runs it longer is not to be believed
_stopped: list[datetime] = []


def now() -> datetime:
    """Return the present moment with the offset of this PC's time zone."""
    return _stopped[-1] if _stopped else datetime.now(UTC).astimezone()


def today() -> date:
    """Return the calendar day of this PC."""
    return now().date()


def stamp() -> str:
    """Return now as stored in the office: UTC to the millisecond, then the local offset."""
    moment = now()
    utc = moment.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00")
    return f"{utc}Z{moment.strftime('%z')}"


def from_stamp(text: str) -> datetime:
    """Return the local moment that ``stamp`` wrote."""
    utc, offset = text.split("Z")
    zone = datetime.strptime(offset, "%z").tzinfo
    return datetime.fromisoformat(utc).replace(tzinfo=UTC).astimezone(zone)


def doubt(moment: datetime, last: datetime | None) -> str:
    """Return why a PC's clock cannot be right, empty where nothing speaks against it.

    ``last`` is when something was last done in the office, None for never; a day behind it is let pass,
    for people travel, and a ``last`` that could not be right itself speaks against nothing.
    """
    said = f"电脑的时间是 {moment:%Y-%m-%d %H:%M}"
    if not _possible(moment):
        return said
    if last is not None and _possible(last) and last - moment > timedelta(days=1):
        return f"{said}，早于上一次操作（{last:%Y-%m-%d %H:%M}）"
    return ""


def _possible(moment: datetime) -> bool:
    return BUILT <= moment.year <= BUILT + YEARS


@contextmanager
def stopped(at: date) -> Generator[None]:
    """Hold the clock at noon of ``at``; nests."""
    _stopped.append(datetime(at.year, at.month, at.day, 12, tzinfo=UTC))
    try:
        yield
    finally:
        _stopped.pop()
