"""The stored shape of a person: one row for life, and rows for what changes with time.

Field order and names follow the national 采集表; see ``rules.py`` for what hangs on the values.
"""

from typing import ClassVar

from sqlalchemy import JSON, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from partyoffice.core.dates import Day
from partyoffice.core.field import Care, Kind
from partyoffice.members.rules import FROM_APPROVAL, FROM_MEETING, Fact
from partyoffice.store.base import Record, Table, field
from partyoffice.store.settings import Setting

BASIC, PARTY, WORK, SCHOOL, CONTACT = "基本情况", "党内情况", "学历与工作", "学校情况", "联系与户籍"
YES_NO = ("是", "否")


class Person(Record):
    """One person from the first application on: never a second row, never deleted."""

    __tablename__ = "person"
    title: ClassVar[str] = "党员"
    __table_args__ = (
        # One number, one person; a row in the bin does not block adding the same person again.
        Index(
            "uq_person_id_number",
            "id_number",
            unique=True,
            sqlite_where=text("binned IS NULL AND id_number <> ''"),
        ),
        {"sqlite_autoincrement": True},
    )
    name: Mapped[str] = field(
        "姓名", kind=Kind.NAME, required=True, group=BASIC, widest="阿依古丽·买买提", care=Care.IMPORTANT
    )
    sex: Mapped[str] = field(
        "性别", default="", kind=Kind.CHOICE, codes="sex", open=False, required=True, group=BASIC
    )
    ethnicity: Mapped[str] = field(
        "民族", default="", kind=Kind.CHOICE, codes="nation", open=False, required=True, group=BASIC
    )
    native_place: Mapped[str] = field("籍贯", default="", group=BASIC, hint="省、县（市、区）")
    birth: Mapped[Day | None] = field(
        "出生日期", kind=Kind.DAY, required=True, group=BASIC, care=Care.IMPORTANT
    )
    id_number: Mapped[str] = field(
        "身份证号", default="", kind=Kind.ID_NUMBER, required=True, care=Care.SENSITIVE, group=BASIC
    )
    marital_status: Mapped[str] = field(
        "婚姻状况", default="", kind=Kind.CHOICE, codes="marital", group=BASIC
    )
    taiwan: Mapped[str] = field("是否台湾省籍", default="", kind=Kind.FLAG, choices=YES_NO, group=BASIC)
    birth_basis: Mapped[str] = field(
        "出生日期认定依据", default="", group=BASIC, hint="档案中最早的材料；与身份证不同时写明"
    )
    photo: Mapped[str] = field("照片", default="", kind=Kind.PHOTO, care=Care.SENSITIVE, group=BASIC)

    phone: Mapped[str] = field(
        "手机号码", default="", kind=Kind.PHONE, required=True, care=Care.SENSITIVE, group=CONTACT
    )
    telephone: Mapped[str] = field(
        "联系电话", default="", kind=Kind.PHONE, care=Care.SENSITIVE, group=CONTACT
    )
    address: Mapped[str] = field(
        "家庭住址", default="", care=Care.SENSITIVE, group=CONTACT, widest="青禾市学府路 12 号 3 幢 502 室"
    )
    household: Mapped[str] = field("户籍所在地", default="", care=Care.SENSITIVE, group=CONTACT)

    joined: Mapped[Day | None] = field("入党时间", kind=Kind.DAY, required=True, group=PARTY)
    joined_basis: Mapped[str] = field("入党时间认定依据", default="", group=PARTY, hint="入党志愿书等原件")
    full: Mapped[Day | None] = field("转正时间", kind=Kind.DAY, group=PARTY)
    sponsors: Mapped[str] = field("入党介绍人", default="", group=PARTY)
    joined_kind: Mapped[str] = field(
        "加入类型", default="", kind=Kind.CHOICE, codes="joined_kind", group=PARTY
    )
    other_party: Mapped[str] = field("其他党团及加入日期", default="", group=PARTY)
    archive_place: Mapped[str] = field("党员档案所在单位", default="", required=True, group=PARTY)
    training: Mapped[str] = field("党员培训情况", default="", kind=Kind.LONG, group=PARTY)
    floating: Mapped[str] = field("是否流动党员", default="", kind=Kind.FLAG, choices=YES_NO, group=PARTY)
    floated_from: Mapped[str] = field("流动地", default="", group=PARTY)
    lost_kind: Mapped[str] = field("失去联系情形", default="", group=PARTY, care=Care.IMPORTANT)
    lost_on: Mapped[Day | None] = field("失去联系日期", kind=Kind.DAY, group=PARTY)

    education: Mapped[str] = field(
        "学历", default="", kind=Kind.CHOICE, codes="education", required=True, group=WORK
    )
    education_kind: Mapped[str] = field(
        "教育类别", default="", kind=Kind.CHOICE, codes="education_kind", group=WORK
    )
    degree: Mapped[str] = field("学位", default="", kind=Kind.CHOICE, codes="degree", group=WORK)
    degree_on: Mapped[Day | None] = field("学位授予日期", kind=Kind.DAY, group=WORK)
    enrolled: Mapped[Day | None] = field("入学时间", kind=Kind.DAY, group=WORK)
    graduated: Mapped[Day | None] = field("毕业时间", kind=Kind.DAY, group=WORK)
    college: Mapped[str] = field("毕业院校", default="", group=WORK)
    major: Mapped[str] = field("专业", default="", group=WORK)
    work_start: Mapped[Day | None] = field("参加工作时间", kind=Kind.DAY, group=WORK)
    job: Mapped[str] = field(
        "工作岗位",
        default="",
        kind=Kind.CHOICE,
        codes="job",
        required=True,
        group=WORK,
        widest="事业单位专业技术岗位",
    )
    job_from: Mapped[Day | None] = field("岗位开始时间", kind=Kind.DAY, group=WORK)
    job_to: Mapped[Day | None] = field("岗位结束时间", kind=Kind.DAY, group=WORK)
    professional_title: Mapped[str] = field("从事专业技术职务", default="", group=WORK)
    stratum: Mapped[str] = field("新社会阶层类型", default="", kind=Kind.CHOICE, codes="stratum", group=WORK)
    frontline: Mapped[str] = field(
        "一线情况",
        default="",
        kind=Kind.FLAG,
        choices=YES_NO,
        group=WORK,
        hint="是否在生产、工作一线（代码未确认，只记是否）",
    )
    migrant: Mapped[str] = field("是否农民工", default="", kind=Kind.FLAG, choices=YES_NO, group=WORK)

    staff_number: Mapped[str] = field("工号", default="", group=SCHOOL)
    establishment: Mapped[str] = field(
        "编制", default="", kind=Kind.CHOICE, codes="establishment", group=SCHOOL
    )
    admin_post: Mapped[str] = field("行政职务", default="", group=SCHOOL)
    title_name: Mapped[str] = field("职称", default="", kind=Kind.CHOICE, codes="title", group=SCHOOL)
    title_level: Mapped[str] = field(
        "职称等级", default="", kind=Kind.CHOICE, codes="title_level", group=SCHOOL
    )
    subject: Mapped[str] = field("任教学科", default="", kind=Kind.CHOICE, codes="subject", group=SCHOOL)
    grade: Mapped[str] = field("任教年级", default="", kind=Kind.CHOICE, codes="grade", group=SCHOOL)
    team: Mapped[str] = field("年级组/教研组", default="", group=SCHOOL)
    class_teacher_from: Mapped[Day | None] = field("班主任开始", kind=Kind.DAY, group=SCHOOL)
    class_teacher_to: Mapped[Day | None] = field("班主任结束", kind=Kind.DAY, group=SCHOOL)
    honour: Mapped[str] = field(
        "骨干/学科带头人称号", default="", kind=Kind.CHOICE, codes="teaching_honour", group=SCHOOL
    )
    honour_level: Mapped[str] = field(
        "称号级别", default="", kind=Kind.CHOICE, codes="honour_level", group=SCHOOL
    )
    honour_year: Mapped[str] = field("称号年份", default="", group=SCHOOL)
    note: Mapped[str] = field("备注", default="", kind=Kind.LONG, group=SCHOOL, care=Care.IMPORTANT)

    place: Mapped[int | None] = mapped_column(default=None)  # the user's own place in 姓氏笔画 order
    binned: Mapped[str | None] = mapped_column(default=None)  # the stamp at which it went to the bin


class History(Record):
    """A stretch of time in which one fact of a person held: ``start`` ≤ D < ``end``.

    No ``start`` means 建账以前就如此; no ``end`` means it still holds. ``value`` is the label;
    ``organisation_id`` names the body for 支部, 小组 and 职务.
    """

    __tablename__ = "history"
    title: ClassVar[str] = "履历"
    owner: ClassVar[str] = "person_id"
    __table_args__ = (
        Index("ix_history_person_fact", "person_id", "fact"),
        {"sqlite_autoincrement": True},
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    fact: Mapped[str] = field("项目", kind=Kind.CHOICE, choices=tuple(Fact), open=False)
    value: Mapped[str] = field("内容", default="")
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id"), default=None, index=True
    )
    start: Mapped[Day | None] = field("开始", kind=Kind.DAY)
    end: Mapped[Day | None] = field("结束", kind=Kind.DAY, hint="第一天不再如此的日子")
    reason: Mapped[str] = field("开始原因", default="")
    end_reason: Mapped[str] = field("结束原因", default="")
    evidence: Mapped[str] = field("依据", default="", hint="决议、批复、介绍信的文号")

    def label(self) -> str:
        """Return 人员类别 正式党员."""
        return f"{self.fact} {self.value}".strip()


class Relative(Record):
    """A member of the family, as the forms ask for."""

    __tablename__ = "relative"
    title: ClassVar[str] = "家庭成员"
    owner: ClassVar[str] = "person_id"
    counted: ClassVar[bool] = False
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    relation: Mapped[str] = field("称谓", kind=Kind.CHOICE, codes="relation", default="")
    name: Mapped[str] = field("姓名", kind=Kind.NAME, default="", care=Care.IMPORTANT)
    birth: Mapped[Day | None] = field("出生日期", kind=Kind.DAY, care=Care.IMPORTANT)
    political_status: Mapped[str] = field("政治面貌", kind=Kind.CHOICE, codes="political_status", default="")
    unit: Mapped[str] = field("单位及职务", default="", care=Care.IMPORTANT)


class Award(Record):
    """An honour or a punishment."""

    __tablename__ = "award"
    title: ClassVar[str] = "奖惩"
    owner: ClassVar[str] = "person_id"
    counted: ClassVar[bool] = False
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    on: Mapped[Day | None] = field("时间", kind=Kind.DAY)
    kind: Mapped[str] = field("类别", kind=Kind.CHOICE, codes="award_kind", default="")
    name: Mapped[str] = field("名称", default="", care=Care.IMPORTANT)
    body: Mapped[str] = field("批准机关", default="")
    document: Mapped[str] = field("文号", default="")


class Experience(Record):
    """A stretch of study or work, as the forms ask for it: 简历. No ``end`` means 至今.

    History tells what somebody was here, in the Party; this is what the person writes down.
    """

    __tablename__ = "experience"
    title: ClassVar[str] = "简历"
    owner: ClassVar[str] = "person_id"
    counted: ClassVar[bool] = False
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    start: Mapped[Day | None] = field("起始年月", kind=Kind.DAY)
    end: Mapped[Day | None] = field("截止年月", kind=Kind.DAY, hint="留空表示至今")
    unit: Mapped[str] = field("单位及职务", default="", hint="在何地何单位学习或工作、任何职务")
    witness: Mapped[str] = field("证明人", default="")

    def label(self) -> str:
        """Return the unit, by which a stretch is told from others."""
        return self.unit or f"{self.title} {self.id}"


class NameKey(Table):
    """Search and sort keys of a name: a cache outside the journal, rebuilt at will."""

    __tablename__ = "name_key"
    __table_args__ = ()
    name: Mapped[str] = mapped_column(primary_key=True)
    keys: Mapped[str]
    order: Mapped[str]


COUNTED_FROM = Setting(
    "members.counted_from",
    "名册计入预备党员的日期",
    FROM_APPROVAL,
    Kind.CHOICE,
    (FROM_APPROVAL, FROM_MEETING),
    note="入党时间、预备期和党费都从支部大会之日起算，不受此项影响",
    mark="[P]",
    group="名册",
)


class SealedRoster(Record):
    """A year's roster as it was handed in: its rows and the digest of its PDF (封存)."""

    __tablename__ = "sealed_roster"
    title: ClassVar[str] = "封存名册"
    roster: Mapped[str]
    year: Mapped[int]
    sealed: Mapped[str]
    headings: Mapped[list[str]] = mapped_column(JSON)
    rows: Mapped[list[list[str]]] = mapped_column(JSON)
    people: Mapped[list[int]] = mapped_column(JSON)
    pdf_sha256: Mapped[str] = mapped_column(default="")

    def label(self) -> str:
        """Return 2025 年末封存名册."""
        return f"{self.year} 年末封存名册"
