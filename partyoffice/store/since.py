"""What was touched since a list was read, so that it need not be read anew for one changed cell."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from partyoffice.store.journal import Difference, Journal, JournalChange, changes_of
from partyoffice.store.undo import Key, owner_of

FEW = 200  # a list with more touched records is read anew faster


def touched_since(session: Session, seq: int, most: int = FEW) -> set[Key] | None:
    """Return the (kind, id) of every record touched by the actions after ``seq``.

    What belongs to a greater record counts as that record: a history row as its person. What only logs
    (a showing, an output) touches nothing a list shows. None where there are more than ``most`` changes,
    or their bodies have been emptied meanwhile.
    """
    later = JournalChange.seq.in_(select(Journal.seq).where(Journal.seq > seq, Journal.kind != "log"))
    if session.execute(select(func.count()).select_from(JournalChange).where(later)).scalar_one() > most:
        return None
    found: set[Key] = set()
    for each in session.execute(select(JournalChange.seq).where(later).distinct()).scalars().all():
        differences: list[Difference] | None = changes_of(session, each)
        if differences is None:
            return None
        found |= {owner_of(session, one) for one in differences}
    return found
