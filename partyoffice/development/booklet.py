"""What is laid over the pages of 入党志愿书 (2004年制), which only the province may print."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from partyoffice.core import codes
from partyoffice.core.dates import Day
from partyoffice.core.field import Field
from partyoffice.development.queries import days_of
from partyoffice.members import card
from partyoffice.part import Asked

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

PASTS, FAMILY = 12, 7  # the rows of 本人经历 and of 家庭主要成员
ACCEPTED, FULL = 15, 23  # the steps of the branch's two resolutions
PUNISHED = "处分"
PAST = {"start": "起", "end": "止", "unit": "单位及职务", "witness": "证明人"}
RELATIVE = {
    "relation": "称谓",
    "name": "姓名",
    "birth": "出生年月",
    "status": "政治面貌",
    "unit": "单位及职务",
}
DAYS = {"accepted": "接收大会", "full": "转正大会"}

# Asked for each printing: the card has no place for these.
ASKS = (
    Field("birthplace", "出生地"),
    Field("speciality", "有何专长"),
    Field("league", "何时何地加入共青团"),
)


def _rows(key: str, title: str, count: int, columns: Mapping[str, str]) -> dict[str, str]:
    return {
        f"{key}_{number}_{part}": f"{title}{number}{name}"
        for number in range(1, count + 1)
        for part, name in columns.items()
    }


OFFERS = {
    **card.OFFERS,
    "birth_month": "出生年月",
    "degree_or_title": "学位或职称",
    "honours": "奖励",
    "punishments": "处分",
    **_rows("past", "经历", PASTS, PAST),
    **_rows("family", "家庭", FAMILY, RELATIVE),
    **{
        f"{key}_{part}": f"{title}{name}"
        for key, title in DAYS.items()
        for part, name in (("year", "年"), ("month", "月"), ("day", "日"))
    },
}


def values(session: "Session", person_id: int, asked: Asked) -> Mapping[str, Any]:
    """Return the texts by key; what somebody writes and signs by hand is not among them."""
    texts = dict(card.values(session, person_id, asked.on))
    one = card.someone(session, person_id, asked.on)
    texts |= {field.key: asked.text(field.key) for field in ASKS}
    texts["birth_month"] = _month(one.card["birth"])
    texts["degree_or_title"] = "、".join(filter(None, (texts["degree"], texts["title"])))
    texts |= _awards(session, person_id) | _past(session, person_id) | _family(session, person_id)
    for key, step in (("accepted", ACCEPTED), ("full", FULL)):
        texts |= _day(key, days_of(session, step, [person_id]).get(person_id))
    return texts


def _month(day: Day | None) -> str:
    return day.dotted() if day else ""


def _day(key: str, day: Day | None) -> dict[str, str]:
    """Return a day in three parts; a day known to the month leaves room for the pen."""
    if day is None:
        return {}
    return {
        f"{key}_year": str(day.year),
        f"{key}_month": str(day.month),
        f"{key}_day": str(day.day) if day.day else "",
    }


def _awards(session: "Session", person_id: int) -> dict[str, str]:
    rows = card.awards(session, person_id)
    return {
        "honours": _lines(row for row in rows if not _punishes(row.kind)),
        "punishments": _lines(row for row in rows if _punishes(row.kind)),
    }


def _punishes(kind: str) -> bool:
    return PUNISHED in kind or PUNISHED in codes.table("award_kind").group(kind)


def _lines(rows: Iterable[Any]) -> str:
    told = (
        "　".join(filter(None, (_month(row.on), row.name, f"（{row.body}）" if row.body else "")))
        for row in rows
    )
    return "\n".join(told)


def _past(session: "Session", person_id: int) -> dict[str, str]:
    rows = card.experiences(session, person_id)[:PASTS]
    return {
        f"past_{number}_{key}": text
        for number, row in enumerate(rows, 1)
        for key, text in (
            ("start", _month(row.start)),
            ("end", _month(row.end) if row.end else "至今"),
            ("unit", row.unit),
            ("witness", row.witness),
        )
    }


def _family(session: "Session", person_id: int) -> dict[str, str]:
    rows = card.relatives(session, person_id)[:FAMILY]
    return {
        f"family_{number}_{key}": text
        for number, row in enumerate(rows, 1)
        for key, text in (
            ("relation", row.relation),
            ("name", row.name),
            ("birth", _month(row.birth)),
            ("status", row.political_status),
            ("unit", row.unit),
        )
    }


def missing(session: "Session", person_id: int) -> list[str]:
    """Return what does not fit the booklet's rows; the rest is what the pen adds."""
    more = []
    if len(card.experiences(session, person_id)) > PASTS:
        more.append(f"第 {PASTS} 段以后的经历")
    if len(card.relatives(session, person_id)) > FAMILY:
        more.append(f"第 {FAMILY} 人以后的家庭成员")
    return [*card.missing(session, person_id), *more]
