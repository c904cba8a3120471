"""数据体检 of numbers given to paper."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from partyoffice.archives.queries import taken_back, unrecorded, year_of
from partyoffice.core.finding import Finding, Severity, Spot


def check_numbers(session: Session, _on: date) -> Iterable[Finding]:
    """Yield the numbers that stand on a paper of which nothing is known, as after a restored copy."""
    explained = taken_back(session)
    for one in unrecorded(session):
        if one.key not in explained:
            about = f"（{one.sentence}）" if one.sentence else ""
            yield Finding(
                "number-unrecorded",
                Severity.INFO,
                f"{one.name()}已经给出{about}，但没有出具记录，登记簿中列为作废；请与纸质存根核对",
                one.series,
                spot=Spot("given_number", year_of(one)),
            )
