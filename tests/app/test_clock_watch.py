"""A clock that cannot be right is told of in the bar, once; the order of actions never asks it."""

from datetime import date

import pytest

from partyoffice.core import clock
from partyoffice.organisation.records import SCHOOL
from partyoffice.store import journal, settings
from partyoffice.store.office import Office


@pytest.fixture
def worked(empty):
    """An office in which something was done on 20 November 2026."""
    with clock.stopped(date(2026, 11, 20)):
        rename(empty, "第一中学")
    return empty


def rename(path, school):
    office = Office.open(path)
    with office.change("改名") as session:
        settings.put(session, SCHOOL, school)
    office.release()


def opened(program, path, show):
    """Open a window; its own bar says what it says, for the recorder comes only afterwards."""
    return [note.what for note in show(path).message_bar.notes]


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2009, 1, 1), ["电脑的时间是 2009-01-01 "]),
        (date(2099, 1, 1), ["电脑的时间是 2099-01-01 "]),
        (date(2026, 11, 18), ["，早于上一次操作（2026-11-20 "]),
        (date(2026, 11, 19), []),
        (date(2027, 3, 1), []),
    ],
)
def test_a_clock_that_cannot_be_right_is_told_of_at_opening(program, worked, show, day, told):
    with clock.stopped(day):
        found = opened(program, worked, show)
    assert len(found) == len(told)
    assert all(words in what for words, what in zip(told, found, strict=True))


def test_a_clock_set_back_while_the_office_is_open_is_told_of_at_the_first_change(program, worked, show):
    with clock.stopped(date(2026, 11, 21)):
        window = show(worked)
        with clock.stopped(date(2026, 10, 1)):
            for name in ("甲中学", "乙中学"):
                with window.office.change("改名") as session:
                    settings.put(session, SCHOOL, name)
    [note] = [one for one in window.messages.notes if "早于上一次操作" in one.what]
    assert "右下角" in note.sentence


@pytest.mark.parametrize("day", [date(2009, 1, 1), date(2099, 1, 1)])
def test_whatever_the_clock_says_actions_keep_their_order_and_the_chain_closes(worked, day):
    with clock.stopped(day):
        rename(worked, "第二中学")
    with Office.open(worked, writing=False) as office, office.reading() as session:
        assert journal.verify(session) is None
        assert office.last_seq == journal.head(session)[0]
        assert settings.get(session, SCHOOL) == "第二中学"
