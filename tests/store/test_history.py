import shutil
from contextlib import closing
from random import Random

import pytest
from sqlalchemy import select

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.making import make_school
from partyoffice.members.records import History, Person
from partyoffice.members.rules import Fact
from partyoffice.organisation.records import CHARGE, SCHOOL
from partyoffice.store import history, settings
from partyoffice.store.office import Office


@pytest.fixture
def office(blank, tmp_path):
    with Office.open(shutil.copyfile(blank, tmp_path / "青禾中学.dangwu")) as made:
        make_school(made, "青禾中学")
        yield made


def add(office):
    with office.change("新增 林知夏") as session:
        person = Person(name="林知夏", phone="19900000001", joined=Day.parse("2012-06"))
        session.add(person)
        session.flush()
        session.add(
            History(person_id=person.id, fact=Fact.BRANCH, organisation_id=1, start=Day.parse("2012-06-21"))
        )
    return office.last_seq


def told(office, seq, **about):
    with office.reading() as session:
        return history.changes(session, seq, **about)


def test_actions_are_listed_newest_first_with_what_undid_them(office):
    add(office)
    office.undo()
    with office.reading() as session:
        found = history.entries(session)
    assert [(one.sentence, one.undone_by) for one in found[:2]] == [
        ("撤销：新增 林知夏", 0),
        ("新增 林知夏", 3),
    ]
    assert found[1].records == 2
    with office.reading() as session:
        assert len(history.entries(session, 1)) == 1


def test_a_record_is_told_by_its_fields_and_links_by_their_names(office):
    found = told(office, add(office))
    lines = {(one.record, one.field): one.after for one in found}
    assert lines["林知夏", "手机号码"] == "19900000001"
    assert lines["林知夏", "入党时间"] == "2012-06"
    assert found[-1].record.startswith("林知夏·")
    assert lines[found[-1].record, "党组织"].startswith("青禾中学")
    assert lines[found[-1].record, "开始"] == "2012-06-21"


def test_sensitive_values_are_masked_where_they_are_shown(office):
    phone = next(one for one in told(office, add(office)) if one.field == "手机号码")
    assert phone.texts(masked=True) == ("", "199****0001")
    assert phone.texts(masked=False) == ("", "19900000001")


def test_a_setting_is_told_by_its_title_before_and_after(office):
    with office.change("改名") as session:
        settings.put(session, SCHOOL, "新名中学")
        settings.put(session, CHARGE, "方砚舟")
    found = told(office, office.last_seq, titles={"school": "学校名称", "charge": "负责人"})
    assert {(one.field, one.before, one.after) for one in found} == {
        ("学校名称", "青禾中学", "新名中学"),
        ("负责人", "", "方砚舟"),
    }


def test_what_has_gone_keeps_its_name(office):
    seq = add(office)
    office.undo()
    assert {one.record for one in told(office, seq)} >= {"林知夏"}


def test_emptied_details_are_said_to_be_so(office):
    seq = add(office)
    raw = office.door.connect()
    raw.execute("UPDATE journal_change SET before=NULL, after=NULL, salt=NULL WHERE seq=?", (seq,))
    raw.close()
    assert told(office, seq) is None


def test_a_great_action_is_told_as_far_as_asked(office):
    assert len(told(office, add(office), most=2)) == 2


def test_an_action_leads_back_to_the_record_at_the_root_of_what_it_touched(office):
    first = add(office)
    with office.change("修改 林知夏 的 党支部") as session:
        session.execute(select(History)).scalars().one().end = Day.parse("2026-01-01")
    with office.change("修改设置") as session:
        settings.put(session, CHARGE, "方砚舟")
    last = office.last_seq
    with office.reading() as session:
        found = history.subjects(session, [first, last - 1, last])
        person = session.execute(select(Person.id)).scalar_one()
    assert found[first] == found[last - 1] == {("person", person)}
    assert {kind for kind, _ident in found[last]} == {"setting"}
    with office.change("新增二十五人") as session:
        session.add_all(Person(name=f"甲{at}") for at in range(25))
    with office.reading() as session:
        assert history.subjects(session, [office.last_seq]) == {}


def test_operations_are_found_by_every_word_literally_the_newest_first(office):
    first = add(office)
    with office.change("修改 林知夏 的 100% 出勤") as session:
        settings.put(session, CHARGE, "方砚舟")
    with office.reading() as session:
        assert [seq for seq, _at, _said in history.found(session, ["林知夏"], 5)] == [office.last_seq, first]
        assert [seq for seq, _at, _said in history.found(session, ["林知夏"], 1)] == [office.last_seq]
        assert [said for _seq, _at, said in history.found(session, ["%", "出勤"], 5)] == [
            "修改 林知夏 的 100% 出勤"
        ]
        assert history.found(session, ["_"], 5) == []


def test_a_thousand_operations_are_found_as_a_plain_look_through_them_finds_them(office):
    chance, signs = Random(46), "张李王É％%_\\'\"*?;-aB"
    made = ["".join(chance.choices(signs, k=6)) for _ in range(1000)]
    rows = [(office.last_seq + 1 + at, clock.stamp(), told) for at, told in enumerate(made)]
    with closing(office.door.connect()) as connection:  # past the journal: only the search is tried
        put = "INSERT INTO journal (seq, at, operator, sentence, kind, revision, digest, chain) VALUES "
        connection.executemany(put + "(?, ?, '', ?, 'change', '', '', '')", rows)
        connection.commit()
    with office.reading() as session:
        for query in [*signs, *("".join(chance.choices(signs, k=2)) for _ in range(40))]:
            fits = [told for told in reversed(made) if lowered(query) in lowered(told)]
            assert [said for _seq, _at, said in history.found(session, [query], 1000)] == fits, query


def lowered(text):
    """As SQLite lowers: the letters of ASCII alone."""
    return "".join(sign.lower() if sign.isascii() else sign for sign in text)
