"""The window of an open office: its pages, commands and hooks, undo and redo, the copy at the end."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from partyoffice.app.clock_watch import ClockWatch
from partyoffice.app.commands import change_to, commands, leave_sample, reopen, tidy_file_menu
from partyoffice.app.dialogs import KNOWN, Dialogs
from partyoffice.app.finder import Finder
from partyoffice.app.inspecting import Inspector
from partyoffice.app.keeping import Keeper
from partyoffice.app.lists_out import steps
from partyoffice.app.locking import Locker
from partyoffice.app.moving import move
from partyoffice.app.storage_lost import StorageWatch
from partyoffice.core.errors import OfficeError
from partyoffice.organisation.records import SAMPLE, SCHOOL
from partyoffice.parts import PARTS
from partyoffice.store import backup, files, places, revisions, settings, shelf
from partyoffice.store.backup import Reason
from partyoffice.store.office import Office
from partyoffice.ui import crash, drafts, tasks
from partyoffice.ui.main_window import MainWindow
from partyoffice.ui.page import Page, PageSpec

if TYPE_CHECKING:
    from partyoffice.app.program import Program
    from partyoffice.ui.desk import Desk

FIRST = "home"
UNSAFE = frozenset({places.PlaceKind.CLOUD, places.PlaceKind.NETWORK})
ONLY_LOOKED_AT = (
    "可以查看、打印、导出，不能修改。要修改，请关掉 U 盘的写保护或文件属性里的“只读”，"
    "也可以把文件复制到本机硬盘，再重新打开。"
)
NO_COPY = "数据已保存在原文件中，只是没有做成备份。可以继续使用；再关一次窗口就不备份直接退出。"
NEWER = "可以查看、打印、导出，不能修改；新版本增加的内容这里看不到，导出的表里也没有。要修改，请安装新版本。"
HELD = "这里可以查看、打印、导出，不能修改。那边关闭以后，重新打开就能修改。"
A_COPY = (
    "在这里改动，这份备份就变了。请打开平时用的文件，在“备份与恢复”中恢复这一份；"
    "没有那个文件的，先把这一份复制到本机硬盘，再打开复制的那个。"
)
TOOLS = "工具"
SHEETS = frozenset({".xlsx", ".xls", ".et", ".ods", ".csv", ".xlsm"})


def _home(desk: "Desk") -> Page:
    from partyoffice.app.home import HomePage

    page = HomePage(desk)
    if isinstance(desk.window, MainWindow):
        page.counted.connect(partial(desk.window.header.tabs.set_count, FIRST))
    return page


def _check(desk: "Desk") -> Page:
    from partyoffice.app.check_page import CheckPage

    return CheckPage(desk)


def _history(desk: "Desk") -> Page:
    from partyoffice.app.history_page import HistoryPage

    return HistoryPage(desk)


def _calculator(desk: "Desk") -> Page:
    from partyoffice.ui.calculator import CalculatorPage

    return CalculatorPage([one for part in PARTS for one in part.calculations], desk)


def pages() -> list[PageSpec]:
    """Return every page: 首页, those of the parts, and under 更多 those that serve all of them."""
    own = [PageSpec(part.key, part.title, part.page, part.group) for part in PARTS if part.page is not None]
    return [
        PageSpec(FIRST, "首页", _home),
        *own,
        PageSpec("check", "数据体检", _check, TOOLS),
        PageSpec("history", "操作记录", _history, TOOLS),
        PageSpec("calculator", "规则计算器", _calculator, TOOLS),
    ]


def name_of(office: Office) -> tuple[str, bool]:
    """Return what the office is called, and whether it is an invented one."""
    with office.reading() as session:
        return str(settings.get(session, SCHOOL) or office.path.stem), bool(settings.get(session, SAMPLE))


class OfficeWindow(MainWindow):
    """The window that people work in all day."""

    def __init__(self, program: "Program", office: Office) -> None:
        name, sample = name_of(office)
        super().__init__(office, pages(), program.prefs, name=name, sample=sample)
        self.program, self.sample = program, sample
        self.leaving = self.looking = False  # looking: into a copy, which leads back to the present office
        self.uncopied = 0  # up to which action a copy was tried and met a fault of the program
        self.dialogs, self.finder = Dialogs(self), Finder(self)
        self.keeper, self.inspector, self.storage = Keeper(self), Inspector(self), StorageWatch(self)
        self.desk.dialogs = self.dialogs.open
        self.actions_table.add(commands(self))
        tidy_file_menu(self)
        self.locker = Locker(self)
        self.on_lock = self.locker.lock
        self.on_help = self.dialogs.help
        self.on_backup = partial(self.dialogs.open, "backups")
        self.on_close = self._may_close
        self.on_leave_sample = partial(leave_sample, self)
        self.desk.name_prefix = "示例_" if sample else ""
        self.setAcceptDrops(True)
        self.show_backup()
        self.warn_of_place()
        self.clock_watch = ClockWatch(self)
        kept = program.prefs.get("page", FIRST)
        self.show_page(kept if kept in self.specs else FIRST)
        drafts.offer(self.desk)

    def show_page(self, key: str, **target: Any) -> bool:  # noqa: ANN401 -- each page its own
        """Show a page; what lives in a dialog, such as an issued paper, is opened over the present one."""
        if key in KNOWN:
            return self.dialogs.open(key, **target) is not None
        return super().show_page(key, **target)

    def open_path(self, path: Path) -> None:
        """Change to an office that the program was started with again, unless a form is still open."""
        if self.locker.page is not None:
            self.locker.page.tell(f"解锁以后，用“文件 → 打开”打开 {path.name}。")
        elif QApplication.activeModalWidget() is None:
            change_to(self, path)
        else:
            self.messages.inform("还有打开的窗口没有做完", f"做完以后，用“文件 → 打开”打开 {path.name}。")

    def warn_of_place(self) -> None:
        """Say where nothing can be written, or where the office would be safer: sync breaks files."""
        kind = places.place_of(self.office.path.parent)
        if self.office.revision not in revisions.known():
            self.messages.warn("数据由更新版本的程序保存，只能查看", NEWER)
        elif not self.office.writing and files.may_write(self.office.path):
            self.messages.warn("数据文件正在另一个窗口中打开", HELD, ("重新打开", partial(reopen, self)))
        elif not self.office.writing:
            self.messages.warn("数据文件或它所在的文件夹是只读的", ONLY_LOOKED_AT)
        elif kind in UNSAFE:
            remedy = "请搬到本机硬盘；备份可以留在这里。"
            way = ("搬到本机硬盘", partial(move, self))
            self.messages.warn(f"数据文件在{kind}里", f"{places.ADVICE[kind]}。{remedy}", way)
        elif shelf.read_note(self.office.path):
            self.messages.warn("打开的是一份备份，不是平时用的数据文件", A_COPY)

    def show_backup(self) -> None:
        """Show the age of the newest copy."""
        copies = backup.copies(self.office.path)
        newest = max((one.made for one in copies), default=None)
        self.status.set_backup(newest)

    def refuse_step(self, error: OfficeError) -> None:
        """Say why a step stays as it is, with the way to all steps."""
        self.messages.refuse(error, ("操作记录", partial(self.desk.go_to, "history")))

    # Files dropped on the window -------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome one sheet."""
        if self._sheet_in(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import it, after the preview."""
        path = self._sheet_in(event)
        if path is not None:
            event.acceptProposedAction()
            self.dialogs.open("import", path=path)

    def _sheet_in(self, event: QDropEvent) -> Path | None:
        urls = event.mimeData().urls()
        path = Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
        return path if path is not None and path.suffix.lower() in SHEETS else None

    # The end ---------------------------------------------------------------------------------

    def _may_close(self) -> bool:
        """Make the day's copy first, with progress where it is slow; then let go."""
        self.stop_reading()
        office: Office = self.office
        if not self._wants_copy():
            office.release()
            self.locker.stop()
            return True
        self.setEnabled(False)
        work = lambda progress: office.back_up(Reason.CLOSE, None, steps(progress, "写完以后重新读出核对"))  # noqa: E731 -- runs in the thread
        tasks.run(self, "正在备份", work, self._leave, self._copy_failed, self._stay)
        return False

    def _wants_copy(self) -> bool:
        office: Office = self.office
        if self.leaving or office.last_seq in {office.first_seq, self.uncopied}:
            return False
        try:
            return not backup.is_copied(office.door)
        except OfficeError:
            return True  # the attempt says why, with the way out

    def may_go(self) -> bool:
        """Say whether another office may take this one's place; one let go already must."""
        return self.leaving or super().may_go()

    def _leave(self, _copy: Any = None) -> None:  # noqa: ANN401 -- the copy made, of no further use
        self.leaving = True
        self.setEnabled(True)
        self.close()

    def _stay(self) -> None:
        self.setEnabled(True)
        self.keeper.plan()
        self.inspector.plan()
        self.storage.listen()
        for page in self.pages.values():
            page.refresh(frozenset())

    def _copy_failed(self, error: OfficeError) -> None:
        self.setEnabled(True)
        if isinstance(error, crash.FaultError):  # one dialog is enough; the way out must not lead here again
            self.uncopied = self.office.last_seq
            self._stay()
            self.messages.warn("没有备份成功", NO_COPY, ("不备份，直接退出", self._leave))
            return
        sentence = f"{error.what}。数据已保存在原文件中，只是没有做成备份。{error.remedy}。"
        if self.messages.ask("没有备份成功", sentence, "不备份，直接退出", "留下处理"):
            self._leave()
        else:
            self._stay()

    def stop_reading(self) -> None:
        """Wait for what reads in the background: the file is about to be let go."""
        self.finder.stop()
        self.keeper.stop()
        self.inspector.stop()
        self.storage.stop()
        for page in self.pages.values():
            reader = getattr(page, "reader", None)
            if reader is not None:
                reader.stop()
