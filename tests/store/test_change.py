import json

import pytest
from sqlalchemy import delete, insert, select, text, update

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.members.records import Award, History, NameKey, Person, SealedRoster
from partyoffice.organisation.records import Organisation
from partyoffice.store import journal, settings
from partyoffice.store.base import fields_of
from partyoffice.store.journal import Journal, JournalChange


def names(office):
    with office.reading() as session:
        return sorted(session.execute(select(Person.name)).scalars())


def body(office, seq):
    with office.reading() as session:
        rows = session.execute(select(JournalChange).where(JournalChange.seq == seq)).scalars()
        return [(row.kind, json.loads(row.before or "null"), json.loads(row.after or "null")) for row in rows]


# --- all or nothing ---


@pytest.mark.parametrize("point", [0, 1, 2, 3])
def test_an_error_at_any_point_leaves_nothing(any_office, add, content, point):
    add(any_office, "林知夏")

    def stop(here):
        if here == point:
            raise LookupError

    with pytest.raises(LookupError), any_office.change("新增两位") as session:
        stop(0)
        session.add(Person(name="沈砚秋"))
        stop(1)
        session.flush()
        session.get_one(Person, 1).note = "改过"
        stop(2)
        session.flush()
        session.delete(session.get_one(Person, 1))
        session.flush()
        stop(3)
    assert names(any_office) == ["林知夏"]
    assert any_office.last_seq == 1
    with any_office.reading() as session:
        assert session.get_one(Person, 1).note == ""
        assert journal.verify(session) is None


def test_a_broken_link_is_refused_at_the_end_and_leaves_nothing(office, refused):
    def wrong():
        with office.change("登记履历") as session:
            session.add(Person(name="林知夏"))
            session.add(History(person_id=99, fact="党支部"))

    assert "与已有记录冲突" in refused(wrong)
    assert names(office) == []
    assert office.last_seq == 0


def test_the_same_id_number_twice_is_refused_until_one_lies_in_the_bin(office, add, refused):
    add(office, "林知夏", id_number="330099199003071234")
    assert "与已有记录冲突" in refused(add, office, "沈砚秋", id_number="330099199003071234")
    with office.change("放入回收站") as session:
        session.get_one(Person, 1).binned = clock.stamp()
    add(office, "沈砚秋", id_number="330099199003071234")
    add(office, "方砚舟")
    add(office, "顾青禾")
    assert names(office) == ["方砚舟", "林知夏", "沈砚秋", "顾青禾"]


def test_nothing_changed_means_no_row_in_the_journal(office, add):
    add(office, "林知夏")
    with office.change("什么也没改") as session:
        person = session.get_one(Person, 1)
        person.name = "别的"
        session.flush()
        person.name = "林知夏"
    with office.change("加了又删") as session:
        person = Person(name="沈砚秋")
        session.add(person)
        session.flush()
        session.delete(person)
    assert office.last_seq == 1
    assert office.undo_sentence == "新增 林知夏"


def test_ids_are_never_given_twice(office, add):
    add(office, "林知夏")
    office.undo()
    assert add(office, "沈砚秋") == 2


# --- the journal's row ---


def test_an_action_leaves_one_row_that_says_what_when_who(any_office, stopped_clock):
    with any_office.change("设置操作人") as session:
        settings.put(session, settings.OPERATOR, "沈砚秋")
    with any_office.change("新增 林知夏", kind="import") as session:
        session.add(Person(name="林知夏", birth=Day(1990, 3), place=0))
    with any_office.reading() as session:
        row = session.get_one(Journal, 2)
    assert (row.sentence, row.kind, row.operator, row.reverts) == ("新增 林知夏", "import", "沈砚秋", None)
    assert row.at == "2026-11-20T12:00:00.000Z+0000"
    assert row.revision == any_office.revision
    assert body(any_office, 2) == [
        ("person", None, {"id": 1, "name": "林知夏", "birth": "1990-03", "place": 0})
    ]


def test_a_change_is_told_field_by_field_with_stored_values(office, add):
    add(office, "林知夏", note="旧", joined=Day(2012, 6, 21), phone="13900000000")
    with office.change("修改") as session:
        person = session.get_one(Person, 1)
        person.note, person.joined, person.phone, person.place = "中间", None, "", 7
        session.flush()
        person.note = "新"
    before = {"note": "旧", "joined": "2012-06-21", "phone": "13900000000", "place": None}
    after = {"note": "新", "joined": None, "phone": None, "place": 7}
    assert body(office, 2) == [("person", before, after)]


def test_a_new_record_emptied_before_the_end_is_told_as_it_ended(office):
    with office.change("新增") as session:
        person = Person(name="林知夏", note="先写")
        session.add(person)
        session.flush()
        person.note = ""
    assert body(office, 1) == [("person", None, {"id": 1, "name": "林知夏"})]
    office.undo()
    assert names(office) == []


def test_a_value_overwritten_unread_is_still_told(office, add):
    add(office, "林知夏", note="旧")
    with office.change("修改") as session:
        person = session.get_one(Person, 1)
        session.expire(person)
        person.note = "新"
    assert body(office, 2) == [("person", {"note": "旧"}, {"note": "新"})]


def test_a_record_read_before_can_be_changed_later(office, add):
    add(office, "林知夏")
    with office.reading() as session:
        person = session.get_one(Person, 1)
    with office.change("修改") as session:
        session.add(person)
        person.note = "新"
    assert body(office, 2) == [("person", {"note": None}, {"note": "新"})]


def test_the_history_of_a_record_is_read_from_it(office, add):
    add(office, "林知夏")
    add(office, "沈砚秋")
    with office.change("修改 林知夏") as session:
        session.get_one(Person, 1).note = "x"
    with office.reading() as session:
        told = [
            (row.sentence, change.record_id) for row, change in journal.history_of(session, "person", [1])
        ]
    assert told == [("修改 林知夏", 1), ("新增 林知夏", 1)]


# --- nothing passes the journal ---

BULK = {
    "insert": lambda session: session.execute(insert(Person).values(name="x")),
    "insert of many": lambda session: session.execute(insert(Person), [{"name": "x"}, {"name": "y"}]),
    "update": lambda session: session.execute(update(Person).values(note="x")),
    "delete": lambda session: session.execute(delete(Person)),
    "bulk mappings": lambda session: session.bulk_insert_mappings(Person, [{"name": "x"}]),
    "bulk update": lambda session: session.bulk_update_mappings(Person, [{"id": 1, "note": "x"}]),
    "bulk objects": lambda session: session.bulk_save_objects([Person(name="x")]),
    "query update": lambda session: session.query(Person).update({"note": "x"}),
    "query delete": lambda session: session.query(Person).delete(),
    "text": lambda session: session.execute(text("UPDATE person SET note='x'")),
    "text with remark": lambda session: session.execute(text("/* a */ -- b\n update person SET note='x'")),
    "text with WITH": lambda session: session.execute(
        text("WITH t AS (SELECT 1) UPDATE person SET note='x'")
    ),
    "text replace": lambda session: session.execute(
        text("REPLACE INTO setting (key, value) VALUES ('a', '1')")
    ),
    "connection": lambda session: session.connection().execute(update(Person).values(note="x")),
    "driver": lambda session: session.connection().exec_driver_sql("DELETE FROM person"),
    "drop": lambda session: session.execute(text("DROP TABLE award")),
    "alter": lambda session: session.execute(text("ALTER TABLE award ADD COLUMN x")),
    "savepoint": lambda session: (session.begin_nested(), session.execute(text("SELECT 1"))),
    "commit": lambda session: session.commit(),
}


@pytest.mark.parametrize("way", BULK)
def test_writes_past_the_journal_raise(office, add, way, content):
    add(office, "林知夏")
    before = content(office.path)
    with pytest.raises(RuntimeError), office.change("绕过") as session:
        BULK[way](session)
    assert content(office.path) == before
    assert office.last_seq == 1


@pytest.mark.parametrize("way", [way for way in BULK if way not in {"commit", "savepoint"}])
def test_a_session_for_reading_writes_nothing(office, add, way, content):
    add(office, "林知夏")
    before = content(office.path)
    with pytest.raises(RuntimeError), office.reading() as session:
        BULK[way](session)
    with pytest.raises(RuntimeError), office.reading() as session:
        session.add(Person(name="x"))
        session.flush()
    assert content(office.path) == before


def test_bulk_writes_raise_after_a_flush_too(office):
    with pytest.raises(RuntimeError), office.change("绕过") as session:
        session.add(Person(name="林知夏"))
        session.flush()
        session.execute(update(Person).values(note="x"))
    assert names(office) == []


def test_a_rollback_inside_a_change_raises_instead_of_journalling_what_is_gone(office):
    with pytest.raises(RuntimeError, match="rollback"), office.change("改") as session:
        session.add(Person(name="林知夏"))
        session.flush()
        session.rollback()
        session.add(Person(name="沈砚秋"))
    assert names(office) == []
    assert office.last_seq == 0


def test_questions_with_write_words_in_them_are_questions(office, add):
    add(office, "林知夏")
    with office.reading() as session:
        asked = "WITH t AS (SELECT replace(name, '林', 'update ') AS x FROM person) SELECT x FROM t"
        assert session.execute(text(asked)).scalars().all() == ["update 知夏"]


def test_an_office_opened_for_reading_refuses_to_change(path, refused):
    from partyoffice.store.office import Office

    with Office.open(path, writing=False) as office:

        def write():
            with office.change("改"):
                pytest.fail("it let us in")

        assert "只读" in refused(write)


# --- listeners ---


def test_listeners_are_told_which_kinds_changed_and_only_after_the_commit(office):
    told = []
    leave = office.listen(lambda kinds: told.append((kinds, names(office))))
    with office.change("新增") as session:
        session.add(Person(name="林知夏"))
        session.add(Organisation(name="第一党支部", kind="党支部"))
        session.flush()
        session.add(Award(person_id=1))
        assert told == []
    assert told == [(frozenset({Person, Organisation, Award}), ["林知夏"])]
    office.undo()
    assert told[1] == (frozenset({Person, Organisation, Award}), [])
    with pytest.raises(OfficeError), office.change("再来") as session:
        session.add(History(person_id=99, fact="党支部"))
    assert len(told) == 2
    leave()
    office.redo()
    assert len(told) == 2


# --- settings ---

COLOUR = settings.Setting("colour", "颜色", "红")


@pytest.mark.parametrize("value", ["蓝", "", 0, 1.5, False, None, [], ["a", {"b": None}], {}])
def test_a_setting_is_kept_as_it_was_given_also_through_undo_and_redo(office, value):
    def now():
        with office.reading() as session:
            return settings.get(session, COLOUR)

    assert now() == "红"
    with office.change("设置颜色") as session:
        settings.put(session, COLOUR, value)
    assert now() == value
    with office.change("又设置") as session:
        settings.put(session, COLOUR, "绿")
    office.undo()
    assert now() == value
    office.undo()
    assert now() == "红"
    office.redo()
    assert now() == value
    office.redo()
    assert now() == "绿"


def test_a_default_that_was_chosen_outlives_a_new_default(office):
    with office.change("设置颜色") as session:
        settings.put(session, COLOUR, "红")
    with office.reading() as session:
        assert settings.get(session, settings.Setting("colour", "颜色", "紫")) == "红"


# --- records ---


def test_fields_are_described_once_in_the_order_of_the_class():
    fields = fields_of(Person)
    assert fields[0].key == "name"
    assert fields[0].title == "姓名"
    assert len({one.key for one in fields}) == len(fields)
    assert all(one.title for one in fields)
    assert not {"id", "binned", "place"} & {one.key for one in fields}


def test_records_live_without_a_database_and_call_themselves_something():
    person = Person(name="林知夏")
    assert person.label() == "林知夏"
    assert person.joined is None
    assert History(person_id=1, fact="人员类别", value="正式党员").label() == "人员类别 正式党员"
    assert (
        SealedRoster(roster="members", year=2025, sealed="", headings=[], rows=[], people=[]).label()
        == "2025 年末封存名册"
    )
    assert Award(person_id=1, name="").label().startswith("奖惩")


def test_days_and_months_come_back_as_they_were(any_office, add):
    add(any_office, "林知夏", birth=Day(1990, 3), joined=Day(2012, 6, 21))
    with any_office.reading() as session:
        person = session.get_one(Person, 1)
    assert (person.birth, person.joined, person.full) == (Day(1990, 3), Day(2012, 6, 21), None)


def test_a_day_spoilt_on_the_disk_is_told_and_never_taken_for_empty(path, add, raw, refused):
    from partyoffice.store.office import Office

    with Office.open(path) as office:
        add(office, "林知夏", birth=Day(1990, 3, 7))
    raw(path, "UPDATE person SET birth='1990-13-07'")
    with Office.open(path, writing=False) as office:

        def look():
            with office.reading() as session:
                return session.get_one(Person, 1)

        assert "1990-13-07" in refused(look)


def test_the_cache_of_names_leaves_no_trace_in_the_journal(office):
    from partyoffice.members.ordering import name_keys, remember

    with office.change("缓存") as session:
        remember(session, name_keys(session, ["林知夏"]).values())
    assert office.last_seq == 0
    with office.reading() as session:
        assert session.get_one(NameKey, "林知夏").order.startswith("lin")
