from partyoffice.core.dates import Day
from partyoffice.members import actions
from partyoffice.members.records import Person
from partyoffice.members.rules import Fact
from partyoffice.store.settings import OPERATOR, StoredSetting, put
from partyoffice.store.since import touched_since


def add(office, name):
    with office.change(f"新增 {name}") as session:
        return actions.add_person(session, {"name": name}, category="正式党员").id


def touched(office, seq, **more):
    with office.reading() as session:
        return touched_since(session, seq, **more)


def test_nothing_was_touched_since_the_last_action(office):
    add(office, "沈砚秋")
    assert touched(office, office.last_seq) == set()


def test_what_is_only_logged_touches_nothing(office):
    seq = office.last_seq
    with office.change("显示证件号、电话、住址", kind="log") as session:
        put(session, OPERATOR, "吴静怡")
    assert touched(office, seq) == set()


def test_a_history_row_counts_as_its_person(office):
    person, seq = add(office, "沈砚秋"), office.last_seq
    with office.change("变更 沈砚秋 的党籍状态") as session:
        found = session.get_one(Person, person)
        actions.change(session, found, Fact.STATUS, "停止党籍", Day(2026, 3, 1))
    assert touched(office, seq) == {("person", person)}


def test_an_undone_new_person_is_named_though_it_is_gone(office):
    seq = office.last_seq
    person = add(office, "沈砚秋")
    office.undo()
    assert touched(office, seq) == {("person", person)}


def test_settings_and_people_are_told_apart(office):
    seq, person = office.last_seq, add(office, "方砚舟")
    with office.change("设置操作人") as session:
        put(session, OPERATOR, "周知远")
    kinds = {kind for kind, _ in touched(office, seq)}
    assert kinds == {"person", StoredSetting.__tablename__}
    assert ("person", person) in touched(office, seq)


def test_too_many_changes_are_not_listed(office):
    seq = office.last_seq
    add(office, "沈砚秋")
    assert touched(office, seq, most=1) is None
