"""新建: the school, the kind of its own Party body, and where the file lies."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog, QGridLayout, QVBoxLayout, QWidget

from partyoffice.app.dialog_frame import action_bar, message_pair, side_label
from partyoffice.core.errors import OfficeError
from partyoffice.core.text import clean
from partyoffice.store import files, places
from partyoffice.store.places import ADVICE, REFUSED
from partyoffice.ui import theme
from partyoffice.ui.controls import bar, button, frame, label, primary
from partyoffice.ui.editors import LineEditor
from partyoffice.ui.fields import editor_for
from partyoffice.ui.marks import Mark, MarkLabel

if TYPE_CHECKING:
    from partyoffice.app.program import Program
    from partyoffice.store.office import Office

FORBIDDEN = '\\/:*?"<>|'


def file_name(school: str) -> str:
    """Return the proposed file name of a school."""
    safe = "".join("_" if char in FORBIDDEN else char for char in clean(school)).strip(". ")
    return f"{safe or '党务数据'}.dangwu"


def place_sentence(folder: Path) -> tuple[Mark, str]:
    """Return what to say of a place: its kind with the advice, and the free space."""
    kind = places.place_of(folder)
    near = next(path for path in (folder, *folder.parents) if path.is_dir())
    mark = Mark.LATE if kind in REFUSED else Mark.DONE if kind is places.PlaceKind.FIXED else Mark.WARN
    return mark, f"{ADVICE[kind]}。剩余 {files.free_megabytes(near) / 1024:.1f} GB。"


class NewOffice(QDialog):
    """One page: three answers, then the empty office is opened."""

    def __init__(self, program: "Program", parent: QWidget | None = None) -> None:
        from partyoffice.app.settings import field_of
        from partyoffice.organisation.records import OWN_KIND

        super().__init__(parent)
        self.program, self.folder = program, places.proposed()
        self.setWindowTitle("新建")
        self.school, self.kind = LineEditor(), editor_for(field_of(OWN_KIND))
        self.school.line.setPlaceholderText("如 青禾中学")
        self.school.line.setAccessibleName("学校名称")
        self.kind.set_value(OWN_KIND.default)
        self.place = label("", "body", wraps=True, selectable=True)
        self.mark, self.advice = MarkLabel(Mark.DONE), label("", "cap", wraps=True)
        self.bar, self.messages = message_pair(self)
        self.make = primary("新建", self.on_make)
        self.make.setDefault(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.bar)
        box.addWidget(frame("sheet", self._form()), 1)
        box.addWidget(action_bar(None, button("取消", self.reject), self.make))
        self.school.edited.connect(self.show_place)
        self.resize(theme.scaled(600), theme.scaled(300))
        self.show_place()

    def _form(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(20, 20, 20, 16)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(10)
        rows = (("学校名称", self.school), ("本级党组织类型", self.kind))
        for at, (title, editor) in enumerate(rows):
            grid.addWidget(side_label(title), at, 0)
            grid.addWidget(editor, at, 1)
        grid.addWidget(side_label("数据文件"), 2, 0)
        place = bar(margins=(0, 0, 0, 0))
        place.addWidget(self.place, 1)
        place.addWidget(button("换一个位置", self.on_folder))
        grid.addLayout(place, 2, 1)
        row = bar(self.mark, margins=(0, 0, 0, 0))
        row.addWidget(self.advice, 1)
        grid.addLayout(row, 3, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(4, 1)
        return grid

    def path(self) -> Path:
        """Return the file to be made."""
        return self.folder / file_name(str(self.school.value()))

    def show_place(self) -> None:
        """Show the file's place and the advice about it."""
        self.place.setText(str(self.path()))
        mark, sentence = place_sentence(self.folder)
        self.mark.show_mark(mark)
        self.advice.setText(sentence)

    def on_folder(self) -> None:
        """Choose another folder."""
        chosen = QFileDialog.getExistingDirectory(self, "数据文件放在哪里", str(self.folder.parent))
        if chosen:
            self.folder = Path(chosen)
            self.show_place()

    def on_make(self) -> None:
        """Make the office and open it; a refusal stays in the dialog."""
        try:
            office = self._made()
        except OfficeError as error:
            self.messages.refuse(error)
            return
        self.accept()
        self.program.take(office)

    def _made(self) -> "Office":
        from partyoffice.making import make_school
        from partyoffice.organisation.rules import OrgKind
        from partyoffice.store.office import Office

        school = str(self.school.value())
        if not school:
            raise OfficeError("还没有填写学校名称", remedy="请填写后再新建")
        kind = places.place_of(self.folder)
        if kind in REFUSED:
            raise OfficeError(f"所选位置{ADVICE[kind]}", remedy="请换到本机硬盘；备份可以放在那里")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise files.refusal(error, self.folder, "新建文件夹") from error
        office = Office.create(self.path())
        try:
            make_school(office, school, OrgKind(self.kind.value()))
        except BaseException:
            office.release()
            raise
        return office
