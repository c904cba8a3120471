"""What the list of copies says of each: when, why, how much, and whether it is still as it was."""

from typing import Any

from partyoffice.store import shelf
from partyoffice.store.backup import Copy
from partyoffice.ui.marks import Mark
from partyoffice.ui.table_model import NUMBER, Column

SOUND, CHANGED, UNKNOWN, FOREIGN = "完好", "与校验值不一致", "没有校验记录", "属于另一个数据文件"
STATES = {SOUND: Mark.DONE, CHANGED: Mark.LATE, UNKNOWN: Mark.WARN, FOREIGN: Mark.WARN}
COUNTED = {"person": "人"}


def size_words(size: int) -> str:
    """Return a file's size in KB or MB."""
    return f"{size / 2**20:.1f} MB" if size >= 2**20 else f"{max(1, size // 1024)} KB"


def count_words(note: dict[str, Any]) -> str:
    """Return what a copy's note counts, such as 214 人."""
    rows = note.get("rows", {})
    return "，".join(f"{rows[table]} {unit}" for table, unit in COUNTED.items() if table in rows)


def state_of(copy: Copy, uuid: str) -> str:
    """Compare a copy's bytes with the digest noted when it was made, and whose it is."""
    if not copy.note:
        return UNKNOWN
    if not shelf.is_sound(copy):
        return CHANGED
    return SOUND if copy.note.get("uuid", uuid) == uuid else FOREIGN


def name_of(copy: Copy) -> str:
    """Return what a copy is called in sentences."""
    return f"{copy.made:%Y-%m-%d %H:%M}（{copy.reason}）"


Pair = tuple[Copy, str]
COLUMNS = (
    NUMBER,
    Column("made", "时间", lambda pair: f"{pair[0].made:%Y-%m-%d %H:%M}", sample="2026-11-20 09:12"),
    Column("reason", "缘由", lambda pair: pair[0].reason, sample="撤销导入前"),
    Column("count", "内容", lambda pair: count_words(pair[0].note), align="right", sample="20000 人"),
    Column(
        "seq",
        "操作号",
        lambda pair: str(pair[0].seq),
        sort=lambda pair: pair[0].seq,
        align="right",
        sample="000123",
    ),
    Column(
        "size",
        "大小",
        lambda pair: size_words(pair[0].size),
        sort=lambda pair: pair[0].size,
        align="right",
        sample="1200.0 MB",
    ),
    Column(
        "state",
        "核对",
        lambda pair: pair[1] or "正在核对",
        mark=lambda pair: STATES.get(pair[1], Mark.SOON),
        sample=FOREIGN,
    ),
)
