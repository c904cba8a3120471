import pytest
from pypdf import PdfReader

from partyoffice.core.cancel import Cancelled
from partyoffice.core.errors import OfficeError
from partyoffice.core.resources import resource
from partyoffice.reports import fonts, form_pdf
from partyoffice.reports import form as form_shape
from partyoffice.reports import form_file as form
from partyoffice.reports.fitting import SMALLEST, Fitted, fit
from partyoffice.reports.form_places import Placing

FIELDS = (
    "name sex ethnicity birth id_number age native_place marital_status taiwan phone telephone address "
    "household work_start education degree enrolled graduated school major degree_on education_kind "
    "other_party category branch group joined full sponsors joined_kind entered_branch job job_from "
    "professional_title stratum frontline migrant post training floating floated_from party_status "
    "lost_kind lost_on archive_place staff_number subject grade team admin_post title title_level "
    "class_teacher honour establishment note photo relatives awards"
)
RELATIVE = {
    "relation": "配偶",
    "name": "方砚舟",
    "birth": "1984.05",
    "political_status": "群众",
    "unit": "图书馆",
}
AWARD = {"on": "2021-07-01", "kind": "奖励", "name": "优秀共产党员", "body": "教育局党委"}
SMALL = 'code="T-01"\ntitle="测试表"\nneeds="member"\ncolumns=4\n'


def collection():
    return form.shipped("mem-01")


def values(**more):
    plain = {
        key: f"值{place}"
        for place, key in enumerate(FIELDS.split())
        if key not in {"photo", "relatives", "awards"}
    }
    return plain | {"name": "顾𬭎", "relatives": [], "awards": []} | more


def printed(path):
    return ["".join(page.extract_text().split()) for page in PdfReader(path).pages]


def test_the_collection_form_asks_for_every_field_once():
    assert sorted(collection().fields) == sorted(FIELDS.split())
    assert (collection().code, collection().mark, collection().needs) == ("MEM-01", "自拟式样", "member")


@pytest.mark.parametrize("path", sorted(resource("forms").glob("*.toml")), ids=lambda path: path.stem)
def test_every_shipped_form_loads_and_can_be_printed_empty(path, tmp_path):
    made = form.read(path)
    target = tmp_path / "blank.pdf"
    assert form_pdf.write_forms(made, [None], target) >= 1
    assert made.places or made.title in printed(target)[0]


def test_a_filled_form_is_one_page_and_holds_every_value(tmp_path, photo):
    path = tmp_path / "form.pdf"
    lists = {"relatives": [RELATIVE], "awards": [AWARD]}
    filled = values(photo=photo, **lists)
    assert form_pdf.write_forms(collection(), [filled], path) == 1
    text = printed(path)[0]
    wanted = [value for value in filled.values() if isinstance(value, str)]
    wanted += [value for entries in lists.values() for value in entries[0].values()]
    assert not [value for value in wanted if value not in text]
    assert "自拟式样" in text
    assert "以下空白" in text
    assert len(PdfReader(path).pages[0].images) == 1


def test_nothing_is_left_blank_but_what_the_pen_fills(tmp_path):
    path = tmp_path / "form.pdf"
    form_pdf.write_forms(collection(), [{}], path)
    text = printed(path)[0]
    fields = len(FIELDS.split()) - 3
    # the two lists say 无 as well, the note below the grid once more, and —— in their other columns
    assert text.count("无") == fields + 2 + 1
    assert text.count("—") == 3 + 4
    form_pdf.write_forms(collection(), [None], path)
    assert printed(path)[0].count("无") == 1


def test_what_does_not_fit_goes_whole_to_an_annex(tmp_path):
    path = tmp_path / "form.pdf"
    long = "".join(f"第{place}项，" for place in range(80))
    entries = [{"relation": f"亲属{place}", "name": "林知夏", "unit": "单位" * 15} for place in range(6)]
    assert form_pdf.write_forms(collection(), [values(note=long, relatives=entries)], path) == 2
    first, annex = printed(path)
    assert "（见附页）" in first
    assert "（续见附页）" in first
    assert "另有附页1页" in first
    assert annex.startswith("党员基本信息采集表（附页）姓名：顾𬭎编号：MEM-01")
    assert long in annex
    assert not [entry for entry in entries if entry["relation"] not in annex]
    assert annex.count("单位" * 15) == 6


def test_many_people_go_into_one_file_and_progress_counts_them(tmp_path):
    path, told = tmp_path / "forms.pdf", []
    people = [values(name=name) for name in ("林知夏", "沈砚秋", "方砚舟")]
    told_all = form_pdf.write_forms(collection(), people, path, lambda *said: told.append(said) or True)
    assert told_all == 3
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert [
        name in text for name, text in zip(("林知夏", "沈砚秋", "方砚舟"), printed(path), strict=True)
    ] == [True] * 3
    with pytest.raises(Cancelled):
        form_pdf.write_forms(collection(), people, path, lambda *_: False)
    assert len(printed(path)) == 3


def test_type_shrinks_before_it_breaks_and_is_never_smaller_than_seven_and_a_half():
    setting = fonts.current().setting("song")
    assert fit("林知夏", 100, 18, setting, 10.5) == Fitted(10.5, ("林知夏",))
    tight = fit("一二三四五六七八", 70, 18, setting, 10.5)
    assert (round(tight.size, 2), len(tight.lines)) == (8.75, 1)
    broken = fit("一二三四五六七八九十", 70, 18, setting, 10.5)
    assert (broken.size, len(broken.lines), broken.whole) == (SMALLEST, 2, True)
    several = fit("一二三四五六七八", 70, 40, setting, 10.5, several=True)
    assert (several.size, len(several.lines)) == (10.5, 2)
    cut = fit("长" * 500, 70, 18, setting, 10.5)
    assert not cut.whole
    assert cut.lines[-1].endswith("（见附页）")
    assert fit("长" * 50, 9, 9, setting, 10.5).lines == ("见附页",)


def test_values_no_face_can_print_are_named():
    found = form_pdf.uncovered_in(
        values(name="张\uabcd", awards=[{"name": "\U0001f600", "on": ""}], photo=b"x")
    )
    assert found == [("张\uabcd", "\uabcd"), ("\U0001f600", "\U0001f600")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("code=", "结尾处不合 TOML 的写法|第 1 行第 6 个字处不合 TOML 的写法"),
        ('code="a"\ntitle=', "第 2 行第 7 个字处不合 TOML|结尾处不合 TOML"),
        ('title="表"', "没有写“code”"),
        (SMALL, "要写 \\[\\[rows\\]\\] 或"),
        (SMALL + "[[rows]]\n", "第 5 行（第 1 排）：既没有 cells，也没有 list"),
        (SMALL + '[[rows]]\ncells=[{label="姓名", span=3}]', "（第 1 排）：各格共占 3 份，应为 4 份"),
        (
            SMALL + '[[rows]]\ncells=[{label="姓名", span=4},\n{field="a", sapn=2}]',
            "第 7 行（第 1 排第 2 格）：不认识“sapn”",
        ),
        (SMALL + "[[rows]]\ncells=[{span=4}]", "第 1 格）：只能写"),
        (SMALL + '[[rows]]\ncells=[{label="a", field="b"}]', "第 1 格）：只能写"),
        (SMALL + '[[rows]]\ncells=[{label="a", span=0}]', "“span”应为不小于 1 的整数"),
        (SMALL + '[[rows]]\ncells=[{label="a", span=true}]', "“span”应为不小于 1 的整数"),
        (
            SMALL + '[[rows]]\ncells=[{label="a", span=4, align="middle"}]',
            "“align”只能是 left、center、right",
        ),
        (SMALL + '[[rows]]\ncells=[{label="a", span=4, lines=1}]', "“lines”只能是 true 或 false"),
        (SMALL + '[[rows]]\ncells=[{label="a", span=4, foot="盖章"}]', "“foot”应为写在方括号里的几段文字"),
        (SMALL + '[[rows]]\nheight=-1\ncells=[{label="a", span=4}]', "“height”应为不小于 1 的数"),
        (SMALL + '[[rows]]\ncells=[{label="a", span=4, down=2}]', "还有没写完的高格"),
        (
            SMALL
            + '[[rows]]\ncells=[{label="a", span=4, down=2}]\n[[rows]]\nsheet=true\ncells=[{label="a"}]',
            "各格共占 5 份|没写完的高格",
        ),
        (SMALL + '[[rows]]\nlist="a"', "列表没有写 columns"),
        (SMALL + '[[rows]]\nlist="a"\ncolumns=[{title="甲"}]', "都要有 title 和 key"),
        (
            SMALL + '[[rows]]\nlist="a"\nlabel_span=1\ncolumns=[{title="甲",key="b"}]',
            "列表各列共占 2 份，应为 4 份",
        ),
        (SMALL + '[[rows]]\nflow=true\ncells=[{label="a", span=4}]', "写了 flow 的一排"),
        (SMALL + '[[rows]]\nheight=300\ncells=[{label="a", span=4}]', "到这一排共高 300 毫米"),
        (SMALL + '[page]\ncolour=3\n[[rows]]\ncells=[{label="a", span=4}]', "不认识“colour”"),
        (SMALL + '[page]\nwide=3\n[[rows]]\ncells=[{label="a", span=4}]', "“wide”应为不小于 20 的数"),
        (SMALL + '[page]\nsize="B5"\n[[rows]]\ncells=[{label="a", span=4}]', "“size”只能是 A4、A3、16开"),
        (SMALL + '[page]\ntop="宽"\n[[rows]]\ncells=[{label="a", span=4}]', "“top”应为不小于 0 的数"),
        (SMALL + 'colour="red"\n[[rows]]\ncells=[{label="a", span=4}]', "不认识“colour”"),
        (SMALL + 'rows="甲"', "“rows”应写成"),
        (SMALL + '[[places]]\ntext="甲"\nx=1\ny=2', "第 5 行（第 1 处）：没有写“width”"),
        (SMALL + '[[places]]\noption="男"\nx=1\ny=2\nwidth=3', "option 要用 key"),
        (SMALL + '[[places]]\ntext="甲"\nx=1\ny=2\nwidth=3\nface="arial"', "“face”只能是 song"),
        (
            SMALL + '[tile]\nacross=3\nwidth=80\nheight=20\n[[places]]\ntext="甲"\nx=1\ny=2\nwidth=3',
            "排出了纸外",
        ),
        (
            SMALL + '[tile]\nacross=999\nwidth=0\nheight=9\n[[places]]\ntext="甲"\nx=1\ny=2\nwidth=3',
            "“width”应为不小于 1 的数",
        ),
        (SMALL + "columns2=" + "9" * 5000, "有一个数太长"),
        (SMALL + "a=" + "[" * 3000 + "]" * 3000, "括号套得太深"),
        ("a" + ".a" * 60_000 + "=1", "名称里的点太多"),
        (SMALL + 'page=3\n[[rows]]\ncells=[{label="a", span=4}]', "第 5 行：“page”应写成 \\[page\\]"),
        (SMALL + 'tile=[1]\n[[places]]\ntext="甲"\nx=1\ny=2\nwidth=3', "“tile”应写成 \\[tile\\]"),
        (SMALL + '[page]\nsize=["A4"]\n[[rows]]\ncells=[{label="a", span=4}]', "“size”只能是 A4"),
        (
            SMALL + '[[places]]\ntext="甲"\nx=1\ny=2\nwidth=3\nsheet=1000000',
            "“sheet”应为不小于 1 的整数，最多",
        ),
        (SMALL + '[[places]]\ntext="甲"\nx=1\ny=2\nwidth=2500', "“width”应为不小于 0 的数，并小于 2000"),
        ("#" * 300_000, "太大"),
    ],
)
def test_a_faulty_form_is_named_with_line_and_cell(text, said):
    with pytest.raises(OfficeError, match=said) as refused:
        form.parse(text, "测试.toml")
    assert "表样“测试.toml”" in refused.value.what


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '[[rows]]\ncells=[{label="a"},\n{field="nmae", span=3}]',
            "第 7 行（第 1 排第 2 格）：.*没有名为“nmae”",
        ),
        ('[[rows]]\ncells=[{label="a"},{text="{nmae}", span=3}]', "没有名为“nmae”"),
        ('[[rows]]\ncells=[{label="a"},{sign=true, span=3, foot=["{nmae}"]}]', "没有名为“nmae”"),
        ('[[rows]]\nlist="nmae"\nlabel_span=0\ncolumns=[{title="甲",key="b", span=4}]', "没有名为“nmae”"),
        ('[[places]]\noption="男"\nkey="nmae"\nx=1\ny=2\nwidth=3', "没有名为“nmae”"),
    ],
)
def test_a_form_asking_for_what_nobody_knows_is_refused(text, said):
    with pytest.raises(OfficeError, match=said):
        form.parse(SMALL + text, "测试.toml", {"name"})


def test_cells_may_reach_down_beside_lists_of_rows(tmp_path):
    text = SMALL + (
        '[[rows]]\ncells=[{label="甲", down=2}, {field="a", span=2}, {photo="p", down=3}]\n'
        '[[rows]]\ncells=[{field="b", span=2, empty="—"}]\n'
        '[[rows]]\ncells=[{label="乙"}, {sign=true, span=2}]\n'
    )
    path = tmp_path / "small.pdf"
    assert form_pdf.write_forms(form.parse(text, "小.toml"), [{"a": "甲值"}], path) == 1
    assert printed(path)[0] == "测试表甲甲值照片—乙"


def test_a_line_for_the_pen_is_never_longer_than_a_sheet_could_hold():
    assert len(form_shape.filled_in("{name:999999999999}", None)) == 2 * 999


def test_a_long_text_in_a_place_without_width_is_cut_at_once(stopped_clock):
    text = SMALL + '[[places]]\nfield="name"\nlines=true\nx=1\ny=2\nwidth=0'
    placing = Placing(form.parse(text, "测试.toml"), {"name": "长" * 20_000}, fonts.current())
    (box,) = placing.sheets()[0].boxes
    assert box.text.lines == ("见附页",)
    assert placing.annex[1].text == "长" * 20_000
