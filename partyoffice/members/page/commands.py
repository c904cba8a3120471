"""The commands of 党员名册 in the menu 记录; the context menus are made of these and of nothing else."""

from functools import partial
from typing import TYPE_CHECKING

from partyoffice.ui.grid_actions import CELL_MENU
from partyoffice.ui.menus import Action

if TYPE_CHECKING:
    from partyoffice.members.page.roster import RosterPage

PERSON_MENU = (
    "members.open", "members.change", "members.leave", "members.back", "", *CELL_MENU, "", "members.print",
    "members.export", "", "members.bin", "members.unbin",
    "members.purge",
)  # fmt: skip
OPEN = "Alt+Enter|Alt+Return"
IN_BIN = frozenset({"members.unbin", "members.purge"})
MORE_MENU = ("edit.batch", "view.columns")
ROW_MENU = ("members.row_edit", "members.row_remove")
TRAIL_MENU = ("members.restore",)
BODY_MENU = ("bodies.found", "bodies.rename", "bodies.terms", "bodies.dissolve", "", "bodies.unit")


def commands(page: "RosterPage") -> list[Action]:
    """Return the commands of the page."""
    return [*_person(page), *_bodies(page), *_view(page)]


def _person(page: "RosterPage") -> list[Action]:
    forms, deeds = page.forms, page.deeds
    return [
        Action("members.new", "新增党员…", forms.new_person, "record", "plus", "Ctrl+N"),
        Action("members.open", "打开卡片…", forms.open_card, "record", "user-round", OPEN, separate=True),
        Action("members.change", "变更…", forms.change, "record", "calendar"),
        Action("members.leave", "离开…", forms.leave, "record", "arrow-right"),
        Action("members.back", "恢复、转入…", forms.come_back, "record", "arrow-left"),
        Action("members.experience", "添加简历…", partial(forms.add_row, "experience"), "record", "history"),
        Action("members.relative", "添加家庭成员…", partial(forms.add_row, "relative"), "record", "users"),
        Action("members.award", "添加奖惩…", partial(forms.add_row, "award"), "record", "bookmark"),
        Action(
            "members.row_edit", "更正卡片里选中的一条…", partial(forms.with_row, forms.edit_row), "record"
        ),
        Action(
            "members.row_remove", "删除卡片里选中的一条", partial(forms.with_row, deeds.remove_row), "record"
        ),
        Action("members.restore", "恢复选中的修改", deeds.restore_chosen, "record", "undo-2"),
        Action("members.photo", "更换照片…", deeds.choose_photo, "record", "image"),
        Action("members.print", "打印采集表…", deeds.print_forms, "record", "printer", separate=True),
        Action("members.export", "导出当前列表…", deeds.open_export, "record", "upload"),
        Action("members.fill", "用上级模板填选中的人…", deeds.fill_template, "record", "file-spreadsheet"),
        Action("members.bin", "移入回收站", deeds.bin, "record", "trash-2", "Ctrl+Del", separate=True),
        Action("members.unbin", "从回收站恢复", deeds.unbin, "record", "undo-2"),
        Action("members.purge", "彻底删除…", deeds.erasing.purge, "record", "x"),
        Action("members.purge_old", "清理回收站…", deeds.erasing.purge_old, "record"),
    ]


def _bodies(page: "RosterPage") -> list[Action]:
    bodies = page.forms.bodies
    return [
        Action("bodies.found", "新增支部或小组…", bodies.found, "record", "plus", separate=True),
        Action("bodies.rename", "改名…", bodies.rename, "record", "pencil"),
        Action("bodies.terms", "届次…", bodies.terms, "record", "calendar-check"),
        Action("bodies.dissolve", "撤销这个组织…", bodies.dissolve, "record", "x"),
        Action("bodies.unit", "单位信息…", bodies.unit, "record", "landmark"),
    ]


def _view(page: "RosterPage") -> list[Action]:
    return [
        Action("members.card", "显示或收起卡片", page.toggle_card, "view", "panel-right", "F4", separate=True)
    ]
