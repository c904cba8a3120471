"""Which copies stay on the shelf and which may go, whatever the clock, the disk or a restore does to them."""

import os
from datetime import UTC, date, datetime, timedelta

import pytest

from partyoffice.core import clock
from partyoffice.core.cancel import Cancelled
from partyoffice.members.records import Person
from partyoffice.store import backup, files, shelf
from partyoffice.store.backup import Copy, Reason
from partyoffice.store.engine import Door
from partyoffice.store.office import Office


def made_by_hand(office):
    return office.back_up(Reason.HAND)


def of(day, seq, reason=Reason.CLOSE, hour=12):
    moment = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    return Copy(backup.Path(f"{seq}"), seq, moment, str(reason), 1, {})


def test_three_years_of_daily_copies_thin_as_told():
    start, held, seq = date(2024, 1, 1), [], 0
    for n in range(3 * 365):
        day = start + timedelta(days=n)
        seq += 3
        held.append(of(day, seq, Reason.IMPORT if n % 100 == 50 else Reason.HAND if n == 7 else Reason.CLOSE))
        now = held[-1].made
        stays = shelf.kept(held, now)
        assert held[-1] in stays
        held = [one for one in held if one in stays]
    assert [one.seq for one in held][-10:] == [seq - 3 * n for n in reversed(range(10))]
    last = date(2026, 12, 30)  # a Wednesday
    days, by_hand = {last - timedelta(days=n) for n in range(10)}, start + timedelta(days=7)
    weeks = {date(2026, 12, 27) - timedelta(days=7 * n) for n in range(7)}  # and the one that is not over
    months = {date(2025 + n // 12, n % 12 + 1, 1) - timedelta(days=1) for n in range(1, 24)}  # and December
    of_the_year = {start + timedelta(days=n) for n in (750, 850, 950, 1050)}
    assert {one.made.date() for one in held} == days | weeks | months | of_the_year | {by_hand}


def test_a_month_of_copies_gone_bad_never_pushes_out_the_last_good_one():
    """From the middle of a week and a month on, so that neither would keep the last good one."""
    start, held, good = date(2024, 1, 1), [], None
    bad = range(400, 430)
    for n in range(3 * 365):
        held.append(of(start + timedelta(days=n), n))
        good = good if n in bad else held[-1]
        gone = shelf.may_go(held, held[-1].made, lambda one: one.seq not in bad)
        assert good not in gone
        held = [one for one in held if one not in gone]
    assert sum(one.seq in bad for one in held) == 1  # of its month; good ones came since
    assert len(held) < 10 + 7 + 8 + 24


@pytest.mark.parametrize("reason", sorted(shelf.KEPT_A_YEAR))
def test_special_copies_stay_a_year(reason):
    many = [of(date(2026, 11, 1), 100 + n) for n in range(20)]
    special = [of(date(2026, 1, 10), n, reason, hour=n) for n in range(1, 9)]
    held = [*many, *special]
    assert set(special) <= shelf.kept(held, datetime(2026, 11, 2, tzinfo=UTC))
    later = shelf.kept(held, datetime(2027, 3, 2, tzinfo=UTC))
    assert set(special) & later == {special[-1]}  # as the month's newest


def test_thinning_removes_files_and_their_notes_and_old_partials(office, add):
    with clock.stopped(date(2026, 11, 20)):
        for n in range(14):
            add(office, f"沈{n}")
            office.back_up(Reason.CLOSE)
    folder = backup.folder_of(office.path)
    assert len(list(folder.glob("*.dangwu"))) == len(list(folder.glob("*.dangwu.json"))) == 10
    old, young = folder / ".a-1.partial", folder / ".a-2.partial"
    old.write_bytes(b"x")
    young.write_bytes(b"x")
    os.utime(old, (0, 0))
    made_by_hand(office)
    assert (old.exists(), young.exists()) == (False, True)


def test_copies_of_another_line_never_push_out_the_present_ones(office, add, path):
    """After going back to an old copy the journal's head is lower than that of the copies left behind."""
    with clock.stopped(date(2026, 11, 20)):
        early = made_by_hand(office)
        for n in range(30):
            add(office, f"沈{n}")
            office.back_up(Reason.CLOSE)
        office.release()
        backup.restore(Door(early.path), path)
    shelf.go_on(path)
    with clock.stopped(date(2026, 11, 21)), Office.open(path) as again:
        for n in range(12):
            add(again, f"方{n}")
            again.back_up(Reason.CLOSE)
        again.release()
    of_day = [one.seq for one in backup.copies(path) if one.made.day == 21]
    assert of_day == list(range(12, 2, -1))


@pytest.mark.parametrize("year", [2009, 2099])
def test_special_copies_outlive_a_clock_that_is_wrong(year):
    special = [of(date(2026, 1, 10), n, Reason.IMPORT, hour=n) for n in range(1, 9)]
    held = [*special, *(of(date(year, 1, 1), 100 + n) for n in range(20))]
    assert set(special) <= shelf.kept(held, datetime(year, 1, 2, tzinfo=UTC))


def test_after_a_restore_no_copy_goes_until_the_user_has_looked(path, add):
    with clock.stopped(date(2026, 11, 20)):
        with Office.open(path) as office:
            early = made_by_hand(office)
            office.release()
        backup.restore(Door(early.path), path)
        assert shelf.paused(path)
        with Office.open(path) as again:
            for n in range(12):
                add(again, f"沈{n}")
                again.back_up(Reason.CLOSE)
            assert len([one for one in backup.copies(path) if one.reason == "自动"]) == 12
            shelf.go_on(path)
            again.back_up(Reason.HAND)
            again.release()
    assert not shelf.paused(path)
    assert len([one for one in backup.copies(path) if one.reason == "自动"]) == 9


def test_a_copy_without_a_note_pushes_out_nothing_and_stays(path, add):
    with clock.stopped(date(2026, 11, 20)), Office.open(path) as office:
        made_by_hand(office)
        strangers = [path.parent / "备份" / f"青禾中学-9{n:05d}-20261120-0900-自动.dangwu" for n in range(12)]
        for one in strangers:
            one.write_bytes(b"x")
        for n in range(11):
            add(office, f"沈{n}")
            office.back_up(Reason.CLOSE)
        office.release()
    assert [one.note == {} for one in backup.copies(path)] == [True] * 12 + [False] * 11
    assert all(one.exists() for one in strangers)


def test_a_note_whose_copy_never_came_is_swept_away(office, add):
    folder = made_by_hand(office).path.parent
    orphans = [folder / f"青禾中学-000001-20261120-090{n}-自动.dangwu.json" for n in range(2)]
    for one in (*orphans, other := folder / "青禾中学-初中部.dangwu.json"):
        one.write_text("{}")
        os.utime(one, (0, 0))
    os.utime(orphans[1])  # somebody may be making that copy right now
    made_by_hand(office)
    assert [one.exists() for one in (*orphans, other)] == [False, True, True]


def test_whether_all_is_copied_is_told_by_the_journals_chain(path, add):
    with Office.open(path) as office:
        assert backup.is_copied(office.door)  # nothing was ever done in it
        add(office, "林知夏")
        assert not backup.is_copied(office.door)
        copy = made_by_hand(office).path
        assert backup.is_copied(office.door)
        copy.write_bytes(copy.read_bytes()[:-1000])
        assert not backup.is_copied(office.door)
        office.release()


def test_closing_makes_no_second_copy_of_the_same(path, add):
    with Office.open(path) as office:
        add(office, "林知夏")
        made_by_hand(office)
    assert [one.reason for one in backup.copies(path)] == ["手动"]


def test_an_old_copy_that_somebody_is_reading_goes_with_the_next(office, add, monkeypatch):
    """As on Windows, where a file that is open cannot be removed."""
    real, held = files.remove, []

    def remove(path):
        if not held or path == held[0]:
            held[:] = [path]
            raise PermissionError(13, "in use")
        real(path)

    with clock.stopped(date(2026, 11, 20)):
        with monkeypatch.context() as patch:
            patch.setattr(files, "remove", remove)
            for n in range(12):
                add(office, f"沈{n}")
                office.back_up(Reason.CLOSE)
        assert held[0].exists()
        assert backup.note_path(held[0]).exists()
        assert len(backup.copies(office.path)) == 11
        add(office, "方砚舟")
        office.back_up(Reason.CLOSE)
    assert len(backup.copies(office.path)) == 10


def test_taking_an_import_back_makes_a_copy_first(office, add):
    with office.change("导入党员：名册.xlsx", kind="import") as session:
        session.add(Person(name="林知夏"))
    office.undo()
    office.redo()
    office.revert(1)
    assert [one.reason for one in backup.copies(office.path)] == ["撤销导入前", "撤销导入前"]
    add(office, "沈砚秋")
    office.undo()
    assert len(backup.copies(office.path)) == 2


def test_taking_back_what_touched_more_than_fifty_records_makes_a_copy_first(office):
    for many in (50, 51):
        with office.change(f"登记 {many} 人") as session:
            session.add_all([Person(name=f"沈{n}") for n in range(many)])
    office.undo()
    assert [one.reason for one in backup.copies(office.path)] == ["批量修改前"]
    office.undo()
    assert len(backup.copies(office.path)) == 1


def test_an_undo_that_is_stopped_while_it_copies_changes_nothing(office):
    with office.change("导入党员：名册.xlsx", kind="import") as session:
        session.add(Person(name="林知夏"))
    with pytest.raises(Cancelled):
        office.undo(lambda _done, _total: False)
    assert backup.copies(office.path) == []
    assert office.undo_sentence == "导入党员：名册.xlsx"
    with pytest.raises(Cancelled):  # stopped at the very end: the copy is there, the change is not
        office.undo(lambda done, total: done < total or not total)
    assert (office.last_seq, len(backup.copies(office.path))) == (1, 1)
    assert list(backup.folder_of(office.path).glob(".*")) == []
