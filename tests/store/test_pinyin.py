import subprocess
import sys

import pytest

from partyoffice.core.names import pinyin_key, search_keys, surname_reading
from partyoffice.core.resources import read_json
from partyoffice.store.pinyin import readings

SURNAMES = read_json("names/surnames.json")


@pytest.mark.parametrize(
    ("char", "expected"),
    [
        ("林", ("lin",)),
        ("吕", ("lv",)),
        ("㛃", ("jie",)),
        ("䶮", ("yan",)),
        ("𬭎", ("hong",)),
        ("A", ()),
        ("·", ()),
        ("", ()),
    ],
)
def test_a_character_has_its_readings_without_tones(char, expected):
    assert readings(char) == expected


def test_all_readings_of_a_character_are_given():
    assert set(readings("单")) >= {"dan", "shan", "chan"}
    assert set(readings("乐")) >= {"le", "yue"}


@pytest.mark.parametrize("syllable", sorted(SURNAMES["readings"]))
def test_every_reading_of_the_surname_table_is_one_the_dictionary_knows(syllable):
    for char in SURNAMES["readings"][syllable]:
        assert syllable in readings(char), char


@pytest.mark.parametrize("surname", sorted(SURNAMES["compound"]))
def test_compound_surnames_have_a_known_reading_for_each_character(surname):
    syllables = SURNAMES["compound"][surname].split()
    for char, syllable in zip(surname, syllables, strict=True):
        assert syllable in readings(char)


@pytest.mark.parametrize(
    ("surname", "syllable"),
    [
        ("单", "shan"),
        ("仇", "qiu"),
        ("解", "xie"),
        ("曾", "zeng"),
        ("朴", "piao"),
        ("查", "zha"),
        ("盖", "ge"),
        ("区", "ou"),
    ],
)
def test_surnames_the_dictionary_reads_as_words_are_put_right(surname, syllable):
    assert readings(surname)[0] != syllable
    assert surname_reading(surname, readings) == [syllable]


def test_names_are_found_and_sorted_with_the_real_dictionary():
    assert {"shanxiongxin", "danxiongxin", "sxx", "dxx"} <= set(search_keys("单雄信", readings).split())
    assert {"aygl", "mmt", "ayigulimaimaiti"} <= set(search_keys("阿依古丽·买买提", readings).split())
    people = ["曾国藩", "单雄信", "林知夏", "欧阳修"]
    ordered = ["林知夏", "欧阳修", "单雄信", "曾国藩"]
    assert sorted(people, key=lambda name: pinyin_key(name, readings)) == ordered


def test_the_dictionary_is_loaded_only_when_asked():
    code = "import sys, partyoffice.store.pinyin; print('pypinyin' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
