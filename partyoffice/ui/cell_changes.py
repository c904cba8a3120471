"""Changing many cells at once: clear, fill down, fill the selection; and why a cell cannot be changed."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from partyoffice.core.field import Care, Field, Kind
from partyoffice.ui.edits import EMPTY, Change, same
from partyoffice.ui.paste_values import empty_of
from partyoffice.ui.rights import READ_ONLY, reading_only

if TYPE_CHECKING:
    from partyoffice.ui.grid import Grid

FIXED = "这张表只能看，不能在表中修改"


def alike(one: Field, other: Field) -> bool:
    """Say whether a value of one column may stand in the other."""
    asked = ("kind", "codes", "choices")
    return one.key == other.key or (
        one.kind is not Kind.LINK and all(getattr(one, name) == getattr(other, name) for name in asked)
    )


class Changes:
    """What the grid's commands over several cells ask and do."""

    def __init__(self, grid: "Grid") -> None:
        self.grid = grid

    def field(self, at: int) -> Field | None:
        """Return what a column holds if it can be edited."""
        edits = self.grid.edits
        return edits.field(self.grid.model.columns[at].key) if edits is not None else None

    def masked(self, at: int) -> bool:
        """Say whether a column shows stars."""
        return self.grid.model.masked and self.grid.model.columns[at].care is Care.SENSITIVE

    def editable(self, at: int) -> bool:
        """Say whether the cells of a column are edited in their place."""
        return self.grid.edits is not None and not self.why_not_column(at)

    def why_not_column(self, at: int) -> str:
        """Return why no cell of a column can be changed here, in one sentence; empty if they can."""
        edits, column = self.grid.edits, self.grid.model.columns[at]
        if edits is None:
            return FIXED
        if reading_only(self.grid):
            return READ_ONLY
        if self.masked(at):
            return f"“{column.title}”已遮盖，按 F9 显示后再修改"
        if edits.asks(column.key):
            return f"“{column.title}”按日期留有履历，请逐人用“变更”或“更正”办理"
        field = edits.field(column.key)
        if field is None:
            return f"“{column.title or '这一列'}”由程序算出，不能直接改"
        return "照片请在卡片中更换" if field.kind is Kind.PHOTO else ""

    def why_not(self, row: int, at: int) -> str:
        """Return why a cell cannot be changed here, in one sentence; empty if it can."""
        edits = self.grid.edits
        why = self.why_not_column(at)
        return why or (
            edits.locked(self.grid.model.record_id(row), self.grid.model.columns[at].key) if edits else ""
        )

    # Commands ----------------------------------------------------------------------------

    def cells(self) -> tuple[list[int], list[int]]:
        """Return rows and columns of the selection, of the current cell where nothing is selected."""
        rows, columns = self.grid.choice.block()
        now = self.grid.body.currentIndex()
        if not rows and now.isValid():
            return [now.row()], [now.column()]
        return rows, columns

    def clear(self) -> None:
        """Empty the selected cells as one step."""
        rows, columns = self.cells()
        blanks = {at: self._blank(at) for at in columns}
        wanted = ((row, at, blanks[at]) for row in rows for at in columns)
        self.write(wanted, "清除", self._required)

    def fill_down(self) -> None:
        """Fill the selected cells with those of the first row; a single row takes what stands above it."""
        rows, columns = self.cells()
        if self.grid.choice.whole_rows():
            self.grid.refused.emit("向下填充请先选中要填充的单元格，不要勾选整行")
            return
        if len(rows) == 1:
            rows = [rows[0] - 1, *rows]
        if not rows or rows[0] < 0:
            self.grid.refused.emit("第一行上面没有可以照填的内容")
            return
        first, others = rows[0], rows[1:]
        values = {at: self._value(first, at) for at in columns if self.editable(at)}
        self.write(
            ((row, at, values.get(at)) for row in others for at in columns), "向下填充", self._required
        )

    def fill(self) -> None:
        """Fill the selected cells with what stands in the current one, or in its open editor."""
        editing, now = self.grid.editing, self.grid.body.currentIndex()
        own = editing.checked()
        field = self.field(now.column()) if now.isValid() else None
        if own is None or field is None:
            return
        value = own[0].value if own else self._value(now.row(), now.column())
        rows, columns = self.cells()
        if self.grid.choice.whole_rows():
            columns = [now.column()]
        kinds = {at: self.field(at) for at in columns}
        fitting = [at for at, other in kinds.items() if other is None or alike(field, other)]
        wanted = [(row, at, value) for row in rows for at in fitting]
        changes, told = self._judged(wanted, self._required)
        if editing.store(changes, "填充") and (told or len(fitting) < len(columns)):
            other = [(0, at, "种类和当前格不同") for at in columns if at not in fitting]
            self._tell([*told, *other])

    def write(
        self,
        wanted: Iterable[tuple[int, int, Any]],
        verb: str,
        more: Callable[[int, Any], str] = lambda _at, _value: "",
    ) -> bool:
        """Store new values by row and column as one step, and tell of the cells that stayed as they are."""
        edits = self.grid.edits
        changes, told = self._judged(wanted, more)
        if edits is None or (changes and not edits.write(changes, verb)):
            return False
        self._tell(told)
        return True

    def _judged(
        self, wanted: Iterable[tuple[int, int, Any]], more: Callable[[int, Any], str]
    ) -> tuple[list[Change], list[tuple[int, int, str]]]:
        edits, model = self.grid.edits, self.grid.model
        changes: list[Change] = []
        told: list[tuple[int, int, str]] = []
        if edits is None:
            return changes, told
        for row, at, value in wanted:
            change = Change(model.record_id(row), model.columns[at].key, value)
            why = self.why_not(row, at)
            if not why and same(edits.value(change.record_id, change.key), value):
                continue
            why = why or more(at, value) or edits.judge(change)
            if why:
                told.append((change.record_id, at, why))
            else:
                changes.append(change)
        return changes, told

    def _tell(self, told: list[tuple[int, int, str]]) -> None:
        edits = self.grid.edits
        if not told or edits is None:
            return
        record_id, at, why = told[0]
        who = f"{edits.name(record_id)}的" if record_id else ""
        cell = f"{who}“{self.grid.model.columns[at].title}”没有改：{why}"
        self.grid.refused.emit(cell if len(told) == 1 else f"{len(told)} 个单元格没有改。例如{cell}")

    def _required(self, at: int, value: Any) -> str:  # noqa: ANN401 -- each kind its own
        field = self.field(at)
        return "必填，不能清空" if field is not None and field.required and value in EMPTY else ""

    def _value(self, row: int, at: int) -> Any:  # noqa: ANN401 -- each kind its own
        edits = self.grid.edits
        column = self.grid.model.columns[at]
        return edits.value(self.grid.model.record_id(row), column.key) if edits is not None else None

    def _blank(self, at: int) -> Any:  # noqa: ANN401 -- each kind its own
        field = self.field(at)
        return empty_of(field) if field is not None else None
