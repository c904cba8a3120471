"""The journal's proof: it closes in itself, and it holds what the copies beside it say it held.

A tail cut off cleanly, or a journal written anew, closes like any other: only the head that each copy keeps
in its note tells. What a deliberate restore left behind is no fault.
"""

from weakref import WeakKeyDictionary

from sqlalchemy.orm import Session

from partyoffice.core.finding import Finding, Severity, Spot
from partyoffice.store import journal, stamp
from partyoffice.store.office import Office
from partyoffice.store.shelf import Copy

PART = "操作记录"
WAY = "请保留现有文件，在“备份与恢复”中预览这一份，再决定恢复哪一份"
_sound: WeakKeyDictionary[Office, tuple[int, str]] = WeakKeyDictionary()  # heads found sound this sitting


def findings(office: Office, session: Session) -> list[Finding]:
    """Return what speaks against the journal: where it breaks, or which copy it does not agree with.

    What was found sound in this sitting is not looked at again; 校验 looks at everything.
    """
    head = journal.head(session)
    bad = journal.verify(session, _sound.get(office, (0, journal.START)))
    if bad is not None:
        words = f"从第 {bad} 号起对不上，数据可能在本程序之外被改动过；请保留现有文件，与备份核对"
        return [_finding("journal-chain", words, Spot("journal", bad))]
    _sound[office] = head
    return against_copies(office, head[0])


def against_copies(office: Office, head: int) -> list[Finding]:
    """Return which copies hold actions that the office, at this head, does not have: two at most."""
    strays = stamp.unexplained(office.door)
    ahead = next((one for one in strays if one.seq > head), None)
    other = next((one for one in reversed(strays) if one.seq <= head), None)
    found = []
    if ahead is not None:
        words = f"第 {head + 1} 号以后的操作不见了：现在只到第 {head} 号，{_named(ahead)}"
        found.append(_finding("journal-cut", f"{words}；{WAY}", Spot("backups", 0)))
    if other is not None:
        words = f"第 {other.seq} 号或更早的操作被换过：与备份对不上，{_named(other)}"
        found.append(_finding("journal-exchanged", f"{words}；{WAY}", Spot("backups", 0)))
    return found


def _named(copy: Copy) -> str:
    return f"备份“{copy.path.name}”记到第 {copy.seq} 号"


def _finding(code: str, words: str, spot: Spot) -> Finding:
    return Finding(code, Severity.BLOCK, words, who=PART, spot=spot)
