"""更多 → 组织关系: the register at work, its forms as they are asked."""

import pytest
from PySide6.QtWidgets import QApplication

from partyoffice.core.dates import Day
from partyoffice.members.queries import find_one
from partyoffice.parts import PARTS
from partyoffice.transfers.rules.words import FILES, PAPER
from partyoffice.ui import chinese, theme
from partyoffice.ui.desk import Desk
from partyoffice.ui.messages import Recorder
from partyoffice.ui.prefs import Prefs
from partyoffice.ui.register import Role


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
    made = next(part for part in PARTS if part.key == "transfers").page(desk)
    qtbot.addWidget(made)
    desk.changed.connect(made.refresh)
    made.resize(1100, 600)
    made.show()
    return made


def who(page, name):
    with page.desk.office.reading() as session:
        return find_one(session, name).id


def fill(page, verb, **values):
    page.deeds.run(verb)
    for key, value in values.items():
        page.deeds.dialog.form.set_value(key, value)
    page.deeds.dialog.verb.click()
    if page.deeds.dialog.isVisible():  # a test that fails must not leave a window asking
        found = page.deeds.dialog.form.problems(), page.deeds.dialog.message.what.text()
        page.deeds.dialog.form.load({})
        page.deeds.dialog.reject()
        pytest.fail(f"{verb}: {found}")


def buttons(page):
    page.pane.show_card()
    return [key for key, made in page.pane.foot.buttons.items() if not made.isHidden()]


def begin_out(page, name="林知夏", **more):
    given = {"reason": "工作调动", "to_unit": "竹汀区实验学校党总支", **more}
    fill(page, "out", person_id=who(page, name), **given)


def test_a_move_out_goes_from_button_to_button_and_ends_with_the_receipt(page):
    begin_out(page, paid_to=Day(2026, 11))
    office = page.desk.office
    assert office.undo_sentence == "登记转出：林知夏"
    assert page.pane.current().transfer.from_unit == "青禾中学党总支第一党支部"
    assert buttons(page) == ["print", "written", "chase", "open", "stop"]
    page.deeds.run("print")
    assert page.desk.asked == [("print", {"paper": "trn-01", "ids": [who(page, "林知夏")]})]
    fill(page, "written", number="7", issued=Day(2026, 11, 20), days=30)
    assert page.pane.current().number == "〔2026〕7号"
    assert buttons(page) == ["void", "receipt", "chase", "open", "stop"]
    fill(page, "receipt", on=Day(2026, 11, 25))
    page.pane.show_view("out")
    assert page.pane.current().transfer.state == "已接收"
    assert buttons(page) == ["open"]
    office.undo()
    assert page.pane.current().transfer.state == "办理中"


def test_the_form_follows_who_is_chosen(page):
    page.deeds.run("out")
    form = page.deeds.dialog.form
    form.set_value("person_id", who(page, "骆嘉言"))
    assert form.values()["manner"] == FILES
    assert form.values()["materials"].startswith("入党申请书、入党积极分子培养考察登记表")
    assert form.rows["paid_to"].editor.isHidden()
    form.set_value("person_id", who(page, "林知夏"))
    assert form.values()["manner"] == PAPER
    assert not form.rows["paid_to"].editor.isHidden()
    assert form.rows["serial"].editor.isHidden()
    form.set_value("manner", "全国系统")
    assert not form.rows["serial"].editor.isHidden()
    form.load({})
    page.deeds.dialog.reject()


def test_somebody_is_received_with_what_their_kind_asks(page):
    page.pane.show_view("in")
    page.deeds.run_role(Role.ADD)
    form = page.deeds.dialog.form
    assert page.deeds.dialog.windowTitle() == "登记转入"
    form.set_value("category", "入党积极分子")
    assert form.rows["number"].editor.isHidden()
    assert form.rows["manner"].editor.isHidden()
    form.load({})
    page.deeds.dialog.reject()
    fill(
        page, "in", name="方砚舟", category="预备党员", reason="工作调动", from_unit="中共南溪县教育局委员会",
        number="31", issued=Day(2026, 11, 1), days=10, begun=Day(2026, 11, 10),
    )  # fmt: skip
    assert buttons(page) == ["receive", "open", "stop"]
    page.deeds.run("receive")
    form = page.deeds.dialog.form
    assert not form.rows["why_late"].editor.isHidden()
    form.set_value("on", Day(2026, 11, 10))
    assert form.rows["why_late"].editor.isHidden()
    branch = form.editor("branch_id")
    form.set_value("branch_id", branch.options[0].value if hasattr(branch, "options") else 2)
    form.set_value("checked", "合格")
    page.deeds.dialog.verb.click()
    assert page.pane.current().transfer.state == "已接收"
    assert buttons(page) == ["print_receipt", "send", "open"]


def test_several_pupils_are_begun_at_once_and_handed_over_together(page):
    people = tuple(who(page, name) for name in ("沈砚秋", "骆嘉言"))
    fill(page, "pupils", people=people, to_unit="青禾师范学院党委", paid_to=Day(2026, 11))
    assert page.desk.office.undo_sentence == "登记毕业生转出：沈砚秋、骆嘉言"
    page.grid.choice.select_all()
    page.deeds.run("kit")
    assert page.desk.asked[0][1]["paper"] == "trn-03"
    assert set(page.desk.asked[0][1]["ids"]) == set(people)
    assert set(page.people_chosen()) == set(people)


def test_another_page_begins_a_move_of_those_it_shows(page):
    people = (who(page, "骆嘉言"),)
    page.show_target(add="pupils", given={"people": people, "to_unit": "青禾师范学院党委"})
    form = page.deeds.dialog.form
    assert (form.values()["people"], form.values()["to_unit"]) == (people, "青禾师范学院党委")
    assert form.values()["reason"] == "毕业升学"
    form.load({})
    page.deeds.dialog.reject()


def test_the_card_says_what_is_late_with_its_sum(page):
    begin_out(page, begun=Day(2026, 10, 1), paid_to=Day(2026, 11))
    fill(page, "written", number="7", issued=Day(2026, 10, 1), days=30)
    page.pane.show_card()
    card = page.pane.card.card
    assert card.state == "转出·办理中"
    assert [one.code for one in card.findings] == ["TRN-06", "TRN-09"]
    assert ("〔2026〕7号", "2026-10-01 开具，30 天，有效至 2026-10-31\n有效") in dict(card.sections)["介绍信"]


def test_home_and_checks_lead_to_the_move_of_somebody(page):
    begin_out(page)
    page.show_target(person=who(page, "林知夏"))
    assert page.pane.current().name == "林知夏"
    page.show_target(person=who(page, "沈砚秋"))
    assert "没有这个人" in page.desk.messages.notes[-1].what
    assert QApplication.activeModalWidget() is None


def test_export_opens_the_roster_of_moves(page):
    page.export()
    assert page.desk.asked == [("export", {"roster": "transfers"})]
