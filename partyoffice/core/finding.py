"""Faults in data are values: what is wrong, with whom, by which article, where to mend it."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """BLOCK forbids closing a step, WARN is shown and recorded, INFO reminds."""

    BLOCK = "block"
    WARN = "warn"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Spot:
    """The place a finding jumps to: a record kind, its id, the field.

    With a ``view`` the kind is a page and the record a row of that view; where it goes by years the field
    is the year, with the key of a column after a point (2026.m7).
    """

    kind: str
    record_id: int
    field: str = ""
    view: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of 数据体检 or of a rule.

    ``message`` is a whole sentence, ``arithmetic`` one line such as "2025-09-01 满一年为
    2026-09-01，还差 37 天", ``article`` the regulation with edition and article number. ``mark`` is that
    of a rule no national text decides (``[P]``, ``LOCAL``, ``UNCONFIRMED``); ``overridable`` lets a
    BLOCK be passed with a reason that stands on the record.
    """

    code: str
    severity: Severity
    message: str
    who: str = ""
    article: str = ""
    arithmetic: str = ""
    spot: Spot | None = None
    mark: str = ""
    overridable: bool = False
