"""One program per person: a second start asks the first to come forward and ends.

They speak over a local socket named by the user and the version; nothing leaves this PC. The data
are guarded apart from this by the lock beside each office.
"""

import getpass
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from partyoffice import __version__
from partyoffice.ui.prefs import usual_path

CONNECT_MS, ANSWER_MS = 500, 3000
TAKEN = b"taken\n"
HANGS = (
    "它可能正在做一件很慢的事，请稍等再试；若一直这样，请在任务管理器里结束它再打开。已保存的数据不受影响。"
)


def server_name() -> str:
    """Return the name of the socket: the same for every start of this person and version."""
    whose = f"{getpass.getuser()}|{usual_path()}|{__version__}"
    return f"partyoffice-{hashlib.sha256(whose.encode()).hexdigest()[:16]}"


def hand_over(name: str, office: str) -> bool | None:
    """Ask the program already open to come forward: None if none is, False if it does not answer."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(CONNECT_MS):
        return None
    path = str(Path(office).resolve()) if office else ""
    socket.write(os.fsencode(path) + b"\n")
    socket.flush()
    answered = socket.waitForReadyRead(ANSWER_MS) and socket.readAll().data() == TAKEN
    socket.abort()
    return bool(answered)


class First(QObject):
    """Hears later starts; ``asked`` gets the office they were started for, or an empty text."""

    def __init__(self, asked: Callable[[str], object], name: str = "") -> None:
        super().__init__()
        self.asked, self.name = asked, name or server_name()
        self.server = QLocalServer(self)
        self.server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self.server.newConnection.connect(self._greet)

    def alone(self, office: str, again: Callable[[], bool]) -> bool:
        """Say whether this is the first start, which then listens; else the first was told.

        ``again`` is asked when the first does not answer: True tries once more.
        """
        answer = hand_over(self.name, office)
        while answer is False and again():
            answer = hand_over(self.name, office)
        if answer is not None:
            return False
        if not self.server.listen(self.name):
            QLocalServer.removeServer(self.name)  # left behind by a program that was killed
            self.server.listen(self.name)
        return True

    def _greet(self) -> None:
        socket = self.server.nextPendingConnection()
        if socket is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(lambda: self._hear(socket))
            self._hear(socket)

    def _hear(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            return
        path = os.fsdecode(bytes(socket.readLine().data()).rstrip(b"\n"))
        socket.write(TAKEN)
        socket.flush()
        self.asked(path)
