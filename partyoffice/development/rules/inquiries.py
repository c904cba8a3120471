"""政审函调: how a letter is numbered, how long its answer is awaited, what an answer must have."""

from dataclasses import dataclass
from datetime import date

from partyoffice.core.dates import Day, days_after, surely_before
from partyoffice.core.finding import Finding, Severity
from partyoffice.development.rules.profile import USUAL, RuleSettings

SERIES = "政审函"
BASIS = "习惯做法，细则没有规定回函期限"
CODE = "inquiry"


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter as the rules see it."""

    number: str
    addressee: str
    sent: Day
    returned: Day | None = None
    answer: str = ""
    sealed: bool = False
    void: bool = False


def number_text(year: int, number: int) -> str:
    """Return 政审函〔2026〕7号."""
    return f"{SERIES}〔{year}〕{number}号"


def waiting_days(letter: Letter, on: date) -> int | None:
    """Return for how many days an answer is awaited; None for one that came, or that nobody awaits."""
    if letter.void or letter.returned is not None:
        return None
    return max((on - letter.sent.first).days, 0)


def due_on(letter: Letter, settings: RuleSettings = USUAL) -> date | None:
    """Return the day until which an answer is waited for quietly; None where the office never asks again."""
    return days_after(letter.sent.first, settings.inquiry_days) if settings.inquiry_days else None


def check_letter(letter: Letter, on: date, settings: RuleSettings = USUAL) -> list[Finding]:
    """Warn of an answer that is not there in time, or lacks seal or words ([P])."""
    if letter.void:
        return []
    name = f"{letter.number or '政审函'}（{letter.addressee}）"
    if letter.returned is None:
        return _unanswered(letter, name, on, settings)
    if surely_before(letter.returned, letter.sent):
        told = f"发出 {letter.sent}，回函 {letter.returned}"
        return [_finding(f"{name}的回函日期早于发出日期，请核对", told)]
    lacking = [word for word, there in (("结论", letter.answer), ("党组织印章", letter.sealed)) if not there]
    return [_finding(f"{name}的回函没有登记{'、'.join(lacking)}")] if lacking else []


def _unanswered(letter: Letter, name: str, on: date, settings: RuleSettings) -> list[Finding]:
    days, due = waiting_days(letter, on), due_on(letter, settings)
    if due is None or on <= due:
        return []
    told = f"{letter.sent} 发出，{settings.inquiry_days} 天为 {due}，已等 {days} 天"
    return [_finding(f"{name}发出 {days} 天还没有回函，请催办", told)]


def _finding(message: str, told: str = "") -> Finding:
    return Finding(CODE, Severity.WARN, message, "", BASIS, told, mark="[P]")
