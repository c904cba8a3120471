"""``check``, ``todo`` and ``selftest``: the office and the program look at themselves."""

from datetime import date, timedelta
from typing import Any

from partyoffice.cli.grammar import Given
from partyoffice.cli.offices import opened
from partyoffice.core.calculation import asked_day
from partyoffice.core.errors import OfficeError
from partyoffice.parts import PARTS
from partyoffice.store import inspection, proof
from partyoffice.store.snoozes import Snooze, snoozes

Answer = dict[str, Any]
MOST_DAYS = 3660


def check(given: Given) -> Answer:
    """``check``: findings of every part, and the journal's proof; nothing is changed, nothing is refused."""
    on = asked_day(given.on, "日期")
    with opened(given, writing=False) as office, office.reading() as session:
        found = [*proof.findings(office, session), *inspection.findings(office.door)]
        found += [finding for part in PARTS for one in part.checks for finding in one(session, on)]
    keys = ("code", "severity", "who", "message", "article")
    return {"findings": [{key: str(getattr(one, key)) for key in keys} for one in found]}


def todo(given: Given) -> Answer:
    """``todo [--on DATE] [--days N]``: what is overdue, due, or falls due soon."""
    on = asked_day(given.on, "日期")
    with opened(given, writing=False) as office, office.reading() as session:
        duties = [duty for part in PARTS for one in part.due for duty in one(session, on)]
        off = {key: one for key, one in snoozes(session).items() if one.holds(on)}
    if not 0 <= given.days <= MOST_DAYS:
        raise OfficeError(f"天数 {given.days} 不在 0 至 {MOST_DAYS} 之间", remedy="请换一个天数")
    near = [duty for duty in duties if duty.due <= on + timedelta(days=given.days)]
    ordered = sorted(near, key=lambda duty: (duty.due, duty.who))
    return {"items": [_item(duty, on) | _put_off(off.get(duty.key)) for duty in ordered]}


def _put_off(snooze: Snooze | None) -> Answer:
    """Return what 首页 shows folded: until when or why a duty is put off."""
    return {} if snooze is None else {"put_off": snooze.words()}


def _item(duty: Any, on: date) -> Answer:  # noqa: ANN401 -- a Duty
    state = "overdue" if duty.due < on else "due" if duty.due == on else "soon"
    return {
        "kind": duty.kind, "who": duty.who, "due": str(duty.due), "state": state, "article": duty.article,
        "text": duty.text,
    }  # fmt: skip


def selftest(_given: Given) -> Answer:
    """``selftest``: the program, also the built one, tries what it cannot do without."""
    from partyoffice.cli.selftest import checks, failed

    answer = {"checks": checks()}
    failed(answer)
    return answer
