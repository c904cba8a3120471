"""Named views of a list: one setting a view, so that each is journalled and undone by itself.

Everything in a view goes by column key; what a version does not know it passes over.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.errors import OfficeError
from partyoffice.core.text import clean
from partyoffice.store import settings
from partyoffice.store.settings import Setting, StoredSetting

TITLE, START = "常用视图", "起始视图"
LONGEST = 20
# The journal shows these words beside the values, so they are what people read.
NAME, BASE, FILTERS, LAYOUT = "名称", "范围", "筛选", "列和排序"


@dataclass(frozen=True, slots=True)
class NamedView:
    """Filters, columns, order and sort under a name; ``base`` is the built-in view it narrows."""

    name: str
    base: str
    filters: dict[str, Any] = field(default_factory=dict)
    layout: dict[str, Any] = field(default_factory=dict)
    key: str = ""  # empty until it is stored


def _prefix(listed: str) -> str:
    return f"{TITLE}：{listed}："


def _start(listed: str) -> Setting:
    return Setting(f"{START}：{listed}", START, "")


def views_of(session: Session, listed: str) -> list[NamedView]:
    """Return the named views of a list, the oldest first."""
    wanted = select(StoredSetting).where(StoredSetting.key.startswith(_prefix(listed)))
    rows = session.execute(wanted.order_by(StoredSetting.id)).scalars()
    return [_read(row) for row in rows if isinstance(row.value, dict)]


def _read(row: StoredSetting) -> NamedView:
    value = row.value
    return NamedView(
        str(value.get(NAME, "")), str(value.get(BASE, "")), value.get(FILTERS, {}), value.get(LAYOUT, {}),
        row.key,
    )  # fmt: skip


def save(session: Session, listed: str, view: NamedView, built_in: Collection[str] = ()) -> str:
    """Store a view, new or known by its key; return the key (OfficeError for a name that is taken)."""
    name = clean(view.name)
    _must_be_free(session, listed, name, view.key, built_in)
    key = view.key or _prefix(listed) + uuid4().hex[:12]
    value = {NAME: name, BASE: view.base, FILTERS: view.filters, LAYOUT: view.layout}
    settings.put(session, Setting(key, TITLE, None), value)
    return key


def _must_be_free(session: Session, listed: str, name: str, key: str, built_in: Collection[str]) -> None:
    if not name:
        raise OfficeError("视图还没有名称", remedy="请写一个名称，如“本科以上”")
    if len(name) > LONGEST:
        raise OfficeError(f"视图名称有 {len(name)} 个字，左边的列表放不下", remedy=f"请写 {LONGEST} 个字以内")
    if name in built_in:
        raise OfficeError(f"“{name}”是自带的视图，不能改动", remedy="请换一个名称")
    if any(view.name == name and view.key != key for view in views_of(session, listed)):
        raise OfficeError(f"已经有叫“{name}”的视图", remedy="请换一个名称，或打开那个视图再更新")


def delete(session: Session, listed: str, key: str) -> None:
    """Take a view out; if the list began with it, it begins with its usual one again."""
    if start_of(session, listed) == key:
        set_start(session, listed, "")
    wanted = select(StoredSetting).where(StoredSetting.key == key)
    session.delete(session.execute(wanted).scalar_one())


def start_of(session: Session, listed: str) -> str:
    """Return what the list begins with: the key of a named view, the name of a built-in one, or nothing."""
    return str(settings.get(session, _start(listed)))


def set_start(session: Session, listed: str, key: str) -> None:
    """Let the list begin with a view."""
    settings.put(session, _start(listed), key)
