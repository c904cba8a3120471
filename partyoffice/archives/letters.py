"""公文: 请示, 报告, 批复, 公示 as the office writes them."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from partyoffice.core.field import Field, Kind
from partyoffice.core.paper_words import on_paper
from partyoffice.organisation import papers as letters
from partyoffice.organisation.documents import public_notice, reply, report, request
from partyoffice.part import Asked, Paper
from partyoffice.reports.document import Document

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

ANSWERED = Field("asked", "来文", hint="如 《关于…的请示》（青中党支〔2026〕3号）")
PERIOD = Field("period", "公示时间", hint="如 2026年11月20日至11月26日（5个工作日）")
OPINIONS = Field("opinions", "反映意见的方式", Kind.LONG, hint="受理单位、联系人、电话、地址")


def ask(session: "Session", _body: int, asked: Asked) -> Document:
    """Return 请示."""
    return request(letters.words_of(session, asked))


def tell(session: "Session", _body: int, asked: Asked) -> Document:
    """Return 报告."""
    return report(letters.words_of(session, asked))


def answer(session: "Session", _body: int, asked: Asked) -> Document:
    """Return 批复."""
    return reply(letters.words_of(session, asked), asked.text("asked"))


def announce(session: "Session", _body: int, asked: Asked) -> Document:
    """Return 公示; OfficeError where an identity number stands in it."""
    letters.must_hide_numbers(asked, "公示")
    words = letters.words_of(session, asked)
    return public_notice(words, on_paper(asked.text("period")), on_paper(asked.text("opinions")))


def usual_answer(session: "Session", body: int, on: date) -> Mapping[str, str]:
    """Propose who signs; whom to answer is for the writer to say."""
    return {**letters.usual_letter(session, body, on), "addressee": ""}


REPLIED = (letters.ABOUT, ANSWERED, *letters.LETTER[1:])
NOTICED = (
    letters.ABOUT, letters.TEXT, PERIOD, OPINIONS, letters.ISSUER, letters.DAY, letters.NUMBER,
    letters.CONTACT, letters.ANNEXES, *letters.SHAPES,
)  # fmt: skip
LETTERS = (
    Paper(
        "doc-01", "请示", ("body",), build=ask, asks=letters.LETTER, usual=letters.usual_letter, kept=True,
        note="一文一事，只主送一个上级（《党政机关公文处理工作条例》第十五条）",
    ),
    Paper(
        "doc-02", "报告", ("body",), build=tell, asks=letters.LETTER, usual=letters.usual_letter, kept=True,
        note="报告里不夹带请示事项（《党政机关公文处理工作条例》第十五条）",
    ),
    Paper("doc-03", "批复", ("body",), build=answer, asks=REPLIED, usual=usual_answer, kept=True),
    Paper(
        "doc-04", "公示", ("body",), build=announce, asks=NOTICED, usual=usual_answer, kept=True,
        note="公示里不能有身份证号",
    ),
)  # fmt: skip
