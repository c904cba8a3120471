"""The importer ``dues``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from partyoffice.dues import taking
from partyoffice.dues.importer.judging import Judge
from partyoffice.dues.importer.targets import MONTHS, TARGETS
from partyoffice.dues.rules.words import Payer
from partyoffice.intake.target import Options, Row, Target


@dataclass(frozen=True, slots=True)
class DuesImporter:
    """Old ledgers of 党费: a line a month, twelve columns, quarters, sums of a year."""

    kind: str = "dues"
    title: str = "党费台账"
    undated: bool = True
    sample: Mapping[str, str] = field(
        default_factory=lambda: {
            "year": "2025", "payer": str(Payer.STAFF), "base": "4963.90", "rate": "1%", "month_due": "49.64",
            **dict.fromkeys(MONTHS, "49.64"), "m6": "免", "m7": "√", "sum": "546.04",
        }
    )  # fmt: skip
    template: Sequence[str] = (
        "name", "id_number", "branch", "year", "payer", "base", "rate", "month_due", *MONTHS, "sum", "note",
    )  # fmt: skip

    def targets(self, session: Session) -> tuple[Target, ...]:  # noqa: ARG002 -- the same for every office
        """Return what a ledger says of a member's dues."""
        return TARGETS

    def judge(self, session: Session, rows: list[Row], options: Options) -> None:
        """Find whose line it is, which months it tells of, and what of them stands in the book already."""
        Judge.of(session, options).all(rows)

    def write(self, session: Session, rows: list[Row], options: Options) -> None:
        """Store what is new."""
        taking.take(session, rows, options)
