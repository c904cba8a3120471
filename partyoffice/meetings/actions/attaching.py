"""Files that belong to a meeting: its sign-in sheet, photos, papers. The paper stays the original."""

from pathlib import PurePath

from sqlalchemy.orm import Session

from partyoffice.core.errors import OfficeError
from partyoffice.meetings.queries import attachments_of
from partyoffice.meetings.records import Attachment, Meeting
from partyoffice.meetings.rules.kinds import ATTACHED
from partyoffice.store import attachments

PHOTO, OTHER = ATTACHED[1], ATTACHED[-1]


def usual_kind(name: str) -> str:
    """Return what a file most likely is, by its name: a picture is a photo unless it says otherwise."""
    named = next((kind for kind in ATTACHED if kind in name), "")
    if named:
        return named
    return PHOTO if PurePath(name).suffix.lower() in attachments.PICTURES else OTHER


def attach(
    session: Session, meeting: Meeting, name: str, content: bytes, kind: str = "", note: str = ""
) -> Attachment:
    """Keep a file with a meeting, signed or not (OfficeError for what is not kept, or is there already)."""
    kept = attachments.keep(session, name, content)
    same = next((one for one in attachments_of(session, meeting.id) if one.content == kept.digest), None)
    if same is not None:
        raise OfficeError(f"“{kept.name}”已经附过，就是“{same.name}”", remedy="同一文件不用再附一次")
    row = Attachment(
        meeting_id=meeting.id, content=kept.digest, kind=kind or usual_kind(name), name=kept.name, note=note
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def detach(session: Session, row: Attachment) -> None:
    """Take a file off a meeting; by undo it comes back."""
    session.delete(row)
    session.flush()
