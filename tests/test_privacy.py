"""What the source must not hold: ways out to a network, code read from data, records of who was seen."""

import ast
import gc
import re
from functools import cache
from pathlib import Path

from partyoffice.core.field import Care, Kind
from partyoffice.parts import PARTS
from partyoffice.store.base import fields_of

# What a part keeps of people beyond the common: kind of record, field, class.
CLASSES = {
    ("党员", "家庭住址", "敏感"),
    ("党员", "户籍所在地", "敏感"),
    ("党员", "手机号码", "敏感"),
    ("党员", "照片", "敏感"),
    ("党员", "联系电话", "敏感"),
    ("党员", "身份证号", "敏感"),
    ("组织关系转接", "对方联系人和电话", "敏感"),
    ("少交免交", "困难情况", "敏感"),
    ("候选人", "简要情况", "重要"),
    ("党员", "出生日期", "重要"),
    ("党员", "备注", "重要"),
    ("党员", "失去联系情形", "重要"),
    ("党员", "姓名", "重要"),
    ("党费核定", "计算基数", "重要"),
    ("大额党费", "简要情况", "重要"),
    ("奖惩", "名称", "重要"),
    ("家庭成员", "出生日期", "重要"),
    ("家庭成员", "单位及职务", "重要"),
    ("家庭成员", "姓名", "重要"),
    ("对照检查", "对批评意见的表态", "重要"),
    ("对照检查", "对照检查要点", "重要"),
    ("批评意见", "批评意见", "重要"),
    ("政审函调", "回函结论", "重要"),
    ("政审对象", "姓名", "重要"),
    ("政审对象", "政治历史和现实表现", "重要"),
    ("政审对象", "有无违纪违法", "重要"),
    ("谈心谈话", "内容要点", "重要"),
    ("谈心谈话", "意见建议", "重要"),
}
PACKAGE = Path(__file__).resolve().parents[1] / "partyoffice"


@cache
def nodes():
    """Every import and every call of the source, with the file it stands in; walked once."""
    gc.disable()  # a million nodes, none of them garbage yet
    try:
        return [
            (path.relative_to(PACKAGE).as_posix(), node)
            for path in sorted(PACKAGE.rglob("*.py"))
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Import | ast.ImportFrom | ast.Call)
        ]
    finally:
        gc.enable()


# Whatever speaks to another machine; QtNetwork gives no more than the pipe by which a second start is told.
NETWORK = re.compile(
    r"(socket|ssl|http|urllib\.(request|robotparser)|ftplib|smtplib|poplib|imaplib|nntplib|telnetlib|xmlrpc"
    r"|asyncio|socketserver|requests|httpx|aiohttp|urllib3|websockets?|paramiko|webbrowser"
    r"|PySide6\.Qt(Network|WebSockets|WebEngine\w*|Bluetooth|HttpServer|Mqtt)\w*)(\.|$)"
)
PIPES = {"QLocalServer", "QLocalSocket"}
# Whatever makes code of data, or writes what happened where nobody strikes out names.
CARRIERS = re.compile(r"(pickle|cPickle|dill|shelve|marshal|yaml|joblib|jsonpickle|logging)(\.|$)")
SPEAKING = {"eval", "exec", "compile", "print", "__import__"}


def imports():
    """Each imported name in full, with the file that imports it."""
    for path, node in nodes():
        if isinstance(node, ast.Import):
            yield from ((path, one.name) for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((path, f"{node.module}.{one.name}") for one in node.names)


def calls():
    """Each call with what is called, as it is written, and the file it stands in."""
    return [(path, node, ast.unparse(node.func)) for path, node in nodes() if isinstance(node, ast.Call)]


def test_no_module_can_speak_to_another_machine():
    used = {(path, name) for path, name in imports() if NETWORK.match(name)}
    assert {(path, name.rpartition(".")[2]) for path, name in used} == {
        ("app/single.py", one) for one in PIPES
    }


def test_nothing_read_is_ever_run_and_nothing_is_logged_beside_the_crash_report():
    assert [pair for pair in imports() if CARRIERS.match(pair[1])] == []
    called = [f"{path}:{node.lineno} {name}" for path, node, name in calls() if name in SPEAKING]
    assert called == []


def test_only_a_showing_that_is_noted_lifts_the_mask_of_the_window():
    lifting = {
        path
        for path, node, name in calls()
        if name.endswith("desk.set_masked") and ast.unparse(node.args[0]) != "True"
    }
    assert lifting == {"ui/reveal.py"}


def test_every_field_that_is_more_than_common_is_named_here_and_in_the_manual():
    found = {
        (kind.title, field.title, str(field.care))
        for part in PARTS
        for kind in part.records
        for field in fields_of(kind)
        if field.care is not Care.PLAIN
    }
    assert found == CLASSES
    manual = (PACKAGE.parent / "docs/manual/27-privacy.md").read_text(encoding="utf-8")
    rows = {
        care: line
        for care in ("重要", "敏感")
        for line in manual.splitlines()
        if line.startswith(f"| {care} |")
    }
    assert not [entry for entry in sorted(found) if entry[1] not in rows[entry[2]]]


def test_no_number_of_a_person_is_of_a_lower_class():
    public = {("党组织", "联系电话"), ("党费公示", "监督电话")}  # of an office, made known on purpose
    told = re.compile(r"身份证|手机|电话|住址|户籍所在地|照片|困难情况|银行账号|健康|宗教")
    loose = {
        (kind.title, field.title)
        for part in PARTS
        for kind in part.records
        for field in fields_of(kind)
        if (told.search(field.title) or field.kind in {Kind.ID_NUMBER, Kind.PHONE, Kind.PHOTO})
        and field.care is not Care.SENSITIVE
    }
    assert loose - public == {("公示", "公示照片")}


def test_a_column_that_shows_a_sensitive_field_is_of_the_same_class_in_every_list():
    by_title = {title: care for _kind, title, care in CLASSES if care == "敏感"}
    wrong = {
        (roster.code, column.title)
        for part in PARTS
        for roster in part.rosters
        for column in roster.columns
        if column.title in by_title and column.care != by_title[column.title]
    }
    assert wrong == set()
