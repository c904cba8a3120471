"""No room left: every action is there or it is not, and says so."""

import re

import pytest
from sqlalchemy import event

from partyoffice.core.errors import OfficeError
from partyoffice.members.records import History, Person
from partyoffice.store import backup, journal
from partyoffice.store.backup import Reason
from partyoffice.store.drafts import Draft, Drafts
from partyoffice.store.engine import Door
from partyoffice.store.office import Office


@pytest.fixture
def limited(path, content):
    """Open the office so that its file can grow by only so many pages."""

    def run(pages, action):
        with Office.open(path) as office:
            with office.reading() as session:
                now = session.connection().exec_driver_sql("PRAGMA page_count").scalar()
            office._sql.dispose()

            def limit(connection, _record):
                connection.execute(f"PRAGMA max_page_count={now + pages}")

            event.listen(office._sql, "connect", limit)
            try:
                action(office)
            finally:
                office.release()

    return run


def take_in(office):
    with office.change("导入", kind="import") as session:
        people = [Person(name=f"沈{n}" + "秋" * 100) for n in range(20)]
        session.add_all(people)
        session.flush()
        session.add_all(History(person_id=p.id, fact="党支部", value="支" * 300) for p in people)


def undo_all(office):
    take_in(office)
    office.undo()


@pytest.mark.parametrize("action", [take_in, undo_all])
def test_an_action_is_whole_or_absent_however_little_room_there_is(limited, path, content, tries, action):
    empty = content(path)
    outcomes = []
    for pages in range(0, tries(80, 201), tries(4, 1)):
        before = content(path)
        outcomes.append("done")
        try:
            limited(pages, action)
        except OfficeError as error:
            outcomes[-1] = str(error)
        assert outcomes[-1] == "done" or re.search(r"磁盘空间不足.*只剩 \d+ MB", outcomes[-1])
        after = content(path)
        if action is take_in:
            assert after == before or (
                outcomes[-1] == "done" and len(after["person"]) == len(before["person"]) + 20
            )
        with Office.open(path, writing=False) as office, office.reading() as session:
            assert journal.verify(session) is None
    assert outcomes[0] != "done"
    assert outcomes[-1] == "done"
    assert empty["person"] == []


def test_after_room_was_made_the_same_action_goes_through(limited, path, refused):
    def twice(office):
        refused(take_in, office)
        office._sql.dispose()
        event.listen(
            office._sql,
            "connect",
            lambda connection, _record: connection.execute("PRAGMA max_page_count=100000"),
        )
        take_in(office)
        assert office.last_seq == 1

    limited(0, twice)


def test_a_copy_that_fails_at_any_call_leaves_no_half_and_loses_none(path, add, failing, content):
    with Office.open(path) as office:
        add(office, "林知夏")
        first = office.back_up(Reason.HAND)
        folder = first.path.parent
        held = {one.name: one.read_bytes() for one in folder.iterdir()}

        def again():
            backup.make(office.door, Reason.HAND)

        for number in failing(again):
            now = {one.name: one.read_bytes() for one in folder.iterdir()}
            whole = {one.path.name for one in backup.copies(path)}
            assert held.items() <= now.items(), number
            assert not [name for name in now if name.endswith(".partial")]
            for one in backup.copies(path):
                backup.verify(Door(one.path))
            held = now
        assert len(whole) >= 1
        office.release()


def test_a_restore_that_fails_at_any_call_leaves_the_present_in_place(path, add, failing, content):
    with Office.open(path) as office:
        add(office, "林知夏")
        made = office.back_up(Reason.HAND)
        add(office, "沈砚秋")
        office.release()
    present = content(path)
    for number in failing(lambda: backup.restore(Door(made.path), path)):
        assert content(path) == present, number
        assert not list(path.parent.glob(".*.partial"))
    assert content(path) == content(made.path)


def test_making_an_office_that_fails_at_any_call_leaves_nothing(tmp_path, failing):
    path = tmp_path / "新.dangwu"
    for _ in failing(lambda: Office.create(path).release()):
        assert not path.exists()
        assert not list(tmp_path.glob(".*.partial"))
    assert path.exists()


def test_wherever_the_disk_ends_a_copy_is_whole_with_its_note_or_not_there(path, add, room, tries):
    with Office.open(path) as office:
        add(office, "林知夏")
        first, size, steps = office.back_up(Reason.HAND), path.stat().st_size, tries(4, 60)
        there = {one.name: one.read_bytes() for one in first.path.parent.iterdir()}
        for step in range(steps):
            with room(size * step // steps), pytest.raises(OfficeError) as refused:
                office.back_up(Reason.HAND)
            assert "没有改动" in str(refused.value)
            assert {one.name: one.read_bytes() for one in first.path.parent.iterdir()} == there
        assert office.back_up(Reason.HAND).path.exists()
        office.release()


def test_wherever_the_disk_ends_the_drafts_kept_before_are_still_there(path, room):
    with Office.open(path) as office:
        kept = Drafts(office)
        kept.keep(Draft("一", "新增党员", "members", values={"name": "林知夏"}))
        for pages in range(3, 12):
            with room(4096 * pages - 100):
                if refusal := refusal_of_keeping(kept):
                    assert "没有存成草稿" in refusal
            assert {one.key for one in kept.all()} >= {"一"}
            assert len(kept.all()) == 1 + (not refusal)
            kept.drop("二")
        assert not refusal
        kept.drop("一")
        office.release()


def refusal_of_keeping(kept):
    try:
        kept.keep(Draft("二", "新增党员", "members", values={"note": "秋" * 8000}))
    except OfficeError as error:
        return error.what
    return ""
