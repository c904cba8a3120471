from datetime import timedelta

import pytest

from partyoffice.core import clock
from partyoffice.members import actions, views
from partyoffice.members.page.commands import IN_BIN, PERSON_MENU
from partyoffice.members.records import Person, SealedRoster
from partyoffice.store import backup
from partyoffice.ui import tasks
from partyoffice.ui.messages import Recorder


@pytest.fixture
def told(page):
    page.desk.messages = Recorder()
    return page.desk.messages


@pytest.fixture
def mistakes(page, office):
    """Two people entered by mistake and binned; shown in the bin."""
    with office.change("新增") as session:
        made = [
            actions.add_person(session, {"name": name}, category="正式党员") for name in ("顾听澜", "苏明屿")
        ]
        for one in made:
            actions.bin_person(session, one)
    page.choose(views.BIN, 0)
    return [one.id for one in made]


def left(office):
    with office.reading() as session:
        return [row.id for row in session.query(Person).filter(Person.binned.is_not(None))]


def test_purging_asks_with_the_name_and_its_consequences_and_enter_is_the_safe_way(
    page, told, office, mistakes, window, qtbot
):
    page.grid.choice.go_to(mistakes[0])
    window.actions_table["members.purge"].trigger()
    [question] = told.questions
    assert question.title == "彻底删除顾听澜？"
    assert question.safe == "不删除"
    for word in ("不能撤销", "Ctrl+Z", "先备份一份", "以前的备份"):
        assert word in question.sentence
    assert sorted(left(office)) == mistakes
    told.answers = ["彻底删除"]
    window.actions_table["members.purge"].trigger()
    qtbot.waitUntil(lambda: not tasks.running())
    assert left(office) == mistakes[1:]
    assert told.notes[-1].what == "已彻底删除 顾听澜"
    assert [page.model.record_id(row) for row in range(page.model.rowCount())] == mistakes[1:]
    assert [copy.reason for copy in backup.copies(office.path)] == ["彻底删除前"]


def test_several_are_named_and_go_together(page, told, office, mistakes, window, qtbot):
    for row in range(2):
        page.grid.choice.toggle(page.model.index(row, 0))
    told.answers = ["彻底删除"]
    window.actions_table["members.purge"].trigger()
    qtbot.waitUntil(lambda: not tasks.running())
    assert set(told.questions[0].names) == {"顾听澜", "苏明屿"}
    assert left(office) == []


def test_who_is_not_in_the_bin_cannot_be_purged(page, told, window):
    window.actions_table["members.purge"].trigger()
    assert told.questions == []
    assert "只有回收站里的人" in told.notes[0].what
    assert set(PERSON_MENU) >= IN_BIN


def test_the_bin_is_cleared_of_those_180_days_in_it_only_when_asked(
    page, told, office, mistakes, window, qtbot
):
    window.actions_table["members.purge_old"].trigger()
    assert told.notes[-1].what == "没有在回收站里超过 180 天的人"
    long_ago = clock.now() - timedelta(days=200)
    with office.change("早已移入") as session:
        session.get_one(Person, mistakes[1]).binned = f"{long_ago:%Y-%m-%dT%H:%M:%S}.000Z+0000"
    told.answers = ["彻底删除"]
    window.actions_table["members.purge_old"].trigger()
    qtbot.waitUntil(lambda: not tasks.running())
    assert told.questions[-1].title == "彻底删除苏明屿？"
    assert left(office) == mistakes[:1]


def test_a_refusal_lands_on_the_page_and_nothing_is_gone(
    page, told, office, mistakes, window, qtbot, monkeypatch
):
    page.grid.choice.go_to(mistakes[0])
    with office.change("封存") as session:
        facts = {"sealed": "", "headings": [], "rows": []}
        session.add(SealedRoster(roster="members", year=2025, people=mistakes, **facts))
    told.answers = ["彻底删除"]
    window.actions_table["members.purge"].trigger()
    qtbot.waitUntil(lambda: not tasks.running())
    assert "封存的名册" in told.notes[-1].what
    assert sorted(left(office)) == mistakes
