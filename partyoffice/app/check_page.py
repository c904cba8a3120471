"""数据体检: every finding of every part in one list; each leads to the field it is about."""

from operator import itemgetter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from partyoffice.app import home_data
from partyoffice.app.home import SEVERITIES
from partyoffice.app.quiet import Reader
from partyoffice.app.spots import open_spot
from partyoffice.core.errors import OfficeError
from partyoffice.core.finding import Finding, Severity
from partyoffice.ui import theme
from partyoffice.ui.controls import bar, frame, label, primary, quiet
from partyoffice.ui.desk import Desk
from partyoffice.ui.empty import Empty
from partyoffice.ui.grid import Grid
from partyoffice.ui.page import Page
from partyoffice.ui.still import Combo
from partyoffice.ui.table_model import NUMBER, Column, TableModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from partyoffice.reports.document import Document

ALL = "全部"
Pair = tuple[str, Finding]
NOT_YET, NOT_DONE = "正在核对", "没有核对成"
SOUND = Empty("calendar-check", "没有发现问题", "已核对全部记录。改动数据后会自动再查。")
COLUMNS = (
    NUMBER,
    Column(
        "severity",
        "轻重",
        lambda pair: SEVERITIES[pair[1].severity][1],
        mark=lambda pair: SEVERITIES[pair[1].severity][0],
        sort=lambda pair: home_data.ORDER.index(pair[1].severity),
        sample="必须改正",
    ),
    Column("who", "对象", lambda pair: pair[1].who, sample="阿依古丽·买买提"),
    Column("message", "发现的问题", lambda pair: pair[1].message, sample="出" * 36),
    Column(
        "arithmetic", "算法", lambda pair: pair[1].arithmetic, sample="1990-01-01 出生，满 18 岁为 2008-01-01"
    ),
    Column(
        "article",
        "依据",
        lambda pair: pair[1].article,
        sample="《中国共产党发展党员工作细则》（2026年）第三十三条",
        tone=lambda _pair: "text2",
    ),
    Column("part", "类别", itemgetter(0), sample="党员名册"),
)


def _fits(one: Finding, severity: str) -> bool:
    if severity == home_data.DOUBTS:
        return one.severity is not Severity.INFO
    return not severity or one.severity == severity


class CheckPage(Page):
    """The list of findings; nothing is ever corrected here."""

    search_hint = "姓名、问题"
    topic = "check"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.pairs: list[Pair] = []
        self.checked = False  # whether all that is found is here: an empty list is sound only then
        self.reader = Reader(self.show_findings, self._not_checked, self)
        self.grid: Grid = Grid(TableModel(COLUMNS), frozen=3, unit="项")
        self.grid.empty = self._empty
        self.grid.keep_in(desk.prefs, "check.columns")
        self.grid.opened.connect(self.open_finding)
        self.grid.body.doubleClicked.connect(lambda _index: self.grid.open_current())
        self.severities = Combo()
        self.severities.setAccessibleName("轻重")
        self.severities.addItem(ALL, "")
        self.severities.addItem("有疑问的（不含提醒）", home_data.DOUBTS)
        for severity, (_mark, word) in SEVERITIES.items():
            self.severities.addItem(word, str(severity))
        self.severities.currentIndexChanged.connect(lambda _at: self._filter())
        self.words = ""
        self.again = quiet("重新核对", lambda: self.refresh(frozenset()), "calendar-check")
        self.out = quiet("打印清单", self.print_list, "printer")
        self.sheet = quiet("导出", self.export_list, "upload")
        self.go = primary("去改正", self.grid.open_current)
        head = frame(
            "command",
            bar(label("数据体检", "title"), self.severities, None, self.again, self.out, self.sheet, self.go),
        )
        theme.keep_height(head, 48)
        self.column = box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(head)
        box.addWidget(self.grid, 1)
        self.grid.current_changed.connect(lambda _id: self._may_go())
        self.refresh(frozenset())

    def _empty(self) -> Empty:
        if self.reader.busy():
            return Empty("search", f"{NOT_YET}…")
        if not self.checked:
            again: tuple[tuple[str, Callable[[], object]], ...] = (("重新核对", self.again.click),)
            return Empty("search-x", NOT_DONE, "原因写在上面，数据没有改动。", again)
        if not self.pairs:
            return SOUND
        way: tuple[tuple[str, Callable[[], object]], ...] = (("清除筛选", self.clear_filter),)
        return Empty("search-x", "没有这一类的问题", f"共 {len(self.pairs)} 项，都被筛选挡住了。", way)

    def refresh(self, kinds: frozenset[type]) -> None:  # noqa: ARG002 -- every change may settle a finding
        """Check everything again, off the window's thread."""
        office = self.desk.open_office()

        def read() -> list[Pair]:
            with office.reading_aside() as session:
                return home_data.findings(office, session)

        self.reader.read(read)
        self._may_print()

    def show_findings(self, pairs: list[Pair]) -> None:
        """Show what was found."""
        self.checked = True
        self._show(pairs)

    def _not_checked(self, error: OfficeError) -> None:
        """Show nothing rather than what may be settled by now, and say that this is not to be sound."""
        self.checked = False
        self._show([])
        self.desk.messages.refuse(error, ("重新核对", self.again.click))

    def _show(self, pairs: list[Pair]) -> None:
        self.pairs = pairs
        keys = [(one.who, one.message, one.code) for _, one in pairs]
        self.grid.model.fill(pairs, range(1, len(pairs) + 1), keys)
        self._filter()
        self.grid.choice.settle()
        self._may_go()
        self._may_print()
        self.desk.set_status(self.status())

    def status(self) -> str:
        """Return how many were found; where nothing is known, that, and never none."""
        return self.grid.status() if self.checked else NOT_YET if self.reader.busy() else NOT_DONE

    def _may_print(self) -> None:
        for part in (self.out, self.sheet):
            part.block("" if self.checked else NOT_YET if self.reader.busy() else NOT_DONE)

    def _may_go(self) -> None:
        finding = self.current()
        self.go.block("" if finding is not None and finding.spot is not None else "请先选中一项")

    def current(self) -> Finding | None:
        """Return the finding under the cursor."""
        number = self.grid.choice.current_id()
        return self.pairs[number - 1][1] if 0 < number <= len(self.pairs) else None

    def search(self, text: str) -> None:
        """Show what names all the words."""
        self.words = text
        self._filter()

    def _filter(self) -> None:
        severity, words = self.severities.currentData(), self.words.split()
        if not severity and not words:
            self.grid.model.show_only(None)
            return
        self.grid.model.show_only(
            at
            for at, (_, one) in enumerate(self.pairs)
            if _fits(one, severity) and all(word in one.who + one.message for word in words)
        )

    def clear_filter(self) -> None:
        """Show every finding."""
        self.severities.setCurrentIndex(0)
        self.search("")

    def show_target(self, **target: Any) -> None:  # noqa: ANN401 -- the shell's own call
        """Show the findings of one severity."""
        at = self.severities.findData(target.get("severity", target.get("view", "")))
        self.severities.setCurrentIndex(max(at, 0))

    def open_finding(self, number: int) -> None:
        """Jump to the field."""
        finding = self.pairs[number - 1][1]
        if finding.spot is not None:
            open_spot(self.desk, finding.spot)

    def take_focus(self) -> None:
        """Give the keyboard to the list."""
        self.grid.body.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Papers ------------------------------------------------------------------------------

    def _document(self) -> "Document":
        from partyoffice.app.lists_out import findings_document

        shown = [self.grid.model.record(row) for row in range(self.grid.model.rowCount())]
        return findings_document(shown, SOUND.title if not self.pairs else "没有这一类的问题")

    def print_list(self) -> None:
        """Print the list as shown."""
        from partyoffice.app.lists_out import show_preview

        show_preview(self.desk, self._document(), "数据体检")

    def print_out(self) -> bool:
        """Print the findings with Ctrl+P too."""
        if self.checked:
            self.print_list()
        else:
            self.desk.messages.inform("还没有可以打印的", "核对完以后再打印。")
        return True

    def export_list(self) -> None:
        """Export the list as shown."""
        from partyoffice.app.lists_out import save_document

        save_document(self.desk, self._document(), "check", "数据体检")
