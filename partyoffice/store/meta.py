"""The one row that says whose file this is."""

from sqlalchemy.orm import Mapped, mapped_column

from partyoffice.store.base import Table


class Meta(Table):
    """Identity of the office, written once when it is made.

    ``program`` is the version that made the file or last upgraded it: one that reads it.
    """

    __tablename__ = "office_meta"
    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    uuid: Mapped[str]
    made: Mapped[str]
    program: Mapped[str]
