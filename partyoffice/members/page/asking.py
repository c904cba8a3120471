"""What the forms of 党员名册 have in common: bodies as choices, words, values as they are stored."""

from collections.abc import Iterable, Sequence
from typing import Any

from partyoffice.core.field import Field
from partyoffice.organisation.queries import Node, Tree
from partyoffice.organisation.rules import OrgKind
from partyoffice.ui.asking import label_keys
from partyoffice.ui.choice_editor import Option
from partyoffice.ui.paste_values import empty_of

NAMED = 3


def options(nodes: Iterable[Node]) -> tuple[Option, ...]:
    """Return bodies as choices; what is stored is their id."""
    return tuple(Option(node.id, node.name, label_keys(node.name)) for node in nodes)


def branches(bodies: Tree) -> list[Node]:
    """Return the branches that have not been dissolved."""
    return [node for node in bodies.of_kind(OrgKind.BRANCH) if not node.ended]


def groups(bodies: Tree, branch: int | None) -> list[Node]:
    """Return the living 党小组 of a branch, or of all branches for None."""
    found = bodies.of_kind(OrgKind.GROUP)
    return [node for node in found if not node.ended and branch in {None, node.parent_id}]


def titles_of(fields: Sequence[Field]) -> str:
    """Return what a sentence calls the changed fields: 转正时间、手机号码 等 5 项."""
    named = "、".join(field.title for field in fields[:NAMED])
    return named if len(fields) <= NAMED else f"{named} 等 {len(fields)} 项"


def stored(field: Field, value: Any) -> Any:  # noqa: ANN401 -- each kind its own
    """Return what a form gave as the record stores it: nothing is an empty text or no day."""
    return empty_of(field) if value is None else value
