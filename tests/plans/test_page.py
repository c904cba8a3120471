"""更多 → 工作计划: a plan is made, split, carried out and seen again, all in the window."""

import pytest

from partyoffice.core.dates import Day
from partyoffice.members.queries import find_one
from partyoffice.parts import PARTS
from partyoffice.ui import chinese, theme
from partyoffice.ui.desk import Desk
from partyoffice.ui.messages import Recorder
from partyoffice.ui.prefs import Prefs


@pytest.fixture(scope="session")
def qapp(qapp):
    """Dress the one application of the run in the product's own look and language."""
    chinese.install(qapp)
    theme.apply(qapp, "light", 10)
    return qapp


@pytest.fixture
def page(office, qtbot, tmp_path):
    desk = Desk(office, Recorder(), Prefs(tmp_path / "prefs.json"))
    desk.asked = []
    desk.dialogs = lambda name, **about: desk.asked.append((name, about))
    made = next(part for part in PARTS if part.key == "plans").page(desk)
    qtbot.addWidget(made)
    desk.changed.connect(made.refresh)
    desk.page_wanted.connect(lambda _page, target: made.show_target(**target))
    made.resize(1200, 600)
    made.show()
    return made


def fill(page, verb, **values):
    deeds = page.pane().deeds
    deeds.run(verb)
    for key, value in values.items():
        deeds.dialog.form.set_value(key, value)
    deeds.dialog.verb.click()
    if deeds.dialog.isVisible():  # a test that fails must not leave a window asking
        found = deeds.dialog.form.problems(), deeds.dialog.message.what.text()
        deeds.dialog.form.load({})
        deeds.dialog.reject()
        pytest.fail(f"{verb}: {found}")


def listed(page):
    return [row.task.what for row in page.grid.model.shown()]


def test_a_plan_goes_from_its_making_to_its_summary(page, office):
    with office.reading() as session:
        shen = find_one(session, "沈砚秋").id
    fill(page, "new")
    assert office.undo_sentence == "新增计划：2026年党建工作计划"
    page.pane().deeds.run("tasks")
    assert (page.shown, listed(page)) == ("tasks", [])
    fill(page, "new", what="签订责任书", people=(shen,), due=Day(2026, 11, 30))
    assert page.pane().pane.current().task.by == "沈砚秋"
    fill(page, "paste", table="队伍建设\t设先锋岗\t\t林知夏\t2026-10")
    page.pane().pane.show_view("late")
    assert listed(page) == ["设先锋岗"]
    fill(page, "put_off", to=Day(2026, 12), why="等场地")
    page.pane().pane.show_view("year")
    for row in list(page.grid.model.shown()):
        page.pane().pane.go_to(row.id)
        fill(page, "finish", evidence="材料齐全")
    page.show_target(view="plans")
    fill(page, "close", summary="两项都完成了。")
    office.undo()
    page.pane().pane.show_view("now")
    fill(page, "copy")
    assert [row.plan.name for row in page.grid.model.shown()] == [
        "2027年党建工作计划", "2026年党建工作计划"
    ]  # fmt: skip
    page.pane().deeds.run("print")
    name, about = page.desk.asked[-1]
    assert (name, about["paper"], about["given"]) == ("print", "plan-01", {"plan": "2027年党建工作计划"})


def test_a_group_is_seated_listed_and_what_halves_lack_leads_to_the_minutes(page, office):
    with office.reading() as session:
        ids = tuple(find_one(session, name).id for name in ("沈砚秋", "林知夏"))
    page.show_target(view="groups")
    fill(page, "new", name="党建工作领导小组")
    fill(page, "seat", people=ids, role="组长")
    page.pane().deeds.run("members")
    assert [row.seat.name for row in page.grid.model.shown()] == ["沈砚秋", "林知夏"]
    assert page.people_chosen() == [ids[0]]
    fill(page, "open", role="副组长", duty="分管组织")
    page.show_target(view="lists")
    fill(page, "new", whose="书记", duty="讲党课", person_id=ids[0])
    fill(page, "open", person_id=ids[1])
    assert page.pane().pane.current().line.by == "林知夏"
    fill(page, "open", person_id=ids[0])
    fill(page, "result", result="讲了两次")
    assert [row.line.by for row in page.grid.model.shown()] == ["沈砚秋"]
    page.turn(1)
    assert page.shown == "topics"
    page.turn(1)
    assert page.shown == "plans"
    page.turn(-1)
    wanted = []
    page.desk.page_wanted.disconnect()
    page.desk.page_wanted.connect(lambda where, target: wanted.append((where, target)))
    page.pane().deeds.run("write")
    assert wanted[0][0] == "meetings"
