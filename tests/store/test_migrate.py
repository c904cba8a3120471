import hashlib
import shutil

import pytest
from revised import filled_at, shape, stopped_at
from sqlalchemy import text

from partyoffice.core.resources import home
from partyoffice.store import backup, journal, migrate, numbers, revisions, settings
from partyoffice.store.base import Table
from partyoffice.store.engine import Door
from partyoffice.store.office import Office

SHIPPED = revisions.known()
BATCH = """
    with op.batch_alter_table("person", recreate="always") as batch:
        batch.add_column(sa.Column("nickname", sa.String(), server_default="", nullable=False))
"""


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def filled(path, add):
    """A closed office with people, a history, a deleted last row and a journal."""
    from partyoffice.members.records import History

    with Office.open(path) as office:
        for name in ("林知夏", "沈砚秋", "方砚舟"):
            number = add(office, name)
            with office.change("履历") as session:
                session.add(History(person_id=number, fact="党支部", value="第一党支部"))
        add(office, "顾青禾")
        office.undo()
        office.release()
    return path


@pytest.fixture
def later(tmp_path, monkeypatch):
    """Add a revision after the shipped ones."""
    folder = tmp_path / "versions"
    shutil.copytree(revisions.folder(), folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(revisions, "folder", lambda: folder)

    def write(body, number=None, more=""):
        number = number or f"{int(revisions.known()[-1]) + 1:04d}"
        (folder / f"{number}_later.py").write_text(
            f'import sqlalchemy as sa\nfrom alembic import op\nrevision = "{number}"\n'
            f'down_revision = "{revisions.known()[-1]}"\n{more}\n\ndef upgrade():\n{body}\n'
        )
        return number

    return write


# --- the shipped ones ---


def test_revisions_are_numbered_without_a_gap():
    assert [int(name) for name in SHIPPED] == list(range(1, len(SHIPPED) + 1))


def test_a_new_office_is_what_the_records_say(path):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    connection = migrate.opened(Door(path))
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    assert compare_metadata(context, Table.metadata) == []
    connection.close()
    connection.engine.dispose()


def test_every_numbered_table_never_gives_a_number_twice(path):
    unnumbered = {"blob", "given_number", "name_key", "alembic_version"}
    tables = set(Table.metadata.tables)
    assert shape(path)["numbered"] == tables - unnumbered


@pytest.mark.parametrize("revision", SHIPPED)
def test_a_filled_office_of_every_revision_comes_up_whole_with_a_broken_upgrades_leftovers_in_it(
    tmp_path, revision, raw
):
    path = tmp_path / "旧.dangwu"
    stopped_at(path, revision)
    before = filled_at(path)
    if revision != SHIPPED[-1]:
        for table in before["counts"]:
            raw(path, f'CREATE TABLE "_alembic_tmp_{table}" AS SELECT * FROM "{table}"')
    migrate.bring_up(Door(path))
    after = shape(path)
    assert not [name for name in after["counts"] if name.startswith("_alembic_tmp_")]
    assert before["counts"].items() <= after["counts"].items()
    assert before["used"].items() <= after["used"].items()
    kept = journal.TRIGGERS | numbers.TRIGGERS
    assert before["triggers"] <= after["triggers"] == {(n, s) for n, s in kept.items()}
    assert migrate.revision_of(Door(path)) == SHIPPED[-1]
    copies = backup.copies(path)
    assert [one.reason for one in copies] == ([] if revision == SHIPPED[-1] else ["升级前"])


# --- later ones ---


def test_an_upgrade_runs_once_keeps_a_copy_and_the_journal(filled, later, refused):
    before = shape(filled)
    number = later(BATCH)
    with Office.open(filled) as office:
        assert office.revision == number
        with office.reading() as session:
            assert journal.verify(session) is None
            assert session.execute(text("SELECT name, nickname FROM person")).all() == [
                ("林知夏", ""),
                ("沈砚秋", ""),
                ("方砚舟", ""),
            ]
        office.release()
    after = shape(filled)
    assert (after["counts"], after["triggers"]) == (before["counts"], before["triggers"])
    [copy] = backup.copies(filled)
    assert (copy.reason, copy.note["revision"]) == ("升级前", SHIPPED[-1])
    Office.open(filled).release()
    assert len(backup.copies(filled)) == 1


def test_rebuilding_a_parent_table_keeps_its_children_numbers_and_triggers(filled, later):
    before = shape(filled)
    later(BATCH + BATCH.replace("person", "organisation"))
    Office.open(filled).release()
    after = shape(filled)
    used = before.pop("used")
    assert used.items() <= after["used"].items()
    assert before.items() <= after.items()
    assert "person" in after["numbered"]
    assert after["used"]["person"] == 4


FAULTS = {
    "raises": "    raise RuntimeError('broken')",
    "raises after a table": "    op.create_table('t', sa.Column('a', sa.Text()))\n    raise ValueError('x')",
    "wrong SQL": "    op.execute('ALTER TABLE nowhere ADD COLUMN x')",
    "loses rows": "    op.execute('DELETE FROM history WHERE id = 1')",
    "loses a table": "    op.drop_table('history')",
    "loses numbering": (
        "    op.execute('CREATE TABLE t AS SELECT * FROM award')\n    op.drop_table('award')\n"
        "    op.rename_table('t', 'award')"
    ),
    "adds rows": "    op.execute(\"INSERT INTO name_key VALUES ('x', 'x', 'x')\")",
    "leaves orphans": "    op.execute('UPDATE history SET person_id=99')",
    "breaks what a table checks": (
        "    op.execute('CREATE TABLE t (a INTEGER CHECK (a > 0))')\n"
        "    op.execute('PRAGMA ignore_check_constraints=ON')\n    op.execute('INSERT INTO t VALUES (-1)')\n"
        "    op.execute('PRAGMA ignore_check_constraints=OFF')"
    ),
    "rebuilds the journal with loss": "    op.execute('DROP TABLE journal_change')",
    "rebuilds the journal": BATCH.replace("person", "journal_change"),
    "half of two": BATCH + "    op.execute('SELECT * FROM nowhere')",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_an_upgrade_that_fails_leaves_the_file_byte_for_byte(filled, later, fault, refused):
    later(FAULTS[fault])
    before = digest(filled)
    for _ in range(2):
        assert "数据升级没有成功" in refused(Office.open, filled)
        assert digest(filled) == before
        assert not list(filled.parent.glob(".*.partial*"))


def test_the_second_of_two_failing_undoes_the_first_too_and_a_mended_program_goes_on(filled, later, refused):
    first = later(BATCH)
    second = later("    raise RuntimeError('broken')")
    before = digest(filled)
    refused(Office.open, filled)
    assert digest(filled) == before
    (revisions.folder() / f"{second}_later.py").unlink()
    with Office.open(filled) as office:
        assert office.revision == first
        office.release()


def test_a_revision_may_change_rows_where_it_says_so(filled, later):
    later("    op.execute('DELETE FROM history')", more='changes_rows = ("history",)')
    Office.open(filled).release()
    assert shape(filled)["counts"]["history"] == 0


def test_no_revision_may_say_so_of_the_journal(filled, later, refused):
    more = 'changes_rows = ("journal_change",)'
    later(
        "    op.execute('DROP TRIGGER journal_change_no_delete')\n"
        "    op.execute('DELETE FROM journal_change')",
        more=more,
    )
    before = digest(filled)
    refused(Office.open, filled)
    assert digest(filled) == before


def test_leftovers_of_a_broken_upgrade_elsewhere_stand_in_nobodys_way(filled, later, raw):
    raw(filled, "CREATE TABLE _alembic_tmp_person (id INTEGER)")
    later(BATCH)
    Office.open(filled).release()
    [found] = raw(filled, "SELECT name FROM sqlite_master WHERE name LIKE '_alembic_tmp%'")
    assert found == []


def test_reading_alone_never_upgrades(filled, later, refused):
    later(BATCH)
    before = digest(filled)
    assert "需要先升级" in refused(Office.open, filled, writing=False)
    assert digest(filled) == before


def test_a_damaged_office_is_found_before_it_is_upgraded(filled, later, refused):
    later(BATCH)
    filled.write_bytes(filled.read_bytes()[: 30 * 4096])
    before = digest(filled)
    assert "已损坏" in refused(Office.open, filled)
    assert digest(filled) == before


def test_an_encrypted_office_is_upgraded_and_stays_encrypted(blank_secret, tmp_path, later):
    path = shutil.copyfile(blank_secret, tmp_path / "密.dangwu")
    number = later(BATCH)
    with Office.open(path, "方砚舟的'密码") as office:
        assert office.revision == number
        with office.change("写") as session:
            settings.put(session, settings.OPERATOR, "沈砚秋")
        office.release()
    assert not path.read_bytes().startswith(b"SQLite")


def test_old_copies_can_be_restored_and_are_then_upgraded(filled, later):
    later(BATCH)
    Office.open(filled).release()
    [copy] = backup.copies(filled)
    backup.restore(Door(copy.path), filled)
    assert migrate.revision_of(Door(filled)) == SHIPPED[-1]
    with Office.open(filled) as office:
        assert office.revision != SHIPPED[-1]
        office.release()


def test_revisions_lean_on_no_living_record():
    for path in (home() / "migrations" / "versions").glob("*.py"):
        assert "partyoffice" not in path.read_text("utf-8")
