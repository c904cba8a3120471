from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from sqlalchemy import func, select

from partyoffice.core.dates import Day
from partyoffice.core.id_number import check_digit
from partyoffice.members import views
from partyoffice.members.page.change_forms import APPOINT, STEP_DOWN
from partyoffice.members.queries import everyone, histories
from partyoffice.members.records import Person
from partyoffice.members.rules import Category, Fact
from partyoffice.organisation.rules import OrgKind
from partyoffice.store import blobs
from partyoffice.store.journal import Journal

Key, Held = Qt.Key, Qt.KeyboardModifier
TODAY = Day(2026, 11, 20)


def number(first17):
    return first17 + check_digit(first17)


NUMBER = number("33009919880203412")


def part(dialog, key):
    return dialog.form.editor(key).focus_part()


def put(dialog, qtbot, key, text):
    """Type into a field and go on; Chinese arrives as an input method commits it."""
    field = part(dialog, key)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.form.jump(key)
    field.clear()
    qtbot.keyClicks(field, text) if text.isascii() else field.insert(text)
    field.textEdited.emit(field.text())
    popup = getattr(dialog.form.editor(key), "popup", None)
    if popup is not None and popup.isVisible():
        qtbot.keyClick(popup, Key.Key_Return)
    qtbot.keyClick(field, Key.Key_Return)


def save(dialog, qtbot):
    qtbot.keyClick(part(dialog, next(iter(dialog.form.rows))), Key.Key_S, Held.ControlModifier)


def stored(office, person_id, on=TODAY):
    with office.reading() as session:
        return next(iter(everyone(session, on.first, ids=[person_id])), None)


def rows(office, person_id, fact):
    with office.reading() as session:
        return [row for row in histories(session, person_id) if row.fact == fact]


def count(office):
    with office.reading() as session:
        return session.execute(select(func.count()).select_from(Person)).scalar_one()


@pytest.fixture
def someone(page):
    """A full member who has been in the first branch since before the books, made current."""
    one = next(
        each
        for each in page.listing.book.people
        if each.member and each.category == Category.FULL and each.entered_branch is None and each.group_id
    )
    page.show_person(one.id)
    return one


def test_somebody_new_is_entered_by_keyboard_alone(window, page, office, qtbot):
    window.actions_table["members.new"].trigger()
    dialog = page.forms.dialog
    put(dialog, qtbot, "name", "林知夏")
    put(dialog, qtbot, "id_number", NUMBER)
    assert (dialog.form.values()["sex"], dialog.form.values()["birth"]) == ("女", Day(1988, 2, 3))
    put(dialog, qtbot, "category", "zsdy")
    put(dialog, qtbot, "branch", "第二党支部（理科）")
    put(dialog, qtbot, "since", "2026-9-1")
    put(dialog, qtbot, "joined", "2012.6.21")
    put(dialog, qtbot, "full", "2013-6-21")
    before = count(office)
    save(dialog, qtbot)
    assert (count(office), office.undo_sentence) == (before + 1, "新增 林知夏")
    made = next(one for one in page.listing.book.people if one.name == "林知夏")
    assert (made.category, made.branch, made.entered_branch) == (
        "正式党员",
        "第二党支部（理科）",
        Day(2026, 9, 1),
    )
    assert stored(office, made.id, Day(2026, 8, 31)).present is False
    window.undo()
    assert count(office) == before


def test_a_wrong_number_is_told_in_a_sentence_and_nothing_is_saved(page, office, qtbot):
    dialog = page.forms.new_person()
    put(dialog, qtbot, "name", "沈砚秋")
    put(dialog, qtbot, "id_number", NUMBER[:17] + ("1" if NUMBER[17] != "1" else "2"))
    before = office.last_seq
    save(dialog, qtbot)
    assert "末位校验码应为" in dialog.form.rows["id_number"].sentence.text()
    assert (office.last_seq, dialog.isVisible()) == (before, True)
    assert dialog.form.values()["name"] == "沈砚秋"


def test_what_is_missing_is_asked_for_under_its_field(page, office, qtbot):
    dialog = page.forms.new_person()
    dialog.form.set_value("since", None)
    save(dialog, qtbot)
    assert dialog.form.rows["name"].sentence.text() == "请填写姓名"
    assert "建账前已在册" in dialog.form.rows["since"].sentence.text()
    assert office.undo_sentence == ""


def test_a_number_somebody_else_has_is_refused_and_the_form_stays(page, office, someone, qtbot):
    dialog = page.forms.new_person()
    put(dialog, qtbot, "name", "方砚舟")
    put(dialog, qtbot, "id_number", someone.card["id_number"])
    save(dialog, qtbot)
    assert dialog.message.what.text() == f"身份证号与“{someone.name}”相同"
    assert dialog.isVisible()
    assert office.undo_sentence == ""


def test_saving_and_going_on_keeps_category_branch_and_day(page, office, qtbot):
    dialog = page.forms.new_person()
    put(dialog, qtbot, "name", "骆嘉言")
    put(dialog, qtbot, "category", "入党积极分子")
    put(dialog, qtbot, "branch", "第一党支部（文科）")
    qtbot.keyClick(part(dialog, "name"), Key.Key_Return, Held.ControlModifier)
    values = dialog.form.values()
    assert not values["name"]
    assert (values["category"], values["since"]) == ("入党积极分子", TODAY)
    assert any(one.name == "骆嘉言" and one.category == "入党积极分子" for one in page.listing.book.people)


def test_groups_follow_the_chosen_branch(page, qtbot):
    dialog = page.forms.new_person()
    put(dialog, qtbot, "branch", "第二党支部（理科）")
    assert [each.text for each in dialog.form.editor("group").choices] == [
        "数学组小组",
        "物理组小组",
        "生化组小组",
    ]


def test_a_card_is_corrected_and_the_trail_tells_old_and_new_masked(page, office, someone, qtbot):
    page.forms.open_card()
    dialog = page.forms.dialog
    put(dialog, qtbot, "phone", "13900006204")
    put(dialog, qtbot, "native_place", "浙江青禾")
    save(dialog, qtbot)
    assert office.undo_sentence == f"修改 {someone.name} 的 籍贯、手机号码"
    assert stored(office, someone.id).card["phone"] == "13900006204"
    page.pane.tabs.setCurrentIndex(3)
    line, *steps = page.pane.trail.list.lines()[:3]
    assert line.what == office.undo_sentence
    old = someone.card["phone"]
    said = [step.what for step in steps]
    assert f"手机号码：{old[:3]}****{old[-4:]} → 139****6204" in said
    assert any(each.startswith("籍贯：") and each.endswith("→ 浙江青禾") for each in said)


def test_masked_values_in_the_card_are_kept_shown_on_demand_and_never_saved_with_stars(
    page, office, someone, qtbot
):
    page.forms.open_card()
    dialog = page.forms.dialog
    assert "*" in part(dialog, "id_number").text()
    put(dialog, qtbot, "phone", "139****6204")
    save(dialog, qtbot)
    assert "请填写完整内容" in dialog.form.rows["phone"].sentence.text()
    put(dialog, qtbot, "phone", "13900006204")
    shown = next(
        each for each in dialog.findChildren(type(dialog.verb)) if each.text().endswith("显示证件号")
    )
    seq = office.last_seq
    shown.click()
    assert office.last_seq == seq + 1
    with office.reading() as session:
        assert session.get_one(Journal, seq + 1).sentence == f"显示证件号、电话、住址：{someone.name}"
    assert part(dialog, "id_number").text() == someone.card["id_number"]
    assert part(dialog, "phone").text() == "13900006204"
    save(dialog, qtbot)
    assert stored(office, someone.id).card["id_number"] == someone.card["id_number"]


def test_a_birth_date_against_the_number_is_told_with_its_article_but_may_be_saved(
    page, office, someone, qtbot
):
    page.forms.open_card()
    dialog = page.forms.dialog
    wrong = Day.of(someone.card["birth"].first + timedelta(days=1))
    put(dialog, qtbot, "birth", str(wrong))
    told = dialog.form.rows["birth"].remarks.said
    assert any("与身份证号中的" in each.sentence and each.article == "GB 11643-1999" for each in told)
    save(dialog, qtbot)
    assert stored(office, someone.id).card["birth"] == wrong


def test_a_finding_opens_the_card_at_its_field(window, page, someone):
    window.show_page("members", person=someone.id, field="archive_place")
    dialog = page.forms.dialog
    assert dialog.focusWidget() is part(dialog, "archive_place")
    dialog.reject()
    window.show_page("members", person=someone.id, field="branch")
    assert page.forms.dialog.form.values()["fact"] == "党支部"


def change(page, qtbot, fact, **fields):
    page.forms.change()
    dialog = page.forms.dialog
    put(dialog, qtbot, "fact", fact)
    for key, text in fields.items():
        put(dialog, qtbot, key, text)
    save(dialog, qtbot)
    return dialog


def test_a_change_of_branch_holds_from_its_day_and_not_before(window, page, office, someone, qtbot):
    branches = page.listing.book.bodies.of_kind(OrgKind.BRANCH)
    other = next(node for node in branches if node.id != someone.branch_id)
    change(page, qtbot, "党支部", branch=other.name, on="2026-09-01", evidence="支委会决议")
    assert office.undo_sentence == f"变更 {someone.name} 的党支部"
    assert stored(office, someone.id, Day(2026, 8, 31)).branch_id == someone.branch_id
    now = stored(office, someone.id, Day(2026, 9, 1))
    assert (now.branch_id, now.group_id, now.entered_branch) == (other.id, None, Day(2026, 9, 1))
    page.show_view(views.ON_ROSTER)
    assert page.current() == someone.id
    window.undo()
    assert stored(office, someone.id).branch_id == someone.branch_id
    window.redo()
    assert stored(office, someone.id).branch_id == other.id


def test_a_change_to_what_is_already_so_or_without_a_day_is_not_taken(page, office, someone, qtbot):
    dialog = change(page, qtbot, "党支部", on="")
    assert dialog.form.rows["on"].sentence.text() == "请填写从哪一天起"
    assert "与现在的相同" in dialog.form.rows["branch"].sentence.text()
    assert office.undo_sentence == ""


def test_a_change_before_the_running_stretch_is_refused_in_words(page, office, someone, qtbot):
    change(page, qtbot, "党籍状态", status="停止党籍", on="2026-09-01")
    page.show_person(someone.id)
    dialog = change(page, qtbot, "党籍状态", status="正常", on="2026-08-01")
    assert "时间重叠" in dialog.message.what.text()
    assert dialog.form.values()["status"] == "正常"
    assert stored(office, someone.id).status == "停止党籍"


def test_a_probationary_member_becomes_full_with_the_day_on_the_card(page, office, qtbot):
    page.choose("预备党员", 0)
    one = page.model.record(0)
    page.show_person(one.id)
    change(page, qtbot, "人员类别", category="正式党员", on="2026-11-18", full="2026-11-10")
    now = stored(office, one.id)
    assert (now.category, now.card["full"]) == ("正式党员", Day(2026, 11, 10))
    assert [row.reason for row in rows(office, one.id, Fact.CATEGORY)][-1] == "转正"
    assert stored(office, one.id, Day(2026, 11, 17)).category == "预备党员"


def test_a_post_is_given_and_ended(page, office, someone, qtbot):
    change(page, qtbot, APPOINT, post="组织委员", on="2026-03-01", evidence="选举结果批复")
    assert [post for _, post in stored(office, someone.id).posts] == ["组织委员"]
    held = f"{stored(office, someone.id).branch} 组织委员"
    change(page, qtbot, STEP_DOWN, held=held, on="2026-10-01", reason="届满")
    row = rows(office, someone.id, Fact.POST)[-1]
    assert (row.end, row.end_reason, row.evidence) == (Day(2026, 10, 1), "届满", "选举结果批复")


def test_only_the_fields_of_the_chosen_fact_are_shown(page, someone, qtbot):
    page.forms.change()
    dialog = page.forms.dialog
    put(dialog, qtbot, "fact", "人员类别")
    shown = {key for key, row in dialog.form.rows.items() if row.editor.isVisible()}
    assert shown == {"fact", "category", "full", "on", "reason", "evidence"}
    assert "职务" not in dialog.missing.text()


def test_who_leaves_is_no_longer_here_and_comes_back_as_the_same_person(page, office, someone, qtbot):
    before = count(office)
    page.forms.leave()
    put(page.forms.dialog, qtbot, "on", "2026-10-01")
    save(page.forms.dialog, qtbot)
    assert stored(office, someone.id).present is False
    assert office.undo_sentence == f"{someone.name} 转出组织关系"
    page.choose(views.GONE, 0)
    page.show_person(someone.id)
    assert page.pane.head.state.text() == "已离开"
    assert page.pane.head.unit.text() == "2026-10-01 转出组织关系"
    page.forms.come_back()
    dialog = page.forms.dialog
    assert dialog.form.values()["category"] == "正式党员"
    put(dialog, qtbot, "branch", "第四党支部（离退休）")
    put(dialog, qtbot, "on", "2026-11-01")
    save(dialog, qtbot)
    assert stored(office, someone.id).branch == "第四党支部（离退休）"
    assert stored(office, someone.id, Day(2026, 10, 15)).present is False
    assert (count(office), len(rows(office, someone.id, Fact.PRESENCE))) == (before, 2)


def test_a_death_before_the_last_change_is_refused(page, office, someone, qtbot):
    change(page, qtbot, "党籍状态", status="停止党籍", on="2026-09-01")
    page.show_person(someone.id)
    page.forms.leave()
    dialog = page.forms.dialog
    put(dialog, qtbot, "how", "去世")
    put(dialog, qtbot, "on", "2026-08-01")
    save(dialog, qtbot)
    assert "早于" in dialog.message.what.text()
    assert stored(office, someone.id).present


def test_the_bin_takes_without_asking_and_gives_back(window, page, office, someone):
    page.grid.choice.go_to(someone.id)
    window.actions_table["members.bin"].trigger()
    assert stored(office, someone.id) is None
    assert window.undo_bar.sentence.text() == f"已将 {someone.name} 移入回收站"
    assert page.model.rowCount() == 59
    window.undo_bar.way_back.click()
    assert stored(office, someone.id).name == someone.name
    page.show_person(someone.id)
    page.deeds.bin()
    page.choose(views.BIN, 0)
    assert [page.model.record_id(row) for row in range(page.model.rowCount())] == [someone.id]
    page.show_card()
    assert page.pane.head.state.text() == "在回收站"
    page.forms.open_card()
    assert window.message_bar.what.text() == f"{someone.name}在回收站"
    window.actions_table["members.unbin"].trigger()
    assert stored(office, someone.id) is not None
    assert page.model.rowCount() == 0


def test_the_way_back_of_the_bar_takes_back_that_and_nothing_newer(window, page, office, someone, qtbot):
    other = next(each.id for each in page.listing.book.people if each.id != someone.id)
    page.deeds.bin()
    with office.change("修改备注") as session:
        session.get_one(Person, other).note = "后来的改动"
    window.undo_bar.way_back.click()
    assert stored(office, someone.id) is not None
    assert stored(office, other).card["note"] == "后来的改动"


def test_several_people_go_into_the_bin_in_one_step(window, page, office):
    for row in range(5):
        page.grid.choice.toggle(page.model.index(row, 0))
    chosen = page.grid.choice.ids()
    page.deeds.bin()
    assert "等 5 人" in window.undo_bar.sentence.text()
    assert [stored(office, each) for each in chosen] == [None] * 5
    window.undo()
    assert all(stored(office, each) for each in chosen)


def test_current_and_selected_people_stay_so_after_a_change(page, office, someone):
    page.grid.choice.go_to(someone.id)
    with office.change("修改") as session:
        session.get_one(Person, someone.id).name = "左" + someone.name
    assert (page.current(), page.grid.choice.ids()) == (someone.id, [someone.id])
    assert page.pane.head.name.text() == "左" + someone.name


def test_a_stretch_entered_wrongly_is_mended_or_taken_out_with_the_way_back(
    window, page, office, someone, qtbot
):
    row = rows(office, someone.id, Fact.CATEGORY)[-1]
    page.pane.histories.opened.emit(row.id)
    dialog = page.forms.dialog
    put(dialog, qtbot, "start", "2013-6-21")
    put(dialog, qtbot, "evidence", "入党志愿书")
    save(dialog, qtbot)
    mended = rows(office, someone.id, Fact.CATEGORY)[-1]
    assert (mended.start, mended.evidence) == (Day(2013, 6, 21), "入党志愿书")
    assert office.undo_sentence.startswith(f"更正 {someone.name} 的人员类别")
    page.pane.histories.removed.emit(row.id)
    assert rows(office, someone.id, Fact.CATEGORY) == []
    window.undo_bar.way_back.click()
    assert len(rows(office, someone.id, Fact.CATEGORY)) == 1


def test_family_and_awards_are_added_mended_and_taken_out(window, page, office, someone, qtbot):
    page.forms.add_row("award")
    dialog = page.forms.dialog
    save(dialog, qtbot)
    assert dialog.form.rows["name"].sentence.text() == "请填写名称"
    put(dialog, qtbot, "name", "优秀共产党员")
    put(dialog, qtbot, "on", "2025-07")
    save(dialog, qtbot)
    added = next(line for line in page.pane.lists.awards.lines() if line.when == "2025-07")
    assert "优秀共产党员" in added.what
    page.pane.lists.awards.opened.emit(added.key)
    put(page.forms.dialog, qtbot, "body", "中共青禾市教育局委员会")
    save(page.forms.dialog, qtbot)
    lines = {line.key: line for line in page.pane.lists.awards.lines()}
    assert "教育局" in lines[added.key].note
    page.pane.lists.awards.removed.emit(added.key)
    assert added.key not in {line.key for line in page.pane.lists.awards.lines()}
    page.pane.tabs.setCurrentIndex(3)
    assert "删除奖惩：" in page.pane.trail.list.lines()[0].note
    page.forms.add_row("relative")
    put(page.forms.dialog, qtbot, "name", "沈秋白")
    save(page.forms.dialog, qtbot)
    assert any("沈秋白" in line.what for line in page.pane.lists.relatives.lines())


def test_what_somebody_studied_and_worked_is_added_mended_and_taken_out(window, page, office, someone, qtbot):
    told = page.pane.lists.experiences
    before = len(told.lines())
    page.forms.add_row("experience")
    dialog = page.forms.dialog
    save(dialog, qtbot)
    assert dialog.form.rows["unit"].sentence.text() == "请填写单位及职务"
    put(dialog, qtbot, "unit", "青禾市实验小学学生")
    put(dialog, qtbot, "start", "1980.9")
    put(dialog, qtbot, "end", "1979.7")
    save(dialog, qtbot)
    assert len(told.lines()) == before  # what runs backwards is not taken
    put(dialog, qtbot, "end", "1986.7")
    save(dialog, qtbot)
    added = next(line for line in told.lines() if "实验小学" in line.what)
    assert added.note == "1980.09 — 1986.07"
    assert told.lines()[0] == added  # oldest first, as the forms have it
    assert office.undo_sentence == f"添加 {someone.name} 的简历"
    told.opened.emit(added.key)
    put(page.forms.dialog, qtbot, "witness", "顾临舟")
    put(page.forms.dialog, qtbot, "end", "")
    save(page.forms.dialog, qtbot)
    assert told.lines()[0].note == "1980.09 — 至今；证明人：顾临舟"
    told.removed.emit(added.key)
    assert len(told.lines()) == before
    page.pane.tabs.setCurrentIndex(3)
    assert "删除简历：1980-09 青禾市实验小学学生 顾临舟" in page.pane.trail.list.lines()[0].note
    window.undo_bar.way_back.click()
    assert len(told.lines()) == before + 1


def test_a_finding_about_what_somebody_studied_leads_to_that_list(page, someone, qtbot):
    page.toggle_card()
    page.show_target(person=someone.id, field="experience")
    assert page.pane.lists.experiences.isVisible()
    assert page.pane.tabs.currentIndex() == 1
    assert page.forms.dialog is None


def test_a_picture_dropped_on_the_card_becomes_the_photo(window, page, office, someone):
    image = QImage(600, 840, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.lightGray)
    page.pane.photo_given.emit(image)
    digest = stored(office, someone.id).card["photo"]
    with office.reading() as session:
        assert blobs.content_of(session, digest).startswith(b"\xff\xd8")
    assert not page.pane.head.photo.image.isNull()
    assert office.undo_sentence == f"修改 {someone.name} 的照片"
    page.pane.photo_given.emit(QImage())
    assert window.message_bar.what.text() == "照片没有更换"


def test_with_nobody_chosen_commands_say_so(bare_office, open_window):
    window = open_window(bare_office)
    for command in ("members.open", "members.change", "members.leave", "members.back"):
        window.actions_table[command].trigger()
        assert window.message_bar.what.text() == "没有选中的人"
    window.actions_table["members.bin"].trigger()
    assert bare_office.undo_sentence == "填写单位信息"


def test_the_day_is_asked_of_the_clock_alone(page):
    assert page.day() == date(2026, 11, 20)
