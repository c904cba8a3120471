"""What the office owes the people it keeps records of: 个人信息处理说明 and 数据安全责任书, drafts to edit.

Their words lie under ``resources/texts``. Of 个人信息保护法 they name 第十九条 (how long data are kept),
第二十八条 (what is sensitive), 第五十一条 (what whoever handles such data must do) and 第五十七条 (a leak);
that values are judged together is GB/T 45574-2025. What no source gave, periods above all, stands in 【】
for the office to say.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from partyoffice.core.field import Field, Kind
from partyoffice.core.paper_words import on_paper
from partyoffice.core.resources import resource
from partyoffice.members.card import stamp
from partyoffice.organisation.papers import paragraphs
from partyoffice.organisation.queries import signs
from partyoffice.part import Asked, Paper
from partyoffice.reports.document import Block, Document, Heading, Page, Paragraph, Signatures
from partyoffice.store import settings
from partyoffice.store.settings import OPERATOR

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

NOTE = "自拟式样，印前可以改；【】里没有查到统一规定，由本单位核定（未查证）"

UNIT = Field("issuer", "单位（党组织）", hint="全称")
PERSON = Field("contact", "联系人和电话", hint="本人要查阅、更正时找谁；空着就留横线")
DAY = Field("day", "日期", Kind.DAY, hint="空着就手写", month_allowed=False)
WORDS = Field("text", "正文", Kind.LONG, hint="一行一段；“一、”开头的印成标题")
KEEPER = Field("keeper", "责任人", hint="空着就留横线")
_HEAD = re.compile(r"[一二三四五六七八九十]+、")
SHEET = Page(top=15, bottom=13, left=24, right=22)
LINE = "＿" * 12


def _words(code: str) -> str:
    return resource(f"texts/{code}.txt").read_text(encoding="utf-8").strip()


def usual_told(session: "Session", _subject: int, _on: date) -> Mapping[str, str]:
    """Propose the words of 个人信息处理说明."""
    return {"text": _words("doc-11"), "issuer": signs(session)}


def usual_pledge(session: "Session", _subject: int, _on: date) -> Mapping[str, str]:
    """Propose the words of 数据安全责任书; who signs is whoever works here."""
    return {
        "text": _words("doc-12"),
        "issuer": signs(session),
        "keeper": str(settings.get(session, OPERATOR)),
    }


def tell(session: "Session", _subject: int, asked: Asked) -> Document:
    """Return 个人信息处理说明 with the words as typed."""
    contact = Paragraph(f"联系人和电话：{on_paper(asked.text('contact')) or LINE}")
    lines = (*_lines(session, asked), _dated(asked))
    return Document("个人信息处理说明", (*_blocks(asked), contact), SHEET, lines=lines, foot="")


def pledge(session: "Session", _subject: int, asked: Asked) -> Document:
    """Return 数据安全责任书 with the words as typed and places to sign."""
    who = f"责任人：{on_paper(asked.text('keeper')) or LINE}"
    signed = Signatures(("党组织（盖章）", "负责人（签字）", "责任人（签字）"))
    dated = Paragraph(_dated(asked), align="right")
    blocks = (Paragraph(who), *_blocks(asked), signed, dated)
    return Document("数据安全责任书", blocks, SHEET, lines=_lines(session, asked), foot="")


def _blocks(asked: Asked) -> tuple[Block, ...]:
    return tuple(
        Heading(on_paper(line), 2) if _HEAD.match(line) else Paragraph("　　" + on_paper(line))
        for line in paragraphs(asked.text("text"))
    )


def _dated(asked: Asked) -> str:
    day = asked.day("day")
    return f"日期：{day.spoken() if day else '＿＿＿＿年＿＿月＿＿日'}"


def _lines(session: "Session", asked: Asked) -> tuple[str, ...]:
    stamped = "示例数据" if stamp(session) else ""
    return tuple(filter(None, (on_paper(asked.text("issuer")), stamped)))


PRIVACY = (
    Paper(
        "doc-11",
        "个人信息处理说明",
        (),
        build=tell,
        asks=(WORDS, UNIT, PERSON, DAY),
        usual=usual_told,
        note=NOTE,
    ),
    Paper(
        "doc-12",
        "数据安全责任书",
        (),
        build=pledge,
        asks=(WORDS, UNIT, KEEPER, DAY),
        usual=usual_pledge,
        note=NOTE,
    ),
)
