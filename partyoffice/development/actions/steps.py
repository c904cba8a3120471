"""Closing a step, keeping what was begun, taking one back, ending the way: the histories move along."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.finding import Finding, Severity
from partyoffice.core.text import clean
from partyoffice.development.actions.again import set_aside
from partyoffice.development.actions.facts import texts_of
from partyoffice.development.actions.moves import move_back, move_on
from partyoffice.development.actions.vouchers import end_all
from partyoffice.development.queries.files import file_of
from partyoffice.development.queries.holidays import holidays_of
from partyoffice.development.queries.steps import rule_settings
from partyoffice.development.queries.ways import AGAIN, NOW
from partyoffice.development.records import EditionChoice, Step
from partyoffice.development.rules.admission import BEFORE
from partyoffice.development.rules.file import DECISIONS, File
from partyoffice.development.rules.judging import judge
from partyoffice.development.rules.overrides import Override, blocked
from partyoffice.development.rules.steps import STEPS
from partyoffice.members.actions import leave
from partyoffice.members.queries import gone_by_person
from partyoffice.members.records import Person
from partyoffice.members.rules import MEMBERS, Edition, Leaving

AT_THE_END, APPROVAL_STEP = 22, 24  # from 22 on an extension of 预备期 makes a second round


def save_step(
    session: Session,
    person_id: int,
    number: int,
    on: Day | None,
    facts: Mapping[str, Any],
    *,
    evidence: str = "",
    note: str = "",
) -> Step:
    """Keep what is entered of a step without closing it (暂存); OfficeError for a closed one."""
    return _write(session, _open_step(session, person_id, number), on, facts, evidence=evidence, note=note)


def close_step(
    session: Session,
    person_id: int,
    number: int,
    on: Day | None,
    facts: Mapping[str, Any],
    *,
    overrides: Sequence[Override] = (),
    evidence: str = "",
    note: str = "",
    late_entry: bool = False,
) -> list[Finding]:
    """Close a step of 1 to 25 and move the histories that follow from it; return what is to be said.

    Raises OfficeError where the rules forbid it (细则 by edition), with every reason and its sum; with
    ``late_entry`` (补录) true days of old files are taken as they are.
    """
    step = _open_step(session, person_id, number)
    step.overrides = [_kept(one) for one in overrides if one.reason.strip()]
    step.late_entry = late_entry
    _write(session, step, on, facts, evidence=evidence, note=note)
    file = _must_find(session, person_id)
    if file.left and not late_entry:
        _must_have_been_here(session, file, number, on)
    found = judge(file, number, clock.today(), rule_settings(session), holidays_of(session))
    if blocked(found):
        raise refusal(file, number, found)
    step.open = False
    session.flush()
    move_on(session, _closed(file, number), number, step)
    return found


FILING = 25  # papers are filed after somebody is gone, too


def _must_have_been_here(session: Session, file: File, number: int, on: Day | None) -> None:
    """Refuse a step of a day on which somebody was gone already."""
    told = gone_by_person(session, clock.today(), [file.person_id]).get(file.person_id, "")
    if not told or number == FILING:
        return
    if on is None or Day.parse(told.partition(" ")[0]).first <= on.first:
        raise OfficeError(
            f"{file.name}已经不在册（{told}），不能再办第 {number} 步“{STEPS[number]}”",
            remedy="离开以前办的，请写当时的日期；继续或重新申请的，先在名册“恢复、转入”",
        )


def _closed(file: File, number: int) -> File:
    """Return the file with a step closed; an extension that it brings does not count yet."""
    return replace(file, steps={**file.steps, number: replace(file.steps[number], open=False)})


def _open_step(session: Session, person_id: int, number: int) -> Step:
    step = _step(session, person_id, number)
    if not step.open:
        raise OfficeError(
            f"第 {number} 步“{STEPS[number]}”已经办结", remedy="要改的，请先“撤回本步”，改好再办结"
        )
    return step


def _step(session: Session, person_id: int, number: int) -> Step:
    """Return the row of a step in the round that runs, a new one where there is none."""
    session.flush()
    set_aside(session, person_id)
    file = _must_find(session, person_id)
    mine = select(Step).where(Step.person_id == person_id, Step.number == number, Step.mark.in_(NOW))
    rows = {row.mark: row for row in session.execute(mine).scalars()}
    mark = AGAIN if number >= AT_THE_END and file.extended else ""
    return rows.get(mark) or Step(person_id=person_id, number=number, mark=mark, on=None, open=True)


def _write(
    session: Session,
    step: Step,
    on: Day | None,
    facts: Mapping[str, Any],
    *,
    evidence: str,
    note: str,
) -> Step:
    step.on, step.evidence, step.note = on, evidence, note
    step.facts = texts_of(step.number, facts)
    step.entered = step.entered or Day.of(clock.today())
    session.add(step)
    session.flush()
    return step


def _kept(one: Override) -> dict[str, str]:
    return {"code": one.code, "reason": clean(one.reason), "by": one.by, "on": str(one.on or clock.today())}


def _must_find(session: Session, person_id: int) -> File:
    file = file_of(session, person_id, clock.today())
    if file is None:
        raise OfficeError("找不到这个人", remedy="可能已移入回收站，请在名册中核对")
    return file


def refusal(file: File, number: int, found: Sequence[Finding]) -> OfficeError:
    """Return the refusal to close a step, with each reason, its sum and its article."""
    blocks = [one for one in found if one.severity is Severity.BLOCK]
    told = "；".join(_told(one) for one in blocks)
    may = all(one.overridable for one in blocks)
    remedy = "属于个别特殊情况的，请写明理由按例外办理" if may else "请按提示补齐或更正后再办结"
    return OfficeError(f"{file.name}的第 {number} 步“{STEPS[number]}”还不能办结：{told}", remedy=remedy)


def _told(one: Finding) -> str:
    more = "，".join(filter(None, (one.arithmetic, one.article)))
    return f"{one.message}（{more}）" if more else one.message


# -- taking back -----------------------------------------------------------------------------


def reopen_step(session: Session, person_id: int, number: int, *, by_vote: bool = False) -> Step:
    """Take a closed step back to be mended (撤回本步): what it moved in the histories goes back too.

    Raises OfficeError where a later step rests on it, and for a step a meeting's vote has closed unless
    the vote itself is being changed.
    """
    file = _must_find(session, person_id)
    step = _last_round(session, file, number)
    if step.open:
        raise OfficeError(f"第 {number} 步“{STEPS[number]}”没有办结", remedy="可以直接修改")
    if number in DECISIONS and step.facts.get("item") and not by_vote:
        raise OfficeError(
            f"第 {number} 步“{STEPS[number]}”由会议表决写入", remedy="请在那次会议的表决记录中更正或撤回"
        )
    later = resting_on(file, number)
    if later:
        names = "、".join(f"第 {one} 步“{STEPS[one]}”" for one in later)
        raise OfficeError(f"后面的{names}已经办结，第 {number} 步不能单独撤回", remedy="请从后往前逐步撤回")
    move_back(session, file, number, step)
    step.open = True
    session.flush()
    return step


def _last_round(session: Session, file: File, number: int) -> Step:
    """Return a step's row; an extension whose second round has not begun is taken back by its approval."""
    step = _step(session, file.person_id, number)
    if step.mark == AGAIN and step.open and number == APPROVAL_STEP:
        wanted = select(Step).where(
            Step.person_id == file.person_id,
            Step.number == number,
            Step.mark == "",  # noqa: PLC1901 -- SQL
        )
        return session.execute(wanted).scalar_one()
    return step


def resting_on(file: File, number: int) -> tuple[int, ...]:
    """Return the closed steps that rest on one."""
    return tuple(sorted({one.step for one in BEFORE if one.earlier == number and file.closed(one.step)}))


# -- several people, and the rest ------------------------------------------------------------


def close_together(
    session: Session,
    ids: Sequence[int],
    number: int,
    on: Day | None,
    facts: Mapping[str, Any],
    *,
    overrides: Sequence[Override] = (),
    evidence: str = "",
    note: str = "",
    late_entry: bool = False,
) -> dict[int, list[Finding]]:
    """Close a step for several people at one meeting: for all of them, or (OfficeError) for none."""
    return {
        person_id: close_step(
            session, person_id, number, on, facts, overrides=overrides, evidence=evidence, note=note,
            late_entry=late_entry,
        )
        for person_id in ids
    }  # fmt: skip


def end_way(session: Session, person_id: int, on: Day, reason: str) -> None:
    """End the way of somebody who is no member yet (终止培养), and with it that of those who vouch.

    Raises OfficeError without a reason, and for a member: only the branch can take the 资格 back.
    """
    file = _must_find(session, person_id)
    if file.category in MEMBERS:
        raise OfficeError(
            f"{file.name}是{file.category}，不能终止培养",
            remedy="不合格的，请由支部大会讨论取消预备党员资格；调走、去世的，请在名册办理离开",
        )
    if not clean(reason):
        raise OfficeError("没有写终止培养的原因", remedy="请写一句原因，如“本人调离，材料已随转”")
    leave(session, session.get_one(Person, person_id), str(Leaving.ENDED), on, clean(reason))
    end_all(session, person_id, on, str(Leaving.ENDED))


def choose_edition(
    session: Session, person_id: int, edition: int | None, reason: str, on: date, by: str = ""
) -> None:
    """Set the edition for one person, with a reason (OfficeError without); None goes by the days again."""
    row = session.execute(
        select(EditionChoice).where(EditionChoice.person_id == person_id)
    ).scalar_one_or_none()
    if edition is None:
        if row is not None:
            session.delete(row)
        return
    if not clean(reason):
        raise OfficeError("没有写指定细则版本的理由", remedy="请写明理由，如“上级党委统一要求”")
    if row is None:
        row = EditionChoice(person_id=person_id, edition=edition, reason="", on=Day.of(on))
        session.add(row)
    row.edition, row.reason, row.on, row.by = int(Edition(edition)), clean(reason), Day.of(on), by
