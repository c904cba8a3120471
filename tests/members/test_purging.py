from datetime import timedelta

import pytest

from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.members import actions, home, ordering, views
from partyoffice.members.purging import KEPT, long_in_bin, purge_people
from partyoffice.members.records import NameKey, Person, SealedRoster
from partyoffice.store import journal
from partyoffice.store.drafts import Draft, Drafts

ID, NAME = "330099198802034122", "顾听澜"


@pytest.fixture
def binned(office, stopped_clock):
    """Somebody entered by mistake, now in the bin, whose name is in the cache of names."""
    with office.change("新增") as session:
        person = actions.add_person(session, {"name": NAME, "id_number": ID}, category="正式党员")
    with office.change("移入回收站") as session:
        actions.bin_person(session, session.get_one(Person, person.id))
        session.add(Person(name="沈砚秋"))
    return person.id


def test_purged_from_the_bin_neither_name_nor_number_is_left_but_who_did_what_is(office, binned):
    with office.change("姓名的拼音") as session:
        ordering.remember(session, ordering.name_keys(session, [NAME, "沈砚秋"]).values())
    drafts = Drafts(office)
    drafts.keep(Draft("1", f"更正 {NAME}", "members", {"form": "card", "person": binned}, {"phone": "139"}))
    drafts.keep(Draft("2", "新增党员", "members", {"form": "new"}, {"name": "沈砚秋"}))
    assert purge_people(office, [binned]) == NAME
    assert ID.encode() not in office.path.read_bytes()
    with office.reading() as session:
        assert [one.name for one in session.query(NameKey)] == ["沈砚秋"]
        last = session.get_one(journal.Journal, office.last_seq)
        assert (last.sentence, last.kind) == (f"彻底删除：{NAME}", "purge")
        assert journal.verify(session) is None
    assert [one.key for one in drafts.all()] == ["2"]


def test_who_is_not_in_the_bin_or_stands_in_a_sealed_roster_is_not_purged(office, binned):
    with office.change("恢复") as session:
        actions.unbin_person(session, session.get_one(Person, binned))
    with pytest.raises(OfficeError, match="不在回收站"):
        purge_people(office, [binned])
    with office.change("封存") as session:
        actions.bin_person(session, session.get_one(Person, binned))
        session.add(
            SealedRoster(
                roster="members", year=2025, sealed="", headings=["姓名"], rows=[[NAME]], people=[binned]
            )
        )
    with pytest.raises(OfficeError, match="2025 年末封存的名册"):
        purge_people(office, [binned])


def test_of_several_either_all_are_purged_or_none(office, binned):
    with office.reading() as session:
        other = session.query(Person.id).filter_by(name="沈砚秋").scalar()
    with pytest.raises(OfficeError, match="沈砚秋不在回收站"):
        purge_people(office, [binned, other])
    with office.reading() as session:
        assert session.get(Person, binned) is not None


def test_a_name_others_have_too_is_left_in_their_words(office, binned):
    with office.change("新增") as session:
        session.add(Person(name=f"{NAME}兰"))
        session.add(Person(name=NAME, id_number="", binned=clock.stamp()))
    drafts = Drafts(office)
    drafts.keep(Draft("1", "更正", "members", {"form": "new"}, {"name": NAME}))
    purge_people(office, [binned])
    assert len(drafts.all()) == 1
    drafts.drop("1")


def test_the_bin_is_offered_for_purging_after_180_days_and_never_by_itself(office, binned, stopped_clock):
    assert KEPT.days == 180
    with office.reading() as session:
        for days, wanted in ((KEPT.days, {}), (KEPT.days + 1, {binned: NAME})):
            on = stopped_clock + timedelta(days=days)
            assert long_in_bin(session, on) == wanted
            duties = list(home.due(session, on))
            assert bool(duties) == bool(wanted)
        assert duties[0].due >= on
        assert duties[0].spot.view in views.TITLES
        assert "超过 180 天" in duties[0].text
        assert session.get(Person, binned) is not None
