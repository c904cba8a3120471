"""What the page of an office in trouble says of it, kind by kind."""

from partyoffice.app.trouble import Kind, Trouble

WORDS = {
    Kind.DAMAGED: "文件里有的内容读不出来了。文件没有改动，这里的办法都不改动它；恢复备份时它会另外留着。",
    Kind.MISSING: "可能被移走、改名，或 U 盘没有插上。找到它就用“打开别的文件”；找不到，可以恢复它的备份。",
    Kind.EMPTY: "文件还在，里面什么也没有了，常见于磁盘满了或突然断电。可以恢复它的备份。",
    Kind.NEWER: "文件没有改动。装好新版本以前，一般可以只读打开它：查看、打印、导出；升级前的备份列在下面。",
    Kind.OLDER: "数据可能被还原：常见于装了还原卡的电脑重启以后，或拷回了旧文件。文件没有改动，备份都还在。",
}


def said_of(trouble: Trouble) -> list[tuple[str, str]]:
    """Return the lines above the copies, each with its role: what happened, why, where it was looked for."""
    lines = [(f"“{trouble.path.name}”{trouble.kind}", "title"), (WORDS[trouble.kind], "label")]
    if told := trouble.told():
        lines.append((told, "body"))
    return [*lines, (f"文件夹：{trouble.path.parent}", "cap")]
