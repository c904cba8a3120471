"""What an office holds, counted in the words people use: the first table of 移交清单, and its proof."""

from collections import Counter
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from partyoffice import plain
from partyoffice.members.queries import everyone
from partyoffice.members.rules import Category
from partyoffice.parts import PARTS
from partyoffice.store import blobs, journal
from partyoffice.store.settings import StoredSetting

# As people call them who never saw a table.
CALLED = {
    "党员": "人员卡片（含已离开的）", "会议": "会议记录", "议题": "会议议题", "出席": "会议出席",
    "表决": "会议表决", "履历": "人员履历", "简历": "个人简历", "党费收缴": "党费缴纳记录",
    "发展步骤": "发展党员步骤记录",
}  # fmt: skip
FILES, STEPS = "附件（照片、扫描件、文件）", "操作记录"


def counts(session: Session, on: date) -> dict[str, int]:
    """Return how many of what there are: people by 人员类别 on a day, then every kind that has records."""
    today = Counter(one.category for one in everyone(session, on, columns=("name",)) if one.present)
    people = {str(one): today[one] for one in Category}
    return people | _records(session) | {FILES: files(session)[0], STEPS: journal.head(session)[0]}


def _records(session: Session) -> dict[str, int]:
    found: dict[str, int] = {}
    known = plain.kinds()
    first = [kind for part in PARTS for kind in part.records if kind in known]
    for kind in dict.fromkeys([*first, *known]):
        number = session.execute(select(func.count()).select_from(kind)).scalar_one()
        if number and kind is not StoredSetting:
            name = CALLED.get(kind.title, kind.title)
            found[name] = found.get(name, 0) + number
    return found


def files(session: Session) -> tuple[int, int]:
    """Return how many photos, scans and files are kept, and their bytes."""
    asked = select(func.count(), func.coalesce(func.sum(func.length(blobs.Blob.content)), 0))
    number, size = session.execute(asked.select_from(blobs.Blob)).one()
    return int(number), int(size)
