"""What every test stands on: no screen, no network, nobody's own folders."""

import gc
import os
import re
import shutil
import socket
import sys
import tempfile
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))

DAY = date(2026, 11, 20)
NAMES = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})
NETWORK = NAMES | {"socket.connect", "socket.sendto", "socket.sendmsg"}
FOLDERS = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")
FOLDERS_OF_WINDOWS = ("APPDATA", "LOCALAPPDATA", "USERPROFILE")

SOMEBODY = re.compile(r"[\u3400-\u9fff]|\d{7,}")  # a name, an address, a number
STRUCK = re.compile(r"〔[^〕]{1,2}〕")  # what stands where somebody stood
_read: set[Path] = set()
_scratch = Path(tempfile.mkdtemp(prefix="partyoffice-tests-"))


def _stand_apart() -> None:
    """Set what Qt and the preferences read from the environment, before either is imported."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["PARTYOFFICE_FONTS"] = "shipped"  # the same papers on every machine
    os.environ["PARTYOFFICE_HOME"] = str(_scratch / "partyoffice")
    if sys.platform == "win32":
        names = FOLDERS_OF_WINDOWS
    else:
        names = FOLDERS
        os.environ["LC_ALL"] = "C.UTF-8"
        # The system's font cache holds nobody's data and takes seconds to build anew.
        os.environ.setdefault("XDG_CACHE_HOME", str(Path.home() / ".cache"))
    for name in names:
        folder = _scratch / name.lower()
        folder.mkdir(mode=0o700)
        os.environ[name] = str(folder)


_stand_apart()


def _refuse_network(event: str, args: tuple, watched: frozenset = NETWORK) -> None:
    """Let no test reach beyond this machine; local pipes (AF_UNIX) pass.

    It hears of every file opened and every id() asked for: one look must do for all of those.
    """
    if event not in watched:
        return
    if event in NAMES or args[0].family != getattr(socket, "AF_UNIX", None):
        message = f"a test reached for the network: {event} {args[1:]}"
        raise RuntimeError(message)


sys.addaudithook(_refuse_network)


def pytest_configure(config) -> None:
    """Let pass what the screenless platform says of itself; every other Qt warning fails."""
    config.addinivalue_line("qt_log_ignore", "This plugin does not support")


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """Look for no garbage while tests are gathered, nor ever among them: thousands, and all of them stay."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.fixture(autouse=True)  # ruff: ignore[pytest-fixture-autouse] -- whatever test makes the program err
def logs_that_name_nobody():
    """Refuse a log with anybody in it that a test has made the program write (R54)."""
    yield
    told = [(one, one.read_text(encoding="utf-8")) for one in _logs() if one not in _read]
    _read.update(one for one, _text in told)
    assert not [one for one, text in told if SOMEBODY.search(STRUCK.sub("", text))]


def _logs() -> list[Path]:
    """Return the crash reports of this run, wherever this system keeps them; none before the first."""
    crash = sys.modules.get("partyoffice.ui.crash")
    return sorted(crash.log_folder().glob("*.log")) if crash is not None else []


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Let Qt delete now what a test closed: thousands of left widgets slow every later change of the look."""
    if "PySide6.QtWidgets" in sys.modules:
        from PySide6.QtCore import QCoreApplication, QEvent

        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def pytest_unconfigure() -> None:
    """Leave nothing: the clipboard without a screen outlives Python, which what lies on it still needs."""
    if "PySide6.QtGui" in sys.modules:
        from PySide6.QtGui import QGuiApplication

        if QGuiApplication.instance() is not None:
            QGuiApplication.clipboard().clear()
    shutil.rmtree(_scratch, ignore_errors=True)


@pytest.fixture
def stopped_clock():
    """Hold today at Friday, 20 November 2026; gives that day."""
    from partyoffice.core import clock

    with clock.stopped(DAY):
        yield DAY


@pytest.fixture(scope="session")
def blank(tmp_path_factory):
    """An empty office, closed, made once a run; copy it before use."""
    from partyoffice import parts  # noqa: F401 -- brings in every record kind
    from partyoffice.store.office import Office

    path = tmp_path_factory.mktemp("blank") / "空.dangwu"
    Office.create(path).release()
    return path


@pytest.fixture(scope="session", autouse=True)  # ruff: ignore[pytest-fixture-autouse] -- every office of a run
def compiled_once():
    """Let all offices of a run share what SQLAlchemy compiled."""
    from compiled import sharing

    from partyoffice.store import engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "create_engine", sharing())
        yield


@pytest.fixture(scope="session", autouse=True)  # ruff: ignore[pytest-fixture-autouse] -- every office of a run
def unawaited():
    """Wait for no disk: nobody cuts the power of these tests. Those of the store wait as the program does."""
    from partyoffice.store import engine

    real = engine.PRAGMAS
    others = [one for one in real if not one.startswith("synchronous=")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "PRAGMAS", ("synchronous=OFF", *others))
        yield real


@pytest.fixture(scope="session")
def tries():
    """How often a proof by chance is tried: ``tries(120, 5000)``, the greater with PARTYOFFICE_PROOF=long."""
    long = os.environ.get("PARTYOFFICE_PROOF") == "long"
    return lambda quick, thorough: thorough if long else quick


@pytest.fixture
def room():
    """Let no file grow beyond so many bytes: ``with room(4096): …``; the system itself refuses the write."""
    resource = pytest.importorskip("resource", reason="this system has no such limit")
    now, most = resource.getrlimit(resource.RLIMIT_FSIZE)

    @contextmanager
    def limited(size):
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (now, most))

    return limited
