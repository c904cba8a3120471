"""What hangs on a person's dates and statuses, as functions of plain values.

Sources: 《中国共产党发展党员工作细则》 (2014 edition for steps before 2026-05-11, 2026 edition since),
《中国共产党党员教育管理工作条例》 2019, the history table of 入党时间/党龄 by period.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum
from functools import cache

from partyoffice.core.dates import Day, add_months, add_years_forward, surely_before, years_between


class Fact(StrEnum):
    """What of a person has a history."""

    PRESENCE = "在本组织"
    BRANCH = "党支部"
    GROUP = "党小组"
    CATEGORY = "人员类别"
    STATUS = "党籍状态"
    POST = "党内职务"


class Category(StrEnum):
    """人员类别, as labels; the national codes of the last three are UNCONFIRMED."""

    FULL = "正式党员"
    PROBATIONARY = "预备党员"
    CANDIDATE = "发展对象"
    ACTIVIST = "入党积极分子"
    APPLICANT = "入党申请人"


MEMBERS = frozenset({Category.FULL, Category.PROBATIONARY})
NORMAL, SUSPENDED = "正常", "停止党籍"
SINGLE = (Fact.PRESENCE, Fact.BRANCH, Fact.GROUP, Fact.CATEGORY, Fact.STATUS)


class Leaving(StrEnum):
    """How somebody goes out of the roster."""

    TRANSFER = "转出组织关系"
    DEATH = "去世"
    ADVISED = "劝其退党"
    ADVISED_REMOVED = "劝而不退除名"
    SELF_LEFT = "自行脱党除名"
    WITHDRAWN = "退党除名"
    EXPELLED = "开除党籍"
    PROBATION_REVOKED = "取消预备党员资格"
    NOT_RECOGNISED = "不予承认"
    SUSPENDED = "停止党籍"
    ENDED = "终止培养"


@dataclass(frozen=True, slots=True)
class Stretch:
    """One history row as rules see it."""

    fact: str
    value: str
    start: Day | None
    end: Day | None
    organisation: int | None = None


def holds(start: Day | None, end: Day | None, on: date) -> bool:
    """Say whether a stretch covers a day: start ≤ on < end, a month counting from its first day."""
    return (start is None or start.first <= on) and (end is None or on < end.first)


def overlap(one: Stretch, other: Stretch) -> bool:
    """Say whether two stretches share a day."""
    ends_first = one.end is not None and other.start is not None and one.end.first <= other.start.first
    ends_last = other.end is not None and one.start is not None and other.end.first <= one.start.first
    empty = any(s.start and s.end and s.end.first <= s.start.first for s in (one, other))
    return not (ends_first or ends_last or empty)


def compete(one: Stretch, other: Stretch) -> bool:
    """Say whether two stretches are of the one fact that can hold only once at a time."""
    same = one.fact == other.fact
    return same and (
        one.fact != Fact.POST or (one.organisation, one.value) == (other.organisation, other.value)
    )


FROM_APPROVAL, FROM_MEETING = "上级党委批准之日", "支部大会之日"


def category_on(
    category: str,
    start: Day | None,
    joined: Day | None,
    full: Day | None,
    on: date,
    *,
    from_meeting: bool = False,
) -> str:
    """Return the category on a day for a stretch that holds then.

    An empty ``start`` only says "as long as the books know"; the certified dates of the card say
    more: nobody is a member before 入党时间 nor full before 转正时间 (按现有资料推算).
    ``from_meeting`` (setting [P]) counts a 发展对象 as 预备党员 from the 入党时间 within that stretch.
    """
    if from_meeting and category == Category.CANDIDATE and joined is not None:
        within = start is None or start.first <= joined.first
        return Category.PROBATIONARY if within and joined.first <= on else category
    if start is not None or category not in MEMBERS:
        return category
    if joined is not None and on < joined.first:
        return ""
    if category == Category.FULL and full is not None and on < full.first:
        return Category.PROBATIONARY
    return category


# -- 入党时间 and 党龄 by period -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Period:
    """What 入党时间 meant in a period; ``probation_years`` 0 means there was none."""

    start: date
    end: date
    joined_means: str
    probation_years: float | None
    standing_from: str


PERIODS = (
    Period(date(1921, 7, 1), date(1945, 4, 22), "按当时规定", None, "按当时规定"),
    Period(date(1945, 4, 23), date(1956, 9, 14), "上级党委批准日", None, "转正之日"),
    Period(date(1956, 9, 15), date(1969, 3, 31), "支部大会接收日", 1, "转正之日"),
    Period(date(1969, 4, 1), date(1977, 8, 11), "上级党委批准日", 0, "批准之日"),
    Period(date(1977, 8, 12), date(1982, 9, 5), "上级党委批准为预备党员日", 1, "转正之日"),
    Period(date(1982, 9, 6), date.max, "支部大会接收为预备党员日", 1, "转正之日"),
)
ARTICLE_PERIODS = "各时期入党时间和党龄的规定（整理资料，原文未核对）"


def period_of(joined: Day) -> Period | None:
    """Return the period a 入党时间 falls in; None before 1921 or where an unknown day decides."""
    found = {
        period.start: period for period in PERIODS for d in (joined.first, joined.last) if _within(d, period)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _within(day: date, period: Period) -> bool:
    return period.start <= day <= period.end


def earliest_full(joined: Day) -> date | None:
    """Return the earliest 转正时间 for a 入党时间 (T3), or None where the period leaves it open."""
    period = period_of(joined)
    if period is None or period.probation_years is None:
        return None
    return add_years_forward(joined.first, int(period.probation_years))


def full_too_early(joined: Day, full: Day) -> bool | None:
    """Say whether 转正 lies before the probation of its period ended; None where not to be said."""
    earliest = earliest_full(joined)
    if earliest is None:
        return None
    return surely_before(full, Day.of(earliest)) if joined.exact else full.last < earliest


# -- age and standing -----------------------------------------------------------------------

ADULT = 18
ADULT_RULE_SINCE = 1949  # earlier Party rules admitted the young otherwise
WORK_RULES = "《中国共产党发展党员工作细则》"
WORK_RULES_2026 = date(2026, 5, 11)
# As the 2026 edition numbers them; that a false proof of membership is punished only this edition says.
ADULT_ARTICLE, PROBATION_ARTICLE, STANDING_ARTICLE, PROOF_ARTICLE = 5, 31, 33, 41
# The general article 18 of 2014 is gone: its 19 to 37 are 18 to 36 now. Only some were found in a copy
# of 2014; the others follow by counting and say so.
_LAST_ALIKE = 17
_FOUND_IN_2014 = frozenset({18, 19, 31, 36})
COUNTED = "（编号为推算）"
_DIGITS = "零一二三四五六七八九"


class Edition(IntEnum):
    """The editions of 《中国共产党发展党员工作细则》 by their year."""

    OF_2014 = 2014
    OF_2026 = 2026


def edition_of(on: date) -> Edition:
    """Return the edition a step of that day falls under."""
    return Edition.OF_2014 if on < WORK_RULES_2026 else Edition.OF_2026


@cache
def cite(number: int, edition: Edition) -> str:
    """Return an article, numbered as in 2026 (1 to 44), as the edition numbers it."""
    moved = edition is Edition.OF_2014 and number > _LAST_ALIKE
    tens, ones = divmod(number + moved, 10)
    words = (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones else "")
    return (
        f"{WORK_RULES}（{edition}年）第{words}条{COUNTED if moved and number not in _FOUND_IN_2014 else ''}"
    )


def basis(numbers: tuple[int, ...], edition: Edition) -> str:
    """Return articles of one edition, at least one, the regulation named once."""
    first, *others = (cite(number, edition) for number in numbers)
    return "、".join([first, *(one.partition("）")[2] for one in others)])


def article(number: int, on: date) -> str:
    """Return an article by the edition of a step's day."""
    return cite(number, edition_of(on))


def age(birth: Day | None, on: date) -> int | None:
    """Return whole years of age, the birthday counting (T13); None where unknown."""
    return None if birth is None or birth.first > on else years_between(birth, on)


def standing(full: Day | None, on: date) -> int | None:
    """Return 党龄 in whole years from 转正时间 (T12); None for 预备党员 and where unknown."""
    return None if full is None or full.first > on else years_between(full, on)


NO_STANDING = "—"  # what a 预备党员 has where others have 党龄 (example 61)


def adult_from(born: date) -> date:
    """Return the first day an application is allowed: the 18th birthday (细则第五条)."""
    return add_years_forward(born, ADULT)


# -- retirement -----------------------------------------------------------------------------


# 《关于实施渐进式延迟法定退休年龄的决定》 (2024-09-13, in force 2025-01-01): from the first month of
# the class on, every ``step`` months of birth add one month, up to ``most`` months.
@dataclass(frozen=True, slots=True)
class RetirementClass:
    """One class of the decision."""

    years: int
    first: tuple[int, int]
    step: int
    most: int


RETIREMENT = {
    "男": RetirementClass(60, (1965, 1), 4, 36),
    "女55": RetirementClass(55, (1970, 1), 4, 36),
    "女50": RetirementClass(50, (1975, 1), 2, 60),
}


def retires_in(sex: str, birth: Day | None, women_at: int = 55) -> Day | None:
    """Return the month of statutory retirement, reckoned; None where sex or birth is missing."""
    kind = RETIREMENT.get(sex if sex == "男" else f"{sex}{women_at}")
    if kind is None or birth is None:
        return None
    passed = (birth.year - kind.first[0]) * 12 + birth.month - kind.first[1]
    extra = 0 if passed < 0 else min(kind.most, passed // kind.step + 1)
    month = add_months(date(birth.year, birth.month, 1), kind.years * 12 + extra)
    return Day(month.year, month.month)


# -- 简历 -------------------------------------------------------------------------------------

SCHOOL_AGE = 6  # the 义务教育法 (第十一条) sends children to school from six on


def too_young(birth: Day | None, start: Day) -> bool:
    """Say whether a stretch of a 简历 surely begins before the age of school."""
    return birth is not None and start.last < add_years_forward(birth.first, SCHOOL_AGE)


def runs_on(end: Day, start: Day) -> bool:
    """Say whether one stretch surely lasts into the next; a month that ends one may begin another."""
    return start.last < end.first


def leaves_gap(end: Day, start: Day) -> bool:
    """Say whether more than a whole year lies between two stretches."""
    return start.first > add_years_forward(end.last + timedelta(days=1), 1)
