"""The commands of 记录 in the menus; its context menus are made of these."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from partyoffice.ui.menus import Action
from partyoffice.ui.rights import writes

if TYPE_CHECKING:
    from partyoffice.meetings.page.minutes.pane import MinutesPane

ITEM_MENU = (
    "minutes.item_up", "minutes.item_down", "", "minutes.item_vote", "minutes.item_drop", "", "minutes.add",
)  # fmt: skip
LIST_MENU = (
    "minutes.new", "", "minutes.print", "minutes.files", "", "minutes.finalise", "minutes.sign",
    "minutes.reopen", "", "minutes.remove",
)  # fmt: skip


READS = frozenset({"print", "files", "filter"})


def marked(slot: Callable[[], None], verb: str) -> Callable[[], None]:
    """Return what a button or command does, with the mark of one that changes the office."""
    return slot if verb in READS else writes(slot)


def commands(pane: "MinutesPane") -> list[Action]:
    """Return the commands of the view."""

    def press(verb: str) -> Callable[[], None]:
        return marked(partial(pane.deeds.press, verb), verb)

    return [
        Action("minutes.new", "新的会议…", press("new"), "record", "plus", "Ctrl+N"),
        Action("minutes.save", "保存会议记录", press("save"), "record", "save", "Ctrl+S", True, local=True),
        Action("minutes.add", "添加议题", press("add"), "record", "plus", "Ctrl+Shift+A"),
        Action("minutes.decide", "议决事项…", press("decide"), "record", "users"),
        Action("minutes.item_up", "上移议题", press("up"), "record", "arrow-up", "Alt+Up", True, local=True),
        Action(
            "minutes.item_down", "下移议题", press("down"), "record", "arrow-down", "Alt+Down", local=True
        ),
        Action("minutes.item_vote", "登记或删除表决", press("vote"), "record", "calendar-check"),
        Action("minutes.item_drop", "删除议题", press("drop"), "record", "x"),
        Action("minutes.finalise", "定稿", press("finalise"), "record", "check", separate=True),
        Action("minutes.sign", "登记签字…", press("sign"), "record", "pencil"),
        Action("minutes.reopen", "退回草稿", press("reopen"), "record", "undo-2"),
        Action("minutes.print", "打印会议记录…", press("print"), "record", "printer", "", True),
        Action("minutes.files", "会议附件…", press("files"), "record", "paperclip"),
        Action("minutes.remove", "删除会议", press("remove"), "record", "trash-2"),
        Action("minutes.template", "会议模板…", press("template"), "record", "file-text", "", True),
        Action("minutes.block", "插入常用段落…", press("block"), "record", "bookmark", "Ctrl+J"),
        Action("minutes.blocks", "会议常用段落…", press("blocks"), "record", "bookmark"),
        Action("minutes.filter", "按类型筛选会议…", press("filter"), "view", "list-filter", separate=True),
        Action("minutes.people", "显示或收起到会情况", pane.room.toggle, "view", "panel-right", "F4"),
    ]
