"""封存名册: a year's roster kept as it was handed in, and what differs from it today."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from partyoffice.app.dialog_frame import FramedDialog, action_bar
from partyoffice.app.lists_out import private_path, steps
from partyoffice.core import clock
from partyoffice.members import documents, seal
from partyoffice.part import Wish
from partyoffice.store import files
from partyoffice.store.backup import Reason
from partyoffice.ui import tasks
from partyoffice.ui.controls import bar, button, frame, label, primary
from partyoffice.ui.empty import Empty
from partyoffice.ui.grid import Grid
from partyoffice.ui.rights import writes
from partyoffice.ui.still import Combo
from partyoffice.ui.table_model import NUMBER, Column, TableModel

if TYPE_CHECKING:
    from partyoffice.app.office_window import OfficeWindow

YEARS_BACK = 20
COLUMNS = (
    NUMBER,
    Column("name", "姓名", lambda one: one.name, sample="阿依古丽·买买提"),
    Column("column", "栏目", lambda one: one.column, sample="学历（学位）"),
    Column("sealed", "封存时", lambda one: one.sealed, sample="中共青禾中学第一支部委员会"),
    Column("now", "现在", lambda one: one.now, sample="中共青禾中学第一支部委员会"),
)
ABOUT = "封存把这一年 12 月 31 日的党员花名册按上报时的样子保存下来。以后的更正不改动它，只作为差异列在这里。"


class SealDialog(FramedDialog):
    """One year at a time: sealed or not, and the differences."""

    topic = "seal"

    def __init__(self, window: "OfficeWindow", year: int = 0) -> None:
        super().__init__(window, "封存名册", 820, 500)
        self.window_, self.years, self.said = window, Combo(), label("", "label")
        last = clock.today().year - (0 if (clock.today().month, clock.today().day) == (12, 31) else 1)
        for one in range(last, last - YEARS_BACK, -1):
            self.years.addItem(f"{one} 年度", one)
        self.years.setAccessibleName("年度")
        self.years.setCurrentIndex(max(0, self.years.findData(year)))
        self.grid = Grid(TableModel(COLUMNS), unit="处差异")
        self.grid.empty = self._empty
        self.grid.keep_in(window.prefs, "seal.columns")
        self.sealed = False
        command = frame("command", bar(self.years, self.said, None))
        command.setFixedHeight(48)
        body = QVBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(command)
        body.addWidget(self.grid, 1)
        note = label(ABOUT, "cap", wraps=True)
        note.setContentsMargins(16, 8, 16, 8)
        body.addWidget(note)
        self.go = primary("封存这一年", self.on_seal, "bookmark")
        self.set_body(body, action_bar(None, button("关闭", self.reject), self.go))
        self.years.currentIndexChanged.connect(lambda _at: self.load())
        self.load()

    def year(self) -> int:
        """Return the year looked at."""
        return int(self.years.currentData())

    def _empty(self) -> Empty:
        if self.sealed:
            return Empty("check", "没有差异", "现在的数据与封存时相同。")
        return Empty("bookmark", "还没有封存", "上报以后封存，日后就能看出改了什么。")

    def load(self) -> None:
        """Read whether the year is sealed, and what differs."""
        with self.window_.office.reading() as session:
            kept = seal.sealed_of(session, self.year())
            found = []
            if kept is not None:
                found = seal.differences(kept, *documents.sealing_rows(session, self.year()))
        self.sealed = kept is not None
        self.grid.model.fill(found, range(1, len(found) + 1))
        if kept is None:
            self.said.setText("尚未封存")
        else:
            when = clock.from_stamp(kept.sealed)
            self.said.setText(f"{when:%Y-%m-%d} 封存，{len(kept.people)} 人，{len(found)} 处差异")
        self.go.block("这一年已经封存；如确需重做，请在操作记录中撤销那次封存" if kept else "")

    @writes
    def on_seal(self) -> None:
        """Keep rows and the digest of the printed roster."""
        office, year = self.window_.office, self.year()

        def work(progress: tasks.Progress) -> None:
            from partyoffice.reports import pdf

            wish = Wish(date(year, 12, 31), year, masked=False)
            path = private_path(f"{year}.pdf")
            with office.reading() as session:
                headings, rows = documents.sealing_rows(session, year)
                pdf.write(documents.members(session, wish), path, progress=steps(progress, "排版"))
            office.back_up(Reason.SEAL, None, steps(progress, "备份"))
            with office.change(f"封存 {year} 年度党员花名册") as session:
                seal.seal(session, year, headings, rows, files.digest(path))

        tasks.run(self, "正在封存", work, lambda _none: self._done(year), self.refuse)

    def _done(self, year: int) -> None:
        self.load()
        self.messages.inform("已封存", f"{year} 年度党员花名册。以后的更正会作为差异列在下面。")
