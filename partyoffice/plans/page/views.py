"""The views of the page in the order of their row; each is built when it is first chosen."""

from typing import TYPE_CHECKING, Any

from partyoffice.ui.page import Page, PageSpec
from partyoffice.ui.register_menu import commands
from partyoffice.ui.view_tab import ViewTab, register_view

if TYPE_CHECKING:
    from partyoffice.ui.desk import Desk
    from partyoffice.ui.menus import Action

KEY = "plans"
REGISTERS = "partyoffice.plans.page.registers"


def _view(view: str, title: str, module: str, name: str = "") -> PageSpec:
    return register_view(KEY, view, title, f"{REGISTERS}.{module}", name or module.upper())


VIEWS: tuple[PageSpec, ...] = (
    _view("plans", "计划", "plans"),
    _view("tasks", "任务", "tasks"),
    _view("groups", "领导小组", "groups"),
    _view("seats", "成员", "seats"),
    _view("lists", "责任清单", "lists"),
    _view("topics", "专题会议", "topics"),
)


def plan_commands(page: "Any") -> "list[Action]":  # ruff: ignore[any-type] -- a page, or what stands in for it
    """Return the commands of the first view, also while the page is not built yet."""
    from partyoffice.plans.page.registers.plans import PLANS

    return commands(PLANS, page)


def plans_page(desk: "Desk") -> Page:
    """Return the page."""
    return ViewTab(desk, KEY, "工作计划", VIEWS)
