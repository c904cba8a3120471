"""志愿书 by number: taken in as a range, given out after the 预审, spoilt or lost with a reason, filed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.finding import Severity
from partyoffice.core.text import clean
from partyoffice.development.queries.booklets import preview_file
from partyoffice.development.records import Booklet
from partyoffice.development.rules.booklets import may_become, may_have_one, serials
from partyoffice.development.rules.profile import GIVEN, IN_STOCK, LOST, SPOILT, USED


def take_in(session: Session, first: str, last: str, received: Day | None, note: str = "") -> list[Booklet]:
    """Enter a range of booklets (OfficeError where one of the numbers is there, whatever became of it)."""
    wanted = serials(first, last)
    there = session.execute(select(Booklet.number).where(Booklet.number.in_(wanted))).scalars().all()
    if there:
        shown = "、".join(sorted(there)[:5])
        raise OfficeError(
            f"编号 {shown} 已经登记过", remedy="每个编号只登记一次，作废和遗失的也算；请核对起止号"
        )
    made = [Booklet(number=number, received=received, note=note) for number in wanted]
    session.add_all(made)
    session.flush()
    return made


def give_booklet(session: Session, row: Booklet, person_id: int, on: Day) -> None:
    """Give a booklet to somebody whose 预审 was passed and who has none."""
    for one in may_have_one(preview_file(session, person_id)):
        if one.severity is Severity.BLOCK:
            raise OfficeError(one.message, remedy="请先在“上级党委预审”一步登记预审结果")
    held = select(Booklet.number).where(Booklet.person_id == person_id, Booklet.state.in_((GIVEN, USED)))
    other = session.execute(held).scalars().first()
    if other:
        raise OfficeError(f"这个人已领过志愿书 {other}", remedy="填错或遗失的先登记作废或遗失，再发一本")
    _turn(row, GIVEN)
    row.person_id, row.given = person_id, on
    session.flush()


def spoil_booklet(session: Session, row: Booklet, state: str, reason: str) -> None:
    """Write a booklet off as spoilt or lost, with the reason; whose it was stays on it."""
    if state not in {SPOILT, LOST}:
        raise OfficeError("没有选是填错作废还是遗失", remedy="请选一项")
    if not clean(reason):
        raise OfficeError(f"没有写{state}的原因", remedy="请写一句，如“姓名写错，已交回上级”")
    _turn(row, state)
    row.reason = clean(reason)
    session.flush()


def replace_booklet(session: Session, row: Booklet, new: Booklet, on: Day, state: str, reason: str) -> None:
    """Write a booklet off and give its person another one on the same day."""
    person_id = row.person_id
    if person_id is None:
        raise OfficeError(f"志愿书 {row.number} 还没有发给谁", remedy="在库的请直接登记作废或遗失")
    spoil_booklet(session, row, state, reason)
    give_booklet(session, new, person_id, on)


def file_booklet(session: Session, row: Booklet) -> None:
    """Say that a booklet was used and is filed."""
    _turn(row, USED)
    session.flush()


def take_back_intake(session: Session, row: Booklet) -> None:
    """Take a wrongly entered number out; only one that never left the stock."""
    if row.state != IN_STOCK:
        raise OfficeError(
            f"志愿书 {row.number} 是{row.state}，不能删除", remedy="发过的编号一直保留；填错的请登记作废"
        )
    session.delete(row)
    session.flush()


def _turn(row: Booklet, state: str) -> None:
    if not may_become(row.state, state):
        raise OfficeError(
            f"志愿书 {row.number} 是{row.state}，不能改为{state}", remedy="请核对编号，另选一本"
        )
    row.state = state
