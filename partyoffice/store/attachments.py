"""Papers and photos kept with a record: pictures re-encoded, other files as they are up to 20 MB.

What a file is, its bytes say: one that is not what its name says is refused (reliability R48). Between
pictures the ending may lie, as phones and messengers have it: each is made anew as a JPEG.
"""

from dataclasses import dataclass
from pathlib import PurePath

from sqlalchemy.orm import Session

from partyoffice.core.errors import OfficeError
from partyoffice.store import blobs, looks
from partyoffice.store.looks import Look

LARGEST = 20 * 1024 * 1024
PICTURES = frozenset(looks.PICTURES)
ENDINGS = {ending: look for look in looks.KINDS for ending in look.endings}
LONGEST_NAME = 120
REMEDY = "请选图片、PDF、Word、Excel、WPS 或 OFD 文件；手机的 HEIC 照片请先转成 JPG"
ANOTHER = "请核对选的是不是这份文件；是的话，请用打开它的程序另存为 JPG、PDF、.docx 或 .xlsx 再附"


@dataclass(frozen=True, slots=True)
class Attachment:
    """What a record keeps of a file: the digest of its bytes, and under which name it is shown."""

    digest: str
    name: str


def keep(session: Session, name: str, content: bytes) -> Attachment:
    """Store a file and return what names it.

    Raises OfficeError for a kind that is not kept, an empty or too large file, one that is not what its
    name says, and a broken picture.
    """
    path = PurePath(name.replace("\\", "/"))
    must_be_kept(path)
    if not content:
        raise OfficeError(f"“{path.name}”是空文件", remedy="请重新选择文件")
    picture = path.suffix.lower() in PICTURES
    if not picture and len(content) > LARGEST:
        size = f"{len(content) / 1024 / 1024:.1f}"
        raise OfficeError(f"“{path.name}”有 {size} MB，超过 20 MB", remedy="请压缩，或分成几个文件")
    _must_be_as_named(path, content)
    if picture:
        return Attachment(blobs.put(session, blobs.as_picture(content)), _named(path, ".jpg"))
    return Attachment(blobs.put(session, content), _named(path, path.suffix))


def must_be_kept(path: PurePath) -> None:
    """Refuse a kind of file that is not kept."""
    if path.suffix.lower() not in ENDINGS:
        raise OfficeError(f"不能附 {path.suffix or '没有扩展名的'} 文件", remedy=REMEDY)


def _must_be_as_named(path: PurePath, content: bytes) -> None:
    look, ending = looks.look_of(content), path.suffix.lower()
    if ending in look.endings:
        return
    if not look.whole:
        raise OfficeError(f"“{path.name}”已损坏，或没有下载完整", remedy="请重新取得这份文件再附")
    if look.locked:
        remedy = "请用 WPS 或 Office 打开，去掉密码后另存一份再附"
        raise OfficeError(f"“{path.name}”有打开密码，接手的人会打不开", remedy=remedy)
    if look.endings:
        raise OfficeError(
            f"“{path.name}”里面是{_set_off(look.words)}，扩展名却是 {ending}", remedy=_renaming(look)
        )
    found, said = _set_off(look.words), _set_off(ENDINGS[ending].words)
    raise OfficeError(f"“{path.name}”里面是{found}，不是{said}", remedy=ANOTHER)


def _set_off(words: str) -> str:
    return f" {words}" if words[0].isascii() else words


def _renaming(look: Look) -> str:
    return f"请核对文件；确实要附，请把扩展名改为 {look.endings[0]} 再附"


def _named(path: PurePath, suffix: str) -> str:
    return path.stem[:LONGEST_NAME] + suffix
