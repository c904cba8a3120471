"""What is done on the way of one person: steps, reviews, reports, political review, notices, materials."""

from typing import Any, ClassVar

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from partyoffice.core.dates import Day
from partyoffice.core.field import Care, Kind
from partyoffice.development.rules.profile import COPIES, KEPT_AT, NOTICE_RESULTS
from partyoffice.store.base import Record, field


class Step(Record):
    """One step of one person: what happened on which day (发生日期), by which paper.

    ``open`` keeps what is entered of a step before it is closed (暂存); ``facts`` are the texts of the
    step's own fields by key (days as ``YYYY-MM-DD``); ``overrides`` the reasons a block was passed with,
    each a code, a reason, who and when. ``entered`` is the day it was written down (录入日期); ``late_entry``
    says that it was taken over from an old file (补录). ``mark`` tells a second round from the first.
    """

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
    open: Mapped[bool] = mapped_column(default=False)
    facts: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    overrides: Mapped[list[Any]] = mapped_column(default_factory=list)
    entered: Mapped[Day | None] = field("录入日期", kind=Kind.DAY)
    late_entry: Mapped[bool] = mapped_column(default=False)


class Review(Record):
    """A 培养教育考察: half-yearly as 积极分子 (step 6), and during 预备期 (step 21)."""

    __tablename__ = "review"
    title: ClassVar[str] = "培养考察"
    owner: ClassVar[str] = "person_id"
    counted: ClassVar[bool] = False
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    step: Mapped[int] = mapped_column(default=6)
    on: Mapped[Day] = field("考察日期", kind=Kind.DAY, required=True)
    content: Mapped[str] = field("考察情况", kind=Kind.LONG, default="", required=True)
    mentor_opinion: Mapped[str] = field("联系人（介绍人）意见", kind=Kind.LONG, default="", required=True)
    branch_opinion: Mapped[str] = field("党支部意见", kind=Kind.LONG, default="", required=True)
    secretary: Mapped[str] = field("支部书记", kind=Kind.NAME, default="")


class ThoughtReport(Record):
    """A 思想汇报; ``step`` 6 as 积极分子, 21 during 预备期."""

    __tablename__ = "thought_report"
    title: ClassVar[str] = "思想汇报"
    owner: ClassVar[str] = "person_id"
    counted: ClassVar[bool] = False
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    step: Mapped[int] = mapped_column(default=6)
    on: Mapped[Day] = field("日期", kind=Kind.DAY, required=True)
    subject: Mapped[str] = field("题目", default="")
    reader: Mapped[str] = field("阅看人", kind=Kind.NAME, default="")
    remark: Mapped[str] = field("批注", kind=Kind.LONG, default="")


class Examined(Record):
    """Somebody the 政治审查 looks at: the person itself, family, important relations."""

    __tablename__ = "examined"
    title: ClassVar[str] = "政审对象"
    owner: ClassVar[str] = "person_id"
    counted: ClassVar[bool] = False
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    relation: Mapped[str] = field("关系", kind=Kind.CHOICE, codes="relation", default="", required=True)
    name: Mapped[str] = field("姓名", kind=Kind.NAME, default="", required=True, care=Care.IMPORTANT)
    birth: Mapped[Day | None] = field("出生年月", kind=Kind.DAY)
    political_status: Mapped[str] = field("政治面貌", kind=Kind.CHOICE, codes="political_status", default="")
    unit: Mapped[str] = field("单位及职务", default="")
    findings: Mapped[str] = field("政治历史和现实表现", kind=Kind.LONG, default="", care=Care.IMPORTANT)
    breaches: Mapped[str] = field("有无违纪违法", default="", care=Care.IMPORTANT, hint="没有的写“无”")
    proved_by: Mapped[str] = field("证明单位", default="")
    proved_on: Mapped[Day | None] = field("证明日期", kind=Kind.DAY)


class Inquiry(Record):
    """A 政治审查函 sent out, and what came back: ``number`` is given once by the ledger of its series."""

    __tablename__ = "inquiry"
    title: ClassVar[str] = "政审函调"
    owner: ClassVar[str] = "person_id"
    counted: ClassVar[bool] = False
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    number: Mapped[str] = field("函号", default="")
    addressee: Mapped[str] = field("收函单位", default="", required=True)
    about: Mapped[str] = field("了解何人何事", kind=Kind.LONG, default="")
    sent: Mapped[Day] = field("发出日期", kind=Kind.DAY, required=True)
    returned: Mapped[Day | None] = field("回函日期", kind=Kind.DAY)
    answer: Mapped[str] = field("回函结论", kind=Kind.LONG, default="", care=Care.IMPORTANT)
    sealed: Mapped[bool] = field("回函有党组织印章", kind=Kind.FLAG, default=False)
    void_reason: Mapped[str] = field("作废原因", default="")


class Posting(Record):
    """One 公示 of one person in one place; ``step`` says for what: 8, or others by local custom."""

    __tablename__ = "posting"
    title: ClassVar[str] = "公示"
    owner: ClassVar[str] = "person_id"
    counted: ClassVar[bool] = False
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    step: Mapped[int] = mapped_column(default=8)
    place: Mapped[str] = field("公示地点", default="", required=True)
    scope: Mapped[str] = field("公示范围、方式", default="")
    start: Mapped[Day] = field("开始日期", kind=Kind.DAY, required=True)
    end: Mapped[Day | None] = field("结束日期", kind=Kind.DAY)
    objections: Mapped[str] = field("收到的反映", kind=Kind.LONG, default="", hint="没有的写“无”")
    inquiry: Mapped[str] = field("调查核实情况", kind=Kind.LONG, default="")
    result: Mapped[str] = field("结论", kind=Kind.CHOICE, choices=NOTICE_RESULTS, default="")
    secretary: Mapped[str] = field("支部书记", kind=Kind.NAME, default="")
    photo: Mapped[str] = field("公示照片", default="")  # the digest of a scan
    photo_name: Mapped[str] = mapped_column(default="")


class Material(Record):
    """One material of one file as it lies in the folder; ``code`` is that of the list of materials."""

    __tablename__ = "material"
    title: ClassVar[str] = "入党材料"
    owner: ClassVar[str] = "person_id"
    counted: ClassVar[bool] = False
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    code: Mapped[str] = field("代码", default="")
    name: Mapped[str] = field("材料名称", default="", required=True)
    present: Mapped[bool] = field("已有", kind=Kind.FLAG, default=True)
    copy: Mapped[str] = field("原件或复印件", kind=Kind.CHOICE, choices=COPIES, default="")
    formed: Mapped[Day | None] = field("形成日期", kind=Kind.DAY)
    pages: Mapped[int | None] = field("页数", kind=Kind.NUMBER)
    kept_at: Mapped[str] = field("存放处", kind=Kind.CHOICE, choices=KEPT_AT, default="")
    scan: Mapped[str] = field("扫描件", default="")  # the digest of a file
    scan_name: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = field("备注", default="")
