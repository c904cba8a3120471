"""Forms as Word files: the sheet of the PDF as one table to be typed into, the 附页 behind it."""

import io

import docx
import pytest
from docx.oxml.ns import qn
from PIL import Image

from partyoffice.core.cancel import Cancelled
from partyoffice.core.resources import resource
from partyoffice.reports import form_file as form
from partyoffice.reports import form_word

RELATIVE = {
    "relation": "配偶",
    "name": "方砚舟",
    "birth": "1984.05",
    "political_status": "群众",
    "unit": "图书馆",
}
SMALL = (
    'code="T-01"\ntitle="测试表"\nneeds="member"\nmark="自拟式样"\ncolumns=4\nnotes=["甲注", "乙注"]\n'
    '[[rows]]\nheight=9\ncells=[{label="甲"}, {field="a", span=2}, {photo="photo", down=3}]\n'
    '[[rows]]\ncells=[{label="乙", down=2}, {field="b", span=2, lines=true}]\n'
    "[[rows]]\ncells=[{sign=true, span=2}]\n"
    '[[rows]]\nlist="relatives"\nlabel="家庭"\nlabel_span=1\ncount=2\n'
    'columns=[{title="称谓", key="relation"}, {title="姓名", key="name", span=2}]\n'
)


def small():
    return form.parse(SMALL, "小.toml")


def written(tmp_path, made, people):
    path = tmp_path / "a.docx"
    sheets = form_word.write_forms(made, people, path)
    return docx.Document(str(path)), sheets


def grid(table):
    """Return each row's own cells: text, span, merge."""
    rows = []
    for row in table._tbl.tr_lst:
        cells = []
        for cell in row.tc_lst:
            text = "".join(part.text for part in cell.iter(qn("w:t")))
            cells.append((text, cell.grid_span, cell.vMerge))
        rows.append(cells)
    return rows


def test_cells_are_merged_as_the_form_says(tmp_path):
    made, sheets = written(tmp_path, small(), [{"a": "甲值", "relatives": [RELATIVE]}])
    assert sheets == 1
    assert grid(made.tables[0]) == [
        [("甲", 1, None), ("甲值", 2, None), ("照片", 1, "restart")],
        [("乙", 1, "restart"), ("无", 2, None), ("", 1, "continue")],
        [("", 1, "continue"), ("", 2, None), ("", 1, "continue")],
        [("家庭", 1, "restart"), ("称谓", 1, None), ("姓名", 2, None)],
        [("", 1, "continue"), ("配偶", 1, None), ("方砚舟", 2, None)],
        [("", 1, "continue"), ("以下空白", 1, None), ("", 2, None)],
    ]
    texts = [one.text for one in made.paragraphs if one.text]
    assert texts == ["测试表", "\t自拟式样", "注：甲注", "注：乙注"]


def test_rows_are_as_high_and_columns_as_wide_as_on_paper(tmp_path):
    made, _ = written(tmp_path, small(), [None])
    table, section = made.tables[0], made.sections[0]
    assert [round(row.height.mm, 1) for row in table.rows] == [9.0, 7.0, 7.0, 7.0, 7.0, 7.0]
    room = section.page_width - section.left_margin - section.right_margin
    widths = [int(column.get(qn("w:w"))) * 635 for column in table._tbl.tblGrid]
    assert abs(sum(widths) - room) <= 635
    assert max(widths) - min(widths) <= 635


def test_a_picture_keeps_its_shape_in_its_cell(tmp_path, photo):
    made, _ = written(tmp_path, small(), [{"photo": photo}])
    (shape,) = made.inline_shapes
    assert round(100 * shape.width / shape.height) == 71
    held = io.BytesIO()
    Image.new("RGB", (10, 10)).save(held, "WEBP")
    made, _ = written(tmp_path, small(), [{"photo": held.getvalue()}, {"photo": b"none"}])
    assert len(made.inline_shapes) == 1
    assert grid(made.tables[1])[0][2][0] == "照片无法读取"


def test_what_does_not_fit_goes_whole_to_an_annex_with_its_own_numbers(tmp_path):
    long = "".join(f"第{place}项，" for place in range(120))
    people = [{"name": "林知夏", "b": long, "relatives": [RELATIVE] * 3, "stamp": "示例"}, {"name": "沈砚秋"}]
    made, sheets = written(tmp_path, small(), people)
    assert (sheets, len(made.sections)) == (3, 3)
    assert grid(made.tables[0])[1][1][0].endswith("（见附页）")
    assert grid(made.tables[0])[3][0][0] == "家庭（续见附页）"
    texts = [one.text for one in made.paragraphs if one.text]
    assert texts[:8] == [
        "测试表",
        "示例\t自拟式样",
        "注：甲注",
        "注：乙注\t另有附页",
        "测试表（附页）",
        "姓名：林知夏\t编号：T-01\t示例",
        "乙",
        long,
    ]
    assert grid(made.tables[1])[1:] == [[("配偶", 1, None), ("方砚舟", 1, None)]] * 3
    foot = made.sections[1].footer.paragraphs[0]
    assert foot.text == "附页第 1 页 共 1 页"
    assert [code.text.strip() for code in foot._p.iter(qn("w:instrText"))] == ["PAGE", "SECTIONPAGES"]
    assert made.sections[1]._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    assert [made.sections[place].footer.paragraphs[0].text for place in (0, 2)] == ["", ""]


def test_many_people_go_into_one_file_and_progress_counts_them(tmp_path):
    path, told = tmp_path / "a.docx", []
    people = [{"a": name} for name in ("林知夏", "沈砚秋", "方砚舟")]
    assert form_word.write_forms(small(), people, path, lambda *done: told.append(done) or True) == 3
    assert told == [(1, 3), (2, 3), (3, 3)]
    tables = docx.Document(str(path)).tables
    assert [grid(table)[0][1][0] for table in tables] == ["林知夏", "沈砚秋", "方砚舟"]
    with pytest.raises(Cancelled):
        form_word.write_forms(small(), people, path, lambda *_: False)
    assert list(tmp_path.iterdir()) == [path]


GRIDS = [path for path in sorted(resource("forms").glob("*.toml")) if form.read(path).rows]


@pytest.mark.parametrize("path", GRIDS, ids=lambda path: path.stem)
@pytest.mark.parametrize(
    "fill", ["", "一般内容", "很长的内容要缩小字号再折行，" * 12], ids=["empty", "normal", "overfull"]
)
def test_every_shipped_form_says_in_word_what_it_was_given(path, fill, tmp_path):
    made = form.read(path)
    lists = {row.block.key for row in made.rows if row.block}
    values = {key: fill for key in made.fields if key not in lists | {"photo"}} if fill else None
    found, _ = written(tmp_path, made, [values])
    body = "".join(part.text for part in found.element.body.iter(qn("w:t")))
    assert body.startswith(made.title)
    labels = [cell.of for row in made.rows for cell in row.cells if cell.content == "label"]
    assert not [label for label in labels if label.replace("\n", "") not in body]
    assert body.count(fill) >= len(values or {})
