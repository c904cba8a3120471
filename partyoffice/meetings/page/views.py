"""The views of the tab 组织生活 in the order of their row; each is built when it is first chosen."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from partyoffice.part import Decision
from partyoffice.ui.page import Page, PageSpec
from partyoffice.ui.view_tab import ViewTab, register_view

if TYPE_CHECKING:
    from partyoffice.ui.desk import Desk

KEY = "meetings"
REGISTERS = "partyoffice.meetings.page.registers"


def _view(view: str, title: str, module: str, name: str = "") -> PageSpec:
    return register_view(KEY, view, title, f"{REGISTERS}.{module}", name or module.upper())


def _minutes(decisions: Mapping[str, Decision], desk: "Desk") -> Page:
    from partyoffice.meetings.page.minutes.pane import MinutesPane

    return MinutesPane(desk, decisions)


def _year_list(decisions: Mapping[str, Decision], desk: "Desk") -> Page:
    from partyoffice.meetings.page.registers.year_list import year_list
    from partyoffice.ui.register_page import RegisterPage

    return RegisterPage(desk, year_list(decisions), KEY, "list")


def views(decisions: Mapping[str, Decision]) -> tuple[PageSpec, ...]:
    """Return the views; ``decisions`` are what the parts let a meeting decide, by name."""
    return (
        PageSpec("minutes", "记录", partial(_minutes, decisions)),
        PageSpec("list", "一览", partial(_year_list, decisions)),
        _view("year", "年表", "year"),
        _view("attendance", "出勤", "attendance"),
        _view("decisions", "决议", "decisions"),
        _view("followups", "落实", "followups"),
        _view("life", "组织生活会", "life"),
        _view("talks", "谈心谈话", "talks"),
        _view("coverage", "谈话覆盖", "coverage"),
        _view("opinions", "征求意见", "opinions"),
        _view("selfchecks", "对照检查", "selfchecks"),
        _view("criticism", "批评意见", "criticism"),
        _view("rectification", "整改清单", "rectification"),
    )  # fmt: skip


def meetings_page(decisions: Mapping[str, Decision], desk: "Desk") -> Page:
    """Return the tab."""
    return ViewTab(desk, KEY, "组织生活", views(decisions))
