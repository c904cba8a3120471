"""The kit of registers, on an invented one: the books that teachers have borrowed."""

from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import Qt

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Care, Field, Kind
from partyoffice.core.finding import Finding, Severity
from partyoffice.store import backup, history, settings
from partyoffice.store.drafts import Draft
from partyoffice.store.office import Office
from partyoffice.store.settings import Setting
from partyoffice.ui.controls import Button
from partyoffice.ui.desk import Desk
from partyoffice.ui.drafts import DraftKeeper
from partyoffice.ui.empty import Empty
from partyoffice.ui.main_window import MainWindow
from partyoffice.ui.marks import Mark
from partyoffice.ui.messages import Recorder
from partyoffice.ui.page import Page, PageSpec
from partyoffice.ui.person_editor import Candidate, People
from partyoffice.ui.prefs import Prefs
from partyoffice.ui.register import (
    Card,
    Register,
    Sheet,
    Shown,
    Verb,
    View,
    adding,
    opening,
    removing,
)
from partyoffice.ui.register_deeds import reach
from partyoffice.ui.register_page import RegisterPage

KEPT = Setting("test.borrowed", "借书", [])
WHO = {1: "沈砚秋", 2: "阿依古丽·买买提", 3: "方砚舟"}
PERSON = Field("person_id", "借书人", Kind.LINK, required=True)
BOOK = Field("book", "书名", required=True)
DAY = Field("day", "借出日期", Kind.DAY, required=True)
BACK = Field("back", "归还日期", Kind.DAY, required=True)
NOTE = Field("note", "备注", Kind.LONG)


@dataclass(frozen=True)
class Borrowed:
    id: int
    person_id: int
    book: str
    day: Day
    back: Day | None = None
    note: str = ""

    @property
    def name(self):
        return WHO[self.person_id]

    @property
    def state(self):
        return "已还" if self.back else "在借"


def books(session, look=None):
    rows = [
        Borrowed(at, who, book, Day.parse(day), Day.parse(back) if back else None, note)
        for at, (who, book, day, back, note) in settings.get(session, KEPT)
    ]
    return [row for row in rows if look is None or look.year is None or row.day.year == look.year]


def keep(session, rows):
    told = [
        [row.id, [row.person_id, row.book, str(row.day), str(row.back) if row.back else "", row.note]]
        for row in rows
    ]
    settings.put(session, KEPT, told)


def lend(session, _row, given):
    rows = books(session)
    if any(row.book == given["book"] and not row.back for row in rows):
        raise OfficeError("这本书已经借出", remedy="请先登记归还")
    made = Borrowed(len(rows) + 1, given["person_id"], given["book"], given["day"], None, given["note"])
    keep(session, [*rows, made])
    return made.id


def mend(session, row, given):
    keep(session, [replace(one, **given) if one.id == row.id else one for one in books(session)])


def give_back(session, row, given):
    mend(session, row, {"back": given["back"]})
    late = given["back"].first > Day.parse("2026-12-31").first
    return [Finding("late", Severity.WARN, "归还晚了", arithmetic="应在 2026-12-31 以前")] if late else []


def drop(session, row, _given):
    keep(session, [one for one in books(session) if one.id != row.id])


SHEET = Sheet(
    (PERSON, BOOK, DAY, NOTE),
    links=lambda _desk, _row: {"person_id": People(seek, named)},
    judge=lambda values: {"book": "书名太短"} if len(values["book"] or "") == 1 else {},
    kept=("person_id",),
)


def seek(text):
    return [Candidate(ident, name) for ident, name in WHO.items() if text in name]


def named(ident):
    return Candidate(ident, WHO[ident])


REGISTER = Register(
    "borrowed",
    "借书登记",
    (
        Shown(Field("name", "借书人", Kind.NAME), person=True),
        Shown(BOOK, sample="书" * 10),
        Shown(Field("number", "书号"), lambda row: f"第{row.id}册"),
        Shown(DAY),
        Shown(Field("state", "状态"), mark=lambda row: Mark.DONE if row.back else Mark.NOW),
        Shown(NOTE, hidden=True),
    ),
    books,
    lambda row: f"{row.name}《{row.book}》",
    verbs=(
        adding("登记借书", lend, SHEET),
        opening(mend, replace(SHEET, fields=(BOOK, DAY, NOTE), links=lambda _desk, _row: {}, kept=())),
        Verb(
            "back", "登记归还", give_back, Sheet((BACK,)), button=True,
            why_not=lambda row: "已经归还" if row.back else "",
        ),
        removing(drop),
    ),
    views=(
        View("out", "在借", lambda row: not row.back),
        View("all", "全部", lambda _row: True),
    ),
    card=lambda _session, row: Card(
        row.book, row.name, row.state, Mark.NOW, sections=(("借阅", (("借出", str(row.day)),)),)
    ),
    person=lambda row: row.person_id,
    empty=Empty("inbox", "还没有借过书", "登记以后列在这里。"),
)  # fmt: skip


@pytest.fixture(scope="session")
def office_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("register") / "空.dangwu"
    Office.create(path).release()
    return path


@pytest.fixture
def office(office_file, tmp_path, stopped_clock):
    path = tmp_path / "校.dangwu"
    path.write_bytes(office_file.read_bytes())
    opened = Office.open(path)
    with opened.change("借书") as session:
        keep(session, [
            Borrowed(1, 1, "论语", Day.parse("2026-11-02")),
            Borrowed(2, 2, "史记", Day.parse("2026-10-09"), Day.parse("2026-11-01")),
            Borrowed(3, 3, "诗经", Day.parse("2025-03-04")),
        ])  # fmt: skip
    yield opened
    opened.release()


@pytest.fixture
def show(qtbot, office, tmp_path):
    """Give a function that shows a register in a window, messages recorded."""

    def build(register=REGISTER, view=""):
        specs = [
            PageSpec("borrowed", "借书", lambda desk: RegisterPage(desk, register, "borrowed", view)),
            PageSpec("other", "别处", lambda _desk: Page()),
        ]
        window = MainWindow(office, specs, Prefs(tmp_path / "prefs.json"))
        window.messages = window.desk.messages = Recorder()
        qtbot.addWidget(window)
        window.resize(1200, 700)
        window.show()
        window.show_page("borrowed")
        return window

    return build


@pytest.fixture
def window(show):
    return show()


@pytest.fixture
def desk(office, tmp_path):
    """A desk without a window around it: quicker, and enough for most."""
    made = Desk(office, Recorder(), Prefs(tmp_path / "prefs.json"))
    made.asked = []
    made.dialogs = lambda name, **about: made.asked.append((name, about))
    return made


@pytest.fixture
def alone(desk, qtbot):
    """Give a function that makes the page of a register without a window."""

    def build(register=REGISTER):
        page = RegisterPage(desk, register)
        qtbot.addWidget(page)
        desk.changed.connect(page.refresh)
        page.resize(1000, 500)
        page.show()
        return page

    return build


@pytest.fixture
def page(alone):
    return alone()


def shown(page):
    return [row.book for row in page.grid.model.shown()]


def fill(page, **values):
    for key, value in values.items():
        page.deeds.dialog.form.set_value(key, value)
    page.deeds.dialog.verb.click()


def test_the_rows_of_the_first_view_are_listed_and_each_view_is_counted(page):
    assert shown(page) == ["论语", "诗经"]
    assert page.pane.bar.tabs.counts == ["2", "3"]
    assert page.status() == "共 2 条"
    page.pane.show_view("all")
    assert page.status() == "共 3 条"


def test_search_finds_by_pinyin_and_an_empty_list_says_what_hides_it(page):
    page.search("fyz")
    assert shown(page) == ["诗经"]
    page.search("zzz")
    assert page.grid.pane.title.text() == "没有符合条件的"
    page.pane.narrowing.clear()
    assert shown(page) == ["论语", "诗经"]


def test_a_column_may_be_called_as_the_running_number_is(page):
    assert [page.grid.model.text(0, at) for at in (1, 4)] == ["1", "第1册"]
    page.pane.filters.type("number_", "3册")
    page.pane.narrowing.show()
    assert shown(page) == ["诗经"]


def test_columns_are_filtered_by_their_true_values(page):
    page.pane.filters.type("day", "2025")
    page.pane.narrowing.show()
    assert shown(page) == ["诗经"]


def test_a_new_record_is_one_step_named_for_whom_it_is_about(page, desk, office):
    page.deeds.run("new")
    fill(page, person_id=2, book="尚书", day=Day.parse("2026-11-20"))
    assert office.undo_sentence == "登记借书：阿依古丽·买买提"
    assert page.pane.current().book == "尚书"
    assert desk.messages.undos[-1][0] == "已登记借书：阿依古丽·买买提"
    office.undo()
    assert shown(page) == ["论语", "诗经"]


def test_a_verb_of_many_rows_copies_first_and_one_of_a_single_row_does_not(page, office, monkeypatch):
    monkeypatch.setattr("partyoffice.ui.desk.MANY", 1)
    page.grid.choice.select_all()
    page.deeds.run("remove")
    assert [one.reason for one in backup.copies(office.path)] == ["批量修改前"]
    assert shown(page) == []
    office.undo()
    page.grid.choice.go_to(1)
    page.deeds.run("remove")  # one row is no risk
    assert len(backup.copies(office.path)) == 1


def test_how_many_a_verb_touches_are_its_rows_or_whom_its_form_chose():
    assert reach([None], {"people": (1, 2, 3), "note": "三个人"}) == 3
    assert reach([1, 2], {"day": None}) == 2


def test_what_is_missing_or_wrong_keeps_the_form_open_and_nothing_is_stored(page, office):
    before = office.last_seq
    page.deeds.run("new")
    fill(page, book="易")
    problems = page.deeds.dialog.form.problems()
    assert problems == {"person_id": "请选择借书人", "book": "书名太短", "day": "请填写借出日期"}
    assert page.deeds.dialog.isVisible()
    assert office.last_seq == before
    page.deeds.dialog.form.take_draft({"day": "2026-13-01"})
    page.deeds.dialog.verb.click()  # what cannot be read is not called empty
    assert "2026-13-01" in page.deeds.dialog.form.problems()["day"]
    page.deeds.dialog.form.load({})
    page.deeds.dialog.reject()


def test_a_refusal_is_told_in_the_form(page, office):
    before = office.last_seq
    page.deeds.run("new")
    fill(page, person_id=2, book="论语", day=Day.parse("2026-11-20"))
    assert office.last_seq == before
    assert "这本书已经借出" in page.deeds.dialog.message.what.text()
    page.deeds.dialog.form.load({})
    page.deeds.dialog.reject()


def test_saving_and_going_on_keeps_the_fields_that_stay_alike(page):
    page.deeds.run("new")
    dialog = page.deeds.dialog
    for key, value in {"person_id": 1, "book": "孟子", "day": Day.parse("2026-11-20")}.items():
        dialog.form.set_value(key, value)
    dialog.more.click()
    assert dialog.form.values() == {"person_id": 1, "book": "", "day": None, "note": ""}
    dialog.form.load({})
    dialog.reject()
    assert "孟子" in shown(page)


def test_enter_opens_the_record_as_it_stands(page, qtbot):
    page.grid.choice.go_to(3)
    qtbot.keyClick(page.grid.body, Qt.Key.Key_Return)
    assert page.deeds.dialog.windowTitle() == "更正：方砚舟《诗经》"
    assert page.deeds.dialog.form.values()["book"] == "诗经"
    fill(page, note="第二版")
    assert page.pane.current().note == "第二版"


def test_ins_adds_and_del_removes_what_is_ticked_with_the_way_back(page, qtbot, desk, office):
    qtbot.keyClick(page.grid.body, Qt.Key.Key_Insert)
    assert page.deeds.dialog.windowTitle() == "登记借书"
    page.deeds.dialog.reject()
    page.grid.choice.select_all()
    qtbot.keyClick(page.grid.body, Qt.Key.Key_Delete)
    assert shown(page) == []
    assert office.undo_sentence == "删除：沈砚秋《论语》、方砚舟《诗经》"
    desk.messages.undos[-1][1]()
    assert shown(page) == ["论语", "诗经"]


def test_a_verb_that_does_not_fit_the_row_has_no_button_and_says_why_by_key(page, desk):
    page.pane.show_view("all")
    page.grid.choice.go_to(2)
    page.pane.show_card()
    assert page.pane.foot.buttons["back"].isHidden()
    page.deeds.run("back")
    assert desk.messages.notes[-1].sentence == "已经归还。"
    page.grid.choice.go_to(1)
    page.pane.show_card()
    assert not page.pane.foot.buttons["back"].isHidden()


def test_what_is_to_be_said_of_a_change_is_told_after_it(page, desk):
    page.grid.choice.go_to(1)
    page.deeds.run("back")
    fill(page, back=Day.parse("2027-01-05"))
    assert (desk.messages.notes[-1].what, desk.messages.notes[-1].sentence) == (
        "归还晚了", "应在 2026-12-31 以前。",
    )  # fmt: skip
    assert shown(page) == ["诗经"]
    assert page.pane.current().book == "诗经"


def test_the_card_follows_the_list(page):
    page.grid.choice.go_to(3)
    page.pane.show_card()
    assert page.pane.card.title.text() == "诗经"
    page.pane.toggle_card()
    assert page.pane.card.isHidden()


def test_an_empty_register_says_what_it_is_for_and_offers_the_first_record(alone, office):
    with office.change("清空") as session:
        keep(session, [])
    page = alone()
    assert page.grid.pane.title.text() == "还没有借过书"
    assert page.grid.pane.buttons.itemAt(1).widget().text() == "登记借书"
    page.deeds.run("back")
    assert page.desk.messages.notes[-1].what == "没有选中的一行"
    begun = alone(replace(REGISTER, begins="back"))
    assert begun.grid.pane.buttons.itemAt(1).widget().text() == "登记归还"


def test_a_register_by_years_reads_the_year_chosen(alone):
    by_year = replace(
        REGISTER, views=(), years=lambda session: sorted({row.day.year for row in books(session)})
    )
    page = alone(by_year)
    assert shown(page) == ["论语", "史记"]
    page.pane.show_year(2025)
    assert shown(page) == ["诗经"]
    assert page.title() == "2025 年借书登记"


def test_the_list_goes_to_paper_and_sheet_as_it_stands(page, desk):
    page.print_out()
    page.export()
    (first, paper), (second, sheet) = desk.asked
    assert (first, second) == ("preview", "sheet")
    assert paper["document"].title == sheet["document"].title == "借书登记（在借）"
    assert [row[1] for row in paper["document"].blocks[0].rows] == ["沈砚秋", "方砚舟"]


def test_every_verb_of_the_context_menu_stands_in_the_menu_too(window):
    table = window.actions_table
    for key in ("new", "open", "back", "remove"):
        assert table.menu_title(f"borrowed.{key}") == "记录"
    assert table["borrowed.new"].shortcut().toString() == "Ctrl+N"
    window.show_page("other")
    assert not table["borrowed.new"].isEnabled()


def test_a_view_of_another_page_takes_its_commands_along(show):
    window = show(view="books")
    table = window.actions_table
    assert table["borrowed.new"].isEnabled()
    window.page().hide()
    assert not table["borrowed.new"].isVisible()


def test_others_point_at_a_record_wherever_it_hides(page, desk):
    page.search("论语")
    page.show_target(row=2)
    assert page.pane.current().book == "史记"
    page.show_target(show="out")
    assert shown(page) == ["论语", "诗经"]
    page.show_target(view="all")
    assert shown(page) == ["论语", "史记", "诗经"]
    page.show_target(filters={"day": "2025"})
    assert shown(page) == ["诗经"]
    page.show_target(row=99)
    assert desk.messages.notes[-1].what == "找不到这一条"
    page.show_target(add="new", given={"book": "尚书"})
    dialog = page.deeds.dialog
    assert (dialog.form.values()["book"], dialog.form.changed()) == ("尚书", {})
    dialog.reject()


def test_a_form_begun_before_is_opened_again_with_what_was_typed(page):
    page.grid.choice.go_to(3)
    page.deeds.run("open")
    dialog = page.deeds.dialog
    dialog.form.set_value("note", "写到一半")
    dialog.findChild(DraftKeeper).write()
    kept = page.desk.drafts.all()[0]
    dialog.deleteLater()
    page.grid.choice.go_to(1)
    page.show_target(draft=kept.key)
    assert page.deeds.dialog is not dialog
    assert page.deeds.dialog.form.values()["note"] == "写到一半"
    page.deeds.dialog.form.load({})
    page.deeds.dialog.reject()


def test_a_form_that_is_refused_again_leaves_the_next_one_its_own_draft(page, monkeypatch):
    def refuse(_verb):
        raise OfficeError("打不开", remedy="请稍后再试")

    page.desk.drafts.keep(
        Draft("old", "借书", page.pane.page, {"verb": "open", "row": 3}, {"note": "写到一半"})
    )
    with monkeypatch.context() as patch:
        patch.setattr(page.deeds, "run", refuse)
        with pytest.raises(OfficeError):
            page.deeds.resume("old")
    page.grid.choice.go_to(1)
    page.deeds.run("open")
    page.deeds.dialog.form.set_value("note", "另一条")
    page.deeds.dialog.findChild(DraftKeeper).write()
    kept = {one.key: one.values for one in page.desk.drafts.all()}
    assert (len(kept), kept["old"]) == (2, {"note": "写到一半"})
    page.deeds.dialog.form.load({})
    page.deeds.dialog.reject()


# -- what is sensitive ---------------------------------------------------------------------------

SECRET = replace(NOTE, title="为什么借", care=Care.SENSITIVE)


@pytest.fixture
def veiled(alone, office):
    """The register with a sensitive field in its card and its form, at a record that has one."""
    with office.change("写原因") as session:
        keep(session, [replace(one, note="家中有病人") for one in books(session)])
    sheet = replace(SHEET, fields=(BOOK, SECRET), links=lambda _desk, _row: {}, kept=())

    def card(_session, row):
        return Card(row.book, sections=(("借阅", ((SECRET.title, row.note),)),), hides=(SECRET,))

    page = alone(replace(REGISTER, verbs=(opening(mend, sheet),), card=card))
    page.deeds.run("open")
    yield page
    page.deeds.dialog.form.load({})
    page.deeds.dialog.reject()


def note_of(page):
    return page.deeds.dialog.form.editor("note").value()


def lifter(page):
    [found] = [one for one in page.deeds.dialog.findChildren(Button) if one.text().strip() == "显示为什么借"]
    return found


def on_card(page):
    return dict(page.pane.card.card.sections[0][1])[SECRET.title]


def test_a_card_hides_its_sensitive_facts_until_f9(veiled, desk):
    assert on_card(veiled) == "家****"
    desk.set_masked(False)
    assert on_card(veiled) == "家中有病人"


def test_a_form_shows_a_sensitive_value_only_when_asked_and_leaves_a_line(veiled, office):
    assert note_of(veiled) == "家****"
    lifter(veiled).click()
    assert note_of(veiled) == "家中有病人"
    with office.reading() as session:
        assert history.entries(session, 1)[0].sentence == "显示为什么借：沈砚秋《论语》"


def test_what_was_not_looked_at_is_saved_as_it_was(veiled, office):
    fill(veiled, book="论语译注")
    with office.reading() as session:
        one = books(session)[0]
    assert (one.book, one.note) == ("论语译注", "家中有病人")
    veiled.deeds.run("open")


def test_stars_are_not_saved_for_a_value(veiled, office):
    before = office.last_seq
    fill(veiled, note="家****好了")
    assert "请先点“显示为什么借”" in veiled.deeds.dialog.form.problems()["note"]
    assert office.last_seq == before


def test_once_shown_by_f9_a_form_opens_as_it_is(veiled, desk):
    veiled.deeds.dialog.reject()
    desk.set_masked(False)
    veiled.deeds.run("open")
    assert note_of(veiled) == "家中有病人"
