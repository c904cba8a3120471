"""What is to be done after a decision: how it stands on a day, and when a day of it cannot be."""

from datetime import date
from enum import StrEnum

from partyoffice.core.dates import Day, days_after

AHEAD_DAYS = 14  # so long before its day a thing is called soon; our own rule


class Standing(StrEnum):
    """How a thing to be done stands."""

    LATE = "已超期"
    SOON = "快到期"
    OPEN = "办理中"
    DONE = "已办结"


def standing(due: Day | None, done: Day | None, on: date, ahead: int = AHEAD_DAYS) -> Standing:
    """Return how it stands: a month only is over with its last day."""
    if done is not None:
        return Standing.DONE
    if due is None:
        return Standing.OPEN
    if due.last < on:
        return Standing.LATE
    return Standing.SOON if due.last <= days_after(on, ahead) else Standing.OPEN


def days_over(due: Day | None, done: Day | None, on: date) -> int:
    """Return how many days it is over; 0 where it is done, not due yet, or has no day."""
    return (on - due.last).days if due is not None and done is None and due.last < on else 0


def why_not_done(held: Day, done: Day, today: date) -> str:
    """Return why it cannot have been done that day; empty where it can."""
    if done.first > today:
        return f"完成日期 {done} 还没有到"
    return f"完成日期 {done} 早于会议日期 {held}" if done.last < held.first else ""


def why_not_put_off(due: Day | None, to: Day) -> str:
    """Return why it cannot be put off to that day; empty where it can."""
    if due is None:
        return ""
    return f"新的期限 {to} 不晚于原来的 {due}" if to.last <= due.last else ""
