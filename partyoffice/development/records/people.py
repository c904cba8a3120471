"""Who is on the way, who vouches for them, and what is planned."""

from typing import ClassVar

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from partyoffice.core.dates import Day
from partyoffice.core.field import Kind
from partyoffice.development.rules.profile import BOOKLET_STATES, PAIRINGS, ROLES
from partyoffice.store.base import Record, field


class Wayfarer(Record):
    """What of a person matters only on the way into the Party; at most one row a person."""

    __tablename__ = "wayfarer"
    title: ClassVar[str] = "发展档案"
    owner: ClassVar[str] = "person_id"
    counted: ClassVar[bool] = False
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    in_league: Mapped[bool] = field("共青团员", kind=Kind.FLAG, default=False)
    league_on: Mapped[Day | None] = field("入团时间", kind=Kind.DAY)
    league_place: Mapped[str] = field("入团地点", default="")
    leaves_on: Mapped[Day | None] = field("预计离校（调离）日期", kind=Kind.DAY, hint="毕业班学生填毕业日期")
    leaves_for: Mapped[str] = field("去向", default="", hint="升入的学校或新单位")
    floating: Mapped[bool] = field("流动人员", kind=Kind.FLAG, default=False, hint="公示和政审要两地")
    came_on: Mapped[Day | None] = field("预备期内转入日期", kind=Kind.DAY)
    papers_sound: Mapped[str] = field("转入材料审核", default="", hint="合格，或写明缺什么")
    note: Mapped[str] = field("备注", kind=Kind.LONG, default="")


class EditionChoice(Record):
    """The edition of the 细则 the office chose for one person, from one step on, and why."""

    __tablename__ = "edition_choice"
    title: ClassVar[str] = "指定细则版本"
    owner: ClassVar[str] = "person_id"
    counted: ClassVar[bool] = False
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    edition: Mapped[int] = field("版本", kind=Kind.NUMBER, required=True)
    reason: Mapped[str] = field("理由", kind=Kind.LONG, default="", required=True)
    on: Mapped[Day] = field("指定日期", kind=Kind.DAY, required=True)
    by: Mapped[str] = field("决定人", kind=Kind.NAME, default="")


class Spell(Record):
    """A stretch as 积极分子 in another organization, whose time adds up (细则第十二条)."""

    __tablename__ = "activist_spell"
    title: ClassVar[str] = "在原单位的培养"
    owner: ClassVar[str] = "person_id"
    counted: ClassVar[bool] = False
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    organisation: Mapped[str] = field("原单位党组织", default="", required=True)
    start: Mapped[Day] = field("确定积极分子日期", kind=Kind.DAY, required=True)
    end: Mapped[Day | None] = field("在原单位到", kind=Kind.DAY)
    proved: Mapped[bool] = field("随转培养考察登记表", kind=Kind.FLAG, default=False)
    note: Mapped[str] = field("审核情况", default="")


class Voucher(Record):
    """Who vouches for somebody, from when to when: 培养联系人 or 入党介绍人; replaced, never overwritten.

    ``member_id`` names somebody of the roster; somebody of another organization is known by ``name`` alone.
    """

    __tablename__ = "voucher"
    title: ClassVar[str] = "联系人、介绍人"
    owner: ClassVar[str] = "person_id"
    counted: ClassVar[bool] = False
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str] = field("担任", kind=Kind.CHOICE, choices=ROLES, open=False, required=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None, index=True)
    name: Mapped[str] = field("姓名", kind=Kind.NAME, default="", required=True)
    start: Mapped[Day | None] = field("开始", kind=Kind.DAY, required=True)
    end: Mapped[Day | None] = field("结束", kind=Kind.DAY, hint="第一天不再担任的日子")
    reason: Mapped[str] = field("更换原因", default="")
    relative: Mapped[bool] = field("是本人直系亲属", kind=Kind.FLAG, default=False)


class Booklet(Record):
    """One 入党志愿书 of the provincial print, by its serial number."""

    __tablename__ = "booklet"
    title: ClassVar[str] = "入党志愿书"
    counted: ClassVar[bool] = False
    number: Mapped[str] = field("编号", required=True, unique=True)
    received: Mapped[Day | None] = field("领回日期", kind=Kind.DAY)
    state: Mapped[str] = field(
        "状态", kind=Kind.CHOICE, choices=BOOKLET_STATES, open=False, default=BOOKLET_STATES[0]
    )
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None, index=True)
    given: Mapped[Day | None] = field("发给日期", kind=Kind.DAY)
    reason: Mapped[str] = field("作废、遗失原因", default="")
    note: Mapped[str] = field("备注", default="")

    def label(self) -> str:
        """Return 入党志愿书 00123."""
        return f"{self.title} {self.number}"


class Quota(Record):
    """The yearly plan of one body: how many are to be accepted, and what it wants of whom."""

    __tablename__ = "development_quota"
    title: ClassVar[str] = "发展计划"
    counted: ClassVar[bool] = False
    __table_args__ = (
        UniqueConstraint("year", "organisation_id"),
        {"sqlite_autoincrement": True},
    )
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    year: Mapped[int] = field("年度", kind=Kind.NUMBER, required=True)
    accepted: Mapped[int] = field("计划接收预备党员", kind=Kind.NUMBER, default=0, required=True)
    activists: Mapped[int | None] = field("计划确定积极分子", kind=Kind.NUMBER)
    candidates: Mapped[int | None] = field("计划列为发展对象", kind=Kind.NUMBER)
    document: Mapped[str] = field("下达文号", default="")
    note: Mapped[str] = field("结构要求、完成说明", kind=Kind.LONG, default="")

    def label(self) -> str:
        """Return 2026 年发展计划."""
        return f"{self.year} 年{self.title}"


class Pairing(Record):
    """双培: somebody trained into the Party because a pillar of teaching, or the other way round."""

    __tablename__ = "pairing"
    title: ClassVar[str] = "双培"
    owner: ClassVar[str] = "person_id"
    counted: ClassVar[bool] = False
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = field("类型", kind=Kind.CHOICE, choices=PAIRINGS, open=False, required=True)
    start: Mapped[Day] = field("开始", kind=Kind.DAY, required=True)
    guide: Mapped[str] = field("培养责任人", kind=Kind.NAME, default="")
    aim: Mapped[str] = field("培养目标", kind=Kind.LONG, default="")
    done: Mapped[str] = field("培养措施和进展", kind=Kind.LONG, default="")
    end: Mapped[Day | None] = field("结束", kind=Kind.DAY)
    outcome: Mapped[str] = field("结果", default="", hint="如 2026-06 成为预备党员、被评为市级骨干教师")
