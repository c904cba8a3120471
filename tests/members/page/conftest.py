import shutil
from datetime import date

import pytest

from partyoffice import making
from partyoffice.core import clock
from partyoffice.dues.records import Assessment, Donation, Entry, Gift, Payment, Voucher, Waiver
from partyoffice.meetings.records import Attendance
from partyoffice.store.engine import free_hand
from partyoffice.store.office import Office

DAY = date(2026, 11, 20)


@pytest.fixture(scope="session")
def qapp(qapp):
    """Dress the one application of the run in the product's own look and language."""
    from partyoffice.ui import chinese, theme

    chinese.install(qapp)
    theme.apply(qapp, "light", 10)
    return qapp


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory):
    """An invented school of sixty, made once."""
    path = tmp_path_factory.mktemp("sample") / "示例.dangwu"
    with clock.stopped(DAY), Office.create(path) as office:
        making.make_sample(office, 60, 1)
        with office.change("无会议和党费") as session, free_hand(session.connection()):
            for kind in (Attendance, Assessment, Payment, Waiver, Gift, Donation, Voucher, Entry):
                session.connection().execute(kind.__table__.delete())  # or nobody could go to the bin
        office.first_seq = office.last_seq  # no copy at the end: it is only a pattern
    return path


@pytest.fixture
def office(sample_file, tmp_path, stopped_clock):
    """A copy of the invented school, its own for each test."""
    path = tmp_path / "校.dangwu"
    shutil.copy(sample_file, path)
    opened = Office.open(path)
    yield opened
    opened.release()


@pytest.fixture
def bare_office(blank, tmp_path, stopped_clock):
    """An office with its school and nobody in it."""
    opened = Office.open(shutil.copyfile(blank, tmp_path / "空.dangwu"))
    making.make_school(opened, "青禾中学")
    yield opened
    opened.release()


@pytest.fixture
def open_window(qtbot, tmp_path):
    """Give a function that opens the window of an office on 党员名册; dialogs asked for are kept."""
    from partyoffice.members.page.roster import RosterPage
    from partyoffice.ui.main_window import MainWindow
    from partyoffice.ui.page import PageSpec
    from partyoffice.ui.prefs import Prefs

    def build(office, width=1366):
        spec = PageSpec("members", "党员名册", RosterPage)
        prefs = Prefs(tmp_path / "prefs.json")
        prefs.put("window", {"place": [0, 0, 800, 700], "maximised": False})  # not whole: the size is ours
        window = MainWindow(office, [spec], prefs)
        window.asked = []
        window.desk.dialogs = lambda name, **about: window.asked.append((name, about))
        qtbot.addWidget(window)
        window.resize(width, 768)
        window.show()
        window.show_page("members")
        return window

    return build


@pytest.fixture
def window(office, open_window):
    return open_window(office)


@pytest.fixture
def page(window):
    return window.page()
