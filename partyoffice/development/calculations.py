"""The rules of 发展党员 as questions: limits, 培养, 公示, 预备期, votes; answered with the usual settings."""

from datetime import date
from itertools import starmap
from typing import Any

from partyoffice.core import clock
from partyoffice.core.calculation import Calculation, asked_day, exact_day
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.core.text import count_of, half_width
from partyoffice.core.workdays import count_working_days
from partyoffice.development.rules.deadlines import LIMITS, rest_day_note, sum_of
from partyoffice.development.rules.editions import NEW
from partyoffice.development.rules.notice import notice_sum
from partyoffice.development.rules.probation import (
    Probation,
    check_extension,
    extended,
    extension_sum,
    probation_from,
    probation_sum,
)
from partyoffice.development.rules.profile import NATIONAL_NOTICE_DAYS, USUAL, EndStyle, RuleSettings
from partyoffice.development.rules.training import Spell, earliest_candidate, reviews_on, year_sum
from partyoffice.meetings.rules.voting import (
    OF_PERSONS,
    Matter,
    Outcome,
    Vote,
    impossible,
    outcome_of,
    present_sum,
    vote_basis,
    yes_sum,
)
from partyoffice.members.rules import PROBATION_ARTICLE, article, basis, edition_of, period_of

Answer = dict[str, Any]
YES, NO = {"", "是", "yes", "True"}, {"否", "no", "False"}
MOST, LONGEST_NOTICE = 9999, 250


def whole(text: str, title: str, usual: int = 0, least: int = 0, most: int = MOST) -> int:
    """Return a typed whole number, ``usual`` for nothing typed (OfficeError for anything else)."""
    if not text.strip():
        return usual
    number = count_of(text)
    if number is None or not least <= number <= most:
        raise OfficeError(f"{title}“{text}”不是 {least} 至 {most} 的整数", remedy="请填阿拉伯数字")
    return number


def one_of(text: str, choices: tuple[str, ...], title: str) -> str:
    """Return a typed choice (OfficeError for another)."""
    if text.strip() not in choices:
        raise OfficeError(f"没有名为“{text}”的{title}", remedy=f"可用：{'、'.join(choices)}")
    return text.strip()


# -- limits ----------------------------------------------------------------------------------


def calc_deadline(**given: str) -> Answer:
    """Return the last day of a limit, for an approval also that of special cases (T10)."""
    limit = LIMITS[one_of(given["rule"], tuple(LIMITS), "期限")]
    start = exact_day(given["from"], "起算日期")
    by = limit.by(start)
    note = rest_day_note(by)
    answer = {
        "by": str(by), "article": limit.basis(edition_of(by)),
        "steps": sum_of(limit, Day.of(start)) + (f"；{note}" if note else ""),
    }  # fmt: skip
    return answer | ({"at_most": str(limit.latest(start))} if limit.at_most else {})


def calc_notice(**given: str) -> Answer:
    """Return the last day of a 公示 and the first on which somebody may be listed (T8)."""
    start = exact_day(given["from"], "公示开始日期")
    days = whole(given.get("days", ""), "工作日数", NATIONAL_NOTICE_DAYS, 1, LONGEST_NOTICE)
    counted = count_working_days(start, days, start_counts=_counts(given.get("start_counts", "")))
    short = f"；细则要求不少于 {NATIONAL_NOTICE_DAYS} 个工作日" if days < NATIONAL_NOTICE_DAYS else ""
    edition = edition_of(counted.after)  # the day somebody may be listed is the step's
    return {
        "last_day": str(counted.last), "earliest_next": str(counted.after),
        "provisional": counted.provisional, "working_days": [str(day) for day in counted.days],
        "article": basis((13,), edition) + ("" if edition is NEW else "：没有规定公示，按习惯做法"),
        "steps": f"{notice_sum(start, counted)}；最早 {counted.after} 列为发展对象{short}",
    }  # fmt: skip


def _counts(text: str) -> bool:
    if text.strip() not in YES | NO:
        raise OfficeError(f"“张贴当天计入”不能是“{text}”", remedy="请填“是”或“否”")
    return text.strip() in YES


# -- 培养 --------------------------------------------------------------------------------------


def calc_activist(decided: str, on: str = "", reviews: str = "") -> Answer:
    """Return when somebody may become 发展对象, and which half-yearly reviews are due (T2, T11)."""
    start, day = exact_day(decided, "确定积极分子日期"), asked_day(on, "计算日期")
    held = [
        exact_day(text, "考察日期")
        for text in half_width(reviews).replace("、", ",").split(",")
        if text.strip()
    ]
    spells = [Spell(start)]
    earliest = earliest_candidate(spells) or start
    found = reviews_on(start, held, day)
    missed = "、".join(map(str, found.overdue))
    return {
        "earliest_candidate": str(earliest), "next_review": str(found.upcoming),
        "overdue_reviews": [str(due) for due in found.overdue],
        "article": basis((11, 13), edition_of(max(day, earliest))),
        "steps": f"{year_sum(spells, earliest)}{_left(earliest, day)}；"
        f"每半年考察一次，{day} 起下一次应在 {found.upcoming} 前完成"
        + (f"；到 {missed} 应做的考察没有记录" if missed else ""),
    }  # fmt: skip


def _left(earliest: date, day: date) -> str:
    return f"，还差 {(earliest - day).days} 天" if day < earliest else ""


# -- 预备期 ------------------------------------------------------------------------------------


def calc_probation(accepted: str, extend: str = "", end_style: str = "") -> Answer:
    """Return the 预备期 from the accepting meeting on, and that of an extension (T3 to T5)."""
    day = exact_day(accepted, "支部大会日期")
    _only_one_year(day)
    settings = RuleSettings(probation_end=_style(end_style))
    first = probation_from(day, settings)
    answer = {"from": str(first.start), "to": str(first.end), "full_on": str(first.full)}
    steps = probation_sum(first)
    if extend.strip():
        months = whole(extend, "延长月数")
        more = _extended(first, months, settings)
        answer |= {"extended_to": str(more.end), "extended_full_on": str(more.full)}
        steps += f"；{extension_sum(more, months)}"
    return answer | {"article": article(PROBATION_ARTICLE, day), "steps": steps}


def _style(text: str) -> EndStyle:
    return EndStyle(one_of(text or str(USUAL.probation_end), tuple(EndStyle), "止期写法"))


def _only_one_year(day: date) -> None:
    """Refuse the periods that reckoned otherwise: no 预备期, one by class, or from the approval on."""
    period = period_of(Day.of(day))
    if period is None or period.probation_years != 1 or not period.joined_means.startswith("支部大会"):
        what = f"{day} 时的入党时间、预备期另有规定，不从支部大会算一年"
        raise OfficeError(what, remedy="请按入党志愿书登记，不用推算")


def _extended(first: Probation, months: int, settings: RuleSettings) -> Probation:
    wrong = check_extension(months, 0, edition_of(first.full))
    if wrong:
        raise OfficeError(wrong[0].message, remedy=f"请填 6 至 12；依据{wrong[0].article}")
    return extended(first, months, settings)


# -- votes -----------------------------------------------------------------------------------

COUNTS = {
    "due": "应到有表决权", "present": "实到", "yes": "赞成票", "no": "反对票", "abstain": "弃权票",
    "written_yes": "会前书面赞成", "written_no": "会前书面反对",
}  # fmt: skip


def calc_vote(kind: str, **given: str) -> Answer:
    """Say whether a meeting may open and its vote passes (Q1, Q2); opinions are added to the ballots."""
    matter = Matter(one_of(kind, tuple(Matter), "表决事项"))
    vote = Vote(**{key: whole(given.get(key, ""), title) for key, title in COUNTS.items()})
    wrong = impossible(vote)
    if wrong:
        raise OfficeError(wrong, remedy="请核对人数和票数；书面意见另填，不加在票数里")
    found = outcome_of(matter, vote)
    return {
        "may_open": found.may_open, "passed": found.passed, "needed_present": found.needed_present,
        "needed_yes": found.needed_yes, "yes": found.yes,
        "article": vote_basis(matter, edition_of(clock.today())), "steps": _vote_steps(matter, vote, found),
    }  # fmt: skip


def _vote_steps(matter: Matter, vote: Vote, found: Outcome) -> str:
    may = "表决任免" if matter is Matter.APPOINTMENT else "开会"
    opened = f"，可以{may}" if found.may_open else f"，不能{may}，不表决"
    passed = "，通过" if found.passed else "，没有通过"
    left_out = f"；书面意见不计入{matter}事项的票数" if matter not in OF_PERSONS and vote.written else ""
    return f"{present_sum(matter, vote, found)}{opened}；{yes_sum(vote, found)}{passed}{left_out}"


def _day(key: str, title: str, hint: str = "") -> Field:
    return Field(key, title, Kind.DAY, required=not hint, hint=hint)


def _choice(key: str, title: str, choices: tuple[str, ...], hint: str = "") -> Field:
    return Field(key, title, Kind.CHOICE, required=not hint, choices=choices, open=False, hint=hint)


def _count(key: str, title: str) -> Field:
    return Field(key, title, Kind.NUMBER, required=key in {"due", "present", "yes"})


CALCULATIONS = (
    Calculation(
        "activist", "培养和考察时间",
        (
            _day("decided", "确定为积极分子"), _day("on", "计算日期", "不填为今天"),
            Field("reviews", "已做的考察", hint="日期之间用逗号隔开"),
        ),
        calc_activist,
    ),
    Calculation(
        "deadline", "办理期限", (_choice("rule", "期限", tuple(LIMITS)), _day("from", "起算日期")),
        calc_deadline,
    ),
    Calculation(
        "notice", "公示期满",
        (
            _day("from", "公示开始日期"), Field("days", "工作日数", Kind.NUMBER, hint="不填为 5"),
            _choice("start_counts", "张贴当天计入", ("是", "否"), "不填为是"),
        ),
        calc_notice,
    ),
    Calculation(
        "probation", "预备期",
        (
            _day("accepted", "支部大会日期"),
            Field("extend", "延长月数", Kind.NUMBER, hint="6 至 12，不延长不填"),
            _choice("end_style", "止期写法", tuple(EndStyle), f"不填为{USUAL.probation_end}"),
        ),
        calc_probation,
    ),
    Calculation(
        "vote", "表决",
        (
            _choice("kind", "表决事项", tuple(Matter)),
            *starmap(_count, COUNTS.items()),
        ),
        calc_vote,
    ),
)  # fmt: skip
