"""What the lists of a meeting's parts share: the columns of the meeting, and the way to its record."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from partyoffice.core.field import Field, Kind
from partyoffice.meetings.rules.kinds import MEETING_KINDS
from partyoffice.ui.register import Role, Shown, Verb

if TYPE_CHECKING:
    from partyoffice.ui.desk import Desk

PAGE, MINUTES = "meetings", "minutes"


def _open(desk: "Desk", rows: Sequence[Any]) -> None:
    desk.go_to(PAGE, view=MINUTES, meeting=rows[0].where.meeting)


def to_minutes(role: Role = Role.OPEN) -> Verb:
    """Return the verb that opens the record of the meeting."""
    return Verb("minutes", "打开会议记录", role=role, icon="file-text", button=True, show=_open)


def of_meeting() -> tuple[Shown, ...]:
    """Return the columns of the meeting a line comes from; rows have ``where`` and ``body``."""
    return (
        Shown(Field("on", "会议日期", Kind.DAY), lambda row: row.where.on),
        Shown(Field("body", "党组织"), sample="党" * 8),
        Shown(
            Field("kind", "会议类型", Kind.CHOICE, choices=MEETING_KINDS), lambda row: row.where.kind,
            sample="党" * 8,
        ),
        Shown(Field("meeting", "会议"), lambda row: row.where.title, sample="党" * 10),
    )  # fmt: skip
