"""Whether pages of an encrypted file were written under a key, told without SQLite and without page 1.

SQLCipher 4 ends each page with 16 bytes of its own and an HMAC-SHA512 of the page and its number, under a
key drawn from the file's. So the right key is known for certain however much else is broken.
"""

import hashlib
import hmac
from contextlib import suppress
from pathlib import Path

from partyoffice.store.keys import SECRET, Key

PAGE, MARK, MASK = 4096, 64, 0x3A  # bytes of a page and of its mark; what the salt is changed by
ROUNDS = 2
LOOKED_AT = 64  # pages, spread over the file


def bears(path: Path, key: Key) -> bool:
    """Say whether some page of a file, the first aside, surely was written under a key."""
    salt = bytes(one ^ MASK for one in key.salt)
    secret = hashlib.pbkdf2_hmac("sha512", key.secret, salt, ROUNDS, SECRET)
    with suppress(OSError), path.open("rb") as handle:
        pages = path.stat().st_size // PAGE
        for number in range(2, pages + 1, max(1, pages // LOOKED_AT)):
            handle.seek((number - 1) * PAGE)
            if _is_marked(handle.read(PAGE), number, secret):
                return True
    return False


def _is_marked(page: bytes, number: int, secret: bytes) -> bool:
    said = hmac.new(secret, page[:-MARK] + number.to_bytes(4, "little"), "sha512").digest()
    return hmac.compare_digest(said, page[-MARK:])
