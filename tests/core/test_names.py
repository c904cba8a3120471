import json
from random import Random

import pytest

from partyoffice.core import names
from partyoffice.core.names import pinyin_key, search_keys, split_name, stroke_key, strokes, surname_reading
from partyoffice.core.resources import home


@pytest.fixture(autouse=True, scope="module")  # ruff: ignore[pytest-fixture-autouse] -- about every test here
def tables_read_anew():
    """Read the tables here, whoever asked for them before: a thread's reading is not seen by coverage."""
    for table in vars(names).values():
        if hasattr(table, "cache_clear"):
            table.cache_clear()


DICTIONARY = """
单:dan,chan,shan 查:cha,zha 曾:ceng,zeng 仇:chou,qiu 区:qu,ou 翟:di,zhai 解:jie,xie 盖:gai,ge 朴:pu,piao,po
任:ren 尉:wei,yu 迟:chi 万:wan,mo 俟:si,qi 长:zhang,chang 孙:sun 令:ling 狐:hu 王:wang 伟:wei 张:zhang
明:ming 吕:lv 布:bu 绿:lv,lu 乐:le,yue 重:zhong,chong 阿:a,e 依:yi 古:gu 丽:li 买:mai 提:ti,di 欧:ou 阳:yang
修:xiu 林:lin 知:zhi 夏:xia 李:li 力:li 汪:wang 静:jing 好:hao
"""
READINGS = {entry[0]: tuple(entry[2:].split(",")) for entry in DICTIONARY.split()}
BY_STROKES = """
丁一 于力 卫东 王伟 王明 王静 王力明 王知夏 韦一 尹好 石明 叶明 白好 冯伟 司明 刘伟 孙力 李力 李好 李明 李力明
杨好 吴伟 何力 张伟 陈伟 阿依古丽·买买提 林好 林知夏 欧好 欧好好 欧阳修 欧阳知夏 罗伟 周伟 郑伟 孟伟 曾伟 瞿伟
"""


def readings(char):
    return READINGS.get(char, ())


def shuffled(people):
    return Random(7).sample(people, len(people))


@pytest.mark.parametrize(
    ("char", "count"),
    [
        ("一", 1),
        ("丁", 2),
        ("王", 4),
        ("卫", 3),
        ("龙", 5),
        ("林", 8),
        ("欧", 8),
        ("阿", 7),
        ("曾", 12),
        ("瞿", 18),
        ("㛃", 9),
        ("䶮", 9),
        ("𬭎", 12),
        ("𬱖", 11),
    ],
)
def test_strokes_are_those_of_the_mainland(char, count):
    assert strokes(char) == count


@pytest.mark.parametrize("char", ["A", "1", "·", " ", "あ", "\U0010ffff", "\ufe00"])
def test_what_is_no_chinese_character_has_no_strokes(char):
    assert strokes(char) == 0


def test_the_stroke_file_stays_small():
    assert (home() / "resources" / "names" / "strokes.txt").stat().st_size < 300_000


def surnames():
    return json.loads((home() / "resources" / "names" / "surnames.json").read_text(encoding="utf-8"))


def test_surnames_stand_under_their_own_stroke_count_and_once():
    seen = []
    for row in surnames()["order"]:
        for first in names.FIRST_STROKES:
            seen += row.get(first, "")
            assert all(strokes(char) == row["strokes"] for char in row.get(first, "")), row
    assert len(seen) > 600
    assert len(set(seen)) == len(seen)


@pytest.mark.parametrize(
    ("first", "chars"),
    [
        ("横", "王杨赵林董萧韩于万石戴李杜苏"),
        ("竖", "吴罗吕田史卢叶尚"),
        ("撇", "朱周徐何钱任段白黎邹"),
        ("点", "刘许沈宋江高郭唐方文谢"),
        ("折", "张陈孙邓马陆邵尹姚贺"),
    ],
)
def test_first_strokes_of_common_surnames(first, chars):
    places = names._surname_places()
    wrong = [char for char in chars if names.FIRST_STROKES[places[char][0]] != first]
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("林知夏", ("林", "知夏")),
        ("张伟", ("张", "伟")),
        ("张", ("张", "")),
        ("", ("", "")),
        ("欧阳修", ("欧阳", "修")),
        ("欧阳", ("欧", "阳")),
        ("欧阳知夏", ("欧阳", "知夏")),
        ("尉迟明", ("尉迟", "明")),
        ("爱新觉罗明静", ("爱新觉罗", "明静")),
        ("爱新觉罗", ("爱", "新觉罗")),
        ("张　三", ("张", "三")),
        ("阿依古丽·买买提", ("", "阿依古丽·买买提")),
        ("阿依古丽•买买提", ("", "阿依古丽•买买提")),
        ("𬭎㛃", ("𬭎", "㛃")),
        ("Anna Li", ("", "Anna Li")),
    ],
)
def test_a_name_falls_into_surname_and_given_name(name, parts):
    assert split_name(name) == parts


def test_people_stand_in_the_order_of_strokes():
    ordered = BY_STROKES.split()
    assert sorted(shuffled(ordered), key=stroke_key) == ordered


def test_unknown_surnames_and_letters_come_after_the_known_ones():
    assert stroke_key("林好") < stroke_key("枦好")  # eight strokes both, the second no surname of the table
    assert stroke_key("瞿伟") < stroke_key("Anna")
    assert stroke_key("") < stroke_key("丁")


def test_people_of_one_name_have_one_key_and_others_never():
    assert stroke_key("张 三") == stroke_key("张三")
    assert stroke_key("李明") != stroke_key("李鸣")


@pytest.mark.parametrize(
    ("surname", "syllables"),
    [
        ("单", "shan"),
        ("查", "zha"),
        ("曾", "zeng"),
        ("仇", "qiu"),
        ("区", "ou"),
        ("翟", "zhai"),
        ("解", "xie"),
        ("盖", "ge"),
        ("朴", "piao"),
        ("任", "ren"),
        ("乐", "yue"),
        ("缪", "miao"),
        ("逄", "pang"),
        ("尉迟", "yu chi"),
        ("万俟", "mo qi"),
        ("长孙", "zhang sun"),
        ("令狐", "ling hu"),
        ("单于", "chan yu"),
        ("澹台", "tan tai"),
        ("林", "lin"),
        ("好", "hao"),
        ("枦", "枦"),
    ],
)
def test_surnames_are_read_as_surnames(surname, syllables):
    assert surname_reading(surname, readings) == syllables.split()


def test_people_stand_in_the_order_of_pinyin():
    ordered = [
        "阿依古丽·买买提",
        "李静",
        "李力",
        "李明",
        "林好",
        "欧阳修",
        "单明",
        "汪静",
        "王好",
        "王明",
        "尉迟明",
        "曾伟",
        "张伟",
    ]
    assert sorted(shuffled(ordered), key=lambda name: pinyin_key(name, readings)) == ordered


def test_people_of_one_surname_stay_together():
    people = ["王静", "汪明", "王明", "汪静"]
    assert sorted(people, key=lambda name: pinyin_key(name, readings)) == ["汪静", "汪明", "王静", "王明"]
    assert pinyin_key("李力", readings) < pinyin_key("林好", readings)
    assert pinyin_key("ANNA", readings) == pinyin_key("Anna", readings)


def keys(name):
    return search_keys(name, readings).split(" ")


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("单明", ["单明", "shanming", "danming", "chanming", "sm", "dm", "cm"]),
        ("曾伟", ["曾伟", "zengwei", "cengwei", "zw", "cw"]),
        ("林知夏", ["林知夏", "linzhixia", "lzx"]),
        ("尉迟明", ["尉迟明", "yuchiming", "weichiming", "ycm", "wcm"]),
        ("万俟乐", ["moqile", "moqiyue", "wansile", "mql", "wsl", "mqy"]),
        ("吕布", ["吕布", "lvbu", "lubu", "lyubu", "lb"]),
        ("重明", ["chongming", "zhongming", "cm", "zm"]),
        (
            "阿依古丽·买买提",
            ["阿依古丽买买提", "ayigulimaimaiti", "ayiguli", "aygl", "maimaiti", "mmt", "ayglmmt", "eygl"],
        ),
        ("枦好", ["枦好", "枦hao", "枦h"]),
        ("Mary Ann", ["maryann"]),
    ],
)
def test_a_search_finds_every_reading_and_its_initials(name, found):
    assert set(found) <= set(keys(name))


def test_the_name_comes_first_then_its_right_reading():
    assert keys("单明")[:2] == ["单明", "shanming"]
    assert keys("阿依古丽·买买提")[:2] == ["阿依古丽买买提", "ayigulimaimaiti"]


def test_no_key_is_said_twice_and_nothing_gives_nothing():
    assert len(set(keys("单单单"))) == len(keys("单单单"))
    assert not search_keys("", readings)


def test_many_readings_stay_bounded_with_the_usual_ones_kept():
    many = search_keys("单" * 12, lambda _char: ("dan", "chan", "shan", "tan")).split(" ")
    assert len(many) <= 1 + 2 * names.MOST_COMBINATIONS
    assert "shan" + "dan" * 11 in many
    assert "s" + "d" * 11 in many


def test_the_last_characters_lose_their_rare_readings_first():
    many = search_keys("单单单单", lambda _char: ("dan", "chan", "shan")).split(" ")
    full = [key for key in many if len(key) > 4]
    assert len(full) == 3 * 2 * 2 * 2
    assert {"shandandandan", "dandandandan", "chandandandan"} <= set(full)
    assert "dandandanshan" not in many


def test_a_dot_that_is_no_interpunct_still_parts_the_name():
    assert {"aygl", "mmt"} <= set(keys("阿依古丽．买买提"))
    assert keys("阿依古丽・买买提") == keys("阿依古丽·买买提")
