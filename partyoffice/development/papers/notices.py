"""公示 of one or several people: who they are, how long it hangs, where opinions go; no identity number."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from partyoffice.core.dates import Day, days_after
from partyoffice.core.field import Field, Kind
from partyoffice.core.paper_words import on_paper
from partyoffice.core.workdays import Counted, working_days_within
from partyoffice.development.papers import letter_words as told
from partyoffice.development.papers.asked import phone_of, tight
from partyoffice.development.papers.cases import PEN, PEN_DAY, Case, cases_of, day, introduced
from partyoffice.development.papers.consent import edition_of
from partyoffice.development.papers.file_texts import blanks, lacking
from partyoffice.development.papers.letter_lists import BORN, EDUCATION, ETHNICITY, NAME, SEX, Listed, day_of
from partyoffice.development.papers.postings import MATTER, postings_of, step_of
from partyoffice.development.queries import holidays_of, rule_settings
from partyoffice.development.rules.editions import NEW
from partyoffice.development.rules.notice import notice_end, notice_words
from partyoffice.development.rules.profile import MENTOR
from partyoffice.members import card
from partyoffice.members.rules import Category
from partyoffice.organisation import papers as common
from partyoffice.organisation.documents import Words, public_notice
from partyoffice.organisation.queries import signs
from partyoffice.organisation.records import FILLER
from partyoffice.part import Asked, Paper
from partyoffice.reports.document import Column, Document, Table
from partyoffice.store import settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

START = Field("start", "公示开始", Kind.DAY, hint="空着照登记", month_allowed=False)
TEXT = replace(common.TEXT, title="公示的话", hint="空着就照登记写")
PLACES = Field("places", "公示地点、范围", hint="流动人员写明两处；空着就取公示登记里的")
RECEIVER = Field("receiver", "受理单位", hint="空着就是发文机关")
PERSON = Field("person", "联系人", Kind.NAME)
PHONE = Field("phone", "联系电话", Kind.PHONE, required=True)
MAIL, ADDRESS = Field("mail", "邮箱"), Field("address", "地址")
OPINIONS = (RECEIVER, PERSON, PHONE, MAIL, ADDRESS)
ASKS = (
    MATTER, START, PLACES, *OPINIONS, TEXT, common.ISSUER, common.DAY, common.NUMBER, *common.SHAPES,
)  # fmt: skip
ABOUT = {8: "拟列{who}为发展对象", 15: "拟接收{who}为中共预备党员", 23: "拟将{who}转为中共正式党员"}
RULES = "《中国共产党发展党员工作细则》"


# -- what it says -------------------------------------------------------------------------------


def notice(session: "Session", ids: Sequence[int], asked: Asked) -> Document:
    """Return the 公示 about one or several people (OfficeError where an identity number stands in it)."""
    common.must_hide_numbers(asked, "公示")
    cases, step = cases_of(session, ids, asked.on), step_of(asked)
    about = ABOUT[step].format(who=told.who(cases))
    texts = common.paragraphs(asked.text("text")) or (_opening(cases, step, about), *_alone(cases))
    given = common.official_of(session, asked)
    branch = {one.folder.one.branch_id for one in cases}
    issuer = given.issuer or signs(session, branch.pop() if len(branch) == 1 else None)
    words = Words(about, replace(given, issuer=issuer), texts, asked.text("short"))
    period = tight(_period(session, cases, step, asked))
    made = public_notice(words, period, _where(asked, cases, step, issuer))
    return replace(made, blocks=(made.blocks[0], _table(cases), *made.blocks[1:])) if len(cases) > 1 else made


def _opening(cases: Sequence[Case], step: int, about: str) -> str:
    agreed = told.common_text(one.folder.text(8, "consenting") for one in cases)
    word = "同意" if edition_of(cases[0].folder, step) is NEW else "备案"
    consented = f"并报{agreed}{word}，" if step == 8 and agreed else ""
    return f"根据{RULES}有关规定，经{told.decides(cases[0])}讨论，{consented}{about}，现将有关情况公示如下："


def _alone(cases: Sequence[Case]) -> tuple[str, ...]:
    """Return who the only one is; several stand in a table."""
    if len(cases) > 1:
        return ()
    folder = cases[0].folder
    way = f"{day(folder.day(1))}递交入党申请书，{day(folder.day(3))}确定为入党积极分子，"
    return (
        introduced(cases[0], told.post_of(cases[0]))
        + way
        + f"培养联系人为{folder.names(MENTOR) or PEN}同志。",
    )


def _unit(case: Case) -> str:
    return str(card.values(case.session, case.folder.one.id, case.folder.on)["post_admin"])


LISTED = (
    NAME, SEX, ETHNICITY, BORN, EDUCATION, Listed("单位及职务", _unit, 20), day_of("申请入党时间", 1),
    day_of("列为积极分子时间", 3), Listed("培养联系人", lambda case: case.folder.names(MENTOR), 15),
)  # fmt: skip


def _table(cases: Sequence[Case]) -> Table:
    columns = tuple(Column(one.title, one.width) for one in LISTED)
    return Table(columns, [tuple(one.read(case) for one in LISTED) for case in cases])


# -- how long and where -------------------------------------------------------------------------


def start_of(cases: Sequence[Case], step: int, asked: Asked) -> Day | None:
    """Return the day it is put up: the one typed, else that of the postings on record if all have one."""
    days = {rows[0].start if (rows := postings_of(one.folder, step)) else None for one in cases}
    return asked.day("start") or (days.pop() if len(days) == 1 else None)


def _period(session: "Session", cases: Sequence[Case], step: int, asked: Asked) -> str:
    """Return from when to when it hangs, with its working days; room for the pen without a day."""
    rules, start = rule_settings(session), start_of(cases, step, asked)
    if start is None or not start.exact:
        return f"{PEN_DAY}至{PEN_DAY}，共 {rules.posted_days} 个工作日"
    table = holidays_of(session)
    least, last = notice_end(start.first, rules, table), _last(cases, step, start)
    if last is None or last <= least.last:
        return notice_words(start.first, least)
    first = start.first if rules.notice_start_counts else days_after(start.first, 1)
    return notice_words(start.first, Counted(working_days_within(first, last, table), least.provisional))


def _last(cases: Sequence[Case], step: int, start: Day) -> date | None:
    """Return the last day on record of what was put up that day: it may hang longer than it must."""
    rows = [one for case in cases for one in postings_of(case.folder, step) if one.start == start]
    return max((one.end.last for one in rows if one.end), default=None)


def _where(asked: Asked, cases: Sequence[Case], step: int, issuer: str) -> str:
    rows = [one for case in cases for one in postings_of(case.folder, step)]
    places = asked.text("places") or "、".join(dict.fromkeys(one.place for one in rows))
    lines = (
        f"公示地点：{places}。" if places else "",
        "公示期间，对公示对象有不同意见的，请向受理单位如实反映，并留下真实姓名和联系方式。",
        "，".join(f"{title}：{text}" for title, text in _heard_by(asked, issuer)) + "。",
    )
    return on_paper("\n".join(filter(None, lines)))


def _heard_by(asked: Asked, issuer: str) -> list[tuple[str, str]]:
    """Return who hears opinions and how to reach them; a notice without a telephone leaves room for one."""
    said = {field.title: asked.text(field.key) for field in OPINIONS}
    said |= {RECEIVER.title: said[RECEIVER.title] or issuer or PEN, PHONE.title: said[PHONE.title] or PEN * 3}
    return [(title, text) for title, text in said.items() if text]


# -- what is proposed ---------------------------------------------------------------------------


def usual_notice(session: "Session", person_id: int, on: date) -> Mapping[str, str]:
    """Propose who hears opinions, and for one person what is on record of the posting."""
    common_texts = {
        "matter": MATTER.choices[0], "person": str(settings.get(session, FILLER)),
        "style": next(iter(common.STYLES)),
    }  # fmt: skip
    if not person_id:
        return common_texts
    (case,) = cases_of(session, [person_id], on)
    branch = case.folder.one.branch_id
    rows = postings_of(case.folder, step_of(Asked(on)))
    return common_texts | {
        "issuer": signs(session, branch), "phone": phone_of(session, branch),
        "start": str(rows[0].start) if rows else "",
        "places": "、".join(dict.fromkeys(one.place for one in rows)),
    }  # fmt: skip


def notice_lacks(session: "Session", person_id: int) -> list[str]:
    """Return what the notice tells of somebody that is not on record."""
    (case,) = cases_of(session, [person_id], date.max)
    return [
        *blanks(case.folder, ("sex", "ethnicity", "birth", "education")),
        *lacking(case.folder, (1, ""), (3, "")),
    ]


PAPERS = (
    Paper(
        "dev-07", "拟列为发展对象等的公示", ("member",), gather=notice, missing=notice_lacks, asks=ASKS,
        usual=usual_notice, kept=True, among=(str(Category.ACTIVIST), str(Category.CANDIDATE)),
        note="几个人一份，列成表；写明工作日数和联系电话，不印身份证号",
    ),
)  # fmt: skip
