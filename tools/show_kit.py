"""Draw every piece of the window kit on one sheet, light and dark, at 100 % and 150 %.

python tools/show_kit.py FOLDER writes kit-100.png and kit-150.png and the shell beside them.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from operator import itemgetter
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Care, Field, Kind
from partyoffice.core.finding import Severity
from partyoffice.core.money import yuan
from partyoffice.core.text import mask_id_number
from partyoffice.ui import chinese, theme
from partyoffice.ui.chips import ChipRow
from partyoffice.ui.controls import (
    bar,
    button,
    frame,
    label,
    link,
    primary,
    quiet,
    rule,
    set_property,
    upright,
)
from partyoffice.ui.edits import Change
from partyoffice.ui.empty import Empty
from partyoffice.ui.grid import Grid
from partyoffice.ui.line import Line
from partyoffice.ui.main_tabs import MainTabs
from partyoffice.ui.main_window import MainWindow
from partyoffice.ui.marks import Mark, MarkLabel
from partyoffice.ui.menus import Action
from partyoffice.ui.message_bar import MessageBar, QuestionDialog, UndoBar
from partyoffice.ui.messages import Note, NoteKind, Question
from partyoffice.ui.page import Page, PageSpec
from partyoffice.ui.person_editor import Candidate, People
from partyoffice.ui.prefs import Prefs
from partyoffice.ui.record_form import RecordForm
from partyoffice.ui.remarks import Remark
from partyoffice.ui.table_model import NUMBER, TICK, Column, TableModel
from partyoffice.ui.tree import Node, SideTree

TODAY = date(2026, 11, 20)
WORDS = ["正式", "预备", "未开始", "已办", "进行中", "有日期", "超期", "卡住", "提醒", "新增", "更新", "相同"]
NAMES = [
    "阿依古丽·买买提",
    "白榆",
    "戴云舒",
    "方砚舟",
    "顾南乔",
    "何书屿",
    "江以宁",
    "姜未迟",
    "柯远舟",
    "林知夏",
    "骆嘉言",
    "裴清越",
    "任晚晴",
    "单春和",
    "邵文澜",
    "沈砚秋",
    "魏子衿",
    "许清禾",
]
PEOPLE = [
    (
        at,
        name,
        "女" if at % 3 else "男",
        str(date(1980, 1, 1) + timedelta(days=401 * at))[:7],
        Mark.HALF if at in {11, 17} else Mark.FULL,
        str(date(2005, 7, 1) + timedelta(days=233 * at)),
        f"330099198802{at:02d}{1000 + at}",
    )
    for at, name in enumerate(NAMES, 1)
]
COLUMNS = (
    TICK,
    NUMBER,
    Column("name", "姓名", itemgetter(1), sample="阿依古丽·买买提"),
    Column("sex", "性别", itemgetter(2), sample="女"),
    Column("birth", "出生年月", itemgetter(3), sample="1988-05"),
    Column(
        "kind",
        "人员类别",
        lambda row: "预备党员" if row[4] is Mark.HALF else "正式党员",
        mark=itemgetter(4),
        sample="正式党员",
    ),
    Column("joined", "入党时间", itemgetter(5), sample="2012-06-21"),
    Column("id_number", "身份证号", itemgetter(6), care=Care.SENSITIVE, mask=mask_id_number, sample="3" * 18),
    Column("years", "党龄", lambda row: str(row[0]), align="right", sample="25"),
)


def roster() -> Grid:
    """Return a list of invented people."""
    model = TableModel(COLUMNS)
    model.fill(PEOPLE, [row[0] for row in PEOPLE], [(row[1],) for row in PEOPLE])
    model.sort(2)
    grid = Grid(model, frozen=3, unit="人")
    grid.choice.go_to(16)
    grid.setProperty("focused", True)
    grid.delegate.hovered = 2
    return grid


def money(key: str, title: str, read: Callable[[tuple[Any, ...]], int]) -> Column:
    """Return a column of amounts with its total."""
    return Column(
        key, title, lambda one: yuan(read(one)), sort=read, align="right", sample="12345.67",
        kind=Kind.MONEY, total=lambda rows: yuan(sum(map(read, rows))),
    )  # fmt: skip


def dues() -> Grid:
    """Return a sheet for entering: months as columns, totals at the right and below, a cell being edited."""
    months = [money(f"month{at}", f"{at} 月", itemgetter(at + 1)) for at in range(1, 13)]
    name = Column("name", "姓名", itemgetter(1), sample=NAMES[0], total=lambda rows: f"合计 {len(rows)} 人")
    model = TableModel((NUMBER, name, *months, money("year", "全年实交", lambda one: sum(one[2:]))))
    rows = [(at, who, *[8000 + 317 * at] * 12) for at, who in enumerate(NAMES, 1)]
    model.fill(rows, [one[0] for one in rows])
    grid = Grid(model, frozen=2, right=1, totals=True, unit="人")
    grid.delegate.lined = True
    grid.edits = Amounts(model)
    grid.resize(900, 420)
    grid.show()
    grid.choice.go_to(6, "month4")
    grid.edit_current()
    box = grid.editing.box
    if box is not None:
        box.editor.line.setText("80.999")
        grid.finish_edit()
    grid.bar.setValue(90)
    return grid


class Amounts:
    """Every amount can be changed; nothing is kept."""

    def __init__(self, model: TableModel) -> None:
        self.model = model

    def field(self, key: str) -> Field | None:
        """Return an amount for a month."""
        return Field(key, key, Kind.MONEY) if key.startswith("month") else None

    def asks(self, _key: str) -> bool:
        """Ask nothing."""
        return False

    def locked(self, _record_id: int, _key: str) -> str:
        """Lock nothing."""
        return ""

    def value(self, record_id: int, key: str) -> int:
        """Return the amount shown."""
        row = self.model.rows_of([record_id])[record_id]
        return int(self.model.record(row)[int(key.removeprefix("month")) + 1])

    def judge(self, _change: Change) -> str:
        """Find nothing wrong."""
        return ""


def line(text: str, **properties: object) -> Line:
    """Return a field in a state."""
    made = Line(text)
    for name, value in properties.items():
        made.setProperty(name, value)
    made.setFixedWidth(128)
    return made


def row(*parts: QWidget | None) -> QHBoxLayout:
    """Return parts side by side."""
    return bar(*parts, margins=(0, 0, 0, 0))


def type_row() -> QHBoxLayout:
    """Return the type scale."""
    samples = {
        "figure": "186",
        "title": "页面标题",
        "strong": "页签",
        "body": "正文表格 0123",
        "bold": "小标题",
        "cap": "说明、表头",
    }
    return row(*(label(text, role) for role, text in samples.items()), None)


def button_rows() -> QGridLayout:
    """Return the buttons: usual, with the keyboard, disabled."""
    grid = QGridLayout()
    for at, (make, text, icon) in enumerate(
        ((primary, "新增党员", "plus"), (button, "打开卡片", "pencil"), (quiet, "导出", "upload"))
    ):
        for place in range(3):
            made = make(text, icon=icon)
            if place == 1:
                made.setProperty("ring", "true")
                FOCUSED.append(made)
            if place == 2:
                made.block("先选择党员")
            grid.addWidget(made, at, place, Qt.AlignmentFlag.AlignLeft)
    grid.setColumnStretch(3, 1)
    return grid


FOCUSED: list[QWidget] = []


def input_rows() -> QVBoxLayout:
    """Return fields, ticks and progress."""
    box = QVBoxLayout()
    locked, off = line("330099********4127"), line("先选支部")
    locked.setReadOnly(True)
    locked.setFixedWidth(170)
    off.setEnabled(False)
    combo = QComboBox()
    combo.addItems(["全部支部"])
    box.addLayout(row(line("2026-11-20"), line("2025-2-30", state="bad"), locked, off, combo, None))
    problem = label("2025 年 2 月没有 30 日。请核对原件；原件如此可留空并备注。", "problem")
    box.addLayout(row(MarkLabel(Mark.LATE), problem, None))
    ticks = (QCheckBox("只看本支部"), QCheckBox("含已转出"), QRadioButton("按人"), QRadioButton("按月"))
    ticks[0].setChecked(True)
    ticks[2].setChecked(True)
    box.addLayout(row(*ticks, None))
    progress = QProgressBar()
    progress.setMaximumWidth(160)
    progress.setValue(62)
    progress.setTextVisible(False)
    box.addLayout(row(progress, label("第 116 / 186 行", "cap"), link("取消"), None))
    return box


def mark_grid() -> QGridLayout:
    """Return every mark with a word."""
    grid = QGridLayout()
    for at, (mark, word) in enumerate(zip(Mark, WORDS, strict=True)):
        grid.addLayout(row(MarkLabel(mark), label(word), None), at // 6, at % 6)
    return grid


def sheet() -> QWidget:
    """Return one sheet with everything."""
    page = frame("sheet")
    page.setFixedWidth(833)
    box = QVBoxLayout(page)
    box.setContentsMargins(0, 0, 0, 12)
    box.setSpacing(8)
    tabs = MainTabs()
    for key, title in (
        ("home", "首页"),
        ("members", "党员名册"),
        ("development", "发展党员"),
        ("more", "更多"),
    ):
        tabs.add(key, title)
    tabs.set_count("home", 3)
    tabs.setCurrentIndex(1)
    head = frame("header", bar(tabs, None, margins=(2, 0, 0, 1)))
    chips = ChipRow()
    chips.fill((("birth", "出生年月", "1968-01 以后"), ("education", "学历", "硕士")), "按姓氏拼音排序")
    grid = roster()
    grid.setFixedHeight(200)
    box.addWidget(head)
    inner = QVBoxLayout()
    inner.setContentsMargins(16, 0, 16, 0)
    inner.setSpacing(10)
    for part in (type_row(), rule(), button_rows(), rule(), input_rows(), rule(), mark_grid()):
        inner.addWidget(part) if isinstance(part, QWidget) else inner.addLayout(part)
    box.addLayout(inner)
    box.addWidget(chips)
    box.addWidget(grid)
    for note in (
        Note(NoteKind.ERROR, "没有保存", "磁盘空间不足。原文件未动。", (("换一个位置", page.update),)),
        Note(NoteKind.WARNING, "两人同名", "“石晓峰”有两位，请按出生年月选择。", (("查看", page.update),)),
        Note(NoteKind.INFO, "已导入 43 行", "5 行有问题的已另存。", (("打开文件夹", page.update),)),
    ):
        made = MessageBar()
        made.show_note(note)
        box.addWidget(made)
    box.addSpacing(80)
    undo = UndoBar(page)
    undo.show_undo("已将 苏念慈 移入回收站", page.update)
    undo.clock.stop()
    undo.left_ms = 6000
    return page


FIELDS = (
    Field("name", "姓名", Kind.NAME, required=True, group="基本情况"),
    Field("sex", "性别", Kind.CHOICE, codes="sex", open=False, group="基本情况"),
    Field("birth", "出生日期", Kind.DAY, required=True, group="基本情况"),
    Field("id_number", "身份证号", Kind.ID_NUMBER, group="基本情况"),
    Field("photo", "照片", Kind.PHOTO, group="基本情况"),
    Field("joined", "入党时间", Kind.DAY, group="其他"),
    Field("talker", "谈话人", Kind.LINK, group="其他"),
    Field("present", "到会人员", Kind.LINK, group="其他"),
    Field("note", "备注", Kind.LONG, group="其他", hint="写要点，不写套话"),
    Field("floating", "是否流动党员", Kind.FLAG, choices=("是", "否"), group="其他"),
)


YOUNG = Remark(
    Severity.WARN,
    "入党时间 2005-06-21 时未满 18 岁，请核对出生日期和入党时间",
    "1988-02 出生，满 18 岁最早为 2006-02-01",
    "《中国共产党发展党员工作细则》（2014年）第五条",
)


def form() -> QWidget:
    """Return a form with faults."""
    people = [Candidate(1, "沈砚秋", "第一党支部·1988 年生"), Candidate(2, "林知夏", "第三党支部·1996 年生")]
    known = {one.id: one for one in people}
    one, several = (People(lambda _text: people, known.get, several) for several in (False, True))
    values = {"name": "沈砚秋", "birth": Day(1988, 2), "id_number": "330099198802034122"}
    values |= {"joined": Day(2005, 6, 21), "talker": 2, "present": (1, 2)}
    made = RecordForm(
        FIELDS, values, links={"talker": one, "present": several}, remarks=lambda _values: {"joined": [YOUNG]}
    )
    made.editor("birth").line.setText("2025-2-30")
    made.check()
    holder = frame("sheet", QVBoxLayout())
    holder.layout().setContentsMargins(0, 0, 0, 0)
    holder.layout().addWidget(made)
    holder.resize(640, 560)
    return holder


class NoOffice:
    """Stands where an office would."""

    undo_sentence = "修改 沈砚秋 的 转正时间"
    redo_sentence = ""

    def listen(self, _callback: object) -> object:
        """Never call."""
        return self.listen


class ShownPage(Page):
    """A page as the roster will look."""

    def __init__(self, _desk: object) -> None:
        super().__init__()
        self.grid = roster()
        side = SideTree("组织")
        groups = tuple(
            Node(10 + at, f"{word}组小组", str(13 + at)) for at, word in enumerate(("语文", "英语", "史地"))
        )
        branches = (
            Node(2, "一支部（文科）", "42", "users", children=groups),
            Node(3, "二支部（理科）", "58", "users"),
        )
        side.fill((Node(1, "青禾中学党总支", "186", "landmark", children=branches),))
        side.choose(2)
        side.setFixedWidth(216)
        command = frame(
            "command",
            bar(
                label("一支部（文科）", "title"), label("在册党员", "label"), None,
                quiet("导入", icon="download"), quiet("导出", icon="upload"), quiet("打印", icon="printer"),
                quiet("列", icon="columns-3"), primary("新增党员", icon="plus"),
            ),
        )  # fmt: skip
        theme.keep_height(command, 48)
        chips = ChipRow()
        chips.fill(
            (("birth", "出生年月", "1968-01 以后"), ("education", "学历", "本科、硕士")), "按姓氏拼音排序"
        )
        middle = QVBoxLayout()
        middle.setSpacing(0)
        for part in (command, chips, self.grid):
            middle.addWidget(part)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(side)
        box.addWidget(upright())
        box.addLayout(middle, 1)


def shell(folder: Path, name: str, *, empty: bool = False) -> None:
    """Save a picture of the whole window."""
    titles = {
        "home": "首页",
        "members": "党员名册",
        "development": "发展党员",
        "meetings": "组织生活",
        "dues": "党费",
    }
    pages = [PageSpec(key, title, ShownPage) for key, title in titles.items()]
    pages.append(PageSpec("appraisals", "民主评议", ShownPage, "评议考核"))
    with tempfile.TemporaryDirectory() as place:
        window = MainWindow(
            NoOffice(), pages, Prefs(Path(place) / "prefs.json"), name="青禾中学党总支", sample=True
        )
        window.actions_table.add([Action("members.open", "打开卡片", window.update)], "members")
        window.show_page("members")
        window.header.tabs.set_count("home", 3)
        window.status.set_saved(clock.now())
        window.status.set_backup(clock.now())
        if empty:
            page = window.page()
            page.grid.empty = lambda: Empty(
                "search-x",
                "没有符合筛选的人",
                "三支部有 2 名预备党员，都被两项筛选挡住了。",
                (("清除两项筛选", window.update),),
            )
            page.grid.model.find("没有")
            window.messages.error(
                "没有导出",
                "名册文件正在 WPS 中打开，没有覆盖。数据未变，关闭后重试。",
                ("重试", window.update),
            )
            window.messages.done("已将 苏念慈 移入回收站", window.update)
        window.resize(1366, 768)
        window.show()
        QApplication.processEvents()
        window.grab().save(str(folder / f"{name}.png"))
        window.hide()


def side_by_side(pictures: list[QImage]) -> QImage:
    """Return pictures in a row."""
    whole = QImage(
        sum(one.width() for one in pictures),
        max(one.height() for one in pictures),
        QImage.Format.Format_RGB32,
    )
    painter, left = QPainter(whole), 0
    for one in pictures:
        one.setDevicePixelRatio(1)
        painter.drawImage(left, 0, one)
        left += one.width()
    painter.end()
    return whole


def draw(folder: Path, percent: str) -> None:
    """Draw everything at one scale."""
    app = QApplication([])
    chinese.install(app)
    sheets, forms = [], []
    for name in ("light", "dark"):
        theme.apply(app, name, 10)
        sheet_of_dues = dues()
        app.processEvents()
        sheet_of_dues.grab().save(str(folder / f"grid-{name}-{percent}.png"))
        sheet_of_dues.hide()
        FOCUSED.clear()
        for made, kept in ((sheet(), sheets), (form(), forms)):
            made.show()
            for part in FOCUSED:
                set_property(part, "ring", True)
            app.processEvents()
            kept.append(made.grab().toImage())
        shell(folder, f"shell-{name}-{percent}")
    side_by_side(sheets).save(str(folder / f"kit-{percent}.png"))
    side_by_side(forms).save(str(folder / f"form-{percent}.png"))
    theme.apply(app, "light", 10)
    shell(folder, f"states-{percent}", empty=True)
    question = Question(
        "移入回收站？", "移入后可在回收站找回，三十天内有效。", ("移入回收站",), "保留", ("林知夏", "沈砚秋")
    )
    dialog = QuestionDialog(question)
    dialog.show()
    app.processEvents()
    dialog.grab().save(str(folder / f"question-{percent}.png"))


def main() -> None:
    """Draw at both scales, each in a process of its own."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    if len(sys.argv) > 2:
        with clock.stopped(TODAY):
            draw(folder, sys.argv[2])
        return
    for percent in ("100", "150"):
        scale = {"QT_SCALE_FACTOR": str(int(percent) / 100)}
        subprocess.run([sys.executable, __file__, str(folder), percent], check=True, env=os.environ | scale)


if __name__ == "__main__":
    main()
