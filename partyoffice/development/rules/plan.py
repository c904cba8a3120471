"""The yearly plan against what was done, and the shares of 双培: numbers and nothing guessed."""

from collections.abc import Mapping
from dataclasses import dataclass

from partyoffice.core.finding import Finding, Severity

COUNTED = {3: "activists", 7: "candidates", 15: "accepted"}  # the step by which somebody counts
TITLES = {"activists": "确定积极分子", "candidates": "确定发展对象", "accepted": "接收预备党员"}
BASIS = "发展党员实行总量控制，以上级下达的计划为准"


@dataclass(frozen=True, slots=True)
class Compared:
    """One line of a plan: ``planned`` is None where nothing was set."""

    title: str
    planned: int | None
    done: int

    @property
    def left(self) -> int | None:
        """How many are still to come, negative where the plan was passed."""
        return None if self.planned is None else self.planned - self.done

    def told(self) -> str:
        """Return 计划 3，完成 2，还差 1."""
        if self.left is None:
            return f"没有下达计划，完成 {self.done}"
        rest = f"超 {-self.left}" if self.left < 0 else f"还差 {self.left}" if self.left else "完成计划"
        return f"计划 {self.planned}，完成 {self.done}，{rest}"


def compare(planned: Mapping[str, int | None], done: Mapping[str, int]) -> tuple[Compared, ...]:
    """Return plan and actual by what is counted, in the order of the way."""
    return tuple(Compared(title, planned.get(key), done.get(key, 0)) for key, title in TITLES.items())


def check_plan(body: str, year: int, lines: tuple[Compared, ...], month: int) -> list[Finding]:
    """Warn of a plan that was passed; remind of what is open in the last quarter."""
    found = []
    for one in lines:
        if one.left is not None and one.left < 0:
            found.append(_finding(Severity.WARN, f"{body} {year} 年{one.title}超出计划", one.told()))
        elif one.left and month >= 10:
            found.append(_finding(Severity.INFO, f"{body} {year} 年{one.title}还没有完成计划", one.told()))
    return found


def _finding(severity: Severity, message: str, told: str) -> Finding:
    return Finding("quota", severity, message, "", BASIS, told, mark="LOCAL")


def share(part: int, whole: int) -> str:
    """Return 12/30（40.0%）, or a dash where there is nothing to share."""
    return f"{part}/{whole}（{part * 100 / whole:.1f}%）" if whole else "—"
