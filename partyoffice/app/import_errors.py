"""导出有问题的行: the rows that did not come in, to be mended in WPS or Excel and imported again."""

from pathlib import Path
from typing import TYPE_CHECKING

from partyoffice.app.lists_out import ways_out
from partyoffice.app.opening_files import tell_written
from partyoffice.intake import returned
from partyoffice.ui import tasks

if TYPE_CHECKING:
    from partyoffice.app.dialog_frame import FramedDialog
    from partyoffice.app.office_window import OfficeWindow
    from partyoffice.intake.staging import Staged


def save_errors(window: "OfficeWindow", staged: "Staged", dialog: "FramedDialog | None" = None) -> None:
    """Ask where, then write the rows with problems; ``dialog`` is where the work is, while it is open."""
    name = f"{Path(staged.file).stem}_有问题的行.xlsx"
    path = window.desk.ask_save_path("errors", "导出有问题的行", name, "xlsx")
    if path is not None:
        _write(window, staged, path, dialog)


def _write(window: "OfficeWindow", staged: "Staged", path: Path, dialog: "FramedDialog | None") -> None:
    messages = dialog.messages if dialog is not None else window.messages
    ways = ways_out(
        path,
        lambda to: _write(window, staged, to, dialog),
        lambda: save_errors(window, staged, dialog),
    )

    def told(rows: int) -> None:
        sentence = "改正后可以直接再导入。"
        tell_written(window.desk, path, "有问题的行", f"已导出有问题的 {rows} 行", sentence, voice=messages)

    tasks.run(
        dialog or window,
        f"正在导出 {path.name}",
        lambda _progress: returned.write_errors(staged, path),
        told,
        lambda error: messages.refuse(error, *ways),
    )
