"""What a file really is, told by its first bytes and never by its ending; what we will not open."""

import re
import zipfile
from enum import StrEnum
from pathlib import Path

from partyoffice.core.errors import OfficeError
from partyoffice.store import files
from partyoffice.store.compound import MAGIC as OLE
from partyoffice.store.looks import HEADS, LETTERS, TAIL, UNREADABLE, UTF8_BOM, WEB, ZIP, directory_size

# Limits against zip bombs (reliability R40). A sheet of 20 000 rows and 30 columns declares 40 MB.
MOST_DECLARED = 200 * 2**20
MOST_RATIO = 200
MOST_ENTRIES = 2000
MOST_BYTES = 100 * 2**20
# Below this a high ratio harms nobody: a theme or a sheet of blanks packs 300 : 1.
SMALL = 2**20
ENTRY_BYTES = 1000  # an entry's line in the directory of a zip is mostly a name
SAVE_AS = "请用 WPS 或 Excel 打开后另存为 .xlsx 再导入"
TEXT_ENDINGS = frozenset({".csv", ".txt", ".tsv"})
BOOK_ENDINGS = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".ods"})
WORD = ".docx"
_UTF8_WORD = re.compile(rb"(?:[\xe3-\xe9][\x80-\xbf]{2}){2}")  # two Han characters
WIDE_MARKS = b"\r\n,;\t"


class Kind(StrEnum):
    """The kinds that are read."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    TEXT = "csv"


def _refuse(path: Path, what: str, remedy: str = SAVE_AS) -> OfficeError:
    return OfficeError(f"“{path.name}”{what}", remedy=remedy)


def damaged(path: Path) -> OfficeError:
    """Return the one sentence for whatever cannot be parsed."""
    if path.suffix.lower() == WORD:
        return _refuse(
            path,
            "已损坏，或不是有效的 Word 文档",
            "请向提供者重新要一份，或用 WPS、Word 打开后另存为 .docx 再试",
        )
    return _refuse(
        path,
        "已损坏，或不是有效的表格文件",
        "请向提供者重新要一份，或用 WPS、Excel 打开后另存为 .xlsx 再导入",
    )


def sniff(path: Path) -> Kind:
    """Return what ``path`` is; refuses everything else, and whatever would not be safe to open."""
    kind = _kind(path, first_bytes(path))
    _check_ending(path, kind)
    return kind


def _head(path: Path) -> tuple[bytes, int]:
    if path.exists() and not path.is_file():  # a pipe would never answer
        what = "是一个文件夹" if path.is_dir() else "不是文件"
        raise _refuse(path, what, "请选择一个文件")
    try:
        with path.open("rb") as handle:
            return handle.read(4096), path.stat().st_size
    except FileNotFoundError:
        raise _refuse(path, "不存在", "请检查文件名和位置") from None
    except OSError as error:
        raise files.refusal(error, path, "打开") from error


def _kind(path: Path, head: bytes) -> Kind:
    if head.startswith(ZIP):
        return _zip_kind(path)
    if head.startswith(OLE):
        return _ole_kind(path)
    for magic, name in HEADS.items():
        if head.startswith(magic) and not (magic in LETTERS and b"\x00" not in head):
            raise _refuse(path, f"是{name}，不是表格", "请选择 .xlsx、.xls、.et、.ods 或 .csv 文件")
    if WEB.match(head.removeprefix(UTF8_BOM)):
        raise _refuse(path, "其实是网页格式的表格（有些系统导出的 .xls 就是这样）")
    if b"\x00" in head and not _wide_encoding(head):
        raise damaged(path)
    return Kind.TEXT


def _wide_encoding(head: bytes) -> str:
    """Return the UTF-16 of a text, with its mark or told by its line ends and commas."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    pairs = list(zip(head[::2], head[1::2], strict=False))
    little = sum(one in WIDE_MARKS and not other for one, other in pairs)
    big = sum(other in WIDE_MARKS and not one for one, other in pairs)
    return "" if little == big else "utf-16-le" if little > big else "utf-16-be"


def _ole_kind(path: Path) -> Kind:
    body = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in body:
        raise locked(path)
    if not any(name.encode("utf-16-le") in body for name in ("Workbook", "Book")):
        raise _refuse(path, "不是表格（也许是 Word 文档）", "请选择 .xlsx、.xls、.et、.ods 或 .csv 文件")
    return Kind.XLS


def locked(path: Path) -> OfficeError:
    """Return the refusal of a workbook with a password."""
    return _refuse(path, "有打开密码", "请用 WPS 或 Excel 打开，去掉密码后另存一份再导入")


def _zip_kind(path: Path) -> Kind:
    return _zip_content(path, *zip_parts(path))


def zip_parts(path: Path) -> tuple[set[str], bytes]:
    """Return the names in a zip and its mimetype; refuses a damaged one and one that would swell."""
    _check_directory(path)
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _check_size(path, entries)
            names = {entry.filename for entry in entries}
            return names, archive.read("mimetype")[:100] if "mimetype" in names else b""
    except UNREADABLE:
        raise damaged(path) from None


def first_bytes(path: Path) -> bytes:
    """Return how a file begins; refuses one that is missing, empty, too large or cannot be opened."""
    head, size = _head(path)
    if not size:
        raise _refuse(path, "是空文件，里面没有内容", "请选择另一个文件")
    if size > MOST_BYTES:
        raise _refuse(
            path,
            f"有 {-(-size // 2**20)} MB，超过 {MOST_BYTES // 2**20} MB",
            "请删去图片，或分成几个文件再导入",
        )
    return head


def _zip_content(path: Path, names: set[str], mime: bytes) -> Kind:
    if "xl/workbook.xml" in names or any(name.lower().endswith("/workbook.xml") for name in names):
        return Kind.XLSX
    if mime.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return Kind.ODS
    if "xl/workbook.bin" in names:
        raise _refuse(path, "是二进制的 .xlsb 表格")
    if "[Content_Types].xml" not in names and not mime:
        raise _refuse(path, "是压缩包，不是表格", "请先解压，再选择里面的表格")
    raise _refuse(path, "不是表格（也许是文档或演示）", "请选择 .xlsx、.xls、.et、.ods 或 .csv 文件")


def _too_great(path: Path) -> OfficeError:
    remedy = "请用 WPS 或 Excel 打开，只留要导入的那张表，另存为新的 .xlsx"
    if path.suffix.lower() == WORD:
        remedy = "请用 WPS 或 Word 打开，删去多余的内容和图片，另存为新的 .docx"
    return _refuse(path, "展开后过大，可能是恶意文件", remedy)


def _check_directory(path: Path) -> None:
    """Refuse an endless list of entries before zipfile reads it (APPNOTE.TXT 4.3.14, 4.3.16)."""
    with path.open("rb") as handle:
        handle.seek(max(path.stat().st_size - TAIL, 0))
        tail = handle.read()
    if directory_size(tail) > MOST_ENTRIES * ENTRY_BYTES:
        raise _too_great(path)


def _check_size(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    declared = sum(entry.file_size for entry in entries)
    swollen = any(e.file_size > max(SMALL, MOST_RATIO * e.compress_size) for e in entries)
    if len(entries) > MOST_ENTRIES or declared > MOST_DECLARED or swollen:
        raise _too_great(path)


def _check_ending(path: Path, kind: Kind) -> None:
    ending = path.suffix.lower()
    if kind is Kind.TEXT and ending not in TEXT_ENDINGS:
        raise _refuse(path, "里面是文本，不是工作簿", "如果它是逗号分隔的表格，请把扩展名改为 .csv 再导入")
    if kind is not Kind.TEXT and ending not in BOOK_ENDINGS:
        raise _refuse(path, f"里面是 .{kind} 工作簿，扩展名却不是", f"请把扩展名改为 .{kind} 再导入")


def decode(path: Path, body: bytes) -> str:
    """Return the text: byte order mark, UTF-16, strict UTF-8, then GB18030."""
    wide = _wide_encoding(body[:4096])
    for name in (wide,) if wide else ("utf-8-sig", "gb18030"):
        if name == "gb18030" and _is_mixed(body):
            raise _refuse(
                path,
                "不全是一种文字编码，像是几个文件拼到了一起，或没有复制完整",
                "请核对原来的文件，拼在一起的分别导入",
            )
        try:
            return body.decode(name)
        except UnicodeDecodeError:
            continue
    raise _refuse(
        path, "的文字编码无法识别", "请用 WPS 或 Excel 打开后另存为 .xlsx，或另存为 UTF-8 编码的 .csv"
    )


def _is_mixed(body: bytes) -> bool:
    """Say whether some line is UTF-8 although the whole is not: two files were put together.

    Of characters in GBK no two in a row have the bytes of two in UTF-8, but for rare ones.
    """
    return any(_UTF8_WORD.search(line) and _is_utf8(line) for line in body.splitlines())


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def delimiter(text: str) -> str:
    """Return the mark between cells: comma, semicolon or tab, whichever most of the first lines have."""
    lines = [line for line in text[:20000].splitlines() if line.strip()][:20]
    return max(
        ",;\t",
        key=lambda mark: (sum(mark in line for line in lines), sum(line.count(mark) for line in lines)),
    )
