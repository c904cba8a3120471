import os
import time
from datetime import UTC, date, datetime, timedelta

import pytest

from partyoffice.core import clock


def test_a_stopped_clock_gives_the_day_and_starts_again():
    with clock.stopped(date(2026, 11, 20)):
        assert clock.today() == date(2026, 11, 20)
        assert clock.now() == datetime(2026, 11, 20, 12, tzinfo=UTC)
    assert clock.now() != datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_stopped_clocks_nest():
    with clock.stopped(date(2026, 1, 1)):
        with clock.stopped(date(2027, 2, 28)):
            assert clock.today() == date(2027, 2, 28)
        assert clock.today() == date(2026, 1, 1)


def test_a_clock_starts_again_after_an_error():
    with pytest.raises(RuntimeError), clock.stopped(date(1999, 1, 1)):
        raise RuntimeError
    assert clock.today().year > 2000


def test_now_carries_the_offset_of_this_computer():
    assert clock.now().utcoffset() == datetime.now(UTC).astimezone().utcoffset()


def test_a_stamp_is_utc_to_the_millisecond_with_the_local_offset():
    with clock.stopped(date(2026, 11, 20)):
        assert clock.stamp() == "2026-11-20T12:00:00.000Z+0000"


def test_a_stamp_reads_back_as_the_local_moment():
    moment = clock.from_stamp("2026-11-20T12:30:00.250Z+0800")
    assert moment.utcoffset() == timedelta(hours=8)
    assert (moment.day, moment.hour, moment.microsecond) == (20, 20, 250_000)
    assert moment == datetime(2026, 11, 20, 12, 30, 0, 250_000, tzinfo=UTC)


def test_what_stamp_writes_from_stamp_reads():
    before = clock.now()
    read = clock.from_stamp(clock.stamp())
    assert read - before > timedelta(milliseconds=-1)


def test_in_an_office_where_nothing_was_done_only_the_year_speaks_against_the_clock():
    with clock.stopped(date(2026, 11, 20)):
        assert not clock.doubt(clock.now(), None)
    with clock.stopped(date(2042, 1, 1)):
        assert clock.doubt(clock.now(), None) == f"电脑的时间是 {clock.now():%Y-%m-%d %H:%M}"


def test_a_last_action_in_an_impossible_year_speaks_against_no_clock():
    with clock.stopped(date(2026, 11, 20)):
        now = clock.now()
    for year, doubted in ((2099, False), (2009, False), (2027, True)):
        with clock.stopped(date(year, 1, 1)):
            last = clock.now()
        assert bool(clock.doubt(now, last)) is doubted


@pytest.mark.skipif(os.name != "posix", reason="zones are set otherwise there")
@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Asia/Shanghai", "Asia/Kathmandu"])
@pytest.mark.parametrize("month", [1, 7])
def test_a_stamp_reads_back_as_the_same_moment_with_the_offset_it_was_made_at(monkeypatch, zone, month):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        made = datetime(2026, month, 1, 20, 30, tzinfo=UTC).astimezone()
        monkeypatch.setattr(clock, "now", lambda: made)
        stamp = clock.stamp()
        monkeypatch.setenv("TZ", "Pacific/Kiritimati")
        time.tzset()
        read = clock.from_stamp(stamp)
    finally:
        monkeypatch.undo()
        time.tzset()
    assert (read, read.utcoffset()) == (made, made.utcoffset())
