"""Photos and attachments inside the office: written once, named by their digest."""

import hashlib
import io

from sqlalchemy import LargeBinary, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from partyoffice.core.errors import OfficeError
from partyoffice.store.base import Table
from partyoffice.store.engine import free_hand

LONGEST_SIDE = 2000
MOST_PIXELS = 100_000_000
JPEG_QUALITY = 88


class Blob(Table):
    """The bytes behind a digest. Outside the journal: records and journal hold the digest."""

    __tablename__ = "blob"
    __table_args__ = ()
    sha256: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


def put(session: Session, content: bytes) -> str:
    """Store bytes once and return their digest."""
    digest = hashlib.sha256(content).hexdigest()
    if session.get(Blob, digest) is None:
        connection = session.connection()
        with free_hand(connection):
            connection.execute(insert(Blob), {"sha256": digest, "content": content})
    return digest


def content_of(session: Session, digest: str) -> bytes | None:
    """Return the bytes behind a digest, or None where they have been purged."""
    return session.execute(select(Blob.content).where(Blob.sha256 == digest)).scalar_one_or_none()


def as_picture(content: bytes) -> bytes:
    """Return a picture re-encoded as JPEG, upright, without EXIF, at most 2 000 px long.

    Raises OfficeError for what is no picture or is too large to open safely.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise OfficeError("照片太大", remedy="请先把照片缩小到一亿像素以内再选")
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError, SyntaxError, ValueError) as error:
        raise OfficeError("这个文件不是能打开的照片", remedy="请选择 JPG 或 PNG 格式的照片") from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=JPEG_QUALITY)
    return out.getvalue()
