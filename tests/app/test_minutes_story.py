"""The story of 记录: an assembly of thirty, two votes, one accepts a candidate; printed; undone whole."""

from datetime import date

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.development.queries import file_of
from partyoffice.development.records import Step
from partyoffice.meetings.page.minutes import deciding
from partyoffice.meetings.records import Meeting
from partyoffice.meetings.rules.kinds import ASSEMBLY
from partyoffice.members.actions import add_person
from partyoffice.members.rules import Category
from partyoffice.organisation.actions import set_up
from partyoffice.store.office import Office
from partyoffice.ui import preview

FAMILY, GIVEN = "林沈方钟许江", ("知夏", "砚秋", "清禾", "以宁", "文澜")
WAY = {
    1: Day(2024, 3, 5), 2: Day(2024, 3, 22), 3: Day(2024, 9, 26), 4: Day(2024, 10, 8), 5: Day(2024, 10, 8),
    6: Day(2025, 10, 1), 7: Day(2026, 8, 28), 8: Day(2026, 9, 21), 9: Day(2026, 9, 22), 10: Day(2026, 9, 25),
    11: Day(2026, 9, 29), 12: Day(2026, 10, 9), 13: Day(2026, 10, 20), 14: Day(2026, 10, 22),
}  # fmt: skip
HEAD = {
    "begins": "8:30",
    "ends": "1005",
    "place": "明理楼三楼会议室",
    "chair": "林知夏",
    "recorder": "沈砚秋",
}


@pytest.fixture
def branch_of_thirty(tmp_path):
    """Thirty full members, and a candidate whose fourteen steps are closed."""
    path = tmp_path / "青禾中学.dangwu"
    office = Office.create(path)
    with clock.stopped(date(2026, 11, 20)), office.change("建账") as session:
        body = set_up(session, "青禾中学")
        since = {"since": Day(2020, 1, 1), "branch": body}
        for one in (f"{family}{given}" for family in FAMILY for given in GIVEN):
            card = {"name": one, "joined": Day(2010, 6, 1), "full": Day(2011, 6, 1)}
            add_person(session, card, category=Category.FULL, **since)
        card = {"name": "段清和", "birth": Day(1990, 5, 5)}
        one = add_person(session, card, category=Category.CANDIDATE, **since)
        session.add_all(Step(person_id=one.id, number=n, on=day, late_entry=True) for n, day in WAY.items())
        person = one.id
    office.release()
    return path, person


def type_in(editor, text):
    """Write Chinese into an editor: keys would abort the process."""
    editor.take_raw(text)
    editor.edited.emit()
    editor.committed.emit()


def written(window):
    """Write the assembly: who came, an ordinary vote, the decision about the candidate."""
    window.show_page("meetings", view="minutes", new={"kind": ASSEMBLY, "on": "2026-11-12"})
    pane = window.page().pane()
    editor, seats = pane.editor, pane.editor.attendance.seats.model
    for key, text in HEAD.items():
        type_in(editor.head.editors[key], text)
    for name, reason in (("许清禾", "产假"), ("江文澜", "公差")):
        seats.excuse(seats.find(name), reason)
    plain = editor.agenda.cards[2]
    type_in(plain.subject, "修订支部工作计划")
    plain.begin_vote()
    QTest.keyClicks(plain.vote.numbers["yes"].line, "28")
    menu = pane.menus.decisions()
    assert menu.actions()[0].text() == "讨论接收预备党员…"
    decision = editor.agenda.scene.offered()[0]
    deciding.choose_person(pane, decision).on_take()
    numbers = editor.agenda.cards[3].vote.numbers
    QTest.keyClicks(numbers["yes"].line, "27")
    numbers["abstain"].line.selectAll()
    QTest.keyClicks(numbers["abstain"].line, "1")
    return pane


def step(window, person, number):
    with window.office.reading() as session:
        return file_of(session, person, clock.today()).steps.get(number)


def text_of(path):
    with pypdfium2.PdfDocument(path) as pages:
        return "".join(page.get_textpage().get_text_bounded() for page in pages).replace("\r\n", "")


@pytest.fixture
def previews(monkeypatch):
    opened = []
    monkeypatch.setattr(preview.Preview, "open", lambda self: opened.append(self) or None)
    yield opened
    for one in opened:
        one.reject()


def test_an_assembly_of_thirty_accepts_a_candidate_is_printed_and_undone_whole(
    show, rest, branch_of_thirty, previews
):
    path, person = branch_of_thirty
    with clock.stopped(date(2026, 12, 20)):
        window = show(path)
        pane = written(window)
        accepted = pane.editor.agenda.cards[3]
        assert accepted.head.note == "表决，写入发展党员第 15 步"
        assert accepted.vote.sum.whole() == "赞成 27，须超过应到 30 的半数即 16"
        assert pane.editor.attendance.opening.sum.text().startswith(
            "应到 30 人，须半数以上即 15 人，实到 28 人"
        )
        assert "同意接收段清和同志为中共预备党员" in accepted.resolution.value()
        assert pane.editor.title.title.whole() == "第 1 次支部党员大会"

        QTest.keyClick(pane, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        assert window.messages.undos[-1][0] == "已保存会议记录：2026-11-12 第 1 次支部党员大会"
        assert (pane.meeting() > 0, pane.editor.touched()) == (True, False)
        assert not step(window, person, 15).open
        pane.deeds.open_way(accepted)
        rest(window)
        assert (window.key, window.page().pane().person()) == ("development", person)

        window.show_page("meetings")
        window.actions_table["file.print"].trigger()
        window.dialogs.newest.on_preview()
        rest(window)
        text = text_of(previews[0].paper.path)
        assert "明理楼三楼会议室" in text
        assert "赞成27票" in text.replace(" ", "")

        window.undo()
        assert step(window, person, 15) is None
        with window.office.reading() as session:
            assert session.query(Meeting).count() == 0
        assert pane.shown() is None
