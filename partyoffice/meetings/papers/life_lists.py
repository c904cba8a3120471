"""The lists around a 组织生活会 or 民主生活会: opinions, criticism, 整改清单; talks of a year."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from partyoffice.core.paper_words import dotted_name, on_paper
from partyoffice.meetings.papers.life import WHICH, YEAR, meeting_of, name_of, of_meeting, year_of
from partyoffice.meetings.queries.mending import mendings
from partyoffice.meetings.queries.said import criticisms, opinions, self_checks
from partyoffice.meetings.queries.talks import CoverRow, covered, talks
from partyoffice.meetings.rules.life import LIFE_KINDS, Mending, told_delays
from partyoffice.members import card
from partyoffice.organisation.queries import full_name, tree
from partyoffice.part import Asked, Paper
from partyoffice.reports.document import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Page,
    Paragraph,
    Signatures,
    Table,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.meetings.queries.mending import MendingRow

AT = Column("序号", 4, kind="number")
SIGNED = Signatures(("整理人", "党支部书记", "日期"))


def _list(
    session: "Session",
    body: int,
    title: str,
    blocks: Sequence[Block],
    lines: Sequence[str],
    page: Page | None = None,
) -> Document:
    """Return a list of a body: its name under the title, what is counted above the tables."""
    told = tuple(filter(None, (*lines, card.stamp(session))))
    return Document(title, tuple(blocks), page or Page(), full_name(tree(session), body or None), told)


def usual(_session: "Session", _body: int, on: date) -> Mapping[str, str]:
    """Propose the 组织生活会 of this year."""
    return {"kind": LIFE_KINDS[0], "year": str(on.year)}


def usual_year(_session: "Session", _body: int, on: date) -> Mapping[str, str]:
    """Propose this year."""
    return {"year": str(on.year)}


# -- 征求意见汇总表 -----------------------------------------------------------------------------

OPINIONS = (AT, Column("来源", 7), Column("对谁", 8), Column("意见建议", 22, "left"),
            Column("采纳、反馈情况", 18, "left"))  # fmt: skip


def opinion_list(session: "Session", body: int, asked: Asked) -> Document:
    """Return what was asked for before a meeting; who gave it is not named."""
    row = meeting_of(session, body, asked)
    mine = [
        one.opinion for one in opinions(session, asked.on, year_of(asked)) if row and one.meeting.id == row.id
    ]
    rows = [
        (at, one.source, one.about, on_paper(one.text), on_paper(one.handled))
        for at, one in enumerate(mine, 1)
    ]
    title = f"{name_of(asked)}征求意见汇总表"
    return _list(
        session, body, title, (Table(OPINIONS, rows, "没有登记意见"), SIGNED), (f"共 {len(rows)} 条",)
    )


# -- 批评意见记录 -------------------------------------------------------------------------------

CRITICISM = (AT, Column("批评人", 7), Column("被批评人", 7), Column("批评意见", 34, "left"))
STANDS = (AT, Column("姓名", 7), Column("对批评意见的表态", 41, "left"))


def criticism_list(session: "Session", body: int, asked: Asked) -> Document:
    """Return who criticised whom, and how they took it."""
    row, year = meeting_of(session, body, asked), year_of(asked)
    said = [one for one in criticisms(session, asked.on, year) if row and one.meeting.id == row.id]
    rows = [
        (at, dotted_name(one.critic), dotted_name(one.person), on_paper(one.criticism.text))
        for at, one in enumerate((one for one in said if one.criticism), 1)
        if one.criticism is not None
    ]
    stands = [
        (one.name, one.check.stand)
        for one in self_checks(session, asked.on, year)
        if row and one.meeting.id == row.id and one.check is not None and one.check.stand
    ]
    taken = [(at, dotted_name(name), on_paper(stand)) for at, (name, stand) in enumerate(stands, 1)]
    blocks: list[Block] = [Table(CRITICISM, rows, "没有登记批评意见")]
    blocks += [Heading("表态", 2), Table(STANDS, taken)] if taken else []
    came = f"应到 {row.prepared.due} 人，实到 {row.prepared.present} 人" if row else ""
    day = f"{row.on}" if row else ""
    title = f"{name_of(asked)}批评意见记录"
    return _list(session, body, title, (*blocks, Signatures(("主持人", "记录人"))), (day, came))


# -- 整改清单 ---------------------------------------------------------------------------------

MENDED = (
    AT, Column("问题", 18, "left"), Column("整改措施", 18, "left"), Column("整改主体", 7),
    Column("责任人", 6), Column("完成时限", 7, kind="date"), Column("完成情况", 16, "left"),
)  # fmt: skip


def mending_list(session: "Session", body: int, asked: Asked) -> Document:
    """Return the 整改清单 of a year: its own lines, then what is still open of earlier years."""
    year = year_of(asked)
    ones = mendings(session, asked.on, year, [body])
    own = [one for one in ones if one.item.year == year]
    older = [one for one in ones if one.item.year != year]
    blocks: list[Block] = [_mended(own, "没有登记整改事项")]
    blocks += [Heading("以前年度没有完成的", 2), _mended(older, "无")] if older else []
    note = "整改情况在下一次会上通报；延期的写明原因。"
    blocks += [Paragraph(note, "note"), Signatures(("党支部书记", "日期"))]
    done = sum(one.state is Mending.DONE for one in own)
    lines = (f"共 {len(own)} 项，已完成 {done} 项", f"截至 {asked.on}")
    return _list(session, body, f"{year}年度整改清单", blocks, lines, Page(landscape=True))


def _mended(ones: Sequence["MendingRow"], empty: str) -> Table:
    rows = [
        (at, on_paper(one.item.problem), on_paper(one.item.measure), dotted_name(one.item.whose),
         dotted_name(one.item.by), one.item.due, _result(one))
        for at, one in enumerate(ones, 1)
    ]  # fmt: skip
    return Table(MENDED, rows, empty)


def _result(one: "MendingRow") -> str:
    state = f"{one.state} {one.item.done}" if one.item.done else str(one.state)
    delays = "；".join(f"延期 {text}" for text in told_delays(one.item.delays))
    return "\n".join(filter(None, (state, on_paper(one.item.result), on_paper(delays))))


# -- 谈心谈话情况一览表 ---------------------------------------------------------------------------

PEOPLE = (AT, Column("姓名", 8), Column("身份", 6), Column("与支委谈", 7), Column("与党员谈", 7),
          Column("还差", 14, "left"), Column("最近一次", 8, kind="date"))  # fmt: skip
PAIRS = (
    AT,
    Column("委员", 20),
    Column("次数", 8),
    Column("最近一次", 10, kind="date"),
    Column("还差", 14, "left"),
)
HELD = (AT, Column("日期", 8, kind="date"), Column("谈话人", 8), Column("谈话对象", 8), Column("类型", 9),
        Column("地点", 12, "left"), Column("处理情况", 18, "left"))  # fmt: skip
ASKED_OF = "委员之间、委员和党员、党员之间每年一般不少于 1 次（支部工作条例第十九条）；谈话内容见各次记录。"


def talk_list(session: "Session", body: int, asked: Asked) -> Document:
    """Return who has talked with whom in a year, whom that leaves out, and the talks themselves."""
    year, below = year_of(asked), tree(session).below(body) if body else frozenset()
    rows = [one for one in covered(session, year, asked.on) if one.branch_id in below]
    people, pairs = [one for one in rows if not one.pair], [one for one in rows if one.pair]
    held = [one.talk for one in talks(session, year)[::-1] if one.talk.organisation_id in below]
    blocks: list[Block] = [Heading("党员", 2), Table(PEOPLE, _people(people), "没有党员")]
    blocks += [Heading("支委之间", 2), Table(PAIRS, _pairs(pairs))] if pairs else []
    told = [
        (at, one.on, dotted_name(one.talker), dotted_name(one.person), one.kind, on_paper(one.place),
         on_paper(one.handled))
        for at, one in enumerate(held, 1)
    ]  # fmt: skip
    blocks += [Heading("谈话登记", 2), Table(HELD, told, "没有登记谈话"), Paragraph(ASKED_OF, "note")]
    lines = (f"截至 {asked.on}", f"谈话 {len(held)} 次，{_lacking(people, pairs)}")
    return _list(session, body, f"{year}年度谈心谈话情况一览表", blocks, lines)


def _lacking(people: Sequence[CoverRow], pairs: Sequence[CoverRow]) -> str:
    counted = (
        (sum(bool(one.wants) for one in ones), word) for ones, word in ((people, "人"), (pairs, "对支委"))
    )
    told = "、".join(f"{number} {word}" for number, word in counted if number)
    return f"还差 {told}" if told else "都谈过"


def _people(rows: Sequence[CoverRow]) -> list[tuple[Cell, ...]]:
    return [
        (at, dotted_name(one.name), "支委" if one.sits else "党员", str(one.with_committee),
         str(one.with_members), "、".join(one.wants), one.last)
        for at, one in enumerate(rows, 1)
    ]  # fmt: skip


def _pairs(rows: Sequence[CoverRow]) -> list[tuple[Cell, ...]]:
    return [
        (at, one.name, str(one.with_committee), one.last, "、".join(one.wants))
        for at, one in enumerate(rows, 1)
    ]


PAPERS = (
    Paper(
        "life-03", "征求意见汇总表", ("body",), build=opinion_list, asks=WHICH, usual=usual,
        record=of_meeting, note="照登记的意见列出，不写提意见的人",
    ),
    Paper(
        "life-05", "谈心谈话情况一览表", ("body",), build=talk_list, asks=(YEAR,), usual=usual_year,
        record=of_meeting, note="谁和谁谈过、还差谁；不印谈话内容",
    ),
    Paper(
        "life-07", "批评意见记录", ("body",), build=criticism_list, asks=WHICH, usual=usual,
        record=of_meeting, note="批评意见和本人表态，由主持人、记录人签名",
    ),
    Paper(
        "life-08", "整改清单", ("body",), build=mending_list, asks=(YEAR,), usual=usual_year,
        record=of_meeting, note="当年的整改事项，以前没有完成的列在后面",
    ),
)  # fmt: skip
