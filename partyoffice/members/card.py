"""The texts of one person's card, as the form mem-01 (采集表) and the window show them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.members.columns import CARD, COLUMNS
from partyoffice.members.columns import missing as empty_fields
from partyoffice.members.queries import CHUNK, Someone, everyone
from partyoffice.members.records import Award, Experience, Relative
from partyoffice.organisation.records import SAMPLE, SCHOOL
from partyoffice.store import blobs, settings
from partyoffice.store.base import Record

AHEAD = "members read ahead"
# The form calls two facts otherwise than the record, which may not have a field ``title``.
UNFILLED = "—"
FORM_NAMES = {"college": "school", "title_name": "title"}
MORE = {
    "photo": "照片",
    "class_teacher": "班主任起止",
    "honour": "骨干称号",
    "relatives": "家庭主要成员（列表）",
    "awards": "奖惩（列表）",
    "experiences": "简历（列表）",
    "experience_text": "简历",
    "post_admin": "单位及职务",
}
# What a form may ask of a person, by the key it is asked with.
OFFERS = {FORM_NAMES.get(key, key): column.field.title for key, column in COLUMNS.items()} | MORE


def stamp(session: Session) -> str:
    """Return what a paper of invented people says."""
    return "示例数据" if settings.get(session, SAMPLE) else ""


def over_list(session: Session, on: date, count: str) -> tuple[str, ...]:
    """Return what stands over the paper of a list: the school, as of which day, how many."""
    school = str(settings.get(session, SCHOOL)) + ("（示例数据）" if stamp(session) else "")
    return school, f"截至 {on}", f"共 {count}"


@dataclass(frozen=True, slots=True)
class Ahead:
    """People read at once with the rows of their cards, for papers printed one after the other."""

    on: date
    people: Mapping[int, Someone]
    rows: Mapping[type[Record], Mapping[int, list[Any]]]


def read_ahead(session: Session, ids: Sequence[int], on: date) -> None:
    """Read many people at once: what is asked of each of them later in this session is at hand then."""
    people = {one.id: one for one in everyone(session, on, ids=ids)}
    kinds: tuple[type[Record], ...] = (Experience, Relative, Award)
    rows = {kind: _grouped(session, kind, ids) for kind in kinds}
    session.info[AHEAD] = Ahead(on, people, rows)


def _grouped(session: Session, kind: Any, ids: Sequence[int]) -> dict[int, list[Any]]:  # noqa: ANN401 -- a record class
    grouped: dict[int, list[Any]] = defaultdict(list)
    for at in range(0, len(ids), CHUNK):
        wanted = select(kind).where(kind.person_id.in_(ids[at : at + CHUNK])).order_by(kind.id)
        for row in session.execute(wanted).scalars():
            grouped[row.person_id].append(row)
    return grouped


def someone(session: Session, person_id: int, on: date) -> Someone:
    """Return one person with the state of a day (OfficeError for who is in the bin, or gone for good)."""
    ahead: Ahead | None = session.info.get(AHEAD)
    if ahead is not None and ahead.on == on and person_id in ahead.people:
        return ahead.people[person_id]
    found = everyone(session, on, ids=[person_id])
    if not found:
        raise OfficeError("选中的人已经不在数据里，或在回收站中", remedy="请重新选择；在回收站中的先恢复")
    return found[0]


def _rows_of(session: Session, kind: Any, person_id: int) -> list[Any]:  # noqa: ANN401 -- a record class
    """Return the rows of a person's card of one kind as entered."""
    ahead: Ahead | None = session.info.get(AHEAD)
    if ahead is not None and person_id in ahead.people:
        return ahead.rows[kind].get(person_id, [])
    return list(session.execute(select(kind).where(kind.person_id == person_id).order_by(kind.id)).scalars())


def values(session: Session, person_id: int, on: date) -> Mapping[str, Any]:
    """Return the form's texts by cell; the photo as bytes, lists as rows."""
    one = someone(session, person_id, on)
    texts: dict[str, Any] = {key: _text(column.read(one, on)) for key, column in COLUMNS.items()}
    for key, form_key in FORM_NAMES.items():
        texts[form_key] = texts.pop(key)
    texts["photo"] = blobs.content_of(session, one.card["photo"]) if one.card["photo"] else None
    texts["stamp"] = stamp(session)
    texts["class_teacher"] = _span(one.card["class_teacher_from"], one.card["class_teacher_to"])
    texts["honour"] = " ".join(
        filter(None, (one.card["honour_level"], one.card["honour"], one.card["honour_year"]))
    )
    texts["relatives"] = [
        _row(row, ("relation", "name", "birth", "political_status", "unit"))
        for row in relatives(session, person_id)
    ]
    texts["awards"] = [_row(row, ("on", "kind", "name", "body")) for row in awards(session, person_id)]
    texts |= _past(experiences(session, person_id))
    texts["post_admin"] = _post_admin(session, one)
    return texts


def _past(rows: list[Experience]) -> dict[str, Any]:
    """Return 简历 as rows and as one text for a big box; nothing where nothing was entered."""
    told = [{"span": span(row), "unit": row.unit, "witness": row.witness} for row in rows]
    return {"experiences": told, "experience_text": "\n".join(filter(None, map(_told, told)))}


def _told(row: dict[str, str]) -> str:
    witness = f"（证明人：{row['witness']}）" if row["witness"] else ""
    return "　".join(filter(None, (row["span"], row["unit"] + witness)))


def _post_admin(session: Session, one: Someone) -> str:
    """Return 单位职务: the school and what somebody is in it, for who is here; else nothing is known."""
    school = str(settings.get(session, SCHOOL))
    post = one.card["admin_post"] or one.card["title_name"]
    return f"{school}{post}" if one.present else ""


def span(row: Experience) -> str:
    """Return ``2005.09 — 2010.06``; without an end 至今, without a start only what is known."""
    if row.start is None:
        return f"— {row.end.dotted()}" if row.end else ""
    return f"{row.start.dotted()} — {row.end.dotted() if row.end else '至今'}"


def _text(value: Any) -> str:  # noqa: ANN401 -- any shown value
    return "" if value is None else str(value)


def _span(start: Day | None, end: Day | None) -> str:
    return f"{start} 至 {end or '今'}" if start else ""


def _row(record: Any, keys: tuple[str, ...]) -> dict[str, str]:  # noqa: ANN401 -- two kinds of record
    return {key: _text(getattr(record, key)) for key in keys}


def experiences(session: Session, person_id: int) -> list[Experience]:
    """Return the stretches of study and work, oldest first."""
    found: list[Experience] = _rows_of(session, Experience, person_id)
    return sorted(found, key=lambda row: (row.start.first if row.start else date.min, row.id))


def relatives(session: Session, person_id: int) -> list[Relative]:
    """Return the family as entered."""
    return _rows_of(session, Relative, person_id)


def awards(session: Session, person_id: int) -> list[Award]:
    """Return honours and punishments, oldest first."""
    found: list[Award] = _rows_of(session, Award, person_id)
    return sorted(found, key=lambda row: (row.on.first if row.on else date.min, row.id))


def missing(session: Session, person_id: int) -> list[str]:
    """Return the titles of 必填 fields still empty."""
    return [CARD[key].title for key in _missing(session, person_id)]


def unfilled(session: Session, person_id: int) -> dict[str, str]:
    """Return by cell a dash for every 必填 field still empty: 无 would claim that there is none."""
    return {FORM_NAMES.get(key, key): UNFILLED for key in _missing(session, person_id)}


def _missing(session: Session, person_id: int) -> list[str]:
    ahead: Ahead | None = session.info.get(AHEAD)
    one = ahead.people.get(person_id) if ahead is not None else None
    return empty_fields(one or someone(session, person_id, date.max))
