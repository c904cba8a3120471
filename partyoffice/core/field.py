"""One description of a field: table heading, form, sheet in and out, masking, required."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from partyoffice.core.text import mask_id_number, mask_numbers, mask_phone, mask_text


class Kind(StrEnum):
    """How a value is typed, checked and shown."""

    TEXT = "text"
    NAME = "name"
    LONG = "long"
    DAY = "day"
    CHOICE = "choice"
    ID_NUMBER = "id_number"
    PHONE = "phone"
    NUMBER = "number"
    MONEY = "money"
    FLAG = "flag"
    PHOTO = "photo"
    LINK = "link"
    TABLE = "table"  # rows typed or pasted; ``choices`` are the titles of the columns


class Care(StrEnum):
    """How far a value needs protecting (GB/T 45574-2025 and the office's own classes)."""

    PLAIN = "一般"
    IMPORTANT = "重要"
    SENSITIVE = "敏感"

    @property
    def words(self) -> str:
        """What stands behind the title of a column in a choice of columns."""
        return "" if self is Care.PLAIN else f"（{self}）"


MASKS: dict[Kind, Callable[[str], str]] = {Kind.ID_NUMBER: mask_id_number, Kind.PHONE: mask_phone}


@dataclass(frozen=True, slots=True)
class Field:
    """One field as the user meets it.

    ``codes`` names a table under ``resources/codes``; ``choices`` lists the labels in place of
    one; ``open`` says that other labels are taken as well. ``required`` means 必填, told as a
    finding and never a reason to lose a row. ``widest`` is its longest usual value, for widths.
    """

    key: str
    title: str
    kind: Kind = Kind.TEXT
    required: bool = False
    care: Care = Care.PLAIN
    codes: str = ""
    choices: tuple[str, ...] = ()
    open: bool = True
    hint: str = ""
    group: str = ""
    widest: str = ""
    month_allowed: bool = True

    def mask(self, shown: str) -> str:
        """Return the value as working lists show it; a number of a person is none in any free text."""
        if self.care is not Care.SENSITIVE:
            return mask_numbers(shown) if self.kind is Kind.LONG else shown
        return MASKS.get(self.kind, mask_text)(shown)

    @property
    def telling(self) -> bool:
        """Whether it tells of somebody in words: the open record shows it, no list does."""
        return self.care is Care.IMPORTANT and self.kind in {Kind.TEXT, Kind.LONG}

    def listed(self, shown: str) -> str:
        """Return the value as a list of many records shows it."""
        return mask_text(shown) if self.telling else self.mask(shown)
