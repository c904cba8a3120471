"""数据体检 of people: findings are values with reason and article; nothing is ever corrected here."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import combinations, pairwise

from sqlalchemy.orm import Session

from partyoffice.core import codes
from partyoffice.core.dates import Day
from partyoffice.core.field import Kind
from partyoffice.core.finding import Finding, Severity, Spot
from partyoffice.core.id_number import read_id_number
from partyoffice.members import rules
from partyoffice.members.columns import CARD, missing
from partyoffice.members.queries import (
    Line,
    Someone,
    Spell,
    everyone,
    experiences_by_person,
    histories_by_person,
    stretch_of,
)
from partyoffice.members.rules import ARTICLE_PERIODS, Category, Fact, compete, overlap

ARTICLE_BRANCH = "《中国共产党党员教育管理工作条例》（2019年）第二十五条"
DAYS = tuple(field for field in CARD.values() if field.key in {"birth", "joined", "full"})
CODED = tuple(field for field in CARD.values() if field.kind is Kind.CHOICE and field.codes)


def _found(
    one: Someone, code: str, severity: Severity, message: str, key: str, article: str = "", sum_: str = ""
) -> Finding:
    return Finding(code, severity, message, one.name, article, sum_, Spot("person", one.id, key))


def check_people(session: Session, on: date) -> Iterable[Finding]:
    """Yield what 数据体检 finds about people on a day."""
    people = everyone(session, on)
    rows, past = histories_by_person(session), experiences_by_person(session)
    for one in people:
        mine = rows.get(one.id, [])
        yield from _histories(one, mine)
        yield from _experiences(one, past.get(one.id, []), on)
        yield from _id_number(one)
        if one.present:
            yield from _present(one, on)
        elif any(row.fact == Fact.POST and row.end is None for row in mine):
            yield _found(
                one,
                "left-in-post",
                Severity.WARN,
                "已不在册，但党内职务没有结束，请在履历中填写免职日期",
                "post",
            )
    yield from _duplicates(people)


def _present(one: Someone, on: date) -> Iterable[Finding]:
    yield from _required(one)
    yield from _codes(one)
    yield from _party_dates(one, on)
    yield from _months(one)


def check_card(one: Someone, on: date) -> Iterable[Finding]:
    """Yield what a card says against itself, also while it is being typed."""
    yield from _id_number(one)
    yield from _party_dates(one, on)


def _required(one: Someone) -> Iterable[Finding]:
    empty = missing(one)
    if empty:
        titles = "、".join(CARD[key].title for key in empty)
        yield _found(one, "required", Severity.INFO, f"待补：{titles}", empty[0])
    if not one.category:
        yield _found(one, "status-unknown", Severity.WARN, "没有人员类别，请在履历中补填", "category")
    if one.member and not one.branch:
        message = "没有编入党支部，请用“变更”填写所在党支部"
        yield _found(one, "no-branch", Severity.WARN, message, "branch", ARTICLE_BRANCH)


def _codes(one: Someone) -> Iterable[Finding]:
    for field in CODED:
        value = one.card[field.key]
        if value and codes.find(field.codes, value) is None:
            severity = Severity.INFO if field.open else Severity.WARN
            yield _found(
                one, "code-unknown", severity, f"{field.title}“{value}”不在代码表中，请核对", field.key
            )


def _party_dates(one: Someone, on: date) -> Iterable[Finding]:
    full = one.card["full"]
    if one.category == Category.FULL and full is None:
        yield _found(
            one,
            "no-full-date",
            Severity.WARN,
            "正式党员没有转正时间，党龄无法计算",
            "full",
            rules.article(rules.STANDING_ARTICLE, on),
        )
    if one.category == Category.PROBATIONARY and full is not None and full.first <= on:
        yield _found(
            one,
            "still-probationary",
            Severity.WARN,
            f"转正时间 {full} 已到，但人员类别仍是预备党员",
            "category",
        )
    yield from check_days(one, on)


def check_days(one: Someone, on: date) -> Iterable[Finding]:
    """Yield what birth, 入党时间 and 转正时间 say against each other, as far as they are known."""
    birth, joined, full = (one.card.get(key) for key in ("birth", "joined", "full"))
    if birth and joined:
        yield from _adult(one, birth, joined)
    if joined and full:
        yield from _probation(one, joined, full)
    for key, day in (("joined", joined), ("full", full), ("birth", birth)):
        if day is not None and day.first > on:
            yield _found(one, "future", Severity.WARN, f"{CARD[key].title} {day} 在今天以后，请核对", key)


def _adult(one: Someone, birth: Day, joined: Day) -> Iterable[Finding]:
    adult = rules.adult_from(birth.first)
    if joined.last < adult and joined.first.year >= rules.ADULT_RULE_SINCE:
        yield _found(
            one, "under-18", Severity.WARN, f"入党时间 {joined} 时未满 18 岁，请核对出生日期和入党时间",
            "joined", rules.article(rules.ADULT_ARTICLE, joined.first),
            f"{birth} 出生，满 18 岁{_as_of(birth)} {adult}",
        )  # fmt: skip


def _probation(one: Someone, joined: Day, full: Day) -> Iterable[Finding]:
    if full.last < joined.first:
        message = f"转正时间 {full} 早于入党时间 {joined}，请核对"
        basis = rules.article(rules.STANDING_ARTICLE, full.first)
        yield _found(one, "full-before-joined", Severity.WARN, message, "full", basis)
        return
    period = rules.period_of(joined)
    if period is None or not rules.full_too_early(joined, full):
        return
    earliest = rules.earliest_full(joined)
    yield _found(
        one, "probation-short", Severity.WARN,
        f"入党 {joined}、转正 {full}，不足该时期的预备期，请核对入党志愿书", "full",
        ARTICLE_PERIODS,
        f"{period.start} 起入党时间为{period.joined_means}，预备期满{_as_of(joined)} {earliest}",
    )  # fmt: skip


def _as_of(day: Day) -> str:
    """Return how a day reckoned from another is told: from a mere month only its earliest is known."""
    return "为" if day.exact else "最早为"


def _months(one: Someone) -> Iterable[Finding]:
    vague = [field.title for field in DAYS if one.card[field.key] and not one.card[field.key].exact]
    if vague:
        message = f"{'、'.join(vague)}只有年月（日不详），按月初统计；请查原件补日期"
        yield _found(one, "month-only", Severity.INFO, message, "joined")


def _id_number(one: Someone) -> Iterable[Finding]:
    number = one.card["id_number"]
    if not number:
        return
    said = read_id_number(number)
    if said.code:
        yield _found(one, said.code, Severity.WARN, said.message, "id_number", "GB 11643-1999")
    birth, sex = one.card["birth"], one.card["sex"]
    if said.born and birth and not birth.first <= said.born <= birth.last:
        message = f"出生日期 {birth} 与身份证号中的 {said.born} 不一致，请核对（以档案认定为准）"
        yield _found(one, "birth-mismatch", Severity.WARN, message, "birth", "GB 11643-1999")
    if said.sex and sex and sex != said.sex:
        message = f"性别“{sex}”与身份证号第 17 位（{said.sex}）不一致"
        yield _found(one, "sex-mismatch", Severity.WARN, message, "sex", "GB 11643-1999")


def _histories(one: Someone, rows: list[Line]) -> Iterable[Finding]:
    for row in rows:
        if row.start and row.end and row.end.first < row.start.first:
            message = f"{row.fact}“{row.value}”的结束 {row.end} 早于开始 {row.start}"
            yield _found(one, "history-order", Severity.WARN, message, row.fact)
    for earlier, later in combinations(rows, 2):
        mine, theirs = stretch_of(earlier), stretch_of(later)
        if compete(mine, theirs) and overlap(mine, theirs):
            code = "two-branches" if earlier.fact == Fact.BRANCH else "history-overlap"
            message = f"{earlier.fact}“{earlier.value}”与“{later.value}”时间重叠，请更正其中一段的日期"
            yield _found(one, code, Severity.WARN, message, earlier.fact)


def _experiences(one: Someone, rows: list[Spell], on: date) -> Iterable[Finding]:
    for row in rows:
        for code, why in _spell(one, row, on):
            yield _found(one, code, Severity.WARN, f"简历“{row.unit}”{why}，请核对", "experience")
    dated = [(row.start, row) for row in rows if row.start is not None]
    dated.sort(key=lambda pair: pair[0].first)
    for (_, before), (start, after) in pairwise(dated):
        yield from _meeting(one, before, start, after)


def _spell(one: Someone, row: Spell, on: date) -> Iterable[tuple[str, str]]:
    if row.start and row.end and row.end.last < row.start.first:
        yield "experience-order", f"的截止年月 {row.end} 早于起始年月 {row.start}"
    if row.start and rules.too_young(one.card["birth"], row.start):
        yield "experience-young", f"从 {row.start} 开始，当时未满 {rules.SCHOOL_AGE} 岁"
    if row.start and row.start.first > on:
        yield "experience-future", f"的起始年月 {row.start} 在今天以后"


def _meeting(one: Someone, before: Spell, start: Day, after: Spell) -> Iterable[Finding]:
    """Tell mildly what may well be right: study beside work, or a time at home."""
    if before.end is None or rules.runs_on(before.end, start):
        message = f"简历“{before.unit}”与“{after.unit}”时间重叠；在职学习、兼职的不用改，否则请核对起止年月"
        yield _found(one, "experience-overlap", Severity.INFO, message, "experience")
    elif rules.leaves_gap(before.end, start):
        message = f"简历从 {before.end} 到 {start} 超过一年没有内容，请核对是否漏填"
        yield _found(one, "experience-gap", Severity.INFO, message, "experience")


def _duplicates(people: list[Someone]) -> Iterable[Finding]:
    groups = defaultdict(list)
    for one in people:
        groups[one.name, str(one.card["birth"] or "")].append(one)
    for (_, birth), same in groups.items():
        if len(same) > 1 and birth:
            for one in same:
                message = f"有 {len(same)} 位同名同生日（{birth}）的人，请核对是否重复建卡"
                yield _found(one, "duplicate", Severity.WARN, message, "name")
