"""One Word file being written: its package, its sections with paper and foot, its pictures."""

import io
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.reports.breaking import exportable
from partyoffice.reports.document import Fonts, Page
from partyoffice.reports.word_parts import FOOT, GAP, font_table, settings, styles
from partyoffice.reports.word_xml import MM, SPACES, counted, paragraph, parsed

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

FOOT_FROM_EDGE, FOOT_HIGH, LEAST_FROM_EDGE = 7.5, 4.5, 3  # millimetres
PICTURES = frozenset({"JPEG", "PNG"})  # what every Word and WPS shows
SPOT = '<w:spacing w:line="20" w:lineRule="exact"/>'  # no taller than a rule
MOST_IN_PROPERTIES = 255  # characters
UNUSED = (
    "thumbnail",
    "customXml",
    "stylesWithEffects",
    "numbering",
    "webSettings",
    "theme",
    "extended-properties",
)


def _drop_unused(rels: Any) -> None:  # ruff: ignore[any-type] -- python-docx's dictionary of relations
    """Leave the library's own template behind: its picture, its theme, its numbering."""
    for key in [key for key, rel in rels.items() if rel.reltype.endswith(UNUSED)]:
        del rels[key]


def _refill(element: Any, text: str) -> None:  # ruff: ignore[any-type] -- lxml element
    """Put other content in the place of a part's own."""
    from docx.oxml import parse_xml

    element[:] = list(parse_xml(text))


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands at the foot of a section; ``alone`` counts the pages of the whole file."""

    text: str
    alone: bool = True

    @property
    def runs(self) -> str:
        """The text with its fields."""
        return counted(self.text, "NUMPAGES" if self.alone else "SECTIONPAGES")


class WordFile:
    """Elements in order, closed section by section."""

    def __init__(self, title: str, roles: Fonts, cells: float) -> None:
        """Begin an empty file with styles of our own; ``cells`` is the type size of its tables."""
        import docx

        self.made = docx.Document()
        self._feet: dict[Foot, str] = {}
        self._now: tuple[Page, Foot] | None = None
        self.body: list[Element] = []
        self.cells = cells
        self._clear(title, roles)

    def _clear(self, title: str, roles: Fonts) -> None:
        part, about = self.made.part, self.made.core_properties
        named = exportable(title)[:MOST_IN_PROPERTIES]
        for rel in part.rels.values():
            if rel.reltype.endswith("/fontTable"):
                rel.target_part._blob = font_table().encode()  # ruff: ignore[private-member-access] -- a part python-docx only carries
        for rels in (part.rels, part.package.rels):
            _drop_unused(rels)
        _refill(self.made.styles.element, styles(roles, self.cells))
        _refill(self.made.settings.element, settings())
        about.title, about.author, about.comments, about.keywords = named, "", "", ""
        about.last_modified_by, about.created, about.modified = "党务办公室", clock.now(), clock.now()
        self.root[:] = []

    @cached_property
    def root(self) -> Any:  # ruff: ignore[any-type] -- lxml element of python-docx
        """The body of the text."""
        return self.made.element.body

    def add(self, text: str) -> "list[Element]":
        """Append a stretch of WordprocessingML and return its elements."""
        elements = parsed(text)
        if elements and _is_table(elements[0]) and self.body and _is_table(self.body[-1]):
            self.add(paragraph(GAP, more=SPOT))  # neighbouring tables would run into one
        self.root.extend(elements)
        self.body += elements
        return elements

    @staticmethod
    def loose(text: str) -> "list[Element]":
        """Return elements to be put into one added before, such as the rows of a table."""
        return parsed(text)

    # Sections ------------------------------------------------------------------------------

    def footer(self, content: str) -> str:
        """Return the key of a new foot, for a section to name.

        Its part is made here: python-docx reads one of its files for it, over a folder that the
        built program has not got.
        """
        from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
        from docx.oxml import parse_xml
        from docx.parts.hdrftr import FooterPart

        text, package = self.made.part, self.made.part.package
        root: Any = parse_xml(f"<w:ftr {SPACES}>{content}</w:ftr>")
        made = FooterPart(package.next_partname("/word/footer%d.xml"), CONTENT_TYPE.WML_FOOTER, root, package)
        return str(text.relate_to(made, RELATIONSHIP_TYPE.FOOTER))

    def _foot(self, foot: Foot) -> str:
        if foot not in self._feet:
            self._feet[foot] = self.footer(paragraph(FOOT, foot.runs))
        return self._feet[foot]

    def _section(self, page: Page, foot: Foot) -> str:
        width, height = (round(side * MM) for side in page.millimetres)
        sides = {name: round(getattr(page, name) * MM) for name in ("top", "right", "bottom", "left")}
        edge = max(min(FOOT_FROM_EDGE, page.bottom - FOOT_HIGH), LEAST_FROM_EDGE)
        margins = " ".join(f'w:{name}="{wide}"' for name, wide in sides.items())
        turned = ' w:orient="landscape"' if page.landscape else ""
        anew = "" if foot.alone else '<w:pgNumType w:start="1"/>'
        return (
            f'<w:sectPr><w:footerReference w:type="default" r:id="{self._foot(foot)}"/>'
            f'<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
            f'<w:pgMar {margins} w:header="{round(edge * MM)}" w:footer="{round(edge * MM)}" w:gutter="0"/>'
            f"{anew}</w:sectPr>"
        )

    def begin(self, page: Page, foot: Foot) -> None:
        """Begin a section on its own paper; the one before is closed."""
        if self._now:
            self.add(paragraph(GAP, more=SPOT + self._section(*self._now)))
        self._now = page, foot

    def _finish(self) -> None:
        """Close the last section; a file must not end with a table."""
        if self._now:
            if not self.body or _is_table(self.body[-1]):
                self.add(paragraph(GAP, more=SPOT))
            self.root.extend(parsed(self._section(*self._now)))

    def save(self, path: Path) -> None:
        """Write the file (OSError for what the disk refuses)."""
        self._finish()
        whole = io.BytesIO()  # python-docx leaves its file open where the disk refuses it
        self.made.save(whole)
        path.write_bytes(whole.getvalue())

    # Pictures ------------------------------------------------------------------------------

    def picture(self, content: bytes, width: float, height: float) -> str:
        """Return a run with a picture fitted into millimetres, its shape kept; "" where it is none."""
        from docx.shared import Mm
        from lxml.etree import tostring

        readable = _readable(content)
        if readable is None:
            return ""
        held, across, down = readable
        scale = min(width / across, height / down)
        inline = self.made.part.new_pic_inline(held, Mm(across * scale), Mm(down * scale))
        for side in ("distT", "distB", "distL", "distR"):  # unsaid, LibreOffice leaves 3 mm
            inline.set(side, "0")
        inline.docPr.set("name", "照片")
        return f"<w:r><w:drawing>{tostring(inline, encoding='unicode')}</w:drawing></w:r>"


def _is_table(element: "Element") -> bool:
    return str(element.tag).endswith("}tbl")


def _readable(content: bytes) -> tuple[io.BytesIO, int, int] | None:
    """Return a picture in a format every Word shows, and its size in dots; None where it is none."""
    from PIL import Image

    try:
        image: Image.Image = Image.open(io.BytesIO(content))
        image.load()
    except OSError:
        return None
    if image.format in PICTURES:
        return io.BytesIO(content), *image.size
    held = io.BytesIO()
    image.convert("RGB").save(held, "PNG")
    return io.BytesIO(held.getvalue()), *image.size
