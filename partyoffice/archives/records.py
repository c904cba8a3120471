"""The stored shape of what was issued."""

from typing import Any, ClassVar

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from partyoffice.archives.rules import SPELLINGS, State
from partyoffice.core.dates import Day
from partyoffice.core.field import Kind
from partyoffice.store.base import Record, field
from partyoffice.store.settings import Setting

FONDS = Setting("fonds", "全宗号", "", note="由档案馆（室）给定，印在档号最前面", group="档案")
FONDS_NAME = Setting("fonds_name", "全宗名称", "", note="不填用学校名称", group="档案")
BODY_CODE = Setting(
    "body_code", "机构（问题）代码", "", note="档号里的一段，由本单位定；不按机构分类的留空", group="档案"
)
SPELLING = Setting(
    "retention_spelling",
    "保管期限代码写法",
    SPELLINGS[0],
    Kind.CHOICE,
    SPELLINGS,
    note="DA/T 22-2015 的抄本有两种写法，以当地档案馆为准",
    mark="UNCONFIRMED",
    group="档案",
)
SETTINGS = (FONDS, FONDS_NAME, BODY_CODE, SPELLING)


class IssuedPaper(Record):
    """One paper given out: its number, to whom, with which words, and what became of it.

    The number itself is given once and for ever by ``store/numbers``; this says what it was used for.
    ``given`` holds what was typed when it was printed, by the keys of the form.
    """

    __tablename__ = "issued_paper"
    title: ClassVar[str] = "出具记录"
    owner: ClassVar[str] = "person_id"
    counted: ClassVar[bool] = False
    __table_args__ = (
        Index(
            "uq_issued_paper_number",
            "series",
            "series_year",
            "number",
            unique=True,
            sqlite_where=text("number IS NOT NULL"),
        ),
        {"sqlite_autoincrement": True},
    )
    code: Mapped[str] = field("表号", required=True)
    paper: Mapped[str] = field("表", required=True)
    series: Mapped[str] = mapped_column(default="")
    series_year: Mapped[int] = mapped_column(default=0)
    number: Mapped[int | None] = mapped_column(default=None)
    number_text: Mapped[str] = field("编号", default="")
    year: Mapped[int] = field("年度", kind=Kind.NUMBER, index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None, index=True)
    subject: Mapped[str] = field("对象", required=True)
    on: Mapped[Day] = field("日期", kind=Kind.DAY, required=True)
    handler: Mapped[str] = field("经办人", default="")
    given: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    state: Mapped[str] = field(
        "状态", kind=Kind.CHOICE, choices=tuple(State), open=False, default=str(State.VALID)
    )
    void_reason: Mapped[str] = field("作废原因", default="")
    printed: Mapped[int] = field("份数", kind=Kind.NUMBER, default=0)
    note: Mapped[str] = field("说明", kind=Kind.LONG, default="")

    def label(self) -> str:
        """Return 党员证明信〔2026〕12号, or the paper and whom it is about."""
        return f"{self.paper}{self.number_text}" if self.number_text else f"{self.paper}：{self.subject}"
