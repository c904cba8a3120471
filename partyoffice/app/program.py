"""From the command line to a window on an office, and from one office to the next."""

import sys
from collections.abc import Callable, Sequence
from glob import escape
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from partyoffice.app import single
from partyoffice.app.opening import Opening
from partyoffice.core.errors import OfficeError
from partyoffice.ui.prefs import Prefs

if TYPE_CHECKING:
    from partyoffice.app.office_window import OfficeWindow
    from partyoffice.app.trouble import Trouble
    from partyoffice.store.entrance import Secret
    from partyoffice.store.keys import PasswordError
    from partyoffice.store.office import Office

RECENT, MOST_RECENT = "recent", 8


class Given(NamedTuple):
    """What was typed behind the program's name; the command line has a grammar of its own."""

    office: str = ""
    password_file: str = ""


def read_words(words: Sequence[str]) -> Given:
    """Return the options of the window, each followed by its value."""
    found = dict(zip(words[::2], words[1::2], strict=False))
    return Given(found.get("--office", ""), found.get("--password-file", ""))


def dress(app: QApplication, prefs: Prefs) -> None:
    """Give the application its language and look."""
    from partyoffice.ui import chinese, theme

    chinese.install(app)
    theme.apply(app, prefs.get("theme", "light"), prefs.get("font_size", theme.USUAL_PT))


class Program:
    """Holds what is on the screen: the opening desk, the start page or the window of an office."""

    def __init__(self, prefs: Prefs) -> None:
        self.prefs = prefs
        self.shown: QWidget | None = None
        self.wanted = ""  # what a second start asked for while the first was still opening
        self.on_window: Callable[[Any], object] = lambda _window: None
        self.before_windows: Callable[[], object] = lambda: None

    def begin(self, office: str, password_file: str) -> None:
        """Paint the desk, then open the named office or the last one, else show the start page."""
        path = Path(office or self.prefs.get("last_office", ""))
        named = bool(office) or (bool(path.name) and _is_known(path))
        opening = Opening(self.prefs, f"正在打开 {path.stem}…" if named else "正在准备…")
        opening.after.timeout.connect(lambda: self._go_on(path if named else None, password_file))
        self._show(opening)

    def _go_on(self, path: Path | None, password_file: str) -> None:
        self.before_windows()
        path = Path(self.wanted) if self.wanted else path
        if path is None:
            self.show_start()
            return
        from partyoffice.store.entrance import password_in

        secret = None
        try:
            secret = password_in(password_file)
            self.open(path, secret)
        except OfficeError as error:
            self._refused(path, secret, error)

    def _refused(self, path: Path, secret: str | None, error: OfficeError) -> None:
        """Show the ways out of what is wrong with a file, ask its password, or say why on the start page."""
        from partyoffice.app.entering import say
        from partyoffice.app.trouble import meet
        from partyoffice.store.entrance import door_or_none
        from partyoffice.store.keys import PasswordError

        if meet(self, path, door_or_none(path, secret), error):
            return
        self.show_start()
        page: Any = self.shown
        if isinstance(error, PasswordError):
            self._ask(path, error)
        else:
            say(self, path, secret, page.messages.refuse, error)

    def _ask(self, path: Path, asked: "PasswordError") -> None:
        """Ask for the password over the start page, to which 取消 leads back."""
        from partyoffice.app.entering import enter

        page: Any = self.shown
        enter(self, path, page, page.messages.refuse, asked)

    def _show(self, widget: QWidget) -> None:
        before, self.shown = self.shown, widget
        widget.show()
        if before is None:
            return
        if before.close():
            before.deleteLater()
        else:  # it makes its last copy first, and goes when that is done
            before.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def show_start(self, refused: OfficeError | None = None) -> None:
        """Show the start page, with the reason why an office did not open."""
        from partyoffice.app.start_page import StartPage

        self._show(StartPage(self, refused))

    def show_trouble(self, trouble: "Trouble") -> None:
        """Show what happened to the file of an office, and the ways out, unless work is not saved yet."""
        from partyoffice.app.newer_page import NewerPage
        from partyoffice.app.rescuing import RescuePage
        from partyoffice.app.trouble import Kind

        if getattr(self.shown, "may_go", lambda: True)():
            page = NewerPage if trouble.kind is Kind.NEWER else RescuePage
            self._show(page(self, trouble))

    def open(
        self,
        path: Path,
        secret: "Secret" = None,
        *,
        older_too: bool = False,
        newer_too: bool = False,
        reading: bool = False,
    ) -> "OfficeWindow | None":
        """Open an office in place of what is shown; OfficeError where it cannot be opened.

        One that may not be written is opened for looking and printing, as any is with ``reading``; one
        older than this PC remembers only with ``older_too``, one of a newer program only with ``newer_too``,
        for looking. None if the user would rather stay with what is not saved yet.
        """
        from partyoffice.store import entrance, stamp
        from partyoffice.store.files import may_write
        from partyoffice.store.office import Office

        if not getattr(self.shown, "may_go", lambda: True)():
            return None
        door = entrance.door(path.resolve(), secret)
        if not older_too:
            stamp.must_not_be_older(door)  # before anything is written
        writing = not reading and may_write(door.path)
        return self.take(Office.open(door.path, door.key, writing=writing, newer_too=newer_too))

    def take(self, office: "Office", *, lasting: bool = True) -> "OfficeWindow":
        """Show the window of an open office and remember it on this PC where it is ``lasting``."""
        from partyoffice.app.office_window import OfficeWindow, name_of

        before = self.shown
        locked = isinstance(before, OfficeWindow) and before.locker.on
        window = OfficeWindow(self, office)
        if lasting:
            self.remember(office.path, sample=name_of(office)[1])
        self._show(window)
        if locked:  # what was begun before ends in a new window: nobody has unlocked it
            window.lock()
        self.on_window(window)
        return window

    def asked(self, office: str) -> None:
        """Come forward when the program is started again, with the office it was started for."""
        shown = self.shown
        if shown is None:
            return
        shown.setWindowState(shown.windowState() & ~Qt.WindowState.WindowMinimized)
        shown.show()
        shown.raise_()
        (QApplication.activeModalWidget() or shown).activateWindow()  # what stands before it has the word
        QApplication.alert(shown)
        take = getattr(shown, "open_path", None)
        if office and take is not None:
            take(Path(office))
        elif office:  # still opening: that one is opened instead
            self.wanted = office

    def remember(self, path: Path, *, sample: bool = False) -> None:
        """Keep the last offices on this PC; the sample is nobody's own."""
        self.prefs.put("last_office", str(path))
        if sample:
            return
        recent = [str(path), *(name for name in self.prefs.texts(RECENT) if name != str(path))]
        self.prefs.put(RECENT, recent[:MOST_RECENT])

    def own(self) -> Path | None:
        """Return the office of the user's own opened last."""
        return next(iter(self.recent()), None)

    def recent(self) -> list[Path]:
        """Return the offices opened before that are still there, newest first."""
        return [path for name in self.prefs.texts(RECENT) if (path := Path(name)).is_file()]

    def forget_shown(self) -> None:
        """Close what is shown without opening anything else; the program ends with its last window."""
        if self.shown is not None:
            self.shown.close()


def _is_known(path: Path) -> bool:
    """Say whether an office lies at a path, or copies tell that one lay there."""
    return path.is_file() or any((path.parent / "备份").glob(f"{escape(path.stem)}-*"))


def run(words: Sequence[str]) -> int:
    """Run the program until its last window is closed."""
    given = read_words(words)
    app = QApplication.instance()
    app = app if isinstance(app, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("党务办公室")
    sys.excepthook = tell_anyway
    prefs = Prefs()
    program = Program(prefs)
    first = single.First(program.asked)
    if not first.alone(given.office, lambda: still_waits(app, prefs)):
        return 0
    program.before_windows = lambda: prepare(app, prefs)
    QTimer.singleShot(0, lambda: program.begin(given.office, given.password_file))
    return app.exec()


def tell_anyway(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Tell an error of the first moments too: the built program of Windows has no other place for it."""
    from partyoffice.ui import crash  # only then: the first picture does not wait for it

    crash.install()
    sys.excepthook(kind, error, trace)


def still_waits(app: QApplication, prefs: Prefs) -> bool:
    """Tell that the program is open already and does not answer; True to ask it once more."""
    from partyoffice.ui.message_bar import QuestionDialog
    from partyoffice.ui.messages import Question

    dress(app, prefs)
    question = Question("党务办公室已经打开，但没有回应", single.HANGS, ("再试一次",), "不等了")
    return QuestionDialog.ask(question, None) != question.safe


def prepare(app: QApplication, prefs: Prefs) -> None:
    """Do once what every window needs, after the first picture stands on the screen."""
    from partyoffice.app.garbage import Garbage
    from partyoffice.store import scratch
    from partyoffice.ui import crash

    dress(app, prefs)
    crash.install()
    scratch.sweep()
    Garbage(app)
