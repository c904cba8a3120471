"""更多 → 换届选举: one election from its beginning to the posts, as it is typed."""

import pytest
from elections_given import NAMES
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from partyoffice.core.dates import Day
from partyoffice.elections.queries import nominees_of
from partyoffice.members.actions import add_person, appoint
from partyoffice.members.queries import everyone
from partyoffice.members.rules import Category
from partyoffice.organisation.actions import begin_term, set_up
from partyoffice.organisation.queries import terms_of
from partyoffice.parts import PARTS
from partyoffice.ui import chinese, theme
from partyoffice.ui.desk import Desk
from partyoffice.ui.messages import Recorder
from partyoffice.ui.prefs import Prefs

VOTES = "方砚舟\t9\t1\t\n江予安\t8\t2\t\n沈砚秋\t7\t3\t\n林知夏\t3\t6\t1"


@pytest.fixture(scope="session")
def qapp(qapp):
    """Dress the one application of the run in the product's own look and language."""
    chinese.install(qapp)
    theme.apply(qapp, "light", 10)
    return qapp


@pytest.fixture
def school(office):
    with office.change("准备") as session:
        root = set_up(session, "青禾中学")
        people = [
            add_person(session, {"name": name, "joined": Day(2010, 6, 1), "full": Day(2011, 6, 1)},
                       category=Category.FULL, branch=root)
            for name in NAMES
        ]  # fmt: skip
        begin_term(session, root, 3, Day(2023, 12, 1))
        appoint(session, people[4], "党支部书记", root, Day(2023, 12, 1))
        return {one.name: one.id for one in people} | {"body": root.id}


@pytest.fixture
def page(office, school, qtbot, tmp_path):
    desk = Desk(office, Recorder(), Prefs(tmp_path / "prefs.json"))
    desk.asked = []
    desk.dialogs = lambda name, **about: desk.asked.append((name, about))
    made = next(part for part in PARTS if part.key == "elections").page(desk)
    qtbot.addWidget(made)
    desk.changed.connect(made.refresh)
    made.resize(1100, 600)
    made.show()
    return made


def fill(page, verb, **values):
    pane = page.pane()
    pane.deeds.run(verb)
    dialog = pane.deeds.dialog
    for key, value in values.items():
        dialog.form.set_value(key, value)
    save(dialog, verb)


def save(dialog, verb=""):
    part = next(
        row.editor.focus_part() for row in dialog.form.rows.values() if row.editor.isVisibleTo(dialog)
    )
    QTest.keyClick(part, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    if dialog.isVisible():  # a test that fails must not leave a window asking
        found = dialog.form.problems(), dialog.message.what.text()
        dialog.form.load({})
        dialog.reject()
        pytest.fail(f"{verb}: {found}")


def typed(dialog, **numbers):
    """Type numbers into their fields, each ended by Enter."""
    for key, number in numbers.items():
        part = dialog.form.editor(key).focus_part()
        part.setFocus()
        part.selectAll()
        QTest.keyClicks(part, str(number))
        QTest.keyClick(part, Qt.Key.Key_Return)


def buttons(page):
    pane = page.pane().pane
    pane.show_card()
    return [key for key, made in pane.foot.buttons.items() if not made.isHidden()]


def test_an_election_goes_from_the_decision_to_the_posts_and_back_by_one_undo(page, office, school, qtbot):
    QTest.keyClick(page.pane().pane, Qt.Key.Key_Insert)  # the body whose term ends first is proposed
    dialog = page.pane().deeds.dialog
    assert dialog.form.values()["number"] == 4
    assert dialog.form.values()["due_on"] == Day(2026, 12, 1)
    dialog.form.set_value("byelection", True)
    assert (dialog.form.values()["number"], dialog.form.values()["due_on"]) == (3, None)
    dialog.form.set_value("byelection", False)
    save(dialog)
    assert office.undo_sentence == "开始第4届换届选举"
    row = page.pane().pane.current
    assert (row().next, row().due) == ("支委会研究", Day(2026, 11, 1))
    for day in ((2026, 9, 20), (2026, 9, 22), (2026, 10, 1)):
        fill(page, "step", day=Day(*day))
    assert (row().state, row().next) == ("已批复", "提名候选人，候选人预备人选请示")
    fill(page, "put", office="委员", seats=3, people=tuple(school[name] for name in NAMES[3::-1]))
    fill(page, "put", people=(school["方砚舟"],))  # 书记 is proposed, one seat
    assert [one.title for one in row().ballots] == ["委员", "书记"]
    for day in ((2026, 10, 8), (2026, 10, 12), (2026, 10, 20)):
        fill(page, "step", day=Day(*day))
    assert buttons(page) == ["step", "put", "count", "print", "open"]
    page.pane().deeds.run("count")
    dialog = page.pane().deeds.dialog
    assert dialog.form.values()["due"] == 5
    typed(dialog, due=11, present=10, issued=10, returned=10, valid=10, invalid=0)
    dialog.form.set_value("votes", VOTES)
    save(dialog)
    assert "当选：方砚舟、江予安、沈砚秋" in page.desk.messages.notes[-1].what
    assert row().next == "计票：书记"
    fill(page, "count", issued=3, returned=3, valid=3, invalid=0, votes="方砚舟\t3")
    assert row().waiting is None
    fill(page, "step", day=Day(2026, 10, 21))
    assert buttons(page) == ["put", "conclude", "print", "open"]
    fill(page, "conclude", day=Day(2026, 11, 1), document="青教党〔2026〕50号",
         posts="方砚舟\t党支部书记\n江予安\t组织委员\n沈砚秋\t宣传委员")  # fmt: skip
    with office.reading() as session:
        posts = {one.name: one.post for one in everyone(session, Day(2026, 11, 20).first) if one.post}
        assert [one.number for one in terms_of(session, school["body"])] == [3, 4]
    assert posts == {"方砚舟": "党支部书记", "江予安": "组织委员", "沈砚秋": "宣传委员"}
    office.undo()
    with office.reading() as session:
        assert [one.name for one in everyone(session, Day(2026, 11, 20).first) if one.post] == ["顾清和"]
        assert [one.number for one in terms_of(session, school["body"])] == [3]
    page.show_view("ballots")
    page.pane().pane.show_view("all")
    assert len(page.pane().pane.rows) == 2
    qtbot.keyClick(page.pane().grid.body, Qt.Key.Key_Home)
    page.show_view("committees")
    assert [one.name for one in page.pane().pane.rows] == ["顾清和"]


def test_the_sheet_says_while_it_is_typed_whether_it_agrees_and_who_is_elected(page, office, school):
    page.show_target(add="new", given={"body_id": school["body"]})
    page.pane().deeds.dialog.on_save()
    fill(page, "put", office="委员", seats=3, people=tuple(school[name] for name in NAMES[:4]))
    page.pane().deeds.run("count")
    form = page.pane().deeds.dialog.form

    def said(key):
        return [one.sentence for one in form.rows[key].remarks.said]

    assert form.values()["votes"].startswith("方砚舟")
    for key, value in {"due": 12, "present": 9, "issued": 9, "returned": 9, "valid": 9, "invalid": 0}.items():
        form.set_value(key, value)
    assert said("present") == ["到会有选举权的党员不足五分之四，不能选举"]
    for key, value in {"present": 10, "issued": 10, "returned": 11, "valid": 11}.items():
        form.set_value(key, value)
    assert said("present") == ["到会人数够，可以选举"]
    assert said("returned") == ["收回的选票多于发出的选票，选举无效，应重新选举"]
    form.set_value("returned", 10)
    form.set_value("valid", 10)
    form.set_value("votes", VOTES.replace("3\t6\t1", "3\t6\t"))
    assert said("votes") == ["林知夏的赞成、不赞成、弃权之和不等于有效票"]
    form.set_value("votes", VOTES)
    assert said("votes")[0].endswith("当选：方砚舟、江予安、沈砚秋。选足名额，当场宣布结果，报上级党组织")
    form.set_value("tellers", "方砚舟")
    assert said("tellers") == ["方砚舟是候选人，不能担任监票人、计票人"]
    form.set_value("tellers", "")
    page.pane().deeds.dialog.on_save()
    with office.reading() as session:
        assert [one.elected for one in nominees_of(session, 1)] == [True, True, True, False]
    page.pane().deeds.run("print")
    assert page.desk.asked[-1][1]["paper"] == "elec-01"
    assert page.desk.asked[-1][1]["given"]["term"] == "4"
    page.show_view("ballots")
    page.pane().pane.show_view("all")
    page.pane().pane.go_to(1)
    assert buttons(page) == ["recount", "tell", "print"]
    page.pane().deeds.run("print")
    asked = page.desk.asked[-1][1]
    assert (asked["paper"], asked["branch"]) == ("elec-07", school["body"])
    assert asked["given"]["names"] == "\n".join(NAMES[:4])
    page.pane().deeds.run("print_sheet")
    assert page.desk.asked[-1][1]["given"]["votes"].startswith("方砚舟\t9\t1\t0")
    fill(page, "void", reason="收回的选票多于发出的选票", issued=10, returned=11)
    assert page.pane().pane.current().state == "选举无效"
    assert buttons(page) == ["count", "tell", "again", "print"]
    fill(page, "again")
    page.pane().pane.show_view("open")
    assert page.pane().pane.current().title == "委员（第 2 次）"
