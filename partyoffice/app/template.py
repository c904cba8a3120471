"""下载模板: the sheet to fill in, with the columns of one kind of import."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout

from partyoffice.app.dialog_frame import FramedDialog, action_bar
from partyoffice.app.lists_out import ways_out
from partyoffice.app.opening_files import tell_written
from partyoffice.intake.template import write_template
from partyoffice.parts import PARTS
from partyoffice.ui import tasks
from partyoffice.ui.controls import bar, button, label, primary
from partyoffice.ui.still import Combo

if TYPE_CHECKING:
    from partyoffice.app.office_window import OfficeWindow

ABOUT = (
    "模板第 1 行是列名，第 2 行是示例（导入前请删除），另附“填写说明”。"
    "身份证号、电话各列已设为文本，不会丢位；有规定选项的列可以下拉选择。"
)


class TemplateDialog(FramedDialog):
    """Which kind, then where to save."""

    topic = "template"

    def __init__(self, window: "OfficeWindow", kind: str = "") -> None:
        super().__init__(window, "下载导入模板", 520, 220)
        self.window_ = window
        self.importers: dict[str, Any] = {one.kind: one for part in PARTS for one in part.importers}
        self.kinds = Combo()
        self.kinds.setAccessibleName("哪一种模板")
        for key, importer in self.importers.items():
            self.kinds.addItem(importer.title, key)
        self.kinds.setCurrentIndex(max(0, self.kinds.findData(kind)))
        body = QVBoxLayout()
        body.setContentsMargins(20, 20, 20, 16)
        body.setSpacing(12)
        body.addLayout(bar(label("模板", "label"), self.kinds, None, margins=(0, 0, 0, 0)))
        body.addWidget(label(ABOUT, "label", wraps=True))
        body.addStretch(1)
        self.set_body(body, action_bar(None, button("取消", self.reject), primary("保存模板", self.on_save)))

    def on_save(self) -> None:
        """Ask where and write it."""
        importer = self.importers[str(self.kinds.currentData())]
        name = f"{importer.title}_导入模板.xlsx"
        path = self.window_.desk.ask_save_path("template", "保存导入模板", name, "xlsx")
        if path is not None:
            self.write(importer, path)

    def write(self, importer: Any, path: Path) -> None:  # noqa: ANN401 -- an Importer
        """Write it off the window's thread."""
        office = self.window_.office

        def work(_progress: tasks.Progress) -> None:
            with office.reading() as session:
                write_template(importer, session, path)

        ways = ways_out(path, partial(self.write, importer), self.on_save)
        refuse = lambda error: self.messages.refuse(error, *ways)  # noqa: E731 -- one line, used once
        tasks.run(self, f"正在写入 {path.name}", work, lambda _none: self._written(path), refuse)

    def _written(self, path: Path) -> None:
        self.accept()
        sentence = "填好后用“导入”选择这个文件。"
        tell_written(self.window_.desk, path, "导入模板", "已保存导入模板", sentence)
