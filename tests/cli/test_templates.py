"""``fill`` and ``compare`` as somebody types them."""

import shutil

import docx
import openpyxl
import pytest

from partyoffice.store.office import Office


@pytest.fixture
def template(tmp_path):
    book = openpyxl.Workbook()
    page = book.active
    page["A1"] = "党员花名册"
    for column, text in enumerate(("序号", "姓名", "身份证号", "出生年月", "职务", "身高"), 1):
        page.cell(2, column, text)
    page["A4"] = "填表人："
    book.save(tmp_path / "模板.xlsx")
    return tmp_path / "模板.xlsx"


@pytest.fixture
def word(tmp_path):
    made = docx.Document()
    made.add_paragraph("{{姓名}} {{身份证号}} {{身高}}")
    made.save(tmp_path / "表.docx")
    return tmp_path / "表.docx"


def column(path, letter, first, last):
    return [openpyxl.load_workbook(path).active[f"{letter}{row}"].value for row in range(first, last + 1)]


def test_fill_tells_the_rows_what_filled_them_and_what_nobody_knows(answer, office, template, tmp_path):
    made = tmp_path / "好.xlsx"
    told = answer("--office", office, "fill", template, made, "--as-of", "2026-11-20")
    assert told["rows"] == 24
    assert told["mapping"] == {
        "序号": "serial",
        "姓名": "name",
        "身份证号": "id_number",
        "出生年月": "born_month",
    }
    assert told["unmapped"] == ["身高"]
    assert [one["heading"] for one in told["ambiguous"]] == ["职务"]
    assert column(made, "A", 3, 27) == [*range(1, 25), "填表人：林知夏"]
    assert all("*" in one for one in column(made, "C", 3, 26))


def test_fill_takes_answers_a_branch_a_word_for_nothing_and_whole_numbers(answer, office, template, tmp_path):
    made = tmp_path / "好.xlsx"
    words = ("--map", "职务=党内职务", "--map", "身高=-", "--empty", "无", "--unmasked", "--roster", "formal")
    told = answer("--office", office, "fill", template, made, *words, "--order", "姓氏拼音")
    assert told["mapping"]["职务"] == "post"
    assert "无" in column(made, "E", 3, 2 + told["rows"])
    assert not any("*" in one for one in column(made, "C", 3, 2 + told["rows"]))
    assert column(made, "F", 3, 2 + told["rows"]) == [None] * told["rows"]


def test_fill_of_an_empty_office_is_an_empty_sheet(answer, tmp_path, template):
    office = tmp_path / "空.dangwu"
    answer("new", office)
    assert answer("--office", office, "fill", template, tmp_path / "好.xlsx")["rows"] == 0


def test_fill_writes_a_word_paper_for_each_or_for_one(answer, office, word, tmp_path):
    made = tmp_path / "好.docx"
    told = answer("--office", office, "fill", word, made)
    assert (told["rows"], told["unmapped"], told["roster"]) == (24, ["身高"], False)
    name = docx.Document(made).paragraphs[3].text.split()[0]
    told = answer("--office", office, "fill", word, made, "--member", name, "--unmasked")
    assert told["rows"] == 1
    assert [one.text.split()[0] for one in docx.Document(made).paragraphs] == [name]


def test_both_work_beside_an_open_window_and_change_nothing(answer, office, template, tmp_path):
    before = office.read_bytes()
    with Office.open(office):
        assert answer("--office", office, "fill", template, tmp_path / "好.xlsx")["rows"] == 24
        answer("--office", office, "export", "members", tmp_path / "名册.xlsx", "--unmasked")
        found = answer("--office", office, "compare", tmp_path / "名册.xlsx")
    assert (found["only_here"], found["only_there"], found["different"]) == ([], [], [])
    assert found["same"] == 24
    assert office.read_bytes() == before


def test_compare_tells_who_is_missing_on_either_side_and_what_differs(answer, office, tmp_path):
    path = tmp_path / "名册.xlsx"
    answer(
        "--office",
        office,
        "export",
        "members",
        path,
        "--columns",
        "姓名,性别,身份证号,家庭住址,年龄",
        "--unmasked",
    )
    book = openpyxl.load_workbook(path)
    page = book.active
    page.delete_cols(page.max_column)
    first, gone = page["A2"].value, page["A4"].value
    page["B2"] = "女" if page["B2"].value == "男" else "男"
    page["D3"] = None
    page["A4"], page["C4"] = "谭怀山", "330099198802110047"
    book.save(path)
    found = answer("--office", office, "compare", path)
    assert found["only_here"] == [gone]
    assert found["only_there"] == ["谭怀山"]
    assert [(one["who"], one["field"], one["row"]) for one in found["different"]] == [(first, "性别", 2)]
    assert {found["different"][0]["here"], found["different"][0]["there"]} == {"男", "女"}
    assert found["unmapped"] == ["年龄"]
    found = answer("--office", office, "compare", path, "--empties")
    assert [one["field"] for one in found["different"]] == ["性别", "家庭住址"]
    branch = answer("--office", office, "compare", path, "--branch", "第一党支部（文科）")
    assert set(branch["only_here"]) <= {gone}


def test_a_list_exported_masked_differs_in_nothing(answer, office, tmp_path):
    path = tmp_path / "名册.xlsx"
    answer("--office", office, "export", "members", path)
    book = openpyxl.load_workbook(path)
    book.active.delete_cols(book.active.max_column)
    book.save(path)
    found = answer("--office", office, "compare", path)
    assert (found["different"], found["unclear"], found["only_here"], found["only_there"]) == ([], [], [], [])


# In angles stand files of the test.
ABSURD = [
    ["fill", "没有.xlsx", "好.xlsx"],
    ["fill", "<office>", "好.xlsx"],
    ["fill", "<template>", "<template>"],
    ["fill", "<template>", "<office>"],
    ["fill", "<template>", "好.pdf"],
    ["fill", "<template>", "好.docx"],
    ["fill", "<word>", "好.xlsx"],
    ["fill", "<template>", "没有的/好.xlsx"],
    ["fill", "<template>", "好.xlsx", "--roster", "nobody"],
    ["fill", "<template>", "好.xlsx", "--order", "身高"],
    ["fill", "<template>", "好.xlsx", "--branch", "没有"],
    ["fill", "<template>", "好.xlsx", "--member", "没有"],
    ["fill", "<template>", "好.xlsx", "--map", "职务"],
    ["fill", "<template>", "好.xlsx", "--map", "没有=姓名"],
    ["fill", "<template>", "好.xlsx", "--map", "职务=身高"],
    ["fill", "<template>", "好.xlsx", "--sheet", "没有"],
    ["fill", "<template>", "好.xlsx", "--as-of", "2026-13-01"],
    ["fill", "<template>", "好.xlsx", "--year", "1"],
    ["compare", "没有.xlsx"],
    ["compare", "<office>"],
    ["compare", "<word>"],
    ["compare", "<template>", "--sheet", "没有"],
    ["compare", "<template>", "--as-of", "昨天"],
    ["compare", "<template>", "--branch", "没有"],
    ["compare", "<template>", "--map", "没有=姓名"],
]


@pytest.mark.parametrize("words", ABSURD, ids=" ".join)
def test_absurd_wishes_are_refused_and_nothing_is_written(
    refusal, office, template, word, tmp_path, monkeypatch, words
):
    monkeypatch.chdir(tmp_path)
    files = {"<office>": office, "<template>": template, "<word>": word}
    before = {one.name: one.read_bytes() for one in tmp_path.iterdir()}
    refusal("--office", office, *(files.get(one, one) for one in words))
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == before


@pytest.mark.parametrize(
    "words",
    [
        ["fill"],
        ["fill", "a.xlsx"],
        ["compare"],
        ["fill", "a.xlsx", "b.xlsx", "--year", "2025", "--as-of", "2025-01-01"],
    ],
)
def test_wrong_usage_is_two(ask, words):
    assert ask(*words)[0] == 2


def test_an_older_file_is_replaced_whole(answer, office, template, tmp_path):
    made = shutil.copyfile(template, tmp_path / "好.xlsx")
    answer("--office", office, "fill", template, made)
    assert column(made, "A", 27, 27) == ["填表人：林知夏"]
