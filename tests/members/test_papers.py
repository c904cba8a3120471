"""The papers about one person: who may be given one, and what it says of them."""

from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.members import actions
from partyoffice.members.papers import (
    birthday_card,
    person_texts,
    proof,
    registration,
    usual_card,
    usual_proof,
)
from partyoffice.members.queries import everyone
from partyoffice.members.records import Person
from partyoffice.members.rules import SUSPENDED, Category, Fact
from partyoffice.organisation.actions import ensure_branch, set_up
from partyoffice.organisation.records import FILLER, SAMPLE, SEAL
from partyoffice.organisation.rules import OrgKind
from partyoffice.part import Asked
from partyoffice.store import settings

TODAY = date(2026, 11, 20)


@pytest.fixture
def session(office, stopped_clock):
    with office.change("填写") as found:
        set_up(found, "青禾中学", OrgKind.GENERAL)
        yield found


@pytest.fixture
def admitted(session):
    """Give a function that adds somebody of a category and returns their id."""

    def add(category=Category.FULL, **card):
        branch = ensure_branch(session, "第一党支部")
        person = Person(name="林知夏", sex="女", **card)
        session.add(person)
        session.flush()
        session.add_all(actions.first_rows(person, category, None, "", branch, None))
        session.flush()
        return person

    return add


def test_a_proof_says_who_is_a_member_and_how_long_the_paper_holds(session, admitted):
    person = admitted(birth=Day(1985, 11, 21), id_number="330099198511210028")
    said = proof(
        session,
        person.id,
        Asked(TODAY, {"days": "90天", "purpose": "培训", "day": "2026-11-20", "number": "12"}),
    )
    assert said["number"] == "〔2026〕12号"
    assert said["category"] == "正式党员"
    assert said["branch"] == "青禾中学党总支第一党支部"
    assert (said["age"], said["sex_age"]) == ("40", "女，40 岁")
    assert (said["days"], said["validity"]) == ("90", "90 天，至 2027-02-18")
    assert said["day_words"] == "2026年11月20日"
    nothing = proof(session, person.id, Asked(TODAY))
    assert (nothing["days"], nothing["validity"], nothing["day"]) == ("", "", "2026-11-20")


def test_a_required_field_nobody_filled_is_a_dash_and_never_said_to_be_none(session, admitted):
    person = admitted(birth=Day(1985, 11, 21))
    said = registration(session, person.id, Asked(TODAY))
    assert (said["archive_place"], said["id_number"], said["post"]) == ("—", "—", "")
    assert (said["birth"], said["sex"]) == ("1985-11-21", "女")


@pytest.mark.parametrize("category", [Category.APPLICANT, Category.ACTIVIST, Category.CANDIDATE])
def test_nobody_outside_the_party_is_given_a_proof(session, admitted, category):
    person = admitted(category)
    with pytest.raises(OfficeError, match=f"是{category}，不能出具党员证明信.*2026年）第四十一条"):
        proof(session, person.id, Asked(TODAY))


def test_who_has_left_or_is_suspended_is_given_no_proof_but_was_a_member_before(session, admitted):
    gone, stopped = admitted(), admitted()
    actions.leave(session, gone, "转出组织关系", Day(2026, 3, 1))
    actions.change(session, stopped, Fact.STATUS, SUSPENDED, Day(2026, 5, 1))
    for person, said in ((gone, "不在本单位的党员名册上"), (stopped, "已停止党籍")):
        with pytest.raises(OfficeError, match=said):
            proof(session, person.id, Asked(TODAY))
        assert proof(session, person.id, Asked(TODAY, {"day": "2026-02-01"}))["name"] == "林知夏"


@pytest.mark.parametrize(
    ("key", "typed"),
    [("day", "2026-11"), ("day", "去年"), ("days", "0"), ("days", "366"), ("days", "三十")],
)
def test_what_cannot_be_a_day_or_a_number_of_days_is_refused(session, admitted, key, typed):
    with pytest.raises(OfficeError, match=typed):
        proof(session, admitted().id, Asked(TODAY, {key: typed}))


def test_the_proposals_are_what_settings_know(session, admitted):
    person = admitted()
    settings.put(session, FILLER, "方砚舟")
    expected = {"issuer": "青禾中学党总支", "contact": "方砚舟", "day": "2026-11-20"}
    assert usual_proof(session, person.id, TODAY) == expected
    settings.put(session, SEAL, "中共青禾中学总支部委员会")
    assert usual_proof(session, person.id, TODAY)["issuer"] == "中共青禾中学总支部委员会"
    assert usual_card(session, person.id, TODAY) == {"issuer": "青禾中学党总支第一党支部"}


def card_of(session, person, year=2026):
    return birthday_card(session, person.id, Asked(date(year, 12, 31)))


def test_a_card_counts_the_years_to_the_birthday_of_its_year(session, admitted):
    said = card_of(session, admitted(joined=Day(2004, 7, 1), full=Day(2005, 7, 2)))
    assert (said["anniversary"], said["birthday"], said["joined"]) == (
        "入党 22 周年",
        "2026年7月1日",
        "2004年7月1日",
    )
    assert said["standing"] == "党龄 20 年"  # the day before the anniversary of 转正
    assert said["issuer"] == "青禾中学党总支第一党支部"
    assert said["year"] == "2026"


def test_a_leap_day_returns_on_the_first_of_march_and_a_month_stays_a_month(session, admitted):
    assert card_of(session, admitted(joined=Day(1988, 2, 29)))["birthday"] == "2026年3月1日"
    assert card_of(session, admitted(joined=Day(1988, 2, 29)), 2028)["birthday"] == "2028年2月29日"
    vague = card_of(session, admitted(joined=Day(1975, 3), full=Day(1976, 3, 10)))
    assert (vague["birthday"], vague["standing"]) == ("2026年3月", "党龄 49 年")


def test_who_is_new_or_undated_gets_a_card_without_a_false_number(session, admitted):
    new = card_of(session, admitted(Category.PROBATIONARY, joined=Day(2026, 7, 1)))
    assert (new["anniversary"], new["standing"]) == ("入党纪念", "预备党员")
    undated = card_of(session, admitted())
    assert (undated["birthday"], undated["joined"], undated["standing"]) == ("", "", "")


def test_only_a_member_has_a_political_birthday(session, admitted):
    with pytest.raises(OfficeError, match="没有政治生日"):
        card_of(session, admitted(Category.ACTIVIST))


def test_the_registration_adds_the_opinion_to_the_card(session, admitted):
    settings.put(session, SAMPLE, value=True)
    said = registration(session, admitted().id, Asked(TODAY, {"opinion": " 情况属实,同意登记。 "}))
    assert (said["opinion"], said["stamp"]) == ("情况属实，同意登记。", "示例数据")


def test_an_unknown_birth_leaves_the_age_to_the_pen(session, admitted):
    person = admitted()
    [one] = everyone(session, TODAY, ids=[person.id])
    assert (person_texts(one, TODAY)["age"], person_texts(one, TODAY)["sex_age"]) == ("", "女")
