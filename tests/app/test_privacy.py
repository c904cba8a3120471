"""By default nobody's number stands anywhere: lists, what is copied, rosters, the record of actions."""

import re
from datetime import date

import pytest

from partyoffice.members.records import Person
from partyoffice.store import history
from partyoffice.store.office import Office

NUMBER = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|1\d{10})(?!\d)")
DAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def secrets(sample_file, tmp_path_factory):
    """The sample office, and every number, phone and address of its people."""
    path = tmp_path_factory.mktemp("secrets") / "青禾中学.dangwu"
    path.write_bytes(sample_file.read_bytes())
    with Office.open(path, writing=False) as office, office.reading() as session:
        people = session.query(Person).all()
        keys = ("id_number", "phone", "telephone", "address", "household")
        yield office, {value for one in people for key in keys if len(value := getattr(one, key)) > 4}


def leaks(text, hidden):
    return sorted({*NUMBER.findall(text), *(one for one in hidden if one in text)})


def test_the_record_of_actions_masks_what_was_changed(secrets):
    office, hidden = secrets
    with office.reading() as session:
        for entry in history.entries(session)[:40]:
            for change in history.changes(session, entry.seq) or ():
                told = " ".join(change.texts(masked=True))
                assert leaks(told, hidden) == [], entry.sentence


KEPT = {"theme", "font_size", "window", "page", "last_office", "recent", "recent.choices", "exports.recent"}
KEPT |= {"history.columns"}
STRANGE = 10**12, "甲\0", [[1], None], {"place": "x", "order": 3, "widths": {"at": "w"}}


@pytest.mark.parametrize("strange", STRANGE, ids=range(len(STRANGE)))
def test_the_window_opens_whatever_its_preferences_hold(strange, sample, show, program):
    program.prefs._values |= dict.fromkeys(KEPT, strange)
    window = show(sample)
    assert window.show_page("history")
    assert program.recent() == []
