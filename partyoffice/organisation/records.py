"""The stored shape of the organisation."""

from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from partyoffice.core.dates import Day
from partyoffice.core.field import Kind
from partyoffice.organisation.rules import OrgKind
from partyoffice.store.base import Record, field
from partyoffice.store.settings import Setting


class Organisation(Record):
    """A body of the tree; the root is the school's own."""

    __tablename__ = "organisation"
    title: ClassVar[str] = "党组织"
    counted: ClassVar[bool] = False
    name: Mapped[str] = field("名称", required=True)
    kind: Mapped[str] = field("类型", kind=Kind.CHOICE, choices=tuple(OrgKind), open=False, required=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), default=None, index=True)
    founded: Mapped[Day | None] = field("成立时间", kind=Kind.DAY)
    ended: Mapped[Day | None] = field("撤销时间", kind=Kind.DAY)
    phone: Mapped[str] = field("联系电话", kind=Kind.PHONE, default="")
    note: Mapped[str] = field("备注", kind=Kind.LONG, default="")
    place: Mapped[int] = field("排序", kind=Kind.NUMBER, default=0)


class Term(Record):
    """One term of a body's committee. Who served in it stands in the members' posts."""

    __tablename__ = "term"
    title: ClassVar[str] = "届次"
    owner: ClassVar[str] = "organisation_id"
    counted: ClassVar[bool] = False
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    number: Mapped[int] = field("届次", kind=Kind.NUMBER, required=True)
    start: Mapped[Day] = field("任期开始", kind=Kind.DAY, required=True)
    years: Mapped[int] = field("任期（年）", kind=Kind.NUMBER, default=3)
    ended: Mapped[Day | None] = field("实际换届", kind=Kind.DAY)
    note: Mapped[str] = field("备注", kind=Kind.LONG, default="")

    def label(self) -> str:
        """Return 第三届."""
        return f"第{self.number}届"


SCHOOL = Setting("school", "学校名称", "", note="表格抬头和填报单位", group="单位")
OWN_KIND = Setting(
    "own_kind",
    "本级党组织类型",
    str(OrgKind.BRANCH),
    Kind.CHOICE,
    (OrgKind.BRANCH, OrgKind.GENERAL, OrgKind.COMMITTEE),
    group="单位",
)
HAS_COMMITTEE = Setting(
    "has_committee", "设支委会", "是", Kind.FLAG, note="细则第八条：没有支委会的由党员大会决定", group="单位"
)
APPROVER = Setting("approver", "有审批权的上级党委", "", group="上级")
GENERAL_BRANCH = Setting(
    "general_branch",
    "所属党总支",
    "",
    note="有总支的，接收预备党员要先经总支审议（细则 2026 年第二十二条）",
    group="上级",
)
UPPER_DEPARTMENT = Setting("upper_department", "上一级组织部门", "", group="上级")
COUNTY_DEPARTMENT = Setting("county_department", "县（市、区）委组织部", "", group="上级")
SEAL = Setting("seal", "印章名称", "", group="单位")
CHARGE = Setting("charge", "负责人", "", note="印在表格末行", group="单位")
FILLER = Setting("filler", "填表人", "", note="印在表格末行", group="单位")
BOOKS_OPENED = Setting(
    "books_opened", "建账日", "", Kind.DAY, note="第一次导入的日期；以前的名册按现有资料推算", group="单位"
)
SAMPLE = Setting("sample", "示例数据", default=False, kind=Kind.FLAG, note="示例数据不能当真实数据使用")
SETTINGS = (
    SCHOOL, OWN_KIND, HAS_COMMITTEE, APPROVER, GENERAL_BRANCH, UPPER_DEPARTMENT, COUNTY_DEPARTMENT, SEAL,
    CHARGE,
    FILLER, BOOKS_OPENED,
)  # fmt: skip
