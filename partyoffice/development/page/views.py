"""The views of the tab in the order of their row; each is built when it is first chosen."""

from typing import TYPE_CHECKING

from partyoffice.ui.page import Page, PageSpec
from partyoffice.ui.view_tab import ViewTab, register_view

if TYPE_CHECKING:
    from partyoffice.ui.desk import Desk

KEY, WAY = "development", "way"
REGISTERS = "partyoffice.development.page.registers"


def _way(desk: "Desk") -> Page:
    from partyoffice.development.page.way import WayPane

    return WayPane(desk)


def _view(view: str, title: str, module: str, name: str = "") -> PageSpec:
    return register_view(KEY, view, title, f"{REGISTERS}.{module}", name or module.upper())


VIEWS: tuple[PageSpec, ...] = (
    PageSpec(WAY, "进程", _way),
    _view("calendar", "到期日历", "calendar"),
    _view("able", "可办名单", "able"),
    _view("vouchers", "联系人介绍人", "vouchers"),
    _view("watch", "考察与汇报", "watch"),
    _view("examined", "政审对象", "examined"),
    _view("letters", "政审函调", "letters"),
    _view("notices", "公示", "notices", "notices_register"),
    _view("booklets", "志愿书", "booklets"),
    _view("classes", "培训班", "classes"),
    _view("pupils", "学员", "pupils"),
    _view("students", "学生", "students"),
    _view("plan", "计划", "plan"),
    _view("pairing", "双培", "pairing"),
    _view("folders", "材料", "folders"),
    _view("holidays", "放假安排", "holidays"),
)


def development_page(desk: "Desk") -> Page:
    """Return the tab."""
    return ViewTab(desk, KEY, "发展党员", VIEWS)
