"""What single keys of a form do: at, when, red, indent, the room for the pen, labels, blank labels."""

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from partyoffice.core.errors import OfficeError
from partyoffice.reports import fonts, form_pdf, form_word
from partyoffice.reports.form import PEN, filled_in
from partyoffice.reports.form_file import parse
from partyoffice.reports.form_fill import Filling
from partyoffice.reports.form_places import Placing

HEAD = 'code="T-01"\ntitle="测试"\nneeds=""\n'
AT = "at=[10,20,60,8]\n"


def boxes(text, values=None):
    form = parse(HEAD + text, "测试.toml")
    return list(Placing(form, values, fonts.current()).boxes(1))


def test_a_place_may_give_its_four_lengths_at_once():
    [one] = parse(HEAD + f'[[places]]\nfield="a"\n{AT}', "a.toml").places
    assert (one.x, one.y, one.width, one.height) == (10, 20, 60, 8)
    for wrong in ("at=[1,2,3]\n", "at=7\n", 'at=["a",1,2,3]\n'):
        with pytest.raises(OfficeError, match=r"第 1 处.*(at 要写成|应为)"):
            parse(HEAD + f'[[places]]\nfield="a"\n{wrong}', "a.toml")


def test_what_is_printed_only_when_something_is_chosen_takes_the_first_where_nothing_is():
    text = "".join(f'[[places]]\ntext="{word}宽"\nwhen="wide={word}"\n{AT}' for word in ("20", "30"))
    assert [box.said for box in boxes(text, {"wide": "30"})] == ["30宽"]
    assert [box.said for box in boxes(text, {"wide": ""})] == ["20宽"]
    assert [box.said for box in boxes(text)] == ["20宽"]
    assert boxes(text, {"wide": "40"}) == []
    assert parse(HEAD + text, "a.toml").fields == ("wide",)
    with pytest.raises(OfficeError, match="栏目=内容"):
        parse(HEAD + f'[[places]]\ntext="a"\nwhen="wide"\n{AT}', "a.toml")
    with pytest.raises(OfficeError, match="没有名为“wide”的栏目"):
        parse(HEAD + text, "a.toml", known=["a"])


def test_every_paragraph_is_indented_and_the_middle_one_is_not_at_the_head():
    [one] = boxes(f'[[places]]\nfield="a"\nlines=true\nindent=2\n{AT}', {"a": "甲\n乙"})
    assert (one.said, one.top) == ("　　甲\n　　乙", True)
    [centred] = boxes(f'[[places]]\nfield="a"\nlines=true\nalign="center"\n{AT}', {"a": "甲"})
    assert not centred.top
    assert boxes(f'[[places]]\nfield="a"\nindent=2\n{AT}', {"a": ""}) == []


def test_nothing_leaves_as_much_room_for_the_pen_as_the_form_says():
    assert filled_in("兹证明{name:6}同志，{sex}", {"name": "林知夏"}) == f"兹证明林知夏同志，{PEN * 4}"
    assert filled_in("{name:6}", None) == PEN * 6
    assert filled_in("{day:日}", None) == "　　　　年　　月　　日"
    assert filled_in("{ill:□}因病", {"ill": ""}) == "□因病"
    assert filled_in("书记：　{day:日}", {"day": "2026年3月4日"}) == "书记：　2026年3月4日"


def test_red_is_red_in_pdf_and_in_word(tmp_path):
    text = f'[[places]]\ntext="政治生日"\nred=true\nsize=30\n{AT}[[places]]\nframe=true\nred=true\n{AT}'
    text += '[[places]]\ntext="黑"\nsize=30\nat=[10,60,60,20]\n'
    form, path = parse(HEAD + text, "a.toml"), tmp_path / "a.pdf"
    form_pdf.write_forms(form, [{}], path)
    picture = pypdfium2.PdfDocument(path)[0].render(scale=1).to_pil()
    colours = {pixel for _count, pixel in picture.getcolors(100_000)}
    assert (255, 0, 0) in colours
    assert min(max(pixel) for pixel in colours) < 20  # the other text stayed black
    form_word.write_forms(form, [{}], path.with_suffix(".docx"))
    body = docx.Document(str(path.with_suffix(".docx"))).element.body
    inks = [ink.get(qn("w:val")) for ink in body.iter(qn("w:color"))]
    assert inks == ["FF0000"]


def test_blank_labels_fill_their_sheet(tmp_path):
    tile = "[tile]\nacross=3\ndown=4\nwidth=60\nheight=40\n"
    form = parse(f'{HEAD}{tile}[[places]]\ntext="号"\nat=[1,1,9,9]\n', "a.toml")
    path = tmp_path / "a.pdf"
    assert form_pdf.write_forms(form, [None], path) == 1
    assert pypdfium2.PdfDocument(path)[0].get_textpage().get_text_range().count("号") == 12
    assert form_pdf.write_forms(form, [{}] * 13, path) == 2


GRID = "columns=4\n[[rows]]\n"


def test_a_label_of_two_lines_has_as_much_in_each_in_pdf_and_word(tmp_path):
    cells = 'height=20\ncells=[{label="家庭主要成员",span=1},{field="a",span=3}]\n'
    form = parse(f"{HEAD}{GRID}{cells}[page]\nwide=90\nhigh=200\n", "a.toml")
    label = Filling(form, {"a": "甲"}, fonts.current()).sheets()[0].boxes[0]
    assert label.text.lines == ("家庭主", "要成员")
    form_word.write_forms(form, [{"a": "甲"}], tmp_path / "a.docx")
    first = docx.Document(str(tmp_path / "a.docx")).tables[0].cell(0, 0)
    assert first.text == "家庭主\n要成员"


def test_the_mark_of_nothing_stands_in_the_middle_of_a_list():
    columns = '{title="单位",key="unit",span=2,align="left"},{title="姓名",key="name",span=2}'
    form = parse(f'{HEAD}{GRID}list="a"\ncount=2\ncolumns=[{columns}]\n', "a.toml")
    found = Filling(form, {"a": [{"unit": "图书馆"}, {"name": "沈砚秋"}]}, fonts.current()).sheets()[0]
    sides = {box.said: box.align for box in found.boxes}
    assert (sides["图书馆"], sides["—"], sides["单位"]) == ("left", "center", "center")


def test_word_counts_the_sheets_that_the_form_itself_begins(tmp_path):
    cell = "cells=[{label='甲',span=4}]\n"
    form = parse(f"{HEAD}columns=4\n[[rows]]\n{cell}[[rows]]\nsheet=true\n{cell}", "a.toml")
    form_word.write_forms(form, [{}], tmp_path / "a.docx")
    feet = [section.footer.paragraphs[0].text for section in docx.Document(str(tmp_path / "a.docx")).sections]
    assert feet == ["第 1 页 共 2 页", "第 2 页 共 2 页"]
