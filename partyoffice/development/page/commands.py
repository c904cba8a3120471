"""The commands of 进程 in the menus; its context menus are made of these and of nothing else."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from partyoffice.ui.menus import Action
from partyoffice.ui.rights import writes

if TYPE_CHECKING:
    from partyoffice.development.page.way import WayPane

PERSON_MENU = (
    "development.card", "development.print", "development.folder", "development.transfers", "",
    "development.facts", "development.edition", "",
    "development.end", "development.back",
)  # fmt: skip
FILTER_MENU = ("development.late", "development.ended", "development.all")


def commands(page: "WayPane") -> list[Action]:
    """Return the commands of the view."""
    about = page.about

    def press(verb: str) -> Callable[[], None]:
        return writes(partial(page.deeds.press, verb))

    return [
        Action("development.new", "登记入党申请人…", about.register, "record", "plus", "Ctrl+N"),
        Action("development.save", "暂存本步", press("save"), "record", "save", "Ctrl+S",
               separate=True, local=True),
        Action("development.close", "办结本步", press("close"), "record", "check"),
        Action("development.reopen", "撤回本步", press("reopen"), "record", "undo-2"),
        Action("development.together", "多人同会办理…", about.together, "record", "users"),
        Action("development.card", "在党员名册中查看", about.open_card, "record", "user-round", "", True),
        Action("development.print", "打印这个人的表格…", about.print_forms, "record", "printer"),
        Action("development.folder", "查看材料清单", about.open_folder, "record", "folder-open"),
        Action("development.transfers", "查看组织关系转接", about.open_transfers, "record", "arrow-right"),
        Action("development.facts", "发展档案补充情况…", about.ask_facts, "record", "pencil"),
        Action("development.edition", "指定细则版本…", about.choose_edition, "record", "bookmark"),
        Action("development.end", "终止培养…", about.end, "record", "x"),
        Action("development.back", "恢复培养…", about.come_back, "record", "arrow-left"),
        Action("development.late", "只看超期的人", about.toggle_late, "view", "list-filter", separate=True),
        Action("development.ended", "也列出已结束的人", about.toggle_ended, "view", "history"),
        Action("development.all", "显示全部在办的人", page.crowd.clear, "view", "users"),
        Action("development.basis", "显示或收起依据", page.room.toggle, "view", "panel-right", "F4"),
    ]  # fmt: skip
