"""The lowest line: counts of the page at the left; backup, last saving and masking at the right."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from partyoffice.core import clock
from partyoffice.ui import theme
from partyoffice.ui.controls import Button, Elided, bar, label
from partyoffice.ui.marks import Mark, MarkLabel

FRESH_DAYS, STALE_DAYS = 7, 30
SHOW = "显示证件号、电话、住址 30 秒，记入操作记录"
LONGER = "F9 再显示 30 秒；点这里或按 Shift+F9 马上遮盖"


def backup_words(at: datetime | None, now: datetime) -> tuple[Mark, str]:
    """Return mark and words for the last backup: fresh to 7 days, stale from 30."""
    if at is None:
        return Mark.LATE, "还没有备份"
    days = (now.date() - at.date()).days
    mark = Mark.DONE if days <= FRESH_DAYS else Mark.WARN if days < STALE_DAYS else Mark.LATE
    when = f"今天 {at:%H:%M}" if days == 0 else f"{days} 天前"
    return mark, f"最近备份 {when}"


class StatusBar(QFrame):
    """All in caption size; backup and masking can be pressed."""

    backup_wanted = Signal()
    mask_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "status")
        self.counts, self.saved = Elided(), label()
        self.mark = MarkLabel(Mark.SOON)
        self.backup = Button("", "status", "", self.backup_wanted.emit)
        self.masking = Button("", "status", "", self.mask_wanted.emit)
        row = bar(margins=(16, 0, 16, 0), gap=4)
        row.addWidget(self.counts, 1)
        for part in (self.mark, self.backup):
            row.addWidget(part)
        row.addSpacing(20)
        row.addWidget(self.saved)
        row.addSpacing(20)
        row.addWidget(self.masking)
        self.setLayout(row)
        theme.keep_height(self, 26)
        self.set_revealed(0)
        self.set_backup(None)

    def set_counts(self, text: str) -> None:
        """Show what the page counts."""
        self.counts.show_text(text)

    def set_backup(self, at: datetime | None) -> None:
        """Show when the last backup was made."""
        mark, words = backup_words(at, clock.now())
        self.mark.show_mark(mark)
        self.backup.setText(words)

    def set_saved(self, at: datetime) -> None:
        """Show when the last change was committed."""
        self.saved.setText(f"已保存 {at:%H:%M}")

    def set_revealed(self, seconds: int) -> None:
        """Show for how long sensitive values are still shown; 0 while they are masked."""
        self.masking.setText(f"证件号未遮盖，剩 {seconds} 秒·F9" if seconds else "证件号已遮盖·F9")
        self.masking.setToolTip(LONGER if seconds else SHOW)
