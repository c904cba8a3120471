"""Political review, the order of the steps around the meeting, and who may approve: DEV-10, 12 to 17."""

from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from partyoffice.core.dates import Day, add_months, surely_before
from partyoffice.core.finding import Finding, Severity
from partyoffice.development.rules.editions import NEW
from partyoffice.development.rules.profile import USUAL, RuleSettings
from partyoffice.development.rules.steps import STEPS
from partyoffice.members.rules import Edition, cite

PASSED = "合格"


def check_political_review(
    conclusion: str,
    reviewed: Day | None,
    meeting: Day | None,
    edition: Edition,
    settings: RuleSettings = USUAL,
) -> list[Finding]:
    """Block without a review that passed; warn where the meeting came over a year after it ([P])."""
    basis = cite(16, edition)
    if conclusion != PASSED:
        message = f"政治审查结论为“{conclusion}”，不能入党" if conclusion else "没有政治审查结论，不能入党"
        return [Finding("DEV-10", Severity.BLOCK, message, "", basis)]
    months = settings.political_review_months
    if not months or reviewed is None or meeting is None:
        return []
    until = add_months(reviewed.last, months)
    if meeting.first <= until:
        return []
    message = f"政治审查距支部大会超过 {months} 个月，请补充审查"
    told = f"政审 {reviewed}，{months} 个月内为 {until}，大会 {meeting}"
    return [Finding("DEV-10", Severity.WARN, message, "", basis, told, mark="[P]")]


# -- what must be closed before --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Before:
    """A step that rests on an earlier one: closed and not later."""

    step: int
    earlier: int
    severity: Severity
    article: int


BEFORE = (
    Before(3, 2, Severity.BLOCK, 8),
    Before(4, 3, Severity.WARN, 8),
    Before(7, 3, Severity.BLOCK, 13),
    Before(8, 7, Severity.BLOCK, 13),
    *(Before(12, earlier, Severity.BLOCK, 18) for earlier in range(7, 12)),
    Before(13, 12, Severity.BLOCK, 18),
    Before(14, 13, Severity.BLOCK, 18),
    Before(15, 10, Severity.BLOCK, 16),
    Before(15, 11, Severity.BLOCK, 17),
    Before(15, 13, Severity.BLOCK, 19),
    Before(15, 14, Severity.WARN, 19),
    Before(16, 15, Severity.BLOCK, 23),
    Before(17, 15, Severity.BLOCK, 25),
    Before(17, 16, Severity.BLOCK, 23),
    Before(18, 17, Severity.WARN, 25),
    Before(19, 17, Severity.WARN, 24),
    Before(20, 17, Severity.WARN, 29),
    Before(24, 23, Severity.BLOCK, 33),
    Before(25, 24, Severity.WARN, 36),
)


RESTS_ON = {one.step: tuple(other for other in BEFORE if other.step == one.step) for one in BEFORE}


def check_before(number: int, days: Mapping[int, Day], edition: Edition) -> list[Finding]:
    """Return what is missing or later among the steps that one rests on; ``days`` holds closed steps."""
    return [*check_missing(number, days, edition), *check_later(number, days, edition)]


def check_missing(number: int, there: Container[int], edition: Edition) -> list[Finding]:
    """Return the steps that one rests on and that are not there."""
    return [
        Finding(
            f"DEV-{number:02d}", one.severity, f"还没有登记第 {one.earlier} 步“{STEPS[one.earlier]}”", "",
            cite(one.article, edition),
        )
        for one in RESTS_ON.get(number, ())
        if one.earlier not in there
    ]  # fmt: skip


def check_later(number: int, days: Mapping[int, Day], edition: Edition) -> list[Finding]:
    """Return the steps that one rests on and that surely lie after it."""
    return _disordered(RESTS_ON.get(number, ()), days, edition)


def check_sooner(number: int, days: Mapping[int, Day], edition: Edition) -> list[Finding]:
    """Return the steps that rest on one and surely lie before it: whichever of the two is typed last."""
    return _disordered((one for one in BEFORE if one.earlier == number), days, edition)


def _disordered(pairs: Iterable[Before], days: Mapping[int, Day], edition: Edition) -> list[Finding]:
    return [
        Finding(
            f"DEV-{one.step:02d}", one.severity,
            f"“{STEPS[one.step]}”{days[one.step]} 早于“{STEPS[one.earlier]}”{days[one.earlier]}", "",
            cite(one.article, edition),
            f"第 {one.earlier} 步 {days[one.earlier]} → 第 {one.step} 步 {days[one.step]}",
        )
        for one in pairs
        if one.step in days and one.earlier in days and surely_before(days[one.step], days[one.earlier])
    ]  # fmt: skip


# -- who may approve -------------------------------------------------------------------------


class Body(StrEnum):
    """The bodies a school meets, by what they may do with an admission."""

    EMPOWERED = "有审批权的基层党委"
    GENERAL_BRANCH = "党总支"
    BRANCH = "党支部"
    GROUP = "党组"
    TEMPORARY = "临时党组织"
    UNDER_TOWNSHIP = "乡镇（街道）党委所属的基层党委"


NEW_IN_2026 = {Body.GROUP, Body.TEMPORARY}


def check_approver(
    body: Body, edition: Edition, *, deliberated: bool, has_general_branch: bool
) -> list[Finding]:
    """Block an approval by a body without the power, and one the 党总支 has not seen before."""
    basis = cite(22, edition)
    if body is not Body.EMPOWERED:
        unsure = edition is not NEW and body in NEW_IN_2026
        told = "2014 年版没有写明" if unsure else ""
        message = f"{body}不能审批预备党员，审批无效"
        return [
            Finding("DEV-17", Severity.BLOCK, message, "", basis, told, mark="UNCONFIRMED" if unsure else "")
        ]
    if has_general_branch and not deliberated:
        return [
            Finding(
                "DEV-17", Severity.BLOCK, "有党总支的，先经党总支审议再报批，请填写党总支审议日期", "", basis
            )
        ]
    return []


def check_deliberation(
    deliberated: Day | None, meeting: Day | None, approved: Day | None, edition: Edition
) -> list[Finding]:
    """Block a 党总支审议 that surely lies before the meeting it is about, or after the approval."""
    if deliberated is None:
        return []
    told = f"大会 {meeting or '—'}，总支审议 {deliberated}，审批 {approved or '—'}"
    early = meeting is not None and surely_before(deliberated, meeting) is True
    late = approved is not None and surely_before(approved, deliberated) is True
    wrong = ((early, "党总支审议早于支部大会"), (late, "党总支审议晚于上级党委审批"))
    basis = cite(22, edition)
    return [
        Finding("DEV-17", Severity.BLOCK, message, "", basis, told) for is_wrong, message in wrong if is_wrong
    ]


def deciding_body(*, has_committee: bool) -> str:
    """Return who takes the decisions of a 支委会 in this branch (细则第八条)."""
    return "支部委员会" if has_committee else "党员大会"


PACKAGE = {
    "4-3": "入党志愿书",
    "1-1": "入党申请书",
    "2-6": "入党积极分子培养考察登记表",
    "3-9": "政治审查材料",
}


def check_package(present: Collection[str], edition: Edition) -> list[Finding]:
    """Warn of what is missing from the papers sent up for approval; 2014 named none."""
    missing = [title for code, title in PACKAGE.items() if code not in present]
    if edition is not NEW or not missing:
        return []
    message = f"报批材料缺少{'、'.join(missing)}"
    return [Finding("DEV-17", Severity.WARN, message, "", cite(21, edition))]
