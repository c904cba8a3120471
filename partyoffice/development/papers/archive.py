"""What goes with a folder that is filed: 材料目录, 完整性审核意见, 移交单."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from partyoffice.core.field import Field, Kind
from partyoffice.core.paper_words import numeral, on_paper
from partyoffice.development.papers.file_texts import Folder, folder_of, offers, person_texts, spoken
from partyoffice.development.queries import folders
from partyoffice.development.queries.folders import PaperRow
from partyoffice.development.records import Material
from partyoffice.development.rules.archive import SIX
from partyoffice.development.rules.steps import TABLE, Stage
from partyoffice.members.rules import Category
from partyoffice.organisation.queries import signs
from partyoffice.organisation.records import APPROVER
from partyoffice.part import Asked, Paper
from partyoffice.store import settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Texts = Mapping[str, Any]
ALL, FILED = SCOPES = ("全部材料", "归入人事档案（党员档案）的六种材料")
ARCHIVING = 25
HAVE, LACK = "有", "缺"
NO_STAGE = "综合材料"
STAGE_OF = {rule.number: rule.stage for rule in TABLE}

SCOPE = Field("scope", "列哪些材料", Kind.CHOICE, choices=SCOPES, open=False, required=True)


def held(session: "Session", person_id: int, on: date, scope: str = ALL) -> list[PaperRow]:
    """Return the papers of a folder, those that are wanted and those that are there."""
    rows = folders.papers(session, on, [person_id])
    return [one for one in rows if one.item] if scope == FILED else rows


def _stage(row: PaperRow) -> str:
    """Return the part of the folder a paper lies in: its code begins with the stage, 0 for all of them."""
    stage = STAGE_OF.get(row.step)
    return f"{numeral(tuple(Stage).index(stage) + 1)}、{stage}" if stage else NO_STAGE


def _entry(at: int, row: Material) -> dict[str, str]:
    return {
        "number": str(at), "name": on_paper(row.name), "formed": spoken(row.formed),
        "pages": str(row.pages or ""),
    }  # fmt: skip


def _there(rows: Sequence[PaperRow]) -> Iterator[tuple[int, PaperRow, Material]]:
    """Yield the papers that are there, counted from 1."""
    there = [(one, one.row) for one in rows if one.present and one.row is not None]
    yield from ((at, one, row) for at, (one, row) in enumerate(there, 1))


def in_parts(rows: Sequence[PaperRow]) -> list[dict[str, str]]:
    """Return the papers that are there as rows of a catalogue, the parts of the folder between them."""
    listed: list[dict[str, str]] = []
    last = ""
    for at, one, row in _there(rows):
        if _stage(one) != last:
            last = _stage(one)
            listed.append({"name": last})
        remark = "，".join(filter(None, (row.copy, row.kept_at, row.note)))
        listed.append({**_entry(at, row), "note": on_paper(remark)})
    return listed


def in_a_row(rows: Sequence[PaperRow]) -> list[dict[str, str]]:
    """Return the papers that are there as rows of what is handed over."""
    return [
        {**_entry(at, row), "copy": row.copy, "note": on_paper(row.note)} for at, _one, row in _there(rows)
    ]


def _totals(rows: Sequence[PaperRow]) -> dict[str, str]:
    there = [row for _at, _one, row in _there(rows)]
    return {"count": str(len(there)), "page_count": str(sum(one.pages or 0 for one in there))}


# -- 目录 ---------------------------------------------------------------------------------------


def catalogue(session: "Session", person_id: int, asked: Asked) -> Texts:
    """Return the texts of 材料目录: what is in the folder, in the order of the steps."""
    rows = held(session, person_id, asked.on, asked.text("scope"))
    folder = folder_of(session, person_id, asked.on)
    return {**person_texts(folder), **_totals(rows), "rows": in_parts(rows), "scope": asked.text("scope")}


def usual_scope(_session: "Session", _person_id: int, _on: date) -> Mapping[str, str]:
    """Propose everything that is there."""
    return {"scope": ALL}


def unlisted(session: "Session", person_id: int) -> Sequence[str]:
    """Return the papers that are there without a day or a number of pages."""
    found = []
    for one in held(session, person_id, date.max):
        if one.present and one.row is not None:
            lacks = [
                title for title, value in (("形成日期", one.row.formed), ("页数", one.row.pages)) if not value
            ]
            found += [f"{one.name}的{'、'.join(lacks)}"] if lacks else []
    return found


# -- 完整性审核 ---------------------------------------------------------------------------------

OPINION = Field("opinion", "审核意见", Kind.LONG, hint="可以空着，审核时手写")


def completeness(session: "Session", person_id: int, asked: Asked) -> Texts:
    """Return the texts of 完整性审核意见: the six, all that is wanted, what does not agree."""
    rows, state = held(session, person_id, asked.on), folders.folder_of(session, person_id, asked.on)
    wanted = [one for one in rows if one.required]
    lacking = [one.name for one in wanted if not one.present]
    folder = folder_of(session, person_id, asked.on)
    return {
        **person_texts(folder), **_totals(rows),
        "joined": spoken(folder.one.card["joined"]), "full": spoken(folder.one.card["full"]),
        "six": list(_six(rows)), "rows": [_state(one) for one in wanted],
        "percent": f"{state.percent}%" if state.percent is not None else "",
        "there": f"应有 {len(wanted)} 种，已有 {len(wanted) - len(lacking)} 种",
        "lacking": on_paper("、".join(lacking)),
        "differing": on_paper("\n".join(one.message for one in state.findings)),
        "opinion": on_paper(asked.text("opinion")),
    }  # fmt: skip


def _six(rows: Sequence[PaperRow]) -> Iterator[dict[str, str]]:
    """Yield each of the six with what stands for it; one paper is enough."""
    for item, title in enumerate(SIX, 1):
        there = [one.row for one in rows if one.item == item and one.present and one.row is not None]
        yield {
            "name": title, "state": HAVE if there else LACK, "count": str(len(there) or ""),
            "formed": "、".join(spoken(one.formed) for one in there if one.formed),
            "pages": str(sum(one.pages or 0 for one in there) or ""),
            "kept": "、".join(dict.fromkeys(one.kept_at for one in there if one.kept_at)),
        }  # fmt: skip


def _state(one: PaperRow) -> dict[str, str]:
    row = one.row if one.present else None
    return {
        "code": one.code, "name": one.name, "state": HAVE if row else LACK,
        "copy": row.copy if row else "", "formed": spoken(row.formed) if row else "",
        "pages": str(row.pages or "") if row else "",
    }  # fmt: skip


def usual_opinion(session: "Session", person_id: int, on: date) -> Mapping[str, str]:
    """Propose the opinion written down with the step."""
    if not person_id:
        return {}
    return {"opinion": folder_of(session, person_id, on).text(ARCHIVING, "opinion")}


# -- 移交 ---------------------------------------------------------------------------------------

HANDED = (
    SCOPE,
    Field("from", "移交单位"),
    Field("to", "接收单位"),
    Field("handed_on", "移交日期", Kind.DAY, hint="空着就手写"),
)


def handover(session: "Session", person_id: int, asked: Asked) -> Texts:
    """Return the texts of 移交单: what is handed over by whom to whom, with room for two signatures."""
    rows = held(session, person_id, asked.on, asked.text("scope"))
    folder = folder_of(session, person_id, asked.on)
    return {
        **person_texts(folder), **_totals(rows), "rows": in_a_row(rows),
        "from": on_paper(asked.text("from")), "to": on_paper(asked.text("to")),
        "handed_on": spoken(asked.day("handed_on")), "kept_at": folder.text(ARCHIVING, "kept_at"),
        "scope": asked.text("scope"),
    }  # fmt: skip


def usual_handover(session: "Session", person_id: int, on: date) -> Mapping[str, str]:
    """Propose what the step says of the handing over; to several people what is the same for all."""
    if not person_id:
        return {"scope": FILED}
    folder = folder_of(session, person_id, on)
    return {
        "scope": FILED, "from": signs(session, folder.one.branch_id),
        "to": folder.text(ARCHIVING, "handed_to") or str(settings.get(session, APPROVER)),
        "handed_on": _day(folder),
    }  # fmt: skip


def _day(folder: Folder) -> str:
    return folder.text(ARCHIVING, "handed_on")


def missing(session: "Session", person_id: int) -> Sequence[str]:
    """Return which of the six are not there."""
    return folders.folder_of(session, person_id, date.max).six


FILING = (Category.PROBATIONARY,)
LISTED = {**offers(ARCHIVING), "rows": "材料（列表）", "count": "份数", "page_count": "总页数"}
PAPERS = (
    Paper(
        "dev-22", "党员档案材料目录", ("member",), "dev-22", catalogue, missing=unlisted, asks=(SCOPE,),
        usual=usual_scope, offers=LISTED, among=FILING, note="照材料登记列出已有的各件",
    ),
    Paper(
        "dev-22b", "党员档案完整性审核意见", ("member",), "dev-22b", completeness, missing=missing,
        asks=(OPINION,), usual=usual_opinion, among=FILING,
        offers={
            **LISTED, "six": "应存档的六种（列表）", "percent": "完整度", "there": "应有和已有",
            "lacking": "缺少的材料",
                       "differing": "日期不一致的",
        },
        note="六种存档材料见细则第三十六条，其余按本单位要求",
    ),
    Paper(
        "dev-22c", "党员档案移交单", ("member",), "dev-22c", handover, missing=missing, asks=HANDED,
        usual=usual_handover, among=FILING, offers={**LISTED, "kept_at": "存入"},
        note="一式两份，移交、接收双方签名",
    ),
)  # fmt: skip
