"""Every scene by its title, in the order of the pictures; a title keeps its number under ``--only``."""

from collections.abc import Iterator
from functools import partial

from partyoffice.showcase import development, forms, laying, papers, roster, shell, trust
from partyoffice.showcase.stage import Scene, Stage

DIALOGS = {
    "导入": "import",
    "导出": "export",
    "打印": "print",
    "出具登记": "issued",
    "最近导出": "recent",
    "封存名册": "seal",
    "备份与恢复": "backups",
    "密码与加密": "encryption",
    "设置": "settings",
    "下载导入模板": "template",
    "帮助": "help",
    "关于": "about",
}
STATES: dict[str, Scene] = {
    "导入预览": papers.import_preview,
    "首页-查找全部": shell.finder,
    "首页-推迟": shell.snooze,
    "首页-推迟菜单": shell.snooze_menu,
    "首页-更多": shell.more,
    "名册-筛选": roster.filters,
    "名册-勾选列表": roster.ticks,
    "名册-筛选为空": roster.nothing_left,
    "名册-单元格有误": roster.faulty_cell,
    "名册-选中一块": roster.block,
    "名册-存为视图": roster.save_view,
    "名册-自己的视图": roster.own_view,
    "名册-列": roster.columns,
    "名册-右键菜单": roster.menu,
    "名册-卡片": roster.card,
    "名册-粘贴预览": roster.paste,
    "名册-批量修改": roster.batch,
    "名册-批量变更": roster.batch_change,
    "名册-消息条": roster.bars,
    "名册-草稿条": roster.draft,
    "发展-日期先后": development.out_of_order,
    "发展-窄窗口": development.narrow,
    "发展-多人同会办理": development.together,
    "发展-登记申请人": development.register,
    "表单-新增党员": forms.new_person,
    "表单-打开卡片": forms.open_card,
    "表单-变更": forms.change,
    "表单-家庭成员": forms.relative,
    "表单-届次": forms.terms,
    "表单-单位信息": forms.unit,
    "表单-代码列表": forms.picks,
    "表单-日历": forms.calendar,
    "表单-裁剪照片": forms.crop,
    "打印预览-采集表": papers.form_preview,
    "打印预览-名册": papers.list_preview,
    "打印预览-进度": papers.progress,
    "出具登记-有内容": papers.issued,
    "表样-调整位置": laying.places,
    "表样-校准": laying.calibration,
    "首页-回收站满180天": trust.long_in_bin,
    "备份-核对": trust.copies,
    "操作记录-校验": trust.journal_head,
    "交接-移交": trust.hand_over,
    "交接-接收": trust.take_over,
    "交接-纸面": trust.papers,
    "打不开时": trust.rescue,
    "密码": trust.passwords,
    "密码-锁定": trust.locked,
    "外壳-开始页": shell.start,
    "外壳-新建": shell.first_run,
    "外壳-快捷键": shell.keys,
    "外壳-菜单": shell.menus,
    "外壳-提问": shell.question,
    "外壳-出错": shell.crash_dialog,
}


def scenes(stage: Stage) -> Iterator[tuple[str, Scene]]:
    """Return the pages, then the dialogs, then what is seen only while something is done."""
    for key, spec in stage.window.specs.items():
        yield spec.title, partial(shell.page, key)
    for title, name in DIALOGS.items():
        yield title, partial(shell.dialog, name)
    yield from STATES.items()
