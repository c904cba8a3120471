"""What is kept of the money: what came in beside dues, what went out, what is closed, in fen."""

from typing import Any, ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from partyoffice.core.dates import Day
from partyoffice.core.field import Kind
from partyoffice.dues.rules.words import Account, Flow, Published
from partyoffice.store.base import Record, field


class Opening(Record):
    """建账: with what the book began, at the beginning of a month. There is one."""

    __tablename__ = "dues_opening"
    title: ClassVar[str] = "党费建账"
    since: Mapped[Day] = field("建账月份", kind=Kind.DAY, required=True)
    cash: Mapped[int] = field("现金结存", kind=Kind.MONEY, default=0)
    bank: Mapped[int] = field("银行结存", kind=Kind.MONEY, default=0)
    note: Mapped[str] = field("说明", default="")


class Entry(Record):
    """One line of 收支: what moves money beside the members' payments.

    ``start`` to ``end`` and ``figures`` belong to 上缴上级: the months it is for, and what the ledger said
    then (members, due, paid, amounts in fen). ``item_id`` is the item of the minutes that decided it.
    """

    __tablename__ = "dues_entry"
    title: ClassVar[str] = "党费收支"
    binding: ClassVar[bool] = True
    on: Mapped[Day] = field("日期", kind=Kind.DAY, required=True, index=True)
    flow: Mapped[str] = field("类别", kind=Kind.CHOICE, choices=tuple(Flow), open=False, required=True)
    account: Mapped[str] = field("账户", kind=Kind.CHOICE, choices=tuple(Account), open=False, required=True)
    amount: Mapped[int] = field("金额", kind=Kind.MONEY, required=True)
    purpose: Mapped[str] = field("用途", default="")
    content: Mapped[str] = field("摘要", default="", required=True)
    party: Mapped[str] = field("收（付）款单位或个人", default="")
    voucher: Mapped[str] = field("凭证号", default="")
    handler: Mapped[str] = field("经手人", kind=Kind.NAME, default="")
    approver: Mapped[str] = field("审批人", kind=Kind.NAME, default="")
    receiver: Mapped[str] = field("接收人", kind=Kind.NAME, default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None, index=True)
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id"), default=None, index=True
    )
    item_id: Mapped[int | None] = mapped_column(default=None, index=True)
    decided: Mapped[str] = field("集体研究情况", default="", hint="会议日期和名称")
    grant_id: Mapped[int | None] = mapped_column(
        default=None, index=True
    )  # 专款专用: the entry of the grant spent
    start: Mapped[Day | None] = field("所属起始月份", kind=Kind.DAY)
    end: Mapped[Day | None] = field("所属截止月份", kind=Kind.DAY)
    ratio: Mapped[int | None] = field("上缴比例（%）", kind=Kind.NUMBER)
    figures: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    note: Mapped[str] = field("备注", default="")

    def label(self) -> str:
        """Return what it was for."""
        return self.content or self.flow


class Voucher(Record):
    """A bank slip, invoice or receipt of an entry: its bytes lie in the office once, by their digest."""

    __tablename__ = "dues_voucher"
    title: ClassVar[str] = "党费凭证"
    owner: ClassVar[str] = "entry_id"
    counted: ClassVar[bool] = False
    entry_id: Mapped[int] = mapped_column(ForeignKey("dues_entry.id"), index=True)
    content: Mapped[str] = mapped_column()  # the digest of its bytes
    name: Mapped[str] = field("文件名", required=True)
    note: Mapped[str] = field("说明", default="")


class Closing(Record):
    """结账 of a month (``2026-11``) or of a year (``2026``): what the books said then, in fen.

    A reopened one stays with its reason; closing again makes another row.
    """

    __tablename__ = "dues_closing"
    title: ClassVar[str] = "党费结账"
    period: Mapped[str] = field("期间", required=True, index=True)
    closed: Mapped[Day] = field("结账日期", kind=Kind.DAY, required=True)
    by: Mapped[str] = field("结账人", kind=Kind.NAME, default="")
    figures: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    reopened: Mapped[Day | None] = field("重开日期", kind=Kind.DAY)
    why: Mapped[str] = field("重开原因", default="")

    def label(self) -> str:
        """Return 2026-11 结账."""
        return f"{self.period} {'年结' if len(self.period) == 4 else '结账'}"


class Handover(Record):
    """交接: who gave the book to whom, with the cash as it was counted and the bank's own statement."""

    __tablename__ = "dues_handover"
    title: ClassVar[str] = "党费交接"
    on: Mapped[Day] = field("交接日期", kind=Kind.DAY, required=True)
    giver: Mapped[str] = field("移交人", kind=Kind.NAME, required=True)
    taker: Mapped[str] = field("接收人", kind=Kind.NAME, required=True)
    watcher: Mapped[str] = field("监交人", kind=Kind.NAME, default="")
    cash_book: Mapped[int] = field("账面现金", kind=Kind.MONEY, default=0)
    cash: Mapped[int] = field("清点现金", kind=Kind.MONEY, required=True)
    bank_book: Mapped[int] = field("账面银行", kind=Kind.MONEY, default=0)
    bank: Mapped[int] = field("银行对账单", kind=Kind.MONEY, required=True)
    items: Mapped[list[Any]] = mapped_column(
        default_factory=list
    )  # name, count, note of what was handed over
    note: Mapped[str] = field("差额说明和备注", kind=Kind.LONG, default="")

    def label(self) -> str:
        """Return 王东 移交 李南."""
        return f"{self.giver} 移交 {self.taker}"


class DuesNotice(Record):
    """公示 of what was collected and used, and what was said to it."""

    __tablename__ = "dues_notice"
    title: ClassVar[str] = "党费公示"
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id"), default=None, index=True
    )
    span: Mapped[str] = field(
        "公示种类", kind=Kind.CHOICE, choices=tuple(Published), open=False, required=True
    )
    start: Mapped[Day] = field("起始月份", kind=Kind.DAY, required=True)
    end: Mapped[Day] = field("截止月份", kind=Kind.DAY, required=True)
    posted: Mapped[Day | None] = field("公示开始", kind=Kind.DAY)
    until: Mapped[Day | None] = field("公示结束", kind=Kind.DAY)
    place: Mapped[str] = field("公示地点", default="")
    phone: Mapped[str] = field("监督电话", default="")
    contact: Mapped[str] = field("联系人", kind=Kind.NAME, default="")
    figures: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)  # what was told when it was posted
    feedback: Mapped[str] = field("反映情况", kind=Kind.LONG, default="")

    def label(self) -> str:
        """Return 2026-01 至 2026-12 公示."""
        return f"{self.start} 至 {self.end} {self.title}"
