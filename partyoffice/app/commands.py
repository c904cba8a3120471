"""The commands of the whole program in its menus; those of a page are the page's own."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from partyoffice.core.errors import OfficeError
from partyoffice.ui.desk import KINDS
from partyoffice.ui.menus import Action
from partyoffice.ui.rights import writes

if TYPE_CHECKING:
    from partyoffice.app.office_window import OfficeWindow


def commands(window: "OfficeWindow") -> list[Action]:
    """Return what stands in 文件, 工具 and 帮助 beside the kit's own."""
    return [*_file(window), *_edit(window), *_tools(window), *_help(window)]


def _file(window: "OfficeWindow") -> list[Action]:
    show = window.dialogs.open
    return [
        Action("file.new", "新建…", partial(new, window), "file", "plus", separate=True),
        Action("file.open", "打开…", partial(open_other, window), "file", "folder-open", "Ctrl+O"),
        _sample(window),
        Action("file.unit", "单位信息…", partial(unit, window), "file", "landmark"),
        Action(
            "file.import", "导入…", partial(import_here, window), "file", "download", "Ctrl+I", separate=True
        ),
        Action("file.template", "下载导入模板…", partial(show, "template"), "file", "file-spreadsheet"),
        Action("file.export", "导出…", partial(show, "export"), "file", "upload", "Ctrl+E"),
        Action("file.fill", "填上级模板…", partial(show, "fill"), "file", "file-spreadsheet"),
        Action("file.compare", "与名单核对…", partial(show, "compare"), "file", "list-filter"),
        Action("file.recent", "最近导出…", partial(show, "recent"), "file", "history"),
        Action(
            "file.print", "打印…", partial(print_page, window), "file", "printer", "Ctrl+P", separate=True
        ),
        Action("file.papers", "打印名册和表格…", partial(papers, window), "file", "file-text"),
        Action("file.issued", "出具登记…", partial(show, "issued"), "file", "paperclip"),
        Action("file.patterns", "表样…", partial(show, "patterns"), "file", "columns-3"),
        Action("file.backups", "备份与恢复…", partial(show, "backups"), "file", "history", separate=True),
        Action("file.encryption", "密码与加密…", writes(partial(show, "encryption")), "file", "lock"),
        Action("file.handover", "交接…", partial(show, "handover"), "file", "users"),
        Action("file.receive", "打开交接包…", partial(receive, window), "file", "inbox"),
    ]


def receive(window: "OfficeWindow") -> None:
    """Take over an office from the package of whoever had the post before."""
    from partyoffice.app.receiving import ReceiveDialog

    ReceiveDialog(window.program, window).open()


@writes
def import_here(window: "OfficeWindow") -> None:
    """Offer to import what the page shown keeps: on the ledger of dues a ledger."""
    page = window.page()
    window.dialogs.open("import", kind=page.imports if page is not None else "")


def _sample(window: "OfficeWindow") -> Action:
    if window.sample:
        return Action("file.leave", "离开示例", partial(leave_sample, window), "file", "arrow-left")
    return Action("file.sample", "打开示例", partial(open_sample, window), "file", "users")


def _edit(window: "OfficeWindow") -> list[Action]:
    return [Action("edit.find_all", "查找全部…", window.finder.open, "edit", "search", "Ctrl+K")]


def _tools(window: "OfficeWindow") -> list[Action]:
    show, go = window.dialogs.open, window.show_page
    return [
        Action("tools.check", "数据体检", partial(go, "check"), "tools", "list-filter"),
        Action("tools.history", "操作记录", partial(go, "history"), "tools", "history"),
        Action("tools.seal", "封存名册…", writes(partial(show, "seal")), "tools", "bookmark"),
        Action("tools.calculator", "规则计算器", partial(go, "calculator"), "tools", "calculator"),
        Action("tools.settings", "设置…", partial(show, "settings"), "tools", "settings", separate=True),
        Action("tools.refresh", "刷新", partial(refresh, window), "view", "", "F5", separate=True),
    ]


def _help(window: "OfficeWindow") -> list[Action]:
    return [
        Action("help.contents", "帮助目录", partial(window.dialogs.help, ""), "help", "file-text"),
        Action("help.keys", "快捷键", partial(window.dialogs.help, "keys"), "help"),
        Action("help.about", "关于", partial(window.dialogs.open, "about"), "help"),
    ]


def tidy_file_menu(window: "OfficeWindow") -> None:
    """Set the kit's own entries of 文件 where people look for them: 退出 last."""
    menu, table = window.actions_table.menus["file"], window.actions_table
    menu.removeAction(table["file.backup"])
    menu.removeAction(table["file.quit"])
    menu.addSeparator()
    menu.addAction(table["file.quit"])
    for action in menu.actions()[:1]:
        if action.isSeparator():
            menu.removeAction(action)


def refresh(window: "OfficeWindow") -> None:
    """Read the page again."""
    page = window.page()
    if page is not None:
        page.refresh(frozenset())


def print_page(window: "OfficeWindow") -> None:
    """Print what the page shows, or say where there is something to print."""
    page = window.page()
    if page is None or not page.print_out():
        window.messages.inform(
            "这一页没有可以打印的内容",
            "名册和采集表在“文件 → 打印名册和表格”。",
            ("打印名册和表格", partial(papers, window)),
        )


def papers(window: "OfficeWindow", paper: str = "") -> None:
    """Offer every paper, for the people marked in the list where there are any."""
    page = window.page()
    window.dialogs.open("print", paper=paper, ids=page.people_chosen() if page is not None else [])


def new(window: "OfficeWindow") -> None:
    """Make another office and change to it."""
    from partyoffice.app.new_office import NewOffice

    NewOffice(window.program, window).open()


def open_other(window: "OfficeWindow") -> None:
    """Change to another office; the present one stays open where that one cannot be opened."""
    start = str(window.office.path.parent)
    chosen, _ = QFileDialog.getOpenFileName(window, "打开", start, KINDS["dangwu"])
    if chosen:
        change_to(window, Path(chosen))


def change_to(window: "OfficeWindow", path: Path) -> None:
    """Open another office in place of this one, or say why not."""
    if path.resolve() == window.office.path.resolve():
        window.messages.inform("这个文件已经打开", path.name)
        return
    from partyoffice.app.entering import enter

    enter(window.program, path, window, window.messages.refuse)


def reopen(window: "OfficeWindow") -> None:
    """Open the office that was only looked at once more, for writing."""
    try:
        window.program.open(window.office.path, window.office.door.key)
    except OfficeError as error:
        window.messages.refuse(error)


def unit(window: "OfficeWindow") -> None:
    """Ask for the facts of the school and its upper bodies."""
    from partyoffice.organisation.page import Bodies

    Bodies(window.desk, window, lambda: 0, lambda _body: 0).unit()


def leave_sample(window: "OfficeWindow") -> None:
    """Go from the sample to the user's own office, or begin one."""
    own = window.program.own()
    if own is None:
        new(window)
    else:
        change_to(window, own)


def open_sample(window: "OfficeWindow") -> None:
    """Change to the sample office."""
    from partyoffice.app import start_page

    start_page.open_sample(window.program, window, window.messages, partial(change_to, window))
