"""Who may stand and who may count: the right to be elected, the tellers, the order of names, the posts."""

from collections.abc import Sequence

from partyoffice.core.finding import Finding, Severity
from partyoffice.core.names import stroke_key
from partyoffice.elections.rules.words import (
    ARTICLE_RIGHT,
    ARTICLE_TELLERS,
    COMMITTEE,
    DELEGATES,
    LEADERS,
)

GAPS = str.maketrans(dict.fromkeys("，,；; 　\n", "、"))


def in_order(office: str, names: Sequence[str]) -> list[str]:
    """Return names as a ballot lists them (第二十四条).

    委员 and 代表 by 姓氏笔画, 书记 and 副书记 as the body above approved them.
    """
    return list(names) if office in LEADERS else sorted(names, key=stroke_key)


def names_in(text: str) -> list[str]:
    """Return the names of a typed line."""
    return [name for name in text.translate(GAPS).split("、") if name]


def check_tellers(tellers: Sequence[str], candidates: Sequence[str]) -> list[Finding]:
    """Block a teller or counter who stands on the ballot."""
    both = [name for name in dict.fromkeys(tellers) if name in candidates]
    if not both:
        return []
    message = f"{'、'.join(both)}是候选人，不能担任监票人、计票人"
    told = "监票人从不是候选人的党员（委员）中推选"
    return [Finding("E12", Severity.BLOCK, message, "", ARTICLE_TELLERS, told)]


def check_right(name: str, category: str, *, voting: bool) -> list[Finding]:
    """Block who has no right to be elected: not a 正式党员, or under 留党察看."""
    if voting:
        return []
    told = f"{name}是{category or '名册以外的人'}" if category != "正式党员" else f"{name}在留党察看期间"
    message = f"{name}没有被选举权，不能列为候选人"
    return [Finding("E13", Severity.BLOCK, message, "", ARTICLE_RIGHT, told)]


def check_leaders(office: str, names: Sequence[str], committee: Sequence[str]) -> list[Finding]:
    """Block a 书记 or 副书记 who was not elected to the committee that elects them."""
    outside = [name for name in names if name not in committee]
    if office not in LEADERS or not committee or not outside:
        return []
    message = f"{'、'.join(outside)}没有当选委员，不能当选{office}"
    told = f"新选出的委员：{'、'.join(committee)}"
    return [Finding("E14", Severity.BLOCK, message, "", "", told)]


HEADS = {"党委": "党委", "党总支": "党总支", "党支部": "党支部"}


def usual_post(kind: str, office: str) -> str:
    """Return the post an office of a body is called by: 党支部书记, 党总支委员; nothing for 代表."""
    return "" if office == DELEGATES else f"{HEADS.get(kind, '党支部')}{office}"


def is_committee_post(post: str) -> bool:
    """Say whether a post belongs to a committee, and so ends with its term."""
    return any(word in post for word in (COMMITTEE, *LEADERS)) and "小组" not in post
