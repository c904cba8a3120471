"""The four pages of 新建: the school and its upper bodies, where the data lie, a password, how to begin."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QGridLayout,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from partyoffice.app.dialog_frame import side_label
from partyoffice.core.text import clean
from partyoffice.organisation.records import APPROVER, GENERAL_BRANCH, OWN_KIND
from partyoffice.organisation.rules import OrgKind
from partyoffice.store import files, places
from partyoffice.store.places import ADVICE, REFUSED, PlaceKind
from partyoffice.store.settings import OPERATOR, Setting
from partyoffice.ui import theme
from partyoffice.ui.controls import Elided, bar, button, label
from partyoffice.ui.editors import LineEditor
from partyoffice.ui.marks import Mark, MarkLabel
from partyoffice.ui.new_secret import PROTECTS, NewSecret

FORBIDDEN = '\\/:*?"<>|'
# A stick may be opened where it already holds an office, but nobody should begin on one.
NOT_TO_BEGIN = REFUSED | {PlaceKind.STICK}
LEAST_MEGABYTES = 200
NO_SECRETS = "本系统不得录入、存储国家秘密"
INDENT = 26  # the words under a radio button begin where its own begin


class Way(StrEnum):
    """How to begin."""

    IMPORT = "import"
    EMPTY = "empty"
    SAMPLE = "sample"


class Entry(NamedTuple):
    """One of several: what is stored, its words, and in one line what it means."""

    value: str
    title: str
    meaning: str


KINDS = (
    Entry(
        str(OrgKind.BRANCH),
        "党支部",
        "全校一个支部，下面可以分党小组。正式党员 3 人以上就要成立，一般不超过 50 人",
    ),
    Entry(str(OrgKind.GENERAL), "党总支", "下面有几个党支部，一般在党员超过 50 人时经上级批准成立"),
    Entry(str(OrgKind.COMMITTEE), "党委", "下面有党总支或党支部，一般在党员超过 100 人时经上级批准成立"),
)
WAYS = (
    Entry(Way.IMPORT, "从 Excel 导入", "把手里的花名册交给程序，不用先整理；写入以前逐行预览"),
    Entry(Way.EMPTY, "空白开始", "先建好文件，以后再导入或逐人新增"),
    Entry(
        Way.SAMPLE, "打开示例", "只看看：虚构的学校，单独一个文件，不会与您的数据混在一起；这次不建自己的文件"
    ),
)


def file_name(school: str) -> str:
    """Return the proposed file name of a school."""
    safe = "".join("_" if char in FORBIDDEN else char for char in clean(school)).strip(". ")
    return f"{safe or '党务数据'}.dangwu"


def place_sentence(folder: Path) -> tuple[Mark, str]:
    """Return what to say of a place: its kind with the advice, and the free space."""
    kind = places.place_of(folder)
    mark = Mark.LATE if kind in NOT_TO_BEGIN else Mark.DONE if kind is PlaceKind.FIXED else Mark.WARN
    left = free_megabytes(folder)
    mark = Mark.LATE if left < LEAST_MEGABYTES else mark
    return mark, f"{ADVICE[kind]}。剩余 {left / 1024:.1f} GB。"


def free_megabytes(folder: Path) -> int:
    """Return the free space there, even before the folder is made."""
    return files.free_megabytes(next(path for path in (folder, *folder.parents) if path.is_dir()))


class OneOf(QWidget):
    """Radio buttons one below the other, each with a line that says what it means."""

    edited = Signal()

    def __init__(self, entries: Sequence[Entry], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.group, self.buttons = QButtonGroup(self), dict[str, QRadioButton]()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 0)
        box.setSpacing(0)
        for at, one in enumerate(entries):
            made = self.buttons[one.value] = QRadioButton(one.title)
            made.setAccessibleDescription(one.meaning)
            self.group.addButton(made)
            meaning = label(one.meaning, "cap", wraps=True)
            meaning.setContentsMargins(INDENT, 2, 0, 10 if at < len(entries) - 1 else 0)
            box.addWidget(made)
            box.addWidget(meaning)
        self.set_value(entries[0].value)
        self.group.buttonClicked.connect(lambda _button: self.edited.emit())

    def value(self) -> str:
        """Return what is chosen."""
        return next(value for value, made in self.buttons.items() if made.isChecked())

    def set_value(self, value: str) -> None:
        """Choose one; the keyboard goes to it, and to no other by Tab, which Qt sees to only later."""
        for other in self.buttons.values():
            other.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.buttons[value].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.buttons[value].setChecked(True)
        self.setFocusProxy(self.buttons[value])

    def focus_part(self) -> QWidget:
        """Return the button that takes the keyboard."""
        return self.buttons[self.value()]


class Pane(QScrollArea):
    """One page: rows of a label and an editor; scrolls where the window is low."""

    def __init__(self, headline: str) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        self.grid = QGridLayout(body)
        self.grid.setContentsMargins(20, 16, 20, 16)
        self.grid.setHorizontalSpacing(10)
        self.grid.setVerticalSpacing(10)
        self.grid.addWidget(label(headline, "title"), 0, 0, 1, 2)
        self.grid.setColumnStretch(1, 1)
        self.setWidget(body)

    def add(self, title: str, part: QWidget, note: str = "") -> None:
        """Add a row; the note stands below its editor."""
        at = self.grid.rowCount()
        head = side_label(title)
        head.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        head.setContentsMargins(0, (theme.control_height() - theme.line()) // 2, 0, 0)
        self.grid.addWidget(head, at, 0)
        box = QVBoxLayout()
        box.setSpacing(2)
        box.addWidget(part)
        if note:
            box.addWidget(label(note, "cap", wraps=True))
        self.grid.addLayout(box, at, 1)

    def finish(self) -> None:
        """Let the rows stand at the top."""
        self.grid.setRowStretch(self.grid.rowCount(), 1)

    def stops(self) -> list[QWidget]:
        """Return what Enter goes through, in reading order."""
        return []


def _line(name: str, hint: str) -> LineEditor:
    made = LineEditor()
    made.line.setPlaceholderText(hint)
    made.line.setAccessibleName(name)
    return made


class SchoolPage(Pane):
    """学校与上级: what is asked once and printed on every paper."""

    def __init__(self) -> None:
        super().__init__("学校与上级")
        self.school = _line("学校名称", "如 青禾中学")
        self.kind = OneOf(KINDS, "本级党组织")
        self.kind.set_value(str(OWN_KIND.default))
        self.approver = _line("上级党委", "如 中共青禾区教育局委员会")
        self.general = _line("所属党总支", "没有就空着")
        self.operator = _line("操作人姓名", "您的姓名")
        self.add("学校名称", self.school)
        self.add("本级党组织", self.kind)
        self.add("上级党委", self.approver, "有审批权的那一级，不清楚可以先空着")
        self.add("所属党总支", self.general, "支部上面还有党总支的才填")
        self.add("操作人姓名", self.operator, "写进操作记录。这一页以后都可以在“文件 → 单位信息”里改")
        self.add("", label(f"{NO_SECRETS}。", "bold", wraps=True))
        self.finish()

    def stops(self) -> list[QWidget]:
        """Return the five answers."""
        lines = [one.line for one in (self.approver, self.general, self.operator)]
        return [self.school.line, self.kind.focus_part(), *lines]

    def name(self) -> str:
        """Return the school."""
        return str(self.school.value())

    def facts(self) -> Mapping[Setting, str]:
        """Return the settings answered here; an empty one is left at its default."""
        said = {APPROVER: self.approver, GENERAL_BRANCH: self.general, OPERATOR: self.operator}
        return {setting: str(one.value()) for setting, one in said.items() if one.value()}


class PlacePage(Pane):
    """数据位置: the proposed folder with what is good or bad about it."""

    def __init__(self) -> None:
        super().__init__("数据位置")
        self.folder, self.name = places.proposed(), file_name("")
        self.shown = Elided("", "bold")
        self.mark, self.advice = MarkLabel(Mark.DONE), label("", "body", wraps=True)
        self.other = button("换一个位置", self.on_folder, "folder-open")
        place = bar(margins=(0, 0, 0, 0))
        place.addWidget(self.shown, 1)
        place.addWidget(self.other)
        holder = QWidget()
        holder.setLayout(place)
        said = bar(self.mark, margins=(0, 0, 0, 0))
        said.addWidget(self.advice, 1)
        about = QWidget()
        about.setLayout(said)
        self.add("数据文件", holder)
        self.add("", about)
        self.add("", label(
            "全部资料都在这一个文件里，备份放在它旁边的“备份”文件夹。"
            "不要放在网盘同步文件夹、共享文件夹或 U 盘里，那里只放备份。", "label", wraps=True))  # fmt: skip
        self.finish()
        self.show_place()

    def path(self) -> Path:
        """Return the file to be made."""
        return self.folder / self.name

    def show_place(self) -> None:
        """Show the file's place and the advice about it."""
        self.shown.show_text(str(self.path()))
        mark, sentence = place_sentence(self.folder)
        self.mark.show_mark(mark)
        self.advice.setText(sentence)

    def on_folder(self) -> None:
        """Choose another folder."""
        chosen = QFileDialog.getExistingDirectory(self, "数据文件放在哪里", str(self.folder.parent))
        if chosen:
            self.folder = Path(chosen)
            self.show_place()


class SecretPage(Pane):
    """密码: may be skipped; set here the office is never on the disk without it."""

    def __init__(self) -> None:
        super().__init__("密码（可以跳过）")
        self.new = NewSecret("不设就空着")
        self.add("", label(PROTECTS, "label", wraps=True))
        self.add("", self.new)
        self.add("", label(
            "设了密码，建好以后会打印一张恢复码单。不设就直接按“下一步”，"
            "以后在“文件 → 密码与加密”里也能设。", "label", wraps=True))  # fmt: skip
        self.finish()

    def stops(self) -> list[QWidget]:
        """Return where to begin; the two lines know Enter themselves."""
        return [self.new.first.line]


class WayPage(Pane):
    """开始方式: import, begin empty, or only look at the sample."""

    def __init__(self) -> None:
        super().__init__("怎样开始")
        self.way = OneOf(WAYS, "怎样开始")
        self.add("", self.way)
        self.finish()

    def stops(self) -> list[QWidget]:
        """Return the choice."""
        return [self.way.focus_part()]
