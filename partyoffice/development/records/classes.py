"""业余党校 and the short training: a class, and who attends it."""

from typing import ClassVar

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from partyoffice.core.dates import Day
from partyoffice.core.field import Kind
from partyoffice.development.rules.profile import CLASS_KINDS, CLASS_MODES
from partyoffice.store.base import Record, field


class PartyClass(Record):
    """One class: 积极分子培训班, 发展对象集中培训 (step 11), 预备党员培训班, 业余党校."""

    __tablename__ = "party_class"
    title: ClassVar[str] = "培训班"
    counted: ClassVar[bool] = False
    kind: Mapped[str] = field("类型", kind=Kind.CHOICE, choices=CLASS_KINDS, open=False, required=True)
    name: Mapped[str] = field("班名", required=True, hint="如 第八期业余党校")
    organiser: Mapped[str] = field("主办单位", default="", required=True)
    start: Mapped[Day] = field("开始日期", kind=Kind.DAY, required=True)
    end: Mapped[Day | None] = field("结束日期", kind=Kind.DAY)
    days: Mapped[float | None] = field("天数", kind=Kind.NUMBER)
    hours: Mapped[float | None] = field("学时", kind=Kind.NUMBER)
    mode: Mapped[str] = field("方式", kind=Kind.CHOICE, choices=CLASS_MODES, default=CLASS_MODES[0])
    place: Mapped[str] = field("地点", default="")
    content: Mapped[str] = field("内容", kind=Kind.LONG, default="")
    pass_mark: Mapped[float] = field("及格分", kind=Kind.NUMBER, default=60)


class Enrolment(Record):
    """One person in one class; the four stages of selection each have a day and an opinion, or are empty."""

    __tablename__ = "enrolment"
    title: ClassVar[str] = "学员"
    owner: ClassVar[str] = "person_id"
    counted: ClassVar[bool] = False
    __table_args__ = (
        UniqueConstraint("class_id", "person_id"),
        {"sqlite_autoincrement": True},
    )
    class_id: Mapped[int] = mapped_column(ForeignKey("party_class.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    league_branch_on: Mapped[Day | None] = field("团支部选举日期", kind=Kind.DAY)
    league_branch: Mapped[str] = field("团支部选举结果", default="", hint="如 应到 45 人，同意 40 票")
    class_teacher_on: Mapped[Day | None] = field("班主任推荐日期", kind=Kind.DAY)
    class_teacher: Mapped[str] = field("班主任推荐意见", default="")
    league_committee_on: Mapped[Day | None] = field("校团委考察日期", kind=Kind.DAY)
    league_committee: Mapped[str] = field("校团委考察意见", default="")
    general_branch_on: Mapped[Day | None] = field("党总支审核日期", kind=Kind.DAY)
    general_branch: Mapped[str] = field("党总支审核意见", default="")
    attended_days: Mapped[float | None] = field("实到天数", kind=Kind.NUMBER)
    attended_hours: Mapped[float | None] = field("实到学时", kind=Kind.NUMBER)
    mark: Mapped[float | None] = field("成绩", kind=Kind.NUMBER)
    verdict: Mapped[str] = field("结业情况", kind=Kind.CHOICE, choices=("合格", "不合格"), default="")
    certificate: Mapped[str] = field("证书编号", default="")
    note: Mapped[str] = field("备注", default="")
