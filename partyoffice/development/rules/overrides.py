"""Passing a BLOCK with a reason: only where the rules know special cases, and never silently."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from partyoffice.core.finding import Finding, Severity


@dataclass(frozen=True, slots=True)
class Override:
    """The reason a blocked step was closed all the same; it is printed on the record."""

    code: str
    reason: str
    by: str = ""
    on: date | None = None


def settle(findings: Iterable[Finding], overrides: Iterable[Override] = ()) -> list[Finding]:
    """Return the findings with those that were passed with a reason turned into warnings that say so."""
    given = {one.code: one for one in overrides if one.reason.strip()}
    return [_settled(one, given.get(one.code)) for one in findings]


def _settled(one: Finding, override: Override | None) -> Finding:
    if one.severity is not Severity.BLOCK or not one.overridable or override is None:
        return one
    return replace(one, severity=Severity.WARN, message=f"{one.message}（{record_line(override)}）")


def record_line(override: Override) -> str:
    """Return what stands on the record: 例外办理，理由：…；决定人，日期."""
    signed = "，".join(filter(None, (override.by, str(override.on or ""))))
    return f"例外办理，理由：{override.reason.strip()}" + (f"；{signed}" if signed else "")


def blocked(findings: Iterable[Finding]) -> bool:
    """Say whether anything still forbids closing the step."""
    return any(one.severity is Severity.BLOCK for one in findings)
