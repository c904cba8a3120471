"""WordprocessingML as text: runs, paragraphs, fields; python-docx's own objects are too slow for rosters.

Every text passes ``escaped`` on its way in. Lengths are twips (a twentieth of a point) unless said
otherwise; ``parsed`` turns the text into the elements python-docx knows.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from partyoffice.reports.breaking import exportable

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MM = 1440 / 25.4
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
# The names Word and WPS know the faces by; what a PC has not got is replaced by its alias (word_parts).
EAST = {
    "song": "宋体",
    "hei": "黑体",
    "hei_bold": "黑体",
    "title": "方正小标宋简体",
    "kai": "楷体_GB2312",
    "fang": "仿宋_GB2312",
}
LATIN = "Times New Roman"
OWN_LATIN = frozenset({"title", "hei", "hei_bold"})  # heavy faces, beside which Times looks thin
_SHARED = re.compile(r"[·‘’“”…—～°×÷±§〔〕①-⑳Ⅰ-Ⅻ]")  # in Latin faces as well, where they come out narrow
_FIELD = re.compile(r"\{(pages?)\}")


def twips(points: float) -> int:
    """Return points as whole twips."""
    return round(points * 20)


def half_points(points: float) -> int:
    """Return a type size as Word counts it, never larger than asked."""
    return int(points * 2 + 1e-6)


def escaped(text: str) -> str:
    """Return a text as it may stand in XML."""
    return escape(exportable(text))


def fonts(role: str) -> str:
    """Return the faces of a role."""
    east = EAST[role]
    latin = east if role in OWN_LATIN else LATIN
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{east}"/>'


def _props(text: str, role: str, size: float) -> str:
    named = fonts(role) if role else ""
    if _SHARED.search(text):
        named = named.replace("<w:rFonts", '<w:rFonts w:hint="eastAsia"') or '<w:rFonts w:hint="eastAsia"/>'
    sized = f'<w:sz w:val="{half_points(size)}"/><w:szCs w:val="{half_points(size)}"/>' if size else ""
    return f"<w:rPr>{named}{sized}</w:rPr>" if named or sized else ""


def run(text: str, role: str = "", size: float = 0) -> str:
    """Return a text as one run; a line break stays one. Role and size only where the style's do not hold."""
    if not text:
        return ""
    lines = escaped(text).split("\n")
    inside = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' if line else "" for line in lines)
    return f"<w:r>{_props(text, role, size)}{inside}</w:r>"


def tab() -> str:
    """Return a tab."""
    return "<w:r><w:tab/></w:r>"


def _field(code: str, shown: str = "1", *, stale: bool = False) -> str:
    dirty = ' w:dirty="true"' if stale else ""  # Word then counts it anew when the file is opened
    kinds = (("begin", dirty), ("separate", ""), ("end", ""))
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"{more}/></w:r>' for kind, more in kinds
    )  # fmt: skip
    asked = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return f"{begin}{asked}{separate}<w:r><w:t>{shown}</w:t></w:r>{end}"


def bookmark(number: int) -> str:
    """Return the mark that a line of contents refers to."""
    return f'<w:bookmarkStart w:id="{number}" w:name="c{number}"/><w:bookmarkEnd w:id="{number}"/>'


def page_of(number: int, shown: int) -> str:
    """Return the page a mark stands on; until Word counts, the one that is known."""
    return _field(f"PAGEREF c{number} \\h", str(shown), stale=True)


def counted(text: str, pages: str) -> str:
    """Return runs of a foot: {page} and {pages} become fields; ``pages`` is the field that counts."""
    codes = {"page": "PAGE", "pages": pages}
    parts = enumerate(_FIELD.split(text))
    return "".join(_field(codes[part]) if place % 2 else run(part) for place, part in parts)


def paragraph(style: str, runs: str = "", more: str = "") -> str:
    """Return a paragraph; ``more`` are properties of its own, in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{runs}</w:p>'


def jc(align: str) -> str:
    """Return an alignment."""
    return f'<w:jc w:val="{"both" if align == "justify" else align}"/>'


def tabs(stops: Iterable[tuple[str, str, float]]) -> str:
    """Return tab stops: kind, leader, points from the left margin."""
    each = (f'<w:tab w:val="{kind}" w:leader="{leader}" w:pos="{twips(at)}"/>' for kind, leader, at in stops)
    return f"<w:tabs>{''.join(each)}</w:tabs>"


def parsed(text: str) -> "list[Element]":
    """Return the elements of a stretch of WordprocessingML."""
    from docx.oxml import parse_xml

    root: Any = parse_xml(f"<w:body {SPACES}>{text}</w:body>")
    return list(root)
