"""预备党员教育考察登记表 (a draft: the form is central), and the record of 入党宣誓."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from partyoffice.core import clock
from partyoffice.core.field import Field, Kind
from partyoffice.core.paper_words import dotted_name, on_paper
from partyoffice.development.papers.activists import REVIEWED, reviews
from partyoffice.development.papers.asked import opinion, typed
from partyoffice.development.papers.cases import (
    APPROVING,
    DECIDING,
    Case,
    ballots,
    case_of,
    cases_of,
)
from partyoffice.development.papers.file_texts import (
    Folder,
    Texts,
    blanks,
    file_texts,
    folder_of,
    lacking,
    offers,
    spoken,
)
from partyoffice.development.papers.letter_words import common_text
from partyoffice.development.papers.training import classes
from partyoffice.development.rules.profile import SPONSOR
from partyoffice.members.card import stamp
from partyoffice.members.rules import Category
from partyoffice.part import Asked, Paper

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

CARD = ("sex", "ethnicity", "birth", "education", "native_place", "work_start", "id_number", "address")
PROVINCE = "以省级组织部门统一印制为准；2026 年中央式样没有见到，内容照通行栏目"
SWEARING, PROBATION = 20, 21
OWN = opinion("own", "本人小结")
DAY = Field("day", "填表日期", Kind.DAY, month_allowed=False, hint="批准之日")
SAID = {"sponsor": "sponsor_opinion", "group": "group_opinion", "committee": "committee_opinion"}
ASKS = (
    DAY, OWN,
    opinion("sponsor", "入党介绍人意见"),
    opinion("group", "党小组意见"),
    opinion("committee", "支委会审查意见"),
    opinion("general", "党总支意见"),
    opinion("upper", "上级党委意见"),
)  # fmt: skip
BOOKED = {
    **offers(), **REVIEWED, "reviews": "考察（每次一页）", "classes": "培训（列表）",
    "probation_start": "预备期起", "probation_end": "预备期止",
    "extension_start": "延长的预备期起", "extension_end": "延长的预备期止",
    "full_on": "转正时间", "voted": "转正大会表决情况",
}  # fmt: skip


def book(session: "Session", person_id: int, asked: Asked) -> Texts:
    """Return the texts of 预备党员教育考察登记表, a page for each review."""
    case = case_of(session, person_id, asked.on)
    folder = case.folder
    return {
        **file_texts(folder), **typed(asked, *ASKS), **probation_texts(case),
        "reviews": reviews(folder, PROBATION), "classes": classes(folder), "voted": _voted(case),
    }  # fmt: skip


def probation_texts(case: Case) -> dict[str, str]:
    """Return the days of 预备期, of its extension, and 转正时间, as far as the records give them."""
    texts = {"full_on": dated(case.full)}
    for key, runs in (("probation", case.first), ("extension", case.extension)):
        texts[f"{key}_start"] = dated(runs.start if runs else None)
        texts[f"{key}_end"] = dated(runs.end if runs else None)
    return texts


def dated(day: date | None) -> str:
    """Return a plain date as papers say it, empty for none."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _voted(case: Case) -> str:
    voted = case.voted(DECIDING, case.folder.day(DECIDING))
    return ballots(voted) if voted else ""


def usual(session: "Session", person_id: int, on: date) -> Mapping[str, str]:
    """Propose what the steps say: the day of the approval, the opinions before the meeting on 转正."""
    if not person_id:
        return {}
    folder = folder_of(session, person_id, on)
    texts = {key: folder.text(DECIDING, of) for key, of in SAID.items()}
    return {**texts, "day": str(folder.day(APPROVING) or "")}


def missing(session: "Session", person_id: int) -> list[str]:
    """Return what should be on record before the book is written: the person, the days, who vouches."""
    folder = folder_of(session, person_id, clock.today())
    sponsors = [] if folder.names(SPONSOR) or folder.one.card["sponsors"] else ["入党介绍人"]
    reviewed = [] if reviews(folder, PROBATION) else ["预备期考察记录"]
    return [*blanks(folder, CARD), *lacking(folder, (15, ""), (APPROVING, "")), *sponsors, *reviewed]


# -- 入党宣誓 -----------------------------------------------------------------------------------

OATH = (
    Field("day", "宣誓日期", Kind.DAY, hint="空着照登记"),
    Field("place", "宣誓地点"),
    Field("host", "领誓人", Kind.NAME),
    Field("held_by", "组织单位"),
    Field("present", "参加人员"),
    Field(
        "course", "仪式经过", Kind.LONG, hint="奏（唱）国歌、宣读名单、宣誓、代表发言、讲话等，可以空着手写"
    ),
    Field("recorder", "记录人", Kind.NAME),
)
SWORN = {"people": "宣誓人（列表）", "count": "宣誓人数", "name": "宣誓人"}


def oath(session: "Session", ids: Sequence[int], asked: Asked) -> Texts:
    """Return the texts of the record of one ceremony: who swore, when, where, led by whom."""
    cases = cases_of(session, [one for one in ids if one], asked.on)
    known = {key: common_text(one.folder.text(SWEARING, key) for one in cases) for key in ("place", "host")}
    day = common_text(spoken(one.folder.day(SWEARING)) for one in cases)
    said = typed(asked, *OATH)
    names = [dotted_name(one.name) for one in cases]
    return {
        **said, **{key: said[key] or on_paper(text) for key, text in known.items()},
        "day": said["day"] or day,
        "people": [_sworn(one.folder) for one in cases], "count": str(len(cases)), "stamp": stamp(session),
        "name": f"{names[0]}等{len(names)}人" if len(names) > 1 else "".join(names),
    }  # fmt: skip


def _sworn(folder: Folder) -> dict[str, str]:
    card = folder.one.card
    return {
        "name": dotted_name(folder.one.name), "sex": str(card["sex"]), "branch": folder.one.branch,
        "accepted": spoken(folder.day(15)), "approved": spoken(folder.day(APPROVING)),
    }  # fmt: skip


def oath_lacks(session: "Session", person_id: int) -> list[str]:
    """Return what of the ceremony is not on record."""
    return lacking(folder_of(session, person_id, clock.today()), (APPROVING, ""), (SWEARING, ""))


PAPERS = (
    Paper(
        "dev-17", "预备党员教育考察登记表", ("member",), "dev-17", book, missing=missing, asks=ASKS,
        usual=usual, offers=BOOKED, among=(Category.PROBATIONARY,),
        note=f"草稿，供抄写：{PROVINCE}；有几次考察就印几页，至少两页",
    ),
    Paper(
        "dev-19", "入党宣誓记录", ("member",), "dev-19", gather=oath, missing=oath_lacks, asks=OATH,
        offers=SWORN, among=(Category.PROBATIONARY,), note="同一次宣誓的几个人印一份；一般在批准后一个月内",
    ),
)  # fmt: skip
