"""Columns, title and order of a roster as last chosen: kept in the office for the next paper."""

from typing import Any

from partyoffice.core.field import Kind
from partyoffice.store import settings
from partyoffice.store.office import Office
from partyoffice.store.settings import Setting

Choice = dict[str, Any]


def setting_of(code: str) -> Setting:
    """Return where the choice for a roster is kept."""
    return Setting(f"exports.choice.{code}", "导出的列、标题和顺序", {}, Kind.LONG)


def remembered(office: Office, code: str) -> Choice:
    """Return what was chosen last for a roster: ``columns``, ``title``, ``order``; empty at first."""
    with office.reading() as session:
        return dict(settings.get(session, setting_of(code)))


def keep(office: Office, code: str, title: str, choice: Choice) -> None:
    """Remember a choice that differs from the last one."""
    if not office.writing or choice == remembered(office, code):
        return
    with office.change(f"记住导出的列、标题和顺序：{title}", kind="log") as session:
        settings.put(session, setting_of(code), choice)
