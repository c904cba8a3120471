"""From a password or recovery code to the door of a file, told apart from damage as far as can be."""

from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from partyoffice.core.errors import OfficeError
from partyoffice.store import engine, keys, known, page_marks
from partyoffice.store.engine import Door, driver
from partyoffice.store.keys import Key, PasswordError, Why

Secret = str | Key | None  # a password or recovery code as typed, a key at hand, or none


def password_in(name: str | None) -> str | None:
    """Return the text of a password file without its line end, None where no file is named.

    Raises OfficeError for a file that cannot be read or holds nothing.
    """
    if not name:
        return None
    path = Path(name)
    try:
        text = path.read_text(encoding="utf-8-sig").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise OfficeError(f"读不了密码文件“{path.name}”", remedy="请核对位置；文件应为 UTF-8 文本") from error
    if not text:
        raise OfficeError(f"密码文件“{path.name}”是空的", remedy="请在文件里写上密码；没有加密的不必指定")
    return text


def door(path: Path, secret: Secret, *, writing: bool = True, plain_too: bool = False) -> Door:
    """Return the door of a file under a password or recovery code; the text is kept nowhere.

    ``plain_too`` lets a file in that needs no password, such as an old copy of an encrypted office.
    Raises PasswordError for a wrong one and OfficeError for a file that is none; whether the file is a
    sound office of ours is for ``engine.identify`` to say.
    """
    if secret is None or (isinstance(secret, Key) and not plain_too):
        return Door(path, secret, writing)
    head = engine.look_at(path)
    if engine.is_plain(head):
        if plain_too:
            return Door(path, None, writing)
        raise engine.not_encrypted(path)
    if isinstance(secret, Key):
        return Door(path, secret, writing)
    if not secret:
        raise PasswordError(Why.MISSING, "密码是空的", remedy="请输入密码再打开")
    salt = head[: keys.SALT]
    for key in _keys(path, secret, salt):
        if _fits(path, key):
            return Door(path, key, writing)
    if keys.is_like_code(secret):
        keys.read_code(secret, salt)  # names the group that holds a slip
    raise engine.wrong_password(path) if known.check_for(path, salt) else engine.unclear(path)


def door_or_none(path: Path, secret: Secret) -> Door | None:
    """Return the door of a file under what was given, None where that does not open it."""
    with suppress(OfficeError):
        return door(path, secret)
    return None


def _keys(path: Path, text: str, salt: bytes) -> Iterator[Key]:
    """Yield what a text may mean; last under the salt that is remembered, should the file's be damaged."""
    yield from keys.candidates(text, salt)
    remembered = known.salt_for(path)
    if remembered not in {b"", salt}:
        yield from keys.candidates(text, remembered)


def _fits(path: Path, key: Key) -> bool:
    """Say whether a key is the right one: by its check value, or because it opens a page."""
    if known.check_for(path, key.salt) == keys.check(key) or _opens(Door(path, key, writing=False)):
        return True
    return page_marks.bears(path, key)


def _opens(tried: Door) -> bool:
    with closing(tried.connect()) as connection:
        try:
            connection.execute("PRAGMA application_id").fetchone()
        except driver.DatabaseError as error:
            return not engine.not_a_database(error)
    return True
