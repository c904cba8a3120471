"""What is kept of each member's dues: the amount set, the months paid, what was agreed. Amounts are fen.

A month is stored as a day left open (2026-03).
"""

from typing import Any, ClassVar

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from partyoffice.core.dates import Day
from partyoffice.core.field import Care, Kind
from partyoffice.dues.rules.words import Bound, Cause, Chased, GiftKind, Method, Payer, Plan
from partyoffice.store.base import Record, field


class Assessment(Record):
    """党费核定: what a member pays a month from ``start`` on, to the end of its year or the next one.

    ``items`` are the lines of the pay slip as they were read: key, title, amount in fen, and the sign
    with which the rules of that month took it (+, − or nothing). ``rate`` is in tenths of a per cent.
    ``due`` is what was set; where it is not what the rules give (``reckoned``), ``note`` says why.
    """

    __tablename__ = "dues_assessment"
    title: ClassVar[str] = "党费核定"
    owner: ClassVar[str] = "person_id"
    binding: ClassVar[bool] = True
    __table_args__ = (
        Index("ix_dues_assessment_year", "year", "person_id"),
        {"sqlite_autoincrement": True},
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    year: Mapped[int] = field("年度", kind=Kind.NUMBER, required=True)
    start: Mapped[Day] = field("起交月份", kind=Kind.DAY, required=True)
    payer: Mapped[str] = field("人员类型", kind=Kind.CHOICE, choices=tuple(Payer), open=False, required=True)
    items: Mapped[list[Any]] = mapped_column(default_factory=list)
    base: Mapped[int | None] = field("计算基数", kind=Kind.MONEY, care=Care.IMPORTANT)
    rate: Mapped[int | None] = field("交纳比例", kind=Kind.NUMBER)
    raw: Mapped[str] = mapped_column(default="")  # the product before rounding, as its digits
    rounding: Mapped[str] = field("取整方式", default="")
    reckoned: Mapped[int | None] = field("按规定应交", kind=Kind.MONEY)
    due: Mapped[int] = field("每月应交", kind=Kind.MONEY, required=True)
    capped: Mapped[bool] = field("按上限核定", kind=Kind.FLAG, default=False)
    edition: Mapped[str] = field("标准", default="")
    cause: Mapped[str] = field(
        "核定原因", kind=Kind.CHOICE, choices=tuple(Cause), open=False, default=str(Cause.YEARLY)
    )
    on: Mapped[Day | None] = field("核定日期", kind=Kind.DAY)
    by: Mapped[str] = field("核定人", kind=Kind.NAME, default="")
    signed: Mapped[Day | None] = field("本人签字日期", kind=Kind.DAY)
    note: Mapped[str] = field("说明", default="")


class Payment(Record):
    """What came in for one month of one member; a month may be paid in several parts.

    ``elsewhere`` is 流入地已交: the month is paid, no money came here. Without ``on`` (old ledgers) the
    money counts in the month it was paid for, and nothing says on which day.
    ``organisation_id`` is the branch it came through.
    """

    __tablename__ = "dues_payment"
    title: ClassVar[str] = "党费收缴"
    owner: ClassVar[str] = "person_id"
    binding: ClassVar[bool] = True
    __table_args__ = (
        Index("ix_dues_payment_month", "month", "person_id"),
        {"sqlite_autoincrement": True},
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    month: Mapped[Day] = field("所属月份", kind=Kind.DAY, required=True)
    amount: Mapped[int] = field("实交金额", kind=Kind.MONEY, required=True)
    on: Mapped[Day | None] = field("交纳日期", kind=Kind.DAY, index=True)
    method: Mapped[str] = field("交纳方式", kind=Kind.CHOICE, choices=tuple(Method), default=str(Method.CASH))
    payer: Mapped[str] = field("交款人", kind=Kind.NAME, default="", hint="空着为本人")
    collector: Mapped[str] = field("收款人", kind=Kind.NAME, default="")
    elsewhere: Mapped[bool] = field("流入地已交", kind=Kind.FLAG, default=False)
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id"), default=None, index=True
    )
    receipt: Mapped[str] = field("收据编号", default="")
    note: Mapped[str] = field("说明", default="")


class Waiver(Record):
    """少交、免交 of months (2008 规定第七条): ``amount`` a month, 0 is 免交; counts when ``approved``."""

    __tablename__ = "dues_waiver"
    title: ClassVar[str] = "少交免交"
    owner: ClassVar[str] = "person_id"
    counted: ClassVar[bool] = False
    binding: ClassVar[bool] = True
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    start: Mapped[Day] = field("起始月份", kind=Kind.DAY, required=True)
    end: Mapped[Day] = field("截止月份", kind=Kind.DAY, required=True)
    amount: Mapped[int] = field("每月交纳", kind=Kind.MONEY, required=True, hint="免交写 0")
    reason: Mapped[str] = field("困难情况", kind=Kind.LONG, default="", required=True, care=Care.SENSITIVE)
    applied: Mapped[Day | None] = field("本人申请日期", kind=Kind.DAY)
    studied: Mapped[Day | None] = field("支部研究日期", kind=Kind.DAY)
    # No foreign key: a meeting may be taken out, and meetings do not know who points at it.
    item_id: Mapped[int | None] = mapped_column(default=None, index=True)
    approved: Mapped[Day | None] = field("上级批准日期", kind=Kind.DAY)
    approved_by: Mapped[str] = field("批准机关和文号", default="")
    refused: Mapped[Day | None] = field("未批准日期", kind=Kind.DAY)
    note: Mapped[str] = field("说明", default="")


class Arrangement(Record):
    """How somebody pays otherwise than each month in person; without ``end`` until further notice."""

    __tablename__ = "dues_arrangement"
    title: ClassVar[str] = "交纳安排"
    owner: ClassVar[str] = "person_id"
    counted: ClassVar[bool] = False
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    plan: Mapped[str] = field("安排", kind=Kind.CHOICE, choices=tuple(Plan), open=False, required=True)
    start: Mapped[Day] = field("起始月份", kind=Kind.DAY, required=True)
    end: Mapped[Day | None] = field("截止月份", kind=Kind.DAY)
    payer: Mapped[str] = field("代交人", kind=Kind.NAME, default="")
    place: Mapped[str] = field("流入地党组织", default="", hint="凭流动党员活动证交纳的地方")
    consented: Mapped[Day | None] = field("支部同意日期", kind=Kind.DAY)
    reason: Mapped[str] = field("原因", default="")


class Liability(Record):
    """从哪月起交、交到哪月止, as a letter of transfer says, where it is not the month of the event.

    Of 起交 ``month`` is the first due here, of 止交 the last; ``on`` is the day of the arrival or leaving.
    """

    __tablename__ = "dues_liability"
    title: ClassVar[str] = "交纳起止"
    owner: ClassVar[str] = "person_id"
    counted: ClassVar[bool] = False
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    bound: Mapped[str] = field("起止", kind=Kind.CHOICE, choices=tuple(Bound), open=False, required=True)
    month: Mapped[Day] = field("月份", kind=Kind.DAY, required=True)
    on: Mapped[Day] = field("转入（转出）日期", kind=Kind.DAY, required=True)
    evidence: Mapped[str] = field("依据", default="", hint="如 介绍信第 3 号，党费交到 2026 年 6 月")


class Chase(Record):
    """What was done about somebody's arrears: reminded, talked, a day set."""

    __tablename__ = "dues_chase"
    title: ClassVar[str] = "催交记录"
    owner: ClassVar[str] = "person_id"
    counted: ClassVar[bool] = False
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    on: Mapped[Day] = field("日期", kind=Kind.DAY, required=True)
    kind: Mapped[str] = field("方式", kind=Kind.CHOICE, choices=tuple(Chased), open=False, required=True)
    months: Mapped[int] = field("当时欠交月数", kind=Kind.NUMBER, default=0)
    owed: Mapped[int] = field("当时欠交金额", kind=Kind.MONEY, default=0)
    by: Mapped[str] = field("催交人", kind=Kind.NAME, default="")
    deadline: Mapped[Day | None] = field("限期", kind=Kind.DAY)
    said: Mapped[str] = field("情况", kind=Kind.LONG, default="")


class Gift(Record):
    """大额党费 and 特殊党费: sent up whole by the 基层党委, never in the balance (2008 规定第十一条)."""

    __tablename__ = "dues_gift"
    title: ClassVar[str] = "大额党费"
    owner: ClassVar[str] = "person_id"
    counted: ClassVar[bool] = False
    binding: ClassVar[bool] = True
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = field("种类", kind=Kind.CHOICE, choices=tuple(GiftKind), open=False, required=True)
    amount: Mapped[int] = field("金额", kind=Kind.MONEY, required=True)
    on: Mapped[Day] = field("交纳日期", kind=Kind.DAY, required=True)
    profile: Mapped[str] = field("简要情况", kind=Kind.LONG, default="", care=Care.IMPORTANT)
    receiver: Mapped[str] = field("代收党委", default="")
    passed_on: Mapped[Day | None] = field("转交日期", kind=Kind.DAY)
    receipt: Mapped[str] = field("中组部收据号", default="")
    receipt_given: Mapped[Day | None] = field("收据交本人日期", kind=Kind.DAY)
    note: Mapped[str] = field("说明", default="")


class Donation(Record):
    """捐款（爱心款）: no dues, in a register of its own, never in the balance. Givers need not be members."""

    __tablename__ = "dues_donation"
    title: ClassVar[str] = "捐款"
    counted: ClassVar[bool] = False
    binding: ClassVar[bool] = True
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None, index=True)
    name: Mapped[str] = field("捐款人", kind=Kind.NAME, default="", required=True)
    event: Mapped[str] = field("捐款事由", default="", required=True)
    amount: Mapped[int] = field("金额", kind=Kind.MONEY, required=True)
    on: Mapped[Day] = field("日期", kind=Kind.DAY, required=True)
    method: Mapped[str] = field("方式", kind=Kind.CHOICE, choices=tuple(Method), default=str(Method.CASH))
    recipient: Mapped[str] = field("接收单位", default="")
    passed_on: Mapped[Day | None] = field("转交日期", kind=Kind.DAY)
    receipt: Mapped[str] = field("收据编号", default="")
    note: Mapped[str] = field("说明", default="")
