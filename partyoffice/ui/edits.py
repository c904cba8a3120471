"""What a grid asks about changing its cells, answered by the page that knows the records.

A grid without ``Edits`` is read-only. One call of ``write`` is one named transaction, one line of the
journal and one undo step, however many cells it changes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from partyoffice.core.field import Field
from partyoffice.ui.choice_editor import Option

EMPTY = (None, "", b"")


def same(one: Any, other: Any) -> bool:  # noqa: ANN401 -- each kind its own
    """Say whether two values are stored alike; all empty ones are."""
    return bool(one == other) or (one in EMPTY and other in EMPTY)


@dataclass(frozen=True, slots=True)
class Change:
    """A new value for one cell: the record's id, the column's key, the value as the record stores it."""

    record_id: int
    key: str
    value: Any


class Edits(Protocol):
    """The page's answers."""

    def field(self, key: str) -> Field | None:
        """Return what the column of this key holds; None for a column that cannot be edited."""

    def links(self, key: str) -> Sequence[Option]:
        """Return the options of a LINK field."""

    def asks(self, key: str) -> bool:
        """Say whether the column is a dated history, changed through a form (变更 or 更正) only."""

    def ask(self, record_id: int, key: str) -> None:
        """Open that form."""

    def ask_many(self, record_ids: Sequence[int], key: str) -> None:
        """Open the form that changes a history of several records from one day on."""

    def locked(self, record_id: int, key: str) -> str:
        """Return why this cell cannot be changed, in one sentence; empty if it can."""

    def name(self, record_id: int) -> str:
        """Return what a sentence calls the record, such as the person's name."""

    def value(self, record_id: int, key: str) -> Any:  # noqa: ANN401 -- each kind its own
        """Return what is stored now."""

    def judge(self, change: Change) -> str:
        """Return what would be wrong with the value, in one sentence; empty if nothing is."""

    def judge_new(self, values: Mapping[str, Any]) -> str:
        """Return what keeps a new record with these values out, in one sentence; empty if nothing does."""

    def asked_of_new(self) -> Sequence[tuple[Field, Any]]:
        """Return what new records are asked for together, each with the value to begin with."""

    def write(
        self, changes: Sequence[Change], verb: str = "修改", new: Sequence[Mapping[str, Any]] = ()
    ) -> bool:
        """Store all or nothing as one change, adding ``new`` records in it; a refusal is shown, False."""

    def add(self, rows: Sequence[Mapping[str, Any]]) -> bool:
        """Add records with these values by column key, as one change; False if refused."""
