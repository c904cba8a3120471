"""A school with three members and three people on the way, and the tab 发展党员 in a window of its own."""

import gc
import shutil
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.development.actions import close_step
from partyoffice.members.actions import add_person
from partyoffice.members.rules import Category
from partyoffice.organisation.actions import set_up
from partyoffice.organisation.records import Organisation
from partyoffice.organisation.rules import OrgKind
from partyoffice.store.office import Office

DAY = date(2026, 11, 20)
MEMBERS = ("沈砚秋", "顾清和", "陆怀瑾")


@pytest.fixture(scope="session")
def qapp(qapp):
    """Dress the one application of the run in the product's own look and language."""
    from partyoffice.ui import chinese, theme

    chinese.install(qapp)
    theme.apply(qapp, "light", 10)
    return qapp


@pytest.fixture(autouse=True)  # ruff: ignore[pytest-fixture-autouse] -- every test here has windows
def tidy():
    """Free widgets in this thread only, as the program does."""
    gc.disable()
    yield
    gc.collect(1)
    gc.enable()


def newcomer(session, name, birth, applied, branch):
    person = add_person(
        session, {"name": name, "birth": Day.parse(birth), "sex": "女"}, category=Category.APPLICANT,
        since=Day.parse(applied), branch=branch,
    )  # fmt: skip
    close_step(session, person.id, 1, Day.parse(applied), {"received": applied})
    return person.id


def begin(session):
    """Return ids by name: 林知夏 is an activist, the other two have applied."""
    set_up(session, "青禾中学", OrgKind.BRANCH)
    branch = session.query(Organisation).filter_by(kind="党支部").one()
    found = {
        name: add_person(
            session, {"name": name, "joined": Day(2010, 7, 1), "full": Day(2011, 7, 1)},
            category=Category.FULL, branch=branch,
        ).id
        for name in MEMBERS
    }  # fmt: skip
    found["林知夏"] = newcomer(session, "林知夏", "1988-02-11", "2026-05-20", branch)
    found["程以安"] = newcomer(session, "程以安", "1997-03-05", "2026-11-02", branch)
    found["俞安澜"] = newcomer(session, "俞安澜", "1990-06-01", "2026-11-03", branch)
    close_step(session, found["林知夏"], 2, Day(2026, 6, 1), {"talkers": "沈砚秋"})
    close_step(session, found["林知夏"], 3, Day(2026, 7, 1), {"way": "党员推荐"})
    return found


@pytest.fixture(scope="session")
def school(tmp_path_factory):
    """The school made once: its file and the ids by name."""
    path = tmp_path_factory.mktemp("school") / "青禾中学.dangwu"
    with clock.stopped(DAY), Office.create(path) as office:
        with office.change("登记") as session:
            found = begin(session)
        office.first_seq = office.last_seq  # no copy at the end: it is only a pattern
    return path, found


@pytest.fixture
def office(school, tmp_path, stopped_clock):
    opened = Office.open(shutil.copyfile(school[0], tmp_path / "青禾中学.dangwu"))
    yield opened
    opened.release()


@pytest.fixture
def bare(blank, tmp_path, stopped_clock):
    """An office with its school and nobody in it."""
    opened = Office.open(shutil.copyfile(blank, tmp_path / "空白中学.dangwu"))
    with opened.change("单位") as session:
        set_up(session, "空白中学", OrgKind.BRANCH)
    yield opened
    opened.release()


@pytest.fixture
def people(school):
    return school[1]


@pytest.fixture
def open_window(qtbot, tmp_path):
    """Give a function that opens the window of an office on 发展党员; dialogs asked for are kept."""
    from partyoffice.development.page.views import development_page
    from partyoffice.ui.main_window import MainWindow
    from partyoffice.ui.messages import Recorder
    from partyoffice.ui.page import PageSpec
    from partyoffice.ui.prefs import Prefs

    def build(office, width=1366):
        prefs = Prefs(tmp_path / "prefs.json")
        prefs.put("window", {"place": [0, 0, 800, 700], "maximised": False})  # not whole: the size is ours
        window = MainWindow(office, [PageSpec("development", "发展党员", development_page)], prefs)
        window.asked = []
        window.messages = window.desk.messages = Recorder()
        window.desk.dialogs = lambda name, **about: window.asked.append((name, about))
        qtbot.addWidget(window)
        window.resize(width, 768)
        window.show()
        window.show_page("development")
        QApplication.processEvents()
        return window

    return build


@pytest.fixture
def window(office, people, open_window):
    return open_window(office)


@pytest.fixture
def pane(window):
    return window.page().pane()
