"""粘贴, 剪切 and 批量修改 in a list: straight where nothing can be doubtful, else looked at first."""

from typing import TYPE_CHECKING

from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.ui import clipboard
from partyoffice.ui.batch_edit import BatchDialog
from partyoffice.ui.cell_changes import FIXED
from partyoffice.ui.paste_place import plan_paste
from partyoffice.ui.paste_preview import PasteDialog, PreviewDialog
from partyoffice.ui.rights import READ_ONLY, reading_only

if TYPE_CHECKING:
    from partyoffice.ui.edits import Edits
    from partyoffice.ui.grid import Grid
    from partyoffice.ui.paste_plan import Plan

NOTHING = "剪贴板里没有可以粘贴的文字，请先在表格中复制"
NO_ROWS = "请先选中要修改的行：勾选，或按 Ctrl+A 选中列表中的全部"


def _edits(grid: "Grid") -> "Edits | None":
    """Return the page's answers, once what is being typed has been stored; otherwise say why not."""
    if grid.edits is None or reading_only(grid):
        grid.refused.emit(FIXED if grid.edits is None else READ_ONLY)
        return None
    return grid.edits if grid.finish_edit() else None


def who_of(edits: "Edits") -> str:
    """Return what the column of the records' names is called."""
    named = edits.field("name")
    return named.title if named is not None else "名称"


def paste(grid: "Grid") -> PreviewDialog | None:
    """Paste what lies on the clipboard; return the preview where there is one to be looked at."""
    edits = _edits(grid)
    if edits is None:
        return None
    try:
        block = clipboard.block()
    except OfficeError as error:
        grid.refused.emit(f"{error.what}。{error.remedy}")
        return None
    if not block:
        grid.refused.emit(NOTHING)
        return None
    return _begin(grid, edits, plan_paste(grid, edits, block, clock.today()))


def _begin(grid: "Grid", edits: "Edits", plan: "Plan") -> PreviewDialog | None:
    found = plan.troubles()
    if len(plan.rows) == 1 and not plan.new_rows():
        if not found:
            edits.write(plan.changes(), "粘贴")
            select(grid, plan)
            return None
        if len(plan.fields) == 1 and not plan.changes():
            grid.refused.emit(f"“{found[0].what}”没有粘贴：{found[0].why}")
            return None
    dialog = PasteDialog(grid.window(), plan, edits, who_of(edits), grid.unit)
    dialog.accepted.connect(lambda: select(grid, plan))
    dialog.begin()
    return dialog


def select(grid: "Grid", plan: "Plan") -> None:
    """Select what was pasted, as sheets do; rows that a filter hides by now are passed over."""
    places = grid.model.rows_of(row.record_id for row in plan.rows if not row.new)
    columns = [grid.model.place_of(key) for key in plan.fields]
    rows = sorted(places.values())
    if rows and rows[-1] - rows[0] < len(rows):
        grid.choice.choose(grid.model.index(rows[0], columns[0]))
        grid.choice.extend(grid.model.index(rows[-1], columns[-1]))


def cut(grid: "Grid") -> None:
    """Copy the selected cells, then clear them as one step; ticked rows are not cut away."""
    edits = _edits(grid)
    if edits is None:
        return
    if grid.choice.whole_rows():
        grid.refused.emit("勾选的整行不能剪切，请选中要剪切的单元格；要移走整个人，请用“移入回收站”")
        return
    grid.copy()
    grid.editing.changes.clear()


def batch(grid: "Grid") -> BatchDialog | None:
    """Set one field of all selected records."""
    edits = _edits(grid)
    if edits is None:
        return None
    ids = grid.choice.ids() or [ident for ident in [grid.choice.current_id()] if ident]
    if not ids:
        grid.refused.emit(NO_ROWS)
        return None
    dialog = BatchDialog(grid.window(), grid, edits, ids, who_of(edits), grid.label_keys)
    dialog.begin()
    return dialog
