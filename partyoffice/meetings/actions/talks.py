"""谈心谈话: held, mended, taken out; who is of the roster is named as the roster names them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.text import clean, clean_name
from partyoffice.meetings.records import Talk
from partyoffice.members.queries import everyone

BOTH = (("talker_id", "talker", "谈话人"), ("person_id", "person", "谈话对象"))
TEXTS = ("kind", "place", "gist", "advice", "handled")


def hold_talk(session: Session, values: Mapping[str, Any]) -> Talk:
    """Write down a talk (OfficeError without two people, a day that has come, and what was said)."""
    given = _checked(session, values)
    made = Talk(**given)
    session.add(made)
    session.flush()
    return made


def correct_talk(session: Session, talk: Talk, values: Mapping[str, Any]) -> None:
    """Mend a talk; what is not given stays as it is."""
    before = {key: getattr(talk, key) for key in ("on", *TEXTS, *(key for pair in BOTH for key in pair[:2]))}
    for key, value in _checked(session, {**before, **values}).items():
        setattr(talk, key, value)
    session.flush()


def drop_talk(session: Session, talk: Talk) -> None:
    """Take a wrong row out; the journal keeps what it said."""
    session.delete(talk)
    session.flush()


def _checked(session: Session, values: Mapping[str, Any]) -> dict[str, Any]:
    on = values.get("on")
    if on is None:
        raise OfficeError("没有填写谈话日期", remedy="只知道月份的，请写到月")
    if on.first > clock.today():
        raise OfficeError(f"谈话日期 {on} 还没有到", remedy="请在谈过以后登记")
    given = {"on": on, **{key: str(values.get(key) or "").strip() for key in TEXTS}}
    for key, title in (("kind", "类型"), ("gist", "内容要点")):
        if not given[key]:
            raise OfficeError(f"没有填写{title}", remedy=f"请填写{title}后再保存")
    return {**given, **_people(session, values, on)}


def _people(session: Session, values: Mapping[str, Any], on: Day) -> dict[str, Any]:
    """Return both people by id and name, and the branch the talk belongs to."""
    ids = [values[key] for key, _name, _title in BOTH if values.get(key)]
    known = {one.id: one for one in everyone(session, on.first, columns=("name",), ids=ids)}
    given: dict[str, Any] = {}
    for key, name, title in BOTH:
        one = known.get(values.get(key) or 0)
        typed = one.name if one is not None else clean_name(clean(str(values.get(name) or "")))
        if not typed:
            raise OfficeError(f"没有写明{title}", remedy="请在名册里选，或写姓名")
        given |= {key: one.id if one is not None else None, name: typed}
    if given["talker_id"] and given["talker_id"] == given["person_id"]:
        raise OfficeError("谈话人和谈话对象是同一个人", remedy="请核对两个人")
    here = [known[each].branch_id for each in (given["person_id"], given["talker_id"]) if each]
    return {**given, "organisation_id": next(filter(None, here), None)}
