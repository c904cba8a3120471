"""The view 收缴台账 at work: a month entered by keyboard, what its cells say, what is refused."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import func, select

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.money import grouped
from partyoffice.dues.page.ledger.faces import Face, face, said
from partyoffice.dues.page.views import dues_page
from partyoffice.dues.records import Assessment, Closing, Opening, Payment, Waiver
from partyoffice.dues.rules.ledger import Cell, State
from partyoffice.dues.rules.months import month
from partyoffice.dues.rules.words import Payer
from partyoffice.members.records import History, Person
from partyoffice.members.rules import Category, Fact
from partyoffice.organisation.actions import ensure_branch, set_up
from partyoffice.organisation.rules import OrgKind
from partyoffice.store import backup
from partyoffice.store.bulk import add_rows
from partyoffice.store.drafts import Draft
from partyoffice.store.office import Office
from partyoffice.ui import chinese, theme
from partyoffice.ui.desk import Desk
from partyoffice.ui.marks import Mark
from partyoffice.ui.messages import Recorder
from partyoffice.ui.prefs import Prefs
from tests.dues.conftest import JOINED

MEMBERS, NOV = 200, month(2026, 11)
Key = Qt.Key


@pytest.fixture(scope="session")
def qapp(qapp):
    """Dress the one application of the run in the product's own look and language."""
    chinese.install(qapp)
    theme.apply(qapp, "light", 10)
    return qapp


@pytest.fixture(scope="module")
def whole(blank, tmp_path_factory):
    """200 members: the first has nothing set, the second is let off in November."""
    path = shutil.copyfile(blank, tmp_path_factory.mktemp("dues") / "党费.dangwu")
    office = Office.open(path)
    with office.change("建账") as session:
        set_up(session, "青禾中学", OrgKind.GENERAL)
        session.add(Opening(since=Day(2026, 10)))
        branch = ensure_branch(session, "第一党支部").id
        names = [f"林知{chr(0x5000 + at)}" for at in range(MEMBERS)]
        people = add_rows(session, Person, [{"name": name, "joined": JOINED} for name in names])
        facts = [(Fact.PRESENCE, "在册"), (Fact.CATEGORY, Category.FULL), (Fact.BRANCH, "第一党支部")]
        add_rows(session, History, [_held(one, *fact, branch) for one in people for fact in facts])
        add_rows(session, Assessment, [_set(one, 8000 + at) for at, one in enumerate(people) if at])
        span = {"start": Day(2026, 11), "end": Day(2026, 11), "approved": Day(2026, 11, 3)}
        session.add(Waiver(person_id=people[1], amount=0, reason="长期患病", **span))
    office.release()
    return path


def _held(person, fact, value, branch):
    body = branch if fact is Fact.BRANCH else None
    span = {"start": JOINED, "end": None, "organisation_id": body}
    return {"person_id": person, "fact": fact, "value": value, **span}


def _set(person, due):
    return {"person_id": person, "year": 2026, "start": Day(2026, 1), "payer": str(Payer.STAFF), "due": due}


@pytest.fixture
def office(whole, tmp_path, stopped_clock):
    found = Office.open(shutil.copyfile(whole, tmp_path / "青禾中学.dangwu"))
    found.first_seq = found.last_seq
    yield found
    found.release()


@pytest.fixture
def pane(office, qtbot, tmp_path):
    desk = Desk(office, Recorder(), Prefs(tmp_path / "prefs.json"))
    page = dues_page(desk)
    qtbot.addWidget(page)
    desk.changed.connect(page.refresh)
    page.resize(1366, 600)
    page.show()
    made = page.pane()
    made.list.choice.go_to(made.list.model.record_id(2), "m11")
    return made


def press(pane, *keys, held=Qt.KeyboardModifier.NoModifier):
    for key in keys:
        editor = pane.list.editing.part()
        QTest.keyClick(editor or pane.list.body, key, held)


def texts(pane, key="m11"):
    return [said(row.cells[int(key[1:]) - 1]) for row in pane.list.model.shown()]


def stored(office):
    with office.reading() as session:
        return session.execute(select(func.count(), func.sum(Payment.amount)).select_from(Payment)).one()


def test_the_month_of_200_members_takes_two_keys_and_is_taken_back_in_one_step(pane, office):
    assert texts(pane)[:4] == ["未核定", "免", "欠交 80.02", "欠交 80.03"]
    pane.collect_now()
    dialog = pane.forms.dialog
    assert dialog.note.text().startswith("列出的 200 人：198 人按应交登记")
    assert "1 人还没有核定，不登记" in dialog.note.text()
    QTest.keyClick(dialog.verb, Key.Key_Return)
    total = sum(8000 + at for at in range(2, MEMBERS))
    assert stored(office) == (198, total)
    assert pane.list.strips[1].texts[pane.list.model.place_of("m11")] == grouped(total)
    assert "11 月已交 198 人" in pane.status()
    assert [one.reason for one in backup.copies(office.path)] == ["批量修改前"]
    office.undo()
    assert stored(office) == (0, None)
    assert texts(pane)[2] == "欠交 80.02"


def test_200_members_are_entered_amount_by_amount_by_keyboard_alone(pane, office):
    press(pane, Key.Key_F2, Key.Key_Return)  # what is due is proposed, Enter takes it and goes down
    press(pane, Key.Key_7, Key.Key_0, Key.Key_Return)  # another amount is typed over
    assert texts(pane)[2:5] == ["80.02", "欠交 10.03", "欠交 80.04"]
    press(pane, Key.Key_Up)
    press(pane, Key.Key_9, Key.Key_0, Key.Key_Return)
    assert texts(pane)[3] == "多 90.00"
    press(pane, Key.Key_Up, Key.Key_Delete, Key.Key_Equal)  # taken out, and = is what is due
    press(pane, Key.Key_Down, Key.Key_Period, Key.Key_Period)  # .. as the line above, by the own amount
    press(pane, Key.Key_Down)
    press(pane, Key.Key_D, held=Qt.KeyboardModifier.ControlModifier)
    assert texts(pane)[3:6] == ["80.03", "80.04", "80.05"]
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    press(pane, Key.Key_Down)
    press(pane, Key.Key_Down, held=control | shift)
    press(pane, Key.Key_Return, held=control)
    assert stored(office) == (198, sum(8000 + at for at in range(2, MEMBERS)))
    assert {text for text in texts(pane)[2:] if "欠" in text or "多" in text} == set()


def test_what_needs_a_word_asks_for_it_and_what_is_closed_stays(pane, office, qtbot):
    press(pane, Key.Key_F2, Key.Key_Return, Key.Key_Up)
    press(pane, Key.Key_Minus, Key.Key_5, Key.Key_Return)  # giving back wants a reason: the form opens
    qtbot.waitUntil(lambda: pane.forms.dialog is not None and pane.forms.dialog.isVisible())
    dialog = pane.forms.dialog
    assert dialog.form.values()["amount"] == -500
    assert "负数" in dialog.note.text()  # why it is asked
    dialog.on_save()
    assert dialog.message.isVisible()
    dialog.form.set_value("note", "多收了，退还")
    dialog.on_save()
    assert stored(office) == (2, 8002 - 500)
    assert "分 2 笔交的" in pane.list.edits.locked(pane.list.model.record_id(2), "m11")
    with office.change("结账") as session:
        session.add(Closing(period="2026-11", closed=Day(2026, 11, 20)))
    pane.list.choice.go_to(pane.list.model.record_id(3), "m11")
    press(pane, Key.Key_F2, Key.Key_Return)
    assert "已经结账" in pane.desk.messages.notes[-1].what
    assert stored(office)[0] == 2


def test_a_month_entered_later_keeps_its_day_to_itself_and_is_refused_in_its_own_form(pane, office):
    pane.list.choice.go_to(pane.list.model.record_id(2), "m10")
    pane.collect_here()
    dialog = pane.forms.dialog
    dialog.form.set_value("on", Day(2027, 1, 1))
    dialog.verb.click()
    assert "2027-01-01 还没有到" in dialog.message.what.text()
    assert (stored(office)[0], pane.desk.messages.notes, pane.entering.how.day) == (0, [], None)
    dialog.form.set_value("on", Day(2026, 10, 12))
    dialog.verb.click()
    assert not dialog.isVisible()
    with office.reading() as session:
        assert set(session.scalars(select(Payment.on))) == {Day(2026, 10, 12)}
    pane.collect_now()  # the next month, by two keys, is of today
    assert pane.forms.dialog.form.values()["on"] == Day(2026, 11, 20)
    assert "今天" in pane.entry.how.text()


def test_the_ledger_is_printed_with_the_totals_that_stand_below_it(pane):
    press(pane, Key.Key_F2, Key.Key_Return)
    opened = []
    pane.desk.dialogs = lambda _name, **about: opened.append(about["document"])
    pane.printing.print()
    pane.list.choice.go_to(pane.list.model.record_id(2), "m11")
    press(pane, Key.Key_Down, held=Qt.KeyboardModifier.ShiftModifier)
    pane.printing.print()
    whole, two = (document.blocks[0] for document in opened)
    at = [column.title for column in whole.columns].index("11 月")
    assert (whole.totals[at], len(whole.rows)) == ("80.02", MEMBERS)
    assert (whole.totals[1], two.totals[1], len(two.rows)) == (f"合计 {MEMBERS} 人", "合计 2 人", 2)


def test_a_month_is_closed_and_opened_from_its_head_and_what_was_paid_is_printed_by_person(pane, office):
    pane.list.choice.go_to(pane.list.model.record_id(2), "m10")
    pane.collect_here()
    QTest.keyClick(pane.forms.dialog.verb, Key.Key_Return)
    pane.locking.close()
    pane.locking.dialog.on_save()
    head = pane.list.body.head()
    assert (head.notes["m10"].text, head.notes["m10"].icon) == ("已结账", "lock")
    pane.locking.reopen()
    pane.locking.dialog.on_save()
    assert pane.locking.dialog.isVisible()  # not without a reason
    pane.locking.dialog.form.set_value("why", "漏记一笔")
    pane.locking.dialog.on_save()
    assert head.notes["m10"].text == "未结账"
    opened = []
    pane.desk.dialogs = lambda name, **about: opened.append((name, about))
    pane.printing.slip()
    [(name, about)] = opened
    table = about["document"].blocks[0]
    assert name == "preview"
    assert [(row[2], row[3], row[9]) for row in table.rows] == [(8002, 8002, ""), (8002, None, "未交 80.02")]
    assert table.totals[2:4] == (2 * 8002, 8002)
    pane.printing.register()
    pane.printing.sign()
    told = [(about["paper"], about["given"]) for _name, about in opened[1:]]
    assert told == [("dues-02", {"year": "2026"}), ("dues-02c", {"month": "2026-10"})]
    assert texts(pane, "m9")[2] == "—"  # before the book begins


@pytest.mark.parametrize(
    ("state", "due", "paid", "text", "mark"),
    [
        (State.PAID, 100, 100, "1.00", None),
        (State.PAID, 100, 150, "多 1.50", None),
        (State.DUE, 100, 30, "0.70", Mark.RING),
        (State.LATE, 123456, 0, "1,234.56", Mark.LATE),
        (State.WAIVED, 0, 0, "免", None),
        (State.REDUCED, 40, 40, "少 0.40", None),
        (State.REDUCED, 40, 50, "多 0.50", None),
        (State.MADE_UP, 40, 40, "补 0.40", None),
        (State.MADE_UP, 40, 99900, "补多 999.00", None),
        (State.AHEAD, 40, 40, "预 0.40", None),
        (State.AHEAD, 40, 50, "预多 0.50", None),
        (State.ELSEWHERE, 0, 0, "流入地", None),
        (State.UNSET, None, 0, "未核定", None),
        (State.NONE, None, 0, "—", None),
        (State.FUTURE, 40, 0, "", None),
    ],
)
def test_every_state_reads_without_colour(state, due, paid, text, mark):
    shown = face(Cell(NOV, state, due, paid))
    assert (shown.text, shown.mark) == (text, mark)
    assert shown == Face() or shown.text


@pytest.mark.parametrize("verb", ["one", "close"])
def test_a_form_of_the_ledger_is_opened_again_at_its_month_with_its_words(pane, verb):
    pane.list.choice.go_to(pane.list.model.record_id(2), "m10")
    holder, field = (pane.forms, "note") if verb == "one" else (pane.locking, "by")
    getattr(holder, verb)()
    dialog = holder.dialog
    dialog.form.set_value(field, "顾清和")
    dialog.keeper.write()
    dialog.finished.disconnect()  # as a crash: nothing is told that it closed
    dialog.hide()
    (kept,) = pane.desk.drafts.all()
    pane.list.choice.go_to(pane.list.model.record_id(0), "m2")
    pane.show_target(draft=kept.key)
    assert holder.dialog is not dialog
    assert holder.dialog.windowTitle() == dialog.windowTitle()
    assert holder.dialog.form.values()[field] == "顾清和"
    holder.dialog.done(0)
    assert pane.desk.drafts.all() == []


def test_a_form_of_the_ledger_that_is_refused_again_leaves_the_next_one_its_own_draft(pane, monkeypatch):
    def refuse():
        raise OfficeError("打不开", remedy="请稍后再试")

    about = {"view": "ledger", "form": "close", "year": 2026, "month": 10, "person": 0}
    pane.desk.drafts.keep(Draft("old", "结账", "dues", about, {"by": "顾清和"}))
    monkeypatch.setattr(pane.locking, "close", refuse)
    with pytest.raises(OfficeError):
        pane.show_target(draft="old")
    assert not pane.resuming
    assert [one.key for one in pane.desk.drafts.all()] == ["old"]
