from datetime import date, timedelta

import pytest

from partyoffice.core.finding import Severity
from partyoffice.development.rules.editions import (
    DIFFERENCES,
    GIST,
    GIST_2014,
    NEW,
    OLD,
    Choice,
    check_choice,
    edition_for,
    gist,
)
from partyoffice.members.rules import basis

LAST, FIRST = date(2026, 5, 10), date(2026, 5, 11)


def test_the_2026_edition_holds_from_the_eleventh_of_may():
    assert (edition_for(LAST), edition_for(FIRST)) == (OLD, NEW)
    assert edition_for(FIRST - timedelta(days=4000)) is OLD


def test_an_office_may_choose_the_edition_of_a_person_with_a_reason():
    choice = Choice(OLD, "2026-05-11 前已报备案", date(2026, 6, 1), "林知夏")
    assert edition_for(date(2026, 6, 20), choice) is OLD
    [finding] = check_choice(choice, date(2026, 6, 20))
    assert (finding.severity, finding.mark) == (Severity.INFO, "UNCONFIRMED")
    assert "2026-05-11 前已报备案" in finding.message
    assert "应适用 2026 年版" in finding.arithmetic
    assert check_choice(choice, LAST) == []


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_choice_without_a_reason_does_not_hold(reason):
    choice = Choice(OLD, reason, date(2026, 6, 1))
    assert edition_for(FIRST, choice) is NEW
    [finding] = check_choice(choice, FIRST)
    assert finding.severity is Severity.BLOCK


def test_articles_after_the_eighteenth_moved_up_by_one():
    assert basis((13,), OLD).endswith("（2014年）第十三条")
    assert basis((19,), NEW).endswith("（2026年）第十九条")
    assert basis((19,), OLD).endswith("（2014年）第二十条")
    assert basis((25, 29), OLD).count("（编号为推算）") == 2


def test_what_changed_is_told_by_topic_with_both_sides():
    assert len({one.topic for one in DIFFERENCES}) == len(DIFFERENCES) == 15
    assert all(one.before and one.since and one.before != one.since for one in DIFFERENCES)
    assert {number for one in DIFFERENCES for number in one.articles} <= set(GIST)


def test_every_article_is_told_in_our_words_for_the_edition_that_has_it():
    assert set(GIST_2014) <= set(GIST)
    assert "备案" in gist(13, OLD)
    assert "公示" in gist(13, NEW)
    assert gist(7, OLD) == gist(7, NEW) == GIST[7]
    assert gist(44, OLD) == gist(44, NEW) == ""
