"""What the invented forms say: short, plain, and true of nobody."""

from collections.abc import Callable
from datetime import date

from partyoffice.core.dates import days_after
from partyoffice.development.sample.days import Way

APPROVER = "中共青禾市教育局委员会"
DEPARTMENT = "中共青禾市委组织部"
SCHOOL = "中共青禾中学总支部委员会"


def paper(day: date, number: int, kind: str = "青教党") -> str:
    """Return the number of a document."""
    return f"{kind}〔{day.year}〕{number % 90 + 3}号"


def committee(way: Way) -> dict[str, str]:
    """Return how many of the 支委会 came and agreed."""
    agreed = 5 if way.person.id % 3 else 4
    return {"due": "5", "present": "5", "agreed": str(agreed)}


def told(way: Way, number: int) -> dict[str, str]:
    """Return the usual texts of a step's form."""
    day, key = way.days[number], way.person.id
    return WORDS.get(number, _nothing)(way, day, key) | way.facts.get(number, {})


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _later(day: date, days: int) -> str:
    return days_after(day, days).isoformat()


def _nothing(_way: Way, _day: date, _key: int) -> dict[str, str]:
    return {}


WORDS: dict[int, Callable[[Way, date, int], dict[str, str]]] = {
    1: lambda _way, day, _key: {"received": _day(day), "receiver": "方砚舟"},
    2: lambda _way, _day, key: {
        "talkers": "方砚舟、林知夏" if key % 2 else "方砚舟",
        "place": "党支部活动室",
        "resume": "大学毕业后到校任教，担任过班主任。",
        "understanding": "认真学习党章，对党的性质、宗旨有正确的认识。",
        "motive": "愿意为教育事业多做工作，入党动机端正。",
        "conduct": "遵纪守法，没有违纪违法情况。",
        "family": "家庭成员都支持本人入党。",
        "introduced": "介绍了入党的条件、程序和对申请人的要求。",
        "opinion": "建议作为入党积极分子人选继续了解。",
    },
    3: lambda way, _day, key: committee(way) | {
        "way": "党员推荐", "voters_due": "18", "voters": "16", "votes": str(13 + key % 3),
        "performance": "教学认真，乐于助人，群众基础好。",
    },
    4: lambda _way, day, key: {"filed_with": APPROVER, "document": paper(day, key)},
    6: lambda _way, _day, _key: {"summary": "经过一年以上培养教育考察，基本具备党员条件。"},
    7: lambda way, _day, _key: committee(way) | {
        "group_opinion": "同意列为发展对象。", "mentor_opinion": "表现一贯较好，同意。",
        "members_opinion": "座谈的党员都同意。", "masses_opinion": "群众反映好。",
    },
    8: lambda way, day, key: {
        "consenting": APPROVER, "document": paper(day, key + 1),
        "consented": _day(way.posted[0][0]) if way.posted else _day(day),
    },
    9: lambda _way, _day, _key: {"chosen_by": "由培养联系人担任"},
    10: lambda _way, _day, _key: {
        "conclusion": "合格", "methods": "同本人谈话，查阅档案，向户籍地和原学校了解。",
        "content": "政治历史清楚，遵纪守法，家庭成员和重要社会关系没有问题。", "problems": "无",
        "places": "户籍地、居住地党组织都没有不同意见。",
        "branch_opinion": "同意。", "upper_opinion": "政审合格。",
    },
    11: lambda _way, day, key: {
        "organiser": APPROVER, "start": _later(day, -2), "days": "3", "hours": "24",
        "mode": "面授", "content": "党章、党史、发展党员的规定。", "result": "合格",
        "certificate": f"培〔{day.year}〕{key % 400 + 11}",
    },
    12: lambda way, _day, _key: committee(way) | {"opinion": "材料齐全，手续完备，同意报上级党委预审。"},
    13: lambda way, day, key: {
        "asked_on": _day(way.days.get(12)), "request": paper(day, key + 2, "青中总支"), "result": "合格",
        "document": paper(day, key + 3),
    },
    16: lambda _way, _day, _key: {
        "talker": "贺远山", "post": "组织员", "opinion": "对党的认识正确，入党动机端正，同意报批。",
    },
    17: lambda way, day, key: {
        "body_kind": "有审批权的基层党委", "body": APPROVER, "document": paper(day, key + 4),
        "deliberated": _later(way.days[15], 10), "deliberation": "同意，报上级党委审批。",
        "due": "9", "present": "8", "agreed": "8", "notified": _later(day, 3),
    },
    18: lambda _way, day, key: {"filed_with": DEPARTMENT, "document": paper(day, key + 5)},
    19: lambda _way, day, _key: {"announced": _day(day)},
    20: lambda _way, _day, _key: {"place": "学校报告厅", "host": "方砚舟"},
    21: lambda _way, _day, _key: {"summary": "预备期内按时参加组织生活，完成党组织交给的工作。"},
    22: lambda _way, day, _key: {"received": _day(day)},
    23: lambda _way, _day, _key: {
        "decision": "按期转正", "group_opinion": "同意按期转正。", "sponsor_opinion": "预备期表现好，同意。",
        "masses_opinion": "群众反映好。", "committee_opinion": "经审查，同意提交党员大会讨论。",
    },
    24: lambda _way, day, key: {
        "body": APPROVER, "document": paper(day, key + 6), "talker": "方砚舟",
        "talked": _later(day, 5), "announced": _later(day, 12),
    },
    25: lambda _way, day, _key: {
        "kept_at": "人事档案", "handed_to": "青禾市教育局", "handed_on": _day(day), "checker": "林知夏",
        "opinion": "六种材料齐全，签字盖章完备。",
    },
}  # fmt: skip
