"""Which paper a list is laid out on: size, way and margins, remembered for each list on this PC."""

from dataclasses import replace
from typing import Literal

from PySide6.QtCore import QObject, Signal

from partyoffice.reports.document import SIZES, Page
from partyoffice.ui.prefs import Prefs
from partyoffice.ui.still import Combo

Size = Literal["A4", "A3", "16开"]
PAPERS: tuple[tuple[str, Size, bool], ...] = tuple(
    (f"{size} {way}", size, aside)
    for size in ("A4", "A3", "16开")
    for way, aside in (("纵向", False), ("横向", True))
)
USUAL, NARROW, WIDE = "usual", "narrow", "wide"
MARGINS = (("常规", USUAL), ("窄", NARROW), ("宽", WIDE))
LEAST, MORE = 10.0, 8.0  # millimetres: all sides of narrow margins, what wide ones add
SIDES = ("top", "right", "bottom", "left")


def key_of(code: str) -> str:
    """Return where the choice for a list is kept."""
    return f"print.sheet.{code}"


def kept_page(prefs: Prefs, code: str, page: Page) -> Page:
    """Return the paper last chosen for a list, its own where none was."""
    kept = prefs.get(key_of(code), [])
    return page_of(page, *kept) if _sound(kept) else page


def _sound(kept: list[object]) -> bool:
    return len(kept) == 3 and kept[0] in SIZES and kept[2] in {USUAL, NARROW, WIDE}


def page_of(page: Page, size: Size, aside: bool, margins: str) -> Page:
    """Return a paper of this size, way and margins; the usual ones are those of the list itself."""
    sides = {side: getattr(page, side) for side in SIDES}
    if margins == NARROW:
        sides = dict.fromkeys(SIDES, LEAST)
    elif margins == WIDE:
        sides = {side: value + MORE for side, value in sides.items()}
    return replace(page, size=size, landscape=bool(aside), **sides)


class SheetEditor(QObject):
    """Two combos for the print preview; ``chosen`` once another paper was picked and is remembered."""

    chosen = Signal()

    def __init__(self, page: Page, prefs: Prefs, code: str) -> None:
        super().__init__()
        self.prefs, self.code = prefs, code
        self.paper, self.margins = Combo(), Combo()
        for words, size, aside in PAPERS:
            self.paper.addItem(words, (size, aside))
        for words, key in MARGINS:
            self.margins.addItem(words, key)
        kept = prefs.get(key_of(code), [])
        now = kept if _sound(kept) else [page.size, page.landscape, USUAL]
        self.paper.setCurrentIndex(
            next(at for at, (_, size, aside) in enumerate(PAPERS) if [size, aside] == [now[0], bool(now[1])])
        )
        self.margins.setCurrentIndex(self.margins.findData(now[2]))
        for combo, name in ((self.paper, "纸张"), (self.margins, "页边距")):
            combo.setAccessibleName(name)
            combo.activated.connect(lambda _at: self._keep())

    def _keep(self) -> None:
        size, aside = self.paper.currentData()
        choice = [size, aside, self.margins.currentData()]
        if choice != self.prefs.get(key_of(self.code), []):
            self.prefs.put(key_of(self.code), choice)
            self.chosen.emit()
