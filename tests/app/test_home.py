from datetime import date

import pytest
from PySide6.QtCore import Qt

from partyoffice.app import home_data, lists_out, office_window
from partyoffice.app.home import HomePage
from partyoffice.app.home_data import HomeData, grouped, later, relative, short_article
from partyoffice.app.home_paper import duties_document
from partyoffice.app.home_year import NOTHING, YearModel
from partyoffice.app.lines import LineModel
from partyoffice.core.dates import Day
from partyoffice.core.finding import Severity, Spot
from partyoffice.members.records import Person
from partyoffice.organisation.actions import begin_term
from partyoffice.organisation.queries import tree
from partyoffice.organisation.records import Organisation
from partyoffice.part import Duty, Number, YearCell, YearRow
from partyoffice.parts import PARTS
from partyoffice.reports.document import as_text
from partyoffice.store.snoozes import Snooze
from partyoffice.ui import theme

PAGES = office_window.pages  # before the fixtures put another roster in its place

ON = date(2026, 11, 20)  # a Friday


@pytest.fixture
def first_page():
    return ""  # 首页, where a new program opens


def duty(day, who="林知夏", text="第 8 步 公示期满"):
    return Duty("step", who, date.fromisoformat(day), text, "细则第十三条", Spot("person", 7, "joined"))


def test_duties_are_grouped_into_overdue_this_week_and_this_month():
    days = ["2026-11-19", "2026-11-20", "2026-11-22", "2026-11-23", "2026-11-30", "2026-12-01"]
    groups = grouped([duty(day) for day in days], ON)
    assert {title: [str(one.due) for one in found] for title, found in groups.items()} == {
        "已超期": ["2026-11-19"],
        "本周": ["2026-11-20", "2026-11-22"],
        "本月": ["2026-11-23", "2026-11-30"],
    }
    assert [str(one.due) for one in later([duty(day) for day in days], ON)] == ["2026-12-01"]


def test_a_week_that_reaches_into_the_next_month_keeps_its_days():
    groups = grouped([duty("2026-12-01")], date(2026, 11, 30))
    assert [str(one.due) for one in groups["本周"]] == ["2026-12-01"]


def test_days_are_told_as_people_say_them():
    said = [relative(date(2026, 11, day), ON) for day in (1, 19, 20, 21, 22)]
    assert said == ["超 19 天", "超 1 天", "今天", "明天", "周日"]


def shown(window, rest, duties=(), numbers=(), findings=()):
    page = window.pages["home"]
    rest(window)
    found = HomeData(ON, list(numbers), list(duties), checked=True)
    found.findings.update(findings)
    page.show_data(found)
    return page


def test_the_figures_open_the_list_they_count(window, rest, qtbot):
    page = shown(window, rest, numbers=[Number("24", "党员", "正式 23，预备 1", ("members", "在册党员"))])
    page.strip.figures[0].click()
    assert window.key == "members"
    assert window.pages["members"].seen == [{"view": "在册党员"}]
    window.show_page("home")
    qtbot.keyClick(page.strip.figures[0], Qt.Key.Key_Return)
    assert window.key == "members"


def test_the_figure_of_findings_counts_what_its_list_shows(window, rest):
    page = window.pages["home"]
    number = next(one for one in page.found.numbers if one.target[0] == "check")
    page.open_target(number.target)
    rest(window)
    assert window.key == "check"
    assert number.value == str(window.pages["check"].grid.model.rowCount())


def test_a_duty_opens_exactly_its_record_and_field(window, rest):
    page = shown(window, rest, [duty("2026-11-01")])
    page.duties.list.setCurrentIndex(page.duties.list.lines.index(1))
    page.duties.list.doubleClicked.emit(page.duties.list.lines.index(1))
    assert window.pages["members"].seen == [{"person": 7, "field": "joined"}]


def test_overdue_duties_are_counted_on_the_tab(window, rest):
    shown(window, rest, [duty("2026-11-01"), duty("2026-11-02"), duty("2026-11-20")])
    assert window.header.tabs.counts["home"] == 2


def test_a_day_without_duties_says_so(window, rest):
    page = shown(window, rest)
    assert page.duties.rest.isVisibleTo(page)
    assert page.duties.rest.title.text() == "今日无待办"
    assert not page.duties.list.isVisibleTo(page)


def test_the_search_box_narrows_the_duties(window, rest):
    page = shown(window, rest, [duty("2026-11-01"), duty("2026-11-02", "方砚舟")])
    page.search("方砚")
    assert [line.cells[2] for line in page.duties.list.lines.lines if not line.head] == ["方砚舟"]
    page.search("")
    assert len([line for line in page.duties.list.lines.lines if not line.head]) == 2


def test_the_summary_of_findings_jumps_to_them(window, rest):
    page = shown(window, rest, findings=[Severity.WARN, Severity.WARN, Severity.INFO])
    assert [line.cells for line in page.findings.lines.lines] == [("请核对", "2"), ("提醒", "1")]
    page.findings.opened.emit(Severity.WARN)
    assert window.key == "check"
    assert window.pages["check"].severities.currentText() == "请核对"


def test_the_last_actions_stand_under_where_one_left_off(window, rest):
    assert [line.cells[0] for line in window.pages["home"].last.lines.lines] == ["生成示例数据"]


def test_a_change_is_counted_at_once(window, rest):
    from partyoffice.store import settings

    with window.office.change("修改设置：操作人") as session:
        settings.put(session, settings.OPERATOR, "沈砚秋")
    rest(window)
    assert window.pages["home"].last.lines.lines[0].cells[0] == "修改设置：操作人"
    assert "已保存" in window.status.saved.text()
    assert isinstance(window.page(), HomePage)
    assert home_data.when(window.pages["home"].found.last[0].at).startswith("今天")


def test_figures_stand_still_while_their_numbers_change(window, rest):
    first = [Number("24", "党员", "", ("members", "在册党员")), Number("3", "发展对象")]
    page = shown(window, rest, numbers=first)
    before = list(page.strip.figures)
    page.show_data(HomeData(ON, [Number("25", "党员", "", ("members", "在册党员"))], checked=True))
    assert page.strip.figures == before[:1]
    assert page.strip.figures[0].text() == "党员 25"
    page.show_data(HomeData(ON, first, checked=True))
    assert [figure.number.value for figure in page.strip.figures] == ["24", "3"]
    assert [figure.last for figure in page.strip.figures] == [False, True]


def test_an_office_without_people_is_told_to_begin_with_its_roster(window, rest):
    nobody = [Number("0", "党员", "正式 0，预备 0", ("members", "在册党员"))]
    page = shown(window, rest, numbers=nobody)
    assert page.duties.rest.title.text() == "还没有党员"
    begin = page.duties.rest.buttons.itemAt(1).widget()
    begin.click()
    assert window.dialogs.newest.windowTitle() == "导入"
    window.dialogs.newest.reject()
    page = shown(window, rest, numbers=[Number("24", "党员", "", ("members", "在册党员"))])
    assert page.duties.rest.title.text() == "今日无待办"


def test_the_lists_at_the_right_grow_with_the_font(window, rest, qapp):
    page = shown(window, rest, findings={Severity.WARN: 3, Severity.INFO: 14})
    before = page.findings.height()
    theme.apply(qapp, "light", 13)
    assert page.findings.height() == page.findings.height_of_all() > before
    theme.apply(qapp, "light", 10)


def test_articles_are_told_as_the_office_speaks_of_them():
    long = "《中国共产党发展党员工作细则》（2026年）第三十一条"
    assert short_article(long) == "细则第三十一条"
    assert short_article("《中国共产党基层组织选举工作条例》（2020年）第三条") == "选举条例第三条"
    assert short_article("《某办法》第一条") == "某办法第一条"


def test_the_arrow_keys_pass_over_the_titles_of_groups(window, rest, qtbot):
    page = shown(
        window, rest, [duty("2026-11-01"), duty("2026-11-21", "沈砚秋"), duty("2026-11-29", "方砚舟")]
    )
    listed = page.duties.list
    listed.choose(lambda _target: True)
    seen = [listed.current().who]
    for _ in range(3):
        qtbot.keyClick(listed, Qt.Key.Key_Down)
        seen.append(listed.current().who)
    assert seen == ["林知夏", "沈砚秋", "方砚舟", "方砚舟"]
    for _ in range(3):
        qtbot.keyClick(listed, Qt.Key.Key_Up)
    assert listed.current().who == "林知夏"


def test_tab_walks_the_page_as_one_reads(window, rest, qtbot):
    numbers = [Number("24", "党员", "", ("members", "在册党员")), Number("3", "发展对象")]
    page = shown(window, rest, [duty("2026-11-01")], numbers)
    window.activateWindow()
    page.strip.figures[0].setFocus()
    seen = [window.focusWidget()]
    while seen[-1] is not page.findings:
        qtbot.keyClick(seen[-1], Qt.Key.Key_Tab)
        assert window.focusWidget() not in seen
        seen.append(window.focusWidget())
    duties = page.duties
    reading = [*page.strip.figures, duties.later, duties.out, duties.list, page.before, page.year]
    assert [one for one in seen if one is not duties.branches] == [
        *reading, page.links[0], page.last, page.links[1], page.findings,
    ]  # fmt: skip


def test_the_models_of_the_page_keep_to_the_rules_of_qt(window, rest, qtmodeltester):
    page = shown(window, rest, [duty("2026-11-01")])
    for model in (page.duties.list.model(), page.year.model()):
        assert isinstance(model, LineModel | YearModel)
        qtmodeltester.check(model)


def test_the_article_of_a_duty_is_told_whole(window, rest):
    page = shown(window, rest, [duty("2026-11-01")])
    page.duties.list.choose(lambda _target: True)
    window.actions_table["home.article"].trigger()
    assert window.desk.messages.notes[-1].sentence == "细则第十三条"
    known = "《中国共产党发展党员工作细则》（2026年）第三十一条"
    page = shown(window, rest, [Duty("probation", "林知夏", date(2026, 11, 1), "预备期满", known)])
    page.duties.list.choose(lambda _target: True)
    window.actions_table["home.article"].trigger()
    dialog = window.dialogs.newest
    assert dialog.text.textCursor().selectedText() == known
    dialog.reject()


# --- the numbers and their lists, with the real roster ---


@pytest.fixture
def whole(show, sample, rest, monkeypatch):
    """The window of the sample office with its real roster."""
    monkeypatch.setattr(office_window, "pages", PAGES)
    window = show(sample)
    rest(window)
    return window


def rows_of(window, rest):
    rest(window)
    page = window.page()
    return page.grid.model.rowCount() if page.grid is not None else page.pane().people.people.rowCount()


def test_every_number_is_the_number_of_rows_that_it_opens(whole, rest):
    home = whole.pages["home"]
    for figure in home.strip.figures:
        whole.show_page("home")
        rest(whole)
        figure.click()
        assert whole.key == figure.number.target[0]
        assert str(rows_of(whole, rest)) == figure.number.value, figure.number.caption


def test_every_month_of_the_year_opens_the_list_that_it_counts(whole, rest):
    table, seen = whole.pages["home"].year, 0
    for at in range(table.year.rowCount()):
        for month in range(1, 13):
            cell = table.year.cell(table.year.index(at, month))
            if cell.ways and "people" in cell.ways[0][2]:
                whole.show_page("home")
                table.open_cell(table.year.index(at, month))
                assert whole.key == "members"
                assert str(rows_of(whole, rest)) == cell.text, cell.note
                seen += 1
    assert seen
    page = whole.page()
    assert page.picked.title
    page.choose("在册党员", 0)
    assert not page.picked.title


def test_where_one_left_off_leads_back_to_the_person(whole, rest):
    with whole.office.reading() as session:
        person = session.query(Person).first()
    with whole.office.change(f"修改 {person.name} 的 备注") as session:
        session.get_one(Person, person.id).note = "已核对"
    with whole.office.change(f"修改 {person.name} 的 备注") as session:
        session.get_one(Person, person.id).note = "再核对"
    rest(whole)
    home = whole.pages["home"]
    first, second = (line.target for line in home.last.lines.lines[:2])
    assert first.target == {"person": person.id}
    assert second.page == "history"  # the sample touched everybody: that leads to 操作记录
    home.last.opened.emit(first)
    rest(whole)
    assert whole.key == "members"
    assert whole.page().current() == person.id


# --- the year ---


def cells(**months):
    return tuple(months.get(f"m{at}", YearCell()) for at in range(1, 13))


def test_a_year_shows_points_for_nothing_and_blanks_for_what_is_to_come(window, rest):
    page = shown(window, rest)
    late = YearCell("1", "late", "第一党支部 届满", (("第一党支部", "members", {"branch": 3}),))
    two = YearCell("2", "soon", "两个", (("甲", "members", {"branch": 1}), ("乙", "members", {"branch": 2})))
    page.year.fill([YearRow("届满换届", cells(m3=late, m12=two), "任期届满")], 2026, ON)
    model = page.year.year
    said = [model.shown(model.index(0, at)) for at in range(13)]
    assert said == ["届满换届", NOTHING, NOTHING, "1", *[NOTHING] * 8, "2"]
    model.fill([YearRow("届满换届", cells(m3=late))], 2026, ON)
    assert model.shown(model.index(0, 12)) == ""
    assert model.words(model.index(0, 3)) == "2026 年 3 月 届满换届 1 已过期"
    assert model.words(model.index(0, 4)) == "2026 年 4 月 届满换届 无"
    assert model.is_now(11)
    assert not model.is_now(10)


def test_a_month_opens_by_enter_and_offers_several_by_name(window, rest, qtbot):
    page = shown(window, rest)
    one = YearCell("1", "", "", (("甲", "members", {"branch": 3}),))
    two = YearCell("2", "", "", (("甲", "members", {"branch": 1}), ("乙", "members", {"branch": 2})))
    page.year.fill([YearRow("届满换届", cells(m3=one, m12=two))], 2026, ON)
    page.year.setCurrentIndex(page.year.year.index(0, 3))
    qtbot.keyClick(page.year, Qt.Key.Key_Return)
    assert window.pages["members"].seen == [{"branch": 3}]
    window.show_page("home")
    page.year.setCurrentIndex(page.year.year.index(0, 12))
    qtbot.keyClick(page.year, Qt.Key.Key_Return)
    entries = page.year.menu.actions()
    assert [entry.text() for entry in entries] == ["甲", "乙"]
    entries[1].trigger()
    page.year.menu.close()
    assert window.pages["members"].seen[-1] == {"branch": 2}


def test_another_year_is_shown_and_the_next_one_is_not_offered(window, rest):
    page = window.pages["home"]
    year = page.found.on.year
    assert page.year.year.year == year
    assert not page.after.isEnabled()
    page.before.click()
    rest(window)
    assert page.year.year.year == year - 1
    assert page.year_name.text() == f"{year - 1} 年"
    page.turn_year(1)
    page.turn_year(1)
    rest(window)
    assert page.year.year.year == year
    assert [row.title for row in page.year.year.rows][:2] == ["届满换届", "发展入党"]


def test_the_terms_that_end_stand_in_their_month(window, rest):
    organisation = next(part for part in PARTS if part.key == "organisation")
    with window.office.change("登记届次") as session:
        root = session.get_one(Organisation, tree(session).roots[0].id)
        begin_term(session, root, 1, Day(2023, 10, 1)).years = 3
    with window.office.reading() as session:
        [row] = organisation.year(session, 2026, ON)
        assert [(at, cell.text, cell.mark) for at, cell in enumerate(row.cells, 1) if cell.text] == [
            (10, "1", "late")
        ]
        assert row.cells[9].ways[0][1:] == ("members", {"branch": root.id})
        [row] = organisation.year(session, 2026, date(2026, 9, 1))
        assert row.cells[9].mark == "soon"


# --- on paper ---


def test_the_printed_list_holds_what_the_page_shows(window, rest):
    kept, gone = duty("2026-11-01"), duty("2026-11-02", "沈砚秋")
    found = HomeData(ON, duties=[kept, gone, duty("2026-12-24", "方砚舟")])
    found.snoozes = {gone.key: Snooze(gone.key, None, "已办", "骆嘉言")}
    found.year, found.rows = 2026, [YearRow("转正", cells(m3=YearCell("2")), "当月转正的人")]
    said = as_text(duties_document(found))
    assert "1 | 已超期 | 2026-11-01 | 林知夏 | 第 8 步 公示期满 | 细则第十三条" in said
    assert "2 | 以后 | 2026-12-24 | 方砚舟" in said
    assert "1 | 2026-11-02 | 沈砚秋 | 第 8 步 公示期满 | 本次忽略：已办 | 骆嘉言" in said
    assert "2026 年一览" in said
    assert "转正 |  |  | 2 |" in said
    assert "共 2 件" in said


def test_the_list_goes_to_the_preview(window, rest, monkeypatch):
    seen = []
    keep = lambda _desk, done, title, *_rest, **_more: seen.append((done.path, title))  # noqa: E731
    monkeypatch.setattr(lists_out, "open_preview", keep)
    page = shown(window, rest, [duty("2026-11-01")])
    window.actions_table["home.print"].trigger()
    rest(window)
    [(path, title)] = seen
    assert title == "待办清单"
    assert path.read_bytes().startswith(b"%PDF")
    assert page.duties.out.isVisibleTo(page)
