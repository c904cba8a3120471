"""R59: whatever kind of record is deleted comes back by undoing, the same in every column."""

import pytest
from sqlalchemy import inspect, select

from partyoffice import making
from partyoffice.parts import PARTS
from partyoffice.store import undo
from partyoffice.store.office import Office

KINDS = [kind for part in PARTS for kind in part.records]


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """An invented school with records of nearly every kind, no change of which is guarded here."""
    path = tmp_path_factory.mktemp("restoring") / "校.dangwu"
    made = Office.create(path)
    making.make_sample(made, 30, 1)
    guards, Office.guards = Office.guards, ()
    yield made
    Office.guards = guards
    made.release()


def stored(office, kind):
    table = inspect(kind).local_table
    with office.reading() as session:
        return {row.id: tuple(row) for row in session.execute(select(table))}


def whole(session, record):
    """The record with everything that points at it, and so on: what would be deleted with it."""
    found, fresh = {}, [record]
    while fresh:
        one = fresh.pop()
        if (one.__tablename__, one.id) not in found:
            found[one.__tablename__, one.id] = one
            for (kind, number), _to in undo.references(session, one.__tablename__, [one.id]):
                fresh.append(session.get(undo.mapper_of(kind).class_, number))
    return list(found.values())


def filled(session, kind):
    """A record with something in every column that must not be empty."""
    mapper = inspect(kind)
    made = mapper.class_manager.new_instance()
    for key, column in mapper.columns.items():
        if key != "id" and not column.nullable:
            target = next((link.column.table for link in column.foreign_keys), None)
            linked = None if target is None else session.execute(select(target.c.id)).scalars().first()
            setattr(
                made,
                key,
                undo.loaded(mapper, key, SOME.get(str(column.type), 1)) if linked is None else linked,
            )
    return made


SOME = {"VARCHAR": "甲", "VARCHAR(10)": "2026-03-01", "JSON": "[]"}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__tablename__)
def test_every_kind_of_record_deleted_with_what_hangs_on_it_comes_back_the_same(office, kind):
    if not stored(office, kind):
        with office.change("新增") as session:
            session.add(filled(session, kind))
    with office.reading() as session:
        number = max(stored(office, kind))
        kinds = {type(one) for one in whole(session, session.get_one(kind, number))}
    before = {each: stored(office, each) for each in kinds}
    with office.change("删除") as session:
        for one in whole(session, session.get_one(kind, number)):
            session.delete(one)
    assert number not in stored(office, kind)
    office.undo()
    assert {each: stored(office, each) for each in kinds} == before
