"""Who may apply, be mentor (培养联系人) and be sponsor (入党介绍人): DEV-01, 03, 05, 09."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from partyoffice.core.dates import Day, add_months_forward, days_after, years_between
from partyoffice.core.finding import Finding, Severity
from partyoffice.development.rules.editions import NEW
from partyoffice.development.rules.profile import MENTOR, USUAL, RuleSettings
from partyoffice.members.rules import ADULT, ADULT_ARTICLE, Category, Edition, adult_from, cite, holds

LEAGUE_AGE = 28
MENTORS, SPONSORS = (1, 2), 2


def check_adult(
    birth: Day | None, applied: Day | None, edition: Edition, settings: RuleSettings = USUAL
) -> list[Finding]:
    """Block an application surely before the 18th birthday (DEV-01)."""
    if birth is None or applied is None or applied.last >= _of_age(birth.first, settings):
        return []
    told = f"{birth} 出生，满 {ADULT} 岁为 {adult_from(birth.first)}"
    message = f"申请入党时间 {applied} 未满 {ADULT} 岁"
    return [Finding("DEV-01", Severity.BLOCK, message, "", cite(ADULT_ARTICLE, edition), told)]


def _of_age(born: date, settings: RuleSettings) -> date:
    return days_after(adult_from(born), 0 if settings.birthday_counts else 1)


def check_age_known(
    birth: Day | None, applied: Day | None, edition: Edition, settings: RuleSettings = USUAL
) -> list[Finding]:
    """Say where nobody can tell whether an applicant was of age: no birth date, or months alone (DEV-01)."""
    if applied is None:
        return []
    basis = cite(ADULT_ARTICLE, edition)
    if birth is None:
        message = f"没有登记出生日期，无法核对申请时是否已满 {ADULT} 岁，请在名册卡片上补填"
        return [Finding("DEV-01", Severity.INFO, message, "", basis)]
    if applied.last < _of_age(birth.first, settings) or applied.first >= _of_age(birth.last, settings):
        return []
    message = f"申请入党时间 {applied} 是否已满 {ADULT} 岁无法判断，请查原件补全日期"
    return [Finding("DEV-01", Severity.INFO, message, "", basis, f"{birth} 出生")]


def check_league(
    birth: Day | None,
    decided: Day | None,
    edition: Edition,
    *,
    in_league: bool,
    recommended: bool,
    settings: RuleSettings = USUAL,
) -> list[Finding]:
    """Warn of a League member under 28 without 推优 (DEV-03)."""
    if not in_league or recommended or not settings.league_recommends or birth is None or decided is None:
        return []
    age = years_between(birth, decided.first)
    if age is None or age >= LEAGUE_AGE:
        return []
    told = f"{birth} 出生，{decided} 时 {age} 周岁，不满 {LEAGUE_AGE}"
    message = "二十八岁以下的共青团员一般经团组织推优，没有推优记录"
    return [Finding("DEV-03", Severity.WARN, message, "", cite(8, edition), told, mark="[P]")]


# -- mentors and sponsors --------------------------------------------------------------------


class Discipline(StrEnum):
    """The punishments that bear on whom a member may vouch for."""

    WARNING = "警告"
    SERIOUS_WARNING = "严重警告"
    REMOVAL = "撤销党内职务"
    PROBATION = "留党察看"


@dataclass(frozen=True, slots=True)
class Punishment:
    """A punishment with its day; ``restored`` ends the loss of rights of 留党察看."""

    kind: Discipline
    since: date
    restored: date | None = None


@dataclass(frozen=True, slots=True)
class Voucher:
    """A member as mentor or sponsor: what may stand against it. ``category`` is that of the day of naming."""

    key: int  # tells two people of one name apart
    name: str
    category: str = Category.FULL
    punishments: tuple[Punishment, ...] = ()
    relative: bool = False
    start: Day | None = None
    end: Day | None = None  # the first day no longer

    def vouches(self, on: date) -> bool:
        """Say whether somebody vouches on a day."""
        return holds(self.start, self.end, on)


def influence_until(one: Punishment, settings: RuleSettings = USUAL) -> date | None:
    """Return the last day of the 影响期 (lengths UNCONFIRMED); None for 留党察看, which ends itself."""
    months = {
        Discipline.WARNING: settings.warning_months,
        Discipline.SERIOUS_WARNING: settings.serious_warning_months,
        Discipline.REMOVAL: settings.removal_months,
    }
    return days_after(add_months_forward(one.since, months[one.kind]), -1) if one.kind in months else None


def without_rights(punishments: Iterable[Punishment], on: date) -> bool:
    """Say whether somebody is under 留党察看 whose rights are not restored."""
    return any(
        one.kind is Discipline.PROBATION and one.since <= on and (one.restored is None or on < one.restored)
        for one in punishments
    )


def check_mentors(
    mentors: Sequence[Voucher], on: date, edition: Edition, settings: RuleSettings = USUAL
) -> list[Finding]:
    """Block fewer than one or more than two mentors, and mentors who are no full members (DEV-05)."""
    basis = cite(9, edition)
    found = [*_mentor_count(mentors, basis, settings), *_full_members("DEV-05", "培养联系人", mentors, basis)]
    if edition is NEW:
        found += [
            Finding("DEV-05", Severity.WARN, f"培养联系人{one.name}在留党察看期间，应当更换", "", basis)
            for one in mentors
            if without_rights(one.punishments, on)
        ]
    return found + _relatives("DEV-05", "培养联系人", mentors, settings)


def _mentor_count(mentors: Sequence[Voucher], basis: str, settings: RuleSettings) -> list[Finding]:
    number, (least, most) = len({one.key for one in mentors}), MENTORS
    told = f"现有 {number} 名，应为 {least} 至 {most} 名"
    if not least <= number <= most or number != len(mentors):
        message = "培养联系人应为一至两名不同的正式党员"
        return [Finding("DEV-05", Severity.BLOCK, message, "", basis, told)]
    if settings.mentors_two and number < most:
        message = "本单位规定培养联系人为两名"
        return [Finding("DEV-05", Severity.WARN, message, "", basis, told, mark="[P]")]
    return []


def check_sponsors(
    sponsors: Sequence[Voucher], on: date, edition: Edition, settings: RuleSettings = USUAL
) -> list[Finding]:
    """Block all but two different full members with their rights; warn within an 影响期 (DEV-09)."""
    basis = cite(14, edition)
    found = _full_members("DEV-09", "入党介绍人", sponsors, basis)
    number = len({one.key for one in sponsors})
    if number != SPONSORS or len(sponsors) != SPONSORS:
        message = "入党介绍人应为两名不同的正式党员"
        told = f"现有 {number} 名，应为 {SPONSORS} 名"
        found = [Finding("DEV-09", Severity.BLOCK, message, "", basis, told), *found]
    for one in sponsors:
        found += _standing(one, on, edition, settings)
    return found + _relatives("DEV-09", "入党介绍人", sponsors, settings)


def unfit(
    role: str, one: Voucher, on: date, edition: Edition, settings: RuleSettings = USUAL
) -> list[Finding]:
    """Return what stands against one mentor or sponsor, whoever the others are: who must be replaced."""
    if role == MENTOR:
        return check_mentors((one,), on, edition, replace(settings, mentors_two=False))
    return [
        *_full_members("DEV-09", role, (one,), cite(14, edition)),
        *_standing(one, on, edition, settings),
        *_relatives("DEV-09", role, (one,), settings),
    ]


_RESTORED = "恢复"


def punishments_of(rows: Iterable[tuple[str, str, Day | None]]) -> tuple[Punishment, ...]:
    """Return the punishments that bear on vouching among 奖惩 rows (kind, name, day), in order of day.

    A 留党察看 row whose name says 恢复党员权利 ends the one before it; what has no day cannot be reckoned.
    """
    dated = sorted((day.first, kind, name) for kind, name, day in rows if day and kind in set(Discipline))
    found: list[Punishment] = []
    for since, kind, name in dated:
        if kind == Discipline.PROBATION and _RESTORED in name:
            found = [replace(old, restored=since) if old.kind == kind else old for old in found]
        else:
            found.append(Punishment(Discipline(kind), since))
    return tuple(found)


def _full_members(code: str, role: str, people: Sequence[Voucher], basis: str) -> list[Finding]:
    return [
        Finding(
            code, Severity.BLOCK, f"{role}{one.name}是{one.category or '非党员'}，不是正式党员", "", basis
        )
        for one in people
        if one.category != Category.FULL
    ]


def _standing(one: Voucher, on: date, edition: Edition, settings: RuleSettings) -> list[Finding]:
    basis = cite(14, edition)
    if without_rights(one.punishments, on):
        message = f"入党介绍人{one.name}受留党察看处分，尚未恢复党员权利"
        return [Finding("DEV-09", Severity.BLOCK, message, "", basis)]
    return [
        Finding(
            "DEV-09", Severity.WARN, f"入党介绍人{one.name}在{punished.kind}处分影响期内，不宜担任", "",
            basis,
            f"{punished.since} 受处分，影响期至 {until}", mark="UNCONFIRMED",
        )
        for punished in one.punishments
        if edition is NEW and (until := influence_until(punished, settings)) and punished.since <= on <= until
    ]  # fmt: skip


def _relatives(code: str, role: str, people: Sequence[Voucher], settings: RuleSettings) -> list[Finding]:
    severity = Severity.WARN if settings.relatives_excluded else Severity.INFO
    return [
        Finding(
            code, severity, f"{role}{one.name}是本人的直系亲属，有的地方规定不能担任", "",
            "个别地方的规定，细则没有规定", mark="[P]",
        )
        for one in people
        if one.relative
    ]  # fmt: skip
