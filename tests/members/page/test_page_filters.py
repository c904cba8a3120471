import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent

from partyoffice.members import views
from partyoffice.organisation.records import Organisation
from partyoffice.organisation.rules import OrgKind
from partyoffice.ui import theme
from partyoffice.ui.column_dialog import ColumnDialog
from partyoffice.ui.list_actions import HEAD_MENU
from partyoffice.ui.tree import NODE
from partyoffice.ui.views import VIEW_MENU

Key, Held = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def narrowing(page):
    return page.shown.narrowing


def names(page):
    return [page.model.record(row).name for row in range(page.model.rowCount())]


def titles(page):
    return [page.model.columns[at].title for at in page.grid.columns.readable()]


def view_titles(page):
    rows = page.side.views.rows
    return [rows.item(row).data(NODE).title for row in range(rows.rowCount())]


def buttons(page):
    row = page.grid.pane.buttons
    widgets = [row.itemAt(at).widget() for at in range(row.count())]
    return {widget.text(): widget for widget in widgets if widget is not None}


def save_view(page, name, qtbot):
    """Save what is shown as somebody does it: ＋, the name, Enter to the button, the button."""
    page.side.save.click()
    dialog = page.shown.views.dialog
    dialog.form.editor("name").set_value(name)
    dialog.verb.click()
    return dialog


# Filters ---------------------------------------------------------------------------------------


def test_the_roster_shows_its_filter_row_until_it_is_hidden_and_remembers_that(
    window, page, office, open_window
):
    action = window.actions_table["list.filter_row"]
    assert page.shown.narrowing.row.edits["birth"].isVisible()
    action.trigger()
    assert not page.shown.narrowing.row.edits["birth"].isVisible()
    again = open_window(office)
    assert not again.page().shown.narrowing.row.shown
    again.actions_table["list.filter_row"].trigger()
    assert again.page().shown.narrowing.row.edits["birth"].isVisible()


def test_filters_narrow_the_view_and_the_status_says_so(window, page, narrowing):
    narrowing.row.tick("sex", ["女"])
    women = [one for one in page.listing.book.people if one.member and one.card["sex"] == "女"]
    assert sorted(names(page)) == sorted(one.name for one in women)
    assert page.status() == f"共 60 人·筛选后 {len(women)} 人"
    narrowing.row.edits["birth"].setText("≥1985")
    narrowing.row.edits["birth"].tell()
    young = [one for one in women if one.card["birth"].year >= 1985]
    assert page.model.rowCount() == len(young)
    assert [chip.value for chip in page.chips.chips] == ["女", "1985 以后"]
    window.actions_table["list.filter_clear"].trigger()
    assert page.model.rowCount() == 60
    assert not page.chips.isVisible()


def test_a_name_is_filtered_by_pinyin_of_every_reading(page, narrowing):
    one = next(one for one in page.listing.book.people if one.member and len(one.name) == 3)
    pinyin = page.listing.book.keys[one.name].keys.split()[1]
    narrowing.row.edits["name"].setText(pinyin)
    narrowing.row.edits["name"].tell()
    assert one.name in names(page)
    assert page.model.rowCount() < 10


def test_branches_are_ticked_in_the_order_of_the_tree(page, narrowing):
    bodies = page.listing.book.bodies
    labels = [label for label, _ in page.shown.filters.labels("branch", narrowing.found()) if label]
    places = [bodies.position(bodies.named(label).id) for label in labels]
    assert len(labels) > 1
    assert places == sorted(places)


def test_a_masked_number_is_filtered_by_its_true_tail(page, narrowing):
    one = page.model.record(3)
    narrowing.row.edits["id_number"].setText(one.card["id_number"][-4:])
    narrowing.row.edits["id_number"].tell()
    assert one.name in names(page)
    assert "*" in page.model.text(0, page.model.place_of("id_number"))


def test_the_empty_list_names_its_filters_and_takes_away_all_or_the_last(page, narrowing):
    narrowing.row.tick("sex", ["女"])
    narrowing.row.edits["birth"].setText("1901")
    narrowing.row.edits["birth"].tell()
    assert page.grid.pane.title.text() == "没有符合筛选的人"
    assert "“性别”和“出生年月”两项筛选" in page.grid.pane.why.text()
    assert list(buttons(page)) == ["清除两项筛选", "只去掉“出生年月”"]
    buttons(page)["只去掉“出生年月”"].click()
    assert 0 < page.model.rowCount() < 60
    narrowing.row.tick("sex", [])
    narrowing.row.edits["birth"].setText("1901")
    narrowing.row.edits["birth"].tell()
    assert list(buttons(page)) == ["清除筛选"]
    buttons(page)["清除筛选"].click()
    assert page.model.rowCount() == 60


def test_search_and_filters_hold_together_and_leave_one_by_one(window, page, narrowing):
    narrowing.row.tick("sex", ["女"])
    women = page.model.rowCount()
    window.header.search.find_now(page.model.record(0).name)
    assert page.model.rowCount() >= 1
    assert [chip.name for chip in page.chips.chips] == ["查找", "性别"]
    page.chips.chips[0].removed.emit("query")
    assert (page.model.rowCount(), window.header.search.text()) == (women, "")


def test_somebody_pointed_at_is_shown_whatever_is_filtered(window, page, narrowing):
    man = next(one for one in page.listing.book.people if one.member and one.card["sex"] == "男")
    narrowing.row.tick("sex", ["女"])
    window.show_page("members", person=man.id)
    assert page.current() == man.id


def test_filters_stay_through_a_change_and_judge_it_anew(page, office, narrowing):
    narrowing.row.tick("sex", ["女"])
    before, person_id = page.model.rowCount(), page.model.record_id(0)
    with office.change("更正性别") as session:
        from partyoffice.members.records import Person

        session.get_one(Person, person_id).sex = "男"
    assert page.model.rowCount() == before - 1
    office.undo()
    assert page.model.rowCount() == before


# Heads and columns -----------------------------------------------------------------------------


def test_the_menu_of_a_head_offers_registered_commands_about_that_column(window, page, qapp):
    head = page.grid.body.head()
    at = page.model.place_of("joined")
    head.customContextMenuRequested.emit(QPoint(head.sectionViewportPosition(at) + 10, 10))
    menu = qapp.activePopupWidget()
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert set(words) <= {action.text() for action in window.actions_table.all().values()}
    assert len(words) == sum(bool(ident) for ident in HEAD_MENU)
    window.actions_table["list.sort_down"].trigger()
    assert page.model.sorted_by == (at, Qt.SortOrder.DescendingOrder)
    window.actions_table["list.hide"].trigger()
    menu.close()
    assert "入党时间" not in titles(page)


def test_the_menu_commands_mean_the_column_of_the_current_cell(window, page, qtbot):
    at = page.model.place_of("birth")
    page.grid.choice.choose(page.model.index(0, at))
    window.actions_table["list.filter_here"].trigger()
    assert page.shown.narrowing.row.edits["birth"].hasFocus()
    window.actions_table["list.sort_up"].trigger()
    assert page.model.sorted_by == (at, Qt.SortOrder.AscendingOrder)
    window.actions_table["list.freeze"].trigger()
    assert page.grid.columns.state()["frozen"][-1] == "birth"
    window.actions_table["list.thaw"].trigger()
    assert page.grid.columns.state()["frozen"] == []


def test_a_column_chosen_in_the_dialog_is_read_and_kept(window, page, qtbot):
    window.actions_table["view.columns"].trigger()
    dialog = page.window().findChild(ColumnDialog)
    row = next(at for at, entry in enumerate(dialog.columns.entries) if entry.key == "native_place")
    dialog.columns.toggle(row)
    dialog.accept()
    assert "籍贯" in titles(page)
    assert any(page.model.text(row, page.model.place_of("native_place")) for row in range(20))
    assert "native_place" in window.prefs.get("members.columns", {})["shown"]


# Named views -----------------------------------------------------------------------------------


def test_what_is_shown_is_kept_under_a_name_and_comes_back(
    window, page, office, narrowing, qtbot, open_window
):
    narrowing.row.tick("sex", ["女"])
    page.grid.show_column("ethnicity", shown=True)
    page.grid.sort_by(page.model.place_of("joined"))
    women = names(page)
    save_view(page, "女党员", qtbot)
    assert office.undo_sentence == "保存视图“女党员”"
    assert page.bar.view.whole() == "女党员"
    assert view_titles(page)[-1] == "女党员"
    page.choose(views.ON_ROSTER, 0)
    assert (page.model.rowCount(), page.chips.isVisible()) == (60, False)
    again = open_window(office).page()
    key = again.side.views.rows.item(len(views.TITLES)).data(NODE).key
    again.choose(key, 0)
    assert names(again) == women
    assert "民族" in titles(again)
    assert [chip.value for chip in again.chips.chips] == ["女"]


def test_the_count_beside_a_named_view_is_the_number_of_rows_it_shows(page, narrowing, qtbot):
    narrowing.row.tick("sex", ["女"])
    save_view(page, "女党员", qtbot)
    page.choose("预备党员", 0)
    node = page.side.views.rows.item(len(views.TITLES)).data(NODE)
    page.choose(node.key, 0)
    assert page.model.rowCount() == int(node.count)
    branch = page.listing.book.bodies.children(page.listing.book.bodies.roots[0].id)[0]
    page.choose(node.key, branch.id)
    node = page.side.views.rows.item(len(views.TITLES)).data(NODE)
    assert page.model.rowCount() == int(node.count)


def test_leaving_a_named_view_brings_back_the_columns_of_this_pc(window, page, narrowing, qtbot):
    own = page.grid.columns.state()
    save_view(page, "没有改列", qtbot)
    key = page.side.view_key()
    page.grid.show_column("phone", shown=False)
    page.choose(views.ON_ROSTER, 0)
    assert page.grid.columns.state()["shown"] == own["shown"]
    page.choose(key, 0)
    assert "phone" in page.grid.columns.state()["shown"], "what was not stored is not kept"


def test_a_changed_view_wears_a_star_and_is_updated_by_its_link(page, office, narrowing, qtbot):
    save_view(page, "女党员", qtbot)
    assert not page.chips.renew.isVisible()
    narrowing.row.tick("sex", ["女"])
    assert page.bar.view.whole() == "女党员*"
    assert page.chips.renew.isVisible()
    page.chips.renew.click()
    assert (page.bar.view.whole(), page.chips.renew.isVisible()) == ("女党员", False)
    assert office.undo_sentence == "更新视图“女党员”"


def test_a_view_is_renamed_and_the_names_of_built_in_ones_are_kept(window, page, office, qtbot):
    save_view(page, "女党员", qtbot)
    window.actions_table["views.rename"].trigger()
    dialog = page.shown.views.dialog
    dialog.form.editor("name").set_value("在册党员")
    dialog.verb.click()
    assert dialog.isVisible()
    assert "自带的视图" in dialog.message.what.text()
    dialog.form.editor("name").set_value("女同志")
    dialog.verb.click()
    assert page.bar.view.whole() == "女同志"
    assert office.undo_sentence == "视图“女党员”改名为“女同志”"


def test_a_deleted_view_is_offered_back_and_its_list_falls_back(window, page, office, narrowing, qtbot):
    narrowing.row.tick("sex", ["女"])
    save_view(page, "女党员", qtbot)
    window.actions_table["views.delete"].trigger()
    assert (page.side.view_key(), page.model.rowCount()) == (views.ON_ROSTER, 60)
    assert view_titles(page) == list(views.TITLES)
    window.undo()
    assert view_titles(page)[-1] == "女党员"


def test_built_in_views_are_neither_renamed_nor_deleted(window, page, office):
    for command in ("views.rename", "views.delete", "views.update"):
        window.actions_table[command].trigger()
        assert "自带的视图" in window.message_bar.sentence.whole()
    assert view_titles(page) == list(views.TITLES)
    assert office.undo_sentence == ""


def test_the_list_begins_with_the_view_that_was_set(window, page, office, narrowing, qtbot, open_window):
    narrowing.row.tick("sex", ["男"])
    save_view(page, "男党员", qtbot)
    men = names(page)
    window.actions_table["views.start"].trigger()
    assert names(open_window(office).page()) == men
    page.choose("预备党员", 0)
    window.actions_table["views.start"].trigger()
    assert open_window(office).page().side.view_key() == "预备党员"


def test_a_view_of_another_version_is_shown_as_far_as_it_is_known(page, office):
    from partyoffice.store import named_views
    from partyoffice.store.named_views import NamedView

    strange = NamedView(
        "来自新版", "没有的范围", {"no_column": "1", "sex": ["女"]}, {"order": ["x", "sex"], "shown": ["x"]}
    )
    with office.change("保存视图") as session:
        key = named_views.save(session, "members", strange)
    page.choose(key, 0)
    assert page.side.view() == views.ON_ROSTER
    assert {page.model.record(row).card["sex"] for row in range(page.model.rowCount())} == {"女"}


def test_a_view_that_filters_an_unread_column_has_it_read(page, office, narrowing, qtbot, open_window):
    one = page.model.record(0)
    narrowing.filters.type("native_place", "青禾")
    narrowing.row.told()
    count = page.model.rowCount()
    assert count > 0
    save_view(page, "本地人", qtbot)
    again = open_window(office).page()
    again.choose(page.side.view_key(), 0)
    assert again.model.rowCount() == count
    assert one.id


def test_views_are_chosen_in_the_combo_of_a_narrow_window(office, open_window, qtbot):
    page = open_window(office, width=1093).page()
    page.shown.narrowing.row.tick("sex", ["女"])
    save_view(page, "女党员", qtbot)
    assert page.bar.views.currentText().startswith("女党员")
    page.bar.views.activated.emit(0)
    assert page.model.rowCount() == 60
    page.bar.views.activated.emit(page.bar.views.count() - 1)
    assert page.model.rowCount() < 60


def test_the_menu_of_the_views_offers_registered_commands_only(window, page, qapp):
    page.forms.popup(VIEW_MENU, page.mapToGlobal(page.rect().center()))
    menu = qapp.activePopupWidget()
    words = {action.text() for action in menu.actions() if not action.isSeparator()}
    menu.close()
    assert words == {"更新视图", "保存当前为视图…", "改视图名称…", "设为起始视图", "删除视图"}
    assert words <= {action.text() for action in window.actions_table.all().values()}


def test_long_names_of_the_tree_are_told_by_a_tooltip(page):
    item = page.side.tree.rows.item(0).child(0)
    assert item.toolTip() == item.text()


# Keys and search -------------------------------------------------------------------------------


def test_the_keys_of_filtering_work_wherever_the_keyboard_is(window, page, narrowing, qtbot):
    page.grid.choice.choose(page.model.index(0, page.model.place_of("joined")))
    page.grid.take_focus()
    qtbot.keyClick(page.grid.body, Key.Key_L, Held.ControlModifier | Held.ShiftModifier)
    assert not narrowing.row.shown
    assert not window.actions_table["list.filter_row"].isChecked()
    qtbot.keyClick(page.grid.body, Key.Key_F8)
    assert narrowing.row.edits["joined"].hasFocus()
    narrowing.row.tick("sex", ["女"])
    qtbot.keyClick(narrowing.row.edits["joined"], Key.Key_X, Held.ControlModifier | Held.ShiftModifier)
    assert page.model.rowCount() == 60


@pytest.mark.parametrize("sign", ["%", "_", "'", '"', "\\", "*", "?"])
def test_every_sign_is_literal_in_the_search(page, office, sign):
    from partyoffice.members.records import Person

    person_id = page.model.record_id(5)
    with office.change("更正工号") as session:
        session.get_one(Person, person_id).staff_number = f"A{sign}1"
    page.search(sign)
    assert [page.model.record_id(row) for row in range(page.model.rowCount())] == [person_id]


def test_the_search_waits_for_what_is_being_composed(window, page, qtbot, qapp):
    box = window.header.search
    window.actions_table["edit.find"].trigger()
    qapp.sendEvent(box, QInputMethodEvent("lin", []))
    qtbot.keyClick(box, Key.Key_Return)
    assert page.model.rowCount() == 60
    event = QInputMethodEvent("", [])
    event.setCommitString(page.model.record(0).name)
    qapp.sendEvent(box, event)
    qtbot.waitUntil(lambda: page.model.rowCount() < 60)
    qtbot.keyClick(box, Key.Key_Escape)
    assert (page.model.rowCount(), box.text(), box.hasFocus()) == (60, "", True)
    qtbot.keyClick(box, Key.Key_Escape)
    assert page.grid.body.hasFocus()


def test_the_status_sums_selected_numbers(page):
    at = page.model.place_of("standing")
    rows = [row for row in range(page.model.rowCount()) if page.model.text(row, at).isdigit()][:2]
    page.grid.sort_by(at)
    page.grid.choice.choose(page.model.index(0, at))
    page.grid.choice.extend(page.model.index(2, at))
    assert "求和" in page.status()
    assert rows


def test_taking_back_a_saved_view_leaves_its_built_in_one(window, page, narrowing, qtbot):
    narrowing.row.tick("sex", ["女"])
    save_view(page, "女党员", qtbot)
    window.undo()
    assert (page.side.view_key(), page.model.rowCount()) == (views.ON_ROSTER, 60)
    assert view_titles(page) == list(views.TITLES)


def test_taking_back_an_update_shows_the_view_as_it_was(window, page, narrowing, qtbot):
    narrowing.row.tick("sex", ["女"])
    save_view(page, "女党员", qtbot)
    women = page.model.rowCount()
    narrowing.row.tick("education", ["大学本科"])
    window.actions_table["views.update"].trigger()
    assert page.model.rowCount() < women
    window.undo()
    assert page.model.rowCount() == women
    assert [chip.name for chip in page.chips.chips] == ["性别"]
    assert page.bar.view.whole() == "女党员"


def test_a_larger_font_moves_the_filter_row_along(qapp, page, narrowing, qtbot):
    edit, head = narrowing.row.edits["birth"], page.grid.body.head()
    before = edit.height()
    theme.apply(qapp, "light", 13)
    try:
        at = page.model.place_of("birth")
        qtbot.waitUntil(lambda: edit.height() > before)
        qtbot.waitUntil(lambda: edit.width() + 8 == head.sectionSize(at))
        assert edit.geometry().bottom() < head.height()
    finally:
        theme.apply(qapp, "light", 10)


def test_down_in_the_empty_search_box_offers_what_was_looked_for(window, page, qtbot):
    box = window.header.search
    box.setFocus()
    qtbot.keyClick(box, Key.Key_Down)
    assert box.menu is None, "nothing was looked for yet: on to the list"
    box.find_now("lin")
    found = page.model.rowCount()
    qtbot.keyClick(box, Key.Key_Escape)
    qtbot.keyClick(box, Key.Key_Down)
    words = {action.text(): action for action in box.menu.actions()}
    words["lin"].trigger()
    box.menu.close()
    assert (box.text(), page.model.rowCount()) == ("lin", found)
    assert '"lin"' not in window.prefs.path.read_text(encoding="utf-8")


def test_tab_goes_from_the_bar_over_chips_and_filter_row_to_the_list(window, page, narrowing, qtbot):
    for _ in range(2):  # chips made anew keep their place
        narrowing.row.tick("sex", ["女"])
        narrowing.row.tick("education", ["大学本科"])
    page.bar.new.setFocus(Qt.FocusReason.TabFocusReason)
    passed = []
    while not page.grid.body.hasFocus() and len(passed) < 30:
        qtbot.keyClick(window.focusWidget(), Key.Key_Tab)
        passed.append(window.focusWidget())
    assert [each.accessibleName() or each.text() for each in passed[:4]] == [
        "筛选：性别 女，按 Del 去掉", "筛选：学历 大学本科，按 Del 去掉", "清除筛选", "筛选姓名",
    ]  # fmt: skip
    assert passed[-2:] == [narrowing.row.edits["education"], page.grid.body]


def test_a_very_long_name_of_a_branch_is_cut_and_never_widens_the_window(window, page, office, qtbot):
    long = "中国共产党青禾市第一高级中学行政后勤与离退休教职工联合支部委员会第三党支部"
    branch = page.listing.book.bodies.of_kind(OrgKind.BRANCH)[0]
    with office.change("改名") as session:
        session.get_one(Organisation, branch.id).name = long
    page.choose(views.ON_ROSTER, branch.id)
    qtbot.waitUntil(lambda: page.bar.title.text().endswith("…"))
    assert page.bar.title.toolTip() == page.bar.title.whole() == long
    assert page.bar.minimumSizeHint().width() <= 858
    page.choose(views.ON_ROSTER, 0)
    qtbot.waitUntil(lambda: page.bar.title.text() == page.bar.title.whole())
