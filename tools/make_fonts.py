"""Make the faces under resources/fonts from the font packages of Debian 12.

Run once, commit the result; a release never runs this. Needs fonttools, and installed:
fonts-noto-cjk, fonts-noto-cjk-extra, fonts-lxgw-wenkai, unicode-data. FandolFang comes out of
texlive-lang-chinese, whose one font file is enough:

    apt-get download texlive-lang-chinese && dpkg-deb --extract texlive-lang-chinese_*.deb fandol
    python tools/make_fonts.py --fang fandol/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol

Every face becomes glyf TrueType, because reportlab embeds no CFF outlines. Code points of Kangxi
radicals and of compatibility Han leave the cmap: they share outlines with the real characters,
and a text layer made from them reads back as the radical.
"""

import argparse
import bz2
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

NOTO = Path("/usr/share/fonts/opentype/noto")
KAI = Path("/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf")
UNIHAN = Path("/usr/share/unicode/Unihan_OtherMappings.txt.bz2")
SIMPLIFIED_CHINESE = 2  # the face of the Noto collections with mainland shapes
MAXP = (
    "maxZones:1 maxTwilightPoints:0 maxStorage:0 maxFunctionDefs:0 maxInstructionDefs:0 maxStackElements:0 "
    "maxSizeOfInstructions:0 maxComponentElements:0 maxPoints:0 maxContours:0 maxCompositePoints:0 "
    "maxCompositeContours:0 maxComponentDepth:0"
)
DROPPED = ["VORG", "DSIG", "GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "FFTM", "kern", "GASP", "MATH"]


@dataclass(frozen=True)
class Made:
    """One face to make: its file, where it comes from, what it keeps, the name it gets.

    ``error`` is the largest distance, in thousandths of an em, between old and new outlines.
    """

    file: str
    source: Path
    index: int
    keeps: str
    family: str
    error: float = 1.0


def faces(fang: Path) -> tuple[Made, ...]:
    """Return every face of the product; ``fang`` is the folder of FandolFang."""
    sc = SIMPLIFIED_CHINESE
    return (
        Made("song.ttf", NOTO / "NotoSerifCJK-Regular.ttc", sc, "full", "Dangwu Song", 2.0),
        Made("title.ttf", NOTO / "NotoSerifCJK-Black.ttc", sc, "names", "Dangwu Title", 1.5),
        Made("hei.ttf", NOTO / "NotoSansCJK-Regular.ttc", sc, "names", "Dangwu Hei"),
        Made("hei_bold.ttf", NOTO / "NotoSansCJK-Bold.ttc", sc, "gb2312", "Dangwu Hei Bold"),
        Made("kai.ttf", KAI, -1, "gb2312", "Dangwu Kai"),
        Made("fang.ttf", fang / "FandolFang-Regular.otf", -1, "han", "Dangwu Fang", 3.0),
    )


def _double_bytes(encoding: str, first: range, second: range) -> Iterator[int]:
    for high in first:
        for low in second:
            try:
                char = bytes((high, low)).decode(encoding)
            except UnicodeDecodeError:
                continue
            yield from (ord(part) for part in char)


def gb2312() -> set[int]:
    """Return the characters of GB/T 2312-1980, symbols included."""
    return set(_double_bytes("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF)))


def gbk() -> set[int]:
    """Return the characters of GBK."""
    return set(_double_bytes("gbk", range(0x81, 0xFF), range(0x40, 0xFF)))


def general_standard() -> set[int]:
    """Return the 8105 characters of 通用规范汉字表 (2013), by the Unihan property kTGH."""
    lines = bz2.decompress(UNIHAN.read_bytes()).decode().splitlines()
    rows = (line.split("\t") for line in lines if "\tkTGH\t" in line)
    return {int(row[0].removeprefix("U+"), 16) for row in rows}


def _common(code: int) -> bool:
    """Say whether every face has it: Latin, punctuation, arrows, circled numbers, full width."""
    return code < 0x0500 or 0x2000 <= code < 0x2E80 or 0x3000 <= code < 0x3100 or 0xFE10 <= code < 0xFFF0


def _rare_han(code: int) -> bool:
    return 0x3400 <= code < 0x4DC0 or 0x20000 <= code < 0x2F800 or 0x30000 <= code < 0x33480


# Twelve characters of the compatibility block are no doubles, whatever the block is called.
PROPER = frozenset(
    (0xFA0E, 0xFA0F, 0xFA11, 0xFA13, 0xFA14, 0xFA1F, 0xFA21, 0xFA23, 0xFA24, 0xFA27, 0xFA28, 0xFA29)
)


def _double(code: int) -> bool:
    """Say whether the code point stands for a character that has its own, proper one."""
    if code in PROPER:
        return False
    return 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF or 0x2F800 <= code <= 0x2FA1F


def kept(keeps: str, present: set[int]) -> set[int]:
    """Return the code points a face keeps out of those it has."""
    wanted = {code for code in present if _common(code)} | gb2312()
    if keeps == "han":  # FandolFang's Latin is a sans serif: digits are better taken from 宋体
        wanted = {code for code in wanted if code >= 0x2000}
    if keeps in {"names", "full"}:
        wanted |= general_standard()
    if keeps == "full":
        wanted |= gbk() | {code for code in present if _rare_han(code)}
    return {code for code in wanted & present if not _double(code)}


def cut(font: TTFont, codes: set[int]) -> None:
    """Drop every glyph, table and name that ``codes`` do not need."""
    options = subset.Options(
        layout_features=[],
        name_IDs=[0, 5, 13, 14],
        name_languages=[0x409],
        notdef_outline=True,
        hinting=False,
        desubroutinize=True,
        drop_tables=DROPPED,
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)


def _outlines(font: TTFont, error: float) -> dict[str, Any]:
    drawn, outlines = font.getGlyphSet(), {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(None)
        drawn[name].draw(Cu2QuPen(pen, error, reverse_direction=True))
        outlines[name] = pen.glyph()
    return outlines


def to_glyf(font: TTFont, error: float) -> None:
    """Replace CFF outlines by quadratic ones within ``error`` font units."""
    order, outlines = font.getGlyphOrder(), _outlines(font, error)
    font["loca"] = newTable("loca")
    table = font["glyf"] = newTable("glyf")
    table.glyphOrder, table.glyphs = order, outlines
    for tag in ("CFF ", "VORG"):
        if tag in font:
            del font[tag]
    for name in order:
        outlines[name].recalcBounds(table)
        left = getattr(outlines[name], "xMin", 0) if outlines[name].numberOfContours else 0
        font["hmtx"][name] = (font["hmtx"][name][0], left)
    maxp = font["maxp"]
    maxp.tableVersion, maxp.numGlyphs = 0x00010000, len(order)
    for entry in MAXP.split():
        key, value = entry.split(":")
        setattr(maxp, key, int(value))
    font["head"].glyphDataFormat, font.sfntVersion = 0, "\000\001\000\000"


Rect = tuple[float, float, float, float]


def _box(pen: TTGlyphPen, outer: Rect, stroke: float) -> None:
    left, low, right, high = outer
    for inset, clockwise in ((0.0, True), (stroke, False)):
        corners = [(left + inset, low + inset), (left + inset, high - inset),
                   (right - inset, high - inset), (right - inset, low + inset)]  # fmt: skip
        _polygon(pen, corners if clockwise else corners[::-1])


def _polygon(pen: TTGlyphPen, corners: list[tuple[float, float]]) -> None:
    pen.moveTo(corners[0])
    for corner in corners[1:]:
        pen.lineTo(corner)
    pen.closePath()


TICK = [(0.24, 0.36), (0.30, 0.42), (0.43, 0.28), (0.71, 0.66), (0.78, 0.61), (0.44, 0.15)]
CROSS = [(0.26, 0.18), (0.44, 0.38), (0.26, 0.58), (0.32, 0.64), (0.50, 0.44), (0.68, 0.64),
         (0.74, 0.58), (0.56, 0.38), (0.74, 0.18), (0.68, 0.12), (0.50, 0.32), (0.32, 0.12)]  # fmt: skip


def add_tick_boxes(font: TTFont) -> None:
    """Draw ☐ ☑ ☒, which none of the source faces has."""
    em, order = font["head"].unitsPerEm, font.getGlyphOrder()
    for code, mark in ((0x2610, []), (0x2611, TICK), (0x2612, CROSS)):
        pen, name = TTGlyphPen(None), f"uni{code:04X}"
        _box(pen, (0.10 * em, -0.02 * em, 0.90 * em, 0.78 * em), 0.045 * em)
        if mark:
            _polygon(pen, [(x * em, y * em) for x, y in mark])
        outline = font["glyf"].glyphs[name] = pen.glyph()
        order.append(name)
        outline.recalcBounds(font["glyf"])
        font["hmtx"][name] = (em, outline.xMin)
        for table in font["cmap"].tables:
            table.cmap[code] = name
    font.setGlyphOrder(order)
    font["glyf"].glyphOrder = order
    font["maxp"].numGlyphs = len(order)


def rename(font: TTFont, family: str) -> None:
    """Give the face a name of its own: altered fonts must not carry a reserved name (OFL)."""
    names = {1: family, 2: "Regular", 3: f"{family};partyoffice", 4: family, 6: family.replace(" ", "")}
    for key, text in names.items():
        font["name"].setName(text, key, 3, 1, 0x409)
    font["name"].names = [record for record in font["name"].names if record.platformID == 3]


def make(face: Made, folder: Path) -> None:
    """Write one face into ``folder``."""
    start = time.perf_counter()
    collection = {"fontNumber": face.index} if face.index >= 0 else {}
    font = TTFont(face.source, lazy=True, **collection)
    codes = kept(face.keeps, set(font.getBestCmap()))
    cut(font, codes)
    if "CFF " in font:
        to_glyf(font, face.error * font["head"].unitsPerEm / 1000)
    font["post"].formatType = 3.0
    if face.keeps in {"names", "full"}:
        add_tick_boxes(font)
    rename(font, face.family)
    target = folder / face.file
    font.save(target)
    size, spent = target.stat().st_size / 1e6, time.perf_counter() - start
    print(f"{face.file}: {len(codes)} characters, {size:.1f} MB, {spent:.0f} s")


def main() -> int:
    """Make all faces, or those named."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--fang", type=Path, required=True, help="folder of FandolFang-Regular.otf")
    parser.add_argument("--into", type=Path, default=Path("resources/fonts"))
    parser.add_argument("only", nargs="*", help="file names, all when none")
    asked = parser.parse_args()
    for face in faces(asked.fang):
        if not asked.only or face.file in asked.only:
            make(face, asked.into)
    return 0


if __name__ == "__main__":
    sys.exit(main())
