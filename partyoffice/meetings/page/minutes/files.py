"""The files of a meeting: kept with it, looked at, taken off."""

from typing import TYPE_CHECKING

from partyoffice.meetings import queries
from partyoffice.meetings.actions import attaching
from partyoffice.meetings.records import Attachment
from partyoffice.ui.attaching import attach, open_kept

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from partyoffice.meetings.page.minutes.pane import MinutesPane


def kept(pane: "MinutesPane") -> list[Attachment]:
    """Return the files of the meeting shown."""
    with pane.desk.open_office().reading() as session:
        return queries.attachments_of(session, pane.meeting())


def add(pane: "MinutesPane", kind: str) -> bool:
    """Ask for a file and keep it with the meeting shown."""
    meeting = pane.meeting()

    def keep(session: "Session", path: "Path", content: bytes) -> None:
        attaching.attach(session, queries.find_meeting(session, meeting), path.name, content, kind)

    return attach(pane.desk, f"附上{kind}：{pane.editor.title.title.whole()}", "attachment", keep)


def look_at(pane: "MinutesPane", one: Attachment) -> None:
    """Show a picture, save any other file elsewhere."""
    open_kept(pane.desk, one.content, one.name)


def take_off(pane: "MinutesPane", one: Attachment) -> None:
    """Take a file off the meeting."""
    sentence = f"取下{one.kind}：{one.name}"
    if pane.desk.act(
        sentence, lambda session: attaching.detach(session, session.get_one(Attachment, one.id))
    ):
        pane.desk.done(f"已{sentence}")
