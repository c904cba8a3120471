"""公示: posted for several people at once, in one place or two, concluded after its last day."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.text import clean
from partyoffice.development.queries.holidays import holidays_of
from partyoffice.development.queries.steps import rule_settings
from partyoffice.development.records import Posting
from partyoffice.development.rules.notice import notice_end
from partyoffice.store import attachments

CANDIDATE_STEP = 8


def planned_end(session: Session, start: Day) -> Day:
    """Return the last of the working days a 公示 must stay up, by the office's own table."""
    counted = notice_end(start.first, rule_settings(session), holidays_of(session))
    return Day.of(counted.last)


def post_notice(
    session: Session,
    ids: Sequence[int],
    start: Day,
    places: Sequence[str],
    *,
    scope: str = "",
    step: int = CANDIDATE_STEP,
    end: Day | None = None,
) -> list[Posting]:
    """Post several people from a day on, each in every place; without an ``end`` the planned one is written.

    The end written down is when it is to come off: it is mended where it stayed longer.
    """
    wanted = [place for one in places if (place := clean(one))]
    _must_be_possible(session, ids, start, wanted, step)
    last = end or planned_end(session, start)
    made = [
        Posting(person_id=person, step=step, place=place, scope=scope, start=start, end=last)
        for person in ids
        for place in wanted
    ]
    session.add_all(made)
    session.flush()
    return made


def _must_be_possible(
    session: Session, ids: Sequence[int], start: Day, places: Sequence[str], step: int
) -> None:
    if not ids:
        raise OfficeError("没有选中公示的人", remedy="请先选一人或几人")
    if not places:
        raise OfficeError("没有填写公示地点", remedy="请填写张贴的地方，流动人员填两处")
    if not start.exact:
        raise OfficeError(f"公示开始 {start} 只有年月，无法计算工作日", remedy="请写明哪一日张贴")
    same = select(Posting.id).where(
        Posting.person_id.in_(ids), Posting.step == step, Posting.start == start, Posting.place.in_(places)
    )
    if session.execute(same).first():
        raise OfficeError(f"{start} 已在同一地点登记过公示", remedy="同一公示不重复登记；要改请用“更正”")


def conclude_notice(
    session: Session,
    rows: Sequence[Posting],
    result: str,
    on: Day,
    *,
    objections: str = "",
    inquiry: str = "",
    secretary: str = "",
) -> None:
    """Write down what came of postings (OfficeError before the last one is over, or without a result)."""
    if not result:
        raise OfficeError("没有选结论", remedy="请选“不影响发展入党”或“影响发展入党”")
    for row in rows:
        if row.end is None:
            raise OfficeError(f"{row.place}的公示没有结束日期", remedy="请先用“更正”填写哪天撤下")
        if on.first <= row.end.first:
            raise OfficeError(
                f"{row.place}的公示到 {row.end}，还没有期满，不能下结论", remedy="请在期满次日以后登记"
            )
        row.result, row.objections, row.inquiry = result, objections, inquiry
        row.secretary = secretary or row.secretary
    session.flush()


def attach_photo(session: Session, rows: Sequence[Posting], name: str, content: bytes) -> None:
    """Keep one photo of the board with every posting it shows."""
    kept = attachments.keep(session, name, content)
    for row in rows:
        row.photo, row.photo_name = kept.digest, kept.name
    session.flush()
