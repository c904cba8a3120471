"""入党志愿书填写稿: every column of the booklet as far as the records tell, to copy from by hand.

The booklet itself only the province prints; here it is held against itself: the days that its papers give.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.finding import Finding
from partyoffice.core.paper_words import dotted_name, on_paper
from partyoffice.development import booklet
from partyoffice.development.papers.asked import opinion, typed
from partyoffice.development.papers.cases import ACCEPTING, APPROVING, CERTIFYING, DECIDING, Case, case_of
from partyoffice.development.papers.file_texts import PERSON, Folder, person_texts, spoken
from partyoffice.development.papers.probation import probation_texts
from partyoffice.development.records import Examined, Material, Wayfarer
from partyoffice.development.rules.consistency import (
    check_facts,
    check_joined,
    check_meeting_days,
    check_order,
)
from partyoffice.development.rules.editions import edition_for
from partyoffice.development.rules.formed import check_formed
from partyoffice.development.rules.probation import check_recorded
from partyoffice.development.rules.steps import MILESTONES
from partyoffice.meetings.queries import secretary_of
from partyoffice.members import card
from partyoffice.part import Asked, Paper

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

SELF = "本人"
TALKING = 16
# The papers that are made on the day of a milestone, by its step.
PAPER_OF = {
    1: "1-1", 2: "1-2", 3: "2-2", 13: "4-2", 15: "4-4", 17: "4-6", 20: "4-9", 23: "5-5", 24: "5-10",
}  # fmt: skip
AGREES, DIFFERS = "一致", "不一致"

ASKS = (
    *booklet.ASKS,
    opinion("explained", "需要向党组织说明的问题"),
    opinion("sponsor_1", "入党介绍人意见（一）"),
    opinion("sponsor_2", "入党介绍人意见（二）"),
)
GIVEN = {
    "booklet": "志愿书编号", "degree_or_title": "学位或职称", "relations": "主要社会关系（列表）",
    "accepted": "接收大会日期", "accepted_text": "接收决议", "accepted_secretary": "接收时的支部书记",
    "talk": "上级派人谈话情况和意见", "talker": "谈话人", "talked": "谈话日期",
    "general_text": "党总支审查意见", "general_on": "党总支审议日期", "approved_text": "基层党委审批意见",
    "approved": "批准日期", "full_meeting": "转正大会日期", "full_text": "转正决议",
    "full_secretary": "转正时的支部书记", "certified_text": "基层党委审批转正意见",
    "certified": "转正批准日期",
       "dates": "各材料上的日期（列表）", "checks": "一致性核对（列表）",
}  # fmt: skip


def draft(session: "Session", person_id: int, asked: Asked) -> Mapping[str, Any]:
    """Return the texts of the filling draft and of the check that goes with it."""
    case = case_of(session, person_id, asked.on)
    person = person_texts(case.folder)
    return {
        **person, **typed(asked, *ASKS), **_resolutions(case), **_opinions(case),
        "booklet": case.booklet,
        "degree_or_title": "、".join(filter(None, (person["degree"], person["title"]))),
        "relatives": [_relation(one) for one in card.relatives(session, person_id)],
        "relations": [_relation(one) for one in _relations(case.folder)],
        "dates": list(_dates(case)), "checks": list(_checks(case)),
    }  # fmt: skip


# -- the columns --------------------------------------------------------------------------------


def _relations(folder: Folder) -> list[Examined]:
    """Return whom the political review looked at besides the person and the family on the card."""
    family = {row.name for row in card.relatives(folder.session, folder.one.id)}
    return [one for one in folder.rows(Examined) if one.relation != SELF and one.name not in family]


def _relation(one: Any) -> dict[str, str]:  # noqa: ANN401 -- a Relative or an Examined
    birth = one.birth.dotted() if one.birth else ""
    return {
        "relation": one.relation, "name": dotted_name(one.name), "birth": birth,
        "political_status": one.political_status, "unit": one.unit,
    }  # fmt: skip


def _resolutions(case: Case) -> dict[str, str]:
    texts = {}
    for key, number in (("accepted", ACCEPTING), ("full", DECIDING)):
        day = case.folder.day(number)
        voted = case.voted(number, day)
        texts[f"{key}_text"] = on_paper(voted.item.resolution) if voted else ""
        texts[f"{key}_secretary"] = _secretary(case, day)
        texts["accepted" if number == ACCEPTING else "full_meeting"] = spoken(day)
    return texts


def _secretary(case: Case, day: Day | None) -> str:
    branch = case.folder.one.branch_id
    return secretary_of(case.session, branch, day.first) if branch and day else ""


def _opinions(case: Case) -> dict[str, str]:
    """Return what the bodies above say, with 预备期 and 党龄 as the records make them."""
    folder, runs = case.folder, probation_texts(case)
    span = f"预备期自{runs['probation_start']}至{runs['probation_end']}。" if case.first else ""
    since = f"党龄自{runs['full_on']}算起。" if case.full else ""
    talker = "，".join(filter(None, (folder.text(TALKING, "talker"), folder.text(TALKING, "post"))))
    return {
        "talk": on_paper(folder.text(TALKING, "opinion")), "talked": spoken(folder.day(TALKING)),
        "talker": on_paper(talker), "general_on": spoken(case.deliberated),
        "general_text": on_paper(folder.text(APPROVING, "deliberation")),
        "approved_text": span, "approved": spoken(folder.day(APPROVING)),
        "certified_text": since, "certified": spoken(folder.day(CERTIFYING)),
    }  # fmt: skip


# -- held against itself ------------------------------------------------------------------------


def _dates(case: Case) -> Iterator[dict[str, str]]:
    """Yield each milestone with the day of its step, of its paper and of the minutes."""
    formed = _formed(case.folder)
    for one in MILESTONES:
        step, paper = case.folder.day(one.number), formed.get(PAPER_OF.get(one.number, ""))
        voted = case.voted(one.number, step) if one.number in {ACCEPTING, DECIDING} else None
        minutes = voted.meeting.on if voted else None
        known = [day for day in (step, paper, minutes) if day is not None]
        yield {
            "what": one.title, "step": spoken(step), "minutes": spoken(minutes), "paper": spoken(paper),
            "verdict": "" if len(known) < 2 else DIFFERS if check_meeting_days(_numbered(known)) else AGREES,
        }  # fmt: skip


def _numbered(days: list[Day]) -> dict[str, Day]:
    return {str(at): day for at, day in enumerate(days)}


def _formed(folder: Folder) -> dict[str, Day]:
    return {one.code: one.formed for one in folder.rows(Material) if one.formed is not None and one.present}


def findings(case: Case) -> Iterator[Finding]:
    """Yield what of the file does not agree: order, minutes, papers, card (rules/consistency)."""
    folder = case.folder
    days = {number: step.on for number, step in folder.steps.items() if step.on and not step.open}
    yield from check_order(days)
    yield from check_joined(folder.one.card["joined"], days.get(ACCEPTING))
    yield from check_meeting_days(_meetings(case))
    if case.full is not None:
        yield from check_recorded(folder.one.card["full"], case.full, edition_for(case.full, case.choice))
    yield from check_formed(_formed(folder), days)
    yield from check_facts(_facts(folder))


def _meetings(case: Case) -> dict[str, Day]:
    """Return the day of the accepting meeting by what gives it."""
    step, paper = case.folder.day(ACCEPTING), _formed(case.folder).get("4-4")
    voted = case.voted(ACCEPTING, step)
    told = {"步骤登记": step, "会议记录": voted.meeting.on if voted else None, "会议记录的材料": paper}
    return {title: day for title, day in told.items() if day is not None}


def _facts(folder: Folder) -> dict[str, dict[str, str]]:
    """Return name and birth as card and political review give them."""
    one = folder.one.card
    papers = {"卡片": {"姓名": str(one["name"]), "出生年月": one["birth"].dotted() if one["birth"] else ""}}
    for row in folder.rows(Examined):
        if row.relation == SELF:
            papers["政审表"] = {"姓名": row.name, "出生年月": row.birth.dotted() if row.birth else ""}
    return papers


def _checks(case: Case) -> Iterator[dict[str, str]]:
    found = list(findings(case))
    for one in found:
        yield {"said": on_paper(one.message), "sum": on_paper(one.arithmetic), "basis": one.article}


def usual(session: "Session", person_id: int, on: date) -> Mapping[str, str]:
    """Propose when and where somebody joined the League, as their file says."""
    rows = case_of(session, person_id, on).folder.rows(Wayfarer) if person_id else []
    told = ((spoken(one.league_on), one.league_place) for one in rows)
    return {"league": "，".join(part for pair in told for part in pair if part)} if rows else {}


def missing(session: "Session", person_id: int) -> list[str]:
    """Return the 必填 fields of the card that are empty, and that no booklet was given."""
    case = case_of(session, person_id, clock.today())
    return [*card.missing(session, person_id), *([] if case.booklet else ["志愿书编号"])]


PAPERS = (
    Paper(
        "dev-11b", "入党志愿书填写稿", ("member",), "dev-11b", draft, missing=missing, asks=ASKS,
        usual=usual, offers={**PERSON, **GIVEN},
        note="填写稿供抄写，志愿书以省级组织部门统一印制为准；末页核对各材料上的日期",
    ),
)  # fmt: skip
