"""Photos and attachments inside the office: written once, named by their digest."""

import hashlib
import io
import warnings
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import LargeBinary, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from partyoffice.core.errors import OfficeError
from partyoffice.store.base import Table
from partyoffice.store.engine import free_hand

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST_SIDE = 2000
MOST_PIXELS = 100_000_000
JPEG_QUALITY = 88
FORMATS = ("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP")  # Pillow knows many more, some run programs


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

    Of a moving one the first image is taken. Raises OfficeError for what is no picture, is too large to
    open safely, and for a scan of several pages, of which only one would stay.
    """
    from PIL import Image, ImageOps

    try:
        with _unwarned(), Image.open(io.BytesIO(content), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise _too_large()
            _must_be_one_page(opened)
            upright = _on_white(ImageOps.exif_transpose(opened))
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except (OSError, SyntaxError, ValueError) as error:
        raise OfficeError("这个文件不是能打开的照片", remedy="请选择 JPG 或 PNG 格式的照片") from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=JPEG_QUALITY)
    return out.getvalue()


def _must_be_one_page(opened: "Image") -> None:
    if opened.format != "TIFF":
        return
    try:
        opened.seek(1)
    except EOFError:
        opened.seek(0)
    else:
        raise OfficeError("这个 TIFF 文件不止一页，只能存下一页", remedy="请另存为 PDF，或一页存一个文件")


def _too_large() -> OfficeError:
    return OfficeError("照片太大", remedy="请先把照片缩小到一亿像素以内再选")


@contextmanager
def _unwarned() -> Generator[None]:
    """Keep Pillow from warning below the limit that is refused here anyway."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        yield


def _on_white(picture: "Image") -> "Image":
    """Return a picture without transparency: what shows through is paper, not black."""
    from PIL import Image

    if not picture.has_transparency_data:
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert("RGB")
