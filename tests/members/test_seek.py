import shutil
from datetime import date
from itertools import pairwise
from random import Random

import pytest

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.members import ordering
from partyoffice.members.actions import add_person, leave
from partyoffice.members.records import Person
from partyoffice.members.rules import Category, Leaving
from partyoffice.members.seek import find_people
from partyoffice.organisation.actions import found
from partyoffice.organisation.rules import OrgKind
from partyoffice.organisation.seek import find_bodies
from partyoffice.store.office import Office
from partyoffice.ui.filtering import Search

ON = date(2026, 11, 20)


@pytest.fixture
def office(blank, tmp_path):
    with clock.stopped(ON), Office.open(shutil.copyfile(blank, tmp_path / "a.dangwu")) as made:
        yield made


def add(office, name, **card):
    with office.change(f"新增 {name}") as session:
        return add_person(session, {"name": name, **card}, category=Category.FULL).id


def names(office, text, most=8):
    with office.reading() as session:
        return [one.title for one in find_people(session, text, most)]


def notes(office, text):
    with office.reading() as session:
        return [one.note for one in find_people(session, text, 8)]


NAMES = ("单春华", "查良玉", "阿依古丽·买买提")


@pytest.fixture(scope="module", params=[False, True], ids=["names just entered", "keys in the cache"])
def people(request, tmp_path_factory):
    """Three people that no test here changes."""
    with clock.stopped(ON), Office.create(tmp_path_factory.mktemp("seek") / "a.dangwu") as office:
        add(office, NAMES[0], phone="19900000017", birth=Day(1985, 3, 1))
        add(office, NAMES[1], id_number="330099198503014127", staff_number="A_7%")
        add(office, NAMES[2])
        if request.param:
            with office.change("整理拼音查找") as session:
                ordering.remember(session, ordering.reckon(NAMES).values())
        yield office
        office.first_seq = office.last_seq  # no copy at the end


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("单春华", "单春华"), ("shanchunhua", "单春华"), ("danchun", "单春华"), ("sch", "单春华"),
        ("DCH", "单春华"), ("１９９０", "单春华"), ("查良", "查良玉"),
        ("zha ly", "查良玉"), ("cly", "查良玉"), ("zly", "查良玉"),
        ("aygl", "阿依古丽·买买提"), ("mmt", "阿依古丽·买买提"), ("阿依古丽买买提", "阿依古丽·买买提"),
        ("4127", "查良玉"), ("0017", "单春华"), ("a_7", "查良玉"), ("4127 良玉", "查良玉"),
    ],
)  # fmt: skip
def test_people_are_found_by_any_reading_initials_and_tails(people, text, name):
    assert name in names(people, text)


@pytest.mark.parametrize("text", ["%", "_", "'", '"', "\\", "*", "?", "春_华", "单%", "查良玉 4128", " ", ""])
def test_wildcards_are_literal_and_every_word_must_fit(people, text):
    expected = ["查良玉"] if text in {"%", "_"} else []  # the number A_7% holds both
    assert names(people, text) == expected


SIGNS = "张李王%_\\'\"*?;-"


def test_thousands_of_people_are_found_as_a_plain_look_through_them_finds_them(office, tries):
    """Names of three signs, half of them wildcards or quotes of SQL; every query beside a Python oracle."""
    chance = Random(46)
    made = ["".join(chance.choices(SIGNS, k=3)) for _ in range(tries(1500, 5000))]
    with office.change("新增") as session:
        session.add_all([Person(name=name) for name in made])
    queries = [*SIGNS, "100%", "'; drop", *("".join(chance.choices(SIGNS, k=2)) for _ in range(40))]
    queries += [f"{first} {second}" for first, second in chance.sample([*pairwise(queries)], 20)]
    seen = 0
    with office.reading() as session:
        for query in queries:
            wanted = [name for name in made if all(word in name for word in query.split())]
            seen += bool(wanted)
            hits = find_people(session, query, 5000)
            assert sorted(one.title for one in hits) == sorted(wanted), query
            searched = Search([(name,) for name in made]).find(query)
            assert [made[at] for at in searched] == wanted, query
    assert seen > 40


def test_numbers_that_fit_are_shown_masked(people):
    assert notes(people, "4127") == ["正式党员·身份证号 330099********4127"]
    assert "手机 199****0017" in notes(people, "0017")[0]
    assert notes(people, "查良") == ["正式党员"]


def test_those_here_come_before_those_gone_and_those_in_the_bin(office):
    gone, binned = add(office, "林知夏", birth=Day(1970, 1, 1)), add(office, "林知夏", birth=Day(1980, 1, 1))
    add(office, "林知夏", birth=Day(1990, 1, 1))
    with office.change("离开") as session:
        leave(session, session.get_one(Person, gone), Leaving.TRANSFER, Day(2026, 3, 1))
    with office.change("移入回收站") as session:
        session.get_one(Person, binned).binned = clock.stamp()
    assert notes(office, "lzx") == [
        "1990 年生·正式党员",
        "1970 年生·已减少（2026-03-01 转出组织关系）",
        "1980 年生·正式党员·在回收站",
    ]


def test_a_former_name_finds_its_bearer(office):
    person = add(office, "方砚舟")
    with office.change("修改 方砚舟 的 姓名") as session:
        session.get_one(Person, person).name = "方砚"
    assert notes(office, "方砚舟") == ["正式党员·曾用名 方砚舟"]
    assert names(office, "fyz") == ["方砚"]


def test_a_slip_of_the_pen_that_was_taken_back_is_no_former_name(office):
    person = add(office, "方砚舟")
    with office.change("修改 方砚舟 的 姓名") as session:
        session.get_one(Person, person).name = "zmx"
    office.undo()
    assert names(office, "zmx") == []
    assert notes(office, "fyz") == ["正式党员"]
    office.redo()
    assert notes(office, "fyz") == ["正式党员·曾用名 方砚舟"]


def test_whole_names_come_first_and_no_more_than_asked(office):
    for name in ("林青林", "青林", "林青"):
        add(office, name)
    assert names(office, "青林") == ["青林", "林青林"]
    assert names(office, "林", most=2) == ["林青林", "林青"]


def test_bodies_are_found_by_name_and_pinyin(office):
    with office.change("新增党组织") as session:
        root = found(session, "青禾中学党总支", OrgKind.GENERAL)
        found(session, "第一党支部", OrgKind.BRANCH, root.id)
    with office.reading() as session:
        hits = find_bodies(session, "dydzb", 4)
        assert [(hit.title, hit.note) for hit in hits] == [("第一党支部", "党支部·青禾中学党总支")]
        assert find_bodies(session, "%", 4) == []
        assert find_bodies(session, "", 4) == []
