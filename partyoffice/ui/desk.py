"""What a page may ask of the window around it, and all it knows of it."""

import re
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from partyoffice.core.cancel import WHOLE, Cancelled, Progress, stretch, tell
from partyoffice.core.errors import OfficeError
from partyoffice.core.text import clean
from partyoffice.store import attachments
from partyoffice.store.backup import Reason
from partyoffice.store.drafts import Drafts
from partyoffice.store.steps import COPYING, MANY
from partyoffice.ui import tasks
from partyoffice.ui.messages import Link, Messages
from partyoffice.ui.prefs import Prefs
from partyoffice.ui.recents import recents
from partyoffice.ui.reveal import Reveal

if TYPE_CHECKING:
    from partyoffice.store.office import Office

KINDS = {
    "xlsx": "Excel 工作簿 (*.xlsx)",
    "pdf": "PDF 文件 (*.pdf)",
    "docx": "Word 文档 (*.docx)",
    "csv": "文本表 (*.csv)",
    "dangwu": "党务数据 (*.dangwu)",
    "zip": "交接包 (*.zip)",
    "sheet": "表格 (*.xlsx *.xls *.et *.ods *.csv)",
    "scan": "扫描件 (*.jpg *.jpeg *.png *.bmp *.pdf)",
    "toml": "表样 (*.toml)",
    "template": "上级模板 (*.xlsx *.docx)",
    "attachment": f"附件 ({' '.join(f'*{ending}' for ending in attachments.ENDINGS)})",
    "picture": "图片 (*.jpg *.jpeg *.png *.bmp)",
}


_FORBIDDEN = re.compile(r'[\\/:*?"<>|]+')
_DEVICE = re.compile(
    r"(CON|PRN|AUX|NUL|CLOCK\$|COM[0-9¹²³]|LPT[0-9¹²³])\s*(\.|$)", re.IGNORECASE
)  # Windows' own
MOST_ENDING = 8
MOST_BYTES = 180  # a name may have 255, and takes a counter or a draft's ending besides


def short_name(name: str) -> str:
    """Return a file name that every system takes, and that leads nowhere else; its ending kept."""
    plain = _FORBIDDEN.sub(" ", clean(name)).strip(" .") or "文件"
    plain = f"_{plain}" if _DEVICE.match(plain) else plain
    stem, dot, ending = plain.rpartition(".")
    stem, dot, ending = (stem, dot, ending) if len(ending) <= MOST_ENDING else (plain, "", "")
    room = MOST_BYTES - len(f"{dot}{ending}".encode())
    return stem.encode()[:room].decode(errors="ignore") + dot + ending


def copying(progress: tasks.Progress) -> Progress:
    """Turn the window's progress into that of a change that is copied before; the copy takes most of it."""

    def told(done: int, total: int) -> bool:
        return progress(done, total, "先备份一份" if total and done < COPYING * total else "正在写入")

    return told


def _no_dialogs(name: str, **_about: object) -> object:
    raise LookupError(f"no program around this desk opens {name}")


class Desk(QObject):
    """Office, messages, slow work, files, masking, and the way to other pages.

    ``changed`` tells the kinds of records of each commit, always in the window's thread.
    """

    changed = Signal(object)  # frozenset of record types
    masked_changed = Signal(bool)
    status_changed = Signal(str)
    page_wanted = Signal(str, dict)

    def __init__(
        self, office: "Office", messages: Messages, prefs: Prefs, window: QWidget | None = None
    ) -> None:
        super().__init__(window)
        self.office, self.messages, self.prefs, self.window = office, messages, prefs, window
        self.masked, self.name_prefix = True, ""  # the prefix marks files written from a sample
        self.dialogs: Callable[..., object] = _no_dialogs  # the program hands in its own
        self.reveal = Reveal(self)
        self.stop_listening = office.listen(self.changed.emit)
        recents.keep_in(prefs)

    @cached_property
    def drafts(self) -> Drafts:
        """The forms that were begun and not saved."""
        return Drafts(self.office)

    def open_office(self) -> "Office":
        """Return the office."""
        return self.office

    def act(self, sentence: str, work: Callable[[Any], object], many: int = 0) -> bool:
        """Do ``work(session)`` as one named change; a refusal is shown and gives False.

        ``many`` says how many records it touches: above fifty a copy is made first; see ``change``.
        """
        try:
            self.change(sentence, work, many)
        except OfficeError as error:
            self.messages.refuse(error)
            return False
        return True

    def change(self, sentence: str, work: Callable[[Any], object], many: int = 0) -> None:
        """Do ``work(session)`` as one named change for a form, which shows a refusal itself (OfficeError).

        One of more than fifty records is done beside the window, after a copy; the user may stop it.
        """
        if many <= MANY:
            with self.office.change(sentence) as session:
                work(session)
            return

        self.office.asked("change")  # here, where the user can be asked

        def beside(progress: tasks.Progress) -> None:
            told = copying(progress)
            self.office.back_up(Reason.BATCH, None, stretch(told, 0, COPYING))
            with self.office.change(sentence) as session:
                work(session)
                tell(told, WHOLE, WHOLE)

        self.wait(f"正在{sentence}", beside)

    def wait(self, title: str, work: tasks.Work) -> Any:  # noqa: ANN401 -- whatever the work answers
        """Do slow work in a thread and return its answer, the window alive meanwhile; see ``tasks.wait``."""
        try:
            return tasks.wait(QApplication.activeModalWidget() or self.window, title, work)
        except Cancelled:
            raise OfficeError(
                f"已停下：{title.removeprefix('正在')}", remedy="要做的话，请再做一次"
            ) from None

    def done(self, sentence: str) -> None:
        """Say what was just done and offer the way back of exactly that, whatever is done meanwhile."""
        self.messages.done(sentence, partial(self._take_back, self.office.last_seq))

    def _take_back(self, seq: int) -> None:
        try:
            self.take_back(seq)
        except OfficeError as error:
            self.messages.refuse(error)

    def take_back(self, seq: int) -> None:
        """Take an action back, as Ctrl+Z does where it is the last one; a large one beside the window."""
        if self.office.last_seq == seq:
            self.step("undo")
        else:
            self.wait("正在撤销", lambda progress: self.office.revert(seq, progress=copying(progress)))

    def step(self, way: str) -> str:
        """Go one step back (``undo``) or on (``redo``) and return its sentence (OfficeError if refused).

        A large one is done beside the window.
        """
        go, step = getattr(self.office, way), self.office.step(way)
        if step is None or not step.large:
            return str(go())
        title = "正在撤销" if way == "undo" else "正在重做"
        return str(self.wait(title, lambda progress: go(copying(progress))))

    def run_task(
        self,
        title: str,
        work: tasks.Work,
        done: Callable[[Any], object],
        failed: Callable[[OfficeError], object] | None = None,
        *links: Link,
    ) -> tasks.Task:
        """Do slow work in a thread; see ``tasks.run``. A refusal is shown with ``links``."""
        refuse = failed or (lambda error: self.messages.refuse(error, *links))
        stopped = lambda: self.messages.inform("已取消", f"{title}已停下，没有留下半个文件。")  # noqa: E731 -- one line, used once
        return tasks.run(self.window, title, work, done, refuse, stopped)

    def go_to(self, page: str, **target: Any) -> None:  # noqa: ANN401 -- each page its own
        """Show a page, and on it what ``target`` names."""
        self.page_wanted.emit(page, target)

    def open_dialog(self, name: str, **about: Any) -> object:  # noqa: ANN401 -- each dialog its own
        """Open a dialog of the program by its name, such as ``open_dialog("export", roster="members")``."""
        return self.dialogs(name, **about)

    def set_status(self, text: str) -> None:
        """Show the counts of the page in the status bar."""
        self.status_changed.emit(text)

    def set_masked(self, masked: bool) -> None:
        """Hide or show sensitive values everywhere; the user's own wish to see them goes by ``reveal``."""
        if masked != self.masked:
            self.masked = masked
            self.masked_changed.emit(masked)

    # Files -------------------------------------------------------------------------------

    def folder(self, purpose: str) -> Path:
        """Return the folder last used for a purpose, such as ``export`` or ``import``."""
        kept = Path(self.prefs.get(f"folder.{purpose}", "") or Path.home())
        return kept if kept.is_dir() else Path.home()

    def ask_save_path(self, purpose: str, title: str, name: str, kind: str) -> Path | None:
        """Return where to save, its ending added; None if the user went back. Overwriting is asked."""
        start = str(self.folder(purpose) / short_name(f"{self.name_prefix}{name}"))
        kinds = KINDS.get(kind, f"文件 (*.{kind})")  # an attachment keeps its own ending
        chosen, _ = QFileDialog.getSaveFileName(self.window, title, start, kinds)
        if not chosen:
            return None
        path = Path(chosen)
        if path.suffix.lower() != f".{kind}":
            path = path.with_name(f"{path.name}.{kind}")
            if path.exists() and not self._may_replace(path):  # the system asked about another name
                return None
        self.prefs.put(f"folder.{purpose}", str(path.parent))
        return path

    def _may_replace(self, path: Path) -> bool:
        return self.messages.ask("已有同名文件", f"{path.name} 已在这个文件夹里。", "替换", "不替换")

    def ask_open_path(self, purpose: str, title: str, kind: str) -> Path | None:
        """Return the file to read; None if the user went back."""
        chosen, _ = QFileDialog.getOpenFileName(self.window, title, str(self.folder(purpose)), KINDS[kind])
        if not chosen:
            return None
        self.prefs.put(f"folder.{purpose}", str(Path(chosen).parent))
        return Path(chosen)
