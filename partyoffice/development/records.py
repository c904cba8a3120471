"""The stored shape of the steps; rules and screens come with the capability 发展党员."""

from typing import ClassVar

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from partyoffice.core.dates import Day
from partyoffice.core.field import Kind
from partyoffice.store.base import Record, field


class Step(Record):
    """One closed step of one person: what happened on which day, by which paper."""

    __tablename__ = "step"
    title: ClassVar[str] = "发展步骤"
    owner: ClassVar[str] = "person_id"
    counted: ClassVar[bool] = False
    __table_args__ = (
        UniqueConstraint("person_id", "number", "mark"),
        {"sqlite_autoincrement": True},
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    number: Mapped[int] = field("步骤", kind=Kind.NUMBER)
    mark: Mapped[str] = field("事项", default="")
    on: Mapped[Day | None] = field("日期", kind=Kind.DAY)
    evidence: Mapped[str] = field("材料", default="")
    note: Mapped[str] = field("备注", kind=Kind.LONG, default="")
