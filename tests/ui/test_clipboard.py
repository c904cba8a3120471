"""U19: what the office's other programs put on the clipboard comes in as it was meant."""

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from partyoffice.core.errors import OfficeError
from partyoffice.ui import clipboard, copying
from partyoffice.ui.clipboard import read

NUMBER = "330099198802034122"
PLAIN = {
    "one cell": ("沈砚秋", [["沈砚秋"]]),
    "one cell of Excel, its line end belongs to it": ("沈砚秋\r\n", [["沈砚秋"]]),
    "a row": ("沈砚秋\t女\r\n", [["沈砚秋", "女"]]),
    "a column": ("女\r\n男\r\n", [["女"], ["男"]]),
    "a block with CRLF": ("甲\t1\r\n乙\t2\r\n", [["甲", "1"], ["乙", "2"]]),
    "a block with LF, as from Linux": ("甲\t1\n乙\t2\n", [["甲", "1"], ["乙", "2"]]),
    "a block with CR, as from an old Mac": ("甲\t1\r乙\t2\r", [["甲", "1"], ["乙", "2"]]),
    "no line end after the last row": ("甲\t1\r\n乙\t2", [["甲", "1"], ["乙", "2"]]),
    "an empty cell in the middle": ("甲\t\t丙\r\n", [["甲", "", "丙"]]),
    "leading empty cells": ("\t\t丙\r\n", [["", "", "丙"]]),
    "trailing empty cells": ("甲\t\t\r\n", [["甲", "", ""]]),
    "an empty row between": ("甲\r\n\r\n丙\r\n", [["甲"], [""], ["丙"]]),
    "one empty cell": ("\r\n", [[""]]),
    "an empty last row is kept, only one line end is taken": ("甲\r\n\r\n", [["甲"], [""]]),
    "a whole empty row of two": ("\t\r\n甲\t乙\r\n", [["", ""], ["甲", "乙"]]),
    "a line end inside a quoted cell": ('"第一行\n第二行"\t乙\r\n', [["第一行\n第二行", "乙"]]),
    "CRLF inside a quoted cell": ('"第一行\r\n第二行"\r\n', [["第一行\n第二行"]]),
    "a tab inside a quoted cell": ('"甲\t乙"\t丙\r\n', [["甲\t乙", "丙"]]),
    "doubled quotes inside a quoted cell": ('"他说""好""\n走了"\r\n', [['他说"好"\n走了']]),
    "a quoted cell at the end without line end": ('甲\t"乙\n丙"', [["甲", "乙\n丙"]]),
    "a quoted empty cell": ('""\t乙\r\n', [["", "乙"]]),
    "quotes in the middle are text": ('5"管\t乙\r\n', [['5"管', "乙"]]),
    "a quote that never closes is text": ('"未完\t乙\r\n', [['"未完', "乙"]]),
    "words after a closing quote make it text": ('"甲"乙\t丙\r\n', [['"甲"乙', "丙"]]),
    "Chinese quotes are text": ("“党建+”\t乙\r\n", [["“党建+”", "乙"]]),
    "full-width digits stay for the field": ("２０２５．７．１\r\n", [["２０２５．７．１"]]),
    "rows of different length stay so": ("甲\t乙\r\n丙\r\n", [["甲", "乙"], ["丙"]]),
    "blanks at the edges stay": (" 甲 \t乙\r\n", [[" 甲 ", "乙"]]),
    "a NUL that Windows leaves at the end": ("甲\r\n\0", [["甲"]]),
    "nothing": ("", []),
}


def shown(block):
    return [list(row) for row in block]


@pytest.mark.parametrize("name", PLAIN)
def test_tab_text_comes_apart_as_excel_means_it(name):
    text, wanted = PLAIN[name]
    assert shown(read(text)) == wanted


def html(*rows, style=""):
    body = "".join(f"<tr>{row}</tr>\r\n" for row in rows)
    return f"<html><head><style><!--{style}--></style></head><body><!--StartFragment--><table>{body}</table>"


XL = '.xl65 {mso-number-format:"\\@";} .xl66 {mso-number-format:"yyyy\\-mm\\-dd";}'
RICH = {
    "a number shown in part is taken whole from x:num": (
        "甲\t3.30E+11\r\n", html('<td>甲</td><td x:num="330099198802">3.30E+11</td>'),
        [["甲", "330099198802"]],
    ),
    "x:num with a decimal nought is a whole number": (
        "1.99E+10\r\n", html('<td x:num="19900000001.000">1.99E+10</td>'), [["19900000001"]],
    ),
    "a text kept in x:str": ("3.3E+17\r\n", html(f'<td x:str="{NUMBER}">3.3E+17</td>'), [[NUMBER]]),
    "a column too narrow for its number": ("####\r\n", html('<td x:num="2026">####</td>'), [["2026"]]),
    "a column too narrow for its date": (
        "########\r\n", html('<td class=xl66 x:num="41081">########</td>', style=XL), [["2012-06-21"]],
    ),
    "the format may stand in the cell": (
        "########\r\n",
        html('<td style=\'mso-number-format:"yyyy/m/d"\' x:num="41081">########</td>'), [["2012-06-21"]],
    ),
    "a date that is shown is taken as shown": (
        "2012/6/21\r\n", html('<td class=xl66 x:num="41081">2012/6/21</td>', style=XL), [["2012/6/21"]],
    ),
    "text cells stay what they are": (
        f"{NUMBER}\r\n", html(f"<td class=xl65 x:str>{NUMBER}</td>", style=XL), [[NUMBER]],
    ),
    "line ends of a cell come from the plain flavour": (
        '"甲\n乙"\t丙\r\n', html("<td>甲<br>\r\n    乙</td><td>丙</td>"), [["甲\n乙", "丙"]],
    ),
    "merged cells are one value and empty cells": (
        "", html("<td colspan=2>甲</td><td>乙</td>", "<td>1</td><td>2</td><td>3</td>"),
        [["甲", "", "乙"], ["1", "2", "3"]],
    ),
    "cells merged downwards leave empty cells below": (
        "", html("<td rowspan=2>甲</td><td>1</td>", "<td>2</td>"), [["甲", "1"], ["", "2"]],
    ),
    "a hard blank is a blank": ("", html("<td>&nbsp;</td><td>甲&nbsp;乙</td>"), [[" ", "甲 乙"]]),
    "entities are characters": ("", html("<td>甲&lt;乙&amp;丙&gt;</td>"), [["甲<乙&丙>"]]),
    "source line ends are blanks, <br> is a line end": (
        "", html("<td>一\r\n  二<br>三</td>"), [["一 二\n三"]],
    ),
    "paragraphs of Word inside a cell do not tear the table": (
        "姓名\t经历\r\n沈砚秋\t一\r\n二\r\n",
        html("<td><p>姓名</p></td><td><p>经历</p></td>", "<td><p>沈砚秋</p></td><td><p>一</p><p>二</p></td>"),
        [["姓名", "经历"], ["沈砚秋", "一\n二"]],
    ),
    "a table inside a cell is its text": (
        "", html("<td>甲<table><tr><td>乙</td></tr></table></td><td>丙</td>"), [["甲乙", "丙"]],
    ),
    "HTML without a table changes nothing": ("甲\t乙\r\n", "<p>甲 乙</p>", [["甲", "乙"]]),
    "HTML cut off in the middle": ("", "<table><tr><td>甲<td>乙", [["甲", "乙"]]),
    "the style sheet is no text": ("", html("<td>甲</td>", style="td {color: red}"), [["甲"]]),
}  # fmt: skip


@pytest.mark.parametrize("name", RICH)
def test_the_html_flavour_is_taken_where_it_keeps_more(name):
    plain, rich, wanted = RICH[name]
    assert shown(read(plain, rich)) == wanted


def test_too_much_for_one_paste_is_said_in_one_sentence(monkeypatch):
    monkeypatch.setattr(clipboard, "MOST_CELLS", 3)
    with pytest.raises(OfficeError, match="最多粘贴 3 个单元格"):
        read("1\t2\r\n3\t4\r\n")
    monkeypatch.setattr(clipboard, "MOST_CHARACTERS", 3)
    with pytest.raises(OfficeError, match="复制的内容太多"):
        read("甲乙丙丁")


def test_html_is_not_even_read_where_the_plain_text_is_an_even_block(monkeypatch):
    monkeypatch.setattr("partyoffice.ui.clipboard_html.table", lambda _html: pytest.fail("was read"))
    assert shown(read("甲\t1\r\n乙\t2\r\n", "<table><tr><td>甲<td>1<tr><td>乙<td>2</table>")) == [
        ["甲", "1"], ["乙", "2"]
    ]  # fmt: skip


def test_what_the_program_copies_it_reads_back_as_it_was(qapp):
    block = [["沈砚秋", NUMBER, ""], ['他说"好"', "一\n二", "甲\t乙"], ["", "<b>&", " "]]
    made = copying.mime(block)
    assert shown(read(made.text(), made.html())) == block
    QGuiApplication.clipboard().setMimeData(made)
    assert shown(clipboard.block()) == block


def test_an_empty_clipboard_is_an_empty_block(qapp):
    QGuiApplication.clipboard().setMimeData(QMimeData())
    assert clipboard.block() == ()
