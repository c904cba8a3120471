"""The stored shape of the register of 组织关系: one row a move, one row a letter of it."""

from typing import Any, ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from partyoffice.core.dates import Day
from partyoffice.core.field import Care, Kind
from partyoffice.store.base import Record, field
from partyoffice.transfers.rules.words import DIRECTIONS, LETTER_STATES, MANNERS, OPEN, TRANSFER_STATES


class Transfer(Record):
    """One move of one person's 组织关系: out, in, or within the school.

    The person's histories move with the receipt (out) or the receiving (in), never with the letter.
    """

    __tablename__ = "transfer"
    title: ClassVar[str] = "组织关系转接"
    owner: ClassVar[str] = "person_id"
    counted: ClassVar[bool] = False
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    direction: Mapped[str] = field("方向", kind=Kind.CHOICE, choices=DIRECTIONS, open=False, required=True)
    category: Mapped[str] = field("人员类别", default="")
    manner: Mapped[str] = field("方式", kind=Kind.CHOICE, choices=MANNERS, default=MANNERS[0])
    begun: Mapped[Day] = field("发起日期", kind=Kind.DAY, required=True)
    reason: Mapped[str] = field("转接原因", default="", required=True)
    from_unit: Mapped[str] = field("转出党组织", default="", required=True)
    to_unit: Mapped[str] = field("转入党组织", default="", required=True)
    paid_to: Mapped[Day | None] = field("党费交到（月）", kind=Kind.DAY)
    serial: Mapped[str] = field("系统流水号", default="")
    received: Mapped[Day | None] = field("接收（回执）日期", kind=Kind.DAY)
    receiver: Mapped[str] = field("接收经办人", default="")
    contact: Mapped[str] = field(
        "对方联系人和电话", default="", care=Care.SENSITIVE, hint="催回执、寄回执时用"
    )
    receipt: Mapped[Day | None] = field("回执寄出日期", kind=Kind.DAY)
    branch_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), default=None)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), default=None)
    materials: Mapped[list[Any]] = mapped_column(default_factory=list)  # codes that travel or came along
    checked: Mapped[str] = field("党员档案审核", default="", hint="合格，或写明缺什么")
    state: Mapped[str] = field("状态", kind=Kind.CHOICE, choices=TRANSFER_STATES, open=False, default=OPEN)
    ended: Mapped[Day | None] = field("中止日期", kind=Kind.DAY)
    why_ended: Mapped[str] = field("中止原因", default="")
    note: Mapped[str] = field("备注", kind=Kind.LONG, default="")


class TransferLetter(Record):
    """One 组织关系介绍信 of a move: void ones stay, a new one is another row."""

    __tablename__ = "transfer_letter"
    title: ClassVar[str] = "组织关系介绍信"
    owner: ClassVar[str] = "transfer_id"
    counted: ClassVar[bool] = False
    transfer_id: Mapped[int] = mapped_column(ForeignKey("transfer.id"), index=True)
    number: Mapped[str] = field("编号", default="")
    issued: Mapped[Day] = field("开具日期", kind=Kind.DAY, required=True)
    days: Mapped[int] = field("有效期（天）", kind=Kind.NUMBER, required=True)
    addressee: Mapped[str] = field("抬头", default="")
    carrier: Mapped[str] = field("携带（寄送）", default="", hint="本人，或机要邮寄")
    printed: Mapped[int] = field("打印次数", kind=Kind.NUMBER, default=0)
    state: Mapped[str] = field(
        "状态", kind=Kind.CHOICE, choices=LETTER_STATES, open=False, default=LETTER_STATES[0]
    )
    void_on: Mapped[Day | None] = field("作废日期", kind=Kind.DAY)
    void_reason: Mapped[str] = field("作废原因", default="")
    informed: Mapped[Day | None] = field("告知接收方日期", kind=Kind.DAY)

    def label(self) -> str:
        """Return the number, or the title."""
        return self.number or self.title
