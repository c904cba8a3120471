"""A number given to paper is never given twice: not after undo, redo, a refusal or a restored copy."""

import shutil
from contextlib import closing

import pytest
from sqlcipher3 import dbapi2

from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.store import backup, migrate, numbers, revisions
from partyoffice.store.backup import Reason
from partyoffice.store.engine import Door, free_hand
from partyoffice.store.numbers import MOST, give, given, next_number
from partyoffice.store.office import Office

LETTER = "党员证明信"


def take(office, number=None, year=2026, series=LETTER, sentence="出具 党员证明信：林知夏"):
    with office.change(sentence) as session:
        give(session, series, year, number or next_number(session, series, year), sentence)


def taken(office, year=2026, series=LETTER):
    with office.reading() as session:
        return [one.number for one in given(session, series, year)]


def following(office, year=2026, series=LETTER):
    with office.reading() as session:
        return next_number(session, series, year)


def test_numbers_follow_each_other_by_series_and_year(any_office):
    assert following(any_office) == 1
    take(any_office)
    take(any_office)
    take(any_office, year=2027)
    take(any_office, series="入党志愿书", year=0)
    assert (taken(any_office), taken(any_office, 2027), taken(any_office, 0, "入党志愿书")) == (
        [1, 2],
        [1],
        [1],
    )
    assert following(any_office) == 3


def test_asking_for_the_next_number_gives_nothing(office):
    for _ in range(3):
        with office.change("看看") as session:
            assert next_number(session, LETTER, 2026) == 1
    assert taken(office) == []


def test_a_number_may_be_skipped_or_come_from_the_book_and_the_next_follows_the_highest(office):
    take(office, 12)
    take(office, 3)
    assert (taken(office), following(office)) == ([3, 12], 13)


def test_a_number_given_before_is_refused_with_its_day_its_use_and_the_next_one(
    office, stopped_clock, refused
):
    take(office, 12)
    before = office.last_seq
    said = refused(take, office, 12, sentence="出具 党员证明信：沈砚秋")
    day = f"{clock.today()}"
    assert f"{LETTER} 2026 年第 12 号已经在 {day} 给了“出具 党员证明信：林知夏”" in said
    assert "下一个号码是 13" in said
    assert (taken(office), office.last_seq) == ([12], before)


@pytest.mark.parametrize("number", [0 - 1, MOST + 1, 10**30, -(10**30)])
def test_what_is_no_number_of_a_paper_is_refused(office, refused, number):
    assert f"不在 1–{MOST} 之间" in refused(take, office, number)
    assert taken(office) == []


def test_nought_is_no_number(office):
    with pytest.raises(OfficeError, match="不在"), office.change("试") as session:
        give(session, LETTER, 2026, 0, "试")


def test_a_series_without_a_name_is_a_fault_of_ours(office):
    for series, year in (("", 2026), (LETTER, -1)):
        with pytest.raises(ValueError, match=r"26|-1"), office.change("试") as session:
            give(session, series, year, 1, "试")


def test_when_all_numbers_are_used_up_a_free_one_is_asked_for(office, refused):
    take(office, MOST)
    assert "填一个没有用过的号码" in refused(take, office)
    take(office, 7)


def test_a_refused_action_gives_no_number(office):
    with pytest.raises(ZeroDivisionError), office.change("出具") as session:
        give(session, LETTER, 2026, 1, "出具")
        raise ZeroDivisionError
    assert taken(office) == []


def test_a_number_is_given_within_a_change_and_nowhere_else(office):
    with office.reading() as session:
        give(session, LETTER, 2026, 1, "读着读着")
    assert taken(office) == []


def test_two_forms_that_were_offered_the_same_number_do_not_both_get_it(office, refused):
    offered = [following(office), following(office)]
    take(office, offered[0])
    assert "已经在" in refused(take, office, offered[1])
    take(office)
    assert taken(office) == [1, 2]


def test_the_number_stands_outside_the_journal_and_the_chain_still_closes(office):
    from partyoffice.store import journal

    take(office)
    with office.reading() as session:
        assert journal.verify(session) is None
    assert office.undo_sentence == ""


STATEMENTS = {
    "delete": "DELETE FROM given_number",
    "another number": "UPDATE given_number SET number=9",
    "another series": "UPDATE given_number SET series='x'",
    "another year": "UPDATE given_number SET year=2020",
    "another day": "UPDATE given_number SET at='x'",
    "other words": "UPDATE given_number SET sentence='x'",
}


@pytest.mark.parametrize("statement", STATEMENTS.values(), ids=STATEMENTS)
def test_nobody_takes_a_number_back_or_alters_it(office, raw, statement):
    take(office)
    with pytest.raises(dbapi2.DatabaseError, match="stay"):
        raw(office.path, statement)
    assert taken(office) == [1]


def test_the_words_beside_a_number_can_be_emptied_and_the_refusal_is_still_whole(office, raw, refused):
    take(office)
    raw(office.path, "UPDATE given_number SET sentence=''")
    assert "给了别的纸件" in refused(take, office, 1)


def test_the_triggers_are_there_after_every_way_of_making_an_office(office, raw):
    [names] = raw(office.path, "SELECT name FROM sqlite_master WHERE type='trigger'")
    assert set(numbers.TRIGGERS) <= {name for (name,) in names}


# Restored copies -------------------------------------------------------------------------------


def restored(office, copy):
    office.release()
    backup.restore(office.door.at(copy.path), office.path)
    return Office.open(office.path, office.door.key)


def test_a_restored_copy_takes_along_what_was_given_since(any_office):
    take(any_office)
    copy = any_office.back_up(Reason.HAND)
    take(any_office)
    take(any_office, 40, sentence="出具 党员证明信：沈砚秋")
    with restored(any_office, copy) as again:
        assert (taken(again), following(again)) == ([1, 2, 40], 41)
        with again.reading() as session:
            assert given(session, LETTER, 2026)[-1].sentence == "出具 党员证明信：沈砚秋"
        with pytest.raises(OfficeError, match="已经在"):
            take(again, 2)


def test_going_back_and_forth_between_copies_forgets_no_number(office):
    first = office.back_up(Reason.HAND)
    take(office)
    second = office.back_up(Reason.HAND)
    again = restored(office, first)
    take(again)
    with restored(again, second) as last:
        assert taken(last) == [1, 2]


def test_a_copy_itself_stays_as_it_was(office):
    copy = office.back_up(Reason.HAND)
    before = copy.path.read_bytes()
    take(office)
    restored(office, copy).release()
    assert copy.path.read_bytes() == before
    backup.verify(Door(copy.path))


def test_another_offices_numbers_are_none_of_ours(office, tmp_path):
    take(office)
    other = tmp_path / "别处.dangwu"
    with Office.create(other) as made:
        copy = made.back_up(Reason.HAND)
        made.first_seq = made.last_seq
    with restored(office, copy) as again:
        assert taken(again) == []


def test_a_broken_present_file_does_not_keep_the_copy_from_coming_back(office):
    copy = office.back_up(Reason.HAND)
    office.release()
    office.path.write_bytes(b"broken" * 1000)
    backup.restore(Door(copy.path), office.path)
    Office.open(office.path).release()


def older(path):
    """Make an office as a program without the book of numbers made it."""
    connection = migrate.opened(Door(path))
    for name in revisions.known()[:3]:
        with connection.begin(), free_hand(connection):
            migrate._one_revision(connection, migrate.Scripts.of(connection), name)
    migrate._sign(connection)
    connection.close()
    connection.engine.dispose()


def test_a_copy_of_an_older_program_is_brought_up_and_takes_the_numbers_along(tmp_path):
    path = tmp_path / "旧.dangwu"
    older(path)
    copy = shutil.copyfile(path, tmp_path / "旧的备份.dangwu")
    with Office.open(path) as office:
        take(office)
        office.release()
    backup.restore(Door(copy), path)
    with Office.open(path) as again:
        assert taken(again) == [1]
        again.release()
    with closing(dbapi2.connect(str(copy))) as kept:
        assert kept.execute("SELECT version_num FROM alembic_version").fetchone() == ("0003",)


def test_an_older_copy_without_numbers_since_is_left_for_the_opening_to_bring_up(tmp_path, raw):
    path = tmp_path / "旧.dangwu"
    older(path)
    copy = shutil.copyfile(path, tmp_path / "旧的备份.dangwu")
    Office.open(path).release()
    backup.restore(Door(copy), path)
    assert raw(path, "SELECT version_num FROM alembic_version") == [[("0003",)]]
    Office.open(path).release()
