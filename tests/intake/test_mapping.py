"""Headings find their fields, and those with two meanings are asked about, never guessed."""

import json
from pathlib import Path

import pytest
from zoo import table

from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field
from partyoffice.core.resources import read_json
from partyoffice.intake.headings import hint, known, plain
from partyoffice.intake.mapping import check_answers, fingerprint, map_columns
from partyoffice.intake.staging import stage
from partyoffice.intake.target import Options, Target

ASKED = ("职务", "联系人", "转正", "单位", "发展时间", "备注", "部门")


def target(key: str, title: str, *headings: str, **about) -> Target:
    return Target(key, Field(key, title), headings or known(key), **about)


@pytest.fixture
def every_target():
    return tuple(target(key, f"栏目{key}") for key in read_json("headings.json")["fields"])


@pytest.mark.parametrize(
    "text",
    [
        "姓名",
        "姓 名",
        "姓    名",
        "姓名：",
        "姓名*",
        "*姓名",
        "姓\n名",
        "姓名（必填）",
        "姓名 ：",
        "【必填】姓名",
        "姓\u3000名",
    ],
)
def test_a_heading_is_known_however_it_is_dressed(text):
    assert plain(text) == "姓名"


def test_a_heading_that_is_all_brackets_keeps_its_text():
    assert plain("（姓名）") == "(姓名)"


def test_the_bracketed_hint_can_be_asked_for():
    assert hint("转正时间（支部大会讨论转正时间）") == "支部大会讨论转正时间"
    assert not hint("转正时间")


def test_every_heading_on_record_is_mapped_or_asked_about(every_target):
    words = [word for words in read_json("headings.json")["fields"].values() for word in words]
    for word in words:
        columns = map_columns([word], every_target, {})
        assert columns.keys or columns.ambiguous, word


def test_a_heading_of_two_fields_is_asked_about_with_both(every_target):
    columns = map_columns(["职务", "户籍地址"], every_target, {})
    assert not columns.keys
    asked = {one.heading: one.could_be for one in columns.ambiguous}
    assert asked["职务"] == ("栏目party_post", "栏目title", "栏目job")
    assert asked["户籍地址"] == ("栏目household", "栏目address")


@pytest.mark.parametrize("word", ASKED)
def test_some_words_are_asked_about_even_with_one_meaning_here(word):
    columns = map_columns(["姓名", word], (target("name", "姓名"), target("x", "栏目", word)), {})
    assert columns.headings() == {"姓名": "name"}
    assert [one.heading for one in columns.ambiguous] == [word]
    assert len(columns.ambiguous[0].could_be) > 1


def test_a_part_may_say_that_a_word_is_plain_in_its_sheets():
    columns = map_columns(["备注"], (target("remark", "备注", plain_here=("备注",)),), {})
    assert columns.headings() == {"备注": "remark"}


def test_two_headings_for_one_field_are_asked_about():
    columns = map_columns(
        ["姓名", "加入党组织日期", "入党时间"], (target("name", "姓名"), target("joined", "入党时间")), {}
    )
    assert [(one.heading, one.could_be) for one in columns.ambiguous] == [
        ("加入党组织日期", ("入党时间", "不导入")),
        ("入党时间", ("入党时间", "不导入")),
    ]


def test_a_loose_heading_leaves_the_field_to_a_strict_one():
    targets = (target("phone", "手机号码"), target("name", "姓名"))
    columns = map_columns(["姓名", "联系电话", "手机号"], targets, {})
    assert columns.headings() == {"姓名": "name", "手机号": "phone"}
    assert columns.unmapped == [1]
    assert map_columns(["姓名", "联系电话"], targets, {}).headings() == {"姓名": "name", "联系电话": "phone"}


def test_an_answer_settles_the_other_of_two_headings():
    columns = map_columns(
        ["加入党组织日期", "入党时间"], (target("joined", "入党时间"),), {"入党时间": "入党时间"}
    )
    assert columns.headings() == {"入党时间": "joined"}
    assert columns.unmapped == [0]
    assert not columns.ambiguous


@pytest.mark.parametrize("answer", ["党内职务", "party_post", "支部职务"])
def test_an_answer_is_taken_by_title_key_or_synonym(every_target, answer):
    targets = (*every_target, target("other", "党内职务", "x"))
    if answer == "党内职务":
        targets = targets[-1:]
    columns = map_columns(["职 务："], targets, {"职务": answer})
    assert list(columns.keys) == [0]
    assert columns.answered == {"职务": columns.keys[0]}


def test_leaving_a_column_out_is_an_answer(every_target):
    columns = map_columns(["职务", "姓名"], every_target, {"职务": "不导入"})
    assert columns.headings() == {"姓名": "name"}
    assert (columns.unmapped, columns.ambiguous, columns.answered) == ([0], [], {"职务": ""})


def test_a_meaning_that_no_field_has_leaves_the_column_out():
    targets = (target("branch", "所在党支部"), target("name", "姓名"))
    question = map_columns(["姓名", "单位"], targets, {}).ambiguous[0]
    assert question.could_be == ("所在党支部", "工作单位")
    columns = map_columns(["姓名", "单位"], targets, {"单位": "工作单位"})
    assert (columns.headings(), columns.unmapped, columns.answered) == ({"姓名": "name"}, [1], {"单位": ""})


def test_the_second_of_two_phones_goes_to_the_field_that_waits_for_it():
    waiting = target("telephone", "联系电话", *known("landline"), after="phone")
    phone = target("phone", "手机号码", *known("phone"), plain_here=("联系电话",))
    assert map_columns(["联系电话"], (phone, waiting), {}).headings() == {"联系电话": "phone"}
    both = map_columns(["手机号", "联系电话"], (phone, waiting), {})
    assert both.headings() == {"手机号": "phone", "联系电话": "telephone"}


def test_an_answer_that_names_no_field_lists_the_fields():
    with pytest.raises(OfficeError, match=r"没有名为“级别”的栏目.*姓名、不导入"):
        map_columns(["职务"], (target("name", "姓名"),), {"职务": "级别"})


def test_one_field_is_not_filled_by_two_columns():
    with pytest.raises(OfficeError, match="有两列都指定为“姓名”"):
        map_columns(["甲", "乙"], (target("name", "姓名"),), {"甲": "姓名", "乙": "姓名"})


def test_an_answer_about_a_heading_that_is_not_there_is_refused():
    with pytest.raises(OfficeError, match=r"表头里没有“职务”.*姓名、性别"):
        check_answers({"职务": "党内职务"}, ["姓名", "", "性别"])
    check_answers({"姓名": "姓名", "备注（第 3 列）": "备注"}, ["姓名", "备注", "备注"])


def test_columns_of_the_same_name_are_told_apart_by_place():
    targets = (target("remark", "备注", plain_here=("备注",)), target("name", "姓名"))
    columns = map_columns(["姓名", "备注", "备注"], targets, {})
    assert [one.heading for one in columns.ambiguous] == ["备注", "备注（第 3 列）"]
    columns = map_columns(["姓名", "备注", "备注"], targets, {"备注（第 3 列）": "备注"})
    assert columns.keys == {2: "remark", 0: "name"}


def test_a_sheet_without_a_needed_column_is_refused():
    with pytest.raises(OfficeError, match="表里没有“姓名”这一列"):
        map_columns(["性别"], (target("name", "姓名", must=True), target("sex", "性别")), {})


def test_the_fingerprint_does_not_depend_on_order_or_blanks():
    assert fingerprint("members", ["姓 名", "性别："]) == fingerprint("members", ["性别", "", "姓名"])
    assert fingerprint("members", ["姓名"]) != fingerprint("dues", ["姓名"])


HEADS = {
    "GZ": (
        "姓名|身份证号码|警号|性别|民族|籍贯|是否台湾省籍|出生日期|学历|人员类别|所在党支部|加入党组织日期|转为正式党员日期"
        "|工作岗位|参加工作日期|家庭住址|联系电话|固定电话|婚姻状况|减少原因|排序"
    ),
    "district": (
        "党支部|姓名|性别|民族|籍贯|出生年月|学历|党内职务|参加工作时间|入党时间|转正时间|正式/预备|是否本年度新调进党员"
        "|户籍所在地|身份证号|联系电话|备注|区内党支部"
    ),
    "office": (
        "序号|姓名|党内职务|性别|民族|出生年月|籍贯|参加工作时间|文化程度|行政职务|入党时间|任党内职务时间"
        "|现在家庭住址|所属上级"
    ),
    "pioneer": (
        "序号|姓名|身份证号码|性别|民族|出生日期|学历|人员类别|所在党组织|入党时间|转正时间|工作岗位|家庭住址"
        "|联系电话|固定电话"
    ),
    "national": (
        "序号|姓名|性别|公民身份号码|民族|出生日期|学历|人员类别|学位|所在党支部|手机号码|入党日期|转正日期|党龄|党龄校正值"
        "|新社会阶层类型|工作岗位|从事专业技术职务|是否农民工|现居住地|户籍所在地|是否失联党员|是否流动党员|入党类型|转正情况"
    ),
    "owip": (
        "工作证号|姓名|性别|出生日期|年龄|民族|籍贯|证件号码|政治面貌|所在党支部|所属单位|入党时间|入党时所在党支部|入党介绍人"
        "|转正时间|转正时所在党支部|党内职务|专业技术职务|职称级别|学历|毕业学校|专业|学位|手机号码"
    ),
}


@pytest.mark.parametrize("name", HEADS)
def test_whole_real_rows_of_headings_are_understood(every_target, name):
    labels = HEADS[name].split("|")
    columns = map_columns(labels, every_target, {})
    found = set(columns.keys.values())
    assert {"name", "sex", "nation", "birth", "joined"} <= found
    assert {one.heading for one in columns.ambiguous} <= {"备注"}


def test_an_answer_is_remembered_with_the_import_and_asked_no_more(office, importer, tmp_path):
    path = tmp_path / "名册.csv"
    path.write_text(table([["姓名", "职务"], ["林知夏", "组织委员"]]), encoding="utf-8")
    from partyoffice.intake.staging import commit

    assert [one.heading for one in stage(office, importer, path).columns.ambiguous] == ["职务"]
    commit(office, stage(office, importer, path, Options(answers={"职务": "党内职务"})))
    again = stage(office, importer, path)
    assert again.columns.headings() == {"姓名": "name", "职务": "party_post"}
    office.undo()
    assert [one.heading for one in stage(office, importer, path).columns.ambiguous] == ["职务"]


def test_the_headings_are_kept_in_plain_form():
    stored = json.loads(Path("resources/headings.json").read_text(encoding="utf-8"))
    for words in stored["fields"].values():
        assert words == [plain(word) for word in words]
        assert len(set(words)) == len(words)
