"""公示情况登记表: what was posted where, what came in, what was found."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.core.paper_words import dotted_name, on_paper
from partyoffice.core.text import is_nothing
from partyoffice.core.workdays import working_days_within
from partyoffice.development.papers.file_texts import (
    Folder,
    Texts,
    file_texts,
    folder_of,
    offers,
    spoken,
    ticked,
)
from partyoffice.development.queries import holidays_of
from partyoffice.development.records import Posting
from partyoffice.development.rules.profile import NOTICE_RESULTS
from partyoffice.members.rules import Category
from partyoffice.part import Asked, Paper

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

MATTERS = {"拟列为发展对象": 8, "拟接收为预备党员": 15, "拟转为正式党员": 23}
MATTER = Field("matter", "公示事项", Kind.CHOICE, choices=tuple(MATTERS), open=False)
RESULTS = {"clear": NOTICE_RESULTS[0], "bars": NOTICE_RESULTS[1]}
NONE = "无"
RECEIVED = {"none": "无", "some": "有"}
POSTED = {
    "postings": "公示（列表）", "objections": "收到的反映", "inquiry": "调查核实情况",
    "secretary": "支部书记",
    **{f"result_{key}": word for key, word in RESULTS.items()},
    **{f"received_{key}": f"收到反映：{word}" for key, word in RECEIVED.items()},
}  # fmt: skip


def step_of(asked: Asked) -> int:
    """Return the step a paper about 公示 is for; 8 where nothing was chosen."""
    return MATTERS.get(asked.text("matter"), 8)


def postings_of(folder: Folder, step: int) -> list[Posting]:
    """Return where somebody was posted for one step, in order."""
    rows = [one for one in folder.rows(Posting) if one.step == step]
    return sorted(rows, key=lambda one: one.start.first)


def posting(session: "Session", person_id: int, asked: Asked) -> Texts:
    """Return the texts of 公示情况登记表 of one person: every place it was posted in."""
    folder, step = folder_of(session, person_id, asked.on), step_of(asked)
    rows = postings_of(folder, step)
    texts = {
        "matter": asked.text("matter") or MATTER.choices[0],
        "postings": [_row(folder, one) for one in rows],
        **_answers(rows),
        "secretary": "、".join(dict.fromkeys(dotted_name(one.secretary) for one in rows if one.secretary)),
    }  # fmt: skip
    return {**file_texts(folder, 1, 3, 7, 8), **texts}


def _answers(rows: list[Posting]) -> dict[str, str]:
    """Return what came in and what was found, of all places together; nothing came in only if all say so."""
    objections, inquiry = _all(one.objections for one in rows), _all(one.inquiry for one in rows)
    silent = bool(rows) and all(one.objections and is_nothing(one.objections) for one in rows)
    received = RECEIVED["some"] if objections else RECEIVED["none"] if silent else ""
    return {
        "objections": objections, "inquiry": inquiry or (NONE if silent else ""),
        **ticked("received", RECEIVED, received), **ticked("result", RESULTS, _result(rows)),
    }  # fmt: skip


def _result(rows: list[Posting]) -> str:
    """Return the conclusion: one place where it bars is enough, all must say that it does not."""
    results = {one.result for one in rows}
    return NOTICE_RESULTS[1] if NOTICE_RESULTS[1] in results else results.pop() if len(results) == 1 else ""


def _all(texts: Iterable[str]) -> str:
    """Return what was entered that says something, each once."""
    return "\n".join(dict.fromkeys(on_paper(text) for text in texts if text and not is_nothing(text)))


def _row(folder: Folder, one: Posting) -> dict[str, str]:
    return {
        "place": one.place, "scope": one.scope, "start": spoken(one.start), "end": spoken(one.end),
        "days": working_days_of(folder.session, one.start, one.end),
    }  # fmt: skip


def working_days_of(session: "Session", start: Day, end: Day | None) -> str:
    """Return how many working days lie between two whole days, both counted; empty where one is not known."""
    if end is None or not (start.exact and end.exact):
        return ""
    return str(len(working_days_within(start.first, end.first, holidays_of(session))))


def posting_lacks(session: "Session", person_id: int) -> list[str]:
    """Return what of the first posting is not on record."""
    folder = folder_of(session, person_id, clock.today())
    rows = folder.rows(Posting)
    if not rows:
        return ["公示记录"]
    wanted = {"end": "公示结束日期", "objections": "收到的反映（没有的写“无”）", "result": "公示结论"}
    return [title for key, title in wanted.items() if not all(getattr(one, key) for one in rows)]


def usual_matter(_session: "Session", _person_id: int, _on: date) -> Mapping[str, str]:
    """Propose what 公示 is mostly for."""
    return {"matter": MATTER.choices[0]}


PAPERS = (
    Paper(
        "dev-07b", "公示情况登记表", ("member",), "dev-07b", posting, missing=posting_lacks, asks=(MATTER,),
        usual=usual_matter, offers={**offers(1, 3, 7, 8), **POSTED},
        among=(Category.ACTIVIST, Category.CANDIDATE),
        note="流动人员在流出地、流入地都要公示，各占一行",
    ),
)  # fmt: skip
