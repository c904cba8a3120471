"""The files of a meeting in a menu: looked at, taken off, and new ones of each kind kept with it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from partyoffice.meetings import queries
from partyoffice.meetings.actions import attaching
from partyoffice.meetings.records import Attachment
from partyoffice.meetings.rules.kinds import ATTACHED
from partyoffice.ui.attaching import attach, open_kept

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from partyoffice.meetings.page.minutes.pane import MinutesPane


def menu(pane: "MinutesPane") -> QMenu:
    """Return the files of the meeting shown, and what could be added."""
    made = QMenu(pane)
    with pane.desk.open_office().reading() as session:
        kept = queries.attachments_of(session, pane.meeting())
    for one in kept:
        inside = made.addMenu(f"{one.kind}　{one.name}")
        inside.addAction("打开或另存…", partial(open_kept, pane.desk, one.content, one.name))
        inside.addAction("取下", partial(take_off, pane, one))
    if kept:
        made.addSeparator()
    for kind in ATTACHED:
        made.addAction(f"附上{kind}…", partial(add, pane, kind))
    return made


def add(pane: "MinutesPane", kind: str) -> bool:
    """Ask for a file and keep it with the meeting shown."""
    meeting = pane.meeting()

    def keep(session: "Session", path: "Path", content: bytes) -> None:
        attaching.attach(session, queries.find_meeting(session, meeting), path.name, content, kind)

    return attach(pane.desk, f"附上{kind}：{pane.editor.title.title.whole()}", "attachment", keep)


def take_off(pane: "MinutesPane", one: Attachment) -> None:
    """Take a file off the meeting."""
    sentence = f"取下{one.kind}：{one.name}"
    if pane.desk.act(
        sentence, lambda session: attaching.detach(session, session.get_one(Attachment, one.id))
    ):
        pane.desk.done(f"已{sentence}")
