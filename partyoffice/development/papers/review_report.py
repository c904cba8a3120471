"""政治审查情况的报告: what was looked at, how, and what came of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from partyoffice.core.paper_words import on_paper, ordinal
from partyoffice.development.papers import letter_words as told
from partyoffice.development.papers.asked import tight
from partyoffice.development.papers.cases import PEN, Case, cases_of, day, introduced
from partyoffice.development.papers.file_texts import Folder, blanks, exceptions, lacking
from partyoffice.development.papers.letters import ASKS
from partyoffice.development.papers.political import CARD, SELF, examined
from partyoffice.members import card
from partyoffice.members.rules import Category
from partyoffice.organisation import papers as common
from partyoffice.organisation.documents import Words, report
from partyoffice.organisation.queries import signs
from partyoffice.organisation.records import APPROVER
from partyoffice.part import Asked, Paper
from partyoffice.reports.document import Document
from partyoffice.store import settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

SIX = (
    "理想信念",
    "对“两个确立”“四个意识”“四个自信”“两个维护”的认识和表现",
    "对党的理论和路线方针政策的态度",
    "政治历史和在重大斗争、急难险重任务中的表现",
    "遵纪守法、社会公德、家庭美德和网络行为",
    "家庭主要成员和重要社会关系的政治情况",
)
WANTED = ("", "methods", "content", "problems", "conclusion", "branch_opinion")


def says(case: Case) -> list[str]:
    """Return the report in paragraphs; what no record holds leaves room for the pen."""
    folder = case.folder
    parts = (
        ("基本情况", _person(case)),
        ("审查方法和对象", _lines(folder, "methods")),
        ("审查情况", _lines(folder, "content") if folder.text(10, "content") else _six()),
        ("发现的问题和查证情况", _lines(folder, "problems")),
        ("户籍地、居住地意见", _lines(folder, "places") if folder.text(10, "places") else []),
        ("结论性意见", [_conclusion(case)]),
        ("党支部意见", _lines(folder, "branch_opinion")),
        ("上级党委意见", _lines(folder, "upper_opinion") if folder.text(10, "upper_opinion") else []),
        ("例外办理", exceptions(folder, 10).splitlines()),
    )
    there = [(title, lines) for title, lines in parts if lines]
    numbered = ((f"{ordinal(at, 1)}{title}", *lines) for at, (title, lines) in enumerate(there, 1))
    return [tight(line) for lines in numbered for line in lines]


def _lines(folder: Folder, key: str) -> list[str]:
    return on_paper(folder.text(10, key)).splitlines() or [f"{PEN * 6}。"]


def _six() -> list[str]:
    return [f"{ordinal(at, 3)}{title}：{PEN * 4}。" for at, title in enumerate(SIX, 1)]


def _person(case: Case) -> list[str]:
    """Return who it is, the 简历, family and relations."""
    folder = case.folder
    way = (
        f"{day(folder.day(1))}递交入党申请书，{day(folder.day(3))}确定为入党积极分子，"
        f"{day(folder.day(8))}列为发展对象。"
    )
    past = [
        f"{card.span(row)}　{row.unit}" + (f"（证明人：{row.witness}）" if row.witness else "")
        for row in card.experiences(case.session, folder.one.id)
    ]
    people = [
        "，".join(filter(None, (one["relation"], one["name"], one["political_status"], one["unit"]))) + "。"
        for one in examined(folder)
        if one["group"] != SELF
    ]
    return [
        introduced(case, told.post_of(case)) + way,
        *(("（一）本人简历", *past) if past else ()),
        *((f"{ordinal(2 if past else 1, 2)}家庭主要成员和重要社会关系", *people) if people else ()),
    ]


def _conclusion(case: Case) -> str:
    conclusion = case.folder.text(10, "conclusion") or PEN
    joint = case.folder.text(10, "joint")
    with_others = f"（{joint}联审）" if joint else ""
    return f"经政治审查{with_others}，{case.name}同志政治审查{conclusion}。"


def usual(session: "Session", person_id: int, on: date) -> Mapping[str, str]:
    """Propose the whole report; the day is that of the conclusion."""
    shape = {"style": next(iter(common.STYLES)), "addressee": str(settings.get(session, APPROVER))}
    if not person_id:
        return shape
    (case,) = cases_of(session, [person_id], on)
    concluded = case.folder.day(10)
    return shape | {
        "text": "\n".join(says(case)), "issuer": signs(session, case.folder.one.branch_id),
        "day": str(concluded) if concluded and concluded.exact else "",
    }  # fmt: skip


def write(session: "Session", person_id: int, asked: Asked) -> Document:
    """Return the report on one person."""
    (case,) = cases_of(session, [person_id], asked.on)
    texts = common.paragraphs(asked.text("text")) or tuple(says(case))
    given = common.official_of(session, asked)
    official = replace(given, issuer=given.issuer or signs(session, case.folder.one.branch_id))
    return report(Words(f"{case.name}同志政治审查情况", official, texts, asked.text("short")))


def lacks(session: "Session", person_id: int) -> list[str]:
    """Return what of the review is not on record."""
    (case,) = cases_of(session, [person_id], date.max)
    people = (
        [] if any(one["group"] != SELF for one in examined(case.folder)) else ["家庭主要成员和重要社会关系"]
    )
    wanted = lacking(case.folder, *((10, key) for key in WANTED))
    return [*blanks(case.folder, CARD), *people, *wanted]


PAPERS = (
    Paper(
        "dev-08c", "政治审查情况的报告", ("member",), build=write, missing=lacks, asks=ASKS, usual=usual,
        kept=True, among=(Category.CANDIDATE,), note="综合政审材料；照登记写成，可以改",
    ),
)  # fmt: skip
