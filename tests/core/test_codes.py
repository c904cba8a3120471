import json
from random import Random

import pytest

from partyoffice.core import codes
from partyoffice.core.errors import OfficeError
from partyoffice.core.resources import home

NAMES = codes.table_names()
EDUCATION_GROUPS = ["研究生", "大学本科", "大学专科", "中专", "高中、中技", "初中及以下"]


def raw(name):
    return json.loads((home() / "resources" / "codes" / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_every_table_says_what_it_is_and_how_sure_we_are(name):
    table = codes.table(name)
    assert table.name == name
    assert table.title
    assert table.version
    assert table.source
    assert table.confidence
    assert table.items


@pytest.mark.parametrize("name", NAMES)
def test_labels_codes_and_everyday_forms_are_never_ambiguous(name):
    table = codes.table(name)
    labels = codes.labels(name)
    assert len(set(labels)) == len(labels)
    numbers = [item.code for item in table.items if item.code]
    assert len(set(numbers)) == len(numbers)
    for item in table.items:
        for form in (item.label, *item.aliases):
            assert codes.find(name, form) == item.label, form
            assert not codes.why_not(name, form)


@pytest.mark.parametrize("name", NAMES)
def test_refused_forms_are_refused_with_a_hint(name):
    for form, hint in codes.table(name).refused.items():
        assert codes.find(name, form) is None
        assert codes.why_not(name, form) == hint


@pytest.mark.parametrize("name", NAMES)
def test_bare_numbers_are_never_taken(name):
    for number in (
        "0",
        "1",
        "2",
        "01",
        "11",
        "013",
        " 1 ",
        "１",
        *(item.code for item in codes.table(name).items),
    ):
        assert codes.find(name, number) is None, number


@pytest.mark.parametrize("name", NAMES)
def test_labels_sort_in_the_order_of_their_table(name):
    labels = codes.labels(name)
    shuffled = Random(7).sample(labels, len(labels))
    assert sorted(shuffled, key=lambda label: codes.order(name, label)) == list(labels)
    assert codes.order(name, "没有这一项") == len(labels)


@pytest.mark.parametrize("name", NAMES)
def test_parents_are_codes_of_the_same_table(name):
    known = {item.code for item in codes.table(name).items}
    assert {item.parent for item in codes.table(name).items if item.parent} <= known


def test_tables_of_the_product_are_there():
    expected = (
        "sex nation education degree education_kind political_status marital job title title_level stratum "
        "front_line category party_status party_post establishment honour_level subject grade joined_kind "
        "leave_kind arrive_kind relation award_kind teaching_honour"
    )
    assert set(expected.split()) <= set(NAMES)


def test_an_unknown_table_is_told():
    with pytest.raises(OfficeError):
        codes.table("nowhere")


@pytest.mark.parametrize(
    ("name", "written", "label"),
    [
        ("nation", "汉族", "汉族"),
        ("nation", "汉", "汉族"),
        ("nation", "868_汉族", "汉族"),
        ("nation", "01 汉族", "汉族"),
        ("nation", "01-汉", "汉族"),
        ("nation", "02蒙古族", "蒙古族"),
        ("nation", "维吾尔", "维吾尔族"),
        ("nation", " 土 家 族 ", "土家族"),
        ("nation", "其他（未识别）", "其他"),
        ("sex", "男", "男"),
        ("sex", "男性", "男"),
        ("sex", "2女", "女"),
        ("education", "本科", "本科"),
        ("education", "大学", "大学"),
        ("education", "博士", "博士研究生"),
        ("education", "省(区、市)委党校研究生", "省委党校研究生"),
        ("degree", "教育硕士", "教育硕士"),
        ("degree", "理学学士学位", "理学学士"),
        ("category", "中共预备党员", "预备党员"),
        ("category", "1正式党员", "正式党员"),
        ("category", "中共党员(正式)", "正式党员"),
        ("job", "事业单位专业技术人员", "事业单位专业技术岗位"),
        ("title", "中小学高级教师", "高级教师"),
        ("title", "小高", "小学高级教师"),
        ("title", "一级教师", "一级教师"),
        ("party_post", "支部书记", "党支部书记"),
        ("party_post", "组织委员", "组织委员"),
        ("grade", "初一", "七年级"),
        ("subject", "政治", "思想政治"),
        ("leave_kind", "自行脱党", "除名（自行脱党）"),
        ("leave_kind", "停止党籍(失联)", "停止党籍（失联）"),
        ("honour_level", "省级", "省部级"),
        ("marital", "离异", "离婚"),
    ],
)
def test_everyday_forms_find_the_official_label(name, written, label):
    assert codes.find(name, written) == label


@pytest.mark.parametrize(
    ("name", "written", "hint"),
    [
        ("nation", "蒙族", "蒙古族"),
        ("nation", "02_蒙族", "蒙古族"),
        ("nation", "维族", "维吾尔族"),
        ("nation", "朝族", "朝鲜族"),
        ("nation", "哈族", "哈尼族"),
        ("sex", "1", "不同软件"),
        ("sex", "0", "不同软件"),
        ("category", "中共党员", "预备党员"),
        ("degree", "本科", "学士"),
        ("leave_kind", "除名", "种类"),
        ("title", "高级", "高级教师"),
    ],
)
def test_a_known_wrong_form_is_refused_and_the_right_one_named(name, written, hint):
    assert codes.find(name, written) is None
    assert hint in codes.why_not(name, written)


@pytest.mark.parametrize("written", ["", "汉族人", "汉族/回族", "无", "火星族", "868_", "01_02"])
def test_unknown_text_finds_nothing_and_needs_no_hint(written):
    assert codes.find("nation", written) is None
    assert not codes.why_not("nation", written)


def test_the_nations_are_fifty_six_and_two():
    items = codes.table("nation").items
    assert [item.code for item in items] == [f"{code:02d}" for code in range(1, 57)] + ["97", "98"]
    assert all(item.label.endswith("族") for item in items[:56])
    assert len({item.alpha for item in items[:56]}) == 56
    assert codes.group("nation", "汉族") == "汉族"
    assert {codes.group("nation", item.label) for item in items[1:]} == {"少数民族"}


@pytest.mark.parametrize(
    ("label", "group"),
    [
        ("博士研究生", 0),
        ("硕士研究生", 0),
        ("研究生班", 0),
        ("中央党校研究生", 0),
        ("大学", 1),
        ("本科", 1),
        ("大学普通班", 1),
        ("省委党校大学", 1),
        ("大专", 2),
        ("专科", 2),
        ("中专", 3),
        ("职业高中", 3),
        ("高中", 4),
        ("中技", 4),
        ("初中", 5),
        ("小学", 5),
    ],
)
def test_education_is_counted_under_the_groups_of_the_yearly_tables(label, group):
    assert codes.group("education", label) == EDUCATION_GROUPS[group]


def test_every_education_has_a_group_that_fits_its_code():
    firsts = {"1": 0, "2": 1, "3": 2, "6": 4, "7": 5, "8": 5, "9": 5}
    for item in codes.table("education").items:
        assert item.group in EDUCATION_GROUPS
        if item.code.startswith("4"):
            assert item.group == EDUCATION_GROUPS[3 if item.code < "47" else 4]
        elif item.code:
            assert item.group == EDUCATION_GROUPS[firsts[item.code[0]]]


def test_the_first_digits_of_education_are_never_doctor_master_bachelor():
    by_code = {item.code: item.label for item in codes.table("education").items if item.code}
    assert (by_code["10"], by_code["20"], by_code["30"]) == ("研究生", "大学本科", "大学专科")
    assert (by_code["73"], by_code["83"]) == ("初中肄业", "小学肄业")


@pytest.mark.parametrize(
    ("label", "level"),
    [
        ("正高级教师", "高级"),
        ("高级教师", "高级"),
        ("中学高级教师", "高级"),
        ("一级教师", "中级"),
        ("小学高级教师", "中级"),
        ("讲师", "中级"),
        ("二级教师", "初级"),
        ("三级教师", "初级"),
        ("未定级", "未定级"),
        ("总工", ""),
    ],
)
def test_titles_have_the_level_the_statistics_ask_for(label, level):
    assert codes.level("title", label) == level


def test_every_title_has_a_level_of_the_level_table():
    assert {item.level for item in codes.table("title").items} == set(codes.labels("title_level"))


def test_teachers_of_public_and_private_schools_are_counted_apart():
    assert codes.group("job", "事业单位专业技术岗位") == "事业单位专业技术人员"
    assert codes.group("job", "民办非企业专业技术岗位") == "民办非企业单位专业技术人员"
    assert codes.group("job", "退休人员") == "离退休人员"
    assert codes.group("job", "高中学生") == "学生"
    assert not codes.group("job", "宇航员")


def test_posts_sort_by_body_and_rank():
    posts = ["党小组组长", "宣传委员", "党支部书记", "党总支书记", "组织委员", "党支部副书记", "党委书记"]
    ordered = ["党委书记", "党总支书记", "党支部书记", "党支部副书记", "组织委员", "宣传委员", "党小组组长"]
    assert sorted(posts, key=lambda post: codes.order("party_post", post)) == ordered
    orders = [item.order for item in codes.table("party_post").items]
    assert orders == sorted(orders)


def test_exits_are_counted_under_the_rows_of_the_yearly_table():
    rows = {item.group for item in codes.table("leave_kind").items}
    assert rows == {"转出组织关系", "死亡", "停止党籍", "出党"}
    removed = [label for label in codes.labels("leave_kind") if label.startswith(("除名", "劝退"))]
    assert len(removed) == 5
    assert {item.group for item in codes.table("arrive_kind").items} == {
        "转入组织关系",
        "发展党员",
        "恢复党籍",
    }


def test_what_is_not_confirmed_is_marked():
    unsure = {item.label for item in codes.table("category").items if item.confidence == "UNCONFIRMED"}
    assert unsure == {"发展对象", "入党积极分子", "入党申请人"}
    assert "UNCONFIRMED" in codes.table("front_line").confidence
    assert codes.table("marital").item("丧偶").confidence == "UNCONFIRMED"


def test_a_school_adds_its_own_labels_after_the_official_ones():
    own = codes.with_additions("teaching_honour", ["青禾名师", "特级教师", "", "青禾名师", "教学骨干"])
    assert own.labels() == (*codes.labels("teaching_honour"), "青禾名师")
    assert own.find("青禾名师") == "青禾名师"
    assert own.find("教学骨干") == "骨干教师"
    assert own.order("青禾名师") == len(codes.labels("teaching_honour"))
    assert not own.group("青禾名师")
    assert codes.find("teaching_honour", "青禾名师") is None


def test_what_a_school_adds_is_no_longer_refused():
    own = codes.with_additions("job", ["教师"])
    assert (codes.find("job", "教师"), own.find("教师")) == (None, "教师")
    assert not own.why_not("教师")
    assert own.why_not("工勤") == codes.why_not("job", "工勤")


def test_an_unknown_label_has_no_item():
    assert codes.table("nation").item("蒙族") is None
    assert codes.table("nation").item("蒙古族").alpha == "MG"


@pytest.mark.parametrize("name", NAMES)
def test_files_hold_nothing_the_program_does_not_read(name):
    known = {"table", "title", "version", "source", "confidence", "note", "refused", "items"}
    assert set(raw(name)) <= known
    assert len(raw(name)["items"]) == len(codes.labels(name))
