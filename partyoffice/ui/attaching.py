"""A file kept with a record: chosen, stored in one named change, looked at again or saved elsewhere.

What is saved elsewhere may be opened by the system's own program; first asked where it may hold macros.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from partyoffice.core.errors import OfficeError
from partyoffice.reports.document import Document, Photo
from partyoffice.store import blobs, files, looks
from partyoffice.store.attachments import LARGEST, must_be_kept
from partyoffice.ui.messages import Question
from partyoffice.ui.outside import open_file, open_folder, open_or_say

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.desk import Desk

Keep = Callable[["Session", Path, bytes], object]
PICTURE, MOST = ".jpg", 4 * LARGEST  # a photo is made smaller, so it may come larger than it is kept
WIDTH, HEIGHT = 170, 230
OPEN, LEAVE = "仍然打开", "先不打开"
MACROS = (
    "宏是藏在文件里的小程序，来历不明的宏会改动或偷走电脑里的文件。"
    "只有知道它是谁给的才打开；打开后不要点“启用宏”“启用内容”。"
)


def attach(desk: "Desk", sentence: str, kind: str, keep: Keep) -> bool:
    """Ask for a file and keep it; False where the user went back or it was refused."""
    path = desk.ask_open_path("attachments", sentence, kind)
    if path is None:
        return False
    try:
        content = _read(path)
    except OfficeError as error:
        desk.messages.refuse(error)
        return False
    done = desk.act(sentence, lambda session: keep(session, path, content))
    if done:
        desk.done(f"已{sentence}")
    return done


def _read(path: Path) -> bytes:
    must_be_kept(path)
    try:
        if path.stat().st_size > MOST:
            raise OfficeError(f"“{path.name}”太大", remedy="请先压缩到 20 MB 以内")
        return path.read_bytes()
    except OSError as error:
        raise OfficeError(
            f"“{path.name}”打不开", remedy="请核对文件是否还在、是否正被别的程序使用"
        ) from error


def open_kept(desk: "Desk", digest: str, name: str) -> None:
    """Show a kept picture as a page; save any other file where the user wants it."""
    with desk.open_office().reading() as session:
        content = blobs.content_of(session, digest)
    if content is None:
        desk.messages.warn("附件内容不在数据文件里", "请重新附上原文件。")
    elif name.endswith(PICTURE):
        shown = Document(name, (Photo(content, WIDTH, HEIGHT),))
        desk.open_dialog("preview", document=shown, title=name, code="attachment", note="附件")
    else:
        _save(desk, content, name)


def _save(desk: "Desk", content: bytes, name: str) -> None:
    path = desk.ask_save_path("attachments", "附件另存为", name, Path(name).suffix.lstrip(".").lower())
    if path is None:
        return
    try:
        with files.replaced(path, "另存") as draft:
            draft.write_bytes(content)
    except OfficeError as error:
        desk.messages.refuse(error)
    else:
        links = (
            ("打开文件", partial(_open, desk, path, content)),
            ("打开所在文件夹", partial(open_or_say, desk.messages, path, open_folder)),
        )
        desk.messages.inform("附件已另存", str(path), *links)


def _open(desk: "Desk", path: Path, content: bytes) -> None:
    """Open what was just saved; ``content`` are its bytes as kept."""
    if looks.may_hold_macros(content):
        asked = Question(f"“{path.name}”里可能有宏", MACROS, (OPEN,), LEAVE)
        if desk.messages.choose(asked) != OPEN:
            return
    open_or_say(desk.messages, path, open_file)
