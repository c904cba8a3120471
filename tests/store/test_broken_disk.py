"""The disk refuses in the middle of an action, at each of its calls in turn: whole or absent, and told."""

import disk
import pytest

from partyoffice.core.errors import OfficeError
from partyoffice.members.records import History, Person
from partyoffice.store import journal, settings
from partyoffice.store.drafts import Draft, Drafts
from partyoffice.store.office import Office

pytestmark = pytest.mark.skipif(not disk.THERE, reason="this driver lets nobody come between it and the disk")

# What a disk answers that is full, that breaks, and a stick that was pulled out.
NO_ROOM = dict.fromkeys(("open", "write", "truncate", "sync", "delete"), disk.FULL) | {
    "open": disk.CANNOT_OPEN
}
BROKEN = {"open": disk.CANNOT_OPEN, "write": disk.WRITE_ERROR, "truncate": disk.WRITE_ERROR}
BROKEN |= {"sync": disk.SYNC_ERROR, "delete": disk.DELETE_ERROR}
GONE = BROKEN | {"read": disk.READ_ERROR}


def add(office):
    with office.change("新增") as session:
        person = Person(name="沈砚秋")
        session.add(person)
        session.flush()
        session.add(History(person_id=person.id, fact="党支部", value="第一党支部"))


def mend(office):
    with office.change("更正") as session:
        session.get_one(Person, 1).note = "改" * 3000


def drop(office):
    with office.change("删除") as session:
        session.delete(session.get_one(Person, 1))


def put_setting(office):
    with office.change("设置") as session:
        settings.put(session, settings.OPERATOR, "方砚舟")


def take_back(office):
    office.undo()


ACTIONS = [add, mend, drop, put_setting, take_back]


@pytest.fixture
def broken(path):
    """An office on a disk that can be told to fail."""
    listened = disk.Disk()
    with listened.listening(), Office.open(path) as office:
        with office.change("新增") as session:
            session.add(Person(name="林知夏"))
        with office.change("改") as session:
            session.get_one(Person, 1).note = "原来"
        yield listened, office
        listened.fault = None
        office.release()


def failing_at(listened, number, answers, lasting):
    first = listened.calls + number

    def fault(what, call):
        return answers.get(what, 0) if (call >= first if lasting else call == first and what != "read") else 0

    listened.fault = fault


def told(action, office):
    """Try an action; give what was said where it was refused."""
    try:
        action(office)
    except OfficeError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("action", ACTIONS, ids=lambda one: one.__name__)
@pytest.mark.parametrize(("answers", "lasting"), [(NO_ROOM, False), (BROKEN, False), (GONE, True)])
def test_whichever_call_fails_the_action_is_whole_or_absent(broken, content, tries, answers, lasting, action):
    listened, office = broken
    before, seq, refused = content(office.path), office.last_seq, []
    for number in range(1, 400, tries(4, 1)):
        failing_at(listened, number, answers, lasting)
        begun = listened.calls
        sentence = told(action, office)
        listened.fault = None
        assert listened.calls - begun < 2000, "it never gave up"
        if not sentence:
            break
        refused.append(sentence)
        assert content(office.path) == before, number
        assert office.last_seq == seq
    assert len(refused) > 3
    assert all("没有改动" in sentence for sentence in refused)
    assert content(office.path) != before
    assert office.last_seq == seq + 1
    with office.reading() as session:
        assert journal.verify(session) is None


def test_a_stick_out_of_reach_for_a_moment_takes_no_draft_with_it(path):
    listened = disk.Disk()
    with listened.listening(), Office.open(path) as office:
        kept = Drafts(office)
        kept.keep(Draft("一", "新增党员", "members", values={"name": "林知夏"}))
        kept.keep(Draft("二", "新增党员", "members", values={"name": "沈砚秋"}))
        for touch in (kept.all, lambda: kept.drop("二")):
            failing_at(listened, 0, GONE | {"open": 0}, lasting=True)
            touch()
            listened.fault = None
            assert len(kept.all()) == 2
        kept.drop("二")
        assert [one.key for one in kept.all()] == ["一"]
        kept.drop("一")
        office.release()
