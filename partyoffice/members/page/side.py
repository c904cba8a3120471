"""The left pane: which people (the organisation) and which question (the views), each with its count."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from partyoffice.members.views import BIN, GONE, TITLES
from partyoffice.organisation.queries import Node as Body
from partyoffice.organisation.queries import Tree
from partyoffice.organisation.rules import OrgKind
from partyoffice.ui import theme
from partyoffice.ui.controls import Button, bar, icon_button, label, letters
from partyoffice.ui.marks import Mark
from partyoffice.ui.rights import writes
from partyoffice.ui.tree import Node, SideTree

WIDTH = 216
WHOLE = 0  # the key of the row that stands for the whole school
FOLDED_FROM = 6  # with more rows than these, groups stay folded at first
ICONS = {OrgKind.COMMITTEE: "landmark", OrgKind.GENERAL: "landmark", OrgKind.BRANCH: "users"}
VIEW_MARKS = {
    "在册党员": Mark.FULL, "预备党员": Mark.HALF, "流动党员": Mark.RING, "信息待补": Mark.WARN,
    GONE: Mark.SAME,
}  # fmt: skip


def body_nodes(bodies: Tree, count: Callable[[int], int], school: str) -> tuple[Node, ...]:
    """Return the living bodies with what ``count`` says of each, under one row for the whole school.

    A single root stands for the school itself; where several stand side by side the school's own
    row is set above them.
    """
    roots = [body for body in bodies.roots if not body.ended]
    if len(roots) == 1:
        top = roots[0]
        return (Node(WHOLE, top.name, str(count(WHOLE)), _icon(top), children=_below(bodies, top.id, count)),)
    children = tuple(_node(bodies, body, count) for body in roots)
    return (Node(WHOLE, school or "全部", str(count(WHOLE)), "landmark", children=children),)


def _node(bodies: Tree, body: Body, count: Callable[[int], int]) -> Node:
    return Node(body.id, body.name, str(count(body.id)), _icon(body), children=_below(bodies, body.id, count))


def _below(bodies: Tree, parent: int, count: Callable[[int], int]) -> tuple[Node, ...]:
    return tuple(_node(bodies, body, count) for body in bodies.children(parent) if not body.ended)


def _icon(body: Body) -> str:
    return ICONS.get(body.kind, "")


def view_nodes(counts: Mapping[str, int]) -> tuple[Node, ...]:
    """Return the views with their counts."""
    return tuple(
        Node(
            view, view, str(counts[view]), "trash-2" if view == BIN else "bookmark", mark=VIEW_MARKS.get(view)
        )
        for view in TITLES
    )


class FullTree(SideTree):
    """A side tree as high as its rows; the pane around it scrolls."""

    def __init__(self, name: str, area: QScrollArea) -> None:
        super().__init__(name)
        self.area = area
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        for signal in (self.expanded, self.collapsed):
            signal.connect(self.fit)
        theme.signals.changed.connect(self.fit)
        self.selectionModel().currentChanged.connect(lambda *_: self._keep_in_sight())

    def fill(self, nodes: Sequence[Node]) -> None:
        """Show nodes; a name too long for the pane is told by its tooltip."""
        super().fill(nodes)
        for item in self._items():
            item.setToolTip(letters(item.text()))

    def fit(self) -> None:
        """Take the height of the rows that are open."""
        self.setFixedHeight(self.open_rows() * theme.tree_row() + 4)

    def open_rows(self, parent: QModelIndex | None = None) -> int:
        """Count the rows that can be seen."""
        parent = parent or QModelIndex()
        places = [self.rows.index(row, 0, parent) for row in range(self.rows.rowCount(parent))]
        return sum(1 + (self.open_rows(place) if self.isExpanded(place) else 0) for place in places)

    def fold(self) -> None:
        """Leave only the first two levels open."""
        for row in range(self.rows.rowCount()):
            top = self.rows.index(row, 0)
            for below in range(self.rows.rowCount(top)):
                self.collapse(self.rows.index(below, 0, top))

    def _keep_in_sight(self) -> None:
        """Scroll to the current row, asked for anew: whoever heard of it first may have filled the tree."""
        inner = self.area.widget()
        if inner is None:
            return
        place = self.mapTo(inner, self.visualRect(self.currentIndex()).center())
        self.area.ensureVisible(place.x(), place.y(), 0, theme.tree_row())


class SidePane(QFrame):
    """Organisation and views; ``chosen`` says that either was chosen anew."""

    chosen = Signal()
    add_wanted = Signal()
    save_wanted = Signal()  # what is shown, as a view
    menu_wanted = Signal(int, QPoint)  # organisation id, place on the screen
    view_menu_wanted = Signal(QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.area = QScrollArea()
        self.tree, self.views = FullTree("组织", self.area), FullTree("常用视图", self.area)
        self.add: Button = icon_button("plus", "新增支部或小组", writes(partial(self.add_wanted.emit)))
        self.save: Button = icon_button("plus", "保存当前为视图…", writes(partial(self.save_wanted.emit)))
        self.bases: dict[str, str] = {}  # the built-in view under each named one
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(0)
        column.addLayout(self._head("组织", self.add))
        column.addWidget(self.tree)
        column.addSpacing(12)
        column.addLayout(self._head("常用视图", self.save))
        column.addWidget(self.views)
        column.addStretch(1)
        self.area.setWidget(inner)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.area)
        self._folded = False
        self._wire()
        self.fit()
        theme.signals.changed.connect(self.fit)

    def fit(self) -> None:
        """Take the width of the font in force."""
        self.setFixedWidth(theme.scaled(WIDTH))

    def _head(self, title: str, *parts: QWidget) -> QHBoxLayout:
        return bar(label(title, "cap"), None, *parts, margins=(16, 4, 8, 4))

    def _wire(self) -> None:
        for tree in (self.tree, self.views):
            tree.chosen.connect(lambda _key: self.chosen.emit())
        self.tree.customContextMenuRequested.connect(self._menu)
        self.views.customContextMenuRequested.connect(self._view_menu)

    def _menu(self, at: QPoint) -> None:
        index = self.tree.indexAt(at)
        if index.isValid():
            self.tree.setCurrentIndex(index)
            self.menu_wanted.emit(self.body(), self.tree.viewport().mapToGlobal(at))

    def _view_menu(self, at: QPoint) -> None:
        index = self.views.indexAt(at)
        if index.isValid():
            self.views.setCurrentIndex(index)
            self.view_menu_wanted.emit(self.views.viewport().mapToGlobal(at))

    def body(self) -> int:
        """Return the chosen body, 0 for the whole school."""
        return int(self.tree.current_key() or WHOLE)

    def view_key(self) -> str:
        """Return the chosen view, built-in or named."""
        return str(self.views.current_key() or TITLES[0])

    def view(self) -> str:
        """Return the built-in view that is chosen, or that lies under the named one."""
        return self.bases.get(self.view_key(), self.view_key())

    def fill_views(self, views: tuple[Node, ...], bases: dict[str, str]) -> None:
        """Show the views with new counts; one that is gone leaves its built-in one."""
        before = self.view()
        self.bases = bases
        self.views.fill(views)
        if self.views.current_key() is None:
            self.choose(before if before in TITLES else TITLES[0], self.body())
        self.views.fit()

    def fold_once(self) -> None:
        """Fold the groups the first time there are many rows."""
        if self.tree.current_key() is None:
            self.choose(self.view_key(), WHOLE)
        if not self._folded and self.tree.open_rows() > FOLDED_FROM:
            self._folded = True
            self.tree.fold()
        self.tree.fit()

    def choose(self, view: str, body: int) -> None:
        """Choose without telling anybody."""
        for tree, key in ((self.tree, body), (self.views, view)):
            blocked = tree.blockSignals(True)
            tree.choose(key)
            tree.blockSignals(blocked)
