"""Windows tells that the session is locked or the PC goes to sleep; elsewhere nothing is heard here.

Not yet seen on a real PC: docs/unverified.md.
"""

import ctypes
import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QCoreApplication
from PySide6.QtWidgets import QWidget

POWER, SUSPEND = 0x0218, 0x0004  # WM_POWERBROADCAST, PBT_APMSUSPEND
SESSION, LOCKED = 0x02B1, 0x0007  # WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK
TOLD = frozenset({(POWER, SUSPEND), (SESSION, LOCKED)})
KIND = b"windows_generic_MSG"


class _Message(ctypes.Structure):
    """The beginning of a MSG of Windows."""

    _fields_ = (
        ("window", ctypes.c_void_p),
        ("number", ctypes.c_uint),
        ("word", ctypes.c_size_t),
    )


class Session(QAbstractNativeEventFilter):
    """Calls ``left`` when the user locks the screen or the PC goes to sleep."""

    def __init__(self, left: Callable[[], object]) -> None:
        super().__init__()
        self.left = left

    def nativeEventFilter(self, kind: Any, message: Any) -> tuple[bool, int]:  # noqa: ANN401 -- Qt's own types
        """Look at one message of Windows and let it pass."""
        if bytes(kind) == KIND:
            seen = _Message.from_address(int(message))
            if (seen.number, seen.word) in TOLD:
                self.left()
        return False, 0

    def listen(self, window: QWidget) -> None:
        """Begin; Windows sends its messages to this window."""
        app = QCoreApplication.instance()
        if sys.platform == "win32" and app is not None:
            handle = ctypes.c_void_p(int(window.winId()))
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(handle, 0)
            app.installNativeEventFilter(self)

    def stop(self) -> None:
        """Hear no more."""
        app = QCoreApplication.instance()
        if app is not None:
            app.removeNativeEventFilter(self)
