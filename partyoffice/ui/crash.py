"""When the program itself errs: one dialog in plain words, a log without persons, work goes on.

The log holds kinds of errors and places in the program. What a message quotes, numbers of seven digits
and more however they are written, bytes and all Han characters are struck out, for they may be
somebody's; so are the values a statement was given, long runs of hex digits and
whatever looks like a recovery code, for they may be the key of an office.
"""

import re
import sys
import threading
import traceback
from collections.abc import Callable
from itertools import count
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget

from partyoffice import __version__
from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.store import files
from partyoffice.ui import theme
from partyoffice.ui.controls import bar, button, frame, label, primary

KEPT_LOGS = 20
KEPT = "此前保存的数据没有改动"
AGAIN = "请再试一次；再次出现，请把详情发给维护人员"
_numbers = count(1)
_VALUES = re.compile(r"\n?\[parameters: .*", re.DOTALL)  # as SQLAlchemy ends what it says of a statement
_QUOTED = re.compile(r"""'([^'\n]*)'|"([^"\n]*)\"""")
_WORD = re.compile(r"[A-Za-z_][\w.]*", re.ASCII)
_ESCAPED = re.compile(r"(?:\\x[0-9a-f]{2}|\\u[0-9a-f]{4})+", re.IGNORECASE)
_NUMBERS = re.compile(r"\d(?:[ -]?\d){6,}[Xx]?")  # full-width digits too
_KEYS = re.compile(r"[0-9A-Fa-f]{32,}|(?:\w{5}[- ]){4,}\w{1,5}", re.ASCII)
_HAN = r"[\u3400-\u9fff\U00020000-\U0003ffff·]+"  # wide and slow to compile, so only when needed


def _unquoted(found: re.Match[str]) -> str:
    """Keep one plain word, such as the key of a field, of what a message quotes."""
    return found[0] if _WORD.fullmatch(found[1] or found[2] or "") else "〔…〕"


def scrub(text: str) -> str:
    """Return a message without what may name a person."""
    plain = _KEYS.sub("〔密钥〕", _VALUES.sub("", text))
    for pattern, sign in ((_ESCAPED, "〔…〕"), (_QUOTED, _unquoted), (_NUMBERS, "〔号码〕"), (_HAN, "〔…〕")):
        plain = re.sub(pattern, sign, plain)
    return plain


def describe(error: BaseException) -> str:
    """Return kind, scrubbed message and places of an error, causes first; one may be its own cause."""
    lines: list[str] = []
    told: set[int] = set()
    seen: BaseException | None = error
    while seen is not None and id(seen) not in told:
        told.add(id(seen))
        frames = traceback.extract_tb(seen.__traceback__)
        places = [f"  {Path(at.filename).name}:{at.lineno} {at.name}" for at in frames]
        lines = [f"{type(seen).__name__}: {scrub(str(seen))}", *places, *lines]
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines)


def log_folder() -> Path:
    """Return the folder of the logs on this PC."""
    from platformdirs import user_log_path  # only when something went wrong

    return user_log_path("partyoffice", appauthor=False)


def keep_log(number: str, detail: str) -> None:
    """Write one log and drop the oldest beyond twenty; a full disk must not hide the error."""
    folder = log_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number}.log").write_text(detail, encoding="utf-8")
        for old in sorted(folder.glob("*.log"))[:-KEPT_LOGS]:
            old.unlink()
    except OSError as reason:
        if sys.stderr is not None:  # the built program of Windows has none
            sys.stderr.write(f"{detail}\n{type(reason).__name__}\n")


def note(error: BaseException) -> tuple[str, str]:
    """Log an error and show nothing; returns its number and what was written."""
    number = f"E{clock.now():%y%m%d-%H%M%S}-{next(_numbers):04d}"
    detail = f"{number} partyoffice {__version__} {sys.platform}\n{describe(error)}"
    keep_log(number, detail)
    return number, detail


class CrashDialog(QDialog):
    """Says what happened and that the data are saved; never asks the user to judge code."""

    def __init__(self, number: str, detail: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.detail, self.times = detail, 1
        self.setWindowTitle("程序出了一个问题")
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.again = label("", "cap")
        body = QVBoxLayout()
        body.setContentsMargins(20, 20, 20, 16)
        body.setSpacing(8)
        body.addWidget(label("刚才这一步没有做完", "bold"))
        body.addWidget(
            label("程序出了问题，这一步的内容没有保存，此前的数据已安全保存。", "label", wraps=True)
        )
        body.addWidget(label("可以继续使用；若再次出现，请把详情发给维护人员。", "label", wraps=True))
        body.addWidget(label(f"编号 {number}，详情中没有姓名和证件号。", "cap", selectable=True))
        body.addWidget(self.again)
        self.again.hide()
        actions = frame("actions", bar(self._copy_button(), None, *self._ways()))
        theme.keep_height(actions, 52)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(body, 1)
        box.addWidget(actions)
        self.setMinimumWidth(theme.scaled(460))

    def _copy_button(self) -> QWidget:
        return button("复制详情", lambda: QGuiApplication.clipboard().setText(self.detail), "copy")

    def _ways(self) -> tuple[QWidget, QWidget]:
        leave = button("退出", QApplication.quit)
        stay = primary("继续使用", self.accept)
        stay.setDefault(True)
        return leave, stay

    def count(self) -> None:
        """Say that more of the kind happened while the dialog was up."""
        self.times += 1
        self.again.setText(f"这段时间里共出现 {self.times} 次。")
        self.again.show()


class Reporter(QObject):
    """Brings errors of any thread to the window's thread and shows one dialog at a time."""

    happened = Signal(str, str)
    refused = Signal(object)  # OfficeError that no page caught

    def __init__(self) -> None:
        super().__init__()
        self.dialog: CrashDialog | None = None
        self.on_refusal: Callable[[OfficeError], object] | None = None
        self.happened.connect(self._show)
        self.refused.connect(self._refuse)

    def report(self, error: BaseException) -> str:
        """Log an error and show it; returns its number."""
        number, detail = note(error)
        self.happened.emit(number, detail)
        return number

    def _refuse(self, error: OfficeError) -> None:
        if self.on_refusal is not None:
            self.on_refusal(error)
        else:
            self.report(error)

    def _show(self, number: str, detail: str) -> None:
        if self.dialog is not None:
            self.dialog.count()
            return
        # Nobody's child: what was active may be the very window or progress that the fault takes away.
        self.dialog = CrashDialog(number, detail)
        self.dialog.destroyed.connect(self._closed)
        self.dialog.show()  # not exec: a dialog must never start a loop inside a broken one
        self.dialog.activateWindow()

    def _closed(self) -> None:
        self.dialog = None


_reporters: list[Reporter] = []


def reporter() -> Reporter:
    """Return the one reporter, made in the window's thread by ``install``."""
    if not _reporters:
        _reporters.append(Reporter())
    return _reporters[0]


def report(error: BaseException) -> str:
    """Log and show an error caught elsewhere; returns its number."""
    return reporter().report(error)


class FaultError(OfficeError):
    """What a page is told of a fault of the program in its job; the dialog says the rest."""

    def __init__(self, error: BaseException) -> None:
        """Say it in the words of the dialog, with the same details to be copied."""
        super().__init__("这一步没有做完，程序出了问题", safe=KEPT, remedy=AGAIN, detail=describe(error))


def refusal_of(error: BaseException, doing: str = "读写文件") -> OfficeError | None:
    """Return the refusal that an error is to the user; None for a fault of the program.

    What the disk answered where nobody put it into words is logged too.
    """
    if isinstance(error, OSError):
        note(error)
        return files.refusal(error, None, doing)
    return error if isinstance(error, OfficeError) else None


def settle(error: Exception, failed: Callable[[OfficeError], object], doing: str = "读取") -> None:
    """Let the page that started a job tell why it ended; a fault of the program is shown as one besides."""
    told = refusal_of(error, doing)
    try:
        failed(told or FaultError(error))
    finally:
        if told is None:
            report(error)


def on_refusal(callback: Callable[[OfficeError], object] | None) -> None:
    """Say who shows a refusal that no page caught; without anybody it is a fault like others."""
    reporter().on_refusal = callback


def no_longer(callback: Callable[[OfficeError], object]) -> None:
    """Take a shower of refusals away, unless another window has already taken its place."""
    if reporter().on_refusal == callback:
        reporter().on_refusal = None


def _on_error(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt) or QApplication.instance() is None:
        sys.__excepthook__(kind, error, trace)
        return
    try:
        if (told := refusal_of(error)) is not None:
            reporter().refused.emit(told)
        else:
            report(error.with_traceback(trace))
    except Exception:  # ruff: ignore[blind-except] -- the last resort must not fail in turn
        sys.__excepthook__(kind, error, trace)


def _on_thread_error(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        _on_error(args.exc_type, args.exc_value, args.exc_traceback)


def install() -> None:
    """Take over every hook by which an error could end or silence the program."""
    reporter()
    sys.excepthook = _on_error
    threading.excepthook = _on_thread_error
