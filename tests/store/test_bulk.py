"""Many records written at once: whole, in the journal, undone like others, and only inside a change."""

import pytest

from partyoffice.core.dates import Day
from partyoffice.meetings.records import Meeting
from partyoffice.organisation.actions import set_up
from partyoffice.store import history, journal
from partyoffice.store.bulk import add_rows

DAYS = (Day(2026, 3, 5), Day(2026, 3, 6))


@pytest.fixture
def body(office):
    with office.change("建支部") as session:
        return set_up(session, "青禾中学").id


def rows(body):
    return [{"organisation_id": body, "kind": "党课", "on": day, "chair": "方砚舟"} for day in DAYS]


def test_rows_become_records_with_their_defaults_and_follow_on_from_the_last_id(office, body):
    with office.change("三次党课") as session:
        first = add_rows(session, Meeting, rows(body))
        assert add_rows(session, Meeting, rows(body)[:1]) == [first[-1] + 1]
        assert add_rows(session, Meeting, []) == []
        found = session.get_one(Meeting, first[1])
        assert (found.on, found.chair, found.state, found.counted_as, found.year) == (
            DAYS[1], "方砚舟", "草稿", [], None,
        )  # fmt: skip


def test_they_stand_in_the_journal_as_if_written_one_by_one_and_are_undone(office, body):
    with office.change("一次") as session:
        session.add(one := Meeting(**rows(body)[0], recorder=""))
    with office.change("两次") as session:
        ids = add_rows(session, Meeting, rows(body))
    with office.reading() as session:
        [(_, alone)], [(_, among)] = (
            journal.history_of(session, "meeting", [ident]) for ident in (one.id, ids[0])
        )
        assert among.after == alone.after.replace(f'"id":{one.id},', f'"id":{ids[0]},')
        assert journal.verify(session) is None
        assert history.entries(session)[0].sentence == "两次"
    office.undo()
    with office.reading() as session:
        assert [row.id for row in session.query(Meeting)] == [one.id]


def test_outside_a_change_nothing_is_written(office, body):
    with office.reading() as session, pytest.raises(KeyError):
        add_rows(session, Meeting, rows(body))
