"""What bytes are, told by how they begin and by the parts inside, never by a file's ending."""

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass

from partyoffice.store.compound import BROKEN, MAGIC, Compound, workbook_records

ZIP = b"PK\x03\x04"
PDF = b"%PDF-"
UTF8_BOM = b"\xef\xbb\xbf"
# The end of a zip: its comment may take 65 535 bytes; an entry's line in the directory is mostly a name.
TAIL = 70_000
MOST_DIRECTORY = 2_000_000  # bytes; no document of an office has 20 000 parts
MOST_TYPES = 2**20  # bytes read of [Content_Types].xml
UNREADABLE = (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError)
PICTURES = (".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".webp", ".gif")
HEADS = {
    b"%PDF": "PDF 文件",
    b"\x89PNG": "PNG 图片",
    b"\xff\xd8\xff": "JPEG 图片",
    b"GIF8": "GIF 图片",
    b"BM": "BMP 图片",
    b"Rar!": "RAR 压缩包",
    b"7z\xbc\xaf": "7z 压缩包",
    b"\x1f\x8b": "gzip 压缩包",
    b"SQLite format 3": "数据库文件",
    b"{\\rtf": "RTF 文档",
    b"MZ": "程序文件",
}
LETTERS = (b"BM", b"MZ")  # two letters may begin a text as well
MORE_HEADS = {
    b"II*\x00": "TIFF 图片",
    b"MM\x00*": "TIFF 图片",
    b"\x7fELF": "程序文件",
    b"L\x00\x00\x00\x01\x14\x02\x00": "快捷方式",
    b"#!": "程序文件",
    b"MIME-Version": "网页",
}
WEB = re.compile(
    rb"\s*(?>(?><\?.*?\?>|<!--.*?-->|<!doctype[^>]*>)\s*)*+<(?:html|head|body|table|meta|style|\w*:?workbook)\b",
    re.IGNORECASE | re.DOTALL,
)
_HEIF = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")


@dataclass(frozen=True, slots=True)
class Look:
    """What something looks like in words, and the endings that say so; none where it is kept nowhere."""

    words: str
    endings: tuple[str, ...] = ()
    whole: bool = True  # whether it could be read as far as was needed
    locked: bool = False  # whether a password hides what it is


DOC = Look("旧式 Word 或 WPS 文字文档（.doc、.wps）", (".doc", ".wps"))
XLS = Look("旧式 Excel 或 WPS 表格（.xls、.et）", (".xls", ".et"))
DOCX, DOCM = Look("Word 文档（.docx）", (".docx",)), Look("带宏的 Word 文档（.docm）", (".docm",))
XLSX, XLSM = Look("Excel 工作簿（.xlsx）", (".xlsx",)), Look("带宏的 Excel 工作簿（.xlsm）", (".xlsm",))
OFD = Look("OFD 版式文件", (".ofd",))
KINDS = (
    Look("PDF 文件", (".pdf",)),
    DOCX,
    DOCM,
    XLSX,
    XLSM,
    DOC,
    XLS,
    OFD,
    Look("图片（.jpg、.png 等）", PICTURES),
)
# Content types of the main part (ECMA-376 part 1, 15.2; [MS-OFFMACRO2] 2.1.2), the longer word first.
_MAIN = (
    (b"ms-word.document.macroenabled.main+xml", DOCM),
    (b"wordprocessingml.document.main+xml", DOCX),
    (b"ms-excel.sheet.macroenabled.main+xml", XLSM),
    (b"ms-excel.sheet.binary.macroenabled.main", Look("二进制的 Excel 工作簿（.xlsb）")),
    (b"spreadsheetml.sheet.main+xml", XLSX),
    (b"presentationml", Look("演示文稿（.pptx）")),
    (b"wordprocessingml.template", Look("Word 模板（.dotx）")),
    (b"spreadsheetml.template", Look("Excel 模板（.xltx）")),
)
_STREAMS = (
    ("EncryptedPackage", Look("有打开密码的 Office 文档", locked=True)),
    ("WordDocument", DOC),
    ("Workbook", XLS),
    ("Book", XLS),
    ("PowerPoint Document", Look("旧式演示文稿（.ppt）")),
    ("__properties_version1.0", Look("Outlook 邮件")),
)
_MACROS = frozenset({"_VBA_PROJECT", "_VBA_PROJECT_CUR", "Macros"})
_SHEET, _MACRO_SHEET = 0x0085, 1  # [MS-XLS] 2.4.28: what a sheet is stands in the sixth byte
_PASSWORD = 0x002F  # what comes after it cannot be read


def look_of(content: bytes) -> Look:
    """Return what bytes look like; never raises."""
    if content.startswith(ZIP):
        return _of_zip(content)
    if content.startswith(MAGIC):
        return _of_compound(content)
    if has_zip_behind(content) and not is_picture(content):
        return Look(f"{_by_head(content).words}，后面还接着一个压缩包")
    return _by_head(content)


def is_picture(content: bytes) -> bool:
    """Say whether bytes begin as a picture that is made anew, so that nothing else of them is kept."""
    return bool(set(_by_head(content).endings) & set(PICTURES))


def _by_head(content: bytes) -> Look:
    head = content[:4096]
    if head.lstrip(UTF8_BOM + b"\r\n\t ").startswith(PDF):
        return KINDS[0]
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return _pictured("WEBP 图片")
    if head[4:8] == b"ftyp":
        return Look("HEIC 照片" if head[8:12] in _HEIF else "音视频文件")
    for magic, words in (HEADS | MORE_HEADS).items():
        if head.startswith(magic) and not (magic in LETTERS and b"\x00" not in head):
            return _pictured(words) if words.endswith("图片") else Look(words)
    if WEB.match(head.removeprefix(UTF8_BOM)):
        return Look("网页")
    return Look("文本" if _is_text(head) else "看不出种类的内容")


def _pictured(words: str) -> Look:
    own = f".{words.split(maxsplit=1)[0].lower()}".replace("jpeg", "jpg")
    return Look(words, (own, *(ending for ending in PICTURES if ending != own)))


def _is_text(head: bytes) -> bool:
    """Say whether the beginning of a file is plain text, in UTF-8 or GB18030."""
    for name in ("utf-8", "gb18030"):
        try:
            words = head.decode(name)
        except UnicodeDecodeError as error:
            if error.start < len(head) - 4:
                continue
            words = head[: error.start].decode(name)  # the last sign was cut in two
        return not any(sign < " " and sign not in "\t\r\n\f" for sign in words)
    return False


# Zip and what is one -------------------------------------------------------------------------


def _end_of_zip(tail: bytes) -> int:
    """Return where the last end record stands (APPNOTE.TXT 4.3.16), -1 for none."""
    return tail.rfind(b"PK\x05\x06")


def directory_size(tail: bytes) -> int:
    """Return how many bytes the directory of a zip says it has, to be judged before it is read."""
    size = 0
    for mark, form, at in ((b"PK\x05\x06", "<I", 12), (b"PK\x06\x06", "<Q", 40)):
        place = tail.rfind(mark)
        if place >= 0 and len(tail) >= place + at + struct.calcsize(form):
            size = max(size, struct.unpack_from(form, tail, place + at)[0])
    return size


def has_zip_behind(content: bytes) -> bool:
    """Say whether the bytes end as a zip does: its end record's comment reaches the very end."""
    tail = content[-TAIL:]
    at = _end_of_zip(tail)
    return 0 <= at <= len(tail) - 22 and at + 22 + struct.unpack_from("<H", tail, at + 20)[0] == len(tail)


def _opened(content: bytes) -> zipfile.ZipFile:
    if directory_size(content[-TAIL:]) > MOST_DIRECTORY:
        raise ValueError("directory too large")
    return zipfile.ZipFile(io.BytesIO(content))


def _of_zip(content: bytes) -> Look:
    try:
        with _opened(content) as archive:
            names = set(archive.namelist())
            types = _types(archive) if "[Content_Types].xml" in names else b""
    except UNREADABLE:
        return Look("不完整的压缩格式文件", whole=False)
    if types:
        return next((look for mark, look in _MAIN if mark in types), Look("另一种 Office 文件"))
    if "OFD.xml" in names:
        return OFD
    return Look("ODF 文档（.odt、.ods）" if "mimetype" in names else "压缩包")


def _types(archive: zipfile.ZipFile) -> bytes:
    with archive.open("[Content_Types].xml") as handle:
        return handle.read(MOST_TYPES).lower()


# Compound files ------------------------------------------------------------------------------


def _of_compound(content: bytes) -> Look:
    try:
        names = Compound(content).top()
    except BROKEN:
        return Look("不完整的旧式 Office 文档", whole=False)
    return next((look for name, look in _STREAMS if name in names), Look("另一种旧式 Office 文件"))


# Macros --------------------------------------------------------------------------------------


def may_hold_macros(content: bytes) -> bool:
    """Say whether a document may hold macros: what cannot be looked into may."""
    try:
        if content.startswith(ZIP):
            return _macros_in_zip(content)
        return content.startswith(MAGIC) and _macros_in_compound(content)
    except (*UNREADABLE, *BROKEN):
        return True


def _macros_in_zip(content: bytes) -> bool:
    with _opened(content) as archive:
        names = [name.lower() for name in archive.namelist()]
        types = _types(archive) if "[Content_Types].xml" in archive.namelist() else b""
    return b"macroenabled" in types or any(
        name.endswith("vbaproject.bin") or "macrosheets/" in name for name in names
    )


def _macros_in_compound(content: bytes) -> bool:
    found = Compound(content)
    names = {entry.name for entry in found.directory}
    if names & (_MACROS | {"EncryptedPackage"}):
        return True
    book = next((name for name in ("Workbook", "Book") if name in names), "")
    records = workbook_records(found.stream(book)) if book else ()
    return any(kind == _PASSWORD or (kind == _SHEET and row[5] == _MACRO_SHEET) for kind, row in records)


def ending_of(content: bytes) -> str:
    """Return the usual ending of what bytes look like, empty where none is known."""
    return next(iter(look_of(content).endings), "")
