"""The tab 组织生活: its views, and 一览 at work."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from partyoffice.core.dates import Day
from partyoffice.meetings import queries
from partyoffice.meetings.actions.minutes import add_item, hold_meeting, mark_attendance
from partyoffice.meetings.page.views import meetings_page
from partyoffice.meetings.queries.year import year_table
from partyoffice.meetings.rules.frequency import Activity, Level
from partyoffice.ui import chinese, theme
from partyoffice.ui.desk import Desk
from partyoffice.ui.messages import Recorder
from partyoffice.ui.prefs import Prefs
from partyoffice.ui.register import Role
from tests.meetings.conftest import ON, presences, values


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


def test_a_decision_is_given_to_somebody_put_off_and_done(page, office, branch):
    with office.change("登记会议") as session:
        meeting = hold_meeting(session, values(branch))
        add_item(session, meeting, "党费使用").resolution = "同意"
    page.desk.dialogs = lambda name, **about: None
    page.show_target(view="decisions")
    decisions, told = page.pane(), []
    decisions.deeds.run("follow")
    fill(decisions, what="买书", by="沈知然", due=Day(2026, 11, 15))
    assert (decisions.pane.current().one.open, decisions.print_out()) == (1, True)
    page.desk.page_wanted.connect(lambda *where: told.append(where))
    decisions.deeds.run_role(Role.OPEN)
    assert told == [("meetings", {"view": "minutes", "meeting": meeting.id})]
    page.show_target(view="followups")
    rest = page.pane()
    rest.deeds.run("put-off")
    fill(rest, to=Day(2026, 11, 30), why="缺货")
    rest.deeds.run("finish")
    fill(rest, result="买到了")
    assert rest.pane.current() is None  # it left what is to be done
    office.undo()
    assert rest.pane.current().one.delays == 1


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


def at(pane, activity, column):
    """Make a cell of 年表 current; return its row."""
    row = next(row for row in pane.grid.model.shown() if row.row.activity is activity)
    pane.grid.choice.go_to(row.id, column)
    return row


def press(pane, *keys):
    for key in keys:
        QTest.keyClick(pane.grid.body, key)


def levels(office, activity):
    with office.reading() as session:
        rows = {row.activity: row for row in year_table(session, 2026, ON.first)}
    return [one.level for one in rows[activity].cells]


def test_the_year_opens_what_was_held_begins_what_lacks_and_explains_what_was_not(page, office, branch):
    with office.change("登记会议") as session:
        held = hold_meeting(session, values(branch)).id
    page.show_target(view="year")
    pane, wanted = page.pane(), []
    page.desk.page_wanted.connect(lambda _where, target: wanted.append(target))
    at(pane, Activity.ASSEMBLY, "m1")
    press(pane, Qt.Key.Key_Right)  # from quarter to quarter, not from month to month
    assert pane.grid.model.columns[pane.grid.body.currentIndex().column()].key == "m4"
    press(pane, Qt.Key.Key_Return, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert wanted == [
        {"view": "minutes", "new": {"body": branch, "kind": "支部党员大会", "on": None}},
        {"view": "minutes", "meeting": held},
    ]
    at(pane, Activity.PARTY_DAY, "m3")
    press(pane, Qt.Key.Key_Return)
    assert wanted[-1]["new"]["on"] == Day(2026, 3)  # the day of March is still to be typed
    row = at(pane, Activity.PARTY_DAY, "m7")
    pane.grid.choice.step(0, 1, extend=True)
    pane.pane.show_card()
    assert pane.pane.line.sum.whole().endswith("一般每月 1 次")
    pane.deeds.run("explain")
    assert pane.deeds.dialog.form.values()["reason"] == "暑假"
    pane.deeds.dialog.on_save()
    assert levels(office, Activity.PARTY_DAY)[6:9] == [Level.EXPLAINED, Level.EXPLAINED, Level.MISSING]
    assert (
        pane.grid.model.text(pane.grid.model.rows_of([row.id])[row.id], pane.grid.model.place_of("m8"))
        == "说"
    )
    office.undo()
    assert levels(office, Activity.PARTY_DAY)[6] is Level.MISSING
    page.show_target(view="year", year=2025, row=row.id, cell="m3")
    assert pane.pane.current().keys == ("m3",)
    assert pane.pane.current().year == 2025


def test_the_attendance_of_a_year_goes_to_a_person_and_lists_their_meetings(page, office, branch):
    with office.change("登记会议") as session:
        meeting = hold_meeting(session, values(branch))
        people = presences(session, branch, absent=3)
        mark_attendance(session, meeting, people)
        somebody = next(iter(people))
    page.show_target(view="attendance", row=somebody)
    pane = page.pane()
    card = pane.pane.card.card
    assert card.sections[1][1] == (("11-12", "支部党员大会：出席"),)
    assert pane.pane.current().sums.due == 1
