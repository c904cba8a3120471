"""The commands of the ledger in the menu 记录; its context menus are made of these and of nothing else."""

from typing import TYPE_CHECKING

from partyoffice.ui.menus import Action

if TYPE_CHECKING:
    from partyoffice.dues.page.ledger.pane import LedgerPane

CELL_MENU = (
    "dues.pay", "dues.due", "dues.elsewhere", "dues.drop", "", "edit.cell", "edit.fill_down", "edit.copy",
    "edit.paste", "", "dues.month", "dues.how", "dues.slip",
)  # fmt: skip
HEAD_MENU = (
    "dues.month", "dues.close", "dues.reopen", "", "dues.sign", "dues.notices", "", "list.sort_up",
    "list.sort_down",
)  # fmt: skip
MORE_MENU = (
    "dues.month", "dues.pay", "dues.elsewhere", "dues.how", "", "dues.close", "dues.reopen", "",
    "dues.register", "dues.sign", "dues.notices", "dues.slip", "dues.export", "file.import",
)  # fmt: skip


def commands(pane: "LedgerPane") -> list[Action]:
    """Return the commands of the view."""
    forms, entering = pane.forms, pane.entering
    return [
        Action("dues.collect", "登记本月收缴…", pane.collect_now, "record", "check", "Ctrl+N"),
        Action("dues.month", "登记所在月收缴…", pane.collect_here, "record", "calendar", "Ctrl+Shift+N"),
        Action("dues.pay", "登记或更正这一格…", forms.one, "record", "pencil", "Alt+Enter|Alt+Return", True),
        Action("dues.due", "按应交登记选中的月份", entering.due, "record", "check"),
        Action("dues.elsewhere", "登记流入地已交…", forms.elsewhere, "record"),
        Action("dues.drop", "删除选中月份的收缴", entering.drop, "record", "trash-2", "Ctrl+Del"),
        Action("dues.how", "登记用的日期、方式、收款人…", forms.how, "record", "calendar", separate=True),
        Action("dues.close", "结账所在月…", pane.locking.close, "record", "lock", separate=True),
        Action("dues.reopen", "重开所在月…", pane.locking.reopen, "record"),
        Action(
            "dues.slip", "打印选中人员的交纳明细…", pane.printing.slip, "record", "printer", separate=True
        ),
        Action("dues.register", "打印党费收缴登记表…", pane.printing.register, "record"),
        Action("dues.sign", "打印所在月签名表…", pane.printing.sign, "record"),
        Action("dues.notices", "打印所在月交费通知单…", pane.printing.notices, "record"),
        Action("dues.export", "导出收缴台账…", pane.printing.export, "record", "upload"),
        Action("dues.print", "打印收缴台账…", pane.print_out, "record", "printer"),
    ]
