"""What stands in place of 待办: nothing due, nothing that fits, or an office that has yet to begin."""

from functools import partial
from typing import TYPE_CHECKING

from partyoffice.ui.empty import Empty
from partyoffice.ui.main_window import MainWindow

if TYPE_CHECKING:
    from partyoffice.app.home import HomePage

NOTHING_DUE = Empty("calendar-check", "今日无待办", "有事情到期时会列在这里，写明谁、哪天、依据哪一条。")
BEGIN = "把手里的花名册交给程序，不用先整理。没有花名册，就先下载模板，或逐人新增。"


def empty_of(page: "HomePage") -> Empty:
    """Return what stands there without duties; an office without people begins with its roster."""
    if page.duties.wanted or page.duties.branch():
        ways = (("显示全部待办", page.show_all),)
        return Empty("search-x", "没有符合的待办", "被查找的字或所选的支部挡住了。", ways)
    people = [number.value for number in page.found.numbers if number.target[0] == "members"]
    if not people or set(people) != {"0"}:
        return NOTHING_DUE
    open_dialog = page.desk.open_dialog
    ways_in = (
        ("导入名册", partial(open_dialog, "import")),
        ("下载导入模板", partial(open_dialog, "template")),
        ("逐人新增", partial(_add_person, page)),
    )
    return Empty("users", "还没有党员", BEGIN, ways_in, primary=True)


def _add_person(page: "HomePage") -> None:
    window = page.desk.window
    if isinstance(window, MainWindow) and window.show_page("members"):
        window.actions_table["members.new"].trigger()
