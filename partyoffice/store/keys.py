"""The key of an encrypted office: from a password or a recovery code; nothing else opens the file.

A password gives its key by SQLCipher's own derivation, so a file keyed by the password itself is
opened by the key as well. A copy made under the key keeps the salt: password, recovery code and check
value of the office are those of its copies too.

For dialogs: ``new(password)`` makes the key of a new password and refuses an empty one, ``advice`` says
what is weak, ``code(key)`` is what the recovery sheet prints, ``opens(key, text)`` tests a password or
code against the key of the open office (``office.door.key``), ``delay`` is the wait after a wrong one,
and PasswordError is any refusal that another text may answer.
"""

import codecs
import hashlib
import hmac
import os
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from partyoffice.core.errors import OfficeError

ROUNDS, SECRET, SALT = 256_000, 32, 16  # SQLCipher 4: PBKDF2-HMAC-SHA512; lengths in bytes
SHORT = 8
LONGEST_DELAY = 30
GROUPS, SIZE = 13, 5  # of a code: four letters of the key and one that checks them
# Crockford's base32: no I, L, O, U that would be read as 1, 1, 0, V.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("OILU", "011V")
_PARTED = re.compile(r"[\s\-_,.;·—–、，。；]+")
_SPARE = 4  # bits: 52 letters hold 260, the key has 256


class Why(StrEnum):
    """Why a file did not open under what was given."""

    MISSING = "missing"  # encrypted, and nothing was given
    WRONG = "wrong"  # surely the wrong password
    UNCLEAR = "unclear"  # wrong password or damage: nothing on this PC can tell
    OTHER = "other"  # the key is right for another file: this one has a password of its own
    CODE = "code"  # a recovery code with a slip in it


class PasswordError(OfficeError):
    """A refusal that another password or recovery code may answer."""

    def __init__(self, why: Why, what: str, *, remedy: str) -> None:
        """Keep why, for a dialog to choose what it asks next."""
        super().__init__(what, remedy=remedy)
        self.why = why


@dataclass(frozen=True, slots=True)
class Key:
    """The secret of 32 bytes and the 16 bytes of salt at the head of the file; never shown."""

    secret: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    @property
    def pragma(self) -> str:
        """The key as SQLCipher takes it raw, without a derivation of its own."""
        return f"x'{self.secret.hex()}{self.salt.hex()}'"


def derive(password: str, salt: bytes) -> Key:
    """Return the key of a password under a salt; a third of a second, as SQLCipher 4 would take."""
    secret = hashlib.pbkdf2_hmac("sha512", password.encode("utf-8"), salt, ROUNDS, SECRET)
    return Key(secret, salt)


def new(password: str) -> Key:
    """Return a new key for a password (OfficeError for an empty one)."""
    if not password:
        raise PasswordError(Why.MISSING, "密码是空的", remedy="请填写密码；不想加密就不设密码")
    salt = os.urandom(SALT)
    while not looks_random(salt):
        salt = os.urandom(SALT)
    return derive(password, salt)


def looks_random(head: bytes) -> bool:
    """Say whether the first 16 bytes of a file may be a salt; text, zips and blanks are not."""
    text = sum(32 <= byte < 127 for byte in head)
    return len(head) == SALT and text < 12 and head[:2] != b"PK" and len(set(head)) > 8 and not _is_text(head)


def _is_text(head: bytes) -> bool:
    """Say whether bytes are UTF-8, the last letter cut or not; of random ones hardly any are."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def check(key: Key) -> str:
    """Return 16 hex digits that tell the right key without opening a file, and give nothing of it away."""
    return hmac.new(key.secret, b"partyoffice key check" + key.salt, "sha256").hexdigest()[:16]


def told(key: Key | None) -> dict[str, str]:
    """Return what the note of a copy says of its key; nothing of a plain one."""
    return {} if key is None else {"salt": key.salt.hex(), "key_check": check(key)}


def opens(key: Key, text: str) -> bool:
    """Say whether a text is the password or the recovery code of a key."""
    return any(hmac.compare_digest(one.secret, key.secret) for one in candidates(text, key.salt))


def must_open(key: Key, text: str) -> None:
    """Refuse what is neither password nor recovery code of the office that is open (PasswordError)."""
    if opens(key, text):
        return
    if is_like_code(text):
        read_code(text, key.salt)  # names the group that holds a slip
    raise PasswordError(Why.WRONG, "密码不对", remedy="请核对大小写和输入法，或改用恢复码")


def same_group(typed: str, group: str) -> bool:
    """Say whether somebody typed a group of a code, read as codes are."""
    return bool(typed.strip()) and _plain(typed) == group


def candidates(text: str, salt: bytes) -> list[Key]:
    """Return the keys a text may mean for a file: as a recovery code, where it is one, and as a password."""
    try:
        coded = [read_code(text, salt)]
    except PasswordError:
        coded = []
    return [*coded, derive(text, salt)]


def advice(password: str) -> str:
    """Return what is weak about a password, for a hint beside the field; empty where nothing is."""
    if not password:
        return ""
    if len(password) < SHORT:
        return f"密码只有 {len(password)} 个字符，容易被试出来，建议至少 {SHORT} 个"
    if len(set(password)) < SHORT // 2:
        return "密码里重复的字符太多，容易被试出来"
    if password != password.strip():
        return "密码的开头或末尾有空格，输入时容易漏掉"
    return ""


def delay(failures: int) -> int:
    """Return the seconds to wait after so many wrong passwords in a row: 1, 2, 4 … 30."""
    return min(2 ** (failures - 1), LONGEST_DELAY) if failures > 0 else 0


# The recovery code ------------------------------------------------------------------------------


def _double(value: int) -> int:
    """Multiply by x in the field of 32 elements (x⁵ + x² + 1)."""
    value <<= 1
    return value ^ 0b100101 if value & 0b100000 else value


def _check_of(place: int, letters: Sequence[int]) -> int:
    """Return the letter that checks four others: one slip, two swapped, a swapped group are all seen."""
    total = 0
    for value in reversed(letters):
        total = _double(total ^ value)
    return total ^ place


def code(key: Key) -> str:
    """Return the recovery code: the key itself, 13 groups of 5 with hyphens between."""
    number = int.from_bytes(key.secret, "big") << _SPARE
    letters = [number >> 5 * at & 31 for at in reversed(range(GROUPS * (SIZE - 1)))]
    groups = [letters[at : at + SIZE - 1] for at in range(0, len(letters), SIZE - 1)]
    checked = ([*group, _check_of(place, group)] for place, group in enumerate(groups))
    return "-".join("".join(ALPHABET[value] for value in group) for group in checked)


def is_like_code(text: str) -> bool:
    """Say whether a text has the looks of a recovery code, slips and all."""
    letters = _PARTED.sub("", _plain(text))
    return abs(len(letters) - GROUPS * SIZE) <= SIZE and set(letters) <= set(ALPHABET)


def read_code(text: str, salt: bytes) -> Key:
    """Return the key a recovery code names, for a file of this salt; case, blanks and hyphens do not count.

    O is read as 0, I and L as 1, U as V. Raises PasswordError naming the groups that hold a slip.
    """
    groups = _groups(_plain(text))
    values = [[ALPHABET.find(letter) for letter in group] for group in groups]
    wrong = [place for place, group in enumerate(values, 1) if not _is_right(place - 1, group)]
    number = 0
    for value in (value for group in values for value in group[:-1]):
        number = number << 5 | (value & 31)
    if not wrong and number & (1 << _SPARE) - 1:
        wrong = [GROUPS]
    if wrong:
        said = "、".join(map(str, wrong))
        raise _slip(f"恢复码第 {said} 组有误", "请对照恢复码重新输入这几组")
    return Key((number >> _SPARE).to_bytes(SECRET, "big"), salt)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().upper().translate(_READ_AS)


def _groups(text: str) -> list[str]:
    """Return the groups as they were parted, or else by counting."""
    parted = [part for part in _PARTED.split(text) if part]
    if len(parted) == GROUPS:
        return parted
    letters = "".join(parted)
    if len(letters) != GROUPS * SIZE:
        raise _slip(f"恢复码应有 {GROUPS * SIZE} 个字母和数字，这里是 {len(letters)} 个", "请对照恢复码补齐")
    return [letters[at : at + SIZE] for at in range(0, len(letters), SIZE)]


def _is_right(place: int, group: Sequence[int]) -> bool:
    return len(group) == SIZE and min(group) >= 0 and _check_of(place, group[:-1]) == group[-1]


def _slip(what: str, remedy: str) -> PasswordError:
    return PasswordError(Why.CODE, what, remedy=f"{remedy}；共 {GROUPS} 组，每组 {SIZE} 个")
