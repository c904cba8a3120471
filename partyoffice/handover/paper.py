"""移交清单 (doc-05): what is handed over, counted, with the digests of its files and three signatures."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from partyoffice import __version__
from partyoffice.core.field import Field, Kind
from partyoffice.core.paper_words import dotted_name, on_paper
from partyoffice.handover import contents
from partyoffice.handover.checklist import Item, of_records, size_words
from partyoffice.members.card import stamp
from partyoffice.organisation.queries import signs
from partyoffice.part import Asked, Paper, Part
from partyoffice.parts import PARTS
from partyoffice.reports.document import Block, Cell, Column, Document, Fields, Heading, Paragraph, Signatures
from partyoffice.reports.document import Table as Ruled
from partyoffice.store import journal

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

TITLE = "移交清单"
SHORT = 8  # letters of a digest that two people read to each other
BLANKS = 4
THING = {"name": "名称", "count": "数量", "note": "备注"}
ASKS = (
    Field("giver", "移交人", Kind.NAME),
    Field("taker", "接收人", Kind.NAME),
    Field("watcher", "监交人", Kind.NAME),
    Field("things", "实物", Kind.TABLE, choices=tuple(THING.values()), hint="纸质档案、印章、票据等"),
    Field("note", "备注", Kind.LONG),
)  # fmt: skip
COUNTED = (
    Column("内容", 9, "left"), Column("数量", 3, kind="number"),
    Column("内容", 9, "left"), Column("数量", 3, kind="number"),
)  # fmt: skip
FILED = (
    Column("文件", 5.2, "left"), Column("大小", 3.2), Column("校验短码", 3.6),
    Column("校验值（SHA-256）", 22, "left"),
)  # fmt: skip
LOOKED = (Column("核对项目", 5, "left"), Column("结果", 3), Column("情况", 20, "left"))
THINGS = (
    Column("序号", 2, kind="number"), Column("名称", 12, "left"), Column("数量", 4),
    Column("备注", 10, "left"),
)  # fmt: skip
AGREED = "以上内容已当面核对无误，一式三份，移交人、接收人、监交人各执一份。"
WITHOUT = "没有随交接包打印，这里不列文件；做交接包时附在包里的清单列出文件和校验值。"
BLANK = "________________"  # to write on: a school not named yet
WRITTEN = "交接包的校验短码（做好以后程序显示，核对后手写）：________________"


class Filed(NamedTuple):
    """One file of the package: its name, bytes, digest."""

    name: str
    size: int
    sha256: str


def list_of(session: "Session", asked: Asked, items: Sequence[Item], files: Sequence[Filed] = ()) -> Document:
    """Return the list of what is handed over; ``files`` are those of the package it lies in."""
    head, chain = journal.head(session)
    said = on_paper(asked.text("note"))
    blocks: list[Block] = [
        Heading("一、电子数据", 2), _counted(contents.counts(session, asked.on)),
        Heading("二、交接包的文件", 2), *_files(files),
        Heading("三、移交前的核对", 2), _looked(items),
        Fields((("操作记录条数", head), ("程序版本", __version__))),
        Fields((("末条校验值", chain if head else "（空）"),), columns=1),
        Heading("四、实物", 2), _things(asked),
        *([Paragraph(f"备注：{said}")] if said else []),
        Paragraph(AGREED), *_signed(asked),
    ]  # fmt: skip
    lines = (f"单位：{signs(session) or BLANK}", f"日期：{asked.on}", stamp(session))
    return Document(f"党务工作{TITLE}", tuple(blocks), lines=tuple(filter(None, lines)))


def _counted(found: Mapping[str, int]) -> Ruled:
    """Return the counts in two columns, read downwards."""
    pairs: list[tuple[Cell, Cell]] = list(found.items())
    half = -(-len(pairs) // 2)
    pairs += [(None, None)] * (2 * half - len(pairs))
    return Ruled(COUNTED, [(*one, *other) for one, other in zip(pairs[:half], pairs[half:], strict=True)])


def _files(files: Sequence[Filed]) -> list[Block]:
    if not files:
        return [Paragraph(WITHOUT, "note")]
    rows = [(one.name, size_words(one.size), short(one.sha256), one.sha256) for one in files]
    return [Ruled(FILED, rows, size=7.5), Paragraph(WRITTEN, "text", "left")]


def short(digest: str) -> str:
    """Return the first letters of a digest, parted so that they can be read aloud: 3F2A 9C1E."""
    head = digest[:SHORT].upper()
    return f"{head[: SHORT // 2]} {head[SHORT // 2 :]}"


def _looked(items: Sequence[Item]) -> Ruled:
    return Ruled(LOOKED, [(one.title, "正常" if one.clean else "待处理", one.said) for one in items])


def _things(asked: Asked) -> Ruled:
    """Return the things that lie in a cupboard; lines to write on where none were typed."""
    rows = asked.rows("things", tuple(THING))
    told: list[tuple[Cell, ...]] = [
        (at, *(on_paper(row[key]) for key in THING)) for at, row in enumerate(rows, 1)
    ]
    return Ruled(THINGS, told or [(at, "", "", "") for at in range(1, BLANKS + 1)], size=10.5)


def _signed(asked: Asked) -> list[Block]:
    names = tuple(dotted_name(asked.text(key)) for key in ("giver", "taker", "watcher"))
    who = Fields((("移交人", names[0]), ("接收人", names[1]), ("监交人", names[2])), columns=3)
    signs_ = Signatures(("移交人签字", "接收人签字", "监交人签字"))
    return [*([who] if any(names) else []), signs_, Signatures(("日期", "日期", "日期"))]


def build(session: "Session", _subject: int, asked: Asked) -> Document:
    """Return the list as it stands now, without a package."""
    return list_of(session, asked, of_records(session, asked.on))


def usual(_session: "Session", _subject: int, _on: "date") -> Mapping[str, str]:
    """Propose nothing: who hands over is written by hand, or typed."""
    return {}


LIST = Paper(
    "doc-05", TITLE, (), build=build, asks=ASKS, usual=usual,
    note="交接工作时用；随交接包（文件 → 交接）打印的还列出文件和校验值",
)  # fmt: skip
PRINTED = (*PARTS, Part("handover", "交接", papers=(LIST,)))  # every part that prints; 交接 knows all others
