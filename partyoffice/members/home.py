"""What people give to 首页: the figures, and the probations that end."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy.orm import Session

from partyoffice.core.dates import NOTE_MONTH_ONLY, add_months
from partyoffice.core.finding import Spot
from partyoffice.members.columns import REQUIRED, missing
from partyoffice.members.queries import everyone
from partyoffice.members.rules import Category, earliest_full
from partyoffice.part import Duty, Number

PAGE = "members"
AHEAD_MONTHS = 2
ARTICLE_PROBATION = "《中国共产党发展党员工作细则》（2026年）第三十一条"


def numbers(session: Session, on: date) -> Sequence[Number]:
    """Return the figures of a day; each opens the view it counts. 数据体检 is counted by its own page."""
    people = everyone(session, on, columns=[field.key for field in REQUIRED])
    count = Counter(one.category for one in people if one.present)
    members = [one for one in people if one.member]
    full = sum(one.category == Category.FULL for one in members)
    to_fill = sum(one.present and bool(missing(one)) for one in people)
    return (
        Number(str(len(members)), "党员", f"正式 {full}，预备 {len(members) - full}", (PAGE, "在册党员")),
        Number(str(count[Category.CANDIDATE]), "发展对象", "", (PAGE, "发展对象")),
        Number(str(count[Category.ACTIVIST]), "入党积极分子", "", (PAGE, "入党积极分子")),
        Number(str(count[Category.APPLICANT]), "入党申请人", "", (PAGE, "入党申请人")),
        Number(str(to_fill), "信息待补", "必填项未填", (PAGE, "信息待补")),
        Number("…", "数据体检", "日期、号码、履历有疑问", ("check", "")),
    )


def due_probations(session: Session, on: date) -> Iterable[Duty]:
    """Yield the probations that end within two months or have ended without a 转正 (T3)."""
    for one in everyone(session, on, columns=("name",)):
        joined = one.card["joined"]
        if not one.member or one.category != Category.PROBATIONARY or joined is None:
            continue
        ends = earliest_full(joined)
        if ends is not None and ends <= add_months(on, AHEAD_MONTHS):
            when = str(ends) if joined.exact else f"{ends.year}-{ends.month:02d}（{NOTE_MONTH_ONLY}）"
            said = f"预备期满，讨论转正（{joined} 入党，满一年为 {when}）"
            yield Duty("probation", one.name, ends, said, ARTICLE_PROBATION, Spot("person", one.id, "full"))
