"""What the office says of its people on a template of the upper office."""

from datetime import date

import pytest

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.intake.mapping import map_columns
from partyoffice.intake.target import Target
from partyoffice.making import make_sample, make_school
from partyoffice.members.filling import OFFICE, WHOM, subjects, targets, wanted
from partyoffice.organisation.queries import tree
from partyoffice.organisation.records import SCHOOL
from partyoffice.part import Wish
from partyoffice.parts import PARTS
from partyoffice.store import settings

FACTS = tuple(fact for part in PARTS for fact in part.facts)


@pytest.fixture
def school(office):
    make_school(office, "青禾中学")
    make_sample(office, 24, 3)
    return office


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("序号", "serial"),
        ("姓 名", "name"),
        ("出生年月", "born_month"),
        ("出生日期", "birth"),
        ("出生年月日", "birth"),
        ("学历学位", "education_degree"),
        ("学历", "education"),
        ("年龄（周岁）", "age"),
        ("党龄", "standing"),
        ("政治面貌", "political"),
        ("人员类别", "category"),
        ("支部", "branch"),
        ("所在党支部", "branch"),
        ("工作单位", "unit"),
        ("单位名称", "unit"),
        ("填表日期", "today"),
        ("申请入党时间", "applied"),
        ("身份证号码", "id_number"),
        ("联系电话", "phone"),
        ("备注", "note"),
        ("行政职务", "admin_post"),
        ("入党时间*", "joined"),
        ("党内职务", "post"),
        ("参加工作时间", "work_start"),
        ("籍贯", "native_place"),
    ],
)
def test_the_upper_offices_headings_are_known(heading, key):
    labels = ["姓名", heading] if key != "name" else [heading]
    assert map_columns(labels, targets(FACTS), {}).keys[len(labels) - 1] == key


@pytest.mark.parametrize("heading", ["职务", "单位", "转正"])
def test_a_heading_of_two_meanings_is_asked_about(heading):
    assert map_columns(["姓名", heading], targets(FACTS), {}).ambiguous


def test_every_key_is_there_once():
    keys = [target.key for target in targets(FACTS)]
    assert len(keys) == len(set(keys))
    assert all(isinstance(target, Target) for target in targets(FACTS))


def test_everybody_of_the_roster_is_told_with_what_is_asked_for(school):
    with school.reading() as session:
        found = subjects(session, Wish(date(2026, 11, 20)), ("name", "birth", "applied", "political"), FACTS)
        assert len(found.people) == 24
        assert found.shared["count"] == "24"
        assert found.shared["unit"] == settings.get(session, SCHOOL)
        assert found.shared["today"] == Day.of(clock.today())
    one = found.people[0]
    assert one.values["name"] == one.name
    assert isinstance(one.values["birth"], Day)
    assert {each.values["political"] for each in found.people} <= {"中共党员", "中共预备党员"}
    assert any(each.values["applied"] for each in found.people)


def test_numbers_are_masked_unless_a_full_paper_is_wished(school):
    with school.reading() as session:
        masked = subjects(session, Wish(date(2026, 11, 20)), ("id_number",), FACTS)
        full = subjects(session, Wish(date(2026, 11, 20), masked=False), ("id_number",), FACTS)
    assert all("*" in one.values["id_number"] for one in masked.people)
    assert not any("*" in one.values["id_number"] for one in full.people)


def test_a_branch_alone_or_some_people_alone_and_every_kind_of_people(school):
    with school.reading() as session:
        branch = next(one for one in tree(session).nodes.values() if one.parent_id is not None)
        found = subjects(session, Wish(date(2026, 11, 20), branch=branch.id), ("name",), FACTS)
        assert found.shared["branch"] == branch.name
        everybody = subjects(session, Wish(date(2026, 11, 20)), ("name",), FACTS)
        assert 0 < len(found.people) < len(everybody.people)
        two = frozenset(one.id for one in everybody.people[:2])
        assert len(subjects(session, Wish(date(2026, 11, 20), only=two), ("name",), FACTS).people) == 2
        counts = {
            whom: len(subjects(session, Wish(date(2026, 11, 20)), (), FACTS, whom).people) for whom in WHOM
        }
    assert counts["formal"] + counts["probationary"] == counts["members"] == 24
    assert OFFICE.keys() >= {"unit", "today", "year"}


def test_an_empty_office_gives_an_empty_list(office):
    with office.reading() as session:
        found = subjects(session, Wish(date(2026, 11, 20)), ("name",), FACTS)
        assert (found.people, found.shared["branch"], found.shared["count"]) == ([], "", "0")
        assert wanted(session, FACTS, {}).all_answers("nothing") == {}
