"""Nothing that somebody typed is taken for markup: no label, no tooltip reads it (R45)."""

import ast
from pathlib import Path

import pytest
from PySide6.QtGui import Qt, QTextDocumentFragment

import partyoffice
from partyoffice.ui.controls import letters

SOURCES = Path(partyoffice.__file__).parent
PICTURES = {"app/lock_page.py", "ui/calibrating.py"}  # labels that hold a picture and never a text
PLAIN = {"ui/controls.py", "ui/filter_edit.py", "app/lacking.py"}  # set to plain text where they are made


def trees():
    for path in sorted(SOURCES.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if path.parent.name == "showcase":
            continue  # takes the pictures of the manual; no user comes there
        if "QLabel" in text or "ToolTip" in text:
            yield path.relative_to(SOURCES).as_posix(), text, ast.parse(text)


def is_plain(node):
    """Whether a tooltip is our own words, or goes through what spells it out."""
    if isinstance(node, ast.IfExp):
        return is_plain(node.body) and is_plain(node.orelse)
    if isinstance(node, ast.BoolOp):
        return all(map(is_plain, node.values))
    called = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "letters"
    return called or isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and node.id.isupper())


def test_every_label_is_made_plain():
    for name, text, tree in trees():
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "QLabel":
                assert name in PICTURES | PLAIN, name
                assert name in PICTURES or "TextFormat.PlainText" in text, name
            if isinstance(call, ast.ClassDef) and "QLabel" in [getattr(one, "id", "") for one in call.bases]:
                assert "TextFormat.PlainText" in text or "paintEvent" in text, name


def test_every_tooltip_is_spelt_out():
    seen = 0
    for name, _text, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "setToolTip":
                seen += 1
                assert is_plain(node.args[0]), (name, node.lineno)
            asked = getattr(node, "test", None) or getattr(node, "pattern", None)
            if asked is not None and "ToolTipRole" in ast.unparse(asked):
                seen += 1
                answers = [
                    one.value for each in node.body for one in ast.walk(each) if isinstance(one, ast.Return)
                ]
                assert answers
                assert all(map(is_plain, answers)), (name, node.body[0].lineno)
    assert seen > 12


@pytest.mark.parametrize(
    "text",
    [
        "张三", "<b>张</b>", "&lt;", "&amp;", "a & b", "“引”\"'", "1 < 2", "<入党时间>", "<img src='file:///a.png'>",
        "甲\n<b>乙", "<b>甲\n乙", "</qt><b>x", "<script>alert(1)</script>", "<a href='x'>y</a>", "",
    ],
)  # fmt: skip
def test_a_tooltip_shows_its_text_letter_by_letter(text):
    made = letters(text)
    rich = Qt.mightBeRichText(made)
    assert (QTextDocumentFragment.fromHtml(made).toPlainText() if rich else made) == text
