"""The stored shape of an election: its papers and days, its ballots, who stood and what they got."""

from typing import Any, ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from partyoffice.core.dates import Day
from partyoffice.core.field import Care, Kind
from partyoffice.elections.rules.words import BALLOTS, PLANNED, STATES
from partyoffice.store.base import Record, field
from partyoffice.store.settings import Setting

DUE, PRESENT = "应到", "实到"
BASE = Setting(
    "elect.base", "超过谁的半数当选", DUE, Kind.CHOICE, (DUE, PRESENT),
    note="现行说法是应到会有选举权人数，较早的说法是实到会；计票时照当时的设置，记在选票上",
    mark="UNCONFIRMED", group="换届选举",
)  # fmt: skip


class Election(Record):
    """One 换届选举 (or 补选) of one body. Days are those of the papers; none is reckoned."""

    __tablename__ = "election"
    title: ClassVar[str] = "换届选举"
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    number: Mapped[int] = field("第几届", kind=Kind.NUMBER, required=True)
    byelection: Mapped[bool] = field("补选", kind=Kind.FLAG, default=False)
    state: Mapped[str] = field("进度", kind=Kind.CHOICE, choices=STATES, open=False, default=PLANNED)
    due_on: Mapped[Day | None] = field("届满日期", kind=Kind.DAY)
    decided: Mapped[Day | None] = field("支委会研究日期", kind=Kind.DAY)
    asked: Mapped[Day | None] = field("换届请示日期", kind=Kind.DAY)
    asked_by: Mapped[str] = field("换届请示文号", default="")
    approved: Mapped[Day | None] = field("换届批复日期", kind=Kind.DAY)
    approved_by: Mapped[str] = field("换届批复文号", default="")
    proposed: Mapped[Day | None] = field("候选人预备人选请示日期", kind=Kind.DAY)
    accepted: Mapped[Day | None] = field("候选人预备人选批复日期", kind=Kind.DAY)
    accepted_by: Mapped[str] = field("候选人批复文号", default="")
    held: Mapped[Day | None] = field("选举大会日期", kind=Kind.DAY)
    # No foreign key: a meeting may be taken out, and meetings do not know who points at it.
    meeting_id: Mapped[int | None] = mapped_column(default=None, index=True)
    reported: Mapped[Day | None] = field("选举结果上报日期", kind=Kind.DAY)
    confirmed: Mapped[Day | None] = field("选举结果批复日期", kind=Kind.DAY)
    confirmed_by: Mapped[str] = field("选举结果批复文号", default="")
    term_start: Mapped[Day | None] = field("任期开始", kind=Kind.DAY)
    years: Mapped[int] = field("任期（年）", kind=Kind.NUMBER, default=3)
    seats: Mapped[int] = field("委员名额", kind=Kind.NUMBER, default=3)
    excluded: Mapped[list[Any]] = mapped_column(default_factory=list)  # name, reason, consented, adopted
    why_dropped: Mapped[str] = field("中止原因", default="")
    note: Mapped[str] = field("备注", kind=Kind.LONG, default="")

    def label(self) -> str:
        """Return 第三届换届选举."""
        return f"第{self.number}届{'补选' if self.byelection else self.title}"


class Ballot(Record):
    """One ballot of an election: the first for an office, or another one after a tie or a gap."""

    __tablename__ = "ballot"
    title: ClassVar[str] = "选举投票"
    owner: ClassVar[str] = "election_id"
    counted: ClassVar[bool] = False
    election_id: Mapped[int] = mapped_column(ForeignKey("election.id"), index=True)
    office: Mapped[str] = field("选举", kind=Kind.CHOICE, choices=BALLOTS, open=False, required=True)
    round: Mapped[int] = field("第几次投票", kind=Kind.NUMBER, default=1)
    seats: Mapped[int] = field("应选名额", kind=Kind.NUMBER, required=True)
    due: Mapped[int | None] = field("应到会有选举权", kind=Kind.NUMBER)
    present: Mapped[int | None] = field("实到会有选举权", kind=Kind.NUMBER)
    issued: Mapped[int | None] = field("发出选票", kind=Kind.NUMBER)
    returned: Mapped[int | None] = field("收回选票", kind=Kind.NUMBER)
    valid: Mapped[int | None] = field("有效票", kind=Kind.NUMBER)
    invalid: Mapped[int | None] = field("无效票", kind=Kind.NUMBER)
    head_teller: Mapped[str] = field("总监票人", kind=Kind.NAME, default="")
    tellers: Mapped[str] = field("监票人", default="")
    counters: Mapped[str] = field("计票人", default="")
    on: Mapped[Day | None] = field("投票日期", kind=Kind.DAY)
    base: Mapped[str] = mapped_column(default="")  # whose half elects: what the office said when it counted
    void: Mapped[str] = field("选举无效的原因", default="")
    vacated: Mapped[int] = field("减少的名额", kind=Kind.NUMBER, default=0)
    consented: Mapped[int | None] = field("同意减少名额的选举人", kind=Kind.NUMBER)


class Nominee(Record):
    """Somebody on a ballot, or written in, with the votes they got."""

    __tablename__ = "nominee"
    title: ClassVar[str] = "候选人"
    owner: ClassVar[str] = "ballot_id"
    counted: ClassVar[bool] = False
    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None, index=True)
    name: Mapped[str] = field("姓名", kind=Kind.NAME, required=True)
    post: Mapped[str] = field("拟任职务", kind=Kind.CHOICE, codes="party_post", default="")
    written_in: Mapped[bool] = field("另选他人", kind=Kind.FLAG, default=False)
    yes: Mapped[int | None] = field("赞成", kind=Kind.NUMBER)
    no: Mapped[int | None] = field("不赞成", kind=Kind.NUMBER)
    abstain: Mapped[int | None] = field("弃权", kind=Kind.NUMBER)
    elected: Mapped[bool] = mapped_column(default=False)
    profile: Mapped[str] = field("简要情况", kind=Kind.LONG, default="", care=Care.IMPORTANT)
