"""Qt's own words in Chinese, and the search for words that stayed English."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

CATALOGUE = "qtbase_zh_CN"
# Words that are right as they are: products, formats, keys, and letters as Alt keys or in numbers.
ALLOWED = re.compile(
    r"\b(Excel|WPS|Word|PDF|Windows|U|A3|A4|Ctrl|Shift|Alt|Enter|Esc|Tab|Del|Ins|Home|End|PgUp|PgDn|Space"
    r"|F\d{1,2}|[A-Z]|xlsx?|docx|pdf|csv|MB|KB|GB|pt|mm|JPEG|PNG|GB/T|DA/T|X)\b"
)
_WORD = re.compile(r"[A-Za-z]{2,}")


# What Qt's own catalogue leaves in English: the file dialog where the system has none of its own.
LEFT_OUT = {
    ("QFileDialog", "&Look in:"): "位置(&L)：",
    ("QFileDialog", "Files of &type:"): "文件类型(&T)：",
    ("QFileDialog", "&File name:"): "文件名(&N)：",
    ("QFileDialog", "File name:"): "文件名：",
    ("QFileDialog", "&Directory:"): "文件夹(&D)：",
    ("QFileDialog", "Save"): "保存",
    ("QFileDialog", "Choose"): "选择",
    ("QFileDialog", "Computer"): "计算机",
    ("QFileDialog", "%1: No such file or directory"): "%1：没有这个文件或文件夹",
    ("QCalendarWidget", "Previous month"): "上一月",
    ("QCalendarWidget", "Next month"): "下一月",
    ("QMenuBar", "Corner Toolbar"): "角上的工具栏",
}


class LeftOut(QTranslator):
    """Asked last: the words that Qt's own catalogue lacks."""

    def isEmpty(self) -> bool:
        """Say that there are words, for Qt asks nobody who has none."""
        return False

    def translate(self, context: str, source: str, _more: str | None = None, _count: int = -1) -> str:  # type: ignore[override,unused-ignore]  # Qt's names
        """Return the Chinese of a word, or nothing."""
        return LEFT_OUT.get((context, source), "")


def _folders() -> Iterator[Path]:
    yield Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        yield Path(frozen) / "PySide6" / "Qt" / "translations"
        yield Path(frozen) / "PySide6" / "translations"


def install(app: QApplication) -> None:
    """Load Qt's Chinese texts; RuntimeError where the program was built without them."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    if not any(translator.load(CATALOGUE, str(folder)) for folder in _folders()):
        raise RuntimeError(f"程序缺少 Qt 的中文词条 {CATALOGUE}.qm，请重新安装")
    app.installTranslator(LeftOut(app))
    app.installTranslator(translator)


def _texts(widget: QWidget) -> Iterator[str]:
    yield from (widget.windowTitle(), widget.toolTip(), widget.accessibleName(), widget.statusTip())
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        yield widget.placeholderText()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(row) for row in range(widget.count()))
    if isinstance(widget, QGroupBox):
        yield widget.title()
    for action in widget.actions():
        yield from _action_texts(action)


def _action_texts(action: QAction) -> Iterator[str]:
    yield from (action.text(), action.toolTip())


def english_words(root: QWidget) -> list[str]:
    """Return the texts under ``root`` that hold an English word the user should not meet."""
    texts = (text for widget in [root, *root.findChildren(QWidget)] for text in _texts(widget))
    return [text for text in texts if _WORD.search(ALLOWED.sub("", text.replace("&", "")))]
