"""Editors of numbers on papers: phone, ID number, plain numbers, amounts. Full width becomes plain."""

from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import Qt, Signal

from partyoffice.core.id_number import LENGTH, IdNumber, read_id_number
from partyoffice.core.money import read_yuan, yuan
from partyoffice.core.text import half_width
from partyoffice.ui.controls import label
from partyoffice.ui.editors import LineEditor

MOBILE_LENGTH = 11
OLD = "id-old"


def plain_digits(text: str) -> str:
    """Return phone or ID text without full-width characters and blanks inside."""
    return "".join(half_width(text).split())


class PhoneEditor(LineEditor):
    """A phone number; full-width characters become plain."""

    def __init__(self) -> None:
        super().__init__(plain_digits, 200)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin)

    def problem(self) -> str:
        """Say what cannot be part of a phone number."""
        text = self.value()
        if text and not set(text) <= set("0123456789-+()*转,;/"):
            return "电话里只能有数字和 - + ( )"
        if text.isdigit() and text.startswith("1") and len(text) not in {MOBILE_LENGTH, *range(5)}:
            return f"手机号应为 {MOBILE_LENGTH} 位，现在是 {len(text)} 位"
        return ""


class IdNumberEditor(LineEditor):
    """An ID number, judged while it is typed; fills nothing itself but tells ``read``."""

    read = Signal(object)  # IdNumber

    def __init__(self) -> None:
        super().__init__(lambda text: plain_digits(text).upper(), 200)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin)
        self.note = label("", "cap")
        self.row.insertWidget(1, self.note)
        self.line.textChanged.connect(self._judge)

    def found(self) -> IdNumber:
        """Return what the number says."""
        return read_id_number(self.value())

    def _judge(self) -> None:
        found = self.found()
        self.note.setText(self._told(found))
        self.read.emit(found)

    def _told(self, found: IdNumber) -> str:
        length = len(self.value())
        if not found.valid and found.code != OLD:
            return f"{length} 位" if 0 < length < LENGTH else ""
        born = found.born.isoformat() if found.born else ""
        message = "15 位旧号，请核对后换成 18 位" if found.code == OLD else found.message
        return "·".join(part for part in (found.sex, born, found.region, message) if part)

    def problem(self) -> str:
        """Say what is wrong with the number; a masked one is not judged, one of the old kind is taken."""
        text, found = self.value(), self.found()
        return "" if not text or "*" in text or found.valid or found.code == OLD else found.message


class NumberEditor(LineEditor):
    """A number: int where it is whole, else Decimal; None when empty."""

    def __init__(self) -> None:
        super().__init__(lambda text: half_width(text).replace(",", ""), 120)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin)

    def _number(self) -> Decimal | None:
        text = self.tidy(self.line.text())
        try:
            number = Decimal(text)
        except InvalidOperation:
            return None
        return number if number.is_finite() else None

    def value(self) -> int | Decimal | None:
        """Return the number, None when empty or unreadable."""
        number = self._number()
        if number is None:
            return None
        return int(number) if number == number.to_integral_value() else number

    def problem(self) -> str:
        """Say that this is no number."""
        text = self.line.text().strip()
        return f"“{text}”不是数字" if text and self._number() is None else ""


class MoneyEditor(LineEditor):
    """An amount in yuan; the value is integer fen, None when empty."""

    def __init__(self) -> None:
        super().__init__(half_width, 120)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin)

    def value(self) -> int | None:
        """Return fen, None when empty or unreadable."""
        try:
            return read_yuan(self.tidy(self.line.text()))
        except ValueError:
            return None

    def set_value(self, value: Any) -> None:  # noqa: ANN401 -- fen or None
        """Show fen as yuan with two decimals."""
        self.line.setText("" if value is None else yuan(int(value)))

    def normalise(self) -> None:
        """Show two decimals."""
        if self.value() is not None:
            self.set_value(self.value())

    def problem(self) -> str:
        """Say why this is no amount."""
        text = self.tidy(self.line.text())
        if not text:
            return ""
        try:
            read_yuan(text)
        except ValueError as reason:
            return str(reason)
        return ""
