"""公文 of an election: both 请示 with their 批复, the result and its 批复, and 选举办法."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from partyoffice.core.field import Field, Kind
from partyoffice.core.paper_words import on_paper
from partyoffice.elections import queries
from partyoffice.elections.papers import words
from partyoffice.elections.papers.about import TERM, About, about
from partyoffice.elections.papers.people import named
from partyoffice.organisation import papers as common
from partyoffice.organisation.documents import PAGE, Words, reply, report, request
from partyoffice.organisation.queries import signs
from partyoffice.organisation.records import APPROVER
from partyoffice.part import Asked, Paper
from partyoffice.reports.document import Document, Paragraph
from partyoffice.reports.official import Annex
from partyoffice.store import settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

ANSWERED = Field("asked", "来文", hint="答复哪一份请示，如 《关于…的请示》（青中党支〔2026〕8号）")
TEXT = replace(common.TEXT, hint="照登记写成，可以改；一行一段")
ASKS = (
    TERM, common.ADDRESSEE, TEXT, common.ISSUER, common.DAY, common.NUMBER, common.CONTACT, common.ANNEXES,
    common.COPIES, common.PRINTER, *common.SHAPES,
)  # fmt: skip
DRAFTED = "由上级党组织出具，这里按登记拟稿；收到的批复登记在“换届”里"
ROLL = "候选人预备人选名册"


@dataclass(frozen=True, slots=True)
class Letter:
    """One kind of letter: what stands between 关于 and its kind, who writes, which fields keep its 文号.

    ``upper`` says that the body above writes it, ``answers`` names what it answers, ``roll`` adds the list
    of candidates.
    """

    code: str
    title: str
    matter: Callable[[About], str]
    says: Callable[[About], list[str]]
    make: Callable[[Words], Document]
    number: str = ""
    upper: bool = False
    answers: Callable[[About], str] | None = None
    roll: bool = False
    note: str = ""

    def usual(self, session: "Session", body: int, _on: date) -> Mapping[str, str]:
        """Propose the whole letter from the register; the day is the writer's."""
        return self.propose(about(session, body))

    def propose(self, one: About) -> dict[str, str]:
        """Return the whole letter about an election as the register tells it."""
        upper, own = str(settings.get(one.session, APPROVER)), signs(one.session, one.body or None)
        known = {
            "term": one.term,
            "addressee": own if self.upper else upper, "issuer": upper if self.upper else own,
            "text": "\n".join(self.says(one)), "number": one.text(self.number) if self.number else "",
            "style": next(iter(common.STYLES)),
        }  # fmt: skip
        return known | ({"asked": self.answers(one)} if self.answers is not None else {})

    def write(self, session: "Session", body: int, asked: Asked) -> Document:
        """Return the letter."""
        one = about(session, body, asked.text("term"))
        official = common.official_of(session, asked)
        if self.roll and (rows := named(session, one, asked.on)).rows:
            official = replace(official, annexes=(Annex(ROLL, (rows,)), *official.annexes))
        texts = common.paragraphs(asked.text("text")) or tuple(self.says(one))
        made = Words(self.matter(one), official, texts, asked.text("short"))
        return reply(made, asked.text("asked")) if self.make is reply else self.make(made)

    def paper(self) -> Paper:
        """Return the letter as the program lists it."""
        asks = (ANSWERED, *ASKS) if self.make is reply else ASKS
        return Paper(
            self.code, self.title, ("body",), build=self.write, asks=asks, usual=self.usual, kept=True,
            note=self.note,
        )  # fmt: skip


def _holding(one: About) -> str:
    return f"召开{one.hall}进行换届选举"


def _naming(one: About) -> str:
    return f"{one.number}{one.committee}候选人预备人选"


def _resulting(one: About) -> str:
    return f"{one.number}{one.committee}选举结果"


def _answered(matter: Callable[[About], str], kind: str, number: str) -> Callable[[About], str]:
    def said(one: About) -> str:
        known = one.text(number) if number else ""
        return f"《关于{matter(one)}的{kind}》" + (f"（{known}）" if known else "")

    return said


ASKED, NAMED = _answered(_holding, "请示", "asked_by"), _answered(_naming, "请示", "")
REPORTED = _answered(_resulting, "报告", "")
LETTERS = (
    Letter(
        "elec-01", "换届选举的请示", _holding, words.ask, request, "asked_by",
        note="届满前一两个月报上级党组织；先提名候选人的，差额照登记写",
    ),
    Letter(
        "elec-02", "换届选举的批复", lambda one: f"同意{_holding(one)}", words.agree, reply, "approved_by",
        upper=True, answers=ASKED, note=DRAFTED,
    ),
    Letter(
        "elec-03", "候选人预备人选的请示", _naming, words.name, request, roll=True,
        note="附候选人预备人选名册，取自名册和选票",
    ),
    Letter(
        "elec-04", "候选人预备人选的批复", lambda one: f"同意{_naming(one)}", words.agree_names, reply,
        "accepted_by", upper=True, answers=NAMED, note=DRAFTED,
    ),
    Letter(
        "elec-12", "选举结果的报告", _resulting, words.result, report,
        note="选举以后及时上报：委员备案，书记、副书记报批；票数取自计票",
    ),
    Letter(
        "elec-13", "选举结果的批复", lambda one: f"同意{_resulting(one)}", words.confirm, reply,
        "confirmed_by", upper=True, answers=REPORTED, note=DRAFTED,
    ),
)  # fmt: skip

# -- 选举办法 ---------------------------------------------------------------------------------

ADOPTED = Field("day", "通过日期", Kind.DAY, month_allowed=False)


def _usual_manner(session: "Session", body: int, _on: date) -> Mapping[str, str]:
    return _propose_manner(about(session, body))


def _propose_manner(one: About) -> dict[str, str]:
    return {"term": one.term, "text": "\n".join(words.manner(one, queries.base_of(one.session)))}


def _manner(session: "Session", body: int, asked: Asked) -> Document:
    """Return 选举办法, a draft until the meeting adopted it."""
    one, day = about(session, body, asked.text("term")), asked.day("day")
    texts = common.paragraphs(asked.text("text")) or tuple(words.manner(one, queries.base_of(session)))
    adopted = f"（{day.spoken()}{one.hall}通过）" if day else ""
    title = f"{one.name}{one.number}{one.committee}选举办法" + ("" if day else "（草案）")
    lines = (one.stamp,) if one.stamp else ()
    blocks = tuple(Paragraph(on_paper(text), "body") for text in texts)
    return Document(on_paper(title), blocks, PAGE, subtitle=adopted, lines=lines)


MANNER = Paper(
    "elec-05", "选举办法", ("body",), build=_manner, asks=(TERM, TEXT, ADOPTED), usual=_usual_manner,
    note="由大会讨论通过，通过日期空着的印成草案；当选的半数照“工具 → 设置”里的“超过谁的半数当选”",
)  # fmt: skip
PAPERS = (*(one.paper() for one in LETTERS), MANNER)
PROPOSED: dict[str, Callable[[About], dict[str, str]]] = {
    **{one.code: one.propose for one in LETTERS}, MANNER.code: _propose_manner
}  # fmt: skip
