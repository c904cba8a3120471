"""积极分子备案登记表 and 入党积极分子培养考察登记表."""

from typing import TYPE_CHECKING

from partyoffice.core import clock
from partyoffice.core.field import Field, Kind
from partyoffice.core.paper_words import on_paper
from partyoffice.development.papers.asked import BODIES, UPPER, opinion, typed
from partyoffice.development.papers.consent import CONSENT, consent_texts
from partyoffice.development.papers.file_texts import (
    Folder,
    Texts,
    blanks,
    counted,
    file_texts,
    folder_of,
    lacking,
    offers,
    spoken,
)
from partyoffice.development.papers.training import classes, trained
from partyoffice.development.records import Posting, Review, Spell
from partyoffice.members.rules import Category
from partyoffice.part import Asked, Paper

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

CARD = ("sex", "ethnicity", "birth", "education", "native_place", "work_start", "id_number", "address")
PROVINCE = "以省级组织部门统一印制为准；2026 年中央式样没有见到，内容照通行栏目"

# -- 备案登记表 ---------------------------------------------------------------------------------


def filing(session: "Session", person_id: int, asked: Asked) -> Texts:
    """Return the texts of 入党积极分子备案登记表."""
    folder = folder_of(session, person_id, asked.on)
    return {**file_texts(folder, 1, 3, 4, 5), **typed(asked, *BODIES), "counted": counted(folder, 3)}


def filing_lacks(session: "Session", person_id: int) -> list[str]:
    """Return what should be on record before somebody is reported for filing."""
    folder = folder_of(session, person_id, clock.today())
    wanted = ((1, ""), (3, ""), (3, "performance"))
    return [*blanks(folder, CARD[:6]), *lacking(folder, *wanted), *_no_mentor(folder)]


def _no_mentor(folder: Folder) -> list[str]:
    return [] if folder.names("培养联系人") else ["培养联系人"]


# -- 培养考察登记表 -----------------------------------------------------------------------------

BOOK = (
    Field("former_name", "曾用名"),
    Field("day", "填表日期", Kind.DAY, month_allowed=False),
    opinion("recommended", "党小组（团组织）推荐意见"),
    opinion("committee", "支委会意见"),
    UPPER,
    opinion("candidate_committee", "支委会确定发展对象的意见"),
    opinion("candidate_upper", "上级党委对发展对象的意见"),
)
REVIEWED = {
    "review_number": "第几次考察", "review_on": "考察日期", "review_content": "考察情况",
    "review_mentor": "联系人意见", "review_branch": "党支部意见", "review_secretary": "支部书记",
}  # fmt: skip
BOOKED = {
    **offers(), **REVIEWED, **CONSENT, "reviews": "考察（每次一页）", "spells": "在原单位的培养（列表）",
    "classes": "培训（列表）", "counted": "支委会表决人数", "candidate_counted": "讨论发展对象表决人数",
    "posted": "公示起止和结果", "trained": "集中培训情况",
}  # fmt: skip


def book(session: "Session", person_id: int, asked: Asked) -> Texts:
    """Return the texts of 入党积极分子培养考察登记表, a page for each review."""
    folder = folder_of(session, person_id, asked.on)
    return {
        **file_texts(folder), **typed(asked, *BOOK), "counted": counted(folder, 3),
        "candidate_counted": counted(folder, 7), "reviews": reviews(folder), "spells": _spells(folder),
        "classes": classes(folder), "posted": posted(folder), "trained": trained(folder),
        **consent_texts(folder),
    }  # fmt: skip


def reviews(folder: Folder, step: int = 6) -> list[dict[str, str]]:
    """Return the half-yearly reviews in the order of their days, for a page each."""
    rows = sorted((one for one in folder.rows(Review) if one.step == step), key=lambda one: one.on.first)
    return [
        {
            "review_number": str(at), "review_on": spoken(one.on), "review_content": on_paper(one.content),
            "review_mentor": on_paper(one.mentor_opinion), "review_branch": on_paper(one.branch_opinion),
            "review_secretary": one.secretary,
        }
        for at, one in enumerate(rows, 1)
    ]  # fmt: skip


def _spells(folder: Folder) -> list[dict[str, str]]:
    return [
        {
            "organisation": one.organisation, "start": spoken(one.start), "end": spoken(one.end),
            "proved": "有登记表" if one.proved else "无登记表", "note": one.note,
        }
        for one in folder.rows(Spell)
    ]  # fmt: skip


def posted(folder: Folder, step: int = 8) -> str:
    """Return where and how long somebody was posted, and what came of it, a line for each place."""
    return on_paper(
        "\n".join(
            "，".join(filter(None, (one.place, _until(one), one.result)))
            for one in folder.rows(Posting)
            if one.step == step
        )
    )


def _until(one: Posting) -> str:
    return f"{spoken(one.start)}至{spoken(one.end) or '　　　　'}"


def book_lacks(session: "Session", person_id: int) -> list[str]:
    """Return what of the book should be filled first: the person, the decision, filing, mentors, a review."""
    folder = folder_of(session, person_id, clock.today())
    wanted = lacking(folder, (1, ""), (3, ""), (4, ""))
    reviewed = [] if reviews(folder) else ["培养考察记录"]
    return [*blanks(folder, CARD), *wanted, *_no_mentor(folder), *reviewed]


PAPERS = (
    Paper(
        "dev-04", "入党积极分子备案登记表", ("member",), "dev-04", filing, missing=filing_lacks, asks=BODIES,
        offers={**offers(1, 3, 4, 5), "counted": "支委会表决人数"}, among=(Category.ACTIVIST,),
    ),
    Paper(
        "dev-05", "入党积极分子培养考察登记表", ("member",), "dev-05", book, missing=book_lacks, asks=BOOK,
        offers=BOOKED, among=(Category.ACTIVIST, Category.CANDIDATE),
        note=f"草稿，供抄写：{PROVINCE}；有几次考察就印几页，至少两页",
    ),
)  # fmt: skip
