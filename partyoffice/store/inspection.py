"""全部核对: every copy is opened and checked whole once a month, one after the other (R21, R23).

What was found of each is remembered on this PC, so that work stopped half way goes on with the next copy.
Nothing but that memory is written. A copy of a former password is no damaged one: its bytes are compared.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from partyoffice.core import clock
from partyoffice.core.cancel import Progress, stretch, tell
from partyoffice.core.errors import OfficeError
from partyoffice.core.finding import Finding, Severity, Spot
from partyoffice.store import backup, entrance, known, shelf
from partyoffice.store.engine import Door
from partyoffice.store.keys import PasswordError
from partyoffice.store.shelf import Copy

CHECKED = "checked"  # what the memory of this PC calls it
PART = "备份"


class State(StrEnum):
    """What a copy is found to be, as lists show it."""

    SOUND = "完好"
    SEALED = "完好，另一个密码"
    CHANGED = "与校验值不一致"
    DAMAGED = "已损坏"
    UNREADABLE = "读不出"
    BARE = "没有校验记录"
    FOREIGN = "属于另一个数据文件"


BAD = frozenset({State.CHANGED, State.DAMAGED, State.UNREADABLE})
WAYS = {
    State.SOUND: "",
    State.SEALED: "内容与备份时相同；要打开，请按“预览”或“核对”，输入备份时的密码或恢复码",
    State.CHANGED: "内容已经不是备份时的样子，不要用它恢复",
    State.DAMAGED: "已经打不开或读不全，不要用它恢复",
    State.UNREADABLE: "磁盘读不出这份文件，可能有坏道；请先把完好的备份复制到别的盘",
    State.BARE: "旁边的 .json 不见了，不能证明内容没有变；要恢复，请先预览核对",
    State.FOREIGN: "不是这个数据文件的备份，恢复前会先问您",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one copy was found to be, on which day."""

    copy: Copy
    state: State
    on: date

    @property
    def bad(self) -> bool:
        """Whether nothing can be restored from it."""
        return self.state in BAD


def salt_of(door: Door) -> str:
    """Return what tells by its note whether a copy is under the key of a door; empty for a plain one."""
    return "" if door.key is None else door.key.salt.hex()


def glance(copy: Copy, uuid: str, salt: str | None = None) -> State:
    """Compare the bytes of a copy with the digest noted when it was made; nothing is opened.

    With the ``salt`` of the office, a copy of another password is told from the others.
    """
    try:
        if copy.note and not shelf.is_sound(copy):
            return State.CHANGED
    except OSError:
        return State.UNREADABLE
    if salt is not None and copy.note.get("salt", "") not in {"", salt}:
        return State.SEALED
    return _whose(copy, uuid)


def inspect(door: Door, copy: Copy, uuid: str, progress: Progress | None = None) -> Verdict:
    """Open one copy and check it whole: pages, links, counts, digest; remember what was found.

    ``door`` is the office's own and ``uuid`` its identity. Raises Cancelled where ``progress`` answers False.
    """
    verdict = Verdict(copy, _state(door, copy, uuid, progress), clock.today())
    _remember(door, verdict)
    return verdict


def _state(door: Door, copy: Copy, uuid: str, progress: Progress | None) -> State:
    try:
        backup.verify(entrance.door(copy.path, door.key, plain_too=True), progress)
    except PasswordError:
        return glance(copy, uuid, salt_of(door))
    except OfficeError:
        seen = glance(copy, uuid)
        return seen if seen in BAD else State.DAMAGED
    except OSError:
        return State.UNREADABLE
    return _whose(copy, uuid)


def _whose(copy: Copy, uuid: str) -> State:
    if not copy.note:
        return State.BARE
    return State.SOUND if copy.note.get("uuid", uuid) == uuid else State.FOREIGN


# What this PC remembers -------------------------------------------------------------------


def _mark(copy: Copy) -> str:
    """Return what tells that a copy is another file than the one that was looked at."""
    try:
        changed = int(copy.path.stat().st_mtime)
    except OSError:
        changed = 0
    return f"{copy.size}/{changed}/{copy.note.get('sha256', '')[:16]}"


def _remember(door: Door, verdict: Verdict) -> None:
    there = {one.path.name for one in shelf.copies(door.path)}
    kept = {name: told for name, told in _told(door).items() if name in there}
    value = {"mark": _mark(verdict.copy), "state": str(verdict.state), "on": str(verdict.on)}
    known.remember(door.path, **{CHECKED: kept | {verdict.copy.path.name: value}})


def _told(door: Door) -> dict[str, dict[str, str]]:
    found = known.recall(door.path).get(CHECKED)
    return found if isinstance(found, dict) else {}


def verdicts(door: Door) -> dict[str, Verdict]:
    """Return what was found last of the copies of an office, by the name of the file."""
    told, found = _told(door), {}
    for copy in shelf.copies(door.path):
        one = _verdict(copy, told.get(copy.path.name))
        if one is not None:
            found[copy.path.name] = one
    return found


def _verdict(copy: Copy, told: object) -> Verdict | None:
    if not isinstance(told, dict) or told.get("mark") != _mark(copy):
        return None
    try:
        return Verdict(copy, State(str(told.get("state"))), date.fromisoformat(str(told.get("on"))))
    except ValueError:  # written by another program
        return None


# All of them ------------------------------------------------------------------------------


def due(door: Door, on: date) -> list[Copy]:
    """Return the copies not looked at in the month of a day, first what was found bad, then the oldest look.

    Each was checked when it was made; one of this month waits for the next.
    """
    seen = verdicts(door)
    waiting = [one for one in shelf.copies(door.path) if not _of_month(seen.get(one.path.name), one, on)]
    return sorted(waiting, key=lambda one: _turn(seen.get(one.path.name)))


def _of_month(verdict: Verdict | None, copy: Copy, on: date) -> bool:
    day = verdict.on if verdict is not None else copy.made.date()
    return (day.year, day.month) == (on.year, on.month)


def _turn(verdict: Verdict | None) -> tuple[bool, date]:
    return verdict is None or not verdict.bad, verdict.on if verdict is not None else date.min


def inspect_all(
    door: Door, uuid: str, copies: Sequence[Copy], progress: Progress | None = None
) -> list[Verdict]:
    """Look at copies one after the other; Cancelled between or within two keeps what was found so far."""
    found = []
    for at, copy in enumerate(copies):
        tell(progress, at, len(copies))
        within = stretch(progress, at / len(copies), (at + 1) / len(copies))
        found.append(inspect(door, copy, uuid, within))
    return found


def advice(verdict: Verdict, others: Iterable[Verdict]) -> str:
    """Say what to do about one copy: of a bad one, which good one stands nearest to it."""
    way = WAYS[verdict.state]
    if not verdict.bad:
        return way
    sound = [one.copy for one in others if one.state is State.SOUND]
    older = max((one for one in sound if one.seq <= verdict.copy.seq), default=None, key=lambda one: one.seq)
    newer = min((one for one in sound if one.seq > verdict.copy.seq), default=None, key=lambda one: one.seq)
    if (near := older or newer) is None:
        return f"{way}。没有核对过的完好备份，请马上备份一份，再备份一份到 U 盘"
    return f"{way}。要那时候的数据，用 {near.called}；再备份一份到别的盘"


def bad_ones(door: Door) -> list[Verdict]:
    """Return what was found bad when it was looked at last, newest first."""
    return [one for one in verdicts(door).values() if one.bad]


def findings(door: Door) -> list[Finding]:
    """Return every copy that was found bad when it was looked at last, each with what to do."""
    seen = list(verdicts(door).values())
    return [_finding(one, seen) for one in seen if one.bad]


def _finding(verdict: Verdict, seen: Iterable[Verdict]) -> Finding:
    words = f"备份“{verdict.copy.path.name}”{verdict.state}（{verdict.on} 核对）；{advice(verdict, seen)}"
    return Finding("copy-bad", Severity.WARN, words, who=PART, spot=Spot("backups", 0))
