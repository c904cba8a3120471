"""The views of the tab in the order of their row; each is built when it is first chosen."""

from importlib import import_module
from typing import TYPE_CHECKING

from partyoffice.ui.page import Page, PageSpec

if TYPE_CHECKING:
    from collections.abc import Callable

    from partyoffice.ui.desk import Desk

KEY, WAY = "development", "way"
REGISTERS = "partyoffice.development.page.registers"


def _way(desk: "Desk") -> Page:
    from partyoffice.development.page.way import WayPane

    return WayPane(desk)


def _register(module: str, name: str, view: str) -> "Callable[[Desk], Page]":
    """Return what builds the page of a register; one that is a function is given the desk first."""

    def build(desk: "Desk") -> Page:
        from partyoffice.ui.register_page import RegisterPage

        found = getattr(import_module(f"{REGISTERS}.{module}"), name)
        return RegisterPage(desk, found(desk) if callable(found) else found, KEY, view)

    return build


def _view(view: str, title: str, module: str, name: str = "") -> PageSpec:
    return PageSpec(view, title, _register(module, name or module.upper(), view))


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
