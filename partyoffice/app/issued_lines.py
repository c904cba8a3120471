"""One line of 出具登记: its columns, what it is called and found by, what can be done with it."""

from partyoffice.app.finder_sources import keys_of
from partyoffice.archives.queries import Entry
from partyoffice.parts import PARTS
from partyoffice.ui.marks import Mark
from partyoffice.ui.table_model import NUMBER, Column

COLUMNS = (
    NUMBER,
    Column("printed_number", "编号", lambda one: one.number, sample="青中党证〔2026〕12号"),
    Column("paper", "表", lambda one: one.paper, sample="组织关系介绍信"),
    Column("subject", "对象", lambda one: one.subject, sample="阿依古丽·买买提"),
    Column("on", "日期", lambda one: str(one.on), sample="2026-11-20"),
    Column(
        "state",
        "状态",
        lambda one: one.state,
        mark=lambda one: Mark.BLOCKED if one.void else Mark.DONE,
        sample="作废（写错姓名，已收回）",
    ),
    Column(
        "printed", "份数", lambda one: str(one.printed or ""), sort=lambda one: one.printed, align="right"
    ),
    Column("handler", "经办人", lambda one: one.handler, sample="方砚舟"),
    Column("note", "说明", lambda one: one.note, sample="转入青禾市第三中学党总支"),
)


def name_of(one: Entry) -> str:
    """Return 党员证明信〔2026〕12号, or the paper and its subject."""
    return f"{one.paper}{one.number}" if one.number else f"{one.paper}：{one.subject}"


def keys_of_line(one: Entry) -> tuple[str, ...]:
    """Return what a line is found by."""
    return (one.number, keys_of(one.paper), keys_of(one.subject), one.note, one.handler, str(one.on), one.why)


def why_not(one: Entry | None) -> str:
    """Return why nothing can be done with a line, empty where something can."""
    if one is None:
        return "请先选中一件"
    if not one.id:
        return "记录已不在，只留编号"
    return "这一件已经作废" if one.void else ""


def unknown(one: Entry | None) -> str:
    """Return why a paper of this kind cannot be printed any more, empty where it can."""
    known = {paper.code for part in PARTS for paper in part.papers}
    return "" if one is None or one.code in known else "这种表已不在程序里"
