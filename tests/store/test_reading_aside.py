import threading

import pytest
from sqlalchemy import select

from partyoffice.core.cancel import Superseded
from partyoffice.core.errors import OfficeError
from partyoffice.members.records import Person


def add(office, name):
    with office.change(f"新增 {name}") as session:
        session.add(Person(name=name))


def names(session):
    return session.execute(select(Person.name)).scalars().all()


def test_a_long_question_holds_up_no_change_and_is_told_to_ask_again(office):
    with pytest.raises(Superseded), office.reading_aside() as session:
        assert names(session) == []
        add(office, "沈砚秋")  # would wait five seconds and then be refused beside a usual reading
        assert names(session) == ["沈砚秋"]


def test_undisturbed_it_answers_as_any_reading(office):
    add(office, "沈砚秋")
    with office.reading_aside() as session:
        found = names(session)
    assert found == ["沈砚秋"]


def test_what_goes_wrong_because_of_a_change_is_no_fault(office):
    with pytest.raises(Superseded), office.reading_aside():
        add(office, "沈砚秋")
        raise KeyError("沈砚秋")


def test_what_goes_wrong_by_itself_stays_a_fault(office):
    with pytest.raises(KeyError), office.reading_aside():
        raise KeyError("沈砚秋")


def test_a_refusal_of_the_disk_is_told_in_words(office):
    office.path.write_bytes(b"x" * office.path.stat().st_size)
    with pytest.raises(OfficeError), office.reading_aside() as session:
        names(session)


def test_it_writes_nothing(office):
    with pytest.raises(RuntimeError), office.reading_aside() as session:
        session.connection().exec_driver_sql("DELETE FROM person")


def test_from_another_thread_a_change_goes_through_at_once(office):
    inside, go_on, told = threading.Event(), threading.Event(), []

    def ask():
        try:
            with office.reading_aside() as session:
                names(session)
                inside.set()
                go_on.wait(5)
        except Superseded:
            told.append("ask again")

    thread = threading.Thread(target=ask)
    thread.start()
    inside.wait(5)
    add(office, "沈砚秋")
    go_on.set()
    thread.join(5)
    assert told == ["ask again"]
