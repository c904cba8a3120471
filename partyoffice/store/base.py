"""What every stored record shares: ids, the one description of each field, stored dates."""

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar

from sqlalchemy import JSON, Dialect, MetaData, String, inspect
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, MappedColumn, mapped_column
from sqlalchemy.types import TypeDecorator

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field

# Constraint names must be stable, or batch migrations cannot find what to rebuild.
NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


_parsed = lru_cache(maxsize=65536)(Day.parse)  # a list of 20 000 people has few distinct days


def stored_day(text: str) -> Day:
    """Return the Day of a stored text; OfficeError, with what to do, for one that is damaged."""
    try:
        return _parsed(text)
    except ValueError as error:
        raise OfficeError(
            f"数据文件中的日期“{text}”已损坏",
            remedy="请关闭后重新打开它，在出来的页上恢复最近的备份，或抢救可读内容；原文件请保留",
        ) from error


class DayType(TypeDecorator[Day]):
    """A day or a month, stored as ``YYYY-MM-DD`` or ``YYYY-MM`` so that text order is time order."""

    impl = String(10)
    cache_ok = True

    def process_bind_param(self, value: Day | date | None, dialect: Dialect) -> str | None:  # noqa: ARG002 -- given
        """Store a Day, or a plain date, by its text."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Day | None:  # noqa: ARG002 -- given
        """Return the Day that was stored."""
        return None if value is None else stored_day(value)


class Table(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False):
    """A table of the office; what the user calls a record is a Record."""

    __abstract__ = True
    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {Day: DayType, dict[str, Any]: JSON, list[Any]: JSON}
    __table_args__: Any = ({"sqlite_autoincrement": True},)


class Record(Table):
    """A stored record: a mapped dataclass that can also live without any database.

    ``title`` is what the journal calls the kind. ``owner`` names the foreign key under which it
    belongs to a greater record, so that undoing an import keeps or takes both together.
    ``counted`` is false for what comes along with others and is no row of an import itself. ``binding``
    says that whoever has such a record cannot go to the bin: books that add up would lose a line.
    """

    __abstract__ = True
    title: ClassVar[str] = ""
    owner: ClassVar[str] = ""
    counted: ClassVar[bool] = True
    binding: ClassVar[bool] = False

    id: Mapped[int] = mapped_column(primary_key=True, init=False, repr=True)

    def label(self) -> str:
        """Return what the record is called in sentences to the user."""
        return str(getattr(self, "name", "") or f"{self.title} {self.id}")


def field(title: str, *, default: Any = None, **about: Any) -> MappedColumn[Any]:  # noqa: ANN401 -- any column
    """Declare a stored column together with how the user meets it (see core Field)."""
    column = {key: about.pop(key) for key in ("index", "unique", "nullable") if key in about}
    described = Field("", title, **about)
    return mapped_column(default=default, info={"field": described}, **column)


def fields_of(kind: type[Record]) -> tuple[Field, ...]:
    """Return the described fields of a record kind in the order they were declared."""
    columns = inspect(kind).columns
    return tuple(replace(c.info["field"], key=c.key) for c in columns if "field" in c.info)
