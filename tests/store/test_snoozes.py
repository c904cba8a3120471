import shutil
from datetime import date

import pytest

from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.store import history, settings
from partyoffice.store.office import Office
from partyoffice.store.snoozes import bring_back, put_off, snoozes

ON = date(2026, 11, 20)
KEY = "probation/person/7/2026-11-10"


@pytest.fixture
def office(blank, tmp_path):
    with clock.stopped(ON), Office.open(shutil.copyfile(blank, tmp_path / "a.dangwu")) as made:
        with made.change("设置") as session:
            settings.put(session, settings.OPERATOR, "沈砚秋")
        yield made
        made.first_seq = made.last_seq  # no copy at the end


def off(office, until, reason="", key=KEY):
    with office.change("推迟待办") as session:
        put_off(session, [key], until, reason)


def kept(office):
    with office.reading() as session:
        return snoozes(session)


def test_a_duty_put_off_keeps_day_reason_and_who_did_it(office):
    off(office, date(2026, 11, 27), "  等上级批复 ")
    one = kept(office)[KEY]
    assert (one.until, one.reason, one.operator, one.since) == (
        date(2026, 11, 27), "等上级批复", "沈砚秋", ON,
    )  # fmt: skip
    assert one.words() == "推迟到 2026-11-27：等上级批复"


def test_it_is_out_of_sight_until_its_day_and_then_in_sight_again(office):
    off(office, date(2026, 11, 21))
    one = kept(office)[KEY]
    assert one.holds(ON)
    assert not one.holds(date(2026, 11, 21))


def test_one_that_is_ignored_stays_away(office):
    off(office, None, "已批准延长预备期")
    assert kept(office)[KEY].holds(date(2036, 1, 1))
    assert kept(office)[KEY].words() == "本次忽略：已批准延长预备期"


@pytest.mark.parametrize(("until", "reason"), [(None, " "), (ON, "晚一点"), (date(2026, 11, 19), "")])
def test_ignoring_without_a_reason_and_a_day_not_ahead_are_refused(office, until, reason):
    with pytest.raises(OfficeError):
        off(office, until, reason)
    assert kept(office) == {}


def test_each_is_undone_by_itself_and_can_be_brought_back(office):
    off(office, date(2026, 11, 27))
    off(office, None, "不用办", key="term/organisation/2/2026-12-01")
    first = office.last_seq - 1
    office.revert(first)
    assert list(kept(office)) == ["term/organisation/2/2026-12-01"]
    with office.change("恢复待办") as session:
        bring_back(session, ["term/organisation/2/2026-12-01"])
    assert kept(office) == {}
    office.undo()
    assert len(kept(office)) == 1


def test_the_journal_tells_it_in_words(office):
    off(office, None, "已批准延长预备期")
    with office.reading() as session:
        [change] = history.changes(session, office.last_seq)
    assert change.field == "推迟的待办"
    assert change.after == "原因 已批准延长预备期，操作人 沈砚秋，登记日期 2026-11-20"
