"""What a folder says: the person, each step, who vouches, what was done by exception."""

from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.development.papers.file_texts import file_texts, folder_of, lacking, offers, step_texts
from partyoffice.development.queries.ways import AGAIN
from partyoffice.development.records import EditionChoice, Step, Voucher, Wayfarer
from partyoffice.members.actions import add_person
from partyoffice.members.records import Award, Relative
from partyoffice.members.rules import Category

ON = date(2026, 11, 20)


@pytest.fixture
def session(office):
    with office.change("试") as made:
        yield made


@pytest.fixture
def person(session):
    values = {"name": "林知夏", "birth": Day(1988, 2, 11), "education": "大学本科", "degree": "文学学士"}
    made = add_person(session, values, category=Category.ACTIVIST, since=Day(2025, 1, 1))
    session.flush()
    return made


def told(session, person, *numbers):
    session.flush()
    return file_texts(folder_of(session, person.id, ON), *numbers)


def test_a_step_says_its_day_its_texts_its_numbers_and_its_own_days(session, person):
    facts = {
        "way": "团组织推优",
        "voters": 12.0,
        "votes": 11,
        "league_branch_on": "2025-02",
        "performance": None,
    }
    session.add(Step(person_id=person.id, number=3, on=Day(2025, 3, 4), facts=facts))
    made = told(session, person, 3)
    assert (made["s3"], made["s3_way"], made["s3_league_branch_on"]) == (
        "2025年3月4日", "团组织推优", "2025年2月",
    )  # fmt: skip
    assert (made["s3_voters"], made["s3_votes"], made["s3_performance"]) == ("12", "11", "")
    assert "s4" not in made


def test_a_day_that_no_calendar_has_is_printed_as_the_paper_had_it(session, person):
    session.add(Step(person_id=person.id, number=1, on=Day(2025, 2, 28), facts={"received": "2025-02-29"}))
    assert told(session, person, 1)["s1_received"] == "2025-02-29"


def test_a_second_round_of_a_step_covers_the_first(session, person):
    session.add(Step(person_id=person.id, number=23, on=Day(2025, 6, 18), facts={"decision": "延长预备期"}))
    session.flush()
    session.add(Step(person_id=person.id, number=23, on=Day(2025, 12, 20), mark=AGAIN, facts={}))
    assert told(session, person, 23)["s23"] == "2025年12月20日"


def test_who_vouches_is_who_does_on_the_day_and_all_there_were_are_rows(session, person):
    mentor = add_person(session, {"name": "方砚舟", "admin_post": "教务处主任"}, category=Category.FULL)
    session.flush()
    for name, start, end, member in (
        ("沈砚秋", Day(2025, 3, 4), Day(2025, 9, 1), None), ("方砚舟", Day(2025, 9, 1), None, mentor.id),
    ):  # fmt: skip
        session.add(
            Voucher(person_id=person.id, role="培养联系人", name=name, member_id=member, start=start, end=end,
                    reason="调离" if end else "")
        )  # fmt: skip
    made = told(session, person)
    assert made["mentors"] == "方砚舟"
    assert [(row["name"], row["end"], row["reason"], row["post"]) for row in made["mentor_rows"]] == [
        ("沈砚秋", "2025年9月1日", "调离", ""), ("方砚舟", "", "", "教务处主任"),
    ]  # fmt: skip
    assert made["sponsors"] == ""


def test_the_sponsors_on_the_card_stand_where_no_others_are_on_record(session, person):
    person.sponsors = "方砚舟、沈砚秋"
    assert told(session, person)["sponsors"] == "方砚舟、沈砚秋"


def test_family_has_its_ages_and_punishments_stand_apart(session, person):
    session.add(Relative(person_id=person.id, relation="父亲", name="林远", birth=Day(1960, 12), unit="退休"))
    session.add(Relative(person_id=person.id, relation="母亲", name="沈秋"))
    session.add(
        Award(person_id=person.id, on=Day(2020, 9, 10), kind="优秀教师", name="县优秀教师", body="县教育局")
    )
    session.add(Award(person_id=person.id, on=Day(2019, 1, 2), kind="警告", name="警告"))
    session.add(Wayfarer(person_id=person.id, in_league=True, league_on=Day(2003, 5, 4)))
    made = told(session, person)
    assert [(row["name"], row["age"]) for row in made["family"]] == [("林远", "65"), ("沈秋", "")]
    assert (made["honours"], made["punishments"]) == (
        "2020年9月　县优秀教师　（县教育局）",
        "2019年1月　警告",
    )
    assert (made["in_league"], made["league_on"]) == ("共青团员", "2003年5月")
    assert (made["birth_month"], made["education_degree"]) == ("1988年2月", "大学本科、文学学士")


def test_what_was_done_by_exception_and_a_chosen_edition_are_told_with_their_reasons(session, person):
    reasons = [{"code": "DEV-07", "reason": "县委组织部批准破格", "by": "方砚舟", "on": "2026-03-04"}]
    session.add(Step(person_id=person.id, number=7, on=Day(2026, 3, 4), overrides=reasons))
    session.add(
        EditionChoice(person_id=person.id, edition=2014, reason="上级要求按原版办完", on=Day(2026, 6, 1))
    )
    assert told(session, person, 7)["exceptions"].splitlines() == [
        "第 7 步“确定发展对象”例外办理，理由：县委组织部批准破格；方砚舟，2026年3月4日",
        "细则版本由本单位指定为 2014 年版，理由：上级要求按原版办完",
    ]
    assert "第 7 步" not in told(session, person, 3)["exceptions"]


def test_what_is_still_empty_is_named_as_the_form_of_the_step_names_it(session, person):
    session.add(Step(person_id=person.id, number=2, on=Day(2025, 1, 20), facts={"talkers": "方砚舟"}))
    session.flush()
    folder = folder_of(session, person.id, ON)
    assert lacking(folder, (2, ""), (2, "talkers"), (2, "motive"), (3, "")) == [
        "入党动机",
        "确定日期",
    ]


def test_every_text_of_a_folder_is_offered_to_patterns(session, person):
    session.flush()
    folder = folder_of(session, person.id, ON)
    assert set(file_texts(folder)) - set(offers()) == {"stamp"}
    assert set(step_texts(folder, 2)) < set(offers(2))
