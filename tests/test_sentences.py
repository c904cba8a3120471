"""Every refusal, read where it is made: what happened, data safe, what to do, in plain Chinese (U73)."""

import ast
import gc
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

import partyoffice
from partyoffice.core import clock, dates, money
from partyoffice.core.errors import UNCHANGED, OfficeError
from partyoffice.dues.rules import arrears, items, sheets, slips

SOURCES = Path(partyoffice.__file__).parent
BLAME = re.compile(r"失败|非法|错误|异常|违规|不合法|无效")
REFUSES = re.compile(rf"Error\(|{BLAME.pattern}")
NO_BLAME = {
    "错误原因", "把有问题的行另存，附错误原因",  # the column U57 asks for
    "更正错误",  # a regulation's own words
}  # fmt: skip
OF_VOTES = (
    "elections/",
    "meetings/",
    "development/",
    "showcase/",
    "dues/",
    "plans/",
)  # an invalid vote is one
# Names of programs and kinds of files as they stand in the user's own menus, and units.
NAMES = re.compile(
    r"WPS|Excel|Word|Office|UTF-8|JSON|TOML|PDF|JPG|PNG|HEIC|TIFF|OFD|NTFS|exFAT|CSV|MB|Ctrl\+\w"
    r"|\.(?:xlsx|xls|xlsb|et|ods|csv|pdf|docx|doc|wps|zip|toml|dangwu)\b"
)
WORDS_OF_FILES = {"reports/form_file.py", "reports/own_forms.py"}  # name the words of a form file
LATIN = re.compile(r"[A-Za-z]{2,}")
HAN = re.compile(r"[\u4e00-\u9fff]")
ADVICE = re.compile(r"请|可以|可用|可选|不用|不必|要|先|换|核对|现有|列名|已登记的|已停止的")
GIVEN = "—"  # stands for what is put in when the sentence is said


@cache
def sources():
    """Return of each file that may refuse or blame the nodes asked about, gathered once: it takes seconds."""
    found = {}
    gc.disable()
    for path in sorted(SOURCES.rglob("*.py")):
        text, kept = path.read_text(encoding="utf-8"), defaultdict(list)
        if REFUSES.search(text):
            for node in ast.walk(ast.parse(text)):
                kept[type(node)].append(node)
            found[path.relative_to(SOURCES).as_posix()] = kept
    gc.enable()
    return found


@cache
def constants():
    """Return the texts that a name at the top of some file of the window stands for."""
    found = defaultdict(set)
    for kept in (nodes for name, nodes in sources().items() if not name.startswith("cli/")):
        for one in kept[ast.Module][0].body:
            if isinstance(one, ast.Assign) and isinstance(one.value, ast.Constant | ast.JoinedStr):
                found[name_of(one.targets[0])].add(words(one.value))
    return found


def name_of(node):
    return getattr(node, "id", getattr(node, "attr", ""))


@cache
def kinds():
    """Return OfficeError and whatever is made of it."""
    classes = [one for kept in sources().values() for one in kept[ast.ClassDef]]
    found, before = {"OfficeError"}, set()
    while found != before:
        before = set(found)
        found |= {one.name for one in classes if found & set(map(name_of, one.bases))}
    return found


@cache
def refusals():
    """Return of each refusal its place, what happened and the rest of what it is given."""
    found = []
    for name, kept in sources().items():
        for call in kept[ast.Call]:
            given = {one.arg: one.value for one in call.keywords}
            made = name_of(call.func) == "OfficeError"
            if made or ("remedy" in given and (name_of(call.func) in kinds() or is_super(call))):
                found.append((f"{name}:{call.lineno}", call.args[-1] if call.args else None, given))
    return found


def is_super(call):
    return name_of(call.func) == "__init__"


def words(node):
    """Return the words of an expression as they stand there, each choice after the other."""
    if isinstance(node, ast.Constant):
        return str(node.value) if isinstance(node.value, str) else GIVEN
    if isinstance(node, ast.JoinedStr):
        return "".join(words(one) if isinstance(one, ast.Constant) else GIVEN for one in node.values)
    if isinstance(node, ast.IfExp):
        return f"{words(node.body)}\n{words(node.orelse)}"
    if isinstance(node, ast.BinOp | ast.BoolOp):
        return "".join(words(one) for one in ast.iter_child_nodes(node) if isinstance(one, ast.expr))
    if isinstance(node, ast.Name | ast.Attribute):
        return "\n".join(constants().get(name_of(node), ())) or GIVEN
    return GIVEN


def is_known(text):
    """Whether a sentence is written out here, and not only handed on."""
    return HAN.search(text) is not None


def test_every_refusal_says_what_happened_and_what_to_do():
    seen = 0
    for place, what, given in refusals():
        assert "remedy" in given, place
        remedy = words(given["remedy"])
        seen += 1
        if is_known(remedy):
            here = [one for one in remedy.split("\n") if is_known(one) and not one.startswith(GIVEN)]
            assert all(ADVICE.search(line) for line in here), (place, remedy)
        if what is not None and is_known(words(what)):
            assert not re.search(r"[。！!？?]$", words(what)), place  # the sentence ends by itself
    assert seen > 600


def test_every_refusal_speaks_chinese_without_codes():
    for place, what, given in refusals():
        name = place.partition(":")[0]
        if name.startswith("cli/") or name in WORDS_OF_FILES:
            continue
        for node in (what, given.get("safe"), given.get("remedy")):
            text = words(node) if node is not None else ""
            plain = re.sub(r"--[a-z-]+", "", NAMES.sub("", text))
            assert not LATIN.search(plain), (place, text)


def test_no_sentence_of_the_program_blames_anybody():
    seen = 0
    for name, kept in sources().items():
        notes = {id(note) for note in notes_of(kept)}
        for one in kept[ast.Constant]:
            text = None if id(one) in notes else one.value
            if isinstance(text, str) and HAN.search(text) and text not in NO_BLAME:
                seen += 1
                found = BLAME.search(text)
                votes = found and found[0] == "无效" and name.startswith(OF_VOTES)
                assert not found or votes, (name, one.lineno, text)
    assert seen > 5000


def notes_of(kept):
    """Return the notes on modules, classes and functions, which no user sees."""
    for one in (*kept[ast.Module], *kept[ast.ClassDef], *kept[ast.FunctionDef]):
        if one.body and isinstance(one.body[0], ast.Expr):
            yield one.body[0].value


def test_whatever_is_refused_the_data_are_spoken_of():
    error = OfficeError("没有保存", remedy="请再试")
    assert (error.safe, str(error)) == (UNCHANGED, "没有保存。数据没有改动。请再试。")
    for place, _what, given in refusals():
        safe = words(given["safe"]) if "safe" in given else UNCHANGED
        assert not is_known(safe) or re.search(r"没有改动|不受影响", safe), place


# Words of others ------------------------------------------------------------------------------

OURS = {"UnreadableDateError", "FormFaultError", "UnreadableRowError", "OfficeError"}
READERS = {"read_yuan", "read_months", "read_items", "read_flags", "amount_in_words", "unpaid", "read_day"}
HARMLESS = {"half_width", "today"}


def handlers():
    for name, kept in sources().items():
        for block in kept[ast.Try]:
            for handler in block.handlers:
                if handler.name and handler.type is not None:
                    yield name, block, handler


def test_no_refusal_repeats_words_that_are_not_ours():
    seen = 0
    for name, block, handler in handlers():
        if repeats(handler):
            seen += 1
            caught = {name_of(one) for one in getattr(handler.type, "elts", [handler.type])}
            nodes = [one for step in block.body for one in ast.walk(step)]
            called = {name_of(one.func) for one in nodes if isinstance(one, ast.Call)}
            assert caught <= OURS | kinds() or called <= READERS | HARMLESS, (name, handler.lineno, called)
    assert seen >= 8


def repeats(handler):
    """Whether a refusal made in a handler holds the text of what was caught."""
    for call in ast.walk(handler):
        if isinstance(call, ast.Call) and name_of(call.func) in kinds():
            said = [*call.args, *(one.value for one in call.keywords if one.arg != "detail")]
            for node in (inner for one in said for inner in ast.walk(one)):
                whole = isinstance(node, ast.FormattedValue) and name_of(node.value) == handler.name
                text = isinstance(node, ast.Call) and [*map(name_of, node.args)] == [handler.name]
                foreign = isinstance(node, ast.Attribute) and node.attr in {"strerror", "args", "orig"}
                if whole or text or foreign:
                    return True
    return False


ODD = (
    "", " ", "x", "abc", "１２x", "-", "1,5", "9" * 5000, "2026-13", "2026-02-30", "2026-03至", "至2026-03",
    "2026-03至2026-01", "0x10", "1e9", "nan", "∞", "a=b", "=", "津贴=x", "岗位工资=x", "岗位工资=1=2",
    "\x00", "٣",
)  # fmt: skip


@pytest.mark.parametrize(
    "read",
    [
        money.read_yuan,
        lambda text: money.amount_in_words(money.read_yuan(text)),
        lambda text: dates.read_day(text, clock.today()),
        lambda text: arrears.read_months(text, clock.today()),
        lambda text: sheets.read_months(text, None),
        items.read_flags,
        slips.read_items,
    ],
)
def test_whatever_is_typed_its_reader_answers_in_chinese(read):
    refused = 0
    for text in ODD:
        try:
            read(text)
        except ValueError as error:
            refused += 1
            said = str(error).replace(text.strip(), "") if text.strip() else str(error)
            assert HAN.search(said), (text, said)
            assert not LATIN.search(said), (text, said)
    assert refused > 5


PAPERS_OF_A_COMMITTEE = {"development/papers/submissions.py"}  # an upper body writes 你支部


def test_the_user_is_called_by_one_pronoun_everywhere():
    found = {
        path.relative_to(SOURCES).as_posix()
        for path in SOURCES.rglob("*.py")
        if "你" in path.read_text(encoding="utf-8")
    }
    assert found == PAPERS_OF_A_COMMITTEE
