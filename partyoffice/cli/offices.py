"""Which office a command works on, and how it is opened."""

from pathlib import Path

from partyoffice.cli.grammar import Given
from partyoffice.core.errors import OfficeError
from partyoffice.store import engine, entrance
from partyoffice.store.engine import Door
from partyoffice.store.keys import Why
from partyoffice.store.office import Office


def password_of(given: Given) -> str | None:
    """Return the password or recovery code from ``--password-file``."""
    return entrance.password_in(given.password_file)


def chosen(given: Given) -> Path:
    """Return the named office, or the one last opened."""
    if given.office:
        return Path(given.office)
    from partyoffice.ui.prefs import Prefs

    last = str(Prefs().get("last_office", ""))
    if not last:
        raise OfficeError("没有指定数据文件", remedy="请用 --office 指明，例如 --office 青禾中学.dangwu")
    return Path(last)


def door_of(given: Given) -> Door:
    """Return the door of the office, for what only reads its file."""
    door = entrance.door(chosen(given), password_of(given))
    engine.identify(door)
    return door


def file_door(path: Path, given: Given) -> Door:
    """Return the door of a file that has been found to be an office, such as a copy, plain or not."""
    door = entrance.door(path, password_of(given), plain_too=True)
    engine.identify(door)
    return door


def present_door(given: Given) -> Door | None:
    """Return the door of the office that a copy is to replace; None where it is lost, damaged or locked away.

    Raises PasswordError for an encrypted one without a password: nobody decrypts it by a plain copy.
    """
    try:
        return file_door(chosen(given), given)
    except OfficeError as error:
        if getattr(error, "why", None) is Why.MISSING:
            raise
        return None


def opened(given: Given, *, writing: bool = True) -> Office:
    """Open the office; reading works beside an open window."""
    return Office.open(chosen(given), password_of(given), writing=writing)


def members_of(office: Office) -> int:
    """Count the members of today's roster."""
    from partyoffice.core import clock
    from partyoffice.members.queries import roster

    with office.reading() as session:
        return len(roster(session, clock.today(), columns=("name",)))


def must_be_elsewhere(target: Path, *sources: Path) -> None:
    """Refuse to write over a file that is being read."""
    for source in sources:
        if target.resolve() == source.resolve():
            raise OfficeError(f"“{target.name}”正是要读取的文件，不能写到它上面", remedy="请换一个文件名")
