"""What can be typed: verbs, options and their Chinese help."""

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

Given = Any  # argparse's bag of options; every verb knows its own
WRONG_USAGE = 2


class Words(argparse.ArgumentParser):
    """A parser that says in Chinese what cannot be understood."""

    def error(self, message: str) -> NoReturn:
        """Leave with status 2."""
        self.print_usage(sys.stderr)
        sys.stderr.write(f"看不懂这条命令（{message}）。数据没有改动。请用 --help 查看写法。\n")
        raise SystemExit(WRONG_USAGE)


def _later(name: str) -> Callable[[Given], Any]:
    """Return a verb that loads its module only when it is called."""

    def verb(given: Given) -> Any:  # noqa: ANN401 -- each verb's own JSON
        from partyoffice.cli import verbs

        return getattr(verbs, name)(given)

    return verb


def _common() -> Words:
    """Return options that may stand before or after the verb."""
    common = Words(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--office", metavar="FILE", help="数据文件；不写为上次打开的")
    common.add_argument("--password-file", metavar="F", help="存有密码的文本文件")
    common.add_argument("--json", action="store_true", help="只输出一个 JSON 对象")
    return common


class _Verbs:
    """Adds one verb after another."""

    def __init__(self, top: Words, common: Words) -> None:
        self.sub = top.add_subparsers(dest="name", metavar="VERB", required=True, parser_class=Words)
        self.common = common

    def add(self, name: str, help_: str, *places: str) -> argparse.ArgumentParser:
        words = self.sub.add_parser(name, help=help_, description=help_, parents=[self.common])
        words.set_defaults(verb=_later(name.replace("-", "_")))
        for place in places:
            words.add_argument(
                place.rstrip("?").lower(),
                metavar=place.rstrip("?"),
                nargs="?" if place.endswith("?") else None,
            )
        return words


def grammar() -> Words:
    """Return the whole grammar of ``cli.md`` as far as it exists."""
    common = _common()
    top = Words("partyoffice", description="党务办公室。不写动词则打开窗口。", parents=[common])
    verbs = _Verbs(top, common)
    _files(verbs)
    _papers(verbs)
    _templates(verbs)
    _looking(verbs)
    return top


def _files(verbs: _Verbs) -> None:
    new = verbs.add("new", "新建数据文件", "FILE")
    new.add_argument("--sample", type=int, metavar="N", help="示例数据：N 名虚构党员、十年记录")
    new.add_argument("--seed", type=int, default=1, metavar="S")
    new.add_argument("--school", default="", metavar="NAME", help="学校名称")
    take = verbs.add("import", "导入表格", "KIND", "FILE")
    take.add_argument("--sheet", default="", metavar="S", help="工作表名")
    take.add_argument("--dry-run", action="store_true", help="只预览，不写入")
    take.add_argument("--only-good", action="store_true", help="有问题的行不导入，其余导入")
    take.add_argument("--errors", metavar="OUT.xlsx", help="把有问题的行另存，附错误原因")
    take.add_argument("--map", action="append", default=[], metavar="列名=栏目", help="说明一列是什么")
    take.add_argument("--hidden", action="store_true", help="隐藏的行也导入")
    take.add_argument("--on", metavar="DATE", help="变更生效的日期，默认今天")
    verbs.add("undo-import", "撤销一次导入", "ID")
    verbs.add("backup", "备份", "FILE?")
    checked = verbs.add("verify", "核对一份备份，或全部备份", "FILE?")
    checked.add_argument("--all", action="store_true", help="这个数据文件的每一份备份都打开核对")
    verbs.add("restore", "从备份恢复", "FILE")
    verbs.add("thin", "恢复以后核对过数据，继续自动清理旧备份")
    verbs.add("rehearse", "演练恢复：试着恢复最近的备份，清点后删除")
    out = verbs.add("plain", "另存一份明文：Excel 和 JSON，不加密、不遮盖", "DIR")
    out.add_argument("--agree", action="store_true", help="设了密码的数据也另存成明文")
    saved = verbs.add("salvage", "把损坏的文件里读得出的内容写进新文件，原文件不动", "FILE", "OUT")
    saved.add_argument("--list", metavar="L.xlsx", default="", help="逐条的清单另存为 Excel")
    give = verbs.add("handover", "制作交接包", "FILE")
    give.add_argument("--plain", action="store_true", help="包里另附一份明文，不加密、不遮盖")
    got = verbs.add("receive", "打开交接包，放成数据文件", "PACKAGE", "FILE")
    got.add_argument("--new-password-file", metavar="F", default="", help="存有新密码的文本文件")
    for words in (new, got):
        words.add_argument(
            "--recovery-code-file", metavar="F", default="", help="恢复码写进这个文件；不写就显示出来"
        )


def _papers(verbs: _Verbs) -> None:
    out = verbs.add("export", "导出名册", "ROSTER", "FILE")
    when = out.add_mutually_exclusive_group()
    when.add_argument("--as-of", metavar="DATE", help="截止日期")
    when.add_argument("--year", type=int, metavar="Y", help="年度（12 月 31 日）")
    out.add_argument("--branch", metavar="B", help="只要这个组织及其下级")
    out.add_argument("--columns", default="", metavar="a,b", help="列名，用逗号分开")
    out.add_argument("--order", default="", metavar="O", help="姓氏笔画、姓氏拼音、入党时间、录入顺序")
    _whole(out)
    verbs.add("forms", "列出可打印的表")
    paper = verbs.add("print", "打印一张表为 PDF 或 Word", "CODE", "FILE")
    paper.add_argument(
        "--member", action="append", default=[], metavar="WHO", help="姓名或身份证号，可写多次"
    )
    paper.add_argument("--branch", metavar="B", help="这个组织的全部党员")
    paper.add_argument("--meeting", type=int, metavar="ID", help="从这次会议的记录填写")
    paper.add_argument("--year", type=int, metavar="Y")
    paper.add_argument("--overlay", action="store_true", help="套打（只印内容）")
    paper.add_argument("--only", default="", metavar="a,b", help="只印这几栏（补填时套打）")
    paper.add_argument("--only-complete", action="store_true", help="没有填全的人跳过，列在 skipped")
    paper.add_argument(
        "--set", action="append", default=[], metavar="栏目=内容", help="本次填写的内容，可写多次"
    )
    paper.add_argument("--blank", action="store_true", help="空白表")


def _templates(verbs: _Verbs) -> None:
    out = verbs.add("fill", "填上级发的模板（.xlsx 或 .docx）", "TEMPLATE", "FILE")
    when = out.add_mutually_exclusive_group()
    when.add_argument("--as-of", metavar="DATE", help="截止日期")
    when.add_argument("--year", type=int, metavar="Y", help="年度（12 月 31 日）")
    out.add_argument(
        "--roster", default="members", metavar="ROSTER", help="填哪些人，默认 members（全体党员）"
    )
    out.add_argument("--branch", metavar="B", help="只要这个组织及其下级")
    out.add_argument("--member", action="append", default=[], metavar="WHO", help="只填这些人，可写多次")
    out.add_argument("--order", default="", metavar="O", help="姓氏笔画、姓氏拼音、入党时间、录入顺序")
    out.add_argument("--sheet", default="", metavar="S", help="工作表名")
    out.add_argument("--map", action="append", default=[], metavar="列名=栏目", help="说明一列填什么")
    out.add_argument("--empty", default="", metavar="WORD", help="没有内容的格填什么（如 无），默认留空")
    _whole(out)
    held = verbs.add("compare", "与一份名单核对，只看不改", "FILE")
    held.add_argument("--as-of", metavar="DATE", help="按哪一天的名册核对，默认今天")
    held.add_argument("--branch", metavar="B", help="名单只含这个组织及其下级")
    held.add_argument("--sheet", default="", metavar="S", help="工作表名")
    held.add_argument("--map", action="append", default=[], metavar="列名=栏目", help="说明一列是什么")
    held.add_argument("--hidden", action="store_true", help="隐藏的行也核对")
    held.add_argument("--empties", action="store_true", help="对方空白、这里有的也算不同")


def _whole(out: argparse.ArgumentParser) -> None:
    out.add_argument(
        "--unmasked", action="store_true", help="证件号、电话、住址完整输出，记入操作记录（窗口开着时记不了）"
    )
    out.add_argument(
        "--purpose", default="", metavar="用途", help="日常使用、上报上级、归档、公示；完整输出时一并记下"
    )


def _looking(verbs: _Verbs) -> None:
    for name, help_ in (("check", "数据体检，只看不改"), ("todo", "到期和将到期的事")):
        verbs.add(name, help_).add_argument("--on", metavar="DATE", help="按哪一天看，默认今天")
    verbs.sub.choices["todo"].add_argument("--days", type=int, default=30, metavar="N")
    verbs.add("selftest", "程序自检")
    calc = verbs.add("calc", "规则计算器")
    calc.add_argument("--batch", metavar="FILE", help="JSON：参数表的列表")
    calc.add_argument("words", nargs=argparse.REMAINDER)


def read_words(words: Sequence[str]) -> Given:
    """Return the options of one command line; leaves with status 2 where it is wrong."""
    _no_password(words)
    given = grammar().parse_args(_json_first(list(words)))
    for key, default in (("office", None), ("password_file", None), ("json", False)):
        if not hasattr(given, key):
            setattr(given, key, default)
    return given


def _no_password(words: Sequence[str]) -> None:
    """Leave with status 2 for a password among the words: every program of this PC can read those."""
    names = [word.split("=")[0] for word in words]
    if any(len(name) > len("--pas") and "--password-fil".startswith(name) for name in names):
        sys.stderr.write(
            "密码不能写在命令里，别的程序看得见。数据没有改动。请写进文件，用 --password-file 指明。\n"
        )
        raise SystemExit(WRONG_USAGE)


def _json_first(words: list[str]) -> list[str]:
    """Let ``--json`` stand anywhere, also behind the words that ``calc`` takes as they are."""
    return ["--json", *(word for word in words if word != "--json")] if "--json" in words else words
