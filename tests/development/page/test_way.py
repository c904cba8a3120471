import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from partyoffice.core.dates import Day
from partyoffice.development.actions import close_step, save_step
from partyoffice.development.page.together import Together
from partyoffice.development.queries import file_of
from partyoffice.development.rules.steps import step_of
from partyoffice.members.rules import Category, Edition

from .conftest import newcomer


def stored(office, person, stopped_clock):
    with office.reading() as session:
        return file_of(session, person, stopped_clock)


def names(pane):
    return [one.one.name for one in pane.people.people.people]


def counts(pane):
    return [figure.count for figure in pane.strip.stages.figures]


def type_in(pane, **texts):
    """Type into fields and leave each of them."""
    form = pane.step_pane.form
    for key, text in texts.items():
        form.editor(key).focus_part().setFocus()
        part = form.editor(key).focus_part()
        part.setPlainText(text) if hasattr(part, "setPlainText") else part.setText(text)
        form._on_edited(key)
        form.commit(key)
    return form


# -- who is listed ----------------------------------------------------------------------------


def test_the_stages_count_the_people_and_narrow_the_list_with_click_and_arrows(qtbot, pane):
    assert counts(pane) == [2, 1, 0, 0, 0]
    assert len(names(pane)) == 3
    pane.strip.setFocus()
    qtbot.keyClick(pane.strip, Qt.Key.Key_Space)
    assert sorted(names(pane)) == ["俞安澜", "程以安"]
    qtbot.keyClick(pane.strip, Qt.Key.Key_Right)
    assert names(pane) == ["林知夏"]
    qtbot.keyClick(pane.strip, Qt.Key.Key_Escape)
    assert len(names(pane)) == 3


def test_the_window_search_finds_by_pinyin_and_an_empty_stage_says_what_to_do(pane):
    pane.search("cya")
    assert names(pane) == ["程以安"]
    pane.crowd.clear()
    pane.strip.choose(4)
    assert names(pane) == []
    assert pane.step_pane.nobody.title.text() == "“预备党员接收”阶段现在没有人"


def test_who_is_late_comes_first_and_says_so(office, people, open_window, stopped_clock):
    with office.change("更早的一名") as session:
        newcomer(session, "祁望山", "1991-01-01", "2026-09-01", None)
    pane = open_window(office).page().pane()
    first = pane.people.people.people[0]
    assert first.one.name == "祁望山"
    assert first.told.words == "超期 50 天：党组织派人谈话"
    assert pane.strip.stages.figures[0].late == 1
    pane.about.toggle_late()
    assert names(pane) == ["祁望山"]


def test_an_office_without_anybody_on_the_way_offers_to_register_one(bare, open_window):
    pane = open_window(bare).page().pane()
    assert pane.step_pane.nobody.title.text() == "还没有人在发展进程中"
    pane.about.register()
    form = pane.deeds.dialog.form
    form.set_value("name", "柳知远")
    form.set_value("on", Day(2026, 11, 18))
    pane.deeds.dialog.on_save()
    assert names(pane) == ["柳知远"]
    assert pane.walker().number == 2
    assert pane.walker().file.category == Category.APPLICANT


def test_a_member_is_not_registered_as_an_applicant(pane, people):
    pane.about.register()
    dialog = pane.deeds.dialog
    dialog.form.set_value("person", people["沈砚秋"])
    dialog.form.set_value("on", Day(2026, 11, 18))
    dialog.on_save()
    assert dialog.isVisible()
    assert "沈砚秋已经是正式党员" in dialog.message.notes[0].what
    dialog.form.load({})
    dialog.reject()


# -- one step ---------------------------------------------------------------------------------


def test_a_date_out_of_order_is_explained_with_what_comes_first_and_the_article(pane, people):
    pane.show_one(people["程以安"], 2)
    type_in(pane, on="2026-11-10", talkers="沈砚秋")
    pane.deeds.press("close")
    form = type_in(pane, way="党员推荐", on="2026-11-05")
    (said,) = form.rows["on"].remarks.said
    assert said.sentence == "“推荐和确定入党积极分子”2026-11-05 早于“党组织派人谈话”2026-11-10"
    assert said.arithmetic == "第 2 步 2026-11-10 → 第 3 步 2026-11-05"
    assert "（2026年）第八条" in said.article
    assert not pane.step_pane.close_step.isEnabled()
    type_in(pane, on="2026-11-12")
    assert form.rows["on"].remarks.said == ()
    assert pane.step_pane.close_step.isEnabled()


def test_what_is_lacking_stands_beside_the_button_and_is_gone_when_it_is_there(pane, people):
    pane.show_one(people["程以安"], 2)
    assert pane.step_pane.lacking.whole() == "还差：日期、谈话人"
    type_in(pane, on="2026-11-10")
    assert pane.step_pane.lacking.whole() == "还差：谈话人"
    type_in(pane, talkers="沈砚秋")
    assert not pane.step_pane.lacking.whole()


def test_why_a_step_could_not_be_closed_is_gone_once_it_is_closed(pane, people):
    pane.show_one(people["程以安"], 2)
    pane.deeds.press("close")  # with nothing filled in: the cursor goes where something is lacking
    assert pane.desk.messages.notes == []
    type_in(pane, on="2026-11-10", talkers="沈砚秋")
    pane.deeds.press("close")
    type_in(pane, way="党员推荐", on="2026-11-05")
    pane.deeds.press("close")
    assert [note.what for note in pane.desk.messages.notes] == ["本步还不能办结"]
    type_in(pane, on="2026-11-12")
    pane.deeds.press("close")
    assert pane.desk.messages.notes == []


def test_closing_a_step_goes_on_to_the_next_and_is_one_step_of_undo(office, pane, people, stopped_clock):
    pane.show_one(people["程以安"], 2)
    type_in(pane, on="2026-11-10", talkers="沈砚秋")
    pane.deeds.press("close")
    assert stored(office, people["程以安"], stopped_clock).day(2) == Day(2026, 11, 10)
    assert (pane.person(), pane.step_pane.detail.number) == (people["程以安"], 3)
    assert counts(pane) == [1, 2, 0, 0, 0]
    office.undo()
    assert not stored(office, people["程以安"], stopped_clock).closed(2)
    assert counts(pane) == [2, 1, 0, 0, 0]


def test_a_closed_step_is_read_only_until_it_is_taken_back(office, pane, people, stopped_clock):
    pane.show_one(people["林知夏"], 3)
    assert pane.step_pane.form.editor("on").line.isReadOnly()
    assert pane.step_pane.close_step.isHidden()
    pane.deeds.press("reopen")
    assert not stored(office, people["林知夏"], stopped_clock).closed(3)
    assert not pane.step_pane.form.editor("on").line.isReadOnly()
    assert pane.step_pane.form.values()["way"] == "党员推荐"


def test_a_step_kept_unfinished_stands_as_begun(office, pane, people, stopped_clock):
    pane.show_one(people["程以安"], 2)
    type_in(pane, place="校会议室")
    pane.deeds.press("save")
    step = stored(office, people["程以安"], stopped_clock).steps[2]
    assert step.open
    assert step.text("place") == "校会议室"
    assert pane.step_pane.form.values()["place"] == "校会议室"
    assert not pane.step_pane.form.changed()


def test_what_is_typed_waits_for_its_step_also_after_a_crash(office, people, open_window, window):
    pane = window.page().pane()
    pane.show_one(people["程以安"], 2)
    type_in(pane, place="校会议室")
    pane.show_one(people["俞安澜"], 2)
    assert pane.step_pane.form.values()["place"] == ""
    pane.show_one(people["程以安"], 2)
    assert pane.step_pane.form.values()["place"] == "校会议室"
    assert window.page().may_leave()
    again = open_window(office).page()
    key = again.desk.drafts.all()[0].key
    again.show_target(draft=key)
    assert again.pane().step_pane.form.values()["place"] == "校会议室"
    again.pane().deeds.press("save")
    assert again.desk.drafts.all() == []


def test_a_block_that_knows_special_cases_asks_for_a_reason_that_stands_on_the_record(
    office, people, open_window, stopped_clock
):
    with office.change("培训") as session:
        save_step(session, people["林知夏"], 11, Day(2026, 11, 10), {"days": "2", "hours": "20"})
    pane = open_window(office).page().pane()
    pane.show_one(people["林知夏"], 11)
    assert pane.step_pane.close_step.text().strip() == "例外办结…"
    pane.deeds.press("close")
    dialog = pane.deeds.dialog
    assert "培训" in dialog.form.rows["DEV-11"].field.group
    dialog.on_save()
    assert dialog.form.problems() == {"DEV-11": "请填写理由"}
    dialog.form.set_value("DEV-11", "班期缩短，经上级党委同意")
    dialog.form.set_value("by", "沈砚秋")
    dialog.on_save()
    step = stored(office, people["林知夏"], stopped_clock).steps[11]
    assert not step.open
    assert [(one.code, one.reason, one.by) for one in step.overrides] == [
        ("DEV-11", "班期缩短，经上级党委同意", "沈砚秋")
    ]
    pane.show_one(people["林知夏"], 11)
    assert "例外办理，理由：班期缩短，经上级党委同意；沈砚秋" in pane.step_pane.form.excused.text()


def test_records_beside_a_step_are_added_and_taken_out(office, pane, people, stopped_clock):
    pane.show_one(people["林知夏"], 5)
    rows = pane.step_pane.form.lists[0].rows
    pane.deeds.add_row(rows)
    dialog = pane.deeds.dialog
    dialog.form.set_value("member_id", people["沈砚秋"])
    dialog.form.set_value("start", Day(2026, 7, 8))
    dialog.on_save()
    assert not dialog.message.notes, dialog.message.notes
    lines = pane.step_pane.form.lists[0].lines.lines()
    assert [line.what for line in lines] == ["沈砚秋"]
    assert pane.step_pane.form.beside.said == ()
    pane.deeds.remove_row(rows, lines[0].key)
    assert pane.step_pane.form.lists[0].lines.lines() == []
    assert pane.step_pane.form.beside.said


def test_beside_a_step_stands_what_to_do_by_whom_with_which_papers_by_when_and_the_article(pane, people):
    pane.show_one(people["程以安"], 2)
    basis, rule = pane.basis, step_of(2, Edition.OF_2026)
    assert basis.what.text().rstrip("。") == rule.do
    assert basis.who.text() == f"{rule.actor}。时限：{rule.limit}"
    assert basis.limits.model().rowCount() > 0
    assert ("1-2", False) in [line.key for line in basis.papers.lines()]
    articles = [basis.articles.itemAt(at).widget() for at in range(basis.articles.count())]
    assert len(articles) >= len(rule.articles) > 0


def test_a_material_is_ticked_with_enter_in_the_pane_of_articles(office, qtbot, pane, people, stopped_clock):
    pane.show_one(people["程以安"], 1)
    papers = pane.basis.papers
    papers.setCurrentIndex(papers.model().index(0, 0))
    qtbot.keyClick(papers, Qt.Key.Key_Return)
    assert "1-1" in stored(office, people["程以安"], stopped_clock).papers
    assert pane.basis.papers.lines()[0].mark == "done"


# -- more than one, and the end -----------------------------------------------------------------


def test_several_people_close_a_step_together_in_one_step_of_undo(office, pane, people, stopped_clock):
    pane.show_one(people["程以安"], 2)
    pane.about.together()
    dialog = pane.window().findChildren(Together)[0]
    assert dialog.number() == 2
    assert "2 人" in dialog.box.currentText()
    assert dialog.lacking.whole() == "请勾选同会办理的人"
    dialog.form.set_value("on", Day(2026, 11, 12))
    dialog.form.set_value("talkers", "沈砚秋")
    dialog._tick(ticked=True)
    dialog.on_close()
    files = [stored(office, people[name], stopped_clock) for name in ("程以安", "俞安澜")]
    assert [file.day(2) for file in files] == [Day(2026, 11, 12)] * 2
    office.undo()
    assert not stored(office, people["俞安澜"], stopped_clock).closed(2)


def test_who_cannot_be_closed_with_the_others_is_told_why(office, people, open_window):
    with office.change("谈话") as session:
        for name, on in (("程以安", 5), ("俞安澜", 15)):
            close_step(session, people[name], 2, Day(2026, 11, on), {"talkers": "沈砚秋"})
    pane = open_window(office).page().pane()
    pane.show_one(people["程以安"], 3)
    pane.about.together()
    dialog = pane.window().findChildren(Together)[0]
    dialog.form.set_value("way", "党员推荐")
    dialog.form.set_value("on", Day(2026, 11, 10))
    texts = {item.text().partition("　")[0]: item for item in dialog._items()}
    assert texts["程以安"].isEnabled()
    assert not texts["俞安澜"].isEnabled()
    assert "2026-11-10 早于“党组织派人谈话”2026-11-15" in texts["俞安澜"].text()
    dialog.done(0)


def test_a_way_that_is_ended_is_no_longer_listed_and_can_be_seen_again(pane, people):
    pane.show_one(people["俞安澜"])
    pane.about.end()
    dialog = pane.deeds.dialog
    dialog.on_save()
    assert dialog.form.problems() == {"reason": "请填写原因"}
    dialog.form.set_value("reason", "本人调离，材料已随转")
    dialog.on_save()
    assert "俞安澜" not in names(pane)
    pane.about.toggle_ended()
    ended = next(one for one in pane.people.people.people if one.one.name == "俞安澜")
    assert ended.told.words == "2026-11-20 终止培养"
    pane.show_one(people["俞安澜"])
    assert pane.step_pane.close_step.isHidden()


def test_the_edition_is_chosen_with_a_reason_and_shown(pane, people):
    pane.show_one(people["程以安"], 2)
    pane.about.choose_edition()
    dialog = pane.deeds.dialog
    dialog.form.set_value("edition", "2014 年版")
    dialog.on_save()
    assert dialog.isVisible()
    dialog.form.set_value("reason", "上级党委统一要求")
    dialog.on_save()
    assert pane.head.edition.text() == "2014 年细则（指定）"


# -- room and ways in ---------------------------------------------------------------------------


def test_a_narrow_window_has_the_people_in_one_line_and_the_articles_as_a_tab(office, people, open_window):
    window = open_window(office, 1093)
    pane = window.page().pane()
    assert pane.side.isHidden()
    assert pane.pick.isVisible()
    assert pane.pick.box.count() == 3
    pane.room.toggle()
    assert pane.basis.isVisible()
    window.resize(1366, 768)
    QApplication.processEvents()
    assert pane.side.isVisible()
    assert pane.basis.parentWidget() is pane


@pytest.mark.parametrize("key", ["step", "field"])
def test_other_pages_point_at_a_person_and_a_step(window, people, key):
    window.show_page("development", person=people["林知夏"], **{key: "6"})
    pane = window.page().pane()
    assert (pane.person(), pane.step_pane.detail.number) == (people["林知夏"], 6)
    assert pane.stepper.current() == 6
    assert pane.people_chosen() == [people["林知夏"]]


def test_the_steps_are_walked_by_keys_and_enter_leads_into_the_form(qtbot, window, pane, people):
    pane.show_one(people["程以安"], 2)
    pane.people.setFocus()
    qtbot.keyClick(pane.people, Qt.Key.Key_Return)
    assert window.focusWidget() is pane.stepper
    qtbot.keyClick(pane.stepper, Qt.Key.Key_Up)
    assert pane.step_pane.detail.number == 1
    qtbot.keyClick(pane.stepper, Qt.Key.Key_Down)
    qtbot.keyClick(pane.stepper, Qt.Key.Key_Return)
    assert window.focusWidget() is pane.step_pane.form.editor("on").line
