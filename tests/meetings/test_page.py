"""The tab 组织生活: its views, and 一览 at work."""

import pytest

from partyoffice.core.dates import Day
from partyoffice.meetings import queries
from partyoffice.meetings.actions.minutes import hold_meeting
from partyoffice.meetings.page.views import meetings_page
from partyoffice.ui import chinese, theme
from partyoffice.ui.desk import Desk
from partyoffice.ui.messages import Recorder
from partyoffice.ui.prefs import Prefs
from partyoffice.ui.register import Role
from tests.meetings.conftest import ON, values


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


LIFE_VIEWS = ("life", "talks", "coverage", "opinions", "selfchecks", "criticism", "rectification")


def fill(pane, **given):
    dialog = pane.deeds.dialog
    for key, value in given.items():
        dialog.form.set_value(key, value)
    dialog.verb.click()
    assert not dialog.isVisible(), (dialog.form.problems(), dialog.message.what.text())


def test_around_a_meeting_everything_is_entered_in_its_views(page, office, branch):
    """One story through the seven views: empty at first, a gap opens a talk, an opinion becomes 整改."""
    one, other, *_rest = [seat.person_id for seat in seats_of(office, branch)]
    page.desk.page_wanted.connect(lambda _page, target: page.show_target(**target))
    asked = []
    page.desk.dialogs = lambda name, **about: asked.append((name, about))
    panes = {}
    for key in LIFE_VIEWS:
        page.show_target(view=key)
        panes[key] = page.pane()
        assert panes[key].register.empty.title
        for verb in panes[key].register.of_role(Role.ADD):
            panes[key].deeds.run(verb.key)
            panes[key].deeds.dialog.reject()
    page.show_target(
        view="life", add="new", given={"on": Day(2026, 11, 18), "chair": "林知然", "recorder": "沈知然"}
    )
    fill(panes["life"])
    panes["life"].deeds.run("step")
    fill(panes["life"])
    assert panes["life"].pane.current().prepared.steps.keys() == {"制定方案"}
    panes["life"].deeds.run("life-01")
    assert asked[-1][1]["given"]["kind"] == "组织生活会"
    page.show_target(view="coverage")
    panes["coverage"].pane.go_to(other)
    panes["coverage"].deeds.run("talk")
    assert page.pane() is panes["talks"]
    fill(panes["talks"], talker_id=one, on=Day(2026, 11, 2), kind="党员之间", gist="谈带班")
    assert panes["talks"].pane.current().talk.person_id == other
    page.show_target(view="opinions", add="new", given={"text": "多听听课", "about": "支委会"})
    fill(panes["opinions"])
    panes["opinions"].deeds.run("mend")
    assert page.pane() is panes["rectification"]
    fill(panes["rectification"], by="林知然", due=Day(2026, 12, 31))
    [row] = panes["rectification"].pane.rows
    assert (row.item.problem, row.item.whose, row.item.organisation_id) == ("多听听课", "支委会", branch)
    panes["rectification"].deeds.run("done")
    fill(panes["rectification"], result="已落实")
    assert panes["rectification"].pane.current() is None  # it left the open ones
    page.show_target(view="selfchecks")
    page.pane().pane.grid.choice.go_to(page.pane().pane.rows[0].id)
    page.pane().deeds.run_role(Role.OPEN)
    fill(page.pane(), text="联系群众不够")
    page.show_target(view="criticism", show="lacking")
    page.pane().deeds.run_role(Role.OPEN)
    row = page.pane().pane.current()
    fill(page.pane(), critic_id=one if row.person_id != one else other, text="家访少")
    page.show_target(view="criticism", show="said")
    assert [row.criticism.text for row in page.pane().pane.rows if row.criticism] == ["家访少"]


def seats_of(office, branch):
    with office.reading() as session:
        return queries.seats(session, branch, ON.first)
