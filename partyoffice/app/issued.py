"""出具登记: what was given out on paper, year by year, by number; made void, printed again, listed."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout

from partyoffice import papers
from partyoffice.app import issuing, lists_out
from partyoffice.app.dialog_frame import FramedDialog, action_bar
from partyoffice.app.issued_lines import COLUMNS, keys_of_line, name_of, unknown, why_not
from partyoffice.archives import actions, documents, queries
from partyoffice.archives.queries import Entry
from partyoffice.archives.records import IssuedPaper
from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field
from partyoffice.reports.document import Document
from partyoffice.ui import theme
from partyoffice.ui.controls import bar, button, frame, label, primary, quiet
from partyoffice.ui.empty import Empty
from partyoffice.ui.grid import Grid
from partyoffice.ui.line import Line
from partyoffice.ui.rights import writes
from partyoffice.ui.still import Combo
from partyoffice.ui.table_model import TableModel

if TYPE_CHECKING:
    from partyoffice.app.office_window import OfficeWindow

ALL_FORMS = "全部表"
WHY = Field("reason", "作废原因", required=True, hint="如“写错姓名，已收回”")
VOIDING = "作废以后登记仍在，编号不再使用，也不能再打印。纸件已经交出的，请先收回。"
ABOUT = "编号给出以后不会再用：作废的、撤销的也都列在这里。"


class IssuedDialog(FramedDialog):
    """The register of one year; ``issued`` is a paper to be shown, ``year`` a year."""

    topic = "issued"

    def __init__(self, window: "OfficeWindow", issued: int = 0, year: int = 0) -> None:
        super().__init__(window, "出具登记", 1080, 560)
        self.window_, self.entries = window, list[Entry]()
        self.years, self.forms, self.line = Combo(), Combo(), Line()
        self.grid = Grid(TableModel(COLUMNS), unit="件")
        self.count = label("", "cap")
        self._build()
        self._wire()
        self._offer_years(*self._wanted(issued, year))

    def _build(self) -> None:
        self.years.setAccessibleName("年份")
        self.forms.setAccessibleName("表")
        self.line.setAccessibleName("查找编号、对象、说明")
        self.line.setPlaceholderText("编号、对象、拼音、说明")
        self.line.setMinimumWidth(theme.scaled(180))
        self.print = quiet("打印登记簿", self.on_print, "printer")
        self.export = quiet("导出登记簿", self.on_export, "upload")
        top = bar(self.years, self.forms, self.line, None, self.print, self.export)
        top.setStretch(2, 1)
        command = frame("command", top)
        theme.keep_height(command, 48)
        self.grid.empty = self._empty
        self.grid.keep_in(self.window_.prefs, "issued.columns")
        body = QVBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(command)
        body.addWidget(self.grid, 1)
        body.addLayout(bar(label(ABOUT, "cap"), None, self.count, margins=(16, 6, 16, 6)))
        self.void = button("作废…", self.on_void, "x")
        self.again = primary("再次打印", self.on_again, "printer")
        self.set_body(body, action_bar(self.void, None, button("关闭", self.reject), self.again))

    def _wire(self) -> None:
        self.years.currentIndexChanged.connect(lambda _at: self.load())
        self.forms.currentIndexChanged.connect(lambda _at: self.show_entries())
        self.line.textChanged.connect(lambda _text: self.show_entries())
        self.line.returnPressed.connect(self.take_focus)
        self.grid.current_changed.connect(lambda _id: self._follow())
        self.grid.opened.connect(lambda _id: self.again.click())

    # Reading -----------------------------------------------------------------------------

    def _wanted(self, issued: int, year: int) -> tuple[int, int]:
        """Return the paper and the year to begin with: those of the paper, or this year."""
        with self.window_.office.reading() as session:
            paper = session.get(IssuedPaper, issued) if issued else None
        return (paper.id, paper.year) if paper is not None else (0, year or clock.today().year)

    def _offer_years(self, issued: int, year: int) -> None:
        with self.window_.office.reading() as session:
            known = {*queries.years(session), clock.today().year, year}
        self.years.blockSignals(True)
        for one in sorted(known, reverse=True):
            self.years.addItem(f"{one} 年", one)
        self.years.setCurrentIndex(self.years.findData(year))
        self.years.blockSignals(False)
        self.load()
        self.go_to(issued)
        self.take_focus()

    def year(self) -> int:
        """Return the year looked at."""
        return int(self.years.currentData())

    def load(self) -> None:
        """Read the register of the year, newest first; the form chosen stays where it occurs."""
        with self.window_.office.reading() as session:
            self.entries = queries.register(session, self.year())[::-1]
        kept = self.forms.currentData()
        self.forms.blockSignals(True)
        self.forms.clear()
        self.forms.addItem(ALL_FORMS, "")
        for code, title in sorted(queries.forms_of(self.entries).items()):
            self.forms.addItem(title, code)
        self.forms.setCurrentIndex(max(0, self.forms.findData(kept)))
        self.forms.blockSignals(False)
        self.show_entries()

    def show_entries(self) -> None:
        """Show what the form and the line leave."""
        code = self.forms.currentData()
        wanted = [(at, one) for at, one in enumerate(self.entries, 1) if not code or one.code == code]
        entries = [one for _, one in wanted]
        self.grid.model.fill(entries, [at for at, _ in wanted], list(map(keys_of_line, entries)))
        self.grid.model.find(self.line.text())
        self.grid.choice.settle()
        self._follow()

    def shown(self) -> list[Entry]:
        """Return the lines in sight, as they stand."""
        model = self.grid.model
        return [model.record(row) for row in range(model.rowCount())]

    def go_to(self, issued: int) -> None:
        """Make a paper current."""
        for at, one in enumerate(self.entries, 1):
            if issued and one.id == issued:
                self.grid.choice.go_to(at)

    def current(self) -> Entry | None:
        """Return the line under the cursor."""
        at = self.grid.choice.current_id()
        return self.entries[at - 1] if 0 < at <= len(self.entries) else None

    def _empty(self) -> Empty:
        if self.entries:
            return Empty("search-x", "没有符合条件的", "", (("显示全部", self.clear),))
        sentence = "打印带编号的证明信、介绍信等以后，编号、对象和日期记在这里。"
        way = ("打印名册和表格", self._on_papers)
        return Empty("file-text", f"{self.year()} 年没有出具过", sentence, (way,))

    def _on_papers(self) -> None:
        self.accept()
        self.window_.dialogs.open("print")

    def clear(self) -> None:
        """Show the whole year again."""
        self.line.clear()
        self.forms.setCurrentIndex(0)
        self.take_focus()

    def take_focus(self) -> None:
        """Give the keyboard to the list."""
        self.grid.body.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Search with Ctrl+F; Esc gives up the search before it closes."""
        if event.matches(QKeySequence.StandardKey.Find):
            self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.line.selectAll()
        elif event.key() == Qt.Key.Key_Escape and self.line.text():
            self.line.clear()
            self.take_focus()
        else:
            super().keyPressEvent(event)

    # Acting ------------------------------------------------------------------------------

    def _follow(self) -> None:
        void = sum(one.void for one in self.entries)
        told = (f"共 {len(self.entries)} 件" if self.entries else "", f"其中作废 {void} 件" if void else "")
        self.count.setText("，".join(filter(None, told)))
        one = self.current()
        self.void.block(why_not(one))
        self.again.block(why_not(one) or unknown(one))
        for each in (self.print, self.export):
            each.block("" if self.shown() else "没有可列的内容")

    @writes
    def on_void(self) -> None:
        """Ask why, then make the paper void."""
        from partyoffice.ui.form_dialog import FormDialog
        from partyoffice.ui.record_form import RecordForm

        one = self.current()
        if one is None or why_not(one):
            return
        form = RecordForm((WHY,), {})
        dialog = FormDialog(self, f"作废：{name_of(one)}", form, "作废", partial(self._store_void, one))
        note = label(f"{one.subject}，{one.on}。{VOIDING}", "sentence", wraps=True)
        note.setContentsMargins(20, 12, 20, 10)
        body = dialog.layout()
        if isinstance(body, QVBoxLayout):
            body.insertWidget(1, note)
        dialog.fit()
        dialog.accepted.connect(lambda: self._voided(one))
        dialog.open()
        form.jump(WHY.key)

    def _store_void(self, one: Entry, given: dict[str, Any]) -> None:
        with self.window_.office.change(f"作废 {name_of(one)}") as session:
            paper, known = session.get_one(IssuedPaper, one.id), papers.known()
            actions.void_paper(session, paper, given["reason"] or "")
            if one.code in known:
                issuing.tell(session, known[one.code], paper)

    def _voided(self, one: Entry) -> None:
        self.load()
        self.go_to(one.id)
        self.take_focus()  # the button that had the keyboard rests now
        back = partial(self._take_back, self.window_.office.last_seq)
        self.messages.inform("已作废", name_of(one), ("撤销", back))

    def _take_back(self, seq: int) -> None:
        try:
            self.window_.desk.take_back(seq)
        except OfficeError as error:
            self.refuse(error)
        self.bar.close_note()
        self.load()

    def on_again(self) -> None:
        """Open the print dialog with what was typed for this paper."""
        one = self.current()
        if one is not None and not (why_not(one) or unknown(one)):
            self.accept()
            self.window_.dialogs.open("print", paper=one.code, issued=one.id)

    # The register on paper -----------------------------------------------------------------

    def document(self) -> Document:
        """Return what is listed, in the order of the days, as a paper."""
        shown, form = sorted(self.shown(), key=self.entries.index, reverse=True), ""
        if self.forms.currentData():
            form = self.forms.currentText()
        with self.window_.office.reading() as session:
            return documents.register_of(session, shown, f"{self.year()} 年{form}{documents.TITLE}")

    def on_print(self) -> None:
        """Show what is listed as it will be printed."""
        document = self.document()
        self.accept()
        lists_out.show_preview(self.window_.desk, document, document.title, "issued")

    def on_export(self) -> None:
        """Write what is listed into a sheet."""
        document, desk = self.document(), self.window_.desk
        path = desk.ask_save_path("export", "导出登记簿", f"{document.title}_{clock.today()}.xlsx", "xlsx")
        if path is not None:
            self.accept()
            lists_out.save_into(desk, document, "export", document.title, path)
