"""What leaves the office: what for, masked or whole, with a watermark or without; before it is written.

Export, printing and filling ask through here, so that each names what will be whole, masks what everybody
will see, and leaves the same line in 操作记录.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from partyoffice.app import full_values
from partyoffice.app.purposes import PUBLIC, PURPOSES, Purpose
from partyoffice.app.watermark import MarkTick
from partyoffice.core.field import Care, Field
from partyoffice.ui.controls import label, set_property
from partyoffice.ui.still import Combo

if TYPE_CHECKING:
    from PySide6.QtWidgets import QCheckBox

    from partyoffice.store.office import Office
    from partyoffice.ui.prefs import Prefs


class Outgoing:
    """用途, 完整 (the tick given), 水印, and the line of what will be whole; the dialog lays them out."""

    def __init__(
        self, office: "Office", prefs: "Prefs", full: "QCheckBox", masked: str = full_values.NOTE
    ) -> None:
        self.office, self.full, self.masked = office, full, masked
        self.purposes, self.mark = Combo(), MarkTick(office, prefs)
        self.told = label(masked, "cap", wraps=True)
        self.fields: tuple[Field, ...] = ()
        for one in PURPOSES:
            self.purposes.addItem(one.title, one)
        self.purposes.setAccessibleName("用途")
        self.purposes.activated.connect(lambda _at: self.follow())
        full.toggled.connect(lambda _on: self.tell())

    def purpose(self) -> Purpose:
        """Return what it is for."""
        found: Purpose = self.purposes.currentData()
        return found

    def begin(self, code: str, purpose: str = "") -> None:
        """Take what was chosen last for a roster or form; ``purpose`` is one that is known better."""
        last = full_values.last(self.office, code)
        self.full.setChecked(bool(last.get("full")))
        self.purposes.setCurrentIndex(max(0, self.purposes.findText(purpose or str(last.get("purpose", "")))))
        self.guard()

    def follow(self) -> None:
        """Propose whole or masked for the purpose just chosen."""
        self.full.setChecked(self.purpose().full)
        self.guard()

    def guard(self) -> None:
        """Keep whole numbers off what everybody will see; each purpose has its own watermark or none."""
        public = self.purpose().public
        self.mark.follow(self.purpose())
        self.full.setEnabled(not public)
        self.full.setToolTip(PUBLIC if public else "")
        if public:
            self.full.setChecked(False)
        self.tell()

    def show_fields(self, fields: Sequence[Field]) -> None:
        """Take what goes out; the sensitive ones among it are named."""
        self.fields = tuple(one for one in fields if one.care is Care.SENSITIVE)
        self.tell()

    def whole(self) -> str:
        """Return what goes out unmasked and what for; empty where nothing does."""
        return full_values.told(self.fields, self.purpose().title) if self.full.isChecked() else ""

    def tell(self) -> None:
        """Name what will be whole, before it is written."""
        whole = self.whole()
        self.told.setText(f"将完整输出{whole}，记入操作记录" if whole else self.masked)
        set_property(self.told, "role", "warn" if whole else "cap")
