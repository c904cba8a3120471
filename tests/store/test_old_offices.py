"""Every office ever released opens, whole."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from partyoffice import __version__
from partyoffice.core import clock
from partyoffice.members.queries import roster
from partyoffice.parts import PARTS
from partyoffice.store import backup, blobs, journal
from partyoffice.store.office import Office

KEPT = Path(__file__).resolve().parents[1] / "data" / "offices"
OFFICES = sorted(KEPT.glob("*.dangwu"))
COUNTS = {"person": 15, "blob": 1, "organisation": 15}


def test_an_office_of_this_version_is_kept():
    assert KEPT / f"{__version__}.dangwu" in OFFICES


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
