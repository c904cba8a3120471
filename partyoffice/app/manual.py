"""帮助: the manual of the product, the page of the present tab first, offline."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QImage,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QWidget

from partyoffice.app import keys
from partyoffice.app.dialog_frame import FramedDialog, action_bar
from partyoffice.core.resources import home
from partyoffice.ui import theme
from partyoffice.ui.controls import button, upright
from partyoffice.ui.tree import Node, SideTree

if TYPE_CHECKING:
    from partyoffice.ui.menus import Actions

FOLDERS = ("docs/manual", "docs", "resources/manual")
NONE_YET = "# 帮助\n\n手册文件不在程序旁边，请重新安装，或向维护人员索取。"
SIDE, MARGIN, SCROLL_BAR, SPACE = 216, 20, 24, 16
KEYS = "keys"  # the chapter that no file holds
# Topics that are told in a chapter of another name.
ELSEWHERE = {
    "template": "import",
    "print": "export",
    "issued": "export",
    "seal": "export",
    "first-run": "home",
    "settings": "words",
    "about": "home",
}


@cache
def chapters() -> dict[str, tuple[str, Path]]:
    """Return the chapters by the stem of their file: title and path, in the order of their names."""
    folder = next((home() / name for name in FOLDERS if any((home() / name).glob("*.md"))), None)
    paths = sorted(folder.glob("*.md")) if folder is not None else []
    return {path.stem: (_title(path), path) for path in paths}


def _title(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((line.lstrip("# ").strip() for line in lines if line.startswith("#")), path.stem)


def chapter_for(topic: str) -> str:
    """Return the chapter that a topic means, the first one where none fits."""
    known, topic = chapters(), ELSEWHERE.get(topic, topic)
    fits = [stem for stem in known if topic and (stem == topic or stem.split("-", 1)[-1] == topic)]
    return next(iter(fits or known), "")


def chapter_with(words: str) -> str:
    """Return the first chapter that holds a text, such as an article; empty where none does."""
    texts = ((stem, path.read_text(encoding="utf-8")) for stem, (_title, path) in chapters().items())
    return next((stem for stem, text in texts if words and words in text), "")


class Book(QTextBrowser):
    """The text of a chapter; its pictures are at most ``room`` pixels wide."""

    room = 600

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Return a picture made narrow enough, anything else as it is."""
        found = super().loadResource(kind, name)
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return found
        picture = QImage(self.document().baseUrl().resolved(QUrl(name)).toLocalFile())
        if picture.isNull() or picture.width() <= self.room:
            return found
        wide = min(picture.width(), round(self.room * self.devicePixelRatioF()))  # sharp on a dense screen
        made = picture.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation)
        made.setDevicePixelRatio(wide / self.room)
        return made

    def show_markdown(self, words: str) -> None:
        """Show a text as the chapters are written."""
        self.setMarkdown(words)
        self._dress_headings()

    def show_html(self, words: str) -> None:
        """Show a text that was made for the eye."""
        self.setHtml(words)
        self._dress_headings()

    def _dress_headings(self) -> None:
        """Give the headings the sizes of the window's own titles."""
        block = self.document().begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            if level:
                self._dress_heading(QTextCursor(block), level)
            block = block.next()

    def _dress_heading(self, cursor: QTextCursor, level: int) -> None:
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        letters, room = cursor.charFormat(), QTextBlockFormat()
        letters.clearProperty(QTextFormat.Property.FontSizeAdjustment.value)
        letters.setFont(theme.font("title" if level == 1 else "strong_bold"))
        room.setTopMargin(0 if level == 1 else SPACE)
        room.setBottomMargin(SPACE // 2)
        cursor.setCharFormat(letters)
        cursor.mergeBlockFormat(room)


class HelpDialog(FramedDialog):
    """Chapters at the left, the text at the right; it may stay open beside the work."""

    def __init__(self, window: QWidget, topic: str = "") -> None:
        super().__init__(window, "帮助", 900, 560)
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.side, self.text = SideTree("目录"), Book()
        self.side.setFixedWidth(SIDE)
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self.follow)
        self.text.setAccessibleName("帮助内容")
        self.text.document().setDocumentMargin(MARGIN)
        self.text.room = self.width() - SIDE - 2 * MARGIN - SCROLL_BAR
        self.table: Actions | None = getattr(window, "actions_table", None)
        self.side.fill(self._contents())
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for part in (self.side, upright(), self.text):
            row.addWidget(part, 1 if part is self.text else 0)
        self.set_body(row, action_bar(None, button("关闭", self.reject)))
        self.side.chosen.connect(self.show_chapter)
        self.show_chapter(KEYS if topic == KEYS and self.table is not None else chapter_for(topic))

    def _contents(self) -> list[Node]:
        nodes = [Node(stem, title, icon="file-text") for stem, (title, _path) in chapters().items()]
        return [*nodes, Node(KEYS, keys.TITLE, icon="file-text")] if self.table is not None else nodes

    def show_chapter(self, stem: str) -> None:
        """Show one chapter; that of the keys is made from the commands of the window."""
        if stem == KEYS and self.table is not None:
            self.text.show_html(keys.chapter(self.table))
            self.side.choose(stem)
            return
        if stem not in chapters():
            self.text.show_markdown(NONE_YET)
            return
        path = chapters()[stem][1]
        self.text.document().setBaseUrl(QUrl.fromLocalFile(str(path)))
        self.text.show_markdown(path.read_text(encoding="utf-8"))
        self.side.choose(stem)

    def follow(self, url: QUrl) -> None:
        """Go to another chapter, or to a place in this one; nothing on the network is opened."""
        stem = Path(url.path()).stem
        if url.path().endswith(".md") and stem in chapters():
            self.show_chapter(stem)
        elif url.hasFragment():
            self.text.scrollToAnchor(url.fragment())
        elif url.isLocalFile():
            QDesktopServices.openUrl(url)
