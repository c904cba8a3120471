from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.members.actions import add_person
from partyoffice.members.rules import Category
from partyoffice.organisation.actions import found
from partyoffice.organisation.queries import tree
from partyoffice.organisation.rules import OrgKind
from partyoffice.store.snoozes import snoozes

NAMES = ("林知夏", "沈砚秋")


@pytest.fixture
def first_page():
    return ""  # 首页, where a new program opens


@pytest.fixture
def home(show, empty, rest):
    """首页 of an office in which two probations are overdue, the first the longest."""
    window = show(empty)
    page = window.pages["home"]
    with window.office.change("新增两人") as session:
        for days, name in zip((420, 400), NAMES, strict=True):
            joined = Day.of(clock.today() - timedelta(days=days))
            add_person(session, {"name": name, "joined": joined}, category=Category.PROBATIONARY)
    rest(window)
    page.take_focus()
    assert names(page) == list(NAMES)
    choose(page, NAMES[0])
    return page


def names(page):
    return [line.target.who for line in page.duties.list.lines.lines if hasattr(line.target, "who")]


def put_off(page):
    return [line.target[0].who for line in page.duties.list.lines.lines if isinstance(line.target, tuple)]


def fold(page):
    return next((line.cells[0] for line in page.duties.list.lines.lines if line.span), "")


def choose(page, name):
    def fits(target):
        duty = target[0] if isinstance(target, tuple) else target
        return getattr(duty, "who", "") == name

    assert page.duties.list.choose(fits)


def press(page, ident):
    page.desk.window.actions_table[ident].trigger()


def tag(page):
    return page.desk.window.header.tabs.counts["home"]


@pytest.mark.parametrize(("ident", "days"), [("home.day", 1), ("home.week", 7)])
def test_a_duty_is_put_off_by_a_day_or_a_week_and_comes_back_when_that_is_over(home, rest, ident, days):
    press(home, ident)
    rest(home.desk.window)
    assert names(home) == [NAMES[1]]
    assert tag(home) == 1
    home.refresh(frozenset())
    with clock.stopped(clock.today() + timedelta(days=days)):
        home.refresh(frozenset())
        rest(home.desk.window)
        assert names(home) == list(NAMES)
        assert tag(home) == 2


def test_a_duty_is_put_off_until_a_day_with_a_reason(home, rest):
    press(home, "home.till")
    until = clock.today() + timedelta(days=20)
    home.dialog.form.set_value("until", Day.of(until))
    home.dialog.form.set_value("reason", "等上级批复")
    home.dialog.on_save()
    rest(home.desk.window)
    assert names(home) == [NAMES[1]]
    with home.desk.office.reading() as session:
        [one] = snoozes(session).values()
    assert (one.until, one.reason) == (until, "等上级批复")


def test_ignoring_asks_for_a_reason_and_is_undone(home, rest):
    press(home, "home.ignore")
    home.dialog.on_save()
    assert home.dialog.isVisible()  # refused in the dialog: nothing is ignored without a reason
    home.dialog.form.set_value("reason", "已批准延长预备期")
    home.dialog.on_save()
    rest(home.desk.window)
    assert names(home) == [NAMES[1]]
    assert home.desk.office.undo_sentence.startswith("忽略待办：林知夏")
    home.desk.window.undo()
    rest(home.desk.window)
    assert names(home) == list(NAMES)


def test_the_list_shows_it_at_once_before_all_the_rest_is_read(home):
    press(home, "home.day")
    assert home.reader.busy()
    assert names(home) == [NAMES[1]]
    assert tag(home) == 1


def test_the_undo_bar_takes_back_exactly_what_it_names(home, rest):
    press(home, "home.day")
    rest(home.desk.window)
    choose(home, NAMES[1])
    press(home, "home.week")
    rest(home.desk.window)
    assert names(home) == []
    (first, back), (second, again) = home.desk.messages.undos
    assert first.endswith(NAMES[0])
    assert second.endswith(NAMES[1])
    back()  # not the newest: only the first comes back
    rest(home.desk.window)
    assert names(home) == [NAMES[0]]
    again()
    rest(home.desk.window)
    assert names(home) == list(NAMES)


def test_a_day_that_is_not_ahead_is_refused_in_the_dialog(home):
    press(home, "home.till")
    home.dialog.form.set_value("until", Day.of(clock.today()))
    home.dialog.on_save()
    assert home.dialog.isVisible()
    assert "不在今天之后" in home.dialog.message.what.text()
    home.dialog.form.load({})
    home.dialog.close()


def test_what_was_put_off_is_folded_at_the_end_with_its_reason_and_can_be_brought_back(home, rest, qtbot):
    press(home, "home.ignore")
    home.dialog.form.set_value("reason", "已批准延长预备期")
    home.dialog.on_save()
    rest(home.desk.window)
    assert fold(home).startswith("已推迟 1 件，其中 1 件已超期、有条款依据")
    home.duties.list.choose(lambda target: target == "fold")
    qtbot.keyClick(home.duties.list, Qt.Key.Key_Return)
    assert put_off(home) == [NAMES[0]]
    line = home.duties.list.lines.lines[-1]
    assert line.cells[3].startswith("本次忽略：已批准延长预备期｜预备期满")
    assert line.mark == "late"
    assert line.cells[1].startswith("超 ")
    choose(home, NAMES[0])
    assert home.duties.menu_names()[-1] == "home.back"
    press(home, "home.back")
    rest(home.desk.window)
    assert names(home) == list(NAMES)
    assert fold(home) == ""


def test_an_ignored_duty_comes_back_when_its_day_changes(home, rest):
    from partyoffice.members.records import Person

    press(home, "home.ignore")
    home.dialog.form.set_value("reason", "已批准延长预备期")
    home.dialog.on_save()
    duty = next(one for one in home.found.duties if one.who == NAMES[0])
    with home.desk.office.change("更正 林知夏 的 入党时间") as session:
        person = session.get_one(Person, duty.spot.record_id)
        person.joined = Day.of(person.joined.first + timedelta(days=3))
    rest(home.desk.window)
    assert NAMES[0] in names(home)


def test_the_keyboard_stays_where_it_was_while_duties_are_read_and_put_off(home, rest):
    window = home.desk.window
    window.activateWindow()
    window.header.seek()
    with window.office.change("新增一人") as session:
        joined = Day.of(clock.today() - timedelta(days=410))
        add_person(session, {"name": "方砚舟", "joined": joined}, category=Category.PROBATIONARY)
    rest(window)
    assert names(home) == ["林知夏", "方砚舟", "沈砚秋"]
    assert window.focusWidget() is window.header.search
    assert home.duties.duty().who == NAMES[0]  # the current line stays with its duty
    press(home, "home.day")
    rest(window)
    assert home.duties.duty().who == "方砚舟"  # and goes on to the next one


def test_without_a_duty_under_the_cursor_the_commands_say_what_to_do(home):
    home.duties.list.choose(lambda target: target == "nothing")
    home.duties.list.setCurrentIndex(home.duties.list.lines.index(-1))
    for ident in ("home.day", "home.till", "home.ignore", "home.back"):
        press(home, ident)
    notes = home.desk.messages.notes
    assert [note.what for note in notes] == ["没有选中的待办"] * 3 + ["没有选中已推迟的待办"]


def test_every_entry_of_the_context_menus_stands_in_the_menus(home):
    from partyoffice.app import snooze

    table = home.desk.window.actions_table
    for menu in (snooze.DUTY_MENU, snooze.BUTTON_MENU, snooze.SNOOZED_MENU, snooze.FOLD_MENU):
        assert all(table.menu_title(ident) in {"记录", "视图"} for ident in menu if ident)


def test_a_branch_narrows_the_duties_only_where_there_are_several(home, rest):
    window = home.desk.window
    assert not home.duties.branches.isVisibleTo(home)
    with window.office.change("新增党组织") as session:
        root = tree(session).roots[0]
        made = [found(session, name, OrgKind.BRANCH, None) for name in ("第一党支部", "第二党支部")]
        joined = Day.of(clock.today() - timedelta(days=430))
        add_person(
            session, {"name": "方砚舟", "joined": joined}, category=Category.PROBATIONARY, branch=made[0]
        )
    rest(window)
    assert root.name
    assert home.duties.branches.isVisibleTo(home)
    home.duties.branches.setCurrentIndex(home.duties.branches.findText("第一党支部"))
    assert names(home) == ["方砚舟"]
    home.duties.branches.setCurrentIndex(home.duties.branches.findText("第二党支部"))
    assert names(home) == []
    assert home.duties.rest.title.text() == "没有符合的待办"
    home.show_all()
    assert names(home) == ["方砚舟", *NAMES]
