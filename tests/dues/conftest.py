"""An office with a branch, copied for each test; who is a member and owes is one line to say."""

import shutil
from functools import partial

import pytest

from partyoffice.core.dates import Day
from partyoffice.dues.records import Assessment
from partyoffice.dues.rules.months import day_of, month, year_of
from partyoffice.dues.rules.words import Payer
from partyoffice.members.actions import add_person
from partyoffice.members.rules import Category
from partyoffice.organisation.actions import ensure_branch, set_up
from partyoffice.organisation.rules import OrgKind
from partyoffice.store.office import Office

JOINED = Day(2012, 6, 18)


@pytest.fixture
def office(blank, tmp_path, stopped_clock):
    with Office.open(shutil.copyfile(blank, tmp_path / "青禾中学.dangwu")) as opened:
        opened.first_seq = opened.last_seq  # no copy at the end
        yield opened


@pytest.fixture
def session(office):
    with office.change("试") as made:
        set_up(made, "青禾中学", OrgKind.GENERAL)
        yield made


@pytest.fixture
def member(session):
    """Add a 正式党员 of the first branch who joined in 2012, with what is set of 2026 from a month on."""
    return partial(add_member, session)


def add_member(session, name="林知夏", due=2000, start=None, joined=JOINED, since=JOINED):
    branch = ensure_branch(session, "第一党支部")
    values = {"name": name, "joined": joined}
    made = add_person(session, values, category=Category.FULL, since=since, branch=branch)
    session.flush()
    if due is not None:
        assess(session, made.id, due, start or month(2026, 1))
    return made.id


def assess(session, person_id, due, start):
    session.add(
        Assessment(
            person_id=person_id, year=year_of(start), start=day_of(start), payer=str(Payer.STAFF), due=due
        )
    )
    session.flush()


# -- in the window --------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def qapp(qapp):
    """Dress the one application of the run in the product's own look and language."""
    from partyoffice.ui import chinese, theme

    chinese.install(qapp)
    theme.apply(qapp, "light", 10)
    return qapp


@pytest.fixture
def opened(office, qtbot, tmp_path):
    """Open a register as a view of the tab; what dialogs it asks for stands in ``desk.asked``."""
    from partyoffice.ui.desk import Desk
    from partyoffice.ui.messages import Recorder
    from partyoffice.ui.prefs import Prefs
    from partyoffice.ui.register_page import RegisterPage

    desk = Desk(office, Recorder(), Prefs(tmp_path / "prefs.json"))
    desk.asked = []
    desk.dialogs = lambda name, **about: desk.asked.append((name, about))

    def show(register, view):
        made = RegisterPage(desk, register, "dues", view)
        qtbot.addWidget(made)
        desk.changed.connect(made.refresh)
        made.resize(1100, 600)
        made.show()
        return made

    return show


def fill(page, verb, **values):
    """Do a verb with what its form begins with and some values more."""
    page.deeds.run(verb)
    dialog = page.deeds.dialog
    for key, value in values.items():
        dialog.form.set_value(key, value)
    dialog.verb.click()
    if dialog.isVisible():
        found = dialog.form.problems(), dialog.message.what.text()
        dialog.form.load({})
        dialog.reject()
        pytest.fail(f"{verb}: {found}")
