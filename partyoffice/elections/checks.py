"""数据体检 of 换届选举: what an election lacks, and a committee where there should be one."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from partyoffice.core.finding import Finding, Severity, Spot
from partyoffice.elections.queries.committees import served
from partyoffice.elections.queries.rows import entries
from partyoffice.members.queries import roster
from partyoffice.members.rules import Category
from partyoffice.organisation.queries import tree
from partyoffice.organisation.rules import ARTICLE_COMMITTEE, OrgKind, shape_of

PAGE = "elections"


def check_elections(session: Session, _on: date) -> Iterable[Finding]:
    """Yield what is to be said of each election that was not broken off."""
    for one in entries(session):
        for each in one.findings:
            yield replace(
                each, who=f"{one.body} {one.election.label()}", spot=Spot(PAGE, one.id, view="register")
            )


def check_committees(session: Session, on: date) -> Iterator[Finding]:
    """Yield the branches of seven 正式党员 and more that have no committee (支部工作条例第四条)."""
    whole, formal = tree(session), _formal(session, on)
    holding = {one.body_id for one in served(session) if one.here}
    for node in whole.of_kind(OrgKind.BRANCH):
        number = formal.get(node.id, 0)
        if node.ended or node.id in holding or not shape_of(number).committee_required:
            continue
        told = f"正式党员 {number} 人，名册里没有支部委员会的职务"
        message = "正式党员七人以上的支部应当设立支部委员会"
        yield Finding(
            "ELEC-07",
            Severity.WARN,
            message,
            node.name,
            ARTICLE_COMMITTEE,
            told,
            Spot("organisation", node.id),
        )


def _formal(session: Session, on: date) -> dict[int, int]:
    found: dict[int, int] = {}
    for one in roster(session, on, columns=("name",)):
        if one.category == Category.FULL and one.branch_id is not None:
            found[one.branch_id] = found.get(one.branch_id, 0) + 1
    return found
