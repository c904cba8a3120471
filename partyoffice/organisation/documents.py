"""Official documents of a Party body: 请示, 报告, 批复, 公示, 会议通知; words in, a Document out.

Kinds after 《党政机关公文处理工作条例》(中办发〔2012〕14号), Article 8; 公示 is none of its fifteen kinds but
what 《中国共产党发展党员工作细则》 asks for. The closing words are those in common use (自拟式样).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from partyoffice.core.paper_words import on_paper, ordinal
from partyoffice.reports import official
from partyoffice.reports.document import Document, Page, Paragraph
from partyoffice.reports.official import Official

PAGE = Page(
    top=official.TOP,
    right=official.PAPER[0] - official.LEFT - official.WIDTH,
    bottom=official.PAPER[1] - official.TOP - official.HEIGHT,
    left=official.LEFT,
)


@dataclass(frozen=True, slots=True)
class Words:
    """What the writer gives. ``about`` is the matter between 关于 and 的, ``text`` the paragraphs.

    ``short`` is what stands before 关于 in the title, empty for none; ``official`` everything beside
    title and text. All may stay empty: the paper then leaves its place, or leaves it out.
    """

    about: str
    official: Official
    text: tuple[str, ...] = ()
    short: str = ""


def _title(words: Words, kind: str) -> str:
    about = words.about.strip()
    about = f"关于{about}的{kind}" if about else kind
    return on_paper(words.short.strip() + about)


def _letter(words: Words, kind: str, *closing: str) -> Document:
    texts = [on_paper(text.strip()) for text in words.text if text.strip()]
    said = [text for text in closing if text and text not in texts]
    blocks = tuple(Paragraph(text, "body") for text in [*texts, *said])
    return Document(_title(words, kind), blocks, PAGE, foot="", official=words.official)


def request(words: Words) -> Document:
    """Return a 请示: one matter, one addressee, an answer asked for (条例 Art. 15)."""
    return _letter(words, "请示", "妥否，请批示。")


def report(words: Words) -> Document:
    """Return a 报告: no request for an answer may stand in it (条例 Art. 15)."""
    return _letter(words, "报告", "特此报告。")


def plan(words: Words) -> Document:
    """Return a 方案 of something that is to be held."""
    return _letter(words, "方案")


def reply(words: Words, asked: str = "") -> Document:
    """Return a 批复; ``asked`` is the 请示 it answers, with its number where it has one."""
    opening = f"{on_paper(asked.strip())}收悉。" if asked.strip() else ""
    texts = (f"{opening}{words.text[0] if words.text else ''}", *words.text[1:])
    return _letter(replace(words, text=texts), "批复", "此复。")


def opinion(words: Words) -> Document:
    """Return a 审议意见 of a body that passes a matter on to the one above."""
    return _letter(words, "审议意见")


def preview(words: Words) -> Document:
    """Return the 预审意见 of a committee on somebody before the branch votes."""
    return _letter(words, "预审意见")


def public_notice(words: Words, period: str = "", opinions: str = "") -> Document:
    """Return a 公示: no addressee, how long it hangs, where opinions go; never an identity number."""
    said = [f"公示时间：{period.strip()}。" if period.strip() else "", opinions.strip()]
    texts = (*words.text, *(text for text in said if text))
    official = replace(words.official, addressee="")
    return _letter(replace(words, text=texts, official=official), "公示")


def meeting_notice(words: Words, points: Sequence[tuple[str, str]]) -> Document:
    """Return a 会议通知: the text, then numbered points (会议时间, 会议地点, 参会人员, 会议议程 …)."""
    given = [(title, what.strip()) for title, what in points if what.strip()]
    numbered = []
    for number, (title, what) in enumerate(given, 1):
        head, lines = f"{ordinal(number, 1)}{title}", what.split("\n")
        several = len(lines) > 1
        numbered += [head, *lines] if several else [f"{head}。{lines[0]}"]
    return _letter(replace(words, text=(*words.text, *numbered)), "通知")
