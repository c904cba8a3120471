"""The importer ``dues``."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from partyoffice.dues import taking
from partyoffice.dues.importer.judging import Judge
from partyoffice.dues.importer.targets import TARGETS
from partyoffice.intake.target import Options, Row, Target


@dataclass(frozen=True, slots=True)
class DuesImporter:
    """Old ledgers of 党费: a line a month, twelve columns, quarters, sums of a year."""

    kind: str = "dues"
    title: str = "党费台账"
    sample: Mapping[str, str] = field(
        default_factory=lambda: {
            "year": "2025", "month": "2025-03", "payer": "在编在职", "base": "4963.90", "rate": "1%",
            "month_due": "49.64", "paid": "49.64", "on": "2025-03-06",
            "method": "现金", "collector": "林知夏",
        }
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
