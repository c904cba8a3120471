"""Forms of places: letters, cards, labels, and the print laid over a page that was printed before."""

import itertools

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from partyoffice.reports import form_file, form_pdf, form_word
from partyoffice.reports.form import PEN, PEN_ROOM, Manner

PLACED = """
code = "T-02"
title = "测试信"
needs = "member"
base = "both"
measured = false
mark = "自拟式样"
[[places]]
text = "介 绍 信"
x = 20
y = 30
width = 170
height = 12
size = 22
face = "title"
align = "center"
[[places]]
field = "name"
x = 50
y = 60
width = 40
height = 8
size = 14
[[places]]
option = "男"
key = "sex"
x = 100
y = 60
width = 8
height = 8
[[places]]
option = "女"
key = "sex"
x = 110
y = 60
width = 8
height = 8
[[places]]
text = "兹有{name}同志，请转接组织关系。"
x = 30
y = 80
width = 150
height = 60
size = 16
face = "fang"
lines = true
indent = 2
leading = 1.75
[[places]]
rule = true
x = 10
y = 150
width = 190
dashed = true
[[places]]
field = "digits"
x = 50
y = 100
width = 60
gap = 3
[[places]]
sheet = 2
field = "name"
x = 20
y = 20
width = 30
align = "right"
"""
VALUES = {"name": "林知夏", "sex": "女", "digits": "123"}


def form(text=PLACED):
    return form_file.parse(text, "信.toml")


def write(tmp_path, values, manner=form_pdf.PLAIN, text=PLACED):
    path = tmp_path / "a.pdf"
    return form_pdf.write_forms(form(text), [values], path, None, manner), path


def characters(path, sheet=0):
    """Each character with its left and upper edge in millimetres from the paper's corner."""
    pdf = pypdfium2.PdfDocument(path)
    page = pdf[sheet]
    text, high = page.get_textpage(), page.get_height()
    found = []
    for at in range(text.count_chars()):
        left, _bottom, _right, top = text.get_charbox(at, loose=True)
        found.append((text.get_text_range(at, 1), left / 72 * 25.4, (high - top) / 72 * 25.4))
    pdf.close()
    return [one for one in found if one[0].strip()]


def test_everything_stands_where_the_form_says(tmp_path):
    pages, path = write(tmp_path, VALUES)
    assert pages == 2
    first = characters(path)
    name = [one for one in first if one[0] in "林知夏"][:3]
    assert [round(one[1], 1) for one in name] == pytest.approx([50.0, 54.9, 59.9], abs=0.2)
    assert all(60 <= one[2] <= 64 for one in name)
    digits = [one[1] for one in first if one[0] in "123"]
    steps = [right - left for left, right in itertools.pairwise(digits)]
    assert all(step > 3 + 1.5 for step in steps)
    begin = next(one for one in first if one[0] == "兹")
    assert begin[1] == pytest.approx(30 + 2 * 16 * 25.4 / 72, abs=0.3)
    last = characters(path, 1)[2]
    assert last[0] == "夏"
    assert last[1] == pytest.approx(50 - 12 * 25.4 / 72, abs=0.3)


def test_an_overlay_prints_only_what_is_filled_in_at_the_same_places(tmp_path):
    _, path = write(tmp_path, VALUES)
    full = {(char, round(x, 1), round(y, 1)) for char, x, y in characters(path)}
    _, path = write(tmp_path, VALUES, Manner(overlay=True))
    over = characters(path)
    assert "".join(one[0] for one in over) == "林知夏123"
    assert {(char, round(x, 1), round(y, 1)) for char, x, y in over} <= full


def test_only_one_field_can_be_added_to_a_page_printed_before(tmp_path):
    _, path = write(tmp_path, VALUES, Manner(only=frozenset({"digits"})))
    assert "".join(one[0] for one in characters(path)) == "123"


def lines_of(path):
    """The strokes of a page as PDF operators."""
    content = PdfReader(path).pages[0].get_contents().get_data().decode("latin-1")
    return content.count(" l")


def test_the_wrong_choice_is_struck_out_and_nothing_while_none_is_made(tmp_path):
    _, path = write(tmp_path, VALUES)
    struck = lines_of(path)
    _, path = write(tmp_path, {**VALUES, "sex": ""})
    assert struck - lines_of(path) == 1
    _, path = write(tmp_path, VALUES, Manner(overlay=True))
    assert lines_of(path) == 1


def test_whose_pattern_it_is_and_that_it_was_not_measured_is_said(tmp_path):
    _, path = write(tmp_path, VALUES)
    text = PdfReader(path).pages[0].extract_text()
    assert "自拟式样；套打位置未校准" in text
    _, path = write(tmp_path, VALUES, Manner(overlay=True))
    assert "未校准" not in PdfReader(path).pages[0].extract_text()


def test_an_empty_letter_leaves_room_for_the_pen(tmp_path):
    _, path = write(tmp_path, None)
    text = "".join(PdfReader(path).pages[0].extract_text().split())
    assert f"兹有{PEN * PEN_ROOM}同志，请转接组织关系。" in text
    assert "男" in text
    assert "女" in text


def test_what_does_not_fit_shrinks_and_then_goes_to_an_annex(tmp_path):
    pages, path = write(tmp_path, {**VALUES, "name": "阿依古丽·买买提" * 12})
    texts = ["".join(page.extract_text().split()) for page in PdfReader(path).pages]
    assert pages == len(texts) > 2
    assert "阿依古丽·买买提" * 12 in texts[-1]


def test_word_sets_each_text_in_a_frame_at_its_place(tmp_path):
    path = tmp_path / "a.docx"
    assert form_word.write_forms(form(), [VALUES], path) == 2
    made = Document(str(path))
    framed = {}
    for one in made.paragraphs:
        frame = one._p.pPr.find(qn("w:framePr"))
        if frame is not None and one.text:
            framed[one.text] = tuple(int(frame.get(qn(f"w:{side}"))) for side in "xy")
    assert framed["林知夏"][0] in {round(50 / 25.4 * 1440), round(20 / 25.4 * 1440)}
    assert framed["介 绍 信"] == (round(20 / 25.4 * 1440), pytest.approx(1726, abs=40))
    assert framed["　　兹有林知夏同志，请转接组织关系。"][0] == round(30 / 25.4 * 1440)
    struck = [run.text for one in made.paragraphs for run in one.runs if run.font.strike]
    assert struck == ["男"]
    assert len(made.sections) == 2


TILED = """
code = "T-03"
title = "标签"
needs = ""
[tile]
across = 2
down = 3
width = 90
height = 60
left = 15
top = 20
[[places]]
frame = true
x = 5
y = 5
width = 80
height = 50
[[places]]
field = "name"
x = 10
y = 10
width = 60
"""


def test_labels_stand_side_by_side_row_by_row(tmp_path):
    path = tmp_path / "a.pdf"
    people = [{"name": f"标签{letter}"} for letter in "甲乙丙丁戊己庚"]
    assert form_pdf.write_forms(form(TILED), people, path) == 2
    first = {char: (x, y) for char, x, y in characters(path)}
    assert first["乙"][0] - first["甲"][0] == pytest.approx(90, abs=0.2)
    assert first["丙"][1] - first["甲"][1] == pytest.approx(60, abs=0.2)
    assert "庚" not in first
    assert "庚" in {one[0] for one in characters(path, 1)}
    word = tmp_path / "a.docx"
    assert form_word.write_forms(form(TILED), people, word) == 2
    assert "标签庚" in "".join(one.text for one in Document(str(word)).paragraphs)
