"""Word templates: placeholders wherever they stand, a row for everybody, or a paper for each."""

import zipfile

import docx
import pytest
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.shared import Pt
from papers import people

from partyoffice.core.cancel import Cancelled
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.filling import word
from partyoffice.filling.opening import Wanted
from partyoffice.members.filling import targets

SHARED = {
    "unit": "青禾中学",
    "today": Day(2026, 11, 20),
    "count": "2",
    "branch": "第一党支部",
    "year": "2026",
}


def fill(path, found, shared=SHARED, **more):
    made = path.with_name(f"填好-{path.name}")
    answers = more.pop("answers", {})
    done = word.fill(path, made, Wanted(targets(()), "fill", answers), found, shared, **more)
    return done, made


def paper(path, *lines):
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    made.save(path)
    return path


def lines(path):
    return [one.text for one in docx.Document(path).paragraphs]


def test_each_person_gets_a_paper_of_their_own_on_a_new_page(tmp_path):
    path = paper(tmp_path / "表.docx", "姓名：{{姓名}}", "性别：【性别】，{{单位}}")
    done, made = fill(path, people(3))
    assert (done.rows, done.left) == (3, ())
    names = [one["name"] for one in people(3)]
    assert lines(made)[::2] == [f"姓名：{name}" for name in names]
    assert lines(made)[1] == "性别：男，青禾中学"
    breaks = [bool(one.paragraph_format.page_break_before) for one in docx.Document(made).paragraphs]
    assert breaks == [False, False, True, False, True, False]


def test_a_placeholder_parted_over_runs_keeps_the_type_it_begins_in(tmp_path):
    path = tmp_path / "表.docx"
    made = docx.Document()
    whole = made.add_paragraph("甲")
    for text, size in (("乙{", 12), ("{姓", 20), ("名", 30), ("}", 8), ("}丙", 9)):
        whole.add_run(text).font.size = Pt(size)
    made.save(path)
    _done, filled = fill(path, people(1))
    runs = docx.Document(filled).paragraphs[0].runs
    assert "".join(run.text for run in runs) == f"甲乙{people(1)[0]['name']}丙"
    assert next(run.font.size for run in runs if people(1)[0]["name"] in run.text) == Pt(12)


def test_placeholders_are_found_in_tables_heads_feet_and_text_boxes(tmp_path):
    path = tmp_path / "表.docx"
    made = docx.Document()
    table = made.add_table(rows=1, cols=1)
    table.cell(0, 0).add_table(rows=1, cols=1).cell(0, 0).text = "{{姓名}}"
    box = (
        '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:pict><v:shape><v:textbox><w:txbxContent>'
        "<w:p><w:r><w:t>框里的{{姓名}}</w:t></w:r></w:p>"
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r><w:r><w:t>框外{{性别}}</w:t></w:r></w:p>"
    )
    made.element.body.insert(1, parse_xml(box))
    made.sections[0].header.paragraphs[0].text = "{{单位}}"
    made.sections[0].footer.paragraphs[0].text = "{{年度}} 年"
    made.save(path)
    _done, filled = fill(path, people(1))
    name = people(1)[0]["name"]
    with zipfile.ZipFile(filled) as archive:
        body = archive.read("word/document.xml").decode()
    assert f"框里的{name}" in body
    assert "框外男" in body
    again = docx.Document(filled)
    assert again.tables[0].cell(0, 0).tables[0].cell(0, 0).text == name
    assert again.sections[0].header.paragraphs[0].text == "青禾中学"
    assert again.sections[0].footer.paragraphs[0].text == "2026 年"


def test_a_row_with_a_running_number_is_repeated_and_its_twins_go(tmp_path):
    path = tmp_path / "名单.docx"
    made = docx.Document()
    made.add_paragraph("{{支部}}名单（{{人数}}人）")
    table = made.add_table(rows=4, cols=3)
    for row in (1, 2):
        for cell, text in zip(
            table.rows[row].cells, ("{{序号}}", "{{姓名}}", "{{出生日期：1985.3}}"), strict=True
        ):
            cell.text = text
    table.cell(3, 0).text = "合计"
    made.add_paragraph("{{姓名}}")
    made.save(path)
    done, filled = fill(path, people(5))
    assert done.look.roster
    assert done.left == ("姓名",)
    found = [[cell.text for cell in row.cells] for row in docx.Document(filled).tables[0].rows]
    assert found[0] == ["", "", ""]
    assert found[1:-1] == [
        [str(at), one["name"], f"{one['birth'].year}.{one['birth'].month}"]
        for at, one in enumerate(people(5), 1)
    ]
    assert found[-1][0] == "合计"
    assert lines(filled) == ["第一党支部名单（2人）", "{{姓名}}"]


def test_an_empty_roster_keeps_one_empty_row(tmp_path):
    path = tmp_path / "名单.docx"
    made = docx.Document()
    table = made.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "{{序号}}", "{{姓名}}"
    made.save(path)
    done, filled = fill(path, [])
    assert done.rows == 0
    assert [cell.text for cell in docx.Document(filled).tables[0].rows[0].cells] == ["", ""]


@pytest.mark.parametrize(
    ("placeholder", "told"),
    [
        ("{{出生日期}}", "1970年1月1日"),
        ("{{出生年月}}", "1970年1月"),
        ("{{ 出生日期 : 1985.03 }}", "1970.01"),
        ("{{出生日期｜1985-03-12}}", "1970-01-01"),
        ("｛｛出生日期：1985年3月｝｝", "1970年1月"),
        ("{{公民身份证号码}}", people(1)[0]["id_number"]),
        ("{{今天}}", "2026年11月20日"),
        ("{{年龄}}岁", "30岁"),
        ("{{备注}}", "无"),
    ],
)
def test_what_a_placeholder_says(placeholder, told, tmp_path):
    _done, made = fill(paper(tmp_path / "表.docx", placeholder), [people(1)[0] | SHARED], blank="无")
    assert lines(made) == [told]


def test_unknown_placeholders_stand_and_are_told_and_brackets_of_others_are_left(tmp_path):
    path = paper(tmp_path / "表.docx", "{{姓名}}{{身高}}{{职务}}", "教党〔2026〕3号【密件】{ 单 }")
    done, made = fill(path, people(1))
    assert done.left == ("身高", "职务")
    assert done.look.unmapped == ["身高"]
    assert [one.heading for one in done.look.ambiguous] == ["职务"]
    assert lines(made)[1] == "教党〔2026〕3号【密件】{ 单 }"
    done, made = fill(path, people(1), answers={"职务": "党内职务", "身高": "性别"})
    assert lines(made)[0] == f"{people(1)[0]['name']}男组织委员"
    assert done.left == ()


def test_hostile_values_are_text_and_lines_stay_lines(tmp_path):
    path = paper(tmp_path / "表.docx", "{{姓名}}", "{{备注}}")
    hostile = people(1)[0] | {"name": "<b>&{{性别}}", "note": "第一行\n第二行\x07\ue0000\ue001"}
    _done, made = fill(path, [hostile, *people(1)])
    assert lines(made)[0] == "<b>&{{性别}}"
    assert lines(made)[1].startswith("第一行\n第二行")


def test_a_template_that_begins_with_a_table_begins_each_paper_on_a_new_page(tmp_path):
    path = tmp_path / "表.docx"
    made = docx.Document()
    made.add_table(rows=1, cols=1).cell(0, 0).text = "{{姓名}}"
    made.save(path)
    _done, filled = fill(path, people(3))
    again = docx.Document(filled)
    assert [one.cell(0, 0).text for one in again.tables] == [one["name"] for one in people(3)]
    assert sum(bool(one.paragraph_format.page_break_before) for one in again.paragraphs) == 2


def test_a_template_of_several_sections_keeps_them_for_everybody(tmp_path):
    path = tmp_path / "表.docx"
    made = docx.Document()
    made.add_paragraph("{{姓名}}")
    wide = made.add_section(WD_SECTION.NEW_PAGE)
    wide.page_width, wide.page_height = wide.page_height, wide.page_width
    made.add_paragraph("{{性别}}")
    made.save(path)
    _done, filled = fill(path, people(3))
    sections = docx.Document(filled).sections
    assert [one.page_width > one.page_height for one in sections] == [False, True] * 3


def test_names_that_may_stand_once_stand_once(tmp_path):
    path = tmp_path / "表.docx"
    made = docx.Document()
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    mark = f'<w:p {space}><w:bookmarkStart w:id="0" w:name="签名"/><w:r><w:t>{{{{姓名}}}}</w:t></w:r>'
    made.element.body.insert(0, parse_xml(f'{mark}<w:bookmarkEnd w:id="0"/></w:p>'))
    made.save(path)
    _done, filled = fill(path, people(4))
    with zipfile.ZipFile(filled) as archive:
        assert archive.read("word/document.xml").count("签名".encode()) == 1


def test_a_page_head_can_name_one_person_only(tmp_path):
    path = tmp_path / "表.docx"
    made = docx.Document()
    made.add_paragraph("{{姓名}}")
    made.sections[0].header.paragraphs[0].text = "{{姓名}}"
    made.save(path)
    _done, filled = fill(path, people(1))
    assert docx.Document(filled).sections[0].header.paragraphs[0].text == people(1)[0]["name"]
    with pytest.raises(OfficeError, match="页眉"):
        fill(path, people(2))


def test_everything_it_need_not_touch_stays(tmp_path):
    path = paper(tmp_path / "表.docx", "{{姓名}}")
    _done, made = fill(path, people(2))
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(made) as after:
        changed = {name for name in before.namelist() if before.read(name) != after.read(name)}
        assert before.namelist() == after.namelist()
    assert changed == {"word/document.xml"}


def test_nobody_is_refused_and_a_cancelled_filling_leaves_nothing(tmp_path):
    path = paper(tmp_path / "表.docx", "{{姓名}}")
    with pytest.raises(OfficeError, match="没有要填的人"):
        fill(path, [])
    with pytest.raises(Cancelled):
        fill(path, people(100), progress=lambda done, _total: done == 0)
    assert [one.name for one in tmp_path.iterdir()] == ["表.docx"]
