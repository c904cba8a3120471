"""The register of issued papers: looked through, made void, printed again, printed and exported itself."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from shiboken6 import isValid

from partyoffice import papers
from partyoffice.app import issued as register
from partyoffice.app import issuing
from partyoffice.app.print_work import Order, Printed
from partyoffice.archives import actions
from partyoffice.archives.records import IssuedPaper
from partyoffice.archives.rules import Series
from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.finding import Spot
from partyoffice.members.queries import everyone
from partyoffice.part import Wish
from partyoffice.transfers.queries import entries, letters_of
from partyoffice.ui.preview import Preview

LETTER = Series("党员证明信", pattern="青中党证〔$year〕$number号")
TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)  # ruff: ignore[pytest-fixture-autouse] -- every number is given on a day
def day():
    with clock.stopped(TODAY):
        yield


@pytest.fixture
def window(window):
    """The user has said that the day is right, though the sample was made later."""
    window.clock_watch.sure = True
    return window


def issue(window, subject, **more):
    about = {"code": "mem-01", "paper": "党员证明信", "on": Day.of(TODAY), "series": LETTER} | more
    with window.office.change(f"出具 {about['paper']}：{subject}") as session:
        return actions.issue_paper(session, subject=subject, **about).id


@pytest.fixture
def filled(window):
    issue(window, "林知夏", note="当面领取")
    issue(window, "沈砚秋")
    issue(window, "青禾市教育局", code="ltr-01", paper="介绍信", series="介绍信")
    issue(window, "林知夏", on=Day(2025, 3, 1))
    return window


@pytest.fixture
def dialog(filled):
    return filled.dialogs.open("issued")


def listed(dialog):
    return [(one.number, one.subject, one.state) for one in dialog.shown()]


FIRST, SECOND = ("青中党证〔2026〕1号", "林知夏"), ("青中党证〔2026〕2号", "沈砚秋")
THIRD = ("〔2026〕1号", "青禾市教育局")


def test_nothing_issued_says_how_it_begins(window, rest):
    dialog = window.dialogs.open("issued")
    assert dialog.grid.empty().title == "2026 年没有出具过"
    assert not dialog.count.text()
    for each in (dialog.void, dialog.again, dialog.print, dialog.export):
        assert not each.isEnabled()
        assert each.toolTip()
    dialog.grid.empty().actions[0][1]()
    assert window.dialogs.newest is not dialog
    window.dialogs.newest.close()


def test_a_year_is_listed_newest_first_and_another_can_be_chosen(dialog):
    assert listed(dialog) == [(*SECOND, "有效"), (*FIRST, "有效"), (*THIRD, "有效")]
    assert dialog.count.text() == "共 3 件"
    dialog.years.setCurrentIndex(dialog.years.findText("2025 年"))
    assert listed(dialog) == [("青中党证〔2025〕1号", "林知夏", "有效")]
    row = [dialog.grid.model.text(0, at) for at in range(1, 5)]
    assert row == ["青中党证〔2025〕1号", "党员证明信", "林知夏", "2025-03-01"]


def test_a_form_narrows_and_stays_while_it_occurs(dialog):
    dialog.forms.setCurrentIndex(dialog.forms.findText("介绍信"))
    assert [one[1] for one in listed(dialog)] == ["青禾市教育局"]
    dialog.load()
    assert dialog.forms.currentText() == "介绍信"
    dialog.years.setCurrentIndex(dialog.years.findText("2025 年"))
    assert dialog.forms.currentText() == "全部表"


@pytest.mark.parametrize(
    ("text", "found"),
    [("lzx", ["林知夏"]), ("2号", ["沈砚秋"]), ("jsx", ["青禾市教育局"]), ("当面", ["林知夏"])],
)
def test_the_line_finds_by_number_pinyin_and_note(dialog, text, found):
    dialog.line.setText(text)
    assert [one[1] for one in listed(dialog)] == found


def test_nothing_found_leads_back_to_all(dialog):
    dialog.line.setText("没有这个")
    assert listed(dialog) == []
    assert dialog.current() is None
    empty = dialog.grid.empty()
    assert empty.title == "没有符合条件的"
    empty.actions[0][1]()
    assert len(listed(dialog)) == 3


def test_the_keys_find_and_give_up_the_search_before_closing(dialog, qtbot):
    qtbot.keyClick(dialog, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    dialog.line.setText("lzx")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert not dialog.line.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def asked(dialog):
    return next(one for one in dialog.children() if isinstance(one, QDialog) and one.isVisible())


def test_a_paper_is_made_void_with_a_reason_and_the_way_back(filled, dialog):
    dialog.go_to(1)
    dialog.on_void()
    question = asked(dialog)
    question.on_save()
    assert question.isVisible()  # without a reason nothing is made void
    question.form.set_value("reason", "写错姓名，已收回")
    question.on_save()
    assert (*FIRST, "作废（写错姓名，已收回）") in listed(dialog)
    assert dialog.current().id == 1
    assert filled.office.undo_sentence == "作废 党员证明信青中党证〔2026〕1号"
    assert dialog.count.text() == "共 3 件，其中作废 1 件"
    assert (dialog.void.isEnabled(), dialog.again.isEnabled()) == (False, False)
    (note,) = dialog.bar.notes
    assert note.what == "已作废"
    note.links[0][1]()
    assert (*FIRST, "有效") in listed(dialog)
    assert not dialog.bar.notes


def test_what_was_void_in_the_meantime_is_refused_in_the_form(filled, dialog):
    dialog.go_to(1)
    dialog.on_void()
    with filled.office.change("别处作废") as session:
        actions.void_paper(session, session.get_one(IssuedPaper, 1), "别处")
    question = asked(dialog)
    question.form.set_value("reason", "又一次")
    question.on_save()
    assert question.isVisible()
    question.form.load({})
    question.reject()


def test_an_undone_paper_stays_as_a_void_number_with_which_nothing_can_be_done(filled):
    filled.office.undo()
    dialog = filled.dialogs.open("issued", year=2025)
    assert listed(dialog) == [("青中党证〔2025〕1号", "林知夏", "作废（已撤销）")]
    assert dialog.void.toolTip() == dialog.again.toolTip() == "记录已不在，只留编号"
    dialog.on_void()
    dialog.on_again()
    assert dialog.isVisible()


def test_printing_again_opens_the_print_dialog_with_what_was_typed(filled, monkeypatch):
    dialog = filled.dialogs.open("issued", issued=2)
    opened = []
    monkeypatch.setattr(filled.dialogs, "open", lambda name, **about: opened.append((name, about)))
    assert dialog.current().subject == "沈砚秋"
    dialog.grid.opened.emit(1)
    assert opened == [("print", {"paper": "mem-01", "issued": 2})]
    assert not dialog.isVisible()


def test_the_print_dialog_knows_which_paper_is_printed_again(filled):
    filled.dialogs.open("issued", issued=2).on_again()
    asked_for = filled.dialogs.newest
    assert (asked_for.chosen().code, asked_for.issued) == ("mem-01", 2)
    asked_for.close()


def test_a_form_that_is_no_more_is_not_printed_again(dialog):
    dialog.go_to(3)
    assert dialog.again.toolTip() == "这种表已不在程序里"
    dialog.on_again()
    assert dialog.isVisible()


def test_a_paper_that_is_found_opens_the_register_at_it(filled, rest):
    filled.finder.open()
    filled.desk.go_to("issued", issued=4)
    dialog = filled.dialogs.newest
    assert isinstance(dialog, register.IssuedDialog)
    assert (dialog.year(), dialog.current().id) == (2025, 4)
    dialog.close()


def test_a_finding_about_a_number_opens_its_year(filled):
    from partyoffice.app.spots import open_spot

    open_spot(filled.desk, Spot("given_number", 2025))
    assert filled.dialogs.newest.year() == 2025
    filled.dialogs.newest.close()


def test_an_unknown_paper_opens_this_year(window):
    dialog = window.dialogs.open("issued", issued=999)
    assert dialog.year() == 2026
    dialog.close()


def test_the_register_is_printed_as_it_is_listed(filled, dialog, rest, monkeypatch):
    made = []
    monkeypatch.setattr(register.lists_out, "show_preview", lambda *given: made.append(given))
    dialog.forms.setCurrentIndex(dialog.forms.findText("党员证明信"))
    dialog.on_print()
    [(_, document, title, code)] = made
    assert (title, code) == ("2026 年党员证明信出具登记簿", "issued")
    [table] = document.blocks
    assert [row[1] for row in table.rows] == [FIRST[0], SECOND[0]]  # the oldest first, as in a book
    assert not dialog.isVisible()


def test_the_preview_of_the_register_stands_over_the_window(filled, dialog, rest, monkeypatch):
    shown = []
    monkeypatch.setattr(Preview, "open", lambda self: shown.append(self) or None)
    dialog.on_print()
    rest(filled)
    assert len(shown) == 1
    shown[0].reject()


def test_the_register_is_exported_as_a_sheet(filled, dialog, rest, paths, tmp_path):
    dialog.on_export()
    rest(filled)
    [(purpose, name)] = paths
    assert (purpose, name) == ("export", "2026 年出具登记簿_2026-11-20.xlsx")
    rows = list(load_workbook(tmp_path / name).active.iter_rows(values_only=True))
    assert any("青中党证〔2026〕2号" in row for row in rows)
    assert not isValid(dialog)


def test_going_back_from_the_file_dialog_leaves_the_register_open(dialog, monkeypatch):
    from partyoffice.ui.desk import Desk

    monkeypatch.setattr(Desk, "ask_save_path", lambda *_: None)
    dialog.on_export()
    assert dialog.isVisible()


def test_a_paper_about_somebody_is_in_the_book_and_the_person_is_untouched(window):
    with window.office.reading() as session:
        one = everyone(session, TODAY)[0]
    issue(window, one.name, person_id=one.id)
    dialog = window.dialogs.open("issued")
    assert dialog.current().person_id == one.id
    dialog.close()


def test_a_letter_printed_here_is_known_to_the_moves_and_so_is_its_voiding(window):
    with window.office.reading() as session:
        person = next(one for one in everyone(session, TODAY) if one.member)
    given = {"number": "99", "to": "竹汀区实验学校", "days": "30", "paid_to": "2026-11", "day": "2026-11-20"}
    done = Printed(Path("信.pdf"), 1, [person.name], subjects=(person.id,))
    order = Order(Wish(TODAY), (person.id,), given)
    entry = issuing.Entry(window, papers.find("trn-01"), order, done)
    for _copy in range(2):
        entry.taken(issuing.PRINTED)
    assert moves(window) == [("竹汀区实验学校", "〔2026〕99号", 2, "有效")]
    dialog = window.dialogs.open("issued")
    dialog._store_void(dialog.current(), {"reason": "写错姓名"})
    assert moves(window) == [("竹汀区实验学校", "〔2026〕99号", 2, "作废")]
    dialog.reject()
    for _step in range(3):
        window.office.undo()
    assert moves(window) == []


def moves(window):
    with window.office.reading() as session:
        found = [(one.transfer.to_unit, letters_of(session, one.id)) for one in entries(session, TODAY)]
    ours = [(to, one) for to, ones in found for one in ones if to == "竹汀区实验学校"]
    return [(to, one.number, one.printed, one.state) for to, one in ours]
