"""数据体检 of 组织关系: what a move under way lacks, what is late."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from partyoffice.core.finding import Finding, Spot
from partyoffice.transfers.queries import under_way


def check_transfers(session: Session, on: date) -> Iterable[Finding]:
    """Yield what is to be said of each move that is not over."""
    for one in under_way(session, on):
        for each in one.findings:
            yield replace(each, who=one.name, spot=Spot("transfers", one.person_id))
