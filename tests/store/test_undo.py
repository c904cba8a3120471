import pytest
from sqlalchemy import select, text

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.members.records import Award, History, Person, Relative
from partyoffice.organisation.records import Organisation
from partyoffice.store import journal, settings
from partyoffice.store.journal import Journal
from partyoffice.store.office import Office


def note_of(office, person_id):
    with office.reading() as session:
        return session.get_one(Person, person_id).note


def set_note(office, person_id, note):
    with office.change(f"修改 {note}") as session:
        session.get_one(Person, person_id).note = note


# --- undo and redo ---


def test_undo_and_redo_walk_back_and_forth_with_their_sentences(any_office, add):
    add(any_office, "林知夏")
    set_note(any_office, 1, "甲")
    set_note(any_office, 1, "乙")
    assert (any_office.undo_sentence, any_office.redo_sentence) == ("修改 乙", "")
    assert any_office.undo() == "修改 乙"
    assert (note_of(any_office, 1), any_office.undo_sentence, any_office.redo_sentence) == (
        "甲",
        "修改 甲",
        "修改 乙",
    )
    assert any_office.redo() == "修改 乙"
    assert note_of(any_office, 1) == "乙"
    any_office.undo()
    set_note(any_office, 1, "丙")
    assert any_office.redo_sentence == ""


def test_an_undo_is_itself_a_journalled_change(office, add):
    add(office, "林知夏")
    office.undo()
    office.redo()
    with office.reading() as session:
        rows = [
            (r.kind, r.sentence, r.reverts)
            for r in session.execute(select(Journal).order_by(Journal.seq)).scalars()
        ]
        assert journal.verify(session) is None
    assert rows == [
        ("change", "新增 林知夏", None),
        ("undo", "撤销：新增 林知夏", 1),
        ("redo", "重做：新增 林知夏", 2),
    ]


def test_sixty_steps_go_back_and_forth(office, add, content):
    add(office, "林知夏")
    states = [content(office.path)]
    for n in range(60):
        set_note(office, 1, f"第 {n} 次")
        states.append(content(office.path))
    for state in reversed(states[:-1]):
        office.undo()
        assert content(office.path) == state
    for state in states[1:]:
        office.redo()
        assert content(office.path) == state
    for _ in range(60):
        office.undo()
    assert content(office.path) == states[0]


def test_nothing_to_undo_is_said(office, refused):
    assert "没有可以撤销的操作" in refused(office.undo)
    assert "没有可以重做的操作" in refused(office.redo)


def test_what_was_done_in_an_earlier_sitting_is_not_undone_by_ctrl_z(path, add, refused):
    with Office.open(path) as office:
        add(office, "林知夏")
        office.release()
    with Office.open(path) as office:
        assert office.undo_sentence == ""
        refused(office.undo)
        assert office.revert(1).restored == 1
        office.release()


def test_a_deleted_record_comes_back_with_its_number_and_all_values(office, content):
    with office.change("新增") as session:
        person = Person(name="林知夏", birth=Day(1990, 3), place=0, note="", binned=None)
        session.add(person)
        session.flush()
        session.add(Relative(person_id=person.id, name="沈砚秋"))
        session.add(History(person_id=person.id, fact="党支部", start=Day(2020, 1, 1)))
    before = content(office.path)
    with office.change("删除") as session:
        for kind in (Relative, History, Person):
            session.delete(session.get_one(kind, 1))
    office.undo()
    assert content(office.path) == before


def test_parents_and_children_come_and_go_in_one_step(office, content):
    before = content(office.path)
    with office.change("建树") as session:
        top = Organisation(name="党总支", kind="党总支")
        session.add(top)
        session.flush()
        for n in range(3):
            below = Organisation(name=f"第{n}党支部", kind="党支部", parent_id=top.id)
            session.add(below)
            session.flush()
            session.add(Organisation(name="小组", kind="党小组", parent_id=below.id))
    after = content(office.path)
    for _ in range(3):
        office.undo()
        assert content(office.path) == before
        office.redo()
        assert content(office.path) == after


def test_an_undo_that_cannot_be_written_leaves_the_steps_as_they_were(office, add, monkeypatch):
    add(office, "林知夏")

    def full(*_args, **_more):
        raise OfficeError("保存时磁盘空间不足", remedy="请清理")

    with monkeypatch.context() as patch:
        patch.setattr(journal, "write", full)
        with pytest.raises(OfficeError):
            office.undo()
    assert office.undo_sentence == "新增 林知夏"
    assert office.undo() == "新增 林知夏"


# --- refused when changed since ---


def test_an_undo_is_refused_with_a_list_when_records_were_changed_since(office, add, refused):
    add(office, "林知夏")
    with office.change("批量修改") as session:
        session.get_one(Person, 1).note = "批量"
        session.add(Person(name="沈砚秋"))
    seq = office.last_seq
    set_note(office, 1, "后来")
    set_note(office, 2, "后来")
    sentence = refused(office.revert, seq)
    assert "林知夏" in sentence
    assert "沈砚秋" in sentence
    assert (note_of(office, 1), note_of(office, 2)) == ("后来", "后来")


def test_another_field_of_the_same_record_does_not_stand_in_the_way(office, add):
    add(office, "林知夏")
    set_note(office, 1, "甲")
    seq = office.last_seq
    with office.change("改电话") as session:
        session.get_one(Person, 1).phone = "13900000000"
    assert office.revert(seq).restored == 1
    assert note_of(office, 1) == ""
    with office.reading() as session:
        assert session.get_one(Person, 1).phone == "13900000000"


def test_a_record_that_came_back_to_the_same_value_can_be_taken_back(office, add):
    add(office, "林知夏")
    set_note(office, 1, "甲")
    seq = office.last_seq
    set_note(office, 1, "乙")
    set_note(office, 1, "甲")
    assert office.revert(seq).kept == []


def test_what_was_deleted_since_is_told_as_deleted(office, add, refused):
    add(office, "林知夏")
    set_note(office, 1, "甲")
    with office.change("删除") as session:
        session.delete(session.get_one(Person, 1))
    assert "党员（已删除）" in refused(office.revert, 2)


def test_long_lists_are_shortened_but_counted(office, refused):
    with office.change("新增") as session:
        session.add_all(Person(name=f"沈{n:03}") for n in range(30))
    with office.change("修改") as session:
        for person in session.execute(select(Person)).scalars():
            person.note = "x"
    sentence = refused(office.revert, 1)
    assert "等 30 条" in sentence
    assert sentence.count("、") < 30


# --- taking an import back ---


@pytest.fixture
def imported(office):
    """300 people on the books, then an import that changes 100 of them and adds 200 with a branch."""
    with office.change("新增") as session:
        session.add_all(Person(name=f"旧{n:03}") for n in range(100))
    with office.change("导入党员名册：旧表.xlsx", kind="import") as session:
        branch = Organisation(name="第三党支部", kind="党支部")
        session.add(branch)
        settings.put(session, settings.Setting("books", "建账日", ""), "2026-11-20")
        for person in session.execute(select(Person)).scalars():
            person.note = "导入"
        new = [Person(name=f"新{n:03}") for n in range(200)]
        session.add_all(new)
        session.flush()
        session.add_all(History(person_id=p.id, fact="党支部", organisation_id=branch.id) for p in new)
    return office


def test_an_import_is_taken_back_whole(imported):
    done = imported.revert(2, partly=True)
    assert (done.seq, done.restored, done.kept) == (2, 300, [])
    with imported.reading() as session:
        assert session.execute(select(Person.name, Person.note)).all() == [
            (f"旧{n:03}", "") for n in range(100)
        ]
        assert session.execute(select(History)).all() == []
        assert session.execute(select(Organisation)).all() == []
        assert settings.get(session, settings.Setting("books", "建账日", "")) == ""


def test_people_edited_since_are_kept_with_all_that_belongs_to_them_and_listed(imported):
    with imported.change("修改") as session:
        session.get_one(Person, 5).note = "后来"  # updated by the import
        session.get_one(Person, 150).note = "后来"  # new by the import
        session.get_one(History, 60).evidence = "决议"  # a history row of person 160
    done = imported.revert(2, partly=True)
    assert done.restored == 297
    assert sorted(done.kept) == sorted(["旧004", "新049", "新059", "第三党支部"])
    with imported.reading() as session:
        people = {row.id: row.note for row in session.execute(select(Person.id, Person.note))}
        assert {key: note for key, note in people.items() if note} == {5: "后来", 150: "后来"}
        assert sorted(people) == [*range(1, 101), 150, 160]
        assert sorted(session.execute(select(History.person_id)).scalars()) == [150, 160]
        assert session.execute(select(Organisation.name)).scalars().all() == ["第三党支部"]
        assert journal.verify(session) is None


def test_a_history_row_added_since_keeps_the_person_it_belongs_to(imported):
    with imported.change("任职") as session:
        session.add(History(person_id=120, fact="党内职务", value="组织委员"))
    done = imported.revert(2, partly=True)
    assert (done.restored, sorted(done.kept)) == (299, sorted(["新019", "第三党支部"]))


def test_a_branch_made_by_the_import_and_used_since_stays_alone(imported):
    with imported.change("变更") as session:
        session.add(History(person_id=7, fact="党支部", organisation_id=1))
    done = imported.revert(2, partly=True)
    assert (done.restored, done.kept) == (300, ["第三党支部"])
    with imported.reading() as session:
        assert session.execute(select(History.person_id)).scalars().all() == [7]


def test_taking_an_import_back_can_be_undone_and_redone(imported, content):
    before = content(imported.path)
    imported.revert(2, partly=True)
    after = content(imported.path)
    assert imported.undo_sentence == "撤销：导入党员名册：旧表.xlsx"
    imported.undo()
    assert content(imported.path) == before
    imported.redo()
    assert content(imported.path) == after


def test_an_import_taken_back_twice_is_refused_or_finds_nothing_to_do(imported, refused):
    imported.revert(2, partly=True)
    refused(imported.revert, 2)
    again = imported.revert(2, partly=True)
    assert again.restored == 0
    assert imported.last_seq == 3


def test_an_import_is_one_step_of_ctrl_z(imported):
    assert imported.undo() == "导入党员名册：旧表.xlsx"
    with imported.reading() as session:
        assert session.execute(text("SELECT count(*) FROM person")).scalar() == 100


# --- across an upgrade ---


def test_nothing_is_undone_across_a_schema_upgrade(path, add, raw, refused):
    with Office.open(path) as office:
        add(office, "林知夏")
        add(office, "沈砚秋")
        office.revision = "0001"  # as an older program would have written it
        set_note(office, 1, "旧版")
        office.release()
    with Office.open(path) as office:
        assert "升级以前" in refused(office.revert, 3)
        assert office.revert(2).restored == 1
        assert note_of(office, 1) == "旧版"
        office.release()


def test_awards_go_with_their_person_when_counted(office):
    with office.change("导入", kind="import") as session:
        person = Person(name="林知夏")
        session.add(person)
        session.flush()
        session.add_all(Award(person_id=person.id, name=f"奖{n}") for n in range(5))
    assert office.revert(1, partly=True).restored == 1
