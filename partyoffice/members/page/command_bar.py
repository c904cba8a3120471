"""The bar above the list: what is shown, the quiet commands, 新增党员; narrow windows choose here."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from partyoffice.ui import theme
from partyoffice.ui.controls import Elided, icon_button, primary, quiet
from partyoffice.ui.still import Combo
from partyoffice.ui.tree import Node

HEIGHT, LEAST = 48, 62
ALWAYS = 3  # quiet commands for which even a narrow bar has room


class Heading(Elided):
    """The name of what is shown: as wide as it needs, cut where there is no room."""

    def __init__(self) -> None:
        super().__init__("", "title")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        """Return the room of the whole name."""
        whole = theme.metrics("title").horizontalAdvance(self.whole()) + 4
        return QSize(whole, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return no more than a few characters: a name never widens the window."""
        return QSize(min(self.sizeHint().width(), theme.scaled(LEAST)), super().sizeHint().height())

    def show_text(self, text: str) -> None:
        """Take another name and the room it needs."""
        super().show_text(text)
        self.updateGeometry()


class CommandBar(QFrame):
    """Title and view at the left, commands at the right."""

    body_chosen = Signal(int)
    view_chosen = Signal(str)

    def __init__(self, slots: Mapping[str, Callable[[], object]]) -> None:
        super().__init__()
        self.setProperty("role", "command")
        self.title, self.view = Heading(), Elided("", "label")
        self.view.setContentsMargins(6, 0, 0, 0)
        theme.signals.changed.connect(self._spare_view)
        self._spare_view()
        self.bodies, self.views = Combo(), Combo()
        self.bodies.setAccessibleName("组织")
        self.views.setAccessibleName("常用视图")
        self.quiet = [
            quiet("导入", slots["import"], "download"),
            quiet("导出", slots["export"], "upload"),
            quiet("打印", slots["print"], "printer"),
            quiet("批量修改", slots["batch"], "list-filter"),
            quiet("列", slots["columns"], "columns-3"),
        ]
        self.more = quiet("更多", slots["more"], "ellipsis")
        self.fold = icon_button("panel-right", "显示或收起卡片（F4）", slots["card"])
        self.new = primary("新增党员", slots["new"], "plus")
        for part, key in zip((*self.quiet[:3], self.new), ("I", "E", "P", "N"), strict=True):
            part.tell(f"Ctrl+{key}")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(4)
        row.addWidget(self.title)
        row.addWidget(self.view, 1)
        row.addWidget(self.bodies)
        row.addWidget(self.views)
        row.addStretch()
        for part in (*self.quiet, self.more, self.fold, self.new):
            row.addWidget(part)
        self.bodies.activated.connect(lambda at: self.body_chosen.emit(self.bodies.itemData(at)))
        self.views.activated.connect(lambda at: self.view_chosen.emit(self.views.itemData(at)))
        self.set_narrow(False)
        theme.keep_height(self, HEIGHT)

    def _spare_view(self) -> None:
        self.view.setMinimumWidth(theme.scaled(LEAST))  # beside the longest name, the view is still told

    def set_narrow(self, narrow: bool) -> None:
        """Choose body and view here where there is no room for the pane."""
        for words in (self.title, self.view):
            words.setVisible(not narrow)
        for box in (self.bodies, self.views):
            box.setVisible(narrow)
            box.setMaximumWidth(theme.scaled(190))
        for part in self.quiet[ALWAYS:]:  # more than three go to 更多
            part.setVisible(not narrow)
        self.more.setVisible(narrow)

    def show_choice(self, bodies: Sequence[Node], views: Sequence[Node], body: int, view: str) -> None:
        """Show what is chosen, and what could be."""
        flat = list(_flat(bodies))
        self.title.show_text(next((node.title for node in flat if node.key == body), ""))
        self.view.show_text(next((node.title for node in views if node.key == view), view))
        for box, nodes, key in ((self.bodies, flat, body), (self.views, list(views), view)):
            box.clear()
            for node in nodes:
                box.addItem(f"{node.title}  {node.count}", node.key)
            box.setCurrentIndex(next((at for at, node in enumerate(nodes) if node.key == key), -1))

    def block_empty(self, shown: int) -> None:
        """Say why nothing can be exported or printed while nobody is shown."""
        for part in self.quiet[1:4]:
            part.block("" if shown else "没有可导出、打印或修改的人：当前列表是空的")


def _flat(nodes: Sequence[Node]) -> Sequence[Node]:
    return [each for node in nodes for each in (node, *_flat(node.children))]
