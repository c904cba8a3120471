"""The forms about people, opened without the roster around them."""

import tomllib
from datetime import date, timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from partyoffice.core.dates import Day
from partyoffice.core.field import Kind
from partyoffice.core.finding import Severity
from partyoffice.core.id_number import check_digit
from partyoffice.core.resources import home
from partyoffice.members.columns import CARD
from partyoffice.members.page import change_forms, person_forms, row_forms
from partyoffice.members.page.card_fields import PAPER_WORDS, SECTIONS, in_paper_order
from partyoffice.members.page.reading import read_card
from partyoffice.members.queries import everyone
from partyoffice.members.rules import Category, Fact
from partyoffice.organisation.page import Bodies
from partyoffice.organisation.queries import tree
from partyoffice.ui.desk import Desk
from partyoffice.ui.messages import Recorder
from partyoffice.ui.prefs import Prefs

Key, Held = Qt.Key, Qt.KeyboardModifier
TODAY = date(2026, 11, 20)
NUMBER = "33009919880203412" + check_digit("33009919880203412")


@pytest.fixture
def desk(office, qtbot, tmp_path):
    parent = QWidget()
    qtbot.addWidget(parent)
    made = Desk(office, Recorder(), Prefs(tmp_path / "prefs.json"), parent)
    yield made
    made.stop_listening()


@pytest.fixture
def people(office):
    with office.reading() as session:
        return [one for one in everyone(session, TODAY) if one.present]


@pytest.fixture
def full(people):
    return next(one for one in people if one.category == Category.FULL and one.card["phone"])


@pytest.fixture
def facts(office, full):
    return read_card(office, full.id, TODAY)


@pytest.fixture
def commit(qapp):
    """Type as an input method does."""

    def put_in(widget, text):
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        qapp.sendEvent(widget, event)

    return put_in


@pytest.fixture
def new(desk, office):
    with office.reading() as session:
        bodies = tree(session)
    return person_forms.new_person(desk, desk.window, bodies, None, str(Category.FULL)).begin()


def part(dialog, key):
    return dialog.form.editor(key).focus_part()


def put(dialog, qtbot, key, text):
    """Type into a field and go on with Enter."""
    dialog.form.jump(key)
    part(dialog, key).clear()
    qtbot.keyClicks(part(dialog, key), text) if text.isascii() else part(dialog, key).insert(text)
    part(dialog, key).textEdited.emit(part(dialog, key).text())
    qtbot.keyClick(part(dialog, key), Key.Key_Return)


def said(dialog, key):
    return [each.sentence for each in dialog.form.rows[key].remarks.said]


# 校核 beside the field ---------------------------------------------------------------------------


def test_a_finding_of_the_checks_stands_under_its_field_while_somebody_is_entered(new, qtbot):
    put(new, qtbot, "birth", "1996-4-1")
    put(new, qtbot, "joined", "2012-6-21")
    remark = new.form.rows["joined"].remarks.said[0]
    assert "未满 18 岁" in remark.sentence
    assert remark.arithmetic == "1996-04-01 出生，满 18 岁为 2014-04-01"
    assert remark.article == "《中国共产党发展党员工作细则》（2014年）第五条"
    assert remark.severity is Severity.WARN
    put(new, qtbot, "full", "2013-1-1")
    assert "不足该时期的预备期" in said(new, "full")[0]
    assert not new.form.problems(), "what is only strange is told and not forbidden"


def test_what_cannot_be_is_red_until_mended_and_keeps_the_form_from_saving(new, office, qtbot):
    put(new, qtbot, "name", "林知夏")
    put(new, qtbot, "birth", "2027-1-1")
    put(new, qtbot, "joined", "2012-6-21")
    put(new, qtbot, "full", "2011-6-21")
    assert list(new.form.problems()) == ["birth", "full"]
    before = office.last_seq
    new.on_save()
    assert (new.isVisible(), office.last_seq) == (True, before)
    put(new, qtbot, "joined", "2010-6-21")
    put(new, qtbot, "birth", "1988-1-1")
    assert new.form.problems() == {}


def test_who_has_only_begun_is_not_scolded_for_what_is_still_empty(new, qtbot):
    put(new, qtbot, "name", "林知夏")
    assert not any(row.remarks.said for row in new.form.rows.values())


def test_an_old_fault_on_the_card_is_told_in_yellow_and_does_not_hold_up_other_corrections(
    desk, office, full, qtbot
):
    with office.change("旧数据") as session:
        person = session.get_one(person_forms.Person, full.id)
        person.joined, person.full = Day(2012, 6, 21), Day(2011, 6, 21)
    dialog = person_forms.open_card(desk, desk.window, read_card(office, full.id, TODAY)).begin()
    assert dialog.form.rows["full"].remarks.said[0].severity is Severity.WARN
    put(dialog, qtbot, "native_place", "Q")
    dialog.on_save()
    assert not dialog.isVisible()
    assert office.undo_sentence == f"修改 {full.name} 的 籍贯"


def test_a_changed_birth_date_is_told_against_the_number_and_masked_numbers_count_too(desk, facts, qtbot):
    dialog = person_forms.open_card(desk, desk.window, facts).begin()
    assert "*" in part(dialog, "id_number").text()
    wrong = facts.one.card["birth"].first + timedelta(days=1)
    put(dialog, qtbot, "birth", str(wrong))
    assert any("与身份证号中的" in sentence for sentence in said(dialog, "birth"))


def test_a_stretch_that_ends_before_it_begins_is_red(desk, facts, qtbot):
    row = next(row for row in facts.rows if row.fact == Fact.STATUS)
    dialog = row_forms.mend_history(desk, desk.window, facts, row).begin()
    put(dialog, qtbot, "start", "2026-3-1")
    put(dialog, qtbot, "end", "2026-2-1")
    assert dialog.form.problems()["end"] == "结束 2026-02-01 早于开始 2026-03-01"


# The ID number -----------------------------------------------------------------------------------


def test_a_number_fills_sex_and_birth_only_where_they_are_empty_and_flags_what_differs(new, qtbot):
    put(new, qtbot, "birth", "1988-2-4")
    put(new, qtbot, "id_number", NUMBER)
    values = new.form.values()
    assert (values["sex"], values["birth"]) == ("女", Day(1988, 2, 4))
    assert any("与身份证号中的 1988-02-03 不一致" in sentence for sentence in said(new, "birth"))


def test_a_number_of_the_old_kind_is_taken_and_fills_too(new, office, qtbot):
    put(new, qtbot, "name", "林知夏")
    put(new, qtbot, "id_number", "330099880203412")
    values = new.form.values()
    assert (values["sex"], values["birth"]) == ("女", Day(1988, 2, 3))
    new.on_save()
    with office.reading() as session:
        made = next(one for one in everyone(session, TODAY) if one.name == "林知夏")
    assert made.card["id_number"] == "330099880203412"


def test_fifteen_digits_of_a_number_still_being_typed_fill_nothing(new, qtbot):
    young = "33009920010115412" + check_digit("33009920010115412")
    new.form.jump("id_number")
    qtbot.keyClicks(part(new, "id_number"), young[:15])
    assert new.form.values()["birth"] is None, "they would say 1920-01-01 as a number of the old kind"
    qtbot.keyClicks(part(new, "id_number"), young[15:])
    assert new.form.values()["birth"] == Day(2001, 1, 15)


# 必填 and 待补 -----------------------------------------------------------------------------------


def test_who_is_no_member_yet_is_not_asked_for_joining_nor_file(new, qtbot):
    assert "入党时间" in new.form.missing()
    new.form.set_value("category", "入党积极分子")
    assert "入党时间" not in new.form.missing()
    assert "党员档案所在单位" not in new.form.missing()
    assert "*" not in new.form.rows["joined"].title.text()
    new.form.set_value("category", "预备党员")
    assert "入党时间" in new.form.missing()


def test_somebody_may_be_saved_incomplete_and_it_is_said_what_is_wanting(new, desk, office, qtbot):
    put(new, qtbot, "name", "林知夏")
    new.on_save()
    assert not new.isVisible()
    told = desk.messages.undos[-1][0]
    assert told.startswith("已新增 林知夏，待补：")
    assert "性别" in told


# The paper ---------------------------------------------------------------------------------------


def paper():
    spec = tomllib.loads((home() / "resources" / "forms" / "mem-01.toml").read_text(encoding="utf-8"))
    cells = [cell for row in spec["rows"] for cell in row.get("cells", ())]
    named, label = {}, ""
    for cell in cells:
        label = cell.get("label", label)
        key = cell.get("field") or cell.get("photo")
        if key:
            named[{"school": "college", "title": "title_name"}.get(key, key)] = label
    return named


def test_the_card_asks_its_fields_in_the_order_of_the_paper():
    asked = [key for _title, keys in SECTIONS for key in keys]
    assert sorted(asked) == sorted(CARD)
    order = [key for key in paper() if key in CARD]
    assert len(order) > 35
    assert [key for key in asked if key in order] == order


def test_the_form_for_somebody_new_follows_the_paper_after_name_and_number():
    assert list(person_forms.FIRST[2:]) == in_paper_order(person_forms.FIRST[2:])
    assert list(person_forms.THEN) == in_paper_order(person_forms.THEN)


def test_every_field_names_its_entry_of_the_paper(desk, facts):
    dialog = person_forms.open_card(desk, desk.window, facts)
    for key, words in paper().items():
        if key in CARD and key != "photo":
            assert dialog.form.rows[key].title.toolTip() == f"党员基本信息采集表：{words}"
            assert PAPER_WORDS.get(key, CARD[key].title) == words


# Every form --------------------------------------------------------------------------------------


@pytest.fixture
def every(desk, office, facts):
    """All forms about people and bodies, by name."""
    window = desk.window
    with office.reading() as session:
        bodies = tree(session)
    verbs = Bodies(desk, window, lambda: facts.one.branch_id, lambda _body: 0)
    made = {
        "新增": person_forms.new_person(desk, window, bodies, None, str(Category.FULL)),
        "卡片": person_forms.open_card(desk, window, facts),
        "变更": change_forms.change_fact(desk, window, facts),
        "离开": change_forms.leave(desk, window, facts),
        "恢复": change_forms.come_back(desk, window, facts),
        "家庭": row_forms.edit_row(desk, window, facts, "relative"),
        "奖惩": row_forms.edit_row(desk, window, facts, "award"),
        "简历": row_forms.edit_row(desk, window, facts, "experience"),
        "履历": row_forms.mend_history(desk, window, facts, facts.rows[0]),
    }
    for name in ("found", "rename", "dissolve", "unit"):
        getattr(verbs, name)()
        made[name] = verbs.dialog
    return made


def wheel(widget):
    spot = QPointF(widget.rect().center())
    QApplication.sendEvent(
        widget,
        QWheelEvent(
            spot, widget.mapToGlobal(spot), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
            Held.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        ),
    )  # fmt: skip


def test_the_wheel_changes_nothing_in_any_form(every):
    for name, dialog in every.items():
        dialog.show()
        before = {key: row.editor.raw() for key, row in dialog.form.rows.items()}
        for row in dialog.form.rows.values():
            row.editor.focus_part().clearFocus()
            for each in (row.editor, *row.editor.findChildren(QWidget)):
                wheel(each)
        assert {key: row.editor.raw() for key, row in dialog.form.rows.items()} == before, name


def test_tab_follows_the_order_in_which_every_form_is_read(every):
    for name, dialog in every.items():
        dialog.show()
        parts = [row.editor.focus_part() for row in dialog.form.rows.values() if row.editor.isVisible()]
        tops = [each.mapTo(dialog.form.area.widget(), QPoint()).y() for each in parts]
        assert all(one < other for one, other in pairwise(tops)), name
        found, widget = [], parts[0]
        for _step in range(400):
            if widget in parts:
                found.append(widget)
            widget = widget.nextInFocusChain()
            if widget is parts[0]:
                break
        assert found == parts, name


def test_enter_goes_through_every_form_and_ends_on_its_verb(every, qtbot):
    for name, dialog in every.items():
        dialog.show()
        dialog.activateWindow()
        rows = {key: row for key, row in dialog.form.rows.items() if row.editor.isVisible()}
        dialog.form.jump(next(iter(rows)))
        for row in rows.values():
            assert dialog.focusWidget() is row.editor.focus_part(), (name, row.field.key)
            held = Held.NoModifier
            if row.editor.long:
                dialog.form._go_on(row.editor.focus_part(), 1)
            else:
                qtbot.keyClick(row.editor.focus_part(), Key.Key_Return, held)
        assert dialog.focusWidget() is dialog.verb, name
        assert dialog.isVisible(), name


def test_every_form_fits_560_and_names_its_fields(every):
    for name, dialog in every.items():
        dialog.show()
        assert dialog.minimumSizeHint().height() <= 560, name
        assert dialog.height() <= 560, name
        for key, row in dialog.form.rows.items():
            assert row.editor.focus_part().accessibleName(), (name, key)


def test_full_width_is_made_plain_everywhere_but_in_names(new, commit):
    for key, typed, plain in (
        ("name", "ＡＬｉ", "ＡＬｉ"),
        ("phone", "１３９００００６２０４", "13900006204"),
        ("birth", "２０２５．７．１", "2025-07-01"),
        ("id_number", NUMBER.translate({ord(d): chr(ord(d) + 0xFEE0) for d in "0123456789X"}), NUMBER),
    ):
        new.form.jump(key)
        commit(part(new, key), typed)
        new.form.jump("note")
        assert part(new, key).text() == plain, CARD[key].kind is Kind.NAME


def test_ctrl_enter_saves_and_begins_anew_with_the_chosen_fields_kept(new, office, qtbot):
    put(new, qtbot, "name", "林知夏")
    new.form.set_value("category", "入党积极分子")
    new.form.set_value("branch", new.form.editor("branch").choices[1].value)
    branch = new.form.values()["branch"]
    before = office.last_seq
    qtbot.keyClick(part(new, "name"), Key.Key_Return, Held.ControlModifier)
    values = new.form.values()
    assert office.last_seq == before + 1
    assert not values["name"]
    assert (values["category"], values["branch"]) == ("入党积极分子", branch)
    assert values["since"] == Day.of(TODAY)
    assert not new.form.changed(), "nothing of the next one has been typed: closing asks nothing"
    assert new.isVisible()
    assert "入党时间" not in new.form.missing()


def test_a_change_to_full_member_tells_beside_the_field_what_the_day_says(desk, office, people, qtbot):
    one = next(each for each in people if each.category == Category.PROBATIONARY)
    facts = read_card(office, one.id, TODAY)
    dialog = change_forms.change_fact(desk, desk.window, facts, str(Fact.CATEGORY)).begin()
    dialog.form.set_value("category", "正式党员")
    joined = facts.one.card["joined"]
    dialog.form.set_value("full", Day(joined.year, joined.month, 28))
    assert any("不足该时期的预备期" in sentence for sentence in said(dialog, "full"))
    assert not dialog.form.problems()


def test_no_key_acts_while_an_input_method_composes_in_any_form(every, qtbot, qapp):
    for name, dialog in every.items():
        dialog.show()
        lines = [row for row in dialog.form.rows.values() if hasattr(row.editor, "line")]
        row = next(each for each in lines if each.editor.isVisible())
        line, before = row.editor.line, dialog.focusWidget()
        line.setFocus()
        qapp.sendEvent(line, QInputMethodEvent("lin", []))
        for key in (Key.Key_Return, Key.Key_Escape, Key.Key_F7, Key.Key_Down):
            qtbot.keyClick(line, key)
        assert dialog.isVisible(), name
        assert dialog.focusWidget() in {line, before}, name
        qapp.sendEvent(line, QInputMethodEvent("", []))
