"""Papers and photos kept with a record: pictures re-encoded, other files as they are up to 20 MB."""

from dataclasses import dataclass
from pathlib import PurePath

from sqlalchemy.orm import Session

from partyoffice.core.errors import OfficeError
from partyoffice.store import blobs

LARGEST = 20 * 1024 * 1024
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".webp", ".gif"})
OTHERS = frozenset({".pdf", ".docx", ".xlsx"})  # what can be saved again as it is
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Attachment:
    """What a record keeps of a file: the digest of its bytes, and under which name it is shown."""

    digest: str
    name: str


def keep(session: Session, name: str, content: bytes) -> Attachment:
    """Store a file and return what names it.

    Raises OfficeError for a kind that is not kept, an empty or too large file, and a broken picture.
    """
    path = PurePath(name.replace("\\", "/"))
    must_be_kept(path)
    if not content:
        raise OfficeError(f"“{path.name}”是空文件", remedy="请重新选择文件")
    if path.suffix.lower() in PICTURES:
        return Attachment(blobs.put(session, blobs.as_picture(content)), _named(path, ".jpg"))
    if len(content) > LARGEST:
        size = f"{len(content) / 1024 / 1024:.1f}"
        raise OfficeError(f"“{path.name}”有 {size} MB，超过 20 MB", remedy="请压缩，或分成几个文件")
    return Attachment(blobs.put(session, content), _named(path, path.suffix))


def must_be_kept(path: PurePath) -> None:
    """Refuse a kind of file that is not kept."""
    if path.suffix.lower() not in PICTURES | OTHERS:
        what = f"不能附 {path.suffix or '没有扩展名的'} 文件"
        raise OfficeError(what, remedy="请选图片、PDF、Word 或 Excel 文件；手机的 HEIC 照片请先转成 JPG")


def _named(path: PurePath, suffix: str) -> str:
    return path.stem[:LONGEST_NAME] + suffix
