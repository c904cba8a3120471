"""到会情况: counts above, everybody to be ticked below; the keyboard marks, the mouse too."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QListView,
    QMenu,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from partyoffice.core.text import clean
from partyoffice.meetings.page.seat_model import SEAT, Index, SeatModel, Taken
from partyoffice.meetings.rules.kinds import ABSENCES
from partyoffice.ui import painting, theme
from partyoffice.ui.controls import ENTER, KEYBOARD, bar, label, link, rule, tip
from partyoffice.ui.line import Line

Key = Qt.Key
EXCUSES = f"1 至 {len(ABSENCES)}：" + "、".join(ABSENCES)
LATE_KEY = len(ABSENCES) + 1
KEYS = f"空格：出席或缺席；{EXCUSES}；{LATE_KEY}：迟到；0：改有无表决权；F2：写说明；字母：按拼音找人"
TICK_WIDTH, VOTE_AT, TOLD_AT = 30, 0.42, 0.56  # of the width
SLIM, SLIM_VOTE, SLIM_TOLD = 360, 0.36, 0.54  # in a narrow pane, where posts have no room


class SeatDelegate(QStyledItemDelegate):
    """Paints tick, name, post, vote and what is said of the attendance."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of a line."""
        return QSize(100, theme.tree_row())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        area, line = QRectF(option.rect), index.data(SEAT)
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        if current or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, theme.ink("sel" if current else "hover"))
        painting.tick_box(
            painter, QRectF(area.left() + 2, area.top(), TICK_WIDTH - 4, area.height()), line.presence.here
        )
        self._words(painter, area, line)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painting.ring(painter, area)

    def _words(self, painter: QPainter, area: QRectF, line: Taken) -> None:
        left, (vote, told) = area.left() + TICK_WIDTH, columns_of(area)
        name = QRectF(left, area.top(), vote - left - 8, area.height())
        post = line.seat.post if area.width() > theme.scaled(SLIM) else ""
        shown = f"{line.seat.name}　{post}" if post else line.seat.name
        painting.write(painter, name, shown, tone="text" if line.presence.here else "text2")
        box = QRectF(vote, area.top(), told - vote - 8, area.height())
        painting.write(painter, box, line.vote(), tone="text2" if line.presence.voting else "text3")
        lacking = not line.presence.here and not line.presence.reason
        end = QRectF(told, area.top(), area.right() - told - 6, area.height())
        painting.write(painter, end, line.told(), tone="warn" if lacking else "text2")


def columns_of(area: QRectF) -> tuple[float, float]:
    """Return where 表决权 and 状态 begin."""
    slim = area.width() <= theme.scaled(SLIM)
    vote, told = (SLIM_VOTE, SLIM_TOLD) if slim else (VOTE_AT, TOLD_AT)
    return area.left() + area.width() * vote, area.left() + area.width() * told


class SeatHead(QWidget):
    """The titles over the list."""

    def __init__(self) -> None:
        super().__init__()
        theme.keep_height(self, 24)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Write them where their columns begin."""
        painter, area = QPainter(self), QRectF(self.rect())
        vote, told = columns_of(area)
        starts = (("姓名", area.left() + TICK_WIDTH), ("表决权", vote), ("状态或缺席原因", told))
        for words, left in starts:
            box = QRectF(left, 0, area.right() - left, area.height())
            painting.write(painter, box, words, "cap", "text2")
        painting.hairline(painter, area.left(), area.bottom(), area.right(), theme.ink("line"))


class CountTable(QWidget):
    """应到, 实到, 缺席 of everybody and of those with a vote."""

    TITLES = ("应到", "实到", "缺席")

    def __init__(self) -> None:
        super().__init__()
        self.cells: dict[tuple[str, int], QLabel] = {}
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        for column, title in enumerate(self.TITLES, 1):
            grid.addWidget(_number(title, "cap"), 0, column)
        for row, who in enumerate(("出席", "有表决权"), 1):
            grid.addWidget(label(who, "label"), row, 0)
            for column in range(1, 4):
                self.cells[who, column] = _number("", "bold")
                grid.addWidget(self.cells[who, column], row, column)

    def show_count(self, model: SeatModel) -> None:
        """Show the counts as they stand."""
        found = model.count()
        for who, due, came in (
            ("出席", found.due, found.present),
            ("有表决权", found.voters, found.voters_present),
        ):
            for column, number in enumerate((due, came, due - came), 1):
                self.cells[who, column].setText(str(number))


def _number(text: str, role: str) -> QLabel:
    made = label(text, role)
    made.setMinimumWidth(theme.scaled(56))
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made


class SeatList(QWidget):
    """Everybody who should come; Space ticks, digits excuse, letters find."""

    def __init__(self) -> None:
        super().__init__()
        self.model, self.counts = SeatModel(), CountTable()
        self.line, self.view = Line(), QListView()
        self.line.setPlaceholderText("按姓名、拼音找人，回车标记")
        self.line.setAccessibleName("按姓名、拼音找人")
        self.view.setModel(self.model)
        self.view.setItemDelegate(SeatDelegate(self.view))
        self.view.setAccessibleName("到会情况")
        self.view.setUniformItemSizes(True)
        self.view.setMinimumHeight(40)  # a low window with large type: a line or two, and the bar
        self.view.setMouseTracking(True)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.all, self.locked, self.asked = link("全部出席", self.model.all_came), False, False
        self.note = Line()
        self.note.setPlaceholderText("这个人的说明，如 迟到 15 分")
        self.note.setAccessibleName("说明")
        self.keys = label(KEYS, "cap", wraps=True)
        tip(self.view, KEYS)
        self._build()
        self._wire()

    def _build(self) -> None:
        self.box = box = QVBoxLayout(self)
        box.setContentsMargins(16, 14, 16, 10)
        box.setSpacing(8)
        box.addLayout(bar(label("到会情况", "bold"), None, self.all, margins=(0, 0, 0, 0)))
        box.addWidget(self.counts)
        box.addWidget(rule())
        box.addWidget(self.line)
        listed = QVBoxLayout()
        listed.setSpacing(0)
        listed.addWidget(SeatHead())
        listed.addWidget(self.view, 1)
        box.addLayout(listed, 1)
        box.addWidget(self.note)
        box.addWidget(self.keys)

    def _wire(self) -> None:
        self.model.marked.connect(lambda: self.counts.show_count(self.model))
        self.line.textChanged.connect(self._find)
        self.view.clicked.connect(self._clicked)
        self.view.selectionModel().currentChanged.connect(lambda *_rows: self._show_note())
        self.model.modelReset.connect(self._show_note)
        self.note.textEdited.connect(self._noted)
        self.view.customContextMenuRequested.connect(self._menu)
        for part in (self.line, self.view, self.note):
            part.installEventFilter(self)
        self._show_note()

    def row(self) -> int:
        """Return the current row, -1 for none."""
        return self.view.currentIndex().row()

    def go_to(self, row: int) -> None:
        """Make a row the current one."""
        if row >= 0:
            self.view.setCurrentIndex(self.model.index(row))

    def _clicked(self, index: Index) -> None:
        if not self.locked:
            self.model.toggle(index.row())

    def note_when_asked(self, on: bool) -> None:
        """Keep the lines of note and search out of sight until a key asks for them."""
        self.asked = on
        self.note.setVisible(not on)
        self.line.setVisible(not on)

    def write_note(self) -> None:
        """Go to the note of the current person."""
        self.note.show()
        self.note.setFocus(KEYBOARD[2])

    def _show_note(self) -> None:
        row = self.row()
        self.note.setEnabled(0 <= row < len(self.model.lines))
        self.note.setText(self.model.lines[row].presence.note if self.note.isEnabled() else "")
        self.note.setVisible(not self.asked or bool(self.note.text()))

    def _noted(self, text: str) -> None:
        if self.row() >= 0:
            self.model.mark(self.row(), note=clean(text))

    def lock(self, on: bool) -> None:
        """Let nothing be marked, or again."""
        self.locked = on
        self.all.setVisible(not on)
        self.keys.setVisible(not on)
        self.note.setReadOnly(on)

    def _find(self, text: str) -> None:
        self.go_to(self.model.find(text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of line and list."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        if self.line.composing() or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        if watched is self.note:
            return self._on_note(event)
        return self._on_line(event) if watched is self.line else self._on_list(event)

    def _on_note(self, event: QKeyEvent) -> bool:
        """Enter goes back to the list."""
        if event.key() not in ENTER:
            return False
        self.view.setFocus(KEYBOARD[2])
        return True

    def _on_line(self, event: QKeyEvent) -> bool:
        """Enter and Space mark whoever was found, and the next name is typed over this one."""
        key = event.key()
        if key in {Key.Key_Up, Key.Key_Down}:
            step = 1 if key == Key.Key_Down else -1
            self.go_to(min(max(self.row() + step, 0), self.model.rowCount() - 1))
        elif key in {*ENTER, Key.Key_Space} and self.line.text() and self.row() >= 0 and not self.locked:
            self.model.toggle(self.row())
            self.line.selectAll()
        else:
            return False
        return True

    def _on_list(self, event: QKeyEvent) -> bool:
        row, text = self.row(), event.text()
        if row < 0:
            return False
        if event.key() == Key.Key_F2:
            self.write_note()
        elif text.isalpha() and text.isascii():
            self.line.show()
            self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.line.setText(text)
        else:
            return not self.locked and self._mark(row, event.key(), text)
        return True

    def _mark(self, row: int, key: int, text: str) -> bool:
        if key == Key.Key_Space:
            self.model.toggle(row)
        elif text == "0":
            self.model.turn_vote(row)
        elif text.isdigit() and text.isascii():
            self.model.come_late(row) if int(text) == LATE_KEY else self.model.excuse(
                row, ABSENCES[int(text) - 1]
            )
            self.go_to(min(row + 1, self.model.rowCount() - 1))
        else:
            return False
        return True

    def _menu(self, at: QPoint) -> None:
        index = self.view.indexAt(at)
        if not index.isValid() or self.locked:
            return
        row, menu = index.row(), QMenu(self)
        menu.addAction("出席", lambda: self.model.mark(row, state="出席", reason=""))
        for place, reason in enumerate(ABSENCES, 1):
            menu.addAction(f"{reason}\t{place}", partial(self.model.excuse, row, reason))
        menu.addAction(f"迟到\t{LATE_KEY}", partial(self.model.come_late, row))
        menu.addSeparator()
        menu.addAction("写说明\tF2", self.write_note)
        if self.model.lines[row].seat.why:
            menu.addAction("改变有无表决权\t0", lambda: self.model.turn_vote(row))
        menu.popup(self.view.viewport().mapToGlobal(at))
