"""Which office a command works on, and how it is opened."""

from pathlib import Path

from partyoffice.cli.grammar import Given
from partyoffice.core.errors import OfficeError
from partyoffice.store import engine, entrance, files, keys
from partyoffice.store.engine import Door
from partyoffice.store.keys import Key, Why
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


def warning_of(office: Path) -> dict[str, str]:
    """Return what is to be said of a place that loses data; nothing of a good one."""
    from partyoffice.store import places

    kind = places.place_of(office.parent)
    if kind not in places.REFUSED:
        return {}
    return {"warning": f"“{office.name}”{places.ADVICE[kind]}；请移到本机硬盘，再用新的位置打开"}


def code_file(given: Given) -> Path | None:
    """Return where the recovery code is to be written; OfficeError where a file lies already."""
    if not given.recovery_code_file:
        return None
    path = Path(given.recovery_code_file)
    if path.exists():
        raise OfficeError(f"“{path.name}”已经存在", remedy="恢复码请写进一个新文件")
    return path


def recovery_of(key: Key | None, path: Path | None) -> dict[str, str]:
    """Write the recovery code of a new key to a file, or return it; nothing of an office without a password.

    Where the file cannot be written it is returned all the same: the key is in use already.
    """
    if key is None:
        return {}
    code = keys.code(key)
    if path is None:
        return {"recovery_code": code}
    try:
        with files.replaced(path, "写") as draft:
            draft.write_text(code + "\n", encoding="utf-8")
    except OfficeError as error:
        return {"recovery_code": code, "recovery_code_error": str(error)}
    return {"recovery_code_file": str(path)}


def must_be_elsewhere(target: Path, *sources: Path) -> None:
    """Refuse to write over a file that is being read."""
    for source in sources:
        if target.resolve() == source.resolve():
            raise OfficeError(f"“{target.name}”正是要读取的文件，不能写到它上面", remedy="请换一个文件名")
