"""Every office ever released opens, whole."""

import importlib.util
import json
import shutil
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlcipher3 import dbapi2

from partyoffice import __version__
from partyoffice.core import clock
from partyoffice.core.resources import home
from partyoffice.members.queries import roster
from partyoffice.parts import PARTS
from partyoffice.store import backup, blobs, journal, migrate
from partyoffice.store.base import Table
from partyoffice.store.engine import Door
from partyoffice.store.office import Office

KEPT = Path(__file__).resolve().parents[1] / "data" / "offices"
OFFICES = sorted(KEPT.glob("*.dangwu"))
COUNTS = {"person": 15, "blob": 1, "organisation": 15}


@pytest.fixture(scope="module")
def keeping():
    """tools/keep_office.py, which wrote down what is in each kept office and what is made of it."""
    spec = importlib.util.spec_from_file_location("keep_office", home() / "tools" / "keep_office.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def identity(path):
    with closing(dbapi2.connect(str(path))) as connection:
        return connection.execute("SELECT uuid, made FROM office_meta").fetchall()


def test_an_office_of_this_version_is_kept():
    assert KEPT / f"{__version__}.dangwu" in OFFICES


@pytest.mark.parametrize("kept", OFFICES, ids=lambda path: path.stem)
def test_a_kept_office_has_every_value_it_was_kept_with_and_the_shape_of_today(kept, tmp_path, keeping):
    path = shutil.copyfile(kept, tmp_path / "旧.dangwu")
    Office.open(path).release()
    expected = json.loads(kept.with_suffix(".json").read_text("utf-8"))
    del expected["office_meta"]  # it tells which program upgraded it last
    assert identity(path) == identity(kept)
    assert sum(table["rows"] for table in expected.values()) > 300
    assert keeping.told(path, {name: table["columns"] for name, table in expected.items()}) == expected
    connection = migrate.opened(Door(path))
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    assert compare_metadata(context, Table.metadata) == []
    connection.close()
    connection.engine.dispose()


@pytest.mark.parametrize("kept", OFFICES, ids=lambda path: path.stem)
def test_a_kept_office_gives_the_counts_sums_and_printed_words_it_was_kept_with(kept, tmp_path, keeping):
    with Office.open(shutil.copyfile(kept, tmp_path / "旧.dangwu")) as office:
        made = keeping.made_of(office)
        office.release()
    assert len(made.splitlines()) > 100
    assert made == kept.with_suffix(".txt").read_text("utf-8")


@pytest.mark.parametrize("kept", OFFICES, ids=lambda path: path.stem)
def test_a_kept_office_opens_with_everything_in_it(kept, tmp_path):
    path = shutil.copyfile(kept, tmp_path / "旧.dangwu")
    with Office.open(path) as office:
        with clock.stopped(date(2026, 11, 20)), office.reading() as session:
            assert len(roster(session, clock.today())) == 12
            assert journal.verify(session) is None
            photo = next(one.card["photo"] for one in roster(session, clock.today()) if one.card["photo"])
            assert blobs.content_of(session, photo).startswith(b"not a picture")
            for part in PARTS:
                for check in part.checks:
                    list(check(session, clock.today()))
        with office.change("还能写") as session:
            session.get_one(PARTS[1].records[0], 1).note = "还能写"
        office.undo()
        office.release()
    rows = backup.facts_of(office.door)["rows"]
    assert {name: rows[name] for name in COUNTS} == COUNTS
