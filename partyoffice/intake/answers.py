"""The user's answers about headings, remembered for each set of headings inside the office."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from partyoffice.core.field import Kind
from partyoffice.store import settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def _setting(mark: str) -> settings.Setting:
    """Return where one set of headings is kept: apart, so that taking back one import minds no other."""
    note = "同一种表头再次导入时不必再问"
    return settings.Setting(
        f"intake.answers.{mark}", "导入时记住的列名对应", {}, Kind.LONG, note=note, group="导入"
    )


def remembered(session: "Session", mark: str) -> dict[str, str]:
    """Return what was answered for this set of headings: plain heading to key, "" for left out."""
    return dict(settings.get(session, _setting(mark)))


def remember(session: "Session", mark: str, answered: Mapping[str, str]) -> None:
    """Store the answers, in the change that the import itself is."""
    if answered and remembered(session, mark) != dict(answered):
        settings.put(session, _setting(mark), dict(answered))
