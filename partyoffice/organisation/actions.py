"""What the user does with the tree."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.text import clean
from partyoffice.organisation.queries import terms_of, tree
from partyoffice.organisation.records import OWN_KIND, SCHOOL, Organisation, Term
from partyoffice.organisation.rules import TERM_YEARS, OrgKind, may_hang_below
from partyoffice.store import settings


def found(session: Session, name: str, kind: OrgKind, parent_id: int | None = None) -> Organisation:
    """Add a body to the tree (OfficeError for a known name or a wrong place)."""
    name, whole = clean(name), tree(session)
    if not name:
        raise OfficeError("党组织名称是空的", remedy="请填写全称，如“第一党支部”")
    if whole.named(name, kind, parent_id):
        raise OfficeError(f"已有名为“{name}”的{kind}", remedy="请换一个名称，或直接使用已有的组织")
    if parent_id is not None and not may_hang_below(kind, whole.nodes[parent_id].kind):
        raise OfficeError(
            f"{kind}不能直接设在{whole.nodes[parent_id].kind}之下", remedy="请选择正确的上级组织"
        )
    body = Organisation(name=name, kind=str(kind), parent_id=parent_id, place=len(whole.nodes))
    session.add(body)
    session.flush()
    return body


def set_up(session: Session, school: str, kind: OrgKind = OrgKind.BRANCH, name: str = "") -> Organisation:
    """Write the facts asked once and the root of the tree; asked again, it mends them."""
    settings.put(session, SCHOOL, clean(school))
    settings.put(session, OWN_KIND, str(kind))
    root = session.execute(select(Organisation).where(Organisation.parent_id.is_(None))).scalars().first()
    own_name = clean(name) or f"{clean(school)}{kind}"
    if root is None:
        return found(session, own_name, kind)
    root.name, root.kind = own_name, str(kind)
    return root


def ensure_branch(session: Session, name: str) -> Organisation:
    """Return the branch of that whole name, founding it below the root where it is new.

    A root that is itself a single branch becomes a general branch's place only by the user's
    own decision, so a second branch then hangs beside it.
    """
    whole = tree(session)
    node = whole.named(name)
    if node is not None and node.kind is not OrgKind.GROUP:
        return session.get_one(Organisation, node.id)
    root = whole.roots[0] if whole.roots else None
    parent = root.id if root is not None and may_hang_below(OrgKind.BRANCH, root.kind) else None
    return found(session, name, OrgKind.BRANCH, parent)


def ensure_group(session: Session, name: str, branch_id: int) -> Organisation:
    """Return the 党小组 of that whole name in a branch, founding it where it is new."""
    node = tree(session).named(name, OrgKind.GROUP, branch_id)
    if node is not None:
        return session.get_one(Organisation, node.id)
    return found(session, name, OrgKind.GROUP, branch_id)


def rename(session: Session, body: Organisation, name: str) -> None:
    """Give a body another name (OfficeError when another one there has it: groups of two branches may)."""
    name = clean(name)
    other = tree(session).named(name, OrgKind(body.kind), body.parent_id)
    if not name or (other is not None and other.id != body.id):
        raise OfficeError(f"名称“{name}”是空的或已被使用", remedy="请换一个名称")
    body.name = name


def dissolve(session: Session, body: Organisation, on: Day) -> None:
    """End a body that nobody belongs to any more; its history stays."""
    if tree(session).children(body.id):
        raise OfficeError(f"{body.name}下面还有组织", remedy="请先撤销或移走下面的组织")
    body.ended = on


def begin_term(session: Session, body: Organisation, number: int, start: Day) -> Term:
    """Record a committee's term; its length is the regulation's unless changed later."""
    term = Term(
        organisation_id=body.id, number=number, start=start, years=TERM_YEARS.get(OrgKind(body.kind), 3)
    )
    _must_be_single(session, term)
    session.add(term)
    return term


def correct_term(session: Session, term: Term, values: Mapping[str, Any]) -> None:
    """Mend a term (OfficeError for a number that another one has, or an end too early)."""
    for key, value in values.items():
        setattr(term, key, value)
    if term.ended is not None and term.ended.first < term.start.first:
        raise OfficeError(f"实际换届 {term.ended} 早于任期开始 {term.start}", remedy="请核对两个日期")
    _must_be_single(session, term)


def _must_be_single(session: Session, term: Term) -> None:
    with session.no_autoflush:
        others = terms_of(session, term.organisation_id)
    if any(one is not term and one.number == term.number for one in others):
        raise OfficeError(f"已有{term.label()}", remedy="请核对届次；原来的填错了，请用“更正”")
