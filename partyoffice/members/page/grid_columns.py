"""The columns of the list: every column a roster knows, the usual ones shown."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from partyoffice.core import codes
from partyoffice.core.field import Field, Kind
from partyoffice.members.columns import COLUMNS, Column, needed
from partyoffice.members.queries import Someone
from partyoffice.members.rules import Category
from partyoffice.ui.marks import Mark
from partyoffice.ui.table_model import NUMBER, TICK
from partyoffice.ui.table_model import Column as GridColumn

FROZEN = 3
USUAL = (
    "sex", "birth", "category", "branch", "group", "joined", "full", "standing", "id_number", "phone", "post",
    "education",
)  # fmt: skip
LEFT_OUT = ("name", "photo")
MARKS = {Category.FULL: Mark.FULL, Category.PROBATIONARY: Mark.HALF}
SAMPLES = {
    "sex": "女", "category": "入党积极分子", "id_number": "3" * 18, "phone": "13900006204",
    "education": "大学本科", "post": "党支部书记", "standing": "12", "age": "12",
    "ethnicity": "维吾尔族", "title_name": "正高级教师", "branch": "第四党支部（离退休）",
}  # fmt: skip
GONE = GridColumn(
    "gone", "离开", lambda one: str(one.other.get("gone", "")), sample="2024-03-01 转出组织关系", hidden=True
)
Day = Callable[[], date]


def mark_of(one: Someone) -> Mark | None:
    """Return the shape that goes with somebody's 人员类别."""
    if not one.category:
        return None
    return Mark.SAME if not one.present else MARKS.get(Category(one.category), Mark.RING)


def shown(value: Any) -> str:  # noqa: ANN401 -- text, number, day or nothing
    """Return a value as lists show it."""
    return "" if value is None else str(value)


def reader(column: Column, day: Day) -> Callable[[Someone], Any]:
    """Return how a column is read of somebody, whether its field has been read or not."""
    wanted = needed((column.key,)) if column.key not in {"category", "branch", "group", "post"} else ()

    def read(one: Someone) -> Any:  # noqa: ANN401 -- each column its own
        # A column just chosen is empty until its field has been read from the office.
        return column.read(one, day()) if all(key in one.card for key in wanted) else None

    return read


def _sort(field: Field, read: Callable[[Someone], Any]) -> Callable[[Someone], Any] | None:
    if field.kind is Kind.NUMBER:
        return lambda one: value if isinstance(value := read(one), int) else None
    if field.kind is Kind.CHOICE and field.codes:
        return lambda one: (codes.order(field.codes, value), value) if (value := shown(read(one))) else None
    return read if field.kind is Kind.DAY else None


def _column(column: Column, day: Day) -> GridColumn:
    field, read = column.field, reader(column, day)
    usual = "2012-06-21" if field.kind is Kind.DAY else field.title
    sample = SAMPLES.get(field.key) or field.widest or usual
    made = GridColumn.of(field, lambda one: shown(read(one)), sample=sample, sort=_sort(field, read))
    if field.key == "category":
        return replace(made, mark=mark_of)
    if field.key == "birth":
        return replace(made, title="出生年月", text=lambda one: shown(read(one))[:7], sample="2012-06")
    return made


def grid_columns(day: Day) -> tuple[GridColumn, ...]:
    """Return all columns; ``day`` tells the day that ages and years are reckoned for."""
    name = replace(
        GridColumn.of(COLUMNS["name"].field, lambda one: one.name),
        sort=lambda one: one.other.get("order", ""),
    )
    others = [key for key in COLUMNS if key not in {*USUAL, *LEFT_OUT}]
    usual = [_column(COLUMNS[key], day) for key in USUAL]
    rest = [replace(_column(COLUMNS[key], day), hidden=True) for key in others]
    return (TICK, NUMBER, name, GONE, *usual, *rest)
