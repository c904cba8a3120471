"""水印 of an exported list: day, operator and purpose; off at first, then as last set for the purpose."""

from PySide6.QtWidgets import QCheckBox

from partyoffice.app.purposes import Purpose
from partyoffice.core import clock
from partyoffice.store import settings
from partyoffice.store.office import Office
from partyoffice.ui.prefs import Prefs

HINT = "PDF 斜印在字下面，Excel 印在页眉，Word 印在页脚；文本表没有"


class MarkTick(QCheckBox):
    """The tick of the watermark."""

    def __init__(self, office: Office, prefs: Prefs) -> None:
        super().__init__("加水印：日期、操作人、用途")
        self.office, self.prefs = office, prefs
        self.setToolTip(HINT)

    def follow(self, purpose: Purpose) -> None:
        """Take the tick last set for a purpose."""
        self.setChecked(self.prefs.get(f"export.mark.{purpose.key}", default=False))

    def keep(self, purpose: Purpose) -> str:
        """Remember the tick for a purpose, and return what the paper bears; empty without it."""
        self.prefs.put(f"export.mark.{purpose.key}", self.isChecked())
        if not self.isChecked():
            return ""
        with self.office.reading() as session:
            operator = str(settings.get(session, settings.OPERATOR))
        return " ".join(filter(None, (str(clock.today()), operator, purpose.title)))
