"""What the list of copies says of each: when, why, how much, and whether it is still as it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from partyoffice.store import inspection
from partyoffice.store.backup import Copy, folder_of
from partyoffice.store.engine import Door
from partyoffice.store.inspection import State
from partyoffice.ui.marks import Mark
from partyoffice.ui.table_model import NUMBER, Column

STATES = {
    **dict.fromkeys((State.SOUND, State.SEALED), Mark.DONE),
    **dict.fromkeys(inspection.BAD, Mark.LATE),
    **dict.fromkeys((State.BARE, State.FOREIGN), Mark.WARN),
}
COUNTED = {"person": "人"}
NOT_JUDGED = "没有核对成"


@dataclass(frozen=True, slots=True)
class Listed:
    """One copy of the list; without a state its bytes are being compared, or that ``failed``.

    ``on``: when it was opened last.
    """

    copy: Copy
    state: State | None = None
    on: date | None = None
    failed: bool = False


def size_words(size: int) -> str:
    """Return a file's size in KB or MB."""
    return f"{size / 2**20:.1f} MB" if size >= 2**20 else f"{max(1, size // 1024)} KB"


def count_words(note: dict[str, Any]) -> str:
    """Return what a copy's note counts, such as 214 人."""
    rows = note.get("rows", {})
    return "，".join(f"{rows[table]} {unit}" for table, unit in COUNTED.items() if table in rows)


def best_words(copy: Copy, office: Path) -> str:
    """Say which copy is the newest sound one, where it lies if not beside its office, and how far it goes."""
    counted = f"，{count_words(copy.note)}" if count_words(copy.note) else ""
    where = "" if copy.path.parent == folder_of(office) else f"，在 {copy.path.parent}"
    return f"最近的完好备份：{copy.called}{counted}，到第 {copy.seq} 号操作{where}。"


def judged(door: Door, copies: Sequence[Copy], uuid: str) -> list[Listed]:
    """Say of each copy what its bytes say now, or what was found bad in it when it was opened last."""
    seen, salt = inspection.verdicts(door), inspection.salt_of(door)
    found = []
    for copy in copies:
        verdict = seen.get(copy.path.name)
        state = verdict.state if verdict and verdict.bad else inspection.glance(copy, uuid, salt)
        checked = copy.made.date() if copy.note else None  # when it was made
        found.append(Listed(copy, state, verdict.on if verdict else checked))
    return found


COLUMNS = (
    NUMBER,
    Column("made", "时间", lambda one: f"{one.copy.made:%Y-%m-%d %H:%M}", sample="2026-11-20 09:12"),
    Column("reason", "缘由", lambda one: one.copy.reason, sample="撤销导入前"),
    Column("count", "内容", lambda one: count_words(one.copy.note), align="right", sample="20000 人"),
    Column(
        "seq",
        "操作号",
        lambda one: str(one.copy.seq),
        sort=lambda one: one.copy.seq,
        align="right",
        sample="000123",
    ),
    Column(
        "size",
        "大小",
        lambda one: size_words(one.copy.size),
        sort=lambda one: one.copy.size,
        align="right",
        sample="1200.0 MB",
    ),
    Column("on", "打开核对过", lambda one: str(one.on or ""), sample="2026-11-20"),
    Column(
        "state",
        "核对",
        lambda one: one.state or (NOT_JUDGED if one.failed else "正在核对"),
        mark=lambda one: STATES.get(one.state, Mark.SOON),
        sample=State.FOREIGN,
    ),
)
