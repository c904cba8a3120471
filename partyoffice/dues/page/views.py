"""The views of the tab 党费 in the order of their row; each is built when it is first chosen."""

from typing import TYPE_CHECKING

from partyoffice.ui.page import Page, PageSpec
from partyoffice.ui.view_tab import ViewTab, register_view

if TYPE_CHECKING:
    from partyoffice.ui.desk import Desk

KEY = "dues"
REGISTERS = "partyoffice.dues.page.registers"


def _view(view: str, title: str, module: str, name: str = "") -> PageSpec:
    return register_view(KEY, view, title, f"{REGISTERS}.{module}", name or module.upper())


def _ledger(desk: "Desk") -> Page:
    from partyoffice.dues.page.ledger.pane import LedgerPane

    return LedgerPane(desk)


def _assessments(desk: "Desk") -> Page:
    from partyoffice.dues.page.assessments.pane import AssessmentsPane

    return AssessmentsPane(desk)


VIEWS: tuple[PageSpec, ...] = (
    PageSpec("ledger", "收缴台账", _ledger),
    PageSpec("assessments", "年度核定", _assessments),
    _view("arrears", "欠交与补交", "arrears"),
    _view("waivers", "少交免交", "waivers"),
    _view("arrangements", "交纳安排", "arrangements"),
    _view("payments", "交纳流水", "payments"),
    _view("remittances", "上缴", "remittances"),
    _view("money", "收支账", "money"),
    _view("gifts", "大额与特殊", "gifts"),
    _view("donations", "捐款", "donations"),
    _view("closings", "结账", "closings"),
    _view("handovers", "交接", "handovers"),
    _view("notices", "公示", "notices"),
)


def dues_page(desk: "Desk") -> Page:
    """Return the tab."""
    return ViewTab(desk, KEY, "党费", VIEWS)
