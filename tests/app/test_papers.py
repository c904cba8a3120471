"""打印: papers found in the list, asked for by keyboard, entered in 出具登记 when they are handed out."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt

from partyoffice import papers
from partyoffice.app import full_values, issuing, paper_list, printing
from partyoffice.app.paper_subjects import MEMBERS, NAMED, SCOPE
from partyoffice.app.print_work import Order, print_forms
from partyoffice.archives.queries import register
from partyoffice.core import clock
from partyoffice.core.cancel import Cancelled
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.dues.records import DuesNotice
from partyoffice.handover.paper import PRINTED
from partyoffice.members.records import Person
from partyoffice.part import Paper, Part, Wish
from partyoffice.reports import own_forms
from partyoffice.reports.document import Document, Paragraph
from partyoffice.store import history, numbers
from partyoffice.ui import preview
from partyoffice.ui.messages import Recorder

Key = Qt.Key
ASKS = (
    Field("number", "编号", required=True),
    Field("purpose", "用途", required=True),
    Field("day", "日期", Kind.DAY, month_allowed=False),
    Field("items", "清单", Kind.TABLE, choices=("名称", "页数")),
)


def build(session, subject, asked):
    name = session.get_one(Person, subject).name
    rows = "；".join(f"{row['名称']}{row['页数']}" for row in asked.rows("items", ("名称", "页数")))
    said = f"{name}，第{asked.text('number')}号，{asked.text('purpose')}，{asked.day('day')}，{rows}"
    return Document(name, (Paragraph(said),))


LETTER = Paper(
    "tst-01", "测试证明", ("member",), build=build, asks=ASKS, series="测试证明", kept=True,
    usual=lambda _session, _id, on: {"day": str(on)},
)  # fmt: skip


@pytest.fixture(autouse=True)  # ruff: ignore[pytest-fixture-autouse] -- every test here prints the letter
def letter(monkeypatch):
    parts = (*PRINTED, Part("test", "测试", papers=(LETTER,)))
    for module in (papers, paper_list):
        monkeypatch.setattr(module, "PRINTED", parts)


@pytest.fixture
def previews(monkeypatch):
    opened = []
    monkeypatch.setattr(preview.Preview, "open", lambda self: opened.append(self) or None)
    yield opened
    for one in opened:
        one.reject()


@pytest.fixture
def dialog(window):
    return window.dialogs.open("print", paper="tst-01", ids=[1])


def test_every_paper_can_be_chosen_before_anybody_is_named(window):
    side = window.dialogs.open("print", paper="mem-01").side
    for paper in papers.known().values():
        side.show_thing(paper)
        asked = side.fields.form.values() if paper.asks else {}
        assert set(asked) == {field.key for field in paper.asks}


def test_a_kept_pattern_that_cannot_be_read_is_told_and_only_printing_with_it_is_refused(
    window, rest, previews
):
    with window.office.change("坏") as session:
        own_forms._put(session, "mem-01", own_forms.OwnForm("坏", "旧表样", "2026-01-01"))
    dialog = window.dialogs.open("print", paper="mem-01", ids=[1])
    assert "表样“旧表样”" in dialog.side.about.text()
    dialog.on_preview()
    rest(window)
    assert "表样“旧表样”" in dialog.bar.notes[0].what
    assert not previews


@pytest.mark.parametrize("code", ["trn-01", "mem-01"])
def test_who_lies_in_the_bin_is_proposed_nothing_and_not_printed(window, rest, previews, code):
    with window.office.change("放进回收站") as session:
        session.get_one(Person, 1).binned = "2026-11-20"
    window.dialogs.open("print", paper=code, ids=[1])
    order = Order(Wish(clock.today()), (1,), {})
    with pytest.raises(OfficeError, match="在回收站中"):
        print_forms(window.office, papers.find(code), order, Path("表.pdf"), lambda *_told: True)


def test_a_body_chosen_is_proposed_its_own_name(window):
    side = window.dialogs.open("print", paper="mtg-03").side
    whole = side.fields.form.values()["issuer"]
    side.wishes.branch.setCurrentIndex(side.wishes.branch.count() - 1)
    assert side.fields.form.values()["issuer"] != whole


def test_the_days_of_a_public_notice_follow_its_month_unless_they_are_typed(window):
    posted, until = Day(2011, 4, 2), Day(2011, 4, 9)
    with window.office.change("拟公示") as session:
        span = {"span": "季度", "start": Day(2011, 1), "end": Day(2011, 3)}
        session.add(DuesNotice(**span, posted=posted, until=until, place="校务公开栏"))
    given = {"span": "季度", "month": "2011-01", "posted": str(posted), "until": str(until)}
    form = window.dialogs.open("print", paper="dues-10", given=given).side.fields.form

    def days():
        return [form.values()[key] for key in ("posted", "until")]

    assert days() == [posted, until]
    form.set_value("month", Day(2011, 4))
    assert days() == [None, None]
    form.set_value("month", Day(2011, 2))
    assert (days(), form.values()["place"]) == ([posted, until], "校务公开栏")
    form.set_value("posted", Day(2011, 4, 3))
    form.set_value("month", Day(2011, 5))
    assert days() == [Day(2011, 4, 3), None]


def text_of(path):
    pages = pypdfium2.PdfDocument(path)
    return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in pages)


def sentence(window):
    with window.office.reading() as session:
        return history.entries(session)[0].sentence


def entered(window):
    with window.office.reading() as session:
        return [
            (one.number, one.subject, one.state, one.printed) for one in register(session, clock.today().year)
        ]


def test_a_paper_is_found_by_the_initials_of_its_name_and_enter_goes_on_to_what_is_missing(window, qtbot):
    dialog = window.dialogs.open("print", ids=[1])
    qtbot.keyClicks(dialog.list.seek, "cszm")
    assert dialog.chosen() is LETTER
    qtbot.keyClick(dialog.list.seek, Key.Key_Return)
    assert dialog.focusWidget() is dialog.fields.form.editor("purpose").focus_part()
    assert dialog.fields.form.editor("number").value() == "1"


def test_a_letter_is_for_somebody_named_whatever_was_shown_before(window, qtbot):
    dialog = window.dialogs.open("print")
    ways = dialog.whom.ways
    assert ways.currentText() == f"{SCOPE}{MEMBERS}"
    dialog.list.choose("tst-01")
    assert ways.currentText() == NAMED
    dialog.list.choose("mem-02")
    assert ways.currentText() == f"{SCOPE}{MEMBERS}"
    qtbot.keyClick(ways, Key.Key_Down)
    dialog.list.choose("mem-01")
    assert ways.currentText() == NAMED
    qtbot.keyClick(ways, Key.Key_Up)
    dialog.list.choose("tst-01")
    assert ways.currentText() == NAMED


def test_enter_where_nobody_more_is_named_goes_on_to_the_fields(window, qtbot):
    dialog = window.dialogs.open("print", paper="tst-01")
    dialog.whom.people.set_value([1])
    qtbot.keyClick(dialog.whom.people.adder.line, Key.Key_Return)
    assert dialog.focusWidget() is dialog.fields.form.editor("purpose").focus_part()


def test_tab_reaches_the_buttons_after_the_fields_of_every_paper(window):
    dialog = window.dialogs.open("print")
    for paper in ("mem-01", "mem-02", "tst-01", "mem-02"):
        dialog.list.choose(paper)
        chain, part = [], dialog.nextInFocusChain()
        while part is not dialog:
            chain.append(part)
            part = part.nextInFocusChain()
        fields = (
            [row.editor.focus_part() for row in dialog.fields.form.rows.values()]
            if dialog.fields.form
            else []
        )
        wanted = [dialog.list.seek, dialog.whom.ways, *fields, *dialog.buttons]
        assert sorted(wanted, key=chain.index) == wanted


def test_what_nobody_is_called_leaves_the_list_empty_and_the_choice_as_it_was(window, qtbot):
    dialog = window.dialogs.open("print", paper="tst-01", ids=[1])
    dialog.list.seek.setText("没有这样的表")
    assert dialog.list.list.count() == 0
    dialog.list.seek.clear()
    assert dialog.list.current()


def test_what_is_required_is_asked_for_before_anything_is_laid_out(dialog, rest, window, previews):
    dialog.on_preview()
    rest(window)
    assert not previews
    assert dialog.bar.notes[0].what == "还没有填：用途"


def test_a_letter_is_entered_with_its_number_when_it_is_printed_or_saved_and_not_before(
    dialog, rest, window, previews
):
    dialog.fields.form.set_value("purpose", "办理组织关系")
    dialog.fields.form.set_value("items", "介绍信\t1\n回执\t1")
    dialog.on_preview()
    rest(window)
    (shown,) = previews
    with window.office.reading() as session:
        assert shown.paper.path.name == f"测试证明_{session.get_one(Person, 1).name}.pdf"
    assert "第1号，办理组织关系" in text_of(shown.paper.path)
    assert "介绍信1；回执1" in text_of(shown.paper.path)
    assert entered(window) == []
    shown.taken("打印")
    ((number, _subject, state, printed),) = entered(window)
    assert (number.endswith("1号"), state, printed) == (True, "有效", 1)
    assert sentence(window).startswith("出具 测试证明：")
    shown.taken("打印")
    assert entered(window)[0][3] == 2
    again = window.dialogs.open("print", paper="tst-01", ids=[1])
    assert again.fields.form.editor("number").value() == "2"
    assert again.fields.form.editor("purpose").value() == "办理组织关系", "as the last time"


def test_undo_takes_the_entry_back_and_never_the_number(dialog, rest, window, previews):
    dialog.fields.form.set_value("purpose", "参观")
    dialog.on_preview()
    rest(window)
    previews[0].taken("另存")
    window.office.undo()
    assert [one[2] for one in entered(window)] == ["作废（已撤销）"]
    again = window.dialogs.open("print", paper="tst-01", ids=[1])
    assert again.fields.form.editor("number").value() == "2"


def test_a_number_given_before_is_refused_before_anything_is_laid_out(dialog, rest, window, previews):
    with window.office.change("给号") as session:
        numbers.give(session, "测试证明", clock.today().year, 7, "出具 测试证明：某人")
    dialog.fields.form.set_value("purpose", "参观")
    dialog.fields.form.set_value("number", "7")
    dialog.on_preview()
    rest(window)
    assert not previews
    assert "已经在" in dialog.bar.notes[0].what
    dialog.fields.form.set_value("number", "七")
    dialog.on_preview()
    assert "不是一个数" in dialog.bar.notes[0].what


def test_several_people_take_one_number_after_the_other(window, rest, previews):
    dialog = window.dialogs.open("print", paper="tst-01", ids=[3, 1, 2])
    dialog.fields.form.set_value("purpose", "参观")
    dialog.on_preview()
    rest(window)
    text = text_of(previews[0].paper.path)
    assert [f"第{number}号" in text for number in (1, 2, 3, 4)] == [True, True, True, False]
    previews[0].taken("打印")
    assert [one[0].rstrip("号")[-1] for one in entered(window)] == ["1", "2", "3"]
    assert " 等 3 人" in sentence(window)


def test_an_issued_letter_is_printed_again_under_its_own_number(dialog, rest, window, previews):
    dialog.fields.form.set_value("purpose", "参观")
    dialog.on_preview()
    rest(window)
    previews[0].taken("打印")
    with window.office.reading() as session:
        ident = register(session, clock.today().year)[0].id
    again = window.dialogs.open("print", paper="tst-01", issued=ident)
    assert again.fields.form.editor("number").value() == "1"
    again.on_preview()
    rest(window)
    previews[1].taken("打印")
    assert [one[3] for one in entered(window)] == [2]
    assert sentence(window).startswith("再次打印 测试证明")


def test_one_letter_about_several_is_entered_once_and_printed_again_for_all_of_them(window, rest, previews):
    dialog = window.dialogs.open("print", paper="dev-14", ids=[2, 1])
    dialog.on_preview()
    rest(window)
    previews[0].taken("打印")
    ((_number, subject, state, printed),) = entered(window)
    assert subject.startswith("关于审批")
    assert (subject.endswith("等2名同志为中共预备党员的请示"), state, printed) == (True, "有效", 1)
    with window.office.reading() as session:
        ident = register(session, clock.today().year)[0].id
    again = window.dialogs.open("print", paper="dev-14", issued=ident)
    assert list(again.whom.people.value()) == [2, 1]
    again.on_preview()
    rest(window)
    previews[1].taken("打印")
    assert [one[3] for one in entered(window)] == [2]


@pytest.mark.parametrize("changed", ["person", "words"])
def test_a_number_given_is_not_printed_again_for_somebody_else_or_with_other_words(
    dialog, rest, window, previews, changed
):
    dialog.fields.form.set_value("purpose", "参观")
    dialog.on_preview()
    rest(window)
    previews[0].taken("另存")
    with window.office.reading() as session:
        ident = register(session, clock.today().year)[0].id
    again = window.dialogs.open("print", paper="tst-01", issued=ident)
    if changed == "person":
        again.whom.people.set_value([2])
    else:
        again.fields.form.set_value("purpose", "别的用途")
    again.on_preview()
    assert "给了“出具 测试证明：" in again.bar.notes[0].what
    assert "下一个号码是 2" in again.bar.notes[0].sentence
    assert len(previews) == 1


def test_a_slip_seen_in_the_preview_is_mended_where_it_was_typed(dialog, rest, window, previews):
    dialog.fields.form.set_value("purpose", "参管")
    for purpose in ("参观", "参观学习"):
        dialog.on_preview()
        rest(window)
        previews.pop().reject()
        assert dialog.isVisible()
        dialog.fields.form.set_value("purpose", purpose)
    dialog.on_preview()
    rest(window)
    assert "参观学习" in text_of(previews[-1].paper.path)
    previews[-1].taken("打印")
    assert dialog.isVisible(), "it may be printed once more"
    previews.pop().reject()
    assert not dialog.isVisible()
    assert len(entered(window)) == 1


def test_what_was_written_survives_a_look_at_another_paper_and_is_given_up_only_by_word(dialog, qtbot):
    assert dialog.isVisible()
    dialog.messages = Recorder()
    dialog.fields.form.set_value("items", "介绍信\t1")
    dialog.list.choose("mem-01")
    dialog.list.choose("tst-01")
    assert dialog.fields.form.values()["items"] == "介绍信\t1"
    dialog.reject()
    assert (dialog.isVisible(), dialog.messages.questions) == (True, [printing.LOST])
    dialog.messages.answers.append("不要了")
    dialog.reject()
    assert not dialog.isVisible()
    qtbot.waitUntil(dialog.parentWidget().isActiveWindow)


def test_a_name_nobody_has_is_refused_and_not_left_out_unsaid(window, qtbot):
    dialog = window.dialogs.open("print", paper="tst-01")
    dialog.fields.form.set_value("purpose", "参观")
    people = dialog.whom.people
    people.set_value([1])
    people.adder.line.setText("查无此人")
    qtbot.keyClick(people.adder.line, Key.Key_Return)
    assert people.adder.note.text() == "没有找到，按 F7 从列表中选择"
    dialog.on_preview()
    note = dialog.bar.notes[0]
    assert (note.what, "请按 F7 从列表中选择，或者删去" in note.sentence) == ("没有找到“查无此人”", True)
    assert dialog.focusWidget() is people.focus_part()


def test_nobody_named_is_refused_in_one_sentence(window, rest, previews):
    dialog = window.dialogs.open("print", paper="tst-01")
    assert dialog.whom.named(), "a letter is for somebody"
    dialog.fields.form.set_value("purpose", "参观")
    dialog.on_preview()
    assert dialog.bar.notes[0].what == "还没有写明为谁打印"
    dialog.whom.people.set_value([2])
    dialog.on_preview()
    rest(window)
    assert previews


def test_what_was_typed_stays_when_somebody_else_is_named(window):
    dialog = window.dialogs.open("print", paper="tst-01")
    dialog.fields.form.set_value("purpose", "参观")
    dialog.whom.people.set_value([2])
    dialog.whom.changed.emit()
    assert dialog.fields.form.editor("purpose").value() == "参观"


def test_word_is_written_where_asked_and_the_letter_entered(dialog, rest, window, paths, tmp_path):
    dialog.fields.form.set_value("purpose", "参观")
    dialog.on_word()
    rest(window)
    (path,) = tmp_path.glob("*.docx")
    assert path.stat().st_size > 2000
    assert [one[2:] for one in entered(window)] == [("有效", 0)]


def test_a_refused_word_file_leaves_nothing_and_offers_another_name(dialog, rest, window, paths, monkeypatch):
    from partyoffice.core.errors import OfficeError

    def refuse(*_given, **_more):
        raise OfficeError("文件正被别的程序打开", remedy="请关闭后再试")

    monkeypatch.setattr(papers, "write", refuse)
    voice = dialog.messages = Recorder()
    dialog.fields.form.set_value("purpose", "参观")
    dialog.on_word()
    rest(window)
    assert entered(window) == []
    assert voice.notes[-1].what == "文件正被别的程序打开"


def test_reading_and_laying_out_fill_one_bar_and_either_can_be_stopped(window, tmp_path):
    order = Order(Wish(clock.today()), tuple(range(1, 13)), {"number": "1", "purpose": "参观"})
    told = []
    print_forms(window.office, LETTER, order, tmp_path / "a.pdf", lambda *said: told.append(said) is None)
    assert told == sorted(told)
    assert len(told) >= 24
    for stop in (300, 800):
        with pytest.raises(Cancelled):
            print_forms(
                window.office, LETTER, order, tmp_path / "b.pdf", lambda done, _all, stop=stop: done < stop
            )
        assert not (tmp_path / "b.pdf").exists()


def test_a_form_says_whose_pattern_it_is(window):
    dialog = window.dialogs.open("print", paper="mem-01")
    assert dialog.side.about.text() == "自拟式样"
    assert not dialog.side.overlay.isVisibleTo(dialog)
    assert not dialog.side.only.isVisibleTo(dialog)


def test_the_table_takes_a_block_from_a_sheet_without_its_head(dialog, qtbot, qapp):
    editor = dialog.fields.form.editor("items")
    qapp.clipboard().setText('名称\t页数\r\n通知\t2\r\n"两\n行"\t3\r\n')
    editor.table.setCurrentCell(0, 0)
    qtbot.keyClick(editor.table, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert editor.rows() == [["通知", "2"], ["两 行", "3"]]
    editor.table.selectAll()
    qtbot.keyClick(editor.table, Key.Key_Delete)
    assert editor.value() == ""
    editor.set_value("\n".join(f"件{at}\t{at}" for at in range(30)))
    assert len(editor.rows()) == 30
    assert editor.table.rowCount() > 30


def test_the_day_of_a_paper_is_today_where_it_asks_for_none():
    assert str(issuing.day_of({})) == str(clock.today())
    assert str(issuing.day_of({"day": "2026-03-05"})) == "2026-03-05"


def test_letters_are_never_masked_and_forms_are():
    card = papers.known()["mem-01"]
    assert full_values.always(LETTER, None)
    assert not full_values.always(card, papers.layout_of(None, card))
