"""One person from the application to the filed papers through the window, forms filled on the way.

The meeting on 接收 falls under the 2014 edition of the 细则, that on 转正 under the one of 2026.
"""

import pytest

from partyoffice import papers
from partyoffice.core.dates import Day
from partyoffice.development.queries import file_of
from partyoffice.development.records import Booklet, Step
from partyoffice.meetings.page import VoteDialog
from partyoffice.meetings.rules.resolution import PERFORMANCE
from partyoffice.members.queries import everyone
from partyoffice.members.rules import Category
from partyoffice.part import Asked
from partyoffice.ui import message_bar

SIX = ("4-3", "1-1", "2-6", "3-9", "5-1", "5-2")
OPINIONS = dict.fromkeys(("group_opinion", "mentor_opinion", "members_opinion", "masses_opinion"), "同意")
COMMITTEE = {"filed_with": "中共青禾市教育局委员会"}
TYPED = {
    2: ("2023-09-20", {"talkers": "沈砚秋"}),
    3: ("2024-03-05", {"way": "党员推荐"}),
    4: ("2024-03-12", COMMITTEE),
    5: ("2024-03-05", {}),
    6: ("2025-03-10", {}),
    7: ("2025-03-12", OPINIONS),
    8: ("2025-03-25", {}),
    9: ("2025-03-26", {}),
    10: ("2025-04-15", {"conclusion": "合格"}),
    11: ("2025-05-09", {"days": "3", "hours": "24"}),
    12: ("2025-05-15", {"opinion": "同意报上级党委预审"}),
    13: ("2025-05-28", {"result": "合格"}),
    14: ("2025-06-05", {}),
    16: ("2025-07-10", {"talker": "沈砚秋"}),
    17: ("2025-08-20", {"body_kind": "有审批权的基层党委", "body": "中共青禾市教育局委员会"}),
    18: ("2025-09-02", {"filed_with": "青禾市委组织部"}),
    19: ("2025-09-05", {}),
    20: ("2025-09-15", {"place": "党员活动室"}),
    21: ("2026-06-10", {}),
    22: ("2026-06-18", {"received": "2026-06-18"}),
    24: ("2026-07-20", {"body": "中共青禾市教育局委员会"}),
    25: ("2026-08-03", {"kept_at": "人事档案"}),
}
MEETINGS = {15: Day(2025, 6, 18), 23: Day(2026, 6, 25)}
REVIEWS = {6: (Day(2024, 9, 3), Day(2025, 3, 3)), 21: (Day(2025, 12, 15), Day(2026, 6, 10))}
TEXTS = {"content": "积极参加活动", "mentor_opinion": "表现良好", "branch_opinion": "继续培养"}


@pytest.fixture(autouse=True)  # ruff: ignore[pytest-fixture-autouse] -- a question must never wait for an answer
def answered(monkeypatch):
    monkeypatch.setattr(message_bar.QuestionDialog, "ask", lambda question, _parent: question.verbs[0])


def add(pane, at, values):
    """Add a record beside the step by its form."""
    pane.deeds.add_row(pane.step_pane.form.lists[at].rows)
    dialog = pane.deeds.dialog
    for key, value in values.items():
        dialog.form.set_value(key, value)
    dialog.on_save()
    assert not dialog.message.notes, dialog.message.notes


def beside(pane, number, people):
    """Fill in what a step needs beside its fields."""
    if number in {5, 9}:
        start = Day.parse(TYPED[number][0])
        for name in ("沈砚秋", "顾清和"):
            add(pane, 0, {"member_id": people[name], "start": start})
    if number in REVIEWS:
        for on in REVIEWS[number]:
            add(pane, 0, {"on": on, **TEXTS})
    if number == 14:
        add(pane, 0, {"number": "00123", "given": Day(2025, 6, 1)})
    if number == 17:
        tick(pane, ("4-3", "1-1", "2-6", "3-9"))
    if number == 25:
        tick(pane, ("5-1", "5-2"))


def tick(pane, codes):
    for code in codes:
        pane.deeds.tick_material(code, present=True)


def vote(pane, number):
    pane.deeds.press("vote")
    dialog = next(one for one in pane.window().findChildren(VoteDialog) if one.isVisible())
    form = dialog.meeting.form
    form.set_value("on", MEETINGS[number])
    form.set_value("chair", "沈砚秋")
    form.set_value("recorder", "顾清和")
    dialog.meeting.seats.model.all_came()
    dialog.votes[0].form.set_value("yes", 3)
    dialog.votes[0].form.set_value(PERFORMANCE.key, "工作认真，群众反映好。")
    if number == 23:
        dialog.votes[0].form.set_value("decision", "按期转正")
    dialog.save()
    assert dialog.isHidden(), [note.text() for note in dialog.message.notes]


def close(pane, number):
    on, texts = TYPED[number]
    form = pane.step_pane.form
    form.set_value("on", Day.parse(on))
    for key, text in texts.items():
        editor = form.editor(key)
        editor.set_value(Day.parse(text) if type(editor).__name__ == "DayEditor" else text)
        form._on_edited(key)
        form.commit(key)
    assert not pane.step_pane.form.verdict.blocks, (number, pane.step_pane.form.verdict.blocks)
    pane.deeds.press("close")


def test_one_person_goes_from_the_application_to_the_filed_papers(
    office, window, pane, people, stopped_clock
):
    pane.about.register()
    dialog = pane.deeds.dialog
    for key, value in (("name", "叶知秋"), ("birth", Day(1990, 5, 1)), ("on", Day(2023, 9, 5))):
        dialog.form.set_value(key, value)
    dialog.on_save()
    person = pane.person()
    with office.change("志愿书领回") as session:
        session.add(Booklet(number="00123"))
    for number in range(2, 26):
        pane.show_one(person, number)
        beside(pane, number, people)
        vote(pane, number) if number in MEETINGS else close(pane, number)
        with office.reading() as session:
            assert file_of(session, person, stopped_clock).closed(number), number
    with office.reading() as session:
        one = everyone(session, stopped_clock, ids=[person])[0]
        assert (one.category, one.card["joined"], one.card["full"]) == (
            Category.FULL, Day(2025, 6, 18), Day(2026, 6, 18),
        )  # fmt: skip
        assert one.card["sponsors"] == "沈砚秋、顾清和"
        assert session.query(Booklet).one().state == "已归档"
        assert session.query(Step).filter_by(person_id=person).count() == 25
        forms = [code for code, paper in papers.known().items() if code.startswith("dev-") and paper.layout]
        assert len(forms) > 12
        for code in forms:
            paper = papers.find(code)
            given = {key: text for key, text in paper.usual(session, person, stopped_clock).items() if text}
            given |= {"secretary": "沈砚秋"} if code == "dev-13" else {}  # who signs is asked for
            assert papers.fill(session, paper, [person], Asked(stopped_clock, given)).filled, code
    assert person not in {one.id for one in pane.ways.living()}
