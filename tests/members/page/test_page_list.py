from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QScrollArea
from sqlalchemy import func, select

from partyoffice.core.text import mask_id_number
from partyoffice.members import home, views
from partyoffice.members.page.deeds import ROSTERS
from partyoffice.members.page.side import FullTree
from partyoffice.members.queries import roster
from partyoffice.members.records import NameKey
from partyoffice.organisation.actions import found
from partyoffice.organisation.rules import OrgKind
from partyoffice.parts import PARTS
from partyoffice.ui.tree import NODE, Node


def names(page):
    return [page.model.record(row).name for row in range(page.model.rowCount())]


def person(page, name):
    return next(one for one in page.listing.book.people if one.name == name)


def column(page, key, row=0):
    return page.model.text(row, page.model.place_of(key))


def titles(page):
    return [page.model.columns[at].title for at in page.grid.columns.readable()]


def test_the_list_holds_the_roster_of_today_in_pinyin_order(page, office, stopped_clock):
    with office.reading() as session:
        wanted = {one.name for one in roster(session, stopped_clock)}
    assert set(names(page)) == wanted
    orders = [page.model.record(row).other["order"] for row in range(page.model.rowCount())]
    assert orders == sorted(orders)
    assert page.status() == "共 60 人"


def test_a_tree_filled_anew_by_its_choice_asks_after_the_row_that_is_there_now(qtbot, monkeypatch):
    area = QScrollArea()
    qtbot.addWidget(area)
    tree = FullTree("常用视图", area)
    area.setWidget(tree)
    nodes = (Node("a", "在册党员"), Node("b", "回收站"))
    tree.fill(nodes)
    asked, where = [], tree.visualRect
    monkeypatch.setattr(tree, "visualRect", lambda index: asked.append(index.data(NODE)) or where(index))
    tree.chosen.connect(lambda _key: tree.fill((*nodes, Node("c", "新视图"))))
    tree.choose("b")
    assert asked[-1].key == "b"
    assert asked[-1] is tree.currentIndex().data(NODE)


def test_typing_in_the_search_box_finds_by_pinyin_initials_tail_and_phone(window, page, qtbot):
    one = next(one for one in page.listing.book.people if one.member and len(one.name) == 3)
    key = page.listing.book.keys[one.name].keys.split()
    initials = next(each for each in key if each.isascii() and len(each) == 3)
    box = window.header.search
    for typed in (key[1], initials, one.name[1:], one.card["id_number"][-6:], one.card["phone"][-6:]):
        box.clear()
        with qtbot.waitSignal(box.searched, check_params_cb=lambda text, typed=typed: text == typed):
            qtbot.keyClicks(box, typed) if typed.isascii() else box.insert(typed)
        assert one.name in names(page), typed
        assert len(names(page)) < 30, typed
    assert "筛选后" in page.status()


def test_the_chip_names_what_is_searched_and_clears_it(window, page):
    window.header.search.find_now("没有这个人")
    assert page.model.rowCount() == 0
    assert page.grid.pane.title.text() == "没有找到这个人"
    assert "“在册党员”有 60 人" in page.grid.pane.why.text()
    page.chips.cleared.emit()
    assert (page.model.rowCount(), window.header.search.text()) == (60, "")


def test_every_count_opens_the_list_it_counts(page):
    for row in range(page.side.views.rows.rowCount()):
        node = page.side.views.rows.item(row).data(NODE)
        page.choose(node.key, 0)
        assert page.model.rowCount() == int(node.count), node.key
    page.choose(views.ON_ROSTER, 0)
    for node in [item.data(NODE) for item in page.side.tree._items()]:
        page.choose(views.ON_ROSTER, node.key)
        assert page.model.rowCount() == int(node.count), node.title


def test_counts_of_a_branch_are_those_of_its_own_people(page):
    branch = next(node for node in page.listing.book.bodies.of_kind(OrgKind.BRANCH))
    page.choose("预备党员", branch.id)
    counts = page.listing.view_counts(branch.id)
    assert page.model.rowCount() == counts["预备党员"]
    assert counts["在册党员"] < 60
    assert page.bar.title.whole() == branch.name


def test_every_figure_of_the_front_page_opens_as_many_people(page, office, stopped_clock):
    with office.reading() as session:
        figures = home.numbers(session, stopped_clock)
    told = {one.target[1]: one.value for one in figures if one.target[0] == "members"}
    assert {"在册党员", "信息待补"} <= told.keys()
    for view, value in told.items():
        page.show_view(view)
        assert str(page.model.rowCount()) == value, view
    assert told["信息待补"] != "0"


def test_those_who_left_stand_under_their_last_branch_with_how_they_left(page):
    page.choose(views.GONE, 0)
    gone = page.model.record(0)
    assert page.model.rowCount() > 0
    assert not any(one.present for one in page.listing.book.people if one.other.get("gone"))
    assert gone.branch
    assert column(page, "gone") == gone.other["gone"]
    assert "离开" in titles(page)
    page.choose(views.ON_ROSTER, 0)
    assert "离开" not in titles(page)


def test_numbers_are_masked_until_asked_for_and_masked_again(window, page):
    number = page.model.record(0).card["id_number"]
    assert column(page, "id_number") == mask_id_number(number)
    window.actions_table["view.mask"].trigger()
    assert column(page, "id_number") == number
    assert page.pane.summary.rows[0].value.text() == page.pane.facts.one.card["id_number"]
    window.actions_table["view.hide"].trigger()
    assert column(page, "id_number") == mask_id_number(number)
    assert "*" in page.pane.summary.rows[0].value.text()


def test_the_card_follows_the_list(page, qtbot):
    page.grid.choice.step(3, 0)
    wanted = page.model.record(3).name
    qtbot.waitUntil(lambda: page.pane.head.name.text() == wanted)


def test_what_was_sorted_and_shown_is_kept_on_this_pc(window, page, office, open_window, qtbot):
    page.grid.sort_by(page.model.place_of("joined"))
    page.grid.show_column("ethnicity", shown=True)
    qtbot.waitUntil(lambda: "ethnicity" in window.prefs.get("members.columns", {}).get("shown", ()))
    assert column(page, "ethnicity")
    again = open_window(office).page()
    assert "民族" in titles(again)
    assert again.model.columns[again.model.sorted_by[0]].key == "joined"


def test_pinyin_is_reckoned_once_and_leaves_no_trace_in_the_journal(page, office):
    with office.reading() as session:
        kept = session.execute(select(func.count()).select_from(NameKey)).scalar_one()
    assert kept == len({one.name for one in page.listing.book.people})
    assert (office.last_seq, office.undo_sentence) == (office.first_seq, "")
    assert not page.listing.book.names_without_keys()


def test_an_empty_office_says_how_to_begin(bare_office, open_window):
    window = open_window(bare_office)
    page = window.page()
    assert page.grid.pane.title.text() == "名册里还没有人"
    pressed = [page.grid.pane.buttons.itemAt(at).widget() for at in range(page.grid.pane.buttons.count())]
    buttons = [each for each in pressed if each is not None]
    assert [each.text() for each in buttons] == ["导入名册", "新增党员", "打开示例"]
    buttons[0].click()
    assert window.asked == [("import", {"kind": "members"})]
    assert not page.bar.quiet[1].isEnabled()
    assert "空的" in page.bar.quiet[1].toolTip()
    assert page.pane.nobody.isVisible()


def test_a_view_without_anybody_says_so(page):
    page.choose(views.BIN, 0)
    assert page.grid.pane.title.text() == "回收站是空的"
    page.choose("流动党员", 0)
    assert page.grid.pane.title.text() == "没有流动党员"


def test_the_branch_column_comes_with_the_second_branch(bare_office, open_window):
    page = open_window(bare_office).page()
    assert "所在党支部" not in titles(page)
    with bare_office.change("新增党组织") as session:
        found(session, "第二党支部", OrgKind.BRANCH)
    assert "所在党支部" in titles(page)


def test_a_narrow_window_chooses_in_combos_and_folds_the_card(office, open_window):
    window = open_window(office, width=1093)
    page = window.page()
    assert (page.side.isVisible(), page.pane.isVisible(), page.bar.views.isVisible()) == (False, False, True)
    at = page.bar.views.findData("预备党员")
    page.bar.views.activated.emit(at)
    assert page.side.view() == "预备党员"
    window.actions_table["members.card"].trigger()
    assert page.pane.isVisible()
    window.resize(1366, 768)
    assert page.side.isVisible()


def test_others_point_at_a_view_a_person_or_a_branch(window, page):
    gone = next(one for one in page.listing.book.people if one.other.get("gone"))
    window.header.search.find_now("zzz")
    window.show_page("members", person=gone.id)
    assert page.current() == gone.id
    assert page.pane.head.name.text() == gone.name
    window.show_page("members", view="预备党员")
    assert page.side.view() == "预备党员"
    branch = page.listing.book.bodies.of_kind(OrgKind.BRANCH)[1]
    window.show_page("members", branch=branch.id)
    assert page.bar.title.whole() == branch.name
    page.show_person(99999)
    assert window.message_bar.what.text() == "找不到这个人"


def test_export_and_print_are_asked_for_the_people_shown(window, page):
    page.choose("预备党员", 0)
    shown = [page.model.record_id(row) for row in range(page.model.rowCount())]
    page.bar.quiet[1].click()
    page.pane.print.click()
    assert window.asked == [
        ("export", {"roster": "probationary", "ids": shown, "branch": None}),
        ("print", {"paper": "mem-01", "ids": [page.current()]}),
    ]


def test_a_template_of_the_upper_office_is_filled_with_the_selected_people(window, page):
    page.choose("预备党员", 0)
    page.grid.choice.select_all()
    page.deeds.fill_template()
    shown = [page.model.record_id(row) for row in range(page.model.rowCount())]
    assert window.asked == [("fill", {"ids": shown})]


def test_every_roster_a_view_is_exported_by_is_known_to_the_program():
    codes = {one.code for part in PARTS for one in part.rosters}
    assert set(ROSTERS.values()) | {"members"} <= codes
    assert set(ROSTERS) <= set(views.TITLES)


def test_the_menu_of_a_person_offers_only_registered_commands(window, page, qapp):
    for view, wanted in ((views.ON_ROSTER, "离开…"), (views.GONE, "恢复、转入…")):
        page.choose(view, 0)
        page.forms.person_menu(page.mapToGlobal(page.rect().center()))
        menu = qapp.activePopupWidget()
        words = [action.text() for action in menu.actions() if not action.isSeparator()]
        menu.close()
        assert wanted in words
        assert set(words) <= {action.text() for action in window.actions_table.all().values()}


def test_a_note_stands_under_the_command_bar_and_tab_goes_from_there_to_its_links(window):
    page, note = window.page(), window.message_bar
    window.messages.warn("两人同名", "请按出生年月选择。", ("查看", lambda: None))
    QApplication.processEvents()
    place = lambda part: part.mapTo(window, QPoint(0, 0)).y()  # noqa: E731 -- used twice, here only
    assert note.parentWidget() is page
    assert place(note) == place(page.bar) + page.bar.height()
    assert note.width() == page.grid.width()
    link = note.links.itemAt(0).widget()
    before = link.previousInFocusChain()
    while not before.focusPolicy() & Qt.FocusPolicy.TabFocus:
        before = before.previousInFocusChain()
    assert page.bar.isAncestorOf(before)
    after = link.nextInFocusChain()
    while not after.focusPolicy() & Qt.FocusPolicy.TabFocus:
        after = after.nextInFocusChain()
    assert after is note.cross
    window.messages.clear()
