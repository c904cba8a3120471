"""调整位置: the fields of a pre-printed page dragged, typed or moved by keys over its scan, and kept."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from partyoffice import papers
from partyoffice.app import placing_work
from partyoffice.app.dialog_frame import FramedDialog, action_bar, scrolled
from partyoffice.app.lists_out import file_stem, open_preview, private_path
from partyoffice.app.pattern_work import Pattern, text_of
from partyoffice.app.print_work import Printed
from partyoffice.core.errors import OfficeError
from partyoffice.reports.form import Form, Place
from partyoffice.reports.form_titles import title_of
from partyoffice.ui import scan as scans
from partyoffice.ui import theme
from partyoffice.ui.controls import bar, button, frame, icon_button, label, primary, quiet, upright
from partyoffice.ui.place_board import Board
from partyoffice.ui.place_list import LengthBox, PlaceList
from partyoffice.ui.place_view import HINT, PlaceView
from partyoffice.ui.rights import writes
from partyoffice.ui.scan_box import ScanBox
from partyoffice.ui.still import Combo

if TYPE_CHECKING:
    from collections.abc import Callable

    from partyoffice.app.office_window import OfficeWindow
    from partyoffice.ui.scan import Scan

SIDE = 300
CHECKED = "已与实物核对"
LEAVE, STAY = "不保存，关闭", "接着调整"


class PlacingDialog(FramedDialog):
    """Fields at the left, the page over its scan at the right; 保存 is one step of the office."""

    topic = "forms"

    def __init__(self, window: "OfficeWindow", pattern: Pattern, form: Form, parent: QWidget) -> None:
        super().__init__(parent, f"套打位置：{pattern.paper.title}", 1180, 664)
        self.window_, self.pattern, self.form = window, pattern, form
        self.titles = papers.titles_of(pattern.paper)
        wide, high = (form.tile.width, form.tile.height) if form.tile else form.page.millimetres
        self.board = Board(form.places, wide, high)
        self.scans: dict[int, Scan] = placing_work.scans_of(window.office, pattern.own.scans, wide)
        self.before = {at: scan.kept for at, scan in self.scans.items()}
        self.file: Path | None = None
        self.list, self.lengths = PlaceList(self.board, self.title_of), LengthBox(self.board)
        self.view, self.scan_box = PlaceView(self.board, self.title_of), ScanBox()
        self.sheets, self.checked = Combo(), QCheckBox(CHECKED)
        self.checked.setChecked(form.measured)
        self.checked.setToolTip("把校对页和本子叠在一起对着光看过，各栏都落在该在的地方")
        self.undo = icon_button("undo-2", "撤销（Ctrl+Z）", self.board.undo)
        self.redo = icon_button("redo-2", "重做（Ctrl+Y）", self.board.redo)
        self.kept: Callable[[], object] = lambda: None
        self._build()
        self._keys()
        self._wire()
        self.show_sheet(1)
        self.list.setFocus()

    def title_of(self, place: Place) -> str:
        """Return what a place is called."""
        return title_of(place, self.titles)

    # Building ----------------------------------------------------------------------------

    def _build(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(8)
        for part in (self.list, self.lengths, label("底图", "bold"), self.scan_box):
            side.addWidget(part, 1 if part is self.list else 0)
        area = scrolled(side)
        side.setContentsMargins(12, 12, 12, 12)
        theme.keep_width(area, SIDE)
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        for piece in (area, upright(), self.view):
            middle.addWidget(piece, 1 if piece is self.view else 0)
        body = QVBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self._command_bar())
        body.addLayout(middle, 1)
        self.set_body(body, self._action_bar())

    def _command_bar(self) -> QWidget:
        for number in range(1, self.form.sheets + 1):
            self.sheets.addItem(f"第 {number} 面 / {self.form.sheets}", number)
        self.sheets.setAccessibleName("第几面")
        self.sheets.activated.connect(lambda at: self.show_sheet(at + 1))
        view = self.view
        grid, catching, filled = QCheckBox("网格"), QCheckBox("对齐"), QCheckBox("只动要填的")
        grid.setChecked(view.grid)
        catching.setChecked(view.catching)
        catching.setToolTip("拖动时靠上别的栏目的边；按住 Alt 不靠")
        grid.toggled.connect(self.on_grid)
        catching.toggled.connect(self.on_catching)
        filled.setToolTip("底表上已经印好的字和线不动，也选不中")
        filled.toggled.connect(self.board.show_filled)
        filled.setChecked(bool(self.form.base))
        filled.setVisible(not all(place.filled for place in self.form.places))
        turn = self.on_turn
        made = frame(
            "command",
            bar(
                icon_button("chevron-left", "上一面（PgUp）", partial(turn, -1)),
                self.sheets,
                icon_button("chevron-right", "下一面（PgDn）", partial(turn, 1)),
                self.undo,
                self.redo,
                None,
                filled,
                grid,
                catching,
                icon_button("zoom-out", "缩小（Ctrl+-）", partial(view.step_zoom, -1)),
                icon_button("zoom-in", "放大（Ctrl++）", partial(view.step_zoom, 1)),
                icon_button("maximize", "整页（Ctrl+0）", view.fit),
                margins=(8, 0, 8, 0),
            ),
        )
        made.setToolTip(HINT)
        theme.keep_height(made, 44)
        return made

    def _action_bar(self) -> QFrame:
        self.save = primary("保存", self.on_save)
        return action_bar(
            self.checked,
            None,
            quiet("打印校对页", self.on_proof, "printer"),
            button("取消", self.reject),
            self.save,
        )

    def _keys(self) -> None:
        view = self.view
        for keys, deed in (
            ("Ctrl+Z", self.board.undo),
            ("Ctrl+Y", self.board.redo),
            ("Ctrl+Shift+Z", self.board.redo),
            ("PgUp", partial(self.on_turn, -1)),
            ("PgDown", partial(self.on_turn, 1)),
            ("Ctrl+=", partial(view.step_zoom, 1)),
            ("Ctrl++", partial(view.step_zoom, 1)),
            ("Ctrl+-", partial(view.step_zoom, -1)),
            ("Ctrl+0", view.fit),
            ("Ctrl+S", self.on_save),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(deed)

    def _wire(self) -> None:
        self.board.changed.connect(self._follow)
        self.scan_box.wanted.connect(self.on_scan)
        self.scan_box.page_wanted.connect(self.take_page)
        self.scan_box.dropped.connect(self.on_drop_scan)
        self.scan_box.changed.connect(self.view.viewport().update)
        self.list.activated.connect(lambda _at: self.view.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self._follow()

    # What is looked at -------------------------------------------------------------------

    def show_sheet(self, number: int) -> None:
        """Look at another sheet, with its own scan."""
        self.board.show_sheet(number)
        self._follow()

    def on_turn(self, way: int) -> None:
        """Go to the sheet before or after."""
        self.show_sheet(min(max(self.board.sheet + way, 1), self.form.sheets))

    def on_grid(self, shown: bool) -> None:
        """Show the lines of each ten millimetres, or not."""
        self.view.grid = shown
        self.view.viewport().update()

    def on_catching(self, caught: bool) -> None:
        """Let edges catch a dragged place, or not."""
        self.view.catching = caught

    def _follow(self) -> None:
        self.undo.block("" if self.board.can_undo() else "没有可撤销的")
        self.redo.block("" if self.board.can_redo() else "没有可重做的")
        scan = self.scans.get(self.board.sheet)
        self.sheets.setCurrentIndex(self.board.sheet - 1)
        if scan is not self.scan_box.scan:
            self.scan_box.show_scan(scan)
        self.view.scan = scan
        self.view.viewport().update()

    # The scan ----------------------------------------------------------------------------

    def on_scan(self) -> None:
        """Ask for a scan of this sheet."""
        path = self.window_.desk.ask_open_path("scan", "载入扫描件", "scan")
        if path is not None:
            self.take_scan(path)

    def take_scan(self, path: Path) -> None:
        """Lay a scan under this sheet; of a PDF at first the page of the same number."""
        self.file = path
        try:
            pages = scans.pages_of(path)
        except OfficeError as error:
            self.refuse(error)
            return
        self.take_page(min(self.board.sheet, pages) - 1)

    def take_page(self, page: int) -> None:
        """Lay one page of the file under this sheet."""
        if self.file is None:
            return
        try:
            pages = scans.pages_of(self.file)
            scan = scans.read(self.file, page, self.board.wide)
        except OfficeError as error:
            self.refuse(error)
            return
        self.scans[self.board.sheet] = scan
        self._follow()
        self.scan_box.show_scan(scan, pages, page)

    def on_drop_scan(self) -> None:
        """Take the scan of this sheet away."""
        self.scans.pop(self.board.sheet, None)
        self._follow()

    # Out ---------------------------------------------------------------------------------

    def on_proof(self) -> None:
        """Show the boxes with their titles, to be printed and held against the booklet by the light."""
        from partyoffice.reports.form_proof import write_proof

        made = placing_work.with_places(self.form, self.board.places)
        path = private_path(f"{file_stem(self.form.title)} 校对页.pdf")
        try:
            pages = write_proof(made, self.titles, path)
        except OfficeError as error:
            self.refuse(error)
            return
        note = "印在白纸上，和本子叠在一起对着光看"
        code = self.pattern.paper.code
        open_preview(
            self.window_.desk, Printed(path, pages), f"{self.form.title} 校对页", note, code, over=self
        )

    def changed(self) -> bool:
        """Say whether there is anything to keep."""
        lies = {at: scan.kept for at, scan in self.scans.items()}
        ticked = self.checked.isChecked() != self.form.measured
        return self.board.moved or lies != self.before or ticked

    @writes
    def on_save(self) -> None:
        """Keep places and scans in the office, as one step."""
        if not self.changed():
            self.accept()
            return
        try:
            placing_work.keep(
                self.window_.office, self.pattern, text_of(self.pattern), self.board.places, self.scans,
                (self.board.wide, self.board.high), measured=self.checked.isChecked(),
            )  # fmt: skip
        except OfficeError as error:
            self.refuse(error)
            return
        self.accept()
        self.kept()

    def reject(self) -> None:
        """Close; what was moved is not lost without a word."""
        said = "挪过的位置还没有保存。"
        if not self.changed() or self.messages.ask("还没有保存", said, LEAVE, STAY):
            super().reject()

    def begin(self) -> "PlacingDialog":
        """Open with the keyboard on the list of fields."""
        self.open()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return self
