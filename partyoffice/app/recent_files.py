"""最近导出: the last files written from this PC, opened again or found to have gone."""

from functools import partial
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout

from partyoffice.app.dialog_frame import FramedDialog, action_bar
from partyoffice.app.lines import Line, LineList, Slot
from partyoffice.app.opening_files import recent
from partyoffice.ui.controls import button, label, primary
from partyoffice.ui.marks import Mark
from partyoffice.ui.outside import open_file, open_folder

if TYPE_CHECKING:
    from partyoffice.app.office_window import OfficeWindow

GONE = "文件已移动"
SLOTS = (
    Slot(120, "text2", fits=True),
    Slot(430, "text", "bold", fits=True),
    Slot(),
    Slot(90, "warn", fits=True),
)
NOTHING = "还没有导出过文件。"
ABOUT = "只记在这台电脑上：文件的名称、位置和时间，不记内容。"


class RecentDialog(FramedDialog):
    """Newest first; what is not there any more says so."""

    topic = "export"

    def __init__(self, window: "OfficeWindow") -> None:
        super().__init__(window, "最近导出", 860, 480)
        self.window_ = window
        self.list = LineList(SLOTS, "最近导出的文件")
        self.list.opened.connect(lambda _path: self.deed(open_file))
        self.list.chosen.connect(lambda _path: self.show_state())
        self.folder = button("打开所在文件夹", partial(self.deed, open_folder), "folder-open")
        self.go = primary("打开文件", partial(self.deed, open_file))
        body = QVBoxLayout()
        body.setContentsMargins(0, 12, 0, 8)
        body.setSpacing(8)
        about = label(ABOUT, "cap", wraps=True)
        about.setContentsMargins(16, 0, 16, 0)
        body.addWidget(about)
        body.addWidget(self.list, 1)
        self.set_body(body, action_bar(button("关闭", self.reject), None, self.folder, self.go))
        self.fill()

    def fill(self) -> None:
        """Look at every file again."""
        kept = [(Path(one["path"]), one) for one in recent(self.window_.prefs)]
        self.list.fill(list(starmap(_line, kept)) or [Line(("", "", NOTHING, ""))])
        self.list.setCurrentIndex(self.list.lines.index(0))
        self.list.setFocus()
        self.show_state()

    def current(self) -> Path | None:
        """Return the file of the current line."""
        at = self.list.currentIndex().row()
        return self.list.lines.lines[at].target if at >= 0 else None

    def show_state(self) -> None:
        """Offer what can be opened."""
        path = self.current()
        self.go.block("还没有导出过文件" if path is None else "" if path.exists() else GONE)
        self.folder.block("" if path is not None and path.parent.is_dir() else "文件夹已不在原来的位置")

    def deed(self, opener: Any) -> None:  # noqa: ANN401 -- open_file or open_folder
        """Open the file or its folder."""
        path = self.current()
        if path is None:
            return
        if not path.exists() and opener is open_file:
            self.messages.warn(GONE, f"{path.name} 不在 {path.parent} 了，可能已改名、移动或删除。")
        elif not opener(path):
            self.messages.warn("没有打开", f"这台电脑没有打开这种文件的程序，文件在 {path.parent}。")


def _line(path: Path, one: dict[str, Any]) -> Line:
    gone = not path.exists()
    cells = (str(one["at"]), path.name, str(path.parent), GONE if gone else "")
    return Line(cells, Mark.WARN if gone else Mark.DONE, path, tip=str(path))
