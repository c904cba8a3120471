"""交接 of the book: every handover, and whether what was counted is what the book said."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.money import grouped
from partyoffice.dues.records import Handover

PAIRS = (("现金", "cash", "cash_book", "清点"), ("银行", "bank", "bank_book", "对账单"))


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """One handover."""

    one: Handover

    @property
    def id(self) -> int:
        """Its record."""
        return self.one.id

    @property
    def differs(self) -> str:
        """Where what was counted is not what the book said; empty where both agree."""
        return differences(vars(self.one))


def differences(values: Mapping[str, Any]) -> str:
    """Say where what was counted is not what the book says; empty where both agree."""
    return "；".join(
        f"{name}账面 {grouped(values[book])}，{how} {grouped(values[key])}，"
        f"差 {grouped(values[key] - values[book])}"
        for name, key, book, how in PAIRS
        if values[key] != values[book]
    )


def handovers(session: Session) -> list[HandoverRow]:
    """Return every handover, the newest first."""
    wanted = select(Handover).order_by(Handover.on.desc(), Handover.id.desc())
    return [HandoverRow(one) for one in session.execute(wanted).scalars()]
