"""快捷键: every key of the program on one page, read from the table of commands itself."""

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from partyoffice.ui.menus import Actions

TITLE = "快捷键"
# Keys that belong to a list or a field and not to a command, as they stand in its own table.
ELSEWHERE = (
    ("名单里", (
        ("↑ ↓ ← → PgUp PgDn", "移动；按住 Shift 选一块，按住 Ctrl 到这一段的尽头"),
        ("Home / End", "到本行开头 / 末尾；Ctrl+Home / Ctrl+End 到最上 / 最下"),
        ("Enter / Shift+Enter", "到下一行 / 上一行；正在修改时先存下来"),
        ("Tab / Shift+Tab", "到下一格 / 上一格；先按 Esc 再按 Tab 就离开名单"),
        ("F2", "修改这一格；直接打字是覆盖原来的内容"),
        ("退格键", "清空这一格，接着打字"),
        ("Esc", "放弃正在改的，恢复原样"),
        ("Del", "清除选中的格；勾选了整行时，把这些人移入回收站"),
        ("Ctrl+D", "选中几行时照第一行向下填充；只有一行时照抄上面一格"),
        ("Ctrl+Enter", "把当前格的内容填满选中的格"),
        ("F7", "打开这一格的选项"),
        ("空格", "勾选这一行"),
        ("Alt+Enter 或 双击", "打开卡片"),
    )),
    ("筛选行里", (
        ("Enter 或 ↓", "筛选并回到名单"),
        ("Tab / Shift+Tab", "到下一列 / 上一列的筛选"),
        ("Alt+↓ 或 F7", "打开这一列的内容，空格勾选"),
        ("Esc", "清空这一格；再按一次回到名单"),
        ("Del", "在筛选标签上：去掉这一项筛选"),
    )),
    ("表单里", (
        ("Enter / Shift+Enter", "到下一栏 / 上一栏；多行文字里是换行"),
        ("Ctrl+S", "保存"),
        ("Ctrl+Enter", "保存并新增；没有这个按钮的窗口里，做红色按钮的事"),
        ("F7 或 ↓", "打开选项；打汉字、拼音或首字母也能找到"),
        ("Esc", "关闭；已经填写的会先问一声"),
    )),
    ("日期栏里", (
        ("↑ / ↓", "后一天 / 前一天"),
        ("Ctrl+; 或 . 或 今天", "今天"),
        ("Alt+↓", "打开日历"),
    )),
    ("菜单", (
        ("Alt+字母", "打开菜单，如 Alt+F 是“文件”"),
        ("Alt 或 F10", "到菜单栏，方向键选，Enter 执行，Esc 回来"),
    )),
)  # fmt: skip


def chapter(table: "Actions") -> str:
    """Return the page as HTML: the menus first, then what lists and fields know themselves."""
    parts = [f"<h1>{TITLE}</h1><p>菜单里每一项的右边也写着它的键。正在用输入法选字时，这些键都归输入法。</p>"]
    for title, keys in (*table.all_keys(), *ELSEWHERE):
        rows = "".join(
            f"<tr><td width=200>{escape(key)}</td><td>{escape(words)}</td></tr>" for key, words in keys
        )
        parts.append(f"<h3>{title}</h3><table width='100%' cellpadding=4 cellspacing=0>{rows}</table>")
    return "".join(parts)
