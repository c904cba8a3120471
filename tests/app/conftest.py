import gc
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from partyoffice.app.dialogs import KNOWN
from partyoffice.app.office_window import OfficeWindow
from partyoffice.app.program import Program
from partyoffice.making import make_sample, make_school
from partyoffice.organisation.rules import OrgKind
from partyoffice.store.office import Office
from partyoffice.ui import chinese, tasks, theme
from partyoffice.ui.messages import Recorder
from partyoffice.ui.page import Page
from partyoffice.ui.prefs import Prefs

MEMBERS = 24


@pytest.fixture(scope="session")
def qapp(qapp):
    """Dress the one application of the run in the product's own look and language."""
    chinese.install(qapp)
    theme.apply(qapp, "light", 10)
    return qapp


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory):
    """An invented office, made once and copied for each test."""
    path = tmp_path_factory.mktemp("sample") / "青禾中学.dangwu"
    office = Office.create(path)
    make_sample(office, MEMBERS, 1)
    office.release()
    return path


@pytest.fixture
def sample(sample_file, tmp_path):
    path = tmp_path / sample_file.name
    path.write_bytes(sample_file.read_bytes())
    return path


@pytest.fixture
def empty(blank, tmp_path):
    """An office with nothing but its school."""
    path = shutil.copyfile(blank, tmp_path / "空白中学.dangwu")
    office = Office.open(path)
    make_school(office, "空白中学", OrgKind.BRANCH)
    office.release()
    return path


@pytest.fixture(autouse=True)  # ruff: ignore[pytest-fixture-autouse] -- every test here has windows
def tidy():
    """Free widgets in this thread only, as the program does."""
    gc.disable()
    yield
    gc.collect(1)
    gc.enable()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown():
    """Refuse a dialog left open: later tests would lose their keys to it."""
    yield
    left = QApplication.activeModalWidget()
    if left is not None:
        left.deleteLater()
        QApplication.sendPostedEvents(left, QEvent.Type.DeferredDelete)
    assert left is None, "a dialog was left open"


class Roster(Page):
    """Stands in for the roster's tab, which has tests of its own."""

    def __init__(self, _desk):
        super().__init__()
        self.seen = []

    def show_target(self, **target):
        self.seen.append(target)


@pytest.fixture
def program(tmp_path, qapp):
    return Program(Prefs(tmp_path / "prefs.json"))


@pytest.fixture
def first_page():
    """The page a window opens at: the stand-in, for 首页 costs a second; "" is the program's own choice."""
    return "members"


@pytest.fixture
def show(program, first_page, qtbot, monkeypatch):
    """Open an office in its window, messages recorded; everything is let go at the end."""
    from partyoffice.app import office_window
    from partyoffice.ui.page import PageSpec

    real = office_window.pages
    monkeypatch.setattr(
        office_window,
        "pages",
        lambda: [PageSpec(s.key, s.title, Roster, s.group) if s.key == "members" else s for s in real()],
    )
    shown = []

    def open_it(path: Path) -> OfficeWindow:
        if first_page:
            program.prefs.put("page", first_page)
        program.open(path)
        window = program.shown
        voice = Recorder()
        window.messages = window.desk.messages = voice
        shown.append(window)
        settle(qtbot, window)
        return window

    yield open_it
    for window in {*shown, program.shown}:
        if isinstance(window, OfficeWindow) and isValid(window):
            leave(qtbot, window)


def leave(qtbot, window):
    """Close a window without the copy that closing makes, and let its file go."""
    qtbot.waitUntil(lambda: not tasks.running(), timeout=20000)
    window.leaving = True
    window.close()
    window.office.release()
    window.deleteLater()


def settle(qtbot, window):
    """Wait until nothing is read or worked on any more."""

    def still():
        reading = any(getattr(page, "reader", None) and page.reader.busy() for page in window.pages.values())
        return not reading and not tasks.running()

    qtbot.waitUntil(still, timeout=20000)


@pytest.fixture
def rest(qtbot):
    return lambda window: settle(qtbot, window)


@pytest.fixture
def window(show, sample):
    return show(sample)


@pytest.fixture
def paths(monkeypatch, tmp_path):
    """Answer the file dialogs: save under the proposed name in the test's folder; notes what was asked."""
    from partyoffice.ui.desk import Desk

    asked = []

    def save(self, purpose, title, name, kind):
        asked.append((purpose, name))
        return tmp_path / name

    monkeypatch.setattr(Desk, "ask_save_path", save)
    return asked


@pytest.fixture
def commit(qapp):
    """Type Chinese as an input method does."""
    from PySide6.QtGui import QInputMethodEvent

    def put(widget, text):
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        qapp.sendEvent(widget, event)

    return put


@pytest.fixture(scope="module")
def whole(qapp, sample_file, tmp_path_factory):
    """One window with its real pages for all walks: they look and change nothing that stays."""
    folder = tmp_path_factory.mktemp("walks")
    path = folder / sample_file.name
    path.write_bytes(sample_file.read_bytes())
    made = Program(Prefs(folder / "prefs.json")).open(path)
    yield made
    made.leaving = True
    made.close()
    made.office.release()
    made.deleteLater()


@pytest.fixture
def walked(whole, qtbot, rest):
    """The window at its first page."""
    whole.messages = whole.desk.messages = Recorder()
    whole.showNormal()
    whole.resize(1366, 768)
    whole.activateWindow()
    whole.show_page("home")
    rest(whole)
    yield whole
    qtbot.waitUntil(lambda: not tasks.running(), timeout=20000)


@pytest.fixture
def each_page(walked, rest):
    """Walk the pages."""

    def walk():
        for key in walked.specs:
            walked.show_page(key)
            rest(walked)
            QApplication.processEvents()
            yield key, walked.page()

    return walk


@pytest.fixture
def each_dialog(walked, rest):
    """Walk the dialogs."""

    def walk():
        for name in KNOWN:
            dialog = walked.dialogs.open(name)
            rest(walked)
            yield name, dialog
            dialog.messages = Recorder()
            dialog.close()

    return walk


PASSWORD = "青禾2026的密码"  # no secret: of an invented school


@pytest.fixture(scope="session")
def derivations():
    """The key of each password and salt, reckoned once a run: it takes a third of a second."""
    from functools import cache

    from partyoffice.store import keys

    return cache(keys.derive)


@pytest.fixture
def derived_once(monkeypatch, derivations):
    """Let a password that was tried before give its key at once."""
    from partyoffice.store import keys

    monkeypatch.setattr(keys, "derive", derivations)


@pytest.fixture(scope="session")
def secret_file(sample_file, tmp_path_factory):
    """The invented office under a password, made once and copied for each test."""
    from partyoffice.store import encryption
    from partyoffice.store.engine import Door

    path = tmp_path_factory.mktemp("secret") / sample_file.name
    path.write_bytes(sample_file.read_bytes())
    encryption.set_password(Door(path), PASSWORD)
    return path


@pytest.fixture
def secret(secret_file, tmp_path, derived_once, monkeypatch):
    """An encrypted office that this PC has opened before."""
    from partyoffice.app import entering
    from partyoffice.store import known

    monkeypatch.setenv("PARTYOFFICE_HOME", str(tmp_path / "这台电脑"))
    monkeypatch.setattr(entering, "_patience", type(entering._patience)(entering.Patience))
    path = tmp_path / secret_file.name
    path.write_bytes(secret_file.read_bytes())
    known.remember_key(path, key_of(path))
    return path


def key_of(path):
    from partyoffice.store import keys

    return keys.derive(PASSWORD, path.read_bytes()[:16])


@pytest.fixture
def key(secret):
    """The key of the encrypted office."""
    return key_of(secret)


@pytest.fixture
def knock(qtbot):
    """Put a text into a gate, press its button and wait for the answer."""

    def try_it(gate, text=PASSWORD):
        gate.field.line.setText(text)
        gate.go.click()
        qtbot.waitUntil(lambda: not gate.reader.busy(), timeout=20000)

    return try_it
