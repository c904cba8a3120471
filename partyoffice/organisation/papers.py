"""What is typed for an official document, and the words it becomes; each letter adds fields of its own."""

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.core.paper_words import on_paper, tidy_document_number
from partyoffice.core.text import half_width
from partyoffice.organisation.documents import Words
from partyoffice.organisation.queries import signs
from partyoffice.organisation.records import APPROVER, SAMPLE
from partyoffice.part import Asked
from partyoffice.reports.document import Block, Paragraph
from partyoffice.reports.official import Annex, Official, Style
from partyoffice.store import settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

SHAPE, DETAILS = "版式", "附件和版记"
STYLES: dict[str, Style] = {"不印红头": "plain", "红头": "red", "信函": "letter"}
ANNEX = ("附件名称", "附件正文")

ABOUT = Field("about", "事由", required=True, hint="标题中“关于”和“的”之间的话")
ADDRESSEE = Field("addressee", "主送机关", hint="请示只主送一个上级")
TEXT = Field("text", "正文", Kind.LONG, hint="一行一段；“一、”“（一）”开头的印成标题")
ISSUER = Field("issuer", "发文机关", hint="落款用的全称")
DAY = Field("day", "成文日期", Kind.DAY, hint="空着就手写", month_allowed=False)
NUMBER = Field("number", "文号", hint="如 青中党支〔2026〕3号")
CONTACT = Field("contact", "联系人及电话", hint="印成附注，如 联系人：林知夏，电话：…")
ANNEXES = Field("annexes", "附件", Kind.TABLE, choices=ANNEX, hint="只写名称，或连正文一起印", group=DETAILS)
COPIES = Field("copies", "抄送机关", group=DETAILS)
PRINTER = Field("printer", "印发机关", group=DETAILS)
STYLE = Field("style", "版式", Kind.CHOICE, choices=tuple(STYLES), open=False, group=SHAPE)
HEAD = Field("head", "发文机关标志", hint="红头、信函顶上的字；空着用发文机关", group=SHAPE)
SIGNER = Field("signer", "签发人", Kind.NAME, hint="上行文红头才印", group=SHAPE)
SHORT = Field("short", "标题中的发文机关", hint="空着就不写进标题", group=SHAPE)
SHAPES = (STYLE, HEAD, SIGNER, SHORT)
LETTER = (ABOUT, ADDRESSEE, TEXT, ISSUER, DAY, NUMBER, CONTACT, ANNEXES, COPIES, PRINTER, *SHAPES)

_GAPS = re.compile(r"(?<=\d)[\s-]+(?=[\dXx])")
_ID_NUMBER = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|\d{6}\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3})(?!\d)")


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a typed text."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def official_of(session: "Session", asked: Asked) -> Official:
    """Return everything beside title and text; the note says of invented data that they are."""
    stamp = "示例数据" if settings.get(session, SAMPLE) else ""
    note = "；".join(filter(None, (stamp, on_paper(asked.text("contact")))))
    style = STYLES.get(asked.text("style"), "plain")
    return Official(
        issuer=on_paper(asked.text("issuer")), day=asked.day("day"), addressee=asked.text("addressee"),
        number=tidy_document_number(asked.text("number")), annexes=_annexes(asked), note=note,
        copies=asked.text("copies"), printer=on_paper(asked.text("printer")),
        style=style, head=asked.text("head") if style != "plain" else "",
        signer=asked.text("signer") if style == "red" else "",
    )  # fmt: skip


def _annexes(asked: Asked) -> tuple[Annex, ...]:
    return tuple(
        Annex(on_paper(row[ANNEX[0]]), _blocks(row[ANNEX[1]]))
        for row in asked.rows("annexes", ANNEX)
        if row[ANNEX[0]]
    )


def _blocks(text: str) -> tuple[Block, ...]:
    return tuple(Paragraph(on_paper(part), "body") for part in paragraphs(text))


def words_of(session: "Session", asked: Asked) -> Words:
    """Return the words of a letter as they were typed."""
    return Words(
        asked.text("about"), official_of(session, asked), paragraphs(asked.text("text")), asked.text("short")
    )


def usual_letter(session: "Session", org: int, _on: date) -> Mapping[str, str]:
    """Propose whom to ask and who signs; the day is the writer's."""
    return {
        "addressee": str(settings.get(session, APPROVER)), "issuer": signs(session, org or None),
        "style": next(iter(STYLES)),
    }  # fmt: skip


def must_hide_numbers(asked: Asked, paper: str) -> None:
    """Refuse identity numbers on what is hung up for everybody (OfficeError)."""
    for text in asked.given.values():
        found = _ID_NUMBER.search(_GAPS.sub("", half_width(text)))
        if found:
            raise OfficeError(
                f"{paper}里有身份证号 {found[0][:6]}…{found[0][-4:]}，贴出来人人都看得到",
                remedy="请删去身份证号，用姓名、出生年月、单位说明是谁",
            )
