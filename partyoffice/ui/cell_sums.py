"""Sum, mean and count of the selected numbers, as the status bar tells them."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from partyoffice.core.field import Kind
from partyoffice.core.money import grouped
from partyoffice.ui.choice import Choice
from partyoffice.ui.table_model import Column, TableModel

SUMMED = (Kind.NUMBER, Kind.MONEY)
Number = int | Decimal


def number_of(column: Column, record: Any) -> Number | None:  # noqa: ANN401 -- rows are whatever the page holds
    """Return the number a cell holds, fen for an amount; None for an empty one."""
    if column.sort is not None:
        value = column.sort(record)
        return value if isinstance(value, int | Decimal) and not isinstance(value, bool) else None
    try:
        number = Decimal(column.text(record).replace(",", ""))
    except InvalidOperation:
        return None
    return number * 100 if column.kind is Kind.MONEY else number


def shown(number: Number, kind: Kind | None) -> str:
    """Return a sum or a mean as it is read: yuan with two decimals, others with as few as they need."""
    if kind is Kind.MONEY:
        return grouped(int(Decimal(number).quantize(Decimal(1), ROUND_HALF_UP)))
    text = f"{Decimal(number).quantize(Decimal('0.01'), ROUND_HALF_UP):f}"
    return text.rstrip("0").rstrip(".")


def sums(model: TableModel, choice: Choice) -> list[str]:
    """Return 求和, 平均 and 计数 of a selection of several cells of one numeric kind; nothing otherwise."""
    rows, columns = choice.block()
    described = [model.columns[at] for at in columns]
    kinds = {column.kind for column in described}
    if len(rows) * len(columns) < 2 or len(kinds) != 1 or not kinds <= set(SUMMED) or choice.whole_rows():
        return []
    found = [number_of(column, model.record(row)) for row in rows for column in described]
    numbers = [number for number in found if number is not None]
    if not numbers:
        return []
    total, kind = sum(map(Decimal, numbers), Decimal(0)), described[0].kind
    mean = shown(total / len(numbers), kind)
    return [f"求和 {shown(total, kind)}", f"平均 {mean}", f"计数 {len(numbers)}"]
