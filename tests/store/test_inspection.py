"""Every copy is opened and checked whole once a month, not the newest alone."""

import os
from datetime import date

import pytest

from partyoffice.core import clock
from partyoffice.core.cancel import Cancelled
from partyoffice.store import backup, encryption, inspection, known, shelf
from partyoffice.store.backup import Reason
from partyoffice.store.engine import Door
from partyoffice.store.inspection import State
from partyoffice.store.office import Office

OCTOBER, NOVEMBER, DECEMBER = date(2026, 10, 8), date(2026, 11, 20), date(2026, 12, 1)


@pytest.fixture(autouse=True)  # ruff: ignore[pytest-fixture-autouse] -- every test here looks at this PC's memory
def this_pc(another_pc):
    """Remember nothing of other tests."""


@pytest.fixture
def three(office, add):
    """Three copies of October, the newest last."""
    made = []
    with clock.stopped(OCTOBER):
        for name in ("林知夏", "沈砚秋", "方砚舟"):
            add(office, name)
            made.append(office.back_up(Reason.HAND))
    return made


def turn_a_bit(path, at=-1):
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(bytes(data))


def look_at_all(office, progress=None):
    return inspection.inspect_all(office.door, office.uuid, backup.copies(office.path), progress)


def states(office):
    return [one.state for one in look_at_all(office)]


def test_a_bit_turned_in_any_copy_is_found_and_only_that_one_is_bad(office, three):
    turn_a_bit(three[1].path)
    assert states(office) == [State.SOUND, State.CHANGED, State.SOUND]
    (found,) = inspection.findings(office.door)
    assert three[1].path.name in found.message
    assert three[0].called in found.message  # what to take in its place


def test_broken_pages_a_cut_and_what_cannot_be_read_are_told_and_never_raise(office, three, monkeypatch):
    bare = three[0].path
    backup.note_path(bare).unlink()
    turn_a_bit(bare, 4096)
    three[1].path.write_bytes(three[1].path.read_bytes()[:-5000])
    assert states(office) == [State.SOUND, State.CHANGED, State.DAMAGED]

    def torn(_path):
        raise OSError(5, "input/output error")

    monkeypatch.setattr(shelf.files, "digest", torn)
    assert states(office)[:2] == [State.UNREADABLE] * 2


def test_copies_without_a_note_and_of_another_office_are_no_findings(office, three, tmp_path):
    backup.note_path(three[0].path).unlink()
    with Office.create(tmp_path / "别家.dangwu") as other:
        other.back_up(Reason.HAND, three[0].path.with_name(three[0].path.name.replace("手动", "手动-2")))
        other.release()
    assert sorted(states(office)) == sorted([State.SOUND, State.SOUND, State.BARE, State.FOREIGN])
    assert inspection.findings(office.door) == []


def test_a_copy_under_a_former_password_is_said_so_and_not_called_damaged(path, add, derived_once):
    with Office.open(path) as office:
        add(office, "林知夏")
        office.back_up(Reason.HAND)
        office.release()
    door = encryption.set_password(Door(path), "甲乙丙丁戊")
    former = Door(path, door.key)
    backup.make(former, Reason.HAND)
    door = encryption.change_password(door, "另一个密码二")
    backup.make(door, Reason.HAND)
    uuid = backup.whose_and_head(door)[0]
    looked = inspection.inspect_all(door, uuid, backup.copies(path))
    told = {one.copy.path.name: one.state for one in looked}
    under = [one for one in backup.copies(path) if one.path.read_bytes()[:16] == former.key.salt]
    assert under
    assert {told.pop(one.path.name) for one in under} == {State.SEALED}
    assert set(told.values()) == {State.SOUND}  # the plain one of before among them
    turn_a_bit(under[0].path)
    assert inspection.inspect(door, under[0], uuid).state is State.CHANGED


def test_each_copy_is_due_once_a_month_and_one_made_this_month_waits(office, three, add):
    with clock.stopped(NOVEMBER):
        add(office, "新人")
        office.back_up(Reason.HAND)
        assert [one.seq for one in inspection.due(office.door, NOVEMBER)] == [3, 2, 1]
        look_at_all(office)
        assert inspection.due(office.door, NOVEMBER) == []
    assert len(inspection.due(office.door, DECEMBER)) == 4


def test_stopped_half_way_it_goes_on_with_what_is_left(office, three):
    asked = []

    def until_the_second(done, total):
        asked.append((done, total))
        return done < 400

    with clock.stopped(NOVEMBER):
        with pytest.raises(Cancelled):
            look_at_all(office, until_the_second)
        left = inspection.due(office.door, NOVEMBER)
        assert 0 < len(left) < 3
        inspection.inspect_all(office.door, office.uuid, left)
        assert inspection.due(office.door, NOVEMBER) == []


def test_what_was_found_bad_comes_first_the_next_month_and_is_forgotten_when_mended(office, three):
    whole = three[0].path.read_bytes()
    turn_a_bit(three[0].path)
    with clock.stopped(NOVEMBER):
        look_at_all(office)
    assert inspection.due(office.door, DECEMBER)[0].path == three[0].path
    three[0].path.write_bytes(whole)  # brought back from a stick
    os.utime(three[0].path, (1, 1))
    assert inspection.findings(office.door) == []
    assert [one.path for one in inspection.due(office.door, NOVEMBER)] == [three[0].path]


def test_a_spoilt_memory_is_as_none(office, three):
    look_at_all(office)
    names = [one.path.name for one in three]
    for spoilt in (7, "x", {names[0]: 3, names[1]: {"mark": "x"}, names[2]: {"state": "完好"}}):
        known.remember(office.path, checked=spoilt)
        assert inspection.verdicts(office.door) == {}
        assert inspection.findings(office.door) == []


def test_it_writes_neither_into_the_office_nor_beside_it(office, three):
    before = office.path.read_bytes(), sorted(one.name for one in three[0].path.parent.iterdir())
    seq = office.last_seq
    look_at_all(office)
    assert (office.path.read_bytes(), sorted(one.name for one in three[0].path.parent.iterdir())) == before
    assert office.last_seq == seq


def test_every_state_says_what_to_do(office, three):
    verdicts = [inspection.Verdict(three[0], state, NOVEMBER) for state in State]
    said = {one.state: inspection.advice(one, []) for one in verdicts}
    assert [state for state, words in said.items() if not words] == [State.SOUND]
    assert all("请马上备份" in said[state] for state in inspection.BAD)
