"""The user's answers about headings, remembered for each set of headings inside the office."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from partyoffice.core.field import Kind
from partyoffice.store import settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

ANSWERS = settings.Setting(
    "intake.answers",
    "导入时记住的列名对应",
    {},
    kind=Kind.LONG,
    note="同一种表头再次导入时不必再问",
    group="导入",
)


def remembered(session: "Session", mark: str) -> dict[str, str]:
    """Return what was answered for this set of headings: plain heading to key, "" for left out."""
    return dict(settings.get(session, ANSWERS).get(mark, {}))


def remember(session: "Session", mark: str, answered: Mapping[str, str]) -> None:
    """Store the answers, in the change that the import itself is."""
    stored = settings.get(session, ANSWERS)
    if answered and stored.get(mark) != dict(answered):
        settings.put(session, ANSWERS, {**stored, mark: dict(answered)})
