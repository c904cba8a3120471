"""What the list says when nobody is in it: why, and the way out."""

from functools import partial
from typing import TYPE_CHECKING

from partyoffice.members import views
from partyoffice.ui.empty import Empty
from partyoffice.ui.narrowing import QUERY

if TYPE_CHECKING:
    from partyoffice.members.page.roster import RosterPage

NUMERALS = "零一两三四五六七八九"


def empty_of(page: "RosterPage") -> Empty:
    """Return the empty state of a page: nothing yet, filtered away, or a view that holds nobody."""
    if page.arrival.busy:
        return Empty("users", "正在读取名册", "人数较多，请稍候。")
    if not page.listing.book.people:
        return _nothing_yet(page)
    if page.shown.here and page.shown.filters.active:
        return _filtered_away(page)
    if page.shown.here and page.shown.narrowing.query:
        return _not_found(page)
    view, where = page.side.view(), page.bar.title.whole()
    if view == views.BIN:
        return Empty("trash-2", "回收站是空的", "录错、录重的人移入回收站后在这里，可以随时恢复。")
    way = ("查看全部在册党员", partial(page.choose, views.ON_ROSTER, 0))
    return Empty("inbox", f"没有{view}", f"{where}现在没有属于“{view}”的人。", (way,))


def _nothing_yet(page: "RosterPage") -> Empty:
    ways = (
        ("导入名册", page.deeds.open_import),
        ("新增党员", page.forms.new_person),
        ("打开示例", page.deeds.open_sample),
    )
    why = "可以导入手头的 Excel 名册，也可以一个一个录入；想先看看，请打开示例。"
    return Empty("users", "名册里还没有人", why, ways)


def _filtered_away(page: "RosterPage") -> Empty:
    """Name the filters; the last of them may be taken away alone."""
    told = page.shown.narrowing.told()
    names = [f"“{title}”" for _key, title, _words in told]
    several = len(names) > 1
    count = f"{NUMERALS[min(len(names), 9)]}项" if several else ""
    said = f"{'、'.join(names[:-1])}和{names[-1]}" if several else names[0]
    where, view = page.bar.title.whole(), page.side.view()
    why = f"{where}的“{view}”有 {len(page.shown.here)} 人，都被{said}{count}筛选挡住了。"
    ways = (
        (f"清除{count}筛选", page.shown.clear),
        (f"只去掉{names[-1]}", page.shown.only_without(told[-1][0])),
    )
    return Empty("search-x", "没有符合筛选的人", why, ways if several else ways[:1])


def _not_found(page: "RosterPage") -> Empty:
    where, view = page.bar.title.whole(), page.side.view()
    why = f"{where}的“{view}”有 {len(page.shown.here)} 人，都被查找“{page.shown.narrowing.query}”挡住了。"
    ways = (
        ("清除查找", page.shown.only_without(QUERY)),
        ("在全部人员中查找", partial(page.choose, views.EVERYBODY, 0)),
    )
    return Empty("search-x", "没有找到这个人", why, ways)
