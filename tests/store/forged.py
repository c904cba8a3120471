"""Files that are not what they are called, and documents of old kinds: made of nothing but bytes."""

import io
import struct
import zipfile
from pathlib import Path

OLD_BOOK = Path(__file__).parents[1] / "data" / "intake" / "旧名册.xls"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
WORD_MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
EXCEL_MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def packed(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return out.getvalue()


def document(kind=WORD, **parts):
    """An Office document with a main part of this content type."""
    types = f'<Types><Override PartName="/main.xml" ContentType="{kind}"/></Types>'
    return packed({"[Content_Types].xml": types, "main.xml": "<x/>"} | parts)


def compound(*names):
    """The shipped old workbook with its streams called otherwise, the first its main one."""
    body = bytearray(OLD_BOOK.read_bytes())
    for old, new in zip(("Workbook", "\x01CompObj", "\x01Ole"), names, strict=False):
        at = body.index(old.encode("utf-16-le") + b"\0\0")
        body[at : at + 64] = new.encode("utf-16-le").ljust(64, b"\0")
        struct.pack_into("<H", body, at + 64, 2 * len(new) + 2)
    return bytes(body)


def with_macro_sheet():
    """The shipped old workbook whose first sheet is one of macros ([MS-XLS] 2.4.28)."""
    body = bytearray(OLD_BOOK.read_bytes())
    at = next(
        at
        for at in range(512, len(body))
        if body[at : at + 2] == b"\x85\0" and body[at + 8 : at + 10] == b"\0\0"
    )
    body[at + 9] = 1
    return bytes(body)
