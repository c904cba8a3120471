"""征求意见表 to be handed out, 谈心谈话记录 of each talk, 对照检查材料 of one person."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from partyoffice.core.field import Field, Kind
from partyoffice.core.paper_words import day_of_document, dotted_name, on_paper
from partyoffice.meetings.papers.life import SORT, WHICH, YEAR, name_of, of_meeting, year_of
from partyoffice.meetings.papers.life_lists import usual, usual_year
from partyoffice.meetings.queries.said import self_checks
from partyoffice.meetings.queries.talks import talks_with
from partyoffice.meetings.records import SelfCheck, Talk
from partyoffice.members import card
from partyoffice.organisation.papers import paragraphs
from partyoffice.organisation.queries import full_name, tree
from partyoffice.part import Asked, Paper
from partyoffice.reports.document import Block, Document, Heading, Page, Paragraph, Signatures

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Texts = Mapping[str, Any]

# -- 征求意见表 -------------------------------------------------------------------------------

ABOUT = Field("about", "对谁", hint="空着为支部（班子）；写姓名的，一人一张")
BACK = Field("back", "交回日期", Kind.DAY, month_allowed=False)
TAKER = Field("taker", "交给谁", hint="如 组织委员林知夏，或意见箱")
ASKED = {"body": "党组织", "meeting": "会议", "whom": "征求意见对象", "until": "交回"}


def opinion_form(session: "Session", body: int, asked: Asked) -> Texts:
    """Return the texts of a form that is handed out; it bears no name of who fills it in."""
    name = full_name(tree(session), body or None)
    back = asked.day("back")
    until = "".join(filter(None, (day_of_document(back) + "前" if back else "", _to(asked))))
    return {
        "body": name, "meeting": name_of(asked), "whom": on_paper(asked.text("about")) or name,
        "until": until, "stamp": card.stamp(session),
    }  # fmt: skip


def _to(asked: Asked) -> str:
    taker = on_paper(asked.text("taker"))
    return f"交{taker}" if taker else ""


# -- 谈心谈话记录 -----------------------------------------------------------------------------

DAY = Field("day", "谈话日期", Kind.DAY, hint="空着为全年")
TALKED = {
    "name": "姓名", "talker": "谈话人", "person": "谈话对象", "when": "时间", "place": "地点", "kind": "类型",
    "gist": "内容要点", "advice": "意见建议", "handled": "处理情况", "branch": "党支部",
}  # fmt: skip


def talk_sheets(session: "Session", person: int, asked: Asked) -> Sequence[Texts]:
    """Return the texts of each talk somebody was talked with in; without one on record a sheet to write on.

    So printed for a whole branch each talk is one sheet, though two of its members had it.
    """
    day = asked.day("day")
    found = [
        one
        for one in talks_with(session, person, day.year if day else year_of(asked))
        if one.person_id in {person, None} and (day is None or one.on == day)
    ]
    one, whole = card.someone(session, person, asked.on), tree(session)
    about = {"name": dotted_name(one.name), "stamp": card.stamp(session)}
    if not found:
        branch = full_name(whole, one.branch_id)
        return [{**dict.fromkeys(TALKED, ""), **about, "person": about["name"], "branch": branch}]
    return [{**about, **_talked(talk), "branch": full_name(whole, talk.organisation_id)} for talk in found]


def _talked(one: Talk) -> dict[str, str]:
    return {
        "talker": dotted_name(one.talker), "person": dotted_name(one.person), "when": day_of_document(one.on),
        "place": on_paper(one.place), "kind": one.kind, "gist": on_paper(one.gist),
        "advice": on_paper(one.advice), "handled": on_paper(one.handled),
    }  # fmt: skip


# -- 对照检查材料 -----------------------------------------------------------------------------

PARTS = ("存在的主要问题", "原因分析", "今后努力方向和整改措施")
A4 = Page(top=30, right=26, bottom=28, left=28)


def self_check(session: "Session", person: int, asked: Asked) -> Document:
    """Return what somebody wrote for a meeting; without a text the heads to write under."""
    one = card.someone(session, person, asked.on)
    kind = asked.text(SORT.key) or WHICH[0].choices[0]
    found = [
        row
        for row in self_checks(session, asked.on, year_of(asked))
        if row.person_id == person and row.meeting.kind == kind
    ]
    written = next((row.check for row in found if row.check is not None), None)
    day = str(found[0].meeting.on) if found else ""
    branch = full_name(tree(session), one.branch_id)
    lines = tuple(filter(None, (dotted_name(one.name), day, card.stamp(session))))
    blocks = (
        _written(written)
        if written is not None
        else [Heading(f"{'一二三'[at]}、{part}") for at, part in enumerate(PARTS)]
    )
    ended = (*blocks, Signatures(("本人签名", "日期")))
    return Document(f"{name_of(asked)}对照检查材料", ended, A4, branch, lines)


def _written(one: SelfCheck) -> list[Block]:
    blocks: list[Block] = [Paragraph(text, "body") for text in paragraphs(on_paper(one.text))]
    stand = paragraphs(on_paper(one.stand))
    return blocks + (
        [Heading("对批评意见的表态"), *(Paragraph(text, "body") for text in stand)] if stand else []
    )


def usual_check(session: "Session", person: int, on: date) -> Mapping[str, str]:
    """Propose the 组织生活会 of this year."""
    return usual(session, person, on)


PAPERS = (
    Paper(
        "life-02", "征求意见表", ("body",), "life-02", opinion_form, asks=(*WHICH, ABOUT, BACK, TAKER),
        usual=usual, record=of_meeting, offers=ASKED,
        note="发给党员、群众和服务对象填写，不署名；也可以印空白",
    ),
    Paper(
        "life-04", "谈心谈话记录", ("member",), "life-04", talk_sheets, asks=(YEAR, DAY), usual=usual_year,
        offers=TALKED, note="照登记印给谈话对象，一次一张；没有登记的留着手写",
    ),
    Paper(
        "life-06", "对照检查材料", ("member",), build=self_check, asks=WHICH, usual=usual_check,
        note="照登记的要点印；没有登记的只印标题",
    ),
)  # fmt: skip
