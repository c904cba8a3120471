"""Start the reading process, wait no longer than allowed, and take over what it read."""

import json
import os
import queue
import subprocess  # ruff: ignore[suspicious-subprocess-import] -- starts only this program itself
import sys
import threading
import time as clock
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, cast

from partyoffice.core.cancel import Cancelled
from partyoffice.core.errors import OfficeError
from partyoffice.intake.sheet import Book, Facts, Month, Sheet, Value
from partyoffice.intake.sniff import sniff
from partyoffice.intake.worker import FLAG, TOO_BIG

SECONDS = 10.0
# The window has to hear of 取消 soon, and a bar that stands still looks dead.
TICK = 0.1
# Called with a share from 0 to 1 and what is being done; False means 取消.
Progress = Callable[[float, str], bool]


def read(path: Path, only: str = "", progress: Progress | None = None, seconds: float = SECONDS) -> Book:
    """Return the sheets of ``path``; refuses damaged, foreign, hostile and over-long files.

    Raises Cancelled when ``progress`` answers False. ``seconds`` bounds the whole reading.
    """
    sniff(path)
    child = subprocess.Popen(  # ruff: ignore[subprocess-without-shell-equals-true] -- our own program, the file's path is its only argument
        _command(path, only),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    try:
        return _collect(path, _lines(child), progress, seconds)
    finally:
        with suppress(OSError):
            child.kill()
        child.wait()


def _command(path: Path, only: str) -> list[str]:
    start = (
        [sys.executable, FLAG]
        if getattr(sys, "frozen", False)
        else [sys.executable, "-m", "partyoffice.intake.worker"]
    )
    return [*start, str(path.resolve()), only]


def _environment() -> dict[str, str]:
    """Let the child find the package wherever the parent was started."""
    here = str(Path(__file__).resolve().parents[2])
    inherited = os.environ.get("PYTHONPATH", "")
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (here, inherited))), "PYTHONUTF8": "1"}


def _lines(child: "subprocess.Popen[bytes]") -> "queue.SimpleQueue[bytes]":
    """Return a queue of the child's lines, ended by an empty one: pipes cannot be waited on everywhere."""
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def pump() -> None:
        with child.stdout as stream:  # type: ignore[union-attr]  # it is a pipe
            for line in stream:
                lines.put(line)
        lines.put(b"")

    threading.Thread(target=pump, daemon=True, name="intake").start()
    return lines


def _collect(
    path: Path, lines: "queue.SimpleQueue[bytes]", progress: Progress | None, seconds: float
) -> Book:
    book = Book(path.name, "")
    deadline = clock.monotonic() + seconds
    expected = 0
    while True:
        _tell(progress, book, expected)
        if clock.monotonic() > deadline:
            raise _too_slow(path)
        try:
            line = lines.get(timeout=TICK)
        except queue.Empty:
            continue
        if not line:
            raise OfficeError(f"“{path.name}”已损坏，或展开后过大，没有读出来", remedy=TOO_BIG)
        told = json.loads(line)
        if "refused" in told:
            raise OfficeError(told["refused"][0], remedy=told["refused"][1])
        if "done" in told:
            return book
        expected = told.get("count", expected)
        _take(book, told)


def _too_slow(path: Path) -> OfficeError:
    return OfficeError(
        f"“{path.name}”读了 {SECONDS:.0f} 秒还没有读完",
        remedy="请用 WPS 或 Excel 打开，只留要导入的那张表，另存后再导入",
    )


def _tell(progress: Progress | None, book: Book, expected: int) -> None:
    if progress is None:
        return
    rows = sum(len(sheet.rows) for sheet in book.sheets)
    share = len(book.sheets[-1].rows) / expected if book.sheets and expected else 0.0
    if not progress(share if len(book.sheets) == 1 else 0.0, f"正在读取，已读 {rows} 行"):
        raise Cancelled


def _take(book: Book, told: dict[str, Any]) -> None:
    if "book" in told:
        book.kind, book.hidden_sheets = told["book"], told["hidden_sheets"]
    elif "sheet" in told:
        book.sheets.append(Sheet(told["sheet"], facts=_facts(told["facts"])))
    else:
        book.sheets[-1].numbers.extend(told["numbers"])
        book.sheets[-1].rows.extend(_unpack_row(row) for row in told["rows"])


def _facts(told: dict[str, Any]) -> Facts:
    return Facts(
        hidden_rows=set(told["hidden_rows"]),
        hidden_columns=set(told["hidden_columns"]),
        unsaved={(row, column) for row, column in told["unsaved"]},
        rest=told["rest"],
        merged=[cast("tuple[int, int, int, int]", tuple(area)) for area in told["merged"]],
    )


def _unpack_row(row: list[Any]) -> list[Value | Month]:
    return [_unpack(value[0]) if value.__class__ is list else value for value in row]


def _unpack(text: str) -> Value | Month:
    if len(text) == len("2012-06"):
        return Month(int(text[:4]), int(text[5:]))
    if "T" in text:
        return datetime.fromisoformat(text)
    return time.fromisoformat(text) if ":" in text else date.fromisoformat(text)
