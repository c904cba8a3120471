"""How the parts of a grid are laid out and scroll together: views, frozen edges, totals, scroll bars."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QGridLayout, QScrollBar

from partyoffice.ui import theme
from partyoffice.ui.grid_edge import FrozenEdge
from partyoffice.ui.total_row import TotalStrip

if TYPE_CHECKING:
    from partyoffice.ui.grid_frame import GridFrame
    from partyoffice.ui.grid_view import GridView

OFF = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
AS_NEEDED = Qt.ScrollBarPolicy.ScrollBarAsNeeded
LEAST_BODY = 240  # room the body keeps however much is frozen
VIEWS, TOTALS, BAR = 0, 1, 2  # rows of the layout
Parts = tuple[QScrollBar, tuple[FrozenEdge, FrozenEdge], list[TotalStrip]]


def build(grid: "GridFrame", *, totals: bool) -> Parts:
    """Set the views side by side, their totals below, and the one horizontal bar under the body."""
    box = QGridLayout(grid)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    bar = QScrollBar(Qt.Orientation.Horizontal)
    edges = FrozenEdge(grid.body), FrozenEdge(grid.body, right=True)
    for place, widget in enumerate((grid.left, edges[0], grid.body, edges[1], grid.right)):
        box.addWidget(widget, VIEWS, place, 2 if widget in edges else 1, 1)
    for view in grid.columns.views:
        view.setModel(grid.model)
        view.setAccessibleName("名单")
        view.setHorizontalScrollBarPolicy(OFF)
    for view in (grid.left, grid.right):
        own = view.selectionModel()
        view.setSelectionModel(grid.body.selectionModel())
        own.deleteLater()
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    strips = [TotalStrip(view) for view in grid.columns.views] if totals else []
    for place, strip in zip((0, 2, 4), strips, strict=False):
        box.addWidget(strip, TOTALS, place)
    box.addWidget(bar, BAR, 2)
    box.setColumnStretch(2, 1)
    grid.setFocusProxy(grid.body)
    grid.body.head().setSectionsMovable(True)
    return bar, edges, strips


def wire(grid: "GridFrame") -> None:
    """Let everything scroll together."""
    inner, bar = grid.body.horizontalScrollBar(), grid.bar
    inner.rangeChanged.connect(lambda least, most: _match(grid, least, most))
    inner.valueChanged.connect(bar.setValue)
    bar.valueChanged.connect(inner.setValue)
    bars = [view.verticalScrollBar() for view in grid.columns.views]
    for one in bars:
        for other in bars:
            if other is not one:
                one.valueChanged.connect(other.setValue)


def _match(grid: "GridFrame", least: int, most: int) -> None:
    inner = grid.body.horizontalScrollBar()
    grid.bar.setRange(least, most)
    grid.bar.setPageStep(inner.pageStep())
    grid.bar.setSingleStep(inner.singleStep())
    grid.bar.setVisible(most > least)


def _width(view: "GridView") -> int:
    head = view.head()
    return sum(head.sectionSize(at) for at in range(head.count()))  # 0 where hidden


def fit(grid: "GridFrame") -> None:
    """Give the frozen parts the width of their columns, and the body what is left, never nothing."""
    layout, frozen = grid.columns, grid.columns.frozen > 0
    fixed = layout.fixed > 0
    last = grid.right if fixed else grid.body
    for view in layout.views:
        view.setVerticalScrollBarPolicy(AS_NEEDED if view is last else OFF)
    right = _width(grid.right) if fixed else 0
    scroll = last.verticalScrollBar().sizeHint().width() if fixed else 0
    spare = max(0, grid.width() - right - scroll - theme.scaled(LEAST_BODY))
    grid.left.setFixedWidth(
        min(_width(grid.left), spare) if grid.width() > theme.scaled(LEAST_BODY) else _width(grid.left)
    )
    grid.right.setFixedWidth(right + scroll)
    for parts, shown in (((grid.left, grid.edges[0]), frozen), ((grid.right, grid.edges[1]), fixed)):
        for part in parts:
            part.setVisible(shown)
    box = grid.layout()
    if box is not None and grid.isVisible():
        box.activate()  # now: what is brought into sight next must know the new widths
        for view in layout.views:
            view.updateGeometries()
    for strip, shown in zip(grid.strips, (frozen, True, fixed), strict=False):
        strip.setVisible(shown)
        strip.follow()


def room(grid: "GridFrame", view: "GridView") -> QRect:
    """Return the place below the heads that an editor in a view may take: from its own left edge on."""
    port = view.viewport()
    place = QRect(port.mapTo(grid, QPoint(0, 0)), port.size())
    if view is grid.left:
        body = grid.body.viewport()
        place.setRight(body.mapTo(grid, QPoint(body.width(), 0)).x() - 1)
    return place
