"""Whether the days on the papers of one file agree with those of the steps, and follow each other."""

from collections.abc import Mapping

from partyoffice.core.dates import Day, surely_before
from partyoffice.core.finding import Finding, Severity
from partyoffice.development.rules.archive import BY_CODE
from partyoffice.development.rules.steps import STEPS

BASIS = "各种材料应当一致"
# Papers that are made on the very day of their step, and those that can only be made after it.
SAME = {
    "1-1": 1, "1-2": 2, "2-2": 3, "3-2": 7, "4-0": 12, "4-2": 13, "4-4": 15, "4-4-1": 15, "4-6": 17,
    "4-9": 20, "5-2": 22, "5-5": 23, "5-5-1": 23, "5-10": 24, "5-11": 24,
}  # fmt: skip
AFTER = {
    "2-3": 3, "2-4": 3, "3-1": 7, "3-5": 7, "3-3": 7, "4-1": 12, "4-3": 13, "4-5": 15, "4-5-1": 15, "4-7": 17,
    "5-7": 23, "5-8": 23, "5-9": 23, "5-12": 24, "5-13": 24,
}  # fmt: skip


def check_formed(formed: Mapping[str, Day], days: Mapping[int, Day]) -> list[Finding]:
    """Warn of papers whose day cannot be that of their step, or lies before what they rest on."""
    found = []
    for code, day in formed.items():
        if code in SAME and SAME[code] in days:
            found += _same(code, day, SAME[code], days[SAME[code]])
        elif code in AFTER and AFTER[code] in days:
            found += _after(code, day, AFTER[code], days[AFTER[code]])
    return found


def _same(code: str, day: Day, number: int, taken: Day) -> list[Finding]:
    if day.last >= taken.first and taken.last >= day.first:
        return []
    message = f"{code} {BY_CODE[code].name}的日期 {day} 与第 {number} 步“{STEPS[number]}”{taken} 不一致"
    return [_finding(message, f"材料 {day}，步骤 {taken}")]


def _after(code: str, day: Day, number: int, taken: Day) -> list[Finding]:
    if not surely_before(day, taken):
        return []
    message = f"{code} {BY_CODE[code].name}的日期 {day} 早于第 {number} 步“{STEPS[number]}”{taken}"
    return [_finding(message, f"第 {number} 步 {taken} → 材料 {day}")]


def _finding(message: str, told: str) -> Finding:
    return Finding("paper-days", Severity.WARN, f"{message}，请查原件", "", BASIS, told)
