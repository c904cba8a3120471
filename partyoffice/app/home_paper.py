"""待办清单 on paper: what is due, what was put off and why, and the year at a glance."""

from collections.abc import Iterable, Sequence

from partyoffice.app import home_data
from partyoffice.app.home_data import HomeData
from partyoffice.part import Duty
from partyoffice.reports.document import Block, Column, Document, Heading, Page, Paragraph, Table

TITLE = "待办清单"
AFTER = "以后"
HEADS = (
    Column("序号", 2, kind="number"),
    Column("分组", 3),
    Column("日期", 4, kind="date"),
    Column("对象", 5),
    Column("事项", 16, "left"),
    Column("依据", 12, "left"),
)
OFF_HEADS = (*HEADS[:1], *HEADS[2:5], Column("推迟或忽略", 10, "left"), Column("操作人", 3))
MONTHS = tuple(range(1, 13))


def groups_of(duties: Sequence[Duty], found: HomeData) -> list[tuple[str, list[Duty]]]:
    """Return the groups that hold something, in order, 以后 last."""
    groups = [*home_data.grouped(duties, found.on).items(), (AFTER, home_data.later(duties, found.on))]
    return [(title, ones) for title, ones in groups if ones]


def duties_document(found: HomeData, branch: int = 0, whole: str = "全部支部") -> Document:
    """Return the list of a branch, of everybody for 0."""
    duties = found.within(found.waiting(), branch)
    rows = [
        (group, duty.due, duty.who, duty.text, duty.article)
        for group, ones in groups_of(duties, found)
        for duty in ones
    ]
    table = Table(HEADS, [(at, *row) for at, row in enumerate(rows, 1)], empty="今日无待办")
    name = found.bodies.name(branch) if branch else whole
    lines = (name, f"日期：{found.on}", f"共 {len(rows)} 件")
    blocks = (table, *_put_off(found, branch), *_year(found))
    return Document(TITLE, blocks, Page(landscape=True), lines=lines)


def _put_off(found: HomeData, branch: int) -> Iterable[Block]:
    pairs = [(duty, snooze) for duty, snooze in found.put_off() if found.within([duty], branch)]
    if pairs:
        yield Heading(f"已推迟或忽略 {len(pairs)} 件", 2)
        yield Table(
            OFF_HEADS,
            [
                (at, duty.due, duty.who, duty.text, snooze.words(), snooze.operator)
                for at, (duty, snooze) in enumerate(pairs, 1)
            ],
        )


def _year(found: HomeData) -> Iterable[Block]:
    if found.rows:
        heads = (Column(f"{found.year} 年", 6, "left"), *(Column(f"{month}月", 2) for month in MONTHS))
        yield Heading(f"{found.year} 年一览", 2)
        yield Table(heads, [(row.title, *(cell.text for cell in row.cells)) for row in found.rows])
        yield Paragraph("；".join(f"{row.title}：{row.note}" for row in found.rows if row.note), "note")
