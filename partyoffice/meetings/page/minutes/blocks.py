"""常用段落: paragraphs that are put in where one writes, found by name or pinyin, kept by the office."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QPlainTextEdit

from partyoffice.core.field import Field, Kind
from partyoffice.core.text import search_key
from partyoffice.meetings.actions.templates import keep_blocks
from partyoffice.meetings.page.minutes.keeping import PAGE, VIEW
from partyoffice.meetings.queries.templates import blocks_of
from partyoffice.meetings.rules import blocks
from partyoffice.ui import drafts
from partyoffice.ui.asking import Asking, form, label_keys
from partyoffice.ui.pick_dialog import Entry, PickDialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partyoffice.meetings.page.minutes.pane import MinutesPane

NOWHERE = ("没有要插入的地方", "请先把光标放进讨论情况、会议内容等能写字的一栏。")
TABLE = Field("blocks", "常用段落", Kind.TABLE, choices=blocks.HEADS, hint="一行一段，可从表格粘贴")
NOTE = "在会议记录里按 Ctrl+J 插入。全部清空再保存，就恢复程序自带的段落。"


def text_at(pane: "MinutesPane") -> QPlainTextEdit | None:
    """Return the text of the minutes that has the keyboard and can be written in."""
    at = pane.window().focusWidget()
    there = isinstance(at, QPlainTextEdit) and pane.editor.isAncestorOf(at) and not at.isReadOnly()
    return at if isinstance(at, QPlainTextEdit) and there else None


def choose(pane: "MinutesPane") -> PickDialog | None:
    """Offer the paragraphs for the text one writes in; None where one writes in none."""
    text = text_at(pane)
    if text is None:
        pane.desk.messages.inform(*NOWHERE)
        return None
    with pane.desk.open_office().reading() as session:
        entries = [Entry(words, name, words) for name, words in blocks_of(session)]

    def seek(typed: str) -> "Sequence[Entry]":
        wanted = search_key(typed)
        return [one for one in entries if any(wanted in key for key in _keys(one))]

    dialog = PickDialog(pane, "插入常用段落", seek, "名称、拼音或段落里的字")
    dialog.picked.connect(lambda entry: _put(text, entry.value))
    return dialog.begin()


def _keys(entry: Entry) -> list[str]:
    return [search_key(one) for one in (entry.text, entry.note, *label_keys(entry.text))]


def _put(text: QPlainTextEdit, words: str) -> None:
    """Put a paragraph where the cursor is, on a line of its own."""
    before = text.textCursor().block().text()[: text.textCursor().positionInBlock()]
    text.insertPlainText(f"\n{words}" if before.strip() else words)
    text.setFocus()


def ask(pane: "MinutesPane", key: str = "") -> Asking:
    """Ask for the paragraphs of the office; what is marked in the minutes stands in the last row.

    ``key`` goes on with a draft.
    """
    text = pane.window().focusWidget()
    marked = text.textCursor().selectedText() if isinstance(text, QPlainTextEdit) else ""
    with pane.desk.open_office().reading() as session:
        known = list(blocks_of(session))
    words = " ".join(marked.split())
    rows = [*known, *blocks.read(f"\t{words}")]
    made = form((TABLE,), {TABLE.key: blocks.written(rows)})

    def save(given: dict[str, Any]) -> None:
        with pane.desk.open_office().change("修改会议常用段落") as session:
            keep_blocks(session, blocks.read(given[TABLE.key] or ""))
        pane.desk.done("已修改会议常用段落")

    dialog = Asking(pane.window(), "会议常用段落", made, "保存", save, note=NOTE)
    drafts.keep(pane.desk, dialog, PAGE, {"view": VIEW, "form": "blocks"}, key)
    dialog.begin()
    return dialog
