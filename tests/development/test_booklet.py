"""入党志愿书: only what is known is laid over the booklet; nothing replaces it."""

from datetime import date

import pytest

from partyoffice import papers
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.development.actions import set_day
from partyoffice.development.booklet import FAMILY, PASTS
from partyoffice.members.actions import add_person
from partyoffice.members.records import Award, Experience, Relative
from partyoffice.members.rules import Category
from partyoffice.part import Asked
from partyoffice.reports import form_file

ON = date(2026, 11, 20)


@pytest.fixture
def session(office):
    with office.change("试") as made:
        yield made


@pytest.fixture
def person(session):
    values = {"name": "林知夏", "birth": Day(1988, 2, 11), "degree": "文学学士", "title_name": "一级教师"}
    made = add_person(session, values, category=Category.CANDIDATE, since=Day(2024, 1, 1))
    session.flush()
    return made


def texts(session, person, **given):
    return papers.fill(session, papers.find("dev-11"), [person.id], Asked(ON, given)).filled[0].content


def test_the_facts_of_the_card_stand_as_the_booklet_asks(session, person):
    session.add(Experience(person_id=person.id, start=Day(2005, 9), unit="青禾一中学生", witness="沈砚秋"))
    session.add(Relative(person_id=person.id, relation="父亲", name="林远", birth=Day(1960, 3), unit="退休"))
    session.add(
        Award(person_id=person.id, on=Day(2020, 9, 10), kind="优秀教师", name="县优秀教师", body="县教育局")
    )
    session.add(Award(person_id=person.id, on=Day(2019, 1, 2), kind="警告", name="警告"))
    set_day(session, person.id, 15, Day(2026, 6, 18))
    session.flush()
    made = texts(session, person, birthplace="青禾市")
    assert (made["birth_month"], made["degree_or_title"]) == ("1988.02", "文学学士、一级教师")
    assert made["birthplace"] == "青禾市"
    assert (made["past_1_start"], made["past_1_end"], made["past_1_witness"]) == ("2005.09", "至今", "沈砚秋")
    assert (made["family_1_relation"], made["family_1_birth"]) == ("父亲", "1960.03")
    assert made["honours"] == "2020.09　县优秀教师　（县教育局）"
    assert made["punishments"] == "2019.01　警告"
    assert (made["accepted_year"], made["accepted_month"], made["accepted_day"]) == ("2026", "6", "18")
    assert "full_year" not in made


def test_a_day_known_to_the_month_leaves_room_for_the_pen(session, person):
    set_day(session, person.id, 15, Day(2026, 6))
    session.flush()
    assert texts(session, person)["accepted_day"] == ""


def test_what_the_rows_cannot_hold_is_said(session, person):
    for _ in range(PASTS + 1):
        session.add(Experience(person_id=person.id, unit="某校"))
    for _ in range(FAMILY + 1):
        session.add(Relative(person_id=person.id, name="林远"))
    session.flush()
    lacking = papers.find("dev-11").missing(session, person.id)
    assert f"第 {PASTS} 段以后的经历" in lacking
    assert f"第 {FAMILY} 人以后的家庭成员" in lacking


def test_no_blank_booklet_is_printed_and_it_is_always_laid_over(session, person, tmp_path):
    paper = papers.find("dev-11")
    with pytest.raises(OfficeError, match="不能自己印一份空白的"):
        papers.blank(session, paper)
    form = papers.layout_of(session, paper)
    assert papers.manner_of(form, papers.PLAIN).overlay
    with pytest.raises(OfficeError, match="只能存为 PDF"):
        papers.write(papers.fill(session, paper, [person.id], Asked(ON)), tmp_path / "志愿书.docx")
    assert "省级组织部门统一印制" in paper.note


@pytest.mark.parametrize("code", ["dev-11", "dues-03"])
def test_every_place_asks_for_what_the_paper_offers(code):
    paper = papers.find(code)
    assert set(form_file.shipped(code).fields) <= papers.keys_of(paper)
