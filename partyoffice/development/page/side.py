"""The people at the left, and the one line that stands for them where there is no room for a list."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from partyoffice.development.page.people import PeopleList
from partyoffice.development.page.reading import Walker
from partyoffice.ui import theme
from partyoffice.ui.controls import Button, Elided, bar, button, icon_button
from partyoffice.ui.still import Combo

WIDTH, HEAD = 216, 44
FILTER, TOGETHER = "筛选：只看超期、含已结束的人", "多人同会办理"


def _below(part: QWidget) -> QPoint:
    return part.mapToGlobal(part.rect().bottomLeft())


class Side(QFrame):
    """Whose list it is, the filter, the list, and below it several people at once."""

    menu_wanted = Signal(QPoint)

    def __init__(self, people: PeopleList, on_together: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.title, self.filtered = Elided("", "bold"), Elided("", "cap")
        self.funnel: Button = icon_button("list-filter", FILTER)
        self.funnel.clicked.connect(lambda: self.menu_wanted.emit(_below(self.funnel)))
        self.together = button(f"{TOGETHER}…", on_together, "users")
        words = QVBoxLayout()
        words.setSpacing(0)
        for part in (self.title, self.filtered):
            words.addWidget(part)
        head = bar(margins=(16, 0, 8, 0))
        head.addLayout(words, 1)
        head.addWidget(self.funnel)
        top = QFrame()
        top.setLayout(head)
        theme.keep_height(top, HEAD)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(top)
        box.addWidget(people, 1)
        box.addLayout(bar(self.together, None, margins=(12, 8, 12, 12)))
        theme.keep_width(self, WIDTH)

    def tell(self, title: str, count: int, narrowed: str) -> None:
        """Say whose list this is, and what else it is narrowed by."""
        self.title.show_text(f"{title} {count} 人")
        self.filtered.show_text(narrowed)
        self.filtered.setVisible(bool(narrowed))


class PickBar(QFrame):
    """One line to choose somebody from, filter and several people at once; ``picked`` tells who."""

    picked = Signal(int)
    menu_wanted = Signal(QPoint)

    def __init__(self, on_together: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.box = Combo()
        self.box.setAccessibleName("在办的人")
        self.box.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.funnel: Button = icon_button("list-filter", FILTER)
        self.funnel.clicked.connect(lambda: self.menu_wanted.emit(_below(self.funnel)))
        self.together = icon_button("users", TOGETHER, on_together)
        row = bar(self.box, self.funnel, self.together, margins=(12, 6, 8, 6), gap=4)
        row.setStretch(0, 1)
        self.setLayout(row)
        self.box.activated.connect(lambda at: self.picked.emit(self.box.itemData(at)))

    def offer(self, people: Sequence[Walker], current: int) -> None:
        """Let one of these be chosen."""
        self.box.clear()
        for one in people:
            self.box.addItem(f"{one.one.name}　第 {one.number} 步　{one.told.words}", one.id)
        self.mark(current)

    def mark(self, person: int) -> None:
        """Show who is current."""
        self.box.setCurrentIndex(self.box.findData(person))
