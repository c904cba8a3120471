"""What of a step are records of their own: which, under which heading, and how each reads in one line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from partyoffice.core.field import Field, Kind
from partyoffice.development.records import (
    Booklet,
    Examined,
    Inquiry,
    Posting,
    Review,
    Spell,
    ThoughtReport,
    Voucher,
)
from partyoffice.development.rules.profile import MENTOR, SPONSOR
from partyoffice.members.page.line_list import Line
from partyoffice.store.base import Record, fields_of
from partyoffice.ui.marks import Mark

MEMBER = Field("member_id", "姓名", Kind.LINK, hint="从名册中选")
OUTSIDER = Field("name", "名册外的姓名", Kind.NAME, hint="名册里没有的人才填这里")
# A letter's number is given when it is printed; the stock of booklets has a view of its own.
LEFT_OUT: dict[type[Record], frozenset[str]] = {
    Posting: frozenset({"photo"}),
    Inquiry: frozenset({"number", "void_reason"}),
    Booklet: frozenset({"received", "state", "reason", "note"}),
}


@dataclass(frozen=True, slots=True)
class Rows:
    """One kind of record of a step; ``fixed`` is what all of them here have in common."""

    kind: type[Record]
    title: str
    line: Callable[[Any], Line]
    fixed: Mapping[str, Any] = field(default_factory=dict)

    def fields(self) -> tuple[Field, ...]:
        """Return what is asked for one of them."""
        found = [
            one for one in fields_of(self.kind) if one.key not in {*self.fixed, *LEFT_OUT.get(self.kind, ())}
        ]
        if self.kind is Voucher:
            found = [MEMBER, *(OUTSIDER if one.key == "name" else one for one in found)]
        return tuple(replace(one, required=one.required or one is MEMBER) for one in found)

    def problems(self, given: Mapping[str, Any]) -> dict[str, str]:
        """Return by field what must be filled in before it is kept."""
        wanted = {one.key: one.title for one in self.fields() if one.required}
        if given.get("name"):
            wanted.pop("member_id", None)
        return {key: f"请填写{title}" for key, title in wanted.items() if given.get(key) in {None, ""}}


def _dot(*parts: object) -> str:
    return "·".join(str(part) for part in parts if part)


def _voucher(row: Voucher) -> Line:
    until = f"至 {row.end}" if row.end else ""
    note = _dot(until, row.reason, "直系亲属" if row.relative else "", "" if row.member_id else "名册外")
    return Line(row.name, str(row.start or ""), note, Mark.RING if row.end else Mark.FULL, row.id)


def _review(row: Review) -> Line:
    lacking = [title for text, title in (
        (row.content, "考察情况"), (row.mentor_opinion, "联系人意见"), (row.branch_opinion, "支部意见"),
    ) if not text]  # fmt: skip
    note = f"待补：{'、'.join(lacking)}" if lacking else row.branch_opinion
    return Line(row.content or "考察", str(row.on), note, Mark.WARN if lacking else Mark.DONE, row.id)


def _report(row: ThoughtReport) -> Line:
    return Line(row.subject or "思想汇报", str(row.on), _dot(row.reader and f"{row.reader} 阅"), key=row.id)


def _posting(row: Posting) -> Line:
    span = f"{row.start} 至 {row.end}" if row.end else f"{row.start} 张贴"
    mark = Mark.DONE if row.result else Mark.NOW
    note = _dot(span, row.objections and f"反映：{row.objections}", row.result or "待登记结论")
    return Line(row.place, "", note, mark, row.id)


def _examined(row: Examined) -> Line:
    proved = _dot(row.proved_by and f"{row.proved_by}证明", row.proved_on)
    mark = Mark.DONE if row.proved_on else Mark.NOW
    return Line(_dot(row.relation, row.name), "", _dot(row.political_status, row.unit, proved), mark, row.id)


def _inquiry(row: Inquiry) -> Line:
    back = f"{row.returned} 回函" if row.returned else "未回函"
    mark = Mark.SAME if row.void_reason else Mark.DONE if row.returned else Mark.NOW
    void = f"已作废：{row.void_reason}" if row.void_reason else ""
    return Line(row.addressee, str(row.sent), _dot(row.number, back, row.answer, void), mark, row.id)


def _spell(row: Spell) -> Line:
    note = _dot(
        f"至 {row.end}" if row.end else "", "有登记表" if row.proved else "没有随转的登记表", row.note
    )
    return Line(row.organisation, str(row.start), note, Mark.DONE if row.proved else Mark.WARN, row.id)


def _booklet(row: Booklet) -> Line:
    return Line(f"编号 {row.number}", str(row.given or ""), row.state, Mark.DONE, row.id)


ROWS: dict[int, tuple[Rows, ...]] = {
    3: (Rows(Spell, "在原单位的培养", _spell),),
    5: (Rows(Voucher, MENTOR, _voucher, {"role": MENTOR}),),
    6: (
        Rows(Review, "半年考察", _review, {"step": 6}),
        Rows(ThoughtReport, "思想汇报", _report, {"step": 6}),
    ),
    8: (Rows(Posting, "公示", _posting, {"step": 8}),),
    9: (Rows(Voucher, SPONSOR, _voucher, {"role": SPONSOR}),),
    10: (Rows(Examined, "政审对象", _examined), Rows(Inquiry, "政审函调", _inquiry)),
    14: (Rows(Booklet, "入党志愿书", _booklet),),
    21: (
        Rows(Review, "预备期考察", _review, {"step": 21}),
        Rows(ThoughtReport, "思想汇报", _report, {"step": 21}),
    ),
}
