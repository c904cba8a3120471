from datetime import date

from partyoffice.app import home_data
from partyoffice.app.home import HomePage
from partyoffice.app.home_data import HomeData, grouped, later, relative
from partyoffice.core.finding import Severity, Spot
from partyoffice.part import Duty, Number
from partyoffice.ui import theme

ON = date(2026, 11, 20)  # a Friday


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


def test_the_figures_open_the_list_they_count(window, rest):
    page = shown(window, rest, numbers=[Number("24", "党员", "正式 23，预备 1", ("members", "在册党员"))])
    page.figures[0].click()
    assert window.key == "members"
    assert window.pages["members"].seen == [{"view": "在册党员"}]


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
    before = list(page.figures)
    page.show_data(HomeData(ON, [Number("25", "党员", "", ("members", "在册党员"))], checked=True))
    assert page.figures == before[:1]
    assert page.figures[0].text() == "党员 25"
    page.show_data(HomeData(ON, first, checked=True))
    assert [figure.number.value for figure in page.figures] == ["24", "3"]
    assert [figure.last for figure in page.figures] == [False, True]


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
