"""发票、收票报告单, 计票单 and 选举结果报告单, from the ballot that is next or was last counted."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from partyoffice.core.field import Field, Kind
from partyoffice.core.paper_words import day_of_document, dotted_name
from partyoffice.elections.papers.about import TERM, About, Texts, about, next_ballot, on_day
from partyoffice.elections.queries.meetings import electors
from partyoffice.elections.queries.rows import BallotRow
from partyoffice.elections.records import PRESENT
from partyoffice.elections.rules.typed import VOTES, cells, table_text
from partyoffice.meetings.rules.elections import needed_present, needed_votes
from partyoffice.part import Asked, Paper

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.elections.records import Nominee

NUMBERS = (
    Field("due", "应到会有选举权", Kind.NUMBER), Field("present", "实到会有选举权", Kind.NUMBER),
    Field("issued", "发出选票", Kind.NUMBER), Field("returned", "收回选票", Kind.NUMBER),
    Field("valid", "有效票", Kind.NUMBER), Field("invalid", "无效票", Kind.NUMBER),
)  # fmt: skip
OFFICE = Field("office", "选举", hint="如 委员、书记")
SEATS = Field("seats", "应选名额", Kind.NUMBER)
DAY = Field("day", "日期", Kind.DAY, month_allowed=False)
TALLY = Field("votes", "各人票数", Kind.TABLE, choices=VOTES)
WRITTEN = Field("others", "另选他人", Kind.TABLE, choices=("姓名", "得票"))
RESULT = Field("result", "各人票数和结果", Kind.TABLE, choices=(*VOTES, "是否当选"))
TELLERS = (
    Field("head_teller", "总监票人", Kind.NAME), Field("tellers", "监票人"), Field("counters", "计票人"),
)  # fmt: skip
Rows = Sequence[Sequence[object]]


def usual(session: "Session", body: int, on: date) -> Mapping[str, str]:
    """Propose the ballot that is to be settled, else the last one."""
    one = about(session, body)
    row = next_ballot(one)
    return of_ballot(one, row, on) if row is not None else {"day": str(on)}


def of_ballot(one: About, row: BallotRow, on: date) -> dict[str, str]:
    """Return the words of one ballot: numbers as far as they are known, who stands, what each got."""
    it, day = row.ballot, on_day(row, one, on)
    numbers = {field.key: _known(getattr(it, field.key)) for field in NUMBERS}
    if it.due is None and one.election is not None:
        numbers["due"] = str(electors(one.session, one.election, it, date.fromisoformat(day))[0] or "")
    return {
        **numbers, **{field.key: getattr(it, field.key) for field in TELLERS},
        "term": one.term, "office": row.title, "seats": str(it.seats), "day": day, "base": it.base,
        "votes": table_text(map(_got, (each for each in row.people if not each.written_in))),
        "others": table_text((dotted_name(each.name), each.yes) for each in row.people if each.written_in),
        "result": table_text((*_got(each), _won(each, row)) for each in row.people),
    }  # fmt: skip


def _known(number: int | None) -> str:
    return "" if number is None else str(number)


def _got(one: "Nominee") -> tuple[object, ...]:
    return dotted_name(one.name), one.yes, one.no, one.abstain


def _won(one: "Nominee", row: BallotRow) -> str:
    return "" if row.outcome is None else "当选" if one.elected else "未当选"


# -- what they say ----------------------------------------------------------------------------


def _head(one: About, asked: Asked) -> dict[str, str]:
    day = asked.day("day")
    numbers = {field.key: asked.text(field.key) for field in NUMBERS}
    names = {field.key: dotted_name(asked.text(field.key)) for field in TELLERS}
    return {
        **numbers, **names, "body": one.name,
        "about": f"{one.number}{one.committee}{asked.text('office')}选举",
        "seats": asked.text("seats"), "when": day_of_document(day) if day else "", "stamp": one.stamp,
    }  # fmt: skip


def papers_given(session: "Session", body: int, asked: Asked) -> Texts:
    """Return the texts of 发票、收票报告单, with the sums that say whether the election holds."""
    one = about(session, body, asked.text("term"))
    head = _head(one, asked)
    return {**head, "quorum": _quorum(head), "holds": _holds(head)}


def _quorum(head: Mapping[str, str]) -> str:
    due, present = (_number(head[key]) for key in ("due", "present"))
    if due is None or present is None:
        return ""
    least = needed_present(due)
    verdict = "可以进行选举" if present >= least else "不能进行选举"
    return f"应到 {due} 人，五分之四为 {least} 人，实到 {present} 人，{verdict}"


def _holds(head: Mapping[str, str]) -> str:
    issued, returned = (_number(head[key]) for key in ("issued", "returned"))
    if issued is None or returned is None:
        return ""
    more = "多于" if returned > issued else "等于" if returned == issued else "少于"
    verdict = "选举无效，应重新选举" if returned > issued else "选举有效"
    return f"收回 {returned} 张，{more}发出的 {issued} 张，{verdict}"


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


def tally(session: "Session", body: int, asked: Asked) -> Texts:
    """Return the texts of 计票单: who stands, and rows for those written in."""
    rows = [
        dict(zip(("name", "yes", "no", "abstain"), (dotted_name(name), *rest), strict=True))
        for name, *rest in cells(asked.text("votes"), len(VOTES))
    ]
    others = [{"name": dotted_name(name), "yes": yes} for name, yes in cells(asked.text("others"), 2)]
    return {**_head(about(session, body, asked.text("term")), asked), "rows": rows, "written": others}


def result(session: "Session", body: int, asked: Asked) -> Texts:
    """Return the texts of 选举结果报告单: each one's votes, by how many somebody is elected, who is."""
    one = about(session, body, asked.text("term"))
    head = _head(one, asked)
    keys = ("name", "yes", "no", "abstain", "won")
    rows = [
        dict(zip(keys, (dotted_name(name), *rest), strict=True))
        for name, *rest in cells(asked.text("result"), len(keys))
    ]
    won = [row["name"] for row in rows if row["won"] == "当选"]
    return {**head, "rows": rows, "half": _half(head, asked), "elected": "、".join(won)}


def _half(head: Mapping[str, str], asked: Asked) -> str:
    """Return by how many votes somebody is elected, of those due or those present as the ballot kept it."""
    base = asked.text("base") or "应到"
    electors_ = _number(head["present" if base == PRESENT else "due"])
    return "" if electors_ is None else f"{base} {electors_} 人，超过半数为 {needed_votes(electors_)} 票"


BASE = Field("base", "以谁的半数", Kind.CHOICE, choices=("", "应到", "实到"), open=False)
HEAD = {"body": "党组织", "about": "选举事项", "when": "日期"}
PAPERS = (
    Paper(
        "elec-09", "发票、收票报告单", ("body",), "elec-09", papers_given,
        asks=(TERM, OFFICE, SEATS, DAY, *NUMBERS, *TELLERS), usual=usual,
        offers={**HEAD, "quorum": "到会是否够数", "holds": "选举是否有效"},
        note="投票前后由总监票人报告；数字留空的手写",
    ),
    Paper(
        "elec-10", "计票单", ("body",), "elec-10", tally,
        asks=(TERM, OFFICE, SEATS, DAY, *NUMBERS, TALLY, WRITTEN, *TELLERS), usual=usual,
        offers={**HEAD, "rows": "候选人得票", "written": "另选他人得票"},
        note="按选票逐张画“正”字，合计填票数；监票人、计票人签名",
    ),
    Paper(
        "elec-11", "选举结果报告单", ("body",), "elec-11", result,
        asks=(TERM, OFFICE, SEATS, DAY, *NUMBERS, RESULT, BASE, *TELLERS), usual=usual,
        offers={**HEAD, "rows": "各人票数和结果", "half": "当选需要的票数", "elected": "当选名单"},
        note="由总监票人向大会报告，主持人宣布当选名单",
    ),
)  # fmt: skip
