"""Grids of several sheets: rows that grow, fill, flow on with repeated heads, feet with signatures."""

import re

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from partyoffice.reports import fonts, form_file, form_pdf, form_word
from partyoffice.reports.brush import MM
from partyoffice.reports.form_fill import Filling
from partyoffice.reports.form_flow import shared

HEAD = 'code="T-01"\ntitle="测试表"\nneeds=""\ncolumns=4\nheight=10\n'
REGISTER = HEAD + (
    '[[rows]]\nagain=true\ncells=[{label="会议"}, {field="meeting", span=3}]\n'
    '[[rows]]\nlist="people"\nflow=true\ncount=3\n'
    'columns=[{title="序号", key="#"}, {title="姓名", key="name", span=2}, {title="签到", key="sign"}]\n'
    '[[rows]]\nheight=20\ncells=[{label="负责人"}, '
    '{sign=true, span=3, foot=["签名：　　　　", "　　年　月　日"]}]\n'
)
MINUTES = HEAD + (
    '[[rows]]\nagain=true\ncells=[{label="会议"}, {field="meeting", span=3}]\n'
    '[[rows]]\nflow=true\nfill=true\ncells=[{label="内容"}, {field="text", span=3, lines=true, top=true}]\n'
    '[[rows]]\ncells=[{label="主持人"}, {sign=true, span=3}]\n'
)


def printed(path):
    return ["".join(page.extract_text().split()) for page in PdfReader(path).pages]


def filled(text, values):
    return Filling(form_file.parse(text, "小.toml"), values, fonts.current())


def write(tmp_path, text, values):
    path = tmp_path / "a.pdf"
    return form_pdf.write_forms(form_file.parse(text, "小.toml"), [values], path), path


def people(count):
    return [{"name": f"党员{place:03d}号", "sign": "已签"} for place in range(1, count + 1)]


@pytest.mark.parametrize(
    ("total", "counts"),
    [
        (0, [0]), (5, [5]), (7, [6, 1]), (8, [7, 1]), (10, [8, 2]), (13, [8, 5]), (14, [8, 5, 1]),
        (15, [8, 6, 1]), (24, [8, 9, 6, 1]),
    ],
)  # fmt: skip
def test_what_flows_is_shared_among_sheets_and_none_is_left_empty(total, counts):
    made = shared(total, first=8, middle=9, alone=5, last=5)
    assert sum(made) == total
    assert all(made) or total == 0
    assert made[-1] <= 5
    assert len(made) <= len(counts)


def test_a_long_register_goes_on_over_sheets_with_its_head_and_the_signature_last(tmp_path):
    pages, path = write(tmp_path, REGISTER, {"meeting": "支部党员大会", "people": people(61)})
    texts = printed(path)
    assert pages == len(texts) == 3
    for number, text in enumerate(texts, 1):
        assert text.startswith("测试表会议支部党员大会序号姓名签到")
        assert f"第{number}页共3页" in text
    assert ["负责人" in text for text in texts] == [False, False, True]
    whole = "".join(texts)
    assert not [one["name"] for one in people(61) if whole.count(one["name"]) != 1]
    assert "61党员061号" in texts[-1]


def test_a_short_register_is_one_sheet_with_the_rest_struck_out(tmp_path):
    pages, path = write(tmp_path, REGISTER, {"meeting": "支委会", "people": people(2)})
    (text,) = printed(path)
    assert pages == 1
    assert "2党员002号已签以下空白" in text
    assert "签名：" in text
    assert "页" not in text.replace("附页", "")


def test_an_empty_register_counts_its_rows_for_the_pen(tmp_path):
    _, path = write(tmp_path, REGISTER, None)
    (text,) = printed(path)
    assert "序号姓名签到123负责人" in text


def test_a_register_of_exactly_one_sheet_has_no_second(tmp_path):
    capacity = next(
        count for count in range(100, 0, -1) if write(tmp_path, REGISTER, {"people": people(count)})[0] == 1
    )
    pages, path = write(tmp_path, REGISTER, {"people": people(capacity)})
    assert pages == 1
    assert write(tmp_path, REGISTER, {"people": people(capacity + 1)})[0] == 2
    assert f"党员{capacity:03d}号" in printed(path)[0] or pages == 1


def test_long_minutes_flow_on_line_by_line_and_nothing_is_lost(tmp_path):
    said = "\n".join(f"第{place}位发言：讨论了年度工作安排和分工，大家同意。" for place in range(120))
    pages, path = write(tmp_path, MINUTES, {"meeting": "支部党员大会", "text": said})
    texts = printed(path)
    assert pages >= 3
    bodies = "".join(text.split("内容", 1)[1] for text in texts)
    bodies = "".join(part for part in bodies.split("\n"))
    assert not [place for place in range(120) if f"第{place}位发言：" not in bodies]
    assert "主持人" in texts[-1]
    assert not any("主持人" in text for text in texts[:-1])


def test_short_minutes_fill_the_sheet_to_its_foot():
    filling = filled(MINUTES, {"meeting": "会", "text": "一句话"})
    (laid,) = filling.sheets()
    low = max(box.y + box.height for box in laid.boxes)
    form = filling.form
    room = (form.page.millimetres[1] - form.page.top - form.page.bottom) * MM
    assert room - 60 < low < room


GROWING = HEAD + (
    '[[rows]]\ngrow=true\ncells=[{label="表现"}, {field="text", span=3, lines=true, top=true, '
    'foot=["支部书记签名：　　　　", "（盖章）　　年　月　日"]}]\n'
    '[[rows]]\ngrow=true\nlist="people"\nlabel="成员"\nlabel_span=1\ncount=1\n'
    'columns=[{title="姓名", key="name", span=3}]\n'
    '[[rows]]\nsheet=true\ncells=[{label="第二页"}, {field="more", span=3, align="right"}]\n'
)


def test_rows_that_grow_take_the_free_room_before_anything_shrinks(tmp_path):
    values = {"text": "表现很好。" * 120, "people": people(5), "more": "右边"}
    pages, path = write(tmp_path, GROWING, values)
    first, second = printed(path)
    assert pages == 2
    assert "附页" not in first
    assert first.count("表现很好。") == 120
    assert all(one["name"] in first for one in people(5))
    assert second.startswith("测试表第二页右边")
    sizes = {box.text.size for box in filled(GROWING, values).sheets()[0].boxes if box.text}
    assert sizes == {10.5}


def test_what_outgrows_the_sheet_goes_to_an_annex(tmp_path):
    pages, path = write(tmp_path, GROWING, {"text": "表现很好。" * 900, "people": people(40)})
    texts = printed(path)
    assert pages > 2
    assert texts[0].count("支部书记签名：") == 1
    annex = re.sub(r"附页第.页共.页|姓名(?=党员02)", "", "".join(texts[2:]))
    assert annex.count("表现很好。") == 900
    assert all(one["name"] in annex for one in people(40))


def test_word_leaves_what_flows_to_word_and_repeats_the_head(tmp_path):
    path = tmp_path / "a.docx"
    form = form_file.parse(REGISTER, "小.toml")
    form_word.write_forms(form, [{"meeting": "支部党员大会", "people": people(61)}], path)
    (table,) = Document(str(path)).tables
    heads = [
        row
        for row in table._tbl.tr_lst
        if row.trPr is not None and row.trPr.find(qn("w:tblHeader")) is not None
    ]
    assert ["".join(text.text for text in row.iter(qn("w:t"))) for row in heads] == [
        "会议支部党员大会", "序号姓名签到",
    ]  # fmt: skip
    assert len(table.rows) == 2 + 61 + 1
    last = table.rows[-1].cells[-1]
    assert [one.text for one in last.paragraphs] == ["签名：", "　　年　月　日"]
    rooms = [one._p.pPr.ind.right.pt for one in last.paragraphs]  # blanks at the end are none to Word
    assert rooms == [4 * 10.5, 0]


def test_templates_in_a_cell_leave_room_for_the_pen_where_nothing_is_known(tmp_path):
    text = HEAD + '[[rows]]\ncells=[{label="甲"}, {text="自{start}起，{name}负责", span=3, align="left"}]\n'
    _, path = write(tmp_path, text, {"name": "林知夏", "start": ""})
    assert printed(path) == ["测试表甲自________起，林知夏负责"]
    path = tmp_path / "b.pdf"
    form_pdf.write_forms(form_file.parse(text, "小.toml"), [None], path)
    assert printed(path) == ["测试表甲自________起，________负责"]


BOOK = HEAD + (
    '[[rows]]\ncover=true\nheight=80\ncells=[{label="教育考察登记表", span=4, size=26}]\n'
    '[[rows]]\ncells=[{label="姓名"}, {field="name", span=3, empty=""}]\n'
    '[[rows]]\nsheet=true\neach="reviews"\nleast=2\n'
    'cells=[{label="考察情况"}, {field="said", span=3, empty="", foot=["{on:日}"]}]\n'
    '[[rows]]\ncells=[{label="被考察人"}, {field="name", span=3}]\n'
)


@pytest.mark.parametrize(("count", "sheets"), [(0, 3), (1, 3), (2, 3), (5, 6)])
def test_a_sheet_is_printed_for_each_entry_of_a_list_and_as_often_as_the_form_says(tmp_path, count, sheets):
    reviews = [{"said": f"第{at}次考察", "on": f"2026年{at}月1日"} for at in range(1, count + 1)]
    pages, path = write(tmp_path, BOOK, {"name": "林知夏", "reviews": reviews})
    texts = printed(path)
    assert pages == len(texts) == sheets
    for at in range(count):
        assert f"第{at + 1}次考察" in texts[at + 1]
        assert f"2026年{at + 1}月1日" in texts[at + 1]
    assert all("林知夏" in text for text in texts)  # what the entry does not say is the subject's
    assert all("年月日" in text for text in texts[1 + count :])


def test_a_cover_has_neither_title_nor_rules_nor_a_number(tmp_path):
    cover, *sheets = filled(BOOK, {"name": "林知夏", "reviews": []}).sheets()
    assert cover.cover
    assert not any(box.framed for box in cover.boxes)
    assert (cover.boxes[0].role, cover.boxes[0].said) == ("title", "教育考察登记表")
    assert all(box.framed for sheet in sheets for box in sheet.boxes)
    _pages, path = write(tmp_path, BOOK, {"name": "林知夏"})
    first, second, _ = printed(path)
    assert "测试表" not in first
    assert "第1页" not in first
    assert "测试表" in second
    assert "第2页共3页" in second
    word = path.with_suffix(".docx")
    form_word.write_forms(form_file.parse(BOOK, "小.toml"), [{"name": "林知夏"}], word)
    tables = Document(str(word)).element.body.findall(qn("w:tbl"))
    rules = [next(table.iter(qn("w:tblBorders"))) for table in tables]
    ruled = [{side.get(qn("w:val")) for side in each} for each in rules]
    assert ruled == [{"nil"}, {"single"}, {"single"}]


def test_a_blank_book_has_the_sheets_its_form_says(tmp_path):
    form = form_file.parse(BOOK, "小.toml")
    assert form.sheets == 3
    assert form.fields == ("name", "said", "on", "reviews")
    assert write(tmp_path, BOOK, None)[0] == 3
