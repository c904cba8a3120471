import shutil
from datetime import date

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from partyoffice import making
from partyoffice.core.dates import Day
from partyoffice.organisation.actions import begin_term, found
from partyoffice.organisation.page import Bodies, fields_of_unit
from partyoffice.organisation.queries import terms_of, tree
from partyoffice.organisation.records import BOOKS_OPENED, CHARGE, HAS_COMMITTEE, SCHOOL, Organisation
from partyoffice.organisation.rules import OrgKind
from partyoffice.store import settings
from partyoffice.store.office import Office
from partyoffice.ui.desk import Desk
from partyoffice.ui.messages import Recorder
from partyoffice.ui.prefs import Prefs


@pytest.fixture
def office(blank, tmp_path, stopped_clock):
    opened = Office.open(shutil.copyfile(blank, tmp_path / "校.dangwu"))
    making.make_school(opened, "青禾中学", OrgKind.GENERAL)
    yield opened
    opened.release()


@pytest.fixture
def verbs(office, qtbot, tmp_path):
    """The verbs on the tree; ``at`` is the chosen body, ``people`` how many belong to it."""
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.at, parent.people = 0, 0
    desk = Desk(office, Recorder(), Prefs(tmp_path / "prefs.json"), parent)
    yield Bodies(desk, parent, lambda: parent.at, lambda _body: parent.people)
    desk.stop_listening()


def names(office):
    with office.reading() as session:
        return {node.name: node for node in tree(session).nodes.values()}


def add(office, name, kind, parent=None):
    with office.change("新增") as session:
        return found(session, name, kind, parent).id


def fill(dialog, **values):
    for key, value in values.items():
        dialog.form.set_value(key, value)
    dialog.on_save()


def test_a_branch_is_founded_below_the_root_and_undone(verbs, office):
    fill(verbs.found(), name="第一党支部")
    made = names(office)["第一党支部"]
    assert (made.kind, made.parent_id) == (OrgKind.BRANCH, names(office)["青禾中学党总支"].id)
    assert office.undo_sentence == "新增党组织 第一党支部"
    office.undo()
    assert "第一党支部" not in names(office)


def test_below_a_branch_a_group_is_proposed_and_beside_a_group_another(verbs, office):
    branch = add(office, "第一党支部", OrgKind.BRANCH, names(office)["青禾中学党总支"].id)
    verbs.parent.at = branch
    fill(verbs.found(), name="语文组小组")
    verbs.parent.at = names(office)["语文组小组"].id
    fill(verbs.found(), name="英语组小组")
    assert {names(office)[each].parent_id for each in ("语文组小组", "英语组小组")} == {branch}


def test_a_taken_name_and_a_wrong_place_are_refused_in_the_form(verbs, office):
    add(office, "第一党支部", OrgKind.BRANCH, names(office)["青禾中学党总支"].id)
    dialog = verbs.found()
    fill(dialog, name="第一党支部")
    assert "已有名为“第一党支部”" in dialog.message.what.text()
    fill(dialog, name="语文组小组", kind="党小组")
    assert "不能直接设在党总支之下" in dialog.message.what.text()
    assert dialog.isVisible()
    fill(dialog, name="")
    assert dialog.form.rows["name"].sentence.text() == "请填写名称"


def test_a_body_is_renamed(verbs, office):
    verbs.parent.at = add(office, "一支部", OrgKind.BRANCH, names(office)["青禾中学党总支"].id)
    verbs.rename()
    fill(verbs.dialog, name="第一党支部")
    assert names(office)["第一党支部"].id == verbs.parent.at
    assert office.undo_sentence == "一支部 改名为 第一党支部"


def test_a_body_with_people_stays_and_an_empty_one_ends_on_its_day(verbs, office):
    verbs.parent.at, verbs.parent.people = add(office, "第一党支部", OrgKind.BRANCH), 3
    verbs.dissolve()
    note = verbs.desk.messages.notes[-1]
    assert (verbs.dialog, note.what) == (None, "第一党支部还有 3 人")
    verbs.parent.people = 0
    verbs.dissolve()
    fill(verbs.dialog, on=Day(2026, 10, 1))
    with office.reading() as session:
        assert session.get_one(Organisation, verbs.parent.at).ended == Day(2026, 10, 1)


def test_a_body_with_others_below_is_not_dissolved(verbs, office):
    root = names(office)["青禾中学党总支"].id
    add(office, "第一党支部", OrgKind.BRANCH, root)
    verbs.dissolve()
    fill(verbs.dialog)
    assert "下面还有组织" in verbs.dialog.message.what.text()
    assert names(office)["青禾中学党总支"].ended is False


def test_the_next_term_ends_the_running_one_on_its_first_day(verbs, office):
    verbs.parent.at = add(office, "第一党支部", OrgKind.BRANCH)
    with office.change("届次") as session:
        begin_term(session, session.get_one(Organisation, verbs.parent.at), 3, Day(2023, 9, 15))
    verbs.terms()
    assert verbs.dialog.form.values()["number"] == 4
    assert "现任第3届自 2023-09-15 起" in verbs.dialog.windowTitle()
    fill(verbs.dialog, start=Day(2026, 9, 15))
    with office.reading() as session:
        third, fourth = terms_of(session, verbs.parent.at)
    assert (third.ended, fourth.number, fourth.start, fourth.years) == (
        Day(2026, 9, 15),
        4,
        Day(2026, 9, 15),
        3,
    )


def test_the_facts_of_the_unit_are_kept_in_one_step(verbs, office):
    dialog = verbs.unit()
    assert dialog.form.values()[SCHOOL.key] == "青禾中学"
    fill(dialog, own_name="青禾中学总支部", **{CHARGE.key: "方砚舟", BOOKS_OPENED.key: Day(2020, 1, 1)})
    with office.reading() as session:
        assert settings.get(session, CHARGE) == "方砚舟"
        assert settings.get(session, HAS_COMMITTEE) == "是"
        assert date.fromisoformat(settings.get(session, BOOKS_OPENED)) == date(2020, 1, 1)
    assert "青禾中学总支部" in names(office)
    assert office.undo_sentence == "修改单位信息"
    office.undo()
    assert "青禾中学党总支" in names(office)


def test_every_fact_of_the_unit_has_its_field_with_a_source_or_none():
    titles = [field.title for field in fields_of_unit()]
    assert titles[0] == "学校名称"
    assert "有审批权的上级党委" in titles


def test_without_a_single_root_a_body_must_be_chosen_first(verbs, office):
    add(office, "第一党支部", OrgKind.BRANCH)
    verbs.rename()
    assert verbs.dialog is None
    assert verbs.desk.messages.notes[-1].what == "没有选中的组织"


def term(office, number):
    with office.reading() as session:
        body = names(office)["第一党支部"].id
        return next((one for one in terms_of(session, body) if one.number == number), None)


@pytest.fixture
def two_terms(verbs, office):
    verbs.parent.at = add(office, "第一党支部", OrgKind.BRANCH)
    with office.change("届次") as session:
        body = session.get_one(Organisation, verbs.parent.at)
        begin_term(session, body, 3, Day(2020, 9, 15)).ended = Day(2023, 9, 15)
        begin_term(session, body, 4, Day(2023, 9, 15))
    return verbs


def verb_of(dialog, name):
    return next(each for each in dialog.findChildren(QPushButton) if each.accessibleName() == name)


def test_an_earlier_term_is_corrected_and_the_correction_undone(two_terms, office):
    two_terms.terms()
    first = two_terms.dialog
    assert first.height() <= 560
    verb_of(first, "更正第3届").click()
    assert first.isHidden()
    dialog = two_terms.dialog
    assert dialog.windowTitle() == "更正届次：第一党支部 第3届"
    fill(dialog, start=Day(2020, 9, 20), years=3, note="换届推迟五天")
    assert term(office, 3).start == Day(2020, 9, 20)
    assert office.undo_sentence == "更正 第一党支部 第3届"
    office.undo()
    assert term(office, 3).start == Day(2020, 9, 15)


def test_a_term_cannot_end_before_it_began_nor_take_another_ones_number(two_terms, office):
    dialog = two_terms.mend_term(names(office)["第一党支部"], term(office, 3))
    fill(dialog, ended=Day(2019, 1, 1))
    assert dialog.form.problems() == {"ended": "实际换届 2019-01-01 早于任期开始 2020-09-15"}
    fill(dialog, ended=Day(2023, 9, 15), number=4)
    assert dialog.message.what.text() == "已有第4届"
    assert term(office, 3).number == 3


def test_a_wrong_term_is_taken_out_with_the_way_back(two_terms, office):
    two_terms.terms()
    verb_of(two_terms.dialog, "删除第4届").click()
    assert term(office, 4) is None
    said, back = two_terms.desk.messages.undos[-1]
    assert said == "已删除 第一党支部 第4届"
    back()
    assert term(office, 4).start == Day(2023, 9, 15)
