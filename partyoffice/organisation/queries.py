"""Questions about the tree."""

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.errors import OfficeError
from partyoffice.organisation.records import SEAL, Organisation, Term
from partyoffice.organisation.rules import OrgKind, below, path_to
from partyoffice.store import settings


@dataclass(frozen=True)
class Node:
    """One body as lists need it."""

    id: int
    name: str
    kind: OrgKind
    parent_id: int | None
    place: int
    ended: bool


class Tree:
    """The whole organisation in memory: it never has more than some dozen bodies."""

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes = {node.id: node for node in nodes}

    @cached_property
    def parents(self) -> dict[int, int | None]:
        """The parent of each body."""
        return {node.id: node.parent_id for node in self.nodes.values()}

    @cached_property
    def roots(self) -> list[Node]:
        """The bodies that hang below none."""
        return [node for node in self.nodes.values() if node.parent_id not in self.nodes]

    def children(self, org: int | None) -> list[Node]:
        """Return what hangs directly below, in the user's order."""
        return [node for node in self.nodes.values() if node.parent_id == org]

    def below(self, org: int) -> frozenset[int]:
        """Return the ids of ``org`` and all that hangs below it."""
        return below(self.parents, org)

    def name(self, org: int | None) -> str:
        """Return a body's name, or an empty text."""
        return self.nodes[org].name if org in self.nodes else ""

    def named(self, name: str, kind: OrgKind | None = None, under: int | None = None) -> Node | None:
        """Return the body whose whole name is ``name``; never by part of it."""
        for node in self.nodes.values():
            fits = node.name == name and not node.ended and (kind is None or node.kind is kind)
            if fits and (under is None or under in path_to(self.parents, node.id)):
                return node
        return None

    def of_kind(self, *kinds: OrgKind) -> list[Node]:
        """Return the bodies of some kinds, in order."""
        return [node for node in self.nodes.values() if node.kind in kinds]

    def position(self, org: int | None) -> int:
        """Return where a body stands in lists; unknown ones come last."""
        return self._positions.get(org or 0, len(self._positions))

    @cached_property
    def _positions(self) -> dict[int, int]:
        return {org: at for at, org in enumerate(self.nodes)}


def tree(session: Session) -> Tree:
    """Return the organisation, ordered by 排序 and age."""
    wanted = select(
        Organisation.id, Organisation.name, Organisation.kind, Organisation.parent_id, Organisation.place,
        Organisation.ended,
    ).order_by(Organisation.place, Organisation.id)  # fmt: skip
    rows = session.execute(wanted).all()
    return Tree(
        [Node(r.id, r.name, OrgKind(r.kind), r.parent_id, r.place, r.ended is not None) for r in rows]
    )


def full_name(whole: Tree, org: int | None) -> str:
    """Return a body's name with those above it before it, each said once: 青禾中学党总支第一党支部."""
    name = ""
    for one in path_to(whole.parents, org) if org in whole.nodes else ():
        above = whole.name(one)
        name = name if name.startswith(above) else above + name
    return name


def own_body(session: Session) -> int:
    """Return the school's own body, 0 where there is none yet."""
    roots = tree(session).roots
    return roots[0].id if roots else 0


def signs(session: Session, org: int | None = None) -> str:
    """Return whose name stands under a letter: the body's, else what the seal says, else the school's own."""
    whole = tree(session)
    seal = str(settings.get(session, SEAL))
    return full_name(whole, org) or seal or (whole.roots[0].name if whole.roots else "")


def find(session: Session, name: str) -> Node:
    """Return the body of that whole name (OfficeError with the known names otherwise)."""
    whole = tree(session)
    node = whole.named(name.strip())
    if node is None:
        known = "、".join(one.name for one in whole.nodes.values()) or "（还没有）"
        raise OfficeError(f"没有名为“{name}”的党组织", remedy=f"现有：{known}")
    return node


def terms_of(session: Session, org: int) -> list[Term]:
    """Return the terms of a body's committee, oldest first."""
    wanted = select(Term).where(Term.organisation_id == org).order_by(Term.number, Term.id)
    return list(session.execute(wanted).scalars())
