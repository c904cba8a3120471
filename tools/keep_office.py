"""Keep a small filled office of this version for ever: every later program must open it.

Usage: python tools/keep_office.py. Writes tests/data/offices/VERSION.dangwu, once a version.
"""

import sys
from datetime import date

from partyoffice import __version__
from partyoffice.core import clock
from partyoffice.core.resources import home
from partyoffice.making import make_sample
from partyoffice.members.records import Person
from partyoffice.store import blobs
from partyoffice.store.office import Office

MEMBERS = 12
PICTURE = b"not a picture, but bytes that must come through"


def main() -> None:
    """Write the office and let it go."""
    target = home() / "tests" / "data" / "offices" / f"{__version__}.dangwu"
    if target.exists():
        sys.exit(f"{target.name} is kept already and is never changed")
    target.parent.mkdir(parents=True, exist_ok=True)
    with clock.stopped(date(2026, 11, 20)):
        office = Office.create(target)
        make_sample(office, MEMBERS, 7)
        with office.change("上传照片") as session:
            session.get_one(Person, 1).photo = blobs.put(session, PICTURE)
        office.undo()
        office.redo()
    office.release()
    target.with_name(target.name + ".lock").unlink(missing_ok=True)
    print(f"{target.name}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
