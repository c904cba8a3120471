"""What arrears and waivers give to 首页: whom to remind, to talk with; which request waits, which ends."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sqlalchemy.orm import Session

from partyoffice.core.finding import Spot
from partyoffice.core.money import grouped
from partyoffice.dues.queries.arrears import Behind, behind_of_late, in_arrears, ladder_problem
from partyoffice.dues.queries.waivers import WaiverRow, waivers
from partyoffice.dues.rules.arrears import ARTICLE, Step, told
from partyoffice.dues.rules.ledger import ARTICLE_LATE, ARTICLE_WAIVED
from partyoffice.dues.rules.waivers import OPEN, Progress, spoken
from partyoffice.dues.rules.words import Chased
from partyoffice.part import Duty

PAGE, ARREARS, WAIVERS = "dues", "arrears", "waivers"
NAMED = 3
# What must have been done since a step was reached, so that it needs no telling.
ANSWERS = {
    Step.TALK: frozenset({Chased.TALKED, Chased.DEADLINE, Chased.STUDIED}),
    Step.RED: frozenset({Chased.TALKED, Chased.DEADLINE, Chased.STUDIED}),
    Step.STUDY: frozenset({Chased.STUDIED}),
}


def due(session: Session, on: date) -> Iterable[Duty]:
    """Yield one duty a branch for who is to be reminded, one for each further on, and the requests."""
    if problem := ladder_problem(session):
        text = f"设置“连续欠交几个月逐级提醒”{problem}，先照 1、3、5、6 个月提醒"
        yield Duty("dues-ladder", "党费设置", on, text, ARTICLE)
    rows = in_arrears(behind_of_late(session, on))
    yield from _reminders([row for row in rows if row.step in {Step.NONE, Step.REMIND}], on)
    yield from (_step(row) for row in rows if row.step in ANSWERS and not _answered(row, on))
    for one in waivers(session, on):
        yield from _request(one)


def _reminders(rows: Sequence[Behind], on: date) -> Iterator[Duty]:
    by_branch: dict[int | None, list[Behind]] = defaultdict(list)
    for row in rows:
        by_branch[row.someone.branch_id].append(row)
    for branch, ones in by_branch.items():
        names = "、".join(one.name for one in ones[:NAMED]) + ("等" if len(ones) > NAMED else "")
        text = f"提醒交党费：{len(ones)} 人欠 {grouped(sum(one.owed for one in ones))} 元（{names}）"
        spot = Spot(PAGE, ones[0].id, view=ARREARS)
        last = max((one.reached for one in ones if one.reached is not None), default=on)
        yield Duty("dues-remind", ones[0].someone.branch, last, text, ARTICLE_LATE, spot, branch)


def _step(row: Behind) -> Duty:
    """Return what a run asks for, due since the 党费日 that completed it."""
    text = f"{told([cell.month for cell in row.run], row.ladder)}，共欠 {grouped(row.owed)} 元"
    spot = Spot(PAGE, row.id, view=ARREARS)
    day = row.reached or date.max
    return Duty("dues-arrears", row.name, day, text, ARTICLE, spot, row.someone.branch_id)


def _answered(row: Behind, on: date) -> bool:
    """Say whether what a step asks for was done since it was reached, and no day set has run out."""
    since = row.reached or date.min
    done = [one for one in row.chases if one.kind in ANSWERS[row.step] and one.on.first >= since]
    latest = next(iter(done), None)
    return latest is not None and (latest.deadline is None or latest.deadline.last >= on)


def _request(row: WaiverRow) -> Iterator[Duty]:
    one = row.request
    if row.progress in OPEN:
        waits = "等支部研究" if row.progress is Progress.APPLIED else "支部已研究，等上级批准"
        yield _waiver("dues-waiver", row, one.start.first, f"申请{spoken(one)}：{waits}")
    elif row.progress is Progress.ENDING and row.someone.member:
        text = f"{spoken(one)}，到 {one.end} 期满；仍有困难的请本人再申请，否则从下月起照核定交纳"
        yield _waiver("dues-waiver-ends", row, one.end.last, text)


def _waiver(kind: str, row: WaiverRow, day: date, text: str) -> Duty:
    spot = Spot(PAGE, row.id, view=WAIVERS)
    return Duty(kind, row.name, day, text, ARTICLE_WAIVED, spot, row.someone.branch_id)
