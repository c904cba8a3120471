"""Single font files: which may be embedded, what they cover, and reportlab's two faults mended."""

import struct
import threading
import unicodedata
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

RESTRICTED, NO_SUBSET_OR_BITMAP = 0x0002, 0x0300
BLOCK = 100  # a bfchar block of a ToUnicode map may hold no more (PDF 32000-1, 9.10.3)
_loading = threading.Lock()


def _font_offset(data: bytes, index: int) -> int:
    if data[:4] != b"ttcf":
        return 0
    return int(struct.unpack_from(">L", data, 12 + 4 * index)[0])


def _tables(data: bytes, start: int) -> dict[bytes, int]:
    count = struct.unpack_from(">H", data, start + 4)[0]
    records = (struct.unpack_from(">4s4xL4x", data, start + 12 + 16 * place) for place in range(count))
    return dict(records)


def may_embed(path: Path, index: int = 0) -> bool:
    """Say whether a font file can go into a PDF: TrueType outlines, and its maker allows it.

    By the OS/2 table's fsType, as reportlab reads it: 2 alone forbids embedding, 0x100
    subsetting, 0x200 outlines. Unreadable files count as no.
    """
    try:
        data = path.read_bytes()
        tables = _tables(data, _font_offset(data, index))
        kind = struct.unpack_from(">H", data, tables[b"OS/2"] + 8)[0]
    except (OSError, struct.error, KeyError):
        return False
    return b"glyf" in tables and kind != RESTRICTED and not kind & NO_SUBSET_OR_BITMAP


def to_unicode_map(name: str, subset: Iterable[int]) -> str:
    """Return the map from codes to text that readers copy and search by.

    Stands in for reportlab's, which writes five hex digits for characters above U+FFFF, so that
    they are lost on copying. Here every character is UTF-16BE.
    """
    codes = list(subset)
    pairs = [
        f"<{place:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>"
        for place, code in enumerate(codes)
        if code
    ]
    blocks = [pairs[start : start + BLOCK] for start in range(0, len(pairs), BLOCK)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def\n"
        f"/CMapName /{name} def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<00> <{len(codes) - 1:02X}>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


class Face:
    """One face; the file is read when its coverage or widths are first asked for."""

    def __init__(self, path: Path, index: int = 0) -> None:
        """Name the face after its file: the name reportlab knows it by."""
        self.path, self.index = path, index
        self.name = f"{path.stem}-{index}-{abs(hash(path)) % 9973}"

    def __repr__(self) -> str:
        return f"Face({self.path.name})"

    @cached_property
    def font(self) -> "TTFont":
        """The face as reportlab draws it."""
        from reportlab.pdfbase import pdfmetrics, ttfonts

        with _loading:
            ttfonts.makeToUnicodeCMap = to_unicode_map
            font = ttfonts.TTFont(self.name, str(self.path), subfontIndex=self.index, shapable=False)
            pdfmetrics.registerFont(font)
        return font

    @cached_property
    def covers(self) -> frozenset[str]:
        """The characters it has a glyph for."""
        glyphs = self.font.face.charToGlyph
        return frozenset(chr(code) for code, glyph in glyphs.items() if glyph)

    def advance(self, char: str) -> float:
        """Return the width of a character in ems."""
        return float(self.font.face.getCharWidth(ord(char))) / 1000


def plain_form(char: str) -> str:
    """Return the ordinary character behind a compatibility form (⼀ → 一), or itself."""
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else char
