"""How an old sheet writes a meeting down: the day with its times, the kind in other words, items in one cell.

Nothing is made up: what cannot be read is left as text, and a number of people stays a number.
"""

import re
import unicodedata
from dataclasses import dataclass

from partyoffice.meetings.rules.kinds import (
    ASSEMBLY,
    COMMITTEE,
    COUNCIL,
    CRITICISM,
    GROUP,
    LEADERS,
    LECTURE,
    MEETING_KINDS,
    PARTY_DAY,
    REGULAR,
    RITE,
    STUDY,
    TOPIC,
)

KIND_WORDS = {
    ASSEMBLY: ("党员大会", "支部大会", "支部党员会", "党员会议", "全体党员大会", "全体党员会议", "大会"),
    COMMITTEE: ("支委会", "支委会议", "支部委员会议", "支部委员会会议", "支委"),
    GROUP: ("党小组会议", "小组会", "小组会议", "党小组"),
    LECTURE: ("上党课", "党课学习", "专题党课"),
    PARTY_DAY: ("主题党日活动", "党日活动", "党员活动日", "主题党日+"),
    CRITICISM: ("专题组织生活会", "组织生活"),
    LEADERS: ("专题民主生活会", "班子民主生活会"),
    STUDY: ("中心组学习", "中心组", "理论学习中心组", "党委理论学习中心组学习"),
    COUNCIL: ("党组织会议", "党委会", "党委会议", "党总支会", "党总支会议", "总支委员会", "总支委会"),
    REGULAR: ("工作例会",),
    TOPIC: ("专题会", "专题研究", "专题党建会议"),
    RITE: ("仪式", "宣誓", "入党宣誓", "政治生日"),
}
WORDS = {word: kind for kind, words in KIND_WORDS.items() for word in words}
_CLOCK = re.compile(r"(上午|下午|晚上|晚|中午)?\s*(\d{1,2})\s*(?:[:时点]\s*(?:(\d{1,2})\s*分?|(半))?)")
_BETWEEN = re.compile(r"[\s\-—–~～至到()]+$")
_NUMBERED = re.compile(
    r"^\s*(?:[(（]?[一二三四五六七八九十\d]{1,2}[)）、.．]\s*|第[一二三四五六七八九十]项[:：、]?)"
)
_BREAKS = re.compile(r"[\n;；]+")
_NAMES = re.compile(r"[\n、，,;；/\s]+")
_REASON = re.compile(r"^(.+?)[(（](.+?)[)）]$")


def kind_in(text: str) -> str:
    """Return the kind a name speaks of: 3 月份支委会 is a 支部委员会; empty where it speaks of none."""
    known = {**WORDS, **{kind: kind for kind in MEETING_KINDS}}
    found = [word for word in known if word in text]
    return known[max(found, key=len)] if found else ""


@dataclass(frozen=True, slots=True)
class When:
    """The day as it is written, and the times found beside it."""

    day: str
    begins: str = ""
    ends: str = ""


def read_when(text: str) -> When:
    """Take the times off a day: 2025年3月12日 下午3:30—4:40 is 2025年3月12日, 15:30, 16:40."""
    plain = unicodedata.normalize("NFKC", text)
    clocks = list(_CLOCK.finditer(plain))
    if not clocks:
        return When(text.strip())
    day = _BETWEEN.sub("", re.sub(r"[(]?(?:星期|周)[一二三四五六日天][)]?", "", plain[: clocks[0].start()]))
    times = _times(clocks[:2])
    return When(day.strip(), times[0], times[1] if len(times) > 1 else "")


def _times(clocks: list["re.Match[str]"]) -> list[str]:
    """Return 15:30 for each; 下午 said once holds for what follows."""
    found, half = [], ""
    for one in clocks:
        half = one.group(1) or half
        hour, minute = int(one.group(2)), 30 if one.group(4) else int(one.group(3) or 0)
        hour += 12 if half in {"下午", "晚上", "晚"} and hour < 12 else 0
        if hour < 24 and minute < 60:
            found.append(f"{hour:02d}:{minute:02d}")
    return found or [""]


def items_in(text: str) -> list[str]:
    """Return the items of one cell: a line or a 分号 parts them, their numbers are taken off."""
    found = (_NUMBERED.sub("", one).strip(" 。") for one in _BREAKS.split(text))
    return [one for one in found if one]


def names_in(text: str) -> list[tuple[str, str]]:
    """Return the people of one cell, each with the reason in brackets: 林知夏（病假）、沈砚秋."""
    found = []
    for one in filter(None, _NAMES.split(text.strip(" 。"))):
        told = _REASON.match(one)
        found.append((told.group(1), told.group(2)) if told else (one, ""))
    return found
