"""A form of places filled in: letters, cards, labels, and what is laid over a pre-printed page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from partyoffice.core.errors import OfficeError
from partyoffice.core.paper_words import spread_name
from partyoffice.reports.breaking import indented, printable
from partyoffice.reports.brush import MM
from partyoffice.reports.document import Block, Heading, Paragraph
from partyoffice.reports.fitting import Fitted, fit
from partyoffice.reports.fonts import FontSet
from partyoffice.reports.form import Form, Manner, Place, Values, filled_in
from partyoffice.reports.form_box import Box, Laid

TOLD = 40  # characters of a text that a sentence repeats


@dataclass(slots=True)
class Placing:
    """One subject's boxes, sheet by sheet; what does not fit goes to the 附页."""

    form: Form
    values: Values | None
    fonts: FontSet
    manner: Manner = field(default_factory=Manner)
    annex: list[Block] = field(default_factory=list)

    def text_of(self, place: Place) -> str:
        """Return what a place says."""
        if place.content == "text":
            return printable(filled_in(place.of, self.values))
        if place.content == "option":
            return place.of
        value = (self.values or {}).get(place.of)
        text = printable(value).strip() if isinstance(value, str) else ""
        return (spread_name(text) if place.spread else text) or (
            place.empty if self.values is not None else ""
        )

    def _fitted(self, place: Place, text: str) -> Fitted:
        width, setting = place.width * MM, self.fonts.setting(place.face)
        if place.gap and text:
            width -= place.gap * MM * (len(text) - 1)
        height = max(place.height * MM, place.size * place.leading)
        return fit(
            text, max(width, 1), height, setting, place.size, several=place.lines, leading=place.leading
        )

    def box(self, place: Place) -> Box:
        """Return the box of one place."""
        sides = (place.x * MM, place.y * MM, place.width * MM, place.height * MM)
        bare = Box(*sides, framed=False, red=place.red)
        if place.content in {"rule", "frame"}:
            return replace(bare, stroke=place.content, dashed=place.dashed)
        if place.content == "photo":
            content = (self.values or {}).get(place.of)
            photo = content if isinstance(content, bytes) else None
            printed = not self.manner.overlay  # the page's own frame waits for a photo to be stuck in
            return replace(bare, is_photo=printed or photo is not None, photo=photo, framed=printed)
        return self._text_box(place, bare)

    def _text_box(self, place: Place, bare: Box) -> Box:
        text = indented(self.text_of(place), place.indent)
        fitted = self._fitted(place, text)
        if not fitted.whole:
            self.annex += [Heading(self.form.title), Paragraph(text, align="left")]
        struck = place.content == "option" and self._unchosen(place)
        return replace(
            bare, text=fitted if text else None, role=place.face, align=place.align or "left", said=text,
            top=place.top or (place.lines and place.align != "center"), leading=place.leading,
            gap=place.gap * MM, struck=struck, ghost=place.content == "option" and self.manner.overlay,
        )  # fmt: skip

    def _unchosen(self, place: Place) -> bool:
        value = (self.values or {}).get(place.key)
        return isinstance(value, str) and bool(value) and value != place.of

    def _wanted(self, place: Place) -> bool:
        """Say whether a place's condition holds; without a choice the form's first one is taken."""
        key = place.when.partition("=")[0]
        first = next((each.when for each in self.form.places if each.when.startswith(f"{key}=")), "")
        chosen = str((self.values or {}).get(key) or "")
        return not key or place.when == (f"{key}={chosen}" if chosen else first)

    def boxes(self, sheet: int) -> Iterator[Box]:
        """Yield the boxes of one sheet, those without anything to print left out."""
        for place in self.form.places:
            if place.sheet == sheet and self.manner.prints(place) and self._wanted(place):
                box = self.box(place)
                if box.text or box.stroke or box.is_photo:
                    yield box

    def sheets(self) -> list[Laid]:
        """Fill every sheet."""
        count = self.form.sheets
        return [Laid(list(self.boxes(number)), number=number, of=count) for number in range(1, count + 1)]


def whole_sheet(form: Form, subjects: Sequence[Values | None]) -> Sequence[Values | None]:
    """Return the subjects of a tiled form; an empty one is printed as often as it fits on a sheet."""
    tile = form.tile
    return [None] * (tile.across * tile.down) if tile and list(subjects) == [None] else subjects


def _must_fit(placing: Placing) -> None:
    """Refuse a label on which a text does not fit: nobody would look for it on an 附页 (OfficeError)."""
    cut = [block.text for block in placing.annex if isinstance(block, Paragraph)]
    if cut:
        told = cut[0] if len(cut[0]) <= TOLD else f"{cut[0][:TOLD]}……"
        raise OfficeError(f"“{told}”在{placing.form.title}上印不下", remedy="请写短一些")


def tiled(form: Form, subjects: Sequence[Values | None], fonts: FontSet, manner: Manner) -> Iterator[Laid]:
    """Yield sheets on which several subjects stand side by side, such as labels."""
    tile = form.tile
    if tile is None:
        return
    subjects, each = whole_sheet(form, subjects), tile.across * tile.down
    for start in range(0, len(subjects), each):
        laid = Laid()
        for place, values in enumerate(subjects[start : start + each]):
            left, top = (length * MM for length in tile.origin(place))
            placing = Placing(form, values, fonts, manner)
            laid.boxes += [replace(box, x=box.x + left, y=box.y + top) for box in placing.boxes(1)]
            _must_fit(placing)
        yield laid
