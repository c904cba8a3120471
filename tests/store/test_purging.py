"""彻底删除: nothing of what was erased is left in the file, all else is as before, the chain closes."""

from contextlib import nullcontext

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.meetings.records import Talk
from partyoffice.members.records import Award, History, Person, Relative
from partyoffice.organisation.records import Organisation
from partyoffice.store import backup, blobs, history, journal, named_views, numbers, purging, snoozes
from partyoffice.store.blobs import Blob
from partyoffice.store.journal import JournalChange
from partyoffice.store.named_views import NamedView
from partyoffice.store.office import Office

ID, NAME, OWN = "330099198802034122", "顾听澜", (b"PORTRAIT", b"SHARED")
SPOTS = (NAME, ID, "AWARD-1", "AWARD-GONE", "RELATIVE-UNDONE", "NOTE-OLD", "REASON-OF-HERS", "PORTRAIT")


def person_with_everything(office):
    """Somebody who has left a trace wherever the office keeps any, in sentences that name nobody."""
    with office.change("新增") as session:
        person = Person(name=NAME, id_number=ID, note="NOTE-OLD", photo=blobs.put(session, OWN[0]))
        session.add(person)
        session.flush()
        gone = Award(person_id=person.id, name="AWARD-GONE", document=blobs.put(session, OWN[1]))
        session.add_all([Award(person_id=person.id, name="AWARD-1"), gone])
        other = Person(name="沈砚秋", photo=blobs.put(session, OWN[1]))
        session.add_all([other, History(person_id=person.id, fact="在册", value="在册")])
    with office.change("删除") as session:
        session.delete(session.get_one(Award, gone.id))
        session.get_one(Person, person.id).note = ""
    with office.change("添加") as session:
        session.add(Relative(person_id=person.id, name="RELATIVE-UNDONE"))
    office.undo()
    with office.change("推迟") as session:
        snoozes.put_off(session, [f"思想汇报/person/{person.id}/2026-12-01"], None, "REASON-OF-HERS")
        snoozes.put_off(session, ["思想汇报/person/9/2026-12-01"], None, "别人的")
        named_views.save(session, "members", NamedView("自建", "在册党员", {"name": [NAME]}))
        numbers.give(session, "证明信", 2026, 1, f"证明信：{NAME}", kind="award")
        numbers.give(session, "证明信", 2026, 2, "证明信：沈砚秋", kind="award")
    return person.id


def purge(office, person_id, words=(NAME, ID)):
    purging.erase(
        office, "彻底删除", lambda session: purging.purge(session, session.get_one(Person, person_id), words)
    )


def left_in(path):
    raw = path.read_bytes()
    return [spot for spot in SPOTS if spot.encode() in raw]


def test_nothing_of_somebody_purged_is_left_in_the_bytes_of_the_file(office, path, stopped_clock):
    person_id = person_with_everything(office)
    assert left_in(path) == list(SPOTS)
    purge(office, person_id)
    assert left_in(path) == []
    assert not path.with_name(path.name + "-journal").exists()


def test_what_belongs_to_others_stays(office, stopped_clock):
    purge(office, person_with_everything(office))
    with office.reading() as session:
        assert [one.name for one in session.query(Person)] == ["沈砚秋"]
        assert [one.content for one in session.query(Blob)] == [OWN[1]]  # her award had it, his photo has it
        assert list(snoozes.snoozes(session)) == ["思想汇报/person/9/2026-12-01"]
        assert named_views.views_of(session, "members") == []
        assert [one.sentence for one in numbers.given(session, "证明信", 2026)] == ["", "证明信：沈砚秋"]
        assert history.changes(session, 1) is not None


def test_the_chain_still_closes_and_tells_who_did_what(any_office, stopped_clock):
    person_id = person_with_everything(any_office)
    with any_office.reading() as session:
        before = [(one.seq, one.sentence, one.digest, one.chain) for one in session.query(journal.Journal)]
    purge(any_office, person_id)
    with any_office.reading() as session:
        after = [(one.seq, one.sentence, one.digest, one.chain) for one in session.query(journal.Journal)]
        assert after[:-1] == before
        assert after[-1][1] == "彻底删除"
        assert journal.verify(session) is None
        bare = session.query(JournalChange).filter(JournalChange.salt.is_(None))
        assert {one.seq for one in bare} == {1, 2, 3, 4, 5, 6}
        assert not any(one.before or one.after for one in bare)


def test_several_purged_from_pages_that_were_split_leave_no_copy_behind(office, path):
    ids = []
    for number in range(40):
        with office.change("新增") as session:
            person = Person(name=f"张{number:02}甲", id_number=f"9900{number:02}XYZW", note="n" * number * 7)
            session.add(person)
        ids.append(person.id)
    for number in range(0, 40, 2):
        with office.change("修改") as session:
            session.get_one(Person, ids[number]).note = "m" * (number * 13 % 700)

    def work(session):
        for each in ids[::8]:
            purging.purge(session, session.get_one(Person, each))

    purging.erase(office, "彻底删除", work)
    raw = path.read_bytes()
    there = [number for number in range(40) if f"9900{number:02}XYZW".encode() in raw]
    assert there == [number for number in range(40) if number % 8]


def test_it_cannot_be_undone_and_no_older_step_is_offered(office, refused, stopped_clock):
    person_id = person_with_everything(office)
    purge(office, person_id)
    assert (office.undo_sentence, office.redo_sentence) == ("", "")
    assert "没有可以撤销的操作" in refused(office.undo)
    for seq in (1, office.last_seq):
        assert "明细已被清空" in refused(office.revert, seq)


def test_one_copy_is_made_before_and_holds_what_was_erased(office, path, stopped_clock):
    person_id = person_with_everything(office)
    purge(office, person_id)
    [copy] = backup.copies(path)
    assert copy.reason == "彻底删除前"
    assert left_in(copy.path) == list(SPOTS)


def test_whoever_the_books_of_others_name_is_not_purged(office, path, refused, content):
    with office.change("新增") as session:
        school, person = Organisation(name="青禾中学", kind="党支部"), Person(name=NAME)
        session.add_all([school, person])
        session.flush()
        session.add(Talk(on=Day(2026, 3, 1), kind="谈心", talker_id=person.id, organisation_id=school.id))
    before = content(path)
    assert f"还有谈心谈话 1 条与{NAME}有关，不能彻底删除" in refused(purge, office, person.id)
    assert content(path) == before


def test_a_disk_too_full_to_write_the_file_anew_is_told_with_what_was_done(office, monkeypatch):
    with office.change("新增") as session:
        person = Person(name=NAME)
        session.add(person)

    class Full:
        def execute(self, _statement):
            raise purging.driver.OperationalError("database or disk is full")

    def full(connection):
        connection.close()
        return nullcontext(Full())

    monkeypatch.setattr(purging, "closing", full)
    with pytest.raises(OfficeError, match="已彻底删除，但"):
        purge(office, person.id)
    with office.reading() as session:
        assert session.get(Person, person.id) is None


def test_a_window_that_only_reads_purges_nothing(path, refused):
    with Office.open(path, writing=False) as looking:
        assert "只读" in refused(purging.erase, looking, "彻底删除", lambda _session: None)
