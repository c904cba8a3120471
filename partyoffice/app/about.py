"""关于: version, licence, and the notices of what others gave."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout

from partyoffice import __version__
from partyoffice.app.dialog_frame import FramedDialog, action_bar
from partyoffice.app.first_run import NO_SECRETS
from partyoffice.core.resources import home
from partyoffice.ui import crash
from partyoffice.ui.controls import bar, button, label, link

if TYPE_CHECKING:
    from partyoffice.app.office_window import OfficeWindow

FILES = ("LICENSE", "THIRD_PARTY_NOTICES.md")


def notices() -> str:
    """Return the licence and the notices as far as they lie beside the program."""
    found = [home() / name for name in FILES if (home() / name).is_file()]
    return "\n\n".join(path.read_text(encoding="utf-8") for path in found)


class AboutDialog(FramedDialog):
    """A few lines and the texts of the licences."""

    topic = "about"

    def __init__(self, window: "OfficeWindow") -> None:
        super().__init__(window, "关于", 640, 480)
        self.window_ = window
        text = QPlainTextEdit(notices())
        text.setReadOnly(True)
        text.setAccessibleName("许可")
        body = QVBoxLayout()
        body.setContentsMargins(20, 16, 20, 12)
        body.setSpacing(6)
        body.addWidget(label("党务办公室", "title"))
        office = window.office
        for line in (
            f"版本 {__version__}，数据结构 {office.revision}",
            f"数据文件 {office.path}",
            f"运行记录 {crash.log_folder()}（没有姓名和证件号）",
        ):
            body.addWidget(label(line, "label", wraps=True, selectable=True))
        body.addWidget(label(f"{NO_SECRETS}。", "bold", wraps=True))
        body.addLayout(
            bar(label("许可", "bold"), None, link("打开数据文件夹", self.on_folder), margins=(0, 8, 0, 0))
        )
        body.addWidget(text, 1)
        self.set_body(body, action_bar(None, button("关闭", self.reject)))

    def on_folder(self) -> None:
        """Show where the office lies."""
        from partyoffice.ui.outside import open_folder

        open_folder(self.window_.office.path)
