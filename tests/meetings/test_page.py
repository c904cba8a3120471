"""The tab 组织生活: its views, and 一览 at work."""

import pytest

from partyoffice.meetings.actions.minutes import hold_meeting
from partyoffice.meetings.page.views import meetings_page
from partyoffice.ui import chinese, theme
from partyoffice.ui.desk import Desk
from partyoffice.ui.messages import Recorder
from partyoffice.ui.prefs import Prefs
from tests.meetings.conftest import values


@pytest.fixture(scope="session")
def qapp(qapp):
    """Dress the one application of the run in the product's own look and language."""
    chinese.install(qapp)
    theme.apply(qapp, "light", 10)
    return qapp


@pytest.fixture
def page(office, decisions, qtbot, tmp_path):
    desk = Desk(office, Recorder(), Prefs(tmp_path / "prefs.json"))
    made = meetings_page(decisions, desk)
    qtbot.addWidget(made)
    desk.changed.connect(made.refresh)
    made.resize(1100, 600)
    made.show()
    return made


def test_the_list_of_a_year_opens_a_meeting_and_deletes_only_a_draft(page, office, branch):
    with office.change("登记会议") as session:
        held = hold_meeting(session, values(branch)).id
    page.show_target(view="list", row=held)
    wanted = []
    page.desk.page_wanted.connect(lambda where, target: wanted.append((where, target)))
    page.pane().deeds.run("open")
    assert wanted == [("meetings", {"view": "minutes", "meeting": held})]
    page.pane().deeds.run("remove")
    assert page.pane().pane.current() is None
    office.undo()
    assert page.pane().pane.current().id == held
